"""Several variants of what is worn in one look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.document.test_commands import (
    DRESS,
    OTHER_TOP,
    TOP,
    TROUSERS,
    SwapPeople,
    apply_all,
    opened,
    worn,
)
from tryon.document.commands import EditParse, PutOn, ReplaceParse
from tryon.document.history import History
from tryon.document.journal import do_to
from tryon.document.look import Look
from tryon.document.variant_commands import (
    MOST_VARIANTS,
    AddVariant,
    RemoveVariant,
    RenameVariant,
    ShowVariant,
)
from tryon.messages import StepName


@pytest.fixture
def look() -> Look:
    """In the first variant person 1 wears a top, in the second a dress; that one shows."""
    return apply_all(opened(), [PutOn(1, TOP), AddVariant("B", "A"), PutOn(1, DRESS)])


def names(look: Look) -> list[str]:
    return [variant.name for variant in look.variants]


def test_a_new_variant_begins_with_what_is_worn_and_changes_apart(look: Look) -> None:
    assert (names(look), look.present) == (["A", "B"], 1)
    assert worn(look) == [(1, "Dress")]
    first = ShowVariant(0).apply(look)
    assert (names(first), first.present) == (["A", "B"], 0)
    assert worn(first) == [(1, "Red top")]
    assert worn(ShowVariant(1).apply(PutOn(2, OTHER_TOP).apply(first))) == [(1, "Dress")]


def test_there_is_no_such_variant_or_it_shows_already(look: Look) -> None:
    for command in (ShowVariant(1), ShowVariant(2), ShowVariant(-1), RemoveVariant(7)):
        assert command.apply(look) is look
    assert RemoveVariant(0).apply(opened()).variants == opened().variants


def test_a_variant_that_is_removed_leaves_its_neighbour(look: Look) -> None:
    three = AddVariant("C", "").apply(look)
    assert (names(three), three.present) == (["A", "B", "C"], 2)
    assert names(RemoveVariant(2).apply(three)) == ["A", "B"]
    assert RemoveVariant(2).apply(three).present == 1
    before = RemoveVariant(0).apply(three)
    assert (names(before), before.present, worn(before)) == (["B", "C"], 1, worn(three))


def test_a_variant_is_renamed_wherever_it_is(look: Look) -> None:
    renamed = apply_all(look, [RenameVariant(0, "Day"), RenameVariant(1, "Night")])
    assert names(renamed) == ["Day", "Night"]
    assert RenameVariant(0, "Day").apply(renamed) is renamed


def test_there_are_never_too_many_to_look_through() -> None:
    look = apply_all(opened(), [AddVariant("more", "first")] * (MOST_VARIANTS + 3))
    assert len(look.variants) == MOST_VARIANTS


def test_an_edit_of_the_parse_takes_the_garments_of_all_variants_along(look: Look) -> None:
    both = apply_all(look, [PutOn(2, TROUSERS), EditParse(SwapPeople({1: 2, 2: 1}))])
    assert worn(both) == [(2, "Dress"), (1, "Trousers")]
    assert worn(ShowVariant(0).apply(both)) == [(2, "Red top")]
    gone = EditParse(SwapPeople({1: None, 2: 1})).apply(both)
    assert (worn(gone), worn(ShowVariant(0).apply(gone))) == ([(1, "Dress")], [(1, "Red top")])
    assert look.parse is not None
    other = ReplaceParse(replace(look.parse, engine="other 1"), (2, -1)).apply(look)
    assert (worn(other), worn(ShowVariant(0).apply(other))) == ([(2, "Dress")], [(-1, "Red top")])


def test_wearers_must_be_told_of_every_variant(look: Look) -> None:
    assert look.parse is not None
    with pytest.raises(ValueError, match="wearers"):
        look.with_parse(look.parse, (1,))


def test_undo_goes_back_over_variants(look: Look) -> None:
    history = History(opened(), StepName.OPEN.with_values(photo="a"))
    for command in (PutOn(1, TOP), AddVariant("B", "A"), PutOn(1, DRESS), RenameVariant(0, "Day")):
        assert do_to(history, command, command.apply(history.look))
    assert names(history.look) == ["Day", "B"]
    assert not do_to(history, ShowVariant(1), ShowVariant(1).apply(history.look))
    history.go_to(1)
    assert (names(history.look), worn(history.look)) == ([""], [(1, "Red top")])
    history.go_to(3)
    assert (names(history.look), worn(history.look)) == (["A", "B"], [(1, "Dress")])
