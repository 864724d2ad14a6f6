"""Splitting a person: a line along where two people meet whom the parser took for one."""

from __future__ import annotations

import math

from PySide6.QtGui import QColor, QPainter, QPen

from tryon.correction.nearest import person_along
from tryon.correction.people import SplitPerson
from tryon.errors import CorrectionError
from tryon.messages import CorrectionProblem
from tryon.ui.tools.preview import path_of
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.tool import Lens, Tool, Touch

_LEAST_STEP, _LEAST_LENGTH = 3.0, 12.0
"""View pixels between two positions of a line, and between its ends: less was a click."""
_SHADOW, _LINE = QColor(0, 0, 0, 150), QColor(255, 255, 255, 235)


class SplitPersonTool(Tool):
    """Draws a line; it goes on straight beyond its ends, so it need not reach them."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._line: list[tuple[float, float]] = []

    def press(self, touch: Touch) -> None:
        """Begin the line."""
        if not self._bench.is_busy and self._bench.parse is not None:
            self._line = [(touch.at.x, touch.at.y)]

    def move(self, touch: Touch) -> None:
        """Draw on."""
        if self._line and self._distance(touch, self._line[-1]) >= _LEAST_STEP:
            self._line.append((touch.at.x, touch.at.y))

    def release(self, touch: Touch) -> None:
        """Split whom the line crosses most."""
        line, self._line = tuple(self._line), []
        parse = self._bench.parse
        if len(line) < 2 or parse is None or self._distance(touch, line[0]) < _LEAST_LENGTH:
            return
        person = person_along(parse, line)
        if person:
            self._bench.ask(SplitPerson(person, line))
        else:
            self._bench.fail(CorrectionError(CorrectionProblem.LINE_OVER_NOBODY))

    def give_up(self) -> bool:
        """Forget the line."""
        was_drawing, self._line = bool(self._line), []
        return was_drawing

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint the line."""
        self._bench.paint_numbers(painter, lens)
        if self._line:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for pen in (QPen(_SHADOW, 4.0), QPen(_LINE, 2.0)):
                painter.strokePath(path_of(tuple(self._line), lens), pen)

    @staticmethod
    def _distance(touch: Touch, place: tuple[float, float]) -> float:
        return math.hypot(touch.at.x - place[0], touch.at.y - place[1]) * touch.scale
