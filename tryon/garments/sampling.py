"""Which two colours a pixel at an edge is mixed of: samples from both sides, weighted by fit.

After "Optimized Color Sampling for Robust Matting" (Wang and Cohen, CVPR 2007). Unlike an average
of each side it knows stripes: a stripe that runs into the edge is explained by its own colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.matte import Matte, blurred, disc, enlarged, resized, spread_colours
from tryon.geometry import HardMask, RgbImage, SoftMask

_SPOTS = ((0.5, 0.0), (2.0, 0.0), (0.7, -1.5), (0.7, 1.5), (0.7, -3.5), (0.7, 3.5))
"""Where samples lie behind the nearest sure pixel, in radii: deeper, and along the edge."""
_DEEPER = 1.2
"""Pixels that a sample lies deeper at least: the first sure pixel still has some lens blur."""
_TOLERANCE = 150.0
"""Squared error (RGB units) of a mixture that explains a pixel."""
_WORK_RADIUS = 4
"""A broader band is unmixed on a reduced picture, on which it is this broad."""
_ALIKE = 20.0
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
    hard = mask.astype(np.uint8)
    core = cv2.erode(hard, disc(radius), borderType=cv2.BORDER_REPLICATE) > 0
    reach = cv2.dilate(hard, disc(radius)) > 0
    if wide is not None:
        core, reach = core & ~wide, reach | wide
    shape = blurred(hard.astype(np.float32), max(0.5, radius / 3))
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
    return np.asarray(mask & (cv2.dilate(other.astype(np.uint8), disc(radius)) > 0))


def _unmixed(
    image: RgbImage, core: HardMask, reach: HardMask, shape: SoftMask, radius: int
) -> tuple[SoftMask, NDArray[np.float32], NDArray[np.float32]]:
    """Give alpha, inner and outer colours of the band between ``core`` and ``reach``."""
    scale = max(1.0, radius / _WORK_RADIUS)
    colours = image.astype(np.float32)
    small = resized(colours, core.shape, scale)
    sure = resized(core.astype(np.float32), core.shape, scale) > 0.999
    beyond = resized((~reach).astype(np.float32), core.shape, scale) > 0.999
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
        maps = enlarged(blurred(maps, 0.7), core.shape)
        inside, outside, trust = maps[..., :3], maps[..., 3:6], maps[..., 6]
    difference = inside - outside
    contrast = np.einsum("hwc,hwc->hw", difference, difference)
    mixture = np.einsum("hwc,hwc->hw", colours - outside, difference) / np.maximum(contrast, 1.0)
    alpha = trust * np.clip(mixture, 0.0, 1.0) + (1.0 - trust) * shape
    return np.asarray(alpha, dtype=np.float32), inside, outside


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
    inner = _samples(image, core, unknown, radius)
    outer = _samples(image, beyond, unknown, radius)
    totals = np.zeros((len(unknown), 9), np.float64)
    for first in inner:
        for second in outer:
            share, error = _mixture(colours, first, second)
            weight = np.exp(-np.minimum(error, 40 * _TOLERANCE) / (2 * _TOLERANCE)) + 1e-9
            pair = np.stack([np.ones_like(share), share, share * share], axis=1)
            totals += weight[:, None] * np.concatenate([pair, first, second], axis=1)
    totals /= totals[:, :1]
    alpha, inside, outside = totals[:, 1], totals[:, 3:6], totals[:, 6:9]
    vagueness = np.maximum(totals[:, 2] - alpha**2, 0.0) / _VAGUE
    contrast = ((inside - outside) ** 2).sum(axis=1)
    trust = contrast / (contrast + _ALIKE**2) / (1.0 + vagueness)
    parts = (np.asarray(part, dtype=np.float32) for part in (alpha, inside, outside, trust))
    return Mixtures(*parts)


def _mixture(
    colours: Colours, first: Colours, second: Colours
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give share and squared error of each colour as a mixture of two."""
    between = first - second
    contrast = np.maximum((between * between).sum(axis=1), 1.0)
    raw = ((colours - second) * between).sum(axis=1) / contrast
    share = np.clip(raw, 0.0, 1.0)
    rest = colours - second - share[:, None] * between
    error = (rest * rest).sum(axis=1)
    return np.asarray(share, dtype=np.float32), np.asarray(error, dtype=np.float32)


def _samples(
    image: Colours, sure: HardMask, places: NDArray[np.intp], radius: float
) -> list[Colours]:
    """Take K colours (N, 3) from sure pixels near each place."""
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
    return taken
