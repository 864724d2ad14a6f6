"""The lines between a garment's points, which show what the points mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from tryon.shape.figure import Figure, Point, Strip
from tryon.shape.point_names import SIDES

_AROUND = (
    *(("neck", "shoulder", "armpit"), ("shoulder", "sleeve_outer", "sleeve_inner", "armpit")),
    *(("armpit", "waist", "hem"), ("waist", "cuff_outer", "cuff_inner", "crotch")),
)
"""Points of one side that a line joins: shoulder and armhole, sleeve, side, leg."""
_ACROSS = (("shoulder", "armpit"), ("sleeve_outer", "sleeve_inner"), ("cuff_outer", "cuff_inner"))
"""Points of one side between which an opening lies: armhole, sleeve, leg."""

ToView = Callable[[Point], QPointF]


def lines_between(
    points: Mapping[str, Point], figure: Figure | None, to_view: ToView
) -> list[QPainterPath]:
    """Return what is drawn.

    Args:
        points: the landmarks by name.
        figure: the edges along which the garment is cut; without it, straight lines stand in.
        to_view: takes a place of the garment to one in the view.
    """
    places = {name: to_view(point) for name, point in points.items()}
    wanted: list[tuple[str, ...]] = [("hem_left", "hem_right")]
    if "neck_left" not in points:
        wanted.append(("waist_left", "waist_right"))
    paths = []
    if figure is None:
        wanted += [_of_side(line, side) for line in _AROUND for side in SIDES]
        if "neck_left" not in points and "crotch" not in points:
            wanted += [_of_side(("waist", "hem"), side) for side in SIDES]
    else:
        wanted += [_of_side(line, side) for line in _ACROSS for side in SIDES]
        paths += [_polyline(edge) for edge in _edges(figure, to_view)]
    paths += [
        _polyline([places[name] for name in line]) for line in wanted if places.keys() >= set(line)
    ]
    if "neck_centre" in places:
        paths.append(_curve(places["neck_left"], places["neck_centre"], places["neck_right"]))
    return paths


def _of_side(line: tuple[str, ...], side: str) -> tuple[str, ...]:
    return tuple(name if name == "crotch" else f"{name}_{side}" for name in line)


def _edges(figure: Figure, to_view: ToView) -> list[list[QPointF]]:
    strips = [value for value in vars(figure).values() if isinstance(value, Strip)]
    return [
        [to_view(Point(float(x), float(y))) for x, y in edge]
        for strip in strips
        for edge in (strip.left, strip.right)
    ]


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
