"""How skirts and trousers hang from a waist that a top's hem hides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Sitter, alone
from tests.unit.conftest import SKIRT, draw
from tryon.body.worn import WornRegion, measure_region
from tryon.fitting.warp.match import match_figures
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.labels import Region
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import SkirtFigure, TrousersFigure

WAIST = 1.95
"""Where the drawn trousers begin."""
OVER, TUCKED = replace(ALONE, hem=2.55), replace(ALONE, hem=2.0)
"""A top that hangs over the trousers, and one that ends at their waist."""
BELT, CLOTH = (240, 230, 40), (30, 60, 200)


def belted_skirt() -> Garment:
    """Draw a skirt whose uppermost tenth is yellow."""
    rgba = draw([(4 * x, 4 * y) for x, y in SKIRT], CLOTH)
    rgba[: rgba.shape[0] // 7, :, :3] = BELT
    return Garment(rgba, GarmentCategory.SKIRT, "Skirt with a belt")


def measured(
    sitter: Sitter, category: GarmentCategory = GarmentCategory.SKIRT
) -> tuple[WornRegion, float]:
    """Measure who wears trousers; return it with half the shoulder breadth in pixels."""
    drawn = alone(sitter)
    view = drawn.view(Region.LOWER)
    return measure_region(view, category), sitter.half_shoulder * view.scale


@pytest.mark.parametrize("sitter", [OVER, TUCKED], ids=["over", "tucked"])
def test_the_hidden_rise_reaches_from_the_hem_up_to_the_waist(sitter: Sitter) -> None:
    worn, unit = measured(sitter)
    assert worn.hangs_free
    assert worn.hidden_rise == pytest.approx((sitter.hem - WAIST) * unit, abs=0.2 * unit)


def test_what_a_top_hides_of_a_skirt_is_left_out_of_what_shows() -> None:
    garment = measure_garment(belted_skirt()).figure
    tops = []
    for sitter in (OVER, TUCKED):
        worn, _ = measured(sitter)
        match = match_figures(worn, garment)
        hidden = float(match.parts[0].garment[:, 1].min() - garment.body.left[0, 1])
        assert hidden * match.scale == pytest.approx(worn.hidden_rise, abs=1.5)
        tops.append(hidden)
    assert tops[0] > tops[1] + 20


def test_the_waist_under_a_hem_is_narrower_than_the_hips_that_show_below_it() -> None:
    worn, unit = measured(OVER)
    garment = measure_garment(belted_skirt()).figure
    assert isinstance(garment, SkirtFigure)
    waist = garment.landmarks.waists.right.x - garment.landmarks.waists.left.x
    drawn = 2 * 0.64 * unit
    assert match_figures(worn, garment).scale * waist == pytest.approx(drawn, rel=0.1)


def test_a_belt_shows_below_a_tucked_top_and_not_below_one_that_hangs_over_it() -> None:
    seen = []
    for sitter in (OVER, TUCKED):
        drawn = alone(sitter)
        result = drawn.dressed(belted_skirt()).astype(int)
        is_yellow = (result[..., 1] > 170) & (result[..., 2] < 90)
        changed = np.abs(result - drawn.photo).max(axis=2) > 20
        row, column = sitter.pixel(0.0, sitter.hem)
        below = slice(row, row + 200), slice(column - 40, column + 40)
        seen.append(int((is_yellow & changed)[below].sum()))
    assert seen[0] < 100
    assert seen[1] > 1000


@pytest.mark.parametrize(("sitter", "least", "most"), [(OVER, 0.15, 0.6), (TUCKED, 0.0, 0.12)])
def test_what_a_top_hides_of_trousers_is_not_squeezed_in_below_it(
    sitter: Sitter, least: float, most: float, trousers: Garment
) -> None:
    worn, _ = measured(sitter, GarmentCategory.TROUSERS)
    garment = measure_garment(trousers).figure
    assert isinstance(garment, TrousersFigure)
    rise = garment.landmarks.crotch.y - garment.landmarks.waists.left.y
    for part in match_figures(worn, garment).parts:
        hidden = float(part.garment[:, 1].min()) - garment.landmarks.waists.left.y
        assert least <= hidden / rise <= most


@pytest.mark.parametrize("breadth", [1.0, 1.25])
def test_long_trousers_reach_the_ankles_however_wide_they_are_cut(
    breadth: float, trousers: Garment
) -> None:
    worn, unit = measured(TUCKED, GarmentCategory.TROUSERS)
    garment = measure_garment(trousers).figure.moved(np.array([breadth, 1.0]), np.zeros(2))
    match = match_figures(worn, garment)
    for part in match.parts:
        end = float(worn.onward[part.part].middle[-1, 1])
        assert float(part.body[:, 1].max()) == pytest.approx(end, abs=0.1 * unit)
    assert not match.notes
