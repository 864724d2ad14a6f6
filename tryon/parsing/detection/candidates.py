"""Which boxes are people: what two detectors and the joints say, weighed as labelled photos teach.

One detector finds many people and also things, the other few and nearly always people; a skeleton
is what neither can tell. Logistic regression weighs the three (`training.detection`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.joints import Joints
from tryon.parsing.detection.detection import Detections, overlaps
from tryon.parsing.joints.finder import surest_mean

_SAME_BOX = 0.5
"""Overlap from which boxes of the two detectors are one person's."""
_SAME_JOINT = 0.08
"""Distance between the joints of two looks at one person, in longer sides of the smaller box."""
_SAME_SKELETON = 0.6
"""Similarity from which two boxes show one person."""

WEIGHTS = np.array([8.52, 3.33, 3.28, 3.49, -3.73])
BIAS = -6.5
"""Of `Candidate.evidence`; from ``python -m training.detection``."""
ACCEPTED = 0.4
"""Probability from which a box is a person; chosen where F1 on training photos is best."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A box that may be a person.

    Attributes:
        box: left, top, right, bottom (4,) in pixels of the photo.
        nanodet: NanoDet's score, 0 where it found nothing.
        multipose: the score of MoveNet for several people, 0 where it found nothing.
    """

    box: NDArray[np.float64]
    nanodet: float
    multipose: float

    @property
    def area(self) -> float:
        """The box's area in pixels of the photo."""
        return float((self.box[2:] - self.box[:2]).prod())

    def evidence(self, joints: Joints) -> NDArray[np.float64]:
        """Return what is weighed (5,), given what a look at the box found."""
        surest, mean = surest_mean(joints), float(joints.confidence.mean())
        nanodet, multipose = np.sqrt(self.nanodet), np.sqrt(self.multipose)
        return np.array([nanodet, multipose, surest, mean, nanodet * surest])

    def probability(self, joints: Joints) -> float:
        """Return how likely it is a person, given what a look at the box found."""
        return float(1 / (1 + np.exp(-(self.evidence(joints) @ WEIGHTS + BIAS))))


def merge(nanodet: Detections, multipose: Detections) -> list[Candidate]:
    """Join the boxes of two detectors; NanoDet's stand for both, since they hold the whole body."""
    iou = overlaps(np.concatenate([nanodet.boxes, multipose.boxes]))
    iou = iou[: len(nanodet.boxes), len(nanodet.boxes) :]
    scores = np.zeros(len(nanodet.boxes))
    alone = []
    for index, (box, score) in enumerate(zip(multipose.boxes, multipose.scores, strict=True)):
        partner = int(iou[:, index].argmax()) if len(iou) else -1
        if partner >= 0 and iou[partner, index] >= _SAME_BOX:
            scores[partner] = max(scores[partner], score)
        else:
            alone.append(Candidate(box, 0.0, float(score)))
    both = [
        Candidate(box, float(score), float(other))
        for box, score, other in zip(nanodet.boxes, nanodet.scores, scores, strict=True)
    ]
    return both + alone


def is_apart(first: Candidate, second: Candidate) -> bool:
    """Return whether less than half of the smaller of two boxes lies in the other."""
    boxes = np.stack([first.box, second.box])
    low, high = boxes[:, :2].max(axis=0), boxes[:, 2:].min(axis=0)
    smaller = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1).min()
    return bool((high - low).clip(0).prod() < _SAME_BOX * smaller)


def is_same_person(
    first: Candidate, first_joints: Joints, second: Candidate, second_joints: Joints
) -> bool:
    """Return whether looks at two boxes found one skeleton.

    As COCO's object keypoint similarity, weighed by the joints' confidence.
    """
    weights = np.minimum(first_joints.confidence, second_joints.confidence)
    if weights.sum() < 1:
        return False
    scale = min(float((box[2:] - box[:2]).max()) for box in (first.box, second.box))
    gaps = np.linalg.norm(first_joints.points - second_joints.points, axis=1) / scale
    near = np.exp(-((gaps / _SAME_JOINT) ** 2))
    return bool((weights * near).sum() / weights.sum() > _SAME_SKELETON)
