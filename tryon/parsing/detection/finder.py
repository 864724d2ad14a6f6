"""Finds the people of a photo: boxes, with the joints that speak for each."""

from __future__ import annotations

from dataclasses import dataclass

from tryon.geometry import Box
from tryon.joints import Joints
from tryon.parsing.detection.candidates import (
    ACCEPTED,
    Candidate,
    is_apart,
    is_same_person,
    merge,
)
from tryon.parsing.detection.multipose import MultiPose
from tryon.parsing.detection.nanodet import NanoDet
from tryon.parsing.joints.finder import JointFinder, fill, share_inside
from tryon.parsing.pyramid import Pyramid

_MOST = 0.5
"""Share of a skeleton or of a box that counts as most of it."""
_MOST_LOOKS = 32
"""Boxes whose joints are looked for, the best first."""


@dataclass(frozen=True, eq=False)
class FoundPerson:
    """One person.

    Attributes:
        box: where, within the photo.
        joints: from a first look.
        score: probability in [0, 1] that it is a person.
    """

    box: Box
    joints: Joints
    score: float


class PersonFinder:
    """Finds people with the networks that ship with the app.

    Args:
        nanodet: finds many people, and things.
        multipose: finds large people.
        joints: looks for the joints in each box.
    """

    def __init__(self, nanodet: NanoDet, multipose: MultiPose, joints: JointFinder) -> None:
        self._nanodet, self._multipose, self._joints = nanodet, multipose, joints

    def candidates(self, photo: Pyramid) -> list[Candidate]:
        """Return the boxes that may be people.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        found = merge(self._nanodet.find(photo), self._multipose.find(photo))
        found.sort(key=lambda candidate: -(candidate.nanodet + candidate.multipose))
        return found[:_MOST_LOOKS]

    def find(self, photo: Pyramid) -> list[FoundPerson]:
        """Return the people, the most certain first.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        candidates = self.candidates(photo)
        looks = [(candidate, self._look(photo, candidate, candidates)) for candidate in candidates]
        looks.sort(key=lambda look: (not _is_own(*look), -look[0].probability(look[1])))
        people: list[tuple[Candidate, Joints]] = []
        for candidate, joints in looks:
            same = [other for other in people if is_same_person(candidate, joints, *other)]
            if same and all(is_apart(candidate, other) for other, _ in same):
                joints = self._joints.look(photo, candidate.box, inside_only=True)
                same = [other for other in people if is_same_person(candidate, joints, *other)]
            if not same and candidate.probability(joints) >= ACCEPTED:
                people.append((candidate, joints))
        found = [
            FoundPerson(box, joints, candidate.probability(joints))
            for candidate, joints in people
            if (box := _within(candidate, photo)) is not None
        ]
        return sorted(found, key=lambda person: -person.score)

    def _look(self, photo: Pyramid, candidate: Candidate, others: list[Candidate]) -> Joints:
        """Return the joints of who fills a box, not of somebody smaller who stands behind."""
        joints = self._joints.look(photo, candidate.box)
        if fill(joints, candidate.box):
            return joints
        smaller = [
            other.box
            for other in others
            if other.area < _MOST * candidate.area and share_inside(joints, other.box) > _MOST
        ]
        if not smaller:
            return joints
        own = self._joints.look(photo, candidate.box, without=smaller)
        return own if fill(own, candidate.box) else joints


def _is_own(candidate: Candidate, joints: Joints) -> bool:
    """Return whether joints that a look at a box found are in it, and not somebody's beside it."""
    return share_inside(joints, candidate.box) > _MOST


def _within(candidate: Candidate, photo: Pyramid) -> Box | None:
    """Return a candidate's box in whole pixels of the photo; None if it lies beside it."""
    left, top, right, bottom = candidate.box
    box = Box(
        left=max(0, int(left)),
        top=max(0, int(top)),
        right=min(photo.size.width, int(-(-right // 1))),
        bottom=min(photo.size.height, int(-(-bottom // 1))),
    )
    return box if box.width > 0 and box.height > 0 else None
