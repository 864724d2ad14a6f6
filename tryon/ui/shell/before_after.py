"""A sample on the welcome page: a person before and after, with a line that follows the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from tryon.resources import welcome_pictures
from tryon.ui.kit.badge import draw_badge, draw_divider
from tryon.ui.kit.theme import RADIUS, current_theme

LARGE, SMALL = QSize(240, 320), QSize(144, 192)
"""Logical pixels: three quarters as much width as height."""


class BeforeAfter(QWidget):
    """Shows both pictures; a click or Enter asks for the sample itself."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        before, after = welcome_pictures()
        self._before, self._after = QPixmap(str(before)), QPixmap(str(after))
        self._divider = 0.5
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(LARGE)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the line."""
        self._divider = min(max(event.position().x() / max(self.width(), 1), 0.04), 0.96)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ask for the sample."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ask for the sample."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint before on the left of the line, after on its right."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        room = self.rect().toRectF()
        x = room.left() + self._divider * room.width()
        shape = QPainterPath()
        shape.addRoundedRect(room, RADIUS, RADIUS)
        painter.setClipPath(shape)
        painter.drawPixmap(room, self._after, QRectF(self._after.rect()))
        painter.setClipRect(
            QRectF(room.left(), room.top(), x - room.left(), room.height()),
            Qt.ClipOperation.IntersectClip,
        )
        painter.drawPixmap(room, self._before, QRectF(self._before.rect()))
        painter.setClipping(False)
        draw_divider(painter, x, room)
        before = QRectF(8, 8, 58, 22)
        draw_badge(painter, self.tr("Before"), before, self.font())
        after = before.translated(room.width() - 16 - before.width(), 0)
        draw_badge(painter, self.tr("After"), after, self.font())
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_theme().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("A person before and after; open the sample"))
        self.setToolTip(self.tr("Try the sample"))
