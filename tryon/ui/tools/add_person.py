"""Adding a person: a box around somebody whom the parser missed."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from tryon.geometry import Box
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.marks import paint_frame
from tryon.ui.view.tool import Lens, Tool, Touch

_LEAST_SIDE = 8.0
"""View pixels: anything smaller was a click."""


class AddPersonTool(Tool):
    """Draws a box, in which the parser then looks again."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._start: Position | None = None
        self._end = Position(0.0, 0.0)

    def press(self, touch: Touch) -> None:
        """Set the first corner."""
        if not self._bench.is_busy and self._bench.parse is not None:
            self._start = self._end = touch.at

    def move(self, touch: Touch) -> None:
        """Draw the box."""
        self._end = touch.at

    def release(self, touch: Touch) -> None:
        """Ask for who is in the box."""
        start, self._start = self._start, None
        if start is None:
            return
        xs, ys = sorted((start.x, touch.at.x)), sorted((start.y, touch.at.y))
        if min(xs[1] - xs[0], ys[1] - ys[0]) * touch.scale >= _LEAST_SIDE:
            box = Box(math.floor(xs[0]), math.floor(ys[0]), math.ceil(xs[1]), math.ceil(ys[1]))
            self._bench.ask_for_person(box)

    def give_up(self) -> bool:
        """Forget the box."""
        was_drawing, self._start = self._start is not None, None
        return was_drawing

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint the box."""
        self._bench.paint_numbers(painter, lens)
        if self._start is not None:
            frame = QRectF(lens.to_view(self._start), lens.to_view(self._end)).normalized()
            paint_frame(painter, frame)
