"""What a person wears on a region and the body in it, measured for a kind of garment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from tryon.body.forearms import arms_in_front
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
from tryon.shape.lower_garments import measure_skirt, measure_trousers, right_half
from tryon.shape.sides import BOTH_LEGS, BOTH_SLEEVES, GarmentPart, Pair, Side

_HIPS = 0.75
"""Depth of the hips below the waist, in widths of the trousers' top."""
_RISE = 0.75
"""Height of the waist above the crotch, in widths of the trousers' top."""
_WIDEST = 0.4
"""Breadth of the hips in lengths of the trousers, at most: hands in pockets look like cloth."""
_ARM_RADIUS = 0.22
"""Usual radius of an arm, in half shoulder breadths."""
_MOST_NARROWED = 0.35
"""Share of a sleeve's half breadth that an arm leaves free at most."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WornRegion:
    """What a person wears on a region, measured.

    Attributes:
        figure: landmarks and outline samples in pixels of the view.
        zones: where (h, w) the parts that move by themselves may lie; torso, left leg or skirt
            have none, they may lie anywhere.
        onward: how a part would go on along the body past the end of what is worn now, from the
            same root: whole arms, legs to the ankles, the torso over hips and thighs.
        bare: the body (h, w) under the clothes: what shows skin where a garment leaves it free.
        half_width: half the width of the shoulders, or of the hips below them: the scale of
            everything else.
        in_front: bare arms and hands (h, w) in front of the torso.
        forearms: sleeved forearms (h, w) in front of the torso.
        legs: both legs under the clothes and below them, waist to ankle, outer edge first; None
            where they are not known.
        leg_length: from waist to ankle, where whole trousers show it.
        hidden_rise: how far above the region the waist lies, under a top's hem.
        is_tucked: whether other clothes follow right below the hem.
        is_cut_off: whether the photo ends before the clothes do.
        hangs_free: whether the body below the torso's end wears trousers, on which a dress or a
            skirt takes its own shape.
        is_top: whether it ends above trousers or a skirt, of which nothing is known where it hides
            them.
        is_guessed: whether the figure was drawn under a skirt that hides it.
    """

    figure: Figure
    zones: Mapping[GarmentPart, HardMask] = field(default_factory=dict)
    onward: Mapping[GarmentPart, Strip] = field(default_factory=dict)
    bare: HardMask
    half_width: float
    in_front: HardMask
    forearms: Mapping[GarmentPart, HardMask] = field(default_factory=dict)
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
    match category:
        case GarmentCategory.TOP:
            return _measure_top(view)
        case GarmentCategory.DRESS:
            return _measure_dress(view)
        case GarmentCategory.TROUSERS:
            return _measure_for_trousers(view)
        case GarmentCategory.SKIRT:
            return _measure_for_skirt(view)


def _measure_top(view: RegionView) -> WornRegion:
    worn = measure_worn_top(view, view.region)
    return WornRegion(
        figure=worn.figure,
        zones=_sleeve_zones(view, worn),
        onward=_onward(worn),
        bare=_bare_upper(view, worn),
        half_width=worn.half_shoulder,
        in_front=arms_in_front(view, worn.figure, worn.half_shoulder),
        forearms={BOTH_SLEEVES[side]: worn.forearms[side] for side in Side},
        is_tucked=_is_tucked(view, worn),
        is_top=True,
        is_cut_off=_is_cut_off(view),
    )


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
        region[min(waist + round(_HIPS * width), region.shape[0] - 1) :] = False
    if region.sum() < 60:
        region, hangs_free = view.region, False
    worn = measure_worn_top(view, region)
    bare = _bare_upper(view, worn)
    if not hangs_free:
        below = region & (np.arange(view.shape[0])[:, None] > _waist_y(worn))
        if below.sum() > 60 and (view.legs.any() or not _is_cut_off(view)):
            bare |= legs_under(view, below)
    return WornRegion(
        figure=worn.figure,
        zones=_sleeve_zones(view, worn),
        onward=_onward(worn),
        bare=bare,
        half_width=worn.half_shoulder,
        in_front=arms_in_front(view, worn.figure, worn.half_shoulder),
        forearms={BOTH_SLEEVES[side]: worn.forearms[side] for side in Side},
        legs=measure_trousers(_filled_rows(pants, view.arms))[0].legs if hangs_free else None,
        is_cut_off=_is_cut_off(view),
        hangs_free=hangs_free,
    )


def _measure_for_trousers(view: RegionView) -> WornRegion:
    """Measure legs: those of worn trousers, or those that a skirt hides."""
    full = _filled_rows(view.region, view.arms)
    skirt = view.mask(Label.SKIRT) & view.region
    is_skirt = bool(skirt.sum() > 0.5 * view.region.sum())
    legs = legs_under(view, full) if is_skirt else full
    figure, _ = measure_trousers(legs)
    whole, split = measure_trousers(legs | _shown_legs(view, full))
    hips = figure.legs.map(lambda leg: leg.left[1])
    return WornRegion(
        figure=figure,
        zones={GarmentPart.RIGHT_LEG: right_half(split, view.shape)},
        onward={BOTH_LEGS[side]: whole.legs[side] for side in Side},
        bare=np.zeros(view.shape, np.bool_),
        half_width=float(np.linalg.norm(hips.left - hips.right)) / 2,
        in_front=view.arms,
        legs=whole.legs,
        is_cut_off=_is_cut_off(view),
        is_guessed=is_skirt,
    )


def _measure_for_skirt(view: RegionView) -> WornRegion:
    full = _filled_rows(view.region, view.arms)
    is_cut_off = _is_cut_off(view)
    pants = view.mask(Label.PANTS) & view.region
    if pants.sum() <= 0.5 * view.region.sum():
        skirt = measure_skirt(below_ragged_top(full))
        return WornRegion(
            figure=skirt,
            bare=legs_under(view, full) if view.legs.any() or not is_cut_off else view.region,
            half_width=skirt.body.width / 2,
            in_front=view.arms,
            is_cut_off=is_cut_off,
        )
    trousers, _ = measure_trousers(full)
    box = Box.around(full)
    assert box is not None
    width = float(np.percentile(full[box.top : box.top + box.height // 3 + 1].sum(axis=1), 80))
    width = min(width, _WIDEST * box.height)
    hips = full.copy()
    hips[min(box.bottom - 1, box.top + round(_HIPS * width)) :] = False
    skirt = measure_skirt(below_ragged_top(hips if hips.any() else full))
    return WornRegion(
        figure=skirt,
        bare=np.zeros(view.shape, np.bool_),
        half_width=skirt.body.width / 2,
        in_front=view.arms,
        legs=trousers.legs,
        leg_length=None if is_cut_off else float(box.height),
        hidden_rise=max(0.0, _RISE * width - (trousers.landmarks.crotch.y - box.top)),
        is_cut_off=is_cut_off,
        hangs_free=True,
    )


def _filled_rows(region: HardMask, front: HardMask) -> HardMask:
    """Bridge what hands and bags in front hide between two pixels of a row's own region."""
    closed = cv2.morphologyEx(
        (region | front).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)
    )
    first = np.where(region.any(axis=1), np.argmax(region, axis=1), region.shape[1])
    last = region.shape[1] - 1 - np.argmax(region[:, ::-1], axis=1)
    columns = np.arange(region.shape[1])
    between = (columns >= first[:, None]) & (columns <= last[:, None])
    return np.asarray(region | (np.asarray(closed > 0) & front & between))


def _shown_legs(view: RegionView, cloth: HardMask) -> HardMask:
    """Return the bare legs below trousers or shorts, a little wider, as long trousers need."""
    box = Box.around(cloth)
    assert box is not None
    below = np.arange(view.shape[0])[:, None] > box.top + 0.5 * box.height
    grown = cv2.dilate((view.legs & below).astype(np.uint8), np.ones((1, 5), np.uint8))
    return np.asarray(grown > 0)


def _sleeve_zones(view: RegionView, worn: WornTop) -> dict[GarmentPart, HardMask]:
    columns = np.arange(view.shape[1])
    reach = round(0.12 * worn.half_shoulder)
    zones = {}
    for side in Side:
        arm, sleeve = worn.arms[side], worn.figure.sleeves[side]
        drawn = np.zeros(view.shape, np.bool_)
        if arm is not None or sleeve is not None:
            drawn |= grown(worn.limbs[side], reach)
        for strip in (arm, sleeve):
            if strip is not None:
                drawn |= _widened(strip, 1.7, 0.3 * worn.half_shoulder, view.shape)
        beside = side.outward * (columns - worn.axis[:, None]) > 0
        zones[BOTH_SLEEVES[side]] = np.asarray(
            (drawn & ~worn.lifted & beside) | worn.forearms[side]
        )
    return zones


def _widened(strip: Strip, factor: float, extra: float, shape: tuple[int, int]) -> HardMask:
    """Draw a tube with more room on both sides and past its end."""
    longer = strip.at(
        np.append(np.linspace(0, strip.length, len(strip.left)), strip.length + extra)
    )
    middle = longer.middle
    left, right = (
        middle + (longer.left - middle) * factor,
        middle + (longer.right - middle) * factor,
    )
    drawn = np.zeros(shape, np.bool_)
    for i in range(len(left) - 1):
        drawn |= filled_polygon(shape, np.array([left[i], left[i + 1], right[i + 1], right[i]]))
    return drawn


def _onward(worn: WornTop) -> dict[GarmentPart, Strip]:
    strips = {GarmentPart.TORSO: worn.onward}
    for side in Side:
        arm = worn.arms[side]
        if arm is not None:
            strips[BOTH_SLEEVES[side]] = arm
    return strips


def _bare_upper(view: RegionView, worn: WornTop) -> HardMask:
    """Draw torso, neck and arms as wide as a body is, never wider than what is seen of it."""
    necks = worn.figure.landmarks.necks
    bare = worn.trunk.copy()
    head = Box.around(view.face)
    top = head.bottom - 0.2 * head.height if head else necks.left.y - 0.5 * worn.half_shoulder
    middle = (necks.left.x + necks.right.x) / 2
    half = 0.3 * worn.half_shoulder
    low = max(necks.left.y, necks.right.y) + 0.3 * worn.half_shoulder
    neck = [(middle - half, top), (necks.left.x, necks.left.y), (middle, low),
            (necks.right.x, necks.right.y), (middle + half, top)]  # fmt: skip
    bare |= filled_polygon(view.shape, np.array(neck))
    return np.asarray(bare | _bare_arms(view, worn))


def _bare_arms(view: RegionView, worn: WornTop) -> HardMask:
    """Draw the arms inside sleeves: the sleeves, narrowed to the breadth that arms have."""
    cloth = view.region | view.arms
    arms = np.zeros(view.shape, np.bool_)
    depth = cv2.distanceTransform((cloth | worn.trunk).astype(np.uint8), cv2.DIST_L2, 3)
    zones = _sleeve_zones(view, worn)
    for side in Side:
        limb = worn.limbs[side]
        if worn.arms[side] is None or not limb.any():
            continue
        own = np.asarray(cv2.distanceTransform(limb.astype(np.uint8), cv2.DIST_L2, 3), np.float32)
        half = float(np.percentile(own[limb], 90))
        excess = float(np.clip(half - _ARM_RADIUS * worn.half_shoulder, 0.0, _MOST_NARROWED * half))
        arms |= (depth > excess) & zones[BOTH_SLEEVES[side]] & cloth
    return arms


def _waist_y(worn: WornTop) -> float:
    return worn.figure.landmarks.armpits.left.y + 1.0 * worn.half_shoulder


def _is_tucked(view: RegionView, worn: WornTop) -> bool:
    """Whether trousers or a skirt begin right below most of the hem."""
    torso = worn.figure.torso
    y, reach = float(torso.left[-1, 1]), 0.3 * worn.half_shoulder
    first, last = sorted((int(torso.left[-1, 0]), int(torso.right[-1, 0])))
    rows = slice(max(0, int(y - 0.1 * worn.half_shoulder)), int(y + reach) + 1)
    lower = view.mask(*BELOW_THE_WAIST)[rows, max(0, first) : last]
    return bool(lower.size and lower.any(axis=0).mean() > 0.5)


def _is_cut_off(view: RegionView) -> bool:
    """Whether the region reaches the photo's lower edge."""
    at_edge = view.box.bottom >= view.photo_size.height
    return bool(at_edge and view.region[-3:].any())
