"""How trousers and skirts lie on a body: from the waist, or from the hem that hides it."""

from __future__ import annotations

import numpy as np

from tryon.body.worn import WornRegion
from tryon.fitting.parameters import FitParameters
from tryon.fitting.warp.correspondences import (
    ALIKE,
    Match,
    Pairs,
    PartMatch,
    end_to_end_places,
    lengthened,
    pair_edges,
    pair_end_to_end,
    pair_hanging,
    stations,
    true_scale,
)
from tryon.messages import FitNote
from tryon.shape.figure import SkirtFigure, Strip, TrousersFigure
from tryon.shape.sides import BOTH_LEGS, GarmentPart, Side

_FLAT_HIPS = 1.25
"""Breadth of flat trousers at the hips, in breadths of the body there."""
_WAIST_OF_HIPS = 0.82
"""Breadth of a waist, in breadths of the hips."""
_SKIRT_WAIST = 0.36
"""Breadth of a waist, in lengths of the legs below it."""
_WHOLE_RISE = 0.85
"""Share of the garment's rise, from crotch to waist, that must show for its waist to show."""
_LONG_LEG = 1.75
"""Length of trousers that are meant to reach the ankle, in breadths of their hips."""


def match_trousers(
    worn: WornRegion,
    body: TrousersFigure,
    garment: TrousersFigure,
    lengths: FitParameters,
    *,
    is_flat: bool,
) -> Match:
    """Lay both legs of trousers; see `match_figures`."""
    scale = _hips(body) / max(_hips(garment), 1.0)
    length_scale = true_scale(scale, _FLAT_HIPS * scale) if is_flat else scale
    is_long = garment.legs.left.length > _LONG_LEG * _hips(garment)
    parts, notes, ends_open = [], [], False
    crotch = _crotch_place(body), _crotch_place(garment)
    for side in Side:
        own, new = body.legs[side], garment.legs[side]
        leg = worn.onward[BOTH_LEGS[side]]
        wanted = leg.length if is_long else new.length * length_scale
        target = own
        if own.length < ALIKE[0] * wanted and leg.length > 1.15 * own.length:
            target = leg.at(stations(min(wanted, leg.length), len(own.left)))
            ends_open = True
            notes.append(FitNote.LONGER_LEGS)
        elif own.length > ALIKE[1] * wanted and not worn.is_cut_off:
            target = own.at(stations(wanted, len(own.left)))
            notes.append(FitNote.SHORTER_LEGS)
        target = lengthened(target, lengths.sleeve_length, leg)
        parts.append(PartMatch(BOTH_LEGS[side], *_match_leg(target, new, scale, crotch)))
    keeps_all = not notes and not worn.is_guessed and lengths.sleeve_length == 1.0
    reveals = frozenset[GarmentPart]() if keeps_all else None
    ends_open = ends_open or lengths.sleeve_length > 1.0
    return Match(tuple(parts), scale, ends_open, tuple(dict.fromkeys(notes)), reveals)


def _hips(figure: TrousersFigure) -> float:
    outer = figure.legs.map(lambda leg: leg.left[:4])
    return float(np.linalg.norm(outer.left - outer.right, axis=1).mean())


def _crotch_place(figure: TrousersFigure) -> float:
    return float(figure.landmarks.crotch.y - figure.legs.left.middle[0, 1])


def _match_leg(own: Strip, new: Strip, scale: float, crotch: tuple[float, float]) -> Pairs:
    """Pair a leg's edges so that the crotches meet."""
    places = stations(own.length, len(own.left))
    if not 0 < crotch[0] < own.length or not 0 < crotch[1] < new.length:
        return pair_edges(
            own, new, places, end_to_end_places(places, own.length, new.length, scale, 0.0)
        )
    below = end_to_end_places(
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
    return pair_edges(own, new, places, np.where(places <= crotch[0], above, crotch[1] + below))


def match_skirts(
    worn: WornRegion, body: SkirtFigure, garment: SkirtFigure, lengths: FitParameters
) -> Match:
    """Lay a skirt; see `match_figures`."""
    own, new = body.body, garment.body
    if worn.hangs_free:
        hips = _waist(own)
        if worn.leg_length is not None:
            hips = min(hips, _SKIRT_WAIST * worn.leg_length / _WAIST_OF_HIPS)
        waist = hips * (_WAIST_OF_HIPS if worn.hidden_rise > 0 else 1.0)
        scale = waist / max(_waist(new), 1.0)
        shown = _below(new, worn.hidden_rise / scale)
        pairs = pair_hanging(own, shown, scale, fitted_share=0.1, factor=lengths.hem_length)
        return Match((PartMatch(GarmentPart.SKIRT, *pairs),), scale, True, ())
    scale = own.width / max(new.width, 1.0)
    waist_scale = _waist(own) / max(_waist(new), 1.0)
    wanted = new.length * float(np.sqrt(scale * waist_scale))
    if lengths.hem_length != 1.0:
        target = lengthened(own, lengths.hem_length, None)
        pairs = pair_end_to_end(target, new, scale)
        return Match((PartMatch(GarmentPart.SKIRT, *pairs),), scale, lengths.hem_length > 1.0)
    if own.length > ALIKE[1] * wanted and not worn.is_cut_off:
        target = own.at(stations(wanted, len(own.left)))
        pairs = pair_end_to_end(target, new, scale)
        parts = (PartMatch(GarmentPart.SKIRT, *pairs),)
        return Match(parts, scale, False, (FitNote.SHORTER_SKIRT,))
    return Match((PartMatch(GarmentPart.SKIRT, *pair_end_to_end(own, new, scale)),), scale)


def _below(skirt: Strip, hidden: float) -> Strip:
    """Return what shows of a skirt below a top's hem."""
    hidden = min(hidden, 0.5 * skirt.length)
    return skirt.at(stations(skirt.length - hidden, len(skirt.left)) + hidden)


def _waist(strip: Strip) -> float:
    return float(np.linalg.norm(strip.left[:2] - strip.right[:2], axis=1).mean())
