"""sRGB, linear light, its logit, and OKLab: the colour spaces in which cloth is looked at."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WHITE = np.float32(0.75)
"""Share of light that cloth reflects which a picture shows as its whitest white."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Weights of linear sRGB (ITU-R BT.709)."""
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_AB = np.array(
    [
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
"""Linear sRGB to cones, and their cube roots to a and b of OKLab."""


def logit(share: Floats) -> Floats:
    """Return the logarithm of the odds of shares (...) of light."""
    share = np.clip(share, 1e-4, 0.995)
    return np.asarray(np.log(share / (1 - share)), np.float32)


def to_ab(linear: Floats) -> Floats:
    """Return a and b of OKLab (..., 2) of linear colours (..., 3)."""
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_AB.T, np.float32)


@cache
def _linear_of_byte() -> Floats:
    value = np.arange(256) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


def to_linear(rgb: NDArray[np.uint8]) -> Floats:
    """Return sRGB (..., 3) uint8 as linear light in [0, 1] (IEC 61966-2-1)."""
    return _linear_of_byte()[rgb]


def to_srgb(linear: Floats) -> NDArray[np.uint8]:
    """Return linear light (..., 3), of which what is outside [0, 1] is cut, as sRGB uint8."""
    linear = np.clip(linear, 0, 1)
    value = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * value), np.uint8)
