"""Which pixels the new garment takes: its own silhouette, reconciled with the old clothes' region.

Both outlines carry errors: the parser's at hems and collars, the warp's everywhere. Where they
differ by less than that, the photo's own edge is kept, because nothing looks more real. Where they
differ by more, the garment has another cut, and its own edge is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tryon.body.view import RegionView
from tryon.body.worn import WornRegion
from tryon.fitting.adjust.manual_map import ManualMap
from tryon.fitting.warp.correspondences import Match
from tryon.geometry import HardMask
from tryon.labels import (
    ABOVE_THE_WAIST,
    BELOW_THE_WAIST,
    IN_FRONT,
    SHOES,
    TROUSERS_AND_SKIRTS,
    Region,
)
from tryon.messages import FitNote
from tryon.pixels.masks import disc, grown
from tryon.shape.figure import SkirtFigure, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Side

_OUTLINE_ERROR = 0.1
"""Half the breadth of a difference that is an error, not a cut, in half shoulder breadths."""
_COLLAR = 0.3
"""How far around the neck points a collar reaches, in half shoulder breadths."""
_END = 0.15
"""How far above its lowest landmark a hem may end, in half shoulder breadths."""
_FLARE = 0.6
"""How fast a hanging skirt may spread below its waist: breadth per height."""
_OVERHANG = 0.55
"""How far cloth may hang over the background beside the body, in half shoulder breadths."""
_EDGE_ROOM = 3
"""Pixels by which the edge of a garment that a hand has moved may run beside its shape."""
_MOST_REVEALED = 0.72
"""Share of the old clothes above which uncovering is given up: the measures must be wrong."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """What happens to the old clothes and around them, in pixels of the view (h, w).

    Attributes:
        region: what the old clothes cover, without what only looked like them.
        revealed: what of it the garment leaves uncovered.
        added: what the garment covers beyond the region.
        solid: what it covers for sure, whatever its own edge says.
        may_cover: where the garment may lie at all: not on face, hair, hands or other people.
        shape: what the garment would cover if nothing were in front of it.
        notes: what had to be estimated.
    """

    region: HardMask
    revealed: HardMask
    added: HardMask
    solid: HardMask
    may_cover: HardMask
    shape: HardMask
    notes: tuple[FitNote, ...]


def find_coverage(
    view: RegionView, worn: WornRegion, match: Match, own: HardMask, region: Region
) -> Coverage:
    """Decide where the garment lies, what it uncovers and what it covers anew.

    Args:
        view: the photo's part, with the corrected region.
        worn: the body.
        match: how the garment lies on it.
        own: the garment's own silhouette (h, w).
        region: where it is worn.
    """
    sleeves = _sleeves(view, worn, match)
    reach = _reach(view, worn, match, region, sleeves)
    may_cover = reach & ~(_in_front(view, region) | (worn.in_front & ~sleeves))
    for part in match.reveals or ():  # a forearm that loses its sleeve stays in front of the torso
        may_cover &= ~worn.forearms.get(part, np.False_)
    radius = max(1, round(_OUTLINE_ERROR * worn.half_width))
    caps = _shoulder_caps(view, worn, match)
    target = (own | caps) & may_cover
    beyond = target & ~view.region
    added = beyond if worn.hangs_free else _thick(beyond, max(1, radius // 2))
    # What a skirt guessed to hide legs looks like says nothing of where trousers end.
    left = _thick(view.region & ~target, max(1, radius // 3) if worn.is_guessed else radius)
    left |= _thick(view.region & ~target & _neck(view, worn), max(1, radius // 3))
    kept = _not_clothes(view, worn, left) if region is Region.UPPER else np.zeros_like(left)
    revealed = left & ~kept & ~_unknown(view, worn) & _revealable(view, worn, match)
    notes: tuple[FitNote, ...] = ()
    if np.count_nonzero(revealed) > _MOST_REVEALED * np.count_nonzero(view.region):
        revealed = np.zeros_like(revealed)
        added = np.zeros_like(added)
        notes = (FitNote.OWN_SHAPE_NOT_PLACED,)
    solid = (view.region & ~kept & ~grown(revealed, 3)) | (caps & added)
    shape = (view.region & ~kept & ~revealed) | added | (own & reach & ~may_cover)
    return Coverage(view.region & ~kept, revealed, added, solid, may_cover, shape, notes)


def find_coverage_by_hand(
    view: RegionView,
    worn: WornRegion,
    match: Match,
    own: HardMask,
    region: Region,
    *,
    manual_map: ManualMap,
    by_measure: Coverage,
) -> Coverage:
    """Decide the same for a garment that a hand has taken elsewhere.

    The hand takes along what shows of the garment by measure, so that nothing springs up or
    vanishes when it begins to move; what it leaves is uncovered, wherever that is.

    Args:
        view: the photo's part, with the corrected region.
        worn: the body.
        match: how the garment lies on it by measure.
        own: the garment's own silhouette (h, w) where it lies now.
        region: where it is worn.
        manual_map: where the garment has been taken.
        by_measure: what was decided where it lies by measure.
    """
    sleeves = _sleeves(view, worn, match)
    sleeves |= manual_map.carried(sleeves)
    radius = max(1, round(_OUTLINE_ERROR * worn.half_width))
    arms = _thick(worn.in_front & ~sleeves, radius)  # no rim that the old edge left
    front = _in_front(view, region) | arms
    shape = manual_map.carried(by_measure.shape)
    if region is Region.UPPER and match.hem is not None:  # what was tucked in may come out
        shape = (shape | (own & view.region)) & ~_below_top(view)
    may_cover = grown(shape, _EDGE_ROOM) & ~front
    target = shape & may_cover
    added = _thick(target & ~view.region, 1)
    left = _thick(view.region & ~target, 1)
    kept = _not_clothes(view, worn, left) if region is Region.UPPER else np.zeros_like(left)
    revealed = left & ~kept & ~_unknown(view, worn)
    solid = view.region & ~kept & ~grown(revealed, 3)
    return Coverage(view.region & ~kept, revealed, added, solid, may_cover, shape, by_measure.notes)


def _revealable(view: RegionView, worn: WornRegion, match: Match) -> HardMask:
    """Return where (h, w) the garment may end before the worn clothes do.

    Where it has the same parts, as long as the worn ones, what it leaves over is an error of the
    measures, and the worn clothes' edge is better than a guess at what they hide.
    """
    if match.reveals is None:
        return np.ones(view.shape, np.bool_)
    free = _neck(view, worn)
    for part in match.reveals & set(BOTH_SLEEVES):
        free |= worn.zones[part]
    if GarmentPart.TORSO in match.reveals:
        end = float(match.parts[0].body[:, 1].max()) - _END * worn.half_width
        free |= np.arange(view.shape[0])[:, None] > end
    return free


def _neck(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the pixels (h, w) around the neck: a collar is looked at most closely."""
    near = np.zeros(view.shape, np.bool_)
    if isinstance(worn.figure, TopFigure):
        marks = worn.figure.landmarks
        low = int(min(armpit.y for armpit in marks.armpits))
        reach = _COLLAR * worn.half_width
        first, last = marks.necks.left.x - reach, marks.necks.right.x + reach
        near[: max(0, low), max(0, int(first)) : max(0, int(last))] = True
    return near


def _shoulder_caps(view: RegionView, worn: WornRegion, match: Match) -> HardMask:
    """Return the bare shoulders (h, w) that a sleeve covers from its seam on."""
    caps = np.zeros(view.shape, np.bool_)
    if not isinstance(worn.figure, TopFigure):
        return caps
    armpits = {
        BOTH_SLEEVES[side]: worn.figure.landmarks.armpits[side].y
        for side in Side
        if worn.figure.sleeves[side] is None
    }
    rows = np.arange(view.shape[0])[:, None]
    for part in match.parts:
        if part.part in armpits:
            above = rows < min(armpits[part.part], float(part.body[:, 1].max()))
            caps |= view.arms & worn.zones[part.part] & above
    return caps


def _sleeves(view: RegionView, worn: WornRegion, match: Match) -> HardMask:
    """Return where (h, w) the garment's sleeves may lie."""
    sleeves = np.zeros(view.shape, np.bool_)
    for part in match.parts:
        if part.part in BOTH_SLEEVES:
            sleeves |= worn.zones[part.part]
    return sleeves


def _in_front(view: RegionView, region: Region) -> HardMask:
    """Return what (h, w) beside arms lies in front of any garment of the region."""
    front = view.mask(*IN_FRONT, *SHOES) | view.others
    if region is Region.LOWER:
        front |= view.mask(*ABOVE_THE_WAIST)
    return front


def _reach(
    view: RegionView, worn: WornRegion, match: Match, region: Region, sleeves: HardMask
) -> HardMask:
    """Return where (h, w) the garment can reach by its shape: elsewhere the measures must err."""
    ground = (view.labels == 0) & ~view.region
    reach = max(1, round(_OVERHANG * worn.half_width))
    if worn.hangs_free:
        near = grown(view.labels > 0, 3 * reach)
    elif match.ends_open:
        near = grown(view.labels > 0, reach)
    else:
        near = grown(view.arms & sleeves, max(1, reach // 4))
    beyond = ground & ~near
    if region is Region.UPPER and not match.ends_open:
        beyond |= _below_top(view)
    if worn.hangs_free and isinstance(worn.figure, SkirtFigure):
        below_waist = np.arange(view.shape[0])[:, None] - worn.figure.body.middle[0, 1]
        away = cv2.distanceTransform((~view.region).astype(np.uint8), cv2.DIST_L2, 3)
        beyond |= away > 2 + _FLARE * np.maximum(below_waist, 0)
    return np.asarray(~beyond)


def _below_top(view: RegionView) -> HardMask:
    return view.mask(*BELOW_THE_WAIST)


def _unknown(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the old clothes (h, w) that stay covered because nothing is known of what is below."""
    unknown = np.zeros(view.shape, np.bool_)
    if not isinstance(worn.figure, TopFigure):
        return unknown
    columns = np.arange(view.shape[1])
    marks = worn.figure.landmarks
    for side in Side:
        if BOTH_SLEEVES[side] not in worn.onward:
            unknown |= side.outward * (columns - marks.armpits[side].x) > 0
    return unknown


def _not_clothes(view: RegionView, worn: WornRegion, left: HardMask) -> HardMask:
    """Find what the parser took for the top though no sleeve or torso reaches it: a thigh."""
    reached = worn.bare.copy()
    for zone in worn.zones.values():
        reached |= zone
    reached = grown(reached, round(0.25 * worn.half_width))
    assert isinstance(worn.figure, TopFigure)
    marks = worn.figure.landmarks
    low = max(armpit.y for armpit in marks.armpits) + 0.9 * worn.half_width
    reached |= np.arange(view.shape[0])[:, None] < low
    lower = grown(view.mask(*TROUSERS_AND_SKIRTS), 3)
    count, ids = cv2.connectedComponents((left & ~reached).astype(np.uint8))
    stray = np.zeros_like(left)
    for i in range(1, count):
        piece = ids == i
        if np.count_nonzero(piece) > (0.3 * worn.half_width) ** 2 and (piece & lower).any():
            stray |= piece
    return stray


def _thick(mask: HardMask, radius: int) -> HardMask:
    """Keep what is broader than ``2 * radius + 1`` pixels, with its own edges."""
    opened = cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_OPEN, disc(radius))
    return np.asarray(grown(np.asarray(opened > 0), radius + 1) & mask)
