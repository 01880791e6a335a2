"""Writes tiny classifiers of the architectures that people export, with random weights, and what the exporter's runtime makes of
some pairs: `pip install torch transformers onnx onnxruntime`, and

    python tests/entailment/make_architectures.py

They are exported by the very recipe of `docs/models.md`. Beside each, `expected.json` holds the probabilities that PyTorch
computes; a test holds the program to them.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import onnxruntime
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

FOLDER = pathlib.Path(__file__).parent / "architectures"
GUIDE = pathlib.Path(__file__).parents[2] / "docs" / "models.md"
MOST_TOKENS = 64
LABELS = ["entailment", "neutral", "contradiction"]

# Each a passage and a claim; the last passage is longer than a pair may be.
PAIRS = [
    ("On Monday the harbour was closed, and the ferry sailed.", "The ferry sailed on Monday."),
    ("The council rejected the plan for a new harbour.", "The council approved the plan."),
    ("Some 1,200 people came to the festival in Zürich.", "1,200 people came."),
    ("La mairie a fermé le pont lundi.", "The bridge was closed on Monday."),
    ("It rained.", "The minister — who had denied it — resigned: “I was wrong.”"),
    ("The old bridge was closed after engineers found cracks in its pillars. " * 8, "Engineers found cracks."),
]
TEXTS = [text for pair in PAIRS for text in pair]


def pieces(special):
    """Pieces of words with their scores, the special ones first."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    unknown = next(token for token in special if token.lower().strip("<[]>") == "unk")
    trainer = trainers.UnigramTrainer(
        vocab_size=300, special_tokens=special, unk_token=unknown, show_progress=False
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return [tuple(piece) for piece in json.loads(tokenizer.to_str())["model"]["vocab"]]


def byte_pairs(special):
    """A tokenizer of byte pairs, the special tokens first."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=360, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(TEXTS, trainer)
    return tokenizer


def deberta():
    return transformers.DebertaV2Tokenizer(vocab=pieces(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]), unk_id=3)


def xlm_roberta():
    return transformers.XLMRobertaTokenizer(vocab=pieces(["<s>", "<pad>", "</s>", "<unk>", "<mask>"]))


def roberta():
    model = json.loads(byte_pairs(["<s>", "<pad>", "</s>", "<unk>", "<mask>"]).to_str())["model"]
    merges = [tuple(merge) for merge in model["merges"]]
    return transformers.RobertaTokenizer(vocab=model["vocab"], merges=merges)


def modernbert():
    tokenizer = byte_pairs(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"])
    ends = [(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=ends
    )
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", unk_token="[UNK]",
        mask_token="[MASK]", model_input_names=["input_ids", "attention_mask"],
    )


ARCHITECTURES = {
    "deberta-v3": (transformers.DebertaV2Config, deberta, {
        "relative_attention": True, "position_buckets": 16, "max_relative_positions": -1,
        "pos_att_type": ["p2c", "c2p"], "norm_rel_ebd": "layer_norm", "share_att_key": True,
        "position_biased_input": False, "type_vocab_size": 0,
    }),
    "roberta": (transformers.RobertaConfig, roberta, {"type_vocab_size": 1}),
    "xlm-roberta": (transformers.XLMRobertaConfig, xlm_roberta, {"type_vocab_size": 1}),
    "modernbert": (transformers.ModernBertConfig, modernbert, {
        "global_attn_every_n_layers": 2, "local_attention": 16, "classifier_pooling": "mean",
        "classifier_activation": "gelu",
    }),
}


def recipe():
    """The code of the guide that exports a model, as it stands there."""
    block = re.search(r"(?m)^    import pathlib, sys, torch\n(?:(?:    .*)?\n)+", GUIDE.read_text(encoding="utf-8"))
    return re.sub(r"(?m)^    ", "", block.group())


def make(kind, tokenizer, more):
    """A classifier whose random weights are large enough that pairs differ."""
    ids = {f"{name}_token_id": getattr(tokenizer, f"{name}_token_id") for name in ("pad", "cls", "sep")}
    config = kind(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=MOST_TOKENS + 8, initializer_range=0.5, id2label=dict(enumerate(LABELS)),
        label2id={name: at for at, name in enumerate(LABELS)}, bos_token_id=ids["cls_token_id"],
        eos_token_id=ids["sep_token_id"], ibid={"max_length": MOST_TOKENS, "languages": ["*"]}, **ids, **more,
    )
    torch.manual_seed(7)
    return transformers.AutoModelForSequenceClassification.from_config(config, attn_implementation="eager").eval()


def probabilities(model, encoded):
    with torch.no_grad():
        return model(**encoded).logits.softmax(-1)[0].tolist()


def write(name, kind, make_tokenizer, more):
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as source:
        tokenizer = make_tokenizer()
        make(kind, tokenizer, more).save_pretrained(source)
        tokenizer.save_pretrained(source)
        subprocess.run([sys.executable, "-W", "ignore", "-c", recipe(), source, folder], check=True)
        tokenizer = transformers.AutoTokenizer.from_pretrained(source)
        model = transformers.AutoModelForSequenceClassification.from_pretrained(
            source, attn_implementation="eager"
        ).eval()
    session = onnxruntime.InferenceSession(folder / "model.onnx")
    inputs = [node.name for node in session.get_inputs()]
    expected = []
    for passage, claim in PAIRS:
        encoded = tokenizer(passage, claim, truncation="only_first", max_length=MOST_TOKENS, return_tensors="pt")
        given = probabilities(model, encoded)
        logits = session.run(["logits"], {key: encoded[key].numpy() for key in inputs})[0]
        assert max(abs(torch.tensor(logits).softmax(-1)[0] - torch.tensor(given))) < 1e-5, name
        shares = {label: round(share, 6) for label, share in zip(LABELS, given)}
        expected.append({"passage": passage, "claim": claim, **shares})
    text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    (folder / "expected.json").write_text(text, encoding="utf-8")
    for path in folder.iterdir():
        if path.name not in ("model.onnx", "tokenizer.json", "config.json", "expected.json"):
            path.unlink()
    spread = [max(row[label] for row in expected) - min(row[label] for row in expected) for label in LABELS]
    assert max(spread) > 0.1, f"{name}: the pairs do not differ ({spread})"
    print(name, sum(path.stat().st_size for path in folder.iterdir()), "bytes", [round(one, 2) for one in spread])


for name, (kind, make_tokenizer, more) in ARCHITECTURES.items():
    write(name, kind, make_tokenizer, more)
