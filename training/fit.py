#!/usr/bin/env python3
"""Chooses the six numbers of the judge's fusion and floors, and says how right they are on sets that had no part in it.

    ibid eval SET.jsonl --features DIR/SET.jsonl        for every labelled set
    python fit.py DIR [--write]

The numbers are few, so they are searched: how sharply the model's odds count, what a fact that differs and a claim that is
met whole add, what a missing fact takes, and the floors of both verdicts. A choice is worth what an editor would give for it:
1 for each right verdict, and half of that off for each false accusation and each false tick. Then the confidence is calibrated that is told with each verdict. Prints for every set what the
choice on the other families of sets makes of it. --write chooses on all sets and writes `src/judge/policy.rs`.
"""

import argparse
import functools
import itertools
import json
import re
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
POLICY = HERE.parent / "src/judge/policy.rs"
OPEN = "not-enough-evidence"
# Sets whose claims are as editors meet them take part in a choice; the others are only measured: two classes, no neutral rows,
# or another kind of text. Sets of one family are left out together.
CHOSEN_ON = ("editor-claims", "mali", "world-b", "vitaminc", "plain")
FALSE = 0.5  # what a false verdict costs
GRID = {
    "SHARPNESS": (1.0, 1.4, 1.8, 2.2),
    "FACT_DIFFERS": (1.5, 2.0, 2.5, 3.0),
    "MET_WHOLE": (0.0, 0.7, 1.2, 1.7),
    "FACT_MISSING": (0.0, 0.4, 0.7, 1.0),
    # The floors: the rest is reckoned once for all of them.
    "SUPPORTED": (0.45, 0.5, 0.55, 0.6, 0.65),
    "REFUTED": (0.5, 0.55, 0.6, 0.65, 0.7),
}
WEIGHTS = ("SHARPNESS", "FACT_DIFFERS", "MET_WHOLE", "FACT_MISSING")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of what `ibid eval --features` wrote, a file a set")
    parser.add_argument("--write", action="store_true", help="write the choice on all sets")
    args = parser.parse_args()
    sets = [Set(path) for path in sorted(args.folder.glob("*.jsonl"))]
    choices = {}
    print("set                     rows  right  supported: precision recall  refuted: precision recall  (chosen on the others)")
    for one in sets:
        if one.family not in choices:
            choices[one.family] = best([other for other in sets if other.family != one.family])
        told = one.verdicts(choices[one.family])
        parts = [f"{part:.2f}" for part in quality(one.labels, told)]
        print(f"{one.name:22} {len(told):5}  {right(one.labels, told).mean():.3f}  ", *parts, *choices[one.family].values())
    chosen = best(sets)
    for verdict in ("supported", "refuted"):
        offset, slope = calibrated(sets, chosen, verdict)
        chosen |= {f"{verdict.upper()}_OFFSET": offset, f"{verdict.upper()}_SLOPE": slope}
    print("on all:", chosen)
    if args.write:
        write(chosen)


class Set:
    def __init__(self, path):
        self.name = path.stem
        self.family = next((family for family in CHOSEN_ON if self.name.startswith(family)), self.name)
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        self.labels = [row["label"] for row in rows]
        self.claims = [[Sentence(one) for one in row["sentences"]] for row in rows]

    def verdicts(self, choice):
        return [whole([one.verdict(choice) for one in claim]) for claim in self.claims]

    def odds(self, choice, wanted):
        """Of claims of one sentence that are read as `wanted`: the log-odds of that, and whether it is right."""
        read = [(claim[0].verdict(choice), claim[0], label) for claim, label in zip(self.claims, self.labels) if len(claim) == 1]
        read = [(one.strength(choice, wanted), label == wanted) for said, one, label in read if said == wanted and not one.compared]
        strengths, hits = (np.array(column, dtype=float) for column in zip(*read))
        return np.log(strengths / (1 - strengths)), hits


class Sentence:
    def __init__(self, told):
        self.compared = told["compared"]
        rows = [(*one["features"], not one["vetoed"], not (one["joined"] or one["left_open"])) for one in told["windows"]]
        self.windows = np.array(rows, dtype=float).reshape(-1, 7).T

    def verdict(self, choice):
        """As `combine::decide`, but for conflicts, of which there are few: what comparing decides, then the likelier side."""
        if self.compared:
            return self.compared
        if not self.windows.size:
            return OPEN
        given, excluded = self.likeliest(*(choice[name] for name in WEIGHTS))
        if given >= excluded:
            return "supported" if given >= choice["SUPPORTED"] else OPEN
        return "refuted" if excluded >= choice["REFUTED"] else OPEN

    def strength(self, choice, wanted):
        return self.likeliest(*(choice[name] for name in WEIGHTS))[wanted == "refuted"]

    @functools.cache
    def likeliest(self, sharpness, fact_differs, met_whole, fact_missing):
        """The likeliest window of each side by `fusion`: how likely it gives the claim, and how likely it excludes it."""
        supports, refutes, differs, met, missing, may_support, may_refute = self.windows
        yes = np.exp(sharpness * supports + met_whole * met - fact_missing * missing)
        no = np.exp(sharpness * refutes + fact_differs * differs)
        return (yes / (yes + no + 1) * may_support).max(), (no / (yes + no + 1) * may_refute).max()


def whole(parts):
    """As `combine::whole`."""
    return next((label for label in ("refuted", OPEN, "supported") if label in parts), OPEN)


def right(labels, told):
    return np.array([said == label or (label == "not-supported" and said != "supported") for label, said in zip(labels, told)])


def worth(labels, told):
    hit = right(labels, told)
    false = ~hit & np.array([said != OPEN for said in told])
    return hit.mean() - FALSE * false.mean()


def best(sets):
    """The choice that is worth most, as the mean over the sets that take part; of equals the first."""
    sets = [one for one in sets if one.family in CHOSEN_ON]
    choices = [dict(zip(GRID, values)) for values in itertools.product(*GRID.values())]
    return max(choices, key=lambda choice: np.mean([worth(one.labels, one.verdicts(choice)) for one in sets]))


def calibrated(sets, choice, verdict):
    """Offset and slope that make of the log-odds of a verdict how often it is right (Platt, 1999), every set counting alike."""
    columns = [one.odds(choice, verdict) for one in sets if one.family in CHOSEN_ON]
    odds, hits = (np.concatenate(column) for column in zip(*columns))
    weights = np.concatenate([np.full(len(part), 1 / len(part) / len(columns)) for part, _ in columns])
    offset, slope = 0.0, 0.5
    for _ in range(20_000):
        miss = (hits - 1 / (1 + np.exp(-offset - slope * odds))) * weights
        offset, slope = offset + 0.5 * miss.sum(), slope + 0.5 * (miss * odds).sum()
    return round(float(offset), 2), round(float(slope), 2)


def quality(labels, told):
    parts = []
    for wanted in ("supported", "refuted"):
        said = [label for label, verdict in zip(labels, told) if verdict == wanted]
        gold = [verdict for label, verdict in zip(labels, told) if label == wanted]
        parts += [said.count(wanted) / max(1, len(said)), gold.count(wanted) / max(1, len(gold))]
    return parts


def write(choice):
    text = POLICY.read_text()
    for name, value in choice.items():
        text = re.sub(rf"(const {name}: Threshold = .*?value: )[-0-9.]+,", rf"\g<1>{value},", text, count=1, flags=re.S)
    POLICY.write_text(text)


if __name__ == "__main__":
    main()
