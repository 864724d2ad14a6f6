"""Adjusting a worn garment by hand: which one, its parameters now, and its preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from tryon.fitting.adjust.handles import End
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.geometry import Points
from tryon.session import Worn
from tryon.ui.adjust.previewer import Previewer, Subject
from tryon.ui.kit.jobs import Jobs
from tryon.ui.kit.picking import Selection, worn_at
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.view.scene import Patch, Scene

SETTLE_MS = 400
"""Pause that ends a run of keys, which is one step of undo."""


class Adjuster(QObject):
    """One gesture at a time: `change` as often as the hand moves, then `commit`, or `give_up`.

    A preview shows during the gesture and until the full fit is there; only the finished fit
    changes the session.
    """

    changed = Signal()
    """The garment, its parameters or its frame changed"""
    scene_shown = Signal(object)
    """(Scene) for the view of the result"""

    def __init__(self, room: FittingRoom, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._previewer = Previewer(jobs, self)
        self._is_open = self._is_meshing = False
        self._target: Worn | None = None
        self._draft: FitParameters | None = None
        self._scene: Scene | None = None
        self._preview: Scene | None = None
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle_timer.timeout.connect(self.commit)
        room.state_changed.connect(self._follow)
        room.selection_changed.connect(self._follow)
        room.staged.connect(self._follow)
        room.refitter.changed.connect(self._on_refitter_changed)
        room.fit_given_up.connect(self._on_fit_given_up)
        self._previewer.prepared_changed.connect(self.changed)
        self._previewer.drawn.connect(self._on_drawn)

    @property
    def target(self) -> Worn | None:
        """The garment that is or can be adjusted: the one worn on what is selected."""
        return self._target

    @property
    def is_open(self) -> bool:
        """Whether the user wants to adjust."""
        return self._is_open

    @property
    def parameters(self) -> FitParameters:
        """The garment's parameters, those of the present gesture if there is one."""
        if self._draft is not None:
            return self._draft
        return USUAL if self._target is None else self._room.refitter.wanted(self._target)

    @property
    def frame(self) -> Frame | None:
        """Where the garment lies by measure; None while unknown, or nothing is adjusted."""
        handles = self._previewer.handles(self.parameters)
        return None if handles is None else handles.frame

    @property
    def ends(self) -> Mapping[End, Points]:
        """Where in the photo sleeves, legs and hem end (2,), as far as that is known."""
        return self.ends_with(self.parameters)

    def ends_with(self, parameters: FitParameters) -> Mapping[End, Points]:
        """Return where sleeves, legs and hem would end with other parameters."""
        handles = self._previewer.handles(parameters)
        return {} if handles is None else handles.ends

    @property
    def is_meshing(self) -> bool:
        """Whether the user bends the garment by its mesh instead of placing it by its frame."""
        return self._is_meshing

    @property
    def is_preview_shown(self) -> bool:
        """Whether the view of the result shows a preview."""
        return self._preview is not None

    def choose_target(self) -> None:
        """Select a garment that is worn, if none is worn on what is selected.

        The topmost one of the person who is chosen, else the topmost of all.
        """
        room = self._room
        if self._target is not None or not room.state.worn:
            return
        chosen = room.selection
        worn = room.state.worn
        own = [each for each in worn if chosen is not None and each.person == chosen.person]
        topmost = (own or worn)[-1]
        room.select(Selection(topmost.person, topmost.region))

    @Slot(bool)
    def set_open(self, is_open: bool) -> None:
        """Begin or end adjusting."""
        self.commit()
        self._is_open = is_open
        self._is_meshing &= is_open
        self._follow()

    @Slot(bool)
    def set_meshing(self, is_meshing: bool) -> None:
        """Begin or end bending the garment by its mesh."""
        self.commit()
        self._is_meshing = is_meshing and self._is_open
        self.changed.emit()

    def change(self, parameters: FitParameters) -> None:
        """Show the garment with these parameters."""
        if self._target is None or parameters == self.parameters:
            return
        self._draft = parameters
        self._previewer.show(parameters)
        self.changed.emit()

    @Slot()
    def commit(self) -> None:
        """End the present gesture: make the change a step of the session."""
        self._settle_timer.stop()
        draft, self._draft = self._draft, None
        if draft is not None and self._target is not None and draft != self.parameters:
            self._room.refitter.start(self._target, draft)
        elif draft is not None:
            self._show_finished()

    def change_at_once(self, parameters: FitParameters) -> None:
        """Make a change that is complete at once, as one step of undo."""
        self.commit()
        self.change(parameters)
        self.commit()

    def commit_soon(self) -> None:
        """Make the change a step once no further change comes for a while."""
        self._settle_timer.start()

    @Slot(bool)
    def settle(self, may_follow: bool) -> None:
        """End the present gesture of a slider: soon, if more of it may follow, else at once."""
        if may_follow:
            self.commit_soon()
        else:
            self.commit()

    def give_up(self) -> bool:
        """Take the present gesture back; False if there is none."""
        self._settle_timer.stop()
        if self._draft is None:
            return False
        self._draft = None
        self._show_finished()
        return True

    @Slot()
    def undo(self) -> None:
        """Take the present gesture back, else the session's latest step."""
        if not self.give_up():
            self._room.undo()

    @Slot(object)
    def set_scene(self, scene: Scene | None) -> None:
        """Take the session's scene, which replaces a preview unless that shows a later change."""
        self._scene = scene
        is_preview_ahead = self._draft is not None or self._room.refitter.is_active
        if is_preview_ahead and scene is not None and self._preview is not None:
            self._preview = replace(scene, after=self._preview.after, patches=self._preview.patches)
            self.scene_shown.emit(self._preview)
        elif not is_preview_ahead:
            self._preview = None
            self._previewer.clear()

    @Slot()
    def _follow(self) -> None:
        """Adjust the garment that is selected now."""
        room, before = self._room, self._target
        is_waiting = room.is_staging or room.is_parsing_again or room.selection is None
        found = None if is_waiting else worn_at(room.state, room.selection)
        self._target = None if found is None or found.layer.is_locked else found
        if before is not None and not _is_same(before, self._target):
            self._leave(before)
        wanted = self._target if self._is_open else None
        self._previewer.prepare(None if wanted is None else Subject.of(room.state, wanted))
        self.changed.emit()

    def _leave(self, worn: Worn) -> None:
        """Fit the latest change of a garment that is no longer adjusted."""
        self._settle_timer.stop()
        draft, self._draft = self._draft, None
        if draft is not None and worn in self._room.state.worn:
            self._room.refitter.start(worn, draft)
        self._drop_preview()

    @Slot()
    def _on_refitter_changed(self) -> None:
        """Show the step that is fitted last, because one of several may have been taken back."""
        if self._preview is not None and self._draft is None:
            self._previewer.show(self.parameters)
        self.changed.emit()

    @Slot()
    def _on_fit_given_up(self) -> None:
        if self._draft is None:
            self._show_finished()

    @Slot(object)
    def _on_drawn(self, patch: Patch) -> None:
        if self._scene is not None:
            after = self._previewer.undressed or self._scene.before
            self._preview = replace(self._scene, after=after, patches=(patch,))
            self.scene_shown.emit(self._preview)

    def _show_finished(self) -> None:
        """Show the step that is being fitted, else the session itself."""
        if self._room.refitter.is_active:
            self._previewer.show(self.parameters)
        else:
            self._drop_preview()
        self.changed.emit()

    def _drop_preview(self) -> None:
        """Show the session, unless a fit is about to change its picture, which is shown then."""
        if self._room.refitter.is_active:
            return
        self._previewer.clear()
        if self._preview is not None:
            self._preview = None
            self.scene_shown.emit(self._scene)


def _is_same(before: Worn, after: Worn | None) -> bool:
    """Return whether the same garment is worn at the same place."""
    if after is None or after.garment is not before.garment:
        return False
    return (before.person, before.region) == (after.person, after.region)
