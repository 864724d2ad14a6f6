"""Where a part of a garment lies, pixel by pixel.

A torso bends little: it follows a spline. The strip of a sleeve or a leg bends, narrows and turns
with its limb, which no single smooth function of the photo follows far. As a mesh over it does:
every cell goes where its corners go, and beside the mesh there is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.fitting.warp.tps import fit_backward_map
from tryon.geometry import Box, GarmentPoints, HardMask, Points, SoftMask, ViewPoints
from tryon.late import cv2
from tryon.pixels.masks import line_mask, nearest_in
from tryon.shape.figure import Strip

_ACROSS = np.linspace(-1.5, 1.5, 13)
"""Columns of the mesh, from one edge (-1) to the other (1), and past both: landmarks lie inside the
outline, whose course between them the garment's own alpha tells."""
_GRID_CELLS = 75
"""Cells of the grid on which a torso's spline is evaluated, along the view's longest side."""
_CREASE_WIDTH, _CREASE_DEPTH = 0.07, 0.22
"""Blur of the shade where a leg touches the other one, in widths of the strip, and how much darker
it is there."""
_PAST_ROOT, _PAST_END = 0.06, 0.12
"""How far the mesh goes on past both ends, in lengths of the strip."""


@dataclass(frozen=True, eq=False)
class PartMap:
    """A backward map in pixels of the view.

    Attributes:
        places: positions (h, w, 2) float32 on the garment, continued beside the part.
        inside: the pixels (h, w) that a mesh covers; None for a spline, which goes on everywhere.
        crease: the light (h, w) that is left where it touches what lies beside it; None for all.
    """

    places: NDArray[np.float32]
    inside: HardMask | None
    crease: SoftMask | None = None


def map_torso(body: ViewPoints, garment: GarmentPoints, shape: tuple[int, int]) -> PartMap:
    """Bend a torso to where its landmarks lie.

    Args:
        body: where they lie (N, 2), in pixels of the view.
        garment: the same landmarks (N, 2) on the garment.
        shape: rows and columns of the view.
    """
    hull = np.zeros(shape, np.uint8)
    cv2.fillPoly(hull, [cv2.convexHull(np.rint(body).astype(np.int32))], 1)
    step = max(1, -(-max(shape) // _GRID_CELLS))
    view = Box(0, 0, shape[1], shape[0])
    places = fit_backward_map(body, garment, box=view, step=step, inside=hull > 0).maps(shape)
    return PartMap(np.stack(places, axis=-1), None)


def map_strip(body: Strip, garment: Strip, shape: tuple[int, int]) -> PartMap:
    """Draw a strip of a garment where the body's strip lies, later samples over earlier ones.

    Args:
        body: where it lies, in pixels of the view.
        garment: the same samples on the garment.
        shape: rows and columns of the view.
    """
    target, source = _mesh(body), _mesh(garment)
    rows, columns = target.shape[:2]
    index = np.arange(rows * columns).reshape(rows, columns)
    upper = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, :-1]], axis=-1)
    lower = np.stack([index[1:, 1:], index[1:, :-1], index[:-1, 1:]], axis=-1)
    triangles = np.stack([upper, lower], axis=2).reshape(-1, 3)
    corners, on_garment = target.reshape(-1, 2)[triangles], source.reshape(-1, 2)[triangles]
    affine = _affine(corners, on_garment)
    drawn = np.zeros(shape, np.int32)
    shift = 4
    for number, corner in enumerate(np.rint(corners * (1 << shift)).astype(np.int32), 1):
        cv2.fillConvexPoly(drawn, corner, number, cv2.LINE_8, shift)
    inside = drawn > 0
    if not inside.any():
        return PartMap(np.zeros((*shape, 2), np.float32), np.zeros(shape, np.bool_))
    y, x = np.nonzero(inside)
    coefficients = affine[drawn[inside] - 1]
    values = coefficients[:, 0] * x[:, None] + coefficients[:, 1] * y[:, None] + coefficients[:, 2]
    return PartMap(values.astype(np.float32)[nearest_in(inside)], inside)


def crease_along(edge: Points, width: float, shape: tuple[int, int]) -> SoftMask:
    """Return the light (h, w) that is left where a strip touches what lies beside it.

    Args:
        edge: the samples (N, 2) of its inner edge, in pixels of the view.
        width: its width, in the same pixels.
        shape: rows and columns of the view.
    """
    line = line_mask(shape, edge, thickness=1).astype(np.float32)
    sigma = max(0.8, _CREASE_WIDTH * width)
    soft = cv2.GaussianBlur(line, (0, 0), sigma) * (sigma * np.sqrt(2 * np.pi))
    return np.asarray(1 - _CREASE_DEPTH * np.minimum(soft, 1.0), np.float32)


def _mesh(strip: Strip) -> Points:
    """Return the corners (N, M, 2) of a strip's mesh."""
    left, right = (_continued(edge) for edge in (strip.left, strip.right))
    middle, half = (left + right) / 2, (left - right) / 2
    return np.asarray(middle[:, None] + _ACROSS[:, None] * half[:, None])


def _continued(edge: Points) -> Points:
    """Continue an edge (N, 2) past both ends, each of them by one sample."""
    count = len(edge) - 1
    first = edge[0] + (edge[0] - edge[2]) / 2 * count * _PAST_ROOT
    last = edge[-1] + (edge[-1] - edge[-3]) / 2 * count * _PAST_END
    return np.concatenate([first[None], edge, last[None]])


def _affine(corners: Points, targets: Points) -> Points:
    """Return the affine maps (T, 3, 2) that take triangles (T, 3, 2) to others."""
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    share = np.where(np.abs(area) > 1e-6, 1 / np.where(area == 0, 1, area), 0.0)[:, None]
    by_first = np.stack([second[:, 1], -second[:, 0]], axis=1) * share
    by_second = np.stack([-first[:, 1], first[:, 0]], axis=1) * share
    linear = by_first[:, :, None] * (targets[:, 1] - targets[:, 0])[:, None]
    linear += by_second[:, :, None] * (targets[:, 2] - targets[:, 0])[:, None]
    shift = targets[:, 0] - np.einsum("ti,tij->tj", corners[:, 0], linear)
    return np.concatenate([linear, shift[:, None]], axis=1)
