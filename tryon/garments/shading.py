"""Light on the worn clothes, read without their pattern and laid on the new garment."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, RgbImage

STRENGTH = 0.6
_DARKEST, _LIGHTEST = 0.62, 1.3
_WORK_SIDE = 240


def read_shading(
    image: RgbImage, mask: HardMask, *, breadth: float, strength: float = STRENGTH
) -> NDArray[np.float32]:
    """Estimate how light falls on the masked clothes: a factor (H, W) float32 around 1.

    The luminance is smoothed at a tenth of the body's breadth, which drops stripes and prints, and
    divided by its mean over the whole garment, which drops the garment's own lightness.

    Args:
        image: RGB (H, W, 3) uint8.
        mask: the clothes (H, W).
        breadth: half the shoulder breadth in pixels.
        strength: 0 for none, 1 for all of it.
    """
    reduce = min(1.0, _WORK_SIDE / max(mask.shape))
    size = max(1, round(mask.shape[1] * reduce)), max(1, round(mask.shape[0] * reduce))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    solid = cv2.erode((share > 0.9).astype(np.uint8), np.ones((3, 3), np.uint8))
    inside = np.asarray(solid, dtype=np.float32)
    if inside.sum() < 12 or strength <= 0:
        return np.ones(mask.shape, np.float32)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    light = np.log(grey + 12.0)
    near = _smooth(light, inside, max(1.5, 0.1 * breadth * reduce))
    wide = _smooth(light, inside, max(8.0, 1.2 * breadth * reduce))
    change = near - wide
    texture = float(np.abs(light - near)[inside > 0].mean())
    trust = strength / (1.0 + (texture / 0.12) ** 2)
    factor = np.clip(np.exp(trust * change), _DARKEST, _LIGHTEST)
    return np.asarray(
        cv2.resize(factor, mask.shape[::-1], interpolation=cv2.INTER_CUBIC), dtype=np.float32
    )


def _smooth(
    values: NDArray[np.float32], weight: NDArray[np.float32], sigma: float
) -> NDArray[np.float32]:
    """Blur within the mask only (normalised convolution)."""
    total = cv2.GaussianBlur(values * weight, (0, 0), sigma)
    norm = cv2.GaussianBlur(weight, (0, 0), sigma)
    mean = float((values * weight).sum() / weight.sum())
    return np.asarray((total + 1e-3 * mean) / (norm + 1e-3), dtype=np.float32)
