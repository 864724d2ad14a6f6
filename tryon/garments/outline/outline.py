"""An outline that was drawn: as it is edited, and as it is kept.

All of it is in the frame of the picture after it was turned: what the user sees is what is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.errors import EntryError, GarmentError, ImageReadError
from tryon.geometry import Box, RgbImage, Size
from tryon.imaging import decode_grey
from tryon.late import cv2
from tryon.messages import EntryProblem, GarmentProblem
from tryon.pixels.resize import reduced, scaled

LONGEST_SIDE = 4096
"""Longest side in pixels at which an outline is drawn: a larger picture is reduced to it."""
TURNS = (0, 90, 180, 270)

_COMPRESSION = 3
"""Of the PNG, from 0 to 9: masks are flat, and more effort hardly makes them smaller."""
_ASPECT_TOLERANCE = 0.01
"""Relative difference of aspects up to which an outline fits a picture."""

Coverage = NDArray[np.uint8]
"""How far each pixel (H, W) is the garment's, from 0 to 255."""
Crop = tuple[float, float, float, float]
"""Left, top, right and bottom in shares of the turned picture's width and height."""


@dataclass(frozen=True)
class Outline:
    """An outline as it is kept, compared by its content.

    Attributes:
        coverage_png: coverage of the turned picture, as a grey PNG.
        turned_degrees: how far the picture is turned clockwise: 0, 90, 180 or 270.
        crop: the part outside which nothing is the garment's; None for all of the picture.
    """

    coverage_png: bytes
    turned_degrees: int = 0
    crop: Crop | None = None

    def __post_init__(self) -> None:
        if self.turned_degrees not in TURNS:
            raise EntryError(
                EntryProblem.NO_CHOICE,
                name='"turned_degrees"',
                choices=TURNS,
                found=self.turned_degrees,
            )
        if self.crop is not None:
            left, top, right, bottom = self.crop
            if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
                raise EntryError(EntryProblem.NO_CROP, found=str(list(self.crop)))

    @property
    def digest(self) -> str:
        """A short text that differs between outlines."""
        about = f"{self.turned_degrees} {self.crop}".encode()
        return hashlib.sha256(about + self.coverage_png).hexdigest()[:16]


@dataclass(frozen=True, eq=False)
class Drawing:
    """An outline as it is edited.

    Attributes:
        coverage: of the turned picture (H, W) uint8, before it is cropped.
        turned_degrees: how far the picture is turned clockwise: 0, 90, 180 or 270.
        crop: the part outside which nothing is the garment's; None for all of the picture.
    """

    coverage: Coverage
    turned_degrees: int = 0
    crop: Box | None = None

    def __post_init__(self) -> None:
        if self.coverage.dtype != np.uint8 or self.coverage.ndim != 2:
            raise ValueError(f"coverage must be (H, W) uint8, got {self.coverage.shape}")
        if self.turned_degrees not in TURNS:
            raise ValueError(f"a picture is turned by one of {TURNS}, not {self.turned_degrees}")

    @property
    def cropped(self) -> Coverage:
        """The coverage (H, W), 0 outside the crop."""
        if self.crop is None:
            return self.coverage
        result = np.zeros_like(self.coverage)
        result[self.crop.slices] = self.coverage[self.crop.slices]
        return result

    def turned(self, degrees: int) -> Drawing:
        """Turn it clockwise by a multiple of 90 degrees, with the picture."""
        crop = self.crop
        size = Size.of(self.coverage)
        for _ in range(degrees % 360 // 90):
            if crop is not None:
                crop = Box(size.height - crop.bottom, crop.left, size.height - crop.top, crop.right)
            size = Size(size.height, size.width)
        return Drawing(turned(self.coverage, degrees), (self.turned_degrees + degrees) % 360, crop)

    def is_like(self, other: Drawing) -> bool:
        """Whether the two are the same to the pixel."""
        return (
            self.turned_degrees == other.turned_degrees
            and self.crop == other.crop
            and np.array_equal(self.coverage, other.coverage)
        )


def turned(picture: NDArray[np.uint8], degrees: int) -> NDArray[np.uint8]:
    """Turn a picture (H, W) or (H, W, C) clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -(degrees // 90)))


def drawing_size(picture: NDArray[np.uint8]) -> Size:
    """Return the size at which the outline of a picture (H, W, C) is drawn."""
    size = Size.of(picture)
    return scaled(size, min(1.0, LONGEST_SIDE / max(size.width, size.height)))


def drawing_picture(rgba: NDArray[np.uint8]) -> RgbImage:
    """Return the colours (h, w, 3) of a picture (H, W, 4) on which its outline is drawn.

    What is transparent shows as well: behind a cut-out there often still is its background.
    """
    return reduced(np.ascontiguousarray(rgba[..., :3]), LONGEST_SIDE)


def to_outline(drawing: Drawing) -> Outline:
    """Return a drawing as it is kept."""
    options = [cv2.IMWRITE_PNG_COMPRESSION, _COMPRESSION]
    png = cv2.imencode(".png", drawing.coverage, options)[1].tobytes()
    crop, size = drawing.crop, Size.of(drawing.coverage)
    if crop is None:
        return Outline(png, drawing.turned_degrees)
    shares = (
        crop.left / size.width,
        crop.top / size.height,
        crop.right / size.width,
        crop.bottom / size.height,
    )
    return Outline(png, drawing.turned_degrees, shares)


def to_drawing(outline: Outline, picture_size: Size) -> Drawing:
    """Return a kept outline, to be edited or applied.

    Args:
        outline: of the picture.
        picture_size: of the picture at which it is drawn, before it is turned.

    Raises:
        GarmentError: if it is damaged, or of a picture of another shape.
    """
    try:
        coverage = decode_grey(outline.coverage_png, "outline.png")
    except ImageReadError as error:
        raise GarmentError(GarmentProblem.OUTLINE_DAMAGED, problem=error) from error
    wanted = picture_size
    if outline.turned_degrees in (90, 270):
        wanted = Size(wanted.height, wanted.width)
    found = Size.of(coverage)
    ratio = (found.width * wanted.height) / (found.height * wanted.width)
    if abs(ratio - 1) > _ASPECT_TOLERANCE:
        raise GarmentError(
            GarmentProblem.OUTLINE_OF_OTHER_PICTURE, found=_shown(found), expected=_shown(wanted)
        )
    if found != wanted:
        coverage = np.asarray(
            cv2.resize(coverage, (wanted.width, wanted.height), interpolation=cv2.INTER_LINEAR),
            np.uint8,
        )
    crop = None
    if outline.crop is not None:
        left, top, right, bottom = outline.crop
        crop = Box(
            round(left * wanted.width),
            round(top * wanted.height),
            max(round(left * wanted.width) + 1, round(right * wanted.width)),
            max(round(top * wanted.height) + 1, round(bottom * wanted.height)),
        )
    return Drawing(coverage, outline.turned_degrees, crop)


def _shown(size: Size) -> str:
    return f"{size.width}x{size.height}"
