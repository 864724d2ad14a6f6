"""Who is meant by a place, and by a line."""

from __future__ import annotations

import numpy as np

from tests.scenes import Scene
from tests.unit.correction.conftest import middle_of
from tryon.correction.nearest import person_along, person_near
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.parsing.people import build_parse


def two_halves() -> HumanParse:
    """One person in two parts with a gap of 20 pixels between them, another one on the right."""
    people = np.zeros((100, 300), np.uint8)
    people[10:90, 20:60] = people[10:90, 80:120] = 1
    people[10:90, 200:260] = 2
    return build_parse((people > 0) * np.uint8(5), people, {1: 1.0, 2: 1.0}, engine="drawn")


def test_who_is_at_a_place_is_meant(two_people: Scene) -> None:
    for person in (1, 2):
        x, y = middle_of(two_people, person, Label.UPPER_CLOTHES)
        assert person_near(two_people.parse, x, y) == person


def test_else_who_is_nearest() -> None:
    parse = two_halves()
    assert person_near(parse, 150, 50) == 1
    assert person_near(parse, 165, 50) == 2
    assert person_near(parse, 299, 0) == 2
    assert person_near(parse, -50, 500) == 1, "also from outside the photo"


def test_nobody_is_near_where_nobody_is() -> None:
    empty = np.zeros((40, 60), np.uint8)
    assert person_near(HumanParse(empty, empty, (), "drawn"), 5, 5) == 0


def test_a_line_is_about_whom_it_crosses_most() -> None:
    parse = two_halves()
    assert person_along(parse, ((100.0, 50.0), (230.0, 50.0))) == 2
    assert person_along(parse, ((230.0, 0.0), (230.0, 99.0))) == 2


def test_a_line_in_a_gap_is_about_who_lies_on_both_sides() -> None:
    parse = two_halves()
    assert person_along(parse, ((70.0, 5.0), (70.0, 95.0))) == 1
    assert person_along(parse, ((160.0, 5.0), (160.0, 95.0))) == 0
