"""What a person wears on a region and the body in it, measured for a kind of garment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from tryon.body.forearms import arms_in_front
from tryon.body.legs import below_ragged_top, legs_under
from tryon.body.view import RegionView
from tryon.body.worn_top import WornTop, measure_worn_top
from tryon.errors import FitError
from tryon.geometry import Box, HardMask
from tryon.labels import Label
from tryon.messages import FitProblem
from tryon.pixels.masks import filled_polygon, grown
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Strip
from tryon.shape.lower_garments import measure_skirt, measure_trousers, right_half

_SLEEVES = ("sleeve_left", "sleeve_right")
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


@dataclass(frozen=True, eq=False)
class WornRegion:
    """What a person wears on a region, measured.

    Attributes:
        figure: landmarks and outline samples in pixels of the view.
        zones: where (h, w) the parts that move by themselves may lie, keyed by the figure's name
            for them: ``sleeve_left``, ``sleeve_right`` or ``leg_right``; the rest is the trunk's.
        onward: how a part would go on along the body past the end of what is worn now, from the
            same root: whole arms, legs to the ankles, the torso over hips and thighs.
        bare: the body (h, w) under the clothes: what shows skin where a garment leaves it free.
        legs: both legs under the clothes and below them, waist to ankle, outer edge first.
        in_front: bare arms and hands (h, w) in front of the torso.
        forearms: sleeved forearms (h, w) in front of the torso, keyed like ``zones``.
        half_width: half the width of the shoulders, or of the hips below them: the scale of
            everything else.
        is_tucked: whether other clothes follow right below the hem.
        is_cut_off: whether the photo ends before the clothes do.
        hangs_free: whether the body below the torso's end wears trousers, on which a dress or a
            skirt takes its own shape.
        is_top: whether it ends above trousers or a skirt, of which nothing is known where it hides
            them.
        is_guessed: whether the figure was drawn under a skirt that hides it.
        leg_length: from waist to ankle, where whole trousers show it.
        hidden_rise: how far above the region the waist lies, under a top's hem.
    """

    figure: Figure
    zones: Mapping[str, HardMask]
    onward: Mapping[str, Strip]
    bare: HardMask
    half_width: float
    legs: tuple[Strip, ...] = ()
    is_tucked: bool = False
    is_cut_off: bool = False
    hangs_free: bool = False
    leg_length: float = float("inf")
    in_front: HardMask = field(default_factory=lambda: np.zeros((0, 0), np.bool_))
    forearms: Mapping[str, HardMask] = field(default_factory=dict)
    is_guessed: bool = False
    is_top: bool = False
    hidden_rise: float = 0.0


def measure_region(view: RegionView, category: GarmentCategory) -> WornRegion:
    """Measure the region as a garment of ``category`` will lie on it.

    Raises:
        FitError: if too little of the region can be seen.
    """
    if view.region.sum() < 60:
        raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
    match category:
        case GarmentCategory.TOP:
            worn = _measure_top(view)
        case GarmentCategory.DRESS:
            worn = _measure_dress(view)
        case GarmentCategory.TROUSERS:
            worn = _measure_for_trousers(view)
        case GarmentCategory.SKIRT:
            worn = _measure_for_skirt(view)
    return replace(worn, in_front=arms_in_front(view, worn.figure, worn.half_width))


def _measure_top(view: RegionView) -> WornRegion:
    worn = measure_worn_top(view, view.region)
    return WornRegion(
        worn.figure,
        _sleeve_zones(view, worn),
        _onward(worn),
        _bare_upper(view, worn),
        worn.half_shoulder,
        is_tucked=_is_tucked(view, worn),
        is_top=True,
        is_cut_off=_is_cut_off(view),
        forearms=dict(zip(_SLEEVES, worn.forearms, strict=True)),
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
    legs: tuple[Strip, ...] = ()
    if hangs_free:
        legs = _both_legs(_filled_rows(pants, view.arms))
    else:
        below = region & (np.arange(view.shape[0])[:, None] > _waist_y(worn))
        if below.sum() > 60 and (view.legs.any() or not _is_cut_off(view)):
            bare |= legs_under(view, below)
    return WornRegion(
        worn.figure,
        _sleeve_zones(view, worn),
        _onward(worn),
        bare,
        worn.half_shoulder,
        legs,
        is_cut_off=_is_cut_off(view),
        hangs_free=hangs_free,
        forearms=dict(zip(_SLEEVES, worn.forearms, strict=True)),
    )


def _measure_for_trousers(view: RegionView) -> WornRegion:
    """Measure legs: those of worn trousers, or those that a skirt hides."""
    full = _filled_rows(view.region, view.arms)
    skirt = view.mask(Label.SKIRT) & view.region
    is_skirt = bool(skirt.sum() > 0.5 * view.region.sum())
    legs = legs_under(view, full) if is_skirt else full
    figure, _ = measure_trousers(legs)
    whole = legs | _shown_legs(view, full)
    long_figure, split = measure_trousers(whole)
    half_width = float(np.linalg.norm(figure.leg_left.left[1] - figure.leg_right.left[1])) / 2
    return WornRegion(
        figure,
        {"leg_right": right_half(split, view.shape)},
        {"trunk": long_figure.leg_left, "leg_right": long_figure.leg_right},
        np.zeros(view.shape, np.bool_),
        half_width,
        (long_figure.leg_left, long_figure.leg_right),
        is_cut_off=_is_cut_off(view),
        is_guessed=is_skirt,
    )


def _measure_for_skirt(view: RegionView) -> WornRegion:
    full = _filled_rows(view.region, view.arms)
    pants = view.mask(Label.PANTS) & view.region
    if pants.sum() <= 0.5 * view.region.sum():
        skirt = measure_skirt(below_ragged_top(full))
        bare = legs_under(view, full) if view.legs.any() or not _is_cut_off(view) else view.region
        return WornRegion(skirt, {}, {}, bare, skirt.body.width / 2, is_cut_off=_is_cut_off(view))
    trousers, _ = measure_trousers(full)
    box = Box.around(full)
    assert box is not None
    width = float(np.percentile(full[box.top : box.top + box.height // 3 + 1].sum(axis=1), 80))
    width = min(width, _WIDEST * box.height)
    hips = full.copy()
    hips[min(box.bottom - 1, box.top + round(_HIPS * width)) :] = False
    skirt = measure_skirt(below_ragged_top(hips if hips.any() else full))
    return WornRegion(
        skirt,
        {},
        {},
        np.zeros(view.shape, np.bool_),
        skirt.body.width / 2,
        (trousers.leg_left, trousers.leg_right),
        is_cut_off=_is_cut_off(view),
        hangs_free=True,
        leg_length=float(box.height) if not _is_cut_off(view) else float("inf"),
        hidden_rise=max(0.0, _RISE * width - (trousers.landmarks.crotch.y - box.top)),
    )


def _both_legs(mask: HardMask) -> tuple[Strip, Strip]:
    figure, _ = measure_trousers(mask)
    return figure.leg_left, figure.leg_right


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


def _sleeve_zones(view: RegionView, worn: WornTop) -> dict[str, HardMask]:
    sleeves = worn.figure.sleeve_left, worn.figure.sleeve_right
    columns = np.arange(view.shape[1])
    reach = round(0.12 * worn.half_shoulder)
    zones = {}
    for i, name in enumerate(_SLEEVES):
        drawn = np.zeros(view.shape, np.bool_)
        if worn.arms[i] is not None or sleeves[i] is not None:
            drawn |= grown(worn.limbs[i], reach)
        for strip in (worn.arms[i], sleeves[i]):
            if strip is not None:
                drawn |= _widened(strip, 1.7, 0.3 * worn.half_shoulder, view.shape)
        side = columns < worn.axis[:, None] if i == 0 else columns > worn.axis[:, None]
        zones[name] = np.asarray((drawn & ~worn.lifted & side) | worn.forearms[i])
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


def _onward(worn: WornTop) -> dict[str, Strip]:
    strips = {"trunk": worn.onward}
    for name, arm in zip(_SLEEVES, worn.arms, strict=True):
        if arm is not None:
            strips[name] = arm
    return strips


def _bare_upper(view: RegionView, worn: WornTop) -> HardMask:
    """Draw torso, neck and arms as wide as a body is, never wider than what is seen of it."""
    marks = worn.figure.landmarks
    bare = worn.trunk.copy()
    head = Box.around(view.face)
    top = head.bottom - 0.2 * head.height if head else marks.neck_left.y - 0.5 * worn.half_shoulder
    middle = (marks.neck_left.x + marks.neck_right.x) / 2
    half = 0.3 * worn.half_shoulder
    low = max(marks.neck_left.y, marks.neck_right.y) + 0.3 * worn.half_shoulder
    neck = [(middle - half, top), (marks.neck_left.x, marks.neck_left.y), (middle, low),
            (marks.neck_right.x, marks.neck_right.y), (middle + half, top)]  # fmt: skip
    bare |= filled_polygon(view.shape, np.array(neck))
    return np.asarray(bare | _bare_arms(view, worn))


def _bare_arms(view: RegionView, worn: WornTop) -> HardMask:
    """Draw the arms inside sleeves: the sleeves, narrowed to the breadth that arms have."""
    cloth = view.region | view.arms
    arms = np.zeros(view.shape, np.bool_)
    depth = cv2.distanceTransform((cloth | worn.trunk).astype(np.uint8), cv2.DIST_L2, 3)
    for arm, limb, zone in zip(
        worn.arms, worn.limbs, _sleeve_zones(view, worn).values(), strict=True
    ):
        if arm is None or not limb.any():
            continue
        own = np.asarray(cv2.distanceTransform(limb.astype(np.uint8), cv2.DIST_L2, 3), np.float32)
        half = float(np.percentile(own[limb], 90))
        excess = float(np.clip(half - _ARM_RADIUS * worn.half_shoulder, 0.0, _MOST_NARROWED * half))
        arms |= (depth > excess) & zone & cloth
    return arms


def _waist_y(worn: WornTop) -> float:
    return worn.figure.landmarks.armpit_left.y + 1.0 * worn.half_shoulder


def _is_tucked(view: RegionView, worn: WornTop) -> bool:
    """Whether trousers or a skirt begin right below most of the hem."""
    torso = worn.figure.torso
    y, reach = float(torso.left[-1, 1]), 0.3 * worn.half_shoulder
    first, last = sorted((int(torso.left[-1, 0]), int(torso.right[-1, 0])))
    rows = slice(max(0, int(y - 0.1 * worn.half_shoulder)), int(y + reach) + 1)
    lower = view.mask(Label.PANTS, Label.SKIRT, Label.DRESS)[rows, max(0, first) : last]
    return bool(lower.size and lower.any(axis=0).mean() > 0.5)


def _is_cut_off(view: RegionView) -> bool:
    """Whether the region reaches the photo's lower edge."""
    at_edge = view.box.bottom >= view.photo_size.height
    return bool(at_edge and view.region[-3:].any())
