"""The wardrobe: garments that ship with the app, and those that the user added.

Added garments are kept in the user's data folder, each as ``<key>.png`` (cut out, with alpha) and
``<key>.json`` (name, category, and landmarks if it was taken off a person) beside it; the key holds
that of the picture it was cut out of, so that a picture added twice is one garment. The user's
correction of a garment is ``<key>.points.json`` (see `tryon.garments.corrections`), and what is
noted about it ``<key>.details`` (see `tryon.garments.details`), beside its picture too; those of a
garment that ships with the app lie in the same folder. The picture that was added is kept as well
(see `tryon.garments.outline.kept`), so that an outline can be drawn on it. A removed garment can be
brought back for a while (see `tryon.garments.removed`).

The folder may be one that several computers keep in step: every file is small or never changes, is
written whole, and belongs to one garment.

A list of garments shows a `WardrobeEntry` for each, which is light; the `Garment` itself is loaded
when somebody needs its pixels, and so is the code that looks into pictures.
"""

from __future__ import annotations

import logging
import os
import re
import time
import uuid
from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from tryon.errors import ExportError, GarmentError, TryOnError
from tryon.garments.corrections import (
    Correction,
    correction_file,
    read_correction,
    remove_correction,
    write_correction,
)
from tryon.garments.details.details import Details
from tryon.garments.details.details_files import (
    Change,
    change_details,
    details_copies,
    details_file,
    read_details,
)
from tryon.garments.entry import WardrobeEntry
from tryon.garments.folder.copying import copy_wardrobe
from tryon.garments.folder.place import choose_folder, chosen_folder
from tryon.garments.folder.scan import FileState, FolderScan
from tryon.garments.garment import Garment
from tryon.garments.loading import (
    along_outline,
    as_corrected,
    correction_in_use,
    cut_out_of,
    data_folder,
    load_garment,
    original_of_file,
    points_file,
    title_of,
    usual_folder,
    wardrobe_folder,
)
from tryon.garments.outline.kept import keep_original, original_file, remove_original
from tryon.garments.outline.outline import Outline
from tryon.garments.removed import clear_removed, is_removed, remove_stored, restore_stored
from tryon.garments.stored import (
    StoredGarment,
    read_stored,
    rewrite_stored,
    stored_file,
    stored_json,
    stored_samples,
)
from tryon.garments.thumbnails import ThumbnailCache, thumbnail_name
from tryon.geometry import RgbaImage, Size
from tryon.imaging import make_folder, read_rgba, write_atomically, write_image
from tryon.messages import ExportProblem, GarmentProblem, Text
from tryon.paths import is_folder, resolved
from tryon.pixels.resize import resize_rgba, scaled
from tryon.progress import CancelToken, Progress

__all__ = ["LONGEST_NAME", "GarmentLibrary", "WardrobeEntry", "thumbnail"]

_LATEST = 12
"""How many garments that were loaded last stay loaded, 5 MB each as a rule."""
LONGEST_NAME = 200
"""Characters of a garment's name; what is longer is cut off."""
if TYPE_CHECKING:
    from tryon.garments.exchange.collection_file import Imported
    from tryon.garments.measure_cache import MeasureCache
    from tryon.garments.outline.original import Original

_LOG = logging.getLogger(__name__)


def thumbnail(garment: Garment, *, side: int) -> RgbaImage:
    """Return the garment centred on a transparent square (side, side, 4) with straight alpha."""
    full_size = Size.of(garment.rgba)
    size = scaled(full_size, side / max(full_size.width, full_size.height))
    result = np.zeros((side, side, 4), np.uint8)
    top, left = (side - size.height) // 2, (side - size.width) // 2
    result[top : top + size.height, left : left + size.width] = resize_rgba(garment.rgba, size)
    return result


class GarmentLibrary:
    """Sample garments first, then the user's own in the order in which they were added.

    Several windows may use one folder: what one of them adds, corrects or removes is whole for the
    others at every moment.

    Args:
        folder: where the user's garments are kept; the platform's data folder by default.
        thumbnails: where their small pictures are; the platform's cache folder by default.
        measures: where what was measured of them is; the platform's cache folder by default.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        thumbnails: ThumbnailCache | None = None,
        measures: Path | None = None,
    ) -> None:
        self._folder = folder or wardrobe_folder()
        self._thumbnails = thumbnails or ThumbnailCache()
        self._measures_folder = measures
        self._latest: deque[Garment] = deque(maxlen=_LATEST)
        self._alive: WeakValueDictionary[Hashable, Garment] = WeakValueDictionary()
        self._listed: dict[Path, tuple[Hashable, WardrobeEntry | Text]] = {}
        self._damaged: dict[str, Text] = {}

    @property
    def folder(self) -> Path:
        """Where the user's garments are kept."""
        return self._folder

    def use_folder(self, folder: Path) -> None:
        """Keep garments in another folder from now on."""
        self._folder = folder
        self._listed.clear()

    def entries(self) -> Iterator[WardrobeEntry | Text]:
        """Return what the wardrobe shows, one after the other; a text for what it cannot show.

        What was removed long ago is deleted. No picture is opened, and a file is read again only
        if it has changed, so that thousands of garments are listed at once.
        """
        clear_removed(self._folder)
        used: set[str] = set()
        for shown in self._entries():
            if isinstance(shown, WardrobeEntry):
                used.add(shown.thumbnail)
            yield shown
        self._thumbnails.clear_unused(used)

    def find_thumbnail(self, entry: WardrobeEntry) -> bytes | None:
        """Return the small picture of a garment, as a PNG; None if it is not made yet."""
        return self._thumbnails.read(entry.thumbnail)

    def make_thumbnail(self, entry: WardrobeEntry) -> bytes:
        """Return the small picture of a garment, as a PNG, made if it is not there yet.

        Raises:
            TryOnError: if its picture cannot be shown; lists say so from now on.
        """
        kept = self.find_thumbnail(entry)
        if kept is not None:
            return kept
        try:
            return self._thumbnails.keep(entry.thumbnail, self._picture_of(entry))
        except TryOnError as error:
            self._damaged[entry.thumbnail] = error.text
            raise

    def garments(self) -> tuple[Garment, ...]:
        """Load every garment that the wardrobe shows; what cannot be loaded is logged."""
        garments = []
        for entry in self.entries():
            if isinstance(entry, WardrobeEntry):
                try:
                    garments.append(self.load(entry.file))
                except TryOnError as error:
                    _not_shown(entry.file, error)
        return tuple(garments)

    def load(self, path: Path, *, is_surely_garment: bool = False) -> Garment:
        """Load a garment without keeping it, see `load_garment`; a kept one as it is kept.

        A garment that is still in use somewhere and has not changed since is the same object, and
        so is one that was loaded a short while ago. It is measured then, so that it can be put on
        at once: quickly if it was measured at any time.
        """
        stamp = self._stamp(path)
        garment = self._alive.get(stamp)
        if garment is None:
            garment = self._load(path, is_surely_garment=is_surely_garment)
            with suppress(GarmentError):  # whoever puts it on says why that is not possible
                self._measures.measure(garment)
            self._alive[stamp] = garment
        self._latest.append(garment)
        return garment

    def entry_of(self, garment: Garment) -> WardrobeEntry:
        """Return how the wardrobe shows a garment that was just added or kept."""
        if garment.file is None:
            raise ValueError(f"{garment.name} is in memory only")
        version = _version_of(garment.outline)
        name = self._thumbnails.name_of(garment.file, version=version)
        if self._thumbnails.read(name) is None:
            self._thumbnails.keep(name, garment.rgba)
        return WardrobeEntry(
            name=garment.name,
            category=garment.category,
            file=garment.file,
            is_own=self._is_own(garment.file),
            warning=garment.warning,
            details=self._details_of(garment.file),
            added_at=self._added_at(garment.file),
            thumbnail=name,
        )

    def find(self, picture_key: str) -> WardrobeEntry | None:
        """Return the garment that was cut out of a picture; None if none is kept.

        Args:
            picture_key: of the picture, as `keep` got it.
        """
        scan = FolderScan.of(self._folder)
        for name in scan.described:
            if f"-{picture_key}-" in name:
                shown = self._listed_or_read(name, scan, os.path.realpath(self._folder))
                if isinstance(shown, WardrobeEntry) and shown.lost is None:
                    return shown  # what is lost can be added again
        return None

    def keep(
        self, garment: Garment, *, original: Path | bytes | None = None, picture_key: str = ""
    ) -> Path:
        """Store a garment and return its PNG.

        Args:
            garment: what is kept.
            original: the picture that it was cut out of, which is kept beside it: a file, or its
                content.
            picture_key: what its picture is known by, in letters and digits; see `find`.

        Raises:
            ImageReadError: if that picture cannot be read any more.
            ExportError: if it cannot be written; nothing half-written stays behind.
        """
        if self._is_folder_gone:
            raise ExportError(ExportProblem.WARDROBE_GONE, folder=self._folder)
        make_folder(self._folder)
        slug = re.sub(r"[^\w-]+", "-", garment.name.lower()).strip("-")[:40] or "garment"
        key = "-".join(filter(None, (slug, picture_key, uuid.uuid4().hex[:8])))
        picture = self._folder / f"{key}.png"
        text = stored_json(
            StoredGarment(
                picture,
                garment.name,
                garment.uncorrected.category,
                garment.figure,
                added_at=int(time.time()),
            )
        )
        try:
            write_image(picture, garment.rgba)
            if original is not None:
                keep_original(original, picture)
            if garment.correction is not None:
                write_correction(correction_file(picture), garment.correction)
            write_atomically(
                stored_file(picture), lambda file: file.write(text.encode("utf-8"))
            )  # last, because it makes the garment part of the wardrobe
        except TryOnError:
            picture.unlink(missing_ok=True)
            remove_original(picture)
            remove_correction(correction_file(picture))
            raise
        return picture

    def correct(self, garment: Garment, correction: Correction | None) -> Garment:
        """Keep the user's correction of a garment and return the corrected garment.

        Args:
            garment: one that was loaded from a file or is kept.
            correction: None deletes the kept one, and the garment is as it was measured.

        Raises:
            GarmentError: if a landmark was moved where it cannot be, the outline leaves nothing of
                the garment, or it was removed from the wardrobe; nothing is kept then.
            ImageReadError: if its picture is needed for another outline and cannot be read.
            ExportError: if it cannot be kept.
        """
        from tryon.garments.measure import corrected_garment

        file = garment.file
        if file is None:
            raise ValueError(f"{garment.name} is in memory only")
        if self._is_own(file) and is_removed(file):
            raise GarmentError(GarmentProblem.REMOVED, garment=garment.name)
        outline = correction.outline if correction is not None else None
        if outline != garment.outline:
            found = self._found(file)
            garment = found if outline is None else along_outline(found, outline)
        corrected = corrected_garment(garment, correction, self._measures.measure)
        kept = points_file(file, self._folder)
        if corrected.correction is None:
            remove_correction(kept)
        else:
            write_correction(kept, corrected.correction)
        self._alive[self._stamp(file)] = corrected
        return corrected

    def original_of(self, garment: Garment) -> Original:
        """Return the picture that a garment came from, on which its outline can be drawn.

        Raises:
            ImageReadError: if it cannot be read.
            GarmentError: if the garment is not found in it any more.
        """
        from tryon.garments.outline.original import Original
        from tryon.garments.see import find_upright

        if garment.file is None:
            raise ValueError(f"{garment.name} is in memory only")
        stored, file = self._stored(garment.file), original_file(garment.file)
        found = self._found(garment.file)
        if found.figure is not None:
            return Original.whole(found)
        if stored is not None and file == garment.file:
            rgba = read_rgba(file)
            return Original.cut_out(rgba, found, find_upright(rgba))
        return original_of_file(file, found.category).of(found)

    def rename(self, garment: WardrobeEntry, name: str) -> WardrobeEntry:
        """Call a garment of the user's something else; return how it is shown then.

        It stays at its place among the others, and a name that is too long is cut off.

        Raises:
            ValueError: if the user did not add it, or the name is empty.
            GarmentError: if it was removed from the wardrobe, or its file is damaged.
            ExportError: if the name cannot be kept; the old one stays then.
        """
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise ValueError("a garment needs a name")
        try:
            rewrite_stored(
                stored_file(self._own_picture(garment)), lambda stored: replace(stored, name=name)
            )
        except FileNotFoundError as error:
            raise GarmentError(GarmentProblem.REMOVED, garment=garment.name) from error
        return replace(garment, name=name)

    def remove(self, garment: WardrobeEntry) -> None:
        """Take a garment of the user's out of the wardrobe; `restore` brings it back.

        Raises:
            ValueError: if the user did not add it.
            ExportError: if it cannot be moved; it stays then.
        """
        remove_stored(self._own_picture(garment), garment.name)

    def restore(self, garment: WardrobeEntry) -> None:
        """Bring back a garment that was removed in the last 30 days.

        Raises:
            ValueError: if the user did not add it.
            ExportError: if it cannot be moved, or is gone.
        """
        restore_stored(self._own_picture(garment), garment.name)

    def change_details(self, garment: WardrobeEntry, change: Change) -> WardrobeEntry:
        """Change what is noted about a garment; return how it is shown then.

        What another computer noted meanwhile is read first, and stays.

        Raises:
            ExportError: if it cannot be written; it is as it was then.
        """
        if self._is_folder_gone:
            raise ExportError(ExportProblem.WARDROBE_GONE, folder=self._folder)
        make_folder(self._folder)
        _, details = change_details(self._folder, garment.file, change)
        return replace(garment, details=details)

    def give_picture(self, garment: WardrobeEntry, source: Path | None = None) -> WardrobeEntry:
        """Put a picture in the place of one that is lost; return how the garment is shown then.

        Args:
            garment: of the user's.
            source: the lost file itself, which lies somewhere else now, or another picture of the
                garment; the picture that it was cut out of if None.

        Raises:
            ValueError: if the user did not add the garment.
            ImageReadError: if the picture cannot be read.
            GarmentError: if there is no garment on it, or it is none that can take the place.
            ExportError: if it cannot be written.
        """
        from tryon.garments.cutout import has_transparency
        from tryon.garments.see import see_garment

        picture = self._own_picture(garment)
        stored = read_stored(stored_file(picture))
        source = source or original_file(picture)
        rgba = read_rgba(source)
        if not has_transparency(rgba):
            if stored.figure is not None:  # its landmarks fit the lost picture only
                raise GarmentError(GarmentProblem.NEEDS_ITS_CUTOUT, garment=stored.name)
            rgba = see_garment(rgba, stored.category).rgba
        found = Garment(rgba, stored.category, stored.name, stored.figure, file=picture)
        write_image(picture, rgba)
        if source != picture and original_file(picture) == picture and stored.figure is None:
            keep_original(source, picture)
        return replace(self.entry_of(found), warning=garment.warning)

    def has_original(self, garment: WardrobeEntry) -> bool:
        """Return whether the picture is kept that a garment was cut out of."""
        return original_file(garment.file) != garment.file

    def export_garments(
        self,
        garments: Sequence[WardrobeEntry],
        path: Path,
        *,
        name: str,
        progress: Progress,
        cancel: CancelToken,
    ) -> int:
        """Write garments into one file, see `tryon.garments.exchange.carry`."""
        from tryon.garments.exchange import carry

        return carry.export_garments(
            self, garments, path, name=name, progress=progress, cancel=cancel
        )

    def import_garments(self, path: Path, *, progress: Progress, cancel: CancelToken) -> Imported:
        """Take in the garments of a file, see `tryon.garments.exchange.carry`."""
        from tryon.garments.exchange import carry

        return carry.import_garments(self, path, progress=progress, cancel=cancel)

    def choose_folder(self, folder: Path | None, *, progress: Progress, cancel: CancelToken) -> int:
        """Copy the garments to another folder and keep them there from now on, on every start.

        What that folder has already is united with them; the files where they were stay.

        Args:
            folder: where; None for the usual place.
            progress: told after each file.
            cancel: the garments are kept where they were once it is set.

        Returns:
            How many files were copied.

        Raises:
            ExportError: if that is not possible; they are kept where they were then.
        """
        target = (folder or usual_folder()).absolute()
        if resolved(target) == resolved(self._folder):
            return 0
        count = copy_wardrobe(self._folder, target, progress=progress, cancel=cancel)
        choose_folder(data_folder(), None if target == usual_folder() else target)
        self.use_folder(target)
        return count

    @cached_property
    def _measures(self) -> MeasureCache:
        from tryon.garments.measure_cache import MeasureCache

        return MeasureCache(self._measures_folder)

    def _own_picture(self, garment: WardrobeEntry) -> Path:
        if not self._is_own(garment.file):
            raise ValueError(f"{garment.name} was not added by the user")
        return garment.file

    def _is_own(self, picture: Path) -> bool:
        return picture.parent == self._folder

    @property
    def _is_folder_gone(self) -> bool:
        """Whether a folder that was chosen is not there: its drive, or what keeps it in step."""
        return self._folder == chosen_folder(data_folder()) and not is_folder(self._folder)

    def _entries(self) -> Iterator[WardrobeEntry | Text]:
        if self._is_folder_gone:
            yield GarmentProblem.FOLDER_GONE.with_values(folder=self._folder)
        samples = stored_samples()
        scan = FolderScan.of(self._folder, (picture.name for picture in samples))
        place = os.path.realpath(self._folder)
        for sample in samples.values():
            yield self._entry(sample, scan, sample.picture, sample.picture.parent)
        for name in scan.described:
            shown = self._listed_or_read(name, scan, place)
            if shown is not None:
                yield shown

    def _listed_or_read(
        self, name: str, scan: FolderScan, place: str
    ) -> WardrobeEntry | Text | None:
        """Return what is shown of a garment of the user's; None if there is none after all.

        Args:
            name: of the file that describes it.
            scan: what lies beside it.
            place: the folder, without links.
        """
        file = self._folder / name
        key = scan.stamp_of(name)
        known, shown = self._listed.get(file, (None, None))
        if known != key or shown is None:
            try:
                stored = read_stored(file)
            except FileNotFoundError:
                return None
            except GarmentError as error:
                shown = _not_shown(file, error)
            else:
                described_in = stored_file(stored.picture).name
                if described_in != name and described_in in scan.states:
                    return None  # a copy that two computers have left
                shown = self._entry(stored, scan, file, Path(place))
            self._listed[file] = (key, shown)
        if isinstance(shown, WardrobeEntry) and shown.thumbnail in self._damaged:
            return replace(shown, lost=self._damaged[shown.thumbnail])
        return shown

    def _entry(
        self, stored: StoredGarment, scan: FolderScan, file: Path, place: Path
    ) -> WardrobeEntry:
        picture, is_own = stored.picture, self._is_own(stored.picture)
        state = scan.states.get(picture.name) if is_own else FileState.of(picture)
        correction, warning = self._correction_of(stored, scan)
        entry = WardrobeEntry(
            stored.name,
            correction.category,
            picture,
            is_own,
            warning,
            read_details(self._folder / name for name in scan.details_of(picture.name)),
            _added_at(stored, scan.states.get(file.name)) if is_own else 0.0,
        )
        if state is None:
            lost = GarmentProblem.PICTURE_MISSING.with_values(file=picture.name)
            return replace(entry, lost=lost)
        version = _version_of(correction.outline)
        path = str(place / picture.name)
        name = thumbnail_name(path, state.modified_ns, state.size, version)
        return replace(entry, thumbnail=name)

    def _picture_of(self, entry: WardrobeEntry) -> RgbaImage:
        """Read what a garment's thumbnail shows.

        Raises:
            TryOnError: if that is not possible.
        """
        stored = self._stored(entry.file)
        if stored is None:
            stored = stored_samples().get(resolved(entry.file))
        if stored is None or self._correction_of(stored)[0].outline is not None:
            return self.load(entry.file).rgba
        return _picture_to_show(stored)

    def _details_of(self, picture: Path) -> Details:
        copies = details_copies(self._folder, picture)
        return read_details((details_file(self._folder, picture), *copies))

    def _added_at(self, picture: Path) -> float:
        if not self._is_own(picture):
            return 0.0
        file = stored_file(picture)
        try:
            return _added_at(read_stored(file), FileState.of(file))
        except (FileNotFoundError, GarmentError):
            return 0.0

    def _correction_of(
        self, stored: StoredGarment, scan: FolderScan | None = None
    ) -> tuple[Correction, Text | None]:
        """Return what is kept of a garment's correction, and why that is not used.

        Args:
            stored: the garment.
            scan: tells whether there is a correction, if it is one of the user's.
        """
        found = Correction(stored.category)
        if (
            scan is not None
            and self._is_own(stored.picture)
            and correction_file(stored.picture).name not in scan.states
        ):
            return found, None
        try:
            file = correction_in_use(stored.picture, self._folder)
            return read_correction(file) or found, None
        except GarmentError as error:
            problem = GarmentProblem.AS_MEASURED
            return found, problem.with_values(problem=error.text, garment=stored.name)

    def _load(self, path: Path, *, is_surely_garment: bool) -> Garment:
        stored = self._stored(path) or stored_samples().get(resolved(path))
        if stored is None:
            return load_garment(path, folder=self._folder, is_surely_garment=is_surely_garment)
        file = correction_in_use(stored.picture, self._folder)
        return as_corrected(cut_out_of(stored), file, measure=self._measures.measure)

    def _found(self, path: Path) -> Garment:
        """Read a garment as it was found."""
        stored = self._stored(path)
        return original_of_file(path).garment if stored is None else cut_out_of(stored)

    def _stored(self, path: Path) -> StoredGarment | None:
        """Return what is stored of a garment of the user's; None of any other picture.

        Raises:
            GarmentError: if it was removed, or what is stored cannot be read.
        """
        if not self._is_own(resolved(path)) and not self._is_own(path):
            return None
        try:
            return read_stored(stored_file(path))
        except FileNotFoundError as error:
            if is_removed(path):
                raise GarmentError(GarmentProblem.REMOVED, garment=title_of(path)) from error
            return None

    def _stamp(self, path: Path) -> Hashable:
        """Return what changes when a garment's files do."""
        files = (path, stored_file(path), correction_in_use(path, self._folder))
        return tuple((os.path.realpath(file), _state_of(file)) for file in files)


def _state_of(file: Path) -> tuple[int, int, int] | None:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def _added_at(stored: StoredGarment, state: FileState | None) -> float:
    """Return when a garment was added; older versions left that to its file's time."""
    if stored.added_at:
        return float(stored.added_at)
    return 0.0 if state is None else state.modified_ns / 1e9


def _picture_to_show(stored: StoredGarment) -> RgbaImage:
    """Read a stored garment's picture, which was cut out when it was added."""
    from tryon.garments.cutout import has_transparency
    from tryon.garments.see import cut_out

    rgba = read_rgba(stored.picture)
    shown = rgba if has_transparency(rgba) else cut_out(rgba)
    return Garment(shown, stored.category, stored.name).rgba  # refused if there is too little


def _version_of(outline: Outline | None) -> str:
    """Return what tells thumbnails of a garment apart that is cut out along different outlines."""
    return "" if outline is None else outline.digest


def _not_shown(file: Path, error: TryOnError) -> Text:
    """Log that the wardrobe leaves out a garment; return how to say so."""
    text = GarmentProblem.NOT_SHOWN.with_values(
        file=file.name, problem=error.text, folder=file.parent
    )
    _LOG.warning("left out a garment: %s", text)
    return text
