"""Which point of the garment lies where on the body: pairs of points for each moving part.

The garment keeps its own length: where it ends near the old one's end, within the error of the
parser and of the measures, it takes that end; where it is shorter, its edge lies on the body, and
where it is longer, it goes on along the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.garments.body import WornRegion
from tryon.garments.figure import (
    Figure,
    Point,
    SkirtFigure,
    TopFigure,
    TrousersFigure,
    Tube,
)
from tryon.geometry import Points

ALIKE = (0.78, 1.3)
"""Worn length in lengths of the garment between which the garment takes the worn end."""

_ALIKE_SHORT_SLEEVES = 1.6
"""The same upper limit for a worn sleeve that is short."""
_SHORT_SLEEVE = 0.65
"""Length of such a sleeve, in lengths of the arm, at most."""
_LONG_SLEEVE = 1.5
"""Length of a sleeve that is meant to reach the wrist, in half widths of the chest."""
_LOOSE = 1.12
"""Width of a sleeve on a bare arm, in widths of the arm."""
_SLACK = 0.3
"""Share of the garment's scale to which what is below the stiff part may be drawn out."""
_FLAT_CHEST = 1.95
"""Breadth of a flat top at the chest, in half shoulder breadths of its wearer."""
_FLAT_HIPS = 1.25
"""Breadth of flat trousers at the hips, in breadths of the body there."""
_WAIST_OF_HIPS = 0.82
"""Breadth of a waist, in breadths of the hips."""
_SKIRT_WAIST = 0.36
"""Breadth of a waist, in lengths of the legs below it."""
_DROOP = 0.8
"""Breadth of a hanging skirt, in breadths of the same skirt spread flat."""
_MOST_GIRTH = 1.2
_WHOLE_RISE = 0.85
"""Share of the garment's rise, from crotch to waist, that must show for its waist to show."""
_LONG_LEG = 1.75
"""Length of trousers that are meant to reach the ankle, in breadths of their hips."""
_LONGEST = 1.7
"""The same limit for torsos: what is below a long top can be guessed less well than an arm."""
_TUCKED = 0.9
"""Worn length in lengths of the garment below which a top above trousers is tucked in."""
_DRAWN_OUT = "the worn top is much longer than the new one, which is drawn out to cover it"
_NO_SLEEVES = "the new garment has no sleeves: bare arms are filled by estimate"
_BARED = "the worn sleeves are longer than the new garment's: bare arms are filled by estimate"
_KEPT_LONG = "no hand could be seen to find the arm by: the worn sleeves keep their length"
_ALIKE_NECK = 0.15
"""Difference in depth up to which two necklines count as one, in breadths of the neck."""
_ARMHOLE_STATIONS = 3
"""Samples from shoulder to armpit."""
_ACROSS = (-2 / 3, -1 / 3, 0.0, 1 / 3, 2 / 3)
"""Where a torso is held between its edges, as shares of its half breadth."""
_STIFF = 0.75
"""Share of a torso, from the shoulders, that keeps the garment's proportions exactly."""


@dataclass(frozen=True, eq=False)
class PartMatch:
    """Pairs of points for one part that moves by itself.

    Attributes:
        name: the limb's name in `WornRegion.zones`, or ``"trunk"``.
        body: positions (N, 2) on the body.
        garment: the same positions (N, 2) on the garment.
    """

    name: str
    body: Points
    garment: Points


@dataclass(frozen=True, eq=False)
class Match:
    """How a garment lies on a body.

    Attributes:
        parts: the trunk first, then the limbs.
        scale: body pixels per garment pixel.
        ends_open: whether the garment's lower end lies below that of the worn clothes.
        notes: what did not fit.
        keeps_all: whether the garment ends where the worn clothes do, so that it bares nothing.
    """

    parts: tuple[PartMatch, ...]
    scale: float
    ends_open: bool = False
    notes: tuple[str, ...] = ()
    keeps_all: bool = False


def match_figures(worn: WornRegion, garment: Figure, *, is_flat: bool = True) -> Match:
    """Pair the points of what is worn with those of a garment of the same kind.

    ``is_flat`` tells a product photo from a garment that was taken off another body.

    Raises:
        ValueError: if the two are of different kinds.
    """
    body = worn.figure
    if isinstance(body, TopFigure) and isinstance(garment, TopFigure):
        return _match_tops(worn, body, garment, is_flat)
    if isinstance(body, TrousersFigure) and isinstance(garment, TrousersFigure):
        return _match_trousers(worn, body, garment, is_flat)
    if isinstance(body, SkirtFigure) and isinstance(garment, SkirtFigure):
        return _match_skirts(worn, body, garment)
    raise ValueError(f"cannot put a {type(garment).__name__} on a {type(body).__name__}")


def _array(point: Point) -> NDArray[np.float64]:
    return np.array([point.x, point.y])


def _match_tops(worn: WornRegion, body: TopFigure, garment: TopFigure, is_flat: bool) -> Match:
    scale = _chest(body) / max(_chest(garment), 1.0)
    usual = _FLAT_CHEST * worn.breadth / max(_chest(garment), 1.0)
    length_scale = _true_scale(scale, usual) if is_flat else scale
    trunk, ends_open, notes = _match_torso(
        worn, _from_shoulders(body), _from_shoulders(garment), length_scale
    )
    shoulders = _shoulder_pairs(body, garment, length_scale)
    parts = [PartMatch("trunk", *_joined([trunk, shoulders]))]
    for name, own, new in (
        ("sleeve_left", body.sleeve_left, garment.sleeve_left),
        ("sleeve_right", body.sleeve_right, garment.sleeve_right),
    ):
        if new is None:
            if own is not None:
                notes.append(_NO_SLEEVES if name in worn.onward else _KEPT_LONG)
            continue
        pairs = _match_sleeve(own, worn.onward.get(name), new, length_scale, _chest(garment) / 2)
        if pairs is None:
            continue
        parts.append(PartMatch(name, *pairs))
        longest = _longest_alike(own, worn.onward.get(name)) * new.length * length_scale
        if own is not None and own.length > longest:
            notes.append(_BARED if name in worn.onward else _KEPT_LONG)
    return Match(tuple(parts), length_scale, ends_open, tuple(dict.fromkeys(notes)))


def _from_shoulders(figure: TopFigure, torso: Tube | None = None) -> Tube:
    """Give the torso from the shoulders on, along the armholes first."""
    torso = torso or figure.torso
    edges = []
    for side in ("left", "right"):
        edge, shoulder = getattr(torso, side), getattr(figure.landmarks, f"shoulder_{side}")
        top = np.array([shoulder.x, min(shoulder.y, edge[0, 1] - 1.0)])
        above = top + np.linspace(0, 1, _ARMHOLE_STATIONS)[:-1, None] * (edge[0] - top)
        edges.append(np.concatenate([above, edge]))
    return Tube(edges[0], edges[1])


def _true_scale(across: float, usual: float) -> float:
    """Give the scale of a garment's length.

    Flat, a garment shows half its girth; worn, its sides turn away, so that its breadth on the
    picture is too small a measure.
    """
    return float(np.clip(usual, across, _MOST_GIRTH * across))


def _chest(figure: TopFigure) -> float:
    """Give the breadth of the torso: at the armpits and a little below them."""
    return float(np.linalg.norm(figure.torso.left[:4] - figure.torso.right[:4], axis=1).mean())


def _match_torso(
    worn: WornRegion, own: Tube, new: Tube, scale: float
) -> tuple[tuple[Points, Points], bool, list[str]]:
    """Lay the torso, with the garment's own length where that can be shown."""
    if worn.hangs_free:
        note = "the dress is longer than the worn top: hung freely"
        return _hung(own, new, scale), True, [note]
    target, is_met, ends_open, notes = _torso_target(worn, own, new, scale)
    places = _places(target.length, len(target.left))
    if is_met:
        along = _met_places(places, target.length, new.length, scale, _STIFF)
    else:
        along = np.minimum(places / scale, new.length * 1.2)
    return _rounded(target, new, places, along, scale), ends_open, notes


def _torso_target(
    worn: WornRegion, own: Tube, new: Tube, scale: float
) -> tuple[Tube, bool, bool, list[str]]:
    """Decide which part of the body a torso covers.

    Returns:
        That part, whether the garment ends with it (else it goes on below, unseen), whether it
        ends below the worn clothes, and notes.
    """
    wanted = new.length * scale
    stretch = own.length / max(wanted, 1e-6)
    if stretch < ALIKE[0]:
        if worn.is_cut:
            return own, False, False, []
        assert isinstance(worn.figure, TopFigure)
        whole = _from_shoulders(worn.figure, worn.onward["trunk"])
        target = whole.at(_places(min(wanted, whole.length), len(own.left) + 4))
        if worn.is_tucked:
            return target, False, False, []
        return target, True, True, ["the garment is longer than the worn one"]
    if worn.is_tucked and stretch < _TUCKED:
        return own.at(_places(wanted, len(own.left))), False, False, []
    if worn.is_top and stretch > _LONGEST:
        return own, True, False, [_DRAWN_OUT]
    if stretch <= _LONGEST or worn.is_cut:
        return own, True, False, []
    target = own.at(_places(wanted, len(own.left)))
    return (
        target,
        True,
        False,
        ["the worn clothes are longer than the new garment: filled by estimate"],
    )


def _match_sleeve(
    own: Tube | None, arm: Tube | None, new: Tube, scale: float, half_chest: float
) -> tuple[Points, Points] | None:
    """Lay a sleeve: on the worn one if they are alike, else on the arm at its own length."""
    if arm is None:
        return None if own is None else _stretched(own, new)
    wanted = new.length * scale
    if new.length > _LONG_SLEEVE * half_chest:
        wanted = max(arm.length, own.length if own is not None else 0.0)
    if own is not None and ALIKE[0] <= own.length / wanted <= _longest_alike(own, arm):
        return _stretched(own, new)
    if own is not None and own.length > wanted:
        return _cut_off(own.at(_places(wanted, len(own.left))), new, scale)
    sleeve = _loose(arm.at(_places(min(wanted, arm.length), len(arm.left))), own)
    return _stretched(sleeve, new)


def _longest_alike(own: Tube | None, arm: Tube | None) -> float:
    """Give the worn sleeve's length, in lengths of the new one, up to which they count as alike.

    How deep a short sleeve starts on the shoulder differs more by cut than where it ends.
    """
    is_short = own is not None and arm is not None and own.length < _SHORT_SLEEVE * arm.length
    return _ALIKE_SHORT_SLEEVES if is_short else ALIKE[1]


def _loose(arm: Tube, own: Tube | None) -> Tube:
    """Give a bare arm the width of a sleeve; where a sleeve is worn, it has it already."""
    share = _places(1.0, len(arm.left))
    worn = own.length / arm.length if own is not None else 0.0
    factor = (1 + (_LOOSE - 1) * np.clip((share - worn + 0.15) / 0.15, 0.0, 1.0))[:, None]
    factor[0] = 1.0
    middle = arm.middle
    return Tube(middle + (arm.left - middle) * factor, middle + (arm.right - middle) * factor)


def _shoulder_pairs(body: TopFigure, garment: TopFigure, scale: float) -> tuple[Points, Points]:
    """Pair the shoulder seams; the garment's neck keeps its own width along them."""
    own, new, necks, new_necks = [], [], [], []
    for side in ("left", "right"):
        seam, new_seam = getattr(body.shoulders, side), getattr(garment.shoulders, side)
        wanted = float(np.linalg.norm(new_seam[0] - new_seam[-1])) * scale
        reach = np.clip(wanted / max(float(np.linalg.norm(seam[0] - seam[-1])), 1e-6), 0.5, 1.4)
        own.append(_from_shoulder(seam, reach))
        new.append(new_seam[::-1])
        necks.append(own[-1][-1])
        new_necks.append(new_seam[0])
    centre, new_centre = _array(body.landmarks.neck_centre), _array(garment.landmarks.neck_centre)
    lowest = _neckline_place(centre, necks, new_necks, new_centre, scale)
    for neck, new_neck in zip(necks, new_necks, strict=True):
        own.append(_half_way(neck, lowest)[None])
        new.append(_half_way(new_neck, new_centre)[None])
    return np.concatenate([*own, lowest[None]]), np.concatenate([*new, new_centre[None]])


def _from_shoulder(seam: Points, reach: float) -> Points:
    """Sample a seam (N, 2) from the shoulder over ``reach`` of its length, past the neck too."""
    steps = np.linspace(0.0, reach, len(seam)) * (len(seam) - 1)
    back = seam[::-1]
    inside = np.stack([np.interp(steps, np.arange(len(seam)), back[:, axis]) for axis in (0, 1)], 1)
    beyond = np.maximum(steps - (len(seam) - 1), 0.0)[:, None]
    return np.asarray(inside + beyond * (back[-1] - back[0]) / (len(seam) - 1))


def _half_way(neck: NDArray[np.float64], lowest: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the point of a round neckline half-way across from the neck to its lowest point."""
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


def _match_trousers(
    worn: WornRegion, body: TrousersFigure, garment: TrousersFigure, is_flat: bool
) -> Match:
    scale = _hips(body) / max(_hips(garment), 1.0)
    length_scale = _true_scale(scale, _FLAT_HIPS * scale) if is_flat else scale
    is_long = garment.leg_left.length > _LONG_LEG * _hips(garment)
    parts, notes, ends_open = [], [], False
    crotch = _crotch_place(body), _crotch_place(garment)
    for name, own, new in (
        ("trunk", body.leg_left, garment.leg_left),
        ("leg_right", body.leg_right, garment.leg_right),
    ):
        leg = worn.onward[name]
        wanted = leg.length if is_long else new.length * length_scale
        target = own
        if own.length < ALIKE[0] * wanted and leg.length > 1.15 * own.length:
            target = leg.at(_places(min(wanted, leg.length), len(own.left)))
            ends_open = True
            notes.append("the new garment's legs are longer than the worn ones")
        elif own.length > ALIKE[1] * wanted and not worn.is_cut:
            target = own.at(_places(wanted, len(own.left)))
            notes.append("the worn legs are longer than the new garment's: filled by estimate")
        parts.append(PartMatch(name, *_match_leg(target, new, scale, crotch)))
    keeps_all = not notes and not worn.is_guessed
    return Match(tuple(parts), scale, ends_open, tuple(dict.fromkeys(notes)), keeps_all)


def _hips(figure: TrousersFigure) -> float:
    return float(
        np.linalg.norm(figure.leg_left.left[:4] - figure.leg_right.left[:4], axis=1).mean()
    )


def _crotch_place(figure: TrousersFigure) -> float:
    return float(figure.landmarks.crotch.y - figure.leg_left.middle[0, 1])


def _match_leg(
    own: Tube, new: Tube, scale: float, crotch: tuple[float, float]
) -> tuple[Points, Points]:
    """Pair a leg's edges so that the crotches meet."""
    places = _places(own.length, len(own.left))
    if not 0 < crotch[0] < own.length or not 0 < crotch[1] < new.length:
        return _paired(own, new, places, _met_places(places, own.length, new.length, scale, 0.0))
    below = _met_places(
        np.maximum(places - crotch[0], 0.0),
        own.length - crotch[0],
        new.length - crotch[1],
        scale,
        0.0,
    )
    seen = crotch[0] / scale
    if seen < _WHOLE_RISE * crotch[1]:  # a top's hem hides the waist
        above = crotch[1] - seen + places / scale
    else:
        above = places * crotch[1] / crotch[0]
    return _paired(own, new, places, np.where(places <= crotch[0], above, crotch[1] + below))


def _match_skirts(worn: WornRegion, body: SkirtFigure, garment: SkirtFigure) -> Match:
    own, new = body.body, garment.body
    if worn.hangs_free:
        hips = min(_waist(own), _SKIRT_WAIST * worn.leg_length / _WAIST_OF_HIPS)
        waist = hips * (_WAIST_OF_HIPS if worn.hidden_rise > 0 else 1.0)
        scale = waist / max(_waist(new), 1.0)
        shown = _below(new, worn.hidden_rise / scale)
        pairs = _hung(own, shown, scale, fitted_share=0.1)
        return Match((PartMatch("trunk", *pairs),), scale, True, ())
    scale = own.width / max(new.width, 1.0)
    waist_scale = _waist(own) / max(_waist(new), 1.0)
    wanted = new.length * float(np.sqrt(scale * waist_scale))
    if own.length > ALIKE[1] * wanted and not worn.is_cut:
        target = own.at(_places(wanted, len(own.left)))
        note = "the worn skirt is longer than the new garment: filled by estimate"
        return Match((PartMatch("trunk", *_met(target, new, scale)),), scale, False, (note,))
    return Match((PartMatch("trunk", *_met(own, new, scale)),), scale)


def _below(skirt: Tube, hidden: float) -> Tube:
    """Give what shows of a skirt below a top's hem."""
    hidden = min(hidden, 0.5 * skirt.length)
    return skirt.at(_places(skirt.length - hidden, len(skirt.left)) + hidden)


def _waist(tube: Tube) -> float:
    return float(np.linalg.norm(tube.left[:2] - tube.right[:2], axis=1).mean())


def _hung(
    own: Tube, new: Tube, scale: float, *, fitted_share: float = 0.5
) -> tuple[Points, Points]:
    """Let a garment follow the body for a share of the tube and hang ever freer from there."""
    wanted = max(new.length * scale, own.length * 1.05)
    places = _places(wanted, 14)
    flat = new.at(places * (new.length / wanted))
    half = _DROOP * np.linalg.norm(flat.left - flat.right, axis=1) / 2 * scale
    body = own.at(np.minimum(places, own.length))
    middle = body.middle
    middle[:, 1] += np.maximum(places - own.length, 0.0)
    hips = float(np.linalg.norm(own.left[-1] - own.right[-1])) / 2
    is_free = places > fitted_share * own.length
    reach = np.where(is_free, np.maximum(half, np.minimum(hips, half * 1.2)), 0.0)
    side = np.array([1.0, 0.0])
    fitted = np.linalg.norm(body.left - body.right, axis=1) / 2
    blend = np.clip((places / own.length - fitted_share) / 0.5, 0.0, 1.0)
    width = ((1 - blend) * fitted + blend * np.maximum(reach, fitted * 0.98))[:, None]
    left, right = middle - side * width, middle + side * width
    return (
        np.concatenate([left, middle, right]),
        np.concatenate([flat.left, flat.middle, flat.right]),
    )


def _places(length: float, count: int) -> NDArray[np.float64]:
    """Give evenly spaced places (count,) along a tube."""
    return np.asarray(np.linspace(0.0, length, count), dtype=np.float64)


def _cut_off(own: Tube, new: Tube, scale: float) -> tuple[Points, Points]:
    """Pair two tubes at the garment's own scale, however much of it the target leaves over."""
    places = _places(own.length, len(own.left))
    return _paired(own, new, places, np.minimum(places / scale, new.length * 1.2))


def _met(own: Tube, new: Tube, scale: float) -> tuple[Points, Points]:
    """Pair two tubes so that their ends meet; the upper part keeps its proportions."""
    places = _places(own.length, len(own.left))
    return _paired(own, new, places, _met_places(places, own.length, new.length, scale, _STIFF))


def _stretched(own: Tube, new: Tube) -> tuple[Points, Points]:
    """Pair two tubes so that their ends meet, drawn out evenly."""
    places = _places(own.length, len(own.left))
    return _paired(own, new, places, places * (new.length / max(own.length, 1e-6)))


def _met_places(
    places: Points, own: float, new: float, scale: float, stiff: float
) -> NDArray[np.float64]:
    """Take places along the body to places along the garment; ends meet.

    The first ``stiff`` share keeps the garment's scale as far as the rest can make up for it.
    """
    usual = new / max(own, 1e-6)
    start = float(np.clip(1 / max(scale, 1e-6), 0.75 * usual, 3.0 * usual))
    knee = min(stiff * own, (new / start - _SLACK * own) / (1 - _SLACK))
    if knee <= 0:
        return np.asarray(places * usual)
    rest = (new - start * knee) / max(own - knee, 1e-6)
    return np.asarray(
        np.where(places <= knee, start * places, start * knee + rest * (places - knee))
    )


def _paired(own: Tube, new: Tube, own_places: Points, new_places: Points) -> tuple[Points, Points]:
    """Pair edges and middle of two tubes at matching places."""
    body, flat = own.at(own_places), new.at(new_places)
    return (
        np.concatenate([body.left, body.middle, body.right]),
        np.concatenate([flat.left, flat.middle, flat.right]),
    )


def _rounded(
    own: Tube, new: Tube, own_places: Points, new_places: Points, scale: float
) -> tuple[Points, Points]:
    """Pair two torsos across as cloth lies around a body, true in the middle, narrow at the sides.

    A cylinder shows an arc of half breadth ``a`` as ``r sin(a / r)``; its radius is chosen so that
    the garment's breadth shows as the body's.
    """
    body, flat = own.at(own_places), new.at(new_places)
    shown = np.linalg.norm(body.left - body.right, axis=1)
    spread = np.linalg.norm(flat.left - flat.right, axis=1) * scale
    angles = _angle_of_arc(shown / np.maximum(spread, 1e-6))
    pairs = [(body.left, flat.left), (body.right, flat.right)]
    for share in _ACROSS:
        arc = np.arcsin(share * np.sin(angles)) / angles
        pairs.append((_between(body, np.full_like(arc, share)), _between(flat, arc)))
    return _joined(pairs)


def _angle_of_arc(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve ``sin(angle) / angle = ratio`` for angles up to a right one."""
    angles = np.linspace(1e-3, np.pi / 2, 200)
    sinc = np.sin(angles) / angles
    return np.asarray(np.interp(ratio, sinc[::-1], angles[::-1]))


def _between(tube: Tube, shares: NDArray[np.float64]) -> Points:
    """Give the point of each station at a share (N,) of the half breadth, -1 on the left."""
    return np.asarray(tube.middle + (tube.right - tube.left) * (shares / 2)[:, None])


def _joined(pairs: Sequence[tuple[Points, Points]]) -> tuple[Points, Points]:
    return np.concatenate([own for own, _ in pairs]), np.concatenate([new for _, new in pairs])
