"""Where on the body the parts of a garment end: its sleeves, its legs and its hem."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from tryon.garments.figure import Figure, SkirtFigure, TopFigure, Tube
from tryon.garments.pairing import Match
from tryon.geometry import Points

_SEEN = 0.99
"""Share of a garment's length up to which it counts as ended."""


class EndName(Enum):
    """An end; left and right are those of the picture."""

    SLEEVE_LEFT = "sleeve_left"
    SLEEVE_RIGHT = "sleeve_right"
    HEM = "hem"
    LEG_LEFT = "leg_left"
    LEG_RIGHT = "leg_right"

    @property
    def parameter(self) -> str:
        """Name of the parameter that says how long the part is."""
        return "hem_length" if self is EndName.HEM else "sleeve_length"


@dataclass(frozen=True, eq=False)
class End:
    """One end of a garment.

    Attributes:
        name: which.
        at: where the middle of its edge lies (2,).
    """

    name: EndName
    at: Points


def find_ends(match: Match, figure: Figure) -> tuple[End, ...]:
    """Find where the ends of a garment lie on the body.

    Args:
        match: how the garment lies.
        figure: the garment.
    """
    bodies = {part.name: part for part in match.parts}
    ends = []
    for name, part, tube in _tubes(figure):
        if tube is None or part not in bodies:
            continue
        own = bodies[part]
        away = np.linalg.norm(own.garment - tube.middle[-1], axis=1)
        ends.append(End(name, own.body[away.argmin()]))
    return tuple(ends)


def goes_on_unseen(match: Match, figure: Figure) -> bool:
    """Tell whether a top's lower end lies below other clothes, so that none of it is matched."""
    if not isinstance(figure, TopFigure):
        return False
    top, end = figure.landmarks.shoulder_left.y, figure.torso.middle[-1, 1]
    return bool(match.parts[0].garment[:, 1].max() < top + _SEEN * (end - top))


def _tubes(figure: Figure) -> tuple[tuple[EndName, str, Tube | None], ...]:
    """Give each end with its part of a match and its tube of the garment."""
    if isinstance(figure, TopFigure):
        return (
            (EndName.SLEEVE_LEFT, "sleeve_left", figure.sleeve_left),
            (EndName.SLEEVE_RIGHT, "sleeve_right", figure.sleeve_right),
            (EndName.HEM, "trunk", figure.torso),
        )
    if isinstance(figure, SkirtFigure):
        return ((EndName.HEM, "trunk", figure.body),)
    return (
        (EndName.LEG_LEFT, "trunk", figure.leg_left),
        (EndName.LEG_RIGHT, "leg_right", figure.leg_right),
    )
