"""Blending a fitted garment over a photo."""

from __future__ import annotations

import numpy as np

from tryon.garments.garment import FitResult
from tryon.geometry import RgbImage


def apply_patch(image: RgbImage, fit: FitResult) -> RgbImage:
    """Give a copy of ``image`` (H, W, 3) with the patch blended in.

    Pixels outside the patch's box, and inside it wherever alpha is 0, keep their exact values.
    """
    result = image.copy()
    window = result[fit.box.slices]
    alpha = fit.alpha[..., None]
    mixed = np.rint(window * (1 - alpha) + fit.pixels * alpha).astype(np.uint8)
    window[...] = np.where(alpha > 0, mixed, window)
    return result
