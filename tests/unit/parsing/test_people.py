"""Bodies become people, numbered from left to right, with their parts."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.geometry import Box
from tryon.human_parse import HumanParse, PartArea
from tryon.labels import Label, Region
from tryon.parsing.people import build_parse


def two_people() -> HumanParse:
    """Body 7 stands to the right of body 9; between them lies a label that nobody owns."""
    labels = np.zeros((4, 8), dtype=np.uint8)
    bodies = np.zeros((4, 8), dtype=np.int32)
    labels[0, 5:8], labels[1:4, 5:8] = Label.HAIR, Label.UPPER_CLOTHES
    labels[1:3, 0:2] = Label.PANTS
    labels[0, 3] = Label.HAT
    bodies[:, 5:8], bodies[:, 0:2] = 7, 9
    return build_parse(labels, bodies, {7: 0.9, 9: 0.5}, engine="test")


def test_people_are_numbered_from_left_to_right() -> None:
    parse = two_people()
    assert [person.score for person in parse.people] == [0.5, 0.9]
    assert parse.people[0].box == Box(0, 1, 2, 3)
    assert parse.people[1].box == Box(5, 0, 8, 4)
    np.testing.assert_array_equal(np.unique(parse.person_map), [0, 1, 2])


def test_parts_are_listed_by_falling_area() -> None:
    parts = two_people().people[1].parts
    assert parts == (PartArea(Label.UPPER_CLOTHES, 9), PartArea(Label.HAIR, 3))


def test_labels_that_nobody_owns_are_dropped() -> None:
    assert two_people().labels[0, 3] == Label.BACKGROUND


def test_pixels_of_a_body_without_a_label_are_nobodys() -> None:
    assert two_people().person_map[0, 0] == 0


def test_the_largest_person_is_the_default() -> None:
    largest = two_people().largest_person
    assert largest is not None
    assert largest.number == 2


def test_a_region_is_that_persons_only() -> None:
    parse = two_people()
    assert parse.region_mask(2, Region.UPPER).sum() == 9
    assert not parse.region_mask(1, Region.UPPER).any()


def test_nobody_gives_an_empty_parse() -> None:
    nothing = np.zeros((3, 5), dtype=np.uint8)
    parse = build_parse(nothing, nothing.astype(np.int32), {}, engine="test")
    assert parse.people == ()
    assert parse.largest_person is None


def test_of_more_than_255_bodies_the_most_certain_are_kept() -> None:
    labels = np.full((1, 300), Label.FACE, dtype=np.uint8)
    bodies = np.arange(1, 301, dtype=np.int32)[None]
    parse = build_parse(labels, bodies, {n: n / 300 for n in range(1, 301)}, engine="test")
    assert len(parse.people) == 255
    assert parse.person_map[0, 44] == 0
    assert parse.person_map[0, 299] == 255


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_person_who_is_not_there_is_an_index_error(number: int) -> None:
    with pytest.raises(IndexError, match=f"person {number} of 2"):
        two_people().person(number)


def test_a_parse_checks_its_arrays() -> None:
    small, large = np.zeros((2, 2), dtype=np.uint8), np.zeros((3, 2), dtype=np.uint8)
    with pytest.raises(ValueError, match="person_map"):
        HumanParse(small, large, (), engine="test")
    with pytest.raises(ValueError, match="below 20"):
        HumanParse(small + 20, small, (), engine="test")
    with pytest.raises(ValueError, match="names 1 of 0"):
        HumanParse(small, small + 1, (), engine="test")
