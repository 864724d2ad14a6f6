"""Carries garments to files and folders and back, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tryon.garments.exchange.collection_file import Imported
from tryon.garments.wardrobe import WardrobeEntry
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class ExportGarments:
    """Garments that are to be one file."""

    wardrobe: Wardrobe
    entries: tuple[WardrobeEntry, ...]
    path: Path
    name: str


@dataclass(frozen=True, eq=False)
class ImportGarments:
    """A file whose garments are wanted."""

    wardrobe: Wardrobe
    path: Path


@dataclass(frozen=True, eq=False)
class MoveWardrobe:
    """A folder in which the garments are to be kept."""

    wardrobe: Wardrobe
    folder: Path | None


@dataclass(frozen=True, eq=False)
class FindPicture:
    """A picture in the place of one that is lost."""

    wardrobe: Wardrobe
    entry: WardrobeEntry
    path: Path | None


def export_garments(request: ExportGarments, cancel: CancelToken, progress: Progress) -> int:
    """Write garments into one file; return how many."""
    return request.wardrobe.export_garments(
        request.entries, request.path, name=request.name, progress=progress, cancel=cancel
    )


def import_garments(request: ImportGarments, cancel: CancelToken, progress: Progress) -> Imported:
    """Take the garments of a file into the wardrobe."""
    return request.wardrobe.import_garments(request.path, progress=progress, cancel=cancel)


def move_wardrobe(request: MoveWardrobe, cancel: CancelToken, progress: Progress) -> int:
    """Keep garments in another folder; return how many files were copied there."""
    return request.wardrobe.choose_folder(request.folder, progress=progress, cancel=cancel)


def find_picture(request: FindPicture, cancel: CancelToken, progress: Progress) -> WardrobeEntry:
    """Put a picture in the place of one that is lost."""
    progress(Stage.CUT_OUT, 0.0)
    return request.wardrobe.give_picture(request.entry, request.path)


class Carrier:
    """Asks for it, and tells what became of it.

    Args:
        jobs: runs what takes long.
        wardrobe: has the garments.
    """

    def __init__(self, jobs: Jobs, wardrobe: Wardrobe) -> None:
        self._jobs, self._wardrobe = jobs, wardrobe

    def export(
        self,
        entries: tuple[WardrobeEntry, ...],
        path: Path,
        name: str,
        done: Callable[[int], None],
    ) -> None:
        """Write garments into one file; ``done`` is called with their number."""
        request = ExportGarments(self._wardrobe, entries, path, name)
        self._jobs.submit(JobKind.EXPORT_GARMENTS, export_garments, request, done=done)

    def take_in(self, path: Path, done: Callable[[Imported], None]) -> None:
        """Take the garments of a file into the wardrobe."""
        request = ImportGarments(self._wardrobe, path)
        self._jobs.submit(
            JobKind.IMPORT_GARMENTS, import_garments, request, subject=request, done=done
        )

    def move(self, folder: Path | None, done: Callable[[int], None]) -> None:
        """Keep garments in another folder; None is the usual one."""
        request = MoveWardrobe(self._wardrobe, folder)
        self._jobs.submit(JobKind.COPY_GARMENTS, move_wardrobe, request, done=done)

    def has_original(self, entry: WardrobeEntry) -> bool:
        """Return whether the picture is kept that a garment was cut out of."""
        return self._wardrobe.has_original(entry)

    @property
    def folder(self) -> Path:
        """Where the garments are kept."""
        return self._wardrobe.folder

    def find(
        self, entry: WardrobeEntry, path: Path | None, done: Callable[[WardrobeEntry], None]
    ) -> None:
        """Put a picture in the place of a lost one; None is the one it was cut out of."""
        request = FindPicture(self._wardrobe, entry, path)
        self._jobs.submit(JobKind.ADD_GARMENT, find_picture, request, subject=request, done=done)
