"""Which pixels the new garment covers and which it reveals of what the old clothes hid.

Both outlines have errors: the parser's at hems and collars, the warp's everywhere. Where they
differ by less than that, the photo's own edge is kept, because nothing looks more real. Where they
differ by more, the garment has another shape than the old clothes, and its own edge is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    REGION_LABELS,
    SHOES,
    TROUSERS_AND_SKIRTS,
    Region,
)
from tryon.late import cv2
from tryon.messages import FitNote
from tryon.pixels.masks import closed, filled_polygon, grown, opened, part_at, without_specks
from tryon.shape.figure import SkirtFigure, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Side

_OUTLINE_ERROR = 0.1
"""Half the width of a difference that is taken for an error, in half shoulder widths."""
_COLLAR_WIDTH = 0.3
"""How far beside the neck points a collar reaches, in half shoulder widths."""
_HEM_ROOM = 0.15
"""How far above the hem's lowest point clothes may be revealed, in half shoulder widths."""
_OPENING = 0.35
"""Least height above the hem to which a jacket is open, in half shoulder breadths."""
_FLARE = 0.6
"""How fast a hanging skirt may widen below its waist: pixels aside per pixel down."""
_OVERHANG = 0.55
"""How far cloth may hang over the background beside the body, in half shoulder widths."""
_THICKNESS, _EVEN = 1, 9
"""How far cloth stands off the shoulders, and over how many pixels those are evened out, in pixels
of the view."""
_SHOULDER_ROOM = 0.1
"""How far beyond their tips shoulders carry cloth, in half shoulder widths."""
_CORRIDOR = 2
"""Half the width in pixels of the view up to which a way to the background is none."""
_LINED = 0.25
"""Least share of a pocket's edge that is the garment's."""
_SLIT = 4
"""Half the width of the widest slit between two pieces of a garment, in pixels of the view."""
_NOTCH, _SPECK = 0.12, 0.12
"""Half the width of the widest notch at a shoulder, and the side of the largest speck of old
clothes that is covered too, in half shoulder widths."""
_AT_SHOULDER = 2.0
"""How far from an arm's middle such notches may lie, in radii of the arm."""
_LITTLE = 3
"""Half the width, in pixels of the view, of a strip of old clothes that is no other shape."""
_EDGE_ROOM = 3
"""Pixels of the view by which a garment moved by hand may lie outside its shape."""
_MOST_REVEALED, _MOST_OF_LEGS = 0.72, 0.92
"""Fraction of the old clothes above which nothing is revealed: the measures must be wrong; and the
same of trousers, which are longer than shorts."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """What happens to the old clothes and around them, in pixels of the view (h, w).

    Attributes:
        region: what the old clothes cover, without what the parser took for them by mistake.
        revealed: the part of the region that the garment leaves free.
        added: what the garment covers beyond the region.
        own_edge: where its edge is its own; elsewhere it is that of the old clothes.
        solid: what it covers fully, even at its own soft edge.
        may_cover: where the garment may lie at all: not on face, hair, hands or other people.
        shape: what the garment would cover if nothing were in front of it.
        beside_sleeves: around its sleeves, where no arm shows: that is in the sleeve.
        notes: what had to be estimated.
    """

    region: HardMask
    revealed: HardMask
    added: HardMask
    own_edge: HardMask
    solid: HardMask
    may_cover: HardMask
    shape: HardMask
    beside_sleeves: HardMask
    notes: tuple[FitNote, ...]


def find_coverage(
    view: RegionView,
    worn: WornRegion,
    match: Match,
    silhouette: HardMask,
    region: Region,
    *,
    bared: HardMask,
) -> Coverage:
    """Decide where the garment lies, what it reveals and what it covers beyond the old clothes.

    Args:
        view: the photo's part, with the corrected region.
        worn: the body.
        match: how the garment lies on it.
        silhouette: the garment's own silhouette (h, w).
        region: where it is worn.
        bared: where skin shows (h, w) if nothing is worn there.
    """
    sleeves = _sleeves(view, match)
    reachable = _reachable(view, worn, match, region, sleeves)
    may_cover = reachable & ~(_in_front(view, region) | (worn.in_front & ~sleeves))
    for part in match.reveals or ():  # a forearm beyond its sleeve stays in front of the torso
        may_cover &= sleeves | ~worn.forearms.get(part, np.False_)
    target = silhouette & may_cover
    sewn = _sewn(target, view, worn) & may_cover
    target |= sewn
    has_own_edges = not match.keeps_edges
    if has_own_edges:
        shoulders = sleeves & _bare_shoulders(view, worn) & may_cover & ~target
        bared = bared | _below_hem(view, match)
        difference = _own_outline(view, target, region, bared, shoulders)
    else:
        difference = _outline_of_photo(view, worn, match, target)
    added, left_free, enclosed = difference.added, difference.left_free, difference.filled | sewn
    not_clothes = (
        _not_clothes(view, worn, left_free) if region is Region.UPPER else np.zeros_like(left_free)
    )
    clothes = view.region & ~not_clothes
    revealable = _revealable(view, worn, match, is_own=has_own_edges)
    revealed = left_free & ~not_clothes & ~_unknown(view, worn) & revealable
    notes: tuple[FitNote, ...] = ()
    most = _MOST_OF_LEGS if region is Region.LOWER else _MOST_REVEALED
    if np.count_nonzero(revealed) > most * np.count_nonzero(view.region):
        revealed = np.zeros_like(revealed)
        added = np.zeros_like(added)
        has_own_edges = False
        notes = (FitNote.OWN_SHAPE_NOT_PLACED,)
    own_edge = grown(revealed | added, 3)
    if has_own_edges:
        ground = view.ground & ~worn.in_front
        near = grown(clothes, 1)
        left = view.mask(*REGION_LABELS[region]) & ~clothes & ~worn.in_front
        revealed |= ((near & ground) | part_at(left, near)) & ~target  # the fringe goes with them
        own_edge |= grown(revealed | ground, 3)
    solid = (clothes & ~own_edge) | (grown(enclosed, 6) & (target | enclosed))
    shape = (clothes & ~revealed) | added | (silhouette & reachable & ~may_cover)
    beside_sleeves = grown(sleeves & ~silhouette, 2) & sleeves
    if worn.upper is not None:
        beside_sleeves &= ~worn.upper.torso_mask
    for part in match.reveals or ():
        beside_sleeves &= ~worn.forearms.get(part, np.False_)
    return Coverage(
        clothes, revealed, added, own_edge, solid, may_cover, shape, beside_sleeves, notes
    )


@dataclass(frozen=True, eq=False)
class _Difference:
    """Where a garment and the old clothes differ, in pixels of the view (h, w).

    Attributes:
        added: what the garment covers beyond them.
        left_free: what it does not cover of them.
        filled: what it does not cover either, but fills, because nothing else can be there.
    """

    added: HardMask
    left_free: HardMask
    filled: HardMask


def _own_outline(
    view: RegionView, target: HardMask, region: Region, bared: HardMask, shoulders: HardMask
) -> _Difference:
    """Compare a garment that covers what its outline says (h, w) with the old clothes."""
    uncovered = view.region & ~target
    filled = np.zeros_like(uncovered)
    if region is not Region.LOWER:  # between the legs, and above a low waist, there is a gap
        filled = _enclosed(view, target, uncovered & ~bared)
        left = uncovered & ~filled
        filled |= left & ~part_at(left, _thick(left, _LITTLE))
    added = (target & ~view.region) | shoulders
    return _Difference(added, uncovered & ~filled, filled | shoulders)


def _below_hem(view: RegionView, match: Match) -> HardMask:
    """Return what of the old clothes (h, w) lies below the hem of a torso that is shorter."""
    below = np.zeros(view.shape, np.bool_)
    for part in match.parts:
        if part.part is GarmentPart.TORSO and part.part in (match.reveals or ()):
            below[round(part.body[:, 1].max()) + 1 :] = True
    return below & view.region


def _outline_of_photo(
    view: RegionView, worn: WornRegion, match: Match, target: HardMask
) -> _Difference:
    """Compare a garment whose outline (h, w) is only believed where it differs by much."""
    radius = max(1, round(_OUTLINE_ERROR * worn.half_width))
    beyond, uncovered = target & ~view.region, view.region & ~target
    added = beyond if worn.hangs_free else _thick(beyond, max(1, radius // 2))
    # A skirt's outline says nothing of where trousers end, so its edge is not kept as readily.
    left_free = _thick(uncovered, max(1, radius // 3) if worn.is_guessed else radius)
    left_free |= _thick(uncovered & _neck(view, worn), max(1, radius // 3))
    for part in set(BOTH_SLEEVES) & (match.reveals or set()):
        left_free |= uncovered & worn.zones[part]
    return _Difference(added, left_free, np.zeros_like(left_free))


def find_coverage_by_hand(
    view: RegionView,
    worn: WornRegion,
    match: Match,
    silhouette: HardMask,
    region: Region,
    *,
    manual_map: ManualMap,
    by_measure: Coverage,
) -> Coverage:
    """Decide the same for a garment that was moved by hand.

    What shows of the garment by measure moves along, so that nothing appears or vanishes when a
    hand begins to move it; what it then leaves free is revealed, wherever that is.

    Args:
        view: the photo's part, with the corrected region.
        worn: the body.
        match: how the garment lies on it by measure.
        silhouette: the garment's own silhouette (h, w) where it lies now.
        region: where it is worn.
        manual_map: where the garment was moved.
        by_measure: what was decided where it lies by measure.
    """
    sleeves = _sleeves(view, match)
    sleeves |= manual_map.carried(sleeves)
    radius = max(1, round(_OUTLINE_ERROR * worn.half_width))
    arms = _thick(worn.in_front & ~sleeves, radius)  # without the rim at the old edge
    front = _in_front(view, region) | arms
    shape = manual_map.carried(by_measure.shape)
    if region is Region.UPPER and match.hem is not None:  # what was tucked in may come out
        shape = (shape | (silhouette & view.region)) & ~_below_top(view, worn)
    may_cover = grown(shape, _EDGE_ROOM) & ~front
    target = shape & may_cover
    added = _thick(target & ~view.region, 1)
    left_free = _thick(view.region & ~target, 1)
    not_clothes = (
        _not_clothes(view, worn, left_free) if region is Region.UPPER else np.zeros_like(left_free)
    )
    revealed = left_free & ~not_clothes & ~_unknown(view, worn)
    clothes = view.region & ~not_clothes
    own_edge = grown(revealed | added, 3)
    solid = clothes & ~grown(revealed, 3)
    return Coverage(
        clothes,
        revealed,
        added,
        own_edge,
        solid,
        may_cover,
        shape,
        sleeves & ~silhouette,
        by_measure.notes,
    )


def _revealable(view: RegionView, worn: WornRegion, match: Match, *, is_own: bool) -> HardMask:
    """Return where (h, w) the garment may end before the worn clothes do.

    If a part is as long as the worn one, a difference at its end is an error of the measures, and
    the worn hem or cuff is better than a guess at what it hides.
    """
    revealable = np.ones(view.shape, np.bool_)
    if match.reveals is None:
        return revealable
    if worn.lower is not None and worn.lower.is_bent:  # a lap is no wider in other trousers
        return np.zeros_like(revealable)
    for part in match.parts:
        if part.part in match.reveals:
            continue
        room = _HEM_ROOM * worn.half_width
        if part.part is GarmentPart.TORSO:
            hem = part.body[:, 1].max() if match.hem is None else match.hem[0, 1]
            if isinstance(worn.figure, TopFigure) and not (is_own and match.hem is None):
                hems = worn.figure.landmarks.hems
                rows, columns = np.arange(view.shape[0])[:, None], np.arange(view.shape[1])
                at_hem = (np.abs(rows - hem) < 2 * room) & (columns > hems.left.x)
                at_hem &= columns < hems.right.x
                for sleeve in set(BOTH_SLEEVES) & match.reveals:
                    at_hem &= ~worn.zones[sleeve]
                revealable &= ~at_hem
        elif part.part in worn.zones and not is_own:
            end = part.body[len(part.body) // 3 - 1 :: len(part.body) // 3]
            cuff = filled_polygon(view.shape, end)
            revealable &= ~grown(cuff, round(room))
    return revealable


def _neck(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the pixels (h, w) around the neck, where small differences show most."""
    neck = np.zeros(view.shape, np.bool_)
    if isinstance(worn.figure, TopFigure):
        marks = worn.figure.landmarks
        armpit_y = int(min(armpit.y for armpit in marks.armpits))
        collar_width = _COLLAR_WIDTH * worn.half_width
        left, right = marks.necks.left.x - collar_width, marks.necks.right.x + collar_width
        neck[: max(0, armpit_y), max(0, int(left)) : max(0, int(right))] = True
    return neck


def _sleeves(view: RegionView, match: Match) -> HardMask:
    """Return where (h, w) the garment's sleeves may lie."""
    sleeves = np.zeros(view.shape, np.bool_)
    for part in match.parts:
        if part.zone is not None and part.part in BOTH_SLEEVES:
            sleeves |= part.zone
    return sleeves


def _in_front(view: RegionView, region: Region) -> HardMask:
    """Return what (h, w), apart from arms, lies in front of any garment of the region."""
    front = view.mask(*IN_FRONT, *SHOES) | view.others
    if region is Region.LOWER:
        front |= view.mask(*ABOVE_THE_WAIST) & ~view.region
    return front


def _reachable(
    view: RegionView, worn: WornRegion, match: Match, region: Region, sleeves: HardMask
) -> HardMask:
    """Return where (h, w) a garment of this shape can lie at all, whatever the measures say."""
    ground = (view.labels == 0) & ~view.region
    overhang = max(1, round(_OVERHANG * worn.half_width))
    body = view.labels > 0
    if region is Region.LOWER:
        body = view.region | view.legs | view.mask(*SHOES)
    near_body = grown(body, 3 * overhang if worn.hangs_free else overhang)
    if region is Region.LOWER and match.keeps_edges and not match.ends_open:
        near_body = np.zeros_like(near_body)  # trousers lie as close as those before them
    unreachable = ground & ~near_body
    if region is Region.UPPER and (match.hem is not None or not match.ends_open):
        unreachable |= _below_top(view, worn)
    if region is Region.UPPER:  # it rests on the shoulders
        even = cv2.medianBlur(body.view(np.uint8), _EVEN) > 0
        unreachable |= ground & ~grown(np.asarray(even), _THICKNESS) & _above_shoulders(view, worn)
    if match.hem is not None:  # belts, and arms beside, lie over what is tucked in
        below_hem = np.arange(view.shape[0])[:, None] > match.hem[0, 1] + _EDGE_ROOM
        unreachable |= below_hem & (ground | view.region) & ~sleeves
    if worn.hangs_free and isinstance(worn.figure, SkirtFigure):
        below_waist = np.arange(view.shape[0])[:, None] - worn.figure.body.middle[0, 1]
        distance = cv2.distanceTransform((~view.region).astype(np.uint8), cv2.DIST_L2, 3)
        unreachable |= distance > 2 + _FLARE * np.maximum(below_waist, 0)
    return np.asarray(~unreachable)


def _above_shoulders(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the pixels (h, w) between the shoulders and above the armpits."""
    result = np.zeros(view.shape, np.bool_)
    if not isinstance(worn.figure, TopFigure):
        return result
    marks, columns = worn.figure.landmarks, np.arange(view.shape[1])
    tips = [shoulder.x for shoulder in marks.shoulders]
    for path in worn.upper.arms.paths if worn.upper is not None else ():
        if path is not None:
            tips.append(float(path.middle[0, 0]))
    room = _SHOULDER_ROOM * worn.half_width
    result[: max(0, int(min(armpit.y for armpit in marks.armpits)))] = True
    return result & (columns > min(tips) - room) & (columns < max(tips) + room)


def _bare_shoulders(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the skin (h, w) of shoulders, which are in a sleeve however slim that is."""
    bare = view.arms.copy()
    for forearm in worn.forearms.values():
        bare &= ~forearm
    if isinstance(worn.figure, TopFigure):
        bare[max(0, int(max(armpit.y for armpit in worn.figure.landmarks.armpits))) :] = False
    return bare


def _below_top(view: RegionView, worn: WornRegion) -> HardMask:
    """Return trousers or a skirt (h, w) that lie over a top's hem or below it.

    A new top closes over what shows between the fronts of an open jacket; a waistband that rises a
    little into a top is no such place.
    """
    below = without_specks(view.mask(*BELOW_THE_WAIST))
    if worn.upper is None:
        return below
    fronts = view.region & worn.upper.torso_mask
    after = np.logical_or.accumulate(fronts, axis=1)
    before = np.logical_or.accumulate(fronts[:, ::-1], axis=1)[:, ::-1]
    between = below & after & before
    hem = worn.upper.figure.torso.middle[-1, 1]
    high = np.arange(len(between))[:, None] < hem - _OPENING * worn.half_width
    return below & ~part_at(between, high)


def _unknown(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the old clothes (h, w) that are kept because what they hide is unknown."""
    unknown = np.zeros(view.shape, np.bool_)
    if not isinstance(worn.figure, TopFigure):
        return unknown
    columns = np.arange(view.shape[1])
    marks = worn.figure.landmarks
    for side in Side:
        if BOTH_SLEEVES[side] not in worn.onward:
            unknown |= side.outward * (columns - marks.armpits[side].x) > 0
    return unknown


def _not_clothes(view: RegionView, worn: WornRegion, left_free: HardMask) -> HardMask:
    """Return what the parser took for the top though no sleeve or torso is near: a thigh."""
    reachable = worn.bare.copy()
    for zone in worn.zones.values():
        reachable |= zone
    reachable = grown(reachable, round(0.25 * worn.half_width))
    assert isinstance(worn.figure, TopFigure)
    marks = worn.figure.landmarks
    waist_y = max(armpit.y for armpit in marks.armpits) + 0.9 * worn.half_width
    reachable |= np.arange(view.shape[0])[:, None] < waist_y
    lower = grown(view.mask(*TROUSERS_AND_SKIRTS), 3)
    count, ids = cv2.connectedComponents((left_free & ~reachable).astype(np.uint8))
    stray = np.zeros_like(left_free)
    for i in range(1, count):
        piece = ids == i
        if np.count_nonzero(piece) > (0.3 * worn.half_width) ** 2 and (piece & lower).any():
            stray |= piece
    return stray


def _enclosed(view: RegionView, target: HardMask, behind: HardMask) -> HardMask:
    """Return the old clothes (h, w) in pockets between the garment and the body.

    The photo shows no background there, so the garment reaches the arm.

    Args:
        view: the photo's part.
        target: the garment (h, w).
        behind: the old clothes (h, w) that neither it covers nor skin is under.
    """
    ground = view.ground
    wide = opened(behind | ground, _CORRIDOR)
    pockets = behind & ~grown(part_at(wide, ground), _CORRIDOR + 1)
    count, ids = cv2.connectedComponents(pockets.astype(np.uint8))
    around = cv2.dilate(ids.astype(np.float32), np.ones((3, 3)))[~pockets].astype(int)
    sides = np.bincount(around, minlength=count)
    sewn = np.bincount(around, weights=target[~pockets], minlength=count)
    is_lined = sewn > _LINED * np.maximum(sides, 1)
    is_lined[0] = False
    return np.asarray(is_lined[ids])


def _sewn(target: HardMask, view: RegionView, worn: WornRegion) -> HardMask:
    """Return what the warp left open between two pieces of the garment (h, w).

    Those are slits in it, notches where sleeves are set in, and specks of old clothes.
    """
    slits = closed(target, _SLIT) & view.region
    notches = closed(target, round(_NOTCH * worn.half_width))
    notches &= _around_shoulders(view, worn) & (view.region | view.ground)
    left = view.region & ~(target | slits | notches)
    _, ids, stats, _ = cv2.connectedComponentsWithStats(left.view(np.uint8))
    is_speck = stats[:, cv2.CC_STAT_AREA] < (_SPECK * worn.half_width) ** 2
    is_speck[0] = False
    is_speck[ids[grown(view.ground, 1) & left]] = False
    return np.asarray((slits | notches | is_speck[ids]) & ~target)


def _around_shoulders(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the pixels (h, w) at the upper ends of arms, where sleeves are set in."""
    around = np.zeros(view.shape, np.bool_)
    for path in worn.upper.arms.paths if worn.upper is not None else ():
        if path is not None:
            around |= path.drawn(view.shape, factor=_AT_SHOULDER, last=len(path.middle) // 4)
    return around


def _thick(mask: HardMask, radius: int) -> HardMask:
    """Keep the parts of a mask that are wider than ``2 * radius + 1`` pixels, with their edges."""
    return np.asarray(grown(opened(mask, radius), radius + 1) & mask)
