"""A photo in several sizes, from which the crops for networks are cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tryon.geometry import Box, RgbImage, Size
from tryon.late import cv2

_LARGE_SIDE = 1200
"""A photo whose long side is twice this or more is halved until it is not."""


@dataclass(frozen=True, eq=False)
class Pyramid:
    """A photo and smaller copies of it, from which crops are made.

    Averaging a large photo takes longer than the network: it is done once, not for every crop.

    Attributes:
        levels: the photo (H, W, 3) and its halvings.
    """

    levels: tuple[RgbImage, ...]

    @classmethod
    def of(cls, image: RgbImage) -> Pyramid:
        """Halve a photo until it is small enough."""
        levels = [image]
        while max(levels[-1].shape) >= 2 * _LARGE_SIDE and min(levels[-1].shape[:2]) > 1:
            levels.append(_halved(levels[-1]))
        return cls(tuple(levels))

    @property
    def size(self) -> Size:
        """Extent of the photo."""
        return Size.of(self.levels[0])

    def cut(self, box: Box, size: Size, *, shrink: int = cv2.INTER_AREA) -> RgbImage:
        """Return a box of the photo at another size, exact to half a pixel of its source.

        Args:
            box: which part.
            size: its size afterwards.
            shrink: OpenCV's way to reduce the last bit, to half at most.
        """
        level = 0
        while (
            level + 1 < len(self.levels)
            and box.width >= size.width << (level + 1)
            and box.height >= size.height << (level + 1)
        ):
            level += 1
        rows = slice(box.top >> level, -(-box.bottom >> level))
        columns = slice(box.left >> level, -(-box.right >> level))
        return resize(self.levels[level][rows, columns], size, shrink=shrink)


def resize(image: RgbImage, size: Size, *, shrink: int = cv2.INTER_AREA) -> RgbImage:
    """Resize (H, W, 3): averaged where it shrinks, bilinear where it grows.

    Halving first is ten times faster than averaging a large photo at once, and averages the same
    pixels but for a last odd row or column.
    """
    while image.shape[1] >= 2 * size.width and image.shape[0] >= 2 * size.height:
        image = _halved(image)
    method = shrink if size.width < image.shape[1] else cv2.INTER_LINEAR
    resized = cv2.resize(image, (size.width, size.height), interpolation=method)
    return np.asarray(resized, dtype=np.uint8)


def _halved(image: RgbImage) -> RgbImage:
    height, width = image.shape[0] // 2, image.shape[1] // 2
    even = image[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA))
