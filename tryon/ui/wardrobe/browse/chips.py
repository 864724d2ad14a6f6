"""The row of chips above the garments: all, one's own, favourites, and kinds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from tryon.shape.category import GarmentCategory
from tryon.ui.kit.flow_layout import FlowLayout
from tryon.ui.kit.icons import accent_icon, choice_icon
from tryon.ui.kit.names import category_name

_WIDEST = 180
"""Logical pixels of a collection's name on its chip."""


class Chips(QWidget):
    """One kind at a time, and each of the others beside it; All is on while nothing else is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all, self.mine, self.favourites = QToolButton(), QToolButton(), QToolButton()
        self.collection = QToolButton()
        self._collection: str | None = None
        self.kinds = {category: QToolButton() for category in GarmentCategory}
        row = FlowLayout(self, gap=6)
        row.setContentsMargins(0, 0, 0, 0)
        for chip in (*self._fixed, self.collection):
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.clicked.connect(self._on_clicked)
            row.addWidget(chip)
        self.favourites.setIconSize(QSize(16, 16))
        self.collection.setIconSize(QSize(16, 16))
        self.collection.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.collection.hide()
        self.all.setChecked(True)
        self._retranslate()

    @property
    def category(self) -> GarmentCategory | None:
        """The kind that is chosen."""
        return next((each for each, chip in self.kinds.items() if chip.isChecked()), None)

    @property
    def collection_name(self) -> str | None:
        """The collection that is chosen."""
        return self._collection

    def set_collection(self, name: str | None) -> None:
        """Choose a collection; its chip shows while it is chosen, and a click ends that."""
        self._collection = name
        self._tell()

    def set_category(self, category: GarmentCategory | None) -> None:
        """Choose a kind, or none; what else is chosen stays."""
        for each, chip in self.kinds.items():
            chip.setChecked(each is category)
        self._tell()

    def clear(self) -> None:
        """Choose All."""
        for chip in (self.mine, self.favourites):
            chip.setChecked(False)
        self._collection = None
        self.set_category(None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.favourites.setIcon(choice_icon("heart"))

    @Slot()
    def _on_clicked(self) -> None:
        chip = self.sender()
        if chip is self.all:
            self.clear()
        elif chip is self.collection:
            self.set_collection(None)
        elif chip in (self.mine, self.favourites):
            self._tell()
        else:
            chosen = next(each for each, other in self.kinds.items() if other is chip)
            self.set_category(chosen if self.kinds[chosen].isChecked() else None)

    def _tell(self) -> None:
        _, *others = self._fixed
        is_narrow = any(chip.isChecked() for chip in others) or self._collection is not None
        self.all.setChecked(not is_narrow)
        self._show_collection()
        self.changed.emit()

    @property
    def _fixed(self) -> tuple[QToolButton, ...]:
        return (self.all, self.mine, self.favourites, *self.kinds.values())

    def _show_collection(self) -> None:
        name = self._collection
        self.collection.setVisible(name is not None)
        if name is not None:
            metrics = self.collection.fontMetrics()
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST)
            self.collection.setText(shown.replace("&", "&&"))
            self.collection.setChecked(True)
            self.collection.setIcon(accent_icon("close"))
            hint = self.tr("Collection {name}; click to show all garments")
            self.collection.setToolTip(hint.format(name=name))
            self.collection.setAccessibleName(hint.format(name=name))

    def _retranslate(self) -> None:
        self._show_collection()
        self.all.setText(self.tr("All"))
        self.mine.setText(self.tr("Mine"))
        self.mine.setToolTip(self.tr("Garments that you added"))
        self.favourites.setIcon(choice_icon("heart"))
        self.favourites.setToolTip(self.tr("Favourites"))
        self.favourites.setAccessibleName(self.tr("Favourites"))
        for category, chip in self.kinds.items():
            chip.setText(category_name(category))
