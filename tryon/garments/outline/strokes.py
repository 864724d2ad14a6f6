"""Strokes of a round, soft brush on a coverage."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.garments.outline.outline import Coverage
from tryon.geometry import Box, Points, Size
from tryon.late import cv2

_SOFTNESS = 0.25
"""Half the width of a stroke's soft edge, in radii of the brush."""
_FINE_RADIUS = 48
"""Radius in pixels up to which strokes are drawn finely: the edge of larger ones is soft anyway."""
_SHIFT = 4
"""Fractional bits of the coordinates that OpenCV draws with."""


@dataclass(frozen=True, eq=False)
class Stroke:
    """A part of a stroke: how strongly each pixel of a box was touched.

    Attributes:
        box: where, in the picture; empty if the brush missed it.
        strength: from 0 to 255 (h, w) uint8.
    """

    box: Box
    strength: NDArray[np.uint8]


def draw_stroke(path: Points, radius: float, limit: Size) -> Stroke:
    """Draw a stroke.

    Args:
        path: where the brush went (N, 2), in pixels of the picture.
        radius: of the brush, in the same pixels; half as strong is the stroke there.
        limit: size of the picture.
    """
    margin = math.ceil(radius * (1 + 2 * _SOFTNESS)) + 4
    low, high = np.floor(path.min(axis=0)), np.ceil(path.max(axis=0))
    box = Box(
        max(0, int(low[0]) - margin),
        max(0, int(low[1]) - margin),
        min(limit.width, int(high[0]) + margin + 1),
        min(limit.height, int(high[1]) + margin + 1),
    )
    if box.width <= 0 or box.height <= 0:
        return Stroke(Box(0, 0, 0, 0), np.zeros((0, 0), np.uint8))
    step = max(1, int(radius / _FINE_RADIUS))
    size = -(-box.width // step), -(-box.height // step)
    scale = np.array([size[0] / box.width, size[1] / box.height])
    strength = _soft_line((path - (box.left, box.top)) * scale, radius * float(scale[0]), size)
    if step > 1:
        strength = np.asarray(cv2.resize(strength, (box.width, box.height)), np.uint8)
    return Stroke(box, strength)


def _soft_line(path: Points, radius: float, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Draw a line (N, 2) with round ends and soft edges on a canvas of a width and height."""
    strength = np.zeros(size[::-1], np.uint8)
    corners = np.rint((path - 0.5) * (1 << _SHIFT)).astype(np.int32)
    if len(corners) == 1:
        x, y = (int(v) for v in corners[0])
        across = round(radius * (1 << _SHIFT))
        cv2.circle(strength, (x, y), across, 255, cv2.FILLED, cv2.LINE_AA, _SHIFT)
    else:
        thickness = max(1, round(2 * radius))
        cv2.polylines(strength, [corners], False, 255, thickness, cv2.LINE_AA, _SHIFT)
    side = 2 * round(_SOFTNESS * radius / 2) + 1
    for _ in range(2):  # twice a box is nearly a Gaussian, and as fast for a large brush
        strength = np.asarray(cv2.blur(strength, (side, side)), np.uint8)
    return strength


def painted(coverage: Coverage, strength: NDArray[np.uint8], *, erases: bool) -> Coverage:
    """Return a coverage (h, w) with a stroke on it that adds, or erases."""
    if erases:
        return np.minimum(coverage, ~strength)
    return np.maximum(coverage, strength)
