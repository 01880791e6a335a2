"""Passages that BM25 brings up for a claim: what the judge mostly meets, and what says nothing of it.

Okapi BM25 (Robertson and Zaragoza 2009) with k1 = 1.2, b = 0.75 over word stems cut to six letters.
"""

import re
from collections import Counter, defaultdict

import numpy as np

WORD = re.compile(r"[a-z0-9]+")
COMMONEST = 4000  # a word of more passages than this tells nothing


def terms(text):
    return [word[:6] for word in WORD.findall(text.lower()) if len(word) > 2 or word.isdigit()]


class Neighbours:
    def __init__(self, passages):
        self.sets = [frozenset(terms(text)) for text in passages]
        lengths = np.array([max(1, len(terms(text))) for text in passages], dtype=np.float32)
        postings = defaultdict(list)
        for number, text in enumerate(passages):
            for term, count in Counter(terms(text)).items():
                postings[term].append((number, count))
        self.postings = {}
        norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        for term, found in postings.items():
            if len(found) <= COMMONEST:
                numbers = np.array([number for number, _ in found], dtype=np.int32)
                counts = np.array([count for _, count in found], dtype=np.float32)
                weight = np.log1p((len(passages) - len(found) + 0.5) / (len(found) + 0.5))
                self.postings[term] = (numbers, weight * counts * 2.2 / (counts + norm[numbers]))
        self.scores = np.zeros(len(passages), dtype=np.float32)

    def best(self, claim, most):
        """The `most` best passages for `claim`, by their numbers."""
        touched = [self.postings[term] for term in sorted(set(terms(claim))) if term in self.postings]
        if not touched:
            return []
        for numbers, weights in touched:
            self.scores[numbers] += weights
        numbers = np.unique(np.concatenate([numbers for numbers, _ in touched]))
        found = numbers[np.argsort(-self.scores[numbers], kind="stable")][:most]
        self.scores[numbers] = 0
        return found.tolist()

    def of(self, claim, own, most):
        """The `most` best passages for `claim` that are not like the passage numbered `own`."""
        return [number for number in self.best(claim, most + 12) if not self.alike(number, own)][:most]

    def alike(self, a, b):
        """Whether two passages share so much that one may say what the other says."""
        shared = len(self.sets[a] & self.sets[b])
        return a == b or shared > 0.4 * min(len(self.sets[a]), len(self.sets[b]))
