"""What a garment is: a cut-out picture, its category, and where its landmarks lie."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from tryon.errors import GarmentError
from tryon.geometry import Box, RgbaImage, RgbImage, SoftMask
from tryon.labels import Region

MIN_VISIBLE_PIXELS = 400


class GarmentCategory(Enum):
    """The kinds of garment that can be fitted; the value is the name in ``garments.json``."""

    TOP = "top"
    TROUSERS = "trousers"
    SKIRT = "skirt"
    DRESS = "dress"

    @property
    def region(self) -> Region:
        """The region this kind of garment is worn on."""
        return _REGION_OF[self]


_REGION_OF = {
    GarmentCategory.TOP: Region.UPPER,
    GarmentCategory.TROUSERS: Region.LOWER,
    GarmentCategory.SKIRT: Region.LOWER,
    GarmentCategory.DRESS: Region.DRESS,
}


@dataclass(frozen=True, eq=False)
class Garment:
    """A garment cut out of its product photo.

    Attributes:
        rgba: picture (H, W, 4) uint8 with straight alpha, cropped to the garment.
        category: what it is.
        name: what to call it.

    Raises:
        GarmentError: if the cut-out is empty or a few pixels only.
    """

    rgba: RgbaImage
    category: GarmentCategory
    name: str

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


@dataclass(frozen=True, eq=False)
class FitResult:
    """A garment as it lies on the photo: a patch to blend over it.

    Attributes:
        box: where the patch lies, in pixels of the photo.
        pixels: RGB (h, w, 3) uint8 of the box.
        alpha: coverage (h, w) float32 in [0, 1]; exactly 0 wherever the photo stays untouched.
        notes: what the user should know, for example what had to be estimated.
    """

    box: Box
    pixels: RgbImage
    alpha: SoftMask
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shape = (self.box.height, self.box.width)
        if self.pixels.shape != (*shape, 3) or self.pixels.dtype != np.uint8:
            raise ValueError(f"pixels must be {(*shape, 3)} uint8, got {self.pixels.shape}")
        if self.alpha.shape != shape or self.alpha.dtype != np.float32:
            raise ValueError(f"alpha must be {shape} float32, got {self.alpha.shape}")
