"""Moving a joint that the parser saw elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tryon.correction.edit import Edited
from tryon.correction.json_values import Json, read_joint, read_number, read_person
from tryon.correction.repaint import Repaint, check_person, repaint
from tryon.errors import CorrectionError
from tryon.geometry import Box, PhotoPoints, RgbImage
from tryon.human_parse import HumanParse
from tryon.joints import JointName, Joints
from tryon.messages import CorrectionProblem, StepName, Text


@dataclass(frozen=True)
class MoveJoint:
    """A joint lies somewhere else.

    Attributes:
        person: whose.
        joint: which.
        x, y: where it is, in pixels of the photo.
    """

    kind: ClassVar[str] = "move_joint"
    person: int
    joint: JointName
    x: float
    y: float

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with the joint there, as sure as can be; see `ParseEdit.apply`."""
        check_person(parse, self.person)
        person = parse.person(self.person)
        if person.joints is None:
            raise CorrectionError(CorrectionProblem.NO_JOINTS, number=self.person)
        points, confidence = person.joints.points.copy(), person.joints.confidence.copy()
        points[self.joint], confidence[self.joint] = (self.x, self.y), 1.0
        joints = Joints(PhotoPoints(points), confidence)
        nowhere = np.zeros((0, 0), np.uint8)
        paint = Repaint(Box(0, 0, 0, 0), nowhere, nowhere)
        return repaint(parse, paint, {self.person: joints})

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {
            "kind": self.kind,
            "person": self.person,
            "joint": self.joint.key,
            "x": self.x,
            "y": self.y,
        }

    @classmethod
    def from_json(cls, stored: Json) -> MoveJoint:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(
            read_person(stored["person"]),
            read_joint(stored["joint"]),
            read_number(stored["x"]),
            read_number(stored["y"]),
        )

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return StepName.MOVE_JOINT.with_values(person=self.person)
