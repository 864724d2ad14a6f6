"""A garment's landmarks by name: what a hand moves, a file keeps and a command prints.

Names end in the side of the picture that they are on, for example ``armpit_left``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from tryon.shape.figure import Landmarks, Point, SleeveLandmarks, TopLandmarks, TrousersLandmarks

SIDES = ("left", "right")
SLEEVE_NAMES = tuple(f"sleeve_{edge}_{side}" for side in SIDES for edge in ("outer", "inner"))
TOP_NAMES = (
    "neck_left",
    "neck_centre",
    "neck_right",
    "shoulder_right",
    "sleeve_outer_right",
    "sleeve_inner_right",
    "armpit_right",
    "waist_right",
    "hem_right",
    "hem_left",
    "waist_left",
    "armpit_left",
    "sleeve_inner_left",
    "sleeve_outer_left",
    "shoulder_left",
)
"""Once around the garment, clockwise; so are the others."""
TROUSERS_NAMES = (
    "waist_left",
    "waist_right",
    "cuff_outer_right",
    "cuff_inner_right",
    "crotch",
    "cuff_inner_left",
    "cuff_outer_left",
)
SKIRT_NAMES = ("waist_left", "waist_right", "hem_right", "hem_left")
ALL_NAMES = tuple(dict.fromkeys((*TOP_NAMES, *TROUSERS_NAMES, *SKIRT_NAMES)))

_ABOVE = (
    *((f"shoulder_{side}", f"armpit_{side}") for side in SIDES),
    *((f"armpit_{side}", f"waist_{side}") for side in SIDES),
    *((f"armpit_{side}", f"hem_{side}") for side in SIDES),
    *((f"waist_{side}", f"hem_{side}") for side in SIDES),
    *((f"waist_{side}", "crotch") for side in SIDES),
    *(("crotch", f"cuff_{edge}_{side}") for side in SIDES for edge in ("outer", "inner")),
)
_LEFT_OF = (
    *((f"{name}_left", f"{name}_right") for name in ("neck", "shoulder", "armpit")),
    *((f"{name}_left", f"{name}_right") for name in ("waist", "hem")),
    ("cuff_outer_left", "cuff_inner_left"),
    ("cuff_inner_right", "cuff_outer_right"),
)


def other_side(name: str) -> str | None:
    """Name the landmark across from another; None for one in the middle."""
    for side, other in (SIDES, SIDES[::-1]):
        if name.endswith(f"_{side}"):
            return f"{name.removesuffix(side)}{other}"
    return None


def named_points(landmarks: Landmarks) -> dict[str, Point]:
    """Return the landmarks that can be moved, in the order of their names; no absent sleeves."""
    names = (
        TOP_NAMES
        if isinstance(landmarks, TopLandmarks)
        else TROUSERS_NAMES
        if isinstance(landmarks, TrousersLandmarks)
        else SKIRT_NAMES
    )
    found = {name: _get(landmarks, name) for name in names}
    return {name: point for name, point in found.items() if point is not None}


def with_named_points(landmarks: Landmarks, points: Mapping[str, Point]) -> Landmarks:
    """Put landmarks elsewhere; names that the garment does not have are left out."""
    known = {name: point for name, point in points.items() if name in named_points(landmarks)}
    changed: dict[str, Any] = {}
    for name, point in known.items():
        if name in SLEEVE_NAMES:
            _, edge, side = name.split("_")
            field = f"sleeve_{side}"
            sleeve = changed.get(field, getattr(landmarks, field))
            changed[field] = replace(sleeve, **{edge: point})
        else:
            changed[name] = point
    return replace(landmarks, **changed)


def _get(landmarks: Landmarks, name: str) -> Point | None:
    if name not in SLEEVE_NAMES:
        point: Point = getattr(landmarks, name)
        return point
    _, edge, side = name.split("_")
    sleeve: SleeveLandmarks | None = getattr(landmarks, f"sleeve_{side}")
    return None if sleeve is None else getattr(sleeve, edge)


class Relation(Enum):
    """How two landmarks must lie to each other."""

    ABOVE = "above"
    LEFT_OF = "left of"


@dataclass(frozen=True)
class Conflict:
    """Two landmarks that lie so that no garment can be cut like it: ``first`` must be … second."""

    first: str
    second: str
    relation: Relation


def find_conflict(
    points: Mapping[str, Point], moved: Collection[str], *, margin: Point
) -> Conflict | None:
    """Find a landmark that was moved where it cannot be.

    Args:
        points: all landmarks by name.
        moved: which of them a hand has moved; what was measured is taken as it is.
        margin: the least distance between two landmarks, across and down.
    """
    for relation, pairs in ((Relation.ABOVE, _ABOVE), (Relation.LEFT_OF, _LEFT_OF)):
        for first, second in pairs:
            if first not in points or second not in points:
                continue
            if first not in moved and second not in moved:
                continue
            a, b = points[first], points[second]
            is_right = (
                b.y - a.y >= margin.y if relation is Relation.ABOVE else b.x - a.x >= margin.x
            )
            if not is_right:
                return Conflict(first, second, relation)
    return None
