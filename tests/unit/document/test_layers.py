"""What shows of what is worn, in which order, and what a lock keeps as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.drawn import paint_on
from tests.unit.document.test_commands import (
    DRESS,
    OTHER_TOP,
    TOP,
    TROUSERS,
    WIDER,
    apply_all,
    opened,
    worn,
)
from tryon.document.commands import (
    Adjust,
    Command,
    Correct,
    PutOn,
    TakeOff,
    TakeOffAll,
)
from tryon.document.dress import dress
from tryon.document.fits import Fits
from tryon.document.history import History
from tryon.document.layer_commands import ChangeLayer, MoveLayer
from tryon.document.look import Look
from tryon.document.outfits.outfit import Piece
from tryon.document.outfits.wear import Clothes, Wear
from tryon.fitting.composite import LayerState
from tryon.labels import Region
from tryon.messages import StepName

LOCKED = LayerState(is_locked=True)
HIDDEN = LayerState(is_visible=False)
FAINT = LayerState(opacity=0.5)
WEAR = StepName.PASTE_CLOTHES.with_values(person=1)


@pytest.fixture
def look() -> Look:
    """Person 1 wears trousers over a top, person 2 a dress between the two."""
    return apply_all(opened(), [PutOn(1, TOP), PutOn(2, DRESS), PutOn(1, TROUSERS)])


def test_a_garment_moves_past_those_of_its_person_only_and_stops_at_the_ends(look: Look) -> None:
    up = MoveLayer(0, 1).apply(look)
    assert worn(up) == [(1, "Trousers"), (2, "Dress"), (1, "Red top")]
    assert MoveLayer(2, 1).apply(up) is up
    assert MoveLayer(2, -5).apply(up).worn == look.worn
    assert MoveLayer(1, 1).apply(look) is look, "person 2 wears nothing else"
    assert MoveLayer(9, 1).apply(look) is look


def test_a_layer_keeps_its_state_when_it_is_adjusted_and_loses_it_with_its_garment(
    look: Look,
) -> None:
    faint = ChangeLayer(0, FAINT).apply(look)
    assert [each.layer for each in faint.worn][:1] == [FAINT]
    assert Adjust(1, Region.UPPER, WIDER).apply(faint).worn[0].layer == FAINT
    assert PutOn(1, OTHER_TOP).apply(faint).worn[-1].layer == LayerState()


@pytest.mark.parametrize(
    "commands",
    [
        [PutOn(1, OTHER_TOP)],
        [PutOn(1, DRESS)],
        [TakeOff(1, Region.UPPER)],
        [Adjust(1, Region.UPPER, WIDER)],
        [Correct((TOP,), replace(TOP, name="Corrected"))],
        [MoveLayer(0, 1)],
        [ChangeLayer(0, replace(LOCKED, opacity=0.5))],
        [Wear((Clothes(1, (Piece(OTHER_TOP),), takes_off=False),), WEAR)],
    ],
    ids=lambda commands: commands[0].kind,
)
def test_nothing_changes_a_locked_garment(look: Look, commands: Sequence[Command]) -> None:
    locked = ChangeLayer(0, LOCKED).apply(look)
    after = apply_all(locked, commands)
    assert after.worn == locked.worn


def test_a_lock_outlives_taking_everything_off_and_undressing(look: Look) -> None:
    locked = ChangeLayer(0, LOCKED).apply(look)
    assert worn(TakeOffAll().apply(locked)) == [(1, "Red top")]
    undressed = Wear((Clothes(1, (), takes_off=True),), WEAR).apply(locked)
    assert worn(undressed) == [(1, "Red top"), (2, "Dress")]


def test_a_locked_garment_can_be_hidden_and_unlocked(look: Look) -> None:
    locked = ChangeLayer(0, LOCKED).apply(look)
    hidden = ChangeLayer(0, replace(LOCKED, is_visible=False)).apply(locked)
    assert not hidden.worn[0].layer.is_visible
    free = ChangeLayer(0, FAINT).apply(hidden)
    assert free.worn[0].layer == FAINT


def test_steps_say_what_became_of_a_layer(look: Look) -> None:
    names = {
        ChangeLayer(0, HIDDEN): "Hide Red top on person 1",
        ChangeLayer(0, FAINT): "Red top on person 1: opacity 50 %",
        ChangeLayer(1, LOCKED): "Lock Dress on person 2",
        MoveLayer(2, -1): "Move Trousers down",
    }
    for command, name in names.items():
        assert str(command.name(look)) == name
    hidden = ChangeLayer(0, HIDDEN).apply(look)
    assert str(ChangeLayer(0, LayerState()).name(hidden)) == "Show Red top on person 1"


def test_what_shows_follows_from_fits_that_are_there_and_undo_brings_it_back(look: Look) -> None:
    assert look.parse is not None
    state = dress(look, look.parse, paint_on).state
    fits = Fits()
    fits.put(look.parse, state.worn)
    history = History(look, StepName.OPEN.with_values(photo="a"))
    history.push(WEAR, ChangeLayer(1, HIDDEN).apply(look))
    assert fits.has_all(history.look)
    shown = fits.state_of(history.look)
    assert shown.worn[1] is fits.state_of(history.look).worn[1], "the same as long as it lies so"
    assert shown.seen == (state.worn[0].fit, state.worn[2].fit)
    top = replace(look, worn=look.worn[:1] + look.worn[2:])
    assert (shown.composite() == dress(top, look.parse, paint_on).state.composite()).all()
    history.go_to(0)
    assert (fits.state_of(history.look).composite() == state.composite()).all()
