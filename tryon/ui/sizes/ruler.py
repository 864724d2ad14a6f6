"""A ruler beside a person: centimetres by the height that the user said, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tryon.body.stature import BodyScale
from tryon.geometry import Box
from tryon.ui.kit.badge import draw_badge
from tryon.ui.kit.viewport import Position
from tryon.ui.view.canvas import Canvas

_STEP_CM, _LONG_CM = 10, 50
"""Between two marks, and between two long ones."""
_SHORT, _LONG = 7.0, 13.0
"""Lengths of marks in view pixels."""
_LEAST_LABELLED = 26.0
"""View pixels between marks that all have their number."""
_APART = 14.0
"""View pixels between the person and the ruler."""
_ROOM = 52.0
"""View pixels that marks and numbers take beside it."""
_SHADOW, _LINE = QColor(0, 0, 0, 170), QColor(255, 255, 255, 240)


@dataclass(frozen=True)
class Ruler:
    """Where a ruler stands.

    Attributes:
        box: the person, in pixels of the photo; zero is at its lower edge.
        scale: how many of those a centimetre takes.
    """

    box: Box
    scale: BodyScale

    @property
    def length_cm(self) -> int:
        """Up to which mark it goes: a little above the person."""
        tall = self.box.height / self.scale.pixels_per_cm
        return _STEP_CM * (int(tall) // _STEP_CM + 1)

    def y_of(self, cm: float) -> float:
        """Return the row of the photo at a height above the person's lowest point."""
        return self.box.bottom - cm * self.scale.pixels_per_cm


class RulerLayer(QWidget):
    """Lies over a view; everything goes through it."""

    def __init__(self, view: Canvas) -> None:
        super().__init__(view)
        self._view = view
        self._ruler: Ruler | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.installEventFilter(self)
        view.link.viewport_changed.connect(self.update)
        self.hide()

    @property
    def ruler(self) -> Ruler | None:
        """What shows; None for nothing."""
        return self._ruler

    def show_ruler(self, ruler: Ruler | None) -> None:
        """Show a ruler, or none."""
        self._ruler = ruler
        self.setGeometry(self._view.rect())
        self.setVisible(ruler is not None)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Cover the view, whatever its size."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        return super().eventFilter(watched, event)

    def line(self) -> QLineF:
        """Return where the ruler is drawn in the view, from zero up."""
        assert self._ruler is not None
        ruler = self._ruler
        foot = self._in_view(ruler.box.right, ruler.y_of(0))
        head = self._in_view(ruler.box.right, ruler.y_of(ruler.length_cm))
        x = foot.x() + _APART
        if x + _ROOM > self.width():  # no room on the right of the person
            left = self._in_view(ruler.box.left, ruler.y_of(0)).x() - _APART - _ROOM
            x = left if left > 0 else self.width() - _ROOM
        return QLineF(QPointF(x, foot.y()), QPointF(x, head.y()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ruler."""
        if self._ruler is None or self._view.scene is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.line()
        for pen in (QPen(_SHADOW, 3.5), QPen(_LINE, 1.5)):
            painter.setPen(pen)
            painter.drawLine(line)
            for cm in range(0, self._ruler.length_cm + 1, _STEP_CM):
                painter.drawLine(self._mark(line, cm))
        self._draw_numbers(painter, line)
        painter.end()

    def _mark(self, line: QLineF, cm: int) -> QLineF:
        assert self._ruler is not None
        at = line.pointAt(cm / self._ruler.length_cm)
        return QLineF(at, at + QPointF(_SHORT if cm % _LONG_CM else _LONG, 0))

    def _draw_numbers(self, painter: QPainter, line: QLineF) -> None:
        assert self._ruler is not None
        metrics = QFontMetricsF(self.font())
        apart = line.length() * _STEP_CM / self._ruler.length_cm
        step = _STEP_CM if apart >= _LEAST_LABELLED else _LONG_CM
        for cm in range(0, self._ruler.length_cm + 1, step):
            at = self._mark(line, cm).p2() + QPointF(4, metrics.capHeight() / 2)
            for offset in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                painter.setPen(_SHADOW)
                painter.drawText(at + QPointF(*offset), str(cm))
            painter.setPen(_LINE)
            painter.drawText(at, str(cm))
        text = self.tr("cm ±{percent} %").format(percent=self._ruler.scale.percent)
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 16, metrics.height() + 6)
        box.moveCenter(line.p1() + QPointF(_LONG, 1.2 * metrics.height()))
        box.moveRight(min(box.right(), self.width() - 2.0))
        box.moveBottom(min(box.bottom(), self.height() - 2.0))
        draw_badge(painter, text, box, self.font())

    def _in_view(self, x: float, y: float) -> QPointF:
        at = self._view.link.viewport.to_view(Position(x, y), self._view.view_size)
        return QPointF(at.x, at.y)
