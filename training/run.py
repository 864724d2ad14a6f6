"""One run of a training within a wall-clock budget; started again, it goes on.

The learning rate follows the share of the budget that is spent, so a run always ends annealed
however fast the machine is. ``last.pt`` is written every few minutes.
"""

from __future__ import annotations

import math
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from types import FrameType
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn

from training.checkpoint import Averaged, load_checkpoint, save_checkpoint
from training.network import EncodedNetwork

_WARM_UP_STEPS = 200
_ENCODER_RATE_FACTOR = 0.4
_LOG_STEPS = 50
_FROZEN_BLOCKS = 3
"""The blocks down to stride 4, which rest in the end: a third of a step's time."""

Targets = TypeVar("Targets")


def rate_factor(progress: float, step: int) -> float:
    """Return the factor of the peak learning rate: linear warm-up, then half a cosine to 1 %."""
    cosine = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(progress, 1.0)))
    return cosine * min(1.0, (step + 1) / _WARM_UP_STEPS)


def build_optimizer(network: nn.Module, rate: float) -> torch.optim.AdamW:
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


@dataclass(frozen=True)
class Plan:
    """How a run goes.

    Attributes:
        out: where ``last.pt`` lies.
        minutes: the budget.
        rate: peak learning rate.
        freeze_from: share of the budget from which the first blocks rest.
        save_every_s: seconds between two saves.
        max_steps: most steps.
    """

    out: Path
    minutes: float
    rate: float
    freeze_from: float
    save_every_s: float
    max_steps: int = 10**9


class Run(Generic[Targets]):
    """One run: network, its average, optimizer and clock.

    Args:
        network: what is trained, with the weights it begins with.
        plan: how.
        batches: makes images (N, H, W, 3) uint8 and their targets, given a seed and the progress.
        losses: scalars that add up to the total, by name, for what the network says of a batch.
    """

    def __init__(
        self,
        network: EncodedNetwork,
        plan: Plan,
        batches: Callable[[int, Synchronized[float]], Iterator[tuple[Tensor, Targets]]],
        losses: Callable[[Any, Targets], dict[str, Tensor]],
    ) -> None:
        to: Callable[..., EncodedNetwork] = network.to  # its types leave memory_format out
        self.network = to(memory_format=torch.channels_last)
        self.plan, self.losses = plan, losses
        self.budget_s = 60.0 * plan.minutes
        self.checkpoint = plan.out / "last.pt"
        self.optimizer = build_optimizer(self.network, plan.rate)
        self.average = Averaged(self.network)
        self.step, self.spent_s = 0, 0.0
        if self.checkpoint.exists():
            self.step, self.spent_s = load_checkpoint(
                self.checkpoint, self.network, self.average, self.optimizer
            )
            print(f"resumed at step {self.step}, {self.spent_s / 60:.1f} minutes spent")
        self.progress = multiprocessing.Value("d", self.spent_s / self.budget_s)
        self.batches = batches(1000 + self.step, self.progress)
        self.is_stopping = False

    def train(self) -> None:
        """Train until the budget is spent or the process is asked to end; then save."""
        self.network.train()
        since_save = time.monotonic()
        sums: dict[str, float] = {}
        is_frozen = False
        signal.signal(signal.SIGTERM, self._stop)
        while (
            self.spent_s < self.budget_s
            and self.step < self.plan.max_steps
            and not self.is_stopping
        ):
            start = time.monotonic()
            if not is_frozen and self.progress.value >= self.plan.freeze_from:
                self.network.encoder.freeze(_FROZEN_BLOCKS)
                is_frozen = True
            for name, loss in self._train_step().items():
                sums[name] = sums.get(name, 0.0) + float(loss.detach())
            self.spent_s += time.monotonic() - start
            self.progress.value = self.spent_s / self.budget_s
            self.step += 1
            if self.step % _LOG_STEPS == 0:
                self._log(sums)
                sums.clear()
            if time.monotonic() - since_save > self.plan.save_every_s:
                self.save()
                since_save = time.monotonic()
        self.save()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _train_step(self) -> dict[str, Tensor]:
        image, targets = next(self.batches)
        factor = rate_factor(self.progress.value, self.step)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        pixels: Tensor = image.permute(0, 3, 1, 2).float()  # channels last in memory already
        with torch.autocast("cpu", torch.bfloat16):
            heads = self.network(pixels)
        losses = self.losses(heads, targets)
        torch.autograd.backward(torch.stack(list(losses.values())).sum())
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update(self.network, self.step)
        return losses

    def _log(self, sums: dict[str, float]) -> None:
        means = {name: total / _LOG_STEPS for name, total in sums.items()}
        text = " ".join(f"{name} {mean:.3f}" for name, mean in means.items())
        total = sum(means.values())
        minutes = self.spent_s / 60
        print(f"step {self.step} {minutes:.1f} min {text} total {total:.3f}", flush=True)

    def save(self) -> None:
        """Write ``last.pt``, all or nothing."""
        save_checkpoint(
            self.checkpoint, self.network, self.average, self.optimizer, self.step, self.spent_s
        )
