#!/usr/bin/env python3
"""Fits how much each signal counts for support and for refutation, and prints the table of `src/judge/weights.rs`.

    ibid eval SET.jsonl --signals SET.sig        for every labelled set
    python fit.py SET.sig ... [--weights ../src/judge/weights.rs]

A sentence of the claim has the odds of its best candidate for support and of its best for refutation,
against no decision; a claim of several sentences is supported as its least supported one and refuted as
its most refuted one. Weights are found by maximum likelihood, each set counting alike, kept small (L2).
"""

import argparse
import json
import math
from pathlib import Path

import torch

# What each signal may do for support and for refutation: + speaks for it, - against, 0 nothing, ? either.
# Data alone would let a missing name speak for support, since rows with many names tend to be decided.
SIGNS = {
    "constant": "??", "coverage": "+?", "whole": "+?", "behind-nearest": "--", "candidates": "??",
    "facts-support": "+-", "facts-refute": "-+", "surely-contradicted": "-+", "openly-contradicted": "-+",
    "figure-differs": "-+", "date-differs": "-+", "name-differs": "-+", "figure-doubted": "-+", "otherwise-differs": "-+",
    "figure-agrees": "+0", "date-agrees": "+0",
    "figure-missing": "-0", "date-missing": "-0", "model-supports": "+-", "model-refutes": "-+",
    "model-supports-covered": "+0",
    "claim-denies-alone": "--", "passage-denies-alone": "-+", "both-deny": "0-",
}  # fmt: skip
TWO_CLASS = "not-supported"
LEFT_OUT = "conflicting-evidence"  # both kinds of evidence: says nothing of either weight
MOST = 700  # rows by which a set counts at most


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path, help="write the table to this file")
    parser.add_argument("--double", nargs="*", default=[], help="names of sets that count twice")
    parser.add_argument("--steps", type=int, default=350)
    parser.add_argument("--decay", type=float, default=0.0001)
    args = parser.parse_args()
    sets = {path.stem: read(path) for path in args.sets}
    names = json.loads(args.sets[0].open().readline())["names"]
    weights = fit(sets, names, args)
    for name, data in sets.items():
        print(f"{name:20} " + "  ".join(f"{key} {value:.3f}" for key, value in scores(data, weights).items()))
    if args.weights:
        args.weights.write_text(table(names, weights))


class Set:
    """Signals of all candidates of a set as one matrix, with where parts and rows begin."""

    def __init__(self, rows):
        self.labels = [row["label"] for row in rows]
        candidates, part_of, row_of = [], [], []
        for number, row in enumerate(rows):
            for part in row["signals"] or [[]]:
                row_of.append(number)
                for signals in part:
                    part_of.append(len(row_of) - 1)
                    candidates.append(signals)
        self.signals = torch.tensor(candidates, dtype=torch.float64)
        self.part_of, self.row_of = torch.tensor(part_of), torch.tensor(row_of)

    def odds(self, weights):
        """Log-odds of support and of refutation for every part; -8 where there is no candidate."""
        scores = self.signals @ weights.T
        found = torch.full((len(self.row_of), 2), -8.0, dtype=torch.float64)
        return found.scatter_reduce(0, self.part_of[:, None].expand(-1, 2), scores, "amax", include_self=False)

    def probabilities(self, weights):
        """Of support, refutation and neither, for every row."""
        odds = self.odds(weights)
        parts = torch.cat([odds, torch.zeros(len(odds), 1, dtype=torch.float64)], 1).softmax(1)
        rows = len(self.labels)
        least = torch.ones(rows, dtype=torch.float64).scatter_reduce(0, self.row_of, parts[:, 0], "amin", include_self=False)
        most = torch.zeros(rows, dtype=torch.float64).scatter_reduce(0, self.row_of, parts[:, 1], "amax", include_self=False)
        supported = torch.minimum(least, 1 - most)
        return supported.clamp(1e-6), most.clamp(1e-6), (1 - supported - most).clamp(1e-6)


def read(path):
    rows = [json.loads(line) for line in path.open()]
    return Set([row for row in rows if row["label"] != LEFT_OUT])


def within_signs(weights, names):
    """Sets to zero, in place, what has a sign that its signal may not have."""
    for side in (0, 1):
        for at, name in enumerate(names):
            sign = SIGNS[name][side]
            low, high = (0 if sign in "+0" else None), (0 if sign in "-0" else None)
            if low is not None or high is not None:
                weights[side, at].clamp_(low, high)


def fit(sets, names, args):
    """Projected gradient descent (Adam), so that no weight leaves its sign."""
    weights = torch.zeros(2, len(names), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, args.steps)
    shares = {name: min(MOST, len(data.labels)) * (2 if name in args.double else 1) for name, data in sets.items()}
    for _ in range(args.steps):
        optimizer.zero_grad()
        total = sum(shares[name] * surprise(data, weights) for name, data in sets.items())
        (total / sum(shares.values()) + args.decay * (weights[:, 1:] ** 2).sum()).backward()
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            within_signs(weights, names)
    return (weights).detach()


def surprise(data, weights):
    """The mean negative log-likelihood of a set's labels."""
    supported, refuted, neither = data.probabilities(weights)
    by_label = {"supported": supported, "refuted": refuted, "not-enough-evidence": neither, TWO_CLASS: 1 - supported}
    chosen = torch.stack([by_label[label][at] for at, label in enumerate(data.labels)])
    return -chosen.clamp(1e-6).log().mean()


def scores(data, weights):
    supported, refuted, neither = data.probabilities(weights)
    guess = torch.stack([supported, refuted, neither]).argmax(0).tolist()
    names = ["supported", "refuted", "not-enough-evidence"]
    given = [names[at] for at in guess]
    if TWO_CLASS in data.labels:
        right = lambda label: [(g == "supported") == (label == "supported") for g, l in zip(given, data.labels) if l == label]
        rates = [sum(found) / max(1, len(found)) for found in (right("supported"), right(TWO_CLASS))]
        return {"balanced": sum(rates) / 2, "supported-recall": rates[0]}
    out = {"accuracy": sum(g == l for g, l in zip(given, data.labels)) / len(given)}
    f1 = []
    for name in sorted(set(data.labels)):
        right = sum(g == l == name for g, l in zip(given, data.labels))
        precision, recall = right / max(1, given.count(name)), right / max(1, data.labels.count(name))
        f1.append(2 * right / max(1, given.count(name) + data.labels.count(name)))
        out[name[:3] + "-p"], out[name[:3] + "-r"] = precision, recall
    return {**out, "macro-f1": sum(f1) / len(f1)}


def table(names, weights):
    head = [
        "//! How much each signal counts: log-odds for support and for refutation, against no decision.",
        "//!",
        "//! Written by `training/fit.py`; not to be edited by hand.",
        "",
        "use super::signals::COUNT;",
        "",
        "/// For support and for refutation, in the order of the signals' names.",
        "pub(super) const WEIGHTS: [[f64; 2]; COUNT] = [",
    ]
    rows = [f"    [{weights[0, at]:.2f}, {weights[1, at]:.2f}], // {name}" for at, name in enumerate(names)]
    return "\n".join(head + rows + ["];"]) + "\n"


if __name__ == "__main__":
    main()
