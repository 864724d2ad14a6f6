"""Painting a part: with a round brush, or inside a polygon. The background erases."""

from __future__ import annotations

from dataclasses import dataclass

from tryon.correction.drawn import Path, polygon, stroke
from tryon.correction.edit import Edited
from tryon.correction.repaint import paint_mask
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label


@dataclass(frozen=True)
class Brush:
    """A stroke of a round brush.

    Attributes:
        path: where it went, at least one position.
        radius: of the brush in pixels of the photo.
        label: what the stroke is; the background erases whatever is below.
        person: whose it is; one more than there are people for a new one. Nobody's background: 0.
    """

    path: Path
    radius: float
    label: Label
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the stroke on it; see `ParseEdit.apply`."""
        box, mask = stroke(self.path, self.radius, parse.size)
        return paint_mask(parse, box, mask, self.label, self.person)


@dataclass(frozen=True)
class Polygon:
    """An area inside straight lines.

    Attributes:
        corners: at least three positions; lines that cross each other leave holes.
        label: what the area is; the background erases whatever is below.
        person: whose it is, as for a `Brush`.
    """

    corners: Path
    label: Label
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the area on it; see `ParseEdit.apply`."""
        box, mask = polygon(self.corners, parse.size)
        return paint_mask(parse, box, mask, self.label, self.person)
