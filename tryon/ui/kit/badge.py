"""Signs that are drawn over pictures: words on a badge, the line between before and after."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

BADGE_BACK = QColor(20, 20, 28, 215)
BADGE_TEXT = QColor(255, 255, 255)
_KNOB_RADIUS = 15.0


def draw_divider(painter: QPainter, x: float, room: QRectF) -> None:
    """Draw the line between before and after, with a knob in the middle."""
    middle = room.center().y()
    for pen in (QPen(QColor(0, 0, 0, 70), 4), QPen(QColor(255, 255, 255), 2)):
        painter.setPen(pen)
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
    painter.setPen(QPen(QColor(0, 0, 0, 60), 1))
    painter.setBrush(QColor(255, 255, 255))
    painter.drawEllipse(QPointF(x, middle), _KNOB_RADIUS, _KNOB_RADIUS)
    pen = QPen(QColor(60, 60, 72), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for side in (-1, 1):
        tip = QPointF(x + side * 8, middle)
        painter.drawLine(tip, tip + QPointF(-side * 4, -4))
        painter.drawLine(tip, tip + QPointF(-side * 4, 4))


def draw_badge(painter: QPainter, text: str, box: QRectF, font: QFont) -> None:
    """Write light text on a dark rounded box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(BADGE_BACK)
    painter.drawRoundedRect(box, 7, 7)
    painter.setFont(font)
    painter.setPen(BADGE_TEXT)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
