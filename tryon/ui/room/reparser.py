"""Parses the session's photo again when another parser is chosen, and loses nothing by it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from tryon.fitting.request import FitGarment
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.session import Session, TryOnState
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.room.parse_again import ParseAgainRequest, ParsedAgain, parse_again


class Reparser(QObject):
    """One wish at a time: to see the session's photo parsed by another parser.

    A garment that is being fitted comes first, and a result that the session has left behind is
    made anew.
    """

    active_changed = Signal()
    done = Signal(object)
    """(ParsedAgain), made of the session's present state"""
    failed = Signal(object)
    """(Exception)"""
    given_up = Signal()
    """By the user; `stop` tells nobody"""

    def __init__(
        self,
        jobs: Jobs,
        session: Session,
        *,
        parser: ParserSource,
        fit: FitGarment,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._session, self._parser, self._fit = jobs, session, parser, fit
        self._choice: ParserChoice | None = None
        self._parsed_from: TryOnState | None = None
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)
        jobs.cancelled.connect(self._on_cancelled)

    @property
    def is_active(self) -> bool:
        """Whether a parse is awaited."""
        return self._choice is not None

    def start(self, choice: ParserChoice) -> None:
        """Parse the photo with ``choice``, in place of any earlier wish."""
        self._set_choice(choice)
        self._parse()

    def stop(self) -> None:
        """Want it no longer, for another photo comes."""
        self._set_choice(None)
        self._jobs.cancel(JobKind.PARSE_AGAIN)

    def give_up(self) -> None:
        """Leave the photo's parse as it is, because the user says so."""
        if self.is_active:
            self.stop()
            self.given_up.emit()

    def _set_choice(self, choice: ParserChoice | None) -> None:
        was_active, self._choice = self.is_active, choice
        if self.is_active != was_active:
            self.active_changed.emit()

    def _parse(self) -> None:
        """Start, unless a garment is being fitted: its end comes back here."""
        if self._choice is not None and not self._is_fitting():
            self._parsed_from = self._session.state
            request = ParseAgainRequest(self._parsed_from, self._parser, self._choice, self._fit)
            self._jobs.submit(JobKind.PARSE_AGAIN, parse_again, request)

    def _is_fitting(self) -> bool:
        return any(job.kind is JobKind.FIT for job in self._jobs.active)

    @Slot(object, object)
    def _on_finished(self, job: Job, result: object) -> None:
        is_current = self._session.state is self._parsed_from and not self._is_fitting()
        if isinstance(result, ParsedAgain) and is_current:
            self._set_choice(None)
            self.done.emit(result)
        elif job.kind in (JobKind.FIT, JobKind.PARSE_AGAIN):
            self._parse()

    @Slot(object, object)
    def _on_failed(self, job: Job, error: Exception) -> None:
        if job.kind is JobKind.FIT:
            self._parse()
        elif job.kind is JobKind.PARSE_AGAIN:
            self._set_choice(None)
            self.failed.emit(error)

    @Slot(object)
    def _on_cancelled(self, job: Job) -> None:
        if job.kind in (JobKind.FIT, JobKind.PARSE_AGAIN):
            self.give_up()
