#!/usr/bin/env python3
"""Writes the trained student as the program loads it: `model.onnx` (int8), `tokenizer.json`, `config.json`.

    python export.py [--run run] [--out ../model]
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file

from encoder import LABELS, CrossEncoder
from pairs import LONGEST

HERE = Path(__file__).parent
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["logits", "answered", "similarity"]


class Exported(torch.nn.Module):
    """The student with its word scores as probabilities."""

    def __init__(self, student):
        super().__init__()
        self.student = student

    def forward(self, input_ids, attention_mask, token_type_ids):
        logits, answered, similarity = self.student(input_ids, attention_mask, token_type_ids)
        return logits, torch.sigmoid(answered), similarity


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder that train.py wrote")
    parser.add_argument("--out", type=Path, default=HERE.parent / "model", help="folder of the program's model")
    args = parser.parse_args()
    base = args.run / "base/student"
    student = CrossEncoder.of(base)
    student.load_state_dict(load_file(args.run / "student.safetensors"))
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "model.onnx"
        export(Exported(student).eval(), whole)
        quantize_dynamic(whole, args.out / "model.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    shutil.copy(base / "tokenizer.json", args.out / "tokenizer.json")
    config = {"id2label": dict(enumerate(LABELS)), "ibid": {"max_length": LONGEST}}
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    print(f"{(args.out / 'model.onnx').stat().st_size / 1e6:.1f} MB in {args.out}")


def export(model, path):
    example = (torch.ones(2, 16, dtype=torch.long),) * 3
    axes = {name: {0: "batch", 1: "sequence"} for name in INPUTS + ["answered"]}
    axes |= {"logits": {0: "batch"}, "similarity": {0: "batch"}}
    with torch.inference_mode():
        torch.onnx.export(
            model, example, path, input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False
        )
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
