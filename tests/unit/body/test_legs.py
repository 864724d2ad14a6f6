"""Hips and legs: where each leg lies, where they part, and which is in front."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.scenes import ALONE, STANCES, Lower, Scene, Sitter, Stance, alone
from tryon.body.legs import ANKLE, WornLegs, measure_legs
from tryon.body.things import things_in_front
from tryon.body.view import RegionView, chosen_view
from tryon.geometry import Points
from tryon.labels import Label, Region
from tryon.pixels.masks import grown
from tryon.shape.sides import Side

TUCKED = replace(ALONE, hem=2.0)


def legs_of(drawn: Scene) -> tuple[WornLegs, RegionView]:
    view = chosen_view(drawn.parse, 1, Region.LOWER)
    is_skirt = bool(view.mask(Label.SKIRT).any())
    return measure_legs(view, view.region, is_skirt=is_skirt), view


def on_body(view: RegionView, points: Points, sitter: Sitter = TUCKED) -> Points:
    """Take positions (N, 2) of the view to half shoulder breadths from the neck."""
    return np.asarray((view.to_photo(points) - sitter.neck) / sitter.half_shoulder)


@pytest.mark.parametrize("stance", Stance)
def test_a_leg_lies_along_its_hip_knee_and_ankle(stance: Stance) -> None:
    legs, view = legs_of(alone(replace(TUCKED, stance=stance)))
    for side, joints in zip(Side, STANCES[stance], strict=True):
        middle = on_body(view, legs.paths[side].middle)
        for joint in joints:
            assert np.linalg.norm(middle - joint, axis=1).min() < 0.25
        assert legs.covered[side] >= 0.9 * ANKLE


def test_legs_part_where_a_gap_begins_and_else_by_proportion() -> None:
    legs, view = legs_of(alone(TUCKED))
    assert on_body(view, legs.hips.crotch[None])[0] == pytest.approx((0.0, 3.15), abs=0.2)
    skirt, view = legs_of(alone(replace(TUCKED, lower=Lower.SKIRT)))
    assert on_body(view, skirt.hips.crotch[None])[0] == pytest.approx((0.0, 3.3), abs=0.3)
    assert skirt.covered.left == pytest.approx(0.45, abs=0.12)


def test_a_coat_that_hides_the_crotch_is_no_gap() -> None:
    plain, _ = legs_of(alone(TUCKED))
    coat, _ = legs_of(alone(replace(TUCKED, hem=3.6)))
    assert coat.hips.crotch_depth == pytest.approx(plain.hips.crotch_depth, abs=0.3 * plain.unit)


def test_hips_are_as_wide_as_trousers_show_them_and_not_as_wide_as_a_flared_skirt() -> None:
    trousers, view = legs_of(alone(TUCKED))
    unit = TUCKED.half_shoulder * view.scale
    assert trousers.hips.half_width == pytest.approx(0.86 * unit, rel=0.1)
    skirt, _ = legs_of(alone(replace(TUCKED, lower=Lower.SKIRT)))
    assert skirt.hips.half_width < 1.15 * trousers.hips.half_width


def test_the_leg_in_front_has_the_lower_foot_unless_it_rests_on_the_other() -> None:
    drawn = alone(replace(TUCKED, stance=Stance.CROSSED))
    legs, view = legs_of(drawn)
    assert legs.front is Side.LEFT
    joints = view.joints
    assert joints is not None
    points = joints.points.copy()
    person = drawn.parse.people[0]
    assert person.joints is not None
    points = person.joints.points.copy()
    knee, ankle = TUCKED.place(0.75, 3.9), TUCKED.place(-0.6, 4.2)
    points[[13, 15]] = knee, ankle  # the person's left shin lies across the other knee
    lifted = replace(person, joints=replace(person.joints, points=points))
    resting = Scene(drawn.photo, replace(drawn.parse, people=(lifted,)), drawn.people)
    assert legs_of(resting)[0].front is Side.RIGHT


def test_a_bent_thigh_is_noticed_and_standing_legs_are_not_bent() -> None:
    assert not legs_of(alone(TUCKED))[0].is_bent
    assert not legs_of(alone(replace(TUCKED, stance=Stance.CROSSED)))[0].is_bent
    bent = replace(TUCKED, stance=Stance.BENT)
    legs, _ = legs_of(alone(bent))
    knees = replace(
        legs.skeleton, knees=legs.skeleton.hips.map(lambda hip: hip + np.array([legs.unit, 9.0]))
    )
    assert replace(legs, skeleton=knees).is_bent


def test_what_hides_the_hips_is_followed_over_its_own_colour_beside_them() -> None:
    drawn = alone(TUCKED)
    photo, labels = drawn.photo.copy(), drawn.parse.labels.copy()
    people = drawn.parse.person_map.copy()
    outline = np.array([TUCKED.place(*corner) for corner in ((0.4, 2.5), (1.5, 2.6), (1.4, 3.3))])
    bag = np.zeros(labels.shape, np.uint8)
    cv2.fillPoly(bag, [np.rint(outline).astype(np.int32)], 1)
    photo[bag > 0], labels[bag > 0], people[bag > 0] = (250, 40, 220), 0, 0
    parse = replace(drawn.parse, labels=labels, person_map=people)
    legs, view = legs_of(Scene(photo, parse, drawn.people))
    found = things_in_front(view, view.reduced(photo), legs)
    seen = cv2.resize(bag[view.box.slices], found.shape[::-1], interpolation=cv2.INTER_AREA) > 0
    assert (found & seen).sum() > 0.85 * seen.sum()
    assert (found & ~grown(seen, 3)).sum() < 0.01 * seen.sum()
    nothing, view = legs_of(drawn)
    assert not things_in_front(view, view.reduced(drawn.photo), nothing).any()
