"""A garment's picture with its coverage, on which brush, eraser and crop are used."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from tryon.geometry import Box, Size
from tryon.ui.kit.theme import LIGHT, current_theme
from tryon.ui.kit.viewport import Position, Viewport, fitted
from tryon.ui.view.marks import paint_brush, paint_frame
from tryon.ui.view.painting import photo_rect
from tryon.ui.wardrobe.outline_editor import OutlineEditor
from tryon.ui.wardrobe.outline_levels import OutlineLevels, Surroundings

RADII = range(3, 121)
"""Radii of the brush in pixels of the view: it gets finer as the picture is enlarged."""
_USUAL_RADIUS = 18
_GROWTH = 1.15
"""Factor by which a key or a notch of the wheel changes the radius."""
_ZOOM_STEP = 1.25
_NEAREST_FROM = 4.0
"""From this many device pixels per pixel of the picture on, pixels are shown as squares."""
_STEP, _COARSE_STEP = 4, 40
"""View pixels by which an arrow key moves the brush, and with Shift."""
_LEAST_CROP = 8.0
"""Least side of a crop in view pixels: anything smaller was a click, which removes it."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Tool(Enum):
    """What the left button of the mouse does."""

    BRUSH = "brush"
    ERASER = "eraser"
    CROP = "crop"


class OutlineView(QWidget):
    """Paints picture and coverage; mouse and keys draw."""

    radius_changed = Signal(int)
    """Radius of the brush in view pixels"""
    cropped = Signal()
    """A crop was drawn"""

    def __init__(self, editor: OutlineEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._tool, self._radius = Tool.BRUSH, _USUAL_RADIUS
        self._zoomed: Viewport | None = None
        self._pointer: QPointF | None = None
        self._panned_from: QPointF | None = None
        self._crop_from: QPointF | None = None
        self._may_pan = False
        self._surroundings = Surroundings.DIMMED
        self._prepare()
        editor.painted.connect(self._on_painted)
        editor.changed.connect(self._on_changed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(360, 360)
        self._set_cursor()

    @property
    def radius(self) -> int:
        """Radius of the brush in view pixels."""
        return self._radius

    @property
    def scale(self) -> float:
        """View pixels per pixel of the picture."""
        return self._viewport.scale

    def place_of(self, x: float, y: float) -> QPointF:
        """Return where a pixel of the picture is in the view."""
        at = self._viewport.to_view(Position(x, y), self._view_size)
        return QPointF(at.x, at.y)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for room to aim."""
        return QSize(680, 620)

    def set_tool(self, tool: Tool) -> None:
        """Choose what the left button does."""
        self.give_up()
        self._tool = tool
        self._set_cursor()
        self.update()

    @Slot(int)
    def set_radius(self, radius: int) -> None:
        """Set the radius of the brush in view pixels."""
        radius = min(max(radius, RADII[0]), RADII[-1])
        if radius != self._radius:
            self._radius = radius
            self.radius_changed.emit(radius)
            self.update()

    def set_surroundings(self, surroundings: Surroundings) -> None:
        """Set what shows where nothing is covered."""
        self._surroundings = surroundings
        self._levels.set_surroundings(surroundings)
        self.update()

    @Slot()
    def fit(self) -> None:
        """Show the whole picture."""
        self._zoomed = None
        self.update()

    @Slot()
    def show_actual_size(self) -> None:
        """Show each pixel of the picture as one of the screen."""
        self.zoom(1 / (self._viewport.scale * self.devicePixelRatioF()))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom at a place of the view, by default its middle."""
        at = at or QPointF(self.rect().center())
        place = Position(at.x(), at.y())
        wanted = self._viewport.zoomed(factor, place, self._view_size, self._editor.size)
        unzoomed = fitted(self._editor.size, self._view_size)
        self._zoomed = wanted if abs(wanted.scale / unzoomed.scale - 1) > 0.01 else None
        self.update()

    def give_up(self) -> bool:
        """Cancel the stroke or crop that is being drawn; False if there is none."""
        is_cropping = self._crop_from is not None
        self._crop_from = None
        self.update()
        return self._editor.give_up() or is_cropping

    def commit(self) -> None:
        """End the stroke that is being drawn."""
        self._editor.end_stroke()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to draw, or to move the picture."""
        self._move_pointer(event.position())
        button = event.button()
        if button is Qt.MouseButton.MiddleButton or (
            self._may_pan and button is Qt.MouseButton.LeftButton
        ):
            self._panned_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif button is Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Draw on, or move the picture."""
        if self._panned_from is not None:
            self._pan(event.position() - self._panned_from)
            self._panned_from = event.position()
        self._move_pointer(event.position())
        if self._editor.is_stroking:
            self._editor.draw_to(self._to_picture(event.position()), self._picture_radius)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        if self._panned_from is not None:
            self._panned_from = None
            self._set_cursor()
        elif event.button() is Qt.MouseButton.LeftButton:
            self._end(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the mouse; with Ctrl or Shift, change the size of the brush."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        is_size = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if is_size:
            self._grow(_GROWTH ** (turned / 120))
        else:
            self.zoom(2 ** (turned / 480), event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Hide the brush."""
        self._move_pointer(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the brush and use it, change its size, zoom."""
        key = Qt.Key(event.key())
        step = _ARROWS.get(key)
        if step is not None:
            is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            length = _COARSE_STEP if is_coarse else _STEP
            at = self._pointer or QPointF(self.rect().center())
            self._move_pointer(self._inside(at + QPointF(length * step[0], length * step[1])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._use_tool_by_key()
        elif key is Qt.Key.Key_BracketLeft:
            self._grow(1 / _GROWTH)
        elif key is Qt.Key.Key_BracketRight:
            self._grow(_GROWTH)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM_STEP, self._pointer)
        elif key is Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM_STEP, self._pointer)
        elif key is Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._may_pan = True
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let the mouse draw again."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._may_pan = False
            self._set_cursor()
        else:
            super().keyReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the part that is asked for."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(current_theme().raised))
        size, viewport = self._editor.size, self._viewport
        whole = photo_rect(size, viewport, self._view_size)
        shown = whole & QRectF(self.rect())
        device_scale = viewport.scale * self.devicePixelRatioF()
        if not shown.isEmpty():
            visible = self._box_of(shown)
            image, step = self._levels.image(device_scale, visible)
            scale = viewport.scale * step
            target = QRectF(whole.topLeft(), image.size().toSizeF() * scale)
            painter.setClipRect(event.rect() & whole.toAlignedRect())
            is_smooth = device_scale < _NEAREST_FROM
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
            source = QRectF(
                (shown.left() - target.left()) / scale,
                (shown.top() - target.top()) / scale,
                shown.width() / scale,
                shown.height() / scale,
            )
            painter.drawImage(shown, image, source)
            painter.setClipRect(event.rect())
        self._paint_crop(painter)
        if self._pointer is not None and self._tool is not Tool.CROP:
            erases = self._tool is Tool.ERASER
            paint_brush(painter, self._pointer, self._radius, erases=erases)
        if self.hasFocus():
            painter.setPen(QColor(current_theme().accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    @property
    def _view_size(self) -> Size:
        return Size(self.width(), self.height())

    @property
    def _viewport(self) -> Viewport:
        return self._zoomed or fitted(self._editor.size, self._view_size)

    @property
    def _picture_radius(self) -> float:
        return self._radius / self._viewport.scale

    def _prepare(self) -> None:
        """Show the editor's picture, which may have been turned."""
        tint = QColor(LIGHT.accent)  # the dark theme's is too pale to hide anything
        self._levels = OutlineLevels(
            self._editor.picture,
            self._editor.coverage_in,
            (tint.red(), tint.green(), tint.blue()),
        )
        self._picture = self._editor.picture
        self._levels.set_surroundings(self._surroundings)
        self._levels.set_crop(self._editor.drawing.crop)

    @Slot(object)
    def _on_painted(self, box: Box) -> None:
        """Paint what a stroke changed, and no more."""
        self._levels.change(box)
        corner, end = self.place_of(box.left, box.top), self.place_of(box.right, box.bottom)
        self.update(QRectF(corner, end).toAlignedRect().adjusted(-2, -2, 2, 2))

    @Slot()
    def _on_changed(self) -> None:
        if self._editor.picture is not self._picture:
            self._zoomed = None
            self._prepare()
        self._levels.set_crop(self._editor.drawing.crop)
        self.update()

    def _begin(self, at: QPointF) -> None:
        if self._tool is Tool.CROP:
            self._crop_from = at
        else:
            erases = self._tool is Tool.ERASER
            self._editor.begin_stroke(self._to_picture(at), self._picture_radius, erases=erases)

    def _end(self, at: QPointF) -> None:
        start, self._crop_from = self._crop_from, None
        if start is None:
            self._editor.end_stroke()
            return
        drawn = QRectF(start, at).normalized()
        self.update()
        if max(drawn.width(), drawn.height()) < _LEAST_CROP:
            self._editor.set_crop(None)
            return
        inside = drawn & photo_rect(self._editor.size, self._viewport, self._view_size)
        if min(inside.width(), inside.height()) >= _LEAST_CROP:
            self._editor.set_crop(self._box_of(inside))
            self.cropped.emit()

    def _use_tool_by_key(self) -> None:
        """Dab with the brush, or set one and then the other corner of the crop."""
        at = self._pointer or QPointF(self.rect().center())
        if self._crop_from is not None:
            self._end(at)
            return
        self._begin(at)
        if self._tool is not Tool.CROP:
            self._end(at)

    def _grow(self, factor: float) -> None:
        wanted = round(self._radius * factor)
        if wanted == self._radius:
            wanted += 1 if factor > 1 else -1
        self.set_radius(wanted)

    def _pan(self, by: QPointF) -> None:
        if self._zoomed is not None:
            self._zoomed = self._zoomed.panned(by.x(), by.y(), self._view_size, self._editor.size)
            self.update()

    def _inside(self, at: QPointF) -> QPointF:
        return QPointF(min(max(at.x(), 0.0), self.width()), min(max(at.y(), 0.0), self.height()))

    def _move_pointer(self, at: QPointF | None) -> None:
        """Paint the brush where the pointer is, and no longer where it was."""
        for place in (self._pointer, at):
            if place is not None:
                reach = self._radius + 3
                around = QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach)
                self.update(around.toAlignedRect())
        self._pointer = at
        if self._crop_from is not None:
            self.update()

    def _to_picture(self, at: QPointF) -> Position:
        return self._viewport.to_photo(Position(at.x(), at.y()), self._view_size)

    def _box_of(self, rect: QRectF) -> Box:
        """Return the pixels of the picture that a part of the view shows."""
        size = self._editor.size
        start = self._to_picture(rect.topLeft())
        end = self._to_picture(rect.bottomRight())
        return Box(
            max(0, int(start.x)),
            max(0, int(start.y)),
            min(size.width, int(end.x) + 1),
            min(size.height, int(end.y) + 1),
        )

    def _set_cursor(self) -> None:
        is_crop = self._tool is Tool.CROP
        self.setCursor(Qt.CursorShape.CrossCursor if is_crop else Qt.CursorShape.BlankCursor)

    def _paint_crop(self, painter: QPainter) -> None:
        """Draw a frame around the crop, or around the one that is being drawn."""
        crop = self._editor.drawing.crop
        if self._crop_from is not None and self._pointer is not None:
            paint_frame(painter, QRectF(self._crop_from, self._pointer).normalized())
        elif crop is not None:
            corner = self.place_of(crop.left, crop.top)
            paint_frame(painter, QRectF(corner, self.place_of(crop.right, crop.bottom)))
