"""The menu of a garment's card, or of all cards that are selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.actions import Actions
from tryon.ui.wardrobe.browse.label_menu import LabelKind, LabelMenu


class CardMenu(QMenu):
    """What can be done to one garment or to several."""

    put_on_asked = Signal()
    correct_asked = Signal()
    rename_asked = Signal()
    find_asked = Signal()
    export_asked = Signal()
    remove_asked = Signal()

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._put_on = self.addAction("", self.put_on_asked.emit)
        self._find = self.addAction("", self.find_asked.emit)
        self.addSeparator()
        self.addAction(actions.favourite)
        self.tags = LabelMenu(LabelKind.TAG, self)
        self.collections = LabelMenu(LabelKind.COLLECTION, self)
        self.addMenu(self.tags)
        self.addMenu(self.collections)
        self._details: QAction = actions.garment_details
        self.addAction(self._details)
        self.addSeparator()
        self._correct = self.addAction("", self.correct_asked.emit)
        self._rename = self.addAction("", self.rename_asked.emit)
        self._export = self.addAction("", self.export_asked.emit)
        self._remove = self.addAction("", self.remove_asked.emit)
        self._retranslate()

    def fill(self, everything: Sequence[WardrobeEntry], chosen: Sequence[WardrobeEntry]) -> None:
        """Offer what can be done to the garments that are chosen; there is at least one."""
        is_one = len(chosen) == 1
        is_lost = any(entry.lost is not None for entry in chosen)
        has_own = any(entry.is_own for entry in chosen)
        self._put_on.setVisible(is_one and not is_lost)
        self._find.setVisible(is_one and is_lost and has_own)
        self._correct.setVisible(is_one and not is_lost)
        self._rename.setVisible(is_one)
        self._rename.setEnabled(has_own)
        self._remove.setEnabled(has_own)
        self._export.setEnabled(not all(entry.lost is not None for entry in chosen))
        self.tags.fill(everything, chosen)
        self.collections.fill(everything, chosen)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._put_on.setText(self.tr("&Put on"))
        self._find.setText(self.tr("F&ind the picture…"))
        self.tags.setTitle(self.tr("&Tags"))
        self.collections.setTitle(self.tr("C&ollections"))
        self._correct.setText(self.tr("&Correct garment…"))
        self._rename.setText(self.tr("Re&name"))
        self._export.setText(self.tr("&Export to a file…"))
        self._remove.setText(self.tr("&Remove from garments"))
