"""How a top or dress lies on a body: torso, shoulders, neckline and sleeves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_path import Armhole
from tryon.body.torso import raised
from tryon.body.worn import WornRegion
from tryon.body.worn_top import WornTop
from tryon.fitting.parameters import FitParameters, Tuck
from tryon.fitting.warp.correspondences import (
    ALIKE,
    Match,
    Pairs,
    PartMatch,
    end_to_end_places,
    joined_pairs,
    lengthened,
    pair_hanging,
    pair_on_torso,
    stations,
)
from tryon.fitting.warp.laid import Laid, LaidAsWorn, LaidByMeasure, from_shoulders, level
from tryon.fitting.warp.lay_sleeve import GarmentSleeve, lay_sleeve, pair_sleeve
from tryon.fitting.warp.placed import Placement, flat_proportions, place_as_worn, place_top
from tryon.geometry import GarmentPoints, Points, ViewPoints
from tryon.messages import FitNote
from tryon.shape.figure import Strip, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Pair, Side
from tryon.shape.silhouette import strip_mask

_LONGEST_TORSO = 1.7
"""Greatest length of a worn torso, in lengths of the garment's, at which the garment's ends where
it does: what a long top hides is harder to guess than an arm."""
_SHOWS_BELOW = 1.1
"""Least such length at which it shows the trousers or skirt that go on below it."""
_TUCKED_BELOW = 0.9
"""Worn length, in lengths of the garment, below which a top above trousers is tucked in."""
_NECK_TOLERANCE = 0.15
"""Greatest difference in depth of two necklines that count as one, in widths of the neck."""
_COLLAR_AT_JOINTS = 0.6
"""How far the middle of a collar lies from where the chest lays it towards the middle of the
shoulders' joints, where no neck is seen."""
_COLLAR_MOVES = -0.25, 0.25
"""How far it may lie from there at most, to either side, in half shoulder breadths."""
_NECK_GROWS = 0.25
"""How much a neckline grows, in what the chest does: sizes hardly differ there."""
_ZONE_WIDTH = 1.3
"""Width of what may be a sleeve, in widths by measure."""
_ROUND_SHOULDER, _AT_SHOULDER = 1.7, 3
"""The same around the shoulder, in radii of the arm, and samples of the arm that are there."""
_SHORTENED = 0.97
"""Fraction of the worn length below which a part reveals something."""


def match_tops(
    worn: WornRegion,
    body: TopFigure,
    garment: TopFigure,
    lengths: FitParameters,
    *,
    is_flat: bool,
) -> Match:
    """Lay a top or dress; see `match_figures`."""
    upper = worn.upper
    assert upper is not None
    if is_flat:
        placement = place_top(garment.landmarks, upper.skeleton)
    else:
        placement = place_as_worn(garment.landmarks, body.landmarks)
    anchor, width = flat_proportions(garment.landmarks).anchor, lengths.width
    at_neck = placement.widened(1 + _NECK_GROWS * (width - 1), anchor)
    placement = placement.widened(width, anchor)
    scale = placement.scale
    garment_torso = from_shoulders(garment.torso, garment)
    laid: Laid
    if is_flat:
        shift = _collar_shift(upper, at_neck, garment)
        laid = LaidByMeasure.of(
            placement, garment_torso, garment.sleeves, upper.skeleton, width, shift
        )
    else:
        garment_torso = level(garment_torso)
        laid = LaidAsWorn.on(body, placement, garment_torso, width)
    worn_torso = laid.strip(body.torso)
    target, torso_pairs, ends_open, shows_end, torso_notes = _match_torso(
        worn, laid, worn_torso, garment_torso, scale, lengths
    )
    reveals = {GarmentPart.TORSO} if _is_shorter(target, worn_torso) else set()
    seams, shoulders = _shoulder_pairs(upper.torso.ridge, laid, body, garment, at_neck)
    notes = list(torso_notes)
    parts = [PartMatch(GarmentPart.TORSO, *joined_pairs([torso_pairs, seams]))]
    for side in Side:
        part = BOTH_SLEEVES[side]
        garment_sleeve, path = garment.sleeves[side], upper.arms.paths[side]
        if path is None:
            notes.append(FitNote.SLEEVES_KEPT)
            continue
        worn_end = path.sleeve_end
        if garment_sleeve is None:
            if worn_end is not None:
                reveals.add(part)
                notes.append(FitNote.NO_SLEEVES)
            continue
        sleeve = GarmentSleeve(garment_sleeve, scale, garment_torso.length, is_flat)
        neck, shoulder = shoulders[side]
        # a raised arm pulls the cloth up to its own armpit
        lift = min(1.0, 2 * raised(upper.skeleton, side))
        armpit = laid.armpit(target, side, upper.torso.armpits[side][1], lift)
        armhole = Armhole(neck, shoulder, armpit)
        strip, end = lay_sleeve(sleeve, path, armhole, lengths.sleeve_length)
        worn_sleeve = body.sleeves[side]
        if not is_flat and worn_sleeve is not None and end == worn_end:
            strip = worn_sleeve
        shape = upper.torso_mask.shape
        zone = strip_mask(strip, shape, widened=_ZONE_WIDTH)
        below = path.drawn(shape, factor=1.2, first=round(end * len(path.middle)))
        zone |= path.drawn(shape, factor=_ROUND_SHOULDER, last=_AT_SHOULDER) & ~below
        parts.append(PartMatch(part, *pair_sleeve(strip, garment_sleeve), zone))
        if worn_end is not None and end < _SHORTENED * worn_end:
            reveals.add(part)
            notes.append(FitNote.SHORTER_SLEEVES)
    return Match(
        tuple(parts),
        scale,
        ends_open,
        tuple(dict.fromkeys(notes)),
        None if worn.hangs_free else frozenset(reveals),
        keeps_edges=not is_flat,
        hem=None if shows_end else ViewPoints(worn_torso.middle[-1:]),
    )


def _is_shorter(strip: Strip, worn: Strip) -> bool:
    """Tell whether a part ends so far before the worn one that it reveals something."""
    return strip.length < _SHORTENED * worn.length


@dataclass(frozen=True, eq=False)
class _TorsoPlace:
    """Where a torso lies.

    Attributes:
        target: the part of the body that it covers.
        shows_end: whether the garment ends with that part; else it continues below, unseen.
        ends_open: whether it ends below the worn clothes.
        notes: what did not fit.
    """

    target: Strip
    shows_end: bool
    ends_open: bool = False
    notes: tuple[FitNote, ...] = ()


def _match_torso(
    worn: WornRegion,
    laid: Laid,
    worn_torso: Strip,
    garment_torso: Strip,
    scale: float,
    lengths: FitParameters,
) -> tuple[Strip, Pairs, bool, bool, tuple[FitNote, ...]]:
    """Lay the torso at the garment's length, where it can be shown at that length.

    Returns:
        The part of the body that it covers, its pairs, whether it ends below the worn clothes,
        whether its end shows, and what did not fit.
    """
    if worn.hangs_free:
        return (
            worn_torso,
            pair_hanging(worn_torso, garment_torso, scale, factor=lengths.hem_length),
            True,
            True,
            (FitNote.HANGING,),
        )
    is_tucked = worn.is_tucked if lengths.tuck is Tuck.AUTO else lengths.tuck is Tuck.TUCKED
    onward = laid.strip(worn.onward[GarmentPart.TORSO])
    garment_length = garment_torso.length * scale
    place = _place_torso(
        worn, worn_torso, onward, garment_length, is_tucked, _waist_depth(worn, laid)
    )
    target = place.target
    if lengths.hem_length != 1.0:  # of the part that shows, not of what is tucked in
        shown = place.target if place.shows_end else worn_torso
        target = lengthened(shown, lengths.hem_length, onward)
    places = stations(target.length, len(target.left))
    shows_end = place.shows_end or lengths.hem_length != 1.0
    if shows_end:
        garment_places = end_to_end_places(places, target.length, garment_torso.length, scale)
    else:
        garment_places = np.minimum(places / scale, garment_torso.length * 1.2)
    ends_open = place.ends_open or (lengths.hem_length > 1.0 and lengths.tuck is not Tuck.TUCKED)
    return (
        target,
        pair_on_torso(target, garment_torso, (places, garment_places), scale, laid.middle_of),
        ends_open,
        shows_end,
        place.notes,
    )


def _waist_depth(worn: WornRegion, laid: Laid) -> float | None:
    """Return how far down a top may end for trousers or a skirt to show; None if they are unknown.

    Above the waist there would be a belly, of which less is known.
    """
    under = None if worn.upper is None else worn.upper.under_hem
    if under is None or not worn.is_top:
        return None
    rows = np.flatnonzero(under.any(axis=1))
    return laid.line.distance(np.array([laid.line.start[0], float(rows[0])]))


def _place_torso(
    worn: WornRegion,
    worn_torso: Strip,
    onward: Strip,
    length: float,
    is_tucked: bool,
    waist: float | None,
) -> _TorsoPlace:
    """Decide which part of the body a torso of some length covers."""
    stretch = worn_torso.length / max(length, 1e-6)
    if stretch < ALIKE[0]:
        if worn.is_cut_off:
            return _TorsoPlace(worn_torso, shows_end=False)
        target = onward.at(stations(min(length, onward.length), len(worn_torso.left) + 4))
        if is_tucked:
            return _TorsoPlace(target, shows_end=False)
        return _TorsoPlace(target, shows_end=True, ends_open=True, notes=(FitNote.LONGER,))
    if is_tucked and stretch < _TUCKED_BELOW:
        shortened = worn_torso.at(stations(length, len(worn_torso.left)))
        return _TorsoPlace(shortened, shows_end=False)
    drawn_out = (FitNote.DRAWN_OUT,) if worn.is_top and stretch > _LONGEST_TORSO else ()
    least = worn_torso.length if drawn_out or stretch <= _LONGEST_TORSO else 0.0
    if waist is not None:
        least, drawn_out = waist, ()
    own = max(length, least)
    if worn.is_cut_off or worn_torso.length < _SHOWS_BELOW * own:
        return _TorsoPlace(worn_torso, shows_end=True, notes=drawn_out)
    shortened = worn_torso.at(stations(own, len(worn_torso.left)))
    return _TorsoPlace(shortened, shows_end=True, notes=(FitNote.SHORTER,))


def _collar_shift(upper: WornTop, placement: Placement, garment: TopFigure) -> float:
    """Return how far aside a collar lies of where the chest lays it: around the neck."""
    necks = np.array([neck.position for neck in garment.landmarks.necks])
    middle = float(placement.laid(GarmentPoints(necks))[:, 0].mean())
    if upper.torso.neck_x is None:
        shift = _COLLAR_AT_JOINTS * (float(upper.skeleton.middle[0]) - middle)
    else:
        shift = upper.torso.neck_x - middle
    return float(np.clip(shift / upper.skeleton.unit, *_COLLAR_MOVES)) * upper.skeleton.unit


def _shoulder_pairs(
    ridge: Pair[Points], laid: Laid, body: TopFigure, garment: TopFigure, placement: Placement
) -> tuple[Pairs, Pair[tuple[Points, Points]]]:
    """Pair the shoulder seams and the neckline.

    Returns:
        The pairs, and the upper ends (2,) of both armholes.
    """
    body_points, garment_points, necks, garment_necks, armholes = [], [], [], [], []
    for side in Side:
        seam = garment.shoulders.edge(side)
        on_body = laid.seam(placement.laid(GarmentPoints(seam)), ridge[side], side)
        body_points.append(on_body[::-1])
        garment_points.append(seam[::-1])
        necks.append(on_body[0])
        garment_necks.append(seam[0])
        armholes.append((on_body[0], on_body[-1]))
    centre, garment_centre = (figure.landmarks.neck_centre.position for figure in (body, garment))
    lowest = _neckline_place(centre, necks, garment_necks, garment_centre, placement.scale)
    for neck, garment_neck in zip(necks, garment_necks, strict=True):
        body_points.append(_half_way(neck, lowest)[None])
        garment_points.append(_half_way(garment_neck, garment_centre)[None])
    pairs = (
        ViewPoints(np.concatenate([*body_points, lowest[None]])),
        GarmentPoints(np.concatenate([*garment_points, garment_centre[None]])),
    )
    return pairs, Pair(armholes[0], armholes[1])


def _half_way(neck: NDArray[np.float64], lowest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the point of a round neckline half-way across from the neck to its lowest point."""
    return np.array([(neck[0] + lowest[0]) / 2, lowest[1] - 0.25 * (lowest[1] - neck[1])])


def _neckline_place(
    worn_centre: NDArray[np.float64],
    necks: list[NDArray[np.float64]],
    garment_necks: list[NDArray[np.float64]],
    garment_centre: NDArray[np.float64],
    scale: float,
) -> NDArray[np.float64]:
    """Lay the neckline's lowest point on that of the worn one, unless they differ too much."""
    middle, garment_middle = (necks[0] + necks[1]) / 2, (garment_necks[0] + garment_necks[1]) / 2
    by_measure = middle + np.array([0.0, (garment_centre - garment_middle)[1] * scale])
    as_worn = np.array([middle[0], worn_centre[1]])
    tolerance = _NECK_TOLERANCE * float(np.linalg.norm(necks[0] - necks[1]))
    return as_worn if abs(as_worn[1] - by_measure[1]) < tolerance else by_measure
