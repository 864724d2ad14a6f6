"""Skeletons to draw and to test with."""

from __future__ import annotations

import numpy as np

from tryon.geometry import PhotoPoints
from tryon.joints import Joints

_STANDING = np.array(
    [
        *((0.0, 0.08), (0.03, 0.06), (-0.03, 0.06), (0.06, 0.07), (-0.06, 0.07)),
        *((0.15, 0.2), (-0.15, 0.2), (0.2, 0.36), (-0.2, 0.36), (0.22, 0.5), (-0.22, 0.5)),
        *((0.1, 0.5), (-0.1, 0.5), (0.1, 0.72), (-0.1, 0.72), (0.1, 0.95), (-0.1, 0.95)),
    ]
)
"""From the middle of the crown, in heights; somebody who faces the camera."""


def standing(x: float, height: float, *, top: float = 0.0, confidence: float = 0.9) -> Joints:
    """Return the joints of somebody who stands at column ``x`` with the crown at row ``top``."""
    points = PhotoPoints(np.array([x, top]) + height * _STANDING)
    return Joints(points, np.full(17, confidence))
