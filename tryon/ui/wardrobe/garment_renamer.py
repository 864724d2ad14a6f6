"""Gives a garment that the user added another name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot

from tryon.errors import TryOnError
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import GarmentChange
from tryon.ui.kit.message_bar import Done, MessageBar
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.wardrobe.garment_panel import GarmentPanel


class GarmentRenamer(QObject):
    """Keeps the name that was typed on a card; the message bar offers the old one back."""

    def __init__(
        self, wardrobe: Wardrobe, panel: GarmentPanel, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._wardrobe, self._panel, self._messages = wardrobe, panel, messages
        panel.model.name_typed.connect(self._rename)

    @Slot(object, str)
    def _rename(self, garment: WardrobeEntry, name: str) -> None:
        renamed = self._keep(garment, name)
        if renamed is not None:
            text = GarmentChange.RENAMED.with_values(before=garment.name, after=renamed.name)
            self._messages.show_done(Done(text, partial(self._undo, renamed, garment.name)))

    def _undo(self, garment: WardrobeEntry, name: str) -> None:
        if self._keep(garment, name) is not None:
            self._messages.dismiss()

    def _keep(self, garment: WardrobeEntry, name: str) -> WardrobeEntry | None:
        """Rename a garment; None if that fails, which the message bar says."""
        try:
            renamed = self._wardrobe.rename(garment, name)
        except TryOnError as error:
            self._messages.show_error(error)
            return None
        self._panel.model.show_changed([renamed])
        return renamed
