"""Exports looks of the wall: asks where to, and tells what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.dialogs.files import ask_folder, ask_poster
from tryon.ui.kit.message_bar import Done, MessageBar, Offer
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.settings import kept_text
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.wall.wall_exporter import ExportedLooks
from tryon.ui.wall.wall_page import WallPage
from tryon.ui.wardrobe.garment_panel import GarmentPanel

_FOLDER, _FORMAT = "wall_folder", "wall_format"
_MOST_NAMED = 3
"""Garments without a look that are named; the others are counted."""


class WallExports(QObject):
    """The export button of the wall.

    Args:
        window: in front of which questions are asked.
        page: has the button.
        room: does the work.
        panel: has the garments: those that are selected, else all that it lists.
        messages: tells what came of it.
        settings: keep folder and format.
    """

    def __init__(
        self,
        window: QWidget,
        page: WallPage,
        room: FittingRoom,
        panel: GarmentPanel,
        messages: MessageBar,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._panel = window, room, panel
        self._messages, self._settings = messages, settings
        page.poster_action.triggered.connect(self.export_poster)
        page.pictures_action.triggered.connect(self.export_pictures)

    @Slot()
    def export_poster(self) -> None:
        """Ask for a file, and write a poster to it."""
        photo, entries = self._room.state.photo, self._entries
        if photo is None or not entries:
            return
        suffix = kept_text(self._settings, _FORMAT) or ".png"
        name = self.tr("{photo} looks").format(photo=Path(photo.name).stem)
        path = ask_poster(self._window, self._folder / f"{name}{suffix}")
        if path is not None:
            self._settings.setValue(_FOLDER, str(path.parent.absolute()))
            self._settings.setValue(_FORMAT, path.suffix.lower())
            names = tuple(map(garment_name, entries))
            self._room.wall_exporter.write_poster(entries, names, path, self._on_done)

    @Slot()
    def export_pictures(self) -> None:
        """Ask for a folder, and write a picture of each look into a new one in it."""
        entries = self._entries
        if not entries:
            return
        title = self.tr("Where the folder of pictures is to be")
        folder = ask_folder(self._window, title, self._folder)
        if folder is not None:
            self._settings.setValue(_FOLDER, str(folder.absolute()))
            names = tuple(map(garment_name, entries))
            self._room.wall_exporter.write_pictures(entries, names, folder, self._on_done)

    @property
    def _entries(self) -> tuple[WardrobeEntry, ...]:
        return self._panel.selected or self._panel.shown.entries

    @property
    def _folder(self) -> Path:
        kept = kept_text(self._settings, _FOLDER)
        return Path(kept) if kept is not None and Path(kept).is_dir() else Path.home()

    def _on_done(self, exported: ExportedLooks) -> None:
        text = self.tr("{count} looks exported to {name}.")
        said = text.format(count=exported.made, name=exported.path.name)
        if exported.failed:
            names = ", ".join(exported.failed[:_MOST_NAMED])
            more = "…" if len(exported.failed) > _MOST_NAMED else ""
            left_out = self.tr("Left out, as they cannot be fitted: {names}")
            said = f"{said} {left_out.format(names=names)}{more}"
        show = partial(_show_folder, exported.path)
        self._messages.show_done(Done(said, show, Offer.SHOW_IN_FOLDER))


def _show_folder(path: Path) -> None:
    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
