"""What a garment is: a cut-out picture, its category, and where its landmarks lie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.corrections import Correction
from tryon.garments.outline.outline import Outline
from tryon.geometry import RgbaImage
from tryon.imaging import png_of
from tryon.labels import Region
from tryon.messages import GarmentProblem, Hint, Text
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure

MIN_VISIBLE_PIXELS = 400
"""Fewest pixels of a garment that are at least half covered."""


@dataclass(frozen=True, eq=False)
class Garment:
    """A garment cut out of its product photo.

    Attributes:
        rgba: picture (H, W, 4) uint8 with straight alpha, cropped to the garment.
        category: what it is.
        name: what to call it.
        figure: its landmarks if it was taken off a person, on whose body they were measured; None
            for a flat garment, which is measured by its silhouette.
        correction: what the user changed of its category, landmarks and sleeves; None if nothing.
        found_category: its category before it was corrected; None if it was not.
        file: the picture that it was read from or is kept as; None if it is in memory only.
        warning: why the correction kept for it is not used; None if it is, or there is none.
        notes: what is worth knowing of how its picture was read, when it was read just now.

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
    warning: Text | None = None
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        if self.rgba.dtype != np.uint8 or self.rgba.ndim != 3 or self.rgba.shape[2] != 4:
            raise ValueError(f"rgba must be (H, W, 4) uint8, got {self.rgba.shape}")
        visible = int(np.count_nonzero(self.rgba[..., 3] >= 128))
        if visible < MIN_VISIBLE_PIXELS:
            raise GarmentError(
                GarmentProblem.TOO_FEW_PIXELS,
                garment=self.name,
                visible=visible,
                least=MIN_VISIBLE_PIXELS,
                hint=Hint.PLAIN_BACKGROUND,
            )

    @property
    def uncorrected(self) -> Garment:
        """The garment as it was measured, in the outline that it has."""
        category = self.found_category or self.category
        return replace(self, category=category, correction=None, found_category=None)

    def worn_on(self, region: Region | None) -> Garment:
        """Return the garment as what is usual on a region; itself if it goes there already."""
        if region is None or region is self.category.region:
            return self
        return replace(self, category=GarmentCategory.usual_on(region))

    @property
    def outline(self) -> Outline | None:
        """The outline along which it was cut out, if the user drew one."""
        return self.correction.outline if self.correction is not None else None

    @property
    def without_outline(self) -> Garment:
        """The same garment apart from the picture that its outline belongs to.

        The cut-out is along the outline already.
        """
        if self.correction is None:
            return self
        return replace(self, correction=replace(self.correction, outline=None))

    def is_version_of(self, other: Garment) -> bool:
        """Whether the two are one garment, corrected or not."""
        return self is other or (self.file is not None and self.file == other.file)

    def _repr_png_(self) -> bytes:
        """Return the cut-out as a notebook shows it."""
        return png_of(self.rgba)
