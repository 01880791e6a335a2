#!/usr/bin/env python3
"""Trains the entailment model: a teacher on all pairs, then the small student on teacher and labels.

    python train.py [--run run] [--eval DIR]

Each phase leaves its result in the run folder (`teacher.safetensors`, `teacher-scores.npy`,
`student.safetensors`) and is passed over when that is there; a phase that was cut off goes on from its
last checkpoint. Runs on a GPU where there is one and on the CPU otherwise.
"""

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

import scores
from encoder import CrossEncoder
from pairs import NONE, Pairs, Table, batches

SEED = 20261126
TEACHER = {"batch": 256, "rate": 7e-5, "steps": 2937, "seed": SEED, "decay": 0.999}
# Rounds of the student and the share of the teacher in their loss. A round goes on from what was kept of those before
# it, and what is then kept is a mean of both, `kept` the share of the new. The last round has the pairs without a label.
ROUNDS = [
    {"batch": 512, "rate": 5e-4, "steps": 5455, "seed": SEED, "decay": 0.9995, "taught": 0.7, "kept": 1},
    {"batch": 512, "rate": 3e-4, "steps": 4029, "seed": 7, "decay": 0.999, "taught": 0.9, "kept": 0.6},
    {"batch": 512, "rate": 4e-4, "steps": 10681, "seed": 11, "decay": 0.9995, "taught": 0.9, "kept": 0.4, "unlabelled": True},
]
HUMAN = 2  # an epoch has each pair that people labelled so often, each made one once
MADE = ("rule-", "claim-", "neighbour", "stranger", "wider-", "two-claims")
SMOOTHING = 0.05
CHECKPOINT_EVERY = 120  # seconds


def main():
    args = arguments()
    torch.manual_seed(SEED)
    torch.backends.cuda.matmul.allow_tf32 = True
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    table = Table.load(args.run / "pairs")
    table = table.only(np.arange(len(table)) < args.pairs) if args.pairs else table
    taught = args.run / "teacher-scores.npy"
    if not taught.exists():
        teach(args, table, device)
    student = learn(args, table, np.load(taught), device)
    scores.report(student, args.run / "base/student/tokenizer.json", args.run, args.eval, device)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, default=Path(__file__).parent / "run", help="folder that prepare.py wrote")
    parser.add_argument("--eval", type=Path, help="folder of labelled sets to score, each a JSON Lines file of pairs")
    parser.add_argument("--pairs", type=int, help="train on the first so many pairs only, to try things out")
    parser.add_argument("--teacher-seconds", type=float, help="as many steps as fit in this time")
    parser.add_argument("--student-seconds", type=float, help="as many steps as fit in this time")
    return parser.parse_args()


def repeats(table, unlabelled=False):
    """How often an epoch has each pair."""
    human = np.array([not kind.startswith(MADE) for kind in table.kinds])[table.columns["kind"]]
    return np.where(table.columns["label"] == NONE, int(unlabelled), np.where(human, HUMAN, 1))


def teach(args, table, device):
    """Trains the teacher and writes what it says of every pair."""
    base = args.run / "base/teacher"
    pairs = Pairs(table, base / "tokenizer.json", device, wide=True)
    teacher = fit("teacher", CrossEncoder.of(base), pairs, repeats(table), TEACHER, args.teacher_seconds, args.run, device)
    scores.report(teacher, base / "tokenizer.json", args.run, args.eval, device, wide=True)
    np.save(args.run / "teacher-scores.npy", scores.logits(teacher, pairs, device).astype(np.float16))


def learn(args, table, taught, device):
    """Trains the student in rounds."""
    base = args.run / "base/student"
    student = CrossEncoder.of(base)
    pairs = Pairs(table, base / "tokenizer.json", device)
    pairs.taught = torch.from_numpy(taught.astype(np.float32)).to(device)
    for number, plan in enumerate(ROUNDS, 1):
        often = repeats(table, plan.get("unlabelled", False))
        before = {key: value.to(device, copy=True) for key, value in student.state_dict().items()}
        student = fit(f"round-{number}", student, pairs, often, plan, args.student_seconds, args.run, device)
        blend = lambda old, new: torch.lerp(old, new, float(plan["kept"])) if old.dtype.is_floating_point else new
        student.load_state_dict({key: blend(before[key], value) for key, value in student.state_dict().items()})
    save_file({key: value.contiguous() for key, value in student.state_dict().items()}, args.run / "student.safetensors")
    return student


def fit(name, model, pairs, weights, plan, seconds, run, device):
    """Trains `model` by `plan`; what is kept is the running mean of its weights."""
    done = run / f"{name}.safetensors"
    model.to(device)
    if done.exists():
        model.load_state_dict(load_file(done))
        return model.eval()
    groups = [
        {"params": [p for n, p in model.named_parameters() if p.dim() > 1], "weight_decay": 0.01},
        {"params": [p for n, p in model.named_parameters() if p.dim() <= 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=plan["rate"], betas=(0.9, 0.98), fused=device.type == "cuda")
    averaged = {key: value.detach().clone().float() for key, value in model.state_dict().items()}
    state = Progress(plan["steps"], model, optimizer, averaged, run / f"{name}.checkpoint")
    cut = batches(pairs.lengths, plan["batch"], np.random.default_rng(plan["seed"]), weights)
    for _ in range(state.step):
        next(cut)
    model.train()
    start = time.time()
    total = torch.zeros((), device=device)
    while state.step < state.steps:
        if seconds and state.step == 60:
            synchronize(device)
            measured = time.time()
        if seconds and state.step == 260:
            synchronize(device)
            state.steps = 260 + int((seconds - (time.time() - start)) / ((time.time() - measured) / 200))
            print(f"{name}: {state.steps} steps fit in {seconds:.0f} s", flush=True)
        for group in optimizer.param_groups:
            group["lr"] = plan["rate"] * pace(state.step / state.steps)
        numbers = next(cut)
        loss = step(model, pairs, numbers, optimizer, device, plan.get("taught", 0))
        total += loss
        state.step += 1
        average(averaged, model, min(plan["decay"], (state.step + 1) / (state.step + 10)))
        if state.step % 500 == 0:
            print(f"{name} {state.step}/{state.steps}  loss {total.item() / 500:.4f}  {time.time() - start:.0f} s", flush=True)
            total.zero_()
        state.keep()
    model.load_state_dict({key: value.to(model.state_dict()[key].dtype) for key, value in averaged.items()})
    save_file({key: value.contiguous() for key, value in model.state_dict().items()}, done)
    (run / f"{name}.json").write_text(json.dumps({**plan, "steps": state.steps, "pairs": len(pairs), "seconds": round(time.time() - start)}))
    return model.eval()


def pace(progress, warm=0.06):
    """Up in a straight line, down along a cosine."""
    if progress < warm:
        return progress / warm
    return 0.5 * (1 + math.cos(math.pi * min(1, (progress - warm) / (1 - warm)))) + 0.01


def step(model, pairs, numbers, optimizer, device, share):
    inputs, known = pairs.batch(numbers)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        logits, answered, similarity = model(**inputs)
    taught = pairs.taught[torch.from_numpy(numbers).to(device)] if share else None
    loss = label_loss(logits.float(), known["label"], taught, share)
    loss = loss + 0.2 * answered_loss(answered.float(), known["answered"])
    loss = loss + 0.1 * related_loss(similarity.float(), known["related"], model.relatedness)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return loss.detach()


def label_loss(logits, label, taught, share):
    """What the labels ask, and what the teacher does; of a pair without a label the teacher alone."""
    given = F.cross_entropy(logits, label, label_smoothing=SMOOTHING, ignore_index=NONE, reduction="none")
    if taught is None:
        return given.mean()
    learned = F.kl_div(logits.log_softmax(-1), taught.log_softmax(-1), log_target=True, reduction="none").sum(-1)
    share = torch.where(label == NONE, 1.0, share)
    return (share * learned + (1 - share) * given).mean()


def answered_loss(answered, label):
    known = label >= 0
    loss = F.binary_cross_entropy_with_logits(answered, label.clamp(min=0).float(), reduction="none")
    weight = torch.where(label == 0, 3.0, 1.0) * known  # few words are unanswered
    return (loss * weight).sum() / weight.sum().clamp(min=1)


def related_loss(similarity, label, relatedness):
    known = (label >= 0).float()
    guess = relatedness[0] * similarity + relatedness[1]
    loss = F.binary_cross_entropy_with_logits(guess, label.clamp(min=0).float(), reduction="none")
    return (loss * known).sum() / known.sum().clamp(min=1)


def average(averaged, model, decay):
    """Moves the running mean of the weights towards the model."""
    floating = [(mean, value) for mean, value in zip(averaged.values(), model.state_dict().values()) if value.dtype.is_floating_point]
    torch._foreach_lerp_([mean for mean, _ in floating], [value.detach().float() for _, value in floating], 1 - decay)


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize()


class Progress:
    """How far a phase is, kept in a checkpoint so that a run that was cut off goes on."""

    def __init__(self, steps, model, optimizer, averaged, path):
        self.step, self.steps, self.path, self.kept = 0, steps, path, time.time()
        self.parts = {"model": model, "optimizer": optimizer}
        self.averaged = averaged
        if path.exists():
            found = torch.load(path, weights_only=True)
            for key, part in self.parts.items():
                part.load_state_dict(found[key])
            for key, value in found["averaged"].items():
                self.averaged[key].copy_(value)
            self.step, self.steps = found["step"], found["steps"]

    def keep(self):
        if time.time() - self.kept > CHECKPOINT_EVERY:
            content = {key: part.state_dict() for key, part in self.parts.items()}
            torch.save({**content, "averaged": self.averaged, "step": self.step, "steps": self.steps}, self.path)
            self.kept = time.time()


if __name__ == "__main__":
    main()
