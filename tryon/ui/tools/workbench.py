"""What the tools work on, and what all of them share: part, person, size of the brush."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from tryon.correction.edit import Edited, ParseEdit
from tryon.correction.nearest import person_near
from tryon.errors import CorrectionError
from tryon.geometry import Box
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.ui.kit.badge import draw_badge
from tryon.ui.kit.picking import part_at
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.preview import Drawn, Preview
from tryon.ui.view.overlay_view import OverlayView
from tryon.ui.view.scene import Scene
from tryon.ui.view.tool import Lens

RADII = range(2, 161)
"""Radii of the brush in pixels of the view: it gets finer as the photo is enlarged."""
_USUAL_RADIUS = 16
_GROWTH = 1.15
"""Factor by which a key or a notch of the wheel changes the radius."""


class Workbench(QObject):
    """The parse that is corrected, and what is chosen. Tools ask for edits; others make them.

    Args:
        view: where tools draw.
    """

    edit_asked = Signal(object)
    """(ParseEdit)"""
    search_asked = Signal(object)
    """(Box) in which somebody was missed"""
    failed = Signal(object)
    """(CorrectionError) of what was drawn"""
    changed = Signal()
    """Part, person or size are others, or the people who are there"""

    def __init__(self, view: OverlayView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.preview = Preview(view)
        self._parse: HumanParse | None = None
        self._label = Label.UPPER_CLOTHES
        self._person: int | None = None
        self._radius = float(_USUAL_RADIUS)
        self._waiting: list[Drawn] = []
        self.is_busy = False
        """Whether an edit is being made, and nothing new can be drawn"""

    @property
    def parse(self) -> HumanParse | None:
        """What is corrected; None while there is nothing to correct."""
        return self._parse

    @property
    def scene(self) -> Scene | None:
        """What shows of it."""
        return self.view.scene

    @property
    def label(self) -> Label:
        """What is painted."""
        return self._label

    @property
    def person(self) -> int | None:
        """Whom it is painted for; None for who is under the brush or nearest to it."""
        return self._person

    @property
    def radius(self) -> float:
        """Radius of the brush in view pixels."""
        return self._radius

    def set_parse(self, parse: HumanParse | None) -> None:
        """Set what is corrected."""
        self._parse = parse
        count = len(parse.people) if parse is not None else 0
        if self._person is not None and self._person > count:
            self._person = None
        self.changed.emit()

    def follow(self, edited: Edited) -> None:
        """Stay with the person who is painted for, whose number an edit may have changed."""
        if self._person is None:
            return
        new = edited.changed - set(edited.numbers.values())
        self._person = edited.numbers.get(self._person, min(new, default=None))

    def set_label(self, label: Label) -> None:
        """Choose what is painted."""
        self._label = label
        self.changed.emit()

    def set_person(self, person: int | None) -> None:
        """Choose whom it is painted for."""
        self._person = person
        self.changed.emit()

    def set_radius(self, radius: float) -> None:
        """Set the radius of the brush in view pixels."""
        self._radius = min(max(radius, float(RADII[0])), float(RADII[-1]))
        self.changed.emit()

    def grow(self, steps: float) -> None:
        """Make the brush larger, or smaller where the steps are negative."""
        self.set_radius(self._radius * _GROWTH**steps)

    def pick(self, at: Position) -> None:
        """Choose part and person that are at a place."""
        part = part_at(self._parse, at) if self._parse is not None else None
        if part is not None:
            self._label, self._person = part.label, part.person
            self.changed.emit()

    def person_for(self, at: Position) -> int:
        """Return whom a stroke that begins at a place is for; where nobody is, a new person."""
        if self._parse is None:
            return 0
        if self._person is not None:
            return self._person
        return person_near(self._parse, at.x, at.y) or 1

    def ask(self, edit: ParseEdit, drawn: Drawn | None = None) -> None:
        """Ask for an edit; what was drawn shows until the overlay does."""
        if drawn is not None:
            self._waiting.append(drawn)
        self.edit_asked.emit(edit)

    def ask_for_person(self, box: Box) -> None:
        """Ask to look for somebody in a box."""
        self.search_asked.emit(box)

    def fail(self, error: CorrectionError) -> None:
        """Tell that what was drawn makes no sense."""
        self.failed.emit(error)

    def settle(self) -> None:
        """Forget what was drawn: the overlay shows it now, or it came to nothing."""
        if self._waiting:
            self._waiting.clear()
            self.view.update()

    def paint_numbers(self, painter: QPainter, lens: Lens) -> None:
        """Write above each person the number that menus call them by."""
        people = () if self._parse is None else self._parse.people
        if len(people) < 2:
            return
        font = QFont(self.view.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        height = metrics.height() + 2
        for person in people:
            text = str(person.number)
            width = max(metrics.horizontalAdvance(text) + 10, height)
            middle = (person.box.left + person.box.right) / 2
            top = lens.to_view(Position(middle, person.box.top))
            left = min(max(top.x() - width / 2, 2.0), lens.view.width - width - 2)
            box = QRectF(left, max(top.y() - height - 4, 2.0), width, height)
            draw_badge(painter, text, box, font)

    def paint_waiting(self, painter: QPainter, lens: Lens) -> None:
        """Paint what was drawn and does not show in the overlay yet."""
        for drawn in self._waiting:
            self.preview.paint(painter, lens, drawn)
