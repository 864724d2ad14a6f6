"""The legend asks which of M2FP's queries found a part; the overlay shows where they looked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from tryon.session import TryOnState
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.names import label_name
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.query_viewer import Watched
from tryon.ui.view.workspace import Workspace


class QueryView(QObject):
    """Connects legend, overlay and the room's `QueryViewer`."""

    def __init__(
        self, room: FittingRoom, workspace: Workspace, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._queries, self._workspace, self._messages = room.queries, workspace, messages
        workspace.legend.chosen.connect(self._queries.toggle)
        self._queries.changed.connect(self._show)
        room.state_changed.connect(self._on_state)

    @Slot(object)
    def _on_state(self, state: TryOnState) -> None:
        self._queries.follow(state)
        self._workspace.legend.set_choosable(self._queries.is_possible)

    @Slot(object)
    def _show(self, watched: Watched | None) -> None:
        heat = None if watched is None else watched.heat
        chosen = None if watched is None or heat is None else watched.label
        self._workspace.overlay.set_heat(heat)
        self._workspace.legend.set_chosen(chosen)
        if watched is None:
            return
        if heat is None:
            text = self.tr("No query of M2FP found: {part}. It may have been corrected by hand.")
        else:
            text = self.tr("Found by queries {queries}: {part}. Bright is where they looked.")
        numbers = ", ".join(str(number) for number in sorted({s.query for s in watched.found}))
        self._messages.show_result((text.format(part=label_name(watched.label), queries=numbers),))
