"""Measuring a flat top or dress from its silhouette."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, Points
from tryon.pixels.masks import filled_polygon, largest_part, line_mask, part_at
from tryon.shape.figure import Strip, TopFigure, Vector, name_top
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import (
    STATIONS,
    central_runs,
    limb_strip,
    shoulder_seams,
    straight_limb_strip,
    top_outline,
)

_STRAP_BREADTH = 0.35
"""Breadth of a strap in lengths of the armhole, at most."""
_LEAST_REACH = 0.05
"""How far a sleeve reaches past the armpit at least, in widths of the picture."""
_DEEPEST_ARMPIT = 0.95
_LOWEST_DENT = 0.65
"""Depth from which a dent is a bodysuit's leg, in heights of the garment."""
_CROTCH = 0.3
"""Breadth of a bodysuit's end, in breadths of its widest place, at most."""
_USUAL_ARMPIT = 0.5
"""Depth of the armhole's lower end below the neck, in widths of the body."""


@dataclass(frozen=True, eq=False)
class _Notch:
    """A dent of the outline between sleeve (or strap) and hem.

    Attributes:
        place: its deepest point (2,).
        depth: how far it reaches in; 0 if there is none.
    """

    place: Vector
    depth: float


def measure_flat_top(mask: HardMask) -> TopFigure:
    """Measure a flat top or dress in pixels of ``mask`` (H, W)."""
    axis = _axis(mask)
    seen = central_runs(mask, np.full(mask.shape[0], axis), slack=mask.shape[1] * 0.1)
    armpits, body = _armpits(mask, seen, axis)
    shoulders = Pair.of(lambda side: _shoulder(mask, armpits[side], axis, side))
    sleeves = measure_sleeves(mask, _rows_strip(body, armpits), shoulders, armpits, axis=axis)
    if (sleeves.left is None) != (sleeves.right is None):
        sure = Side.RIGHT if sleeves.left is None else Side.LEFT
        shoulders = _symmetric(shoulders[sure], axis, sure)
        armpits = _symmetric(armpits[sure], axis, sure)
        sleeves = measure_sleeves(mask, _rows_strip(body, armpits), shoulders, armpits, axis=axis)
        if sleeves.left is None or sleeves.right is None:  # what has only one sleeve has none
            sleeves = Pair(None, None)
    return _figure(mask, body, shoulders, armpits, sleeves, axis)


def _figure(
    mask: HardMask,
    body: NDArray[np.float64],
    shoulders: Pair[Vector],
    armpits: Pair[Vector],
    sleeves: Pair[Strip | None],
    axis: float,
) -> TopFigure:
    """Find neck and hem, and name everything."""
    necks = Pair.of(lambda side: _neck(mask, shoulders[side], axis, side))
    torso = _rows_strip(body, armpits)
    column = np.flatnonzero(mask[:, int(axis)])
    centre = np.array([axis, column[0] if len(column) else necks.left[1]])
    bottom = np.array([axis, column[-1] + 1.0 if len(column) else torso.left[-1][1]])
    landmarks = name_top(
        necks=necks,
        neckline=centre,
        shoulders=shoulders,
        armpits=armpits,
        torso=torso,
        hem_centre=bottom,
        sleeves=sleeves,
    )
    seams = shoulder_seams(top_outline(mask), necks, shoulders)
    return TopFigure(landmarks, torso, seams, sleeves)


def measure_sleeves(
    mask: HardMask, torso: Strip, shoulders: Pair[Vector], armpits: Pair[Vector], *, axis: float
) -> Pair[Strip | None]:
    """Measure what lies outside the armholes on both sides.

    Args:
        mask: the garment (H, W).
        torso: its sides.
        shoulders: upper ends of the armholes.
        armpits: lower ends of the armholes.
        axis: x of the garment's middle.
    """
    top = min(mark[1] for mark in shoulders)
    above = [np.array([mark[0], min(top, 0.0)]) for mark in shoulders]
    upper = [armpits.left, shoulders.left, *above, shoulders.right, armpits.right]
    outline = np.concatenate([torso.left[::-1], upper, torso.right])
    limbs = mask & ~filled_polygon(mask.shape, outline)
    return Pair.of(lambda side: _sleeve(limbs, shoulders[side], armpits[side], axis, side))


def _mirrored(mark: Vector, axis: float) -> Vector:
    return np.array([2 * axis - mark[0], mark[1]])


def _symmetric(mark: Vector, axis: float, side: Side) -> Pair[Vector]:
    """Return the mark of a side, and its mirror image on the other."""
    return Pair.of(lambda wanted: mark if wanted is side else _mirrored(mark, axis))


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


def _armpits(
    mask: HardMask, seen: NDArray[np.float64], axis: float
) -> tuple[Pair[Vector], NDArray[np.float64]]:
    """Find both armpits; a garment is symmetric, so the clearer side speaks for a silent one.

    Args:
        mask: the garment (H, W).
        seen: per row the edges (H, 2) of what lies at its middle.
        axis: x of its middle.

    Returns:
        The armpits, and the body's edges (H, 2): those seen, but for where a sleeve lies against
        the body.
    """
    box = Box.around(mask)
    assert box is not None
    limit = box.top + _DEEPEST_ARMPIT * _waist_width(seen, box)
    found = Pair.of(
        lambda side: _above_waist(_deepest_notch(mask, box, axis, side), seen, limit, side)
    )
    clear = Side.LEFT if found.left.depth >= found.right.depth else Side.RIGHT
    sure, other = found[clear], found[clear.other]
    if sure.depth > 0:
        is_alike = abs(other.place[1] - sure.place[1]) <= 0.08 * box.height
        if other.depth == 0 or not is_alike:
            places = _symmetric(sure.place, axis, clear)
            found = places.map(lambda place: _Notch(place, sure.depth))
    left, edge = _settled(found.left, seen, box, axis, Side.LEFT)
    body = np.stack([edge, seen[:, 1]], axis=1)
    right, edge = _settled(found.right, body, box, axis, Side.RIGHT)
    return Pair(left, right), np.stack([body[:, 0], edge], axis=1)


def _waist_width(runs: NDArray[np.float64], box: Box) -> float:
    """Return the width of the body where it is narrowest: a dress is much wider at its hem."""
    rows = slice(box.top + box.height // 6, box.bottom - box.height // 8)
    widths = runs[rows, 1] - runs[rows, 0]
    widths = widths[np.isfinite(widths)]
    return float(np.percentile(widths, 5)) if len(widths) else float(box.width)


def _above_waist(notch: _Notch, runs: NDArray[np.float64], limit: float, side: Side) -> _Notch:
    """Find the armpit above a dent that is a dress's waist: one dent holds both.

    It is where the outline lies furthest inside the straight line from sleeve to waist.
    """
    if notch.depth == 0 or notch.place[1] <= limit:
        return notch
    rows = np.arange(int(limit - 0.9 * (limit - _first_row(runs))), int(notch.place[1]))
    edge = runs[rows, side.index] * -side.outward
    seen = np.isfinite(edge)
    if seen.sum() < 8:
        return notch
    rows, edge = rows[seen], edge[seen]
    start = int(np.argmin(edge[: 1 + len(edge) // 2]))
    chord = np.interp(rows[start:], [rows[start], rows[-1]], [edge[start], edge[-1]])
    inward = edge[start:] - chord
    best = int(np.argmax(inward))
    if inward[best] < 0.02 * np.ptp(runs[rows[-1]]):
        return notch
    y = rows[start + best]
    return _Notch(np.array([runs[y, side.index], y], np.float64), float(inward[best]))


def _first_row(runs: NDArray[np.float64]) -> int:
    return int(np.argmax(np.isfinite(runs[:, 0])))


def _deepest_notch(mask: HardMask, box: Box, axis: float, side: Side) -> _Notch:
    """Find the deepest dent of a side between sleeve (or strap) and hem."""
    best = _Notch(np.array([axis, box.top], np.float64), 0.0)
    lowest = _LOWEST_DENT if _has_legs(mask, box) else 1.0
    for notch, ends in _notches(_half(mask, axis, side)):
        x, y = notch.place
        outward = side.outward * (x - axis)
        is_upper = 0.12 < (y - box.top) / box.height < lowest
        spans = ends[:, 1].max() > y + 0.08 * box.height
        is_deep = notch.depth > max(best.depth, 0.025 * box.width)
        is_clear = outward > 0.08 * box.width and _opens_out(mask, notch.place, side)
        if is_deep and is_upper and spans and is_clear:
            best = notch
    return best


def _has_legs(mask: HardMask, box: Box) -> bool:
    """Whether a garment narrows to a crotch at its end, as a bodysuit does."""
    end = np.flatnonzero(mask[box.bottom - max(1, box.height // 30) : box.bottom].any(axis=0))
    return bool(np.ptp(end) < _CROTCH * box.width)


def _opens_out(mask: HardMask, dent: Vector, side: Side) -> bool:
    """Whether cloth lies inwards of a dent and above; beside a strap's inner edge it does not."""
    inward = -int(side.outward)
    x, y = int(dent[0]), int(dent[1])
    beside = x + inward * np.arange(4, 12)
    if y < 4 or beside.min() < 0 or beside.max() >= mask.shape[1]:
        return False
    return bool(mask[y, beside].all() and mask[y - 4, x + 4 * inward])


def _settled(
    notch: _Notch, runs: NDArray[np.float64], box: Box, axis: float, side: Side
) -> tuple[Vector, NDArray[np.float64]]:
    """Take a notch as the armpit, unless it lies so deep that a sleeve must touch the body.

    Returns:
        The armpit (2,), and the body's edge (H,) on its side.
    """
    edge = runs[:, side.index]
    body = _body_width(runs)
    if notch.depth > 0 and notch.place[1] <= box.top + _DEEPEST_ARMPIT * body:
        return notch.place, edge
    y = int(box.top + min(_USUAL_ARMPIT * body, 0.4 * box.height))
    if notch.depth == 0:
        y += int(np.argmax(np.isfinite(edge[y:])))  # between straps there is no body yet
        x = float(edge[y]) if np.isfinite(edge[y]) else axis
        return np.array([x, y], np.float64), edge
    armpit = np.array([notch.place[0], y], np.float64)
    return armpit, _separate_sleeve(edge, armpit, notch.place)


def _half(mask: HardMask, axis: float, side: Side) -> HardMask:
    columns = np.arange(mask.shape[1])
    return largest_part(mask & ((columns <= axis) if side is Side.LEFT else (columns >= axis)))


def _notches(half: HardMask) -> list[tuple[_Notch, Points]]:
    """Return the dents of an outline, each with its ends (2, 2)."""
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
        (_Notch(points[far], float(depth) / 256), points[[start, end]])
        for start, end, far, depth in defects.reshape(-1, 4)
    ]


def _separate_sleeve(edge: NDArray[np.float64], armpit: Vector, gap: Vector) -> NDArray[np.float64]:
    """Draw the body's edge (H,) where a sleeve lies against it: from the armpit to their gap."""
    rows = np.arange(int(armpit[1]), int(gap[1]) + 1)
    separate = edge.copy()
    separate[rows] = np.interp(rows, [armpit[1], gap[1]], [armpit[0], gap[0]])
    return separate


def _body_width(runs: NDArray[np.float64]) -> float:
    """Return the usual width of the body below the sleeves."""
    known = np.flatnonzero(np.isfinite(runs[:, 0]))
    lower = known[len(known) // 2 :]
    return float(np.percentile(runs[lower, 1] - runs[lower, 0], 30))


def _shoulder(mask: HardMask, armpit: Vector, axis: float, side: Side) -> Vector:
    """Find the upper outline above the armpit; without a sleeve, the outermost upper corner."""
    sign = side.outward
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


def _neck(mask: HardMask, shoulder: Vector, axis: float, side: Side) -> Vector:
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


def _rows_strip(runs: NDArray[np.float64], roots: Pair[Vector]) -> Strip:
    """Sample the body from the roots (armpits or waist corners) to the hem, row by row."""
    known = np.flatnonzero(np.isfinite(runs[:, 0]))
    bottom = known[-1]
    widths = runs[known, 1] - runs[known, 0]
    solid = known[widths > 0.6 * np.median(widths[len(widths) // 2 :])]
    bottom = int(solid[-1])
    edges = []
    for side in Side:
        ys = np.linspace(roots[side][1], bottom, STATIONS)
        above = known[known <= bottom - 0.05 * (bottom - roots[side][1])]
        xs = np.interp(ys, above, runs[above, side.index])  # a hem rounds off at its corners
        xs[0] = roots[side][0]
        edges.append(np.stack([xs, ys], axis=1))
    return Strip(edges[0], edges[1])


def _sleeve(
    limbs: HardMask, shoulder: Vector, armpit: Vector, axis: float, side: Side
) -> Strip | None:
    columns = np.arange(limbs.shape[1])
    on_side = (columns < axis) if side is Side.LEFT else (columns > axis)
    root = np.stack([shoulder, armpit])
    limb = part_at(limbs & on_side, line_mask(limbs.shape, root, thickness=5))
    strip = straight_limb_strip(limb, root, count=STATIONS) or limb_strip(
        limb, root, count=STATIONS
    )
    armhole = float(np.linalg.norm(shoulder - armpit))
    if strip is None or strip.length < 0.25 * armhole or limb.sum() < 0.12 * armhole**2:
        return None
    reach = abs(strip.middle[-1, 0] - axis) - abs(armpit[0] - axis)
    is_strap = reach < _LEAST_REACH * limbs.shape[1] or strip.width < _STRAP_BREADTH * armhole
    return None if is_strap else strip
