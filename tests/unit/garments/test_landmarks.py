"""Measuring drawn garments."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tryon.errors import GarmentError
from tryon.garments.flat_top import _torso_strip
from tryon.garments.garment import Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.reader.cutouts import read_cutout
from tryon.pixels.masks import row_runs
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import SkirtFigure, Strip, TopFigure, TrousersFigure
from tryon.shape.point_names import named_points
from tryon.shape.sides import Pair
from tryon.shape.silhouette import central_runs, limb_strip


def test_a_tshirt_has_its_landmarks_where_they_were_drawn(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    marks = figure.landmarks
    drawn = {
        marks.necks.left: (60, 10),
        marks.necks.right: (110, 10),
        marks.armpits.left: (42, 68),
        marks.armpits.right: (128, 68),
        marks.hems.left: (42, 190),
        marks.hems.right: (128, 190),
    }
    for found, (x, y) in drawn.items():
        assert (found.x, found.y) == pytest.approx((x, y), abs=4)
    assert figure.sleeves.left is not None
    assert figure.sleeves.right is not None


def test_the_sleeves_end_at_their_cuffs(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    sleeve = figure.landmarks.sleeves.left
    assert sleeve is not None
    assert (sleeve.outer.x, sleeve.outer.y) == pytest.approx((0, 60), abs=9)
    assert (sleeve.inner.x, sleeve.inner.y) == pytest.approx((22, 86), abs=9)


def test_a_mirrored_garment_has_mirrored_landmarks(tshirt: Garment) -> None:
    alpha = tshirt.rgba[..., 3].copy()
    alpha[60:90, :20] = 0
    width = alpha.shape[1]
    figure = find_figure(alpha, GarmentCategory.TOP)
    mirrored = find_figure(alpha[:, ::-1], GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    assert isinstance(mirrored, TopFigure)
    assert width - mirrored.torso.right[:, 0] == pytest.approx(figure.torso.left[:, 0], abs=1.5)
    assert mirrored.torso.right[:, 1] == pytest.approx(figure.torso.left[:, 1], abs=1.5)


def test_trousers_have_waist_crotch_and_cuffs(trousers: Garment) -> None:
    figure = find_figure(trousers.rgba[..., 3], GarmentCategory.TROUSERS)
    assert isinstance(figure, TrousersFigure)
    marks = figure.landmarks
    assert (marks.crotch.x, marks.crotch.y) == pytest.approx((50, 70), abs=4)
    assert (marks.waists.left.x, marks.waists.right.x) == pytest.approx((10, 91), abs=3)
    assert marks.cuffs.left.outer.x == pytest.approx(2, abs=3)
    assert marks.cuffs.left.inner.x == pytest.approx(38, abs=3)
    assert marks.cuffs.right.inner.x == pytest.approx(62, abs=3)


@pytest.mark.parametrize("name", ["trousers", "skirt"])
def test_the_outlines_of_a_symmetric_garment_mirror_each_other_to_half_a_pixel(
    name: str, request: pytest.FixtureRequest
) -> None:
    garment: Garment = request.getfixturevalue(name)
    figure = find_figure(garment.rgba[..., 3], garment.category)
    width = garment.rgba.shape[1]
    if isinstance(figure, TrousersFigure):
        left, right = (leg.left for leg in figure.legs)
    else:
        assert isinstance(figure, SkirtFigure)
        left, right = figure.body.left, figure.body.right
    assert left[:, 0] + right[:, 0] == pytest.approx(width, abs=0.5)
    assert left[:, 1] == pytest.approx(right[:, 1])


def test_a_skirt_has_a_waist_and_a_hem(skirt: Garment) -> None:
    figure = find_figure(skirt.rgba[..., 3], GarmentCategory.SKIRT)
    assert isinstance(figure, SkirtFigure)
    assert figure.landmarks.waists.left.x == pytest.approx(30, abs=3)
    assert figure.landmarks.hems.right.x == pytest.approx(118, abs=3)


def test_landmarks_scale_with_the_picture(tshirt: Garment) -> None:
    alpha = tshirt.rgba[..., 3]
    large = alpha.repeat(5, axis=0).repeat(5, axis=1)
    small_figure = find_figure(alpha, GarmentCategory.TOP)
    large_figure = find_figure(large, GarmentCategory.TOP)
    assert isinstance(small_figure, TopFigure)
    assert isinstance(large_figure, TopFigure)
    assert large_figure.torso.left / 5 == pytest.approx(small_figure.torso.left, abs=2)


@pytest.mark.parametrize("name", ["tshirt", "sweater", "trousers", "skirt", "dress"])
def test_the_category_is_read_from_a_silhouette_alone(
    name: str, request: pytest.FixtureRequest
) -> None:
    garment: Garment = request.getfixturevalue(name)
    assert read_cutout(garment.rgba).category is garment.category


def test_nothing_cannot_be_measured() -> None:
    with pytest.raises(GarmentError, match="too small to be measured"):
        find_figure(np.zeros((50, 50), np.uint8), GarmentCategory.TOP)


def test_trousers_of_one_leg_are_refused_in_words() -> None:
    alpha = np.zeros((64, 64), np.uint8)
    alpha[:, ::2] = 255  # stripes: the largest part is one of them
    with pytest.raises(GarmentError, match="only one leg"):
        find_figure(alpha, GarmentCategory.TROUSERS)


def test_a_shape_whose_middle_seems_to_lie_beside_it_is_measured_all_the_same() -> None:
    alpha = np.zeros((59, 45), np.uint8)
    alpha[:16, :3] = alpha[16:29] = alpha[29:44, 18:] = alpha[44:, 18:30] = 255
    figure = find_figure(alpha, GarmentCategory.TOP)
    assert np.isfinite([(p.x, p.y) for p in named_points(figure.landmarks).values()]).all()


def test_a_garment_without_a_body_is_too_small() -> None:
    with pytest.raises(GarmentError, match="too small to be measured"):
        _torso_strip(np.full((9, 2), np.nan), Pair(np.zeros(2), np.ones(2)))


def test_runs_of_a_row_are_first_and_one_past_last() -> None:
    row = np.array([1, 1, 0, 1, 0, 0, 1], np.bool_)
    assert row_runs(row).tolist() == [[0, 2], [3, 4], [6, 7]]


def test_the_central_run_is_the_one_at_the_axis() -> None:
    mask = np.array([[1, 1, 0, 0, 1, 1, 1, 0, 1], [0] * 9], np.bool_)
    edges = central_runs(mask, np.array([5.0, 5.0]), slack=0.0)
    assert edges[0].tolist() == [4, 7]
    assert np.isnan(edges[1]).all()


def test_a_straight_limb_is_sampled_at_equal_steps() -> None:
    mask = np.zeros((40, 60), np.bool_)
    mask[10:21, 5:56] = True
    strip = limb_strip(mask, np.array([[5.0, 10.0], [5.0, 20.0]]), count=6)
    assert strip is not None
    steps = np.diff(strip.middle[:, 0])
    assert steps == pytest.approx(np.full(5, 10.0), abs=2.5)
    assert strip.left[1:-1, 1] == pytest.approx(np.full(4, 10.0), abs=1.5)
    assert strip.right[1:-1, 1] == pytest.approx(np.full(4, 20.0), abs=1.5)


def test_a_bent_limb_is_followed_around_its_elbow() -> None:
    mask = np.zeros((80, 80), np.bool_)
    mask[5:15, 5:70] = True
    mask[5:75, 60:70] = True
    strip = limb_strip(mask, np.array([[5.0, 5.0], [5.0, 14.0]]), count=9)
    assert strip is not None
    assert strip.middle[-1] == pytest.approx([64.5, 73], abs=5)
    assert strip.width == pytest.approx(10, abs=2)


def test_a_strip_goes_straight_on_past_its_end() -> None:
    ys = np.arange(0.0, 50.0, 10.0)
    strip = Strip(np.stack([0 * ys, ys], axis=1), np.stack([0 * ys + 8, ys], axis=1))
    assert strip.length == pytest.approx(40)
    assert strip.at(np.array([15.0, 60.0])).middle.tolist() == [[4, 15], [4, 60]]


def test_the_straps_of_a_camisole_are_no_sleeves() -> None:
    alpha = np.zeros((220, 140), np.uint8)
    alpha[80:210, 30:110] = 255
    alpha[10:80, 34:40] = alpha[10:80, 100:106] = 255
    figure = find_figure(alpha, GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    assert figure.sleeves.left is None
    assert figure.sleeves.right is None


def test_straps_are_no_sleeves() -> None:
    mask = np.zeros((200, 140), np.uint8)
    cv2.fillPoly(mask, [np.array([(35, 60), (105, 60), (110, 195), (30, 195)])], 255)
    for x in (38, 96):
        mask[5:70, x : x + 7] = 255
    figure = find_figure(mask, GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    assert figure.sleeves.left is None
    assert figure.sleeves.right is None
    assert figure.torso.width > 60


def test_the_legs_of_a_bodysuit_are_no_armpits() -> None:
    mask = np.zeros((260, 140), np.uint8)
    outline = [(40, 8), (50, 40), (70, 52), (90, 40), (100, 8), (104, 60), (100, 120),
               (118, 180), (92, 196), (80, 250), (60, 250), (48, 196), (22, 180), (40, 120),
               (36, 60)]  # fmt: skip
    cv2.fillPoly(mask, [np.array(outline)], 255)
    figure = find_figure(mask, GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    assert figure.landmarks.armpits.left.y < 110
    assert figure.sleeves.left is None


def test_a_knot_in_one_strap_is_no_sleeve() -> None:
    mask = np.zeros((200, 150), np.uint8)
    cv2.fillPoly(mask, [np.array([(35, 60), (105, 60), (110, 195), (30, 195)])], 255)
    for x in (38, 96):
        mask[5:70, x : x + 7] = 255
    cv2.ellipse(mask, (106, 34), (7, 18), 0, 0, 360, 255, -1)
    figure = find_figure(mask, GarmentCategory.TOP)
    assert isinstance(figure, TopFigure)
    assert figure.sleeves.left is None
    assert figure.sleeves.right is None


def test_a_speck_above_a_garment_is_no_reason_to_fail(tshirt: Garment) -> None:
    alpha = np.pad(tshirt.rgba[..., 3], ((60, 0), (0, 0)))
    alpha[0:3, 80:90] = 255
    assert find_figure(alpha, GarmentCategory.TOP) is not None
