"""Following drawn arms."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tryon.body.arm_outline import arm_strip
from tryon.shape.figure import Strip


def drawn_arm(points: list[tuple[int, int]], thickness: int) -> NDArray[np.bool_]:
    canvas = np.zeros((240, 200), np.uint8)
    cv2.polylines(canvas, [np.array(points, np.int32)], False, 1, thickness)
    return np.asarray(canvas > 0)


def test_a_hanging_arm_is_round_at_the_shoulder_and_straight_below() -> None:
    arm = drawn_arm([(60, 60), (60, 200)], 30)
    root = np.array([[74.0, 46.0], [75.0, 80.0]])
    strip = arm_strip(arm, root, count=9)
    assert strip is not None
    assert strip.left[0] == pytest.approx(root[0])
    assert strip.right[0] == pytest.approx(root[1])
    turning = np.linalg.norm(np.diff(strip.right, axis=0), axis=1) < 1e-6
    assert turning.sum() >= 5  # the first cross-sections turn about the armpit
    below = strip.left[:, 1] > 90
    assert strip.left[below, 0] == pytest.approx(45, abs=2)
    assert strip.right[below, 0] == pytest.approx(75, abs=2)
    assert strip.left[-1, 1] > 195


def test_a_bent_arm_is_followed_to_its_end() -> None:
    arm = drawn_arm([(60, 60), (60, 130), (120, 160)], 26)
    strip = arm_strip(arm, np.array([[72.0, 48.0], [73.0, 80.0]]), count=11)
    assert strip is not None
    assert strip.middle[-1] == pytest.approx([128, 164], abs=12)


def test_nothing_is_followed_where_there_is_no_arm() -> None:
    nothing = np.zeros((240, 200), np.bool_)
    assert arm_strip(nothing, np.array([[72.0, 48.0], [73.0, 80.0]]), count=11) is None


def test_a_strip_is_sampled_along_each_edge_by_itself() -> None:
    strip = Strip(np.array([[0.0, 0], [0, 10], [0, 20]]), np.array([[5.0, 0], [5, 2], [5, 4]]))
    assert strip.edge_lengths == (20, 4)
    sampled = strip.by_edges(10, 4, 3)
    assert sampled.left == pytest.approx(np.array([[0.0, 0], [0, 5], [0, 10]]))
    assert sampled.right == pytest.approx(np.array([[5.0, 0], [5, 2], [5, 4]]))
    longer = strip.by_edges(30, 4, 2)
    assert longer.left[-1] == pytest.approx([0, 30])
