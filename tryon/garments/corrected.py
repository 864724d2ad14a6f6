"""A garment's figure with its landmarks where the user put them.

What was moved is obeyed exactly, and the outline is cut there; what was not stays as measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.correction import Correction
from tryon.garments.figure import (
    Figure,
    Point,
    SkirtFigure,
    SleeveLandmarks,
    TopFigure,
    TopLandmarks,
    TrousersFigure,
    Tube,
    Vector,
    narrowest_station,
    to_point,
)
from tryon.garments.landmarks import Silhouette
from tryon.garments.named_points import SIDES, find_conflict, named_points, with_named_points
from tryon.garments.recut import nearest_on, recut_edge, side_between
from tryon.garments.silhouette import STATIONS, shoulder_seams, top_outline
from tryon.garments.tops import measure_sleeves
from tryon.geometry import Size

LEAST_DISTANCE = 0.01
"""Between two landmarks that must lie in order, in sizes of the picture."""
_OFF = 0.05
"""Distance from a side up to which a measured waist lies on it, in lengths of the side."""
_ROOM = 0.03
"""Distance from the torso within which no sleeve is looked for, in widths of the torso."""
_NEW_SLEEVE = 0.6
"""Length of a sleeve that is first said to be there, in lengths of the armhole."""


def correct_figure(
    figure: Figure, correction: Correction, silhouette: Silhouette, *, is_flat: bool
) -> Figure:
    """Cut a figure anew where landmarks were moved.

    Args:
        figure: as measured, in pixels of the picture.
        correction: what was moved.
        silhouette: the garment's.
        is_flat: tells a product photo, whose silhouette can be measured again from a new armhole,
            from a garment that was taken off a body.

    Raises:
        GarmentError: if landmarks were moved where they cannot be.
    """
    if not correction.changes_points:
        return figure
    size = silhouette.size
    places = {
        name: Point(point.x * size.width, point.y * size.height)
        for name, point in correction.points
    }
    own = figure.moved(*silhouette.from_picture)
    scale, offset = silhouette.from_picture
    moved = {name: np.array([p.x, p.y]) * scale + offset for name, p in places.items()}
    cut: Figure
    if isinstance(own, TopFigure):
        cut = _Top(own, correction, moved, silhouette.mask, is_flat).cut()
    elif isinstance(own, TrousersFigure):
        cut = _cut_trousers(own, moved)
    else:
        cut = _cut_skirt(own, moved)
    result = _named(cut.moved(*silhouette.to_picture), places)
    _check(result, set(places), size)
    return result


def _named(figure: Figure, places: Mapping[str, Point]) -> Figure:
    """Give landmarks exactly the places that were asked for."""
    landmarks = with_named_points(figure.landmarks, places)
    return replace(figure, landmarks=landmarks)  # type: ignore[arg-type]  # of the same kind


def _check(figure: Figure, moved: set[str], size: Size) -> None:
    margin = Point(LEAST_DISTANCE * size.width, LEAST_DISTANCE * size.height)
    conflict = find_conflict(named_points(figure.landmarks), moved, margin=margin)
    if conflict is not None:
        raise GarmentError(
            f"the point {conflict.first} must lie {conflict.relation.value} {conflict.second}; "
            "move one of them."
        )


@dataclass(frozen=True, eq=False)
class _Top:
    """A top that is cut anew, in pixels of its mask."""

    figure: TopFigure
    correction: Correction
    moved: Mapping[str, Vector]
    mask: NDArray[np.bool_]
    is_flat: bool

    def cut(self) -> TopFigure:
        named = {name: to_point(place) for name, place in self.moved.items()}
        landmarks = with_named_points(self.figure.landmarks, named)
        assert isinstance(landmarks, TopLandmarks)
        torso = Tube(self._side("left"), self._side("right"))
        left, right = (self._sleeve(side, torso) for side in SIDES)
        landmarks = replace(landmarks, sleeve_left=_ends(left), sleeve_right=_ends(right))
        landmarks = replace(landmarks, **self._waists(torso))
        return TopFigure(landmarks, torso, self._seams(), left, right)

    def _at(self, name: str) -> Vector:
        point = named_points(self.figure.landmarks)[name]
        return self.moved.get(name, np.array([point.x, point.y]))

    def _is_moved(self, *names: str) -> bool:
        return not self.moved.keys().isdisjoint(names)

    def _side(self, side: str) -> NDArray[np.float64]:
        """Cut one side of the torso, from armpit to hem through the waist."""
        edge: NDArray[np.float64] = getattr(self.figure.torso, side)
        armpit, waist, hem = (f"{name}_{side}" for name in ("armpit", "waist", "hem"))
        if not self._is_moved(armpit, waist, hem):
            return edge
        names = (armpit, waist, hem) if self._is_moved(waist) else (armpit, hem)
        stops = np.stack([self._at(name) for name in names])
        via = self._at(waist) if self._is_moved(waist) or self._has_waist(side, edge) else None
        if self.is_flat and (np.diff(stops[:, 1]) > 0).all():
            edge = side_between(edge, self.mask, stops, is_left=side == "left")
            via = stops[1] if self._is_moved(waist) else None
        return recut_edge(edge, count=STATIONS, root=stops[0], via=via, end=stops[-1])

    def _has_waist(self, side: str, edge: NDArray[np.float64]) -> bool:
        """Whether the waist that was measured still lies on a side (N, 2) of the torso."""
        armpit, waist, hem = (self._at(f"{name}_{side}") for name in ("armpit", "waist", "hem"))
        away = np.linalg.norm(nearest_on(edge, waist) - waist)
        return bool(armpit[1] < waist[1] < hem[1] and away < _OFF * (hem[1] - armpit[1]))

    def _waists(self, torso: Tube) -> dict[str, Any]:
        """Find the waist again where nobody moved it, but the side does not pass it any more."""
        narrowest = narrowest_station(torso)
        return {
            f"waist_{side}": to_point(getattr(torso, side)[narrowest])
            for side in SIDES
            if not self._is_moved(f"waist_{side}")
            and not self._has_waist(side, getattr(torso, side))
        }

    def _seams(self) -> Tube:
        names = [f"{name}_{side}" for side in SIDES for name in ("neck", "shoulder")]
        if not self._is_moved(*names):
            return self.figure.shoulders
        necks = [self._at(f"neck_{side}") for side in SIDES]
        shoulders = [self._at(f"shoulder_{side}") for side in SIDES]
        return shoulder_seams(top_outline(self.mask), necks, shoulders)

    def _sleeve(self, side: str, torso: Tube) -> Tube | None:
        """Cut a sleeve from its armhole to its end; None if there is none."""
        is_wanted = getattr(self.correction, f"sleeve_{side}")
        if is_wanted is False:
            return None
        root = np.stack([self._at(f"shoulder_{side}"), self._at(f"armpit_{side}")])
        tube: Tube | None = getattr(self.figure, f"sleeve_{side}")
        if self._is_moved(f"shoulder_{side}", f"armpit_{side}"):
            tube = self._measured(torso)[side] if self.is_flat else _rooted(tube, root)
        outer, inner = (self.moved.get(f"sleeve_{edge}_{side}") for edge in ("outer", "inner"))
        if tube is None:
            if not is_wanted and outer is None and inner is None:
                return None
            tube = _straight(root, outward=-1.0 if side == "left" else 1.0)
        if outer is None and inner is None:
            return tube
        return Tube(_ended(tube.left, outer), _ended(tube.right, inner))

    def _measured(self, torso: Tube) -> dict[str, Tube | None]:
        places = [
            [self._at(f"{name}_{side}") for side in SIDES]
            for name in ("shoulder", "armpit")
        ]
        axis = float(np.mean([armpit[0] for armpit in places[1]]))
        # What remains of the body beside a side that was drawn by hand is no sleeve.
        room = np.array([_ROOM * torso.width, 0.0]) * (np.arange(STATIONS) > 0)[:, None]
        body = Tube(torso.left - room, torso.right + room)
        return dict(zip(SIDES, measure_sleeves(self.mask, body, *places, axis=axis), strict=True))


def _ends(sleeve: Tube | None) -> SleeveLandmarks | None:
    if sleeve is None:
        return None
    return SleeveLandmarks(to_point(sleeve.left[-1]), to_point(sleeve.right[-1]))


def _rooted(tube: Tube | None, root: NDArray[np.float64]) -> Tube | None:
    if tube is None:
        return None
    count = len(tube.left)
    return Tube(
        recut_edge(tube.left, count=count, root=root[0]),
        recut_edge(tube.right, count=count, root=root[1]),
    )


def _ended(edge: NDArray[np.float64], end: Vector | None) -> NDArray[np.float64]:
    return edge if end is None else recut_edge(edge, count=len(edge), end=end)


def _straight(root: NDArray[np.float64], *, outward: float) -> Tube:
    """Begin a sleeve where the silhouette shows none: straight away from the armhole (2, 2)."""
    armhole = root[1] - root[0]
    away = _NEW_SLEEVE * np.array([outward * abs(armhole[1]), 0.5 * abs(armhole[1])])
    shares = np.linspace(0.0, 1.0, STATIONS)[:, None]
    return Tube(root[0] + shares * away, root[1] + shares * (away - 0.2 * armhole))


def _cut_trousers(figure: TrousersFigure, moved: Mapping[str, Vector]) -> TrousersFigure:
    """Cut both legs: waist and cuffs are their ends, and both inner edges pass the crotch."""
    marks = named_points(figure.landmarks)
    waists = [moved.get(name, _array(marks[name])) for name in ("waist_left", "waist_right")]
    is_waist_moved = not moved.keys().isdisjoint(("waist_left", "waist_right"))
    legs = []
    for side in SIDES:
        leg: Tube = getattr(figure, f"leg_{side}")
        outer, inner = leg.left, leg.right
        waist, cuff = moved.get(f"waist_{side}"), moved.get(f"cuff_outer_{side}")
        if waist is not None or cuff is not None:
            outer = recut_edge(outer, count=len(outer), root=waist, end=cuff)
        middle = (waists[0] + waists[1]) / 2 if is_waist_moved else None
        crotch, cuff = moved.get("crotch"), moved.get(f"cuff_inner_{side}")
        if middle is not None or crotch is not None or cuff is not None:
            via = crotch if crotch is not None else _nearest(inner, _array(marks["crotch"]))
            inner = recut_edge(inner, count=len(inner), root=middle, via=via, end=cuff)
        legs.append(Tube(outer, inner))
    return TrousersFigure(figure.landmarks, legs[0], legs[1])


def _cut_skirt(figure: SkirtFigure, moved: Mapping[str, Vector]) -> SkirtFigure:
    edges = []
    for side in SIDES:
        edge: NDArray[np.float64] = getattr(figure.body, side)
        waist, hem = moved.get(f"waist_{side}"), moved.get(f"hem_{side}")
        if waist is not None or hem is not None:
            edge = recut_edge(edge, count=len(edge), root=waist, end=hem)
        edges.append(edge)
    return SkirtFigure(figure.landmarks, Tube(edges[0], edges[1]))


def _array(point: Point) -> Vector:
    return np.array([point.x, point.y])


def _nearest(edge: NDArray[np.float64], point: Vector) -> Vector:
    """Give the point of an edge (N, 2) at another point's height."""
    order = np.argsort(edge[:, 1])
    return np.array([np.interp(point[1], edge[order, 1], edge[order, 0]), point[1]])
