"""Writes the tiny models of these tests, the same bytes every time: `pip install onnx numpy`, then

    python tests/entailment/make_tiny_model.py

They know a dozen words and look each one up in a table; nothing is learned. A word of the claim
that stands in the passage too is answered, `not` in one of the two texts refutes, and a claim whose
words are all answered is supported. So a test can tell what a pair must come out as.
"""

import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = pathlib.Path(__file__).parent
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WORDS = "the ferry sailed on monday not two boats harbour was closed open rain ##s ##ing , . café".split()
VOCABULARY = {word: number for number, word in enumerate(SPECIAL + WORDS)}


def tokenizer():
    special = [
        {"id": number, "content": word, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": True}
        for number, word in enumerate(SPECIAL)
    ]
    pair = [("[CLS]", 0), ("A", 0), ("[SEP]", 0), ("B", 1), ("[SEP]", 1)]
    piece = lambda name, kind: (
        {"Sequence": {"id": name, "type_id": kind}} if name in "AB"
        else {"SpecialToken": {"id": name, "type_id": kind}}
    )
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                       "strip_accents": False, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [piece(name, kind) for name, kind in pair[:3]],
            "pair": [piece(name, kind) for name, kind in pair],
            "special_tokens": {
                name: {"id": name, "ids": [VOCABULARY[name]], "tokens": [name]}
                for name in ("[CLS]", "[SEP]")
            },
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": VOCABULARY},
    }


def constant(name, values, kind=np.float32):
    return numpy_helper.from_array(np.array(values, dtype=kind), name)


def graph(labels, rich):
    """A graph with one logit for each of `labels`, and the other outputs if it is `rich`."""
    size = len(VOCABULARY)
    ordinary = [float(number >= len(SPECIAL)) for number in range(size)]
    negation = [[float(word == "not")] for word in VOCABULARY]
    # What the share of answered words, a denial by one text alone, and nothing at all speak for.
    weights = {
        "supported": [8.0, -8.0, -3.5],
        "refuted": [0.0, 8.0, -4.0],
        "neutral": [-8.0, 0.0, 3.5],
    }
    matrix = np.array([weights[label] for label in labels]).T
    constants = [
        constant("identity", np.eye(size)),
        constant("ordinary", ordinary),
        constant("negation", negation),
        constant("one", 1.0),
        constant("few", 1e-6),
        constant("tokens", [1], np.int64),
        constant("last", [2], np.int64),
        constant("matrix", matrix[:2]),
        constant("offset", matrix[2]),
    ]
    node = helper.make_node
    nodes = [
        # Which words each text has: vectors that count the vocabulary.
        node("Gather", ["identity", "input_ids"], ["hot"]),
        node("Mul", ["hot", "ordinary"], ["words"]),
        node("Cast", ["token_type_ids"], ["kind"], to=TensorProto.FLOAT),
        node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        node("Mul", ["kind", "mask"], ["claim_mask"]),
        node("Sub", ["mask", "claim_mask"], ["passage_mask"]),
        node("Unsqueeze", ["claim_mask", "last"], ["claim_column"]),
        node("Unsqueeze", ["passage_mask", "last"], ["passage_column"]),
        node("Mul", ["words", "claim_column"], ["claim_words"]),
        node("Mul", ["words", "passage_column"], ["passage_words"]),
        node("ReduceSum", ["claim_words", "tokens"], ["claim"], keepdims=0),
        node("ReduceSum", ["passage_words", "tokens"], ["passage"], keepdims=0),
        # Which tokens stand in the passage.
        node("Min", ["passage", "one"], ["has"]),
        node("Unsqueeze", ["has", "last"], ["has_column"]),
        node("MatMul", ["words", "has_column"], ["found_column"]),
        node("Squeeze", ["found_column", "last"], ["answered"]),
        # The share of the claim's words that are answered, and whether one text alone denies.
        node("Mul", ["answered", "claim_mask"], ["found"]),
        node("ReduceSum", ["found", "tokens"], ["found_count"], keepdims=1),
        node("ReduceSum", ["claim", "tokens"], ["claim_count"], keepdims=1),
        node("Add", ["claim_count", "few"], ["claim_some"]),
        node("Div", ["found_count", "claim_some"], ["share"]),
        node("MatMul", ["claim", "negation"], ["claim_not"]),
        node("MatMul", ["passage", "negation"], ["passage_not"]),
        node("Sub", ["claim_not", "passage_not"], ["difference"]),
        node("Abs", ["difference"], ["denied"]),
        node("Concat", ["share", "denied"], ["features"], axis=1),
        node("MatMul", ["features", "matrix"], ["weighed"]),
        node("Add", ["weighed", "offset"], ["logits"]),
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", len(labels)])]
    if rich:
        nodes += [
            node("Mul", ["claim", "passage"], ["common"]),
            node("ReduceSum", ["common", "tokens"], ["product"], keepdims=0),
            node("ReduceL2", ["claim"], ["claim_norm"], axes=[1], keepdims=0),
            node("ReduceL2", ["passage"], ["passage_norm"], axes=[1], keepdims=0),
            node("Mul", ["claim_norm", "passage_norm"], ["norms"]),
            node("Add", ["norms", "few"], ["some_norms"]),
            node("Div", ["product", "some_norms"], ["similarity"]),
        ]
        shape = ["batch", "sequence"]
        outputs += [
            helper.make_tensor_value_info("answered", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("similarity", TensorProto.FLOAT, ["batch"]),
        ]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    made = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def write(name, labels, names, rich):
    folder = FOLDER / name
    folder.mkdir(exist_ok=True)
    (folder / "model.onnx").write_bytes(graph(labels, rich))
    text = json.dumps(tokenizer(), ensure_ascii=False, indent=1) + "\n"
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    config = {
        "id2label": {str(at): label for at, label in enumerate(names)},
        "max_position_embeddings": 64,
        "ibid": {"max_length": 32},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


write("tiny", ["refuted", "neutral", "supported"], ["REFUTES", "NOT ENOUGH INFO", "SUPPORTS"], True)
write("two-way", ["supported", "neutral"], ["consistent", "hallucinated"], False)
