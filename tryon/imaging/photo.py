"""Photos of people and pictures of garments, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tryon.errors import ImageReadError
from tryon.geometry import RgbaImage, RgbImage, Size
from tryon.imaging.colour import srgb_pixels
from tryon.imaging.reading import (
    MAX_PIXELS,
    Decoded,
    check_size,
    decode,
    decode_draft,
    decode_image,
    open_picture,
    picture_problems,
    read_file,
)
from tryon.late import cv2
from tryon.messages import ImageProblem, Text

MIN_SIDE = 32
"""Shortest side of a photo, in pixels."""
DRAFT_SIDE = 1200
"""Least side of a photo that is read reduced, in pixels: about that of a window."""
_STRIP_ROWS = 256


@dataclass(frozen=True, eq=False)
class Photo:
    """An opened photo.

    Attributes:
        pixels: RGB (H, W, 3) uint8, upright.
        name: what to call it: the file's name, or a word for a pasted picture.
        path: where it came from, or None for a pasted picture.
        exif: what its file says about it, for files that are made of it.
        note: what the user should know about its file.
        content: of the file that it was decoded from, where that lies in no file.
    """

    pixels: RgbImage
    name: str
    path: Path | None = None
    exif: bytes = field(default=b"", repr=False)
    note: Text | None = None
    content: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint8 or self.pixels.ndim != 3 or self.pixels.shape[2] != 3:
            raise ValueError(f"pixels must be (H, W, 3) uint8, got {self.pixels.shape}")

    @property
    def size(self) -> Size:
        """Extent in pixels."""
        return Size.of(self.pixels)


def read_photo(path: Path) -> Photo:
    """Read a photo of people.

    Raises:
        ImageReadError: if the file cannot be read, is not a picture, is transparent everywhere, or
            is too small or too large.
    """
    return _photo(read_file(path), path.name, path)


def decode_photo(data: bytes, name: str, *, max_pixels: int = MAX_PIXELS) -> Photo:
    """Decode a photo held in memory, for example from the clipboard.

    Args:
        data: the content of its file.
        name: what to call it.
        max_pixels: what has more is refused before it is decoded.

    Raises:
        ImageReadError: as `read_photo`.
    """
    decoded = decode(BytesIO(data), name, max_pixels=max_pixels)
    return replace(_photo(decoded, name, None), content=data)


def read_draft(source: Path | bytes, name: str) -> tuple[RgbImage, Size] | None:
    """Return a large photo reduced, to be seen until all of it is read, and its own size.

    None for a photo that cannot be read reduced, or not at all: reading all of it says why.
    """
    try:
        with BytesIO(source) if isinstance(source, bytes) else open_picture(source) as stream:
            found = decode_draft(stream, name, DRAFT_SIDE)
        return None if found is None else (_on_white(_pixels(found[0], name)), found[1])
    except ImageReadError:
        return None


def photo_of_pixels(pixels: RgbaImage, name: str) -> Photo:
    """Return a photo of pixels (H, W, 4) that come from no file, for example from the clipboard.

    Raises:
        ImageReadError: if it is transparent everywhere, or too small to show a person.
    """
    check_photo_pixels(pixels, name)
    return Photo(_on_white(pixels), name=name)


def photo_of_object(picture: object, name: str) -> Photo:
    """Return a photo of what another part of a program holds in memory.

    Args:
        picture: a Pillow image, or an array uint8: RGB (H, W, 3), RGBA (H, W, 4) or grey (H, W).
        name: what to call it.

    Raises:
        ImageReadError: if it is something else, is transparent everywhere, or is too small or too
            large.
    """
    if isinstance(picture, Image.Image):
        return _photo(decode_image(picture, name), name, None)
    return photo_of_pixels(_pixels_of_array(picture, name), name)


def rgba_of_object(picture: object, name: str) -> RgbaImage:
    """Return a picture (H, W, 4) that is held in memory; see `photo_of_object`.

    Raises:
        ImageReadError: if it is neither an image nor an array of a picture, or is too large.
    """
    if isinstance(picture, Image.Image):
        return _rgba(decode_image(picture, name), name)
    return _with_alpha(_pixels_of_array(picture, name))


def read_rgba(path: Path) -> RgbaImage:
    """Read a picture (H, W, 4) with its transparency; opaque where it has none.

    Raises:
        ImageReadError: if the file cannot be read, is not a picture, or is too large.
    """
    return _rgba(read_file(path), path.name)


def decode_rgba(data: bytes, name: str, *, max_pixels: int = MAX_PIXELS) -> RgbaImage:
    """Decode a picture (H, W, 4) held in memory, as `read_rgba` reads one; see `decode_photo`.

    Raises:
        ImageReadError: as `read_rgba`.
    """
    return _rgba(decode(BytesIO(data), name, max_pixels=max_pixels), name)


def decode_grey(data: bytes, name: str) -> NDArray[np.uint8]:
    """Decode a grey picture (H, W) held in memory, for example a mask.

    Raises:
        ImageReadError: if it is not a picture, or is too large.
    """
    decoded = decode(BytesIO(data), name)
    with picture_problems(name):
        return np.asarray(decoded.image.convert("L"))


def check_photo_pixels(pixels: RgbaImage, name: str) -> None:
    """Check that RGB or RGBA (H, W, 3 or 4) shows something and is large enough for a person.

    Raises:
        ImageReadError: if not.
    """
    height, width, channels = pixels.shape
    if min(width, height) < MIN_SIDE:
        raise ImageReadError(
            ImageProblem.TOO_SMALL, name=name, width=width, height=height, least=MIN_SIDE
        )
    if channels == 4 and not pixels[..., 3].any():
        raise ImageReadError(ImageProblem.TRANSPARENT, name=name)


def _photo(decoded: Decoded, name: str, path: Path | None) -> Photo:
    pixels = _pixels(decoded, name)
    check_photo_pixels(pixels, name)
    return Photo(_on_white(pixels), name, path, decoded.exif, decoded.note)


def _pixels(decoded: Decoded, name: str) -> RgbaImage:
    with picture_problems(name):
        return srgb_pixels(decoded.image)


def _rgba(decoded: Decoded, name: str) -> RgbaImage:
    return _with_alpha(_pixels(decoded, name))


def _pixels_of_array(picture: object, name: str) -> RgbaImage:
    """Return a copy of an array that is a picture, (H, W, 3) or (H, W, 4)."""
    if not isinstance(picture, np.ndarray):
        raise ImageReadError(ImageProblem.OTHER_OBJECT, name=name, found=type(picture).__name__)
    is_picture = picture.ndim == 2 or (picture.ndim == 3 and picture.shape[2] in (3, 4))
    if not is_picture or picture.dtype != np.uint8:
        raise ImageReadError(
            ImageProblem.OTHER_ARRAY,
            name=name,
            shape=str(picture.shape),
            dtype=str(picture.dtype),
        )
    check_size(Size.of(picture), name)
    return np.array(np.dstack([picture] * 3) if picture.ndim == 2 else picture, order="C")


def _with_alpha(pixels: RgbaImage) -> RgbaImage:
    if pixels.shape[2] == 4:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA), np.uint8)


def _on_white(pixels: RgbaImage) -> RgbImage:
    """Put a picture with transparency on white."""
    if pixels.shape[2] == 3:
        return pixels
    flat = np.empty((*pixels.shape[:2], 3), np.uint8)
    for top in range(0, len(pixels), _STRIP_ROWS):
        part = Image.fromarray(pixels[top : top + _STRIP_ROWS])
        paper = Image.new("RGBA", part.size, "white")
        flat[top : top + part.height] = Image.alpha_composite(paper, part).convert("RGB")
    return flat
