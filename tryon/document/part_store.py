"""Garments, parses and patterns of a journal, each once, in files named by what they hold."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, Any, TypeVar
from weakref import WeakKeyDictionary

from tryon.archive import Archive, sense_of, write_member
from tryon.document.archive import open_archive
from tryon.document.kept.garments import garment_digest, read_garment, write_garment
from tryon.document.kept.parse import parse_digest, read_parse, write_parse
from tryon.errors import LookFileError, MemberError
from tryon.fitting.cloth.pattern import PatternPicture
from tryon.garments.garment import Garment
from tryon.geometry import Size
from tryon.human_parse import HumanParse
from tryon.imaging import make_folder, write_atomically
from tryon.json_file import MOST_BYTES, parse_json
from tryon.messages import MemberProblem
from tryon.paths import is_file
from tryon.shape.figure_json import Json

_ABOUT, _PATTERN = "about.json", "pattern.png"
Part = TypeVar("Part", Garment, HumanParse, bytes)
_DIGEST_LETTERS = frozenset("0123456789abcdef")


class PartStore:
    """The `Parts` of commands, as files.

    Args:
        folder: where they are.
        photo_size: of the photo that parses are of.
    """

    def __init__(self, folder: Path, photo_size: Size) -> None:
        self._folder, self._photo_size = folder, photo_size
        self._garments: dict[str, Garment] = {}
        self._digests: WeakKeyDictionary[Garment | HumanParse, str] = WeakKeyDictionary()

    def know_garment(self, garment: Garment) -> None:
        """Take a garment that is kept elsewhere for that of its digest."""
        self._garments[self._digest_of_garment(garment)] = garment

    def keep_garment(self, garment: Garment) -> str:
        """Keep a garment; return its digest.

        Raises:
            ExportError: if it cannot be written.
        """
        digest = self._digest_of_garment(garment)

        def write(archive: zipfile.ZipFile) -> Json:
            file = None if garment.file is None else str(garment.file)
            return {**write_garment(archive, 1, garment), "file": file}

        self._keep(digest, write)
        return digest

    def garment(self, digest: str) -> Garment:
        """Return a garment that is kept, for one digest always the same object.

        Raises:
            MemberError: if it is missing or damaged.
        """
        if digest not in self._garments:
            self._garments[digest] = self._read(digest, _read_kept_garment)
        return self._garments[digest]

    def keep_parse(self, parse: HumanParse) -> str:
        """Keep a parse; return its digest.

        Raises:
            ExportError: if it cannot be written.
        """
        digest = self._digests.get(parse)
        if digest is None:
            digest = self._digests[parse] = parse_digest(parse)
        self._keep(digest, lambda archive: write_parse(archive, parse))
        return digest

    def parse(self, digest: str) -> HumanParse:
        """Return a parse that is kept.

        Raises:
            MemberError: if it is missing or damaged.
        """
        return self._read(
            digest, lambda archive, about: read_parse(archive, about, self._photo_size)
        )

    def keep_pattern(self, picture: PatternPicture) -> None:
        """Keep the picture of a pattern.

        Raises:
            ExportError: if it cannot be written.
        """

        def write(archive: zipfile.ZipFile) -> Json:
            write_member(archive, _PATTERN, picture.png)
            return {}

        self._keep(picture.digest, write)

    def pattern(self, digest: str) -> bytes:
        """Return the file of the picture of a pattern that is kept.

        Raises:
            MemberError: if it is missing or damaged.
        """
        return self._read(digest, lambda archive, _: archive.read_png(_PATTERN))

    def _digest_of_garment(self, garment: Garment) -> str:
        digest = self._digests.get(garment)
        if digest is None:
            digest = self._digests[garment] = garment_digest(garment)
        return digest

    def _keep(self, digest: str, write: Callable[[zipfile.ZipFile], Json]) -> None:
        path = self._path(digest)
        if is_file(path):
            return
        make_folder(self._folder)

        def fill(stream: IO[bytes]) -> None:
            with zipfile.ZipFile(stream, "w") as archive:
                text = json.dumps(write(archive))
                write_member(archive, _ABOUT, text.encode("utf-8"), is_packed=False)

        write_atomically(path, fill)

    def _read(self, digest: str, read: Callable[[Archive, Any], Part]) -> Part:
        if not isinstance(digest, str) or not digest or not _DIGEST_LETTERS.issuperset(digest):
            raise MemberError(MemberProblem.MISSING, part=str(digest))
        try:
            with open_archive(self._path(digest)) as archive, sense_of(digest):
                return read(archive, parse_json(archive.read(_ABOUT, MOST_BYTES)))
        except LookFileError as error:
            raise MemberError(MemberProblem.UNREADABLE, part=digest, reason=str(error)) from error

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.zip"


def _read_kept_garment(archive: Archive, about: Any) -> Garment:  # noqa: ANN401 - JSON
    garment, file = read_garment(archive, 1, about), about["file"]
    return replace(garment, file=Path(file)) if file is not None else garment
