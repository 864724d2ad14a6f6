"""Which of the curves between two neck points is the front neckline."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.conftest import TSHIRT, draw
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import TopFigure

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


def test_what_lies_above_the_neckline_is_not_worn() -> None:
    garment = tshirt_with((0.5, INSIDE))
    front = measure_garment(garment).front
    middle = (NECK_LEFT + NECK_RIGHT) // 2
    assert not front[NECK_Y + 12 : NECK_Y + WIDTH // 2 - 8, middle, 3].any()
    assert front[NECK_Y + WIDTH // 2 + 8 :, middle, 3].all()


def test_a_plain_top_without_a_neckline_keeps_its_upper_edge(tshirt: Garment) -> None:
    measured = measure_garment(tshirt)
    np.testing.assert_array_equal(measured.front, tshirt.rgba)
