"""The door through which every picture comes in, from a file or from memory.

Whatever a file turns out to be, opening it ends in a picture or in an `ImageReadError`: Pillow's
readers raise errors of a dozen kinds on damaged data, and paths another few. Its first bytes show
what a file is, and its size is known, before more of it is read.
"""

from __future__ import annotations

import errno
import io
import stat
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image, UnidentifiedImageError

from tryon.errors import ImageReadError, reason_of
from tryon.geometry import Size
from tryon.imaging.depth import with_low_bytes
from tryon.imaging.heif import HEIF_SUFFIXES, register_heif
from tryon.imaging.metadata import read_exif
from tryon.imaging.signatures import HEAD_BYTES, FileKind, kind_of
from tryon.imaging.truncated import with_its_end
from tryon.messages import ImageNote, ImageProblem, Text
from tryon.paths import is_folder

READABLE_SUFFIXES = (
    *(".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif"),
    *HEIF_SUFFIXES,
)
MAX_PIXELS = 120_000_000
"""Largest picture that is read."""
MAX_BYTES = 1_000_000_000
"""Largest file that is read: the largest picture without compression, four channels of 16 bits."""

Image.MAX_IMAGE_PIXELS = None  # check_size has its own limit, with a message for people

_FORMATS: tuple[str, ...] = (
    *("AVIF", "BMP", "DIB", "GIF", "ICO", "JPEG", "JPEG2000", "PCX", "PNG", "PPM"),
    *("PSD", "SGI", "TGA", "TIFF", "WEBP"),
)
"""What Pillow reads by itself; some of its other readers start programs of their own."""
_DNG_VERSION = 50706
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture with this EXIF orientation upright."""
_ON_ITS_SIDE = {_UPRIGHT[orientation] for orientation in (5, 6, 7, 8)}
_JPEG = b"\xff\xd8\xff"
_BAD_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}


@dataclass(frozen=True, eq=False)
class Decoded:
    """The first frame of a picture file.

    Attributes:
        image: loaded and upright, in any mode.
        exif: what the file says about the photo, see `tryon.imaging.metadata.read_exif`.
        note: what the user should know about the file.
    """

    image: Image.Image
    exif: bytes = b""
    note: Text | None = None


def read_file(path: Path) -> Decoded:
    """Read a picture file.

    Raises:
        ImageReadError: if it cannot be read, is no picture, or is too large.
    """
    with open_picture(path) as stream:
        return decode(stream, path.name)


def open_picture(path: Path) -> IO[bytes]:
    """Open a file, if it is one.

    Raises:
        ImageReadError: if it is not there, may not be read, or is no file.
    """
    with _path_problems(path):
        _check_is_file(path)
        return path.open("rb")


def find_pictures(folder: Path) -> tuple[Path, ...]:
    """Return the files of a folder that are named as pictures are, sorted.

    Raises:
        ImageReadError: if the folder may not be read.
    """
    with _path_problems(folder):
        return tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in READABLE_SUFFIXES))


def find_photos(named: Sequence[Path]) -> tuple[Path, ...]:
    """Return the named files, and for each named folder the pictures in it, sorted.

    Raises:
        ImageReadError: if a folder holds no picture, or may not be read.
    """
    found: list[Path] = []
    for path in named:
        if not is_folder(path):
            found.append(path)
            continue
        inside = find_pictures(path)
        if not inside:
            raise ImageReadError(ImageProblem.NO_PICTURES, folder=path, suffixes=READABLE_SUFFIXES)
        found.extend(inside)
    return tuple(dict.fromkeys(found))


def decode(stream: IO[bytes], name: str, *, max_pixels: int = MAX_PIXELS) -> Decoded:
    """Decode a picture.

    Args:
        stream: the file; it is read no further than needed.
        name: what to call it in messages.
        max_pixels: what has more is refused before it is decoded.

    Raises:
        ImageReadError: if it is no picture, or is too large.
    """
    with picture_problems(name):
        return _decode(stream, name, max_pixels)


def decode_image(image: Image.Image, name: str) -> Decoded:
    """Decode a picture that a program has opened with Pillow, and leave its own object as it is.

    Args:
        image: the picture, loaded or not.
        name: what to call it in messages.

    Raises:
        ImageReadError: if it is damaged or too large.
    """
    with picture_problems(name):
        check_size(Size(*image.size), name)
        image.load()
        turn = _UPRIGHT.get(_orientation(image))
        return Decoded(image if turn is None else image.transpose(turn), read_exif(image))


def decode_draft(stream: IO[bytes], name: str, side: int) -> tuple[Decoded, Size] | None:
    """Decode a JPEG at a half, a quarter or an eighth of its size, which takes a third of the time.

    Args:
        stream: the file.
        name: what to call it in messages.
        side: which both sides of the result have at least.

    Returns:
        The picture and its own size, both upright; None for other files and for small pictures.

    Raises:
        ImageReadError: if it is damaged.
    """
    with picture_problems(name):
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        if not head.startswith(_JPEG):
            return None
        image = Image.open(stream, formats=("JPEG",))
        check_size(Size(*image.size), name)
        size = Size(*image.size)
        image.draft("RGB", (side, side))
        if image.size == (size.width, size.height):
            return None
        image.load()
        turn = _UPRIGHT.get(_orientation(image))
        if turn is None:
            return Decoded(image), size
        if turn in _ON_ITS_SIDE:
            size = Size(size.height, size.width)
        return Decoded(image.transpose(turn)), size


@contextmanager
def picture_problems(name: str) -> Iterator[None]:
    """Turn whatever a picture makes Pillow raise into an `ImageReadError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd EXIF, palette bytes: nothing a user could do
            yield
    except ImageReadError:
        raise
    except UnidentifiedImageError as error:
        raise ImageReadError(
            ImageProblem.NO_PICTURE, name=name, suffixes=READABLE_SUFFIXES
        ) from error
    except MemoryError as error:
        raise ImageReadError(ImageProblem.NO_MEMORY, name=name) from error
    except Exception as error:  # damaged data makes Pillow's readers raise anything
        reason = reason_of(error) or type(error).__name__
        raise ImageReadError(ImageProblem.DAMAGED, name=name, reason=reason) from error


@contextmanager
def _path_problems(path: Path) -> Iterator[None]:
    """Turn whatever a path makes the system say into an `ImageReadError`."""
    try:
        yield
    except FileNotFoundError as error:
        raise ImageReadError(ImageProblem.MISSING, path=path) from error
    except PermissionError as error:
        raise ImageReadError(ImageProblem.FORBIDDEN, path=path) from error
    except OSError as error:
        problem = ImageProblem.BAD_NAME if error.errno in _BAD_NAME else ImageProblem.UNREADABLE
        raise ImageReadError(problem, path=path, reason=reason_of(error)) from error
    except ValueError as error:  # null bytes, lone surrogates
        raise ImageReadError(ImageProblem.BAD_NAME, path=path, reason=error) from error


def _check_is_file(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ImageReadError(ImageProblem.FOLDER, path=path)
    if not stat.S_ISREG(mode):  # a device never ends, and a pipe may never begin
        raise ImageReadError(ImageProblem.NO_FILE, path=path)


def _decode(stream: IO[bytes], name: str, max_pixels: int) -> Decoded:
    formats = _FORMATS
    kind = _checked_kind(stream, name)
    if kind is FileKind.HEIF:
        if not register_heif():
            raise ImageReadError(ImageProblem.HEIF_NEEDS_PACKAGE, name=name)
        formats = ("HEIF",)
    try:
        image: Image.Image = Image.open(stream, formats=formats)
    except UnidentifiedImageError as error:
        if kind is FileKind.OTHER:
            raise
        raise ImageReadError(ImageProblem.DAMAGED_AT_START, name=name) from error
    check_size(Size(*image.size), name, max_pixels)
    if _DNG_VERSION in getattr(image, "tag_v2", ()):
        raise ImageReadError(ImageProblem.RAW, name=name)
    note = None
    try:
        image.load()
    except OSError:
        repaired = _repaired(image, stream)
        if repaired is None:
            raise
        image, note = repaired, ImageNote.LACKS_ITS_END.with_values(name=name)
    exif = read_exif(image)
    image = with_low_bytes(image, stream)
    turn = _UPRIGHT.get(_orientation(image))
    return Decoded(image if turn is None else image.transpose(turn), exif, note)


def _checked_kind(stream: IO[bytes], name: str) -> FileKind:
    """Return what a file is, by its first bytes.

    Raises:
        ImageReadError: if it is empty, a video, a RAW file, or has more than `MAX_BYTES`.
    """
    head = stream.read(HEAD_BYTES)
    if not head:
        raise ImageReadError(ImageProblem.EMPTY, name=name)
    kind = kind_of(head, Path(name).suffix)
    if kind is FileKind.VIDEO:
        raise ImageReadError(ImageProblem.VIDEO, name=name)
    if kind is FileKind.RAW:
        raise ImageReadError(ImageProblem.RAW, name=name)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > MAX_BYTES:
        raise ImageReadError(
            ImageProblem.TOO_MANY_BYTES,
            name=name,
            megabytes=size // 1_000_000,
            limit=MAX_BYTES // 1_000_000,
        )
    return kind


def check_size(size: Size, name: str, max_pixels: int = MAX_PIXELS) -> None:
    """Refuse a picture of more pixels.

    Raises:
        ImageReadError: naming the picture.
    """
    if size.width * size.height > max_pixels:
        raise ImageReadError(
            ImageProblem.TOO_LARGE,
            name=name,
            megapixels=round(size.width * size.height / 1e6),
            limit=max_pixels // 1_000_000,
        )


def _repaired(image: Image.Image, stream: IO[bytes]) -> Image.Image | None:
    """Return a picture that lacks its end and nothing else, or None."""
    if image.format not in ("JPEG", "MPO"):
        return None
    stream.seek(0)
    return with_its_end(stream.read())


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation; 1 where there is none that makes sense."""
    try:
        stored = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # as in decode; how a photo was held is no reason to refuse it
        return 1
    value = stored[0] if isinstance(stored, tuple) and stored else stored
    return value if isinstance(value, int) else 1
