"""Trains the bundled parser within a wall-clock budget; started again, it goes on.

    python -m training.train --out runs/lite --minutes 90

The learning rate follows the share of the budget that is spent, so a run always ends annealed
however fast the machine is. ``last.pt`` is written every few minutes.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import torch
from torch import Tensor, nn

from training.checkpoint import (
    Averaged,
    imagenet_weights,
    load_checkpoint,
    load_network,
    save_checkpoint,
)
from training.loader import batches
from training.losses import Losses, class_weights, compute_losses
from training.network import LiteParser

_WARM_UP_STEPS = 200
_ENCODER_RATE_FACTOR = 0.4
_LOG_STEPS = 50
_FREEZE_FROM = 0.25
_FROZEN_BLOCKS = 3
"""From this share of the budget on, the blocks down to stride 4 rest: a third of a step's time.
A run that starts from another run's weights rests them from its first step."""


def rate_factor(progress: float, step: int) -> float:
    """Return the factor of the peak learning rate: linear warm-up, then half a cosine to 1 %."""
    cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
    return cosine * min(1.0, (step + 1) / _WARM_UP_STEPS)


def build_optimizer(network: LiteParser, rate: float) -> torch.optim.AdamW:
    """AdamW with a slower encoder, and no decay of biases and normalisation."""
    groups = []
    for is_encoder in (True, False):
        for is_matrix in (True, False):
            parameters = [
                parameter
                for name, parameter in network.named_parameters()
                if name.startswith("encoder.") == is_encoder and (parameter.ndim > 1) == is_matrix
            ]
            groups.append(
                {
                    "params": parameters,
                    "peak": rate * (_ENCODER_RATE_FACTOR if is_encoder else 1.0),
                    "weight_decay": 0.02 if is_matrix else 0.0,
                }
            )
    return torch.optim.AdamW(groups, lr=rate, fused=True)


class Trainer:
    """One run: network, its average, optimizer and clock."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.out: Path = args.out
        self.budget_s = 60.0 * args.minutes
        self.freeze_from = _FREEZE_FROM
        if args.start_from is None:
            self.network = LiteParser()
            self.network.encoder.load_state_dict(imagenet_weights())
        else:
            self.network = load_network(args.start_from, averaged=False)
            self.freeze_from = 0.0
        to: Callable[..., LiteParser] = self.network.to  # its types leave memory_format out
        self.network = to(memory_format=torch.channels_last)
        self.optimizer = build_optimizer(self.network, args.rate)
        self.average = Averaged(self.network)
        self.step = 0
        self.spent_s = 0.0
        if (self.out / "last.pt").exists():
            self.step, self.spent_s = load_checkpoint(
                self.out / "last.pt", self.network, self.average, self.optimizer
            )
            print(f"resumed at step {self.step}, {self.spent_s / 60:.1f} minutes spent")
        self.progress = multiprocessing.Value("d", self.spent_s / self.budget_s)
        self.batches = batches(args.data, args.batch, 1000 + self.step, self.progress)
        self.weights = class_weights()
        self.is_stopping = False

    def run(self, save_every_s: float, max_steps: int) -> None:
        """Train until the budget is spent or the process is asked to end; then save."""
        self.network.train()
        since_save = time.monotonic()
        sums = torch.zeros(len(Losses._fields))
        is_frozen = False
        signal.signal(signal.SIGTERM, self._stop)
        while self.spent_s < self.budget_s and self.step < max_steps and not self.is_stopping:
            start = time.monotonic()
            if not is_frozen and self.progress.value >= self.freeze_from:
                self.network.encoder.freeze(_FROZEN_BLOCKS)
                is_frozen = True
            losses = self._train_step()
            sums += torch.stack(losses).detach()
            self.spent_s += time.monotonic() - start
            self.progress.value = self.spent_s / self.budget_s
            self.step += 1
            if self.step % _LOG_STEPS == 0:
                self._log(sums / _LOG_STEPS)
                sums.zero_()
            if time.monotonic() - since_save > save_every_s:
                self.save()
                since_save = time.monotonic()
        self.save()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _train_step(self) -> Losses:
        image, targets = next(self.batches)
        factor = rate_factor(self.progress.value, self.step)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        pixels: Tensor = image.permute(0, 3, 1, 2).float()  # channels last in memory already
        with torch.autocast("cpu", torch.bfloat16):
            heads = self.network(pixels)
        losses = compute_losses(heads, targets, self.weights)
        torch.autograd.backward(torch.stack(losses).sum())
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update(self.network, self.step)
        return losses

    def _log(self, means: Tensor) -> None:
        text = " ".join(f"{n} {v:.3f}" for n, v in zip(Losses._fields, means, strict=True))
        print(
            f"step {self.step} {self.spent_s / 60:.1f} min {text} total {means.sum():.3f}",
            flush=True,
        )

    def save(self) -> None:
        """Write ``last.pt``, all or nothing."""
        save_checkpoint(
            self.out / "last.pt",
            self.network,
            self.average,
            self.optimizer,
            self.step,
            self.spent_s,
        )


def main() -> None:
    """Run or resume a training."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("runs/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/lite"))
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument(
        "--start-from", type=Path, help="another run's checkpoint instead of ImageNet's weights"
    )
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--max-steps", type=int, default=10**9)
    parser.add_argument("--save-every-s", type=float, default=180.0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    torch.set_num_threads(os.cpu_count() or 2)
    Trainer(args).run(args.save_every_s, args.max_steps)


if __name__ == "__main__":
    main()
