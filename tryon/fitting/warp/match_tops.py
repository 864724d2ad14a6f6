"""How a top or dress lies on a body: torso, shoulders, neckline and sleeves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.worn import WornRegion
from tryon.fitting.parameters import FitParameters, Tuck
from tryon.fitting.warp.correspondences import (
    ALIKE,
    Match,
    Pairs,
    PartMatch,
    edges_and_middle,
    end_to_end_places,
    joined_pairs,
    lengthened,
    pair_around_cylinder,
    pair_hanging,
    stations,
)
from tryon.geometry import GarmentPoints, Points, ViewPoints
from tryon.messages import FitNote
from tryon.shape.figure import Strip, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Side

_CAP_SLEEVE = 0.5
"""Greatest length of a cap sleeve, in half widths of the chest."""
_ALIKE_SHORT_SLEEVES = 2.2
"""Greatest length of a short worn sleeve, in lengths of the garment's, at which the garment's ends
where it does."""
_SHORT_SLEEVE = 0.65
"""Greatest length of a short sleeve, in lengths of the arm."""
_LONG_SLEEVE = 1.5
"""Length of a sleeve that is meant to reach the wrist, in half widths of the chest."""
_WIDTHS_ON_ARM = (1.05, 1.25)
"""Least and largest width of a sleeve on a bare arm, in widths of the arm."""
_WIDENING = 0.5
"""Fraction of a sleeve over which it comes to that width."""
_WORN_SLEEVE_WIDTH = 0.8
"""Width of a worn sleeve in the photo, in widths of the same sleeve spread flat."""
_LONGEST_TORSO = 1.7
"""Greatest length of a worn torso, in lengths of the garment's, at which the garment's ends where
it does: what a long top hides is harder to guess than an arm."""
_TUCKED_BELOW = 0.9
"""Worn length, in lengths of the garment, below which a top above trousers is tucked in."""
_NECK_TOLERANCE = 0.15
"""Greatest difference in depth of two necklines that count as one, in widths of the neck."""
_ARMHOLE_STATIONS = 3
"""Samples from shoulder to armpit."""
_SHORTENED = 0.97
"""Fraction of the worn length below which a part reveals something."""


def match_tops(
    worn: WornRegion, body: TopFigure, garment: TopFigure, lengths: FitParameters
) -> Match:
    """Lay a top or dress; see `match_figures`."""
    scale = body.chest / max(garment.chest, 1.0)
    worn_torso = _from_shoulders(body)
    target, torso_pairs, ends_open, shows_end, torso_notes = _match_torso(
        worn, worn_torso, _from_shoulders(garment), scale, lengths
    )
    half_chest = garment.chest / 2
    reveals = {GarmentPart.TORSO} if _is_shorter(target, worn_torso) else set()
    shoulders = _shoulder_pairs(body, garment, scale)
    notes = list(torso_notes)
    parts = [PartMatch(GarmentPart.TORSO, *joined_pairs([torso_pairs, shoulders]))]
    for side in Side:
        part = BOTH_SLEEVES[side]
        worn_sleeve, garment_sleeve = body.sleeves[side], garment.sleeves[side]
        if garment_sleeve is None:
            if worn_sleeve is not None:
                reveals.add(part)
                notes.append(FitNote.NO_SLEEVES if part in worn.onward else FitNote.SLEEVES_KEPT)
            continue
        arm = worn.onward.get(part)
        sleeve = _laid_sleeve(
            worn_sleeve, arm, garment_sleeve, scale, half_chest, lengths.sleeve_length
        )
        if sleeve is None:
            continue
        parts.append(PartMatch(part, *_pair_sleeve(sleeve, garment_sleeve)))
        if worn_sleeve is not None and _is_shorter(sleeve, worn_sleeve):
            reveals.add(part)
        longest = (
            _greatest_stretch(worn_sleeve, arm, garment_sleeve.length / half_chest)
            * garment_sleeve.length
            * scale
        )
        if worn_sleeve is not None and worn_sleeve.length > longest:
            notes.append(FitNote.SHORTER_SLEEVES if part in worn.onward else FitNote.SLEEVES_KEPT)
    return Match(
        tuple(parts),
        scale,
        ends_open,
        tuple(dict.fromkeys(notes)),
        None if worn.hangs_free else frozenset(reveals),
        None if shows_end else ViewPoints(worn_torso.middle[-1:]),
    )


def _is_shorter(strip: Strip, worn: Strip) -> bool:
    """Tell whether a part ends so far before the worn one that it reveals something."""
    return strip.length < _SHORTENED * worn.length


def _from_shoulders(figure: TopFigure, torso: Strip | None = None) -> Strip:
    """Return the torso from the shoulders on, along the armholes first."""
    torso = torso or figure.torso
    edges = []
    for side in Side:
        edge, shoulder = torso.edge(side), figure.landmarks.shoulders[side]
        shoulder_point = np.array([shoulder.x, min(shoulder.y, edge[0, 1] - 1.0)])
        armhole = shoulder_point + np.linspace(0, 1, _ARMHOLE_STATIONS)[:-1, None] * (
            edge[0] - shoulder_point
        )
        edges.append(np.concatenate([armhole, edge]))
    return Strip(edges[0], edges[1])


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
    worn: WornRegion, worn_torso: Strip, garment_torso: Strip, scale: float, lengths: FitParameters
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
    place = _place_torso(worn, worn_torso, garment_torso, scale, is_tucked)
    target = place.target
    if lengths.hem_length != 1.0:  # of the part that shows, not of what is tucked in
        shown = place.target if place.shows_end else worn_torso
        target = lengthened(shown, lengths.hem_length, _onward_torso(worn))
    places = stations(target.length, len(target.left))
    shows_end = place.shows_end or lengths.hem_length != 1.0
    if shows_end:
        garment_places = end_to_end_places(places, target.length, garment_torso.length, scale)
    else:
        garment_places = np.minimum(places / scale, garment_torso.length * 1.2)
    ends_open = place.ends_open or (lengths.hem_length > 1.0 and lengths.tuck is not Tuck.TUCKED)
    return (
        target,
        pair_around_cylinder(target, garment_torso, places, garment_places, scale),
        ends_open,
        shows_end,
        place.notes,
    )


def _onward_torso(worn: WornRegion) -> Strip:
    """Return the body from the shoulders on, past the hem of the worn clothes."""
    assert isinstance(worn.figure, TopFigure)
    return _from_shoulders(worn.figure, worn.onward[GarmentPart.TORSO])


def _place_torso(
    worn: WornRegion, worn_torso: Strip, garment_torso: Strip, scale: float, is_tucked: bool
) -> _TorsoPlace:
    """Decide which part of the body a torso covers."""
    length = garment_torso.length * scale
    stretch = worn_torso.length / max(length, 1e-6)
    if stretch < ALIKE[0]:
        if worn.is_cut_off:
            return _TorsoPlace(worn_torso, shows_end=False)
        onward = _onward_torso(worn)
        target = onward.at(stations(min(length, onward.length), len(worn_torso.left) + 4))
        if is_tucked:
            return _TorsoPlace(target, shows_end=False)
        return _TorsoPlace(target, shows_end=True, ends_open=True, notes=(FitNote.LONGER,))
    shortened = worn_torso.at(stations(length, len(worn_torso.left)))
    if is_tucked and stretch < _TUCKED_BELOW:
        return _TorsoPlace(shortened, shows_end=False)
    if worn.is_top and stretch > _LONGEST_TORSO:
        return _TorsoPlace(worn_torso, shows_end=True, notes=(FitNote.DRAWN_OUT,))
    if stretch <= _LONGEST_TORSO or worn.is_cut_off:
        return _TorsoPlace(worn_torso, shows_end=True)
    return _TorsoPlace(shortened, shows_end=True, notes=(FitNote.SHORTER,))


def _laid_sleeve(
    worn_sleeve: Strip | None,
    arm: Strip | None,
    garment_sleeve: Strip,
    scale: float,
    half_chest: float,
    factor: float,
) -> Strip | None:
    """Lay a sleeve on the worn one if they are about as long, else on the arm at its own length.

    ``factor`` is its wanted length, in lengths by measure.
    """
    if arm is None and worn_sleeve is None:
        return None
    length = garment_sleeve.length * scale
    if arm is None:
        assert worn_sleeve is not None
        if worn_sleeve.length <= _ALIKE_SHORT_SLEEVES * length:
            return lengthened(worn_sleeve, factor, None)
        return worn_sleeve.by_edges(
            *_edges_up_to(worn_sleeve, garment_sleeve, scale * factor), len(garment_sleeve.left)
        )
    if garment_sleeve.length > _LONG_SLEEVE * half_chest:
        length = max(arm.length, worn_sleeve.length if worn_sleeve is not None else 0.0)
    greatest_stretch = _greatest_stretch(worn_sleeve, arm, garment_sleeve.length / half_chest)
    if worn_sleeve is not None and ALIKE[0] <= worn_sleeve.length / length <= greatest_stretch:
        return lengthened(worn_sleeve, factor, _widened(arm, worn_sleeve, garment_sleeve, scale))
    limb = worn_sleeve if worn_sleeve is not None and worn_sleeve.length > length * factor else arm
    if length * factor >= limb.length:
        edge_lengths = limb.edge_lengths
    else:
        edge_lengths = _edges_up_to(limb, garment_sleeve, scale * factor)
    laid = limb.by_edges(*edge_lengths, len(garment_sleeve.left))
    return laid if limb is worn_sleeve else _widened(laid, worn_sleeve, garment_sleeve, scale)


def _edges_up_to(limb: Strip, garment_sleeve: Strip, scale: float) -> tuple[float, float]:
    """Return how far along a limb each edge of a sleeve goes, at most to the limb's end."""
    left, right = (
        min(limb_edge, garment_edge * scale)
        for limb_edge, garment_edge in zip(
            limb.edge_lengths, garment_sleeve.edge_lengths, strict=True
        )
    )
    return left, right


def _pair_sleeve(sleeve: Strip, garment_sleeve: Strip) -> Pairs:
    """Pair a sleeve with the strip on which it lies, edge by edge: it turns about the armpit."""
    count = len(garment_sleeve.left) + 2
    sampled = sleeve.by_edges(*sleeve.edge_lengths, count)
    return edges_and_middle(sampled, garment_sleeve.by_edges(*garment_sleeve.edge_lengths, count))


def _greatest_stretch(worn: Strip | None, arm: Strip | None, length: float) -> float:
    """Return the greatest worn length, in lengths of the garment's sleeve, at which it ends alike.

    Short sleeves differ more in where they start on the shoulder than in where they end.
    ``length`` is that of the garment's in half widths of the chest; a cap sleeve is not stretched.
    """
    is_short = worn is not None and arm is not None and worn.length < _SHORT_SLEEVE * arm.length
    return _ALIKE_SHORT_SLEEVES if is_short and length > _CAP_SLEEVE else ALIKE[1]


def _widened(arm: Strip, worn: Strip | None, garment: Strip, scale: float) -> Strip:
    """Widen a bare arm to the width of a sleeve, past the end of a worn one, which is wide enough.

    A flat sleeve shows half its girth; a worn one shows less.
    """
    fraction = stations(1.0, len(arm.left))
    end_width = (
        float(np.linalg.norm(garment.left[-1] - garment.right[-1])) * scale * _WORN_SLEEVE_WIDTH
    )
    arm_width = float(np.linalg.norm(arm.left[-1] - arm.right[-1]))
    end_factor = float(np.clip(end_width / max(arm_width, 1e-6), *_WIDTHS_ON_ARM))
    covered = worn.length / arm.length if worn is not None else 0.0
    factor = (1 + (end_factor - 1) * np.clip((fraction - covered) / _WIDENING, 0.0, 1.0))[:, None]
    middle = arm.middle
    return Strip(middle + (arm.left - middle) * factor, middle + (arm.right - middle) * factor)


def _shoulder_pairs(body: TopFigure, garment: TopFigure, scale: float) -> Pairs:
    """Pair the shoulder seams and the neckline; the garment's neck keeps its width."""
    body_points, garment_points, necks, garment_necks = [], [], [], []
    for side in Side:
        body_seam, garment_seam = body.shoulders.edge(side), garment.shoulders.edge(side)
        length = float(np.linalg.norm(garment_seam[0] - garment_seam[-1])) * scale
        fraction = np.clip(
            length / max(float(np.linalg.norm(body_seam[0] - body_seam[-1])), 1e-6), 0.5, 1.4
        )
        body_points.append(_sample_seam(body_seam, fraction))
        garment_points.append(garment_seam[::-1])
        necks.append(body_points[-1][-1])
        garment_necks.append(garment_seam[0])
    centre, garment_centre = (figure.landmarks.neck_centre.position for figure in (body, garment))
    lowest = _neckline_place(centre, necks, garment_necks, garment_centre, scale)
    for neck, garment_neck in zip(necks, garment_necks, strict=True):
        body_points.append(_half_way(neck, lowest)[None])
        garment_points.append(_half_way(garment_neck, garment_centre)[None])
    return (
        ViewPoints(np.concatenate([*body_points, lowest[None]])),
        GarmentPoints(np.concatenate([*garment_points, garment_centre[None]])),
    )


def _sample_seam(seam: Points, fraction: float) -> Points:
    """Sample a seam (N, 2) from the shoulder over a fraction of its length, which may exceed 1."""
    steps = np.linspace(0.0, fraction, len(seam)) * (len(seam) - 1)
    back = seam[::-1]
    inside = np.stack([np.interp(steps, np.arange(len(seam)), back[:, axis]) for axis in (0, 1)], 1)
    beyond = np.maximum(steps - (len(seam) - 1), 0.0)[:, None]
    return np.asarray(inside + beyond * (back[-1] - back[0]) / (len(seam) - 1))


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
