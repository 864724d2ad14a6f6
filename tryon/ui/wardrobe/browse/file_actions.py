"""Garments and files: exporting, importing, the folder they are kept in, and lost pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from tryon.errors import ExportError
from tryon.garments.exchange.collection_file import SUFFIX, Imported
from tryon.garments.loading import usual_folder
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import GarmentChange
from tryon.ui.kit.dialogs.files import (
    ask_collection,
    ask_folder,
    ask_garment_picture,
    ask_new_collection,
)
from tryon.ui.kit.dialogs.question import Question
from tryon.ui.kit.message_bar import Done, MessageBar, Offer
from tryon.ui.kit.mime import collections_in
from tryon.ui.kit.names import garment_name
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.wardrobe.garment_panel import GarmentPanel

_MOST_NOTES = 3
"""Garments of a file that are named where they are damaged."""


class FileActions(QObject):
    """Between the garments' panel and what carries garments to files.

    Args:
        window: in front of which questions are asked.
        room: does the work.
        wardrobe: takes back what was imported.
        panel: shows the garments.
        messages: says what was done.
    """

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        wardrobe: Wardrobe,
        panel: GarmentPanel,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._wardrobe = window, room, wardrobe
        self._panel, self._messages = panel, messages
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(documents))
        panel.export_asked.connect(self.export)
        panel.find_asked.connect(self.find)
        panel.collections_dropped.connect(self.take_dropped)
        panel.wardrobe_menu.import_asked.connect(self.import_asked)
        panel.wardrobe_menu.folder_asked.connect(self.ask_folder)

    @Slot(object)
    def export(self, entries: Sequence[WardrobeEntry]) -> None:
        """Ask for a file and write garments into it."""
        if not entries:
            self._messages.show_note(self.tr("No garments are shown that could be exported."))
            return
        name = self._panel.chips.collection_name or ""
        stem = re.sub(r'[\\/:*?"<>|]', " ", name).strip() or self.tr("Garments")
        path = ask_new_collection(self._window, self._folder / f"{stem}{SUFFIX}")
        if path is not None:
            self._folder = path.parent
            self._room.carrier.export(tuple(entries), path, name, partial(self._on_exported, path))

    @Slot()
    def import_asked(self) -> None:
        """Ask for a file and take in its garments."""
        path = ask_collection(self._window, self._folder)
        if path is not None:
            self._folder = path.parent
            self.take_in(path)

    def take_in(self, path: Path) -> None:
        """Take in the garments of a file."""
        self._room.carrier.take_in(path, self._on_imported)

    @Slot(object)
    def take_dropped(self, data: QMimeData) -> bool:
        """Take in the files of garments that were dropped; return whether there were any."""
        paths = collections_in(data)
        for path in paths:
            self.take_in(path)
        return bool(paths)

    @Slot()
    def ask_folder(self) -> None:
        """Show the folder of the garments, and ask for another one."""
        folder = self._room.carrier.folder
        question = Question(
            self.tr("Folder of your garments"),
            self.tr("Your garments are kept in {folder}.").format(folder=folder),
            self.tr(
                "In a folder that Dropbox, Syncthing, iCloud or the like keeps in step, they are "
                "on all your computers. They are copied to the folder that you choose, and what "
                "is there already joins them."
            ),
            self._window,
        )
        accept = QDialogButtonBox.ButtonRole.AcceptRole
        other = question.add_answer(self.tr("Choose another folder…"), accept)
        usual = None
        if folder != usual_folder():
            usual = question.add_answer(self.tr("Use the usual folder"), accept)
        question.add_answer(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def answer() -> None:
            if question.answer is other:
                self._choose_folder()
            elif usual is not None and question.answer is usual:
                self.move(None)

        question.accepted.connect(answer)
        question.open()

    def _choose_folder(self) -> None:
        title = self.tr("Folder of your garments")
        folder = ask_folder(self._window, title, self._room.carrier.folder)
        if folder is not None:
            self.move(folder)

    def move(self, folder: Path | None) -> None:
        """Keep garments in another folder; None is the usual one."""
        self._room.carrier.move(folder, partial(self._on_moved, self._room.carrier.folder))

    @Slot(object)
    def find(self, entry: WardrobeEntry) -> None:
        """Bring back a lost picture: from what it was cut out of, or from where the user says."""
        carrier, path = self._room.carrier, None
        if not carrier.has_original(entry):
            path = ask_garment_picture(self._window, garment_name(entry), self._folder)
            if path is None:
                return
            self._folder = path.parent
        carrier.find(entry, path, self._on_found)

    def _on_exported(self, path: Path, count: int) -> None:
        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        text = GarmentChange.EXPORTED.with_values(count=count, file=path.name)
        self._messages.show_done(Done(text, show_folder, Offer.SHOW_IN_FOLDER))

    def _on_imported(self, imported: Imported) -> None:
        self._panel.add(imported.added, show=True)
        self._panel.model.show_details(imported.known)
        text = GarmentChange.IMPORTED.with_values(
            added=len(imported.added), known=len(imported.known)
        )
        if imported.added:
            self._messages.show_done(Done(text, partial(self._take_back, imported.added)))
        else:
            self._messages.show_result((text,))
        for note in imported.lost[:_MOST_NOTES]:
            self._messages.show_note(note)

    def _take_back(self, entries: Sequence[WardrobeEntry]) -> None:
        try:
            for entry in entries:
                self._wardrobe.remove(entry)
                self._panel.model.remove(entry)
        except (ExportError, ValueError) as error:
            self._messages.show_error(error)
            return
        self._messages.dismiss()

    def _on_moved(self, before: Path, count: int) -> None:
        folder = self._room.carrier.folder
        if folder != before:
            text = GarmentChange.FOLDER_CHOSEN.with_values(
                folder=folder, count=count, before=before
            )
            self._messages.show_result((text,))
        self._room.relister.list_again()

    def _on_found(self, entry: WardrobeEntry) -> None:
        self._panel.model.show_changed([entry])
        self._messages.dismiss()
