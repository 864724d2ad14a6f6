"""Garments as one file: a zip archive that another wardrobe takes in.

    collection.json     {"version": 1, "name": "Holiday", "count": 12}
    1.json              what is known of the first garment, see `ExportedGarment`
    1.png               its cut-out
    1.original          the picture that it was cut out of, if that is kept
    1.outline.png       the outline that was drawn on that, if one was
    2.json …

A file may come from anybody, so members are asked for by these names only, their sizes are limited
before they are read, and what an original is called on the disk follows from its content. What is
damaged loses only itself. `docs/COLLECTION_FILE.md` describes the format.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tryon.archive import Archive, open_plain, open_zip, sense_of, write_member
from tryon.errors import ExportError, GarmentError, MemberError, reason_of
from tryon.garments.corrections import Correction, correction_from_json, correction_to_json
from tryon.garments.details.details import Details, label
from tryon.garments.details.details_json import details_from_json, notes_to_json
from tryon.garments.entry import WardrobeEntry
from tryon.garments.stored import StoredGarment, stored_from_json, stored_to_json
from tryon.imaging import MAX_BYTES, MAX_PIXELS, write_atomically
from tryon.json_file import parse_json, quoted
from tryon.messages import ExportProblem, GarmentProblem, Text
from tryon.progress import CancelToken, Progress, Stage

SUFFIX = ".wardrobe"
VERSION = 1
MOST_GARMENTS = 2000
"""In one file; its list of members is 0.5 MB then, of which 1 MB is read."""
_HEXADECIMAL = re.compile(r"[0-9a-f]{0,64}")
_ABOUT = "collection.json"
_MOST_ABOUT_BYTES = 100_000
_MOST_GARMENT_BYTES = 4_000_000
"""Largest size of a garment's JSON: landmarks and outlines of a figure, and notes."""


@dataclass(frozen=True, eq=False)
class ExportedGarment:
    """A garment on its way to another wardrobe.

    Attributes:
        stored: name, category and figure; its picture is where it lies, or only a name.
        picture_key: what the picture is known by that it was cut out of; empty if by none.
        sample: name of the picture, if it ships with the app.
        correction: what the user corrected.
        details: tags and notes.
    """

    stored: StoredGarment
    picture_key: str = ""
    sample: str = ""
    correction: Correction | None = None
    details: Details = field(default_factory=Details)


@dataclass(frozen=True, eq=False)
class PackedGarment:
    """A garment that was read from a file.

    Attributes:
        garment: what is known of it.
        png: its cut-out.
        original: the picture that it was cut out of; None if that is not in the file.
    """

    garment: ExportedGarment
    png: bytes
    original: bytes | None


@dataclass(frozen=True, eq=False)
class Imported:
    """What became of a file of garments.

    Attributes:
        added: those that are new in the wardrobe.
        known: those that were there before; tags and notes of the file were added to theirs.
        lost: why others are not there.
    """

    added: tuple[WardrobeEntry, ...]
    known: tuple[WardrobeEntry, ...]
    lost: tuple[Text, ...]


def write_collection(
    path: Path,
    garments: Sequence[tuple[ExportedGarment, Path | None]],
    *,
    name: str,
    progress: Progress,
    cancel: CancelToken,
) -> None:
    """Write garments into one file.

    Args:
        path: of the file.
        garments: each with the picture that it was cut out of, if that is kept.
        name: of the collection; may be empty.
        progress: told after each garment.
        cancel: nothing is written once it is set.

    Raises:
        ExportError: if there are too many, or something cannot be read or written.
        Cancelled: if it was cancelled.
    """
    if len(garments) > MOST_GARMENTS:
        raise ExportError(ExportProblem.TOO_MANY_GARMENTS, count=len(garments), most=MOST_GARMENTS)

    def write(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
            about = {"version": VERSION, "name": name, "count": len(garments)}
            write_member(archive, _ABOUT, _packed(about), is_packed=False)
            for number, (garment, original) in enumerate(garments, start=1):
                cancel.check()
                _write_garment(archive, number, garment, original)
                progress(Stage.EXPORT, number / len(garments))

    try:
        write_atomically(path, write)
    except zipfile.LargeZipFile as error:
        raise ExportError(ExportProblem.TOO_MUCH_FOR_A_FILE, name=path.name) from error


@dataclass(frozen=True, eq=False)
class Collection:
    """A file of garments while it is read.

    Attributes:
        archive: what is in it.
        name: what the collection is called; may be empty.
        count: how many garments it should hold.
    """

    archive: Archive
    name: str
    count: int

    def read(self, number: int) -> PackedGarment:
        """Read a garment, counted from 1.

        Raises:
            MemberError: if it is damaged.
        """
        archive = self.archive.renewed(2 * MAX_PIXELS)
        part, outline = f"{number}.json", f"{number}.outline.png"
        with sense_of(part):
            found = parse_json(archive.read(part, _MOST_GARMENT_BYTES))
            if not isinstance(found, dict):
                raise TypeError("a garment must be described by an object")
            correction = found.get("correction")
            garment = ExportedGarment(
                stored_from_json(Path(), found | {"file": f"{number}.png"}),
                _key_of(found.get("picture_key", "")),
                _name_of(found.get("sample", "")),
                None
                if correction is None
                else correction_from_json(correction, lambda _: archive.read_png(outline)),
                details_from_json({**_details_of(found), "version": 1}),
            )
        original = f"{number}.original"
        return PackedGarment(
            garment,
            archive.read_png(f"{number}.png"),
            archive.read(original, MAX_BYTES) if archive.has(original) else None,
        )


@contextmanager
def open_collection(path: Path) -> Iterator[Collection]:
    """Open a file of garments.

    Raises:
        GarmentError: if it cannot be read, is no such file, or of a newer version.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(open_zip(stack.enter_context(open_plain(path))))
        except (OSError, ValueError) as error:
            raise GarmentError(
                GarmentProblem.COLLECTION_UNREADABLE, path=path, reason=reason_of(error)
            ) from error
        except zipfile.BadZipFile as error:
            raise GarmentError(GarmentProblem.NO_COLLECTION, name=path.name) from error
        yield _opened(path, archive)


def _opened(path: Path, archive: Archive) -> Collection:
    try:
        with sense_of(_ABOUT):
            about = parse_json(archive.read(_ABOUT, _MOST_ABOUT_BYTES))
            if not isinstance(about, dict):
                raise TypeError("a collection must be described by an object")
            version = _count(about, "version")
            count = _count(about, "count") if version <= VERSION else 0
            if count > MOST_GARMENTS:
                raise ValueError(f"it should hold {count} garments")
            name = about.get("name", "")
            if not isinstance(name, str):
                raise TypeError("the name must be a text")
    except MemberError as error:
        raise GarmentError(GarmentProblem.NO_COLLECTION, name=path.name) from error
    if version > VERSION:
        raise GarmentError(
            GarmentProblem.COLLECTION_NEWER, name=path.name, found=version, newest=VERSION
        )
    return Collection(archive, label(name), count)


def _write_garment(
    archive: zipfile.ZipFile, number: int, garment: ExportedGarment, original: Path | None
) -> None:
    correction = garment.correction
    outline = None if correction is None else correction.outline
    found: dict[str, object] = {
        **stored_to_json(garment.stored),
        "picture_key": garment.picture_key,
        "sample": garment.sample,
        **notes_to_json(garment.details),
    }
    del found["file"]
    if correction is not None:
        found["correction"] = correction_to_json(correction, f"{number}.outline.png")
    write_member(archive, f"{number}.json", _packed(found), is_packed=False)
    write_member(archive, f"{number}.png", garment.stored.picture.read_bytes())
    if original is not None:
        write_member(archive, f"{number}.original", original.read_bytes())
    if outline is not None:
        write_member(archive, f"{number}.outline.png", outline.coverage_png)


def _packed(found: dict[str, object]) -> bytes:
    kept = {name: value for name, value in found.items() if value not in ("", None)}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _details_of(found: dict[str, object]) -> dict[str, object]:
    """Return the part of a garment's JSON that are its tags and notes."""
    names = ("tags", "shop", "price", "size", "link", "text", "sizes")
    return {name: found[name] for name in names if name in found}


def _key_of(value: object) -> str:
    """Return a picture's key, which becomes part of a file's name."""
    if not isinstance(value, str) or not _HEXADECIMAL.fullmatch(value):
        raise ValueError("the picture's key must be hexadecimal digits")
    return value


def _name_of(value: object) -> str:
    """Return the name of a sample's picture, which is only compared."""
    if not isinstance(value, str):
        raise TypeError("the sample must be a name")
    return value


def _count(found: dict[str, object], name: str) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} must be a whole number, got {quoted(value)}")
    return value
