"""Laying fitted garments over a photo."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tryon.garments.garment import FitResult
from tryon.geometry import RgbImage


def compose(image: RgbImage, fits: Sequence[FitResult]) -> RgbImage:
    """Lay garments over a photo (H, W, 3) in order, lowest first; the photo stays as it is.

    Changes add up, except that a garment hides what lies below it as far as it covers it. Pixels
    that no garment changes keep their exact values.
    """
    result = image.copy()
    for layer, fit in enumerate(fits):
        if not fit.change.size:
            continue
        below = np.ascontiguousarray(result[fit.box.slices])
        if layer > 0:
            hidden = fit.covered.astype(np.float32) / np.float32(255)
            photo = np.ascontiguousarray(image[fit.box.slices])
            below = np.asarray(cv2.blendLinear(photo, below, hidden, 1 - hidden), np.uint8)
        result[fit.box.slices] = cv2.add(below, fit.change, dtype=cv2.CV_8U)
    return result
