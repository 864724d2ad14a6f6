"""Fits worn garments with other parameters; each change is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from tryon.document.commands import Adjust, Command
from tryon.document.dress import Done
from tryon.fitting.parameters import FitParameters
from tryon.progress import CancelToken, Progress
from tryon.session import Worn
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.edit_jobs import EditRequest
from tryon.ui.room.editor import Editor, Run


@dataclass(frozen=True, eq=False)
class Changes:
    """A worn garment, and the parameters of each step, in order."""

    worn: Worn
    steps: tuple[FitParameters, ...]

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Return the command of each step."""
        person, region = self.worn.person, self.worn.region
        return [Adjust(person, region, parameters) for parameters in self.steps]


class Refitter(QObject):
    """Changes one garment at a time; a change that comes while another is fitted follows it.

    Args:
        editor: carries the changes out.
        jobs: runs them.
        done: called with the changes of a garment.
        failed: called when a change could not be fitted.
        cancelled: called when the user cancelled them.
    """

    changed = Signal()
    """Other parameters are wanted now"""

    def __init__(
        self,
        editor: Editor,
        jobs: Jobs,
        *,
        done: Callable[[tuple[Done, ...]], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._jobs = editor, jobs
        self._done, self._failed, self._cancelled = done, failed, cancelled
        self._changes: Changes | None = None
        self._run: Run | None = None

    @property
    def is_active(self) -> bool:
        """Whether a garment is being fitted anew."""
        return self._editor.is_running(self._run)

    def wanted(self, worn: Worn) -> FitParameters:
        """Return the parameters that a garment has, or will have once it is fitted."""
        if self.is_active and self._changes is not None and self._changes.worn is worn:
            return self._changes.steps[-1]
        return worn.parameters

    def start(self, worn: Worn, parameters: FitParameters) -> None:
        """Fit a garment that is worn with these parameters, after the changes before it."""
        earlier = self._changes if self.is_active else None
        steps = earlier.steps if earlier is not None and earlier.worn is worn else ()
        self._submit(Changes(worn, (*steps, parameters)))

    def take_back(self) -> bool:
        """Cancel the latest step that is not fitted yet; False if there is none."""
        if not self.is_active or self._changes is None:
            return False
        steps = self._changes.steps[:-1]
        if steps:
            self._submit(replace(self._changes, steps=steps))
        else:
            self._jobs.cancel(JobKind.FIT)
        return True

    def _submit(self, changes: Changes) -> None:
        self._changes = changes
        self._run = self._editor.run(
            changes,
            subject=(changes.worn.person, frozenset({changes.worn.region})),
            done=self._done,
            failed=self._failed,
            cancelled=self._cancelled,
            is_wanted=lambda: changes.worn in self._editor.state.worn,
        )
        self.changed.emit()
