"""Laying garment and bared body over the photo: each edge is the photo's own or the garment's."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.reveal.coverage import Coverage
from tryon.fitting.reveal.revealed import Patch
from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.human_parse import HumanParse
from tryon.labels import ARMS, IN_FRONT
from tryon.pixels.masks import grown
from tryon.pixels.matte import Matte, replace_colours

_LEAST_COVERAGE = 0.02
_SMOOTH = 0.9
"""Blur of the region's edge in pixels of the view, so that its steps do not show in the photo."""


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

    @property
    def edged(self) -> Box | None:
        """Where the garment's own edge counts at all."""
        return Box.around(np.asarray(self.own > 0))

    def covered(self, matte: Matte) -> NDArray[np.uint8]:
        """Return how much (h, w) of each pixel hides what lies below it, 255 for all."""
        covered = np.rint(255 * self.alpha * self.own).astype(np.uint8)
        near = matte.box.slices
        is_inside = (matte.alpha >= 1) & (self.region[near] | (self.own[near] <= 0))
        covered[near][is_inside] = 255
        return np.asarray(covered)


def plan_layers(
    parse: HumanParse,
    person: int,
    view: RegionView,
    coverage: Coverage,
    alpha: SoftMask,
    box: Box,
) -> Layers:
    """Bring the decisions of the view to the photo's pixels.

    Args:
        parse: labels at full size.
        person: the person's number.
        view: where the decisions were made.
        coverage: the decisions.
        alpha: the garment's own coverage (h, w) of the box.
        box: pixels of the photo.
    """
    worn = np.asarray(_up(coverage.region, view, box, sigma=_SMOOTH) > 0.5)
    differs = grown(coverage.revealed | coverage.added, 3)
    own = _up(differs, view, box, sigma=1.0)
    inner = _up(coverage.solid, view, box, sigma=0.7)
    front = _in_front(parse, person, coverage, view, box)
    whole = np.maximum(alpha, inner)
    return Layers(worn, np.asarray(whole * (1 - front), dtype=np.float32), own)


def _in_front(
    parse: HumanParse, person: int, coverage: Coverage, view: RegionView, box: Box
) -> SoftMask:
    """Return how much (h, w) of each pixel hair, face, hands or other people take."""
    hidden = parse.part_mask(person, IN_FRONT)[box.slices]
    arms = parse.part_mask(person, ARMS)[box.slices]
    others = parse.person_map[box.slices]
    free = _up(coverage.may_cover, view, box) > 0.5
    hard = hidden | (arms & ~free) | ((others != 0) & (others != person)) | ~free
    return np.asarray(cv2.GaussianBlur(hard.astype(np.float32), (0, 0), 0.7 + 0.3 / view.scale))


def lay(
    window: RgbImage,
    matte: Matte,
    layers: Layers,
    garment: NDArray[np.float32],
    bare: NDArray[np.float32] | None,
    patches: tuple[Patch, ...] = (),
) -> RgbImage:
    """Exchange the old clothes for the garment, or for what they hid.

    Args:
        window: the photo's pixels (h, w, 3).
        matte: coverage of the old clothes.
        layers: what lies where.
        garment: the garment's colours (h, w, 3), shaded.
        bare: colours (h, w, 3) of what the old clothes hid, in the box that is ``layers.edged``.
        patches: pieces of it that take the photo's place, the old clothes' edge included.
    """
    edged = layers.edged
    laid = layers.own * layers.alpha
    dressed = window.astype(np.float32)
    taken = matte.box.slices
    inside = garment[taken]
    if edged is not None and bare is not None:
        inside = _mixed(garment, bare, layers, edged)[taken]
    dressed[taken] = replace_colours(window[taken], matte, inside)
    del inside  # as large as the garment, and not needed any more
    changed = laid > _LEAST_COVERAGE
    changed[taken] |= matte.alpha > _LEAST_COVERAGE
    for patch in patches:
        near = patch.box.slices
        painted = patch.share * (1 - (1 - layers.own[near]) * layers.alpha[near])
        dressed[near] += (patch.colours - dressed[near]) * painted[..., None]
        changed[near] |= painted > _LEAST_COVERAGE
    if edged is not None:
        near = edged.slices
        dressed[near] += (garment[near] - dressed[near]) * laid[near][..., None]
    np.clip(dressed, 0, 255, out=dressed)
    np.rint(dressed, out=dressed)
    result = window.copy()
    cv2.copyTo(dressed.astype(np.uint8), changed.view(np.uint8), result)
    return result


def _mixed(
    garment: NDArray[np.float32], bare: NDArray[np.float32], layers: Layers, edged: Box
) -> NDArray[np.float32]:
    """Return what takes the old clothes' place (h, w, 3) before the garment's own edge is drawn."""
    own, alpha = layers.own[edged.slices], layers.alpha[edged.slices]
    share = np.clip((1 - own) / np.maximum(1 - own * alpha, 1e-4), 0.0, 1.0)
    inside = garment.copy()
    inside[edged.slices] -= bare
    inside[edged.slices] *= share[..., None]
    inside[edged.slices] += bare
    return inside


def _up(mask: HardMask, view: RegionView, box: Box, *, sigma: float = 0.0) -> SoftMask:
    soft = mask.astype(np.float32)
    if sigma:
        soft = np.asarray(cv2.GaussianBlur(soft, (0, 0), sigma))
    return view_to_photo(soft, view, box)
