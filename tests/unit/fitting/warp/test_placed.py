"""Where flat tops lie: predicted, and as they were worn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, alone
from tryon.body.skeleton import Skeleton, skeleton_of_joints
from tryon.fitting.warp.placed import (
    PlacementModel,
    flat_proportions,
    place_as_worn,
    place_top,
    seen_proportions,
)
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.geometry import GarmentPoints, PhotoPoints
from tryon.joints import Joints
from tryon.labels import Region
from tryon.shape.figure import TopFigure


def figure_of(garment: Garment) -> TopFigure:
    figure = measure_garment(garment).figure
    assert isinstance(figure, TopFigure)
    return figure


def skeleton(turn_degrees: float = 0.0, size: float = 1.0) -> Skeleton:
    joints = alone(ALONE).view(Region.UPPER).joints
    assert joints is not None
    angle = np.deg2rad(turn_degrees)
    matrix = size * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return skeleton_of_joints(Joints(PhotoPoints(joints.points @ matrix), joints.confidence))


def test_a_flat_chest_lies_across_the_shoulders_and_its_neck_above_them(tshirt: Garment) -> None:
    marks, body = figure_of(tshirt).landmarks, skeleton()
    placement = place_top(marks, body)
    chest = marks.armpits.right.x - marks.armpits.left.x
    assert placement.scale * chest == pytest.approx(0.87 * 2 * body.unit, rel=0.2)
    necks = GarmentPoints(np.array([point.position for point in marks.necks]))
    neck = placement.laid(necks).mean(axis=0)
    assert neck[0] == pytest.approx(body.middle[0], abs=0.15 * body.unit)
    assert 0.1 < (body.middle[1] - neck[1]) / (2 * body.unit) < 0.3


def test_a_larger_photo_and_a_larger_picture_change_nothing_but_the_scale(
    tshirt: Garment,
) -> None:
    figure = figure_of(tshirt)
    twice = figure.moved(np.array([2.0, 2.0]), np.zeros(2)).landmarks
    small, large = place_top(figure.landmarks, skeleton()), place_top(twice, skeleton(size=3.0))
    assert large.scale == pytest.approx(1.5 * small.scale)
    point = GarmentPoints(np.array([[50.0, 60.0]]))
    doubled = GarmentPoints(2 * point)
    np.testing.assert_allclose(large.laid(doubled), 3 * small.laid(point), rtol=1e-6)


def test_who_leans_to_the_side_has_a_garment_that_leans_too(tshirt: Garment) -> None:
    marks = figure_of(tshirt).landmarks
    upright, leaning = (
        np.rad2deg(np.arctan2(placement.matrix[1, 0], placement.matrix[0, 0]))
        for placement in (place_top(marks, skeleton()), place_top(marks, skeleton(12.0)))
    )
    assert leaning - upright == pytest.approx(12.0, abs=4.0)


def test_hips_and_nose_that_are_unknown_count_for_nothing(tshirt: Garment) -> None:
    marks, body = figure_of(tshirt).landmarks, skeleton()
    unknown = replace(body, hips_seen=False, nose=None)
    assert np.isnan(seen_proportions(unknown)).sum() == 5
    placement = place_top(marks, unknown)
    assert placement.scale == pytest.approx(place_top(marks, body).scale, rel=0.15)


def test_proportions_beyond_all_that_was_seen_do_not_carry_the_garment_away(
    tshirt: Garment,
) -> None:
    marks = figure_of(tshirt).landmarks
    absurd = replace(marks, neck_centre=replace(marks.neck_centre, y=9000.0))
    assert flat_proportions(absurd).values.max() > 10
    assert place_top(absurd, skeleton()).scale == pytest.approx(
        place_top(marks, skeleton()).scale, rel=0.2
    )


def test_what_was_taken_off_lies_where_it_was(tshirt: Garment) -> None:
    figure = figure_of(tshirt)
    scale, offset = np.array([1.7, 1.7]), np.array([30.0, -12.0])
    placement = place_as_worn(figure.landmarks, figure.moved(scale, offset).landmarks)
    assert placement.scale == pytest.approx(1.7)
    points = GarmentPoints(figure.torso.left)
    np.testing.assert_allclose(placement.laid(points), points * scale + offset, atol=1e-6)


def test_a_model_survives_its_file() -> None:
    ones = np.ones(3)
    model = PlacementModel(
        -ones, ones, 0 * ones, ones, np.ones((4, 4)), -9 * np.ones(4), np.ones(4)
    )
    assert '"weights"' in model.to_json()
    np.testing.assert_allclose(model.predict(np.array([0.2, np.nan, -7.0])), 0.2)
