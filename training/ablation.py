#!/usr/bin/env python3
"""Says what each rule of the judge gains and loses: every labelled set with all rules, and without each in turn.

    python ablation.py SETS [--ibid ibid] [--sources SET=DIR …]

`SETS` is a folder of labelled sets, a file a set; sets whose rows have no passage need their sources. The model is asked
once a pair: its answers are kept for the run. Prints by rule and set how many verdicts became right and wrong by having it.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, help="folder of labelled sets")
    parser.add_argument("--ibid", default="ibid", help="the program")
    parser.add_argument("--sources", action="append", default=[], metavar="SET=DIR", help="sources of a set whose rows have no passage")
    args = parser.parse_args()
    sources = dict(one.split("=", 1) for one in args.sources)
    sets = sorted(args.sets.glob("*.jsonl"))
    table = told([args.ibid, "rules", "--verdicts"]).split("\n## Rules\n")[1].split("\n## ")[0]
    rules = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    with tempfile.TemporaryDirectory() as kept:
        verdicts = lambda path, *without: judged(args.ibid, path, sources.get(path.stem), Path(kept), without)
        labels = {path: labelled(path) for path in sets}
        whole = {path: verdicts(path) for path in sets}
        print(f"{'rule':20}", *(f"{path.stem:>22}" for path in sets))
        for rule in rules:
            changes = [change(labels[path], whole[path], verdicts(path, "--without", rule)) for path in sets]
            print(f"{rule:20}", *(f"{f'+{gained} -{lost}' if gained or lost else '':>22}" for gained, lost in changes), flush=True)


def labelled(path):
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["label"] for row in rows}


def judged(ibid, path, sources, kept, without):
    predictions = kept / "predictions.jsonl"
    where = ["--sources", sources] if sources else []
    told([ibid, "eval", path, *where, "--predictions", predictions, "--answers", kept / "answers", *without])
    rows = map(json.loads, predictions.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["verdict"] for row in rows}


def told(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def change(labels, having, lacking):
    """How many verdicts having the rule makes right, and how many wrong."""
    right = lambda verdicts, row: verdicts[row] == labels[row] or (labels[row] == "not-supported" and verdicts[row] != "supported")
    gained = sum(right(having, row) and not right(lacking, row) for row in labels)
    lost = sum(right(lacking, row) and not right(having, row) for row in labels)
    return gained, lost


if __name__ == "__main__":
    main()
