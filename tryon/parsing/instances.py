"""What the network of an instance parser finds, before parts are assigned to people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Size
from tryon.imaging import write_atomically


@dataclass(frozen=True, eq=False)
class Instance:
    """One part or one person that the network found.

    Attributes:
        category: the network's class.
        score: confidence in [0, 1].
        mask_bits: pixels (H, ceil(W / 8)) uint8, packed along x as `numpy.packbits` does: a large
            photo has many masks, and a bit is an eighth of a bool.
        size: extent of the photo.
    """

    category: int
    score: float
    mask_bits: NDArray[np.uint8]
    size: Size

    def __post_init__(self) -> None:
        shape = (self.size.height, -(-self.size.width // 8))
        if self.mask_bits.shape != shape or self.mask_bits.dtype != np.uint8:
            raise ValueError(f"mask_bits must be {shape} uint8, got {self.mask_bits.shape}")

    @property
    def mask(self) -> HardMask:
        """The pixels (H, W)."""
        return np.unpackbits(self.mask_bits, axis=1, count=self.size.width).view(np.bool_)


def save_instances(path: Path, instances: Sequence[Instance], size: Size) -> None:
    """Write ``category``, ``score``, ``mask_bits`` and ``size_hw`` as one ``.npz``.

    Raises:
        ExportError: if the file cannot be written; half a file is never left.
    """
    shape = (size.height, -(-size.width // 8))
    bits = [instance.mask_bits for instance in instances]
    write_atomically(
        path,
        lambda file: np.savez(
            file,
            category=np.array([instance.category for instance in instances], dtype=np.int16),
            score=np.array([instance.score for instance in instances], dtype=np.float32),
            mask_bits=np.stack(bits) if bits else np.empty((0, *shape), dtype=np.uint8),
            size_hw=np.array([size.height, size.width], dtype=np.int64),
        ),
    )
