"""Pairs without a label, for the teacher to judge and the student to learn from.

A small student that sees only the labelled pairs learns them by heart (nine in ten right of those it saw,
seven in ten of others), so it is shown many more: claims and sentences with the passages that BM25 brings
up for them, revisions of the same text included, and claims and passages with one fact changed, whatever
their label was (Hinton, Vinyals and Dean 2015 on learning from a teacher; Jiao et al. 2020 on why a small
student wants many more pairs than there are labels).
"""

import random
from multiprocessing import Pool

from contrast import contrasts, sentences
from neighbours import Neighbours

CLAIM_NEIGHBOURS, SENTENCE_NEIGHBOURS = 8, 4
CHANGED, CHANGED_ELSEWHERE = 5, 2  # changed claims of each claim: with its own passages, with others
index = None  # of the passages of one genre; every process of the pool has it


def unlabelled(genres, names, seed):
    """Distinct (claim, passage) pairs made of each genre's rows, none of them one of the rows."""
    found = set()
    for genre in genres:
        rng = random.Random(seed)
        found.update(of_genre(genre, names, rng))
    known = {(row["claim"], row["passage"]) for genre in genres for row in genre}
    return sorted(found - known)


def of_genre(rows, names, rng):
    global index
    passages = sorted({row["passage"] for row in rows})
    own = {}
    for row in rows:
        own.setdefault(row["claim"], set()).add(row["passage"])
    claims = sorted(own)
    index = Neighbours(passages)
    brought = {claim: [passages[number] for number in found] for claim, found in brought_up(claims, CLAIM_NEIGHBOURS)}
    yield from ((claim, passage) for claim in claims for passage in brought[claim])
    for claim in claims:
        yield from changed_claims(claim, sorted(own[claim]), brought[claim], names, rng)
    for sentence, found in brought_up(distinct_sentences(passages), SENTENCE_NEIGHBOURS):
        yield from ((sentence, passages[number]) for number in found)
    for row in rows:
        yield from changed_passage(row, names, rng)
    yield from together(rows, brought, rng)


def brought_up(texts, most):
    with Pool() as pool:
        return list(zip(texts, pool.starmap(best, [(text, most) for text in texts], chunksize=500)))


def best(text, most):
    return index.best(text, most)


def distinct_sentences(passages):
    """The sentences of the passages that could be claims, each once."""
    found = {text for passage in passages for text in split(passage)}
    return sorted(found)


def split(passage):
    return sentences(passage, 5, 40)


def changed_claims(claim, own, brought, names, rng):
    """The claim with one fact changed, beside its own passages and beside others."""
    passage = rng.choice(own)
    made = [pair.claim for pair in contrasts(claim, passage, names, rng) if not pair.passage and pair.claim != claim]
    for text in rng.sample(made, min(CHANGED, len(made))):
        yield text, rng.choice(own)
    for text in rng.sample(made, min(CHANGED_ELSEWHERE, len(made))) if brought else []:
        yield text, rng.choice(brought[:4])


def changed_passage(row, names, rng):
    """The claim beside its passage with one fact of a sentence changed."""
    candidates = split(row["passage"])
    if not candidates:
        return
    sentence = rng.choice(candidates)
    made = contrasts(sentence, row["passage"], names, rng)
    for pair in rng.sample(made, min(2, len(made))):
        yield row["claim"], pair.passage or row["passage"].replace(sentence, pair.claim, 1)


def together(rows, brought, rng):
    """Claims beside several passages, and two claims as one, as windows of a document and long claims are."""
    for row in rng.sample(rows, len(rows) // 2):
        if not brought[row["claim"]] or len(row["passage"].split()) > 60:
            continue
        beside = [rng.choice(brought[row["claim"]]) for _ in range(rng.choice([1, 2, 2, 3]))]
        place = rng.randint(0, len(beside))
        passage = " ".join(beside[:place] + [row["passage"]] + beside[place:])
        claim = row["claim"]
        if rng.random() < 0.4:
            other = rng.choice(split(rng.choice(beside)) or [claim])
            claim = " ".join(rng.sample([claim if claim[-1] in ".!?" else claim + ".", other], 2))
        yield claim, passage
