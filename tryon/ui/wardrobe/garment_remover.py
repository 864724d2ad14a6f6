"""Removes a garment that the user added, and brings the last one back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from tryon.errors import ExportError
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import GarmentChange
from tryon.ui.kit.message_bar import Done, MessageBar
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
        panel.remove_asked.connect(self._remove)

    @Slot(object)
    def _remove(self, garment: WardrobeEntry) -> None:
        try:
            self._wardrobe.remove(garment)
        except ExportError as error:
            self._messages.show_error(error)
            return
        row = self._panel.model.remove(garment)
        text = GarmentChange.REMOVED.with_values(garment=garment_name(garment))
        self._messages.show_done(Done(text, partial(self._restore, row, garment)))

    def _restore(self, row: int, garment: WardrobeEntry) -> None:
        try:
            self._wardrobe.restore(garment)
        except ExportError as error:
            self._messages.show_error(error)
            return
        self._panel.model.insert(row, [garment])
        self._messages.dismiss()
