"""Parses of photos that were parsed before, in the user's cache folder.

The key of an entry is made of the photo's pixels, the parser with its weights, and the code that
ran, so a hit equals a new parse. The entries that were used least recently are removed first.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import zipfile
from functools import cache
from pathlib import Path
from typing import IO, Any

import numpy as np
from platformdirs import user_cache_path

from tryon import __version__
from tryon.archive import READ_ERRORS
from tryon.errors import ExportError
from tryon.geometry import LabelMap, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.imaging import write_atomically
from tryon.json_file import parse_json
from tryon.parsing.choice import ParserChoice
from tryon.people_json import people_from_json, people_to_json

LIMIT_BYTES = 200_000_000
"""Of all entries together; a photo of 12 megapixels takes about 0.2 MB."""
_COMPRESSION = 1
"""Level of zlib, the fastest; label maps shrink a hundredfold even so."""
_SUFFIX = ".parse"
_LOG = logging.getLogger(__name__)
_READ_ERRORS = (*READ_ERRORS, TypeError, ArithmeticError)
"""Raised by reading a file that is damaged or not an entry."""


class ParseCache:
    """Keeps parses as files; never raises, because a lost parse can be made again.

    Args:
        folder: where; the platform's cache folder by default.
        limit_bytes: how much all entries may take together.
    """

    def __init__(self, folder: Path | None = None, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder or user_cache_path("tryon", appauthor=False) / "parses"
        self._limit_bytes = limit_bytes

    def get(self, key: str) -> HumanParse | None:
        """Return an entry, without times; a damaged one is dropped."""
        path = self._path(key)
        try:
            parse = _read(path)
        except FileNotFoundError:
            return None
        except _READ_ERRORS as error:
            _LOG.warning("dropped %s from the cache of parses: %s", path, error)
            _remove(path)
            return None
        _touch(path)
        return parse

    def put(self, key: str, parse: HumanParse) -> None:
        """Keep a parse, and remove old ones if there is no room for all."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._path(key), lambda file: _write(file, parse))
            self._make_room()
        except (OSError, ExportError) as error:
            _LOG.warning("the parse is not kept: %s", error)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"

    def _make_room(self) -> None:
        """Remove the files that were used least recently; half-written ones count, too."""
        files = []
        for path in self._folder.iterdir():
            try:
                files.append((path.stat(), path))
            except FileNotFoundError:
                continue  # another window has just removed or renamed it
        total = sum(status.st_size for status, _ in files)
        for status, path in sorted(files, key=lambda entry: entry[0].st_mtime_ns):
            if total <= self._limit_bytes:
                return
            _remove(path)
            total -= status.st_size


def parse_key(image: RgbImage, choice: ParserChoice) -> str | None:
    """Return the key for a parse of a photo (H, W, 3); None if the weights are missing."""
    stamp = choice.stamp
    if stamp is None:
        return None
    digest = hashlib.sha256(f"{_code_version()}\n{stamp}\n{image.shape}\n".encode())
    digest.update(np.ascontiguousarray(image).data)
    return digest.hexdigest()


@cache
def _code_version() -> str:
    """Return a text that changes with the code that parses: weights alone do not decide a parse."""
    digest = hashlib.sha256(__version__.encode())
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def parse_to_bytes(parse: HumanParse) -> bytes:
    """Return what an entry's file holds, for parses that are kept elsewhere."""
    stream = io.BytesIO()
    _write(stream, parse)
    return stream.getvalue()


def parse_from_bytes(data: bytes) -> HumanParse | None:
    """Read what `parse_to_bytes` returned, without times; None if it is damaged."""
    try:
        return _read(io.BytesIO(data))
    except _READ_ERRORS as error:
        _LOG.warning("a parse that was kept is dropped: %s", error)
        return None


def _write(file: IO[bytes], parse: HumanParse) -> None:
    facts = {
        "engine": parse.engine,
        "size": [parse.size.width, parse.size.height],
        "people": people_to_json(parse.people),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as entry:
        entry.writestr("about.json", json.dumps(facts))
        entry.writestr("labels", parse.labels.tobytes())
        entry.writestr("person_map", parse.person_map.tobytes())


def _read(file: Path | IO[bytes]) -> HumanParse:
    with zipfile.ZipFile(file) as entry:
        facts: Any = parse_json(entry.read("about.json"))
        size = Size(*facts["size"])
        labels, person_map = (_to_map(entry.read(name), size) for name in ("labels", "person_map"))
    people = people_from_json(facts["people"], size)
    return HumanParse(labels, person_map, people, engine=str(facts["engine"]))


def _to_map(data: bytes, size: Size) -> LabelMap:
    return np.frombuffer(data, dtype=np.uint8).reshape(size.height, size.width)


def _touch(path: Path) -> None:
    """Mark an entry as used: the order of use outlives the program."""
    try:
        os.utime(path)
    except OSError as error:  # another window has just removed it, or may alone write to it
        _LOG.info("%s stays as old as it was: %s", path, error)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("%s cannot be removed: %s", path, error)
