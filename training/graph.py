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
# Most of a quantised weight: processors without VNNI instructions add two products in 16 bits, and would cut off
# the sums of eight-bit weights.
WEIGHT = 63


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

    def __init__(self, weights, heads, buckets):
        """`buckets` says for each two places which of the attention's biases counts between them."""
        self.graph, self.weights, self.heads, self.buckets = Graph(), weights, heads, buckets

    def linear(self, quantised, *names):
        """A product with quantised weights, for each of the layers `names`."""
        graph, (value, scale, zero) = self.graph, quantised
        results = []
        for name in names:
            weight, scales = by_column(self.weights[f"{name}.weight"].T, WEIGHT)
            product = graph.do("MatMulInteger", value, graph.constant(weight), zero, graph.constant(np.int8(0)))
            scaled = graph.do("Mul", graph.as_float(product), graph.do("Mul", scale, graph.constant(scales)))
            results.append(graph.plus(scaled, self.weights[f"{name}.bias"]))
        return results if len(names) > 1 else results[0]

    def quantised(self, value):
        return self.graph.do("DynamicQuantizeLinear", value, outputs=3)

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
        asked = self.linear(self.quantised(states), *(f"{attention}.attn.{part}" for part in "qkv"))
        heard = graph.do("MultiHeadAttention", *asked, "", "", bias, domain="com.microsoft", num_heads=self.heads)
        heard = self.linear(self.quantised(heard), f"{attention}.attn.o")
        states = self.norm(graph.do("Add", heard, states), f"{attention}.LayerNorm")
        thought = graph.do("Gelu", self.linear(self.quantised(states), f"{name}.intermediate.dense"))
        thought = self.linear(self.quantised(thought), f"{name}.output.dense")
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
