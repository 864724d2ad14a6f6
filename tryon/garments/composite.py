"""Blending fitted garments over a photo."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tryon.garments.garment import FitResult
from tryon.geometry import RgbImage


def compose(image: RgbImage, fits: Sequence[FitResult]) -> RgbImage:
    """Blend garments over a photo (H, W, 3) in order, lowest first; the photo stays as it is.

    Pixels in no patch's box, and in a box wherever alpha is 0, keep their exact values.
    """
    result = image.copy()
    for fit in fits:
        _blend(result, fit)
    return result


def apply_patch(image: RgbImage, fit: FitResult) -> RgbImage:
    """Give a copy of ``image`` (H, W, 3) with one garment blended in."""
    return compose(image, [fit])


def _blend(result: RgbImage, fit: FitResult) -> None:
    window = result[fit.box.slices]
    touched = fit.alpha > 0
    alpha = fit.alpha[touched][:, None]
    mixed = window[touched] * (1 - alpha) + fit.pixels[touched] * alpha
    window[touched] = np.rint(mixed).astype(np.uint8)
