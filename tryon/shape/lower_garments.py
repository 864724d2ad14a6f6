"""Measuring trousers and skirts from their silhouettes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask
from tryon.pixels.masks import row_runs
from tryon.shape.figure import (
    LimbEnd,
    SkirtFigure,
    Strip,
    TrousersFigure,
    TrousersLandmarks,
    to_point,
)
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import STATIONS

_DEEPEST_CROTCH = 1.05
"""Greatest depth of the crotch below the waist, in widths of the hips."""


class EmptyLegError(ValueError):
    """All of a shape lies on one side of where its legs divide."""


def measure_trousers(mask: HardMask) -> TrousersFigure:
    """Measure flat trousers in pixels of ``mask`` (H, W).

    Raises:
        EmptyLegError: if one of the legs is not there.
        ValueError: if nothing is there.
    """
    box = Box.around(mask)
    if box is None:
        raise ValueError("nothing to measure in an empty mask")
    crotch = _crotch(mask, box)
    split = _split_line(mask, box, crotch)
    legs = Pair.of(lambda side: _leg_strip(mask, split, side))
    landmarks = TrousersLandmarks(
        waists=legs.map(lambda leg: to_point(leg.left[0])),
        crotch=to_point(crotch),
        cuffs=legs.map(LimbEnd.of),
    )
    return TrousersFigure(landmarks, legs)


def _crotch(mask: HardMask, box: Box) -> NDArray[np.float64]:
    """Find where the gap between the legs begins, or guess it where the legs touch."""
    middle = (box.left + box.right) / 2
    deepest = box.top + min(0.85 * box.height, _DEEPEST_CROTCH * _hip_width(mask, box))
    for y in range(box.top + box.height // 8, box.bottom):
        runs = row_runs(mask[y])
        runs = runs[(runs[:, 1] - runs[:, 0]) > 0.08 * box.width]
        if len(runs) >= 2:
            gap = (runs[0, 1] + runs[1, 0]) / 2
            if abs(gap - middle) < 0.2 * box.width:
                fraction = min(1.0, (deepest - box.top) / (y - box.top))
                return np.array([middle + fraction * (gap - middle), min(y, deepest)], np.float64)
    return np.array([middle, deepest])


def _hip_width(mask: HardMask, box: Box) -> float:
    upper = mask[box.top : box.top + max(2, box.height // 3)]
    return float(np.percentile(upper.sum(axis=1), 80))


def _split_line(mask: HardMask, box: Box, crotch: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return per row (H, 2) where the left leg ends and the right one begins."""
    split = np.empty((mask.shape[0], 2))
    top_runs = row_runs(np.asarray(mask[box.top : min(box.top + 4, box.bottom)].any(axis=0)))
    waist_x = (top_runs[0, 0] + top_runs[-1, 1]) / 2
    rows = np.arange(mask.shape[0])
    split[:] = np.interp(rows, [box.top, crotch[1]], [waist_x, crotch[0]])[:, None]
    gap_edges = np.array([crotch[0], crotch[0]])
    for y in range(int(crotch[1]), box.bottom):
        runs = row_runs(mask[y])
        if len(runs) >= 2:
            gaps = runs[1:, 0] - runs[:-1, 1]
            widest = int(np.argmax(gaps))
            gap_edges = np.array([runs[widest, 1], runs[widest + 1, 0]], np.float64)
        split[y] = gap_edges
    return split


def _leg_strip(mask: HardMask, split: NDArray[np.float64], side: Side) -> Strip:
    """Sample one leg from waist to cuff; ``left`` is its outer edge, ``right`` the inner one."""
    columns = np.arange(mask.shape[1])
    half = mask & ((columns < split[:, :1]) if side is Side.LEFT else (columns >= split[:, 1:]))
    rows = np.flatnonzero(half.any(axis=1))
    if not len(rows):
        raise EmptyLegError(f"the {side.value} leg is empty")
    outer = np.empty(len(rows))
    inner = np.empty(len(rows))
    for i, y in enumerate(rows):
        xs = np.flatnonzero(half[y])
        first, last = float(xs[0]), float(xs[-1] + 1)
        outer[i], inner[i] = (first, last) if side is Side.LEFT else (last, first)
    ys = np.linspace(rows[0], rows[-1], STATIONS + 2)
    ys[0], ys[-1] = ys[0] + 1, ys[-1] - 1
    left = np.stack([np.interp(ys, rows, outer), ys], axis=1)
    right = np.stack([np.interp(ys, rows, inner), ys], axis=1)
    return Strip(left, right)


def measure_skirt(mask: HardMask) -> SkirtFigure:
    """Measure a skirt, flat or worn, in pixels of ``mask`` (H, W)."""
    rows = np.flatnonzero(mask.any(axis=1))
    edges = np.array([[np.flatnonzero(mask[y])[0], np.flatnonzero(mask[y])[-1] + 1] for y in rows])
    ys = np.linspace(rows[0] + 1, rows[-1] - 1, STATIONS)
    left = np.stack([np.interp(ys, rows, edges[:, 0]), ys], axis=1)
    right = np.stack([np.interp(ys, rows, edges[:, 1]), ys], axis=1)
    return SkirtFigure.of(Strip(left, right))
