"""Laying the garment, and what it reveals, over the photo.

Each edge is either the photo's own, which the old clothes had, or the garment's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.origin import Origin, OriginMap
from tryon.fitting.reveal.coverage import Coverage
from tryon.fitting.reveal.revealed import Patch
from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.human_parse import HumanParse
from tryon.labels import ARMS, IN_FRONT
from tryon.late import cv2
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.masks import smoothed
from tryon.pixels.matte import Matte, laid_over, replace_colours

_LEAST_COVERAGE = 0.02
"""Coverage up to which a pixel of the photo stays as it is."""
_REGION_BLUR = 0.9
"""Blur of the region's edge in pixels of the view, so that its steps do not show in the photo."""

_STRIP = 128
"""Rows that are rendered at a time, so that what is computed takes little memory."""


@dataclass(frozen=True, eq=False)
class Layers:
    """What lies where in a box of the photo.

    Attributes:
        region: pixels (h, w) of the old clothes.
        alpha: coverage (h, w) by the garment where it has an edge of its own.
        edge_weight: weight (h, w) in [0, 1] of the garment's own edge; where it is 0 the edge is
            that of the old clothes.
        own: coverage (h, w) uint8 by the garment's own picture, 255 for fully: any cloth beyond it
            is continued.
    """

    region: HardMask
    alpha: SoftMask
    edge_weight: SoftMask
    own: NDArray[np.uint8]

    @property
    def edge_box(self) -> Box | None:
        """The box in which the garment's own edge counts; None if it does nowhere."""
        return Box.around(np.asarray(self.edge_weight > 0))

    def in_rows(self, rows: slice) -> Layers:
        """Return what lies in some rows."""
        return Layers(self.region[rows], self.alpha[rows], self.edge_weight[rows], self.own[rows])

    def covered(self, matte: Matte) -> NDArray[np.uint8]:
        """Return how far (h, w) each pixel hides garments below it, 255 for fully."""
        covered = eight_bit(255 * self.alpha * self.edge_weight)
        in_matte = matte.box.slices
        has_old_edge = self.edge_weight[in_matte] <= 0
        is_inside = (matte.alpha >= 1) & (self.region[in_matte] | has_old_edge)
        covered[in_matte][is_inside] = 255
        return np.asarray(covered)


def plan_layers(
    parse: HumanParse,
    person: int,
    view: RegionView,
    coverage: Coverage,
    alpha: SoftMask,
    own: SoftMask,
    box: Box,
) -> Layers:
    """Bring the decisions of the view to the photo's pixels.

    Args:
        parse: labels at full size.
        person: the person's number.
        view: where the decisions were made.
        coverage: the decisions.
        alpha: coverage (h, w) of the box with which the garment is drawn.
        own: coverage (h, w) by the garment's picture alone.
        box: pixels of the photo.
    """
    region = np.asarray(_to_photo(coverage.region, view, box, sigma=_REGION_BLUR) > 0.5)
    edge_weight = _to_photo(coverage.own_edge, view, box, sigma=1.0)
    solid = view_to_photo(smoothed(coverage.solid), view, box)
    front = _in_front(parse, person, coverage, view, box)
    garment_alpha = np.maximum(alpha, solid)
    drawn = np.asarray(garment_alpha * (1 - front), dtype=np.float32)
    return Layers(region, drawn, edge_weight, eight_bit(255 * own))


def _in_front(
    parse: HumanParse, person: int, coverage: Coverage, view: RegionView, box: Box
) -> SoftMask:
    """Return the coverage (h, w) by hair, face, hands and other people."""
    in_front = parse.part_mask(person, IN_FRONT)[box.slices]
    arms = parse.part_mask(person, ARMS)[box.slices]
    others = parse.person_map[box.slices]
    may_cover = _to_photo(coverage.may_cover, view, box) > 0.5
    mask = in_front | (arms & ~may_cover) | ((others != 0) & (others != person)) | ~may_cover
    return np.asarray(cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 0.7 + 0.3 / view.scale))


def render_layers(
    window: RgbImage,
    matte: Matte,
    layers: Layers,
    garment: NDArray[np.float32],
    revealed: RgbImage | None,
    patches: tuple[Patch, ...] = (),
) -> tuple[RgbImage, OriginMap]:
    """Replace the old clothes by the garment, or by what they hid.

    Args:
        window: the photo's pixels (h, w, 3).
        matte: coverage of the old clothes.
        layers: what lies where.
        garment: the garment's colours (h, w, 3), shaded.
        revealed: colours (h, w, 3) of what the old clothes hid, right in ``layers.edge_box``; None
            if that is nowhere.
        patches: pieces of it that take the photo's place, even where the old clothes' edge was.

    Returns:
        The picture (h, w, 3), and where each of its pixels (h, w) comes from.
    """
    result, origins = window.copy(), np.empty(window.shape[:2], np.uint8)
    for strip in Box(0, 0, window.shape[1], len(window)).strips(_STRIP):
        rows = strip.slices[0]
        result[rows], origins[rows] = _render_strip(
            window[rows],
            matte.in_rows(rows),
            layers.in_rows(rows),
            garment[rows],
            None if revealed is None else revealed[rows],
            tuple(part for patch in patches if (part := patch.in_rows(rows)) is not None),
        )
    return result, origins


def _render_strip(
    window: RgbImage,
    matte: Matte,
    layers: Layers,
    garment: NDArray[np.float32],
    revealed: RgbImage | None,
    patches: tuple[Patch, ...],
) -> tuple[RgbImage, OriginMap]:
    """Do what `render_layers` does, with some rows."""
    edge_box = layers.edge_box
    garment_alpha = layers.edge_weight * layers.alpha
    in_matte = matte.box.slices
    replacement = garment[in_matte]
    if edge_box is not None and revealed is not None:
        replacement = _replacement(garment, revealed, layers, edge_box)[in_matte]
    dressed = window.astype(np.float32)
    replace_colours(dressed[in_matte], matte, replacement)
    changed = garment_alpha > _LEAST_COVERAGE
    changed[in_matte] |= matte.alpha > _LEAST_COVERAGE
    for patch in patches:
        in_patch = patch.box.slices
        patch_alpha = _patch_alpha(patch, layers)
        guessed_colours = patch.colours.astype(np.float32)
        dressed[in_patch] = laid_over(dressed[in_patch], guessed_colours, patch_alpha)
        changed[in_patch] |= patch_alpha > _LEAST_COVERAGE
    if edge_box is not None:
        in_edge = edge_box.slices
        dressed[in_edge] = laid_over(dressed[in_edge], garment[in_edge], garment_alpha[in_edge])
    result = window.copy()
    cv2.copyTo(eight_bit(dressed), changed.view(np.uint8), result)
    origins = _find_origins(matte, layers, patches)
    origins[~changed] = Origin.PHOTO
    guessed = origins == Origin.GUESSED
    is_kept = (result[guessed] == window[guessed]).all(axis=1)  # shoes below a cuff, for one
    origins[guessed] = np.where(is_kept, Origin.PHOTO, Origin.GUESSED)
    return result, origins


def _find_origins(matte: Matte, layers: Layers, patches: tuple[Patch, ...]) -> OriginMap:
    """Return what counts most in each pixel (h, w) beside the photo.

    The weights are those with which `render_layers` lays one thing over the other: the garment has
    the share ``cloth`` of a pixel, garment and guess together ``changed``.
    """
    changed, cloth = (np.zeros(layers.alpha.shape, np.float32) for _ in range(2))
    in_matte = matte.box.slices
    changed[in_matte] = matte.alpha
    cloth[in_matte] = matte.alpha * (1 - layers.edge_weight[in_matte])
    for patch in patches:
        in_patch = patch.box.slices
        beside_patch = 1 - _patch_alpha(patch, layers)
        cloth[in_patch] *= beside_patch
        changed[in_patch] = 1 - (1 - changed[in_patch]) * beside_patch
    edge_alpha = layers.edge_weight * layers.alpha
    cloth += edge_alpha
    changed += (1 - changed) * edge_alpha
    twice_moved = np.minimum(cloth, layers.own * np.float32(1 / 255))
    twice_moved *= 2
    return np.where(changed > twice_moved, np.uint8(Origin.GUESSED), np.uint8(Origin.MOVED))


def _patch_alpha(patch: Patch, layers: Layers) -> SoftMask:
    """Return how much (h, w) of a patch shows before the garment's own edge is drawn over it.

    Then as much of it is left as the garment leaves free, ``1 - alpha``, whosever the edge is.
    """
    in_patch = patch.box.slices
    alpha = layers.alpha[in_patch]
    drawn_over = layers.edge_weight[in_patch] * alpha
    uncovered = (1 - alpha) / np.maximum(1 - drawn_over, 1e-4)
    return np.asarray(patch.weight * uncovered, np.float32)


def _replacement(
    garment: NDArray[np.float32], revealed: RgbImage, layers: Layers, edge_box: Box
) -> NDArray[np.float32]:
    """Return what takes the old clothes' place (h, w, 3) before the garment's own edge is drawn."""
    edge_weight, alpha = layers.edge_weight[edge_box.slices], layers.alpha[edge_box.slices]
    garment_weight = np.clip(
        (1 - edge_weight) / np.maximum(1 - edge_weight * alpha, 1e-4), 0.0, 1.0
    )
    replacement = garment.copy()
    in_edge = edge_box.slices
    below = revealed[in_edge].astype(np.float32)
    replacement[in_edge] = laid_over(below, garment[in_edge], garment_weight)
    return replacement


def _to_photo(mask: HardMask, view: RegionView, box: Box, *, sigma: float = 0.0) -> SoftMask:
    """Return a mask of the view, blurred by ``sigma`` of its pixels, in a box of the photo."""
    soft = mask.astype(np.float32)
    if sigma:
        soft = np.asarray(cv2.GaussianBlur(soft, (0, 0), sigma))
    return view_to_photo(soft, view, box)
