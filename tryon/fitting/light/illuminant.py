"""The colour and the brightness of a photo's light, guessed with care.

Two witnesses are asked for the colour: edges, whose differences average to grey (van de Weijer et
al., "Edge-based color constancy", IEEE TIP 16(9), 2007), and skin, whose hue varies little between
people. Where they disagree the light is taken for white: a product photo is white-balanced, and
leaving a garment as it is is a smaller mistake than giving it a wrong tint.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, RgbImage

Gains = NDArray[np.float32]
"""Factors (3,) for red, green and blue."""

_SKIN = np.array([0.26, 0.0, -0.19])
"""Usual logarithms of skin's red and blue over its green under white light."""
_DOUBTFUL_TINT = 0.06
_MOST_TINT = 0.16
_USUAL_WHITE = 205.0
_DIMMEST = 0.55
_WORK_SIDE = 320
_FEWEST_SKIN = 40


def find_illuminant(image: RgbImage, clothes: HardMask, skin: HardMask) -> Gains:
    """Return the gains that take a garment from white, full light to the photo's.

    Args:
        image: the surroundings of the clothes (H, W, 3) uint8.
        clothes: the worn clothes (H, W), whose own colour says nothing about the light.
        skin: bare skin (H, W) of the same person.
    """
    reduce = min(1.0, _WORK_SIDE / max(clothes.shape))
    size = max(8, round(clothes.shape[1] * reduce)), max(8, round(clothes.shape[0] * reduce))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    others = cv2.resize((~clothes).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    bare = cv2.resize(skin.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    if others.sum() < _FEWEST_SKIN:
        return np.ones(3, np.float32)
    near_skin = cv2.dilate(bare.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    edges = _edge_tint(small, np.asarray(others & ~near_skin))
    tint = _agreement(edges, _skin_tint(small, np.asarray(bare)))
    return np.asarray(np.exp(tint) * _exposure(small, np.asarray(others)), dtype=np.float32)


def softened(gains: Gains, strength: float) -> Gains:
    """Go a share of the way from no change to ``gains``."""
    return np.asarray(gains**strength, dtype=np.float32)


def _edge_tint(image: NDArray[np.float32], seen: HardMask) -> NDArray[np.float64]:
    """Read the light's colour from edges: mean strength per channel, unsaturated pixels only."""
    smooth = cv2.GaussianBlur(image, (0, 0), 1.0)
    edges = np.hypot(cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    clear = np.asarray(image.max(axis=2) < 250, dtype=np.uint8)
    usable = seen & (cv2.erode(clear, np.ones((5, 5), np.uint8)) > 0)
    if usable.sum() < _FEWEST_SKIN:
        return np.zeros(3)
    strength = np.log((edges[usable] ** 3).mean(axis=0) ** (1 / 3) + 1e-3)
    return np.asarray(strength - strength.mean(), dtype=np.float64)


def _skin_tint(image: NDArray[np.float32], skin: HardMask) -> NDArray[np.float64] | None:
    """Read the light's colour from skin; None without enough of it."""
    lit = skin & (image.max(axis=2) < 250) & (image.min(axis=2) > 12)
    if lit.sum() < _FEWEST_SKIN:
        return None
    colour = np.log(np.median(image[lit], axis=0))
    tint = colour - colour[1] - _SKIN
    return np.asarray(tint - tint.mean(), dtype=np.float64)


def _agreement(
    first: NDArray[np.float64], second: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Take what both witnesses say; one alone is believed by half."""
    if second is None:
        common = 0.5 * first
    else:
        same = np.sign(first) == np.sign(second)
        common = np.where(same, np.sign(first) * np.minimum(abs(first), abs(second)), 0.0)
    trusted = np.sign(common) * np.clip(abs(common) - _DOUBTFUL_TINT, 0.0, _MOST_TINT)
    return np.asarray(trusted - trusted.mean())


def _exposure(image: NDArray[np.float32], seen: HardMask) -> float:
    """Return how much dimmer than a well exposed photo the brightest surroundings are."""
    brightest = float(np.percentile(image.max(axis=2)[seen], 97))
    return float(np.clip(brightest / _USUAL_WHITE, _DIMMEST, 1.0))
