"""A figure measured from a silhouette, put right by what the network sees in the picture.

Rules over a silhouette are exact where a landmark is a corner of it, and far off where it is not:
where sleeves touch the body, under a ruffle, at a bodysuit. The network is off by about a hundredth
of the picture everywhere. So a measured landmark stays where the network finds it possible, and
moves where the network is sure of another place.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.corrected import correct_figure
from tryon.garments.corrections import Correction, point_names
from tryon.garments.landmarks import Silhouette
from tryon.garments.reader.reading import Heat, Reading
from tryon.geometry import Points
from tryon.late import cv2
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Point, TopFigure, Vector, to_point
from tryon.shape.point_names import (
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
    PointName,
    named_points,
)
from tryon.shape.sides import Pair, Side

_SURE = 0.3
"""Least probability of the network's own place before a landmark is moved there."""
_POSSIBLE = 0.6
"""Least probability of a measured place, in those of the network's own, for it to stay."""
_POSSIBLE_WAIST = 0.05
"""The same for the waist of a top or dress: the narrowest place is better measured than seen."""
_NO_SLEEVE = 0.15
"""Greatest probability of a sleeve's end at which a measured sleeve is none."""
_ON_OUTLINE = 0.02
"""Distance within which a landmark is moved onto the outline, in longest sides."""
_OFF_OUTLINE = (PointName.NECK_CENTRE, PointName.CROTCH)
"""Landmarks that need not lie on the outline."""


def read_figure(
    figure: Figure, category: GarmentCategory, reading: Reading, silhouette: Silhouette
) -> Figure:
    """Return a measured figure with its landmarks where the network is sure of other places.

    Args:
        figure: as measured from the silhouette, in pixels of the picture.
        category: what the garment is.
        reading: of the same picture.
        silhouette: the garment's.
    """
    if not is_alike(reading.category, category):
        return figure
    sleeves = _sleeves(figure, reading)
    moved = _moved(figure, reading, silhouette, sleeves)
    for side in Side:
        ends = (SLEEVES_OUTER[side], SLEEVES_INNER[side])
        if sleeves[side] and not all(name in moved for name in ends):  # a new one needs both
            sleeves = replace(sleeves, **{side.value: None})
            moved = {name: point for name, point in moved.items() if name not in ends}
    correction = Correction(category, sleeves=sleeves).with_points(moved)
    try:
        return correct_figure(figure, correction, silhouette, is_flat=True)
    except GarmentError:  # they cannot all be true: the silhouette's own are at least consistent
        return figure


def is_alike(first: GarmentCategory, second: GarmentCategory) -> bool:
    """Whether two categories have the same landmarks, as tops and dresses have."""
    return point_names(first) is point_names(second)


def _sleeves(figure: Figure, reading: Reading) -> Pair[bool | None]:
    """Return whether there are sleeves, where the network knows better."""
    if not isinstance(figure, TopFigure):
        return Pair(None, None)

    def has_sleeve(side: Side) -> bool | None:
        ends = (reading.heats[names[side]].presence for names in (SLEEVES_OUTER, SLEEVES_INNER))
        presence = min(ends)
        if figure.sleeves[side] is None:
            return True if presence > 1 - _NO_SLEEVE else None
        return False if presence < _NO_SLEEVE else None

    return Pair.of(has_sleeve)


def _moved(
    figure: Figure, reading: Reading, silhouette: Silhouette, sleeves: Pair[bool | None]
) -> dict[PointName, Point]:
    """Return the landmarks that are moved, in shares of the picture."""
    size = np.array([silhouette.size.width, silhouette.size.height])
    measured = named_points(figure.landmarks)
    ends = sleeves.map(lambda is_new: is_new is True)
    names = set(measured) - {*SLEEVES_OUTER, *SLEEVES_INNER}  # corners are better measured
    for side in Side:
        if ends[side]:
            names |= {SLEEVES_OUTER[side], SLEEVES_INNER[side]}
    seen = _seen_places(names, reading, silhouette)
    moved = {
        name
        for name in seen
        if name not in measured
        or not _is_possible(name, measured[name].position / size, figure, reading.heats[name])
    }
    return {name: to_point(np.clip(seen[name], 0.0, 1.0)) for name in moved}


def _seen_places(
    names: Collection[PointName], reading: Reading, silhouette: Silhouette
) -> dict[PointName, Vector]:
    """Return where the network is sure of landmarks, on the garment or its outline."""
    size = np.array([silhouette.size.width, silhouette.size.height])
    outline = _outline(silhouette)
    seen = {}
    for name in names:
        heat = reading.heats[name]
        place: Vector | None = heat.place
        assert place is not None
        if heat.near(place) < _SURE:
            continue
        if name not in _OFF_OUTLINE:
            place = _on_outline(place * size, outline, silhouette)
            if place is None:
                continue
            place = place / size
        seen[name] = place
    return seen


def _is_possible(name: PointName, place: Vector, figure: Figure, heat: Heat) -> bool:
    """Whether the network finds a measured place (2,) possible, in shares of the picture."""
    is_narrowest = name in WAISTS and isinstance(figure, TopFigure)
    least = _POSSIBLE_WAIST if is_narrowest else _POSSIBLE
    return heat.near(place) > least * heat.near(heat.place)


def _outline(silhouette: Silhouette) -> Points:
    """Return the outline (N, 2) in pixels of the picture."""
    contours, _ = cv2.findContours(
        silhouette.mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    scale, offset = silhouette.to_picture
    return np.asarray(np.concatenate(contours)[:, 0] * scale + offset, np.float64)


def _on_outline(place: Vector, outline: Points, silhouette: Silhouette) -> Vector | None:
    """Return the nearest point of the outline if it is near; None if a place is off the garment."""
    distances = np.linalg.norm(outline - place, axis=1)
    nearest = int(np.argmin(distances))
    longest = max(silhouette.size.width, silhouette.size.height)
    if distances[nearest] < _ON_OUTLINE * longest:
        return np.asarray(outline[nearest])
    scale, offset = silhouette.from_picture
    x, y = (int(v) for v in place * scale + offset)
    height, width = silhouette.mask.shape
    is_inside = 0 <= x < width and 0 <= y < height and silhouette.mask[y, x]
    return place if is_inside else None
