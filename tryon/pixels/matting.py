"""Estimating alpha along a mask's edge from colours sampled on both sides.

After "Optimized Color Sampling for Robust Matting" (Wang and Cohen, CVPR 2007). Unlike with an
average of each side, a stripe that runs into the edge is explained by its own colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.late import cv2
from tryon.pixels.masks import disc, nearest_in
from tryon.pixels.matte import Matte
from tryon.pixels.resize import blurred, resized

_SAMPLE_OFFSETS = ((0.5, 0.0), (2.0, 0.0), (0.7, -1.5), (0.7, 1.5), (0.7, -3.5), (0.7, 3.5))
"""Offsets of samples from the nearest sure pixel, in radii: away from the edge, and along it."""
_LEAST_DEPTH = 1.2
"""Least offset away from the edge, in pixels: the first sure pixel still has some lens blur."""
_ERROR_VARIANCE = 150.0
"""Squared colour error (RGB units) expected of the right mixture: variance of the weights."""
_WORK_RADIUS = 4
"""Greatest radius in pixels: for a wider band, the picture is reduced until it has this one."""
_FAINT_CONTRAST = 20.0
"""Colour distance between the two sides (RGB units) at which colour counts half."""
_VAGUE_VARIANCE = 0.03
"""Variance of alpha over the samples at which colour counts half."""

Colours = NDArray[np.float32]


def sampled_matte(
    image: RgbImage, mask: HardMask, *, radius: int, wide: HardMask | None = None
) -> Matte:
    """Estimate the coverage of ``mask`` (H, W) near its edge.

    Each pixel of the band is taken as a mixture ``alpha * inside + (1 - alpha) * outside`` of
    colours sampled on both sides; where the two sides look alike the blurred mask decides.

    Args:
        image: colours (H, W, 3) uint8.
        mask: what is to be covered.
        radius: half the band's width in pixels.
        wide: more pixels (H, W) of the band, for example around hair.
    """
    full = Box(0, 0, mask.shape[1], mask.shape[0])
    hard = mask.astype(np.uint8)
    core = cv2.erode(hard, disc(radius), borderType=cv2.BORDER_REPLICATE) > 0
    possible = cv2.dilate(hard, disc(radius)) > 0
    if wide is not None:
        core, possible = core & ~wide, possible | wide
    soft_mask = blurred(hard.astype(np.float32), max(0.5, radius / 3))
    if not core.any() or possible.all():
        alpha, band = np.where(core, np.float32(1), soft_mask), np.asarray(~core)
        colours = image[band].astype(np.float32)
        return Matte(full, alpha, band, colours, colours)
    return _unmixed(image, np.asarray(core), np.asarray(possible), soft_mask, radius)


def band_towards(mask: HardMask, other: HardMask, *, radius: int) -> HardMask:
    """Return the pixels of a mask (H, W) that lie within ``radius`` of another one."""
    if not other.any():
        return np.zeros_like(mask)
    return np.asarray(mask & (cv2.dilate(other.astype(np.uint8), disc(radius)) > 0))


def _unmixed(
    image: RgbImage, core: HardMask, possible: HardMask, soft_mask: SoftMask, radius: int
) -> Matte:
    """Estimate alpha in the band: the pixels of ``possible`` beyond ``core``."""
    scale = max(1.0, radius / _WORK_RADIUS)
    band = possible & ~core
    alpha = core.astype(np.float32)
    alpha[band] = soft_mask[band]
    full = Box(0, 0, core.shape[1], core.shape[0])
    colours = image[band].astype(np.float32)
    small_core = resized(core.astype(np.float32), core.shape, scale) > 0.999
    small_outside = resized((~possible).astype(np.float32), core.shape, scale) > 0.999
    if not small_core.any() or not small_outside.any():
        return Matte(full, alpha, band, colours, colours)
    small = resized(image, core.shape, scale).astype(np.float32)
    small_band = ~small_core & ~small_outside
    small_places = np.argwhere(small_band)
    mixtures = _unmix(small, small_core, small_outside, small_places, radius=radius / scale)
    maps = np.zeros((*small_core.shape, 7), np.float32)
    maps[small_band] = np.concatenate(
        [mixtures.inside, mixtures.outside, mixtures.trust[:, None]], axis=1
    )
    if scale > 1.0:
        norm = blurred(small_band.astype(np.float32), 0.7)[..., None] + np.float32(1e-4)
        maps = blurred(maps, 0.7) / norm
    values = _enlarged_at(maps, np.argwhere(band), core.shape)
    inside, outside, trust = np.split(values, (3, 6), axis=1)
    colour_alpha = _alphas(colours, inside, outside)
    alpha[band] += trust[:, 0] * (colour_alpha - alpha[band])
    return Matte(full, alpha, band, inside, outside)


def _enlarged_at(
    image: NDArray[np.float32], places: NDArray[np.intp], shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """Read an image (h, w, C), enlarged to ``shape``, at rows and columns (N, 2)."""
    if image.shape[:2] == shape[:2]:
        return np.asarray(image[places[:, 0], places[:, 1]])
    height, width = image.shape[:2]
    y, x = ((places + 0.5) * (height / shape[0], width / shape[1]) - 0.5).astype(np.float32).T
    y, x = np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)
    top, left = y.astype(np.intp), x.astype(np.intp)
    below, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    down, across = (y - top)[:, None], (x - left)[:, None]
    upper = image[top, left] + (image[top, right] - image[top, left]) * across
    lower = image[below, left] + (image[below, right] - image[below, left]) * across
    return np.asarray(upper + (lower - upper) * down, dtype=np.float32)


def _alphas(colours: Colours, first: Colours, second: Colours) -> NDArray[np.float32]:
    """Return the alpha (N,) of the first of two colours in each mixture of them."""
    between = first - second
    contrast = np.einsum("nc,nc->n", between, between)
    raw = np.einsum("nc,nc->n", colours - second, between) / np.maximum(contrast, 1.0)
    return np.asarray(np.clip(raw, 0.0, 1.0), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class _Mixtures:
    """The two colours that each of N pixels is mixed of.

    Attributes:
        inside: inner colours (N, 3).
        outside: outer colours (N, 3).
        trust: how far colour decides alpha, (N,) in [0, 1]: little where the sides look alike or
            samples disagree.
    """

    inside: Colours
    outside: Colours
    trust: NDArray[np.float32]


def _unmix(
    image: Colours, core: HardMask, outside: HardMask, places: NDArray[np.intp], *, radius: float
) -> _Mixtures:
    """Explain each pixel as a mixture of a colour of ``core`` and one of ``outside``.

    Args:
        image: colours (H, W, 3).
        core: pixels (H, W) that are inside for sure.
        outside: pixels (H, W) that are outside for sure.
        places: rows and columns (N, 2) of the pixels to explain.
        radius: half the band's width in pixels.
    """
    colours = image[places[:, 0], places[:, 1]]
    inner = _samples(image, core, places, radius) - colours
    outer = _samples(image, outside, places, radius) - colours
    alphas, error = _explain_by_pairs(inner, outer)
    weight = np.exp(-np.minimum(error / (2 * _ERROR_VARIANCE), 20.0)) + np.float32(1e-9)
    weight /= weight.sum(axis=(0, 1))
    alpha = (weight * alphas).sum(axis=(0, 1))
    vagueness = (weight * (alphas - alpha) ** 2).sum(axis=(0, 1)) / _VAGUE_VARIANCE
    mean_inside = np.einsum("in,inc->nc", weight.sum(axis=1), inner)
    mean_outside = np.einsum("jn,jnc->nc", weight.sum(axis=0), outer)
    contrast = ((mean_inside - mean_outside) ** 2).sum(axis=1)
    trust = contrast / (contrast + _FAINT_CONTRAST**2) / (1.0 + vagueness)
    return _Mixtures(mean_inside + colours, mean_outside + colours, np.asarray(trust, np.float32))


def _explain_by_pairs(
    inner: NDArray[np.float32], outer: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Explain N pixels by each pair of samples, given relative to the pixel's colour.

    Returns:
        The inner sample's alpha and the squared error, each (K, K, N).
    """
    inner_square = np.einsum("inc,inc->in", inner, inner)[:, None]
    outer_square = np.einsum("jnc,jnc->jn", outer, outer)[None]
    product = np.stack([np.einsum("nc,jnc->jn", sample, outer) for sample in inner])
    contrast = np.maximum(inner_square - 2 * product + outer_square, 1.0)
    alpha = np.clip((outer_square - product) / contrast, 0.0, 1.0)
    error = outer_square + alpha * (2 * (product - outer_square) + alpha * contrast)
    return alpha, np.maximum(error, 0.0)


def _samples(
    image: Colours, sure: HardMask, places: NDArray[np.intp], radius: float
) -> NDArray[np.float32]:
    """Take colours (K, N, 3) from sure pixels near each place."""
    rows, columns = np.nonzero(sure)
    index = nearest_in(sure, (places[:, 0], places[:, 1]))
    nearest_sure = np.stack([rows[index], columns[index]], axis=1)
    normal = (nearest_sure - places).astype(np.float64)
    normal /= np.maximum(np.linalg.norm(normal, axis=1), 1e-6)[:, None]
    tangent = np.stack([-normal[:, 1], normal[:, 0]], axis=1)
    samples = []
    limit = np.array(sure.shape) - 1
    for away, along in _SAMPLE_OFFSETS:
        depth = max(_LEAST_DEPTH, radius * away)
        position = np.rint(nearest_sure + depth * normal + radius * along * tangent).astype(np.intp)
        position = np.clip(position, 0, limit)
        is_sure = sure[position[:, 0], position[:, 1]]
        position = np.where(is_sure[:, None], position, nearest_sure)
        samples.append(image[position[:, 0], position[:, 1]])
    return np.stack(samples)
