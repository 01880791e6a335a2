"""Labelled pairs as token arrays, and batches of like length cut out of them."""

import json

import numpy as np
import torch
from tokenizers import Tokenizer

from encoder import LABELS

LONGEST = 256  # tokens of a pair; the passage is cut, the claim never beyond half of it


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


class Pairs:
    def __init__(self, rows, tokenizer):
        tokenizer = Tokenizer.from_file(str(tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self.first, self.last, self.pad = (tokenizer.token_to_id(token) for token in ("<s>", "</s>", "<pad>"))
        passages = tokenizer.encode_batch([row["passage"] for row in rows], add_special_tokens=False)
        claims = tokenizer.encode_batch([row["claim"] for row in rows], add_special_tokens=False)
        self.tokens = [self.joined(passage.ids, claim.ids) for passage, claim in zip(passages, claims)]
        self.lengths = np.array([len(ids) for ids, _ in self.tokens])
        self.labels = np.array([LABELS.index(row["label"]) for row in rows])

    def joined(self, passage, claim):
        """The ids of a pair, and where its claim starts; two separators between the texts, as MPNet has them."""
        claim = claim[: LONGEST // 2]
        passage = passage[: LONGEST - len(claim) - 4]
        head = [self.first, *passage, self.last, self.last]
        return head + claim + [self.last], len(head)

    def __len__(self):
        return len(self.tokens)

    def batch(self, numbers):
        """Input tensors and labels of the pairs numbered `numbers`, padded to the longest."""
        shape = (len(numbers), int(self.lengths[numbers].max()))
        ids, mask, claims = np.full(shape, self.pad), np.zeros(shape, int), np.zeros(shape, int)
        for row, number in enumerate(numbers):
            found, start = self.tokens[number]
            ids[row, : len(found)] = found
            mask[row, : len(found)] = 1
            claims[row, start : len(found)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "claims": claims}
        return {name: torch.from_numpy(array) for name, array in inputs.items()}, torch.from_numpy(self.labels[numbers])

    def epoch(self, size, rng):
        """All pairs once, in batches of like length and random order."""
        order = rng.permutation(len(self))
        cut = []
        for start in range(0, len(order), size * 50):
            chunk = order[start : start + size * 50]
            chunk = chunk[np.argsort(self.lengths[chunk], kind="stable")]
            cut += [chunk[at : at + size] for at in range(0, len(chunk), size)]
        rng.shuffle(cut)
        return cut
