"""Commands turn a look into the next one, without a fit, and survive JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from tests.drawn import draw_garment, draw_photo, parse_drawn
from tryon.document.command_json import command_from_json, command_to_json
from tryon.document.commands import (
    Adjust,
    Command,
    Correct,
    EditParse,
    PutOn,
    ReplaceParse,
    SetHeight,
    TakeOff,
    TakeOffAll,
)
from tryon.document.layer_commands import ChangeLayer, MoveLayer
from tryon.document.look import Look, WornGarment
from tryon.document.outfits.outfit import Piece
from tryon.document.outfits.wear import Clothes, Wear
from tryon.document.variant_commands import (
    AddVariant,
    RemoveVariant,
    RenameVariant,
    ShowVariant,
)
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern, PatternPicture
from tryon.fitting.composite import LayerState
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.messages import StepName, Text
from tryon.shape.category import GarmentCategory

TOP = draw_garment((200, 30, 40), GarmentCategory.TOP, "Red top")
OTHER_TOP = draw_garment((20, 30, 240), GarmentCategory.TOP, "Blue top")
TROUSERS = draw_garment((20, 60, 160), GarmentCategory.TROUSERS, "Trousers")
DRESS = draw_garment((90, 20, 90), GarmentCategory.DRESS, "Dress")
CHECKS = PatternPicture.of(np.full((8, 8, 4), (200, 40, 90, 255), np.uint8), "Checks")
PRINTED = FitParameters(pattern=Pattern(CHECKS, 0.2, 30.0))
WIDER = FitParameters(scale_x=1.25)


def opened() -> Look:
    photo = Photo(draw_photo(), "people.png")
    return Look(photo, parse_drawn(photo.pixels))


def apply_all(look: Look, commands: Sequence[Command]) -> Look:
    for command in commands:
        look = command.apply(look)
    return look


def worn(look: Look) -> list[tuple[int, str]]:
    return [(each.person, each.garment.name) for each in look.worn]


def test_another_garment_takes_the_place_of_the_first_and_people_are_dressed_apart() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(2, TOP), PutOn(1, OTHER_TOP)])
    assert worn(look) == [(2, "Red top"), (1, "Blue top")]


def test_what_is_worn_already_is_not_put_on_again_unless_it_lies_otherwise() -> None:
    look = PutOn(1, TOP).apply(opened())
    assert PutOn(1, TOP).apply(look) is look
    assert PutOn(1, TOP, WIDER).apply(look) is not look
    covered = PutOn(2, TROUSERS).apply(look)
    assert worn(PutOn(1, TOP).apply(covered)) == [(2, "Trousers"), (1, "Red top")]


def test_a_dress_takes_the_place_of_top_and_trousers_and_gives_way_to_them() -> None:
    dressed = apply_all(opened(), [PutOn(1, TOP), PutOn(1, TROUSERS), PutOn(1, DRESS)])
    assert worn(dressed) == [(1, "Dress")]
    assert worn(PutOn(1, TROUSERS).apply(dressed)) == [(1, "Trousers")]


def test_a_command_leaves_the_look_before_it_as_it_was() -> None:
    before = PutOn(1, TOP).apply(opened())
    after = PutOn(1, TROUSERS).apply(before)
    assert worn(before) == [(1, "Red top")]
    assert after.worn[0] is before.worn[0], "what did not change is shared"
    assert after.parse is before.parse


@pytest.mark.parametrize(
    "command",
    [
        TakeOff(1, Region.LOWER),
        TakeOffAll(),
        Adjust(2, Region.UPPER, WIDER),
        Correct((TOP,), DRESS),
    ],
    ids=lambda command: command.kind,
)
def test_a_command_that_finds_nothing_returns_the_look_itself(command: Command) -> None:
    look = opened()
    assert command.apply(look) is look


def test_what_is_taken_off_is_gone_and_the_rest_stays() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(1, TROUSERS), PutOn(2, TOP)])
    assert worn(TakeOff(1, Region.UPPER).apply(look)) == [(1, "Trousers"), (2, "Red top")]
    assert TakeOffAll().apply(look).worn == ()


def test_what_is_adjusted_keeps_its_layer() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(1, TROUSERS)])
    adjusted = Adjust(1, Region.UPPER, WIDER).apply(look)
    assert worn(adjusted) == worn(look)
    assert [each.parameters for each in adjusted.worn] == [WIDER, USUAL]
    assert Adjust(1, Region.UPPER, WIDER).apply(adjusted) is adjusted


def test_of_two_tops_on_one_person_the_upper_one_is_adjusted() -> None:
    look = replace(opened(), worn=(WornGarment(1, TOP), WornGarment(1, OTHER_TOP)))
    adjusted = Adjust(1, Region.UPPER, WIDER).apply(look)
    assert [each.parameters for each in adjusted.worn] == [USUAL, WIDER]


def test_a_corrected_garment_is_worn_by_all_who_wore_it_but_who_is_skipped() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(2, TOP), PutOn(2, TROUSERS)])
    corrected = replace(TOP, name="Corrected")
    command = Correct((TOP,), corrected)
    assert worn(command.apply(look)) == [(1, "Corrected"), (2, "Corrected"), (2, "Trousers")]
    narrowed = command.without([look.worn[0]])
    assert worn(narrowed.apply(look)) == [(1, "Red top"), (2, "Corrected"), (2, "Trousers")]


def test_a_garment_that_becomes_a_dress_takes_the_place_of_the_trousers() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(1, TROUSERS)])
    as_dress = replace(TOP, category=GarmentCategory.DRESS)
    assert worn(Correct((TOP,), as_dress).apply(look)) == [(1, "Red top")]


def test_another_parse_says_who_wears_what_and_who_is_gone() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(2, DRESS)])
    assert look.parse is not None
    other = replace(look.parse, engine="other 1")
    after = ReplaceParse(other, (2, -2)).apply(look)
    assert after.parse is other
    assert [each.person for each in after.worn] == [2, -2]
    assert [each.has_wearer for each in after.worn] == [True, False]


@dataclass(frozen=True, eq=False)
class Swapped:
    parse: HumanParse
    numbers: dict[int, int | None]


@dataclass(frozen=True, eq=False)
class SwapPeople:
    """An edit as another package writes it: people change their numbers, or one is removed."""

    numbers: dict[int, int | None]

    @property
    def name(self) -> Text:
        return StepName.PARSE_AGAIN.with_values(engine="swap")

    def apply(self, parse: HumanParse, photo: RgbImage) -> Swapped:
        assert photo.shape[:2] == parse.labels.shape
        table = np.array([0, *(self.numbers.get(n) or 0 for n in (1, 2))], np.uint8)
        people = tuple(
            replace(parse.person(old), number=new)
            for old, new in sorted(self.numbers.items(), key=lambda pair: pair[1] or 0)
            if new is not None
        )
        return Swapped(
            replace(parse, person_map=table[parse.person_map], people=people), self.numbers
        )

    def to_json(self) -> dict[str, object]:
        return {"kind": "swap", "numbers": list(self.numbers.items())}


def read_edit(stored: dict[str, object]) -> SwapPeople:
    return SwapPeople(dict(stored["numbers"]))


def test_an_edit_of_the_parse_takes_garments_along_and_off_who_is_removed() -> None:
    look = apply_all(opened(), [PutOn(1, TOP), PutOn(2, DRESS)])
    swapped = EditParse(SwapPeople({1: 2, 2: 1})).apply(look)
    assert worn(swapped) == [(2, "Red top"), (1, "Dress")]
    assert worn(EditParse(SwapPeople({1: None, 2: 1})).apply(look)) == [(1, "Dress")]


def test_steps_are_named_by_garment_and_person() -> None:
    before = apply_all(opened(), [PutOn(2, TOP)])
    names = {
        PutOn(2, TOP): "Put Red top on person 2",
        TakeOff(2, Region.UPPER): "Take Red top off person 2",
        Adjust(2, Region.UPPER, WIDER): "Adjust Red top on person 2",
        Correct((TOP,), DRESS): "Correct Dress",
        TakeOffAll(): "Take everything off",
    }
    for command, name in names.items():
        assert str(command.name(before)) == name


@dataclass
class MemoryParts:
    """Keeps parts in memory."""

    kept: dict[str, object] = field(default_factory=dict)

    def _keep(self, part: object) -> str:
        self.kept[str(id(part))] = part
        return str(id(part))

    def keep_garment(self, garment: Garment) -> str:
        return self._keep(garment)

    def keep_parse(self, parse: HumanParse) -> str:
        return self._keep(parse)

    def keep_pattern(self, picture: PatternPicture) -> None:
        self.kept[picture.digest] = picture.png

    def garment(self, digest: str) -> Garment:
        return self.kept[digest]

    def pattern(self, digest: str) -> bytes:
        return self.kept[digest]

    def parse(self, digest: str) -> HumanParse:
        return self.kept[digest]


def test_commands_come_back_from_json_and_do_the_same() -> None:
    look = opened()
    assert look.parse is not None
    commands: list[Command] = [
        PutOn(1, TOP, FitParameters(move_x=1 / 3)),
        Adjust(1, Region.UPPER, FitParameters(dye=Dye((170, 51, 85), prints_too=True))),
        SetHeight(1, 172.5),
        SetHeight(2, 180),
        SetHeight(2, None),
        Adjust(1, Region.UPPER, PRINTED),
        PutOn(2, OTHER_TOP),
        PutOn(2, TROUSERS),
        Adjust(1, Region.UPPER, WIDER),
        Correct((OTHER_TOP,), DRESS, frozenset({1})),
        EditParse(SwapPeople({1: 2, 2: 1})),
        ReplaceParse(replace(look.parse, engine="other 1"), (1, -1)),
        TakeOff(1, Region.UPPER),
        Wear(
            (
                Clothes(1, (Piece(TOP, WIDER, LayerState(opacity=0.5)), Piece(TROUSERS, PRINTED))),
                Clothes(2, (Piece(OTHER_TOP),), takes_off=True),
            ),
            StepName.SWAP_CLOTHES.with_values(person=1, other=2),
        ),
        ChangeLayer(0, LayerState(is_visible=False, opacity=0.25, is_locked=True)),
        MoveLayer(1, -1),
        AddVariant("Second", "First"),
        RenameVariant(0, "Day"),
        ShowVariant(0),
        RemoveVariant(1),
        TakeOffAll(),
    ]
    parts, again = MemoryParts(), look
    for command in commands:
        line = json.dumps(command_to_json(command, parts))
        read = command_from_json(json.loads(line), parts, read_edit)
        assert type(read) is type(command)
        assert str(read.name(again)) == str(command.name(look))
        look, again = command.apply(look), read.apply(again)
        assert worn(again) == worn(look)
        assert again.heights == look.heights
        assert [w.parameters for w in again.worn] == [w.parameters for w in look.worn]
        assert [w.layer for w in again.worn] == [w.layer for w in look.worn]
        assert [v.name for v in again.variants] == [v.name for v in look.variants]
        np.testing.assert_array_equal(again.parse.person_map, look.parse.person_map)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"do": "fly"},
        {"do": "take_off", "person": 1, "region": "nose"},
        {"do": "set_height", "person": 1, "height_cm": "tall"},
        {"do": "set_height", "person": 1, "height_cm": 17},
        {"do": "take_off", "person": True, "region": "upper"},
        {"do": "adjust", "person": 0, "region": "upper", "parameters": {}},
        {"do": "adjust", "person": 1, "region": "upper", "parameters": {"scale_x": 99}},
        {"do": ["put_on"]},
        {"do": "change_layer", "layer": 0, "state": {"visible": 1, "opacity": 1, "locked": False}},
        {"do": "change_layer", "layer": 0, "state": {"opacity": 1}},
        {"do": "move_layer", "layer": 0.5, "steps": 1},
        {"do": "wear", "clothes": [], "step": "OPEN", "values": {}},
        {"do": "wear", "clothes": [{}], "step": "OPEN", "values": {"photo": "a"}},
        {"do": "rename_variant", "variant": 0, "name": 7},
    ],
    ids=str,
)
def test_what_is_no_command_is_refused(stored: object) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        command_from_json(stored, MemoryParts(), read_edit)


def test_a_height_goes_with_its_person_to_another_parse() -> None:
    look = SetHeight(2, 181.0).apply(opened())
    assert SetHeight(2, 181).apply(look) is look
    swapped = EditParse(SwapPeople({1: 2, 2: 1})).apply(look)
    assert swapped.heights == ((1, 181.0),)
    assert SetHeight(1, None).apply(swapped).heights == ()
