"""Removes garments that the user added, and brings the last ones back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot

from tryon.errors import ExportError
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import GarmentChange, Text
from tryon.ui.kit.message_bar import Done, MessageBar
from tryon.ui.kit.names import garment_name
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.wardrobe.garment_panel import GarmentPanel


class GarmentRemover(QObject):
    """Removes the garments of the panel's menu; the message bar offers them back.

    People who wear a garment keep it: the session holds the garment itself.
    """

    def __init__(
        self, wardrobe: Wardrobe, panel: GarmentPanel, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._wardrobe, self._panel, self._messages = wardrobe, panel, messages
        panel.remove_asked.connect(self._remove)

    @Slot(object)
    def _remove(self, garments: Sequence[WardrobeEntry]) -> None:
        """Remove garments until one cannot be removed."""
        removed: list[tuple[int, WardrobeEntry]] = []
        try:
            for garment in garments:
                self._wardrobe.remove(garment)
                removed.append((self._panel.model.remove(garment), garment))
        except ExportError as error:
            self._messages.show_error(error)
            return
        self._messages.show_done(Done(_said(garments), partial(self._restore, removed)))

    def _restore(self, removed: Sequence[tuple[int, WardrobeEntry]]) -> None:
        try:
            for row, garment in reversed(removed):
                self._wardrobe.restore(garment)
                self._panel.model.insert(row, [garment])
        except ExportError as error:
            self._messages.show_error(error)
            return
        self._messages.dismiss()


def _said(garments: Sequence[WardrobeEntry]) -> Text:
    if len(garments) > 1:
        return GarmentChange.REMOVED_SEVERAL.with_values(count=len(garments))
    return GarmentChange.REMOVED.with_values(garment=garment_name(garments[0]))
