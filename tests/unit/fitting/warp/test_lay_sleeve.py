"""How sleeves lie along arms: close at the shoulder, loose inside, as long as they are cut."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.body.arm_path import Armhole, ArmPath
from tryon.fitting.warp.lay_sleeve import GarmentSleeve, lay_sleeve
from tryon.shape.figure import Strip

UNIT = 80.0
"""Half the shoulder breadth in pixels."""
ELBOW = 1.6 * UNIT
"""Where the cut of a sleeve may begin to show at its outer edge, from the shoulder."""


def hanging_arm() -> ArmPath:
    """Return a left arm that hangs straight down, of even thickness."""
    middle = np.stack([np.full(25, 100.0), np.linspace(100.0, 100 + 3.4 * UNIT, 25)], axis=1)
    outward = np.tile([-1.0, 0.0], (25, 1))
    return ArmPath(middle, np.full(25, 0.25 * UNIT), outward, UNIT)


ARMHOLE = Armhole(np.array([150.0, 88.0]), np.array([112.0, 92.0]), np.array([128.0, 145.0]))


def sleeve_of(length: float, width: float, *, torso_length: float = 300.0) -> GarmentSleeve:
    """Return a straight sleeve in pixels of the garment, which are those of the view."""
    y = np.linspace(0.0, length, 20)
    left, right = (np.stack([np.full(20, x), y], axis=1) for x in (0.0, width))
    return GarmentSleeve(Strip(left, right), 1.0, torso_length, is_flat=True)


def test_a_wide_sleeve_lies_as_close_at_the_shoulder_as_a_slim_one_and_is_wide_inside() -> None:
    arm = hanging_arm()
    slim, wide = (
        lay_sleeve(sleeve_of(260.0, width * UNIT), arm, ARMHOLE, 1.0)[0] for width in (0.7, 1.3)
    )
    upper_arm = slice(0, int(np.argmax(slim.left[:, 1] - 100 > 0.75 * ELBOW)))
    outer = np.interp(slim.left[upper_arm, 1], wide.left[:, 1], wide.left[:, 0])
    np.testing.assert_allclose(outer, slim.left[upper_arm, 0], atol=1.5)
    bare = 100 - 0.25 * UNIT
    assert slim.left[:, 0].min() > bare - 0.06 * UNIT
    assert wide.right[-1, 0] > slim.right[-1, 0] + 5


@pytest.mark.parametrize(
    ("length", "cuff", "torso_length", "is_long"),
    [
        (100.0, 60.0, 300.0, False),  # a T-shirt's
        (175.0, 50.0, 300.0, False),  # to the elbow
        (240.0, 70.0, 300.0, True),  # a wide long one
        (175.0, 50.0, 200.0, True),  # a child's
        (250.0, 40.0, 400.0, True),  # of a long coat
    ],
)
def test_a_sleeve_reaches_the_wrist_if_it_is_cut_to(
    length: float, cuff: float, torso_length: float, is_long: bool
) -> None:
    assert sleeve_of(length, cuff, torso_length=torso_length).reaches_wrist is is_long
