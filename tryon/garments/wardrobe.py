"""The wardrobe: garments that ship with the app, and those that the user added.

Added garments are kept in the user's data folder, each as ``<key>.png`` (cut out, with alpha) and
``<key>.json`` (name, category, and landmarks if it was taken off a person) beside it; the key holds
that of the picture it was cut out of, so that a picture added twice is one garment. The user's
correction of a garment is ``<key>.points.json`` (see `tryon.garments.corrections`), beside its
picture too; of a garment that ships with the app it lies in the user's data folder. The picture
that was added is kept as well (see `tryon.garments.outline.kept`), so that an outline can be drawn
on it. A removed garment can be brought back for a while (see `tryon.garments.removed`).

A list of garments shows a `WardrobeEntry` for each, which is light; the `Garment` itself is loaded
when somebody needs its pixels, and so is the code that looks into pictures.
"""

from __future__ import annotations

import logging
import os
import re
import uuid
from collections import deque
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import numpy as np

from tryon.errors import GarmentError, ImageReadError, TryOnError, reason_of
from tryon.garments.corrections import (
    Correction,
    correction_file,
    is_correction_file,
    read_correction,
    remove_correction,
    write_correction,
)
from tryon.garments.garment import Garment
from tryon.garments.loading import (
    along_outline,
    as_corrected,
    correction_in_use,
    cut_out_of,
    load_garment,
    original_of_file,
    points_file,
    title_of,
    wardrobe_folder,
)
from tryon.garments.outline.kept import keep_original, original_file, remove_original
from tryon.garments.outline.outline import Outline
from tryon.garments.removed import clear_removed, is_removed, remove_stored, restore_stored
from tryon.garments.stored import (
    StoredGarment,
    read_stored,
    rename_stored,
    stored_file,
    stored_files,
    stored_json,
    stored_samples,
)
from tryon.garments.thumbnails import ThumbnailCache
from tryon.geometry import RgbaImage, Size
from tryon.imaging import make_folder, read_rgba, write_atomically, write_image
from tryon.messages import GarmentProblem, ImageProblem, Text
from tryon.paths import resolved
from tryon.pixels.resize import resize_rgba, scaled
from tryon.shape.category import GarmentCategory

_LATEST = 12
"""How many garments that were loaded last stay loaded, 5 MB each as a rule."""
LONGEST_NAME = 200
"""Characters of a garment's name; what is longer is cut off."""
if TYPE_CHECKING:
    from tryon.garments.measure_cache import MeasureCache
    from tryon.garments.outline.original import Original

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class WardrobeEntry:
    """What a list shows of a garment; `GarmentLibrary.load` returns the garment by its file.

    Attributes:
        name: what to call it.
        category: what it is, as the user corrected it.
        thumbnail: a small picture of it, as a PNG.
        file: its picture, by which it is known.
        is_own: whether the user added it, so that it can be removed.
        warning: why the correction kept for it is not used; None if it is, or there is none.
    """

    name: str
    category: GarmentCategory
    thumbnail: bytes
    file: Path
    is_own: bool = False
    warning: Text | None = None


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

    def entries(self) -> Iterator[WardrobeEntry | Text]:
        """Return what the wardrobe shows, one after the other; a text for what it cannot show.

        What was removed long ago is deleted. An entry takes well under a millisecond if its
        thumbnail is kept, else as long as reading its picture.
        """
        clear_removed(self._folder)
        for sample in stored_samples().values():
            yield self._entry_or_text(sample, sample.picture)
        for file in stored_files(self._folder):
            try:
                shown = self._entry_or_text(read_stored(file), file)
            except FileNotFoundError:
                continue
            except GarmentError as error:
                shown = _not_shown(file, error)
            if isinstance(shown, WardrobeEntry) or file.exists():  # not just removed elsewhere
                yield shown
        self._thumbnails.clear_unused()

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
        return WardrobeEntry(
            name=garment.name,
            category=garment.category,
            thumbnail=self._thumbnails.get(
                garment.file, lambda: garment.rgba, version=_version_of(garment.outline)
            ),
            file=garment.file,
            is_own=self._is_own(garment.file),
            warning=garment.warning,
        )

    def find(self, picture_key: str) -> WardrobeEntry | None:
        """Return the garment that was cut out of a picture; None if none is kept.

        Args:
            picture_key: of the picture, as `keep` got it.
        """
        for file in self._folder.glob(f"*-{picture_key}-*.json"):
            if is_correction_file(file):
                continue
            try:
                shown = self._entry_or_text(read_stored(file), file)
            except (FileNotFoundError, GarmentError):
                continue  # another window removes it, or it is damaged: it can be added again
            if isinstance(shown, WardrobeEntry):
                return shown
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
        make_folder(self._folder)
        slug = re.sub(r"[^\w-]+", "-", garment.name.lower()).strip("-")[:40] or "garment"
        key = "-".join(filter(None, (slug, picture_key, uuid.uuid4().hex[:8])))
        picture = self._folder / f"{key}.png"
        text = stored_json(
            StoredGarment(picture, garment.name, garment.uncorrected.category, garment.figure)
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
            rename_stored(stored_file(self._own_picture(garment)), name)
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

    def _entry_or_text(self, stored: StoredGarment, file: Path) -> WardrobeEntry | Text:
        picture = stored.picture
        try:
            correction, warning = self._correction_of(stored)
            outline = correction.outline
            thumbnail = self._thumbnails.get(
                picture,
                lambda: _picture_to_show(stored) if outline is None else self.load(picture).rgba,
                version=_version_of(outline),
            )
        except TryOnError as error:
            return _not_shown(file, error)
        except (OSError, ValueError) as error:
            unreadable = ImageReadError(
                ImageProblem.UNREADABLE, path=picture, reason=reason_of(error)
            )
            return _not_shown(file, unreadable)
        return WardrobeEntry(
            stored.name, correction.category, thumbnail, picture, self._is_own(picture), warning
        )

    def _correction_of(self, stored: StoredGarment) -> tuple[Correction, Text | None]:
        """Return what is kept of a garment's correction, and why that is not used."""
        found = Correction(stored.category)
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
