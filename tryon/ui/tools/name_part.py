"""Naming a part: a click on it, and a menu that says what it is, or whose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from tryon.correction.relabel import Relabel, segment_at
from tryon.labels import Label
from tryon.ui.kit.names import part_name
from tryon.ui.kit.picking import Part, part_at
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.label_menu import LabelMenu, PersonMenu
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.outlines import Outline, trace
from tryon.ui.view.painting import draw_hovered, outline_path
from tryon.ui.view.tool import Lens, Tool, Touch

translate = QCoreApplication.translate


@dataclass(frozen=True, eq=False)
class _Segment:
    """A connected part: a pixel of it, what it is, and its outline."""

    x: int
    y: int
    part: Part
    outline: Outline


class NamePartTool(Tool):
    """Lights up the connected part under the mouse; a click asks what it is."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._asker = _Asker(bench)
        self._hovered: _Segment | None = None

    @property
    def menu(self) -> QMenu | None:
        """The menu that is open."""
        return self._asker.menu

    def move(self, touch: Touch) -> None:
        """Light up the part under the mouse."""
        if self._asker.menu is None:
            self._hovered = self._segment_at(touch.at)

    def release(self, touch: Touch) -> None:
        """Ask what the part is."""
        segment = None if self._bench.is_busy else self._segment_at(touch.at)
        self._hovered = segment
        if segment is not None:
            self._asker.ask(segment)

    def leave(self) -> None:
        """Light up nothing, unless it is asked about."""
        if self._asker.menu is None:
            self._hovered = None

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint the outline of the part under the mouse."""
        if self._hovered is not None:
            draw_hovered(painter, outline_path(self._hovered.outline, lens.viewport, lens.view))
        self._bench.paint_numbers(painter, lens)

    def cursor(self) -> Qt.CursorShape:
        """Show that a part can be clicked."""
        is_over = self._hovered is not None
        return Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor

    def _segment_at(self, at: Position) -> _Segment | None:
        """Find the connected part at a place, on the reduced maps that outlines are traced on."""
        scene = self._bench.scene
        part = part_at(self._bench.parse, at) if self._bench.parse is not None else None
        if part is None or scene is None or scene.parts is None:
            return None
        thin, step = scene.parts.thin, scene.parts.step
        column, row = int(at.x) // step, int(at.y) // step
        if not thin.person_map[row, column]:
            return None
        box, mask = segment_at(thin, column, row)
        whole = np.zeros(thin.labels.shape, np.bool_)
        whole[box.slices] = mask
        return _Segment(int(at.x), int(at.y), part, trace(whole, step=step))


class _Asker(QObject):
    """The menu of one part at a time."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._segment: _Segment | None = None
        self.menu: LabelMenu | None = None

    def ask(self, segment: _Segment) -> None:
        """Open the menu at the mouse."""
        self._segment = segment
        menu = LabelMenu(self._bench.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = menu.addAction(part_name(segment.part))
        title.setEnabled(False)
        menu.fill(segment.part.label)
        menu.addSeparator()
        people = PersonMenu(translate("NamePart", "Belongs to"), menu)
        count = len(self._bench.parse.people) if self._bench.parse is not None else 0
        people.fill(count, segment.part.person)
        menu.addMenu(people)
        nothing = menu.addAction(translate("NamePart", "Nothing: background"))
        menu.label_chosen.connect(self._on_label)
        people.person_chosen.connect(self._on_person)
        nothing.triggered.connect(self._on_nothing)
        menu.aboutToHide.connect(self._on_closed)
        self.menu = menu
        lens = self._bench.view.lens
        at = lens.to_view(Position(segment.x + 0.5, segment.y + 0.5)).toPoint()
        menu.popup(self._bench.view.mapToGlobal(at))

    @Slot(object)
    def _on_label(self, label: Label) -> None:
        if self._segment is not None:
            self._relabel(label, self._segment.part.person)

    @Slot(object)
    def _on_person(self, person: int) -> None:
        if self._segment is not None:
            self._relabel(self._segment.part.label, person)

    @Slot()
    def _on_nothing(self) -> None:
        self._relabel(Label.BACKGROUND, 0)

    @Slot()
    def _on_closed(self) -> None:
        self.menu = None
        self._bench.view.update()

    def _relabel(self, label: Label, person: int) -> None:
        if self._segment is not None:
            self._bench.ask(Relabel(self._segment.x, self._segment.y, label, person))
