"""What is drawn over a picture while something on it is marked: it must show on any colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_SHADOW, _LINE = QColor(0, 0, 0, 150), QColor(255, 255, 255, 235)
_ARM = 3.5
"""Half the length in view pixels of the sign in the middle of the brush."""


def paint_frame(painter: QPainter, frame: QRectF) -> None:
    """Draw a dashed frame."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_SHADOW, 3))
    painter.drawRect(frame)
    painter.setPen(QPen(_LINE, 1.25, Qt.PenStyle.DashLine))
    painter.drawRect(frame)


def paint_brush(painter: QPainter, at: QPointF, radius: float, *, erases: bool) -> None:
    """Draw the circle that a brush covers, with a plus in the middle, or a minus if it erases."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_SHADOW, 3.2), QPen(_LINE, 1.4)):
        painter.setPen(pen)
        painter.drawEllipse(at, radius, radius)
        painter.drawLine(at - QPointF(_ARM, 0), at + QPointF(_ARM, 0))
        if not erases:
            painter.drawLine(at - QPointF(0, _ARM), at + QPointF(0, _ARM))
