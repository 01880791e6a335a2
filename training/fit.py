#!/usr/bin/env python3
"""Chooses the five numbers of the judge's fusion and floors, and says how right they are on sets that had no part in it.

    ibid eval SET.jsonl --features DIR/SET.jsonl        for every labelled set
    python fit.py DIR [--write]

The numbers are few, so they are searched: how sharply the model's odds count, what a fact that differs adds, what a missing
fact takes, and the floors of both verdicts. A choice is worth what an editor would give for it: 1 for each right verdict, and 1
off for each false accusation and each false tick. Then the confidence is calibrated that is told with each verdict. Prints for
every set what the choice on the other families of sets makes of it. --write chooses on all sets and writes `src/judge/policy.rs`.
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
ORDER = ["refuted", OPEN, "supported"]  # of the verdicts of a claim's sentences the first is the claim's
# Sets whose claims are as editors meet them take part in a choice; the others are only measured: two classes, no neutral rows,
# or another kind of text. Sets of one family are left out together.
CHOSEN_ON = ("editor-claims", "mali", "world-b", "vitaminc", "plain", "articles", "twins")
FALSE = 1.0  # what a false verdict costs: as much as a right one is worth
GRID = {
    "SHARPNESS": (1.0, 1.4, 1.8, 2.2),
    "FACT_DIFFERS": (0.5, 1.0, 1.5, 2.0),  # more is no better on sets left out, and accuses by passages that are beside the point
    "FACT_MISSING": (0.0, 0.4, 0.7, 1.0),
    # The floors: the rest is reckoned once for all of them.
    "SUPPORTED": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
    "REFUTED": (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7),
}
WEIGHTS = ("SHARPNESS", "FACT_DIFFERS", "FACT_MISSING")


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
    """A labelled set: its windows as columns, and which sentence of which claim each is held against."""

    def __init__(self, path):
        self.name = path.stem
        self.family = next((family for family in CHOSEN_ON if self.name.startswith(family)), self.name)
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        self.labels = np.array([row["label"] for row in rows])
        sentences = [one for row in rows for one in row["sentences"]]
        self.claims = np.repeat(np.arange(len(rows)), [len(row["sentences"]) for row in rows])
        self.compared = np.array([ORDER.index(one["compared"]) if one["compared"] else -1 for one in sentences])
        windows = [(at, *window_of(one)) for at, sentence in enumerate(sentences) for one in sentence["windows"]]
        columns = np.array(windows, dtype=float).reshape(-1, 7).T
        self.sentence_of, self.windows = columns[0].astype(int), columns[1:]

    @functools.lru_cache(maxsize=200)
    def likeliest(self, sharpness, fact_differs, fact_missing):
        """By sentence the likeliest window of each side by `fusion`: how likely it gives the claim, and how likely it excludes it."""
        supports, refutes, differs, missing, may_support, may_refute = self.windows
        yes = np.exp(sharpness * supports - fact_missing * missing)
        no = np.exp(sharpness * refutes + fact_differs * differs)
        best = np.zeros((2, len(self.compared)))
        for side, may, strength in zip(best, (may_support, may_refute), (yes, no)):
            np.maximum.at(side, self.sentence_of, strength / (yes + no + 1) * may)
        return best

    def by_sentence(self, choice):
        """As `combine::decide`, but for conflicts, of which there are few: what comparing decides, then the likelier side."""
        given, excluded = self.likeliest(*(choice[name] for name in WEIGHTS))
        likelier = np.where(given >= excluded, given >= choice["SUPPORTED"], excluded >= choice["REFUTED"])
        read = np.where(likelier, np.where(given >= excluded, ORDER.index("supported"), ORDER.index("refuted")), ORDER.index(OPEN))
        return np.where(self.compared >= 0, self.compared, read)

    def verdicts(self, choice):
        """As `combine::whole`: of the verdicts of a claim's sentences the first in order; open where it has none."""
        first = np.full(len(self.labels), len(ORDER))
        np.minimum.at(first, self.claims, self.by_sentence(choice))
        first[first == len(ORDER)] = ORDER.index(OPEN)
        return np.array(ORDER)[first]

    def odds(self, choice, wanted):
        """Of claims of one sentence that are read as `wanted`: the log-odds of that, and whether it is right."""
        strength = self.likeliest(*(choice[name] for name in WEIGHTS))[int(wanted == "refuted")]
        alone = np.bincount(self.claims, minlength=len(self.labels))[self.claims] == 1
        taken = alone & (self.compared < 0) & (self.by_sentence(choice) == ORDER.index(wanted))
        return np.log(strength[taken] / (1 - strength[taken])), (self.labels[self.claims[taken]] == wanted).astype(float)


def window_of(told):
    return *told["features"], not told["vetoed"], not (told["joined"] or told["left_open"])


def right(labels, told):
    return (told == labels) | ((labels == "not-supported") & (told != "supported"))


def worth(labels, told):
    hit = right(labels, told)
    false = ~hit & (told != OPEN)
    return hit.mean() - FALSE * false.mean()


def best(sets):
    """The choice that is worth most, as the mean over the sets that take part; of equals the first."""
    sets = [one for one in sets if one.family in CHOSEN_ON]
    choices = [dict(zip(GRID, values)) for values in itertools.product(*GRID.values())]
    return max(choices, key=lambda choice: np.mean([worth_of(one, tuple(choice.items())) for one in sets]))


@functools.cache
def worth_of(one, choice):
    return worth(one.labels, one.verdicts(dict(choice)))


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
        hits = ((told == wanted) & (labels == wanted)).sum()
        parts += [hits / max(1, (told == wanted).sum()), hits / max(1, (labels == wanted).sum())]
    return parts


def write(choice):
    text = POLICY.read_text()
    for name, value in choice.items():
        text = re.sub(rf"(const {name}: Threshold = .*?value: )[-0-9.]+,", rf"\g<1>{value},", text, count=1, flags=re.S)
    POLICY.write_text(text)


if __name__ == "__main__":
    main()
