#!/usr/bin/env python3
"""Makes pairs of the claims about whole articles: each claim with windows as the program itself chooses them.

    python articles.py [--claims claims] [--ibid ../target/release/ibid] [--run run]

An article is one line of `claims/articles-*.jsonl`: its sentences by paragraph, and claims with the numbers of the sentences
that decide them. Two articles of a file with the same `about` are twins, and a claim tells whether and how the other one decides it too.
The program searches all the articles for each claim; a window that shows all the deciding sentences of a page is a
pair with what that page says, one that shows none of any, and that the program's model is most taken in by, a neutral pair. Writes `article-windows.jsonl` to the run folder, and beside
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
CONFLICTING = "conflicting-evidence"
SHOWING = 2  # windows at most that show what decides a claim
OTHERS = 0.7  # windows that do not decide a decided claim, in the mean
OPEN = 1.4  # windows of a claim that nothing decides, in the mean


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=Path, default=HERE / "claims", help="folder of the articles")
    parser.add_argument("--ibid", type=Path, default=HERE.parent / "target/release/ibid", help="the program")
    parser.add_argument("--run", type=Path, default=HERE / "run", help="folder for what is made")
    args = parser.parse_args()
    folder = args.run / "articles"
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    taught = rows_of(args.claims, "", folder / "sources")
    write(folder / "held-out.jsonl", rows_of(args.claims / "held-out", "held-out-", folder / "sources"))
    rng = random.Random(SEED)
    pairs = []
    for kind in ("article", "twin"):
        claims = [claim for claim in taught if claim["of"] == kind]
        asked = windows_of(claims, args.ibid, folder, kind)
        pairs += [pair for claim, found in zip(claims, asked) for pair in shown(claim, found, rng)]
    rng.shuffle(pairs)
    write(args.run / "article-windows.jsonl", pairs)
    labels = [pair["label"] for pair in pairs]
    print(f"{len(taught)} claims, {len(pairs)} pairs:", *(f"{label} {labels.count(label)}" for label in sorted(set(labels))))


def windows_of(claims, ibid, folder, kind):
    """What the program would ask its model for each claim; of the claims about twins also what the model answers."""
    labelled, windows = folder / f"{kind}.jsonl", folder / f"{kind}-windows.jsonl"
    write(labelled, claims)
    model = ["--answers", folder / "answers"] if kind == "twin" else ["--no-model"]
    subprocess.run([ibid, "eval", labelled, "--sources", folder / "sources", "--features", windows, *model], check=True, stdout=subprocess.DEVNULL)
    return [json.loads(line) for line in windows.read_text(encoding="utf-8").splitlines()]


def rows_of(claims, before, sources):
    """The claims of the articles in a folder, which are written to `sources` under names that begin with `before`."""
    rows = []
    for path in sorted(claims.glob("articles-*.jsonl")):
        articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for at, article in enumerate(articles, 1):
            article["name"] = f"{before}{path.stem.removeprefix('articles-')}-{at}.md"
            (sources / article["name"]).write_text(page(article), encoding="utf-8")
        for article in articles:
            beside = [other for other in articles if other is not article and "about" in other and other["about"] == article.get("about")]
            rows += [row(article, beside, number, claim) for number, claim in enumerate(article["claims"], 1)]
    return rows


def page(article):
    """The article as a source: its title and date in front, a paragraph a line."""
    front = {"title": article["title"], "date": article.get("date"), "publisher": article.get("publisher")}
    head = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items() if value]
    paragraphs = [" ".join(sentences) for sentences in article["paragraphs"]]
    return "\n".join(["---", *head, "---", "", "\n\n".join(paragraphs), ""])


def row(article, beside, number, claim):
    """A claim as `ibid eval` reads it; `decided` tells, page by page, which sentences decide it and how."""
    decided = [decision(article, claim)]
    if "twin" in claim:
        decided.append(decision(beside[0], claim["twin"]))
    labels = {one["label"] for one in decided} - {NEUTRAL}
    label = CONFLICTING if len(labels) > 1 else (labels or {NEUTRAL}).pop()
    evidence = [place for one in decided if one["label"] != NEUTRAL or label == NEUTRAL for place in one["evidence"]]
    name = article["name"].removesuffix(".md")
    return {"id": f"{name}-{number}", "claim": claim["claim"], "label": label, "kind": claim["kind"], "evidence": evidence, "decided": decided, "of": "twin" if beside else "article"}


def decision(article, claim):
    places = [tuple(int(part) - 1 for part in place.split(".")) for place in claim["deciding"]]
    evidence = [{"source": article["name"], "quote": article["paragraphs"][paragraph][at]} for paragraph, at in places]
    return {"label": claim["label"], "evidence": evidence}


def shown(claim, asked, rng):
    """The pairs of a claim. Of windows that leave it open those come first that the program's model most takes for an answer
    (hard negatives, Xiong et al. 2021): in use a claim meets more such windows than deciding ones."""
    windows = [window for sentence in asked["sentences"][:1] for window in sentence["windows"]]
    if len(asked["sentences"]) != 1 or not windows:
        return
    deciding, beside = [], []
    for window in windows:
        counts = [(one["label"], *counted(one, window["asked"]["passage"])) for one in claim["decided"]]
        says = next((label for label, count, most in counts if count == most), None)
        if says not in (None, NEUTRAL):
            deciding.append((says, window["asked"]))
        elif claim["label"] == NEUTRAL or says or not any(count for _, count, _ in counts):
            beside.append((max((window["scores"] or [0])[:2]), window["asked"]))
    beside = [asked for _, asked in sorted(beside, key=lambda one: -one[0])]
    for label in dict.fromkeys(one["label"] for one in claim["decided"]):
        yield from [pair(claim, window, label) for says, window in deciding if says == label][:SHOWING]
    most = OPEN if claim["label"] == NEUTRAL else OTHERS
    most = int(most) + (rng.random() < most % 1)
    yield from (pair(claim, window, NEUTRAL) for window in beside[:most])


def counted(decided, passage):
    """How many of the deciding sentences the passage shows, and how many there are."""
    sentences = [squeezed(place["quote"]) for place in decided["evidence"]]
    return sum(sentence in squeezed(passage) for sentence in sentences), len(sentences)


def pair(claim, window, label):
    """The claim and what stands in the window as the model reads them: in English, word by word where they are in French."""
    text, passage = window.get("in_english") or (window["claim"], window["passage"])
    return {"claim": text, "passage": passage, "label": label, "kind": claim["of"]}


def squeezed(text):
    return re.sub(r"\W+", "", text).lower()


def write(path, rows):
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
