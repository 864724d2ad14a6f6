"""Opens the sizes of what is worn, and carries out what is chosen there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from tryon.fitting.sized import SizedFit
from tryon.garments.sizes.size_table import SizeTable
from tryon.garments.wardrobe import WardrobeEntry
from tryon.session import Worn
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.picking import worn_at
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.wardrobe.garment_panel import GarmentPanel


class SizeActions(QObject):
    """Between the sizes, the wardrobe and the fitting room.

    Args:
        window: in front of which sizes show.
        room: fits them.
        panel: has what is noted about garments.
        actions: those of the window.
    """

    def __init__(
        self, window: QWidget, room: FittingRoom, panel: GarmentPanel, actions: Actions
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._panel = window, room, panel
        actions.sizes.triggered.connect(self.show_sizes)

    @Slot()
    def show_sizes(self) -> None:
        """Show the sizes of what is worn on the selection, else of what is worn on top."""
        from tryon.ui.sizes.sizes_dialog import SizesDialog

        state = self._room.state
        worn = worn_at(state, self._room.selection)
        if worn is None and state.worn:
            worn = state.worn[-1]
        if worn is None or state.parse is None:
            self._room.noted.emit(self.tr("Put a garment on first."))
            return
        entry = self._panel.model.entry_of(worn.garment)
        table = None if entry is None else entry.details.sizes
        dialog = SizesDialog(worn, state.parse, table, self._room.size_fitter, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry is not None:
            dialog.table_said.connect(partial(self._keep, entry))
        dialog.chosen.connect(partial(self._wear, worn))
        dialog.open()

    def _keep(self, entry: WardrobeEntry, table: SizeTable) -> None:
        """Note the table with the garment."""
        self._room.details.change([entry], lambda details: details.with_sizes(table))

    def _wear(self, worn: Worn, fit: SizedFit) -> None:
        """Lay the garment as the size lies."""
        wanted = worn.person, worn.region, worn.garment
        for each in self._room.state.worn:
            if (each.person, each.region, each.garment) == wanted:
                self._room.refitter.start(each, fit.parameters)
