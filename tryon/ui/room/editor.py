"""Carries out commands on the open document: fits in a job, then one step of its history.

Nothing is a step before all that it shows is fitted, so a fit that fails or is cancelled leaves the
document as it was. What only takes away, and every step whose fits are still kept, needs no job.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from tryon.document.commands import ChangesParse, Command, NewParse
from tryon.document.document import Document
from tryon.document.dress import Done
from tryon.document.fits import KnownFits
from tryon.document.journal import Did, WentTo
from tryon.document.look import Look
from tryon.document.parse_difference import ParseDifference
from tryon.document.sketch import Sketcher
from tryon.fitting.request import FitGarment
from tryon.session import TryOnState
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.room.edit_jobs import (
    CarriedOut,
    EditRequest,
    MakeCommands,
    Returned,
    ReturnRequest,
    Settled,
    SettleRequest,
    carry_out_all,
    dress_step,
    settle,
)
from tryon.ui.room.first.first_picture import FirstPicture, ShowFirst


class Run:
    """Commands that are being carried out; a job may follow another one."""

    def __init__(self) -> None:
        self.job: Job | None = None


class Editor(QObject):
    """The open document and the jobs that change it.

    Args:
        jobs: runs them.
        fit: fits a garment.
        sketcher: draws reduced pictures to be shown first; None to wait for the full ones.
        show_first: shows them.
    """

    state_changed = Signal(object)
    """(TryOnState) that the document shows now"""
    history_changed = Signal()
    """Its steps, what it is called or whether it is saved"""
    acted = Signal(object)
    """(Action) that the journal keeps"""
    settled = Signal(object)
    """(tuple of Worn) that cannot be fitted to the present parse, once all others are"""

    unsettled = Signal()
    """The user cancelled fitting them"""

    def __init__(
        self,
        jobs: Jobs,
        *,
        fit: FitGarment,
        sketcher: Sketcher | None,
        show_first: ShowFirst,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._fit, self._sketcher = jobs, fit, sketcher
        self.show_first = show_first
        self._document: Document | None = None
        self._state = TryOnState()
        self._heading_to: int | None = None
        self._settling: Job | None = None

    @property
    def document(self) -> Document | None:
        """What is open; None before the first photo."""
        return self._document

    @property
    def state(self) -> TryOnState:
        """What it shows, the same object until that changes."""
        return self._state

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier step."""
        return self._document is not None and self._document.history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step that was undone."""
        return self._document is not None and self._document.history.can_redo

    def set_document(self, document: Document | None) -> None:
        """Open a document in place of the present one; its fits are there."""
        self._document, self._heading_to = document, None
        self._state = TryOnState()
        if document is not None:
            look = document.history.look
            document.fits.use(look)
            self._state = document.fits.state_of(look)
        self.history_changed.emit()

    def do(self, command: Command) -> None:
        """Carry out a command at once, unless it needs a fit that is not kept any more."""
        document = self._document
        if document is None:
            return
        after = command.apply(document.history.look)
        if document.fits.has_all(after):
            self._push(document, command, after)
        else:
            self.run(lambda request, cancel, progress: (command,), subject=id(command))

    @property
    def is_settling(self) -> bool:
        """Whether garments that lie as on an earlier parse are being fitted to the present one."""
        return self._settling is not None and self._settling in self._jobs.active

    def correct_parse(self, command: Command, new: NewParse) -> None:
        """Take a step to a corrected parse at once; what is worn there is fitted in a job then.

        Until that is done it shows as it lay, so that the next correction need not wait.

        Args:
            command: what was done.
            new: what that makes of the present look.
        """
        document = self._document
        if document is None:
            return
        before = document.history.look
        after = before.with_parse(new.parse, new.wearers)
        wearers = new.wearers[: len(before.worn)]
        lying = zip(document.fits.lying(before), wearers, strict=True)
        earlier = (replace(worn, person=who) for worn, who in lying if worn and who is not None)
        document.fits.put_earlier(new.parse, earlier)
        self._push(document, command, after)

    def request(self, make: MakeCommands) -> EditRequest:
        """Return a request on the present step.

        Raises:
            ValueError: if nothing is open.
        """
        document = self._document
        if document is None:
            raise ValueError("no photo is open")
        history = document.history
        known = document.fits.known
        return EditRequest(
            document, history.step, history.look, known, self._fit, self._first(known), make
        )

    def run(
        self,
        make: MakeCommands,
        *,
        subject: Hashable,
        done: Callable[[tuple[Done, ...]], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        is_wanted: Callable[[], bool] = lambda: True,
        run: Run | None = None,
    ) -> Run:
        """Carry out commands in a job; each becomes a step.

        If another step is there by then, they are carried out on that.

        Args:
            make: makes the commands.
            subject: what they are about; newer ones about the same take their place.
            done: called when the steps are there.
            failed: called when one of them cannot be fitted; none is a step then.
            cancelled: called when the user cancelled them.
            is_wanted: asked if another step is there; if not, nothing is done.
            run: the one that this goes on with.
        """
        run = run or Run()

        def on_carried_out(carried: CarriedOut) -> None:
            if carried.request.document is not self._document:
                return
            is_same = carried.request.step is carried.request.document.history.step
            all_done = carried.done if is_same or is_wanted() else ()
            if self.take(carried.request, all_done):
                if done is not None:
                    done(all_done)
            else:
                start()

        def start() -> None:
            run.job = self._jobs.submit(
                JobKind.FIT,
                carry_out_all,
                self.request(make),
                subject=subject,
                done=on_carried_out,
                failed=failed,
                cancelled=cancelled,
                shown=self.show_first,
            )

        start()
        return run

    def is_running(self, run: Run | None) -> bool:
        """Return whether commands are still being carried out."""
        return run is not None and run.job in self._jobs.active

    def take(self, request: EditRequest, all_done: Sequence[Done]) -> bool:
        """Make steps of what was carried out; False if that does not fit the present step."""
        document, history = request.document, request.document.history
        for done in all_done:
            document.take_fits(done.look, done.worn, done.kept)
        is_same = request.step is history.step
        if not is_same and any(isinstance(done.command, ChangesParse) for done in all_done):
            return False
        look, looks = history.look, []
        for done in all_done:
            look = done.look if is_same else done.command.apply(look)
            looks.append(look)
        if not all(map(document.fits.has_all, looks)):
            return False
        for done, after in zip(all_done, looks, strict=True):
            self._push(document, done.command, after, done.difference)
        return True

    def go_to(self, position: int, *, failed: Callable[[Exception], None] | None = None) -> None:
        """Return to a step, once its fits are there; what is still being fitted is given up.

        Nothing more happens if there is no such step.
        """
        self._jobs.cancel(JobKind.FIT)
        document = self._document
        if document is None or not 0 <= position < len(document.history.names):
            return
        look = document.history.look_at(position)
        if document.fits.has_all(look):
            self._arrive(document, position)
            return
        self._heading_to = position
        known = document.fits.known
        self._jobs.submit(
            JobKind.FIT,
            dress_step,
            ReturnRequest(document, position, look, known, self._fit, self._first(known)),
            subject="return to a step",
            done=self._on_returned,
            failed=failed,
            cancelled=self._on_return_cancelled,
            shown=self.show_first,
        )

    def step_by(self, steps: int) -> None:
        """Undo or redo so many steps, from where the document is or is about to be."""
        if self._document is not None:
            start = self._heading_to
            here = self._document.history.position if start is None else start
            self.go_to(here + steps)

    def _push(
        self,
        document: Document,
        command: Command,
        after: Look,
        difference: ParseDifference | None = None,
    ) -> None:
        before, history = document.history.look, document.history
        if after.is_same(before):
            return
        history.push(command.name(before), after, difference=difference)
        self._heading_to = None
        self.acted.emit(Did(command))
        self._tell(document)

    def _arrive(self, document: Document, position: int) -> None:
        self._heading_to = None
        if position != document.history.position:
            document.history.go_to(position)
            self.acted.emit(WentTo(position))
        self._tell(document)

    def _first(self, known: KnownFits) -> FirstPicture:
        return FirstPicture(self._sketcher, known, self._state.worn)

    def _on_returned(self, returned: Returned) -> None:
        document = returned.request.document
        if document is self._document:
            document.take_fits(returned.request.look, returned.state.worn)
            self._arrive(document, returned.request.position)

    def _on_return_cancelled(self) -> None:
        self._heading_to = None

    def _tell(self, document: Document) -> None:
        look = document.history.look
        document.fits.use(look)
        self._state = document.fits.state_of(look)
        self.history_changed.emit()
        self.state_changed.emit(self._state)
        if not document.fits.is_settled(look):
            known = document.fits.known
            self._settling = self._jobs.submit(
                JobKind.FIT,
                settle,
                SettleRequest(
                    document,
                    look,
                    document.fits.lying(look),
                    known,
                    self._fit,
                    self._first(known),
                ),
                subject="settle",
                done=self._on_settled,
                cancelled=self.unsettled.emit,
                shown=self.show_first,
            )

    def _on_settled(self, settled: Settled) -> None:
        document = settled.request.document
        document.take_fits(settled.request.look, settled.worn, settled.kept)
        if document is self._document:
            self._state = document.fits.state_of(document.history.look)
            self.state_changed.emit(self._state)
            self.settled.emit(settled.kept)
