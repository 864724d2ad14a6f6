"""Landmarks of a flat garment, read from its silhouette."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.figure import (
    Figure,
    Point,
    SkirtFigure,
    SkirtLandmarks,
    SleeveLandmarks,
    TopFigure,
    TopLandmarks,
    TrousersFigure,
    TrousersLandmarks,
    Tube,
)
from tryon.garments.garment import GarmentCategory
from tryon.garments.silhouette import (
    central_runs,
    filled_polygon,
    largest_part,
    limb_tube,
    line_mask,
    part_at,
    row_runs,
    top_outline,
)
from tryon.geometry import Box, HardMask

WORK_SIDE = 360
"""Silhouettes are measured at this size at most; it is fine enough for landmarks."""

_SHOULDER_SLOPE = 1.8
"""Gain in width per drop in height that tells a shoulder from the side of a skirt."""

_LONG = 2.48
"""Height of a dress in widths of its body; the longest T-shirts have less."""

_DEEPEST_ARMPIT = 0.95
_USUAL_ARMPIT = 0.5
"""Depth of the armhole's lower end below the neck, in widths of the body."""

STATIONS = 9
"""Samples along each edge."""


def find_figure(alpha: NDArray[np.uint8], category: GarmentCategory) -> Figure:
    """Measure a garment.

    Args:
        alpha: coverage (H, W) uint8 of the cut-out garment, upright and front view.
        category: what it is.

    Returns:
        Landmarks and outline samples in pixels of ``alpha``.

    Raises:
        GarmentError: if there is nothing to measure.
    """
    scale = min(1.0, WORK_SIDE / max(alpha.shape))
    size = max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale))
    small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    mask = largest_part(np.pad(small >= 128, 2))
    if mask.sum() < 60:
        raise GarmentError("the garment is too small to be measured; use a larger picture of it.")
    ratio = np.array([alpha.shape[1] / size[0], alpha.shape[0] / size[1]])
    offset = -2 * ratio  # the padding
    match category:
        case GarmentCategory.TOP | GarmentCategory.DRESS:
            return _measure_top(mask).moved(ratio, offset)
        case GarmentCategory.TROUSERS:
            return measure_trousers(mask)[0].moved(ratio, offset)
        case GarmentCategory.SKIRT:
            return measure_skirt(mask).moved(ratio, offset)


def guess_category(alpha: NDArray[np.uint8]) -> GarmentCategory:
    """Guess what a garment is from its silhouette (H, W) uint8; the user can say otherwise.

    Trousers part into two legs; tops and dresses have a neck between two shoulders, and a dress
    is long for its chest; what remains is a skirt.
    """
    box = Box.around(np.asarray(alpha >= 128))
    if box is None:
        raise GarmentError("no garment found: the picture is fully transparent.")
    mask = alpha[box.slices] >= 128
    small = cv2.resize(mask.astype(np.uint8), (200, 200), interpolation=cv2.INTER_AREA) > 0
    aspect = box.height / box.width
    if _has_legs(small):
        return GarmentCategory.TROUSERS
    outline = top_outline(small)
    if _has_shoulders(small, aspect) or _dips_between_straps(outline):
        return GarmentCategory.DRESS if _is_long(small, aspect) else GarmentCategory.TOP
    return GarmentCategory.SKIRT


def _has_legs(small: HardMask) -> bool:
    """Whether most lower rows show two runs of like width with a gap in the middle."""
    votes = 0
    for y in range(120, 190, 5):
        runs = row_runs(small[y])
        runs = runs[(runs[:, 1] - runs[:, 0]) > 12]
        if len(runs) == 2 and runs[0, 1] < 125 and runs[1, 0] > 75:
            first, second = runs[0, 1] - runs[0, 0], runs[1, 1] - runs[1, 0]
            votes += bool(0.5 < first / second < 2.0)
    return votes >= 6


def _has_shoulders(small: HardMask, aspect: float) -> bool:
    """Whether the silhouette widens at a shoulder's low slope just below its upper edge."""
    spans = [np.ptp(np.flatnonzero(small[y])) / 200 for y in (6, 14, 24)]
    steepest = max(spans[1] - spans[0], spans[2] - spans[1])
    return bool(steepest / (0.045 * aspect) > _SHOULDER_SLOPE)


def _dips_between_straps(outline: NDArray[np.float64]) -> bool:
    """Whether the upper edge is lower in the middle than on both sides of it."""
    middle = float(np.nanmedian(outline[90:110]))
    left, right = np.nanmin(outline[10:85]), np.nanmin(outline[115:190])
    return bool(middle - max(left, right) > 5)


def _is_long(small: HardMask, aspect: float) -> bool:
    """Whether the garment is long for the width of its body, sleeves not counted."""
    body = float(np.median(small[90:130].sum(axis=1))) / 200
    for y in range(90, 130, 4):
        runs = row_runs(small[y])
        body = min(body, float((runs[:, 1] - runs[:, 0]).max()) / 200)
    return aspect / max(body, 0.1) > 2.35


def _measure_top(mask: HardMask) -> TopFigure:
    axis = np.full(mask.shape[0], _axis(mask))
    runs = central_runs(mask, axis, slack=mask.shape[1] * 0.1)
    armpits = [_armpit(mask, runs, axis[0], side) for side in (0, 1)]
    shoulders = [_shoulder(mask, armpits[side], axis[0], side) for side in (0, 1)]
    necks = [_neck(mask, shoulders[side], axis[0], side) for side in (0, 1)]
    torso = _rows_tube(runs, armpits)
    outline = np.concatenate(
        [
            torso.left[::-1],
            [armpits[0], shoulders[0], necks[0]],
            [necks[1], shoulders[1], armpits[1]],
            torso.right,
        ]
    )
    limbs = mask & ~filled_polygon(mask.shape, outline)
    sleeves = [_sleeve(limbs, shoulders[s], armpits[s], axis[0], s) for s in (0, 1)]
    column = np.flatnonzero(mask[:, int(axis[0])])
    centre = np.array([axis[0], column[0] if len(column) else necks[0][1]])
    bottom = np.array([axis[0], column[-1] + 1.0 if len(column) else torso.left[-1][1]])
    waist = 1 + int(np.argmin(np.linalg.norm(torso.left - torso.right, axis=1)[1:-1]))
    landmarks = TopLandmarks(
        neck_left=_point(necks[0]),
        neck_right=_point(necks[1]),
        neck_centre=_point(centre),
        shoulder_left=_point(shoulders[0]),
        shoulder_right=_point(shoulders[1]),
        armpit_left=_point(armpits[0]),
        armpit_right=_point(armpits[1]),
        waist_left=_point(torso.left[waist]),
        waist_right=_point(torso.right[waist]),
        hem_left=_point(torso.left[-1]),
        hem_right=_point(torso.right[-1]),
        hem_centre=_point(bottom),
        sleeve_left=_sleeve_end(sleeves[0]),
        sleeve_right=_sleeve_end(sleeves[1]),
    )
    return TopFigure(landmarks, torso, sleeves[0], sleeves[1])


def _sleeve_end(sleeve: Tube | None) -> SleeveLandmarks | None:
    if sleeve is None:
        return None
    return SleeveLandmarks(_point(sleeve.left[-1]), _point(sleeve.right[-1]))


def _axis(mask: HardMask) -> float:
    """Find the x that parts the garment's lower half best: the middle of its body there."""
    box = Box.around(mask)
    assert box is not None
    middle = (box.left + box.right) / 2
    lower = slice(box.top + box.height // 2, box.bottom)
    runs = central_runs(mask[lower], np.full(mask[lower].shape[0], middle), slack=box.width / 4)
    centres = runs.mean(axis=1)
    centres = centres[np.isfinite(centres)]
    return float(0.5 * middle + 0.5 * np.median(centres)) if len(centres) else middle


def _armpit(
    mask: HardMask, runs: NDArray[np.float64], axis: float, side: int
) -> NDArray[np.float64]:
    """Find the deepest notch of the side's outline between sleeve (or strap) and hem."""
    box = Box.around(mask)
    assert box is not None
    best, depth = None, 0.025 * box.width
    for far, ends, notch in _notches(_half(mask, axis, side)):
        outward = (axis - far[0]) if side == 0 else (far[0] - axis)
        below = far[1] > box.top + 0.12 * box.height
        spans = ends[:, 1].max() > far[1] + 0.08 * box.height
        if outward > 0.08 * box.width and below and spans and notch > depth:
            best, depth = far, notch
    body = _body_width(runs)
    if best is not None and best[1] <= box.top + _DEEPEST_ARMPIT * body:
        return best
    y = int(box.top + min(_USUAL_ARMPIT * body, 0.4 * box.height))
    if best is None:
        x = float(runs[y, side]) if np.isfinite(runs[y, side]) else axis
        return np.array([x, y], np.float64)
    _separate_sleeve(runs, side, np.array([best[0], y], np.float64), best)
    return np.array([best[0], y], np.float64)


def _half(mask: HardMask, axis: float, side: int) -> HardMask:
    columns = np.arange(mask.shape[1])
    return largest_part(mask & ((columns <= axis) if side == 0 else (columns >= axis)))


def _notches(half: HardMask) -> list[tuple[NDArray[np.float64], NDArray[np.float64], float]]:
    """Give the dents of an outline: deepest point (2,), ends of the dent (2, 2), depth."""
    contours, _ = cv2.findContours(half.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return []
    contour = max(contours, key=len)
    hull = np.sort(cv2.convexHull(contour, returnPoints=False), axis=0)[::-1]
    defects = cv2.convexityDefects(contour, np.ascontiguousarray(hull))
    if np.ndim(defects) == 0:  # None for an outline without a dent
        return []
    points = contour[:, 0].astype(np.float64)
    return [
        (points[far], points[[start, end]], float(notch) / 256)
        for start, end, far, notch in defects.reshape(-1, 4)
    ]


def _separate_sleeve(
    runs: NDArray[np.float64], side: int, armpit: NDArray[np.float64], gap: NDArray[np.float64]
) -> None:
    """Draw the body's edge where a sleeve lies against it: from the armpit to their gap."""
    rows = np.arange(int(armpit[1]), int(gap[1]) + 1)
    runs[rows, side] = np.interp(rows, [armpit[1], gap[1]], [armpit[0], gap[0]])


def _body_width(runs: NDArray[np.float64]) -> float:
    """Give the usual width of the body below the sleeves."""
    known = np.flatnonzero(np.isfinite(runs[:, 0]))
    lower = known[len(known) // 2 :]
    return float(np.percentile(runs[lower, 1] - runs[lower, 0], 30))


def _shoulder(
    mask: HardMask, armpit: NDArray[np.float64], axis: float, side: int
) -> NDArray[np.float64]:
    """Find the upper outline above the armpit; without a sleeve, the outermost upper corner."""
    sign = -1.0 if side == 0 else 1.0
    above = mask.copy()
    above[int(armpit[1]) + 1 :] = False
    ys, xs = np.nonzero(above)
    on_side = sign * (xs - axis) > 0
    ys, xs = ys[on_side], xs[on_side]
    if not len(xs):
        return np.array([armpit[0], max(0.0, armpit[1] - 10)])
    outward = sign * (xs - axis)
    half = sign * (armpit[0] - axis)
    limit = np.minimum(outward.max(), half * 0.97)
    off = np.abs(outward - limit)
    near = off <= max(1.0, 0.04 * half, float(off.min()))
    pick = np.flatnonzero(near)[np.argmin(ys[near])]
    return np.array([xs[pick], ys[pick]], np.float64)


def _neck(
    mask: HardMask, shoulder: NDArray[np.float64], axis: float, side: int
) -> NDArray[np.float64]:
    """Find the corner where the shoulder's rise ends, towards the middle."""
    outline = top_outline(mask)
    low, high = sorted((shoulder[0], axis))
    xs = np.arange(int(low), int(high) + 1)
    xs = xs[np.isfinite(outline[xs])]
    if not len(xs):
        return shoulder
    cost = outline[xs] + 0.15 * np.abs(xs - shoulder[0])
    pick = int(np.argmin(cost))
    return np.array([xs[pick], outline[xs[pick]]], np.float64)


def _rows_tube(runs: NDArray[np.float64], roots: list[NDArray[np.float64]]) -> Tube:
    """Sample the body from the roots (armpits or waist corners) to the hem, row by row."""
    known = np.flatnonzero(np.isfinite(runs[:, 0]))
    bottom = known[-1]
    widths = runs[known, 1] - runs[known, 0]
    solid = known[widths > 0.6 * np.median(widths[len(widths) // 2 :])]
    bottom = int(solid[-1])
    edges = []
    for side in (0, 1):
        ys = np.linspace(roots[side][1], bottom, STATIONS)
        xs = np.interp(ys, known, runs[known, side])
        xs[0] = roots[side][0]
        edges.append(np.stack([xs, ys], axis=1))
    return Tube(edges[0], edges[1])


def _sleeve(
    limbs: HardMask,
    shoulder: NDArray[np.float64],
    armpit: NDArray[np.float64],
    axis: float,
    side: int,
) -> Tube | None:
    columns = np.arange(limbs.shape[1])
    on_side = (columns < axis) if side == 0 else (columns > axis)
    root = np.stack([shoulder, armpit])
    limb = part_at(limbs & on_side, line_mask(limbs.shape, root, thickness=5))
    tube = limb_tube(limb, root, count=STATIONS)
    armhole = float(np.linalg.norm(shoulder - armpit))
    if tube is None or tube.length < 0.3 * armhole or limb.sum() < 0.12 * armhole**2:
        return None
    return tube


def measure_trousers(mask: HardMask) -> tuple[TrousersFigure, HardMask]:
    """Measure trousers, flat or worn, in pixels of ``mask`` (H, W); also give their right half."""
    box = Box.around(mask)
    if box is None:
        raise ValueError("nothing to measure in an empty mask")
    crotch = _crotch(mask, box)
    split = _split_line(mask, box, crotch)
    legs = [_leg_tube(mask, split, side) for side in (0, 1)]
    landmarks = TrousersLandmarks(
        waist_left=_point(legs[0].left[0]),
        waist_right=_point(legs[1].left[0]),
        crotch=_point(crotch),
        cuff_outer_left=_point(legs[0].left[-1]),
        cuff_inner_left=_point(legs[0].right[-1]),
        cuff_outer_right=_point(legs[1].left[-1]),
        cuff_inner_right=_point(legs[1].right[-1]),
    )
    right = np.arange(mask.shape[1]) >= split[:, 1:]
    return TrousersFigure(landmarks, legs[0], legs[1]), np.asarray(mask & right)


def _crotch(mask: HardMask, box: Box) -> NDArray[np.float64]:
    """Find where the gap between the legs begins; guess it where the legs touch all the way."""
    middle = (box.left + box.right) / 2
    for y in range(box.top + box.height // 8, box.bottom):
        runs = row_runs(mask[y])
        runs = runs[(runs[:, 1] - runs[:, 0]) > 0.08 * box.width]
        if len(runs) >= 2:
            gap = (runs[0, 1] + runs[1, 0]) / 2
            if abs(gap - middle) < 0.2 * box.width:
                return np.array([gap, y], np.float64)
    return np.array([middle, box.top + min(0.85 * box.height, 1.05 * _hip_width(mask, box))])


def _hip_width(mask: HardMask, box: Box) -> float:
    upper = mask[box.top : box.top + max(2, box.height // 3)]
    return float(np.percentile(upper.sum(axis=1), 80))


def _split_line(mask: HardMask, box: Box, crotch: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give per row (H, 2) where the left leg ends and the right one begins."""
    split = np.empty((mask.shape[0], 2))
    top_runs = row_runs(mask[min(box.top + 3, box.bottom - 1)])
    waist = (top_runs[0, 0] + top_runs[-1, 1]) / 2
    rows = np.arange(mask.shape[0])
    split[:] = np.interp(rows, [box.top, crotch[1]], [waist, crotch[0]])[:, None]
    last = np.array([crotch[0], crotch[0]])
    for y in range(int(crotch[1]), box.bottom):
        runs = row_runs(mask[y])
        if len(runs) >= 2:
            gaps = runs[1:, 0] - runs[:-1, 1]
            widest = int(np.argmax(gaps))
            last = np.array([runs[widest, 1], runs[widest + 1, 0]], np.float64)
        split[y] = last
    return split


def _leg_tube(mask: HardMask, split: NDArray[np.float64], side: int) -> Tube:
    """Sample one leg from waist to cuff; ``left`` is its outer edge, ``right`` the inner one."""
    columns = np.arange(mask.shape[1])
    half = mask & ((columns < split[:, :1]) if side == 0 else (columns >= split[:, 1:]))
    rows = np.flatnonzero(half.any(axis=1))
    outer = np.empty(len(rows))
    inner = np.empty(len(rows))
    for i, y in enumerate(rows):
        xs = np.flatnonzero(half[y])
        first, last = float(xs[0]), float(xs[-1] + 1)
        outer[i], inner[i] = (first, last) if side == 0 else (last, first)
    ys = np.linspace(rows[0], rows[-1], STATIONS + 2)
    ys[0], ys[-1] = ys[0] + 1, ys[-1] - 1
    left = np.stack([np.interp(ys, rows, outer), ys], axis=1)
    right = np.stack([np.interp(ys, rows, inner), ys], axis=1)
    return Tube(left, right)


def measure_skirt(mask: HardMask) -> SkirtFigure:
    """Measure a skirt, flat or worn, in pixels of ``mask`` (H, W)."""
    rows = np.flatnonzero(mask.any(axis=1))
    edges = np.array([[np.flatnonzero(mask[y])[0], np.flatnonzero(mask[y])[-1] + 1] for y in rows])
    ys = np.linspace(rows[0] + 1, rows[-1] - 1, STATIONS)
    left = np.stack([np.interp(ys, rows, edges[:, 0]), ys], axis=1)
    right = np.stack([np.interp(ys, rows, edges[:, 1]), ys], axis=1)
    landmarks = SkirtLandmarks(
        waist_left=_point(left[0]),
        waist_right=_point(right[0]),
        hem_left=_point(left[-1]),
        hem_right=_point(right[-1]),
    )
    return SkirtFigure(landmarks, Tube(left, right))


def _point(position: NDArray[np.float64]) -> Point:
    return Point(float(position[0]), float(position[1]))
