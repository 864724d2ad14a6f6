"""`Joints`: where a person's joints are on a photo. Parsing finds them, fitting builds on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import PhotoPoints


class JointName(IntEnum):
    """COCO's 17 keypoints in COCO's order; left and right are the person's own."""

    NOSE = 0
    LEFT_EYE = 1
    RIGHT_EYE = 2
    LEFT_EAR = 3
    RIGHT_EAR = 4
    LEFT_SHOULDER = 5
    RIGHT_SHOULDER = 6
    LEFT_ELBOW = 7
    RIGHT_ELBOW = 8
    LEFT_WRIST = 9
    RIGHT_WRIST = 10
    LEFT_HIP = 11
    RIGHT_HIP = 12
    LEFT_KNEE = 13
    RIGHT_KNEE = 14
    LEFT_ANKLE = 15
    RIGHT_ANKLE = 16

    @property
    def key(self) -> str:
        """COCO's name, as in ``left_shoulder``."""
        return self.name.lower()


_J = JointName
BONES = (
    (_J.LEFT_SHOULDER, _J.RIGHT_SHOULDER),
    (_J.LEFT_SHOULDER, _J.LEFT_ELBOW),
    (_J.LEFT_ELBOW, _J.LEFT_WRIST),
    (_J.RIGHT_SHOULDER, _J.RIGHT_ELBOW),
    (_J.RIGHT_ELBOW, _J.RIGHT_WRIST),
    (_J.LEFT_SHOULDER, _J.LEFT_HIP),
    (_J.RIGHT_SHOULDER, _J.RIGHT_HIP),
    (_J.LEFT_HIP, _J.RIGHT_HIP),
    (_J.LEFT_HIP, _J.LEFT_KNEE),
    (_J.LEFT_KNEE, _J.LEFT_ANKLE),
    (_J.RIGHT_HIP, _J.RIGHT_KNEE),
    (_J.RIGHT_KNEE, _J.RIGHT_ANKLE),
    (_J.NOSE, _J.LEFT_EYE),
    (_J.NOSE, _J.RIGHT_EYE),
    (_J.LEFT_EYE, _J.LEFT_EAR),
    (_J.RIGHT_EYE, _J.RIGHT_EAR),
)
"""Pairs of joints with a straight part of the body, or of the face, between them."""


@dataclass(frozen=True, eq=False)
class Joints:
    """The joints of one person.

    Attributes:
        points: positions (17, 2) in the order of `JointName`; a joint that is hidden, or outside
            the photo, lies where it is believed to be.
        confidence: of each (17,), in [0, 1].

    Raises:
        ValueError: if an array is of another shape, or holds what is no number.
    """

    points: PhotoPoints
    confidence: NDArray[np.float64]

    def __post_init__(self) -> None:
        count = len(JointName)
        if self.points.shape != (count, 2) or self.confidence.shape != (count,):
            raise ValueError(f"{self.points.shape} points, {self.confidence.shape} confidence")
        if not (np.isfinite(self.points).all() and np.isfinite(self.confidence).all()):
            raise ValueError("joints must be numbers")

    def within(self, origin: tuple[float, float], scale: tuple[float, float]) -> Joints:
        """Return the joints on a part of the photo that begins at ``origin``, at another size."""
        points = (self.points - origin) * scale
        return Joints(PhotoPoints(np.asarray(points)), self.confidence)

    def sure_bones(
        self, least: float, among: Sequence[tuple[JointName, JointName]] = BONES
    ) -> list[tuple[JointName, JointName]]:
        """Return those of some bones both of whose joints are at least so certain."""
        return [pair for pair in among if self.confidence[list(pair)].min() >= least]

    def bones(
        self, least: float, among: Sequence[tuple[JointName, JointName]] = BONES
    ) -> NDArray[np.float64]:
        """Return the ends (B, 2, 2) of `sure_bones`."""
        return self.points[np.array(self.sure_bones(least, among), np.intp).reshape(-1, 2)]
