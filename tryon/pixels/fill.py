"""Filling in unknown colours from known ones.

`membrane` is pull-push interpolation (Gortler et al., "The Lumigraph", SIGGRAPH 1996): known values
are averaged to ever coarser scales, and each finer scale takes from the coarser one what it does
not know.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask
from tryon.late import cv2
from tryon.pixels.resize import blurred, enlarged, resized

_SPREAD_SIDE = 640
"""Longest side in pixels at which colours are spread: enough, as the result is smooth."""


def spread_colours(
    colours: NDArray[np.float32], known: HardMask, *, sigma: float
) -> NDArray[np.float32]:
    """Average the known colours (H, W, 3) around every pixel, those far away where none is near.

    Normalised convolution: blur of known colours over blur of the mask, on ever coarser scales
    until every pixel has a colour. ``sigma`` is the blur in pixels.
    """
    scale = max(1.0, max(known.shape) / _SPREAD_SIDE)
    weight = resized(known.astype(np.float32), known.shape, scale)
    total = resized(colours * known[..., None].astype(np.float32), known.shape, scale)
    scaled_sigma = max(0.8, sigma / scale)
    levels = [(total, weight)]
    while max(levels[-1][1].shape) > 1:
        total, weight = (resized(layer, layer.shape, 4.0) for layer in levels[-1])
        levels.append((total, weight))
    result: NDArray[np.float32] | None = None
    for total, weight in reversed(levels):
        norm = blurred(weight, scaled_sigma)[..., None]
        mean = blurred(total, scaled_sigma) / np.maximum(norm, np.float32(1e-6))
        if result is not None:
            mean = np.where(norm > 1e-3, mean, enlarged(result, weight.shape))
        result = np.asarray(mean.reshape(*weight.shape, 3), dtype=np.float32)
    assert result is not None
    return enlarged(result, known.shape)


_KNOWN_ENOUGH = 0.5
"""Fraction of a coarse pixel that must be known for its mean to count alone."""
_LEVEL_BLUR = 0.7
"""Sigma in pixels of each scale of the blur that hides the blocks of the next coarser one."""


def membrane(values: NDArray[np.float32], known: HardMask) -> NDArray[np.float32]:
    """Fill in unknown values smoothly.

    Args:
        values: (H, W, C), arbitrary where they are not known.
        known: where they are (H, W); there the result is ``values``. If nothing is known, the
            result is zeros.
    """
    weight = known.astype(np.float32)
    levels = [(values * weight[..., None], weight)]
    while max(weight.shape) > 1:
        total, weight = (_halved(layer) for layer in levels[-1])
        levels.append((np.asarray(total).reshape(*weight.shape, -1), weight))
    result: NDArray[np.float32] | None = None
    for total, weight in reversed(levels):
        mean = total / np.maximum(weight, 1e-6)[..., None]
        if result is not None:
            size = weight.shape[1], weight.shape[0]
            coarse = cv2.resize(result, size, interpolation=cv2.INTER_LINEAR)
            coarse = cv2.GaussianBlur(coarse, (0, 0), _LEVEL_BLUR).reshape(mean.shape)
            trust = np.minimum(weight / _KNOWN_ENOUGH, 1.0)[..., None]
            mean = coarse + (mean - coarse) * trust
        result = np.asarray(mean, dtype=np.float32)
    assert result is not None
    return result


def _halved(layer: NDArray[np.float32]) -> NDArray[np.float32]:
    """Average blocks of two by two; an odd last row or column stays as it is."""
    height, width = (layer.shape[0] + 1) // 2, (layer.shape[1] + 1) // 2
    padding = [(0, 2 * height - layer.shape[0]), (0, 2 * width - layer.shape[1])]
    even = np.pad(layer, padding + [(0, 0)] * (layer.ndim - 2))
    half = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(half, dtype=np.float32)
