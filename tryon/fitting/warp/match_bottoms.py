"""How trousers and skirts lie on a body: from the waist down, or from a hem that hides it."""

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
)
from tryon.messages import FitNote
from tryon.shape.figure import SkirtFigure, Strip, TrousersFigure
from tryon.shape.sides import BOTH_LEGS, GarmentPart, Side

_WAIST_OF_HIPS = 0.82
"""Width of a waist, in widths of the hips."""
_SKIRT_WAIST = 0.36
"""Width of a waist, in lengths of the legs below it."""
_LEAST_RISE = 0.85
"""Fraction of the garment's rise, from crotch to waist, below which its waist must be hidden."""
_LONG_LEG = 1.75
"""Length of trousers that are meant to reach the ankle, in widths of their hips."""


def match_trousers(
    worn: WornRegion,
    body: TrousersFigure,
    garment: TrousersFigure,
    lengths: FitParameters,
) -> Match:
    """Lay both legs of trousers; see `match_figures`."""
    scale = _hip_width(body) / max(_hip_width(garment), 1.0)
    is_long = garment.legs.left.length > _LONG_LEG * _hip_width(garment)
    parts, notes, ends_open = [], [], False
    crotches = _crotch_place(body), _crotch_place(garment)
    for side in Side:
        worn_leg, garment_leg = body.legs[side], garment.legs[side]
        body_leg = worn.onward[BOTH_LEGS[side]]
        length = body_leg.length if is_long else garment_leg.length * scale
        target = worn_leg
        if worn_leg.length < ALIKE[0] * length and body_leg.length > 1.15 * worn_leg.length:
            target = body_leg.at(stations(min(length, body_leg.length), len(worn_leg.left)))
            ends_open = True
            notes.append(FitNote.LONGER_LEGS)
        elif worn_leg.length > ALIKE[1] * length and not worn.is_cut_off:
            target = worn_leg.at(stations(length, len(worn_leg.left)))
            notes.append(FitNote.SHORTER_LEGS)
        target = lengthened(target, lengths.sleeve_length, body_leg)
        parts.append(PartMatch(BOTH_LEGS[side], *_match_leg(target, garment_leg, scale, crotches)))
    keeps_all = not notes and not worn.is_guessed and lengths.sleeve_length == 1.0
    reveals = frozenset[GarmentPart]() if keeps_all else None
    ends_open = ends_open or lengths.sleeve_length > 1.0
    return Match(tuple(parts), scale, ends_open, tuple(dict.fromkeys(notes)), reveals)


def _hip_width(figure: TrousersFigure) -> float:
    """Return the mean width of trousers from the waist to the hips."""
    outer = figure.legs.map(lambda leg: leg.left[:4])
    return float(np.linalg.norm(outer.left - outer.right, axis=1).mean())


def _crotch_place(figure: TrousersFigure) -> float:
    """Return the depth of the crotch below the waist."""
    return float(figure.landmarks.crotch.y - figure.legs.left.middle[0, 1])


def _match_leg(body: Strip, garment: Strip, scale: float, crotches: tuple[float, float]) -> Pairs:
    """Pair a leg's edges so that the crotches meet, at their places on body and garment."""
    places = stations(body.length, len(body.left))
    if not 0 < crotches[0] < body.length or not 0 < crotches[1] < garment.length:
        return pair_edges(
            body,
            garment,
            places,
            end_to_end_places(places, body.length, garment.length, scale, 0.0),
        )
    below = end_to_end_places(
        np.maximum(places - crotches[0], 0.0),
        body.length - crotches[0],
        garment.length - crotches[1],
        scale,
        0.0,
    )
    shown_rise = crotches[0] / scale
    if shown_rise < _LEAST_RISE * crotches[1]:  # a top's hem hides the waist
        above = crotches[1] - shown_rise + places / scale
    else:
        above = places * crotches[1] / crotches[0]
    return pair_edges(
        body, garment, places, np.where(places <= crotches[0], above, crotches[1] + below)
    )


def match_skirts(
    worn: WornRegion, body: SkirtFigure, garment: SkirtFigure, lengths: FitParameters
) -> Match:
    """Lay a skirt; see `match_figures`."""
    worn_skirt, garment_skirt = body.body, garment.body
    if worn.hangs_free:
        hips = _waist_width(worn_skirt)
        if worn.leg_length is not None:
            hips = min(hips, _SKIRT_WAIST * worn.leg_length / _WAIST_OF_HIPS)
        waist = hips * (_WAIST_OF_HIPS if worn.hidden_rise > 0 else 1.0)
        scale = waist / max(_waist_width(garment_skirt), 1.0)
        shown_skirt = _below_hem(garment_skirt, worn.hidden_rise / scale)
        pairs = pair_hanging(
            worn_skirt, shown_skirt, scale, fitted_fraction=0.1, factor=lengths.hem_length
        )
        return Match((PartMatch(GarmentPart.SKIRT, *pairs),), scale, True, ())
    scale = worn_skirt.width / max(garment_skirt.width, 1.0)
    waist_scale = _waist_width(worn_skirt) / max(_waist_width(garment_skirt), 1.0)
    length = garment_skirt.length * float(np.sqrt(scale * waist_scale))
    if lengths.hem_length != 1.0:
        target = lengthened(worn_skirt, lengths.hem_length, None)
        pairs = pair_end_to_end(target, garment_skirt, scale)
        return Match((PartMatch(GarmentPart.SKIRT, *pairs),), scale, lengths.hem_length > 1.0)
    if worn_skirt.length > ALIKE[1] * length and not worn.is_cut_off:
        target = worn_skirt.at(stations(length, len(worn_skirt.left)))
        pairs = pair_end_to_end(target, garment_skirt, scale)
        parts = (PartMatch(GarmentPart.SKIRT, *pairs),)
        return Match(parts, scale, False, (FitNote.SHORTER_SKIRT,))
    return Match(
        (PartMatch(GarmentPart.SKIRT, *pair_end_to_end(worn_skirt, garment_skirt, scale)),), scale
    )


def _below_hem(skirt: Strip, hidden: float) -> Strip:
    """Return the part of a skirt below a top's hem, which hides ``hidden`` pixels of it."""
    hidden = min(hidden, 0.5 * skirt.length)
    return skirt.at(stations(skirt.length - hidden, len(skirt.left)) + hidden)


def _waist_width(strip: Strip) -> float:
    """Return the mean width of a skirt at its waist."""
    return float(np.linalg.norm(strip.left[:2] - strip.right[:2], axis=1).mean())
