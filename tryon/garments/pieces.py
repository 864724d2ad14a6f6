"""The garments that lie apart in one picture."""

from __future__ import annotations

import numpy as np

from tryon.geometry import Box, HardMask, RgbaImage, Size
from tryon.late import cv2
from tryon.pixels.masks import disc

_LEAST_AREA = 0.15
"""Least area of a piece that is a garment of its own, in areas of the largest."""
_SOFT_EDGE = 3
"""Width in pixels of the soft edge around what is at least half covered."""
_MARGIN = 2
"""Pixels left around a piece."""


def pieces_of(rgba: RgbaImage) -> tuple[RgbaImage, ...]:
    """Return every large connected part of a cut-out (H, W, 4) alone, from left to right."""
    solid = np.asarray(rgba[..., 3] >= 128)
    count, ids, stats, centres = cv2.connectedComponentsWithStats(solid.astype(np.uint8))
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count < 2:
        return ()
    numbers = 1 + np.flatnonzero(areas >= _LEAST_AREA * areas.max())
    in_order = sorted(numbers, key=lambda number: tuple(centres[number]))
    return tuple(_alone(rgba, np.asarray(ids == number), solid) for number in in_order)


def _alone(rgba: RgbaImage, piece: HardMask, solid: HardMask) -> RgbaImage:
    """Return a connected part (H, W) of a picture with its soft edge, cropped."""
    near = cv2.dilate(piece.astype(np.uint8), disc(_SOFT_EDGE)) > 0
    result = rgba.copy()
    result[..., 3] = np.where(piece | (near & ~solid), rgba[..., 3], 0)
    box = Box.around(np.asarray(result[..., 3] > 0))
    assert box is not None
    return np.ascontiguousarray(result[box.grown(_MARGIN, limit=Size.of(rgba)).slices])
