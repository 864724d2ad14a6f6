"""The file of a look, ``.tryon``: a zip archive with ``look.json`` and pictures.

::

    look.json               {"version": 2, "photo": …, "parse": …, "garments": […],
                             "variants": [{"name": …, "worn": […]}], "present": 0}
    photo.jpg               the photo's own file, unless the look links to it
    labels.png people.png   ids per pixel, 8-bit
    garment-1.png …         cut-outs with alpha
    garment-1-outline.png   coverage, where the outline was drawn
    pattern-1f….png         pictures of patterns, each once, by their SHA-256

Each version has a reader of its own, which stays as it is when a newer one comes. Version 1 has one
list ``worn`` in place of variants, and no layers; a look that needs neither is still written like
that, for programs that know no other. What is damaged loses only itself: a garment is left out, a
photo without its labels is parsed again.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from tryon import __version__
from tryon.archive import Archive, read_versioned, sense_of, write_member
from tryon.body.stature import read_height
from tryon.document.archive import open_archive
from tryon.document.kept.garments import read_garment, write_garment
from tryon.document.kept.parse import read_parse, write_parse
from tryon.document.kept.patterns import patterns_of, write_patterns
from tryon.document.kept.photo import link_to, read_photo_of, write_photo
from tryon.document.layer_commands import layer_from_json, layer_to_json
from tryon.document.look import Heights, Look, Variant, WornGarment
from tryon.document.variant_commands import MOST_VARIANTS
from tryon.errors import LookFileError, MemberError
from tryon.fitting.composite import PLAIN
from tryon.fitting.parameters import (
    USUAL,
    FitParameters,
    parameters_from_json,
    parameters_to_json,
)
from tryon.garments.garment import Garment
from tryon.human_parse import MAX_PEOPLE, HumanParse
from tryon.imaging import Photo, write_atomically
from tryon.json_file import quoted
from tryon.messages import LookNote, LookProblem, Text
from tryon.shape.figure_json import Json

SUFFIX = ".tryon"
VERSION = 2
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
            about, version = read_versioned(archive, _ABOUT)
        except MemberError as error:
            raise LookFileError(LookProblem.DAMAGED, name=path.name, problem=error) from error
        if version > VERSION:
            raise LookFileError(
                LookProblem.NEWER, name=path.name, found=quoted(version), newest=VERSION
            )
        return _READERS[version](archive, about, path)


def _write(stream: IO[bytes], look: Look, link: Json | None) -> None:
    garments: dict[int, Garment] = {}
    for worn in filter(_is_kept, look.all_worn):
        garments.setdefault(id(worn.garment), worn.garment)
    numbers = {key: number for number, key in enumerate(garments, start=1)}
    variants = [
        {
            "name": variant.name,
            "worn": [_worn_to_json(worn, numbers) for worn in filter(_is_kept, variant.worn)],
        }
        for variant in look.variants
    ]
    is_plain = len(variants) == 1 and all(worn.layer == PLAIN for worn in look.worn)
    with zipfile.ZipFile(stream, "w") as archive:
        write_patterns(archive, (worn.parameters for worn in filter(_is_kept, look.all_worn)))
        about = {
            "version": 1 if is_plain else VERSION,
            "saved_by": f"tryon {__version__}",
            "photo": write_photo(archive, look.photo) if link is None else link,
            "parse": None if look.parse is None else write_parse(archive, look.parse),
            "garments": [
                write_garment(archive, numbers[key], garment) for key, garment in garments.items()
            ],
        }
        if look.heights:
            about["heights"] = [
                {"person": person, "height_cm": height} for person, height in look.heights
            ]
        if is_plain:
            about["worn"] = variants[0]["worn"]
        else:
            about |= {"variants": variants, "present": look.present}
        text = json.dumps(about, ensure_ascii=False)
        write_member(archive, _ABOUT, text.encode("utf-8", "replace"), is_packed=False)


def _is_kept(worn: WornGarment) -> bool:
    return worn.has_wearer


def _worn_to_json(worn: WornGarment, numbers: dict[int, int]) -> Json:
    stored = {
        "garment": numbers[id(worn.garment)],
        "person": worn.person,
        "parameters": parameters_to_json(worn.parameters),
    }
    return stored if worn.layer == PLAIN else {**stored, "layer": layer_to_json(worn.layer)}


def _read_version_1(archive: Archive, about: Json, path: Path) -> OpenedLook:
    photo = read_photo_of(archive, about.get("photo"), path)
    notes: list[Text] = []
    parse = _parse(archive, about.get("parse"), photo, path, notes)
    worn = _Reading(archive, about, path, notes).worn(about)
    heights = _heights(about.get("heights"), path, notes)
    return OpenedLook(Look(photo, parse, worn, heights=heights), tuple(notes))


def _read_version_2(archive: Archive, about: Json, path: Path) -> OpenedLook:
    photo = read_photo_of(archive, about.get("photo"), path)
    notes: list[Text] = []
    parse = _parse(archive, about.get("parse"), photo, path, notes)
    look = Look(photo, parse, heights=_heights(about.get("heights"), path, notes))
    variants = _Reading(archive, about, path, notes).variants()
    if variants:
        chosen = about.get("present")
        present = next((n for n, _ in enumerate(variants) if n == chosen), 0)
        look = look.of_variants(variants, present)
    return OpenedLook(look, tuple(notes))


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


class _Reading:
    """Reads what is worn out of a look's file; garments that several people wear are one.

    Args:
        archive: the file.
        about: what its JSON says.
        path: the file, for notes.
        notes: where those go about what is lost.
    """

    def __init__(self, archive: Archive, about: Json, path: Path, notes: list[Text]) -> None:
        self._archive, self._about, self._path, self._notes = archive, about, path, notes
        self._read: dict[int, Garment] = {}
        self._left = _MOST_WORN

    def variants(self) -> tuple[Variant, ...]:
        """Read all variants of version 2."""
        try:
            with sense_of(_ABOUT):
                stored = list(self._about["variants"])
                if len(stored) > MOST_VARIANTS:
                    raise ValueError("it lists too many variants")
                names = [_text(each["name"]) for each in stored]
        except MemberError as error:
            self._note_lost(error)
            return ()
        return tuple(
            Variant(name, self.worn(each)) for name, each in zip(names, stored, strict=True)
        )

    def worn(self, stored: Json) -> tuple[WornGarment, ...]:
        """Read the garments that are worn, lowest first; note those that are lost."""
        found = []
        try:
            with sense_of(_ABOUT):
                garments, entries = list(self._about["garments"]), list(stored["worn"])
                self._left -= len(entries)
                if len(garments) > _MOST_WORN or self._left < 0:
                    raise ValueError("it lists too many garments")
        except MemberError as error:
            self._note_lost(error)
            return ()
        for entry in entries:
            try:
                with sense_of(_ABOUT):
                    number, person = _count(entry["garment"]), _count(entry["person"])
                    if number not in self._read:
                        garment = read_garment(self._archive, number, garments[number - 1])
                        self._read[number] = garment
            except MemberError as error:
                self._note_lost(error)
            else:
                found.append(self._one_worn(entry, person, self._read[number]))
        return tuple(found)

    def _one_worn(self, entry: Json, person: int, garment: Garment) -> WornGarment:
        stored = entry.get("parameters")
        parameters = _parameters(self._archive, stored, garment, self._path, self._notes)
        worn = WornGarment(person, garment, parameters)
        if "layer" not in entry:
            return worn
        try:
            with sense_of(_ABOUT):
                return replace(worn, layer=layer_from_json(entry["layer"]))
        except MemberError as error:
            self._notes.append(
                LookNote.LAYER_LOST.with_values(
                    garment=garment.name, name=self._path.name, problem=error.text
                )
            )
            return worn

    def _note_lost(self, error: MemberError) -> None:
        self._notes.append(
            LookNote.GARMENT_LOST.with_values(name=self._path.name, problem=error.text)
        )


def _parameters(
    archive: Archive, stored: object, garment: Garment, path: Path, notes: list[Text]
) -> FitParameters:
    try:
        with sense_of(_ABOUT):
            return parameters_from_json(stored, patterns_of(archive))
    except MemberError as error:
        notes.append(
            LookNote.PARAMETERS_LOST.with_values(
                garment=garment.name, name=path.name, problem=error.text
            )
        )
        return USUAL


def _heights(stored: object, path: Path, notes: list[Text]) -> Heights:
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


def _count(stored: object) -> int:
    """Return a number that counts people or garments, from 1."""
    if type(stored) is not int or not 1 <= stored <= max(MAX_PEOPLE, _MOST_WORN):
        raise ValueError(f"{quoted(stored)} counts nothing")
    return stored


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError("a name must be a text")
    return stored


_Reader = Callable[[Archive, Json, Path], OpenedLook]
_READERS: dict[int, _Reader] = {1: _read_version_1, 2: _read_version_2}
