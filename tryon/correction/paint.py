"""Painting a part: with a round brush, or inside a polygon. The background erases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tryon.correction.drawn import Path, polygon, stroke
from tryon.correction.edit import Edited
from tryon.correction.json_values import (
    Json,
    part_to_json,
    path_to_json,
    read_part,
    read_path,
    read_radius,
)
from tryon.correction.repaint import paint_mask
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.messages import StepName, Text


@dataclass(frozen=True)
class Brush:
    """A stroke of a round brush.

    Attributes:
        path: where it went, at least one position.
        radius: of the brush in pixels of the photo.
        label: what the stroke is; the background erases whatever is below.
        person: whose it is; one more than there are people for a new one. Nobody's background: 0.
    """

    kind: ClassVar[str] = "brush"
    path: Path
    radius: float
    label: Label
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the stroke on it; see `ParseEdit.apply`."""
        box, mask = stroke(self.path, self.radius, parse.size)
        return paint_mask(parse, box, mask, self.label, self.person)

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {
            "kind": self.kind,
            "path": path_to_json(self.path),
            "radius": self.radius,
            **part_to_json(self.label, self.person),
        }

    @classmethod
    def from_json(cls, stored: Json) -> Brush:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(read_path(stored["path"], 1), read_radius(stored["radius"]), *read_part(stored))

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return step_of_painting(self.label, self.person)


@dataclass(frozen=True)
class Polygon:
    """An area inside straight lines.

    Attributes:
        corners: at least three positions; lines that cross each other leave holes.
        label: what the area is; the background erases whatever is below.
        person: whose it is, as for a `Brush`.
    """

    kind: ClassVar[str] = "polygon"
    corners: Path
    label: Label
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the area on it; see `ParseEdit.apply`."""
        box, mask = polygon(self.corners, parse.size)
        return paint_mask(parse, box, mask, self.label, self.person)

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {
            "kind": self.kind,
            "corners": path_to_json(self.corners),
            **part_to_json(self.label, self.person),
        }

    @classmethod
    def from_json(cls, stored: Json) -> Polygon:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(read_path(stored["corners"], 3), *read_part(stored))

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return step_of_painting(self.label, self.person)


def step_of_painting(label: Label, person: int) -> Text:
    """Return what painting a part is called in the history."""
    if label is Label.BACKGROUND:
        return Text(StepName.ERASE)
    return StepName.PAINT.with_values(part=label, person=person)
