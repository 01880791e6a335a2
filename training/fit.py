#!/usr/bin/env python3
"""Fits the weights of the judge's features, each labelled set left out in turn, and says what each feature gains.

    ibid eval SET.jsonl --features DIR/SET.jsonl        for every labelled set
    python fit.py DIR [--write] [--ablate]

Prints for every set what a fit that never saw it makes of it, at the floors of `src/judge/policy.rs`; with --ablate
also what happens without each feature. --write fits on all sets and writes `src/judge/fusion/weights.rs`.
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
JUDGE = HERE.parent / "src/judge"
LABELS = ["supported", "refuted", "not-enough-evidence"]
SAME_PLACE = 0.6  # share of the words of the shorter quotation that two must share to be one place
L2 = 0.1
# Sets whose claims are as editors meet them; the others are measured and not fitted on: they have two classes, no neutral
# rows, or another kind of text.
FITTED = ("editor-claims", "mali", "world-b", "vitaminc", "fever-symmetric", "written")
# A feature moves the side alone that it speaks for.
MOVES = {"constant": (1, 1), "model-supports": (1, 0), "model-refutes": (0, 1), "fact-differs": (0, 1), "all-met": (1, 0)}
# Sets of one origin are left out together: a fit that saw one of them has seen them all.
FAMILIES = {"equate": "equate", "swap": "swap", "summedits": "summedits", "editor-claims": "editor-claims", "drafts": "drafts"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of what `ibid eval --features` wrote, a file a set")
    parser.add_argument("--ablate", action="store_true", help="tell what each feature gains")
    parser.add_argument("--write", action="store_true", help="write the weights of a fit on all sets")
    parser.add_argument("--floors", type=float, nargs=2, help="floors of support and refutation, in place of the policy's")
    args = parser.parse_args()
    floors = args.floors or [constant("SUPPORTED"), constant("REFUTED")]
    sets = [Set(path) for path in sorted(args.folder.glob("*.jsonl"))]
    names = sets[0].names
    rows = report(sets, names, floors, [])
    curves(rows)
    if args.ablate:
        base = summary(rows)
        print("\nwithout this feature (accuracy, precision of support and of refutation, over all sets, in points)")
        for name in names[1:]:
            there = summary(report(sets, names, floors, [name], tell=False))
            print(f"  {name:24}", *(f"{100 * (b - a):+6.2f}" for a, b in zip(base, there)))
    if args.write:
        write(fit(sets, names, []), names)


def constant(name):
    found = re.search(rf"const {name}: Threshold = .*?value: ([0-9.]+),", (JUDGE / "policy.rs").read_text(), re.S)
    return float(found.group(1))


class Set:
    def __init__(self, path):
        self.name = path.stem
        self.family = next((family for start, family in FAMILIES.items() if self.name.startswith(start)), self.name)
        self.rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        self.names = self.rows[0]["names"]

    @property
    def examples(self):
        return [example for row in self.rows for example in examples(row)]


def examples(row):
    """Windows whose label is known, each (features, label): of one sentence alone, for the label is the whole claim's."""
    if len(row["sentences"]) != 1 or not row["sentences"][0] or row["label"] not in LABELS:
        return
    windows = row["sentences"][0]
    label = LABELS.index(row["label"])
    if row["label"] == "not-enough-evidence":
        chosen = windows
    elif row["evidence"]:
        chosen = [window for window in windows if any(same_place(window["quote"], gold["quote"]) for gold in row["evidence"])]
    elif len(windows) == 1:
        chosen = windows
    else:  # somewhere in a long passage: where the model finds it
        chosen = [max(windows, key=lambda window: window["features"][1 + label])]
    for window in chosen:
        yield window["features"], label


def same_place(a, b):
    a, b = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return len(a & b) >= SAME_PLACE * max(1, min(len(a), len(b)))


def fit(sets, names, without):
    """Multinomial logistic regression, every family of sets counting by the root of its size."""
    features, labels, weights = [], [], []
    families = {}
    for one in sets:
        if one.name.startswith(FITTED):
            families.setdefault(one.family, []).extend(one.examples)
    for found in families.values():
        for values, label in found:
            features.append(values)
            labels.append(label)
            weights.append(len(found) ** -0.5)
    x = torch.tensor(np.array(features, dtype=np.float64))
    y, w = torch.tensor(labels), torch.tensor(weights, dtype=torch.float64)
    w = w / w.mean()
    kept = torch.tensor([[side * (name not in without) for name in names for side in [MOVES[name][at]]] for at in (0, 1)], dtype=torch.float64)
    b = torch.zeros(2, len(names), dtype=torch.float64, requires_grad=True)
    solver = torch.optim.LBFGS([b], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        solver.zero_grad()
        total = torch.nn.functional.cross_entropy(logits(x, b * kept), y, reduction="none") @ w
        total = total + L2 * (b[:, 1:] ** 2).sum()
        total.backward()
        return total

    solver.step(loss)
    return (b * kept).detach().numpy()


def logits(x, b):
    sides = x @ b.T
    return torch.cat([sides, torch.zeros(len(x), 1, dtype=x.dtype)], 1)


def verdict(row, weights, floors):
    """As `combine::likeliest`: of each sentence, and a claim is as its worst sentence."""
    parts = []
    for windows in row["sentences"]:
        if not windows:
            parts.append(("not-enough-evidence", 0.0))
            continue
        x = torch.tensor([window["features"] for window in windows], dtype=torch.float64)
        sides = logits(x, torch.tensor(weights)).softmax(1).numpy()
        supports = max(side if not window["vetoed"] else 0 for side, window in zip(sides[:, 0], windows))
        refutes = max(side if not window["joined"] else 0 for side, window in zip(sides[:, 1], windows))
        if supports >= refutes:
            parts.append(("supported" if supports >= floors[0] else "not-enough-evidence", supports))
        else:
            parts.append(("refuted" if refutes >= floors[1] else "not-enough-evidence", refutes))
    for label in ("refuted", "not-enough-evidence", "supported"):
        found = [sure for told, sure in parts if told == label]
        if found:
            return label, min(found)
    return "not-enough-evidence", 0.0


def report(sets, names, floors, without, tell=True):
    """A line for every set, by a fit on the other families; (label, verdict, probabilities by row) of all."""
    fits = {}
    found = []
    if tell:
        print(f"floors {floors[0]} and {floors[1]}\n{'set':26} rows  right  supported: precision recall  refuted: precision recall")
    for one in sets:
        if one.family not in fits:
            fits[one.family] = fit([other for other in sets if other.family != one.family], names, without)
        told = [(row["label"], *verdict(row, fits[one.family], floors)) for row in one.rows]
        found += [(one.name, *row) for row in told]
        if tell:
            print(f"{one.name:26} {len(told):4}  {right(told):.3f}  ", *(f"{part:.2f}" for part in quality(told)))
    return found


def right(told):
    hit = [said == label or (label == "not-supported" and said != "supported") for label, said, _ in told]
    return sum(hit) / len(hit)


def quality(told):
    parts = []
    for wanted in ("supported", "refuted"):
        said = [label for label, verdict, _ in told if verdict == wanted]
        gold = [verdict for label, verdict, _ in told if label == wanted]
        parts += [said.count(wanted) / max(1, len(said)), gold.count(wanted) / max(1, len(gold))]
    return parts


def summary(rows):
    """Means over sets: accuracy, precision of support, precision of refutation."""
    names = sorted({row[0] for row in rows})
    each = [[row[1:] for row in rows if row[0] == name] for name in names]
    return [np.mean([right(told) for told in each]), np.mean([quality(told)[0] for told in each]), np.mean([quality(told)[2] for told in each])]


def curves(rows):
    """How often verdicts are right from a probability on: where floors belong."""
    for wanted in ("supported", "refuted"):
        print(f"\n{wanted}, right from a probability on (verdicts given)")
        for name in sorted({row[0] for row in rows}) + ["all"]:
            said = [(sure, label == wanted) for found, label, verdict, sure in rows if verdict == wanted and name in (found, "all")]
            line = []
            for floor in (0.5, 0.6, 0.7, 0.8, 0.9):
                above = [hit for sure, hit in said if sure >= floor]
                line.append(f"{floor}: {np.mean(above):.2f} ({len(above)})" if above else f"{floor}: –")
            print(f"  {name:26}", "  ".join(line))


def write(weights, names):
    rows = []
    for title, side, row in (("For giving the claim, against deciding nothing.", "SUPPORTS", weights[0]), ("For excluding it, likewise.", "REFUTES", weights[1])):
        lines = "".join(f"    {value}, // {name}\n" for name, value in zip(names, map(tidy, row)))
        rows.append(f"/// {title}\n#[rustfmt::skip]\npub(super) const {side}: Features = [\n{lines}];\n")
    head = "//! The weights of the features. Generated by `training/fit.py`: fit them anew rather than change one.\n\nuse super::features::Features;\n\n"
    (JUDGE / "fusion/weights.rs").write_text(head + "\n".join(rows))


def tidy(value):
    return f"{value:.3f}"


if __name__ == "__main__":
    main()
