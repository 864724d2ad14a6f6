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
    size = Size.of(image)

    coarse = np.where(grid[0] >= 0.5, names[grid[1:].argmax(axis=0)], 0).astype(np.uint8)
    refined = _enlarge(coarse, size)
    certainty = _enlarge((grid[0] * 255).astype(np.uint8), size)

    rows, columns = np.nonzero(_enlarge(_near_edges(coarse).astype(np.uint8), size))
    if rows.size:
        values = _filter_at(image, grid, rows, columns)  # (1 + C, P)
        is_own = values[0] >= 0.5
        refined[rows, columns] = np.where(is_own, names[values[1:].argmax(axis=0)], 0)
        certainty[rows, columns] = (values[0].clip(0, 1) * 255).astype(np.uint8)
    return RefinedPerson(labels=refined, certainty=certainty)


def _enlarge(values: NDArray[np.uint8], size: Size) -> NDArray[np.uint8]:
    resized = cv2.resize(values, (size.width, size.height), interpolation=cv2.INTER_NEAREST_EXACT)
    return np.asarray(resized, dtype=np.uint8)


def _near_edges(coarse: LabelMap) -> HardMask:
    """Give the cells within reach of the filter of a cell with another label."""
    kernel = np.ones((2 * RADIUS + 1, 2 * RADIUS + 1), dtype=np.uint8)
    return np.asarray(cv2.dilate(coarse, kernel) != cv2.erode(coarse, kernel))


def _filter_at(
    image: RgbImage,
    grid: NDArray[np.float32],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
) -> NDArray[np.float32]:
    """Evaluate the guided filter of each channel of ``grid`` (C, h, w) at P photo pixels (C, P)."""
    height, width = grid.shape[1:]
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    guide = _Guide(np.divide(small, 255, dtype=np.float32))
    colors = image[rows, columns].astype(np.float32) / 255  # (P, 3)

    pad = -len(rows) % _ROW
    scale_x, scale_y = width / image.shape[1], height / image.shape[0]
    map_x = np.pad(((columns + 0.5) * scale_x - 0.5).astype(np.float32), (0, pad)).reshape(-1, _ROW)
    map_y = np.pad(((rows + 0.5) * scale_y - 0.5).astype(np.float32), (0, pad)).reshape(-1, _ROW)

    values = np.empty((len(grid), len(rows)), dtype=np.float32)
    for channel, plane in enumerate(grid):
        line = guide.coefficients(plane)
        sampled = cv2.remap(line, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        slope, intercept = np.split(sampled.reshape(-1, 4)[: len(rows)], [3], axis=1)
        values[channel] = (slope * colors).sum(axis=1) + intercept[:, 0]
    return values


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
