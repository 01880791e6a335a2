#!/usr/bin/env python3
"""Writes the trained model as the program loads it: `model.onnx` and its weights (int8), `tokenizer.json`, `config.json`.

    python export.py MODEL.safetensors [MODEL.safetensors …] [--run run] [--out ../model]

Of several trained models the mean of their weights is written; one that is named twice counts twice.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto
from safetensors.torch import load_file
from tokenizers import Tokenizer

from encoder import LABELS, CrossEncoder
from graph import Model
from pairs import LONGEST, Pairs, read
from smooth import smooth
from train import SCORED, mean

HERE = Path(__file__).parent
MEASURED_ON = 96  # pairs
NEAR = 0.15  # how far a probability may be from that of the unquantised model
PART = 90_000_000  # bytes of a file of weights at most; hosts of repositories refuse large files
SMALL = 1024  # bytes of a constant that stays in the graph
PAIRS = [
    ("The ferry to the islands sailed on Monday, two hours late.", "The ferry sailed on Monday."),
    ("The ferry to the islands sailed on Monday, two hours late.", "The ferry has not sailed on Monday."),
    ("The harbour of Lomba shipped 90 tonnes of rice. The union did not allow work at night.", "Rain fell in May."),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+", help="what train.py wrote")
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder that prepare.py wrote")
    parser.add_argument("--out", type=Path, default=HERE.parent / "model", help="folder of the program's model")
    args = parser.parse_args()
    trained = CrossEncoder.of(args.run / "base")
    trained.load_state_dict(mean([load_file(path) for path in args.models]))
    encoder = trained.encoder.config
    weights = {name: weight.float().numpy() for name, weight in trained.state_dict().items()}
    buckets = trained.encoder.encoder.relative_position_bucket(places(), num_buckets=encoder.relative_attention_num_buckets)
    model = Model(weights, encoder.num_attention_heads, buckets.numpy(), divisors(trained.eval(), args.run))
    model = model.written(encoder.num_hidden_layers, LONGEST)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = with_types(json.loads((args.run / "base/tokenizer.json").read_text()))
    (args.out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n", encoding="utf-8")
    compare(trained, Tokenizer.from_file(str(args.out / "tokenizer.json")), model)
    for path, size in write(model, args.out):
        print(f"{size / 1e6:6.1f} MB  {path}")
    config = {"id2label": dict(enumerate(LABELS)), "ibid": {"max_length": LONGEST, "languages": ["en"]}}
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def divisors(trained, run):
    """By what each channel is divided before it is quantised, measured on pairs of the last phase."""
    pairs = Pairs(read(run / "plain.jsonl")[:MEASURED_ON], run / "base/tokenizer.json")
    return smooth(trained, (pairs.batch(batch) for batch in pairs.epoch(SCORED, np.random.default_rng(0))))


def places():
    """How far each place is from each other one."""
    at = torch.arange(LONGEST)
    return at[None, :] - at[:, None]


def with_types(tokenizer):
    """The tokenizer, telling the claim (type 1) from the passage; MPNet's own gives both the same type."""
    special = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
    piece = lambda token, kind: {"SpecialToken": {"id": token, "type_id": kind}}
    text = lambda name, kind: {"Sequence": {"id": name, "type_id": kind}}
    tokenizer["post_processor"] = {
        "type": "TemplateProcessing",
        "single": [piece("<s>", 0), text("A", 0), piece("</s>", 0)],
        "pair": [piece("<s>", 0), text("A", 0), piece("</s>", 0), piece("</s>", 0), text("B", 1), piece("</s>", 1)],
        "special_tokens": {token: {"id": token, "ids": [special[token]], "tokens": [token]} for token in ("<s>", "</s>")},
    }
    tokenizer["truncation"] = tokenizer["padding"] = None
    return tokenizer


def compare(trained, tokenizer, model):
    """Sees that the graph computes what the trained model does."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    for passage, claim in PAIRS:
        encoded = tokenizer.encode(passage, claim)
        given = {"input_ids": np.array([encoded.ids]), "token_type_ids": np.array([encoded.type_ids])}
        ids, types = (torch.from_numpy(numbers) for numbers in given.values())
        with torch.inference_mode():
            expected = trained(ids, torch.ones_like(ids), types).softmax(-1)
        found = torch.tensor(session.run(None, given)[0]).softmax(-1)
        apart = (expected - found).abs().max().item()
        print(f"{apart:.3f} apart: {[round(p, 3) for p in found[0].tolist()]} {claim}")
        if not apart < NEAR:
            raise SystemExit("the graph's probabilities are not the model's")


def write(model, folder):
    """Writes the graph and, in files of a size that can be kept, its weights."""
    for old in folder.glob("model.onnx*"):
        old.unlink()
    parts = [bytearray()]
    for tensor in model.graph.initializer:
        content = tensor.raw_data
        if len(content) < SMALL:
            continue
        if len(parts[-1]) + len(content) > PART:
            parts.append(bytearray())
        parts[-1].extend(b"\0" * (-len(parts[-1]) % 64))
        place = {"location": f"model.onnx.{len(parts)}.data", "offset": len(parts[-1]), "length": len(content)}
        parts[-1].extend(content)
        tensor.ClearField("raw_data")
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
    files = {f"model.onnx.{number}.data": bytes(part) for number, part in enumerate(parts, 1)}
    files["model.onnx"] = model.SerializeToString()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [(folder / name, len(content)) for name, content in files.items()]


if __name__ == "__main__":
    main()
