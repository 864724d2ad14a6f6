"""Trains the reader within a wall-clock budget; started again, it goes on.

    python -m training.reader.train --minutes 70

The learning rate follows the share of the budget that is spent. ``last.pt`` is written every few
minutes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from types import FrameType

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from training.checkpoint import Averaged, imagenet_weights, load_checkpoint, save_checkpoint
from training.reader.losses import Losses, Targets, compute_losses
from training.reader.network import GarmentReader
from training.reader.pictures import PictureMaker, View
from training.reader.prepare import SIDE
from training.train import rate_factor

_ENCODER_RATE_FACTOR = 0.4
_LOG_STEPS = 50
_SMALL_SIDE = 192
_SMALL_UNTIL = 0.45
"""Up to this share of the budget pictures are smaller, so that more of them are seen."""
_FROZEN_BLOCKS = 3
_FREEZE_FROM = 0.1

Batch = tuple[Tensor, Targets]


def batch_of(views: list[View], side: int) -> Batch:
    """Stack views, reduced to ``side`` pixels."""
    images = [
        view.image
        if side == SIDE
        else cv2.resize(view.image, (side, side), interpolation=cv2.INTER_AREA)
        for view in views
    ]
    return torch.from_numpy(np.stack(images)), Targets(
        torch.tensor([view.kind for view in views]),
        torch.tensor([view.turn for view in views]),
        torch.from_numpy(np.stack([view.cover for view in views])),
        torch.from_numpy(np.stack([view.inside for view in views])),
        torch.from_numpy(np.stack([(view.points + 0.5) / SIDE for view in views])).float(),
        torch.from_numpy(np.stack([view.are_points_known for view in views])),
    )


class _Batches(IterableDataset[Batch]):
    """Endless batches, made by one worker."""

    def __init__(
        self, folder: Path, batch_size: int, seed: int, progress: Synchronized[float]
    ) -> None:
        self._folder, self._batch_size, self._seed = folder, batch_size, seed
        self._progress = progress

    def __iter__(self) -> Iterator[Batch]:
        cv2.setNumThreads(1)
        maker = PictureMaker(self._folder, self._seed)
        while True:
            side = _SMALL_SIDE if self._progress.value < _SMALL_UNTIL else SIDE
            yield batch_of([maker.make() for _ in range(self._batch_size)], side)


def build_optimizer(network: GarmentReader, rate: float) -> torch.optim.AdamW:
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
        self.network = GarmentReader()
        self.network.encoder.load_state_dict(imagenet_weights())
        to: Callable[..., GarmentReader] = self.network.to  # its types leave memory_format out
        self.network = to(memory_format=torch.channels_last)
        self.optimizer = build_optimizer(self.network, args.rate)
        self.average = Averaged(self.network)
        self.step, self.spent_s = 0, 0.0
        if (self.out / "last.pt").exists():
            self.step, self.spent_s = load_checkpoint(
                self.out / "last.pt", self.network, self.average, self.optimizer
            )
            print(f"resumed at step {self.step}, {self.spent_s / 60:.1f} minutes spent")
        self.progress = multiprocessing.Value("d", self.spent_s / self.budget_s)
        dataset = _Batches(args.data, args.batch, 1000 + self.step, self.progress)
        loader = DataLoader(dataset, batch_size=None, num_workers=1, prefetch_factor=4)
        self.batches = iter(loader)
        self.is_stopping = False

    def run(self, save_every_s: float) -> None:
        """Train until the budget is spent or the process is asked to end; then save."""
        self.network.train()
        since_save = time.monotonic()
        sums = torch.zeros(len(Losses._fields))
        is_frozen = False
        signal.signal(signal.SIGTERM, self._stop)
        while self.spent_s < self.budget_s and not self.is_stopping:
            start = time.monotonic()
            if not is_frozen and self.progress.value >= _FREEZE_FROM:
                self.network.encoder.freeze(_FROZEN_BLOCKS)
                is_frozen = True
            sums += torch.stack(self._train_step()).detach()
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
        losses = compute_losses(heads, targets)
        torch.autograd.backward(torch.stack(losses).sum())
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.average.update(self.network, self.step)
        return losses

    def _log(self, means: Tensor) -> None:
        text = " ".join(f"{n} {v:.3f}" for n, v in zip(Losses._fields, means, strict=True))
        print(f"step {self.step} {self.spent_s / 60:.1f} min {text}", flush=True)

    def save(self) -> None:
        """Write ``last.pt``, all or nothing."""
        path = self.out / "last.pt"
        save_checkpoint(path, self.network, self.average, self.optimizer, self.step, self.spent_s)


def main() -> None:
    """Run or resume a training."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("runs/reader/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--minutes", type=float, default=70.0)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--save-every-s", type=float, default=120.0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    torch.set_num_threads(args.threads)
    Trainer(args).run(args.save_every_s)


if __name__ == "__main__":
    main()
