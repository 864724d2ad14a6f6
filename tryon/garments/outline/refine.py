"""Bringing a roughly drawn edge to the picture's own: GrabCut in a band along it, then a matte.

What lies farther from the drawn edge than the band is believed. Within it, colours decide (Rother
et al., "GrabCut", SIGGRAPH 2004), and a cut prefers the picture's own edges. Of the roughened
outlines of 16 product photos, on their own and on busy grounds, this brought back a mean IoU of
0.988 from 0.948; mixtures of colours without a cut (`reader/sharpen.py`) 0.980.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.garments.outline.outline import Coverage
from tryon.geometry import Box, HardMask, RgbImage, Size
from tryon.late import cv2
from tryon.pixels.matting import sampled_matte
from tryon.pixels.resize import reduced

_BAND = 0.025
"""Distance from the drawn edge within which it is moved, in longest sides of the garment."""
_CUT_SIDE = 512
"""Longest side in pixels of the reduced picture that is cut."""
_MATTE_SIDE = 1600
"""Longest side in pixels of that in which the soft edge is found."""
_COVERED = 128
"""Least coverage of a pixel that counts as the garment's."""
_ROUNDS = 3
"""How often colours are learned and the picture is cut."""


def refined(rgb: RgbImage, coverage: Coverage) -> Coverage:
    """Return a coverage (H, W) whose edge follows the picture (H, W, 3) near it.

    Where nothing is covered or all of it, the coverage comes back as it is.
    """
    box = Box.around(coverage >= _COVERED)
    if box is None:
        return coverage
    reach = _BAND * max(box.width, box.height)
    box = box.grown(round(4 * reach) + 2, limit=Size.of(coverage))
    part, drawn = np.ascontiguousarray(rgb[box.slices]), coverage[box.slices]
    small = reduced(part, _CUT_SIDE)
    size = small.shape[1::-1]
    mask = np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)) >= _COVERED
    radius = max(2.0, reach * size[0] / part.shape[1])
    is_near = _distance_to_edge(mask) <= radius
    if is_near[mask].all() or is_near[~mask].all():
        return coverage
    alpha = _soft(part, _cut(small, mask, is_near, radius))
    shape = (drawn.shape[1], drawn.shape[0])
    is_near = cv2.resize(is_near.astype(np.uint8), shape, interpolation=cv2.INTER_LINEAR) > 0
    result = coverage.copy()
    result[box.slices][is_near] = alpha[is_near]
    return result


def _cut(rgb: RgbImage, drawn: HardMask, is_near: HardMask, radius: float) -> HardMask:
    """Return the garment (h, w) by colour where it is near the drawn edge."""
    states = np.where(drawn, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    states[drawn & ~is_near] = cv2.GC_FGD
    states[~drawn & ~is_near] = cv2.GC_BGD
    cv2.setRNGSeed(0)  # its colour clusters start at random
    bgr = np.ascontiguousarray(rgb[..., ::-1])
    inside, outside = np.zeros((1, 65)), np.zeros((1, 65))
    everywhere = (0, 0, rgb.shape[1], rgb.shape[0])  # not looked at, as the states say where
    cv2.grabCut(bgr, states, everywhere, inside, outside, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    found = np.asarray((states == cv2.GC_FGD) | (states == cv2.GC_PR_FGD))
    return ~_without_small(~_without_small(found, radius), radius)


def _without_small(mask: HardMask, radius: float) -> HardMask:
    """Return a mask (h, w) without the specks that are smaller than the band is wide."""
    _, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    is_kept = stats[:, cv2.CC_STAT_AREA] >= (2 * radius) ** 2
    is_kept[0] = False
    return np.asarray(is_kept[ids])


def _soft(rgb: RgbImage, mask: HardMask) -> Coverage:
    """Return the coverage of a mask (h, w) at the size of its picture (H, W, 3)."""
    middle = reduced(rgb, _MATTE_SIDE)
    size = middle.shape[1::-1]
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    radius = max(1, round(max(size) / 400))
    alpha = sampled_matte(middle, np.asarray(share >= 0.5), radius=radius).alpha
    full = cv2.resize(alpha, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.rint(full * 255).astype(np.uint8)


def _distance_to_edge(mask: HardMask) -> NDArray[np.float32]:
    """Return how far each pixel (h, w) is from the mask's edge, in pixels."""
    inner, outer = (
        cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5) for side in (mask, ~mask)
    )
    return np.asarray(inner + outer, np.float32)
