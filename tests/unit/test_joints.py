"""Joints know which bones they are sure of, and refuse what is no number."""

from __future__ import annotations

import numpy as np
import pytest

from tests.skeletons import standing
from tryon.geometry import PhotoPoints
from tryon.joints import BONES, JointName, Joints


def test_names_are_cocos() -> None:
    assert [name.key for name in JointName][:6] == [
        *("nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder")
    ]
    assert len(JointName) == 17


def test_a_bone_is_as_sure_as_its_less_certain_joint() -> None:
    confidence = np.full(17, 0.9)
    confidence[JointName.LEFT_WRIST] = 0.1
    joints = Joints(standing(100, 200).points, confidence)
    assert len(joints.bones(0.05)) == len(BONES)
    assert len(joints.bones(0.2)) == len(BONES) - 1
    assert joints.bones(0.95).shape == (0, 2, 2)


@pytest.mark.parametrize(
    ("points", "confidence"),
    [
        (np.zeros((16, 2)), np.zeros(17)),
        (np.zeros((17, 2)), np.zeros(16)),
        (np.full((17, 2), np.nan), np.zeros(17)),
        (np.zeros((17, 2)), np.full(17, np.inf)),
    ],
)
def test_other_shapes_and_no_numbers_are_refused(
    points: np.ndarray, confidence: np.ndarray
) -> None:
    with pytest.raises(ValueError, match=r"joints|points"):
        Joints(PhotoPoints(points), confidence)
