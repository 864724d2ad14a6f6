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
from tryon.shape.figure import (
    Figure,
    Point,
    Strip,
    TopFigure,
    Vector,
    narrowest_station,
    to_point,
)
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
_SLEEVED = 0.6
"""Least mean probability of two sleeves at which there are some that nobody measured: of 17 tops
whose outline lacks one, 12 with sleeves have 0.65 or more, those without 0.52 or less."""
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
    names = set(named_points(figure.landmarks)) - {*SLEEVES_OUTER, *SLEEVES_INNER}
    moved = _moved(names, figure, reading, silhouette)  # ends of sleeves are better measured
    found = _corrected(figure, Correction(category, sleeves=sleeves).with_points(moved), silhouette)
    if not isinstance(found, TopFigure) or False in sleeves or None not in found.sleeves:
        return found
    if np.mean(list(_presence(reading))) < _SLEEVED:  # a flat top has both or none
        return found
    ends = _missing_ends(found, reading, silhouette)
    sleeves = found.sleeves.map(lambda sleeve: True if sleeve is None and ends else None)
    whole = Correction(category, sleeves=sleeves).with_points({**moved, **ends})
    sleeved = _corrected(figure, whole, silhouette)
    return _between_sleeves(sleeved) if isinstance(sleeved, TopFigure) else sleeved


def _corrected(figure: Figure, correction: Correction, silhouette: Silhouette) -> Figure:
    try:
        return correct_figure(figure, correction, silhouette, is_flat=True)
    except GarmentError:  # they cannot all be true: the silhouette's own are at least consistent
        return figure


def _missing_ends(
    figure: TopFigure, reading: Reading, silhouette: Silhouette
) -> dict[PointName, Point]:
    """Return the ends, in shares of the picture, of sleeves that the outline does not show.

    Sleeves that hang on the body or are folded have no outline of their own. Where the network is
    not sure of a side either, it is like the other one.
    """
    size = np.array([silhouette.size.width, silhouette.size.height])
    seen = _seen_places({*SLEEVES_OUTER, *SLEEVES_INNER}, reading, silhouette)
    measured = named_points(figure.landmarks)
    seen |= {name: measured[name].position / size for name in (*SLEEVES_OUTER, *SLEEVES_INNER)
             if name in measured}  # fmt: skip
    middle = float(np.mean([armpit.x for armpit in figure.landmarks.armpits])) / size[0]
    ends = {}
    for side in Side:
        if figure.sleeves[side] is not None:
            continue
        for names in (SLEEVES_OUTER, SLEEVES_INNER):
            place = seen.get(names[side])
            if place is None and (other := seen.get(names[side.other])) is not None:
                place = np.array([2 * middle - other[0], other[1]])
            if place is not None:
                ends[names[side]] = to_point(np.clip(place, 0.0, 1.0))
    is_whole = all(
        (o in ends) == (i in ends) for o, i in zip(SLEEVES_OUTER, SLEEVES_INNER, strict=True)
    )
    return ends if is_whole else {}


def _between_sleeves(figure: TopFigure) -> TopFigure:
    """Return a figure whose torso ends where sleeves hang on it, not at their outer edge."""

    def edge(side: Side) -> Points:
        edge, sleeve = figure.torso.edge(side).copy(), figure.sleeves[side]
        if sleeve is not None:
            order = np.argsort(sleeve.right[:, 1])
            inner = np.interp(edge[:, 1], sleeve.right[order, 1], sleeve.right[order, 0])
            edge[:, 0] = side.outward * np.minimum(side.outward * edge[:, 0], side.outward * inner)
        return edge

    torso = Strip(edge(Side.LEFT), edge(Side.RIGHT))
    waist = narrowest_station(torso)
    landmarks = replace(
        figure.landmarks,
        waists=Pair.of(lambda side: to_point(torso.edge(side)[waist])),
        hems=Pair.of(lambda side: to_point(torso.edge(side)[-1])),
    )
    return replace(figure, landmarks=landmarks, torso=torso)


def is_alike(first: GarmentCategory, second: GarmentCategory) -> bool:
    """Whether two categories have the same landmarks, as tops and dresses have."""
    return point_names(first) is point_names(second)


def _presence(reading: Reading) -> Pair[float]:
    """Return how likely there is a sleeve on each side: both of its ends."""
    return Pair.of(
        lambda side: min(
            reading.heats[names[side]].presence for names in (SLEEVES_OUTER, SLEEVES_INNER)
        )
    )


def _sleeves(figure: Figure, reading: Reading) -> Pair[bool | None]:
    """Return which measured sleeves are none."""
    if not isinstance(figure, TopFigure):
        return Pair(None, None)

    presence = _presence(reading)
    return Pair.of(
        lambda side: (
            False if presence[side] < _NO_SLEEVE and figure.sleeves[side] is not None else None
        )
    )


def _moved(
    names: Collection[PointName], figure: Figure, reading: Reading, silhouette: Silhouette
) -> dict[PointName, Point]:
    """Return which of some landmarks are moved, and where to in shares of the picture."""
    size = np.array([silhouette.size.width, silhouette.size.height])
    measured = named_points(figure.landmarks)
    return {
        name: to_point(np.clip(place, 0.0, 1.0))
        for name, place in _seen_places(names, reading, silhouette).items()
        if not _is_possible(name, measured[name].position / size, figure, reading.heats[name])
    }


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
