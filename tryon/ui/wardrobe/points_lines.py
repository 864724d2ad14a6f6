"""The lines between a garment's points, which show what the points mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from tryon.shape.figure import Figure, Point, SkirtFigure, Strip, TopFigure, TrousersFigure
from tryon.shape.point_names import (
    ARMPITS,
    CUFFS_INNER,
    CUFFS_OUTER,
    HEMS,
    NECKS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
    PointName,
)
from tryon.shape.sides import Pair, Side

_BELOW_SHOULDERS = ((NECKS, SHOULDERS, ARMPITS), (ARMPITS, WAISTS, HEMS))
_SLEEVES = ((SHOULDERS, SLEEVES_OUTER, SLEEVES_INNER, ARMPITS),)
_SKIRT_SIDES = ((WAISTS, HEMS),)
_OPENINGS = ((SHOULDERS, ARMPITS), (SLEEVES_OUTER, SLEEVES_INNER), (CUFFS_OUTER, CUFFS_INNER))
"""Points at both ends of an opening: armhole, sleeve end, cuff."""

ToView = Callable[[Point], QPointF]


def lines_between(
    points: Mapping[PointName, Point], figure: Figure | None, to_view: ToView
) -> list[QPainterPath]:
    """Return the lines to draw, in the view.

    Args:
        points: the landmarks by name.
        figure: the garment's edges; without it, straight lines are drawn instead.
        to_view: maps a place of the garment to the view.
    """
    places = {name: to_view(point) for name, point in points.items()}
    is_top, is_trousers = PointName.NECK_LEFT in points, PointName.CROTCH in points
    wanted: list[tuple[PointName, ...]] = [tuple(HEMS)]
    if not is_top:
        wanted.append(tuple(WAISTS))
    paths = []
    if figure is None:
        wanted += _of_both_sides((*_BELOW_SHOULDERS, *_SLEEVES))
        wanted += [
            (WAISTS[side], CUFFS_OUTER[side], CUFFS_INNER[side], PointName.CROTCH) for side in Side
        ]
        if not is_top and not is_trousers:
            wanted += _of_both_sides(_SKIRT_SIDES)
    else:
        wanted += _of_both_sides(_OPENINGS)
        paths += [_polyline(edge) for edge in _edges(figure, to_view)]
    paths += [
        _polyline([places[name] for name in line]) for line in wanted if places.keys() >= set(line)
    ]
    if is_top:
        necks = NECKS.map(lambda name: places[name])
        paths.append(_curve(necks.left, places[PointName.NECK_CENTRE], necks.right))
    return paths


def _of_both_sides(
    lines: Sequence[tuple[Pair[PointName], ...]],
) -> list[tuple[PointName, ...]]:
    return [tuple(names[side] for names in line) for line in lines for side in Side]


def _edges(figure: Figure, to_view: ToView) -> list[list[QPointF]]:
    return [
        [to_view(Point(float(x), float(y))) for x, y in edge]
        for strip in _strips(figure)
        for edge in (strip.left, strip.right)
    ]


def _strips(figure: Figure) -> list[Strip]:
    match figure:
        case TopFigure():
            sleeves = [sleeve for sleeve in figure.sleeves if sleeve is not None]
            return [figure.torso, figure.shoulders, *sleeves]
        case TrousersFigure():
            return list(figure.legs)
        case SkirtFigure():
            return [figure.body]


def _polyline(places: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(places))
    return path


def _curve(left: QPointF, centre: QPointF, right: QPointF) -> QPainterPath:
    """Draw a neckline through its lowest point."""
    path = QPainterPath(left)
    path.quadTo(QPointF((left.x() + centre.x()) / 2, centre.y()), centre)
    path.quadTo(QPointF((right.x() + centre.x()) / 2, centre.y()), right)
    return path
