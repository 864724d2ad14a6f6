"""Feeds batches from one worker process; the view size follows the training's progress."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from training.augment import ViewSize
from training.losses import BatchTargets
from training.scenes import SceneComposer
from training.targets import targets_of_view

_SMALL_SIZES = (ViewSize(288, 224), ViewSize(256, 256), ViewSize(224, 288))
_FULL_SIZES = (
    ViewSize(384, 288), ViewSize(384, 288), ViewSize(352, 320), ViewSize(320, 352),
)  # fmt: skip
_SMALL_UNTIL = 0.5
"""Share of the training spent on small views, which cost half: more photos in the same time."""

Batch = tuple[Tensor, BatchTargets]


def training_names(folder: Path) -> list[str]:
    """List the prepared photos, ``<set>/<id>``, without the validation split."""
    held_out = set((Path(__file__).parent / "validation_ids.txt").read_text().split())
    suffix = ".target.npy"
    found = sorted(
        f"{path.parent.name}/{path.name[: -len(suffix)]}" for path in folder.glob(f"*/*{suffix}")
    )
    return [name for name in found if name not in held_out]


class SceneBatches(IterableDataset[Batch]):
    """Endless batches.

    Args:
        folder: output of ``training.prepare``.
        batch_size: views in a batch, all of one size.
        seed: of the random choices.
        progress: shared share of the training that is done, 0 to 1.
    """

    def __init__(
        self, folder: Path, batch_size: int, seed: int, progress: Synchronized[float]
    ) -> None:
        self._folder, self._batch_size, self._seed = folder, batch_size, seed
        self._progress = progress

    def __iter__(self) -> Iterator[Batch]:
        """Yield uint8 images (N, H, W, 3) and their targets."""
        cv2.setNumThreads(0)
        composer = SceneComposer(self._folder, training_names(self._folder), self._seed)
        rng = np.random.default_rng(self._seed)
        while True:
            sizes = _SMALL_SIZES if self._progress.value < _SMALL_UNTIL else _FULL_SIZES
            size = sizes[rng.integers(len(sizes))]
            views = [composer.compose(size) for _ in range(self._batch_size)]
            planes = zip(*(targets_of_view(view) for view in views), strict=True)
            codes, *rest = (torch.from_numpy(np.stack(plane)) for plane in planes)
            image = torch.from_numpy(np.stack([view.image for view in views]))
            yield image, BatchTargets(codes.long(), *rest)


def batches(
    folder: Path, batch_size: int, seed: int, progress: Synchronized[float]
) -> Iterator[Batch]:
    """Start the worker and iterate its batches."""
    dataset = SceneBatches(folder, batch_size, seed, progress)
    return iter(DataLoader(dataset, batch_size=None, num_workers=1, prefetch_factor=4))
