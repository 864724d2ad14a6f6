"""Cutting the edge of a garment's part anew: from, through or to points that were moved."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.pixels.masks import row_runs
from tryon.shape.figure import Vector
from tryon.shape.sides import Side

_FINE = 129
"""Samples along an edge while it is cut."""
_CLEAR_OF_ENDS = 0.04
"""Distance from a point on an edge to its ends, in lengths of the edge, at least."""
_PULL, _LEAST_PULL = 5.0, 0.3
"""How far a point beside an edge draws it along, in its distance from it; and at least, in lengths
of the stretch up to the next point."""
_BENT = 0.12
"""How far a side may leave the straight line between two points, in lengths of that line."""
_STEEPEST_SIDE = 0.8
"""Pixels across per row by which a side leaves that line, at most."""


def reshape_edge(
    edge: Points,
    *,
    count: int,
    root: Vector | None = None,
    via: Vector | None = None,
    end: Vector | None = None,
) -> Points:
    """Cut an edge (N, 2) so that it starts, goes through or ends elsewhere.

    A point on the edge only cuts it; one beside it draws the edge there, less and less with the
    distance from it.

    Args:
        edge: as measured.
        count: number of samples of the result.
        root: where it is to start; None leaves its start as it is, and so do the next two.
        via: what it is to go through.
        end: where it is to end.

    Returns:
        Samples (count, 2) at equal steps.
    """
    along = _way(edge)
    first = 0.0 if root is None else _place(edge, along, root)
    last = float(along[-1]) if end is None else _place(edge, along, end)
    least = _CLEAR_OF_ENDS * float(along[-1])
    if last - first < 2 * least:  # nothing of the edge is left between them
        first, last = 0.0, float(along[-1])
    anchors = [(first, edge[0] if root is None else root), (last, edge[-1] if end is None else end)]
    if via is not None:
        place = _place(edge, along, via)
        anchors.insert(1, (min(max(place, first + least), last - least), via))
    pieces = [_drawn(edge, along, start, stop) for start, stop in pairwise(anchors)]
    joined = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
    way = _way(joined)
    samples = _at(joined, way, np.linspace(0.0, way[-1], count))
    if via is None:
        return samples
    return _through(samples, via, float(way[len(pieces[0]) - 1] / way[-1]))


def _through(samples: Points, point: Vector, share: float) -> Points:
    """Let straight lines between samples (N, 2) go through a point at a share of their length.

    Samples keep their distance from each other; the ends stay.
    """
    place = share * (len(samples) - 1)
    before = min(int(place), len(samples) - 2)
    weights = np.array([before + 1 - place, place - before])
    is_free = np.array([before > 0, before + 1 < len(samples) - 1])
    away = point - weights @ samples[before : before + 2]
    result = samples.copy()
    result[before : before + 2] += np.outer(is_free / max(weights @ is_free, 0.25), away)
    return result


def _drawn(
    edge: Points,
    along: NDArray[np.float64],
    start: tuple[float, Vector],
    stop: tuple[float, Vector],
) -> Points:
    """Return the stretch of an edge between two of its places, drawn to the points wanted there."""
    share: NDArray[np.float64] = np.linspace(0.0, 1.0, _FINE, dtype=np.float64)
    own = _at(edge, along, start[0] + share * (stop[0] - start[0]))
    result = own.copy()
    for wanted, at, distance in ((start[1], own[0], share), (stop[1], own[-1], share[::-1])):
        away = wanted - at
        reach = max(_PULL * float(np.linalg.norm(away)) / (stop[0] - start[0]), _LEAST_PULL)
        result += away * np.maximum(1 - distance / min(reach, 1.0), 0.0)[:, None]
    return np.asarray(result)


def side_between(edge: Points, mask: HardMask, stops: Points, *, side: Side) -> Points:
    """Follow the side of a flat body from stop to stop (K, 2), down the picture.

    Row by row it is where it was measured; where that leaves the straight line between two stops
    too far or too steeply, where the nearest outline is; where that is too far as well, because a
    sleeve lies there, it goes on straight.

    Args:
        edge: the side as measured (N, 2), from its upper end to its lower one.
        mask: the garment (H, W).
        stops: points that the side is known to pass, the upper one first.
        side: which one it is.

    Returns:
        The side (M, 2), a point for each row.
    """
    rows = np.arange(np.ceil(stops[0, 1]), np.floor(stops[-1, 1]) + 1)
    if len(rows) < 2:
        return stops
    line = np.interp(rows, stops[:, 1], stops[:, 0])
    lengths = np.linalg.norm(np.diff(stops, axis=0), axis=1)
    piece = np.searchsorted(stops[1:-1, 1], rows, side="right")
    reach = _BENT * lengths[piece]
    measured = np.interp(rows, edge[:, 1], edge[:, 0], left=np.nan, right=np.nan)
    is_near = np.abs(measured - line) < reach
    is_side = is_near & (np.abs(np.gradient(measured - line)) < _STEEPEST_SIDE)
    xs = measured.copy()
    for i in np.flatnonzero(~is_side):  # those that are unknown, too
        xs[i] = _nearest_end(mask, int(rows[i]), line[i], side)
    known = np.abs(xs - line) < reach
    xs = np.interp(rows, rows[known], xs[known]) if known.any() else line
    return np.stack([xs, rows], axis=1)


def _nearest_end(mask: HardMask, row: int, x: float, side: Side) -> float:
    """Return the left or right end of a run in a row that is nearest to ``x``; NaN if none is."""
    if not 0 <= row < len(mask):
        return float("nan")
    ends = row_runs(mask[row])[:, side.index]
    return float(ends[np.argmin(np.abs(ends - x))]) if len(ends) else float("nan")


def nearest_on(edge: Points, point: Vector) -> Vector:
    """Return the place (2,) on an edge (N, 2) that is nearest to a point."""
    along = _way(edge)
    return np.asarray(_at(edge, along, np.array([_place(edge, along, point)]))[0])


def _way(edge: Points) -> NDArray[np.float64]:
    steps = np.linalg.norm(np.diff(edge, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-6))])


def _at(edge: Points, along: NDArray[np.float64], places: NDArray[np.float64]) -> Points:
    return np.stack([np.interp(places, along, edge[:, axis]) for axis in (0, 1)], axis=1)


def _place(edge: Points, along: NDArray[np.float64], point: Vector) -> float:
    """Return the place on the edge that is nearest to a point."""
    fine = np.linspace(0.0, along[-1], 4 * _FINE)
    return float(fine[np.argmin(np.linalg.norm(_at(edge, along, fine) - point, axis=1))])
