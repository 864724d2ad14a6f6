"""Trousers and skirts that the photo's edge cuts off go on below it."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.cut_off import continued
from tryon.geometry import RgbaImage
from tryon.shape.figure import (
    LimbEnd,
    Point,
    SkirtFigure,
    Strip,
    TrousersFigure,
    TrousersLandmarks,
)
from tryon.shape.sides import Pair

RED, BLUE = (200, 40, 40), (40, 40, 200)


def strip(left: float, right: float, length: float) -> Strip:
    """Return a strip that hangs straight down from the top."""
    y = np.linspace(0.0, length, 9)
    return Strip(np.stack([np.full(9, left), y], 1), np.stack([np.full(9, right), y], 1))


def trousers(length: int) -> tuple[RgbaImage, TrousersFigure]:
    """Return trousers 40 wide with two legs apart, striped across in rows of five."""
    rgba = np.zeros((length, 44, 4), np.uint8)
    for top in range(0, length, 5):
        rgba[top : top + 5, :, :3] = RED if top % 10 else BLUE
    rgba[:, 2:20, 3] = rgba[:, 24:42, 3] = 255
    legs = Pair(strip(2, 20, length), strip(42, 24, length))
    waists = Pair(Point(2.0, 0.0), Point(42.0, 0.0))
    marks = TrousersLandmarks(waists, Point(22.0, 10.0), legs.map(LimbEnd.of))
    return rgba, TrousersFigure(marks, legs)


def test_short_legs_go_on_to_the_length_of_long_trousers() -> None:
    rgba, figure = trousers(50)
    longer, longer_figure = continued(rgba, figure)
    assert isinstance(longer_figure, TrousersFigure)
    assert longer_figure.legs.left.length == pytest.approx(2.7 * 40)
    assert longer_figure.landmarks.cuffs.right.outer.y == pytest.approx(2.7 * 40)
    np.testing.assert_array_equal(longer[:50], rgba, "what was seen stays as it is")
    below = longer[51:100]
    assert (below[:, 5:17, 3] == 255).all()
    assert (below[:, 22, 3] < 60).all(), "legs stay apart"
    for row in below[:, 10, :3]:
        assert tuple(row) in (RED, BLUE)


def test_the_pattern_goes_to_and_fro_without_a_seam() -> None:
    rgba, figure = trousers(50)
    longer, _ = continued(rgba, figure)
    assert (longer[50, 10, :3] == rgba[48, 10, :3]).all()
    assert (longer[51, 10, :3] == rgba[47, 10, :3]).all()


def test_long_trousers_stay_the_very_same() -> None:
    rgba, figure = trousers(120)
    same, same_figure = continued(rgba, figure)
    assert same is rgba
    assert same_figure is figure


def test_a_skirt_gets_somewhat_longer_and_opens_as_it_did() -> None:
    rgba = np.full((40, 60, 4), 255, np.uint8)
    y = np.linspace(0.0, 40.0, 9)
    body = Strip(np.stack([20 - y / 4, y], 1), np.stack([40 + y / 4, y], 1))
    longer, figure = continued(rgba, SkirtFigure.of(body))
    assert isinstance(figure, SkirtFigure)
    assert len(longer) == pytest.approx(57, abs=1)
    assert figure.landmarks.hems.left.x == pytest.approx(20 - 56 / 4, abs=0.1)
