"""A picture that goes on over its own edges.

What does not tile is laid over itself at its edges and cut where the two differ least (Efros and
Freeman, "Image quilting for texture synthesis and transfer", SIGGRAPH 2001); the cut closes over
the tile's own edge. What light does to a photo of cloth as a whole is blended over all of the
overlap, and detail across the cut only (Burt and Adelson, "A multiresolution spline", 1983). A
picture that nowhere agrees with itself, as one of a few broad stripes, is mirrored instead.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import RgbaImage
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.resize import blurred

Floats = NDArray[np.float32]

_OVERLAP = 0.18
"""Share of the picture that is laid over itself."""
_MISMATCH = 60.0
"""Root mean square difference along the cut, of 255, from which it would show."""
_FEATHER = 1.5
"""Width of the cut's soft edge in pixels."""
_SEAMLESS = 1.15
"""Greatest difference across the edge of a picture that tiles, in the greatest within it."""
_LEAST = 8
"""Fewest pixels along a side that can be cut."""


def seamless_tile(picture: RgbaImage) -> RgbaImage:
    """Return a tile (h, w, 4) of a picture (H, W, 4): somewhat smaller, or larger if mirrored.

    Repeated side by side it shows no edge. A picture that tiles is returned as it is.
    """
    across = picture if _tiles_across(picture) else _closed_across(picture)
    turned = np.swapaxes(across, 0, 1)
    if not _tiles_across(turned):
        turned = _closed_across(turned)
    return np.ascontiguousarray(np.swapaxes(turned, 0, 1))


def _tiles_across(picture: RgbaImage) -> bool:
    """Tell whether a picture (h, w, 4) goes on from its right edge at its left one."""
    columns = picture.astype(np.float32)
    if columns.shape[1] < _LEAST:
        return True
    steps = np.abs(np.diff(columns, axis=1)).mean(axis=(0, 2))
    step = float(np.abs(columns[:, 0] - columns[:, -1]).mean())
    return step <= _SEAMLESS * max(float(steps.max()), 0.5)


def _closed_across(picture: RgbaImage) -> RgbaImage:
    """Return a picture (h, w, 4) that goes on from its right edge at its left one."""
    width = max(2, round(_OVERLAP * picture.shape[1]))
    whole = picture.astype(np.float32)
    left, right = whole[:, :width], whole[:, -width:]
    cost = ((left - right) ** 2).sum(axis=2)
    path = _closed_cut(cost)
    mismatch = np.sqrt(np.take_along_axis(cost, path[:, None], axis=1).mean() / whole.shape[2])
    if mismatch > _MISMATCH:
        return np.concatenate([picture, picture[:, ::-1]], axis=1)
    columns = np.arange(width, dtype=np.float32)
    sharp = np.clip((columns - path[:, None]) / _FEATHER + 0.5, 0, 1)[..., None]
    slow = np.broadcast_to(((columns + 0.5) / width)[None, :, None], sharp.shape)
    coarse = blurred(whole, float(width))
    coarse_left, coarse_right = coarse[:, :width], coarse[:, -width:]
    # from the picture's end, on the left, to its beginning, on the right
    joined = coarse_right + slow * (coarse_left - coarse_right)
    fine_left, fine_right = left - coarse_left, right - coarse_right
    joined = joined + fine_right + sharp * (fine_left - fine_right)
    result = np.concatenate([joined, whole[:, width:-width]], axis=1)
    return eight_bit(result)


def _closed_cut(cost: Floats) -> NDArray[np.intp]:
    """Return the column (h,) of the cheapest cut from the top of a cost (h, w) to its bottom.

    It ends where it begins, so that it goes on in the next tile below.
    """
    height, width = cost.shape
    total = np.where(np.eye(width, dtype=bool), cost[0], np.inf)  # one row for each beginning
    came = np.zeros((height, width, width), np.int8)
    for row in range(1, height):
        padded = np.pad(total, ((0, 0), (1, 1)), constant_values=np.inf)
        ways = np.stack([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]])
        best = ways.argmin(axis=0)
        came[row] = best - 1
        total = np.take_along_axis(ways, best[None], axis=0)[0] + cost[row]
    start = int(np.argmin(np.diagonal(total)))
    path = np.full(height, start, np.intp)
    for row in range(height - 1, 0, -1):
        path[row - 1] = path[row] + came[row, start, path[row]]
    return path
