"""Exports the open document in any form, once nothing is being fitted any more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tryon.document.document import Document
from tryon.errors import ExportError
from tryon.messages import ExportProblem
from tryon.paths import is_same_file
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState
from tryon.sharing.export import ExportKind, write_export
from tryon.sharing.slider_page import PageWords
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.dresser import Dresser
from tryon.ui.room.editor import Editor


@dataclass(frozen=True)
class Export:
    """What is to be written.

    Attributes:
        path: where to.
        kind: in which form.
        words: what a page says; English without.
    """

    path: Path
    kind: ExportKind = ExportKind.RESULT
    words: PageWords | None = None


@dataclass(frozen=True, eq=False)
class ExportRequest:
    """A state to write."""

    state: TryOnState
    export: Export


def write(request: ExportRequest, cancel: CancelToken, progress: Progress) -> Path:
    """Write a state; never over the photo itself."""
    photo, export = request.state.photo, request.export
    if photo is not None and photo.path is not None and is_same_file(photo.path, export.path):
        raise ExportError(ExportProblem.OPENED_PHOTO, name=export.path.name)
    write_export(
        export.kind,
        export.path,
        request.state,
        words=export.words,
        progress=progress,
        cancel=cancel,
    )
    return export.path


class Exporter(QObject):
    """Writes the document, after a fit that is still running, and knows what it last wrote."""

    exported = Signal(object)
    """(Path)"""

    def __init__(self, jobs: Jobs, editor: Editor, dresser: Dresser, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._editor, self._dresser = jobs, editor, dresser
        self._waiting: dict[Path, Export] = {}
        self._latest: Export | None = None

    @property
    def latest(self) -> Export | None:
        """What was last written of the open document; None before."""
        return self._latest

    def export(self, export: Export) -> None:
        """Write what is seen once every fit is made."""
        document = self._editor.document
        if document is None:
            return
        if self._dresser.refitter.is_active or self._editor.is_settling:
            self._waiting[export.path] = export
            return
        self._jobs.submit(
            JobKind.EXPORT,
            write,
            ExportRequest(self._editor.state, export),
            subject=export.path,
            done=partial(self._on_done, document, export),
        )

    def go_on(self) -> None:
        """Write all that has waited for a fit, unless another one has begun."""
        waiting, self._waiting = self._waiting, {}
        for export in waiting.values():
            self.export(export)

    def give_up(self) -> None:
        """Forget what waits for a fit."""
        self._waiting = {}

    def forget(self) -> None:
        """Forget what was written of a document that is open no more."""
        self._latest = None

    def _on_done(self, document: Document, export: Export, path: Path) -> None:
        if document is self._editor.document:
            self._latest = export
        self.exported.emit(path)
