#!/usr/bin/env python3
"""Makes pairs of the claims about whole articles: each claim with windows as the program itself chooses them.

    python articles.py [--claims claims] [--ibid ../target/release/ibid] [--run run]

An article is one line of `claims/articles-*.jsonl`: its sentences by paragraph, and claims with the numbers of the sentences
that decide them. The program searches all the articles for each claim; a window that shows all the deciding sentences is a
pair with the claim's label, one that shows none of them a neutral pair. Writes `article-windows.jsonl` to the run folder, and beside
it `articles/`, whose `held-out.jsonl` `ibid eval` can measure on: the claims of `claims/held-out/articles-*.jsonl`, which nothing
is taught by.
"""

import argparse
import json
import random
import re
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
SEED = 20261129
NEUTRAL = "not-enough-evidence"
SHOWING = 2  # windows at most that show what decides a claim
OTHERS = 0.4  # how often a decided claim is also shown a window that does not decide it
OPEN = 1.4  # windows a claim that nothing decides, in the mean


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, default=HERE / "claims", help="folder of the articles")
    parser.add_argument("--ibid", type=Path, default=HERE.parent / "target/release/ibid", help="the program")
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder for what is made")
    args = parser.parse_args()
    folder = args.run / "articles"
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    taught = rows_of(args.claims, "", folder / "sources")
    write(folder / "taught.jsonl", taught)
    write(folder / "held-out.jsonl", rows_of(args.claims / "held-out", "held-out-", folder / "sources"))
    windows = folder / "windows.jsonl"
    evaluate = ["eval", folder / "taught.jsonl", "--no-model", "--sources", folder / "sources", "--features", windows]
    subprocess.run([args.ibid, *evaluate], check=True, stdout=subprocess.DEVNULL)
    rng = random.Random(SEED)
    found = [json.loads(line) for line in windows.read_text(encoding="utf-8").splitlines()]
    pairs = [pair for claim, asked in zip(taught, found) for pair in shown(claim, asked, rng)]
    rng.shuffle(pairs)
    write(args.run / "article-windows.jsonl", pairs)
    labels = [pair["label"] for pair in pairs]
    print(f"{len(taught)} claims, {len(pairs)} pairs:", *(f"{label} {labels.count(label)}" for label in sorted(set(labels))))


def rows_of(claims, before, sources):
    """The claims of the articles in a folder, which are written to `sources` under names that begin with `before`."""
    rows = []
    for path in sorted(claims.glob("articles-*.jsonl")):
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            article, name = json.loads(line), f"{before}{path.stem.removeprefix('articles-')}-{at}"
            (sources / f"{name}.md").write_text(page(article), encoding="utf-8")
            rows += [row(name, article, number, claim) for number, claim in enumerate(article["claims"], 1)]
    return rows


def page(article):
    """The article as a source: its title and date in front, a paragraph a line."""
    front = {"title": article["title"], "date": article.get("date"), "publisher": article.get("publisher")}
    head = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items() if value]
    paragraphs = [" ".join(sentences) for sentences in article["paragraphs"]]
    return "\n".join(["---", *head, "---", "", "\n\n".join(paragraphs), ""])


def row(name, article, number, claim):
    """A claim as `ibid eval` reads it."""
    places = [tuple(int(part) - 1 for part in place.split(".")) for place in claim["deciding"]]
    evidence = [{"source": f"{name}.md", "quote": article["paragraphs"][paragraph][at]} for paragraph, at in places]
    return {"id": f"{name}-{number}", "claim": claim["claim"], "label": claim["label"], "kind": claim["kind"], "evidence": evidence}


def shown(claim, asked, rng):
    """The pairs of a claim."""
    windows = [window["asked"] for sentence in asked["sentences"][:1] for window in sentence["windows"]]
    if len(asked["sentences"]) != 1 or not windows:
        return
    deciding = [squeezed(place["quote"]) for place in claim["evidence"]]
    counts = [sum(sentence in squeezed(window["passage"]) for sentence in deciding) for window in windows]
    whole = [window for window, count in zip(windows, counts) if count == len(deciding)]
    if claim["label"] == NEUTRAL:
        others = [window for window in windows if window not in whole]
        most = 1 + (rng.random() < OPEN - 1)
        yield from (pair(window, NEUTRAL) for window in (whole + others)[:most])
        return
    yield from (pair(window, claim["label"]) for window in whole[:SHOWING])
    others = [window for window, count in zip(windows, counts) if count == 0]
    if others and rng.random() < OTHERS:
        yield pair(others[0], NEUTRAL)


def pair(window, label):
    return {"claim": window["claim"], "passage": window["passage"], "label": label, "kind": "article"}


def squeezed(text):
    return re.sub(r"\W+", "", text).lower()


def write(path, rows):
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
