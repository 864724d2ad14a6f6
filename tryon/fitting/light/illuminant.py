"""The colour and the brightness of a photo's light, estimated cautiously.

The colour is estimated twice: from edges, whose differences average to grey (van de Weijer et al.,
"Edge-based color constancy", IEEE TIP 16(9), 2007), and from skin, whose hue varies little between
people. Where the two disagree, the light is taken for white: a product photo is white-balanced, and
an unchanged garment is a smaller mistake than a wrong tint.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, RgbImage
from tryon.late import cv2

Gains = NDArray[np.float32]
"""Factors (3,) for red, green and blue."""

_SKIN = np.array([0.26, 0.0, -0.19])
"""Typical logarithms of skin's red, green and blue over its green under white light."""
_DOUBTFUL_TINT = 0.06
"""Tint (a logarithm) that is subtracted from the estimate, as it may be an error."""
_MOST_TINT = 0.16
"""Largest tint (a logarithm) of the light."""
_TYPICAL_WHITE = 205.0
"""Brightest 8-bit value of the surroundings in a well exposed photo."""
_DIMMEST = 0.55
"""Smallest factor by which a garment is dimmed."""
_WORK_SIDE = 320
"""Longest side of the reduced picture that is measured, in pixels."""
_FEWEST_PIXELS = 40
"""Pixels of the reduced picture that an estimate needs."""


def find_illuminant(image: RgbImage, clothes: HardMask, skin: HardMask) -> Gains:
    """Return the gains that take a garment from white, full light to the photo's.

    Args:
        image: the surroundings of the clothes (H, W, 3) uint8.
        clothes: the worn clothes (H, W), whose own colour says nothing about the light.
        skin: bare skin (H, W) of the same person.
    """
    scale = min(1.0, _WORK_SIDE / max(clothes.shape))
    size = max(8, round(clothes.shape[1] * scale)), max(8, round(clothes.shape[0] * scale))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    surroundings = (
        cv2.resize((~clothes).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    )
    small_skin = cv2.resize(skin.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    if surroundings.sum() < _FEWEST_PIXELS:
        return np.ones(3, np.float32)
    near_skin = cv2.dilate(small_skin.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    edges = _edge_tint(small, np.asarray(surroundings & ~near_skin))
    tint = _agreement(edges, _skin_tint(small, np.asarray(small_skin)))
    return np.asarray(np.exp(tint) * _exposure(small, np.asarray(surroundings)), dtype=np.float32)


def softened(gains: Gains, strength: float) -> Gains:
    """Return the gains at a strength from 0, which changes nothing, to 1."""
    return np.asarray(gains**strength, dtype=np.float32)


def _edge_tint(image: NDArray[np.float32], seen: HardMask) -> NDArray[np.float64]:
    """Estimate the light's colour from the mean strength of edges in unsaturated pixels."""
    smooth = cv2.GaussianBlur(image, (0, 0), 1.0)
    edges = np.hypot(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    clear = np.asarray(image.max(axis=2) < 250, dtype=np.uint8)
    usable = seen & (cv2.erode(clear, np.ones((5, 5), np.uint8)) > 0)
    if usable.sum() < _FEWEST_PIXELS:
        return np.zeros(3)
    strength = np.log((edges[usable] ** 3).mean(axis=0) ** (1 / 3) + 1e-3)
    return np.asarray(strength - strength.mean(), dtype=np.float64)


def _skin_tint(image: NDArray[np.float32], skin: HardMask) -> NDArray[np.float64] | None:
    """Estimate the light's colour from skin; None without enough of it."""
    lit = skin & (image.max(axis=2) < 250) & (image.min(axis=2) > 12)
    if lit.sum() < _FEWEST_PIXELS:
        return None
    colour = np.log(np.median(image[lit], axis=0))
    tint = colour - colour[1] - _SKIN
    return np.asarray(tint - tint.mean(), dtype=np.float64)


def _agreement(
    edge_tint: NDArray[np.float64], skin_tint: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Return the tint on which both estimates agree; half of one that stands alone."""
    if skin_tint is None:
        common = 0.5 * edge_tint
    else:
        agrees = np.sign(edge_tint) == np.sign(skin_tint)
        common = np.where(
            agrees, np.sign(edge_tint) * np.minimum(abs(edge_tint), abs(skin_tint)), 0.0
        )
    trusted = np.sign(common) * np.clip(abs(common) - _DOUBTFUL_TINT, 0.0, _MOST_TINT)
    return np.asarray(trusted - trusted.mean())


def _exposure(image: NDArray[np.float32], seen: HardMask) -> float:
    """Return the brightness of the photo as a factor; 1 if it is well exposed."""
    brightest = float(np.percentile(image.max(axis=2)[seen], 97))
    return float(np.clip(brightest / _TYPICAL_WHITE, _DIMMEST, 1.0))
