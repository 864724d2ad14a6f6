"""Cutting the edge of a garment's part anew: from, through or to points that were moved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.garments.figure import Vector
from tryon.geometry import Points

_FINE = 129
"""Samples along an edge while it is cut."""
_LEAST_SHARE = 0.04
"""Distance from a point on an edge to its ends, in lengths of the edge, at least."""
_NEAR = 0.2
"""How far an outline may lie from the straight line to still be the edge, in lengths of it."""


def recut_edge(
    edge: Points,
    *,
    count: int,
    root: Vector | None = None,
    via: Vector | None = None,
    end: Vector | None = None,
) -> Points:
    """Cut an edge (N, 2) so that it starts, goes through or ends elsewhere.

    A point beside the edge draws it there, less and less up to the next given point; one on the
    edge only cuts it. None leaves a root or end as it is.

    Returns:
        Samples (count, 2) at equal steps.
    """
    along = _way(edge)
    first = 0.0 if root is None else _place(edge, along, root)
    last = float(along[-1]) if end is None else _place(edge, along, end)
    least = _LEAST_SHARE * float(along[-1])
    if last - first < 2 * least:  # nothing of the edge is left between them
        first, last = 0.0, float(along[-1])
    anchors = [(first, edge[0] if root is None else root), (last, edge[-1] if end is None else end)]
    if via is not None:
        place = _place(edge, along, via)
        anchors.insert(1, (min(max(place, first + least), last - least), via))
    places = np.array([place for place, _ in anchors])
    drawn = np.array([wanted for _, wanted in anchors]) - _at(edge, along, places)
    fine = np.union1d(np.linspace(first, last, _FINE), places)
    shift = np.stack([np.interp(fine, places, drawn[:, axis]) for axis in (0, 1)], axis=1)
    cut = _at(edge, along, fine) + shift
    way = _way(cut)
    return _at(cut, way, np.linspace(0.0, way[-1], count))


def outline_between(runs: NDArray[np.float64], start: Vector, end: Vector) -> Points:
    """Follow a body's outline (H,), x by row, from one point down to another.

    Returns:
        Its points (N, 2) strictly between the two; none where the outline there is not the body's
        but a sleeve's, or unknown.
    """
    rows = np.arange(int(start[1]) + 1, int(end[1]))
    line = np.interp(rows, [start[1], end[1]], [start[0], end[0]])
    if len(rows) < 2 or not (np.abs(runs[rows] - line) < _NEAR * len(rows)).all():
        return np.empty((0, 2))
    return np.stack([runs[rows], rows.astype(np.float64)], axis=1)


def _way(edge: Points) -> NDArray[np.float64]:
    steps = np.linalg.norm(np.diff(edge, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-6))])


def _at(edge: Points, along: NDArray[np.float64], places: NDArray[np.float64]) -> Points:
    return np.stack([np.interp(places, along, edge[:, axis]) for axis in (0, 1)], axis=1)


def _place(edge: Points, along: NDArray[np.float64], point: Vector) -> float:
    """Give the place on the edge that is nearest to a point."""
    fine = np.linspace(0.0, along[-1], 4 * _FINE)
    return float(fine[np.argmin(np.linalg.norm(_at(edge, along, fine) - point, axis=1))])
