"""Zip archives that tryon writes: what they may hold, and how much of it is read.

A file may come from anybody. Members are asked for by names that are known beforehand and only ever
held in memory; how large they are, and how many pixels their pictures have, is known and limited
before they are read. zipfile checks the checksum of each.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tryon.errors import MemberError, MessageError, reason_of
from tryon.imaging import MAX_PIXELS
from tryon.json_file import MOST_BYTES, parse_json, quoted, shortened
from tryon.messages import MemberProblem
from tryon.paths import is_file, is_there

MOST_PICTURE_BYTES = 200_000_000
"""Largest size of a PNG."""
_MOST_PIXELS = 3 * MAX_PIXELS
"""Of all PNGs together: two maps as large as the photo, and garments."""
_MOST_DIRECTORY_BYTES = 1_000_000
"""Largest size of the list of members: each takes a hundred bytes."""
_MADE = (1980, 1, 1, 0, 0, 0)
"""Date of each member, so that what is the same is saved as the same bytes."""
_END = struct.Struct("<4s4H2LH")
_END_MARK, _LARGE_MARK = b"PK\5\6", b"PK\6\7"
_LARGE_BYTES = 20
_PNG_HEAD = struct.Struct(">8sL4s2L")
READ_ERRORS = (
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""Raised by reading an archive that is damaged or none."""
_MALFORMED = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
"""What reading JSON raises that somebody else wrote, edited or damaged."""


class Archive:
    """An archive while it is read.

    Args:
        archive: the file.
        most_pixels: how many pixels its PNGs may have together.
    """

    def __init__(self, archive: zipfile.ZipFile, most_pixels: int = _MOST_PIXELS) -> None:
        self._archive = archive
        self._pixels_left = most_pixels

    def renewed(self, most_pixels: int) -> Archive:
        """Return the same archive for another part of it, which may have so many pixels."""
        return Archive(self._archive, most_pixels)

    def has(self, name: str) -> bool:
        """Return whether there is a member of the name."""
        return name in self._archive.NameToInfo

    def read(self, name: str, most_bytes: int) -> bytes:
        """Return the content of a member.

        Raises:
            MemberError: if it is missing, damaged or too large.
        """
        member = self._archive.NameToInfo.get(name)
        if member is None:
            raise MemberError(MemberProblem.MISSING, part=name)
        if member.file_size > most_bytes:
            raise MemberError(MemberProblem.TOO_LARGE, part=name, megabytes=most_bytes // 1_000_000)
        try:
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise zipfile.BadZipFile("it is compressed in an unusual way")
            with self._archive.open(member) as stream:
                return stream.read(member.file_size)  # no more, whatever it unpacks to
        except READ_ERRORS as error:
            raise MemberError(
                MemberProblem.UNREADABLE, part=name, reason=reason_of(error)
            ) from error

    def read_png(self, name: str) -> bytes:
        """Return the content of a picture that is a PNG of a bearable size.

        Raises:
            MemberError: if it is missing, damaged or too large.
        """
        content = self.read(name, MOST_PICTURE_BYTES)
        head = content[: _PNG_HEAD.size].ljust(_PNG_HEAD.size, b"\0")
        mark, _, kind, width, height = _PNG_HEAD.unpack(head)
        if mark != b"\x89PNG\r\n\x1a\n" or kind != b"IHDR":
            raise MemberError(MemberProblem.NO_PNG, part=name)
        self._pixels_left -= width * height
        if self._pixels_left < 0:
            raise MemberError(MemberProblem.TOO_MANY_PIXELS, part=name)
        return content


@contextmanager
def open_zip(stream: IO[bytes], *, most_pixels: int = _MOST_PIXELS) -> Iterator[Archive]:
    """Open an archive.

    Args:
        stream: the file.
        most_pixels: how many pixels its PNGs may have together.

    Raises:
        BadZipFile: if it is none, or a damaged one.
    """
    try:
        _check_directory(stream)
        archive = zipfile.ZipFile(stream)
    except READ_ERRORS as error:
        raise zipfile.BadZipFile(reason_of(error)) from error
    with archive:
        yield Archive(archive, most_pixels)


def open_plain(path: Path) -> IO[bytes]:
    """Open a file to read it, and nothing else that may have its name.

    Raises:
        OSError: if it cannot be read.
        ValueError: if no file can have the name.
    """
    if is_there(path) and not is_file(path):  # a pipe may never begin
        raise OSError("it is not a file")
    return path.open("rb")


def _check_directory(stream: IO[bytes]) -> None:
    """Refuse an archive with more members than any that is written, before they are listed.

    Raises:
        BadZipFile: if it has, or does not end as `write_member` lets it end.
    """
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - _END.size - _LARGE_BYTES))
    tail = stream.read().rjust(_END.size + _LARGE_BYTES, b"\0")
    mark, *_, directory_bytes, _, _ = _END.unpack(tail[_LARGE_BYTES:])
    if mark != _END_MARK or tail.startswith(_LARGE_MARK):
        raise zipfile.BadZipFile("no end of an archive")
    if directory_bytes > _MOST_DIRECTORY_BYTES:
        raise zipfile.BadZipFile("too many members")
    stream.seek(0)


@contextmanager
def sense_of(part: str) -> Iterator[None]:
    """Turn whatever a part raises that makes no sense into a `MemberError` that names it."""
    try:
        yield
    except MemberError:
        raise
    except MessageError as error:
        raise MemberError(MemberProblem.SENSELESS, part=part, reason=error) from error
    except _MALFORMED as error:
        reason = shortened(f"{type(error).__name__}: {error}")
        raise MemberError(MemberProblem.SENSELESS, part=part, reason=reason) from error


def read_versioned(archive: Archive, part: str) -> tuple[dict[str, Any], int]:
    """Return the JSON object of a part and the version that it says it has, 1 or more.

    Raises:
        MemberError: if it is missing, damaged, or says none.
    """
    with sense_of(part):
        about: Any = parse_json(archive.read(part, MOST_BYTES))
        version = about["version"]
        if type(version) is not int or version < 1:
            raise ValueError(f"{quoted(version)} is no version")
        return about, version


def write_member(
    archive: zipfile.ZipFile, name: str, content: bytes, *, is_packed: bool = True
) -> None:
    """Add a member; what is packed already, as pictures are, is stored as it is."""
    member = zipfile.ZipInfo(name, _MADE)
    member.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    archive.writestr(member, content)
