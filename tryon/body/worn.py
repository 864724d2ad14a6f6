"""What a person wears on a region and the body in it, measured for a kind of garment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from tryon.body.arms import arms_in_front
from tryon.body.legs import below_ragged_top, legs_under
from tryon.body.view import RegionView
from tryon.body.worn_top import WornTop, measure_worn_top
from tryon.errors import FitError
from tryon.geometry import Box, HardMask
from tryon.labels import BELOW_THE_WAIST, Label
from tryon.messages import FitProblem
from tryon.pixels.masks import filled_polygon, grown
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Strip
from tryon.shape.lower_garments import EmptyLegError, measure_skirt, measure_trousers, right_half
from tryon.shape.sides import BOTH_LEGS, BOTH_SLEEVES, GarmentPart, Pair, Side
from tryon.shape.silhouette import strip_mask

_HIP_DEPTH = 0.75
"""Depth of the hips below the waist, in widths of the trousers' top."""
_TYPICAL_RISE = 0.75
"""Typical height of the waist above the crotch, in widths of the trousers' top."""
_WIDEST_HIPS = 0.4
"""Greatest width of the hips, in lengths of the trousers: hands in pockets look like cloth."""
_ARM_RADIUS = 0.22
"""Typical radius of an arm, in half shoulder widths."""
_MOST_TAKEN_OFF = 0.35
"""Greatest fraction of half a sleeve's width that is taken off for the arm in it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WornRegion:
    """What a person wears on a region, measured.

    Attributes:
        figure: landmarks and outline samples in pixels of the view.
        zones: the pixels (h, w) in which a garment part may lie; torso, left leg and skirt have
            no zone: they may lie anywhere.
        onward: strips of the body along which a longer part continues past the worn clothes, from
            the same root: whole arms, legs to the ankles, the torso over hips and thighs.
        bare: the body (h, w) under the clothes, which shows skin where a garment reveals it.
        half_width: half the width of the shoulders, or of the hips below them: the scale of
            everything else.
        in_front: bare arms and hands (h, w) in front of the torso.
        forearms: sleeved forearms (h, w) in front of the torso.
        upper: the body in a top or dress; None below the waist.
        legs: both legs under the clothes and below them, waist to ankle, outer edge first; None
            where they are not known.
        leg_length: from waist to ankle, where whole trousers show it.
        hidden_rise: height of the waist above the region, under a top's hem.
        is_tucked: whether other clothes follow right below the hem.
        is_cut_off: whether the photo ends before the clothes do.
        hangs_free: whether the body below the torso's end wears trousers, on which a dress or a
            skirt takes its own shape.
        is_top: whether it is a top; what trousers or skirt look like under its hem is not known.
        is_guessed: whether the figure was drawn under a skirt that hides it.
    """

    figure: Figure
    zones: Mapping[GarmentPart, HardMask] = field(default_factory=dict)
    onward: Mapping[GarmentPart, Strip] = field(default_factory=dict)
    bare: HardMask
    half_width: float
    in_front: HardMask
    forearms: Mapping[GarmentPart, HardMask] = field(default_factory=dict)
    upper: WornTop | None = None
    legs: Pair[Strip] | None = None
    leg_length: float | None = None
    hidden_rise: float = 0.0
    is_tucked: bool = False
    is_cut_off: bool = False
    hangs_free: bool = False
    is_top: bool = False
    is_guessed: bool = False


def measure_region(view: RegionView, category: GarmentCategory) -> WornRegion:
    """Measure the region as a garment of ``category`` will lie on it.

    Raises:
        FitError: if too little of the region can be seen.
    """
    if view.region.sum() < 60:
        raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
    try:
        match category:
            case GarmentCategory.TOP:
                return _measure_top(view)
            case GarmentCategory.DRESS:
                return _measure_dress(view)
            case GarmentCategory.TROUSERS:
                return _measure_for_trousers(view)
            case GarmentCategory.SKIRT:
                return _measure_for_skirt(view)
    except EmptyLegError as error:
        raise FitError(FitProblem.TOO_LITTLE_VISIBLE) from error


def _measure_top(view: RegionView) -> WornRegion:
    worn = measure_worn_top(view, view.region)
    return replace(_upper_body(view, worn), is_tucked=_is_tucked(view, worn), is_top=True)


def _measure_dress(view: RegionView) -> WornRegion:
    pants = view.mask(Label.PANTS) & view.region
    gown = view.mask(Label.SKIRT, Label.DRESS) & view.region
    top_rows = np.flatnonzero(pants.sum(axis=1) > 3)
    hangs_free = bool(pants.sum() > gown.sum() and len(top_rows) > 8)
    region = view.region
    if hangs_free:
        waist = int(top_rows[0])
        width = float(np.percentile(pants.sum(axis=1)[top_rows[: len(top_rows) // 3 + 1]], 80))
        region = region.copy()
        region[min(waist + round(_HIP_DEPTH * width), region.shape[0] - 1) :] = False
    if region.sum() < 60:
        region, hangs_free = view.region, False
    worn = measure_worn_top(view, region)
    measured = _upper_body(view, worn)
    if hangs_free:
        legs = measure_trousers(_filled_rows(pants, view.arms))[0].legs
        return replace(measured, legs=legs, hangs_free=True)
    below = region & (np.arange(view.shape[0])[:, None] > _waist_y(worn))
    if below.sum() > 60 and (view.legs.any() or not measured.is_cut_off):
        return replace(measured, bare=measured.bare | legs_under(view, below))
    return measured


def _upper_body(view: RegionView, worn: WornTop) -> WornRegion:
    """Return what tops and dresses have in common."""
    zones = _sleeve_zones(view, worn)
    return WornRegion(
        figure=worn.figure,
        zones=zones,
        onward=_onward(worn),
        bare=_bare_upper(view, worn, zones),
        half_width=worn.half_shoulder,
        in_front=arms_in_front(view, worn.arms.paths, worn.torso, worn.skeleton.unit),
        forearms={BOTH_SLEEVES[side]: worn.arms.forearms[side] for side in Side},
        upper=worn,
        is_cut_off=_is_cut_off(view),
    )


def _measure_for_trousers(view: RegionView) -> WornRegion:
    """Measure legs: those of worn trousers, or those that a skirt hides."""
    filled = _filled_rows(view.region, view.arms)
    skirt = view.mask(Label.SKIRT) & view.region
    is_skirt = bool(skirt.sum() > 0.5 * view.region.sum())
    legs = legs_under(view, filled) if is_skirt else filled
    figure, _ = measure_trousers(legs)
    to_ankles, split = measure_trousers(legs | _shown_legs(view, filled))
    hips = figure.legs.map(lambda leg: leg.left[1])
    return WornRegion(
        figure=figure,
        zones={GarmentPart.RIGHT_LEG: right_half(split, view.shape)},
        onward={BOTH_LEGS[side]: to_ankles.legs[side] for side in Side},
        bare=np.zeros(view.shape, np.bool_),
        half_width=float(np.linalg.norm(hips.left - hips.right)) / 2,
        in_front=view.arms,
        legs=to_ankles.legs,
        is_cut_off=_is_cut_off(view),
        is_guessed=is_skirt,
    )


def _measure_for_skirt(view: RegionView) -> WornRegion:
    """Measure a worn skirt, or the hips in trousers on which a skirt will hang."""
    filled = _filled_rows(view.region, view.arms)
    is_cut_off = _is_cut_off(view)
    pants = view.mask(Label.PANTS) & view.region
    if pants.sum() <= 0.5 * view.region.sum():
        skirt = measure_skirt(below_ragged_top(filled))
        return WornRegion(
            figure=skirt,
            bare=legs_under(view, filled) if view.legs.any() or not is_cut_off else view.region,
            half_width=skirt.body.width / 2,
            in_front=view.arms,
            is_cut_off=is_cut_off,
        )
    trousers, _ = measure_trousers(filled)
    box = Box.around(filled)
    assert box is not None
    width = float(np.percentile(filled[box.top : box.top + box.height // 3 + 1].sum(axis=1), 80))
    width = min(width, _WIDEST_HIPS * box.height)
    hips = filled.copy()
    hips[min(box.bottom - 1, box.top + round(_HIP_DEPTH * width)) :] = False
    skirt = measure_skirt(below_ragged_top(hips if hips.any() else filled))
    return WornRegion(
        figure=skirt,
        bare=np.zeros(view.shape, np.bool_),
        half_width=skirt.body.width / 2,
        in_front=view.arms,
        legs=trousers.legs,
        leg_length=None if is_cut_off else float(box.height),
        hidden_rise=max(0.0, _TYPICAL_RISE * width - (trousers.landmarks.crotch.y - box.top)),
        is_cut_off=is_cut_off,
        hangs_free=True,
    )


def _filled_rows(region: HardMask, in_front: HardMask) -> HardMask:
    """Fill what hands and bags hide of a region (h, w) between two of its pixels in a row."""
    closed = cv2.morphologyEx(
        (region | in_front).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)
    )
    first = np.where(region.any(axis=1), np.argmax(region, axis=1), region.shape[1])
    last = region.shape[1] - 1 - np.argmax(region[:, ::-1], axis=1)
    columns = np.arange(region.shape[1])
    between = (columns >= first[:, None]) & (columns <= last[:, None])
    return np.asarray(region | (np.asarray(closed > 0) & in_front & between))


def _shown_legs(view: RegionView, cloth: HardMask) -> HardMask:
    """Return the bare legs below trousers or shorts, a little wider, as long trousers need."""
    box = Box.around(cloth)
    assert box is not None
    below = np.arange(view.shape[0])[:, None] > box.top + 0.5 * box.height
    widened = cv2.dilate((view.legs & below).astype(np.uint8), np.ones((1, 5), np.uint8))
    return np.asarray(widened > 0)


def _sleeve_zones(view: RegionView, worn: WornTop) -> dict[GarmentPart, HardMask]:
    """Return the pixels (h, w) in which each sleeve may lie."""
    columns = np.arange(view.shape[1])
    margin = round(0.12 * worn.half_shoulder)
    zones = {}
    for side in Side:
        arm, sleeve = worn.arms.strips[side], worn.arms.sleeves[side]
        drawn = np.zeros(view.shape, np.bool_)
        if arm is not None or sleeve is not None:
            drawn |= grown(worn.arms.limbs[side], margin)
        for strip in (arm, sleeve):
            if strip is not None:
                drawn |= strip_mask(strip, view.shape, widened=1.7, extra=0.3 * worn.half_shoulder)
        is_on_side = side.outward * (columns - worn.axis[:, None]) > 0
        zones[BOTH_SLEEVES[side]] = np.asarray(
            (drawn & ~worn.raised_torso_mask & is_on_side) | worn.arms.forearms[side]
        )
    return zones


def _onward(worn: WornTop) -> dict[GarmentPart, Strip]:
    strips = {GarmentPart.TORSO: worn.onward}
    for side in Side:
        arm = worn.arms.strips[side]
        if arm is not None:
            strips[BOTH_SLEEVES[side]] = arm
    return strips


def _bare_upper(view: RegionView, worn: WornTop, zones: Mapping[GarmentPart, HardMask]) -> HardMask:
    """Draw torso, neck and arms (h, w) as wide as a body, but never wider than they are seen."""
    necks = worn.figure.landmarks.necks
    bare = worn.torso.drawn(view.shape, is_bare=True)
    head = Box.around(view.face)
    top_y = head.bottom - 0.2 * head.height if head else necks.left.y - 0.5 * worn.half_shoulder
    middle = (necks.left.x + necks.right.x) / 2
    half_neck = 0.3 * worn.half_shoulder
    low_y = max(necks.left.y, necks.right.y) + 0.3 * worn.half_shoulder
    neck = [(middle - half_neck, top_y), (necks.left.x, necks.left.y), (middle, low_y),
            (necks.right.x, necks.right.y), (middle + half_neck, top_y)]  # fmt: skip
    bare |= filled_polygon(view.shape, np.array(neck))
    return np.asarray(bare | _bare_arms(view, worn, zones))


def _bare_arms(view: RegionView, worn: WornTop, zones: Mapping[GarmentPart, HardMask]) -> HardMask:
    """Draw the arms (h, w) inside sleeves: the sleeves, narrowed to the width of arms."""
    cloth = view.region | view.arms
    arms = np.zeros(view.shape, np.bool_)
    depth = cv2.distanceTransform((cloth | worn.torso_mask).astype(np.uint8), cv2.DIST_L2, 3)
    for side in Side:
        limb = worn.arms.limbs[side]
        if worn.arms.strips[side] is None or not limb.any():
            continue
        limb_depth = np.asarray(
            cv2.distanceTransform(limb.astype(np.uint8), cv2.DIST_L2, 3), np.float32
        )
        half_width = float(np.percentile(limb_depth[limb], 90))
        excess = float(
            np.clip(
                half_width - _ARM_RADIUS * worn.half_shoulder, 0.0, _MOST_TAKEN_OFF * half_width
            )
        )
        arms |= (depth > excess) & zones[BOTH_SLEEVES[side]] & cloth
    return arms


def _waist_y(worn: WornTop) -> float:
    """Return the y of the waist by the proportions of a body."""
    return worn.figure.landmarks.armpits.left.y + 1.0 * worn.half_shoulder


def _is_tucked(view: RegionView, worn: WornTop) -> bool:
    """Whether trousers or a skirt begin right below most of the hem."""
    torso = worn.figure.torso
    y, search_height = float(torso.left[-1, 1]), 0.3 * worn.half_shoulder
    first, last = sorted((int(torso.left[-1, 0]), int(torso.right[-1, 0])))
    rows = slice(max(0, int(y - 0.1 * worn.half_shoulder)), int(y + search_height) + 1)
    lower = view.mask(*BELOW_THE_WAIST)[rows, max(0, first) : last]
    return bool(lower.size and lower.any(axis=0).mean() > 0.5)


def _is_cut_off(view: RegionView) -> bool:
    """Whether the region reaches the photo's lower edge."""
    at_edge = view.box.bottom >= view.photo_size.height
    return bool(at_edge and view.region[-3:].any())
