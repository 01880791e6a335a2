#!/usr/bin/env python3
"""Trains the entailment model on what prepare.py wrote: many kinds of labelled pairs, then editors' hard claims, then
plain claims with some of both again, then claims about whole articles, then about twin articles.

    python train.py [--run run] [--seed N] [--from FILE --phases NAME…] [--held-out FILE]

Writes `model-SEED.safetensors` to the run folder. A phase whose result lies there is passed over, and one that was
cut off goes on from its last checkpoint. Two quiet CPU cores do it in an hour and a half, a GPU in minutes.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from encoder import LABELS, CrossEncoder
from pairs import Pairs, read

PHASES = [  # `frozen`: the lowest layers that stay as they are; `steps`: at most
    {"name": "broad", "rate": 5e-5, "batch": 40, "epochs": 1, "frozen": 4},
    {"name": "editors", "rate": 5e-5, "batch": 16, "epochs": 2, "frozen": 6, "steps": 440},
    # Starts from a mean of weights: the editors' claims make a model read as editors do and forget encyclopaedias, the
    # mean keeps most of both (Wortsman et al. 2022, robust fine-tuning).
    {"name": "plain", "rate": 4e-5, "batch": 16, "epochs": 1, "frozen": 6, "from": ["editors", "editors", "broad"]},
    {"name": "articles", "rate": 4e-5, "batch": 16, "epochs": 1, "frozen": 6},
    {"name": "twins", "rate": 4e-5, "batch": 16, "epochs": 1, "frozen": 6},
]
SCORED = 40  # pairs at once where nothing is learned
SMOOTHING = 0.05
CHECKPOINT_EVERY = 240  # seconds
TOLD_EVERY = 50  # steps


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = args.run / "base/tokenizer.json"
    model = CrossEncoder.of(args.run / "base").to(device)
    held_out = Pairs(read(args.held_out), tokenizer) if args.held_out else None
    result = lambda name: args.run / f"{name}-{args.seed}.safetensors"
    phases = [phase for phase in PHASES if phase["name"] in args.phases]
    for phase in phases:
        done = result(phase["name"])
        if done.exists():
            model.load_state_dict(load_file(done))
            continue
        given = args.start and phase is phases[0]
        starts = [args.start] if given else map(result, phase.get("from", []))
        if weights := [load_file(path) for path in starts]:
            model.load_state_dict(mean(weights))
        model.freeze(phase["frozen"])
        pairs = Pairs(read(args.run / f"{phase['name']}.jsonl"), tokenizer)
        fit(model, pairs, phase, args, device, done.with_suffix(".checkpoint"))
        save_file({key: value.contiguous() for key, value in model.state_dict().items()}, done)
        if held_out:
            print(f"{phase['name']}: held out {score(model, held_out, device):.3f}", flush=True)
    done.replace(result("model"))


def mean(models):
    return {name: torch.stack([model[name].float() for model in models]).mean(0) for name in models[0]}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path(__file__).parent / "run", help="folder that prepare.py wrote")
    parser.add_argument("--seed", type=int, default=1, help="order of the pairs and first weights of the head")
    parser.add_argument("--from", dest="start", type=Path, help="weights that the first of the phases starts from, from reopened.py, say")
    names = [phase["name"] for phase in PHASES]
    parser.add_argument("--phases", nargs="+", choices=names, default=names, help="the phases to run")
    parser.add_argument("--held-out", type=Path, help="labelled pairs to score after each phase")
    return parser.parse_args()


def fit(model, pairs, phase, args, device, checkpoint):
    """Trains `model` on `pairs`; what is kept is the running mean of its weights."""
    rng = np.random.default_rng(args.seed)
    batches = [batch for _ in range(phase["epochs"]) for batch in pairs.epoch(phase["batch"], rng)][: phase.get("steps")]
    learned = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
    groups = [
        {"params": [weight for weight in learned.values() if weight.dim() > 1], "weight_decay": 0.01},
        {"params": [weight for weight in learned.values() if weight.dim() <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=phase["rate"], betas=(0.9, 0.98), fused=True)
    mean = {name: weight.detach().clone() for name, weight in learned.items()}
    begin = restored(checkpoint, model, optimizer, mean)
    start, kept, total = time.time(), time.time(), 0.0
    model.train()
    for step in range(begin, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = phase["rate"] * pace(step / len(batches))
        total += learn(model, pairs.batch(batches[step]), optimizer, device)
        decay = min(0.99, (step + 1) / (step + 10))
        torch._foreach_lerp_(list(mean.values()), [weight.detach() for weight in learned.values()], 1 - decay)
        if (step + 1) % TOLD_EVERY == 0:
            print(f"{phase['name']} {step + 1}/{len(batches)}  loss {total / TOLD_EVERY:.4f}  {time.time() - start:.0f} s", flush=True)
            total = 0.0
        if time.time() - kept > CHECKPOINT_EVERY:
            parts = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "mean": mean, "step": step + 1}
            torch.save(parts, checkpoint)
            kept = time.time()
    with torch.no_grad():
        for name, weight in learned.items():
            weight.copy_(mean[name])
    checkpoint.unlink(missing_ok=True)


def restored(checkpoint, model, optimizer, mean):
    """The step to go on from."""
    if not checkpoint.exists():
        return 0
    found = torch.load(checkpoint, weights_only=True)
    model.load_state_dict(found["model"])
    optimizer.load_state_dict(found["optimizer"])
    for name, weight in found["mean"].items():
        mean[name].copy_(weight)
    return found["step"]


def pace(progress, warm=0.08):
    """Up in a straight line, down along a cosine."""
    if progress < warm:
        return progress / warm
    return 0.5 * (1 + math.cos(math.pi * (progress - warm) / (1 - warm))) + 0.01


def learn(model, batch, optimizer, device):
    inputs, labels = batch
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=has_bfloat16(device)):
        logits = model(**{name: value.to(device) for name, value in inputs.items()})
    loss = F.cross_entropy(logits.float(), labels.to(device), label_smoothing=SMOOTHING)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([weight for weight in model.parameters() if weight.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.item()


def has_bfloat16(device):
    """Whether short floats are faster here; processors that only imitate them are four times slower by them."""
    return device.type != "cpu" or torch.cpu._is_avx512_bf16_supported()


def score(model, pairs, device):
    """Share of pairs whose likeliest label is the right one, and by label what was taken for what."""
    model.eval()
    told = np.zeros((len(LABELS), len(LABELS)), int)
    with torch.inference_mode():
        for batch in pairs.epoch(SCORED, np.random.default_rng(0)):
            inputs, labels = pairs.batch(batch)
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=has_bfloat16(device)):
                logits = model(**{name: value.to(device) for name, value in inputs.items()})
            np.add.at(told, (labels.numpy(), logits.float().argmax(-1).cpu().numpy()), 1)
    print(told, flush=True)
    return told.trace() / told.sum()


if __name__ == "__main__":
    main()
