"""The file of a look, ``.tryon``: a zip archive with ``look.json`` and pictures.

::

    look.json               {"version": 1, "photo": …, "parse": …, "garments": […], "worn": […]}
    photo.jpg               the photo's own file, unless the look links to it
    labels.png people.png   ids per pixel, 8-bit
    garment-1.png …         cut-outs with alpha
    garment-1-outline.png   coverage, where the outline was drawn
    pattern-1f….png         pictures of patterns, each once, by their SHA-256

Each version has a reader of its own, which stays as it is when a newer one comes. What is damaged
loses only itself: a garment is left out, a photo without its labels is parsed again.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tryon import __version__
from tryon.archive import Archive, sense_of, write_member
from tryon.body.stature import read_height
from tryon.document.archive import open_archive
from tryon.document.kept_garments import read_garment, write_garment
from tryon.document.kept_parse import read_parse, write_parse
from tryon.document.kept_photo import link_to, read_photo_of, write_photo
from tryon.document.look import Look, WornGarment
from tryon.errors import LookFileError, MemberError
from tryon.fitting.parameters import (
    USUAL,
    FitParameters,
    parameters_from_json,
    parameters_to_json,
)
from tryon.garments.garment import Garment
from tryon.human_parse import MAX_PEOPLE, HumanParse
from tryon.imaging import Photo, write_atomically
from tryon.json_file import MOST_BYTES, parse_json, quoted
from tryon.messages import LookNote, LookProblem, Text
from tryon.shape.figure_json import Json

SUFFIX = ".tryon"
VERSION = 1
"""Version of the file; a reader refuses newer ones."""
_ABOUT = "look.json"
_MOST_WORN = 1000
"""Garments that a file may list: more than all people of a photo can wear."""


@dataclass(frozen=True, eq=False)
class OpenedLook:
    """A look that was read.

    Attributes:
        look: what could be read.
        notes: what is lost.
    """

    look: Look
    notes: tuple[Text, ...] = ()


def write_look(path: Path, look: Look, *, links_photo: bool = False) -> None:
    """Write a look; the file appears complete or not at all.

    Args:
        path: where to.
        look: what; for garments that are not written see `left_out`.
        links_photo: whether the file only says where the photo is.

    Raises:
        LookFileError: if the photo is to be linked to and its file is not what was opened.
        ExportError: if the file cannot be written.
    """
    link = link_to(look.photo, path) if links_photo else None
    write_atomically(path, lambda stream: _write(stream, look, link))


def left_out(look: Look, path: Path) -> tuple[Text, ...]:
    """Return what `write_look` does not write of a look to a file."""
    return tuple(
        LookNote.NOBODY_WEARS.with_values(garment=worn.garment.name, name=path.name)
        for worn in look.worn
        if not worn.has_wearer
    )


def read_look(path: Path) -> OpenedLook:
    """Read a look; what of it is damaged is left out.

    Raises:
        LookFileError: if it is no look, one of a newer version, or its photo cannot be read.
        ImageReadError: if a photo that it links to cannot be read.
    """
    with open_archive(path) as archive:
        try:
            with sense_of(_ABOUT):
                about: Any = parse_json(archive.read(_ABOUT, MOST_BYTES))
                version = about["version"]
                if type(version) is not int or version < 1:
                    raise ValueError(f"{quoted(version)} is no version")
        except MemberError as error:
            raise LookFileError(LookProblem.DAMAGED, name=path.name, problem=error) from error
        if version > VERSION:
            raise LookFileError(
                LookProblem.NEWER, name=path.name, found=quoted(version), newest=VERSION
            )
        return _READERS[version](archive, about, path)


def _write(stream: IO[bytes], look: Look, link: Json | None) -> None:
    garments: dict[int, Garment] = {}
    dressed = [worn for worn in look.worn if worn.has_wearer]
    for worn in dressed:
        garments.setdefault(id(worn.garment), worn.garment)
    numbers = {key: number for number, key in enumerate(garments, start=1)}
    with zipfile.ZipFile(stream, "w") as archive:
        patterns = (worn.parameters.pattern for worn in dressed)
        for picture in dict.fromkeys(each.picture for each in patterns if each is not None):
            write_member(archive, _pattern(picture.digest), picture.png)
        about = {
            "version": VERSION,
            "saved_by": f"tryon {__version__}",
            "photo": write_photo(archive, look.photo) if link is None else link,
            "parse": None if look.parse is None else write_parse(archive, look.parse),
            "garments": [
                write_garment(archive, numbers[key], garment) for key, garment in garments.items()
            ],
            "worn": [
                {
                    "garment": numbers[id(worn.garment)],
                    "person": worn.person,
                    "parameters": parameters_to_json(worn.parameters),
                }
                for worn in dressed
            ],
        }
        if look.heights:
            about["heights"] = [
                {"person": person, "height_cm": height} for person, height in look.heights
            ]
        text = json.dumps(about, ensure_ascii=False)
        write_member(archive, _ABOUT, text.encode("utf-8", "replace"), is_packed=False)


def _read_version_1(archive: Archive, about: Json, path: Path) -> OpenedLook:
    photo = read_photo_of(archive, about.get("photo"), path)
    notes: list[Text] = []
    parse = _parse(archive, about.get("parse"), photo, path, notes)
    worn = _worn(archive, about, path, notes)
    heights = _heights(about.get("heights"), path, notes)
    return OpenedLook(Look(photo, parse, worn, heights), tuple(notes))


def _parse(
    archive: Archive, stored: object, photo: Photo, path: Path, notes: list[Text]
) -> HumanParse | None:
    if stored is None:  # it was saved before it was parsed
        return None
    try:
        return read_parse(archive, stored, photo.size)
    except MemberError as error:
        notes.append(LookNote.PARSE_LOST.with_values(name=path.name, problem=error.text))
        return None


def _worn(archive: Archive, about: Json, path: Path, notes: list[Text]) -> tuple[WornGarment, ...]:
    """Read the garments that are worn, lowest first; note those that are lost."""
    found = []
    try:
        with sense_of(_ABOUT):
            garments, entries = list(about["garments"]), list(about["worn"])
            if max(len(garments), len(entries)) > _MOST_WORN:
                raise ValueError("it lists too many garments")
    except MemberError as error:
        notes.append(LookNote.GARMENT_LOST.with_values(name=path.name, problem=error.text))
        return ()
    read: dict[int, Garment] = {}
    for entry in entries:
        try:
            with sense_of(_ABOUT):
                number, person = _count(entry["garment"]), _count(entry["person"])
                if number not in read:
                    read[number] = read_garment(archive, number, garments[number - 1])
        except MemberError as error:
            notes.append(LookNote.GARMENT_LOST.with_values(name=path.name, problem=error.text))
        else:
            stored = entry.get("parameters")
            parameters = _parameters(archive, stored, read[number], path, notes)
            found.append(WornGarment(person, read[number], parameters))
    return tuple(found)


def _parameters(
    archive: Archive, stored: object, garment: Garment, path: Path, notes: list[Text]
) -> FitParameters:
    try:
        with sense_of(_ABOUT):
            return parameters_from_json(stored, lambda digest: archive.read_png(_pattern(digest)))
    except MemberError as error:
        notes.append(
            LookNote.PARAMETERS_LOST.with_values(
                garment=garment.name, name=path.name, problem=error.text
            )
        )
        return USUAL


def _heights(stored: object, path: Path, notes: list[Text]) -> tuple[tuple[int, float], ...]:
    """Read how tall people are; older versions keep nothing of that."""
    found: dict[int, float] = {}
    if stored is None:
        return ()
    try:
        with sense_of(_ABOUT):
            if not isinstance(stored, list):
                raise TypeError("the heights must be a list")
            for entry in stored[:MAX_PEOPLE]:
                found[_count(entry["person"])] = read_height(entry["height_cm"])
    except MemberError as error:
        notes.append(LookNote.HEIGHTS_LOST.with_values(name=path.name, problem=error.text))
    return tuple(sorted(found.items()))


def _pattern(digest: str) -> str:
    return f"pattern-{digest}.png"


def _count(stored: object) -> int:
    """Return a number that counts people or garments, from 1."""
    if type(stored) is not int or not 1 <= stored <= max(MAX_PEOPLE, _MOST_WORN):
        raise ValueError(f"{quoted(stored)} counts nothing")
    return stored


_Reader = Callable[[Archive, Json, Path], OpenedLook]
_READERS: dict[int, _Reader] = {1: _read_version_1}
