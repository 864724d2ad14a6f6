"""Exports the wall of looks: as one poster, or as a picture at full size for each look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from tryon.document.dress import dress
from tryon.document.fits import KnownFits
from tryon.document.look import Look
from tryon.document.sketch import Sketcher, portrait_box
from tryon.document.wall.poster_layout import PosterLayout
from tryon.document.wall.tried import with_tried
from tryon.errors import ExportError, FitError, GarmentError, ImageReadError, reason_of
from tryon.fitting.request import FitGarment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import Box
from tryon.imaging import write_image
from tryon.messages import ExportProblem
from tryon.paths import distinct_names, file_name
from tryon.progress import CancelToken, Report, Stage
from tryon.ui.kit.jobs import JobKind, Jobs, Work
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.room.wall.poster import PosterTile, write_poster
from tryon.ui.room.wall.wall_pictures import DrawRequest, WallPicture, WallPictures, draw_tried

_UNFIT = (FitError, GarmentError, ImageReadError)
"""Why there is no look of a garment, while there may be of others."""


@dataclass(frozen=True, eq=False)
class LooksRequest:
    """Looks that are to be exported.

    Attributes:
        path: the poster, or the folder in which a folder of pictures is made.
        look: what is worn else.
        known: fits that need not be made.
        person: who tries garments.
        entries: the garments, in their order.
        names: what to call each.
        drawn: reduced pictures that there are.
        wardrobe: loads garments.
        sketcher: draws reduced pictures.
        fit: fits at full size.
    """

    path: Path
    look: Look
    known: KnownFits
    person: int
    entries: tuple[WardrobeEntry, ...]
    names: tuple[str, ...]
    drawn: Mapping[Path, WallPicture]
    wardrobe: Wardrobe
    sketcher: Sketcher
    fit: FitGarment


@dataclass(frozen=True, eq=False)
class ExportedLooks:
    """What became of it.

    Attributes:
        path: the poster, or the folder with the pictures.
        made: number of looks.
        failed: names of garments that cannot be fitted.
    """

    path: Path
    made: int
    failed: tuple[str, ...]


def export_poster(request: LooksRequest, cancel: CancelToken, report: Report) -> ExportedLooks:
    """Draw what is not drawn, and write a poster.

    Raises:
        ExportError: if nothing can be fitted, or the poster cannot be written.
        Cancelled: if ``cancel`` was set; nothing is written then.
    """
    assert request.look.parse is not None
    box = portrait_box(request.look.parse, request.person)
    aspect = box.height / box.width
    tile = PosterLayout.of(len(request.entries), aspect).tiles[0]
    tiles, failed = list[PosterTile](), list[str]()
    for number, (entry, name) in enumerate(zip(request.entries, request.names, strict=True)):
        cancel.check()
        report(Stage.EXPORT, number / len(request.entries))
        try:
            picture = request.drawn.get(entry.file) or draw_tried(
                DrawRequest(
                    entry,
                    request.person,
                    request.look,
                    request.known,
                    request.wardrobe,
                    request.sketcher,
                ),
                cancel,
                report,
            )
        except _UNFIT:
            failed.append(name)
        else:
            tiles.append(PosterTile(_scaled(picture.image, tile), name))
    if not tiles:
        raise ExportError(ExportProblem.NO_LOOKS)
    write_poster(request.path, Path(request.look.photo.name).stem, tiles, aspect)
    return ExportedLooks(request.path, len(tiles), tuple(failed))


def export_pictures(request: LooksRequest, cancel: CancelToken, report: Report) -> ExportedLooks:
    """Fit each garment at full size, and write a picture of each look into a new folder.

    Raises:
        ExportError: if a picture cannot be written; those before it are there.
        Cancelled: if ``cancel`` was set; likewise.
    """
    photo, failed = request.look.photo, list[str]()
    folder = _new_folder(request.path, file_name(Path(photo.name).stem))
    files = [entry.file for entry in request.entries]
    stems = distinct_names(files, request.names)
    for number, (file, name, stem) in enumerate(zip(files, request.names, stems, strict=True)):
        cancel.check()
        report(Stage.EXPORT, number / len(files))
        try:
            garment = request.wardrobe.load(file)
        except _UNFIT:
            failed.append(name)
            continue
        look, _ = with_tried(request.look, request.person, garment)
        assert look.parse is not None
        dressed = dress(look, look.parse, request.fit, known=request.known, cancel=cancel)
        if all(worn.garment is not garment for worn in dressed.state.worn):
            failed.append(name)
            continue
        write_image(folder / f"{stem}.png", dressed.state.composite(), exif=photo.exif)
    return ExportedLooks(folder, len(files) - len(failed), tuple(failed))


def _new_folder(parent: Path, name: str) -> Path:
    """Make a folder that was not there, so that no file is ever replaced.

    Raises:
        ExportError: if that is not possible.
    """
    for number in count(1):
        folder = parent / (name if number == 1 else f"{name} {number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        except OSError as error:
            raise ExportError(
                ExportProblem.FOLDER_NOT_CREATED, folder=folder, reason=reason_of(error)
            ) from error
        return folder
    raise AssertionError("numbers do not end")


def _scaled(image: QImage, tile: Box) -> QImage:
    """Return a picture that fills a tile, with no more pixels than that takes."""
    size = QSize(tile.width, tile.height)
    aspect = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(size, aspect, Qt.TransformationMode.SmoothTransformation)
    return scaled.copy()  # of the same size it would still be a view of other memory


class WallExporter:
    """Asks for looks to be exported; one export at a time goes to a place.

    Args:
        jobs: runs what takes long.
        pictures: whose looks they are.
        wardrobe: has the garments.
        sketcher: draws reduced pictures.
        fit: fits at full size.
    """

    def __init__(
        self,
        jobs: Jobs,
        pictures: WallPictures,
        wardrobe: Wardrobe,
        sketcher: Sketcher,
        fit: FitGarment,
    ) -> None:
        self._jobs, self._pictures = jobs, pictures
        self._wardrobe, self._sketcher, self._fit = wardrobe, sketcher, fit

    def write_poster(
        self,
        entries: Sequence[WardrobeEntry],
        names: Sequence[str],
        path: Path,
        done: Callable[[ExportedLooks], None],
    ) -> None:
        """Write looks as one poster."""
        self._submit(export_poster, entries, names, path, done)

    def write_pictures(
        self,
        entries: Sequence[WardrobeEntry],
        names: Sequence[str],
        parent: Path,
        done: Callable[[ExportedLooks], None],
    ) -> None:
        """Write looks at full size into a new folder."""
        self._submit(export_pictures, entries, names, parent, done)

    def _submit(
        self,
        work: Work[LooksRequest, ExportedLooks],
        entries: Sequence[WardrobeEntry],
        names: Sequence[str],
        path: Path,
        done: Callable[[ExportedLooks], None],
    ) -> None:
        look, known, person = self._pictures.look, self._pictures.known, self._pictures.person
        if look is None or person is None or not entries:
            return
        found = {entry.file: self._pictures.find(entry) for entry in entries}
        drawn = {file: each for file, each in found.items() if isinstance(each, WallPicture)}
        request = LooksRequest(
            path,
            look,
            known,
            person,
            tuple(entries),
            tuple(names),
            drawn,
            self._wardrobe,
            self._sketcher,
            self._fit,
        )
        self._jobs.submit(JobKind.EXPORT, work, request, subject=path, done=done)
