"""Exports what is seen: asks in which form and where to, then hands it to the fitting room."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tryon.imaging import WRITABLE_SUFFIXES, Photo
from tryon.paths import is_folder
from tryon.sharing.export import ExportKind
from tryon.sharing.slider_page import PageWords
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.dialogs.files import ask_export
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.kit.settings import kept_text
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.sharing.exporter import Export
from tryon.ui.shell.document_actions import DocumentActions

_FOLDER, _FORMAT = "export_folder", "export_format"
_NAME_ENDS = {
    ExportKind.RESULT: "tryon",
    ExportKind.BEFORE_AFTER: "before-after",
    ExportKind.SLIDER: "slider",
    ExportKind.ANIMATION: "animation",
    ExportKind.TINTED: "guessed",
    ExportKind.GUESSED: "map",
}
"""What is added to the photo's name."""


class ExportActions(QObject):
    """What Export, Export again and the Share menu do.

    Args:
        window: in front of which questions are asked.
        room: has the document.
        documents: know where its files are.
        actions: that are connected.
        language: of the window, which pages speak too.
        settings: where folder and format are kept.
    """

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        documents: DocumentActions,
        actions: Actions,
        *,
        language: LanguageSwitch,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._documents = window, room, documents
        self._language, self._settings = language, settings
        self._kinds = {
            actions.export: ExportKind.RESULT,
            actions.share_before_after: ExportKind.BEFORE_AFTER,
            actions.share_slider: ExportKind.SLIDER,
            actions.share_animation: ExportKind.ANIMATION,
            actions.share_tinted: ExportKind.TINTED,
            actions.share_guessed: ExportKind.GUESSED,
        }
        for action in self._kinds:
            action.triggered.connect(self._on_asked)
        actions.export_again.triggered.connect(self.export_again)

    @Slot()
    def export_again(self) -> None:
        """Write over what was last exported of this document; ask where to if nothing was."""
        latest = self._room.exporter.latest
        if latest is None:
            self._ask(ExportKind.RESULT)
        else:
            self._room.exporter.export(latest)

    @Slot()
    def _on_asked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._ask(self._kinds[action])

    def _ask(self, kind: ExportKind) -> None:
        """Ask where to, and export."""
        photo = self._room.state.photo
        if photo is None:
            return
        path = ask_export(self._window, self._suggested(kind, photo), kind)
        if path is None:
            return
        self._settings.setValue(_FOLDER, str(path.parent.absolute()))
        if kind is ExportKind.RESULT:
            self._settings.setValue(_FORMAT, path.suffix.lower())
        self._room.exporter.export(Export(path, kind, self._page_words()))

    def _suggested(self, kind: ExportKind, photo: Photo) -> Path:
        """Return a name that is never the photo's own, where and as the last one was exported.

        The first is exported beside its photo.
        """
        suffix = kind.suffixes[0]
        if kind.suffixes == WRITABLE_SUFFIXES:
            kept = kept_text(self._settings, _FORMAT)
            suffix = kept if kept in WRITABLE_SUFFIXES else suffix
        name = f"{Path(photo.name).stem}-{_NAME_ENDS[kind]}{suffix}"
        latest = kept_text(self._settings, _FOLDER)
        if latest is not None and is_folder(Path(latest)):
            return Path(latest) / name
        return self._documents.folder_of(photo) / name

    def _page_words(self) -> PageWords:
        return PageWords(
            language=self._language.current.code.replace("_", "-"),
            title=self.tr("Before and after"),
            before=self.tr("Before"),
            after=self.tr("After"),
            before_alt=self.tr("The photo as it was"),
            after_alt=self.tr("The photo with the clothes that were tried on"),
            slide=self.tr("Drag to compare before and after"),
        )
