"""Legs under a skirt or dress: where trousers would lie, and what a shorter hem reveals."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.geometry import Box, HardMask
from tryon.pixels.masks import filled_polygon, row_runs

_HIP_DEPTH = 0.45
"""Depth below the waist at which the hips are widest, in widths of the waist."""
_CROTCH_DEPTH = 0.95
"""Depth of the crotch below the waist, in widths of the waist."""
_WIDEST_HIPS = 1.3
"""Greatest width of the hips, in widths of the waist; a wider skirt flares."""
_LEAST_WAIST = 0.7
"""Least width of the row where a waist begins, as a fraction of the width of the rows below."""


def legs_under(view: RegionView, cloth: HardMask) -> HardMask:
    """Draw legs (h, w) from the waist of a skirt or dress to where they show below its hem.

    Args:
        view: the person.
        cloth: the skirt (h, w), or the dress from its waist down.

    Returns:
        Both legs as one silhouette with a gap, as wide as close-fitting trousers.
    """
    box = Box.around(below_ragged_top(cloth))
    assert box is not None
    waist = _extent(cloth, box.top, box.top + max(2, box.height // 12))
    width = waist[1] - waist[0]
    hip_y = min(box.top + _HIP_DEPTH * width, box.bottom - 1.0)
    hips = _extent(cloth, int(hip_y) - 2, int(hip_y) + 3)
    middle = (waist[0] + waist[1]) / 2
    half_hips = min((hips[1] - hips[0]) / 2, _WIDEST_HIPS * width / 2)
    shown = view.legs & (np.arange(view.shape[0])[:, None] >= box.top + _HIP_DEPTH * width)
    ends = _leg_tops(shown, middle, half_hips, float(box.bottom))
    crotch = np.array([middle, min(box.top + _CROTCH_DEPTH * width, box.bottom - 2.0)])
    top, hip = float(box.top), float(hip_y)
    left, right, y = ends
    legs = shown & (np.arange(view.shape[0])[:, None] >= y)
    widened = cv2.dilate(legs.astype(np.uint8), np.ones((1, 5), np.uint8)) > 0
    outline_left = [(waist[0], top), (middle - half_hips, hip), (left[0], y), (left[1], y), crotch]
    outline_right = [
        (waist[1], top),
        (middle + half_hips, hip),
        (right[1], y),
        (right[0], y),
        crotch,
    ]
    drawn = np.asarray(widened)
    for outline in (outline_left, outline_right):
        drawn = drawn | filled_polygon(view.shape, np.array([*outline, (middle, top)], np.float64))
    return drawn


def below_ragged_top(cloth: HardMask) -> HardMask:
    """Drop the uppermost rows of a skirt or trousers (h, w) that are narrower than the waist."""
    widths = cloth.sum(axis=1)
    rows = np.flatnonzero(widths)
    upper = widths[rows[: max(3, len(rows) // 3)]]
    first = rows[int(np.argmax(upper >= _LEAST_WAIST * np.percentile(upper, 80)))]
    result = cloth.copy()
    result[:first] = False
    return result


def _extent(mask: HardMask, first: int, last: int) -> tuple[float, float]:
    """Return the median left and right end of the rows from ``first`` to before ``last``."""
    rows = [row_runs(row) for row in mask[max(0, first) : last] if row.any()]
    if not rows:
        box = Box.around(mask)
        assert box is not None
        return float(box.left), float(box.right)
    return (
        float(np.median([runs[0, 0] for runs in rows])),
        float(np.median([runs[-1, 1] for runs in rows])),
    )


def _leg_tops(
    shown: HardMask, middle: float, half_hips: float, bottom: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return both ends (2,) of the left and of the right leg where the hem ends, and that y."""
    guess = (
        np.array([middle - 0.75 * half_hips, middle - 0.12 * half_hips]),
        np.array([middle + 0.12 * half_hips, middle + 0.75 * half_hips]),
        bottom,
    )
    rows = np.flatnonzero(shown.sum(axis=1) > 0.25 * half_hips)
    rows = rows[rows > bottom - 1.0 * half_hips]
    if not len(rows):
        return guess
    for y in rows[: max(1, int(0.6 * half_hips))][::-1]:
        runs = row_runs(shown[y])
        runs = runs[(runs[:, 1] - runs[:, 0]) > 0.12 * half_hips].astype(np.float64)
        if len(runs) >= 2:
            return runs[0], runs[-1], float(y)
        if len(runs) == 1 and runs[0, 1] - runs[0, 0] > 0.7 * half_hips:
            split = float(runs[0].mean())
            return np.array([runs[0, 0], split - 1]), np.array([split + 1, runs[0, 1]]), float(y)
    return guess
