"""Prepares what the document shows for the views, in a job."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from tryon.session import TryOnState
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.room.tasks import RenderRequest, render
from tryon.ui.view.scene import Patch, Scene


class Renderer(QObject):
    """Holds the document's scene; another may show in front of it for a while.

    What jobs show of their result before it is there lies over the scene: until that is rendered
    too, or until the job has ended without one.
    """

    scene_changed = Signal(object)
    """(Scene | None) that the views are to show"""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._scene: Scene | None = None
        self._front: Scene | None = None
        self._patches: dict[Job, tuple[Patch, ...]] = {}
        self._rendering: Job | None = None
        # Whoever asked for the job is told of its end first, and may render its result.
        jobs.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def render(self, state: TryOnState) -> None:
        """Show a state as soon as it is prepared."""
        finished = tuple(job for job in self._patches if job not in self._jobs.active)
        self._rendering = self._jobs.submit(
            JobKind.RENDER,
            render,
            RenderRequest(state, self._scene),
            done=partial(self._on_rendered, finished),
            cancelled=self._drop_ended,
        )

    def set_scene(self, scene: Scene | None) -> None:
        """Show a scene that is prepared already, in place of whatever is being prepared."""
        self._patches.clear()
        self._jobs.cancel(JobKind.RENDER)
        self._front, self._scene = None, scene
        self._tell()

    def show_in_front(self, scene: Scene) -> None:
        """Show another scene until `bring_back` or `set_scene`."""
        self._patches.clear()
        self._front = scene
        self._tell()

    def bring_back(self) -> None:
        """Show the document's scene again."""
        self._patches.clear()
        self._front = None
        self._tell()

    def show_first(self, job: Job, patches: tuple[Patch, ...]) -> None:
        """Show a reduced picture of what a job is making."""
        self._patches.pop(job, None)
        self._patches[job] = patches
        self._tell()

    def _on_rendered(self, finished: tuple[Job, ...], scene: Scene | None) -> None:
        """Show what was rendered in place of the patches of jobs whose results it has."""
        self._scene = scene
        for job in finished:
            self._patches.pop(job, None)
        if self._front is None:
            self._tell()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job in self._patches and self._rendering not in self._jobs.active:
            self._drop_ended()

    def _drop_ended(self) -> None:
        ended = [job for job in self._patches if job not in self._jobs.active]
        for job in ended:
            del self._patches[job]
        if ended:
            self._tell()

    def _tell(self) -> None:
        scene = self._scene if self._front is None else self._front
        if scene is not None and self._patches:
            patches = tuple(patch for each in self._patches.values() for patch in each)
            scene = replace(scene, after=scene.after or scene.before, patches=patches)
        self.scene_changed.emit(scene)
