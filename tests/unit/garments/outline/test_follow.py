"""Frames of cut-outs, and points that stay on the cloth when the outline changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.measure import measured_points
from tryon.garments.outline.cut import Frame
from tryon.garments.outline.follow import follow
from tryon.garments.outline.original import Original
from tryon.garments.outline.outline import Drawing
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.point_names import PointName
from tryon.shape.sides import Side

WHOLE = Frame(0, np.zeros(2), np.ones(2))
TOP = GarmentCategory.TOP


@pytest.fixture
def original(tshirt: Garment) -> Original:
    """A T-shirt in the middle of a picture that shows more."""
    rgba = np.pad(tshirt.rgba, [(40, 20), (30, 50), (0, 0)])
    rgba[..., :3] = np.where(rgba[..., 3:] > 0, rgba[..., :3], 90)
    return Original.whole(replace(tshirt, rgba=rgba))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_places_go_to_the_picture_and_back(degrees: int) -> None:
    frame = Frame(degrees, np.array([0.1, 0.3]), np.array([0.5, 0.4]))
    places = np.array([[0.0, 0.0], [1.0, 0.25]])
    assert np.allclose(frame.from_picture(frame.to_picture(places)), places)


def test_a_turned_place_is_where_the_pixel_went() -> None:
    picture = np.zeros((40, 60), np.uint8)
    picture[4, 50] = 255
    turned = Drawing(picture).turned(90).coverage
    row, column = np.argwhere(turned)[0]
    place = (np.array([[column, row]]) + 0.5) / (40, 60)
    frame = Frame(90, np.zeros(2), np.ones(2))
    assert np.allclose(frame.to_picture(place) * (60, 40), [[50.5, 4.5]])


def test_a_cropped_garment_is_cut_out_and_its_frame_says_where(original: Original) -> None:
    coverage = original.found.coverage.copy()
    coverage[:, : coverage.shape[1] // 2] = 0
    drawing = Drawing(coverage)
    garment, frame = original.along(drawing), original.frame_along(drawing)
    height, width = coverage.shape
    left, top = np.rint(frame.offset * (width, height)).astype(int)
    shown = coverage[top:, left:][: garment.rgba.shape[0], : garment.rgba.shape[1]]
    assert np.array_equal(garment.rgba[..., 3], shown)
    assert left == width // 2 - 2
    assert frame.extent[0] * width == pytest.approx(garment.rgba.shape[1])


def test_the_found_outline_gives_the_found_garment(original: Original) -> None:
    same = Drawing(original.found.coverage.copy())
    assert original.along(same) is original.garment


def test_points_stay_on_the_cloth_when_more_of_the_picture_is_covered(original: Original) -> None:
    armpit = measured_points(original.garment)[PointName.ARMPIT_LEFT]
    moved = Point(armpit.x + 0.01, armpit.y + 0.02)
    correction = Correction(TOP).with_points({PointName.ARMPIT_LEFT: moved})
    coverage = original.found.coverage.copy()
    coverage[: coverage.shape[0] // 8, :10] = 255  # far from the shirt: the cut-out gets larger
    drawing = Drawing(coverage)
    garment, frame = original.along(drawing), original.frame_along(drawing)
    followed = follow(correction, WHOLE, frame, garment)
    place = followed.places[PointName.ARMPIT_LEFT]
    assert place != moved
    assert np.allclose(frame.to_picture(place.position[None]), moved.position)


def test_a_point_on_what_was_erased_is_forgotten(original: Original) -> None:
    points = measured_points(original.garment)
    kept = {name: points[name] for name in (PointName.SLEEVE_OUTER_LEFT, PointName.HEM_RIGHT)}
    correction = Correction(TOP).with_points(kept)
    coverage = original.found.coverage.copy()
    x = round(points[PointName.ARMPIT_LEFT].x * coverage.shape[1])
    coverage[:, : x + 8] = 0
    drawing = Drawing(coverage)
    garment, frame = original.along(drawing), original.frame_along(drawing)
    followed = follow(correction, WHOLE, frame, garment)
    assert PointName.SLEEVE_OUTER_LEFT not in followed.places
    assert PointName.HEM_RIGHT in followed.places


def test_points_that_make_no_sense_any_more_are_forgotten(original: Original) -> None:
    points = measured_points(original.garment)
    names = (PointName.NECK_LEFT, PointName.NECK_RIGHT, PointName.HEM_LEFT, PointName.HEM_RIGHT)
    correction = (Correction(TOP).with_points({name: points[name] for name in names})).with_sleeve(
        Side.LEFT, False
    )
    drawing = original.found.turned(180)
    garment, frame = original.along(drawing), original.frame_along(drawing)
    followed = follow(correction, WHOLE, frame, garment)
    assert followed.points == ()
    assert followed.sleeves == correction.sleeves


def test_a_garment_taken_off_a_person_keeps_its_landmarks_unless_it_is_turned(
    original: Original, tshirt: Garment
) -> None:
    figure = find_figure(original.garment.rgba[..., 3], TOP)
    taken = Original.whole(replace(original.garment, figure=figure))
    coverage = taken.found.coverage.copy()
    coverage[:60] = 0
    redrawn = taken.along(Drawing(coverage))
    assert redrawn.figure is figure
    assert redrawn.rgba.shape == taken.rgba.shape
    assert np.array_equal(redrawn.rgba[..., 3], coverage)
    assert taken.along(taken.found.turned(90)).figure is None
