"""Types of pictures, masks and points, and named sizes and boxes instead of bare tuples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

import numpy as np
from numpy.typing import NDArray

RgbImage = NDArray[np.uint8]
"""RGB picture (H, W, 3)."""
RgbaImage = NDArray[np.uint8]
"""RGB picture with straight alpha (H, W, 4)."""
LabelMap = NDArray[np.uint8]
"""Ids per pixel (H, W)."""
HardMask = NDArray[np.bool_]
"""In or out per pixel (H, W)."""
SoftMask = NDArray[np.float32]
"""Coverage in [0, 1] per pixel (H, W)."""
Points = NDArray[np.float64]
"""Positions (N, 2), x then y, in the pixels that the docstring beside it names."""
PhotoPoints = NewType("PhotoPoints", Points)
"""Positions (N, 2) in pixels of the photo, whatever its size."""
ViewPoints = NewType("ViewPoints", Points)
"""Positions (N, 2) in pixels of a reduced part of the photo, see `tryon.body.view.RegionView`."""
GarmentPoints = NewType("GarmentPoints", Points)
"""Positions (N, 2) in pixels of a garment's picture."""


@dataclass(frozen=True)
class Size:
    """Extent of a picture in pixels."""

    width: int
    height: int

    @classmethod
    def of(cls, image: NDArray[np.generic]) -> Size:
        """Read the size of an (H, W) or (H, W, C) array."""
        return cls(width=image.shape[1], height=image.shape[0])


@dataclass(frozen=True)
class Box:
    """Axis-parallel box in pixels: ``right`` and ``bottom`` lie just past it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.bottom - self.top

    @property
    def edges(self) -> list[int]:
        """Left, top, right and bottom, as reports list them."""
        return [self.left, self.top, self.right, self.bottom]

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index that cuts the box out of an (H, W, …) array."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, margin: int, *, limit: Size) -> Box:
        """Return the box with ``margin`` pixels added on each side, clipped to a picture's size."""
        return Box(
            left=max(0, self.left - margin),
            top=max(0, self.top - margin),
            right=min(limit.width, self.right + margin),
            bottom=min(limit.height, self.bottom + margin),
        )

    def moved(self, x: int, y: int) -> Box:
        """Return the box shifted to the right and downwards."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def strips(self, height: int) -> list[Box]:
        """Return strips of so many rows, the last one of what is left, that make up the box."""
        tops = range(self.top, self.bottom, height)
        return [Box(self.left, top, self.right, min(top + height, self.bottom)) for top in tops]

    def overlap(self, other: Box) -> Box | None:
        """Return what both boxes have in common; None if they lie apart."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if left < right and top < bottom else None

    @classmethod
    def around(cls, mask: HardMask) -> Box | None:
        """Return the smallest box around all set pixels of a mask, or None for an empty one."""
        rows = np.flatnonzero(mask.any(axis=1))
        if rows.size == 0:
            return None
        columns = np.flatnonzero(mask[rows[0] : rows[-1] + 1].any(axis=0))
        return cls(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
