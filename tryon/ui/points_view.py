"""A garment with its points, to be dragged to where they belong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from tryon.garments.figure import Point, Tube
from tryon.geometry import Points, Size
from tryon.ui.outlines import trace
from tryon.ui.painting import draw_chip, outline_path, photo_rect, stroke
from tryon.ui.point_names import point_name
from tryon.ui.points_editor import PointsEditor
from tryon.ui.qimage import rgba_to_qimage
from tryon.ui.theme import current_theme
from tryon.ui.viewport import Position, Viewport, fitted

_LINES = (
    ("neck_left", "shoulder_left", "armpit_left"),
    ("neck_right", "shoulder_right", "armpit_right"),
    ("shoulder_left", "sleeve_outer_left", "sleeve_inner_left", "armpit_left"),
    ("shoulder_right", "sleeve_outer_right", "sleeve_inner_right", "armpit_right"),
    ("armpit_left", "waist_left", "hem_left"),
    ("armpit_right", "waist_right", "hem_right"),
    ("hem_left", "hem_right"),
    ("waist_left", "cuff_outer_left", "cuff_inner_left", "crotch"),
    ("waist_right", "cuff_outer_right", "cuff_inner_right", "crotch"),
)
"""Which points a line joins: shoulder and armhole, sleeve, side, hem, leg."""
_REACH = 14.0
"""View pixels around a point in which it is meant."""
_KNOB = 6.0
_COARSE = 10
_SETTLE_MS = 400
"""Pause after which keys that follow each other have made one step."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SHADOW = QColor(0, 0, 0, 110)
_LIGHT = QColor(255, 255, 255)


class PointsView(QWidget):
    """Paints garment, outline, lines and points; mouse and keys move the points."""

    changed = Signal()
    """Something was dragged or stepped to"""

    def __init__(self, editor: PointsEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        rgba = editor.garment.rgba
        self._size = Size.of(rgba)
        self._image = self._shown = rgba_to_qimage(rgba)
        self._outline = trace(rgba[..., 3] >= 128)
        self._hot: str | None = None
        self._selected: str | None = None
        self._grabbed: tuple[float, float] | None = None
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.commit)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 360)

    @property
    def selected(self) -> str | None:
        """Name of the point that keys move."""
        return self._selected

    def place_of(self, name: str) -> QPointF:
        """Give where a point is in the view."""
        return self._to_view(self._editor.points[name])

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for room to aim."""
        return QSize(680, 680)

    def follow(self) -> None:
        """Show what the editor holds now."""
        if self._selected not in self._editor.points:
            self._selected = None
        if self._hot not in self._editor.points:
            self._hot = None
        self.update()

    @Slot()
    def commit(self) -> None:
        """Make what was moved a step."""
        self._settle.stop()
        self._editor.commit()
        self.changed.emit()

    def give_up(self) -> bool:
        """Let go, and put back what is being moved; False if nothing is."""
        self._settle.stop()
        self._grabbed = None
        is_given_up = self._editor.give_up()
        if is_given_up:
            self.changed.emit()
        return is_given_up

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the nearest point in reach."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.commit()
        name = self._point_at(event.position())
        self._select(name)
        if name is not None:
            away = self.place_of(name) - event.position()
            self._grabbed = away.x(), away.y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag it, or show what could be taken."""
        if self._grabbed is None or self._selected is None:
            self._set_hot(self._point_at(event.position()))
            return
        at = event.position() + QPointF(*self._grabbed)
        if at != self.place_of(self._selected):
            self._editor.drag(self._selected, self._to_picture(at))
            self.changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        if self._grabbed is not None and event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.commit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the mouse."""
        self._set_hot(None)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Start with the first point, or with the last when coming backwards."""
        super().focusInEvent(event)
        names = tuple(self._editor.points)
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self._select(names[0])
        elif event.reason() is Qt.FocusReason.BacktabFocusReason:
            self._select(names[-1])

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802
        """Go to the next point; past the last one the focus moves on."""
        names = tuple(self._editor.points)
        number = names.index(self._selected) if self._selected in names else -1
        if self._selected is None and not is_next:
            number = len(names)
        number += 1 if is_next else -1
        if 0 <= number < len(names):
            self.commit()
            self._select(names[number])
            return True
        self._select(None)
        return super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the selected point by a pixel on screen, or put it back."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if self._selected is None or self._grabbed is not None:
            super().keyPressEvent(event)
        elif step is not None:
            is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            far = _COARSE if is_coarse else 1
            at = self.place_of(self._selected) + QPointF(far * step[0], far * step[1])
            self._editor.drag(self._selected, self._to_picture(at))
            self._settle.start()
            self.changed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._settle.stop()
            self._editor.put_back(self._selected)
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint everything."""
        painter = QPainter(self)
        theme = current_theme()
        viewport, view = self._viewport, self._view_size
        painter.fillRect(self.rect(), QColor(theme.raised))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = photo_rect(self._size, viewport, view)
        pixels = (rect.size() * self.devicePixelRatioF()).toSize()
        if self._shown.size() != pixels:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = self._image.scaled(pixels, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawImage(rect, self._shown)
        stroke(painter, outline_path(self._outline, viewport, view), QColor(theme.muted), 1.0)
        for path in self._lines():
            stroke(painter, path, QColor(255, 255, 255, 200), 3.0)
            stroke(painter, path, QColor(theme.accent), 1.4)
        for name in self._editor.points:
            self._paint_knob(painter, name)
        named = self._selected if self._grabbed is not None else self._hot or self._selected
        if named is not None:
            draw_chip(painter, point_name(named), self.place_of(named), view)
        painter.end()

    @property
    def _view_size(self) -> Size:
        return Size(self.width(), self.height())

    @property
    def _viewport(self) -> Viewport:
        return fitted(self._size, self._view_size)

    def _to_view(self, point: Point) -> QPointF:
        at = self._viewport.to_view(Position(point.x, point.y), self._view_size)
        return QPointF(at.x, at.y)

    def _to_picture(self, at: QPointF) -> Point:
        place = self._viewport.to_photo(Position(at.x(), at.y()), self._view_size)
        return Point(place.x, place.y)

    def _point_at(self, at: QPointF) -> str | None:
        away = {
            name: QPointF(self._to_view(point) - at) for name, point in self._editor.points.items()
        }
        nearest = min(away, key=lambda name: QPointF.dotProduct(away[name], away[name]))
        is_near = QPointF.dotProduct(away[nearest], away[nearest]) <= _REACH**2
        return nearest if is_near else None

    def _select(self, name: str | None) -> None:
        if name != self._selected:
            self._selected = name
            self.setAccessibleDescription(point_name(name) if name is not None else "")
            self.changed.emit()
            self.update()

    def _set_hot(self, name: str | None) -> None:
        if name != self._hot:
            self._hot = name
            is_hot = name is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if is_hot else Qt.CursorShape.ArrowCursor)
            self.update()

    def _lines(self) -> list[QPainterPath]:
        """Give the lines between the points, and the edges that the garment is cut along."""
        points = self._editor.points
        figure = self._editor.figure
        tubes = [] if figure is None else [t for t in vars(figure).values() if isinstance(t, Tube)]
        if tubes:
            edges = [edge for tube in tubes for edge in (tube.left, tube.right)]
            ends = [
                [self._to_view(points[first]), self._to_view(points[second])]
                for first, second in _across(points)
            ]
            paths = [_polyline([self._to_view(to) for to in _as_points(edge)]) for edge in edges]
            paths += [_polyline(end) for end in ends]
        else:
            paths = [
                _polyline([self._to_view(points[name]) for name in line])
                for line in _LINES
                if all(name in points for name in line)
            ]
        if "neck_centre" in points:
            paths.append(
                _curve(*(self.place_of(f"neck_{at}") for at in ("left", "centre", "right")))
            )
        return paths

    def _paint_knob(self, painter: QPainter, name: str) -> None:
        accent = QColor(current_theme().accent)
        is_chosen = name in (self._hot, self._selected)
        radius = _KNOB + 2 if is_chosen else _KNOB
        at = self.place_of(name)
        painter.setBrush(accent if self._editor.is_moved(name) else _LIGHT)
        painter.setPen(QPen(_SHADOW, 3.5))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(_LIGHT if self._editor.is_moved(name) else accent, 1.75))
        painter.drawEllipse(at, radius, radius)
        if name == self._selected and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1.5))
            ring = QRectF(-radius - 4, -radius - 4, 2 * radius + 8, 2 * radius + 8)
            painter.drawEllipse(ring.translated(at))


def _across(points: dict[str, Point]) -> list[tuple[str, str]]:
    """Name the ends of hem, armholes, sleeves, waist and legs, which lie across the edges."""
    wanted = [("hem_left", "hem_right")]
    for side in ("left", "right"):
        wanted += [
            (f"shoulder_{side}", f"armpit_{side}"),
            (f"sleeve_outer_{side}", f"sleeve_inner_{side}"),
            (f"cuff_outer_{side}", f"cuff_inner_{side}"),
        ]
    if "neck_left" not in points:
        wanted.append(("waist_left", "waist_right"))
    return [pair for pair in wanted if points.keys() >= set(pair)]


def _as_points(edge: Points) -> list[Point]:
    return [Point(float(x), float(y)) for x, y in edge]


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
