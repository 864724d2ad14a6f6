"""Prepares what the document shows for the views, in a job."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tryon.session import TryOnState
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import RenderRequest, render
from tryon.ui.view.scene import Scene


class Renderer(QObject):
    """Holds the document's scene; another may show in front of it for a while."""

    scene_changed = Signal(object)
    """(Scene | None) that the views are to show"""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._scene: Scene | None = None
        self._is_hidden = False

    def render(self, state: TryOnState) -> None:
        """Show a state as soon as it is prepared."""
        request = RenderRequest(state, self._scene)
        self._jobs.submit(JobKind.RENDER, render, request, done=self._show)

    def set_scene(self, scene: Scene | None) -> None:
        """Show a scene that is prepared already, in place of whatever is being prepared."""
        self._jobs.cancel(JobKind.RENDER)
        self._is_hidden = False
        self._show(scene)

    def show_in_front(self, scene: Scene) -> None:
        """Show another scene until `bring_back` or `set_scene`."""
        self._is_hidden = True
        self.scene_changed.emit(scene)

    def bring_back(self) -> None:
        """Show the document's scene again."""
        self._is_hidden = False
        self.scene_changed.emit(self._scene)

    def _show(self, scene: Scene | None) -> None:
        self._scene = scene
        if not self._is_hidden:
            self.scene_changed.emit(scene)
