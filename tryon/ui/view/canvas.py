"""One view of the photo: turns mouse, wheel and keys into positions, and paints layers."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from tryon.geometry import Size
from tryon.ui.kit.theme import RADIUS, current_theme
from tryon.ui.kit.viewport import Position
from tryon.ui.view.painting import draw_chip, draw_hovered, draw_selected, outline_path
from tryon.ui.view.scene import Scene
from tryon.ui.view.tool import Lens, Tool, Touch
from tryon.ui.view.view_link import ViewLink

_WHEEL_STEP = 120.0
"""Eighths of a degree in one notch of the wheel."""
_ZOOM_PER_STEP = 1.2
_PAN_PER_KEY = 48.0
"""View pixels."""
_PAN_KEYS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Canvas(QWidget):
    """Base of the two views. A press that does not move is a click; one that moves drags."""

    clicked = Signal(object)
    """(Position) in the photo"""
    hovered = Signal(object)
    """(Position) in the photo, or None when the mouse leaves"""
    stepped = Signal(int)
    """Tab (1) or Shift+Tab (-1): to the next thing that can be selected"""

    def __init__(self, link: ViewLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self.scene: Scene | None = None
        self.hover_text = ""
        self._layer = QPixmap()
        self._layer_key: Hashable = None
        self._mouse: QPointF | None = None
        self._pressed_at: QPointF | None = None
        self._dragged_from: QPointF | None = None
        self._tool: Tool | None = None
        self._may_pan = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 160)
        link.viewport_changed.connect(self.update)
        link.highlights_changed.connect(self.update)

    @property
    def view_size(self) -> Size:
        """Extent in logical pixels."""
        return Size(self.width(), self.height())

    def set_scene(self, scene: Scene | None) -> None:
        """Set what is painted."""
        self.scene = scene
        self.update()

    @property
    def tool(self) -> Tool | None:
        """What the left button does; None to click and drag the photo."""
        return self._tool

    def set_tool(self, tool: Tool | None) -> None:
        """Set what the left button does; what the tool before had begun is cancelled."""
        if self._tool is not None:
            self._tool.give_up()
        self._tool, self._may_pan = tool, False
        self.hovered.emit(None)
        self.setCursor(self.resting_cursor())
        self.update()

    @property
    def lens(self) -> Lens:
        """How the photo is shown now."""
        return Lens(self.link.viewport, self.view_size)

    def set_hover_text(self, text: str) -> None:
        """Set the text beside the mouse."""
        if text != self.hover_text:
            self.hover_text = text
            self.setCursor(self.resting_cursor())
            self.update()

    def position_in_photo(self, at: QPointF) -> Position:
        """Map a widget position to the photo."""
        return self.link.viewport.to_photo(Position(at.x(), at.y()), self.view_size)

    def paint_picture(self, painter: QPainter, scene: Scene) -> None:
        """Paint the layers below the highlights."""
        raise NotImplementedError

    def picture_state(self) -> Hashable:
        """Return what the layers depend on beside scene and viewport."""
        raise NotImplementedError

    def paint_front(self, painter: QPainter, scene: Scene) -> None:
        """Paint what lies above the highlights."""

    def is_selection_shown(self) -> bool:
        """Return whether the selection is marked now."""
        return True

    def resting_cursor(self) -> Qt.CursorShape:
        """Return the cursor while nothing is pressed."""
        if self._may_pan:
            return Qt.CursorShape.OpenHandCursor
        if self._tool is not None:
            return self._tool.cursor()
        is_over_part = bool(self.hover_text)
        return Qt.CursorShape.PointingHandCursor if is_over_part else Qt.CursorShape.ArrowCursor

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint background, picture, highlights and the name under the mouse."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), RADIUS, RADIUS)
        painter.fillPath(shape, QColor(theme.canvas))
        if self.scene is not None and self.link.photo is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(0, 0, self._picture(self.scene))
            self._paint_highlights(painter, QColor(theme.accent))
            self.paint_front(painter, self.scene)
            if self._tool is not None:
                painter.save()
                self._tool.paint(painter, self.lens)
                painter.restore()
            if self.hover_text and self._mouse is not None and self._dragged_from is None:
                draw_chip(painter, self.hover_text, self._mouse, self.view_size)
            painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QColor(theme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inner, RADIUS, RADIUS)
        painter.end()

    def _picture(self, scene: Scene) -> QPixmap:
        """Return the layers below the highlights, kept because hovering changes none of them."""
        ratio = self.devicePixelRatioF()
        key = (scene, self.link.viewport, self.size(), ratio, self.picture_state())
        if key != self._layer_key:
            layer = QPixmap(self.size() * ratio)
            layer.setDevicePixelRatio(ratio)
            layer.fill(Qt.GlobalColor.transparent)
            painter = QPainter(layer)
            self.paint_picture(painter, scene)
            painter.end()
            self._layer, self._layer_key = layer, key
        return self._layer

    def _paint_highlights(self, painter: QPainter, accent: QColor) -> None:
        viewport, view = self.link.viewport, self.view_size
        if self.link.hovered is not None:
            draw_hovered(painter, outline_path(self.link.hovered, viewport, view))
        if self.link.selected is not None and self.is_selection_shown():
            draw_selected(painter, outline_path(self.link.selected, viewport, view), accent)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Tell the link, so that a fitted photo stays fitted."""
        super().resizeEvent(event)
        self.link.set_view_size(self, self.view_size, self.devicePixelRatioF())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Start a click or a drag, or use the tool."""
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and self._tool is not None and not self._may_pan:
            self._tool.press(self._touch(event))
            self.update()
        elif is_left:
            self._pressed_at = event.position()
        elif event.button() is Qt.MouseButton.MiddleButton:
            self._start_drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the photo, or emit what the mouse is over."""
        at = event.position()
        self._mouse = at
        if self._pressed_at is not None and self._dragged_from is None:
            distance = (at - self._pressed_at).manhattanLength()
            if distance >= QApplication.startDragDistance():
                self._start_drag(self._pressed_at)
        if self._dragged_from is not None:
            moved = at - self._dragged_from
            self._dragged_from = at
            self.link.pan(moved.x(), moved.y(), self.view_size)
        elif self._tool is not None and self._pressed_at is None:
            self._tool.move(self._touch(event))
            self.setCursor(self.resting_cursor())
            self.update()
        elif self._pressed_at is None:
            self.hovered.emit(self.position_in_photo(at))
            if self.hover_text:
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag, or click."""
        is_dragged = self._pressed_at is not None or self._dragged_from is not None
        if self._tool is not None and not is_dragged:
            if event.button() is Qt.MouseButton.LeftButton:
                self._tool.release(self._touch(event))
                self.update()
            return
        was_click = self._pressed_at is not None and self._dragged_from is None
        self._pressed_at = self._dragged_from = None
        self.setCursor(self.resting_cursor())
        if was_click and self._tool is None and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(self.position_in_photo(event.position()))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Follow the mouse from its first pixel on."""
        self._mouse = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the mouse."""
        self._mouse = None
        if self._tool is not None:
            self._tool.leave()
        self.update()
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom around the mouse; with Ctrl, change the size of the tool."""
        steps = event.angleDelta().y() / _WHEEL_STEP
        is_size = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_size and self._tool is not None and self._tool.wheel(steps):
            self.update()
            event.accept()
            return
        self._zoom_around(event.position(), _ZOOM_PER_STEP**steps)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Catch what has no handler of its own: Tab and the pinch of a touchpad."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.stepped.emit(step)
                return True
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom_around(event.position(), 1 + event.value())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Use the tool, or pan with the arrows; with a tool the mouse pans while Space is held."""
        if self._tool is not None:
            if self._tool.key(Qt.Key(event.key())):
                self.update()
                return
            if event.key() == Qt.Key.Key_Space:
                self._set_may_pan(True)
                return
        direction = _PAN_KEYS.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
        else:
            dx, dy = direction
            self.link.pan(dx * _PAN_PER_KEY, dy * _PAN_PER_KEY, self.view_size)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let the mouse use the tool again."""
        if self._may_pan and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._set_may_pan(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Forget a key that is let go elsewhere."""
        super().focusOutEvent(event)
        self._set_may_pan(False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def leave_focus(self, step: int) -> None:
        """Move the keyboard on to the next or previous widget."""
        self.focusNextPrevChild(step > 0)

    def _touch(self, event: QMouseEvent) -> Touch:
        picks = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        at = self.position_in_photo(event.position())
        return Touch(at, self.link.viewport.scale, picks=picks)

    def _set_may_pan(self, may_pan: bool) -> None:
        if may_pan != self._may_pan:
            self._may_pan = may_pan
            self.setCursor(self.resting_cursor())

    def _start_drag(self, at: QPointF) -> None:
        self._dragged_from = at
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def _zoom_around(self, at: QPointF, factor: float) -> None:
        self.link.zoom_at(factor, Position(at.x(), at.y()), self.view_size)
