"""Removes a garment that the user added, and brings the last one back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from tryon.errors import ExportError
from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.names import garment_name
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.wardrobe.garment_panel import GarmentPanel


class GarmentRemover(QObject):
    """Removes the garment of the panel's menu; the message bar offers it back.

    People who wear the garment keep it: the session holds the garment itself.
    """

    def __init__(
        self, wardrobe: Wardrobe, panel: GarmentPanel, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._wardrobe, self._panel, self._messages = wardrobe, panel, messages
        self._removed: tuple[int, WardrobeEntry] | None = None
        panel.remove_asked.connect(self._remove)
        messages.restore_asked.connect(self._restore)

    @Slot(object)
    def _remove(self, garment: WardrobeEntry) -> None:
        try:
            self._wardrobe.remove(garment)
        except ExportError as error:
            self._messages.show_error(error)
            return
        self._removed = self._panel.model.remove(garment), garment
        self._messages.show_removed(garment_name(garment))

    @Slot()
    def _restore(self) -> None:
        if self._removed is None:
            return
        row, garment = self._removed
        try:
            self._wardrobe.restore(garment)
        except ExportError as error:
            self._messages.show_error(error)
            return
        self._removed = None
        self._panel.model.insert(row, [garment])
        self._messages.dismiss()
