"""A garment with its points, to be dragged to where they belong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from tryon.geometry import Size
from tryon.shape.figure import Point
from tryon.shape.point_names import PointName
from tryon.ui.kit.names import point_name
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.kit.theme import current_theme
from tryon.ui.kit.viewport import Position, Viewport, fitted
from tryon.ui.view.outlines import trace
from tryon.ui.view.painting import draw_chip, outline_path, photo_rect, stroke
from tryon.ui.wardrobe.points_editor import PointsEditor
from tryon.ui.wardrobe.points_lines import lines_between

_GRAB_RADIUS = 14.0
"""View pixels around a point in which a press takes it."""
_KNOB = 6.0
"""Radius of a point in view pixels."""
_COARSE = 10
"""Steps that an arrow makes with Shift."""
_SETTLE_MS = 400
"""Pause that ends a run of keys, which is one step of undo."""
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
        self._image = self._scaled = rgba_to_qimage(rgba)
        self._zoomed: Viewport | None = None
        self._panned_from: QPointF | None = None
        self._outline = trace(rgba[..., 3] >= 128)
        self._hot: PointName | None = None
        self._selected: PointName | None = None
        self._grab_offset: tuple[float, float] | None = None
        self._settle_timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle_timer.timeout.connect(self.commit)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 360)

    @property
    def selected(self) -> PointName | None:
        """Name of the point that keys move."""
        return self._selected

    def place_of(self, name: PointName) -> QPointF:
        """Return where a point is in the view."""
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
        """Make the move a step."""
        self._settle_timer.stop()
        self._editor.commit()
        self.changed.emit()

    def give_up(self) -> bool:
        """Cancel the move that is going on; False if there is none."""
        self._settle_timer.stop()
        self._grab_offset = None
        is_given_up = self._editor.give_up()
        if is_given_up:
            self.changed.emit()
        return is_given_up

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the point under the mouse, else the garment."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.commit()
        name = self._point_at(event.position())
        self._select(name)
        if name is None:
            self._panned_from = event.position()
        else:
            offset = self.place_of(name) - event.position()
            self._grab_offset = offset.x(), offset.y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag what was taken, or mark the point under the mouse."""
        if self._panned_from is not None:
            self._pan(event.position() - self._panned_from)
            self._panned_from = event.position()
            return
        if self._grab_offset is None or self._selected is None:
            self._set_hot(self._point_at(event.position()))
            return
        at = event.position() + QPointF(*self._grab_offset)
        if at != self.place_of(self._selected):
            self._editor.drag(self._selected, self._to_picture(at))
            self.changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._panned_from = None
        if self._grab_offset is not None and event.button() is Qt.MouseButton.LeftButton:
            self._grab_offset = None
            self.commit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the whole garment again, unless a point is under the mouse."""
        if self._point_at(event.position()) is None:
            self._zoomed = None
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the mouse."""
        at = Position(event.position().x(), event.position().y())
        factor = 2 ** (event.angleDelta().y() / 480)
        wanted = self._viewport.zoomed(factor, at, self._view_size, self._size)
        unzoomed = fitted(self._size, self._view_size)
        self._zoomed = wanted if wanted.scale > unzoomed.scale else None
        self.update()

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
        if self._selected is None or self._grab_offset is not None:
            super().keyPressEvent(event)
        elif step is not None:
            is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            pixels = _COARSE if is_coarse else 1
            at = self.place_of(self._selected) + QPointF(pixels * step[0], pixels * step[1])
            self._editor.drag(self._selected, self._to_picture(at))
            self._settle_timer.start()
            self.changed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._settle_timer.stop()
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
        self._paint_garment(painter)
        stroke(painter, outline_path(self._outline, viewport, view), QColor(theme.muted), 1.0)
        figure = self._editor.figure
        for path in lines_between(self._editor.points, figure, self._to_view):
            stroke(painter, path, QColor(255, 255, 255, 200), 3.0)
            stroke(painter, path, QColor(theme.accent), 1.4)
        for name in self._editor.points:
            self._paint_knob(painter, name)
        named = self._selected if self._grab_offset is not None else self._hot or self._selected
        if named is not None:
            draw_chip(painter, point_name(named), self.place_of(named), view)
        painter.end()

    @property
    def _view_size(self) -> Size:
        return Size(self.width(), self.height())

    @property
    def _viewport(self) -> Viewport:
        return self._zoomed or fitted(self._size, self._view_size)

    def _pan(self, by: QPointF) -> None:
        if self._zoomed is not None:
            self._zoomed = self._zoomed.panned(by.x(), by.y(), self._view_size, self._size)
            self.update()

    def _to_view(self, point: Point) -> QPointF:
        at = self._viewport.to_view(Position(point.x, point.y), self._view_size)
        return QPointF(at.x, at.y)

    def _to_picture(self, at: QPointF) -> Point:
        place = self._viewport.to_photo(Position(at.x(), at.y()), self._view_size)
        return Point(place.x, place.y)

    def _point_at(self, at: QPointF) -> PointName | None:
        offsets = {
            name: QPointF(self._to_view(point) - at) for name, point in self._editor.points.items()
        }
        nearest = min(offsets, key=lambda name: QPointF.dotProduct(offsets[name], offsets[name]))
        is_near = QPointF.dotProduct(offsets[nearest], offsets[nearest]) <= _GRAB_RADIUS**2
        return nearest if is_near else None

    def _select(self, name: PointName | None) -> None:
        if name != self._selected:
            self._selected = name
            self.setAccessibleDescription(point_name(name) if name is not None else "")
            self.changed.emit()
            self.update()

    def _set_hot(self, name: PointName | None) -> None:
        if name != self._hot:
            self._hot = name
            is_hot = name is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if is_hot else Qt.CursorShape.ArrowCursor)
            self.update()

    def _paint_garment(self, painter: QPainter) -> None:
        """Paint the picture; unless it is zoomed, the scaled picture is kept."""
        rect = photo_rect(self._size, self._viewport, self._view_size)
        pixels = (rect.size() * self.devicePixelRatioF()).toSize()
        if self._zoomed is None and self._scaled.size() != pixels:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = self._image.scaled(pixels, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawImage(rect, self._scaled if self._zoomed is None else self._image)

    def _paint_knob(self, painter: QPainter, name: PointName) -> None:
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
