"""Adding somebody whom the parser missed: it looks again, at a box only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tryon.correction.edit import Edited
from tryon.correction.json_values import (
    FARTHEST,
    Json,
    labels_to_json,
    read_box,
    read_labels,
    read_number,
)
from tryon.correction.repaint import Repaint, check_person, repaint
from tryon.errors import CorrectionError
from tryon.geometry import Box, LabelMap, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.joints import Joints
from tryon.messages import CorrectionProblem, StepName, Text
from tryon.people_json import joints_from_json, joints_to_json

_MARGIN = 0.2
"""What the parser sees around the box, in its longest sides."""
_LEAST_INSIDE = 0.5
"""Share of a person that lies in the box if the person is the one that is meant."""


@dataclass(frozen=True, eq=False)
class AddPerson:
    """A person who was found in a box; what was found is a part of the correction.

    Attributes:
        box: where they are.
        labels: ids (h, w) uint8 there, 0 where they are not.
        score: how sure the parser was, in [0, 1].
        joints: theirs, in pixels of the photo; None if no skeleton fits.
    """

    kind: ClassVar[str] = "add_person"
    box: Box
    labels: LabelMap
    score: float
    joints: Joints | None = None

    def __post_init__(self) -> None:
        if self.labels.shape != (self.box.height, self.box.width):
            raise ValueError(f"labels are {self.labels.shape}, the box {self.box}")

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the person in front of who is there; see `ParseEdit.apply`."""
        newcomer = len(parse.people) + 1
        check_person(parse, newcomer, may_be_new=True)
        box = self.box
        if box.grown(0, limit=parse.size) != box:
            raise CorrectionError(CorrectionProblem.OUTSIDE)
        shown = self.labels > 0
        labels = np.where(shown, self.labels, parse.labels[box.slices])
        owners = np.where(shown, np.uint8(newcomer), parse.person_map[box.slices])
        paint = Repaint(box, labels, owners)
        return repaint(parse, paint, {newcomer: self.joints}, {newcomer: self.score})

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {
            "kind": self.kind,
            "box": self.box.edges,
            "labels": labels_to_json(self.labels),
            "score": self.score,
            "joints": joints_to_json(self.joints),
        }

    @classmethod
    def from_json(cls, stored: Json) -> AddPerson:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        box = read_box(stored["box"])
        return cls(
            box,
            read_labels(stored["labels"], box),
            read_number(stored["score"], 0.0, 1.0),
            joints_from_json(stored["joints"], Size(FARTHEST, FARTHEST)),
        )

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return Text(StepName.ADD_PERSON)


def find_person(photo: RgbImage, box: Box, parse: Callable[[RgbImage], HumanParse]) -> AddPerson:
    """Return the correction that adds the person in a box.

    Args:
        photo: (H, W, 3).
        box: drawn around somebody; it may reach beyond the photo.
        parse: finds people in a part (h, w, 3) of the photo.

    Raises:
        CorrectionError: if nobody is found there.
    """
    size = Size.of(photo)
    box = box.grown(0, limit=size)
    if box.width <= 0 or box.height <= 0:
        raise CorrectionError(CorrectionProblem.OUTSIDE)
    seen = box.grown(round(_MARGIN * max(box.width, box.height)), limit=size)
    found = parse(np.ascontiguousarray(photo[seen.slices]))
    inside = found.person_map[box.moved(-seen.left, -seen.top).slices]
    counts = np.bincount(inside.ravel(), minlength=len(found.people) + 1)
    meant = [
        person
        for person in found.people
        if counts[person.number] >= _LEAST_INSIDE * max(person.pixels, 1)
    ]
    largest = max(meant, key=lambda person: person.pixels, default=None)
    if largest is None:
        raise CorrectionError(CorrectionProblem.NOBODY_IN_BOX)
    own = found.person_map[largest.box.slices] == largest.number
    joints = largest.joints
    if joints is not None:
        joints = joints.within((-seen.left, -seen.top), (1.0, 1.0))
    return AddPerson(
        box=largest.box.moved(seen.left, seen.top),
        labels=np.where(own, found.labels[largest.box.slices], np.uint8(0)),
        score=largest.score,
        joints=joints,
    )
