"""Names of a garment's landmarks, for the points editor, files and commands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from tryon.shape.category import GarmentCategory
from tryon.shape.figure import (
    Landmarks,
    LimbEnd,
    Point,
    SkirtLandmarks,
    TopLandmarks,
    TrousersLandmarks,
)
from tryon.shape.sides import Pair, Side


class PointName(Enum):
    """A landmark; the value is its name in files and commands, with the side of the picture."""

    NECK_LEFT = "neck_left"
    NECK_CENTRE = "neck_centre"
    NECK_RIGHT = "neck_right"
    SHOULDER_LEFT = "shoulder_left"
    SHOULDER_RIGHT = "shoulder_right"
    SLEEVE_OUTER_LEFT = "sleeve_outer_left"
    SLEEVE_OUTER_RIGHT = "sleeve_outer_right"
    SLEEVE_INNER_LEFT = "sleeve_inner_left"
    SLEEVE_INNER_RIGHT = "sleeve_inner_right"
    ARMPIT_LEFT = "armpit_left"
    ARMPIT_RIGHT = "armpit_right"
    WAIST_LEFT = "waist_left"
    WAIST_RIGHT = "waist_right"
    HEM_LEFT = "hem_left"
    HEM_RIGHT = "hem_right"
    CUFF_OUTER_LEFT = "cuff_outer_left"
    CUFF_OUTER_RIGHT = "cuff_outer_right"
    CUFF_INNER_LEFT = "cuff_inner_left"
    CUFF_INNER_RIGHT = "cuff_inner_right"
    CROTCH = "crotch"

    @property
    def across(self) -> PointName | None:
        """The same landmark on the other side; None for one in the middle."""
        return _ACROSS.get(self)


NECKS = Pair(PointName.NECK_LEFT, PointName.NECK_RIGHT)
SHOULDERS = Pair(PointName.SHOULDER_LEFT, PointName.SHOULDER_RIGHT)
SLEEVES_OUTER = Pair(PointName.SLEEVE_OUTER_LEFT, PointName.SLEEVE_OUTER_RIGHT)
SLEEVES_INNER = Pair(PointName.SLEEVE_INNER_LEFT, PointName.SLEEVE_INNER_RIGHT)
ARMPITS = Pair(PointName.ARMPIT_LEFT, PointName.ARMPIT_RIGHT)
WAISTS = Pair(PointName.WAIST_LEFT, PointName.WAIST_RIGHT)
HEMS = Pair(PointName.HEM_LEFT, PointName.HEM_RIGHT)
CUFFS_OUTER = Pair(PointName.CUFF_OUTER_LEFT, PointName.CUFF_OUTER_RIGHT)
CUFFS_INNER = Pair(PointName.CUFF_INNER_LEFT, PointName.CUFF_INNER_RIGHT)
_ACROSS = {
    pair[side]: pair[side.other]
    for pair in (
        NECKS,
        SHOULDERS,
        SLEEVES_OUTER,
        SLEEVES_INNER,
        ARMPITS,
        WAISTS,
        HEMS,
        CUFFS_OUTER,
        CUFFS_INNER,
    )
    for side in Side
}

TOP_NAMES = (
    PointName.NECK_LEFT,
    PointName.NECK_CENTRE,
    PointName.NECK_RIGHT,
    PointName.SHOULDER_RIGHT,
    PointName.SLEEVE_OUTER_RIGHT,
    PointName.SLEEVE_INNER_RIGHT,
    PointName.ARMPIT_RIGHT,
    PointName.WAIST_RIGHT,
    PointName.HEM_RIGHT,
    PointName.HEM_LEFT,
    PointName.WAIST_LEFT,
    PointName.ARMPIT_LEFT,
    PointName.SLEEVE_INNER_LEFT,
    PointName.SLEEVE_OUTER_LEFT,
    PointName.SHOULDER_LEFT,
)
"""Points of a top or dress, clockwise around it; the next two likewise."""
TROUSERS_NAMES = (
    PointName.WAIST_LEFT,
    PointName.WAIST_RIGHT,
    PointName.CUFF_OUTER_RIGHT,
    PointName.CUFF_INNER_RIGHT,
    PointName.CROTCH,
    PointName.CUFF_INNER_LEFT,
    PointName.CUFF_OUTER_LEFT,
)
SKIRT_NAMES = (
    PointName.WAIST_LEFT,
    PointName.WAIST_RIGHT,
    PointName.HEM_RIGHT,
    PointName.HEM_LEFT,
)
NAMES_OF = {
    GarmentCategory.TOP: TOP_NAMES,
    GarmentCategory.DRESS: TOP_NAMES,
    GarmentCategory.TROUSERS: TROUSERS_NAMES,
    GarmentCategory.SKIRT: SKIRT_NAMES,
}

_ABOVE = (
    *((SHOULDERS[side], ARMPITS[side]) for side in Side),
    *((ARMPITS[side], WAISTS[side]) for side in Side),
    *((ARMPITS[side], HEMS[side]) for side in Side),
    *((WAISTS[side], HEMS[side]) for side in Side),
    *((WAISTS[side], PointName.CROTCH) for side in Side),
    *((PointName.CROTCH, cuffs[side]) for side in Side for cuffs in (CUFFS_OUTER, CUFFS_INNER)),
)
"""Pairs whose first point must lie above the second."""
_LEFT_OF = (
    *((pair.left, pair.right) for pair in (NECKS, SHOULDERS, ARMPITS, WAISTS, HEMS)),
    (PointName.CUFF_OUTER_LEFT, PointName.CUFF_INNER_LEFT),
    (PointName.CUFF_INNER_RIGHT, PointName.CUFF_OUTER_RIGHT),
)
"""Pairs whose first point must lie to the left of the second."""


def named_points(landmarks: Landmarks) -> dict[PointName, Point]:
    """Return the landmarks that can be moved, clockwise; absent sleeves have none."""
    match landmarks:
        case TopLandmarks():
            found = {
                PointName.NECK_CENTRE: landmarks.neck_centre,
                **_by_name(NECKS, landmarks.necks),
                **_by_name(SHOULDERS, landmarks.shoulders),
                **_by_name(ARMPITS, landmarks.armpits),
                **_by_name(WAISTS, landmarks.waists),
                **_by_name(HEMS, landmarks.hems),
                **_ends_by_name(SLEEVES_OUTER, SLEEVES_INNER, landmarks.sleeves),
            }
            names: tuple[PointName, ...] = TOP_NAMES
        case TrousersLandmarks():
            found = {
                **_by_name(WAISTS, landmarks.waists),
                PointName.CROTCH: landmarks.crotch,
                **_ends_by_name(CUFFS_OUTER, CUFFS_INNER, landmarks.cuffs),
            }
            names = TROUSERS_NAMES
        case SkirtLandmarks():
            found = {**_by_name(WAISTS, landmarks.waists), **_by_name(HEMS, landmarks.hems)}
            names = SKIRT_NAMES
    return {name: found[name] for name in names if name in found}


def with_named_points(landmarks: Landmarks, points: Mapping[PointName, Point]) -> Landmarks:
    """Return the landmarks with some moved; names that the garment does not have are ignored."""
    places = {**named_points(landmarks), **points}

    def both(names: Pair[PointName]) -> Pair[Point]:
        return names.map(lambda name: places[name])

    match landmarks:
        case TopLandmarks():
            return replace(
                landmarks,
                necks=both(NECKS),
                neck_centre=places[PointName.NECK_CENTRE],
                shoulders=both(SHOULDERS),
                armpits=both(ARMPITS),
                waists=both(WAISTS),
                hems=both(HEMS),
                sleeves=Pair.of(
                    lambda side: (
                        None
                        if landmarks.sleeves[side] is None
                        else LimbEnd(places[SLEEVES_OUTER[side]], places[SLEEVES_INNER[side]])
                    )
                ),
            )
        case TrousersLandmarks():
            outer, inner = both(CUFFS_OUTER), both(CUFFS_INNER)
            cuffs = Pair.of(lambda side: LimbEnd(outer[side], inner[side]))
            return TrousersLandmarks(both(WAISTS), places[PointName.CROTCH], cuffs)
        case SkirtLandmarks():
            return SkirtLandmarks(both(WAISTS), both(HEMS))


def _by_name(names: Pair[PointName], points: Pair[Point]) -> dict[PointName, Point]:
    return {names[side]: points[side] for side in Side}


def _ends_by_name(
    outer: Pair[PointName], inner: Pair[PointName], ends: Pair[LimbEnd] | Pair[LimbEnd | None]
) -> dict[PointName, Point]:
    found = {}
    for side in Side:
        end = ends[side]
        if end is not None:
            found[outer[side]], found[inner[side]] = end.outer, end.inner
    return found


class Relation(Enum):
    """How two landmarks must lie to each other."""

    ABOVE = "above"
    LEFT_OF = "left of"


@dataclass(frozen=True)
class Conflict:
    """Two landmarks in an impossible order: ``first`` must lie above or left of ``second``."""

    first: PointName
    second: PointName
    relation: Relation


def find_conflict(
    points: Mapping[PointName, Point], moved: Collection[PointName], *, margin: Point
) -> Conflict | None:
    """Find a landmark that was moved where it cannot be.

    Args:
        points: all landmarks by name.
        moved: which of them the user moved; two measured ones are not compared.
        margin: the least distance between two landmarks, across and down.
    """
    for relation, pairs in ((Relation.ABOVE, _ABOVE), (Relation.LEFT_OF, _LEFT_OF)):
        for first, second in pairs:
            if first not in points or second not in points:
                continue
            if first not in moved and second not in moved:
                continue
            a, b = points[first], points[second]
            is_in_order = (
                b.y - a.y >= margin.y if relation is Relation.ABOVE else b.x - a.x >= margin.x
            )
            if not is_in_order:
                return Conflict(first, second, relation)
    return None
