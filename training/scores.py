"""What a trained model scores on the pairs held out and on labelled sets of others."""

import json
from collections import Counter

import numpy as np
import torch

from encoder import LABELS
from pairs import Pairs, Table

LONGEST_PASSAGE = 200  # words; a longer one is the program's to cut into windows


@torch.inference_mode()
def logits(model, pairs, device, size=512):
    """The label scores of every pair, in their order."""
    model.eval()
    found = np.zeros((len(pairs), len(LABELS)), dtype=np.float32)
    order = np.argsort(pairs.lengths, kind="stable")
    for start in range(0, len(order), size):
        numbers = order[start : start + size]
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            given, _, _ = model(**pairs.batch(numbers)[0])
        found[numbers] = given.float().cpu().numpy()
    return found


def report(model, tokenizer, run, folder, device, wide=False):
    """Prints accuracy and macro-F1 by set, and writes them beside the model."""
    held_out = Table.load(run / "held-out")
    sets = {"held-out": held_out}
    sets |= {f"held-out/{kind}": held_out.only(held_out.kind() == kind) for kind in sorted(held_out.kinds)}
    for path in sorted(folder.glob("*.jsonl")) if folder else []:
        rows = [json.loads(line) for line in path.read_text().splitlines()]
        short = sum(len(row["passage"].split()) for row in rows) / len(rows) < LONGEST_PASSAGE
        if short and all(row["label"] in LABELS for row in rows):
            sets[path.stem] = Table.of(rows)
    table = {}
    for name, found in sets.items():
        guess = logits(model, Pairs(found, tokenizer, device, wide), device).argmax(-1)
        table[name] = measures(found.columns["label"].tolist(), guess)
        print(f"{name:32} " + "  ".join(f"{key} {value:.3f}" for key, value in table[name].items()), flush=True)
    (run / ("teacher-scores.json" if wide else "student-scores.json")).write_text(json.dumps(table, indent=1))


def measures(gold, guess):
    met = Counter(zip(gold, (int(label) for label in guess)))
    total = sum(met.values())
    parts = []
    for label in sorted(set(gold)):
        right = met[label, label]
        wrong = sum(count for (a, b), count in met.items() if (a == label) != (b == label))
        parts.append(2 * right / (2 * right + wrong) if right else 0.0)
    return {"rows": total, "accuracy": sum(met[label, label] for label in range(len(LABELS))) / total, "macro_f1": sum(parts) / len(parts)}
