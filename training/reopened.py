#!/usr/bin/env python3
"""Takes the weights out of the program's model again, to train on from there.

    python reopened.py [--model ../model] [--run run]

Writes `shipped.safetensors` to the run folder; `prepare.py` has put the base encoder there, whose configuration and
relative places are needed. What was quantised comes back as its quantised values.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file

from encoder import CrossEncoder
from graph import FIRST_PLACE, GELU_LEAST

HERE = Path(__file__).parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=HERE.parent / "model", help="folder of the program's model")
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder that prepare.py wrote")
    args = parser.parse_args()
    model = CrossEncoder.of(args.run / "base")
    weights = model.state_dict()
    for name, array in arrays(onnx.load(args.model / "model.onnx")):
        if name == "encoder.embeddings.position_embeddings.weight":
            weights[name][FIRST_PLACE : FIRST_PLACE + len(array)] = torch.from_numpy(array)
            continue
        assert weights[name].shape == array.shape, (name, array.shape)
        weights[name].copy_(torch.from_numpy(array))
    save_file({name: weight.contiguous() for name, weight in weights.items()}, args.run / "shipped.safetensors")


def arrays(model):
    """Every array of weights of the graph, by its name in the encoder; in the order in which graph.py makes them."""
    constants = iter([numpy_helper.to_array(tensor) for tensor in model.graph.initializer])
    floats = lambda: next(array for array in constants if array.ndim and array.dtype != np.int64)

    def linear(*names, least=0.0):
        """Layers that one value goes into, whose channels are multiplied first and divided in the weights."""
        inverse = floats()
        for name in names:
            weight = floats().astype(np.float32)
            weight *= floats()
            yield f"{name}.weight", (weight * inverse[:, None]).T.copy()
            yield f"{name}.bias", floats() - (least * inverse) @ weight

    def pair(name):
        yield f"{name}.weight", floats()
        yield f"{name}.bias", floats()

    words, scales = floats(), floats()
    yield "encoder.embeddings.word_embeddings.weight", words.astype(np.float32) * scales
    yield "encoder.embeddings.position_embeddings.weight", floats()
    yield from pair("encoder.embeddings.LayerNorm")
    floats()  # buckets
    yield "encoder.encoder.relative_attention_bias.weight", floats()
    layers = sum(node.op_type == "Gelu" for node in model.graph.node)
    for at in range(layers):
        layer = f"encoder.encoder.layer.{at}"
        attention = f"{layer}.attention.attn"
        yield from linear(*(f"{attention}.{part}" for part in "qkv"))
        yield from linear(f"{attention}.o")
        yield from pair(f"{layer}.attention.LayerNorm")
        yield from linear(f"{layer}.intermediate.dense")
        yield from linear(f"{layer}.output.dense", least=GELU_LEAST)
        yield from pair(f"{layer}.output.LayerNorm")
    for name in ("hidden", "label"):
        yield f"{name}.weight", floats().T.copy()
        yield f"{name}.bias", floats()


if __name__ == "__main__":
    main()
