"""Which of the clothes in a photo are to be kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.garment import Garment
from tryon.garments.wardrobe import thumbnail
from tryon.ui.kit.names import person_name, region_name
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.room.taker import TakenGarment, TakenGarments
from tryon.ui.wardrobe.garment_card import CARD, WORN_ROLE, GarmentCard

_THUMBNAIL_SIDE = 320
_LONGEST_STEM = 14
"""Characters of the photo's name in a garment's name."""


class TakenList(QListWidget):
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

    def add(self, picture: QPixmap, name: str, *, is_marked: bool) -> None:
        """Append a card."""
        entry = QListWidgetItem()
        entry.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        entry.setData(Qt.ItemDataRole.DecorationRole, picture)
        entry.setText(name)
        self.addItem(entry)
        self._mark(entry, is_marked)

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


class TakeDialog(QDialog):
    """Cards of what was found; the largest person's are marked."""

    def __init__(self, taken: TakenGarments, parent: QWidget) -> None:
        super().__init__(parent)
        self._taken = taken
        self._has_several = len({item.person for item in taken.garments}) > 1
        self.list = TakenList()
        self.keep_button = QPushButton(self.tr("Keep"))
        self._buttons = QDialogButtonBox()
        self._fill()
        self._lay_out()
        self._on_changed()

    @property
    def garments(self) -> tuple[Garment, ...]:
        """The garments that are marked, named by the photo and by what they are."""
        stem = Path(self._taken.name).stem
        if len(stem) > _LONGEST_STEM:
            stem = f"{stem[:_LONGEST_STEM]}…"
        return tuple(
            replace(item.garment, name=f"{self._name(item)} · {stem}")
            for row, item in enumerate(self._taken.garments)
            if self.list.is_marked(row)
        )

    def _name(self, item: TakenGarment) -> str:
        kind = region_name(item.garment.category.region)
        return f"{person_name(item.person)} · {kind}" if self._has_several else kind

    def _fill(self) -> None:
        for item in self._taken.garments:
            image = rgba_to_qimage(thumbnail(item.garment, side=_THUMBNAIL_SIDE))
            is_largest = item.person == self._taken.person
            self.list.add(QPixmap.fromImage(image), self._name(item), is_marked=is_largest)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Take from another photo"))
        question = QLabel(self.tr("Which clothes of {photo} do you want to keep?"))
        question.setText(question.text().format(photo=self._taken.name))
        question.setWordWrap(True)
        self.list.setAccessibleName(question.text())
        self.list.marked.connect(self._on_changed)
        self._buttons.addButton(self.keep_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.keep_button.setProperty("primary", True)
        self.keep_button.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(question)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons)
        across = min(len(self._taken.garments), 5)
        rows = min(-(-len(self._taken.garments) // across), 3)
        self.resize(max(360, across * CARD.width() + 64), rows * CARD.height() + 120)

    @Slot()
    def _on_changed(self) -> None:
        """Enable Keep only while something is marked."""
        self.keep_button.setEnabled(bool(self.garments))
