"""The frame around the garment that is adjusted, over the view of the result."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tryon.geometry import Points
from tryon.ui.adjuster import Adjuster
from tryon.ui.compare_view import CompareView, Comparison
from tryon.ui.handles import SIDES, Grip, Pull, Vector, grip_at, grip_points, moved, scaled, turned
from tryon.ui.theme import current_theme
from tryon.ui.viewport import Position

_SHADOW = QColor(0, 0, 0, 110)
_LIGHT = QColor(255, 255, 255)
_KNOB = 5.5
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_COARSE = 10
"""Steps that an arrow makes with Shift."""
_CURSORS = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)
"""By the direction of a pull, in eighths of a turn from the viewer's right, clockwise."""


class HandleLayer(QWidget):
    """Lies over a view and leaves to it whatever is not about the frame."""

    def __init__(self, view: CompareView, adjuster: Adjuster) -> None:
        super().__init__(view)
        self._view, self._adjuster = view, adjuster
        self._pull: Pull | None = None
        self._pressed_at: QPointF | None = None
        self._is_pulled = False
        self._hot: Grip | None = None
        self.setMouseTracking(True)
        self.hide()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
        view.installEventFilter(self)
        adjuster.changed.connect(self._follow)
        self._retranslate()

    @property
    def corners(self) -> Points | None:
        """The frame's corners (4, 2) in the view, clockwise from top left; None without a frame."""
        frame = self._adjuster.frame
        if frame is None:
            return None
        viewport, size = self._view.link.viewport, self._view.view_size
        origin = viewport.to_view(Position(0.0, 0.0), size)
        corners = frame.corners(self._adjuster.parameters)
        return np.asarray(corners * viewport.scale + (origin.x, origin.y))

    def give_up(self) -> bool:
        """Let the handle go and put the garment back; False if nothing is being changed."""
        self._release()
        return self._adjuster.give_up()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the arrow keys from the view while there is a frame."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self.isVisible() and self._nudge(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a handle, or the garment itself."""
        grip, frame = self._grip_at(event.position()), self._adjuster.frame
        if event.button() is not Qt.MouseButton.LeftButton or grip is None or frame is None:
            event.ignore()
            return
        self._adjuster.commit()
        at = self._view.position_in_photo(event.position())
        self._pull = Pull(grip, frame, self._adjuster.parameters, at)
        self._pressed_at, self._is_pulled = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pull, or show what could be taken."""
        if self._pull is None or self._pressed_at is None:
            self._set_hot(None if event.buttons() else self._grip_at(event.position()))
            event.setAccepted(self._hot is not None)
            return
        distance = (event.position() - self._pressed_at).manhattanLength()
        if self._is_pulled or distance >= QApplication.startDragDistance():
            self._is_pulled = True
            is_free = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            at = self._view.position_in_photo(event.position())
            self._adjuster.change(self._pull.to(at, is_free=is_free))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Finish; a press that did not move is a click on the photo."""
        if self._pull is None:
            event.ignore()
        elif self._is_pulled:
            self._release()
            self._adjuster.commit()
        else:
            self._release()
            self._view.clicked.emit(self._view.position_in_photo(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the mouse."""
        self._set_hot(None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw frame and handles so that they stand out on any photo."""
        corners = self.corners
        if corners is None or self._view.comparison is Comparison.BEFORE:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = grip_points(corners)
        outline = QPolygonF([QPointF(x, y) for x, y in (*corners, corners[0])])
        stem = QPolygonF([_point((corners[0] + corners[1]) / 2), _point(points[Grip.ROTATE])])
        for color, width in ((_SHADOW, 3.5), (_LIGHT, 1.5)):
            painter.setPen(QPen(color, width))
            painter.drawPolyline(outline)
            painter.drawPolyline(stem)
        for grip, at in points.items():
            self._paint_knob(painter, grip, _point(at), corners)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Frame around the garment"))

    def _paint_knob(self, painter: QPainter, grip: Grip, at: QPointF, corners: Points) -> None:
        accent = QColor(current_theme().accent)
        taken = self._pull.grip if self._pull is not None else self._hot
        painter.save()
        painter.translate(at)
        across = corners[1] - corners[0]
        painter.rotate(float(np.degrees(np.arctan2(across[1], across[0]))))
        half_wide, half_high = _KNOB, _KNOB
        if grip in SIDES:
            is_level = grip in (Grip.TOP, Grip.BOTTOM)
            half_wide, half_high = (8.0, 3.5) if is_level else (3.5, 8.0)
        knob = QRectF(-half_wide, -half_high, 2 * half_wide, 2 * half_high)
        radius = min(half_wide, half_high) if grip in (*SIDES, Grip.ROTATE) else 2.5
        painter.setPen(QPen(_SHADOW, 3.5))
        painter.drawRoundedRect(knob, radius, radius)
        painter.setPen(QPen(accent, 1.75))
        painter.setBrush(accent if grip is taken else _LIGHT)
        painter.drawRoundedRect(knob, radius, radius)
        painter.restore()

    def _grip_at(self, at: QPointF) -> Grip | None:
        corners = self.corners
        if corners is None or self._view.is_on_divider(at):
            return None
        return grip_at(corners, Position(at.x(), at.y()))

    def _set_hot(self, grip: Grip | None) -> None:
        if grip is self._hot:
            return
        if self._hot is None:
            self._view.hovered.emit(None)
        self._hot = grip
        if grip is None:
            self.unsetCursor()
        else:
            self.setCursor(self._cursor(grip))
        self.update()

    def _cursor(self, grip: Grip) -> Qt.CursorShape:
        corners = self.corners
        if grip is Grip.MOVE or corners is None:
            return Qt.CursorShape.SizeAllCursor
        if grip is Grip.ROTATE:
            return Qt.CursorShape.PointingHandCursor
        away = grip_points(corners)[grip] - corners.mean(axis=0)
        if grip not in SIDES:
            away = np.sign(away)
        eighth = round(float(np.arctan2(away[1], away[0])) / (np.pi / 4))
        return _CURSORS[eighth % 4]

    def _release(self) -> None:
        self._pull, self._pressed_at, self._is_pulled = None, None, False
        self.update()

    def _nudge(self, event: QKeyEvent) -> bool:
        """Move by a pixel on screen; with Ctrl turn by a degree, or scale by a hundredth."""
        direction, frame = _ARROWS.get(Qt.Key(event.key())), self._adjuster.frame
        if direction is None or frame is None or self._pull is not None:
            return False
        is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        x, y = (_COARSE * step if is_coarse else step for step in direction)
        now = self._adjuster.parameters
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            scale = self._view.link.viewport.scale
            wanted = moved(now, frame, x / scale, y / scale)
        elif x:
            wanted = turned(now, frame, now.rotate_degrees + x)
        else:
            wanted = scaled(now, frame, 1.01**-y, 1.01**-y, is_free=False)
        self._adjuster.change(wanted)
        self._adjuster.commit_soon()
        return True

    @Slot()
    def _follow(self) -> None:
        has_frame = self._adjuster.frame is not None
        if not has_frame:
            self._release()
            self._set_hot(None)
        self.setVisible(has_frame)
        self._view.set_framed(has_frame)
        self.update()


def _point(at: Vector) -> QPointF:
    return QPointF(float(at[0]), float(at[1]))
