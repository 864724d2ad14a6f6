"""Feeds batches from one worker process; the view size follows the training's progress."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from training.augment import ViewSize
from training.batches import EndlessBatches
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


class SceneBatches(EndlessBatches[Batch]):
    """Endless batches of scenes, made of the output of ``training.prepare``."""

    def __iter__(self) -> Iterator[Batch]:
        """Yield uint8 images (N, H, W, 3) and their targets."""
        cv2.setNumThreads(0)
        composer = SceneComposer(self.folder, training_names(self.folder), self.seed)
        rng = np.random.default_rng(self.seed)
        while True:
            sizes = _SMALL_SIZES if self.progress.value < _SMALL_UNTIL else _FULL_SIZES
            size = sizes[rng.integers(len(sizes))]
            views = [composer.compose(size) for _ in range(self.batch_size)]
            planes = zip(*(targets_of_view(view) for view in views), strict=True)
            codes, *rest = (torch.from_numpy(np.stack(plane)) for plane in planes)
            image = torch.from_numpy(np.stack([view.image for view in views]))
            yield image, BatchTargets(codes.long(), *rest)
