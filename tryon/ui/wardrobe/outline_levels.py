"""A picture with its coverage in falling sizes, painted only where it shows and has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from tryon.garments.outline.outline import Coverage
from tryon.geometry import Box, RgbImage, Size
from tryon.late import cv2

SMALLEST_SIDE = 512
"""Halving stops when the longer side gets below this."""
_TILE = 256
"""Side in pixels of what is painted at once."""
_DIMMED = 0.4
"""How much of the picture shows where nothing is covered."""
_CHECK = 12
"""Side of the squares of the checkerboard in pixels."""
_CHECKS = 205, 235
"""Their two greys."""

Colour = tuple[int, int, int]


class Surroundings(Enum):
    """What shows where nothing is covered."""

    DIMMED = "dimmed"
    CHECKERBOARD = "checkerboard"


def blended(picture: RgbImage, coverage: Coverage, around: RgbImage) -> RgbImage:
    """Return a picture (h, w, 3) where it is covered (h, w), and another where it is not."""
    weight = coverage.astype(np.float32) * np.float32(1 / 255)
    return np.asarray(cv2.blendLinear(picture, around, weight, 1 - weight), np.uint8)


def dimmed(picture: RgbImage, tint: Colour) -> RgbImage:
    """Return a picture (h, w, 3) paler and in a tint."""
    tints = [(1 - _DIMMED) * value for value in tint]
    table = np.clip(np.arange(256)[:, None] * _DIMMED + tints, 0, 255)
    return np.asarray(cv2.LUT(picture, table[None].astype(np.uint8)), np.uint8)


def checkerboard(box: Box) -> RgbImage:
    """Return a part (h, w, 3) of an endless checkerboard."""
    rows = np.arange(box.top, box.bottom)[:, None] // _CHECK
    columns = np.arange(box.left, box.right)[None] // _CHECK
    greys = np.where((rows + columns) % 2 == 0, *_CHECKS).astype(np.uint8)
    return np.repeat(greys[..., None], 3, axis=2)


@dataclass(frozen=True, eq=False)
class _Level:
    """One size of the picture.

    Attributes:
        step: pixels of the picture per pixel of this level.
        picture: its colours (h, w, 3).
        shown: what is painted (h, w, 4), in the byte order of the screen.
        is_done: which of its tiles are painted.
    """

    step: int
    picture: RgbImage
    shown: NDArray[np.uint8]
    is_done: NDArray[np.bool_]


class OutlineLevels:
    """A picture and its coverage as images that a view draws.

    Args:
        picture: colours (H, W, 3).
        coverage_in: returns the coverage of a box.
        tint: of what is not covered.
    """

    def __init__(
        self, picture: RgbImage, coverage_in: Callable[[Box], Coverage], tint: Colour
    ) -> None:
        self._size, self._coverage_in, self._tint = Size.of(picture), coverage_in, tint
        self._surroundings = Surroundings.DIMMED
        self._crop: Box | None = None
        self._levels = [_level(picture, 1)]
        while max(picture.shape[:2]) > SMALLEST_SIDE:
            picture = _halved(picture)
            self._levels.append(_level(picture, 2 * self._levels[-1].step))

    def set_surroundings(self, surroundings: Surroundings) -> None:
        """Set what shows where nothing is covered."""
        self._surroundings = surroundings
        self.forget()

    def set_crop(self, crop: Box | None) -> None:
        """Set outside which box nothing is covered."""
        self._crop = crop
        self.forget()

    def forget(self) -> None:
        """Paint everything anew when it is looked at."""
        for level in self._levels:
            level.is_done[:] = False

    def change(self, box: Box) -> None:
        """Paint a box of the picture anew, where it has been painted."""
        for level in self._levels:
            within = Box(
                box.left // level.step,
                box.top // level.step,
                -(-box.right // level.step),
                -(-box.bottom // level.step),
            )
            for row, column, tile in _tiles(level, within):
                if level.is_done[row, column]:
                    self._paint(level, _common(tile, within))

    def image(self, scale: float, visible: Box) -> tuple[QImage, int]:
        """Return an image to draw a part of the picture from, and its pixels per pixel.

        Args:
            scale: device pixels per pixel of the picture.
            visible: the part that shows.

        Returns:
            All of the picture at a size that is sharp enough, right in that part, and how many
            pixels of the picture each of its pixels stands for.
        """
        fitting = [level for level in self._levels if 1 / level.step >= min(scale, 1.0)]
        level = fitting[-1]
        within = Box(
            visible.left // level.step,
            visible.top // level.step,
            -(-visible.right // level.step),
            -(-visible.bottom // level.step),
        )
        for row, column, tile in _tiles(level, within):
            if not level.is_done[row, column]:
                self._paint(level, tile)
                level.is_done[row, column] = True
        height, width = level.shown.shape[:2]
        image = QImage(level.shown.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        return image, level.step

    def _paint(self, level: _Level, box: Box) -> None:
        picture = level.picture[box.slices]
        if self._surroundings is Surroundings.CHECKERBOARD:
            around = checkerboard(box)
        else:
            around = dimmed(picture, self._tint)
        mixed = blended(picture, self._reduced_coverage(level, box), around)
        level.shown[box.slices] = cv2.cvtColor(mixed, cv2.COLOR_RGB2BGRA)

    def _reduced_coverage(self, level: _Level, box: Box) -> Coverage:
        """Return the coverage of a box of a level (h, w), averaged over each pixel's."""
        step, size = level.step, self._size
        full = Box(
            box.left * step,
            box.top * step,
            min(box.right * step, size.width),
            min(box.bottom * step, size.height),
        )
        coverage = self._coverage_in(full)
        if self._crop is not None:
            kept, inner = np.zeros_like(coverage), _common(self._crop, full)
            if inner.width > 0 and inner.height > 0:
                part = inner.moved(-full.left, -full.top).slices
                kept[part] = coverage[part]
            coverage = kept
        missing = (box.height * step - full.height, box.width * step - full.width)
        if any(missing):
            coverage = np.pad(coverage, [(0, count) for count in missing], mode="edge")
        size_wh = (box.width, box.height)
        return np.asarray(cv2.resize(coverage, size_wh, interpolation=cv2.INTER_AREA), np.uint8)


def _level(picture: RgbImage, step: int) -> _Level:
    height, width = picture.shape[:2]
    is_done = np.zeros((-(-height // _TILE), -(-width // _TILE)), np.bool_)
    return _Level(step, picture, np.empty((height, width, 4), np.uint8), is_done)


def _halved(picture: RgbImage) -> RgbImage:
    """Return a picture (H, W, 3) with the mean of 2 x 2 pixels for each, of fewer at its end."""
    height, width = (-(-side // 2) for side in picture.shape[:2])
    extra = 2 * height - picture.shape[0], 2 * width - picture.shape[1]
    even = cv2.copyMakeBorder(picture, 0, extra[0], 0, extra[1], cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _tiles(level: _Level, within: Box) -> list[tuple[int, int, Box]]:
    """List row, column and box of the tiles that a box of a level touches."""
    height, width = level.picture.shape[:2]
    box = _common(within, Box(0, 0, width, height))
    return [
        (
            top // _TILE,
            left // _TILE,
            Box(left, top, min(left + _TILE, width), min(top + _TILE, height)),
        )
        for top in range(box.top // _TILE * _TILE, box.bottom, _TILE)
        for left in range(box.left // _TILE * _TILE, box.right, _TILE)
    ]


def _common(first: Box, second: Box) -> Box:
    """Return what two boxes have in common; its width or height is not positive if nothing."""
    return Box(
        max(first.left, second.left),
        max(first.top, second.top),
        min(first.right, second.right),
        min(first.bottom, second.bottom),
    )
