"""What is worn, and where the body in it is, on people as photos show them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.scenes import ALONE, Arm, Lower, Scene, Sitter, alone
from tryon.body.view import RegionView, chosen_view
from tryon.body.worn import WornRegion, measure_region
from tryon.geometry import Box, PhotoPoints, Points, Size
from tryon.human_parse import HumanParse
from tryon.joints import Joints
from tryon.labels import Label, Region
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import SkirtFigure, TopFigure, TrousersFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart, Pair, Side

UNIT = ALONE.half_shoulder


def measured(
    drawn: Scene, category: GarmentCategory = GarmentCategory.TOP
) -> tuple[WornRegion, RegionView]:
    view = chosen_view(drawn.parse, 1, category.region)
    return measure_region(view, category), view


def on_body(view: RegionView, points: Points, sitter: Sitter = ALONE) -> Points:
    """Take positions (N, 2) of the view to half shoulder breadths from the neck."""
    return np.asarray((view.to_photo(points) - sitter.neck) / sitter.half_shoulder)


def test_landmarks_of_a_top_lie_where_the_body_was_drawn() -> None:
    worn, view = measured(alone(ALONE))
    figure = worn.figure
    assert isinstance(figure, TopFigure)
    marks = figure.landmarks
    assert worn.half_width / view.scale == pytest.approx(UNIT, rel=0.15)
    drawn = {
        marks.shoulders.left: (-0.82, 0.06),
        marks.shoulders.right: (0.82, 0.06),
        marks.armpits.left: (-0.80, 0.70),
        marks.armpits.right: (0.80, 0.70),
        marks.hems.left: (-0.80, 2.55),
        marks.hems.right: (0.80, 2.55),
        marks.neck_centre: (0.0, 0.25),
    }
    for mark, place in drawn.items():
        assert on_body(view, mark.position[None])[0] == pytest.approx(place, abs=0.2)


def test_sleeves_end_at_the_wrists_and_arms_are_followed_to_them() -> None:
    worn, view = measured(alone(ALONE))
    figure = worn.figure
    assert isinstance(figure, TopFigure)
    for side in Side:
        sleeve = figure.sleeves[side]
        assert sleeve is not None
        for strip in (sleeve, worn.onward[BOTH_SLEEVES[side]]):
            end = on_body(view, strip.middle[-1:])[0]
            assert end == pytest.approx((side.outward * 1.16, 2.85), abs=0.35)


@pytest.mark.parametrize(
    ("lower", "category"),
    [
        (Lower.TROUSERS, GarmentCategory.TROUSERS),
        (Lower.SKIRT, GarmentCategory.SKIRT),
    ],
)
def test_lower_clothes_run_from_the_hem_of_the_top_to_their_own_end(
    lower: Lower, category: GarmentCategory
) -> None:
    worn, view = measured(alone(replace(ALONE, lower=lower)), category)
    figure = worn.figure
    if isinstance(figure, TrousersFigure):
        strip, end = figure.legs.left, 6.1
        assert on_body(view, figure.landmarks.crotch.position[None])[0, 1] == pytest.approx(
            3.15, abs=0.15
        )
    else:
        assert isinstance(figure, SkirtFigure)
        strip, end = figure.body, 4.25
    first, last = on_body(view, strip.middle[[0, -1]])[:, 1]
    assert first == pytest.approx(2.55, abs=0.2)
    assert last == pytest.approx(end, abs=0.15)


@pytest.mark.parametrize(
    ("depth", "region"), [(2.2, Region.UPPER), (4.5, Region.LOWER), (1.5, Region.UPPER)]
)
def test_clothes_at_the_lower_edge_of_the_photo_are_cut_off(depth: float, region: Region) -> None:
    category = GarmentCategory.TOP if region is Region.UPPER else GarmentCategory.TROUSERS
    drawn = alone(ALONE)
    whole, _ = measured(drawn, category)
    cut, _ = measured(drawn.cut_below(ALONE.pixel(0.0, depth)[0]), category)
    assert cut.is_cut_off
    assert not whole.is_cut_off
    below = drawn.cut_below(ALONE.pixel(0.0, 6.4)[0])
    assert Size.of(below.photo).height < drawn.parse.size.height
    assert not measured(below, category)[0].is_cut_off


def test_a_top_is_tucked_in_where_trousers_follow_it() -> None:
    assert measured(alone(ALONE))[0].is_tucked
    drawn = alone(ALONE)
    labels = drawn.parse.labels.copy()
    labels[labels == Label.PANTS] = Label.LEFT_LEG
    bare = Scene(drawn.photo, replace(drawn.parse, labels=labels), drawn.people)
    assert not measured(bare)[0].is_tucked


def test_a_hand_before_the_hips_is_not_taken_for_the_gap_between_the_legs() -> None:
    drawn = alone(replace(ALONE, hem=2.0))
    plain, view = measured(drawn, GarmentCategory.TROUSERS)
    labels = drawn.parse.labels.copy()
    (top, left), (bottom, right) = ALONE.pixel(-0.12, 2.45), ALONE.pixel(0.12, 2.75)
    labels[top:bottom, left:right] = Label.LEFT_ARM
    hand = Scene(drawn.photo, replace(drawn.parse, labels=labels), drawn.people)
    worn, _ = measured(hand, GarmentCategory.TROUSERS)
    for figure in (plain.figure, worn.figure):
        assert isinstance(figure, TrousersFigure)
        crotch = on_body(view, figure.landmarks.crotch.position[None])[0]
        assert crotch == pytest.approx((0.0, 3.15), abs=0.15)


@pytest.mark.parametrize(
    ("arms", "known"),
    [
        ((Arm.HANGING, Arm.HANGING), set(BOTH_SLEEVES)),
        ((Arm.HIDDEN, Arm.HANGING), {GarmentPart.RIGHT_SLEEVE}),
        ((Arm.HANGING, Arm.HIDDEN), {GarmentPart.LEFT_SLEEVE}),
        ((Arm.ON_BELLY, Arm.HANGING), set(BOTH_SLEEVES)),
    ],
)
def test_only_arms_that_show_where_they_end_are_followed(
    arms: tuple[Arm, Arm], known: set[GarmentPart]
) -> None:
    worn, _ = measured(alone(replace(ALONE, arms=arms)))
    assert worn.onward.keys() - {GarmentPart.TORSO} == known


def test_who_leans_is_measured_along_the_body() -> None:
    drawn = alone(ALONE)
    lean = 0.15
    matrix = np.array([[1.0, -lean, lean * ALONE.neck[1]], [0.0, 1.0, 0.0]])
    height, width = drawn.parse.labels.shape
    labels, people = (
        np.asarray(cv2.warpAffine(a, matrix, (width, height), flags=cv2.INTER_NEAREST), np.uint8)
        for a in (drawn.parse.labels, drawn.parse.person_map)
    )
    box = Box.around(people > 0)
    assert box is not None
    upright = drawn.parse.people[0].joints
    assert upright is not None
    points = PhotoPoints(upright.points @ matrix[:, :2].T + matrix[:, 2])
    joints = Joints(points, upright.confidence)
    person = replace(drawn.parse.people[0], box=box, joints=joints)
    leaning = Scene(drawn.photo, HumanParse(labels, people, (person,), "drawn"), drawn.people)
    worn, view = measured(leaning)
    figure = worn.figure
    assert isinstance(figure, TopFigure)
    middle = on_body(view, figure.torso.middle)
    assert middle[:, 0] == pytest.approx(-lean * middle[:, 1], abs=0.1)


def test_armpits_lie_alike_deep_though_one_arm_hides_its_own() -> None:
    worn, _ = measured(alone(replace(ALONE, arms=(Arm.HIDDEN, Arm.HANGING))))
    figure = worn.figure
    assert isinstance(figure, TopFigure)
    marks = figure.landmarks
    depths = Pair.of(lambda side: marks.armpits[side].y - marks.shoulders[side].y)
    assert depths.left == pytest.approx(depths.right, rel=0.05)
