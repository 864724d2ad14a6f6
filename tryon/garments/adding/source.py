"""Where a picture that is added comes from, and the picture itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from tryon.garments.cutout import GARMENT_SIDE
from tryon.garments.loading import title_of
from tryon.geometry import RgbaImage
from tryon.imaging import decode_rgba, png_of, read_rgba
from tryon.pixels.resize import reduced

_KEY_LENGTH = 16
"""Hexadecimal digits of a picture's key."""


@dataclass(frozen=True, eq=False)
class PictureSource:
    """A picture that is not read yet: a file, a file's content, or pixels; exactly one of them.

    It is light, unlike its picture, and can be read again.

    Attributes:
        name: what to call the picture: its file's name, or what the window calls it.
        path: of the file.
        data: the file's content.
        pixels: the picture (H, W, 4) uint8.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    pixels: RgbaImage | None = None

    def __post_init__(self) -> None:
        if sum(each is not None for each in (self.path, self.data, self.pixels)) != 1:
            raise ValueError("a picture comes from a file, from content or as pixels")

    @property
    def title(self) -> str:
        """What to call its garment."""
        return self.name if self.path is None else title_of(self.path)

    @property
    def original(self) -> Path | bytes:
        """The file, or what would be in one."""
        if self.pixels is not None:
            return png_of(self.pixels)
        return self.path if self.path is not None else self.data or b""

    @classmethod
    def of_file(cls, path: Path) -> PictureSource:
        """Return the picture of a file."""
        return cls(path.name, path=path)

    def read(self) -> AddedPicture:
        """Read the picture, no larger than a garment needs.

        Raises:
            ImageReadError: if it cannot be read, is no picture, or is too large.
        """
        return AddedPicture(self, reduced(self._pixels(), GARMENT_SIDE))

    def _pixels(self) -> RgbaImage:
        if self.path is not None:
            return read_rgba(self.path)
        if self.data is not None:
            return decode_rgba(self.data, self.name)
        assert self.pixels is not None
        return self.pixels


@dataclass(frozen=True, eq=False)
class AddedPicture:
    """A picture that was read.

    Attributes:
        source: where it came from.
        rgba: its pixels (H, W, 4) uint8.
    """

    source: PictureSource
    rgba: RgbaImage

    @cached_property
    def key(self) -> str:
        """What it is known by: the same for the same pixels, however they came."""
        digest = hashlib.sha256(repr(self.rgba.shape).encode())
        digest.update(np.ascontiguousarray(self.rgba).data)
        return digest.hexdigest()[:_KEY_LENGTH]
