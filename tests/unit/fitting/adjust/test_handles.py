"""Where sleeves, legs and hem end: on the cloth, wherever parameters move it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from tryon.fitting.adjust.handles import End
from tryon.fitting.fit import PreparedFit
from tryon.fitting.mesh import COLUMNS, FLAT, ROWS, pulled
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Points, RgbImage
from tryon.human_parse import HumanParse


def prepared(photo: RgbImage, parse: HumanParse, garment: Garment) -> PreparedFit:
    region = garment.category.region
    return PreparedFit(FitRequest(photo, parse, 1, region, garment))


def ends_of(photo: RgbImage, parse: HumanParse, garment: Garment) -> Mapping[End, Points]:
    return prepared(photo, parse, garment).handles(USUAL).ends


def test_a_top_ends_at_both_sleeves_and_the_hem(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    ends = ends_of(photo, parse, tshirt)
    assert ends.keys() == {End.SLEEVE_LEFT, End.SLEEVE_RIGHT, End.HEM}
    assert ends[End.SLEEVE_LEFT] == pytest.approx((56, 90), abs=6)
    assert ends[End.SLEEVE_RIGHT] == pytest.approx((144, 90), abs=6)
    assert ends[End.HEM] == pytest.approx((100, 150), abs=4)


def test_trousers_end_at_both_legs_and_garments_without_sleeves_at_the_hem(
    photo: RgbImage, parse: HumanParse, trousers: Garment, skirt: Garment, dress: Garment
) -> None:
    legs = ends_of(photo, parse, trousers)
    assert legs.keys() == {End.LEG_LEFT, End.LEG_RIGHT}
    assert legs[End.LEG_LEFT] == pytest.approx((84, 280), abs=5)
    assert legs[End.LEG_RIGHT] == pytest.approx((116, 280), abs=5)
    for garment in (skirt, dress):
        assert ends_of(photo, parse, garment).keys() == {End.HEM}


def test_a_longer_part_ends_farther_out_and_the_other_parts_stay(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    fitting = prepared(photo, parse, tshirt)
    before = fitting.handles(USUAL).ends
    longer = fitting.handles(FitParameters(sleeve_length=1.4)).ends
    assert longer[End.SLEEVE_LEFT][0] < before[End.SLEEVE_LEFT][0] - 2
    assert longer[End.SLEEVE_RIGHT][1] > before[End.SLEEVE_RIGHT][1] + 5
    np.testing.assert_allclose(longer[End.HEM], before[End.HEM])
    shorter = fitting.handles(FitParameters(hem_length=0.7)).ends
    assert shorter[End.HEM][1] < before[End.HEM][1] - 20
    np.testing.assert_allclose(shorter[End.SLEEVE_LEFT], before[End.SLEEVE_LEFT], atol=0.1)


@pytest.mark.slow
def test_ends_move_with_the_cloth(photo: RgbImage, parse: HumanParse, tshirt: Garment) -> None:
    fitting = prepared(photo, parse, tshirt)
    before, frame = fitting.handles(USUAL).ends, fitting.handles(USUAL).frame
    for parameters in (
        FitParameters(move_x=0.2, rotate_degrees=-20, scale_x=1.3),
        FitParameters(mesh=pulled(FLAT, COLUMNS * (ROWS - 1) + 1, (0.0, 0.15))),
    ):
        ends = fitting.handles(parameters).ends
        for end, place in before.items():
            expected = frame.by_hand(place[None], parameters)[0]
            assert ends[end] == pytest.approx(expected, abs=1e-6)
        assert np.abs(ends[End.HEM] - before[End.HEM]).max() > 5


@pytest.mark.slow
def test_the_hem_of_what_hangs_free_goes_up_and_down(
    photo: RgbImage, parse: HumanParse, skirt: Garment, dress: Garment
) -> None:
    for garment in (skirt, dress):
        fitting = prepared(photo, parse, garment)
        heights = [
            fitting.handles(FitParameters(hem_length=length)).ends[End.HEM][1]
            for length in (0.7, 0.9, 1.0, 1.2)
        ]
        assert np.diff(heights).min() > 4
