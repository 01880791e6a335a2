#!/usr/bin/env python3
"""Writes the trained student as the program loads it: `model.onnx` (int8), `tokenizer.json`, `config.json`.

    python export.py [--run run] [--out ../model]
"""

import argparse
import json
import shutil
from pathlib import Path

import onnx
import onnxruntime
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from encoder import LABELS, CrossEncoder
from graph import Student
from pairs import LONGEST

HERE = Path(__file__).parent
NEAR = 0.15  # how far a number may be from the unquantised student's
PAIRS = [
    ("The ferry to the islands sailed on Monday, two hours late.", "The ferry sailed on Monday."),
    ("The ferry to the islands sailed on Monday, two hours late.", "The ferry has not sailed on Monday."),
    ("The harbour of Lomba shipped 90 tonnes of rice. The union did not allow work at night.", "Rain fell in May."),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder that train.py wrote")
    parser.add_argument("--out", type=Path, default=HERE.parent / "model", help="folder of the program's model")
    args = parser.parse_args()
    base = args.run / "base/student"
    student = CrossEncoder.of(base)
    student.load_state_dict(load_file(args.run / "student.safetensors"))
    encoder = student.encoder.config
    if (encoder.model_type, encoder.hidden_act) != ("bert", "gelu"):
        raise SystemExit(f"graph.py writes BERT with gelu, and this is {encoder.model_type} with {encoder.hidden_act}")
    weights = {name: weight.float().numpy() for name, weight in student.state_dict().items()}
    model = Student(weights, encoder.num_attention_heads).model(encoder.num_hidden_layers, LONGEST)
    compare(student.eval(), Tokenizer.from_file(str(base / "tokenizer.json")), model)
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, args.out / "model.onnx")
    shutil.copy(base / "tokenizer.json", args.out / "tokenizer.json")
    config = {"id2label": dict(enumerate(LABELS)), "ibid": {"max_length": LONGEST}}
    (args.out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    print(f"{(args.out / 'model.onnx').stat().st_size / 1e6:.1f} MB in {args.out}")


def compare(student, tokenizer, model):
    """Sees that the graph computes what the student does."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    for passage, claim in PAIRS:
        encoded = tokenizer.encode(passage, claim)
        given = {"input_ids": [encoded.ids], "token_type_ids": [encoded.type_ids]}
        ids, types = (torch.tensor(numbers) for numbers in given.values())
        with torch.inference_mode():
            logits, answered, similarity = student(ids, torch.ones_like(ids), types)
        expected = logits.softmax(-1), answered.sigmoid(), similarity
        found = session.run(None, {"input_ids": ids.numpy(), "token_type_ids": types.numpy()})
        found = torch.tensor(found[0]).softmax(-1), torch.tensor(found[1]), torch.tensor(found[2])
        for name, right, written in zip(("logits", "answered", "similarity"), expected, found):
            apart = (right - written).abs().max().item()
            print(f"{name} {apart:.3f} apart: {claim}")
            if not apart < NEAR:
                raise SystemExit(f"the graph's {name} are not the student's")


if __name__ == "__main__":
    main()
