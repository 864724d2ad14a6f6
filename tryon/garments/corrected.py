"""A garment's figure with its landmarks where the user put them.

Landmarks that were moved lie exactly there, and the outline is reshaped to them; the others stay as
measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.corrected_tops import CorrectedTop
from tryon.garments.corrections import Correction
from tryon.garments.landmarks import Silhouette
from tryon.garments.reshape import reshape_edge
from tryon.geometry import Points, Size
from tryon.messages import GarmentProblem
from tryon.shape.figure import Figure, Point, SkirtFigure, Strip, TopFigure, TrousersFigure, Vector
from tryon.shape.point_names import (
    CUFFS_INNER,
    CUFFS_OUTER,
    HEMS,
    WAISTS,
    PointName,
    Relation,
    find_conflict,
    named_points,
    with_named_points,
)
from tryon.shape.sides import Pair, Side

_LEAST_DISTANCE = 0.01
"""Least distance between two landmarks that must lie in order, in sizes of the picture."""
_MISPLACED = {
    Relation.ABOVE: GarmentProblem.POINT_NOT_ABOVE,
    Relation.LEFT_OF: GarmentProblem.POINT_NOT_LEFT,
}


def correct_figure(
    figure: Figure, correction: Correction, silhouette: Silhouette, *, is_flat: bool
) -> Figure:
    """Reshape a figure where landmarks were moved.

    Args:
        figure: as measured, in pixels of the picture.
        correction: what was moved.
        silhouette: the garment's.
        is_flat: whether it is of a product photo, whose silhouette can be measured again from a new
            armhole, and not taken off a person.

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
    measured = figure.moved(*silhouette.from_picture)
    scale, offset = silhouette.from_picture
    moved = {name: p.position * scale + offset for name, p in places.items()}
    corrected: Figure
    if isinstance(measured, TopFigure):
        corrected = CorrectedTop(measured, correction, moved, silhouette.mask, is_flat).figure()
    elif isinstance(measured, TrousersFigure):
        corrected = _correct_trousers(measured, moved)
    else:
        corrected = _correct_skirt(measured, moved)
    result = _with_exact_points(corrected.moved(*silhouette.to_picture), places)
    _check_order(result, set(places), size)
    return result


def _with_exact_points(figure: Figure, places: Mapping[PointName, Point]) -> Figure:
    """Put the moved landmarks exactly where the user put them."""
    landmarks = with_named_points(figure.landmarks, places)
    return replace(figure, landmarks=landmarks)  # type: ignore[arg-type]  # of the same kind


def _check_order(figure: Figure, moved: set[PointName], size: Size) -> None:
    margin = Point(_LEAST_DISTANCE * size.width, _LEAST_DISTANCE * size.height)
    conflict = find_conflict(named_points(figure.landmarks), moved, margin=margin)
    if conflict is not None:
        raise GarmentError(
            _MISPLACED[conflict.relation], first=conflict.first, second=conflict.second
        )


def _correct_trousers(figure: TrousersFigure, moved: Mapping[PointName, Vector]) -> TrousersFigure:
    """Reshape both legs: waist and cuffs are their ends, and both inner edges pass the crotch."""
    marks = named_points(figure.landmarks)
    waists = WAISTS.map(lambda name: moved.get(name, marks[name].position))
    waist_middle = None if moved.keys().isdisjoint(WAISTS) else (waists.left + waists.right) / 2
    crotch = moved.get(PointName.CROTCH)

    def leg(side: Side) -> Strip:
        outer, inner = figure.legs[side].left, figure.legs[side].right
        waist, cuff = moved.get(WAISTS[side]), moved.get(CUFFS_OUTER[side])
        if waist is not None or cuff is not None:
            outer = reshape_edge(outer, count=len(outer), root=waist, end=cuff)
        cuff = moved.get(CUFFS_INNER[side])
        if waist_middle is not None or crotch is not None or cuff is not None:
            via = (
                _point_at_height(inner, marks[PointName.CROTCH].position)
                if crotch is None
                else crotch
            )
            inner = reshape_edge(inner, count=len(inner), root=waist_middle, via=via, end=cuff)
        return Strip(outer, inner)

    return TrousersFigure(figure.landmarks, Pair.of(leg))


def _correct_skirt(figure: SkirtFigure, moved: Mapping[PointName, Vector]) -> SkirtFigure:
    def edge(side: Side) -> Points:
        measured = figure.body.edge(side)
        waist, hem = moved.get(WAISTS[side]), moved.get(HEMS[side])
        if waist is None and hem is None:
            return measured
        return reshape_edge(measured, count=len(measured), root=waist, end=hem)

    return SkirtFigure(figure.landmarks, Strip(edge(Side.LEFT), edge(Side.RIGHT)))


def _point_at_height(edge: NDArray[np.float64], point: Vector) -> Vector:
    """Return the point of an edge (N, 2) at another point's height."""
    order = np.argsort(edge[:, 1])
    return np.array([np.interp(point[1], edge[order, 1], edge[order, 0]), point[1]])
