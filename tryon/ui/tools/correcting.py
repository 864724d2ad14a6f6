"""Correcting people and clothes: the bar, the tools, and the room that makes their edits."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from tryon.correction.edit import Edited, ParseEdit
from tryon.session import TryOnState
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.tools.tool_bar import ToolBar
from tryon.ui.tools.toolbox import ToolName, make_tools
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.overlay_view import OverlayView
from tryon.ui.view.scene import Scene


class Correcting(QObject):
    """Shows the bar while it is open, and takes edits from the tools to the room."""

    def __init__(self, room: FittingRoom, view: OverlayView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room, self._view = room, view
        self.bench = Workbench(view, self)
        self.bar = ToolBar(self.bench)
        self.bar.hide()
        self._tools = make_tools(self.bench)
        self.bar.tool_chosen.connect(self._on_tool)
        self.bench.edit_asked.connect(self._correct)
        self.bench.search_asked.connect(room.parse_corrector.add_person)
        self.bench.failed.connect(room.failed)
        room.parse_corrector.corrected.connect(self._on_corrected)
        room.parse_corrector.busy_changed.connect(self._on_busy)
        room.state_changed.connect(self._on_state)
        room.scene_changed.connect(self._settle)

    @Slot(bool)
    def set_open(self, is_open: bool) -> None:
        """Open the bar with the brush, or put it and the tool away."""
        self.bar.setVisible(is_open)
        self.bar.choose(ToolName.BRUSH if is_open else ToolName.SELECT)

    def give_up(self) -> bool:
        """Cancel what a tool has begun, or put it down; False if neither was possible."""
        tool = self._view.tool
        if tool is None:
            return False
        if tool.give_up():
            self._view.update()
        else:
            self.bar.choose(ToolName.SELECT)
        return True

    def step_back(self) -> bool:
        """Take back the last of what a tool has begun; False if nothing was."""
        tool = self._view.tool
        was_begun = tool is not None and tool.step_back()
        self._view.update()
        return was_begun

    @Slot(object)
    def _on_tool(self, name: ToolName) -> None:
        self._view.set_tool(self._tools[name])
        if self._tools[name] is not None:
            self._view.setFocus()

    @Slot(object)
    def _correct(self, edit: ParseEdit) -> None:
        self._room.parse_corrector.correct(edit)
        self._settle(self._view.scene)

    @Slot(object)
    def _on_corrected(self, edited: Edited) -> None:
        self.bench.follow(edited)

    @Slot(bool)
    def _on_busy(self, is_busy: bool) -> None:
        self.bench.is_busy = is_busy
        self._settle(self._view.scene)

    @Slot(object)
    def _on_state(self, state: TryOnState) -> None:
        self.bench.set_parse(None if self._room.is_staging else state.parse)

    @Slot(object)
    def _settle(self, scene: Scene | None) -> None:
        """Forget what was drawn once the overlay shows the parse as it is now."""
        if not self.bench.is_busy and (scene is None or scene.parse is self.bench.parse):
            self.bench.settle()
