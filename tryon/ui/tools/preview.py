"""How the photo will look where a hand draws, painted while it draws: exact and at once.

A stroke is one line of a pen whose brush is a picture of the view: the photo, with the part's
colour over it as the overlay has it. So it hides what it replaces, at any length and size.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from tryon.correction.drawn import Path
from tryon.labels import Label
from tryon.parsing.overlay import label_color
from tryon.ui.kit.viewport import Position
from tryon.ui.view.overlay_view import OverlayView
from tryon.ui.view.painting import draw_pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.view.tool import Lens


@dataclass(frozen=True)
class DrawnStroke:
    """A stroke as it is drawn: where, its radius in photo pixels, and what it paints."""

    path: Path
    radius: float
    label: Label


@dataclass(frozen=True)
class DrawnArea:
    """An area as it is drawn: its corners and what it is."""

    corners: Path
    label: Label


Drawn = DrawnStroke | DrawnArea


class Preview:
    """Paints what is drawn on an overlay."""

    def __init__(self, view: OverlayView) -> None:
        self._view = view
        self._brush = QBrush()
        self._key: tuple[object, ...] = ()

    def paint(self, painter: QPainter, lens: Lens, drawn: Drawn) -> None:
        """Paint a stroke or an area as the overlay will show it."""
        brush = self._brush_of(lens, drawn.label)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(drawn, DrawnArea):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawPolygon(QPolygonF(points_of(drawn.corners, lens)))
            return
        pen = QPen(brush, max(2 * drawn.radius * lens.scale, 1.0))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path_of(drawn.path, lens), pen)

    def _brush_of(self, lens: Lens, label: Label) -> QBrush:
        """Return a brush with the photo, in a part's colour, as large as the view."""
        scene, ratio = self._view.scene, self._view.devicePixelRatioF()
        key = (scene, lens, label, self._view.opacity, ratio)
        if key != self._key and scene is not None:
            picture = QPixmap(round(lens.view.width * ratio), round(lens.view.height * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self._paint_all(painter, scene, lens, label)
            painter.end()
            picture.setDevicePixelRatio(1.0)  # a brush takes pixels for what they are
            self._brush, self._key = QBrush(picture), key
            self._brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
        return self._brush

    def _paint_all(self, painter: QPainter, scene: Scene, lens: Lens, label: Label) -> None:
        draw_pyramid(painter, scene.before, lens.viewport, lens.view)
        if label is not Label.BACKGROUND:
            color = QColor(*label_color(label))
            color.setAlphaF(self._view.opacity)
            painter.fillRect(0, 0, lens.view.width, lens.view.height, color)


def points_of(path: Path, lens: Lens) -> list[QPointF]:
    """Return positions of the photo in the view."""
    return [lens.to_view(Position(x, y)) for x, y in path]


def path_of(path: Path, lens: Lens) -> QPainterPath:
    """Return a line through positions of the photo, in the view; one position makes a dot."""
    points = points_of(path, lens)
    line = QPainterPath(points[0])
    for point in points[1:] or [points[0] + QPointF(0.01, 0.0)]:
        line.lineTo(point)
    return line
