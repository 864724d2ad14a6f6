"""Soft coverage along the edge of a mask, and exchanging what it covers for other colours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, RgbImage, SoftMask

_SPREAD_SIDE = 640
"""Spread colours are smooth, so they are computed at this size at most."""


@dataclass(frozen=True, eq=False)
class Matte:
    """Coverage of a picture's edge band.

    Attributes:
        box: the part (H, W) of the picture it tells of; all else is not covered.
        alpha: coverage (H, W) float32; 1 inside the band, 0 outside it.
        band: pixels (H, W) of the band, of which there are N.
        inside: colours (N, 3) float32 that the mask's side has near them, row by row.
        outside: the same for the other side.
    """

    box: Box
    alpha: SoftMask
    band: HardMask
    inside: NDArray[np.float32]
    outside: NDArray[np.float32]

    @classmethod
    def empty(cls) -> Matte:
        """Give the matte of nothing."""
        nowhere, colours = np.zeros((0, 0), np.float32), np.zeros((0, 3), np.float32)
        return cls(Box(0, 0, 0, 0), nowhere, nowhere > 0, colours, colours)

    def moved(self, x: int, y: int) -> Matte:
        """Give the matte of a larger picture, in which this one's lies at ``x`` and ``y``."""
        return replace(self, box=self.box.moved(x, y))


def replace_colours(
    image: RgbImage, matte: Matte, replacement: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Exchange what the mask covers for other colours (H, W, 3), without a rim of the old ones.

    A band pixel is ``alpha * old + (1 - alpha) * behind``. Adding ``alpha * (new - old)`` keeps
    every detail of what lies behind; the more is covered, the more ``behind`` is taken from its
    surroundings instead, because there the pattern of the old side would shine through.
    """
    result = image.astype(np.float32)
    if not matte.alpha.size:
        return result
    whole = (matte.alpha >= 1).view(np.uint8)
    cv2.copyTo(replacement, whole, result)
    band = matte.band
    alpha, new = matte.alpha[band][:, None], replacement[band]
    shifted = image[band] + alpha * (new - matte.inside)
    mixed = alpha * new + (1 - alpha) * matte.outside
    share = alpha**2
    result[band] = share * mixed + (1 - share) * shifted
    return np.asarray(np.clip(result, 0, 255, out=result), dtype=np.float32)


def spread_colours(
    colours: NDArray[np.float32], known: HardMask, *, sigma: float
) -> NDArray[np.float32]:
    """Average the known colours (H, W, 3) around every pixel, far ones where none is near.

    Normalised convolution: blur of known colours over blur of the mask, on ever coarser scales
    until every pixel has an answer.
    """
    scale = max(1.0, max(known.shape) / _SPREAD_SIDE)
    weight = resized(known.astype(np.float32), known.shape, scale)
    total = resized(colours * known[..., None].astype(np.float32), known.shape, scale)
    width = max(0.8, sigma / scale)
    levels = [(total, weight)]
    while max(levels[-1][1].shape) > 1:
        total, weight = (resized(layer, layer.shape, 4.0) for layer in levels[-1])
        levels.append((total, weight))
    result: NDArray[np.float32] | None = None
    for total, weight in reversed(levels):
        norm = blurred(weight, width)[..., None]
        mean = blurred(total, width) / np.maximum(norm, np.float32(1e-6))
        if result is not None:
            mean = np.where(norm > 1e-3, mean, enlarged(result, weight.shape))
        result = np.asarray(mean.reshape(*weight.shape, 3), dtype=np.float32)
    assert result is not None
    return enlarged(result, known.shape)


_SMALL_DISC = 12
"""Radius up to which passing a disc over a mask is faster than measuring distances from it."""


def disc(radius: int) -> NDArray[np.uint8]:
    """Give a round structuring element."""
    size = 2 * radius + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), dtype=np.uint8)


def grown(mask: HardMask, radius: int) -> HardMask:
    """Widen a mask (H, W) by a disc."""
    if radius > _SMALL_DISC:
        away = cv2.distanceTransform((~mask).view(np.uint8), cv2.DIST_L2, 5)
        return np.asarray(away <= radius)
    return np.asarray(cv2.dilate(mask.view(np.uint8), disc(radius))).view(np.bool_)


Pixel = TypeVar("Pixel", np.uint8, np.float32)


def resized(image: NDArray[Pixel], shape: tuple[int, ...], scale: float) -> NDArray[Pixel]:
    """Reduce an image of ``shape`` by a factor."""
    if scale == 1.0:
        return image
    size = max(1, round(shape[1] / scale)), max(1, round(shape[0] / scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), image.dtype)


def blurred(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Blur by a Gaussian."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def enlarged(image: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Bring an image to the size ``shape``."""
    if image.shape[:2] == shape[:2]:
        return np.asarray(image, dtype=np.float32)
    full = cv2.resize(image, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)
