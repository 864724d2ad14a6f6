"""Bones of a body: by its joints, and where joints are missing, by what else is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Arm, alone
from tryon.body.skeleton import Skeleton, skeleton_of_joints
from tryon.body.view import RegionView
from tryon.geometry import PhotoPoints
from tryon.joints import JointName, Joints
from tryon.labels import Region
from tryon.shape.sides import Side


def joints_of(view: RegionView) -> Joints:
    assert view.joints is not None
    return view.joints


def without(joints: Joints, *names: JointName) -> Joints:
    confidence = joints.confidence.copy()
    confidence[list(names)] = 0.0
    return Joints(joints.points, confidence)


def test_left_and_right_are_those_of_the_picture_from_the_front_and_from_behind() -> None:
    view = alone(ALONE).view(Region.UPPER)
    front = Skeleton.of(view, view.region)
    order = [name + 1 if name % 2 else name - 1 for name in JointName if name]
    swapped = joints_of(view).points.copy()
    swapped[1:] = swapped[order]
    behind = skeleton_of_joints(Joints(PhotoPoints(swapped), joints_of(view).confidence))
    for side in Side:
        for pair in ("shoulders", "elbows", "wrists", "hips"):
            np.testing.assert_allclose(getattr(front, pair)[side], getattr(behind, pair)[side])
            assert side.outward * (getattr(front, pair)[side] - front.middle)[0] > 0


def test_missing_joints_follow_from_the_proportions_of_the_others() -> None:
    joints = joints_of(alone(ALONE).view(Region.UPPER))
    whole = skeleton_of_joints(joints)
    hips = JointName.LEFT_HIP, JointName.RIGHT_HIP
    half = skeleton_of_joints(without(joints, *hips))
    assert not half.hips_seen
    np.testing.assert_allclose(half.pelvis, whole.pelvis, atol=0.4 * whole.unit)
    arm = JointName.LEFT_ELBOW, JointName.LEFT_WRIST
    one_armed = skeleton_of_joints(without(joints, *arm))
    assert (one_armed.is_seen.left, one_armed.is_seen.right) == (True, False)
    assert one_armed.wrists.right == pytest.approx(whole.wrists.right, abs=0.8 * whole.unit)
    shoulder = skeleton_of_joints(without(joints, JointName.LEFT_SHOULDER))
    np.testing.assert_allclose(shoulder.shoulders.right, whole.shoulders.right, atol=2)


def test_an_arm_whose_wrist_was_lost_gets_the_hand_that_is_no_other_arms() -> None:
    view = alone(replace(ALONE, arms=(Arm.HANGING, Arm.ON_BELLY))).view(Region.UPPER)
    whole = Skeleton.of(view, view.region)
    joints = joints_of(view)
    points = joints.points.copy()
    points[JointName.LEFT_WRIST] = whole.elbows.right + whole.unit * np.array([0.5, 1.0])
    confidence = joints.confidence.copy()
    confidence[JointName.LEFT_WRIST] = 0.1
    lost = replace(view, joints=Joints(PhotoPoints(points), confidence))
    found = Skeleton.of(lost, view.region)
    assert found.wrist_seen.right
    np.testing.assert_allclose(found.wrists.right, whole.wrists.right, atol=0.3 * whole.unit)
    hidden = view.labels.copy()
    hidden[view.arms & (np.arange(view.shape[1]) > whole.middle[0] - 0.8 * whole.unit)] = 0
    handless = Skeleton.of(replace(lost, labels=hidden), view.region)
    assert not handless.wrist_seen.right, "the other arm's hand was taken"


def test_a_wrist_of_which_nobody_is_sure_does_not_show_but_its_arm_is_known() -> None:
    joints = joints_of(alone(ALONE).view(Region.UPPER))
    confidence = joints.confidence.copy()
    confidence[JointName.LEFT_WRIST] = 0.3
    skeleton = skeleton_of_joints(Joints(joints.points, confidence))
    assert (skeleton.wrist_seen.left, skeleton.wrist_seen.right) == (True, False)
    assert skeleton.is_seen.right
    whole = skeleton_of_joints(joints)
    np.testing.assert_array_equal(skeleton.wrists.right, whole.wrists.right)


def test_who_turns_aside_is_as_broad_as_before_and_shows_less_of_it() -> None:
    joints = joints_of(alone(ALONE).view(Region.UPPER))
    front = skeleton_of_joints(joints)
    middle = front.middle[0]
    points = joints.points.copy()
    points[:, 0] = middle + 0.4 * (points[:, 0] - middle)
    turned = skeleton_of_joints(Joints(PhotoPoints(points), joints.confidence))
    assert turned.breadth == pytest.approx(0.4 * front.breadth)
    assert turned.unit == pytest.approx(front.unit, rel=0.25)


@pytest.mark.parametrize("arms", [(Arm.HANGING, Arm.HANGING), (Arm.HANGING, Arm.ON_BELLY)])
def test_without_joints_face_clothes_and_hands_tell_where_the_body_is(
    arms: tuple[Arm, Arm],
) -> None:
    view = alone(replace(ALONE, arms=arms)).view(Region.UPPER)
    known = Skeleton.of(view, view.region)
    guessed = Skeleton.of(replace(view, joints=None), view.region)
    assert guessed.unit == pytest.approx(known.unit, rel=0.35)
    np.testing.assert_allclose(guessed.middle, known.middle, atol=0.5 * known.unit)
    assert guessed.wrists.left == pytest.approx(known.wrists.left, abs=0.9 * known.unit)


def test_knees_and_ankles_that_are_not_seen_hang_below_the_hips() -> None:
    joints = joints_of(alone(ALONE).view(Region.LOWER))
    whole = skeleton_of_joints(joints)
    ankles = JointName.LEFT_ANKLE, JointName.RIGHT_ANKLE
    cut = skeleton_of_joints(without(joints, *ankles))
    half = skeleton_of_joints(without(joints, *ankles, JointName.LEFT_KNEE, JointName.RIGHT_KNEE))
    for side in Side:
        np.testing.assert_array_equal(cut.knees[side], whole.knees[side])
        assert cut.ankles[side] == pytest.approx(whole.ankles[side], abs=0.5 * whole.unit)
        assert half.knees[side] == pytest.approx(whole.knees[side], abs=0.5 * whole.unit)
        assert half.ankles[side] == pytest.approx(whole.ankles[side], abs=0.9 * whole.unit)


@pytest.mark.parametrize("is_parsed_without_joints", [False, True])
def test_hips_and_legs_are_known_without_shoulders(is_parsed_without_joints: bool) -> None:
    view = alone(replace(ALONE, hem=2.0)).view(Region.LOWER)
    known = Skeleton.of_lower(view, view.region)
    shoulders = JointName.LEFT_SHOULDER, JointName.RIGHT_SHOULDER
    joints = None if is_parsed_without_joints else without(joints_of(view), *shoulders)
    guessed = Skeleton.of_lower(replace(view, joints=joints), view.region)
    assert guessed.unit == pytest.approx(known.unit, rel=0.25)
    for side in Side:
        for pair in ("hips", "knees", "ankles"):
            place = getattr(known, pair)[side]
            assert getattr(guessed, pair)[side] == pytest.approx(place, abs=0.6 * known.unit)
