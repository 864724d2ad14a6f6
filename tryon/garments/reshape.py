"""Reshaping the edge of a garment part from, through or to points that were moved."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.pixels.masks import row_runs
from tryon.shape.figure import Vector, lengths_along, points_at
from tryon.shape.sides import Side

_FINE = 129
"""Samples along an edge while it is reshaped."""
_CLEAR_OF_ENDS = 0.04
"""Least distance of a point on an edge from its ends, in lengths of the edge."""
_PULL, _LEAST_PULL = 5.0, 0.3
"""Length of edge that a point beside it pulls along, in the point's distances from the edge; and at
least, in lengths of the stretch up to the next point."""
_GREATEST_BEND = 0.12
"""Greatest distance of a side from the straight line between two points, in lengths of the line."""
_STEEPEST_SIDE = 0.8
"""Greatest change of that distance, in pixels per row."""


def reshape_edge(
    edge: Points,
    *,
    count: int,
    root: Vector | None = None,
    via: Vector | None = None,
    end: Vector | None = None,
) -> Points:
    """Reshape an edge (N, 2) so that it starts at, passes or ends at given points.

    A start or end on the edge only shortens it; a point beside it pulls the edge there, less and
    less with the distance along the edge.

    Args:
        edge: as measured.
        count: number of samples of the result.
        root: where it is to start; None leaves its start as it is.
        via: a point that it is to pass, if any.
        end: where it is to end; None leaves its end as it is.

    Returns:
        Samples (count, 2) at equal steps.
    """
    lengths = lengths_along(edge)
    first = 0.0 if root is None else _nearest_length(edge, lengths, root)
    last = float(lengths[-1]) if end is None else _nearest_length(edge, lengths, end)
    least_gap = _CLEAR_OF_ENDS * float(lengths[-1])
    if last - first < 2 * least_gap:  # nothing of the edge is left between them
        first, last = 0.0, float(lengths[-1])
    anchors = [(first, edge[0] if root is None else root), (last, edge[-1] if end is None else end)]
    if via is not None:
        via_length = _nearest_length(edge, lengths, via)
        anchors.insert(1, (min(max(via_length, first + least_gap), last - least_gap), via))
    pieces = [_pulled(edge, lengths, start, stop) for start, stop in pairwise(anchors)]
    joined = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
    joined_lengths = lengths_along(joined)
    samples = points_at(joined, joined_lengths, np.linspace(0.0, joined_lengths[-1], count))
    if via is None:
        return samples
    return _pass_through(
        samples, via, float(joined_lengths[len(pieces[0]) - 1] / joined_lengths[-1])
    )


def _pass_through(samples: Points, point: Vector, fraction: float) -> Points:
    """Let straight lines between samples (N, 2) pass a point at a fraction of their length.

    Samples keep their distance from each other; the ends stay.
    """
    place = fraction * (len(samples) - 1)
    before = min(int(place), len(samples) - 2)
    weights = np.array([before + 1 - place, place - before])
    is_free = np.array([before > 0, before + 1 < len(samples) - 1])
    offset = point - weights @ samples[before : before + 2]
    result = samples.copy()
    result[before : before + 2] += np.outer(is_free / max(weights @ is_free, 0.25), offset)
    return result


def _pulled(
    edge: Points,
    lengths: NDArray[np.float64],
    start: tuple[float, Vector],
    stop: tuple[float, Vector],
) -> Points:
    """Return the stretch of an edge from one length to another, its ends pulled to given points."""
    fractions: NDArray[np.float64] = np.linspace(0.0, 1.0, _FINE, dtype=np.float64)
    stretch = points_at(edge, lengths, start[0] + fractions * (stop[0] - start[0]))
    result = stretch.copy()
    for target, current, distance in (
        (start[1], stretch[0], fractions),
        (stop[1], stretch[-1], fractions[::-1]),
    ):
        offset = target - current
        pulled_fraction = max(
            _PULL * float(np.linalg.norm(offset)) / (stop[0] - start[0]), _LEAST_PULL
        )
        result += offset * np.maximum(1 - distance / min(pulled_fraction, 1.0), 0.0)[:, None]
    return np.asarray(result)


def side_between(edge: Points, mask: HardMask, stops: Points, *, side: Side) -> Points:
    """Follow the side of a flat body from stop to stop (K, 2), down the picture.

    In each row it stays where it was measured. Where that is too far from the straight line between
    two stops, or too steep against it, it takes the nearest outline; where that is too far as well,
    because a sleeve lies there, it runs straight.

    Args:
        edge: the side as measured (N, 2), from its upper end to its lower one.
        mask: the garment (H, W).
        stops: points that the side is known to pass, the upper one first.
        side: which side of the body it is.

    Returns:
        The side (M, 2), a point for each row.
    """
    rows = np.arange(np.ceil(stops[0, 1]), np.floor(stops[-1, 1]) + 1)
    if len(rows) < 2:
        return stops
    line = np.interp(rows, stops[:, 1], stops[:, 0])
    lengths = np.linalg.norm(np.diff(stops, axis=0), axis=1)
    piece = np.searchsorted(stops[1:-1, 1], rows, side="right")
    tolerance = _GREATEST_BEND * lengths[piece]
    measured = np.interp(rows, edge[:, 1], edge[:, 0], left=np.nan, right=np.nan)
    is_near = np.abs(measured - line) < tolerance
    is_side = is_near & (np.abs(np.gradient(measured - line)) < _STEEPEST_SIDE)
    xs = measured.copy()
    for i in np.flatnonzero(~is_side):  # those that are unknown, too
        xs[i] = _nearest_end(mask, int(rows[i]), line[i], side)
    known = np.abs(xs - line) < tolerance
    xs = np.interp(rows, rows[known], xs[known]) if known.any() else line
    return np.stack([xs, rows], axis=1)


def _nearest_end(mask: HardMask, row: int, x: float, side: Side) -> float:
    """Return the left or right end of a run in a row that is nearest to ``x``; NaN if none is."""
    if not 0 <= row < len(mask):
        return float("nan")
    ends = row_runs(mask[row])[:, side.index]
    return float(ends[np.argmin(np.abs(ends - x))]) if len(ends) else float("nan")


def nearest_on_edge(edge: Points, point: Vector) -> Vector:
    """Return the point (2,) of an edge (N, 2) that is nearest to another point."""
    lengths = lengths_along(edge)
    return np.asarray(
        points_at(edge, lengths, np.array([_nearest_length(edge, lengths, point)]))[0]
    )


def _nearest_length(edge: Points, lengths: NDArray[np.float64], point: Vector) -> float:
    """Return the length along an edge at which it is nearest to a point."""
    fine = np.linspace(0.0, lengths[-1], 4 * _FINE)
    return float(fine[np.argmin(np.linalg.norm(points_at(edge, lengths, fine) - point, axis=1))])
