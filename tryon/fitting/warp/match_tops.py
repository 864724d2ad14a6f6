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
    true_scale,
)
from tryon.geometry import GarmentPoints, Points, ViewPoints
from tryon.messages import FitNote
from tryon.shape.figure import Strip, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Side

_CAP_SLEEVE = 0.5
"""Length of a cap sleeve, in half widths of the chest, at most."""
_ALIKE_SHORT_SLEEVES = 2.2
"""Length of a short worn sleeve, in lengths of the new one, up to which it keeps the worn end."""
_SHORT_SLEEVE = 0.65
"""Length of a short sleeve, in lengths of the arm, at most."""
_LONG_SLEEVE = 1.5
"""Length of a sleeve that is meant to reach the wrist, in half widths of the chest."""
_LOOSE = (1.05, 1.25)
"""Least and largest width of a sleeve on a bare arm, in widths of the arm."""
_LOOSENED = 0.5
"""Share of a sleeve over which it comes to that width."""
_SHOWN_OF_FLAT = 0.8
"""Breadth of a worn sleeve as it shows, in breadths of the same sleeve spread flat."""
_FLAT_CHEST = 1.95
"""Breadth of a flat top at the chest, in half shoulder breadths of its wearer."""
_LONGEST = 1.7
"""Length of a worn torso, in lengths of the new one, up to which it keeps the worn end: what is
below a long top can be guessed less well than an arm."""
_TUCKED_BELOW = 0.9
"""Worn length in lengths of the garment below which a top above trousers is tucked in."""
_ALIKE_NECK = 0.15
"""Difference in depth up to which two necklines count as one, in breadths of the neck."""
_ARMHOLE_STATIONS = 3
"""Samples from shoulder to armpit."""
_SHORTENED = 0.97
"""Share of the worn length below which a part bares something."""


def match_tops(
    worn: WornRegion, body: TopFigure, garment: TopFigure, lengths: FitParameters, *, is_flat: bool
) -> Match:
    """Lay a top or dress; see `match_figures`."""
    scale = body.chest / max(garment.chest, 1.0)
    usual = _FLAT_CHEST * worn.half_width / max(garment.chest, 1.0)
    length_scale = true_scale(scale, usual) if is_flat else scale
    own_torso = _from_shoulders(body)
    target, trunk, ends_open, is_met, torso_notes = _match_torso(
        worn, own_torso, _from_shoulders(garment), length_scale, lengths
    )
    half_chest = garment.chest / 2
    reveals = {GarmentPart.TORSO} if _is_shorter(target, own_torso) else set()
    shoulders = _shoulder_pairs(body, garment, length_scale)
    notes = list(torso_notes)
    parts = [PartMatch(GarmentPart.TORSO, *joined_pairs([trunk, shoulders]))]
    for side in Side:
        part, own, new = BOTH_SLEEVES[side], body.sleeves[side], garment.sleeves[side]
        if new is None:
            if own is not None:
                reveals.add(part)
                notes.append(FitNote.NO_SLEEVES if part in worn.onward else FitNote.SLEEVES_KEPT)
            continue
        arm = worn.onward.get(part)
        sleeve = _laid_sleeve(own, arm, new, length_scale, half_chest, lengths.sleeve_length)
        if sleeve is None:
            continue
        parts.append(PartMatch(part, *_sewn(sleeve, new)))
        if own is not None and _is_shorter(sleeve, own):
            reveals.add(part)
        longest = _longest_alike(own, arm, new.length / half_chest) * new.length * length_scale
        if own is not None and own.length > longest:
            notes.append(FitNote.SHORTER_SLEEVES if part in worn.onward else FitNote.SLEEVES_KEPT)
    return Match(
        tuple(parts),
        length_scale,
        ends_open,
        tuple(dict.fromkeys(notes)),
        None if worn.hangs_free else frozenset(reveals),
        None if is_met else ViewPoints(own_torso.middle[-1:]),
    )


def _is_shorter(strip: Strip, own: Strip) -> bool:
    return strip.length < _SHORTENED * own.length


def _from_shoulders(figure: TopFigure, torso: Strip | None = None) -> Strip:
    """Return the torso from the shoulders on, along the armholes first."""
    torso = torso or figure.torso
    edges = []
    for side in Side:
        edge, shoulder = torso.edge(side), figure.landmarks.shoulders[side]
        top = np.array([shoulder.x, min(shoulder.y, edge[0, 1] - 1.0)])
        above = top + np.linspace(0, 1, _ARMHOLE_STATIONS)[:-1, None] * (edge[0] - top)
        edges.append(np.concatenate([above, edge]))
    return Strip(edges[0], edges[1])


@dataclass(frozen=True, eq=False)
class _Laid:
    """Where a torso lies.

    Attributes:
        target: the part of the body that it covers.
        is_met: whether the garment ends with that part; else it goes on below, unseen.
        ends_open: whether it ends below the worn clothes.
        notes: what did not fit.
    """

    target: Strip
    is_met: bool
    ends_open: bool = False
    notes: tuple[FitNote, ...] = ()


def _match_torso(
    worn: WornRegion, own: Strip, new: Strip, scale: float, lengths: FitParameters
) -> tuple[Strip, Pairs, bool, bool, tuple[FitNote, ...]]:
    """Lay the torso, with the garment's own length where that can be shown.

    Returns:
        What it covers, its pairs, whether it ends below the worn clothes, whether its end shows
        at all, and what did not fit.
    """
    if worn.hangs_free:
        return (
            own,
            pair_hanging(own, new, scale, factor=lengths.hem_length),
            True,
            True,
            (FitNote.HANGING,),
        )
    is_tucked = worn.is_tucked if lengths.tuck is Tuck.AUTO else lengths.tuck is Tuck.TUCKED
    laid = _lay_torso(worn, own, new, scale, is_tucked)
    target = laid.target
    if lengths.hem_length != 1.0:  # of what shows of it, not of what is tucked in
        shown = laid.target if laid.is_met else own
        target = lengthened(shown, lengths.hem_length, _whole_torso(worn))
    places = stations(target.length, len(target.left))
    is_met = laid.is_met or lengths.hem_length != 1.0
    if is_met:
        along = end_to_end_places(places, target.length, new.length, scale)
    else:
        along = np.minimum(places / scale, new.length * 1.2)
    ends_open = laid.ends_open or (lengths.hem_length > 1.0 and lengths.tuck is not Tuck.TUCKED)
    return (
        target,
        pair_around_cylinder(target, new, places, along, scale),
        ends_open,
        is_met,
        laid.notes,
    )


def _whole_torso(worn: WornRegion) -> Strip:
    assert isinstance(worn.figure, TopFigure)
    return _from_shoulders(worn.figure, worn.onward[GarmentPart.TORSO])


def _lay_torso(worn: WornRegion, own: Strip, new: Strip, scale: float, is_tucked: bool) -> _Laid:
    """Decide which part of the body a torso covers."""
    wanted = new.length * scale
    stretch = own.length / max(wanted, 1e-6)
    if stretch < ALIKE[0]:
        if worn.is_cut_off:
            return _Laid(own, is_met=False)
        whole = _whole_torso(worn)
        target = whole.at(stations(min(wanted, whole.length), len(own.left) + 4))
        if is_tucked:
            return _Laid(target, is_met=False)
        return _Laid(target, is_met=True, ends_open=True, notes=(FitNote.LONGER,))
    shortened = own.at(stations(wanted, len(own.left)))
    if is_tucked and stretch < _TUCKED_BELOW:
        return _Laid(shortened, is_met=False)
    if worn.is_top and stretch > _LONGEST:
        return _Laid(own, is_met=True, notes=(FitNote.DRAWN_OUT,))
    if stretch <= _LONGEST or worn.is_cut_off:
        return _Laid(own, is_met=True)
    return _Laid(shortened, is_met=True, notes=(FitNote.SHORTER,))


def _laid_sleeve(
    own: Strip | None, arm: Strip | None, new: Strip, scale: float, half_chest: float, factor: float
) -> Strip | None:
    """Lay a sleeve: on the worn one if they are alike, else on the arm at its own length.

    ``factor`` is its wanted length, in lengths of its own.
    """
    if arm is None and own is None:
        return None
    wanted = new.length * scale
    if arm is None:
        assert own is not None
        if own.length <= _ALIKE_SHORT_SLEEVES * wanted:
            return lengthened(own, factor, None)
        return own.by_edges(*_edges_up_to(own, new, scale * factor), len(new.left))
    if new.length > _LONG_SLEEVE * half_chest:
        wanted = max(arm.length, own.length if own is not None else 0.0)
    longest = _longest_alike(own, arm, new.length / half_chest)
    if own is not None and ALIKE[0] <= own.length / wanted <= longest:
        return lengthened(own, factor, _loose(arm, own, new, scale))
    along = own if own is not None and own.length > wanted * factor else arm
    if wanted * factor >= along.length:
        lengths = along.edge_lengths
    else:
        lengths = _edges_up_to(along, new, scale * factor)
    laid = along.by_edges(*lengths, len(new.left))
    return laid if along is own else _loose(laid, own, new, scale)


def _edges_up_to(along: Strip, new: Strip, scale: float) -> tuple[float, float]:
    """Return how far each edge of a sleeve comes on an arm: as far as its own length."""
    left, right = (
        min(own, flat * scale)
        for own, flat in zip(along.edge_lengths, new.edge_lengths, strict=True)
    )
    return left, right


def _sewn(sleeve: Strip, new: Strip) -> Pairs:
    """Pair a sleeve with where it lies, edge by edge: it turns about the armpit."""
    count = len(new.left) + 2
    laid = sleeve.by_edges(*sleeve.edge_lengths, count)
    return edges_and_middle(laid, new.by_edges(*new.edge_lengths, count))


def _longest_alike(own: Strip | None, arm: Strip | None, length: float) -> float:
    """Return the worn sleeve's length, in lengths of the new one, up to which they count as alike.

    How deep a short sleeve starts on the shoulder differs more by cut than where it ends.
    ``length`` is that of the new one in half widths of the chest; a mere cap stays one.
    """
    is_short = own is not None and arm is not None and own.length < _SHORT_SLEEVE * arm.length
    return _ALIKE_SHORT_SLEEVES if is_short and length > _CAP_SLEEVE else ALIKE[1]


def _loose(arm: Strip, own: Strip | None, new: Strip, scale: float) -> Strip:
    """Widen a bare arm to the width of a sleeve; where a sleeve is worn, it has it already.

    A flat sleeve shows half its girth; worn, what shows of it is narrower.
    """
    share = stations(1.0, len(arm.left))
    end = float(np.linalg.norm(new.left[-1] - new.right[-1])) * scale * _SHOWN_OF_FLAT
    bare = float(np.linalg.norm(arm.left[-1] - arm.right[-1]))
    widest = float(np.clip(end / max(bare, 1e-6), *_LOOSE))
    worn = own.length / arm.length if own is not None else 0.0
    factor = (1 + (widest - 1) * np.clip((share - worn) / _LOOSENED, 0.0, 1.0))[:, None]
    middle = arm.middle
    return Strip(middle + (arm.left - middle) * factor, middle + (arm.right - middle) * factor)


def _shoulder_pairs(body: TopFigure, garment: TopFigure, scale: float) -> Pairs:
    """Pair the shoulder seams; the garment's neck keeps its own width along them."""
    own, new, necks, new_necks = [], [], [], []
    for side in Side:
        seam, new_seam = body.shoulders.edge(side), garment.shoulders.edge(side)
        wanted = float(np.linalg.norm(new_seam[0] - new_seam[-1])) * scale
        reach = np.clip(wanted / max(float(np.linalg.norm(seam[0] - seam[-1])), 1e-6), 0.5, 1.4)
        own.append(_from_shoulder(seam, reach))
        new.append(new_seam[::-1])
        necks.append(own[-1][-1])
        new_necks.append(new_seam[0])
    centre, new_centre = (figure.landmarks.neck_centre.position for figure in (body, garment))
    lowest = _neckline_place(centre, necks, new_necks, new_centre, scale)
    for neck, new_neck in zip(necks, new_necks, strict=True):
        own.append(_half_way(neck, lowest)[None])
        new.append(_half_way(new_neck, new_centre)[None])
    return (
        ViewPoints(np.concatenate([*own, lowest[None]])),
        GarmentPoints(np.concatenate([*new, new_centre[None]])),
    )


def _from_shoulder(seam: Points, reach: float) -> Points:
    """Sample a seam (N, 2) from the shoulder over ``reach`` of its length, past the neck too."""
    steps = np.linspace(0.0, reach, len(seam)) * (len(seam) - 1)
    back = seam[::-1]
    inside = np.stack([np.interp(steps, np.arange(len(seam)), back[:, axis]) for axis in (0, 1)], 1)
    beyond = np.maximum(steps - (len(seam) - 1), 0.0)[:, None]
    return np.asarray(inside + beyond * (back[-1] - back[0]) / (len(seam) - 1))


def _half_way(neck: NDArray[np.float64], lowest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the point of a round neckline half-way across from the neck to its lowest point."""
    return np.array([(neck[0] + lowest[0]) / 2, lowest[1] - 0.25 * (lowest[1] - neck[1])])


def _neckline_place(
    worn: NDArray[np.float64],
    necks: list[NDArray[np.float64]],
    new_necks: list[NDArray[np.float64]],
    new_centre: NDArray[np.float64],
    scale: float,
) -> NDArray[np.float64]:
    """Lay the neckline's lowest point on that of the worn one, unless the two are too unlike."""
    middle, new_middle = (necks[0] + necks[1]) / 2, (new_necks[0] + new_necks[1]) / 2
    usual = middle + np.array([0.0, (new_centre - new_middle)[1] * scale])
    own = np.array([middle[0], worn[1]])
    reach = _ALIKE_NECK * float(np.linalg.norm(necks[0] - necks[1]))
    return own if abs(own[1] - usual[1]) < reach else usual
