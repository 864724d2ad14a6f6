"""What brush, eraser and growing share: a round brush that draws strokes of any size."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from tryon.correction.drawn import Path
from tryon.correction.edit import ParseEdit
from tryon.labels import Label
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.preview import DrawnStroke
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.marks import paint_brush
from tryon.ui.view.tool import Lens, Tool, Touch

_LEAST_STEP = 1.0
"""View pixels between two positions of a stroke."""


class StrokeTool(Tool):
    """Draws a stroke while the button is held; subclasses say what becomes of it."""

    erases = False

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._mouse: Position | None = None
        self._path: list[tuple[float, float]] = []
        self._radius, self._person = 0.0, 0

    @property
    def label(self) -> Label:
        """What is painted."""
        return self._bench.label

    def edit(self, path: Path, radius: float, person: int) -> ParseEdit:
        """Return what a finished stroke does."""
        raise NotImplementedError

    def press(self, touch: Touch) -> None:
        """Begin a stroke, or take part and person from the photo."""
        self._mouse = touch.at
        if touch.picks:
            self._bench.pick(touch.at)
        elif not self._bench.is_busy and self._bench.parse is not None:
            self._path = [(touch.at.x, touch.at.y)]
            self._radius = self._bench.radius / touch.scale
            self._person = self._bench.person_for(touch.at)

    def move(self, touch: Touch) -> None:
        """Draw on."""
        self._mouse = touch.at
        if self._path:
            x, y = self._path[-1]
            if math.hypot(touch.at.x - x, touch.at.y - y) * touch.scale >= _LEAST_STEP:
                self._path.append((touch.at.x, touch.at.y))

    def release(self, touch: Touch) -> None:
        """End the stroke."""
        if self._path:
            path, self._path = tuple(self._path), []
            drawn = DrawnStroke(path, self._radius, self.label)
            self._bench.ask(self.edit(path, self._radius, self._person), drawn)

    def leave(self) -> None:
        """Hide the brush."""
        self._mouse = None

    def key(self, key: Qt.Key) -> bool:
        """Change the size of the brush."""
        steps = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}.get(key)
        if steps is not None:
            self._bench.grow(steps)
        return steps is not None

    def wheel(self, notches: float) -> bool:
        """Change the size of the brush."""
        self._bench.grow(notches)
        return True

    def give_up(self) -> bool:
        """Cancel the stroke."""
        was_drawing, self._path = bool(self._path), []
        return was_drawing

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint the stroke as the overlay will show it, and the circle that the brush covers."""
        self._bench.paint_waiting(painter, lens)
        self._bench.paint_numbers(painter, lens)
        if self._path:
            drawn = DrawnStroke(tuple(self._path), self._radius, self.label)
            self._bench.preview.paint(painter, lens, drawn)
        if self._mouse is not None:
            at = lens.to_view(self._mouse)
            paint_brush(painter, at, self._bench.radius, erases=self.erases)

    def cursor(self) -> Qt.CursorShape:
        """Return none, as the circle shows where the brush is, unless it must wait."""
        is_busy = self._bench.is_busy
        return Qt.CursorShape.BusyCursor if is_busy else Qt.CursorShape.BlankCursor
