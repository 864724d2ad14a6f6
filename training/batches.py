"""Endless batches for a training, made by a worker beside it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import TypeVar

from torch.utils.data import DataLoader, IterableDataset

Batch = TypeVar("Batch")


class EndlessBatches(IterableDataset[Batch]):
    """Endless batches, made by one worker.

    Args:
        folder: what they are made of.
        batch_size: views in a batch, all of one size.
        seed: of the random choices.
        progress: shared share of the training that is done, 0 to 1.
    """

    def __init__(
        self, folder: Path, batch_size: int, seed: int, progress: Synchronized[float]
    ) -> None:
        self.folder, self.batch_size, self.seed = folder, batch_size, seed
        self.progress = progress

    @abstractmethod
    def __iter__(self) -> Iterator[Batch]:
        """Yield batches without an end."""

    def started(self) -> Iterator[Batch]:
        """Start the worker and iterate its batches."""
        return iter(DataLoader(self, batch_size=None, num_workers=1, prefetch_factor=4))
