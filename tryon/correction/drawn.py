"""Pixels that a hand drew over: strokes of a round brush, and polygons."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tryon.errors import CorrectionError
from tryon.geometry import Box, HardMask, Points, Size
from tryon.late import cv2
from tryon.messages import CorrectionProblem

Path = tuple[tuple[float, float], ...]
"""Where a hand went: x then y in pixels of the photo, whose first pixel ends at 1."""
_SHIFT = 4
"""Fractional bits of the coordinates that OpenCV draws with."""
_THICKEST = 32_000
"""In pixels; OpenCV draws no thicker lines."""


def as_path(positions: Sequence[Sequence[float]]) -> Path:
    """Return positions as a path."""
    return tuple((float(x), float(y)) for x, y in positions)


def stroke(path: Path, radius: float, limit: Size) -> tuple[Box, HardMask]:
    """Return the pixels that a stroke with round ends covers, and the box (h, w) they lie in.

    Args:
        path: at least one position.
        radius: of the brush in pixels; a pixel at each position is covered at least.
        limit: size of the photo.

    Raises:
        CorrectionError: if nothing of it lies on the photo.
    """
    points = np.asarray(path, np.float64)
    box = _box_around(points, math.ceil(radius) + 2, limit)
    canvas = np.zeros((box.height, box.width), np.uint8)
    corners = _fixed(points, box)
    across = round(max(radius, 0.5) * (1 << _SHIFT))
    for x, y in (corners[0].tolist(), corners[-1].tolist()):
        cv2.circle(canvas, (x, y), across, 1, cv2.FILLED, cv2.LINE_8, _SHIFT)
    if len(corners) > 1:
        thickness = min(max(1, round(2 * radius)), _THICKEST)
        cv2.polylines(canvas, [corners], False, 1, thickness, cv2.LINE_8, _SHIFT)
    return box, canvas.view(np.bool_)


def polygon(corners: Path, limit: Size) -> tuple[Box, HardMask]:
    """Return the pixels inside a polygon of three corners or more, and the box (h, w) they lie in.

    Raises:
        CorrectionError: if nothing of it lies on the photo.
    """
    points = np.asarray(corners, np.float64)
    box = _box_around(points, 1, limit)
    canvas = np.zeros((box.height, box.width), np.uint8)
    cv2.fillPoly(canvas, [_fixed(points, box)], 1, cv2.LINE_8, _SHIFT)
    return box, canvas.view(np.bool_)


def _fixed(points: Points, box: Box) -> Points:
    """Return positions (N, 2) in a box in OpenCV's fixed-point numbers, (N, 2) int32."""
    return np.asarray(np.rint((points - (box.left, box.top) - 0.5) * (1 << _SHIFT)), np.int32)


def _box_around(points: Points, margin: int, limit: Size) -> Box:
    """Return the part of the photo around some positions (N, 2)."""
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    box = Box(int(low[0]), int(low[1]), int(high[0]), int(high[1])).grown(margin, limit=limit)
    if box.width <= 0 or box.height <= 0:
        raise CorrectionError(CorrectionProblem.OUTSIDE)
    return box
