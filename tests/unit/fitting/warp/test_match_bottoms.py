"""How skirts and trousers lie on hips and legs, whatever hides, bends or cuts them off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, STANCES, Scene, Sitter, Stance, alone
from tests.unit.conftest import SKIRT, TROUSERS, draw
from tryon.body.worn import WornRegion, measure_region
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match import match_figures
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.labels import Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import GarmentPart, Side

WAIST = 1.95
"""Where the drawn trousers begin."""
OVER, TUCKED = replace(ALONE, hem=2.55), replace(ALONE, hem=2.0)
"""A top that hangs over the trousers, and one that ends at their waist."""
UNIT = ALONE.half_shoulder
SHORTS = [(40, 20), (360, 20), (380, 440), (220, 440), (205, 280), (195, 280), (180, 440),
          (20, 440)]  # fmt: skip
BELT, CLOTH = (240, 230, 40), (30, 60, 200)


def belted_skirt() -> Garment:
    """Draw a skirt whose uppermost tenth is yellow."""
    rgba = draw([(4 * x, 4 * y) for x, y in SKIRT], CLOTH)
    rgba[: rgba.shape[0] // 7, :, :3] = BELT
    return Garment(rgba, GarmentCategory.SKIRT, "Skirt with a belt")


def two_coloured() -> Garment:
    """Draw trousers whose leg on the left of the picture is red, the other one blue."""
    rgba = draw([(4 * x, 4 * y) for x, y in TROUSERS], (220, 30, 40))
    rgba[:, rgba.shape[1] // 2 :, :3] = 30, 40, 220
    return Garment(rgba, GarmentCategory.TROUSERS, "Two-coloured trousers")


def measured(
    sitter: Sitter, category: GarmentCategory = GarmentCategory.SKIRT
) -> tuple[WornRegion, float]:
    """Measure who wears trousers; return it with half the shoulder breadth in pixels."""
    drawn = alone(sitter)
    view = drawn.view(Region.LOWER)
    return measure_region(view, category), sitter.half_shoulder * view.scale


def laid(worn: WornRegion, garment: Garment) -> Match:
    """Lay a garment on who was measured."""
    return match_figures(worn, measure_garment(garment).figure)


@pytest.mark.parametrize(("sitter", "waist"), [(OVER, None), (TUCKED, 2.0)])
def test_a_skirt_begins_at_the_waist_even_if_a_top_hides_it(
    sitter: Sitter, waist: float | None
) -> None:
    worn, _ = measured(sitter)
    view = alone(sitter).view(Region.LOWER)
    top = view.to_photo(laid(worn, belted_skirt()).parts[0].body)[:, 1].min()
    depth = (top - sitter.neck[1]) / sitter.half_shoulder
    if waist is None:
        assert depth < sitter.hem - 0.3
    else:
        assert depth == pytest.approx(waist, abs=0.2)


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


@pytest.mark.parametrize("sitter", [OVER, TUCKED], ids=["over", "tucked"])
def test_trousers_keep_their_rise_whatever_a_top_hides_of_them(
    sitter: Sitter, trousers: Garment
) -> None:
    worn, _ = measured(sitter, GarmentCategory.TROUSERS)
    view = alone(sitter).view(Region.LOWER)
    for part in laid(worn, trousers).parts:
        waist = view.to_photo(part.body[:1])[0, 1]
        assert (waist - sitter.neck[1]) / sitter.half_shoulder == pytest.approx(WAIST, abs=0.35)


@pytest.mark.parametrize("breadth", [1.0, 1.25])
def test_long_trousers_reach_the_ankles_however_wide_they_are_cut(
    breadth: float, trousers: Garment
) -> None:
    worn, _ = measured(TUCKED, GarmentCategory.TROUSERS)
    view = alone(TUCKED).view(Region.LOWER)
    garment = measure_garment(trousers).figure.moved(np.array([breadth, 1.0]), np.zeros(2))
    match = match_figures(worn, garment)
    for part in match.parts:
        end = view.to_photo(part.body)[:, 1].max()
        assert (end - TUCKED.neck[1]) / TUCKED.half_shoulder == pytest.approx(6.2, abs=0.3)
    assert not match.notes


def test_shorts_end_at_their_own_length() -> None:
    worn, _ = measured(TUCKED, GarmentCategory.TROUSERS)
    shorts = Garment(draw(SHORTS, CLOTH), GarmentCategory.TROUSERS, "Shorts")
    match = laid(worn, shorts)
    assert match.notes == (FitNote.SHORTER_LEGS,)
    for part in match.parts:
        strip, flat = part.strips
        assert strip.length == pytest.approx(1.06 * flat.length * match.scale, rel=0.15)


@pytest.mark.parametrize("depth", [3.0, 3.7, 4.6])
def test_a_photo_that_ends_at_the_thighs_shows_the_upper_part_of_the_same_trousers(
    depth: float,
) -> None:
    drawn = alone(TUCKED)
    row, _ = TUCKED.pixel(0.0, depth)
    whole = drawn.dressed(two_coloured())
    cut = drawn.cut_below(row).dressed(two_coloured())
    first, middle = TUCKED.pixel(0.0, 2.15)
    side = round(0.75 * UNIT)
    shown = slice(first, row - 4), slice(middle - side, middle + side)
    difference = np.abs(whole[shown].astype(int) - cut[shown]).max(axis=2)
    assert (difference > 60).mean() < 0.08
    assert (np.abs(cut[shown].astype(int) - drawn.photo[shown]).max(axis=2) > 40).mean() > 0.7


@pytest.mark.parametrize(
    ("stance", "places"), [(Stance.CROSSED, (0.85,)), (Stance.BENT, (0.0, 0.85))]
)
def test_each_leg_of_trousers_follows_its_own_leg(
    stance: Stance, places: tuple[float, ...]
) -> None:
    sitter = replace(TUCKED, stance=stance)
    result = alone(sitter).dressed(two_coloured()).astype(int)
    for side, joints in zip(Side, STANCES[stance], strict=True):
        knee, ankle = joints[1:]
        for share in places:  # from the knee to the ankle
            place = tuple((1 - share) * a + share * b for a, b in zip(knee, ankle, strict=True))
            red, _, blue = result[sitter.pixel(*place)]
            assert (red > blue + 40) if side is Side.LEFT else (blue > red + 40)


def test_the_leg_in_front_lies_over_the_other() -> None:
    sitter = replace(TUCKED, stance=Stance.CROSSED)
    worn, _ = measured(sitter, GarmentCategory.TROUSERS)
    match = laid(worn, two_coloured())
    assert match.parts[-1].part is GarmentPart.LEFT_LEG
    red, _, blue = alone(sitter).dressed(two_coloured())[sitter.pixel(0.0, 5.0)].astype(int)
    assert red > blue + 40


def test_a_bag_in_front_of_the_hips_stays() -> None:
    drawn = alone(TUCKED)
    photo, labels, people = (
        a.copy() for a in (drawn.photo, drawn.parse.labels, drawn.parse.person_map)
    )
    (top, left), (bottom, right) = TUCKED.pixel(0.35, 2.5), TUCKED.pixel(1.1, 3.2)
    bag = slice(top, bottom), slice(left, right)
    photo[bag], labels[bag], people[bag] = (250, 200, 20), 0, 0
    parse = replace(drawn.parse, labels=labels, person_map=people)
    with_bag = Scene(photo, parse, drawn.people)
    for garment in (two_coloured(), belted_skirt()):
        result = with_bag.dressed(garment)
        inner = slice(top + 8, bottom - 8), slice(left + 8, right - 8)
        np.testing.assert_array_equal(result[inner], photo[inner])


def test_a_lap_holds_a_skirt_up_and_standing_legs_do_not(skirt: Garment) -> None:
    worn, unit = measured(TUCKED)
    lower = worn.lower
    assert lower is not None
    ends = []
    for aside in (0.0, 2.2):
        knees = lower.skeleton.hips.map(
            lambda hip, x=aside: hip + unit * np.array([x, 2.2 if x == 0 else 0.3])
        )
        seated = replace(lower, skeleton=replace(lower.skeleton, knees=knees))
        ends.append(laid(replace(worn, lower=seated), skirt).parts[0].strips[0].middle[-1])
    assert ends[0][0] == pytest.approx(lower.skeleton.pelvis[0], abs=2.0)
    assert ends[1][0] > ends[0][0] + unit
    assert ends[1][1] < ends[0][1] - unit / 2
