"""Measuring a flat top or dress from its silhouette."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.geometry import Box, HardMask, Points
from tryon.late import cv2
from tryon.messages import GarmentProblem
from tryon.pixels.masks import filled_polygon, largest_part, line_mask, part_at
from tryon.shape.figure import Strip, TopFigure, Vector, name_top
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import (
    STATIONS,
    central_runs,
    limb_strip,
    outlined_limb_strip,
    shoulder_seams,
    top_outline,
)

_STRAP_WIDTH = 0.35
"""Greatest width of a strap, in lengths of the armhole."""
_LEAST_SLEEVE_SPAN = 0.05
"""Least distance across from the armpit to the sleeve's end, in widths of the picture."""
_DEEPEST_ARMPIT = 0.95
"""Greatest depth of the armpit below the garment's upper end, in widths of the body."""
_LOWEST_NOTCH = 0.65
"""Depth below which a notch is a bodysuit's leg opening, in heights of the garment."""
_CROTCH_WIDTH = 0.3
"""Greatest width of a bodysuit's lower end, in widths of the garment."""
_TYPICAL_ARMPIT = 0.5
"""Depth of the armpit below the garment's upper end, in widths of the body."""


@dataclass(frozen=True, eq=False)
class _Notch:
    """A notch in the outline between sleeve (or strap) and hem.

    Attributes:
        place: its deepest point (2,).
        depth: distance in pixels of that point from the convex hull; 0 if there is no notch.
    """

    place: Vector
    depth: float


def measure_flat_top(mask: HardMask) -> TopFigure:
    """Measure a flat top or dress in pixels of ``mask`` (H, W).

    Raises:
        GarmentError: if too little of a body is there.
    """
    axis = _axis(mask)
    runs = central_runs(mask, np.full(mask.shape[0], axis), slack=mask.shape[1] * 0.1)
    armpits, body_edges = _armpits(mask, runs, axis)
    shoulders = Pair.of(lambda side: _shoulder(mask, armpits[side], axis, side))
    sleeves = measure_sleeves(
        mask, _torso_strip(body_edges, armpits), shoulders, armpits, axis=axis
    )
    if (sleeves.left is None) != (sleeves.right is None):
        sleeved = Side.RIGHT if sleeves.left is None else Side.LEFT
        shoulders = _symmetric(shoulders[sleeved], axis, sleeved)
        armpits = _symmetric(armpits[sleeved], axis, sleeved)
        sleeves = measure_sleeves(
            mask, _torso_strip(body_edges, armpits), shoulders, armpits, axis=axis
        )
        if sleeves.left is None or sleeves.right is None:  # a single sleeve was misread
            sleeves = Pair(None, None)
    return _figure(mask, body_edges, shoulders, armpits, sleeves, axis)


def _figure(
    mask: HardMask,
    body_edges: NDArray[np.float64],
    shoulders: Pair[Vector],
    armpits: Pair[Vector],
    sleeves: Pair[Strip | None],
    axis: float,
) -> TopFigure:
    """Find neck and hem, and put the figure together."""
    necks = Pair.of(lambda side: _neck(mask, shoulders[side], axis, side))
    torso = _torso_strip(body_edges, armpits)
    column = np.flatnonzero(mask[:, int(axis)])
    neckline = np.array([axis, column[0] if len(column) else necks.left[1]])
    hem_centre = np.array([axis, column[-1] + 1.0 if len(column) else torso.left[-1][1]])
    landmarks = name_top(
        necks=necks,
        neckline=neckline,
        shoulders=shoulders,
        armpits=armpits,
        torso=torso,
        hem_centre=hem_centre,
        sleeves=sleeves,
    )
    seams = shoulder_seams(top_outline(mask), necks, shoulders)
    return TopFigure(landmarks, torso, seams, sleeves)


def measure_sleeves(
    mask: HardMask, torso: Strip, shoulders: Pair[Vector], armpits: Pair[Vector], *, axis: float
) -> Pair[Strip | None]:
    """Measure the sleeves: what lies outside the armholes on both sides.

    Args:
        mask: the garment (H, W).
        torso: its body.
        shoulders: upper ends of the armholes.
        armpits: lower ends of the armholes.
        axis: x of the garment's middle.
    """
    top = min(mark[1] for mark in shoulders)
    above = [np.array([mark[0], min(top, 0.0)]) for mark in shoulders]
    upper = [armpits.left, shoulders.left, *above, shoulders.right, armpits.right]
    body_outline = np.concatenate([torso.left[::-1], upper, torso.right])
    outside = mask & ~filled_polygon(mask.shape, body_outline)
    return Pair.of(lambda side: _sleeve(outside, shoulders[side], armpits[side], axis, side))


def _mirrored(mark: Vector, axis: float) -> Vector:
    return np.array([2 * axis - mark[0], mark[1]])


def _symmetric(mark: Vector, axis: float, side: Side) -> Pair[Vector]:
    """Return a landmark of one side, and its mirror image on the other."""
    return Pair.of(lambda each: mark if each is side else _mirrored(mark, axis))


def _axis(mask: HardMask) -> float:
    """Find the x of the garment's middle, from the middle of its body in the lower half."""
    box = Box.around(mask)
    assert box is not None
    middle = (box.left + box.right) / 2
    lower = slice(box.top + box.height // 2, box.bottom)
    runs = central_runs(mask[lower], np.full(mask[lower].shape[0], middle), slack=box.width / 4)
    centres = runs.mean(axis=1)
    centres = centres[np.isfinite(centres)]
    return float(0.5 * middle + 0.5 * np.median(centres)) if len(centres) else middle


def _armpits(
    mask: HardMask, runs: NDArray[np.float64], axis: float
) -> tuple[Pair[Vector], NDArray[np.float64]]:
    """Find both armpits; if they disagree, the clearer one is mirrored, as garments are symmetric.

    Args:
        mask: the garment (H, W).
        runs: edges (H, 2) of the run at its middle in each row.
        axis: x of its middle.

    Returns:
        The armpits, and the body's edges (H, 2): those of the runs, except where a sleeve touches
        the body.
    """
    box = Box.around(mask)
    assert box is not None
    limit = box.top + _DEEPEST_ARMPIT * _waist_width(runs, box)
    notches = Pair.of(
        lambda side: _above_waist(_deepest_notch(mask, box, axis, side), runs, limit, side)
    )
    clearer_side = Side.LEFT if notches.left.depth >= notches.right.depth else Side.RIGHT
    clearer, other = notches[clearer_side], notches[clearer_side.other]
    if clearer.depth > 0:
        is_level = abs(other.place[1] - clearer.place[1]) <= 0.08 * box.height
        if other.depth == 0 or not is_level:
            places = _symmetric(clearer.place, axis, clearer_side)
            notches = places.map(lambda place: _Notch(place, clearer.depth))
    left, edge = _armpit_at(notches.left, runs, box, axis, Side.LEFT)
    edges = np.stack([edge, runs[:, 1]], axis=1)
    right, edge = _armpit_at(notches.right, edges, box, axis, Side.RIGHT)
    return Pair(left, right), np.stack([edges[:, 0], edge], axis=1)


def _waist_width(runs: NDArray[np.float64], box: Box) -> float:
    """Return the width of the body where it is narrowest: a dress is much wider at its hem."""
    rows = slice(box.top + box.height // 6, box.bottom - box.height // 8)
    widths = runs[rows, 1] - runs[rows, 0]
    widths = widths[np.isfinite(widths)]
    return float(np.percentile(widths, 5)) if len(widths) else float(box.width)


def _above_waist(notch: _Notch, runs: NDArray[np.float64], limit: float, side: Side) -> _Notch:
    """Find the armpit above a notch that ends at a dress's waist: one notch spans both.

    The armpit is where the outline lies furthest inside the straight line from sleeve to waist.
    """
    if notch.depth == 0 or notch.place[1] <= limit:
        return notch
    rows = np.arange(int(limit - 0.9 * (limit - _first_row(runs))), int(notch.place[1]))
    edge = runs[rows, side.index] * -side.outward
    is_known = np.isfinite(edge)
    if is_known.sum() < 8:
        return notch
    rows, edge = rows[is_known], edge[is_known]
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
    """Find the deepest notch of a side between sleeve (or strap) and hem."""
    best = _Notch(np.array([axis, box.top], np.float64), 0.0)
    lowest = _LOWEST_NOTCH if _is_bodysuit(mask, box) else 1.0
    for notch, ends in _notches(_half(mask, axis, side)):
        x, y = notch.place
        outward = side.outward * (x - axis)
        is_upper = 0.12 < (y - box.top) / box.height < lowest
        is_spanned = ends[:, 1].max() > y + 0.08 * box.height
        is_deep = notch.depth > max(best.depth, 0.025 * box.width)
        is_outer = outward > 0.08 * box.width and _has_garment_inside(mask, notch.place, side)
        if is_deep and is_upper and is_spanned and is_outer:
            best = notch
    return best


def _is_bodysuit(mask: HardMask, box: Box) -> bool:
    """Whether a garment narrows to a crotch at its lower end."""
    columns = np.flatnonzero(mask[box.bottom - max(1, box.height // 30) : box.bottom].any(axis=0))
    return bool(np.ptp(columns) < _CROTCH_WIDTH * box.width)


def _has_garment_inside(mask: HardMask, place: Vector, side: Side) -> bool:
    """Whether the garment continues inwards of a notch; at a strap's inner edge it does not."""
    inward = -int(side.outward)
    x, y = int(place[0]), int(place[1])
    beside = x + inward * np.arange(4, 12)
    if y < 4 or beside.min() < 0 or beside.max() >= mask.shape[1]:
        return False
    return bool(mask[y, beside].all() and mask[y - 4, x + 4 * inward])


def _armpit_at(
    notch: _Notch, runs: NDArray[np.float64], box: Box, axis: float, side: Side
) -> tuple[Vector, NDArray[np.float64]]:
    """Return the armpit at a notch, or above one so low that a sleeve must touch the body.

    Returns:
        The armpit (2,), and the body's edge (H,) on its side.
    """
    edge = runs[:, side.index]
    body_width = _body_width(runs)
    if notch.depth > 0 and notch.place[1] <= box.top + _DEEPEST_ARMPIT * body_width:
        return notch.place, edge
    y = int(box.top + min(_TYPICAL_ARMPIT * body_width, 0.4 * box.height))
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
    """Return the notches of an outline, each with its ends (2, 2)."""
    contours, _ = cv2.findContours(half.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return []
    contour = max(contours, key=len)
    hull = np.sort(cv2.convexHull(contour, returnPoints=False), axis=0)[::-1]
    defects = cv2.convexityDefects(contour, np.ascontiguousarray(hull))
    if np.ndim(defects) == 0:  # None for a convex outline
        return []
    points = contour[:, 0].astype(np.float64)
    return [
        (_Notch(points[deepest], float(depth) / 256), points[[start, end]])
        for start, end, deepest, depth in defects.reshape(-1, 4)
    ]


def _separate_sleeve(edge: NDArray[np.float64], armpit: Vector, gap: Vector) -> NDArray[np.float64]:
    """Return the body's edge (H,), straight where a sleeve touches it: from armpit to gap."""
    rows = np.arange(int(armpit[1]), int(gap[1]) + 1)
    separate = edge.copy()
    separate[rows] = np.interp(rows, [armpit[1], gap[1]], [armpit[0], gap[0]])
    return separate


def _body_width(runs: NDArray[np.float64]) -> float:
    """Return the typical width of the body below the sleeves."""
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
    half_width = sign * (armpit[0] - axis)
    target = np.minimum(outward.max(), half_width * 0.97)
    distance = np.abs(outward - target)
    is_near = distance <= max(1.0, 0.04 * half_width, float(distance.min()))
    pick = np.flatnonzero(is_near)[np.argmin(ys[is_near])]
    return np.array([xs[pick], ys[pick]], np.float64)


def _neck(mask: HardMask, shoulder: Vector, axis: float, side: Side) -> Vector:
    """Find the corner where the shoulder's rise ends, towards the middle."""
    outline = top_outline(mask)
    low, high = sorted((shoulder[0], axis))
    xs = np.arange(int(low), min(int(high) + 1, len(outline)))
    xs = xs[np.isfinite(outline[xs])]
    if not len(xs):
        return shoulder
    cost = outline[xs] + 0.15 * np.abs(xs - shoulder[0])
    pick = int(np.argmin(cost))
    return np.array([xs[pick], outline[xs[pick]]], np.float64)


def _torso_strip(runs: NDArray[np.float64], armpits: Pair[Vector]) -> Strip:
    """Sample the body's edges (H, 2) from the armpits to the hem."""
    known = np.flatnonzero(np.isfinite(runs[:, 0]))
    if not len(known):
        raise GarmentError(GarmentProblem.TOO_SMALL)
    widths = runs[known, 1] - runs[known, 0]
    solid = known[widths > 0.6 * np.median(widths[len(widths) // 2 :])]
    bottom = int(solid[-1])
    edges = []
    for side in Side:
        ys = np.linspace(armpits[side][1], bottom, STATIONS)
        above = known[known <= bottom - 0.05 * (bottom - armpits[side][1])]
        xs = np.interp(ys, above, runs[above, side.index])  # a hem rounds off at its corners
        xs[0] = armpits[side][0]
        edges.append(np.stack([xs, ys], axis=1))
    return Strip(edges[0], edges[1])


def _sleeve(
    outside: HardMask, shoulder: Vector, armpit: Vector, axis: float, side: Side
) -> Strip | None:
    """Sample the sleeve at an armhole; None if there is only a strap or nothing."""
    columns = np.arange(outside.shape[1])
    on_side = (columns < axis) if side is Side.LEFT else (columns > axis)
    root = np.stack([shoulder, armpit])
    limb = part_at(outside & on_side, line_mask(outside.shape, root, thickness=5))
    strip = outlined_limb_strip(limb, root, count=STATIONS) or limb_strip(
        limb, root, count=STATIONS
    )
    armhole = float(np.linalg.norm(shoulder - armpit))
    if strip is None or strip.length < 0.25 * armhole or limb.sum() < 0.12 * armhole**2:
        return None
    span = abs(strip.middle[-1, 0] - axis) - abs(armpit[0] - axis)
    is_strap = span < _LEAST_SLEEVE_SPAN * outside.shape[1] or strip.width < _STRAP_WIDTH * armhole
    return None if is_strap else strip
