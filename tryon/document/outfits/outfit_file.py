"""The file of an outfit, ``.outfit``: a zip archive with what a look keeps of garments.

::

    outfit.json             {"version": 1, "name": …, "garments": […], "files": […], "worn": […]}
    picture.png             somebody in it, small
    garment-1.png …         cut-outs with alpha, as in a look
    pattern-1f….png         pictures of patterns, as in a look

An outfit has its own copy of each garment, so it can be worn when the wardrobe has lost one; the
name of the garment's file says which one of the wardrobe it was.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tryon.archive import (
    Archive,
    open_plain,
    open_zip,
    read_versioned,
    sense_of,
    write_member,
)
from tryon.document.kept.garments import read_garment, write_garment
from tryon.document.kept.patterns import patterns_of, write_patterns
from tryon.document.layer_commands import layer_from_json, layer_to_json
from tryon.document.outfits.outfit import Outfit, Piece
from tryon.errors import MemberError, OutfitError, reason_of
from tryon.fitting.cloth.pattern import FindPattern
from tryon.fitting.parameters import parameters_from_json, parameters_to_json
from tryon.garments.garment import Garment
from tryon.imaging import write_atomically
from tryon.json_file import quoted
from tryon.messages import OutfitNote, OutfitProblem, Text
from tryon.shape.figure_json import Json

SUFFIX = ".outfit"
VERSION = 1
"""Version of the file; a reader refuses newer ones."""
_ABOUT, _PICTURE = "outfit.json", "picture.png"
_MOST_PIECES = 100


@dataclass(frozen=True, eq=False)
class KeptOutfit:
    """An outfit as it is kept.

    Attributes:
        outfit: what of it could be read; its garments have no file.
        files: of each piece the name of the file that its garment had in the wardrobe; empty if it
            had none.
        notes: what is lost.
    """

    outfit: Outfit
    files: tuple[str, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class OutfitSummary:
    """What a list shows of an outfit.

    Attributes:
        name: what it is called.
        garments: the names of its garments, lowest first.
        picture: somebody in it, a small PNG; empty if that is lost.
    """

    name: str
    garments: tuple[str, ...]
    picture: bytes


def write_outfit(path: Path, outfit: Outfit, picture: bytes, files: tuple[str, ...]) -> None:
    """Write an outfit; the file appears complete or not at all.

    Args:
        path: where to.
        outfit: what.
        picture: somebody in it, a small PNG.
        files: the names of its garments' files, see `KeptOutfit`.

    Raises:
        ExportError: if the file cannot be written.
    """

    def write(stream: IO[bytes]) -> None:
        with zipfile.ZipFile(stream, "w") as archive:
            about = {
                "version": VERSION,
                "name": outfit.name,
                "garments": [
                    write_garment(archive, number, piece.garment)
                    for number, piece in enumerate(outfit.pieces, start=1)
                ],
                "files": list(files),
                "worn": [
                    {
                        "parameters": parameters_to_json(piece.parameters),
                        "layer": layer_to_json(piece.layer),
                    }
                    for piece in outfit.pieces
                ],
            }
            write_member(archive, _PICTURE, picture)
            write_patterns(archive, (piece.parameters for piece in outfit.pieces))
            text = json.dumps(about, ensure_ascii=False)
            write_member(archive, _ABOUT, text.encode("utf-8", "replace"), is_packed=False)

    write_atomically(path, write)


def read_summary(path: Path) -> OutfitSummary:
    """Read what a list shows of an outfit.

    Raises:
        OutfitError: if it is damaged, none, or one of a newer version.
    """
    with _opened(path) as (archive, about):
        try:
            with sense_of(_ABOUT):
                garments = tuple(_text(each["name"]) for each in about["garments"])
                name = _text(about["name"])
        except MemberError as error:
            raise OutfitError(OutfitProblem.DAMAGED, name=path.name, problem=error) from error
        try:
            picture = archive.read_png(_PICTURE)
        except MemberError:
            picture = b""
        return OutfitSummary(name, garments, picture)


def read_outfit(path: Path) -> KeptOutfit:
    """Read an outfit; what of it is damaged is left out.

    Raises:
        OutfitError: if it is damaged as a whole, none, or one of a newer version.
    """
    with _opened(path) as (archive, about):
        pieces, files, notes = list[Piece](), list[str](), list[Text]()
        try:
            with sense_of(_ABOUT):
                name = _text(about["name"])
                stored = list(zip(about["garments"], about["files"], about["worn"], strict=True))
                if len(stored) > _MOST_PIECES:
                    raise ValueError("it lists too many garments")
        except MemberError as error:
            raise OutfitError(OutfitProblem.DAMAGED, name=path.name, problem=error) from error
        find_pattern = patterns_of(archive)
        for number, (garment, file, worn) in enumerate(stored, start=1):
            try:
                with sense_of(_ABOUT):
                    files.append(_text(file))
                    pieces.append(
                        _piece(read_garment(archive, number, garment), worn, find_pattern)
                    )
            except MemberError as error:
                del files[len(pieces) :]
                notes.append(OutfitNote.GARMENT_LOST.with_values(outfit=name, problem=error.text))
        return KeptOutfit(Outfit(name, tuple(pieces)), tuple(files), tuple(notes))


def _piece(garment: Garment, stored: Any, find_pattern: FindPattern) -> Piece:  # noqa: ANN401 - JSON
    parameters = parameters_from_json(stored["parameters"], find_pattern)
    return Piece(garment, parameters, layer_from_json(stored["layer"]))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Archive, Json]]:
    """Open an outfit's file of a known version."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(open_zip(stack.enter_context(open_plain(path))))
        except (OSError, ValueError) as error:
            raise OutfitError(
                OutfitProblem.UNREADABLE, path=path, reason=reason_of(error)
            ) from error
        except zipfile.BadZipFile as error:
            raise OutfitError(OutfitProblem.NO_OUTFIT, name=path.name) from error
        try:
            about, version = read_versioned(archive, _ABOUT)
        except MemberError as error:
            raise OutfitError(OutfitProblem.DAMAGED, name=path.name, problem=error) from error
        if version > VERSION:
            raise OutfitError(
                OutfitProblem.NEWER, name=path.name, found=quoted(version), newest=VERSION
            )
        yield archive, about


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError("a text is expected")
    return stored
