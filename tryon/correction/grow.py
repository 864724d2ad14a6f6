"""Growing a stroke to the edges that the photo has around it.

Colours under the stroke say what is wanted, those far from it what is not (GrabCut: Rother et al.,
SIGGRAPH 2004). That is decided on a small copy of the surroundings, and the edge found there is
brought to the photo's by a matte.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tryon.correction.drawn import stroke
from tryon.correction.edit import Edited
from tryon.correction.paint import Brush
from tryon.correction.repaint import paint_mask
from tryon.geometry import HardMask, LabelMap, RgbImage
from tryon.human_parse import HumanParse
from tryon.late import cv2
from tryon.pixels.masks import part_at
from tryon.pixels.matting import sampled_matte
from tryon.pixels.resize import reduced

_REACH_OF_RADIUS, _REACH_OF_LENGTH = 5.0, 0.6
"""How far a stroke may grow, in its radii and in its longest sides: the greater counts."""
_LIKELY = 0.35
"""Share of that way up to which pixels are the stroke's before their colours are looked at."""
_CUT_SIDE = 176
"""Longest side in pixels of the copy in which colours decide."""
_EDGE_SIDE = 700
"""Longest side in pixels of the copy in which the edge is found."""
_ROUNDS = 3
"""How often colours are learned and the picture is cut."""


@dataclass(frozen=True)
class GrowToEdge(Brush):
    """A stroke that grows to the edges around it."""

    kind: ClassVar[str] = "grow_to_edge"

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the grown stroke on it; see `ParseEdit.apply`."""
        box, drawn = stroke(self.path, self.radius, parse.size)
        longest = max(box.width, box.height)
        reach = round(max(_REACH_OF_RADIUS * self.radius, _REACH_OF_LENGTH * longest)) + 4
        around = box.grown(reach, limit=parse.size)
        seeds = np.zeros((around.height, around.width), np.bool_)
        seeds[box.moved(-around.left, -around.top).slices] = drawn
        labels, owners = parse.labels[around.slices], parse.person_map[around.slices]
        same = np.asarray((labels == self.label) & (owners == self.person))
        mask = grown_to_edge(photo[around.slices], seeds, same, reach)
        return paint_mask(parse, around, mask, self.label, self.person)


def grown_to_edge(rgb: RgbImage, seeds: HardMask, same: HardMask, reach: int) -> HardMask:
    """Return what the pixels of a stroke (h, w) are a part of; the stroke itself always is.

    Args:
        rgb: the photo (h, w, 3) around the stroke.
        seeds: the stroke.
        same: what is known to be the same thing already; its colours are believed.
        reach: how far it may grow, in pixels.
    """
    small = reduced(np.ascontiguousarray(rgb), _CUT_SIDE)
    scale = small.shape[1] / rgb.shape[1]
    small_seeds, small_same = _thinned(seeds, small), _thinned(same, small)
    if not small_seeds.any():
        return seeds
    distance = cv2.distanceTransform((~small_seeds).astype(np.uint8), cv2.DIST_L2, 5) / scale
    states = np.full(small.shape[:2], cv2.GC_PR_BGD, np.uint8)
    states[distance <= _LIKELY * reach] = cv2.GC_PR_FGD
    states[distance > reach] = cv2.GC_BGD
    for edge in (states[0], states[-1], states[:, 0], states[:, -1]):
        edge[edge == cv2.GC_PR_BGD] = cv2.GC_BGD  # so that there is something that it is not
    states[small_same | small_seeds] = cv2.GC_FGD
    if not (states == cv2.GC_BGD).any():
        return seeds
    found = _cut(small, states)
    mask = _at_edge(rgb, part_at(found, small_seeds))
    mask &= cv2.distanceTransform((~seeds).astype(np.uint8), cv2.DIST_L2, 3) <= reach
    return np.asarray(mask | seeds)


def _cut(rgb: RgbImage, states: LabelMap) -> HardMask:
    """Return what of a small picture (h, w, 3) is inside by its colours."""
    cv2.setRNGSeed(0)  # its colour clusters start at random
    bgr = np.ascontiguousarray(rgb[..., ::-1])
    inside, outside = np.zeros((1, 65)), np.zeros((1, 65))
    everywhere = (0, 0, rgb.shape[1], rgb.shape[0])  # not looked at, as the states say where
    cv2.grabCut(bgr, states, everywhere, inside, outside, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((states == cv2.GC_FGD) | (states == cv2.GC_PR_FGD))


def _at_edge(rgb: RgbImage, mask: HardMask) -> HardMask:
    """Return a mask of a small copy at the size of its picture (H, W, 3), on the picture's edge."""
    middle = reduced(rgb, _EDGE_SIDE)
    size = middle.shape[1::-1]
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    radius = max(1, round(max(size) / _CUT_SIDE))
    alpha = sampled_matte(middle, np.asarray(share >= 0.5), radius=radius).alpha
    full = cv2.resize(alpha, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(full >= 0.5)


def _thinned(mask: HardMask, small: RgbImage) -> HardMask:
    """Return a mask at the size of a smaller picture: the pixels that mostly belong to it."""
    size = small.shape[1::-1]
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(share >= min(0.5, float(share.max(initial=0.0))) if mask.any() else share > 1)
