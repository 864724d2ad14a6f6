"""What a person wears on a region and the body in it, measured for a kind of garment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from tryon.body.arms import arms_in_front
from tryon.body.legs import WornLegs, below_ragged_top, measure_legs
from tryon.body.view import RegionView
from tryon.body.worn_top import WornTop, measure_worn_top
from tryon.errors import FitError
from tryon.geometry import Box, HardMask, Points, RgbImage
from tryon.labels import BELOW_THE_WAIST, Label
from tryon.late import cv2
from tryon.messages import FitProblem
from tryon.pixels.masks import filled_polygon, grown
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import (
    Figure,
    LimbEnd,
    SkirtFigure,
    Strip,
    TrousersFigure,
    TrousersLandmarks,
    to_point,
)
from tryon.shape.lower_garments import measure_skirt
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Pair, Side
from tryon.shape.silhouette import strip_mask

_HIP_DEPTH = 0.75
"""Depth of the hips below the waist, in widths of the trousers' top."""
_NECK_TURNS = 0.75
"""How far a neck's upper end follows a head that leans or turns away from its base."""
_NECK_WIDTH, _NECK_OF_FACE = 0.3, 0.37
"""Half the width of a neck, in half shoulder widths, and the most of it in widths of the face."""
_NECK_FLARE, _NECK_SAMPLES = 3, 12
"""How late a neck's sides turn out to the shoulders, and samples of each."""
_BESIDE_LEGS = 0.5
"""How far from hips and legs clothes on them are, in half shoulder breadths."""
_LEAST_ON_LEGS = 0.3
"""Least share of the region that must lie there, or it is a mistake of the parser."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WornRegion:
    """What a person wears on a region, measured.

    Attributes:
        figure: landmarks and outline samples in pixels of the view.
        zones: the pixels (h, w) in which a sleeve may lie; other parts may lie anywhere.
        onward: strips of the body along which a longer part continues past the worn clothes, from
            the same root: whole arms, the torso over hips and thighs.
        bare: the body (h, w) under the clothes, which shows skin where a garment reveals it.
        half_width: half the width of the shoulders, or of the hips below them: the scale of
            everything else.
        in_front: bare arms and hands (h, w) in front of the torso, and things in front of the hips.
        forearms: sleeved forearms (h, w) in front of the torso.
        upper: the body in a top or dress; None below the waist.
        lower: hips and legs; None above the waist.
        legs: both legs under the clothes and below them, waist to ankle, outer edge first; None
            where they are not known.
        is_tucked: whether other clothes follow right below the hem.
        is_cut_off: whether the photo ends before the clothes do.
        hangs_free: whether a dress or a skirt takes its own shape on it: on trousers, and on all
            that is worn below the waist.
        is_top: whether it is a top.
        is_skirt: whether it is a skirt, which hides the legs.
    """

    figure: Figure
    zones: Mapping[GarmentPart, HardMask] = field(default_factory=dict)
    onward: Mapping[GarmentPart, Strip] = field(default_factory=dict)
    bare: HardMask
    half_width: float
    in_front: HardMask
    forearms: Mapping[GarmentPart, HardMask] = field(default_factory=dict)
    upper: WornTop | None = None
    lower: WornLegs | None = None
    legs: Pair[Strip] | None = None
    is_tucked: bool = False
    is_cut_off: bool = False
    hangs_free: bool = False
    is_top: bool = False
    is_skirt: bool = False

    @property
    def is_guessed(self) -> bool:
        """Whether the figure is that of trousers under a skirt."""
        return self.is_skirt and isinstance(self.figure, TrousersFigure)


def measure_region(
    view: RegionView, category: GarmentCategory, image: RgbImage | None = None
) -> WornRegion:
    """Measure the region as a garment of ``category`` will lie on it.

    Args:
        view: the person.
        category: the garment's.
        image: the view's pixels (h, w, 3), whose edges part sleeves from the torso.

    Raises:
        FitError: if too little of the region can be seen.
    """
    if view.region.sum() < 60:
        raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
    match category:
        case GarmentCategory.TOP:
            return _measure_top(view, image)
        case GarmentCategory.DRESS:
            return _measure_dress(view, image)
        case GarmentCategory.TROUSERS | GarmentCategory.SKIRT:
            return _measure_lower(view, category, image)


def _measure_top(view: RegionView, image: RgbImage | None) -> WornRegion:
    worn = measure_worn_top(view, view.region, image)
    return replace(_upper_body(view, worn), is_tucked=_is_tucked(view, worn), is_top=True)


def _measure_dress(view: RegionView, image: RgbImage | None) -> WornRegion:
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
    worn = measure_worn_top(view, region, image)
    measured = _upper_body(view, worn)
    if hangs_free:
        lower = measure_legs(view, _filled_rows(pants, view.arms), is_skirt=False)
        return replace(measured, legs=Pair.of(lower.bare), hangs_free=True)
    below = region & (np.arange(view.shape[0])[:, None] > _waist_y(worn))
    if below.sum() > 60 and (view.legs.any() or not measured.is_cut_off):
        lower = measure_legs(view, below, is_skirt=True)
        past_crotch = np.arange(view.shape[0])[:, None] > lower.hips.crotch[1]
        bare = measured.bare & ~(worn.torso.drawn(view.shape, is_bare=True) & past_crotch)
        return replace(measured, bare=bare | lower.drawn(view.shape))
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


def _measure_lower(
    view: RegionView, category: GarmentCategory, image: RgbImage | None
) -> WornRegion:
    """Measure hips and legs, and the trousers or skirt on them."""
    cloth = _filled_rows(view.region, view.arms)
    skirt = view.mask(Label.SKIRT) & view.region
    is_skirt = bool(skirt.sum() > 0.5 * view.region.sum())
    lower = measure_legs(view, cloth, is_skirt=is_skirt, image=image)
    near = grown(lower.drawn(view.shape), round(_BESIDE_LEGS * lower.unit))
    if np.count_nonzero(near & view.region) < _LEAST_ON_LEGS * np.count_nonzero(view.region):
        raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
    is_trousers = category is GarmentCategory.TROUSERS
    return WornRegion(
        figure=_trousers(lower) if is_trousers else _skirt(cloth),
        bare=np.zeros(view.shape, np.bool_),
        half_width=lower.hips.half_width,
        in_front=view.arms,
        lower=lower,
        legs=Pair.of(lower.bare),
        is_cut_off=_is_cut_off(view),
        hangs_free=not is_trousers,
        is_skirt=is_skirt,
    )


def _trousers(lower: WornLegs) -> TrousersFigure:
    """Return the figure of worn trousers."""
    legs = Pair.of(lower.worn_strip)
    landmarks = TrousersLandmarks(
        waists=legs.map(lambda leg: to_point(leg.left[0])),
        crotch=to_point(lower.hips.crotch),
        cuffs=legs.map(LimbEnd.of),
    )
    return TrousersFigure(landmarks, legs)


def _skirt(cloth: HardMask) -> SkirtFigure:
    """Return the figure of a worn skirt (h, w), whose edges hang in smooth lines."""
    skirt = measure_skirt(below_ragged_top(cloth)).body
    edges = [edge.copy() for edge in (skirt.left, skirt.right)]
    for edge in edges:
        edge[:, 0] = np.polyval(np.polyfit(edge[:, 1], edge[:, 0], 2), edge[:, 1])
    return SkirtFigure.of(Strip(edges[0], edges[1]))


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
    bare = worn.torso.drawn(view.shape, is_bare=True)
    bare |= filled_polygon(view.shape, _neck_outline(view, worn))
    return np.asarray(bare | _bare_arms(view, worn, zones))


def _neck_outline(view: RegionView, worn: WornTop) -> Points:
    """Return the outline (N, 2) of a neck: below the head, and flaring to where shoulders begin."""
    necks, half_shoulder = worn.figure.landmarks.necks, worn.half_shoulder
    head = Box.around(view.face)
    base = np.array([[necks.left.x, necks.left.y], [necks.right.x, necks.right.y]])
    middle, half = float(base[:, 0].mean()), _NECK_WIDTH * half_shoulder
    top = float(base[:, 1].mean()) - 0.5 * half_shoulder
    if head is not None:
        middle += _NECK_TURNS * ((head.left + head.right) / 2 - middle)
        top = head.bottom - 0.2 * head.height
        half = min(half, _NECK_OF_FACE * head.width)
    sides = []
    for corner, outward in zip(base, (-1.0, 1.0), strict=True):
        upper = np.array([middle + outward * half, top])
        t = np.linspace(0.0, 1.0, _NECK_SAMPLES)
        across = t**_NECK_FLARE  # straight down at first, then out to the shoulder
        sides.append(upper + np.stack([across, t], axis=1) * (corner - upper))
    lowest = np.array([[base[:, 0].mean(), base[:, 1].max() + 0.3 * half_shoulder]])
    return np.concatenate([sides[0], lowest, sides[1][::-1]])


def _bare_arms(view: RegionView, worn: WornTop, zones: Mapping[GarmentPart, HardMask]) -> HardMask:
    """Draw the arms (h, w) inside sleeves."""
    arms = np.zeros(view.shape, np.bool_)
    for side, path in zip(Side, worn.arms.paths, strict=True):
        if path is not None:
            arms |= path.drawn(view.shape, factor=1.0) & zones[BOTH_SLEEVES[side]]
    return np.asarray(arms & (view.region | view.arms))


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
