"""Cards of garments of which some are marked, and a dialog that asks which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.dialogs.question import answer_buttons
from tryon.ui.wardrobe.garment_card import CARD, WORN_ROLE, GarmentCard

CARD_PICTURE_SIDE = 320
"""Side in pixels of a card's picture: enough for a screen of twice the usual resolution."""
_MOST_ACROSS, _MOST_DOWN = 5, 3
"""Cards that a dialog shows without scrolling."""


@dataclass(frozen=True, eq=False)
class ChoiceCard:
    """What a card shows, and whether it is marked at first."""

    picture: QPixmap
    name: str
    is_marked: bool


class CardList(QListWidget):
    """Cards that a click or the space bar marks."""

    marked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setItemDelegate(GarmentCard(self))
        self.setMouseTracking(True)
        self.itemClicked.connect(self._toggle)

    def add(self, card: ChoiceCard) -> None:
        """Append a card."""
        entry = QListWidgetItem()
        entry.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        entry.setData(Qt.ItemDataRole.DecorationRole, card.picture)
        entry.setText(card.name)
        entry.setToolTip(card.name)
        self.addItem(entry)
        self._mark(entry, card.is_marked)

    def is_marked(self, row: int) -> bool:
        """Return whether a card is marked."""
        return bool(self.item(row).data(WORN_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Mark with the space bar."""
        if event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self._toggle(self.currentItem())
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _toggle(self, entry: QListWidgetItem) -> None:
        self._mark(entry, not entry.data(WORN_ROLE))
        self.marked.emit()

    def _mark(self, entry: QListWidgetItem, is_marked: bool) -> None:
        entry.setData(WORN_ROLE, is_marked)
        state = Qt.CheckState.Checked if is_marked else Qt.CheckState.Unchecked
        entry.setData(Qt.ItemDataRole.CheckStateRole, state)  # for screen readers


class ChoiceDialog(QDialog):
    """Asks which of some garments are to be kept."""

    def __init__(
        self, title: str, question: str, cards: Sequence[ChoiceCard], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.list = CardList()
        self.keep_button = QPushButton(self.tr("Keep"))
        for card in cards:
            self.list.add(card)
        self._lay_out(title, question)
        self._on_marked()

    @property
    def marked_rows(self) -> tuple[int, ...]:
        """The cards that are marked, by their place."""
        return tuple(row for row in range(self.list.count()) if self.list.is_marked(row))

    def _lay_out(self, title: str, question: str) -> None:
        self.setWindowTitle(title)
        label = QLabel(question)
        label.setWordWrap(True)
        self.list.setAccessibleName(question)
        self.list.marked.connect(self._on_marked)
        buttons = answer_buttons(self, self.keep_button, self.tr("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(label)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        across = min(self.list.count(), _MOST_ACROSS)
        rows = min(-(-self.list.count() // across), _MOST_DOWN)
        self.resize(max(360, across * CARD.width() + 64), rows * CARD.height() + 120)

    @Slot()
    def _on_marked(self) -> None:
        """Enable Keep only while something is marked."""
        self.keep_button.setEnabled(bool(self.marked_rows))
