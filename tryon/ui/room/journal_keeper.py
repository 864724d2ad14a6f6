"""Keeps the journal of the open document, beside the window."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tryon.document.document import Document
from tryon.document.journal import (
    Action,
    Journal,
    JournalBase,
    LeftBehind,
    discard,
    left_behind,
    new_folder,
)
from tryon.errors import TryOnError
from tryon.messages import LookNote
from tryon.progress import CancelToken, Progress
from tryon.ui.kit.jobs import JobKind, Jobs


@dataclass(frozen=True)
class Journals:
    """Where journals are, and what writes them.

    Attributes:
        folder: that of all journals of this user.
        jobs: of their own, as those of the window are cancelled now and then.
    """

    folder: Path
    jobs: Jobs


@dataclass(frozen=True, eq=False)
class WriteRequest:
    """Actions to write.

    Attributes:
        folder: of the journal.
        base: the document as it was opened; None once its journal is begun.
        journal: None until then.
        actions: to be added.
    """

    folder: Path
    base: JournalBase | None
    journal: Journal | None
    actions: tuple[Action, ...]


def write_actions(request: WriteRequest, cancel: CancelToken, progress: Progress) -> Journal:
    """Add actions to a journal, which is begun if there is none yet.

    Raises:
        ExportError: if it cannot be written.
    """
    journal = request.journal
    if journal is None:
        assert request.base is not None
        journal = Journal.begin(request.folder, request.base)
    if request.actions:
        journal.write(request.actions)
    return journal


def find_left_behind(
    folder: Path, cancel: CancelToken, progress: Progress
) -> tuple[LeftBehind, ...]:
    """Return what crashes left behind."""
    return left_behind(folder)


@dataclass(eq=False)
class _Book:
    """The journal of one document, and what is not written yet."""

    folder: Path
    base: JournalBase | None
    journal: Journal | None = None
    actions: list[Action] = field(default_factory=list)
    is_writing: bool = False
    is_given_up: bool = False


class JournalKeeper(QObject):
    """Writes one action after the other.

    Args:
        journals: where and by what; None to keep none.
    """

    noted = Signal(object)
    """(Text) why the journal is given up; once for a document"""

    def __init__(self, journals: Journals | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journals = journals
        self._book: _Book | None = None

    @property
    def is_written(self) -> bool:
        """Whether everything that was done is on the disk, or will never be."""
        book = self._book
        return book is None or book.is_given_up or not (book.is_writing or book.actions)

    def begin(self, document: Document, journal: Journal | None) -> None:
        """Keep a journal of what was just opened, or go on with the one that it came from."""
        self.end()
        if self._journals is not None:
            if journal is not None:
                self._book = _Book(journal.folder, None, journal)
            else:
                own = new_folder(self._journals.folder)
                self._book = _Book(own, JournalBase.of(document))
            self._write(self._book)

    def add(self, action: Action) -> None:
        """Write what was done."""
        if self._book is not None and not self._book.is_given_up:
            self._book.actions.append(action)
            self._write(self._book)

    def end(self) -> None:
        """Delete the journal, because the document is closed."""
        book, self._book = self._book, None
        if book is None or self._journals is None:
            return
        if not book.is_writing and book.journal is not None:
            book.journal.remove()
        elif book.is_writing and self._journals.jobs.is_idle:
            # The window is closing, and nobody was told that the last was written.
            shutil.rmtree(book.folder, ignore_errors=True)

    def find_left_behind(self, found: Callable[[tuple[LeftBehind, ...]], None]) -> None:
        """Look for what crashes left behind; ``found`` is called with it."""
        if self._journals is not None:
            self._journals.jobs.submit(
                JobKind.JOURNAL,
                find_left_behind,
                self._journals.folder,
                subject="left behind",
                done=found,
            )

    def discard(self, left: LeftBehind) -> None:
        """Delete what a crash left behind."""
        discard(left)

    def _write(self, book: _Book) -> None:
        if book.is_writing or self._journals is None:
            return
        if book.journal is not None and not book.actions:
            return
        actions, book.actions = tuple(book.actions), []
        book.is_writing = True

        def on_written(journal: Journal) -> None:
            book.is_writing, book.journal, book.base = False, journal, None
            if book is self._book:
                self._write(book)
            else:
                journal.remove()

        def on_failed(error: Exception) -> None:
            book.is_writing, book.is_given_up = False, True
            if book is self._book:
                problem = error.text if isinstance(error, TryOnError) else str(error)
                self.noted.emit(LookNote.NO_JOURNAL.with_values(problem=problem))

        self._journals.jobs.submit(
            JobKind.JOURNAL,
            write_actions,
            WriteRequest(book.folder, book.base, book.journal, actions),
            subject=book,
            done=on_written,
            failed=on_failed,
        )
