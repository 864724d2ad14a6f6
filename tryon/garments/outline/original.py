"""The picture that a garment came from, with the garment as it was found in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.garments.cutout import CutOut
from tryon.garments.garment import Garment
from tryon.garments.outline.cut import WHOLE, Frame, coverage_in_picture, frame_of, redrawn
from tryon.garments.outline.outline import Drawing, Outline, drawing_size, to_drawing
from tryon.geometry import RgbaImage, Size


@dataclass(frozen=True, eq=False)
class Original:
    """A garment's picture, on which its outline can be drawn.

    Attributes:
        rgba: the picture (H, W, 4), not turned.
        garment: as it was found there, not corrected.
        found: the outline along which it was found.
        frame: where the found cut-out lies.
    """

    rgba: RgbaImage
    garment: Garment
    found: Drawing
    frame: Frame

    @classmethod
    def cut_out(
        cls, rgba: RgbaImage, garment: Garment, cutout: CutOut, *, turned_back: int = 0
    ) -> Original:
        """Return the original of a garment that was cut out by itself.

        Args:
            rgba: the picture.
            garment: what was found.
            cutout: where.
            turned_back: by how much the picture lay turned clockwise, see `Reading`.
        """
        degrees = -turned_back % 360
        size = drawing_size(rgba)
        if degrees in (90, 270):
            size = Size(size.height, size.width)
        drawing = Drawing(coverage_in_picture(cutout, size), degrees)
        return cls(rgba, garment, drawing, Frame(degrees, cutout.offset, cutout.extent))

    @classmethod
    def whole(cls, garment: Garment) -> Original:
        """Return the original of a garment whose cut-out is all that there is."""
        size = drawing_size(garment.rgba)
        place = CutOut(garment.rgba, np.zeros(2), np.ones(2))
        return cls(garment.rgba, garment, Drawing(coverage_in_picture(place, size)), WHOLE)

    def of(self, garment: Garment) -> Original:
        """Return the same picture for a garment that was found in it before."""
        return replace(self, garment=garment)

    def drawing_of(self, outline: Outline | None) -> Drawing:
        """Return the drawing of a kept outline; without one, what was found.

        Raises:
            GarmentError: if it is damaged, or of another picture.
        """
        return self.found if outline is None else to_drawing(outline, drawing_size(self.rgba))

    def along(self, drawing: Drawing) -> Garment:
        """Return the garment cut out along a drawing, not corrected.

        Raises:
            GarmentError: if the drawing leaves nothing of the garment.
        """
        if drawing.is_like(self.found):
            return self.garment
        return redrawn(self.garment, self.rgba, drawing)

    def frame_along(self, drawing: Drawing) -> Frame:
        """Return where that cut-out lies.

        Raises:
            GarmentError: if the drawing leaves nothing of the garment.
        """
        return self.frame if drawing.is_like(self.found) else frame_of(self.garment, drawing)


def redrawn_along(garment: Garment, rgba: RgbaImage, outline: Outline) -> Garment:
    """Return a garment cut out of its picture (H, W, 4) along a kept outline, not corrected.

    Raises:
        GarmentError: if the outline is damaged, of another picture, or leaves nothing.
    """
    return redrawn(garment, rgba, to_drawing(outline, drawing_size(rgba)))
