"""Opens, saves and closes documents: asks what must be asked, then hands it to the fitting room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QSettings, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tryon.document.document import Document
from tryon.document.journal import LeftBehind
from tryon.document.look_file import SUFFIX
from tryon.errors import ImageReadError
from tryon.imaging import Photo
from tryon.ui.kit.mime import files_in, photo_file_in, photo_in
from tryon.ui.kit.recent import RecentDocuments
from tryon.ui.kit.settings import kept_text
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.opener import LoadRequest
from tryon.ui.shell.document_dialogs import SaveChangesBox, ask_open, ask_save

_LINKS_PHOTO = "links_photo"


class DocumentActions(QObject):
    """What the File menu does to the open document.

    Nothing takes the place of a document that has changed before the user has said what becomes of
    it.

    Args:
        window: in front of which questions are asked.
        room: has the document.
        recent: documents that were opened lately.
        samples: photos that are none of the user's.
        settings: where folders and choices are kept.
    """

    left_behind = Signal(object)
    """(tuple of LeftBehind) what crashes left behind"""
    recent_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        recent: RecentDocuments,
        samples: Sequence[Path],
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._recent = window, room, recent
        self._samples, self._settings = tuple(samples), settings
        self._question: SaveChangesBox | None = None
        self._is_let_go = False
        room.opened.connect(self._on_opened)
        room.saved.connect(self._remember)

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost if the document were closed."""
        document = self._room.document
        return document is not None and not document.history.is_saved

    @property
    def question(self) -> SaveChangesBox | None:
        """The question whether to save; None while it is not asked."""
        return self._question

    @Slot()
    def open(self) -> None:
        """Ask for a photo or a look and open it."""
        latest = next(iter(self._recent.paths), None)
        path = ask_open(self._window, latest.parent if latest is not None else None)
        if path is not None:
            self.open_file(path)

    @Slot(object)
    def open_file(self, path: Path) -> None:
        """Open a photo or a look."""
        self._open(LoadRequest(path=path))

    @Slot()
    def open_sample(self) -> None:
        """Open the first sample photo."""
        if self._samples:
            self.open_file(self._samples[0])

    @Slot()
    def paste(self) -> None:
        """Open what is on the clipboard: a file or a picture."""
        data = QGuiApplication.clipboard().mimeData()  # None on some platforms if nothing is there
        if data is None or not self.take(data):
            self._room.noted.emit(self.tr("There is no picture on the clipboard."))

    def take(self, data: QMimeData) -> bool:
        """Open what was dropped or pasted; False if it holds neither a photo nor a look."""
        files = files_in(data)
        if files:
            self.open_file(files[0])
            return True
        name = self.tr("Pasted picture")
        content = photo_file_in(data)
        if content is not None:
            self._open(LoadRequest(data=content, name=name))
            return True
        try:
            photo = photo_in(data, name)
        except ImageReadError as error:
            self._room.failed.emit(error)
            return True
        if photo is not None:
            self._open(LoadRequest(photo=photo))
        return photo is not None

    def look_for_left_behind(self) -> None:
        """Look for documents that a crash left behind, unless something is open."""
        self._room.journal.find_left_behind(self.left_behind.emit)

    @Slot(object)
    def go_on_with(self, left: LeftBehind) -> None:
        """Go on with what a crash left behind."""
        self._open(LoadRequest(left=left))

    @Slot(object)
    def discard_left(self, left: LeftBehind) -> None:
        """Delete what a crash left behind."""
        self._room.journal.discard(left)
        self.look_for_left_behind()

    @Slot()
    def save(self) -> None:
        """Save the document to its file; ask where if it has none yet."""
        self._save()

    @Slot()
    def save_as(self) -> None:
        """Ask where to save the document, and go on with that file."""
        self._save_as()

    @Slot()
    def close(self) -> None:
        """Close the document, or the window if there is none."""
        if self._room.document is None and not self._room.is_staging:
            self._window.close()
        else:
            self._settle(self._room.close_document)

    def settle_before_closing(self) -> bool:
        """Return whether the window may close; if not, it is closed once the user has answered."""
        if not self.is_changed or self._is_let_go:
            return True
        self._settle(self._let_go)
        return False

    def folder_of(self, photo: Photo) -> Path:
        """Return where files of the document go: beside its own, else beside its photo."""
        document = self._room.document
        if document is not None and document.path is not None:
            return document.path.parent
        if photo.path is not None and photo.path not in self._samples:
            return photo.path.parent
        return Path.home()

    def _open(self, request: LoadRequest) -> None:
        """Open something; ask about changes once it is known that it can be opened."""
        self._room.open(request, settle=self._settle, shows_draft=not self.is_changed)

    def _settle(self, then: Callable[[], None]) -> None:
        """Ask whether to save what has changed; go on once that is done or not wanted."""
        document = self._room.document
        if document is None or not self.is_changed:
            then()
            return
        if self._question is not None:  # it must be answered first
            self._question.raise_()
            return
        self._question = SaveChangesBox(
            document.name,
            save=lambda: self._save(then),
            discard=then,
            parent=self._window,
        )
        self._question.finished.connect(self._on_answered)
        self._question.open()

    @Slot()
    def _on_answered(self) -> None:
        self._question = None

    def _let_go(self) -> None:
        self._is_let_go = True
        self._window.close()

    def _save(self, then: Callable[[], None] | None = None) -> None:
        document = self._room.document
        if document is None:
            return
        if document.path is None:
            self._save_as(then)
        else:
            self._room.save(document.path, links_photo=document.links_photo, done=then)

    def _save_as(self, then: Callable[[], None] | None = None) -> None:
        document = self._room.document
        if document is None:
            return
        links_photo = document.links_photo
        if document.path is None:
            links_photo = kept_text(self._settings, _LINKS_PHOTO) == "yes"
        choice = ask_save(self._window, self._suggested_look(document), links_photo=links_photo)
        if choice is not None:
            self._settings.setValue(_LINKS_PHOTO, "yes" if choice.links_photo else "no")
            self._room.save(choice.path, links_photo=choice.links_photo, done=then)

    @Slot(object)
    def _on_opened(self, photo: Photo) -> None:
        document = self._room.document
        path = photo.path if document is None or document.path is None else document.path
        self._is_let_go = False
        if path is not None:
            self._remember(path)

    @Slot(object)
    def _remember(self, path: Path) -> None:
        """Put a file on top of the recent ones; samples have a menu of their own."""
        if path not in self._samples:
            self._recent.add(path)
            self.recent_changed.emit()

    def _suggested_look(self, document: Document) -> Path:
        """Return the document's own file, else one beside the photo."""
        if document.path is not None:
            return document.path
        photo = document.history.look.photo
        return self.folder_of(photo) / f"{Path(photo.name).stem}{SUFFIX}"
