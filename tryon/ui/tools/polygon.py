"""The polygon: an area between straight lines, corner by corner."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tryon.correction.paint import Polygon
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.preview import DrawnArea, path_of, points_of
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.tool import Lens, Tool, Touch

_CLOSING = 9.0
"""View pixels from the first corner, or the last, in which a press closes the polygon."""
_SHADOW, _LINE = QColor(0, 0, 0, 150), QColor(255, 255, 255, 235)


class PolygonTool(Tool):
    """Each press is a corner; the first one, a double click or Enter closes the polygon."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._corners: list[tuple[float, float]] = []
        self._mouse: Position | None = None
        self._person = 0

    def press(self, touch: Touch) -> None:
        """Set a corner, or close the polygon."""
        self._mouse = touch.at
        if touch.picks:
            self._bench.pick(touch.at)
        elif self._is_closed_by(touch):
            self._close()
        elif not self._bench.is_busy and self._bench.parse is not None:
            if not self._corners:
                self._person = self._bench.person_for(touch.at)
            self._corners.append((touch.at.x, touch.at.y))

    def move(self, touch: Touch) -> None:
        """Show the line to the next corner."""
        self._mouse = touch.at

    def leave(self) -> None:
        """Show the lines between corners only."""
        self._mouse = None

    def key(self, key: Qt.Key) -> bool:
        """Close the polygon, or take back its last corner."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._corners:
            self._close()
            return True
        return key is Qt.Key.Key_Backspace and self.step_back()

    def step_back(self) -> bool:
        """Take back the last corner."""
        if not self._corners:
            return False
        self._corners.pop()
        return True

    def give_up(self) -> bool:
        """Forget the corners."""
        had_corners, self._corners = bool(self._corners), []
        return had_corners

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint the area as the overlay will show it, its lines and corners."""
        self._bench.paint_waiting(painter, lens)
        self._bench.paint_numbers(painter, lens)
        if not self._corners:
            return
        end = [] if self._mouse is None else [(self._mouse.x, self._mouse.y)]
        shown = (*self._corners, *end)
        if len(shown) > 2:
            self._bench.preview.paint(painter, lens, DrawnArea(shown, self._bench.label))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in (QPen(_SHADOW, 3.2), QPen(_LINE, 1.4)):
            painter.strokePath(path_of(shown, lens), pen)
        for number, corner in enumerate(points_of(tuple(self._corners), lens)):
            self._paint_corner(painter, corner, 4.5 if number == 0 else 3.0)

    def _paint_corner(self, painter: QPainter, at: QPointF, radius: float) -> None:
        painter.setPen(QPen(_SHADOW, 1.4))
        painter.setBrush(_LINE)
        painter.drawEllipse(at, radius, radius)

    def _is_closed_by(self, touch: Touch) -> bool:
        ends = (self._corners[0], self._corners[-1]) if len(self._corners) > 2 else ()
        return any(
            math.hypot(touch.at.x - x, touch.at.y - y) * touch.scale <= _CLOSING for x, y in ends
        )

    def _close(self) -> None:
        corners, self._corners = tuple(self._corners), []
        if len(corners) > 2:
            edit = Polygon(corners, self._bench.label, self._person)
            self._bench.ask(edit, DrawnArea(corners, self._bench.label))
