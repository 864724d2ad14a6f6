"""Cutting the edge of a garment's part anew: from, through or to points that were moved."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tryon.garments.figure import Vector
from tryon.geometry import Points

_FINE = 129
"""Samples along an edge while it is cut."""
_LEAST_SHARE = 0.04
"""Distance from a point on an edge to its ends, in lengths of the edge, at least."""
_PULL, _LEAST_PULL = 5.0, 0.3
"""How far a point beside an edge draws it along, in its distance from it; and at least, in lengths
of the stretch up to the next point."""
_BENT = 0.12
"""How far a side may leave the straight line between two points, in lengths of that line."""
_NEAR = 0.2
"""The same for an outline that is taken for a side."""


def recut_edge(
    edge: Points,
    *,
    count: int,
    root: Vector | None = None,
    via: Vector | None = None,
    end: Vector | None = None,
    is_straight: bool = False,
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
        is_straight: whether a stretch between these points that leaves the straight line by far
            follows another part of the garment rather than this one.

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
    pieces = [
        _drawn(edge, along, start, stop, is_straight=is_straight)
        for start, stop in pairwise(anchors)
    ]
    cut = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
    way = _way(cut)
    samples = _at(cut, way, np.linspace(0.0, way[-1], count))
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
    *,
    is_straight: bool,
) -> Points:
    """Give the stretch of an edge between two of its places, drawn to the points wanted there."""
    share: NDArray[np.float64] = np.linspace(0.0, 1.0, _FINE, dtype=np.float64)
    own = _at(edge, along, start[0] + share * (stop[0] - start[0]))
    result = own.copy()
    for wanted, at, distance in ((start[1], own[0], share), (stop[1], own[-1], share[::-1])):
        away = wanted - at
        reach = max(_PULL * float(np.linalg.norm(away)) / (stop[0] - start[0]), _LEAST_PULL)
        result += away * np.maximum(1 - distance / min(reach, 1.0), 0.0)[:, None]
    chord = start[1] + share[:, None] * (stop[1] - start[1])
    length = float(np.linalg.norm(stop[1] - start[1]))
    is_off = np.linalg.norm(result - chord, axis=1).max() > _BENT * length
    return np.asarray(chord if is_straight and is_off else result)


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
