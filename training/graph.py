"""The model as an ONNX graph of the operators that the program's runtime runs fastest.

What an exporter writes and a quantiser rewrites has twice as many operators, and a vocabulary that is scaled by its
largest number. Here the weights of the layers are int8 by column, the vocabulary is int8 by token, and what costs
nothing stays as it is. There is no mask: the program judges pair by pair and never fills up.
"""

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

EPSILON = 1e-5  # of MPNet's layer norms
FIRST_PLACE = 2  # MPNet numbers its places from here
WORD = 127  # most of a quantised number of the vocabulary
GELU_LEAST = -0.17
WEIGHT = 127  # most of a quantised weight
# Most of what is multiplied with it: processors without VNNI instructions add two products in 16 bits, and would cut off
# sums of eight bits by eight.
ACTIVATION = 127


class Graph:
    """Nodes and constants in the order they are made; a value is known by its name."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, array):
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def numbers(self, *numbers):
        return self.constant(np.array(numbers, dtype=np.int64))

    def do(self, operator, *inputs, outputs=1, name=None, **attributes):
        names = [name] if name else [f"{operator}_{len(self.nodes)}_{at}" for at in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def plus(self, value, array):
        return self.do("Add", value, self.constant(array))

    def as_float(self, value):
        return self.do("Cast", value, to=TensorProto.FLOAT)


class Model:
    """Writes a `CrossEncoder` over MPNet, of which `weights` are all arrays by name."""

    def __init__(self, weights, heads, buckets, smooth):
        """`buckets` says for each two places which of the attention's biases counts between them, `smooth` by what each
        channel that goes into a layer is divided before it is quantised."""
        self.graph, self.weights, self.heads, self.buckets, self.smooth = Graph(), weights, heads, buckets, smooth

    def linear(self, value, *names, least=None):
        """A product with quantised weights, for each of the layers `names`; `least` is said of a value that is never below."""
        graph = self.graph
        smooth = self.smooth[names[0]]
        whole, scale, zero = self.quantised(value, smooth, least)
        results = []
        for name in names:
            weight, scales = by_column(self.weights[f"{name}.weight"].T * smooth[:, None], WEIGHT)
            product = graph.do("MatMulInteger", whole, graph.constant(weight), graph.constant(zero), graph.constant(np.int8(0)))
            scaled = graph.do("Mul", graph.do("Mul", graph.as_float(product), graph.constant(scales)), scale)
            shift = 0 if least is None else (least / smooth) @ (weight.astype(np.float32) * scales)
            results.append(graph.plus(scaled, (self.weights[f"{name}.bias"] + shift).astype(np.float32)))
        return results if len(names) > 1 else results[0]

    def quantised(self, value, smooth, least):
        """Numbers in seven bits, each token's by its own largest (Yao et al. 2022, ZeroQuant), every channel first divided by
        `smooth` (Xiao et al. 2022, SmoothQuant). A cast cuts off, so half a step is added before."""
        graph = self.graph
        if least is not None:
            value = graph.plus(value, np.float32(-least))
        value = graph.do("Mul", value, graph.constant((1 / smooth).astype(np.float32)))
        size = graph.do("Abs", value) if least is None else value
        most = graph.plus(graph.do("ReduceMax", size, graph.numbers(-1), keepdims=1), np.float32(1e-9))
        steps, zero = (ACTIVATION // 2, ACTIVATION // 2 + 1) if least is None else (ACTIVATION, 0)
        whole = graph.do("Mul", value, graph.do("Div", graph.constant(np.float32(steps)), most))
        whole = graph.do("Cast", graph.plus(whole, np.float32(zero + 0.5)), to=TensorProto.UINT8)
        return whole, graph.do("Mul", most, graph.constant(np.float32(1 / steps))), np.uint8(zero)

    def exact(self, value, name):
        """A product with weights as they were trained."""
        product = self.graph.do("MatMul", value, self.graph.constant(self.weights[f"{name}.weight"].T))
        return self.graph.plus(product, self.weights[f"{name}.bias"])

    def norm(self, value, name):
        scale, bias = (self.graph.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.graph.do("LayerNormalization", value, scale, bias, axis=-1, epsilon=EPSILON)

    def embeddings(self, length, longest):
        graph, prefix = self.graph, "encoder.embeddings"
        words, scales = by_column(self.weights[f"{prefix}.word_embeddings.weight"].T, WORD)
        word = graph.as_float(graph.do("Gather", graph.constant(words.T), "input_ids"))
        word = graph.do("Mul", word, graph.do("Gather", graph.constant(scales[:, None]), "input_ids"))
        places = self.weights[f"{prefix}.position_embeddings.weight"][FIRST_PLACE : FIRST_PLACE + longest]
        zero = graph.numbers(0)
        place = graph.do("Slice", graph.constant(places), zero, length, zero)
        return self.norm(graph.do("Add", word, place), f"{prefix}.LayerNorm")

    def attention_bias(self, length):
        """How places that far apart attend to each other, the same in all layers."""
        graph, zero, one = self.graph, self.graph.numbers(0), self.graph.numbers(1)
        buckets = graph.constant(self.buckets.astype(np.uint8))
        near = graph.do("Slice", graph.do("Slice", buckets, zero, length, zero), zero, length, one)
        bias = graph.constant(self.weights["encoder.encoder.relative_attention_bias.weight"])
        bias = graph.do("Gather", bias, graph.do("Cast", near, to=TensorProto.INT64))
        return graph.do("Unsqueeze", graph.do("Transpose", bias, perm=[2, 0, 1]), zero)

    def layer(self, states, bias, name):
        graph, attention = self.graph, f"{name}.attention"
        asked = self.linear(states, *(f"{attention}.attn.{part}" for part in "qkv"))
        heard = graph.do("MultiHeadAttention", *asked, "", "", bias, domain="com.microsoft", num_heads=self.heads)
        heard = self.linear(heard, f"{attention}.attn.o")
        states = self.norm(graph.do("Add", heard, states), f"{attention}.LayerNorm")
        thought = graph.do("Gelu", self.linear(states, f"{name}.intermediate.dense"))
        thought = self.linear(thought, f"{name}.output.dense", least=GELU_LEAST)
        return self.norm(graph.do("Add", thought, states), f"{name}.output.LayerNorm")

    def mean(self, states, mask):
        graph, one = self.graph, self.graph.numbers(1)
        total = graph.do("Squeeze", graph.do("MatMul", graph.do("Unsqueeze", mask, one), states), one)
        count = graph.do("Max", graph.do("ReduceSum", mask, one, keepdims=1), graph.constant(np.float32(1)))
        return graph.do("Div", total, count)

    def head(self, states):
        """As `CrossEncoder.forward`."""
        graph, one = self.graph, self.graph.numbers(1)
        claims = graph.as_float("token_type_ids")
        passages = graph.do("Sub", graph.constant(np.float32(1)), claims)
        passage, claim = self.mean(states, passages), self.mean(states, claims)
        first = graph.do("Squeeze", graph.do("Slice", states, graph.numbers(0), one, one), one)
        apart = graph.do("Abs", graph.do("Sub", passage, claim))
        joined = graph.do("Concat", first, passage, claim, apart, axis=-1)
        logits = self.exact(graph.do("Tanh", self.exact(joined, "hidden")), "label")
        graph.do("Identity", logits, name="logits")

    def written(self, layers, longest):
        length = self.graph.do("Slice", self.graph.do("Shape", "input_ids"), self.graph.numbers(1), self.graph.numbers(2))
        states, bias = self.embeddings(length, longest), self.attention_bias(length)
        for at in range(layers):
            states = self.layer(states, bias, f"encoder.encoder.layer.{at}")
        self.head(states)
        texts, labels = ["batch", "sequence"], self.weights["label.bias"].size
        graph = helper.make_graph(
            self.graph.nodes,
            "entailment",
            [helper.make_tensor_value_info(name, TensorProto.INT64, texts) for name in ("input_ids", "token_type_ids")],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", labels])],
            self.graph.constants,
        )
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="ibid")
        checker.check_model(model)
        return model


def by_column(weights, most):
    """Weights as int8 of `most` at most, and the scale of each column."""
    scales = np.maximum(np.abs(weights).max(0) / most, np.finfo(np.float32).tiny).astype(np.float32)
    return np.round(weights / scales).astype(np.int8), scales
