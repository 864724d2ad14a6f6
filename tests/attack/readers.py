"""How the app reads each kind of file: by the same functions as the window and the commands.

A reader returns whether the file was of use; it raises what the app's own function raises.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from PIL import Image

from tests.attack.kinds import Kind
from tests.attack.originals import ENTRY_NAME, PARSE_KEY, drawn_garment, garment_of
from tests.drawn import DrawnParser, draw_photo, paint_on
from tryon.document.dress import dress
from tryon.document.look_file import read_look
from tryon.document.outfits.outfit_file import read_outfit
from tryon.document.outfits.outfit_store import OutfitStore
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import read_parameters
from tryon.garments.corrections import read_correction
from tryon.garments.details.details import Details
from tryon.garments.details.details_files import read_details
from tryon.garments.loading import load_garment
from tryon.garments.measure import corrected_garment, measured_points
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.imaging import Photo, read_photo
from tryon.parsing.cache import ParseCache
from tryon.parsing.m2fp.config import read_config
from tryon.parsing.overlay import render_overlay
from tryon.progress import CancelToken, ignore_progress

GOOD_ENTRY = "good"


def read(kind: Kind, file: Path) -> bool:
    """Read a file that lies alone in its folder; return whether it was of use."""
    return _READERS[kind](file)


def _photo(file: Path) -> bool:
    photo = read_photo(file)
    return isinstance(photo, Photo) and photo.pixels.dtype == np.uint8


def _garment(file: Path) -> bool:
    return bool(measured_points(load_garment(file, folder=file.parent)))


def _parameters(file: Path) -> bool:
    return bool(read_parameters(file))


def _points(file: Path) -> bool:
    correction = read_correction(file)
    if correction is not None:
        corrected_garment(garment_of("top"), correction)
    return correction is not None


def _entry(file: Path) -> bool:
    """Read a wardrobe of a good garment and this one; the good one must be there either way."""
    folder = file.parent
    picture = Image.fromarray(drawn_garment("top"))
    for name in (ENTRY_NAME, GOOD_ENTRY):
        picture.save(folder / f"{name}.png")
    entry = f'{{"file": "{GOOD_ENTRY}.png", "name": "{GOOD_ENTRY}", "category": "top"}}'
    (folder / f"{GOOD_ENTRY}.json").write_text(entry, encoding="utf-8")
    with patch("tryon.resources.assets_folder", lambda: folder / "none"):
        garments = GarmentLibrary(folder).garments()
    files = [garment.file for garment in garments]
    if folder / f"{GOOD_ENTRY}.png" not in files:
        raise AssertionError("a bad entry hides the good one")
    for garment in garments:
        measured_points(garment)
    return folder / f"{ENTRY_NAME}.png" in files


def _settings(file: Path) -> bool:
    """Start the window on the settings, and close it."""
    from PySide6.QtCore import QEvent, QSettings
    from PySide6.QtWidgets import QApplication

    from tryon.ui.kit.appearance import AppearanceSwitch
    from tryon.ui.kit.jobs import SynchronousRunner
    from tryon.ui.kit.language import LanguageSwitch
    from tryon.ui.shell.dependencies import Dependencies
    from tryon.ui.shell.main_window import MainWindow

    app = _application()
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    language, appearance = LanguageSwitch(settings), AppearanceSwitch(app, settings)
    window = MainWindow.whole(
        Dependencies(
            parser=lambda choice: DrawnParser(),
            wardrobe=_NoGarments(),
            fit=paint_on,
            jobs=SynchronousRunner(),
            settings=settings,
            language=language,
            appearance=appearance,
            model_jobs=SynchronousRunner(),
        )
    )
    window.show()
    QApplication.processEvents()
    is_closed = window.close()
    language.remove()
    for thing in (window, appearance):
        thing.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settings.sync()
    return is_closed


def _look(file: Path) -> bool:
    """Open a look, and fit what it holds if it knows who is in its photo."""
    opened = read_look(file)
    look = opened.look
    if look.parse is not None:
        dress(look, look.parse, fit_garment).state.composite()
    return not opened.notes


def _outfit(file: Path) -> bool:
    """List an outfit, and read it to be worn."""
    (entry,) = OutfitStore(file.parent).entries()
    kept = read_outfit(file)
    return entry.lost is None and not kept.notes


def _details(file: Path) -> bool:
    """Read what is noted about a garment, as a list does."""
    return read_details([file]) != Details()


def _collection(file: Path) -> bool:
    """Import garments into a new wardrobe."""
    with TemporaryDirectory() as folder:
        library = GarmentLibrary(
            Path(folder) / "garments", thumbnails=ThumbnailCache(Path(folder) / "thumbnails")
        )
        imported = library.import_garments(file, progress=ignore_progress, cancel=CancelToken())
        entries = [e for e in library.entries() if isinstance(e, WardrobeEntry) and e.is_own]
        assert len(entries) == len(imported.added)
        return bool(entries) and not imported.lost


class _NoGarments:
    folder = Path("there is none")

    def entries(self) -> tuple[()]:
        return ()


@cache
def _application() -> object:
    from PySide6.QtWidgets import QApplication

    from tryon.ui.shell.app import create_application

    return QApplication.instance() or create_application()


def _parse(file: Path) -> bool:
    """Read an entry of the cache and paint what it holds over the photo."""
    parse = ParseCache(file.parent).get(PARSE_KEY)
    if parse is not None:
        render_overlay(draw_photo(), parse)
    return parse is not None


def _checkpoint(file: Path) -> bool:
    from tryon.models.verify import check_is_checkpoint
    from tryon.parsing.m2fp.weights import read_state
    from tryon.progress import CancelToken

    if file.suffix == ".pt":
        check_is_checkpoint(file, CancelToken())
    return bool(read_state(file))


def _configuration(file: Path) -> bool:
    return read_config(file.parent) is not None


_READERS: dict[Kind, Callable[[Path], bool]] = {
    Kind.PHOTO: _photo,
    Kind.GARMENT: _garment,
    Kind.PARAMETERS: _parameters,
    Kind.POINTS: _points,
    Kind.ENTRY: _entry,
    Kind.DETAILS: _details,
    Kind.COLLECTION: _collection,
    Kind.LOOK: _look,
    Kind.OUTFIT: _outfit,
    Kind.SETTINGS: _settings,
    Kind.PARSE: _parse,
    Kind.CHECKPOINT: _checkpoint,
    Kind.CONFIGURATION: _configuration,
}

FILE_NAMES = {
    Kind.ENTRY: f"{ENTRY_NAME}.json",
    Kind.PARSE: f"{PARSE_KEY}.parse",
    Kind.CONFIGURATION: "configuration.json",
}
"""What the app looks for by name; other files are called as their input is."""


def prepare() -> None:
    """Load what reading needs, so that no input is charged for it."""
    logging.disable(logging.CRITICAL)
    drawn_garment("top")
    _application()
