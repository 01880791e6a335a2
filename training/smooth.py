"""How large the numbers of each channel are, measured on pairs: what is large in all tokens is made smaller before it is quantised."""

import numpy as np
import torch

BALANCE = 0.5  # between what is hard to quantise in the numbers and in the weights
LEAST = 1e-3


def smooth(model, batches):
    """For each layer whose product is quantised, by what its channels are divided (Xiao et al. 2022, SmoothQuant)."""
    largest, hooks = {}, []
    linear = {name: layer for name, layer in model.named_modules() if isinstance(layer, torch.nn.Linear)}
    layers = {name: layer for name, layer in linear.items() if name.startswith("encoder.encoder.layer")}

    def see(name, inputs):
        seen = inputs[0].detach().abs().flatten(0, -2).amax(0)
        largest[name] = torch.maximum(largest.get(name, seen), seen)

    for name, layer in layers.items():
        hooks.append(layer.register_forward_pre_hook(lambda _, inputs, name=name: see(name, inputs)))
    with torch.inference_mode():
        for inputs, _ in batches:
            model(**inputs)
    for hook in hooks:
        hook.remove()
    return {name: divisor(largest[name], weights_with(layers, name)) for name in layers}


def weights_with(layers, name):
    """The weights that the same numbers go into: what is asked, offered and told of an attention together."""
    stem, _, part = name.rpartition(".")
    names = [f"{stem}.{one}" for one in "qkv"] if part in ("q", "k", "v") else [name]
    return torch.stack([layers[one].weight.detach().abs().amax(0) for one in names]).amax(0)


def divisor(numbers, weights):
    found = numbers.clamp(min=LEAST) ** BALANCE / weights.clamp(min=LEAST) ** (1 - BALANCE)
    return (found / found.mean()).numpy().astype(np.float32)
