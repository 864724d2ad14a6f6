"""Who is who: splitting and merging people, removing one, and telling left from right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from tryon.correction.drawn import Path
from tryon.correction.edit import Edited
from tryon.correction.json_values import Json, path_to_json, read_path, read_person
from tryon.correction.repaint import Repaint, check_person, repaint
from tryon.errors import CorrectionError
from tryon.geometry import Box, HardMask, PhotoPoints, Points, RgbImage
from tryon.human_parse import HumanParse, Person
from tryon.joints import JointName, Joints
from tryon.labels import mirror_label_ids
from tryon.late import cv2
from tryon.messages import CorrectionProblem, StepName, Text
from tryon.parsing.people import look_up

_MIRRORED = np.array(
    [
        JointName[
            name.replace("LEFT", "RIGHT") if "LEFT" in name else name.replace("RIGHT", "LEFT")
        ]
        for name in JointName.__members__
    ],
    np.intp,
)
"""Of each joint the one on the body's other side (17,)."""


@dataclass(frozen=True)
class SplitPerson:
    """One person who is two, with the line between them.

    Attributes:
        person: who is split.
        line: from one end of the border to the other, at least two positions. It goes on straight
            beyond its ends.
    """

    kind: ClassVar[str] = "split_person"
    person: int
    line: Path

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with one person more; see `ParseEdit.apply`.

        Each keeps the joints on its side of the line. The others stay where they are believed to
        be, with no confidence, and whoever builds on them completes them by proportion.
        """
        check_person(parse, self.person)
        before = parse.person(self.person)
        newcomer = len(parse.people) + 1
        check_person(parse, newcomer, may_be_new=True)
        is_beyond = _beyond(self.line, before.box)
        owners = parse.person_map[before.box.slices]
        own = np.asarray(owners == self.person)
        moved = own & is_beyond
        if not moved.any() or not (own & ~is_beyond).any():
            raise CorrectionError(CorrectionProblem.LINE_MISSES, number=self.person)
        painted = owners.copy()
        painted[moved] = newcomer
        joints: dict[int, Joints | None] = {}
        if before.joints is not None:
            beyond = _points_beyond(before.joints.points, self.line, before.box)
            joints = {
                self.person: _only(before.joints, ~beyond),
                newcomer: _only(before.joints, beyond),
            }
        paint = Repaint(before.box, parse.labels[before.box.slices], painted)
        return repaint(parse, paint, joints, {newcomer: before.score})

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {"kind": self.kind, "person": self.person, "line": path_to_json(self.line)}

    @classmethod
    def from_json(cls, stored: Json) -> SplitPerson:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(read_person(stored["person"]), read_path(stored["line"], 2))

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return StepName.SPLIT_PERSON.with_values(person=self.person)


@dataclass(frozen=True)
class MergePeople:
    """Two people who are one; the surer skeleton of the two stays.

    Attributes:
        person: who stays.
        other: whose pixels the first one gets.
    """

    kind: ClassVar[str] = "merge_people"
    person: int
    other: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with one person less; see `ParseEdit.apply`."""
        for number in (self.person, self.other):
            check_person(parse, number)
        if self.person == self.other:
            return Edited.nothing(parse)
        first, second = parse.person(self.person), parse.person(self.other)
        owners = parse.person_map[second.box.slices].copy()
        owners[owners == self.other] = self.person
        paint = Repaint(second.box, parse.labels[second.box.slices], owners)
        joints = {self.person: _surer(first, second)}
        scores = {self.person: max(first.score, second.score)}
        edited = repaint(parse, paint, joints, scores)
        return replace(edited, numbers={**edited.numbers, self.other: edited.numbers[self.person]})

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {"kind": self.kind, "person": self.person, "other": self.other}

    @classmethod
    def from_json(cls, stored: Json) -> MergePeople:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(read_person(stored["person"]), read_person(stored["other"]))

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return StepName.MERGE_PEOPLE.with_values(person=self.person, other=self.other)


@dataclass(frozen=True)
class RemovePerson:
    """Somebody who is none, or is not to be dressed.

    Attributes:
        person: who is removed.
    """

    kind: ClassVar[str] = "remove_person"
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with one person less; see `ParseEdit.apply`."""
        check_person(parse, self.person)
        box = parse.person(self.person).box
        owners = parse.person_map[box.slices].copy()
        owners[owners == self.person] = 0
        return repaint(parse, Repaint(box, parse.labels[box.slices], owners))

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {"kind": self.kind, "person": self.person}

    @classmethod
    def from_json(cls, stored: Json) -> RemovePerson:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(read_person(stored["person"]))

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return StepName.REMOVE_PERSON.with_values(person=self.person)


@dataclass(frozen=True)
class SwapSides:
    """Left and right of a person change places: arms, legs, shoes and joints.

    Attributes:
        person: whose.
    """

    kind: ClassVar[str] = "swap_sides"
    person: int

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse with that person mirrored; see `ParseEdit.apply`."""
        check_person(parse, self.person)
        person = parse.person(self.person)
        labels, owners = parse.labels[person.box.slices], parse.person_map[person.box.slices]
        own = np.asarray(owners == self.person)
        swapped = np.where(own, look_up(mirror_label_ids(), labels), labels)
        joints: dict[int, Joints | None] = {}
        if person.joints is not None:
            points, confidence = person.joints.points, person.joints.confidence
            mirrored = PhotoPoints(np.asarray(points[_MIRRORED]))
            joints = {self.person: Joints(mirrored, np.asarray(confidence[_MIRRORED]))}
        return repaint(parse, Repaint(person.box, swapped, owners), joints)

    def to_json(self) -> Json:
        """Return what `from_json` reads."""
        return {"kind": self.kind, "person": self.person}

    @classmethod
    def from_json(cls, stored: Json) -> SwapSides:
        """Read what `to_json` returned; raises as `edit_from_json` does."""
        return cls(read_person(stored["person"]))

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        return StepName.SWAP_SIDES.with_values(person=self.person)


def _side(line: Path, box: Box, *points: tuple[float, float]) -> Points:
    """Return the corners (N, 2) of all that lies on one side of a line, near a box and ``points``.

    The line goes on straight beyond both ends, in the direction from the first to the last.
    """
    path = np.asarray(line, np.float64)
    along = path[-1] - path[0]
    length = float(np.hypot(*along))
    along = along / length if length > 0 else np.array([0.0, 1.0])
    everything = np.array([(box.left, box.top), (box.right, box.bottom), *path, *points])
    far = along * (2 * float(np.ptp(everything, axis=0).sum()) + 2)
    across = np.array([-far[1], far[0]])
    start, end = path[0] - far, path[-1] + far
    return np.concatenate([[start], path, [end, end + across, start + across]])


def _beyond(line: Path, box: Box) -> HardMask:
    """Return the pixels (h, w) of a box on one side of a line."""
    corners = _side(line, box) - (box.left, box.top) - 0.5
    canvas = np.zeros((box.height, box.width), np.uint8)
    cv2.fillPoly(canvas, [np.rint(16 * corners).astype(np.int32)], 1, cv2.LINE_8, 4)
    return canvas.view(np.bool_)


def _points_beyond(points: PhotoPoints, line: Path, box: Box) -> NDArray[np.bool_]:
    """Return which points (N,) lie on that same side."""
    corners = _side(line, box, *points).astype(np.float32).reshape(-1, 1, 2)
    inside = [cv2.pointPolygonTest(corners, (float(x), float(y)), False) for x, y in points]
    return np.asarray(inside) > 0


def _only(joints: Joints, kept: NDArray[np.bool_]) -> Joints | None:
    """Return joints of which only some (17,) are believed; None if nothing is left of them."""
    confidence = np.where(kept, joints.confidence, 0.0)
    return Joints(joints.points, confidence) if confidence.any() else None


def _surer(first: Person, second: Person) -> Joints | None:
    """Return the joints of who has the surer ones."""
    found = [person.joints for person in (first, second) if person.joints is not None]
    return max(found, key=lambda joints: float(joints.confidence.mean()), default=None)
