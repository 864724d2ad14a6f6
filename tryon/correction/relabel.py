"""Naming a part anew, as one connected area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tryon.correction.edit import Edited
from tryon.correction.json_values import FARTHEST, Json, part_to_json, read_part, read_whole
from tryon.correction.repaint import paint_mask
from tryon.errors import CorrectionError
from tryon.geometry import Box, HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.late import cv2
from tryon.messages import CorrectionProblem, StepName, Text


@dataclass(frozen=True)
class Relabel:
    """A connected part gets another label or another owner.

    Attributes:
        x, y: a pixel of it.
        label: what it is; the background removes it.
        person: whose it is; one more than there are people for a new one.
    """

    kind: ClassVar[str] = "relabel"
    x: int
    y: int
    label: Label
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the part named anew; see `ParseEdit.apply`."""
        box, mask = segment_at(parse, self.x, self.y)
        return paint_mask(parse, box, mask, self.label, self.person)

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {
            "kind": self.kind,
            "x": self.x,
            "y": self.y,
            **part_to_json(self.label, self.person),
        }

    @classmethod
    def from_json(cls, stored: Json) -> Relabel:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(
            read_whole(stored["x"], 0, FARTHEST),
            read_whole(stored["y"], 0, FARTHEST),
            *read_part(stored),
        )

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return (
            Text(StepName.ERASE)
            if self.label is Label.BACKGROUND
            else StepName.NAME_PART.with_values(part=self.label, person=self.person)
        )


def segment_at(parse: HumanParse, x: int, y: int) -> tuple[Box, HardMask]:
    """Return the connected pixels of one part of one person around a pixel, and their box (h, w).

    Raises:
        CorrectionError: if nobody is there.
    """
    size = parse.size
    owner = int(parse.person_map[y, x]) if 0 <= x < size.width and 0 <= y < size.height else 0
    if owner == 0:
        raise CorrectionError(CorrectionProblem.NOBODY_THERE)
    within = parse.person(owner).box
    labels, owners = parse.labels[within.slices], parse.person_map[within.slices]
    part = np.asarray((labels == parse.labels[y, x]) & (owners == owner)).astype(np.uint8)
    edge = np.zeros((within.height + 2, within.width + 2), np.uint8)
    corner = (x - within.left, y - within.top)
    flags = 8 | cv2.FLOODFILL_MASK_ONLY | 1 << 8
    _, _, _, (left, top, width, height) = cv2.floodFill(part, edge, corner, 0, flags=flags)
    box = Box(left, top, left + width, top + height)
    return box.moved(within.left, within.top), np.asarray(edge[1:-1, 1:-1][box.slices] > 0)
