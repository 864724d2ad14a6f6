"""Laying garment and bared body over the photo: each edge is the photo's own or the garment's."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.bared import Patch
from tryon.garments.cover import Cover
from tryon.garments.drape import enlarged
from tryon.garments.matte import Matte, replace_colours
from tryon.garments.view import RegionView
from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.human_parse import HumanParse
from tryon.labels import Label

_LEAST_COVERAGE = 0.02
_SMOOTH = 0.9
"""Blur of the region's edge in pixels of the view, so that its steps do not show in the photo."""
_HEAD = frozenset({Label.FACE, Label.HAIR, Label.HAT, Label.SUNGLASSES, Label.SCARF, Label.GLOVES})
_ARMS = frozenset({Label.LEFT_ARM, Label.RIGHT_ARM})


@dataclass(frozen=True, eq=False)
class Layers:
    """What lies where in a box of the photo.

    Attributes:
        region: pixels (h, w) of the old clothes.
        alpha: coverage (h, w) by the garment where it has an edge of its own.
        own: share (h, w) by which the garment's own edge counts; elsewhere the edge is that of
            the old clothes.
    """

    region: HardMask
    alpha: SoftMask
    own: SoftMask

    def covered(self, matte: Matte) -> HardMask:
        """Give the pixels of which nothing of the photo is left."""
        taken = (matte.alpha >= 1) & (self.region | (self.own <= 0))
        return np.asarray(taken | (self.alpha * self.own >= 0.999))


def plan_layers(
    parse: HumanParse,
    person: int,
    view: RegionView,
    cover: Cover,
    alpha: SoftMask,
    box: Box,
) -> Layers:
    """Bring the decisions of the view to the photo's pixels.

    Args:
        parse: labels at full size.
        person: the person's number.
        view: where the decisions were made.
        cover: the decisions.
        alpha: the garment's own coverage (h, w) of the box.
        box: pixels of the photo.
    """
    worn = np.asarray(_up(cover.region, view, box, sigma=_SMOOTH) > 0.5)
    differs = _grown(cover.bared | cover.added, 3)
    own = _up(differs, view, box, sigma=1.0)
    inner = _up(cover.solid, view, box, sigma=0.7)
    front = _in_front(parse, person, cover, view, box)
    whole = np.maximum(alpha, inner)
    return Layers(worn, np.asarray(whole * (1 - front), dtype=np.float32), own)


def _in_front(parse: HumanParse, person: int, cover: Cover, view: RegionView, box: Box) -> SoftMask:
    """Give how much (h, w) of each pixel hair, face, hands or other people take."""
    hidden = parse.part_mask(person, _HEAD)[box.slices]
    arms = parse.part_mask(person, _ARMS)[box.slices]
    others = parse.person_map[box.slices]
    free = _up(cover.may_cover, view, box) > 0.5
    hard = hidden | (arms & ~free) | ((others != 0) & (others != person)) | ~free
    return np.asarray(cv2.GaussianBlur(hard.astype(np.float32), (0, 0), 0.7 + 0.3 / view.scale))


def lay(
    window: RgbImage,
    matte: Matte,
    layers: Layers,
    garment: NDArray[np.float32],
    bare: NDArray[np.float32],
    patches: tuple[Patch, ...] = (),
) -> RgbImage:
    """Exchange the old clothes for the garment, or for what they hid.

    Args:
        window: the photo's pixels (h, w, 3).
        matte: coverage of the old clothes.
        layers: what lies where.
        garment: the garment's colours (h, w, 3), shaded.
        bare: colours (h, w, 3) of what the old clothes hid.
        patches: pieces of it that take the photo's place, the old clothes' edge included.
    """
    own = layers.own[..., None]
    laid = own * layers.alpha[..., None]
    share = np.clip((1 - own) / np.maximum(1 - laid, 1e-4), 0.0, 1.0)
    inside = bare + (garment - bare) * share
    dressed = replace_colours(window, matte, np.asarray(inside, dtype=np.float32))
    changed = (matte.alpha > _LEAST_COVERAGE) | (laid[..., 0] > _LEAST_COVERAGE)
    for patch in patches:
        near = patch.box.slices
        painted = patch.share * (1 - (1 - layers.own[near]) * layers.alpha[near])
        dressed[near] += (patch.colours - dressed[near]) * painted[..., None]
        changed[near] |= painted > _LEAST_COVERAGE
    dressed += (garment - dressed) * laid
    return np.where(changed[..., None], np.rint(np.clip(dressed, 0, 255)), window).astype(np.uint8)


def _up(mask: HardMask, view: RegionView, box: Box, *, sigma: float = 0.0) -> SoftMask:
    soft = mask.astype(np.float32)
    if sigma:
        soft = np.asarray(cv2.GaussianBlur(soft, (0, 0), sigma))
    return enlarged(soft, view, box)


def _grown(mask: HardMask, radius: int) -> HardMask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return np.asarray(cv2.dilate(mask.view(np.uint8), kernel)).view(np.bool_)
