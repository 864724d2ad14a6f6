"""Actions that need a file: asks for it, then hands it to the fitting room."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QSettings, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tryon.errors import ImageReadError
from tryon.garments.adding.source import PictureSource
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.imaging import WRITABLE_SUFFIXES, Photo
from tryon.paths import is_folder
from tryon.ui.kit.dialogs import ask_export, ask_garments, ask_photo, ask_worn, show_about
from tryon.ui.kit.mime import files_in, photo_file_in, photo_in
from tryon.ui.kit.recent import RecentPhotos
from tryon.ui.kit.settings import kept_text
from tryon.ui.room.adding_queue import Addition
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.taker import TakenGarments
from tryon.ui.wardrobe.points_dialog import PointsDialog
from tryon.ui.wardrobe.take_dialog import TakeDialog

_EXPORT_FOLDER, _EXPORT_FORMAT = "export_folder", "export_format"


class Commands(QObject):
    """The actions that need a file, the clipboard or a dialog."""

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        recent: RecentPhotos,
        samples: Sequence[Path],
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._window, self._room, self._recent = window, room, recent
        self._samples = tuple(samples)
        self._garment_folder: Path | None = None

    @Slot()
    def open(self) -> None:
        """Ask for a photo and open it."""
        latest = next(iter(self._recent.paths), None)
        path = ask_photo(self._window, latest.parent if latest is not None else None)
        if path is not None:
            self.open_file(path)

    @Slot(object)
    def open_file(self, path: Path) -> None:
        """Open a photo."""
        self._room.open_file(path)

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
        """Open what was dropped or pasted; False if it holds no photo."""
        files = files_in(data)
        if files:
            self.open_file(files[0])
            return True
        name = self.tr("Pasted picture")
        content = photo_file_in(data)
        if content is not None:
            self._room.open_data(content, name)
            return True
        try:
            photo = photo_in(data, name)
        except ImageReadError as error:
            self._room.failed.emit(error)
            return True
        if photo is not None:
            self._room.open_photo(photo)
        return photo is not None

    @Slot()
    def add_garments(self) -> None:
        """Ask for pictures of garments and add them."""
        paths = ask_garments(self._window, self._garment_folder)
        if paths:
            self._garment_folder = paths[-1].parent
            self._room.adding.add([Addition(PictureSource.of_file(path)) for path in paths])

    @Slot()
    def take_garment(self) -> None:
        """Ask for a photo of somebody, and find what can be taken from it."""
        path = ask_worn(self._window, self._garment_folder)
        if path is not None:
            self._garment_folder = path.parent
            self.take_from(PictureSource.of_file(path))

    @Slot(object)
    def take_from(self, photo: PictureSource) -> None:
        """Find what can be taken from a photo of somebody."""
        self._room.taker.take(photo, self._room.parser_choice, taken=self.choose_taken)

    @Slot(object)
    def choose_taken(self, taken: TakenGarments) -> None:
        """Ask which of the clothes are to be kept."""
        dialog = TakeDialog(taken, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._keep_taken)
        dialog.open()

    @Slot()
    def _keep_taken(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, TakeDialog):
            self._room.taker.keep(dialog.garments)

    def correct_points(self, garment: Garment | WardrobeEntry | None) -> None:
        """Ask where a garment's points are, and where it ends."""
        if garment is None:
            self._room.noted.emit(self.tr("Choose a garment first."))
        elif isinstance(garment, WardrobeEntry):
            self._room.load_garment(garment, self._ask_points)
        else:
            self._ask_points(garment)

    def _ask_points(self, garment: Garment) -> None:
        dialog = PointsDialog(garment, self._room.outliner, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._keep_points)
        dialog.open()

    @Slot()
    def _keep_points(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, PointsDialog) and dialog.is_changed:
            self._room.correct(dialog.garment, dialog.correction)

    @Slot()
    def export(self) -> None:
        """Ask where to, and save the result."""
        photo = self._room.state.photo
        if photo is not None:
            path = ask_export(self._window, self._suggestion(photo))
            if path is not None:
                self._settings.setValue(_EXPORT_FOLDER, str(path.parent.absolute()))
                self._settings.setValue(_EXPORT_FORMAT, path.suffix.lower())
                self._room.export(path)

    @Slot(object)
    def remember(self, photo: Photo) -> None:
        """Put an opened photo on top of the recent ones; samples have a menu of their own."""
        if photo.path is not None and photo.path not in self._samples:
            self._recent.add(photo.path)

    @Slot()
    def about(self) -> None:
        """Show what this program is."""
        show_about(self._window)

    def _suggestion(self, photo: Photo) -> Path:
        """Return a name that is never the photo's own, where and as the last one was exported.

        The first is exported beside its photo.
        """
        suffix = kept_text(self._settings, _EXPORT_FORMAT)
        suffix = suffix if suffix in WRITABLE_SUFFIXES else ".png"
        name = f"{Path(photo.name).stem}-tryon{suffix}"
        latest = kept_text(self._settings, _EXPORT_FOLDER)
        if latest is not None and is_folder(Path(latest)):
            return Path(latest) / name
        is_own = photo.path is not None and photo.path not in self._samples
        folder = photo.path.parent if is_own and photo.path is not None else Path.home()
        return folder / name
