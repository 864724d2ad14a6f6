"""Another pattern for a garment: a picture repeated over its cloth, in the light that lies on it.

It is laid on the garment's own flat picture, so that it is warped as the garment is, sleeves too.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryon.errors import EntryError, ImageReadError
from tryon.fitting.cloth.cloth import lit
from tryon.fitting.cloth.colours import WHITE, Floats, to_linear
from tryon.fitting.cloth.tile import seamless_tile
from tryon.geometry import Box, RgbaImage, Size
from tryon.imaging import decode_rgba, png_of, read_rgba
from tryon.json_file import checked_number, quoted
from tryon.late import cv2
from tryon.messages import EntryProblem
from tryon.pixels.resize import reduced, resize_rgba, scaled

FindPattern = Callable[[str], bytes]
"""Returns the file of the picture with a digest, and raises a ValueError if there is none."""

LONGEST_SIDE = 768
"""Longest side in pixels at which a pattern's picture is kept."""
SCALE_LIMITS = 0.02, 2.0
USUAL_SCALE = 0.3
ANGLE_LIMITS = -180.0, 180.0
_BRIGHTEST = np.float32(0.82)
"""Linear light of the pattern, so that folds of white cloth can be brighter still."""
_COVERED = 128
"""Least alpha of a pixel that is the garment's."""
_RIM = 2
"""Pixels beyond its edge by which a pixel of the tile may be interpolated."""
_EXAMPLE = (
    '{"picture": "1f…", "name": "dots", "scale": 0.3, "angle_degrees": 0, "keeps_prints": false}'
)


@dataclass(frozen=True, repr=False)
class PatternPicture:
    """The picture of a pattern, by what it shows: equal pictures are the same one.

    Attributes:
        png: its file.
        name: what it is called.
    """

    png: bytes
    name: str = field(default="", compare=False)

    @classmethod
    def of(cls, rgba: RgbaImage, name: str = "") -> PatternPicture:
        """Make one of pixels (H, W, 4), reduced to `LONGEST_SIDE`."""
        return cls(png_of(reduced(rgba, LONGEST_SIDE)), name)

    @classmethod
    def read(cls, png: bytes, name: str) -> PatternPicture:
        """Take a file that `of` has made.

        Raises:
            EntryError: if it is damaged or too large.
        """
        try:
            pixels = decode_rgba(png, name, max_pixels=LONGEST_SIDE**2)
            is_kept = max(pixels.shape) <= LONGEST_SIDE
        except ImageReadError as error:
            raise EntryError(EntryProblem.NO_PATTERN, found=quoted(name)) from error
        if not is_kept:
            raise EntryError(EntryProblem.NO_PATTERN, found=quoted(name))
        return cls(png, name)

    def __repr__(self) -> str:
        return f"PatternPicture({self.digest}, {self.name!r})"

    @cached_property
    def digest(self) -> str:
        """What tells it from all others: 64 letters of SHA-256."""
        return hashlib.sha256(self.png).hexdigest()

    @cached_property
    def pixels(self) -> RgbaImage:
        """The picture (h, w, 4)."""
        return decode_rgba(self.png, self.name)

    @cached_property
    def tile(self) -> RgbaImage:
        """The part (h, w, 4) of it that is repeated."""
        return seamless_tile(self.pixels)


def read_pattern_picture(path: Path) -> PatternPicture:
    """Read the picture of a pattern; it is called as its file.

    Raises:
        ImageReadError: if it cannot be read.
    """
    return PatternPicture.of(read_rgba(path), path.stem)


@dataclass(frozen=True)
class Pattern:
    """A pattern for a garment's cloth.

    Attributes:
        picture: what is repeated; where it is clear the cloth's own colour shows.
        scale: width of the picture in widths of the garment.
        angle_degrees: how far it is turned, clockwise.
        keeps_prints: whether prints and stripes of other colours stay over it.

    Raises:
        EntryError: a ValueError, if a number is outside its limits.
    """

    picture: PatternPicture
    scale: float = USUAL_SCALE
    angle_degrees: float = 0.0
    keeps_prints: bool = False

    def __post_init__(self) -> None:
        limits = {"scale": SCALE_LIMITS, "angle_degrees": ANGLE_LIMITS}
        for name, (low, high) in limits.items():
            checked_number(name, getattr(self, name), low, high)

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads; the picture is kept by its digest."""
        return {
            "picture": self.picture.digest,
            "name": self.picture.name,
            "scale": self.scale,
            "angle_degrees": self.angle_degrees,
            "keeps_prints": self.keeps_prints,
        }

    @classmethod
    def from_json(cls, stored: object, find_pattern: FindPattern) -> Pattern:
        """Read what `to_json` returned.

        Args:
            stored: it.
            find_pattern: returns the file of its picture.

        Raises:
            EntryError: if it is no pattern, or its picture is damaged.
        """
        names = {"picture", "name", "scale", "angle_degrees", "keeps_prints"}
        if not isinstance(stored, dict) or set(stored) != names:
            raise EntryError(EntryProblem.NOT_THE_FORM, example=_EXAMPLE)
        digest, name, keeps_prints = (stored[key] for key in ("picture", "name", "keeps_prints"))
        if type(digest) is not str or type(name) is not str or type(keeps_prints) is not bool:
            raise EntryError(EntryProblem.NOT_THE_FORM, example=_EXAMPLE)
        picture = PatternPicture.read(find_pattern(digest), name)
        if picture.digest != digest:
            raise EntryError(EntryProblem.NO_PATTERN, found=quoted(digest))
        return cls(picture, stored["scale"], stored["angle_degrees"], keeps_prints)


def printed(pattern: Pattern, light: Floats, alpha: NDArray[np.uint8], below: Floats) -> Floats:
    """Return a garment in another pattern: linear light (H, W, 3).

    Args:
        pattern: what to lay on it.
        light: the light (H, W) on it.
        alpha: coverage (H, W) of the garment, which says where it is and how wide.
        below: what shows (H, W, 3) where the pattern is clear.
    """
    colours = laid_tile(pattern, alpha)
    wanted = WHITE * np.minimum(to_linear(colours[..., :3]), _BRIGHTEST)
    share = colours[..., 3:] * np.float32(1 / 255)
    return np.asarray(below + share * (lit(wanted, light) - below), np.float32)


def laid_tile(pattern: Pattern, alpha: NDArray[np.uint8]) -> RgbaImage:
    """Return a pattern (H, W, 4) repeated from the middle of a garment of this coverage (H, W)."""
    box = Box.around(alpha >= _COVERED) or Box(0, 0, alpha.shape[1], alpha.shape[0])
    tile = pattern.picture.tile
    size = pattern.picture.pixels.shape[1] / (pattern.scale * box.width)
    if size > 1:
        full, tile = tile, resize_rgba(tile, scaled(Size.of(tile), 1 / size))
        size *= tile.shape[1] / full.shape[1]
    x = (np.arange(alpha.shape[1]) - (box.left + box.right - 1) / 2) * size
    y = (np.arange(alpha.shape[0]) - (box.top + box.bottom - 1) / 2) * size
    turn = math.radians(pattern.angle_degrees)
    cos, sin = math.cos(turn), math.sin(turn)
    across = (cos * x + sin * y[:, None] + (tile.shape[1] - 1) / 2) % tile.shape[1]
    down = (cos * y[:, None] - sin * x + (tile.shape[0] - 1) / 2) % tile.shape[0]
    laid = cv2.remap(  # whose own wrapping fails far out
        np.pad(tile, ((_RIM, _RIM), (_RIM, _RIM), (0, 0)), mode="wrap"),
        (across + _RIM).astype(np.float32),
        (down + _RIM).astype(np.float32),
        cv2.INTER_CUBIC if size < 1 else cv2.INTER_LINEAR,
    )
    return np.asarray(laid, np.uint8)
