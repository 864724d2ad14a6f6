"""The photo of a look: its file as it was, inside the look or linked to."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import Any

import numpy as np

from tryon.archive import Archive, sense_of, write_member
from tryon.errors import ImageReadError, LookFileError, MemberError
from tryon.imaging import MAX_BYTES, READABLE_SUFFIXES, Photo, decode_photo, png_of, usual_suffix
from tryon.messages import LookProblem, MemberProblem
from tryon.paths import is_file, size_of
from tryon.shape.figure_json import Json

_NAME = "photo"
_MEMBERS = tuple(f"{_NAME}{suffix}" for suffix in READABLE_SUFFIXES)


@dataclass(frozen=True)
class _Link:
    """Where a photo is that a look does not hold.

    Attributes:
        name: of the photo's file.
        path: where it was, absolute.
        beside: where it was, seen from the folder of the look's file; None if on another drive.
        sha256: of its content.
    """

    name: str
    path: str
    beside: str | None
    sha256: str

    def places(self, look_file: Path) -> Iterator[Path]:
        """Return where it may be now: moved together with the look's file, or not at all."""
        folder = look_file.parent
        for text in (self.beside, self.path, self.name):
            # A server that a stranger's file names is never asked.
            if text is not None and not PureWindowsPath(text).drive.startswith("\\\\"):
                yield Path(os.path.normpath(folder / text))


def write_photo(archive: zipfile.ZipFile, photo: Photo) -> Json:
    """Write a photo's file into a look; return what `read_photo_of` reads.

    What has no file, or another one by now, is written as a PNG of what was opened.
    """
    content, name = photo_content(photo), _clean_name(photo.name)
    suffix = Path(name).suffix.lower()
    if suffix not in READABLE_SUFFIXES:
        suffix = usual_suffix(content or b"") or ".png"
    if content is None:
        suffix, content = ".png", png_of(photo.pixels, photo.exif)
    write_member(archive, f"{_NAME}{suffix}", content)
    return {"name": name}


def link_to(photo: Photo, look_file: Path) -> Json:
    """Return what `read_photo_of` finds the photo's file by.

    Raises:
        LookFileError: if it has no file, or another one by now.
    """
    content = photo_content(photo)
    if photo.path is None or content is None:
        raise LookFileError(LookProblem.NO_LINK, photo=photo.name)
    path = photo.path.absolute()
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise LookFileError(LookProblem.NO_LINK, photo=photo.name) from error
    try:
        beside = Path(os.path.relpath(path, look_file.absolute().parent)).as_posix()
    except ValueError:  # on another drive
        beside = None
    digest = hashlib.sha256(content).hexdigest()
    link = {"path": str(path), "beside": beside, "sha256": digest}
    return {"name": _clean_name(photo.name), "link": link}


def read_photo_of(archive: Archive, stored: Any, look_file: Path) -> Photo:  # noqa: ANN401 - JSON
    """Read the photo of a look.

    Raises:
        LookFileError: if it is damaged, or not where it was linked to.
    """
    try:
        with sense_of("photo"):
            name = _clean_name(_text(stored["name"]))
            link = stored.get("link")
            linked = None if link is None else _link_from_json(name, link)
        if linked is None:
            member = next(filter(archive.has, _MEMBERS), None)
            if member is None:
                raise MemberError(MemberProblem.MISSING, part=_NAME)
            return decode_photo(archive.read(member, MAX_BYTES), name)
    except (MemberError, ImageReadError) as error:
        raise LookFileError(LookProblem.PHOTO_LOST, name=look_file.name, problem=error) from error
    return _linked_photo(linked, look_file)


def _linked_photo(link: _Link, look_file: Path) -> Photo:
    places, changed = tuple(dict.fromkeys(link.places(look_file))), []
    for place in places:
        content = _content(place)
        if content is None:
            continue
        if hashlib.sha256(content).hexdigest() == link.sha256:
            return replace(decode_photo(content, link.name), path=place, content=None)
        changed.append(place)
    if changed:
        raise LookFileError(
            LookProblem.PHOTO_CHANGED, name=look_file.name, places=tuple(map(str, changed))
        )
    raise LookFileError(
        LookProblem.PHOTO_NOT_FOUND,
        photo=link.name,
        name=look_file.name,
        places=tuple(map(str, places)),
    )


def photo_content(photo: Photo) -> bytes | None:
    """Return the content of a photo's file; None if it does not hold what was opened."""
    if photo.content is not None:
        return photo.content
    content = None if photo.path is None else _content(photo.path)
    if content is None:
        return None
    try:
        is_same = np.array_equal(decode_photo(content, photo.name).pixels, photo.pixels)
    except ImageReadError:
        return None
    return content if is_same else None


def _content(path: Path) -> bytes | None:
    """Return the content of a file; None if it cannot be read, or is too large for a photo."""
    if not is_file(path) or size_of(path) > MAX_BYTES:
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def _link_from_json(name: str, stored: Any) -> _Link:  # noqa: ANN401 - any JSON value
    beside = stored["beside"]
    return _Link(
        name,
        _text(stored["path"]),
        None if beside is None else _text(beside),
        _text(stored["sha256"]),
    )


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError("a text is expected")
    return stored


def _clean_name(name: str) -> str:
    """Return a photo's name as one that a file can have in any folder."""
    last = PureWindowsPath(name.replace("\0", "")).name
    return last if last.strip(".") else _NAME
