"""Clothes divided among the parts of a body, so that a sleeve that touches the torso stays one.

A pixel belongs to the part that is nearest on a way through cloth and skin, on which every edge of
the photo is a detour ("Geodesic Image and Video Editing", Criminisi et al., ACM TOG 29(5), 2010).
Two parts end at the crease or outline between them, and without one half-way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_path import ArmPath
from tryon.body.view import RegionView
from tryon.geometry import HardMask, RgbImage
from tryon.late import cv2
from tryon.pixels.geodesic import PixelGraph
from tryon.pixels.masks import voted
from tryon.pixels.resize import resized
from tryon.shape.sides import Pair

_SIDE = 280
"""Longest side, in pixels, of the picture in which ways are measured."""
_EVEN = 2.0
"""Blur of the votes that take the steps out of the parts' borders, in pixels of that picture."""
_PAST_WRIST = 0.3
"""How far past its wrist clothes still belong to a forearm, in half shoulder breadths."""
CORE = 0.9
"""Share of a limb's or torso's width that is its own, whatever the photo shows there."""


@dataclass(frozen=True, eq=False)
class TopDivision:
    """Which clothes and skin belong to which part of an upper body, in pixels of the view (h, w).

    Attributes:
        torso: the clothes on the torso.
        arms: clothes and skin of each arm.
        forearms: that part of an arm from the elbow on that may lie in front of the torso.
    """

    torso: HardMask
    arms: Pair[HardMask]
    forearms: Pair[HardMask]


def divide_top(
    view: RegionView,
    region: HardMask,
    torso: HardMask,
    paths: Pair[ArmPath | None],
    in_front: Pair[bool],
    image: RgbImage | None,
) -> TopDivision:
    """Divide a top.

    Args:
        view: the person.
        region: the clothes (h, w) on torso and arms.
        torso: the middle of the torso (h, w).
        paths: the arms.
        in_front: whether each forearm lies in front of the torso, where they meet.
        image: the view's pixels (h, w, 3); without them distance alone counts.
    """
    core = torso & region
    limbs = []
    for path, is_in_front in zip(paths, in_front, strict=True):
        if path is None:
            limbs += [np.zeros_like(region)] * 2
            continue
        elbow = len(path.middle) // 2
        own = view.arms | path.sleeved(region.shape)  # a bare arm has no cloth of its own
        upper = path.drawn(region.shape, factor=CORE, last=elbow) & own & ~torso
        forearm = path.drawn(region.shape, factor=CORE, first=elbow) & own
        if is_in_front:
            core &= ~forearm
        else:
            forearm &= ~torso
        limbs += [upper, forearm]
    nearest = divide((region, view.arms), [core, *limbs], image)
    for number, path in zip((2, 4), paths, strict=True):
        if path is not None:
            nearest[region & (nearest == number) & path.beyond(region.shape, _PAST_WRIST)] = 0
    return TopDivision(
        torso=nearest == 0,
        arms=Pair((nearest == 1) | (nearest == 2), (nearest == 3) | (nearest == 4)),
        forearms=Pair(nearest == 2, nearest == 4),
    )


def divide(
    kinds: Sequence[HardMask], seeds: Sequence[HardMask], image: RgbImage | None = None
) -> NDArray[np.int8]:
    """Return which of several parts each pixel of a body belongs to; -1 for none.

    Args:
        kinds: the pixels (h, w) to divide, of each kind; no way leads from one kind to another.
        seeds: pixels (h, w) of each part; where two overlap, the later one counts.
        image: the photo (h, w, 3); without it distance alone counts.
    """
    shape = kinds[0].shape
    factor = max(1.0, max(shape) / _SIDE)

    def small(mask: HardMask) -> HardMask:
        return resized(mask.astype(np.uint8) * np.uint8(255), shape, factor) > 127

    kind = np.sum([number * small(mask) for number, mask in enumerate(kinds, 1)], axis=0)
    owner = np.full(kind.shape, -1, np.int8)
    for number, seed in enumerate(seeds):
        owner[small(seed) & (kind > 0)] = number
    graph = PixelGraph.of(kind, image=None if image is None else resized(image, shape, factor))
    owner = graph.owners(owner)
    size = shape[1], shape[0]
    enlarged = cv2.resize(owner.view(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    even = voted(np.asarray(enlarged, np.uint8), _EVEN * factor).view(np.int8)
    even = np.where(even < 0, enlarged.view(np.int8), even)  # at the body's outline
    return np.where(np.any(kinds, axis=0), even, np.int8(-1))
