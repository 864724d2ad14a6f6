"""What of a garment can be taken hold of where it lies: its frame, and the ends of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np

from tryon.fitting.adjust.placement import Frame
from tryon.fitting.warp.correspondences import Match
from tryon.geometry import Points, ViewPoints
from tryon.shape.figure import Figure, SkirtFigure, Strip, TopFigure, TrousersFigure
from tryon.shape.sides import BOTH_LEGS, BOTH_SLEEVES, GarmentPart, Pair, Side


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


def find_ends(match: Match, figure: Figure) -> dict[End, ViewPoints]:
    """Find where on the body the middle (1, 2) of each end's edge lies.

    Args:
        match: how the garment lies.
        figure: the garment.
    """
    parts = {part.part: part for part in match.parts}
    places: dict[End, ViewPoints] = {}
    for end, name, strip in _strips(figure):
        if name in parts:
            if end is End.HEM and match.hem is not None:
                places[end] = match.hem
                continue
            away = np.linalg.norm(parts[name].garment - strip.middle[-1], axis=1)
            nearest = int(away.argmin())
            places[end] = ViewPoints(parts[name].body[nearest : nearest + 1])
    return places


def _strips(figure: Figure) -> list[tuple[End, GarmentPart, Strip]]:
    """Return each end with its part and that part's strip of the garment."""
    match figure:
        case TopFigure():
            ends = Pair(End.SLEEVE_LEFT, End.SLEEVE_RIGHT)
            sleeves = [
                (ends[side], BOTH_SLEEVES[side], sleeve)
                for side in Side
                if (sleeve := figure.sleeves[side]) is not None
            ]
            return [*sleeves, (End.HEM, GarmentPart.TORSO, figure.torso)]
        case TrousersFigure():
            ends = Pair(End.LEG_LEFT, End.LEG_RIGHT)
            return [(ends[side], BOTH_LEGS[side], figure.legs[side]) for side in Side]
        case SkirtFigure():
            return [(End.HEM, GarmentPart.SKIRT, figure.body)]


@dataclass(frozen=True, eq=False)
class GarmentHandles:
    """Where a garment lies with one set of parameters.

    Attributes:
        frame: the frame around it as long as it is, before it is moved by hand.
        ends: where the middle (1, 2) of each end's edge lies by hand.
    """

    frame: Frame
    ends: Mapping[End, Points]
