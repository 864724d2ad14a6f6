"""Pictures in falling sizes, so that a view never touches more pixels than it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from tryon.geometry import LabelMap, RgbImage, Size
from tryon.late import cv2
from tryon.ui.kit.qimage import RgbaTable, labels_to_qimage, rgb_to_qimage

SMALLEST_SIDE = 512
"""Halving stops when the longer side gets below this."""
FAST_PIXELS = 4_000_000
"""Larger levels keep the format that takes least memory."""


@dataclass(frozen=True, eq=False)
class Level:
    """One size of a picture.

    Attributes:
        image: what is drawn; a view of ``pixels``.
        pixels: the memory behind it.
        scale: pixels of this level per photo pixel (1, 1/2, 1/4, …).
    """

    image: QImage
    pixels: NDArray[np.uint8]
    scale: float


@dataclass(frozen=True, eq=False)
class Pyramid:
    """A picture in halving sizes, largest first."""

    size: Size
    levels: tuple[Level, ...]

    def level_for(self, scale: float) -> Level:
        """Return the smallest level that has a pixel for each device pixel at ``scale``, if any."""
        fitting = [level for level in self.levels if level.scale >= min(scale, 1.0)]
        return fitting[-1] if fitting else self.levels[0]


def photo_pyramid(pixels: RgbImage, size: Size | None = None) -> Pyramid:
    """Halve a photo (H, W, 3) by averaging; the largest level is shared, not copied.

    Args:
        pixels: the photo.
        size: its extent, if the pixels show it reduced.
    """
    pixels = np.ascontiguousarray(pixels)
    size = size or Size.of(pixels)
    levels = [Level(rgb_to_qimage(pixels), pixels, pixels.shape[1] / size.width)]
    while max(levels[-1].pixels.shape[:2]) > SMALLEST_SIDE:
        last = levels[-1]
        size_wh = (max(1, last.pixels.shape[1] // 2), max(1, last.pixels.shape[0] // 2))
        half = np.asarray(cv2.resize(last.pixels, size_wh, interpolation=cv2.INTER_AREA), np.uint8)
        levels.append(Level(rgb_to_qimage(half), half, last.scale / 2))
    return Pyramid(size, tuple(levels))


def _fast_to_draw(image: QImage) -> QImage:
    """Convert a small image to the painter's own format; return a large one as it is."""
    if image.width() * image.height() > FAST_PIXELS:
        return image
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def label_pyramid(labels: LabelMap, colors: RgbaTable) -> Pyramid:
    """Halve a label map (H, W) by taking every second pixel, never mixing, and colour each id."""
    labels = np.ascontiguousarray(labels)
    levels = [Level(labels_to_qimage(labels, colors), labels, 1.0)]
    while max(levels[-1].pixels.shape) > SMALLEST_SIDE:
        last = levels[-1]
        half = np.ascontiguousarray(last.pixels[::2, ::2])
        levels.append(Level(labels_to_qimage(half, colors), half, last.scale / 2))
    levels = [replace(level, image=_fast_to_draw(level.image)) for level in levels]
    return Pyramid(Size.of(labels), tuple(levels))
