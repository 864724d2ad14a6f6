"""Corrects the open photo's parse: each correction is a step, what is worn follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from tryon.correction.add_person import AddPerson, find_person
from tryon.correction.edit import Edited, ParseEdit
from tryon.correction.grow import GrowToEdge
from tryon.document.commands import EditParse
from tryon.document.look import Look
from tryon.errors import CorrectionError
from tryon.geometry import Box, RgbImage
from tryon.human_parse import HumanParse
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.kit.picking import Selection
from tryon.ui.room.dresser import Dresser
from tryon.ui.room.editor import Editor


@dataclass(frozen=True, eq=False)
class CorrectionRequest:
    """A parse and what is to be corrected in it."""

    edit: ParseEdit
    parse: HumanParse
    photo: RgbImage


@dataclass(frozen=True, eq=False)
class Corrected:
    """What became of a request."""

    request: CorrectionRequest
    edited: Edited


def correct(request: CorrectionRequest, cancel: CancelToken, progress: Progress) -> Corrected:
    """Make a correction that takes longer than a few frames."""
    return Corrected(request, request.edit.apply(request.parse, request.photo))


@dataclass(frozen=True, eq=False)
class FindRequest:
    """A box of a photo in which somebody was missed, and who looks there."""

    look: Look
    box: Box
    source: ParserSource
    choice: ParserChoice


@dataclass(frozen=True, eq=False)
class Found:
    """Who was found."""

    request: FindRequest
    edit: AddPerson


def find_missed(request: FindRequest, cancel: CancelToken, progress: Progress) -> Found:
    """Let the parser look at the box alone."""
    parse = partial(request.source.parse, request.choice, progress=progress, cancel=cancel)
    return Found(request, find_person(request.look.photo.pixels, request.box, parse))


class ParseCorrector(QObject):
    """Makes one correction after the other.

    Args:
        jobs: runs what takes long.
        editor: takes the steps.
        dresser: knows who is chosen.
        parser: looks for people who were missed.
        choice: returns by which parser.
    """

    corrected = Signal(object)
    """(Edited), before the step is taken"""
    busy_changed = Signal(bool)
    """Whether a correction is being made, so that no other can begin"""
    failed = Signal(object)
    """(Exception)"""

    def __init__(
        self,
        jobs: Jobs,
        editor: Editor,
        dresser: Dresser,
        *,
        parser: ParserSource,
        choice: Callable[[], ParserChoice],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._editor, self._dresser = jobs, editor, dresser
        self._parser, self._choice = parser, choice

    def correct(self, edit: ParseEdit) -> None:
        """Make a correction, as one step of undo."""
        look = self._look
        if look is None or look.parse is None:
            return
        if isinstance(edit, GrowToEdge):
            self.busy_changed.emit(True)
            self._jobs.submit(
                JobKind.CORRECT_PARSE,
                correct,
                CorrectionRequest(edit, look.parse, look.photo.pixels),
                done=self._take,
                failed=self._on_failed,
                cancelled=self._on_cancelled,
            )
            return
        try:  # the others are made within a few frames
            self._step(look, edit, edit.apply(look.parse, look.photo.pixels))
        except CorrectionError as error:
            self.failed.emit(error)

    def add_person(self, box: Box) -> None:
        """Look for somebody in a box, with the parser, and add them."""
        look = self._look
        if look is not None:
            self.busy_changed.emit(True)
            self._jobs.submit(
                JobKind.CORRECT_PARSE,
                find_missed,
                FindRequest(look, box, self._parser, self._choice()),
                done=self._add,
                failed=self._on_failed,
                cancelled=self._on_cancelled,
            )

    @property
    def _look(self) -> Look | None:
        document = self._editor.document
        return None if document is None else document.history.look

    def _take(self, corrected: Corrected) -> None:
        """Take a step, unless the parse is another one by now."""
        look, request = self._look, corrected.request
        self.busy_changed.emit(False)
        if look is not None and look.parse is request.parse:
            self._step(look, request.edit, corrected.edited)

    def _add(self, found: Found) -> None:
        look = self._look
        self.busy_changed.emit(False)
        if look is not None and look.parse is found.request.look.parse:
            self.correct(found.edit)

    def _step(self, look: Look, edit: ParseEdit, edited: Edited) -> None:
        """Take a step; who is chosen stays so, by whatever number."""
        if edited.parse is look.parse:
            return
        chosen = self._dresser.selection
        self.corrected.emit(edited)
        self._editor.correct_parse(EditParse(edit), EditParse.parse_of(look, edited))
        person = None if chosen is None else edited.numbers.get(chosen.person)
        if chosen is not None:
            self._dresser.select(Selection(person, chosen.region) if person else None)

    def _on_failed(self, error: Exception) -> None:
        self.busy_changed.emit(False)
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self.busy_changed.emit(False)
