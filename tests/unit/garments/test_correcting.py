"""Landmarks that the user moved stay where they were put, and the fit follows them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tryon.errors import GarmentError
from tryon.fitting.fit import fit_garment
from tryon.fitting.request import FitRequest
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.measure import corrected_garment, measure_garment, measured_points
from tryon.garments.reshape import reshape_edge, side_between
from tryon.geometry import RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.labels import Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Point, SkirtFigure, Strip, TopFigure, TrousersFigure
from tryon.shape.point_names import PointName, named_points
from tryon.shape.sides import Pair, Side


def moved(garment: Garment, **pixels: tuple[float, float]) -> Garment:
    """Move landmarks of a garment to pixels of its picture."""
    size = Size.of(garment.rgba)
    fractions = {
        PointName(name): Point(x / size.width, y / size.height) for name, (x, y) in pixels.items()
    }
    return corrected_garment(garment, Correction(garment.category).with_points(fractions))


def top_of(garment: Garment) -> TopFigure:
    figure = measure_garment(garment).figure
    assert isinstance(figure, TopFigure)
    return figure


def strips(figure: Figure) -> dict[str, Strip]:
    found = {name: value for name, value in vars(figure).items() if isinstance(value, Strip)}
    for name, pair in vars(figure).items():
        if isinstance(pair, Pair):
            found |= {f"{name}.{side.value}": pair[side] for side in Side if pair[side]}
    return found


def distance_to(edge: np.ndarray, x: float, y: float) -> float:
    """Return the distance of a point from an edge."""
    fine = np.linspace(0, len(edge) - 1, 600)
    line = np.stack([np.interp(fine, np.arange(len(edge)), edge[:, axis]) for axis in (0, 1)], 1)
    return float(np.linalg.norm(line - (x, y), axis=1).min())


def test_a_moved_armpit_is_where_torso_and_sleeve_begin(tshirt: Garment) -> None:
    figure = top_of(moved(tshirt, armpit_left=(40, 95)))
    armpit = named_points(figure.landmarks)[PointName.ARMPIT_LEFT]
    assert (armpit.x, armpit.y) == pytest.approx((40, 95))
    assert figure.torso.left[0] == pytest.approx((40, 95))
    assert figure.sleeves.left is not None
    assert figure.sleeves.left.right[0] == pytest.approx((40, 95))


def test_what_was_not_touched_stays_as_measured(tshirt: Garment) -> None:
    before, after = top_of(tshirt), top_of(moved(tshirt, armpit_left=(40, 78)))
    measured, corrected = named_points(before.landmarks), named_points(after.landmarks)
    for name in measured.keys() - {PointName.ARMPIT_LEFT}:
        assert (corrected[name].x, corrected[name].y) == pytest.approx(
            (measured[name].x, measured[name].y)
        ), name
    assert after.torso.right == pytest.approx(before.torso.right)
    assert after.sleeves.right is not None
    assert before.sleeves.right is not None
    assert after.sleeves.right.left == pytest.approx(before.sleeves.right.left)


def test_a_moved_armpit_changes_how_the_garment_is_worn(
    tshirt: Garment, photo: RgbImage, parse: HumanParse
) -> None:
    def worn(garment: Garment) -> np.ndarray:
        fit = fit_garment(FitRequest(photo, parse, 1, Region.UPPER, garment))
        change = np.zeros(photo.shape, np.int32)
        change[fit.box.slices] = fit.change
        return change

    striped = tshirt.rgba.copy()
    striped[::12, :, :3] = striped[1::12, :, :3] = 255
    garment = replace(tshirt, rgba=striped)
    narrow = moved(garment, armpit_left=(56, 100), armpit_right=(114, 100))
    before, after = worn(garment), worn(narrow)
    differs = np.abs(before - after).max(axis=2) > 40
    chest = differs[60:110, 70:130]
    assert chest.mean() > 0.1


def test_a_garment_without_sleeves_by_correction_reveals_the_arms(
    tshirt: Garment, photo: RgbImage, parse: HumanParse
) -> None:
    correction = (
        Correction(tshirt.category).with_sleeve(Side.LEFT, False).with_sleeve(Side.RIGHT, False)
    )
    sleeveless = corrected_garment(tshirt, correction)
    figure = top_of(sleeveless)
    assert figure.sleeves == Pair(None, None)
    assert figure.landmarks.sleeves.left is None
    fit = fit_garment(FitRequest(photo, parse, 1, Region.UPPER, sleeveless))
    assert FitNote.NO_SLEEVES in fit.notes


def test_a_sleeve_that_the_silhouette_hides_can_be_drawn(dress: Garment) -> None:
    assert top_of(dress).sleeves.right is None
    size = Size.of(dress.rgba)
    correction = Correction(dress.category).with_sleeve(Side.RIGHT, True)
    outer = Point(110 / size.width, 40 / size.height)
    drawn = corrected_garment(dress, correction.with_points({PointName.SLEEVE_OUTER_RIGHT: outer}))
    sleeve = top_of(drawn).sleeves.right
    assert sleeve is not None
    assert sleeve.left[-1] == pytest.approx((110, 40))


def test_a_sleeve_ends_where_its_end_was_moved(sweater: Garment) -> None:
    before = top_of(sweater).sleeves.left
    cropped = moved(sweater, sleeve_outer_left=(32, 65), sleeve_inner_left=(40, 98))
    after = top_of(cropped).sleeves.left
    assert before is not None
    assert after is not None
    assert after.left[-1] == pytest.approx((32, 65))
    assert after.right[-1] == pytest.approx((40, 98))
    assert after.length < 0.7 * before.length


def test_sides_go_through_a_moved_waist_and_end_at_a_moved_hem(tshirt: Garment) -> None:
    figure = top_of(moved(tshirt, waist_left=(55, 130), hem_left=(45, 170)))
    assert distance_to(figure.torso.left, 55, 130) < 0.2
    assert figure.torso.left[-1] == pytest.approx((45, 170))
    assert figure.landmarks.hems.left == Point(pytest.approx(45), pytest.approx(170))


def test_legs_divide_at_a_moved_crotch(trousers: Garment) -> None:
    figure = measure_garment(moved(trousers, crotch=(50, 100), cuff_inner_left=(36, 180))).figure
    assert isinstance(figure, TrousersFigure)
    for leg in figure.legs:
        assert distance_to(leg.right, 50, 100) < 0.2
    assert figure.legs.left.right[-1] == pytest.approx((36, 180))


def test_a_skirt_hangs_between_moved_ends(skirt: Garment) -> None:
    figure = measure_garment(moved(skirt, waist_right=(88, 20), hem_right=(112, 110))).figure
    assert isinstance(figure, SkirtFigure)
    assert figure.body.right[0] == pytest.approx((88, 20))
    assert figure.body.right[-1] == pytest.approx((112, 110))


def test_the_inside_of_the_back_ends_at_a_moved_neckline(tshirt: Garment) -> None:
    measured = measure_garment(moved(tshirt, neck_centre=(85, 60)))
    assert isinstance(measured.figure, TopFigure)
    assert measured.figure.landmarks.neck_centre == Point(pytest.approx(85), pytest.approx(60))
    assert measured.front[40, 85, 3] == 0
    assert measured.front[70, 85, 3] == 255


def test_a_garment_taken_off_a_body_is_corrected_too(tshirt: Garment) -> None:
    worn = replace(tshirt, figure=find_figure(tshirt.rgba[..., 3], tshirt.category))
    after = moved(worn, armpit_right=(120, 95))
    measured = measure_garment(after)
    assert not measured.is_flat
    assert isinstance(measured.figure, TopFigure)
    assert measured.figure.torso.right[0] == pytest.approx((120, 95))
    assert measured.figure.sleeves.right is not None
    assert measured.figure.sleeves.right.right[0] == pytest.approx((120, 95))


def test_another_category_is_measured_as_one(tshirt: Garment) -> None:
    skirt = corrected_garment(tshirt, Correction(GarmentCategory.SKIRT))
    assert isinstance(measure_garment(skirt).figure, SkirtFigure)
    assert skirt.uncorrected.category is GarmentCategory.TOP
    assert corrected_garment(skirt, None).category is GarmentCategory.TOP


def test_points_of_a_top_stay_when_it_is_a_dress(tshirt: Garment) -> None:
    correction = Correction(tshirt.category).with_points({PointName.ARMPIT_LEFT: Point(0.2, 0.5)})
    assert correction.of_category(GarmentCategory.DRESS).points == correction.points
    assert correction.of_category(GarmentCategory.SKIRT).points == ()


def test_points_lie_alike_at_another_resolution(tshirt: Garment) -> None:
    correction = Correction(tshirt.category).with_points({PointName.ARMPIT_LEFT: Point(0.25, 0.4)})
    large = replace(tshirt, rgba=cv2.resize(tshirt.rgba, None, fx=3, fy=3))
    small_points, large_points = (
        measured_points(corrected_garment(g, correction)) for g in (tshirt, large)
    )
    assert large_points[PointName.ARMPIT_LEFT] == Point(pytest.approx(0.25), pytest.approx(0.4))
    for name, point in small_points.items():
        assert (large_points[name].x, large_points[name].y) == pytest.approx(
            (point.x, point.y), abs=0.03
        ), name


@pytest.mark.parametrize(
    ("name", "place", "message"),
    [
        (PointName.ARMPIT_LEFT, (0.2, 0.02), "shoulder_left must lie above armpit_left"),
        (PointName.HEM_RIGHT, (0.1, 0.95), "hem_left must lie left of hem_right"),
    ],
)
def test_a_place_where_a_landmark_cannot_be_is_refused(
    name: PointName, place: tuple[float, float], message: str, tshirt: Garment
) -> None:
    correction = Correction(tshirt.category).with_points({name: Point(*place)})
    with pytest.raises(GarmentError, match=message):
        corrected_garment(tshirt, correction)


def test_a_correction_knows_its_points() -> None:
    with pytest.raises(ValueError, match="skirt has no point crotch"):
        Correction(GarmentCategory.SKIRT, ((PointName.CROTCH, Point(0.5, 0.5)),))
    with pytest.raises(ValueError, match="must lie in the picture"):
        Correction(GarmentCategory.SKIRT, ((PointName.HEM_LEFT, Point(1.5, 0.5)),))
    with pytest.raises(ValueError, match="no sleeves"):
        Correction(GarmentCategory.SKIRT).with_sleeve(Side.LEFT, True)


def test_a_sleeve_that_is_gone_takes_its_points_along() -> None:
    ends = {PointName.SLEEVE_OUTER_LEFT: Point(0.1, 0.4), PointName.ARMPIT_LEFT: Point(0.2, 0.4)}
    correction = Correction(GarmentCategory.TOP).with_points(ends).with_sleeve(Side.LEFT, False)
    assert correction.places.keys() == {PointName.ARMPIT_LEFT}


def test_names_know_the_other_side() -> None:
    assert PointName.SLEEVE_INNER_LEFT.across is PointName.SLEEVE_INNER_RIGHT
    assert PointName.HEM_RIGHT.across is PointName.HEM_LEFT
    assert PointName.NECK_CENTRE.across is None


EDGE = np.stack([np.full(11, 10.0), np.linspace(0, 100, 11)], axis=1)


def test_an_edge_is_shortened_to_points_on_it() -> None:
    joined = reshape_edge(EDGE, count=5, root=np.array([10.0, 20.0]), end=np.array([10.0, 60.0]))
    assert joined[:, 0] == pytest.approx([10] * 5)
    assert joined[:, 1] == pytest.approx([20, 30, 40, 50, 60])


def test_an_edge_is_pulled_to_a_point_beside_it_and_stays_elsewhere() -> None:
    joined = reshape_edge(EDGE, count=101, via=np.array([14.0, 50.0]))
    assert distance_to(joined, 14, 50) < 0.2
    assert joined[0] == pytest.approx((10, 0))
    assert joined[-1] == pytest.approx((10, 100))
    assert distance_to(joined, 10, 5) < 0.1


def test_an_edge_longer_than_it_was_reaches_its_new_end() -> None:
    joined = reshape_edge(EDGE, count=11, end=np.array([10.0, 130.0]))
    assert joined[-1] == pytest.approx((10, 130))
    assert (np.diff(joined[:, 1]) > 0).all()


def body_mask() -> np.ndarray:
    """Draw a body from column 10 on, and a sleeve that touches it in rows 40 to 59."""
    mask = np.zeros((100, 60), bool)
    mask[:, 10:] = True
    mask[40:60, 0:] = True
    return mask


STOPS = np.array([[10.0, 5.0], [10.0, 95.0]])


def test_a_side_stays_where_it_was_measured() -> None:
    edge = EDGE + np.array([3.0, 0.0])
    side = side_between(edge, body_mask(), STOPS, side=Side.LEFT)
    assert side[:, 0] == pytest.approx(13)
    assert side[[0, -1], 1] == pytest.approx([5, 95])


def test_a_side_measured_elsewhere_follows_the_outline() -> None:
    edge = EDGE + np.array([30.0, 0.0])
    side = side_between(edge, body_mask()[:, 1:], STOPS, side=Side.LEFT)
    assert side[:30, 0] == pytest.approx(9)


def test_a_side_passes_a_sleeve_straight() -> None:
    mask = np.pad(body_mask(), ((0, 0), (30, 0)))
    mask[40:60] = True
    edge = EDGE + np.array([30.0, 0.0])
    edge[4:6, 0] = 0  # the sleeve's outer edge
    side = side_between(edge, mask, STOPS + np.array([30.0, 0.0]), side=Side.LEFT)
    assert side[:, 0] == pytest.approx(40, abs=1)


def test_a_side_that_was_measured_wrongly_is_set_right_with_its_armpit(tshirt: Garment) -> None:
    mask = tshirt.rgba[..., 3] > 0
    wrong = top_of(tshirt).torso.left.copy()
    wrong[1:5, 0] += 50  # along the inner edge of a strap
    side = side_between(wrong, mask, np.array([[42.0, 68.0], [42.0, 190.0]]), side=Side.LEFT)
    distance = np.abs(side[:, 0] - 42)
    assert distance.max() < 2
