"""Pairs as token arrays on the device, and batches of like length cut out of them."""

import gzip
import json

import numpy as np
import torch
from tokenizers import Tokenizer

from encoder import LABELS

LONGEST = 256


def read(path, most=None):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(most or 1 << 60))]


class Pairs:
    """Encoded pairs in one flat array a property, so that a batch is gathered on the device."""

    def __init__(self, rows, tokenizer, device, wide=False):
        """`wide`: two separators between the texts, as MPNet has them."""
        tokenizer = Tokenizer.from_file(str(tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        first, last = ("<s>", "</s>") if wide else ("[CLS]", "[SEP]")
        first, last = tokenizer.token_to_id(first), tokenizer.token_to_id(last)
        between = [last, last] if wide else [last]
        claims = encoded(tokenizer, [row["claim"] for row in rows])
        passages = encoded(tokenizer, [row["passage"] for row in rows])
        ids, types, answered, lengths = [], [], [], []
        for row in rows:
            claim_ids, offsets = claims[row["claim"]]
            claim_ids, offsets = claim_ids[: LONGEST // 2], offsets[: LONGEST // 2]
            room = LONGEST - len(claim_ids) - 2 - len(between)
            head = [first, *passages[row["passage"]][0][:room], *between]
            ids.append(np.array(head + claim_ids + [last], dtype=np.int32))
            types.append(np.array([0] * len(head) + [1] * (len(claim_ids) + 1), dtype=np.int8))
            answered.append(np.array([-1] * len(head) + word_labels(row, offsets) + [-1], dtype=np.int8))
            lengths.append(len(ids[-1]))
        self.lengths = np.array(lengths)
        flat = lambda parts, kind: torch.from_numpy(np.concatenate(parts)).to(device=device, dtype=kind)
        self.ids, self.types, self.answered = flat(ids, torch.int32), flat(types, torch.int8), flat(answered, torch.int8)
        self.starts = torch.from_numpy(np.cumsum(self.lengths) - self.lengths).to(device)
        self.size = torch.from_numpy(self.lengths).to(device)
        self.labels = torch.tensor([LABELS.index(row["label"]) for row in rows], device=device)
        self.related = torch.tensor([row.get("related", -1) for row in rows], device=device)
        self.device = device
        self.pad = 1 if wide else 0

    def __len__(self):
        return len(self.lengths)

    def batch(self, numbers):
        """Input tensors and labels of the pairs numbered `numbers`, padded to the longest."""
        longest = int(-(-self.lengths[numbers].max() // 8) * 8)
        chosen = torch.from_numpy(numbers).to(self.device)
        place = torch.arange(longest, device=self.device)
        mask = place < self.size[chosen, None]
        at = (self.starts[chosen, None] + place).clamp(max=len(self.ids) - 1)
        gather = lambda flat, fill: torch.where(mask, flat[at].long(), fill)
        return {
            "input_ids": gather(self.ids, self.pad), "attention_mask": mask.long(), "token_type_ids": gather(self.types, 0),
        }, {"label": self.labels[chosen], "answered": gather(self.answered, -1), "related": self.related[chosen]}  # fmt: skip


def encoded(tokenizer, texts):
    """Token numbers and character offsets of each distinct text."""
    distinct = sorted(set(texts))
    found = tokenizer.encode_batch(distinct, add_special_tokens=False)
    return {text: (encoding.ids, encoding.offsets) for text, encoding in zip(distinct, found)}


def word_labels(row, offsets):
    """1 for a token of the claim that the passage answers, 0 for one that it does not, -1 unknown."""
    unanswered = row.get("unanswered")
    if unanswered is None:
        return [-1] * len(offsets)
    otherwise = 1 if row.get("related") == 1 else -1
    inside = lambda start, end: any(start < b and end > a for a, b in unanswered)
    return [0 if inside(start, end) else otherwise for start, end in offsets]


def batches(lengths, size, rng, weights=None):
    """Batches without end, each of pairs of like length; `weights` repeats pairs within an epoch."""
    pool = np.arange(len(lengths)) if weights is None else np.repeat(np.arange(len(lengths)), weights)
    while True:
        order = rng.permutation(pool)
        cut = []
        for start in range(0, len(order), size * 100):
            chunk = order[start : start + size * 100]
            chunk = chunk[np.argsort(lengths[chunk], kind="stable")]
            cut += [chunk[at : at + size] for at in range(0, len(chunk), size)]
        rng.shuffle(cut)
        yield from cut
