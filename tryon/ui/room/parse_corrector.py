"""Corrects the session's parse, and fits what is worn where something changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from tryon.correction.add_person import AddPerson, find_person
from tryon.correction.edit import Edited, ParseEdit
from tryon.correction.grow import GrowToEdge
from tryon.errors import CorrectionError, FitError
from tryon.fitting.request import FitGarment
from tryon.geometry import Box, RgbImage
from tryon.human_parse import HumanParse
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn, fit_each
from tryon.ui.kit.jobs import Job, JobKind, Jobs


@dataclass(frozen=True, eq=False)
class EditRequest:
    """A parse and what is to be corrected in it."""

    edit: ParseEdit
    parse: HumanParse
    photo: RgbImage


def edit_parse(request: EditRequest, cancel: CancelToken, progress: Progress) -> Edited:
    """Make a correction that takes longer than a frame."""
    return request.edit.apply(request.parse, request.photo)


@dataclass(frozen=True, eq=False)
class FindRequest:
    """A box of a photo in which somebody was missed."""

    photo: RgbImage
    box: Box
    source: ParserSource
    choice: ParserChoice


def find_missed(request: FindRequest, cancel: CancelToken, progress: Progress) -> AddPerson:
    """Let the parser look at the box alone."""
    parse = partial(request.source.parse, request.choice, progress=progress, cancel=cancel)
    return find_person(request.photo, request.box, parse)


@dataclass(frozen=True, eq=False)
class FollowRequest:
    """A state whose garments were fitted to an earlier parse, some of them."""

    state: TryOnState
    fit: FitGarment


@dataclass(frozen=True, eq=False)
class Followed:
    """Garments before and after they were fitted to the corrected parse.

    Attributes:
        before: the state as it was.
        after: the state with all of them fitted.
        failure: why one of them stays as it was; None if all were fitted.
    """

    before: TryOnState
    after: TryOnState
    failure: FitError | None = None


def fit_outdated(request: FollowRequest, cancel: CancelToken, progress: Progress) -> Followed:
    """Fit what the parse behind it was corrected of; what cannot be fitted stays as it lies."""
    state = request.state
    if state.photo is None or state.parse is None:
        raise ValueError("nothing is worn without a photo")
    outdated = [worn for worn in state.worn if worn.is_outdated]
    wanted = [worn.request_on(state.photo.pixels, state.parse) for worn in outdated]
    outcomes = fit_each(wanted, request.fit, progress=progress, cancel=cancel)
    fitted: dict[Worn, Worn] = {}
    failure = None
    for worn, outcome in zip(outdated, outcomes, strict=True):
        failure = outcome.failure or failure
        fitted[worn] = worn.as_it_lies() if outcome.failure else outcome.worn
    return Followed(state, state.with_fits(fitted), failure)


class ParseCorrector(QObject):
    """Makes one correction after the other; what is worn follows in a job of its own.

    Args:
        jobs: runs what takes long.
        parser: looks for people who were missed.
        fit: fits a garment.
        state: returns the session's present state.
        push: called with the corrected state, a step of undo.
        followed: called when what is worn was fitted to it.
        failed: called when something could not be done.
        cancelled: called when the user cancelled fitting what is worn.
    """

    corrected = Signal(object)
    """(Edited), after the step was pushed"""
    busy_changed = Signal(bool)
    """Whether a correction is being made, so that no other can begin"""

    def __init__(
        self,
        jobs: Jobs,
        *,
        parser: ParserSource,
        fit: FitGarment,
        state: Callable[[], TryOnState],
        push: Callable[[TryOnState], None],
        followed: Callable[[Followed], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._parser, self._fit = jobs, parser, fit
        self._state, self._push = state, push
        self._followed, self._failed, self._cancelled = followed, failed, cancelled
        self._edited_from: TryOnState | None = None
        self._job: Job | None = None

    @property
    def is_following(self) -> bool:
        """Whether what is worn is being fitted to a corrected parse."""
        return self._job is not None and self._job in self._jobs.active

    def correct(self, edit: ParseEdit) -> None:
        """Make a correction, as one step of undo."""
        state = self._state()
        if state.photo is None or state.parse is None:
            return
        if not isinstance(edit, GrowToEdge):  # the others are made within a few frames
            try:
                self._take(edit.apply(state.parse, state.photo.pixels))
            except CorrectionError as error:
                self._failed(error)
            return
        self._begin(state)
        self._jobs.submit(
            JobKind.CORRECT_PARSE,
            edit_parse,
            EditRequest(edit, state.parse, state.photo.pixels),
            done=self._on_edited,
            failed=self._on_failed,
            cancelled=self._end,
        )

    def add_person(self, box: Box, choice: ParserChoice) -> None:
        """Look for somebody in a box, with a parser, and add them."""
        state = self._state()
        if state.photo is None:
            return
        self._begin(state)
        self._jobs.submit(
            JobKind.CORRECT_PARSE,
            find_missed,
            FindRequest(state.photo.pixels, box, self._parser, choice),
            done=self._on_found,
            failed=self._on_failed,
            cancelled=self._end,
        )

    def follow(self, state: TryOnState) -> None:
        """Fit what is worn in a state and was fitted to an earlier parse."""
        if not any(worn.is_outdated for worn in state.worn):
            return
        self._job = self._jobs.submit(
            JobKind.FIT,
            fit_outdated,
            FollowRequest(state, self._fit),
            subject=ParseCorrector,
            done=self._followed,
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _begin(self, state: TryOnState) -> None:
        self._edited_from = state
        self.busy_changed.emit(True)

    def _end(self) -> None:
        self._edited_from = None
        self.busy_changed.emit(False)

    def _take(self, edited: Edited) -> None:
        state = self._state()
        if edited.parse is not state.parse:
            self.corrected.emit(edited)
            self._push(state.with_parse(edited.parse, edited.numbers, edited.changed))

    def _on_edited(self, edited: Edited) -> None:
        if self._is_current():
            self._take(edited)
        self._end()

    def _on_found(self, found: AddPerson) -> None:
        if self._is_current():
            self.correct(found)
        self._end()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._failed(error)

    def _is_current(self) -> bool:
        """Return whether the parse is still the one that the correction was made for."""
        before, now = self._edited_from, self._state()
        return before is not None and before.parse is now.parse
