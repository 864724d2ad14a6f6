"""What can be pulled on a garment where it lies: its frame, and the ends of its parts."""

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
        """Name of the parameter that sets the part's length."""
        return "hem_length" if self is End.HEM else "sleeve_length"


def find_ends(match: Match, figure: Figure) -> dict[End, ViewPoints]:
    """Return where on the body the middle (1, 2) of each end lies.

    Args:
        match: how the garment lies.
        figure: the garment.
    """
    part_matches = {match_part.part: match_part for match_part in match.parts}
    ends: dict[End, ViewPoints] = {}
    for end, part, strip in _strips(figure):
        if part in part_matches:
            if end is End.HEM and match.hem is not None:
                ends[end] = match.hem
                continue
            distances = np.linalg.norm(part_matches[part].garment - strip.middle[-1], axis=1)
            nearest = int(distances.argmin())
            ends[end] = ViewPoints(part_matches[part].body[nearest : nearest + 1])
    return ends


def _strips(figure: Figure) -> list[tuple[End, GarmentPart, Strip]]:
    """Return each end with its part and the strip of that part on the garment."""
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
        frame: the frame around it at its wanted lengths, before it is moved by hand.
        ends: where the middle (1, 2) of each end lies by hand.
    """

    frame: Frame
    ends: Mapping[End, Points]
