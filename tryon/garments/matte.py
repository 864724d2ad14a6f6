"""Soft coverage along the edge of a hard mask, read from the colours on its two sides."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.sampling import unmix
from tryon.geometry import HardMask, RgbImage, SoftMask

_SPREAD_SIDE = 640
"""Spread colours are smooth, so they are computed at this size at most."""

_WORK_RADIUS = 4
"""A broader band is unmixed on a reduced picture, on which it is this broad."""


@dataclass(frozen=True, eq=False)
class Matte:
    """Coverage of a picture's edge band.

    Attributes:
        alpha: coverage (H, W) float32; 1 inside the band, 0 outside it.
        inside: colour (H, W, 3) float32 that the mask's side has near each pixel.
        outside: the same for the other side.
    """

    alpha: SoftMask
    inside: NDArray[np.float32]
    outside: NDArray[np.float32]


def edge_matte(
    image: RgbImage, mask: HardMask, *, radius: int, wide: HardMask | None = None
) -> Matte:
    """Estimate the coverage of ``mask`` (H, W) near its edge.

    Each pixel of the band is taken as a mixture ``alpha * inside + (1 - alpha) * outside`` of
    colours sampled on both sides; where the two sides look alike the blurred mask decides.

    Args:
        image: colours (H, W, 3) uint8.
        mask: what is to be covered.
        radius: half the band's breadth in pixels.
        wide: pixels (H, W) that count to the band too, for example around hair.
    """
    hard = mask.astype(np.uint8)
    core = cv2.erode(hard, _disc(radius), borderType=cv2.BORDER_REPLICATE) > 0
    reach = cv2.dilate(hard, _disc(radius)) > 0
    if wide is not None:
        core, reach = core & ~wide, reach | wide
    shape = _blurred(hard.astype(np.float32), max(0.5, radius / 3))
    if not core.any() or reach.all():
        colours = image.astype(np.float32)
        return Matte(np.where(core, 1.0, shape).astype(np.float32), colours, colours)
    alpha, inside, outside = _unmixed(image, np.asarray(core), np.asarray(reach), shape, radius)
    alpha[core] = 1.0
    alpha[~reach] = 0.0
    return Matte(alpha, inside, outside)


def band_towards(mask: HardMask, other: HardMask, *, radius: int) -> HardMask:
    """Give the pixels of a mask (H, W) that lie within ``radius`` of another one."""
    if not other.any():
        return np.zeros_like(mask)
    return np.asarray(mask & (cv2.dilate(other.astype(np.uint8), _disc(radius)) > 0))


def _unmixed(
    image: RgbImage, core: HardMask, reach: HardMask, shape: SoftMask, radius: int
) -> tuple[SoftMask, NDArray[np.float32], NDArray[np.float32]]:
    """Give alpha, inner and outer colours of the band between ``core`` and ``reach``."""
    scale = max(1.0, radius / _WORK_RADIUS)
    colours = image.astype(np.float32)
    small = _resized(colours, core.shape, scale)
    sure = _resized(core.astype(np.float32), core.shape, scale) > 0.999
    beyond = _resized((~reach).astype(np.float32), core.shape, scale) > 0.999
    if not sure.any() or not beyond.any():
        return shape.copy(), colours, colours
    places = np.argwhere(~sure & ~beyond)
    found = unmix(small, sure, beyond, places, radius=radius / scale)
    maps = np.zeros((*sure.shape, 7), np.float32)
    maps[places[:, 0], places[:, 1]] = np.concatenate(
        [found.inside, found.outside, found.trust[:, None]], axis=1
    )
    inside, outside, trust = maps[..., :3], maps[..., 3:6], maps[..., 6]
    inside[sure], outside[beyond] = small[sure], small[beyond]
    inside[beyond] = spread_colours(small, sure, sigma=2.0)[beyond]
    outside[sure] = spread_colours(small, beyond, sigma=2.0)[sure]
    if scale > 1.0:
        maps = _enlarged(_blurred(maps, 0.7), core.shape)
        inside, outside, trust = maps[..., :3], maps[..., 3:6], maps[..., 6]
    difference = inside - outside
    contrast = np.einsum("hwc,hwc->hw", difference, difference)
    mixture = np.einsum("hwc,hwc->hw", colours - outside, difference) / np.maximum(contrast, 1.0)
    alpha = trust * np.clip(mixture, 0.0, 1.0) + (1.0 - trust) * shape
    return np.asarray(alpha, dtype=np.float32), inside, outside


def replace_colours(
    image: RgbImage, matte: Matte, replacement: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Exchange what the mask covers for other colours (H, W, 3), without a rim of the old ones.

    A band pixel is ``alpha * old + (1 - alpha) * behind``. Adding ``alpha * (new - old)`` keeps
    every detail of what lies behind; the more is covered, the more ``behind`` is taken from its
    surroundings instead, because there the pattern of the old side would shine through.
    """
    alpha = matte.alpha[..., None]
    shifted = image + alpha * (replacement - matte.inside)
    mixed = alpha * replacement + (1 - alpha) * matte.outside
    share = alpha**2
    return np.asarray(np.clip(share * mixed + (1 - share) * shifted, 0, 255), dtype=np.float32)


def spread_colours(
    colours: NDArray[np.float32], known: HardMask, *, sigma: float
) -> NDArray[np.float32]:
    """Average the known colours (H, W, 3) around every pixel, far ones where none is near.

    Normalised convolution: blur of known colours over blur of the mask, on ever coarser scales
    until every pixel has an answer.
    """
    scale = max(1.0, max(known.shape) / _SPREAD_SIDE)
    weight = _resized(known.astype(np.float32), known.shape, scale)
    total = _resized(colours * known[..., None].astype(np.float32), known.shape, scale)
    result = np.zeros_like(total)
    missing = np.ones(weight.shape, np.bool_)
    width = max(0.8, sigma / scale)
    coarser = 1.0
    while missing.any() and weight.any():
        blurred = _blurred(_resized(total, weight.shape, coarser), width)
        norm = _blurred(_resized(weight, weight.shape, coarser), width)
        mean = blurred / np.maximum(norm, np.float32(1e-6))[..., None]
        answer = _enlarged(np.asarray(mean, dtype=np.float32), weight.shape)
        is_last = max(norm.shape[:2]) == 1
        found = missing & ((_enlarged(norm, weight.shape) > 1e-3) | is_last)
        result[found] = answer[found]
        missing &= ~found
        coarser *= 4.0
    return _enlarged(result, known.shape)


def _disc(radius: int) -> NDArray[np.uint8]:
    size = 2 * radius + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), dtype=np.uint8)


def _resized(
    image: NDArray[np.float32], shape: tuple[int, ...], scale: float
) -> NDArray[np.float32]:
    """Reduce an image of ``shape`` by a factor."""
    if scale == 1.0:
        return image
    size = max(1, round(shape[1] / scale)), max(1, round(shape[0] / scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _blurred(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def _enlarged(image: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    if image.shape[:2] == shape[:2]:
        return np.asarray(image, dtype=np.float32)
    full = cv2.resize(image, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)
