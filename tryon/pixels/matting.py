"""Which two colours a pixel at an edge is mixed of: samples from both sides, weighted by fit.

After "Optimized Color Sampling for Robust Matting" (Wang and Cohen, CVPR 2007). Unlike an average
of each side it knows stripes: a stripe that runs into the edge is explained by its own colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.pixels.masks import disc
from tryon.pixels.matte import Matte
from tryon.pixels.resize import blurred, resized

_SPOTS = ((0.5, 0.0), (2.0, 0.0), (0.7, -1.5), (0.7, 1.5), (0.7, -3.5), (0.7, 3.5))
"""Where samples lie behind the nearest sure pixel, in radii: deeper, and along the edge."""
_DEEPER = 1.2
"""Pixels that a sample lies deeper at least: the first sure pixel still has some lens blur."""
_EXPLAINED = 150.0
"""Squared error (RGB units) of a mixture that explains a pixel."""
_WORK_RADIUS = 4
"""A broader band is unmixed on a reduced picture, on which it is this broad."""
_FAINT_CONTRAST = 20.0
_VAGUE = 0.03
"""Contrast between two sides, and variance of alpha, at which colour counts half."""

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
        radius: half the band's breadth in pixels.
        wide: pixels (H, W) that count to the band too, for example around hair.
    """
    whole = Box(0, 0, mask.shape[1], mask.shape[0])
    hard = mask.astype(np.uint8)
    core = cv2.erode(hard, disc(radius), borderType=cv2.BORDER_REPLICATE) > 0
    reach = cv2.dilate(hard, disc(radius)) > 0
    if wide is not None:
        core, reach = core & ~wide, reach | wide
    shape = blurred(hard.astype(np.float32), max(0.5, radius / 3))
    if not core.any() or reach.all():
        alpha, band = np.where(core, np.float32(1), shape), np.asarray(~core)
        colours = image[band].astype(np.float32)
        return Matte(whole, alpha, band, colours, colours)
    return _unmixed(image, np.asarray(core), np.asarray(reach), shape, radius)


def band_towards(mask: HardMask, other: HardMask, *, radius: int) -> HardMask:
    """Return the pixels of a mask (H, W) that lie within ``radius`` of another one."""
    if not other.any():
        return np.zeros_like(mask)
    return np.asarray(mask & (cv2.dilate(other.astype(np.uint8), disc(radius)) > 0))


def _unmixed(
    image: RgbImage, core: HardMask, reach: HardMask, shape: SoftMask, radius: int
) -> Matte:
    """Unmix the band between ``core`` and ``reach``."""
    scale = max(1.0, radius / _WORK_RADIUS)
    unsure = reach & ~core
    alpha = core.astype(np.float32)
    alpha[unsure] = shape[unsure]
    whole = Box(0, 0, core.shape[1], core.shape[0])
    colours = image[unsure].astype(np.float32)
    sure = resized(core.astype(np.float32), core.shape, scale) > 0.999
    beyond = resized((~reach).astype(np.float32), core.shape, scale) > 0.999
    if not sure.any() or not beyond.any():
        return Matte(whole, alpha, unsure, colours, colours)
    small = resized(image, core.shape, scale).astype(np.float32)
    band = ~sure & ~beyond
    places = np.argwhere(band)
    found = unmix(small, sure, beyond, places, radius=radius / scale)
    maps = np.zeros((*sure.shape, 7), np.float32)
    maps[band] = np.concatenate([found.inside, found.outside, found.trust[:, None]], axis=1)
    if scale > 1.0:
        norm = blurred(band.astype(np.float32), 0.7)[..., None] + np.float32(1e-4)
        maps = blurred(maps, 0.7) / norm
    read = _enlarged_at(maps, np.argwhere(unsure), core.shape)
    first, second, trust = np.split(read, (3, 6), axis=1)
    share = _shares(colours, first, second)
    alpha[unsure] += trust[:, 0] * (share - alpha[unsure])
    return Matte(whole, alpha, unsure, first, second)


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


def _shares(colours: Colours, first: Colours, second: Colours) -> NDArray[np.float32]:
    """Return the share (N,) of the first of two colours in each mixture of them."""
    between = first - second
    contrast = np.einsum("nc,nc->n", between, between)
    raw = np.einsum("nc,nc->n", colours - second, between) / np.maximum(contrast, 1.0)
    return np.asarray(np.clip(raw, 0.0, 1.0), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class Mixtures:
    """What N pixels are mixed of.

    Attributes:
        alpha: share (N,) of the inner colour.
        inside: inner colours (N, 3).
        outside: outer colours (N, 3).
        trust: how far colour decides, (N,) in [0, 1]: little where the sides look alike or where
            different samples give different answers.
    """

    alpha: NDArray[np.float32]
    inside: Colours
    outside: Colours
    trust: NDArray[np.float32]


def unmix(
    image: Colours, core: HardMask, beyond: HardMask, unknown: NDArray[np.intp], *, radius: float
) -> Mixtures:
    """Explain pixels by one colour of ``core`` and one of ``beyond``.

    Args:
        image: colours (H, W, 3).
        core: pixels (H, W) that are inside for sure.
        beyond: pixels (H, W) that are outside for sure.
        unknown: rows and columns (N, 2) of the pixels to explain.
        radius: breadth of the uncertain band.
    """
    colours = image[unknown[:, 0], unknown[:, 1]]
    inner = _samples(image, core, unknown, radius) - colours
    outer = _samples(image, beyond, unknown, radius) - colours
    share, error = _mixtures(inner, outer)
    weight = np.exp(-np.minimum(error / (2 * _EXPLAINED), 20.0)) + np.float32(1e-9)
    weight /= weight.sum(axis=(0, 1))
    alpha = (weight * share).sum(axis=(0, 1))
    vagueness = (weight * (share - alpha) ** 2).sum(axis=(0, 1)) / _VAGUE
    inside = np.einsum("in,inc->nc", weight.sum(axis=1), inner)
    outside = np.einsum("jn,jnc->nc", weight.sum(axis=0), outer)
    contrast = ((inside - outside) ** 2).sum(axis=1)
    trust = contrast / (contrast + _FAINT_CONTRAST**2) / (1.0 + vagueness)
    return Mixtures(alpha, inside + colours, outside + colours, np.asarray(trust, np.float32))


def _mixtures(
    inner: NDArray[np.float32], outer: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Explain N pixels by every pair of samples, given relative to the pixel's own colour.

    Returns:
        The inner sample's share and the squared error, each (K, K, N).
    """
    first = np.einsum("inc,inc->in", inner, inner)[:, None]
    second = np.einsum("jnc,jnc->jn", outer, outer)[None]
    both = np.stack([np.einsum("nc,jnc->jn", sample, outer) for sample in inner])
    contrast = np.maximum(first - 2 * both + second, 1.0)
    share = np.clip((second - both) / contrast, 0.0, 1.0)
    error = second + share * (2 * (both - second) + share * contrast)
    return share, np.maximum(error, 0.0)


def _samples(
    image: Colours, sure: HardMask, places: NDArray[np.intp], radius: float
) -> NDArray[np.float32]:
    """Take colours (K, N, 3) from sure pixels near each place."""
    _, nearest = cv2.distanceTransformWithLabels(
        (~sure).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    rows, columns = np.nonzero(sure)
    order = np.zeros(int(nearest.max()) + 1, np.intp)
    order[nearest[rows, columns]] = np.arange(len(rows))
    own = order[nearest[places[:, 0], places[:, 1]]]
    base = np.stack([rows[own], columns[own]], axis=1)
    ahead = (base - places).astype(np.float64)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1), 1e-6)[:, None]
    aside = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    taken = []
    limit = np.array(sure.shape) - 1
    for across, along in _SPOTS:
        depth = max(_DEEPER, radius * across)
        spot = np.rint(base + depth * ahead + radius * along * aside).astype(np.intp)
        spot = np.clip(spot, 0, limit)
        is_sure = sure[spot[:, 0], spot[:, 1]]
        spot = np.where(is_sure[:, None], spot, base)
        taken.append(image[spot[:, 0], spot[:, 1]])
    return np.stack(taken)
