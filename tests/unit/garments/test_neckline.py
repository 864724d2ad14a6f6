"""Which of the curves between two neck points is the front neckline."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.conftest import TSHIRT, draw
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.garments.neckline import above_neckline, neckline_below
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point, TopFigure
from tryon.shape.sides import Pair

SCALE = 4
NECK_LEFT, NECK_RIGHT, NECK_Y = 60 * SCALE, 110 * SCALE, 10 * SCALE
WIDTH = NECK_RIGHT - NECK_LEFT
INSIDE, LABEL, FRONT = (90, 90, 100), (225, 225, 215), (200, 40, 50)


def tshirt_with(*bands: tuple[float, tuple[int, int, int]]) -> Garment:
    """Draw a T-shirt with what lies above round curves of some depths, in widths of the neck."""
    rgba = draw([(SCALE * x, SCALE * y) for x, y in TSHIRT], FRONT)
    y, x = np.mgrid[: rgba.shape[0], : rgba.shape[1]]
    along = 2 * (x - NECK_LEFT) / WIDTH - 1
    for depth, colour in sorted(bands, reverse=True):
        curve = NECK_Y + depth * WIDTH * (1 - along**2)
        rgba[(np.abs(along) < 1) & (y < curve), :3] = colour
    return Garment(rgba, GarmentCategory.TOP, "T-shirt with a neckline")


def round_neckline(depth: float) -> NDArray[np.float64]:
    along = np.linspace(-1, 1, 41)
    x = NECK_LEFT + (along + 1) / 2 * WIDTH
    return np.stack([x, NECK_Y + depth * WIDTH * (1 - along**2)], axis=1)


def found_depth(garment: Garment) -> float:
    figure = measure_garment(garment).figure
    assert isinstance(figure, TopFigure)
    return (figure.landmarks.neck_centre.y - NECK_Y) / WIDTH


@pytest.mark.parametrize("depth", [0.25, 0.5, 0.7])
def test_a_neckline_is_as_deep_as_it_was_drawn(depth: float) -> None:
    assert found_depth(tshirt_with((depth, INSIDE))) == pytest.approx(depth, abs=0.04)


def test_the_deepest_clear_curve_is_the_neckline_and_not_the_yoke_of_the_back() -> None:
    garment = tshirt_with((0.15, LABEL), (0.55, INSIDE))
    assert found_depth(garment) == pytest.approx(0.55, abs=0.04)


@pytest.mark.parametrize("probability", [0.4, 0.9])
def test_an_inside_is_believed_if_it_is_surely_seen(probability: float) -> None:
    """Of a mock neck the network is not sure, and no edge is seen."""
    garment = tshirt_with()
    figure = measure_garment(garment).figure
    assert isinstance(figure, TopFigure)
    inside = np.zeros((50, 50), np.float32)
    above = above_neckline(garment.rgba.shape[:2], round_neckline(0.5))
    cells = cv2.resize(above.astype(np.uint8), (50, 50), interpolation=cv2.INTER_AREA) > 0
    inside[cells] = probability
    inside[cells.any(axis=1)] = np.maximum(inside[cells.any(axis=1)], 0.5 * probability)
    neckline = neckline_below(garment.rgba, figure.landmarks, inside)
    assert (neckline is not None) == (probability > 0.6)


def test_a_collar_may_reach_past_the_neck_points() -> None:
    """The cloth beside them is the inside, too, as a wide rib shows it."""
    garment = tshirt_with((0.4, INSIDE))
    figure = measure_garment(garment).figure
    assert isinstance(figure, TopFigure)
    marks = figure.landmarks
    narrow = replace(
        marks,
        necks=Pair(
            Point(marks.necks.left.x + 0.06 * WIDTH, marks.necks.left.y),
            Point(marks.necks.right.x - 0.06 * WIDTH, marks.necks.right.y),
        ),
    )
    shape = garment.rgba.shape[:2]
    drawn = above_neckline(shape, round_neckline(0.4))
    inside = cv2.resize(drawn.astype(np.float32), (110, 110), interpolation=cv2.INTER_AREA)
    neckline = neckline_below(garment.rgba, narrow, inside)
    assert neckline is not None
    worn = garment.rgba[..., 3] > 0
    found = above_neckline(shape, neckline) & worn
    assert (found & drawn).sum() > 0.93 * (drawn & worn).sum()


def test_what_lies_above_the_neckline_is_not_worn() -> None:
    garment = tshirt_with((0.5, INSIDE))
    front = measure_garment(garment).front
    middle = (NECK_LEFT + NECK_RIGHT) // 2
    assert not front[NECK_Y + 12 : NECK_Y + WIDTH // 2 - 8, middle, 3].any()
    assert front[NECK_Y + WIDTH // 2 + 8 :, middle, 3].all()


def test_a_plain_top_without_a_neckline_keeps_its_upper_edge(tshirt: Garment) -> None:
    measured = measure_garment(tshirt)
    np.testing.assert_array_equal(measured.front, tshirt.rgba)
