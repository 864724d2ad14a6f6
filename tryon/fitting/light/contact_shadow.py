"""The soft shadow that arms, hair and a hem cast on the garment right behind them."""

from __future__ import annotations

import numpy as np

from tryon.fitting.light.shading import Log
from tryon.geometry import HardMask
from tryon.late import cv2

_DEPTH = 0.3
"""Logarithm by which light is dimmed at most."""
_SHADOW_BLUR = 0.07
_DROP = 0.04
"""Blur of the shadow, and how far it lies below what casts it, in half shoulder widths."""


def contact_shadow(front: HardMask, *, half_width: float) -> Log:
    """Return the logarithm (h, w) of the light that is left beside what lies in front.

    Light comes from above, so the shadow is deeper below an arm than above it.

    Args:
        front: what lies in front (h, w).
        half_width: half the width of the shoulders, in the same pixels.
    """
    cause = front.astype(np.float32)
    drop = round(_DROP * half_width)
    if drop:
        cause[drop:] = np.maximum(cause[drop:], cause[:-drop].copy())
    blurred = cv2.GaussianBlur(cause, (0, 0), max(0.7, _SHADOW_BLUR * half_width))
    return np.where(front, 0, -_DEPTH * blurred).astype(np.float32)
