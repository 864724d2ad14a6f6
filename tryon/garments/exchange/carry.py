"""Carries garments out of a wardrobe into a file, and from a file into a wardrobe."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from tryon.archive import sense_of
from tryon.errors import MemberError, TryOnError
from tryon.garments.corrections import read_correction
from tryon.garments.details.details import Details, labels
from tryon.garments.exchange.collection_file import (
    Collection,
    ExportedGarment,
    Imported,
    PackedGarment,
    open_collection,
    write_collection,
)
from tryon.garments.garment import Garment
from tryon.garments.loading import correction_in_use
from tryon.garments.outline.kept import original_file
from tryon.garments.stored import read_stored, stored_file, stored_samples
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.geometry import RgbaImage
from tryon.imaging import READABLE_SUFFIXES, decode_rgba, read_rgba, usual_suffix
from tryon.messages import GarmentNote, Text
from tryon.paths import resolved
from tryon.progress import CancelToken, Progress, Stage

_KEY = re.compile(r"-([0-9a-f]{16})-[0-9a-f]{8}$")
"""The end of the name of a garment that was cut out of a picture; see `GarmentLibrary.keep`."""
_PNG_SIZE = struct.Struct(">16x2L")


def export_garments(
    library: GarmentLibrary,
    entries: Sequence[WardrobeEntry],
    path: Path,
    *,
    name: str,
    progress: Progress,
    cancel: CancelToken,
) -> int:
    """Write garments into one file; return how many, for what has no picture is left out.

    Raises:
        GarmentError: if what is kept of one of them is damaged.
        ExportError: if the file cannot be written.
        Cancelled: if it was cancelled; there is no file then.
    """
    garments = [_exported(library, entry) for entry in entries if entry.lost is None]
    write_collection(path, garments, name=name, progress=progress, cancel=cancel)
    return len(garments)


def import_garments(
    library: GarmentLibrary, path: Path, *, progress: Progress, cancel: CancelToken
) -> Imported:
    """Take the garments of a file into a wardrobe; what is there already is not added again.

    Raises:
        GarmentError: if it is no file of garments.
        ExportError: if a garment cannot be kept; those before it are.
        Cancelled: if it was cancelled; the garments so far are kept.
    """
    added: list[WardrobeEntry] = []
    known: list[WardrobeEntry] = []
    lost: list[Text] = []
    with open_collection(path) as collection:
        shelf = _Shelf(library)
        for number in range(1, collection.count + 1):
            cancel.check()
            progress(Stage.LOAD_PHOTO, number / collection.count)
            try:
                packed = collection.read(number)
                rgba = _pixels(packed, number)
            except MemberError as error:
                lost.append(
                    GarmentNote.LOST_IN_FILE.with_values(file=path.name, problem=error.text)
                )
                continue
            entry = shelf.find(packed, rgba)
            (added if entry is None else known).append(
                _noted(library, entry or shelf.keep(packed, rgba), packed, collection)
            )
    return Imported(tuple(added), tuple(known), tuple(lost))


class _Shelf:
    """Finds garments of a file in a wardrobe, and puts others there."""

    def __init__(self, library: GarmentLibrary) -> None:
        self._library = library
        entries = [entry for entry in library.entries() if isinstance(entry, WardrobeEntry)]
        self._samples = {entry.file.name: entry for entry in entries if not entry.is_own}
        own = [entry for entry in entries if entry.is_own and entry.lost is None]
        self._keyed = {key: entry for entry in own if (key := _key_of(entry.file))}
        self._keyless = [entry for entry in own if not _key_of(entry.file)]

    def find(self, packed: PackedGarment, rgba: RgbaImage) -> WardrobeEntry | None:
        """Return the garment of the wardrobe that a packed one is; None if it is new."""
        garment = packed.garment
        if garment.sample in self._samples:
            return self._samples[garment.sample]
        found = self._keyed.get(_picture_key(garment, rgba))
        if found is not None:
            return found
        height, width = rgba.shape[:2]
        return next(
            (
                entry
                for entry in self._keyless
                if _png_size(entry.file) == (width, height) and _shows(entry.file, rgba)
            ),
            None,
        )

    def keep(self, packed: PackedGarment, rgba: RgbaImage) -> WardrobeEntry:
        """Put a garment into the wardrobe.

        Raises:
            ExportError: if it cannot be written.
        """
        stored, correction = packed.garment.stored, packed.garment.correction
        garment = Garment(
            rgba,
            stored.category if correction is None else correction.category,
            stored.name,
            stored.figure,
            correction,
            found_category=stored.category,
        )
        original = packed.original
        if original is not None and usual_suffix(original) not in READABLE_SUFFIXES:
            original = None
        key = _picture_key(packed.garment, rgba)
        file = self._library.keep(garment, original=original, picture_key=key)
        kept = replace(garment, file=file) if garment.outline is None else self._library.load(file)
        self._keyed[key] = self._library.entry_of(kept)
        return self._keyed[key]


def _exported(library: GarmentLibrary, entry: WardrobeEntry) -> tuple[ExportedGarment, Path | None]:
    file = correction_in_use(entry.file, library.folder)
    if entry.is_own:
        stored, sample = read_stored(stored_file(entry.file)), ""
    else:
        stored, sample = stored_samples()[resolved(entry.file)], entry.file.name
    original = original_file(entry.file)
    garment = ExportedGarment(
        stored, _key_of(entry.file), sample, read_correction(file), entry.details
    )
    return garment, original if entry.is_own and original != entry.file else None


def _noted(
    library: GarmentLibrary, entry: WardrobeEntry, packed: PackedGarment, collection: Collection
) -> WardrobeEntry:
    """Add what the file notes about a garment to what is noted about it already."""
    theirs = packed.garment.details

    def change(details: Details) -> Details:
        together = replace(
            details,
            tags=labels((*details.tags, *theirs.tags)),
            notes=details.notes.completed(theirs.notes),
            sizes=details.sizes or theirs.sizes,
        )
        return together.in_collection(collection.name)

    return library.change_details(entry, change)


def _pixels(packed: PackedGarment, number: int) -> RgbaImage:
    """Return a packed garment's cut-out (H, W, 4).

    Raises:
        MemberError: if it is none.
    """
    with sense_of(f"{number}.png"):
        rgba = decode_rgba(packed.png, f"{number}.png")
        Garment(rgba, packed.garment.stored.category, packed.garment.stored.name)
        return rgba


def _picture_key(garment: ExportedGarment, rgba: RgbaImage) -> str:
    """Return what a garment is known by: its picture's key, else one of its cut-out."""
    if garment.picture_key:
        return garment.picture_key
    digest = hashlib.sha256(f"cut-out {rgba.shape}".encode())
    digest.update(np.ascontiguousarray(rgba).data)
    return digest.hexdigest()[:16]


def _key_of(picture: Path) -> str:
    found = _KEY.search(picture.stem)
    return "" if found is None else found[1]


def _png_size(file: Path) -> tuple[int, int] | None:
    try:
        with file.open("rb") as stream:
            width, height = _PNG_SIZE.unpack(stream.read(_PNG_SIZE.size))
    except (OSError, struct.error):
        return None
    return width, height


def _shows(file: Path, rgba: RgbaImage) -> bool:
    """Return whether a picture has just these pixels."""
    try:
        return np.array_equal(read_rgba(file), rgba)
    except TryOnError:
        return False
