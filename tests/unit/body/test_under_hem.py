"""Trousers and skirts under a loose top: where they go on, and when nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Lower, Sitter, alone
from tryon.body.worn import measure_region
from tryon.geometry import HardMask
from tryon.labels import Label, Region
from tryon.pixels.masks import filled_polygon
from tryon.shape.category import GarmentCategory

LOOSE = replace(ALONE, hem=3.3, lower=Lower.SKIRT)


def under_hem(sitter: Sitter) -> HardMask | None:
    worn = measure_region(alone(sitter).view(Region.UPPER), GarmentCategory.TOP)
    assert worn.upper is not None
    return worn.upper.under_hem


def test_a_skirt_goes_on_to_the_waist_as_it_was_drawn() -> None:
    view = alone(LOOSE).view(Region.UPPER)
    skirt = ((0.62, 1.95), (0.88, 2.70), (1.02, 4.3))
    right = [LOOSE.place(x, y) for x, y in skirt]
    left = [LOOSE.place(-x, y) for x, y in reversed(skirt)]
    drawn = filled_polygon(view.shape, view.from_photo(np.array(right + left))) & view.region
    found = under_hem(LOOSE)
    assert found is not None
    found &= view.region
    assert (found & drawn).sum() / (found | drawn).sum() > 0.85
    columns = np.flatnonzero(drawn.any(axis=0))[12:-12]
    just_above = np.roll(view.mask(Label.SKIRT), -4, axis=0) & view.region
    assert found[:, columns][just_above[:, columns]].all(), "something is left open between both"


def test_trousers_go_on_as_two_legs_under_a_coat() -> None:
    coat = replace(ALONE, hem=4.6)
    view = alone(coat).view(Region.UPPER)
    found = under_hem(coat)
    assert found is not None
    found &= view.region
    for depth in (3.8, 4.3):
        between, *legs = view.from_photo(
            np.array([coat.place(x, depth) for x in (0.0, -0.45, 0.45)])
        )
        assert not found[round(between[1]), round(between[0])]
        assert all(found[round(y), round(x)] for x, y in legs)


@pytest.mark.parametrize(
    "sitter",
    [
        pytest.param(replace(ALONE, hem=2.0), id="tucked in"),
        pytest.param(replace(ALONE, hem=6.3), id="as long as the trousers"),
    ],
)
def test_what_does_not_show_is_not_guessed(sitter: Sitter) -> None:
    assert under_hem(sitter) is None
