"""Where on the body the parts of a garment end: its sleeves, its legs and its hem."""

from __future__ import annotations

from enum import Enum

import numpy as np

from tryon.garments.figure import Figure, SkirtFigure, TopFigure, Tube
from tryon.garments.pairing import Match
from tryon.geometry import Points


class End(Enum):
    """An end; left and right are those of the picture."""

    SLEEVE_LEFT = "sleeve_left"
    SLEEVE_RIGHT = "sleeve_right"
    HEM = "hem"
    LEG_LEFT = "leg_left"
    LEG_RIGHT = "leg_right"

    @property
    def parameter(self) -> str:
        """Name of the parameter that says how long the part is."""
        return "hem_length" if self is End.HEM else "sleeve_length"


def find_ends(match: Match, figure: Figure) -> dict[End, Points]:
    """Find where on the body the middle (2,) of each end's edge lies.

    Args:
        match: how the garment lies.
        figure: the garment.
    """
    parts = {part.name: part for part in match.parts}
    places: dict[End, Points] = {}
    for end, name, tube in _tubes(figure):
        if tube is not None and name in parts:
            if end is End.HEM and match.hem is not None:
                places[end] = match.hem
                continue
            away = np.linalg.norm(parts[name].garment - tube.middle[-1], axis=1)
            places[end] = parts[name].body[away.argmin()]
    return places


def _tubes(figure: Figure) -> tuple[tuple[End, str, Tube | None], ...]:
    """Give each end with its part of a match and its tube of the garment."""
    if isinstance(figure, TopFigure):
        return (
            (End.SLEEVE_LEFT, "sleeve_left", figure.sleeve_left),
            (End.SLEEVE_RIGHT, "sleeve_right", figure.sleeve_right),
            (End.HEM, "trunk", figure.torso),
        )
    if isinstance(figure, SkirtFigure):
        return ((End.HEM, "trunk", figure.body),)
    return (
        (End.LEG_LEFT, "trunk", figure.leg_left),
        (End.LEG_RIGHT, "leg_right", figure.leg_right),
    )
