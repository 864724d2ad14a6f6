"""A garment moved and bent by hand: its picture moves along, what it leaves free is filled."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.conftest import TSHIRT, as_parse, draw
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.composite import compose
from tryon.fitting.fit import PreparedFit, fit_garment
from tryon.fitting.mesh import COLUMNS, FLAT, ROWS, Mesh, node_places, pulled
from tryon.fitting.parameters import USUAL, FitParameters, Tuck
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Box, HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region, mirror_label_ids
from tryon.shape.category import GarmentCategory

FRAME = Frame(garment=Box(20, 10, 120, 210), region=Box(30, 20, 110, 200))
BULGE = pulled(pulled(FLAT, 12, (-0.2, 0.0)), 15, (0.2, 0.0))
"""Pulls both sides out below the sleeves."""
LOWER_RIGHT = COLUMNS * ROWS - 1


def dressed(
    photo: RgbImage, parse: HumanParse, garment: Garment, parameters: FitParameters = USUAL
) -> RgbImage:
    region = garment.category.region
    fit = fit_garment(FitRequest(photo, parse, 1, region, garment, parameters))
    return compose(photo, [fit])


@pytest.fixture
def tshirt() -> Garment:
    """A T-shirt of a colour that nothing else has."""
    return Garment(draw(TSHIRT, (20, 30, 200)), GarmentCategory.TOP, "Blue T-shirt")


def is_blue(image: RgbImage) -> HardMask:
    """Find the blue T-shirt, shaded or not."""
    red, green, blue = np.moveaxis(image.astype(int), -1, 0)
    return np.asarray((blue > 80) & (blue > 2 * red) & (blue > 2 * green))


def printed(garment: Garment) -> Garment:
    """Print a yellow square right of the middle of the chest."""
    rgba = garment.rgba.copy()
    rgba[86:112, 92:112, :3] = (250, 250, 0)
    return replace(garment, rgba=rgba)


def print_place(image: RgbImage, parse: HumanParse) -> NDArray[np.float64]:
    is_print = (image[..., 0] > 190) & (image[..., 1] > 190) & (image[..., 2] < 110)
    rows, columns = np.nonzero(is_print & parse.region_mask(1, Region.UPPER))
    return np.array([columns.mean(), rows.mean()])


@pytest.mark.parametrize(
    "parameters",
    [
        FitParameters(mesh=BULGE),
        FitParameters(move_x=0.2, scale_y=1.5, rotate_degrees=30),
        FitParameters(move_y=-0.1, scale_x=0.7, rotate_degrees=-80, mesh=BULGE),
    ],
)
def test_by_measure_inverts_by_hand_exactly(
    parameters: FitParameters,
) -> None:
    points = np.random.default_rng(2).uniform(-20, 240, (200, 2))
    moved = FRAME.by_hand(points, parameters)
    assert np.abs(moved - points).max() > 5
    np.testing.assert_allclose(FRAME.by_measure(moved, parameters), points, atol=1e-3)


def test_placing_comes_after_bending() -> None:
    node = node_places()[15][None]
    bulged = FRAME.to_place(node, FitParameters(mesh=BULGE))
    moved = FRAME.to_place(node, FitParameters(mesh=BULGE, move_x=0.5))
    np.testing.assert_allclose(moved - bulged, [[40.0, 0.0]])


def test_the_cloth_under_a_node_stays_under_it(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    garment = printed(tshirt)
    prepared = PreparedFit(FitRequest(photo, parse, 1, Region.UPPER, garment))
    frame = prepared.handles(USUAL).frame
    before = print_place(compose(photo, [prepared.render(USUAL)]), parse)
    node = 10  # the nearest one
    for shift in ((0.08, 0.0), (-0.05, 0.08)):
        bend = FitParameters(mesh=pulled(FLAT, node, shift))
        expected = frame.by_hand(before[None], bend)[0]
        assert np.linalg.norm(expected - before) > 3
        found = print_place(compose(photo, [prepared.render(bend)]), parse)
        assert found == pytest.approx(expected, abs=2.5)


def test_cloth_that_is_pulled_out_lies_over_the_background(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    background = np.asarray(parse.labels == 0)
    flared = FitParameters(mesh=pulled(FLAT, LOWER_RIGHT, (0.25, 0.0)), tuck=Tuck.OVER)
    unpulled = is_blue(dressed(photo, parse, tshirt)) & background
    result = dressed(photo, parse, tshirt, flared)
    beyond = is_blue(result) & background & ~unpulled
    assert np.count_nonzero(beyond) > 100
    assert np.count_nonzero(beyond[:, :100]) < 30, "the other side is pulled too"


def test_cloth_that_is_pulled_down_lies_over_the_trousers_and_nothing_else_changes(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    mesh = FLAT
    for node in range(COLUMNS * (ROWS - 1), COLUMNS * ROWS):
        mesh = pulled(mesh, node, (0.0, 0.12))
    result = dressed(photo, parse, tshirt, FitParameters(mesh=mesh, tuck=Tuck.OVER))
    assert is_blue(result)[154:158, 80:120].all()
    assert (result[175:] == photo[175:]).all()
    assert (result[:45] == photo[:45]).all()
    assert (result[:, :30] == photo[:, :30]).all()
    assert (result[:, 171:] == photo[:, 171:]).all()


def test_what_the_cloth_reveals_is_filled_with_neither_old_nor_new_cloth(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    mesh = FLAT
    for node in range(COLUMNS * (ROWS - 1), COLUMNS * ROWS):
        mesh = pulled(mesh, node, (0.0, -0.15))
    result = dressed(photo, parse, tshirt, FitParameters(mesh=mesh, tuck=Tuck.OVER))
    revealed = result[142:147, 85:115]
    assert not is_blue(revealed).any()
    assert not (revealed == (0, 255, 0)).all(axis=2).any()
    assert is_blue(result)[100:115, 85:115].all()


@pytest.mark.slow
@pytest.mark.parametrize("move", [{"move_x": 0.15}, {"move_x": -0.15}, {"move_y": 0.15}])
def test_a_garment_that_is_moved_keeps_its_shape(
    move: dict[str, float], photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    parameters = FitParameters(tuck=Tuck.OVER)
    before = is_blue(dressed(photo, parse, tshirt, parameters))
    after = is_blue(dressed(photo, parse, tshirt, replace(parameters, **move)))
    area = np.count_nonzero(before)
    assert np.count_nonzero(after) == pytest.approx(area, rel=0.06)


def mirrored(mesh: Mesh) -> Mesh:
    rows = [mesh[start : start + COLUMNS] for start in range(0, len(mesh), COLUMNS)]
    return tuple((-x, y) for row in rows for x, y in reversed(row))


def test_a_mirrored_mesh_on_a_mirrored_photo_gives_the_mirrored_result(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    garment = printed(tshirt)
    mesh = pulled(pulled(FLAT, 10, (0.1, 0.05)), LOWER_RIGHT, (0.2, 0.05))
    plain = dressed(photo, parse, garment, FitParameters(mesh=mesh))
    labels = np.ascontiguousarray(mirror_label_ids()[parse.labels][:, ::-1])
    mirrored_result = dressed(
        np.ascontiguousarray(photo[:, ::-1]),
        as_parse(labels),
        replace(garment, rgba=np.ascontiguousarray(garment.rgba[:, ::-1])),
        FitParameters(mesh=mirrored(mesh)),
    )
    difference = np.abs(plain.astype(int) - mirrored_result[:, ::-1].astype(int)).max(axis=2)
    assert (difference > 24).mean() < 0.01
    bend = np.abs(plain.astype(int) - dressed(photo, parse, garment)).max(axis=2)
    assert (bend > 24).mean() > 0.008


def test_arms_hair_and_face_stay_in_front_of_cloth_that_is_pulled(
    photo: RgbImage, labels: NDArray[np.uint8], tshirt: Garment
) -> None:
    labels[20:30, 88:113] = Label.HAIR
    mesh = FLAT
    for node in range(COLUMNS):
        mesh = pulled(mesh, node, (0.0, -0.2))
    result = dressed(photo, as_parse(labels), tshirt, FitParameters(mesh=mesh))
    head = np.isin(labels, (Label.FACE, Label.HAIR))
    head[42:] = False
    inner = cv2.erode(head.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert np.count_nonzero(inner) > 300
    assert (result[inner] == photo[inner]).all()
    assert is_blue(result)[44:50, 70:85].any(), "the cloth was not pulled up at all"
