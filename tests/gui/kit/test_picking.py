"""What is under the mouse, what the keyboard selects, and where a garment goes."""

from __future__ import annotations

import pytest

from tests.drawn import TWO_PEOPLE, draw_garment, draw_photo, paint_on, parse_drawn
from tryon.fitting.request import FitRequest
from tryon.imaging import Photo
from tryon.labels import Label, Region
from tryon.session import TryOnState, Worn
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.picking import (
    Part,
    Selection,
    next_selection,
    part_at,
    selection_of,
    selections_in_order,
    target_of,
    worn_at,
)
from tryon.ui.kit.viewport import Position

PARSE = parse_drawn(draw_photo())


def wearing(*items: tuple[int, GarmentCategory]) -> TryOnState:
    state = TryOnState(Photo(draw_photo(), "drawn"), PARSE)
    for person, category in items:
        garment = draw_garment((1, 2, 3), category, category.value)
        region = category.region
        fit = paint_on(FitRequest(draw_photo(), PARSE, person, region, garment))
        state = state.with_layer(Worn(person, region, garment, fit))
    return state


@pytest.mark.parametrize("label", [Label.HAIR, Label.LEFT_ARM, Label.PANTS, Label.LEFT_SHOE])
def test_the_part_at_its_middle_is_the_part(label: Label) -> None:
    x, y = TWO_PEOPLE[1].center_of(label)
    assert part_at(PARSE, Position(x, y)) == Part(2, label)


@pytest.mark.parametrize("at", [(0.0, 0.0), (-0.5, 10.0), (300.0, 10.0), (10.0, 260.0)])
def test_there_is_no_part_on_the_background_and_outside(at: tuple[float, float]) -> None:
    assert part_at(PARSE, Position(*at)) is None


def test_the_last_pixel_belongs_to_the_photo_and_the_next_does_not() -> None:
    box = TWO_PEOPLE[0].part_box(Label.UPPER_CLOTHES)
    inside = Position(box.right - 0.01, box.top + 1)
    assert part_at(PARSE, inside) == Part(1, Label.UPPER_CLOTHES)
    assert part_at(PARSE, Position(box.right, box.top + 1)) == Part(1, Label.LEFT_ARM)


def test_clothes_select_their_region_and_skin_the_person() -> None:
    assert selection_of(Part(1, Label.COAT)) == Selection(1, Region.UPPER)
    assert selection_of(Part(1, Label.DRESS)) == Selection(1, Region.DRESS)
    assert selection_of(Part(2, Label.FACE)) == Selection(2, None)


def test_the_keyboard_steps_out_at_both_ends() -> None:
    order = selections_in_order(PARSE)
    assert next_selection(PARSE, None) == order[0]
    assert next_selection(PARSE, None, step=-1) == order[-1]
    assert next_selection(PARSE, order[-1]) is None
    assert next_selection(PARSE, order[0], step=-1) is None


def test_from_a_whole_person_the_keyboard_goes_to_the_first_region() -> None:
    assert next_selection(PARSE, Selection(2, None)) == Selection(2, Region.UPPER)


def test_a_garment_goes_to_the_largest_person_unless_one_is_chosen() -> None:
    assert target_of(PARSE, None, Region.UPPER) == Selection(2, Region.UPPER)
    chosen = Selection(1, Region.LOWER)
    assert target_of(PARSE, chosen, Region.UPPER) == Selection(1, Region.UPPER)


def test_the_topmost_garment_of_the_choice_comes_off() -> None:
    state = wearing((1, GarmentCategory.TOP), (2, GarmentCategory.TROUSERS))
    assert worn_at(state, Selection(1, Region.UPPER)) is state.worn[0]
    assert worn_at(state, Selection(1, Region.LOWER)) is None
    assert worn_at(state, Selection(2, None)) is state.worn[1]
    assert worn_at(state, None) is state.worn[1]


def test_a_dress_comes_off_where_top_or_trousers_are_chosen() -> None:
    state = wearing((1, GarmentCategory.DRESS))
    assert worn_at(state, Selection(1, Region.UPPER)) is state.worn[0]
    assert worn_at(state, Selection(1, Region.SHOES)) is None
