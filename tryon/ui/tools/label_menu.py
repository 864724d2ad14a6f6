"""Menus of parts and people, as the tools ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from tryon.labels import CLOTHES, Label
from tryon.parsing.overlay import label_color
from tryon.ui.kit.names import label_name, person_name

translate = QCoreApplication.translate

_WORN = (
    *CLOTHES,
    Label.SCARF,
    Label.HAT,
    Label.GLOVES,
    Label.SUNGLASSES,
    Label.SOCKS,
    Label.LEFT_SHOE,
    Label.RIGHT_SHOE,
)
_BODY = (
    Label.HAIR,
    Label.FACE,
    Label.TORSO_SKIN,
    Label.LEFT_ARM,
    Label.RIGHT_ARM,
    Label.LEFT_LEG,
    Label.RIGHT_LEG,
)
_DOT = 14


class LabelMenu(QMenu):
    """The parts, clothes first, each with its colour of the overlay."""

    label_chosen = Signal(object)
    """(Label)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aboutToShow.connect(self._give_focus)

    def fill(self, current: Label | None) -> None:
        """List the parts; the current one is checked."""
        for group in (_WORN, _BODY):
            self.addSeparator()
            for label in group:
                action = self.addAction(label_icon(label), label_name(label))
                action.setCheckable(True)
                action.setIconVisibleInMenu(True)
                action.setChecked(label is current)
                action.setData(int(label))
                action.triggered.connect(self._on_label)

    def action_of(self, label: Label) -> QAction:
        """Return the entry of a part."""
        return next(action for action in self.actions() if action.data() == int(label))

    @Slot()
    def _on_label(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.label_chosen.emit(Label(action.data()))

    @Slot()
    def _give_focus(self) -> None:
        checked = next((action for action in self.actions() if action.isChecked()), None)
        if checked is not None:
            self.setActiveAction(checked)


class PersonMenu(QMenu):
    """People to choose one of, and one that is not there yet."""

    person_chosen = Signal(object)
    """(number), None for whoever is there"""

    def fill(self, count: int, current: int | None, *, first: Sequence[str] = ()) -> None:
        """List the people; the current one is checked.

        Args:
            count: how many there are.
            current: who is chosen.
            first: what the choice of nobody in particular is called, if there is one.
        """
        self.clear()
        for text in first:
            self._add(text, None, is_checked=current is None)
        for number in range(1, count + 1):
            self._add(person_name(number), number, is_checked=number == current)
        self.addSeparator()
        new = translate("PersonMenu", "New person")
        self._add(new, count + 1, is_checked=current == count + 1)

    def _add(self, text: str, number: int | None, *, is_checked: bool) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(is_checked)
        action.setData(0 if number is None else number)
        action.triggered.connect(self._on_person)

    @Slot()
    def _on_person(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.person_chosen.emit(action.data() or None)


def label_icon(label: Label) -> QIcon:
    """Return a dot in the colour that a part has in the overlay."""
    ratio = 2
    pixmap = QPixmap(QSize(_DOT, _DOT) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*label_color(label)))
    middle = _DOT * ratio / 2
    painter.drawEllipse(QPointF(middle, middle), middle - 3, middle - 3)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)
