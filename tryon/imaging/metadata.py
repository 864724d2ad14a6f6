"""What a photo says about itself: its EXIF, and how much of it goes into a result.

Of what a file holds, only entries whose meaning is known are taken over: not the thumbnail, which
shows the photo before, nor the maker's notes, which may hold anything.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from typing import Any

from PIL import ExifTags, Image

_CAMERA = ExifTags.IFD.Exif
_PLACE = ExifTags.IFD.GPSInfo
_MAKER_NOTES = 0x927C
_MOST_BYTES = 60_000
"""JPEG has room for 65,533."""

_OF_THE_PHOTO = (
    *(0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298),
    *(0x829A, 0x829D, 0x8822, 0x8827, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9201, 0x9202),
    *(0x9203, 0x9204, 0x9205, 0x9207, 0x9208, 0x9209, 0x920A, 0x9290, 0x9291, 0x9292, 0xA402),
    *(0xA403, 0xA404, 0xA405, 0xA406, 0xA432, 0xA433, 0xA434),
)
"""Camera, lens, exposure, time, artist and copyright; no place and no serial numbers."""
_OF_THE_FILE = (0xA001, 0xA002, 0xA003, 0xA005, _MAKER_NOTES)
"""Entries about the file they stand in: colour space, size, interoperability; maker's notes."""
_WORDS = (0x010E, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F)
"""Titles, comments and keywords."""


class Metadata(Enum):
    """How much of the photo's EXIF a written picture carries."""

    NONE = "none"
    WITHOUT_PLACE = "without-place"
    """Camera, exposure, time, artist and copyright."""
    ALL = "all"
    """What was said about the place and in words as well."""


def read_exif(image: Image.Image) -> bytes:
    """Return what a picture's EXIF says about the photo; empty if nothing can be read."""
    try:
        stored = image.getexif()
        main = {tag: stored[tag] for tag in (*_OF_THE_PHOTO, *_WORDS) if tag in stored}
        camera = {t: v for t, v in stored.get_ifd(_CAMERA).items() if t not in _OF_THE_FILE}
        return _encoded(main, camera, dict(stored.get_ifd(_PLACE)))
    except Exception:  # EXIF of any photo: odd types make Pillow raise anything
        return b""


def kept_exif(exif: bytes, metadata: Metadata) -> bytes:
    """Return the part of what `read_exif` returned that is wanted."""
    if metadata is Metadata.ALL or not exif:
        return exif
    if metadata is Metadata.NONE:
        return b""
    stored = Image.Exif()
    stored.load(exif)
    main = {tag: stored[tag] for tag in _OF_THE_PHOTO if tag in stored}
    camera = {t: v for t, v in stored.get_ifd(_CAMERA).items() if t in _OF_THE_PHOTO}
    return _encoded(main, camera, {})


def _encoded(main: dict[int, Any], camera: dict[int, Any], place: dict[int, Any]) -> bytes:
    """Return EXIF of what can be written; empty if that is nothing, or more than files hold."""
    exif = Image.Exif()
    for tag, value in main.items():
        if _is_writable(tag, value):
            exif[tag] = value
    for group, entries in ((_CAMERA, camera), (_PLACE, place)):
        writable = {tag: value for tag, value in entries.items() if _is_writable(tag, value)}
        if writable:
            exif[group] = writable
    data = exif.tobytes() if len(exif) else b""
    return data if len(data) <= _MOST_BYTES else b""


def _is_writable(tag: int, value: Any) -> bool:  # noqa: ANN401 - whatever a file held
    exif = Image.Exif()
    exif[tag] = value
    with suppress(Exception):  # as in read_exif
        exif.tobytes()
        return True
    return False
