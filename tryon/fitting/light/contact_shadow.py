"""The soft shadow that arms, hair and a hem cast on the garment right behind them."""

from __future__ import annotations

import cv2
import numpy as np

from tryon.fitting.light.shading import Log
from tryon.geometry import HardMask

_DEPTH = 0.3
_SHADOW_REACH = 0.07
_DROP = 0.04
"""Breadth of the shadow and how far it lies below its cause, in half shoulder breadths."""


def contact_shadow(front: HardMask, *, half_width: float) -> Log:
    """Return the logarithm (h, w) of the light that is left beside what lies in front.

    Light comes from above, so the shadow is deeper below an arm than above it.

    Args:
        front: what lies in front (h, w).
        half_width: half the shoulder breadth in the same pixels.
    """
    cause = front.astype(np.float32)
    drop = round(_DROP * half_width)
    if drop:
        cause[drop:] = np.maximum(cause[drop:], cause[:-drop].copy())
    near = cv2.GaussianBlur(cause, (0, 0), max(0.7, _SHADOW_REACH * half_width))
    return np.where(front, 0, -_DEPTH * near).astype(np.float32)
