"""Trains the reader within a wall-clock budget; started again, it goes on.

    python -m training.reader.train --minutes 70

See `training.run` for how.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from training.batches import EndlessBatches
from training.checkpoint import imagenet_weights
from training.reader.losses import Targets, compute_losses
from training.reader.network import GarmentReader, Heads
from training.reader.pictures import PictureMaker, View
from training.reader.prepare import SIDE
from training.run import Plan, Run

_SMALL_SIDE = 192
_SMALL_UNTIL = 0.45
"""Up to this share of the budget pictures are smaller, so that more of them are seen."""
_FREEZE_FROM = 0.1
"""Share of the budget from which the first blocks rest."""

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


class _PictureBatches(EndlessBatches[Batch]):
    """Endless batches of pictures."""

    def __iter__(self) -> Iterator[Batch]:
        """Yield uint8 images (N, H, W, 3) and their targets."""
        cv2.setNumThreads(1)
        maker = PictureMaker(self.folder, self.seed)
        while True:
            side = _SMALL_SIDE if self.progress.value < _SMALL_UNTIL else SIDE
            yield batch_of([maker.make() for _ in range(self.batch_size)], side)


def _losses(heads: Heads, targets: Targets) -> dict[str, Tensor]:
    return compute_losses(heads, targets)._asdict()


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
    network = GarmentReader()
    network.encoder.load_state_dict(imagenet_weights())
    Run(
        network,
        Plan(args.out, args.minutes, args.rate, _FREEZE_FROM, args.save_every_s),
        lambda seed, progress: _PictureBatches(args.data, args.batch, seed, progress).started(),
        _losses,
    ).train()


if __name__ == "__main__":
    main()
