"""Parses the open photo again when another parser is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.edit_jobs import CarriedOut, carry_out_all
from tryon.ui.room.editor import Editor
from tryon.ui.room.parse_again import ParseAgain


class Reparser(QObject):
    """Runs one parse at a time of the open photo, by another parser.

    It waits for a garment that is being fitted, and starts again if the document has changed
    meanwhile.

    Args:
        jobs: runs the parser.
        editor: whose photo is parsed.
        parser: parses photos.
        done: called with the present step on the new parse.
        failed: called when the parser failed.
    """

    active_changed = Signal()
    given_up = Signal()
    """Cancelled by the user; `stop` does not emit it"""

    def __init__(
        self,
        jobs: Jobs,
        editor: Editor,
        *,
        parser: ParserSource,
        done: Callable[[CarriedOut], None],
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._editor, self._parser = jobs, editor, parser
        self._done, self._failed = done, failed
        self._choice: ParserChoice | None = None

    @property
    def is_active(self) -> bool:
        """Whether a parse is awaited."""
        return self._choice is not None

    def start(self, choice: ParserChoice) -> None:
        """Parse the photo with ``choice``, in place of any earlier choice."""
        self._set_choice(choice)
        self.go_on()

    def stop(self) -> None:
        """Stop, because another photo is opened."""
        self._set_choice(None)
        self._jobs.cancel(JobKind.PARSE_AGAIN)

    def give_up(self) -> None:
        """Stop, because the user cancelled it."""
        if self.is_active:
            self.stop()
            self.given_up.emit()

    def go_on(self) -> None:
        """Parse what is wanted, unless a garment is being fitted; its end calls this again."""
        if self._choice is not None and not self._is_fitting():
            self._jobs.submit(
                JobKind.PARSE_AGAIN,
                carry_out_all,
                self._editor.request(ParseAgain(self._parser, self._choice)),
                done=self._on_parsed,
                failed=self._on_failed,
                cancelled=self.give_up,
                shown=self._editor.show_first,
            )

    def _set_choice(self, choice: ParserChoice | None) -> None:
        was_active, self._choice = self.is_active, choice
        if self.is_active != was_active:
            self.active_changed.emit()

    def _is_fitting(self) -> bool:
        return any(job.kind is JobKind.FIT for job in self._jobs.active)

    def _on_parsed(self, carried: CarriedOut) -> None:
        is_same = carried.request.step is carried.request.document.history.step
        if is_same and not self._is_fitting():
            self._set_choice(None)
            self._done(carried)
        else:
            self.go_on()

    def _on_failed(self, error: Exception) -> None:
        self._set_choice(None)
        self._failed(error)
