"""Every step of a history comes back as it was, and takes no more memory than what it changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.drawn import draw_garment, draw_photo, parse_drawn
from tryon.document.commands import PutOn
from tryon.document.history import History
from tryon.document.look import Look
from tryon.document.parse_difference import ParseDifference
from tryon.geometry import Box
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Label
from tryon.messages import StepName, Text
from tryon.shape.category import GarmentCategory

TOP = draw_garment((200, 30, 40), GarmentCategory.TOP, "Red top")
NAME = Text(StepName.TAKE_OFF_ALL)


def opened() -> Look:
    photo = Photo(draw_photo(), "people.png")
    return Look(photo, parse_drawn(photo.pixels))


def brushed(parse: HumanParse, row: int) -> HumanParse:
    """Return the parse with a stroke across a person's top."""
    labels = parse.labels.copy()
    labels[row : row + 4, 50:90] = Label.COAT
    return replace(parse, labels=labels, engine=f"brushed {row}")


def parse_of(look: Look) -> HumanParse:
    assert look.parse is not None
    return look.parse


def named(number: int) -> Text:
    return StepName.CORRECT.with_values(garment=str(number))


def assert_same(found: HumanParse, expected: HumanParse) -> None:
    np.testing.assert_array_equal(found.labels, expected.labels)
    np.testing.assert_array_equal(found.person_map, expected.person_map)
    assert (found.people, found.engine) == (expected.people, expected.engine)


def test_undo_and_redo_walk_through_the_steps_and_stop_at_the_ends() -> None:
    history = History(opened(), named(0))
    for number in (1, 2):
        history.push(named(number), PutOn(number, TOP).apply(history.look))
    assert [len(history.go_to(position).worn) for position in (1, 0, 2)] == [1, 0, 2]
    assert not history.can_redo
    assert [str(name) for name in history.names] == ["Correct 0", "Correct 1", "Correct 2"]
    with pytest.raises(IndexError):
        history.go_to(3)
    with pytest.raises(IndexError):
        history.go_to(-1)
    assert history.position == 2


def test_a_new_step_drops_what_had_been_undone() -> None:
    history = History(opened(), named(0))
    for number in (1, 2, 3):
        parse = brushed(parse_of(history.look), 50 + 5 * number)
        history.push(named(number), replace(history.look, parse=parse))
    history.go_to(1)
    history.push(named(9), replace(history.look, parse=brushed(parse_of(history.look), 90)))
    assert [str(name) for name in history.names] == ["Correct 0", "Correct 1", "Correct 9"]
    assert not history.can_redo
    assert [parse_of(history.go_to(p)).engine for p in (0, 1, 2)] == [
        "drawn 1",
        "brushed 55",
        "brushed 90",
    ]


def test_parses_come_back_to_the_pixel_in_any_order() -> None:
    look = opened()
    parses = [parse_of(look)]
    history = History(look, NAME)
    for row in (40, 60, 60, 80, 120):
        parses.append(brushed(parses[-1], row))
        history.push(NAME, replace(history.look, parse=parses[-1]))
        parses.append(parses[-1])
        history.push(NAME, PutOn(1, TOP).apply(history.look))
    random = np.random.default_rng(5)
    for position in random.integers(0, len(parses), 40):
        assert_same(parse_of(history.go_to(int(position))), parses[position])
    for position, parse in enumerate(parses):
        assert_same(parse_of(history.look_at(position)), parse)


def test_steps_that_share_a_parse_share_the_object() -> None:
    history = History(opened(), NAME)
    parse = history.look.parse
    history.push(NAME, PutOn(1, TOP).apply(history.look))
    assert history.go_to(0).parse is parse
    assert history.nbytes == 0


def test_a_parse_that_was_looked_at_is_not_made_again_to_return_to_it() -> None:
    history = History(opened(), named(0))
    first = history.look
    history.push(named(1), replace(first, parse=brushed(parse_of(first), 40)))
    looked_at = history.look_at(0)
    assert history.go_to(0).parse is looked_at.parse
    assert_same(parse_of(looked_at), parse_of(first))
    assert parse_of(history.look_at(1)).engine == "brushed 40"


def test_a_stroke_takes_as_much_memory_as_its_box() -> None:
    look = opened()
    big = 20
    labels, people = (
        np.repeat(np.repeat(ids, big, 0), big, 1)
        for ids in (parse_of(look).labels, parse_of(look).person_map)
    )
    parse = HumanParse(labels, people, parse_of(look).people, "big 1")  # 31 megapixels
    history = History(replace(look, parse=parse), NAME)
    for row in range(1000, 1100, 5):
        history.push(NAME, replace(history.look, parse=brushed(parse_of(history.look), row)))
    assert history.nbytes < 20 * 1000
    difference = ParseDifference.between(parse, brushed(parse, 1000))
    assert difference.box == Box(50, 1000, 90, 1004)


def test_the_oldest_steps_are_forgotten_with_their_parses() -> None:
    history = History(opened(), NAME, most_steps=4)
    parses = []
    for row in range(40, 100, 6):
        parses.append(brushed(parse_of(history.look), row))
        history.push(NAME, replace(history.look, parse=parses[-1]))
    assert len(history.names) == 4
    assert history.position == 3
    assert_same(parse_of(history.go_to(0)), parses[-4])
    assert len(history._facts) == 4
    assert len(history._between) == 3


def test_what_is_saved_is_a_step_and_not_a_number() -> None:
    history = History(opened(), NAME, most_steps=3)
    assert history.is_saved
    history.push(NAME, replace(history.look, parse=brushed(parse_of(history.look), 40)))
    assert not history.is_saved
    history.mark_saved(history.step)
    history.push(NAME, replace(history.look, parse=brushed(parse_of(history.look), 50)))
    history.push(NAME, replace(history.look, parse=brushed(parse_of(history.look), 60)))
    history.go_to(0)
    assert history.is_saved, "the first step was forgotten, the saved one is the first now"
    history.push(NAME, PutOn(1, TOP).apply(history.look))
    history.go_to(0)
    history.mark_saved(None)
    assert not history.is_saved


def test_parses_of_different_photos_are_not_compared() -> None:
    parse = parse_of(opened())
    smaller = replace(parse, labels=parse.labels[:-1], person_map=parse.person_map[:-1])
    with pytest.raises(ValueError, match="not of one photo"):
        ParseDifference.between(parse, smaller)
