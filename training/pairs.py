"""Pairs as a table, as token arrays on the device, and batches of like length cut out of them."""

import gzip
import json
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from encoder import LABELS

LONGEST = 256
NONE = -1  # no label, or whether the passage speaks of the claim's matter is unknown


@dataclass
class Table:
    """Pairs by the numbers of their texts, so that millions of them fit: a text is held once.

    `told` is 1 where it is known which words of the claim the passage answers: all but those of `unanswered`,
    rows of (pair, start, end) in characters.
    """

    texts: list
    kinds: list
    columns: dict  # claim, passage, label, related, kind, told: a number a pair
    unanswered: np.ndarray

    @classmethod
    def of(cls, rows):
        texts, kinds = {}, {}
        number = lambda known, value: known.setdefault(value, len(known))
        label = lambda row: NONE if row["label"] is None else LABELS.index(row["label"])
        columns = {
            "claim": [number(texts, row["claim"]) for row in rows],
            "passage": [number(texts, row["passage"]) for row in rows],
            "label": [label(row) for row in rows],
            "related": [row.get("related", NONE) for row in rows],
            "kind": [number(kinds, row.get("kind", "")) for row in rows],
            "told": [int(row.get("unanswered") is not None) for row in rows],
        }
        spans = [(at, start, end) for at, row in enumerate(rows) for start, end in row.get("unanswered") or []]
        columns = {name: np.array(column, dtype=np.int32) for name, column in columns.items()}
        return cls(list(texts), list(kinds), columns, np.array(spans, dtype=np.int32).reshape(-1, 3))

    def __len__(self):
        return len(self.columns["claim"])

    def kind(self):
        """The name of each pair's kind."""
        return np.array(self.kinds)[self.columns["kind"]]

    def only(self, chosen):
        """The pairs where `chosen` is true, without what is known of their words."""
        columns = {name: column[chosen] for name, column in self.columns.items()}
        columns["told"] = np.zeros_like(columns["told"])
        return Table(self.texts, self.kinds, columns, np.zeros((0, 3), dtype=np.int32))

    def save(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "texts.json.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
            packed.write(json.dumps({"texts": self.texts, "kinds": self.kinds}, ensure_ascii=False).encode())
        np.savez_compressed(folder / "pairs.npz", unanswered=self.unanswered, **self.columns)

    @classmethod
    def load(cls, folder):
        with gzip.open(folder / "texts.json.gz", "rt", encoding="utf-8") as packed:
            known = json.load(packed)
        columns = dict(np.load(folder / "pairs.npz"))
        return cls(known["texts"], known["kinds"], columns, columns.pop("unanswered"))


class Pairs:
    """A table's texts as tokens in one flat array, so that a batch is put together on the device."""

    def __init__(self, table, tokenizer, device, wide=False):
        """`wide`: two separators between the texts, as MPNet has them."""
        tokenizer = Tokenizer.from_file(str(tokenizer))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        first, last = ("<s>", "</s>") if wide else ("[CLS]", "[SEP]")
        self.first, self.last = tokenizer.token_to_id(first), tokenizer.token_to_id(last)
        self.between, self.pad, self.device = 2 if wide else 1, 1 if wide else 0, device
        encodings = tokenizer.encode_batch_fast(table.texts, add_special_tokens=False)
        sizes = np.array([len(encoding.ids) for encoding in encodings])
        claims = np.minimum(sizes[table.columns["claim"]], LONGEST // 2)
        passages = np.minimum(sizes[table.columns["passage"]], LONGEST - claims - 2 - self.between)
        self.lengths = claims + passages + 2 + self.between
        flat = np.fromiter((number for encoding in encodings for number in encoding.ids), dtype=np.int32, count=sizes.sum())
        put = lambda array: torch.from_numpy(np.ascontiguousarray(array)).to(device)
        self.ids, self.starts = put(flat), put(np.cumsum(sizes) - sizes)
        self.claim_size, self.passage_size = put(claims), put(passages)
        self.columns = {name: put(column.astype(np.int64)) for name, column in table.columns.items()}
        self.open = put(open_tokens(table, tokenizer))

    def __len__(self):
        return len(self.lengths)

    def batch(self, numbers):
        """Input tensors and labels of the pairs numbered `numbers`, padded to the longest."""
        width = int(-(-self.lengths[numbers].max() // 8) * 8)
        chosen = torch.from_numpy(numbers).to(self.device)
        known = {name: column[chosen] for name, column in self.columns.items()}
        place = torch.arange(width, device=self.device)[None]
        passage_end = 1 + self.passage_size[chosen, None]
        claim_start = passage_end + self.between
        claim_end = claim_start + self.claim_size[chosen, None]
        in_passage = (place >= 1) & (place < passage_end)
        in_claim = (place >= claim_start) & (place < claim_end)
        at = torch.where(in_claim, self.starts[known["claim"], None] + place - claim_start, self.starts[known["passage"], None] + place - 1)
        ids = torch.where(in_passage | in_claim, self.ids[at.clamp(0, len(self.ids) - 1)].long(), self.last)
        ids = torch.where(place == 0, self.first, ids)
        mask = place <= claim_end
        inputs = {
            "input_ids": torch.where(mask, ids, self.pad), "attention_mask": mask.long(),
            "token_type_ids": ((place >= claim_start) & mask).long(),
        }  # fmt: skip
        answered = self.answered(known, self.open[chosen].long(), in_claim, claim_start)
        return inputs, {"label": known["label"], "answered": answered, "related": known["related"]}

    def answered(self, known, opened, in_claim, claim_start):
        """1 for a token of the claim that the passage answers, 0 for one that it does not, -1 unknown."""
        otherwise = torch.where(known["related"] == 1, 1, NONE)[:, None]
        told = torch.where(in_claim & (known["told"] == 1)[:, None], otherwise, NONE)
        width = told.shape[1]
        places = torch.where(opened >= 0, opened + claim_start, width).clamp(max=width)
        unanswered = torch.zeros(told.shape[0], width + 1, dtype=torch.bool, device=self.device)
        unanswered.scatter_(1, places, True)
        return torch.where(unanswered[:, :width] & in_claim, 0, told)


MOST_OPEN = 32  # unanswered tokens of a claim that are taught at most


def open_tokens(table, tokenizer):
    """The tokens of each claim that nothing answers, by their place in the claim, filled up with -1."""
    places = np.full((len(table), MOST_OPEN), NONE, dtype=np.int16)
    spans = {}
    for pair, start, end in table.unanswered.tolist():
        spans.setdefault(pair, []).append((start, end))
    claims = [table.texts[number] for number in table.columns["claim"][list(spans)]] if spans else []
    for (pair, found), encoding in zip(spans.items(), tokenizer.encode_batch(claims, add_special_tokens=False)):
        within = [at for at, (a, b) in enumerate(encoding.offsets) if any(a < end and b > start for start, end in found)]
        places[pair, : len(within[:MOST_OPEN])] = within[:MOST_OPEN]
    return places


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
