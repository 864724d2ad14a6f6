"""Arms along their bones, hanging, bent, raised and in front of the torso."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Arm, Sitter, Sleeve, alone
from tryon.body.arm_path import Armhole, ArmPath, SleevePath
from tryon.body.arms import ARM_RADII, arms_in_front
from tryon.body.view import RegionView
from tryon.body.worn_top import WornTop, measure_worn_top
from tryon.geometry import Points
from tryon.joints import JointName
from tryon.labels import Label, Region
from tryon.shape.sides import Side


def measured(sitter: Sitter) -> tuple[WornTop, RegionView]:
    view = alone(sitter).view(Region.UPPER)
    return measure_worn_top(view, view.region), view


def raised() -> ArmPath:
    """Return an arm that is raised aside and bends up at the elbow, of unit breadth 40."""
    joints = np.array([[100.0, 200.0], [180.0, 190.0], [200.0, 110.0]])
    middle = np.concatenate(
        [np.linspace(joints[0], joints[1], 13)[:-1], np.linspace(joints[1], joints[2], 13)]
    )
    places, radii = np.array(ARM_RADII).T
    radius = 40 * np.interp(np.linspace(0, 1, len(middle)), places, radii)
    ahead = np.gradient(middle, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1)[:, None]
    outward = np.stack([ahead[:, 1], -ahead[:, 0]], axis=1)
    return ArmPath(middle, radius, outward, 40.0)


def in_pixels(view: RegionView, place: tuple[float, float]) -> Points:
    return np.asarray(view.from_photo(np.array([ALONE.place(*place)]))[0])


def test_an_arm_that_does_not_show_for_sure_has_no_forearm_before_the_torso() -> None:
    view = alone(replace(ALONE, arms=(Arm.HANGING, Arm.ON_BELLY))).view(Region.UPPER)
    assert view.joints is not None
    unsure = view.joints.confidence.copy()
    unsure[JointName.LEFT_WRIST] = 0.3
    hand = view.arms & (np.arange(view.shape[1]) > view.joints.points[JointName.NOSE, 0] - 60)
    handless = replace(
        view,
        labels=np.where(hand, Label.UPPER_CLOTHES, view.labels).astype(np.uint8),
        region=view.region | hand,
        joints=replace(view.joints, confidence=unsure),
    )
    assert measure_worn_top(view, view.region).arms.forearms.right.any()
    assert not measure_worn_top(handless, handless.region).arms.forearms.right.any()


@pytest.mark.parametrize("sleeve", [Sleeve.NONE, Sleeve.SHORT, Sleeve.LONG])
def test_a_worn_sleeve_ends_where_it_was_drawn(sleeve: Sleeve) -> None:
    worn, _ = measured(replace(ALONE, sleeve=sleeve))
    for end in (path and path.sleeve_end for path in worn.arms.paths):
        if sleeve is Sleeve.NONE:
            assert end is None
        else:
            assert end == pytest.approx(sleeve.value, abs=0.1)


def test_an_arm_is_as_wide_as_arms_are_and_follows_its_bones() -> None:
    worn, view = measured(replace(ALONE, sleeve=Sleeve.NONE))
    for side in Side:
        arm = worn.arms.strips[side]
        assert arm is not None
        elbow = in_pixels(view, (side.outward * 1.06, 1.75))
        nearest = np.linalg.norm(arm.middle - elbow, axis=1).min()
        assert nearest < 0.15 * worn.half_shoulder
        assert arm.width == pytest.approx(0.4 * worn.half_shoulder, rel=0.4)


def test_what_hangs_past_the_wrist_belongs_to_the_torso() -> None:
    worn, view = measured(replace(ALONE, arms=(Arm.ON_BELLY, Arm.ON_BELLY), hem=5.0))
    for side in Side:
        path = worn.arms.paths[side]
        assert path is not None
        past = path.beyond(view.shape, 0.5)
        assert past.any()
        assert not (worn.arms.limbs[side] & view.region & past).any()


def test_a_sleeved_forearm_before_the_torso_belongs_to_the_arm() -> None:
    worn, view = measured(replace(ALONE, arms=(Arm.ON_BELLY, Arm.HANGING)))
    x, y = np.rint(in_pixels(view, (-0.5, 1.88))).astype(int)
    assert worn.arms.forearms.left[y, x]
    assert not worn.arms.forearms.right.any()
    chest = np.rint(in_pixels(view, (0.0, 0.9))).astype(int)
    assert not worn.arms.forearms.left[chest[1], chest[0]]


def test_an_arm_that_nobody_sees_is_none() -> None:
    worn, _ = measured(replace(ALONE, arms=(Arm.HIDDEN, Arm.HANGING)))
    assert worn.arms.strips.left is None
    assert worn.arms.strips.right is not None


def test_hands_are_in_front_and_shoulders_and_specks_are_not() -> None:
    sitter = replace(ALONE, arms=(Arm.ON_BELLY, Arm.HANGING), sleeve=Sleeve.NONE)
    worn, view = measured(sitter)
    labels = view.labels.copy()
    speck = np.rint(in_pixels(view, (0.3, 0.7))).astype(int)
    labels[speck[1] : speck[1] + 3, speck[0] : speck[0] + 3] = Label.LEFT_ARM
    view = replace(view, labels=labels)
    front = arms_in_front(view, worn.arms.paths, worn.torso, worn.skeleton.unit)
    hand = np.rint(in_pixels(view, (-0.3, 1.96))).astype(int)
    shoulder = np.rint(in_pixels(view, (-0.8, 0.3))).astype(int)
    assert front[hand[1], hand[0]]
    assert not front[shoulder[1], shoulder[0]]
    assert not front[speck[1], speck[0]]


def test_a_sleeve_on_a_raised_arm_turns_about_the_armpit_and_does_not_fold() -> None:
    path = raised()
    armhole = Armhole(np.array([60.0, 170.0]), np.array([90.0, 184.0]), np.array([98.0, 225.0]))
    end = 0.9 * path.lengths[-1]
    half = 1.2 * path.radius
    sleeve = SleevePath.of(path, armhole, half, half).strip(end, end)
    np.testing.assert_array_equal(sleeve.left[0], armhole.shoulder)
    np.testing.assert_array_equal(sleeve.right[0], armhole.armpit)
    across = sleeve.left - sleeve.right
    ahead = np.gradient(sleeve.middle, axis=0)
    turns = across[:, 0] * ahead[:, 1] - across[:, 1] * ahead[:, 0]
    assert (turns > 0).all() or (turns < 0).all()
    wrist = path.middle[int(0.9 * (len(path.middle) - 1))]
    assert np.linalg.norm(sleeve.middle[-1] - wrist) < 8
