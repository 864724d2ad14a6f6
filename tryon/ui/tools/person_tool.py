"""What tools share that are used by a click on a person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from tryon.ui.kit.picking import part_at
from tryon.ui.kit.theme import current_theme
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.painting import draw_hovered, draw_selected, outline_path
from tryon.ui.view.tool import Lens, Tool, Touch


class PersonTool(Tool):
    """Lights up who is under the mouse; subclasses say what a click does."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._hovered = 0

    @property
    def marked(self) -> int:
        """Who was chosen by an earlier click; 0 for nobody."""
        return 0

    def choose(self, person: int) -> None:
        """Do what a click on a person does."""
        raise NotImplementedError

    def press(self, touch: Touch) -> None:
        """Choose the person."""
        person = self._person_at(touch.at)
        if person and not self._bench.is_busy:
            self._hovered = 0
            self.choose(person)

    def move(self, touch: Touch) -> None:
        """Light up who is under the mouse."""
        self._hovered = self._person_at(touch.at)

    def leave(self) -> None:
        """Light up nobody."""
        self._hovered = 0

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint who is under the mouse, and who was chosen."""
        hovered, marked = (self._outline_of(who, lens) for who in (self._hovered, self.marked))
        if hovered is not None:
            draw_hovered(painter, hovered)
        if marked is not None:
            draw_selected(painter, marked, QColor(current_theme().accent))
        self._bench.paint_numbers(painter, lens)

    def cursor(self) -> Qt.CursorShape:
        """Show that a person can be clicked."""
        is_over = bool(self._hovered)
        return Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor

    def _person_at(self, at: Position) -> int:
        part = part_at(self._bench.parse, at) if self._bench.parse is not None else None
        return 0 if part is None else part.person

    def _outline_of(self, person: int, lens: Lens) -> QPainterPath | None:
        outlines = self._bench.scene.people if self._bench.scene is not None else ()
        if not 0 < person <= len(outlines):
            return None
        return outline_path(outlines[person - 1], lens.viewport, lens.view)
