"""Edges at photo resolution: a fast guided filter, evaluated only where parts meet.

The network answers on a grid several photo pixels wide. A guided filter (He et al. 2013; fast
form: He and Sun, arXiv 1505.00996) makes each probability a local linear function of the photo's
colour, so that its edges snap to those of the photo: q(x) = a(x) . I(x) + b(x). Colour, not grey:
a sleeve and an arm are often equally bright. The coefficients are found on the grid; the
photo-sized part is done for pixels near an edge only, everything else keeps its grid cell's label.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, LabelMap, RgbImage, Size, SoftMask
from tryon.labels import LABEL_COUNT

RADIUS = 4
"""Filter window's reach, in grid cells."""
EPSILON = 1e-3
"""Variance of the guide (colours in [0, 1]) below which an area counts as flat."""
MEDIUM_SIDE = 1200
FINE_REACH = 2
"""A large photo is done at this long side first, and then only as far around the edges found."""
MIN_PEAK = 0.2
"""A label that is nowhere more probable than this is not looked at."""
_ROW = 4096
"""Points in a row of the sampling maps; OpenCV allows 32766."""


@dataclass(frozen=True, eq=False)
class RefinedPerson:
    """One person at photo resolution, within a box (H, W).

    Attributes:
        labels: CIHP ids (H, W) uint8; 0 where this person is not.
        certainty: probability (H, W) uint8, 0-255, that a pixel is this person's.
    """

    labels: LabelMap
    certainty: NDArray[np.uint8]


def refine_person(image: RgbImage, labels: NDArray[np.float32], own: SoftMask) -> RefinedPerson:
    """Bring one person's probabilities from the grid to the photo.

    Args:
        image: the photo inside the box (H, W, 3).
        labels: probability (20, h, w) float32 of each label on the grid that covers the box.
        own: probability (h, w) float32 that a cell is this person's.
    """
    present = [i for i in range(1, LABEL_COUNT) if (labels[i] * own).max(initial=0.0) >= MIN_PEAK]
    if not present:
        empty = np.zeros(image.shape[:2], dtype=np.uint8)
        return RefinedPerson(labels=empty, certainty=empty)
    names = np.array(present, dtype=np.uint8)
    grid = np.concatenate([own[None], labels[present]])  # (1 + C, h, w)
    field = _Field(image, grid)
    refined = np.where(grid[0] >= 0.5, names[grid[1:].argmax(axis=0)], 0).astype(np.uint8)
    certainty = (grid[0] * 255).astype(np.uint8)
    reach = RADIUS
    for level in _levels(image):
        size = Size.of(level)
        near = _enlarge(_near_edges(refined, reach).astype(np.uint8), size)
        refined, certainty = _enlarge(refined, size), _enlarge(certainty, size)
        rows, columns = np.nonzero(near)
        values = field.values_at(level, rows, columns)  # (1 + C, P)
        is_own = values[0] >= 0.5
        refined[rows, columns] = np.where(is_own, names[values[1:].argmax(axis=0)], 0)
        certainty[rows, columns] = (values[0].clip(0, 1) * 255).astype(np.uint8)
        reach = FINE_REACH
    return RefinedPerson(labels=refined, certainty=certainty)


def _levels(image: RgbImage) -> tuple[RgbImage, ...]:
    """Give the photo, after a smaller copy of it if it is large."""
    scale = MEDIUM_SIDE / max(image.shape[:2])
    if scale > 0.7:
        return (image,)
    medium = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(medium, dtype=np.uint8), image


def _enlarge(values: NDArray[np.uint8], size: Size) -> NDArray[np.uint8]:
    resized = cv2.resize(values, (size.width, size.height), interpolation=cv2.INTER_NEAREST_EXACT)
    return np.asarray(resized, dtype=np.uint8)


def _near_edges(labels: LabelMap, reach: int) -> HardMask:
    """Give the cells within reach of one with another label."""
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), dtype=np.uint8)
    return np.asarray(cv2.dilate(labels, kernel) != cv2.erode(labels, kernel))


class _Field:
    """The guided filter of each channel of a grid (C, h, w), to be evaluated anywhere."""

    def __init__(self, image: RgbImage, grid: NDArray[np.float32]) -> None:
        height, width = grid.shape[1:]
        small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
        guide = _Guide(np.divide(small, 255, dtype=np.float32))
        self._lines = [guide.coefficients(plane) for plane in grid]

    def values_at(
        self, image: RgbImage, rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Give the values (C, P) at P pixels of the photo, or of a smaller copy of it."""
        colors = image[rows, columns].astype(np.float32) / 255  # (P, 3)
        height, width = self._lines[0].shape[:2]
        map_x = _grid_positions(columns, width / image.shape[1])
        map_y = _grid_positions(rows, height / image.shape[0])
        values = np.empty((len(self._lines), len(rows)), dtype=np.float32)
        for channel, line in enumerate(self._lines if len(rows) else ()):
            sampled = cv2.remap(
                line, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            )
            slope, intercept = np.split(sampled.reshape(-1, 4)[: len(rows)], [3], axis=1)
            values[channel] = (slope * colors).sum(axis=1) + intercept[:, 0]
        return values


def _grid_positions(pixels: NDArray[np.intp], scale: float) -> NDArray[np.float32]:
    """Give where pixel middles lie on the grid, in rows of a length that OpenCV takes."""
    positions = ((pixels + 0.5) * scale - 0.5).astype(np.float32)
    return np.pad(positions, (0, -len(pixels) % _ROW)).reshape(-1, _ROW)


class _Guide:
    """A colour guide (h, w, 3) in [0, 1] and what the filter of every plane needs of it."""

    def __init__(self, colors: NDArray[np.float32]) -> None:
        self._colors = colors
        self._mean = _box_mean(colors)
        products = colors[..., :, None] * colors[..., None, :]  # (h, w, 3, 3)
        moments = _box_mean(products.reshape(*colors.shape[:2], 9)).reshape(products.shape)
        covariance = moments - self._mean[..., :, None] * self._mean[..., None, :]
        flat = np.eye(3, dtype=np.float32) * EPSILON
        self._inverse = np.linalg.inv(covariance + flat)

    def coefficients(self, plane: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give the averaged slopes and intercept (h, w, 4), eq. 14 to 16 of He et al. 2013."""
        mean = _box_mean(plane)
        joint = _box_mean(self._colors * plane[..., None]) - self._mean * mean[..., None]
        slope = np.einsum("hwij,hwj->hwi", self._inverse, joint)
        intercept = mean - np.einsum("hwi,hwi->hw", slope, self._mean)
        return _box_mean(np.dstack([slope, intercept]).astype(np.float32))


def _box_mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
    side = 2 * RADIUS + 1
    return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REPLICATE))
