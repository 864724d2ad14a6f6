"""Laying fitted garments over a photo."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tryon.garments.garment import FitResult
from tryon.geometry import RgbImage


def compose(image: RgbImage, fits: Sequence[FitResult]) -> RgbImage:
    """Lay garments over a photo (H, W, 3) in order, lowest first; the photo stays as it is.

    Changes add up, except that a garment hides what lies below the pixels that it covers. Pixels
    that no garment changes keep their exact values.
    """
    result = image.copy()
    for fit in fits:
        below = np.where(fit.covered[..., None], image[fit.box.slices], result[fit.box.slices])
        result[fit.box.slices] = np.clip(below + fit.change, 0, 255).astype(np.uint8)
    return result
