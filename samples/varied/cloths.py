"""Random cloth: colours, stripes, checks, dots and folds, made fast."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
"""Colours (H, W, 3) in [0, 255], RGB."""
Field = NDArray[np.float32]
"""One value for every pixel (H, W)."""


def random_colour(rng: np.random.Generator) -> NDArray[np.float32]:
    """Return a colour (3,), often white, black, grey or blue, as clothes are."""
    choice = rng.random()
    if choice < 0.2:
        return np.asarray(rng.uniform(225, 255) + rng.normal(0, 3, 3), np.float32)
    if choice < 0.38:
        return np.asarray(rng.uniform(12, 50) + rng.normal(0, 3, 3), np.float32)
    if choice < 0.5:
        return np.asarray(rng.uniform(60, 220) + rng.normal(0, 5, 3), np.float32)
    hue = rng.uniform(0, 180) if choice < 0.8 else rng.normal(110, 8) % 180
    hsv = np.array([[[hue, rng.uniform(30, 230), rng.uniform(40, 240)]]], np.uint8)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0], np.float32)


def smooth_noise(side: int, cells: int, rng: np.random.Generator) -> Field:
    """Return noise (side, side) of unit deviation that varies over ``side / cells`` pixels."""
    coarse = rng.normal(size=(cells + 2, cells + 2)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC), np.float32)


def random_cloth(side: int, rng: np.random.Generator) -> Picture:
    """Weave random cloth (side, side, 3): plain, striped, checked, dotted or printed all over."""
    cloth = np.empty((side, side, 3), np.float32)
    cloth[:] = random_colour(rng)
    second = random_colour(rng)
    choice = rng.random()
    x = np.arange(side, dtype=np.float32)
    if choice < 0.4:
        cover = np.zeros((side, side), np.float32)
    elif choice < 0.62:
        cover = np.broadcast_to(_stripes(x, side, rng)[:, None], (side, side))
    elif choice < 0.68:
        cover = np.broadcast_to(_stripes(x, side, rng)[None], (side, side))
    elif choice < 0.78:
        cover = 0.5 * _stripes(x, side, rng)[:, None] + 0.5 * _stripes(x, side, rng)[None]
    elif choice < 0.86:
        period, radius = rng.uniform(0.02, 0.1) * side, rng.uniform(0.15, 0.4)
        u, v = (x / period) % 1 - 0.5, (x / period) % 1 - 0.5
        cover = np.clip((radius - np.hypot(u[:, None], v[None])) * period + 0.5, 0, 1)
    else:
        noise = smooth_noise(side, int(rng.integers(8, 40)), rng)
        cover = np.clip((noise - rng.uniform(0.2, 1.0)) * 4, 0, 1)
        third = smooth_noise(side, int(rng.integers(8, 40)), rng) > 1.0
        cloth[third] = random_colour(rng)
    cloth += np.asarray(cover, np.float32)[..., None] * (second - cloth)
    grain = rng.normal(0, rng.uniform(0.5, 6), (side, side)).astype(np.float32)
    return np.asarray(cloth + grain[..., None], np.float32)


def _stripes(x: NDArray[np.float32], side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    period, width = rng.uniform(0.02, 0.16) * side, rng.uniform(0.1, 0.8)
    wave = np.abs((x / period + rng.random()) % 1 - 0.5)
    return np.asarray(np.clip((0.5 * width - wave) * period + 0.5, 0, 1), np.float32)


def folds(side: int, rng: np.random.Generator) -> Field:
    """Return light (side, side) about 1 as folds and creases turn it."""
    depth = rng.uniform(0.0, 1.0) ** 1.5
    height = 3.0 * smooth_noise(side, int(rng.integers(3, 7)), rng)
    height += 1.2 * smooth_noise(side, int(rng.integers(8, 18)), rng)
    stretched = smooth_noise(side, 12, rng)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(0, 360), 1.0)
    turn[0] *= rng.uniform(1.5, 5)
    height += rng.uniform(0, 2.5) * cv2.warpAffine(
        stretched, turn, (side, side), borderMode=cv2.BORDER_REFLECT
    )
    across, down = cv2.Sobel(height, cv2.CV_32F, 1, 0), cv2.Sobel(height, cv2.CV_32F, 0, 1)
    angle = rng.uniform(0, 2 * np.pi)
    light = np.cos(angle) * across + np.sin(angle) * down
    return np.asarray(np.clip(1 + 0.25 * depth * light, 0.35, 1.5), np.float32)
