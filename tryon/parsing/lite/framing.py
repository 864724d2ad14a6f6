"""Cropping a part of the photo and resizing it to a size that the network takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from tryon.geometry import Box, RgbImage, Size
from tryon.parsing.lite.network import MULTIPLE, STRIDE

_LARGE_SIDE = 1200
"""A photo whose long side is twice this or more is halved until it is not."""


@dataclass(frozen=True)
class Frame:
    """The part of a photo that a network input shows.

    Attributes:
        box: part of the photo that is shown, in pixels of the photo.
        content: its size in the network's input, at the top left; the rest is padding.
        padded: the whole input, a multiple of 32 each way.
    """

    box: Box
    content: Size
    padded: Size

    @property
    def cells(self) -> Size:
        """Extent of the content in output cells, rounded up."""
        return Size(-(-self.content.width // STRIDE), -(-self.content.height // STRIDE))


def frame_around(box: Box, *, area: int, long_side: int, max_zoom: float) -> Frame:
    """Choose an input size for ``box``.

    Args:
        box: what to show.
        area: about how many input pixels to spend.
        long_side: the most that either side may have.
        max_zoom: the most that the photo may be enlarged.
    """
    zoom = min(
        math.sqrt(area / (box.width * box.height)),
        long_side / max(box.width, box.height),
        max_zoom,
    )
    content = Size(max(STRIDE, round(box.width * zoom)), max(STRIDE, round(box.height * zoom)))
    return Frame(
        box=box,
        content=content,
        padded=Size(_round_up(content.width), _round_up(content.height)),
    )


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

    def cut(self, box: Box, size: Size) -> RgbImage:
        """Return a box of the photo at another size, exact to half a pixel of its source."""
        level = 0
        while (
            level + 1 < len(self.levels)
            and box.width >= size.width << (level + 1)
            and box.height >= size.height << (level + 1)
        ):
            level += 1
        rows = slice(box.top >> level, -(-box.bottom >> level))
        columns = slice(box.left >> level, -(-box.right >> level))
        return resize(self.levels[level][rows, columns], size)


def cut_frame(photo: Pyramid, frame: Frame) -> RgbImage:
    """Resize the frame's box of a photo and pad it by replicating its border."""
    content = photo.cut(frame.box, frame.content)
    right = frame.padded.width - frame.content.width
    bottom = frame.padded.height - frame.content.height
    padded = cv2.copyMakeBorder(content, 0, bottom, 0, right, cv2.BORDER_REPLICATE)
    return np.asarray(padded, dtype=np.uint8)


def resize(image: RgbImage, size: Size) -> RgbImage:
    """Resize (H, W, 3): averaged where it shrinks, bilinear where it grows.

    Halving first is ten times faster than averaging a large photo at once, and averages the same
    pixels but for a last odd row or column.
    """
    while image.shape[1] >= 2 * size.width and image.shape[0] >= 2 * size.height:
        image = _halved(image)
    shrinks = size.width < image.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    resized = cv2.resize(image, (size.width, size.height), interpolation=method)
    return np.asarray(resized, dtype=np.uint8)


def _halved(image: RgbImage) -> RgbImage:
    height, width = image.shape[0] // 2, image.shape[1] // 2
    even = image[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA))


def _round_up(side: int) -> int:
    return -(-side // MULTIPLE) * MULTIPLE
