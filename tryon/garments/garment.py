"""What a garment is: a cut-out picture, its category, and where its landmarks lie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.correction import Correction
from tryon.garments.figure import Figure
from tryon.garments.garment_category import GarmentCategory as GarmentCategory
from tryon.geometry import Box, RgbaImage, RgbImage

MIN_VISIBLE_PIXELS = 400


@dataclass(frozen=True, eq=False)
class Garment:
    """A garment cut out of its product photo.

    Attributes:
        rgba: picture (H, W, 4) uint8 with straight alpha, cropped to the garment.
        category: what it is.
        name: what to call it.
        figure: its landmarks if it was taken off a person, on whose body they were measured; None
            for a flat garment, which is measured by its silhouette.
        correction: what the user said about its category and landmarks; None if nothing.
        found_category: what it was taken for before it was corrected; None if it was not.
        file: the picture that it was read from or is kept as; None if it is in memory only.
        warning: why a correction that is kept beside it is not used; else empty.

    Raises:
        GarmentError: if the cut-out is empty or a few pixels only.
    """

    rgba: RgbaImage
    category: GarmentCategory
    name: str
    figure: Figure | None = None
    correction: Correction | None = None
    found_category: GarmentCategory | None = None
    file: Path | None = None
    warning: str = ""

    def __post_init__(self) -> None:
        if self.rgba.dtype != np.uint8 or self.rgba.ndim != 3 or self.rgba.shape[2] != 4:
            raise ValueError(f"rgba must be (H, W, 4) uint8, got {self.rgba.shape}")
        visible = int(np.count_nonzero(self.rgba[..., 3] >= 128))
        if visible < MIN_VISIBLE_PIXELS:
            raise GarmentError(
                f"{self.name}: no garment found ({visible} visible pixels, at least "
                f"{MIN_VISIBLE_PIXELS} needed). Use a photo of one garment on a plain "
                "background, or a PNG with a transparent background."
            )

    @property
    def uncorrected(self) -> Garment:
        """The garment as it was measured."""
        category = self.found_category or self.category
        return replace(self, category=category, correction=None, found_category=None)

    def is_version_of(self, other: Garment) -> bool:
        """Whether the two are one garment, corrected or not."""
        return self is other or (self.file is not None and self.file == other.file)


@dataclass(frozen=True, eq=False)
class FitResult:
    """A garment as it lies on the photo: what it changes there.

    An edge pixel shows a bit of the garment and a bit of what lies behind. Kept as a change to the
    photo rather than as finished colours, the edges of a top and of the trousers below it add up,
    in any order, and no rim of the old clothes stays between them.

    Attributes:
        box: where the change lies, in pixels of the photo.
        change: what to add to the photo (h, w, 3) int16; exactly 0 where it stays untouched.
        covered: how much (h, w) uint8 of each pixel the garment hides of everything below it, 255
            for all; 0 at an edge that it shares with the old clothes, and so with their neighbours.
        notes: what the user should know, for example what had to be estimated.
    """

    box: Box
    change: NDArray[np.int16]
    covered: NDArray[np.uint8]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shape = (self.box.height, self.box.width)
        if self.change.shape != (*shape, 3) or self.change.dtype != np.int16:
            raise ValueError(f"change must be {(*shape, 3)} int16, got {self.change.shape}")
        if self.covered.shape != shape or self.covered.dtype != np.uint8:
            raise ValueError(f"covered must be {shape} uint8, got {self.covered.shape}")

    @classmethod
    def between(
        cls,
        photo: RgbImage,
        dressed: RgbImage,
        box: Box,
        covered: NDArray[np.uint8],
        notes: tuple[str, ...] = (),
    ) -> FitResult:
        """Take the difference of two pictures (h, w, 3) of the box: the photo, and dressed."""
        change = cv2.subtract(dressed, photo, dtype=cv2.CV_16S)
        return cls(box, np.asarray(change, dtype=np.int16), covered, notes)
