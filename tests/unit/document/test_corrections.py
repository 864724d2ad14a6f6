"""Corrections of a parse as steps: what is worn meanwhile, and what a crash leaves of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.drawn import TWO_PEOPLE, draw_garment, draw_photo, paint_on, parse_drawn
from tests.unit.correction.conftest import same_parse
from tryon.correction.add_person import find_person
from tryon.correction.edit import ParseEdit
from tryon.correction.edit_json import edit_from_json
from tryon.correction.grow import GrowToEdge
from tryon.correction.move_joint import MoveJoint
from tryon.correction.paint import Brush
from tryon.correction.people import MergePeople, RemovePerson, SwapSides
from tryon.document.commands import EditParse, PutOn
from tryon.document.document import Document
from tryon.document.dress import dress, fit_or_keep
from tryon.document.fits import Fits
from tryon.document.journal import (
    Did,
    Journal,
    JournalBase,
    Recovered,
    do_to,
    left_behind,
    new_folder,
    recover,
)
from tryon.document.look import Look, WornGarment
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.imaging import Photo
from tryon.joints import JointName
from tryon.labels import Label
from tryon.messages import FitProblem
from tryon.session import TryOnState
from tryon.shape.category import GarmentCategory

TOP = draw_garment((200, 30, 40), GarmentCategory.TOP, "Red top")
OTHER = draw_garment((20, 130, 40), GarmentCategory.TOP, "Green top")
STROKE = Brush(((135.0, 110.0), (135.0, 130.0)), 5.0, Label.UPPER_CLOTHES, 1)


@pytest.fixture
def document() -> Document:
    photo = Photo(draw_photo(), "people.png")
    return Document.of(TryOnState(photo, parse_drawn(photo.pixels)))


def recovered_after(document: Document, folder: Path, *edits: ParseEdit) -> Recovered:
    """Make corrections, crash, and recover."""
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    for edit in edits:
        command = EditParse(edit)
        do_to(document.history, command, command.apply(document.history.look))
        journal.write([Did(command)])
    journal.leave()
    (left,) = left_behind(folder)
    return recover(left, edit_from_json)


def test_a_crash_loses_no_correction(document: Document, tmp_path: Path) -> None:
    pixels = document.history.look.photo.pixels
    found = find_person(pixels, TWO_PEOPLE[0].box, parse_drawn)
    recovered = recovered_after(
        document,
        tmp_path,
        STROKE,
        GrowToEdge(((200.0, 90.0), (210.0, 100.0)), 6.0, Label.COAT, 2),
        RemovePerson(1),
        found,
        SwapSides(2),
        MoveJoint(1, JointName.LEFT_ELBOW, 33.0, 44.0),
    )
    assert recovered.is_whole
    mine, its = recovered.document.history, document.history
    assert [str(name) for name in mine.names] == [str(name) for name in its.names]
    assert str(mine.names[1]) == "Paint UpperClothes on person 1"
    for position in range(len(its.names)):
        one, other = mine.look_at(position).parse, its.look_at(position).parse
        assert one is not None
        assert other is not None
        assert same_parse(one, other)


def test_of_a_journal_with_a_correction_that_makes_no_sense_the_rest_comes_back(
    document: Document, tmp_path: Path
) -> None:
    folder = tmp_path / "open"
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    journal.write([Did(EditParse(STROKE)), Did(EditParse(SwapSides(1)))])
    files = (path for path in journal.folder.iterdir() if path.is_file())
    actions = next(path for path in files if b"edit_parse" in path.read_bytes())
    nobody = {"do": "edit_parse", "edit": {"kind": "swap_sides", "person": 9}}
    with actions.open("a") as stream:
        stream.write(json.dumps(nobody) + "\n")
    journal.leave()
    (left,) = left_behind(folder)
    recovered = recover(left, edit_from_json)
    assert not recovered.is_whole
    assert len(recovered.document.history.names) == 3


def test_of_two_people_who_are_one_the_upper_garment_stays(document: Document) -> None:
    look = document.history.look
    for command in (PutOn(1, TOP), PutOn(2, OTHER), EditParse(MergePeople(1, 2))):
        look = command.apply(look)
    assert [(worn.person, worn.garment.name) for worn in look.worn] == [(1, "Green top")]


def test_what_is_worn_shows_as_it_lay_until_it_is_fitted(document: Document) -> None:
    look = PutOn(1, TOP).apply(document.history.look)
    assert look.parse is not None
    fits = Fits()
    before = dress(look, look.parse, paint_on).state
    fits.put(look.parse, before.worn)
    after = EditParse(STROKE).apply(look)
    assert after.parse is not None
    assert not fits.has_all(after)
    fits.put_earlier(after.parse, before.worn)
    assert fits.has_all(after)
    assert not fits.is_settled(after)
    np.testing.assert_array_equal(fits.state_of(after).composite(), before.composite())
    worn, kept = fit_or_keep(after, before.worn, paint_on, known=fits.known)
    assert kept == ()
    fits.put(after.parse, worn)
    assert fits.is_settled(after)
    assert (fits.state_of(after).composite()[120, 135] == before.composite()[90, 70]).all()


def test_what_cannot_be_fitted_to_the_corrected_parse_stays_as_it_lay(document: Document) -> None:
    look = PutOn(1, TOP).apply(document.history.look)
    assert look.parse is not None
    before = dress(look, look.parse, paint_on).state.worn

    def refuse(request: FitRequest, **options: object) -> FitResult:
        raise FitError(FitProblem.TOO_LITTLE_VISIBLE)

    worn, kept = fit_or_keep(EditParse(STROKE).apply(look), before, refuse, known={})
    assert worn == kept
    assert kept[0].fit is before[0].fit


def test_fits_of_earlier_parses_do_not_pile_up(document: Document) -> None:
    look = PutOn(1, TOP).apply(document.history.look)
    assert look.parse is not None
    fits, before = Fits(), dress(look, look.parse, paint_on).state.worn
    looks = [look]
    for number in range(30):
        edit = Brush(((135.0, 20.0 + 6 * number),), 2.0, Label.UPPER_CLOTHES, 1)
        looks.append(EditParse(edit).apply(looks[-1]))
        parse = looks[-1].parse
        assert parse is not None
        fits.put_earlier(parse, before)
    shown = [fits.has_all(each) for each in looks]
    assert shown[-1]
    assert not shown[1]
    assert sum(shown) == 20


def test_more_garments_than_are_kept_show_all_the_same(document: Document) -> None:
    look = document.history.look
    assert look.parse is not None
    tops = [replace(TOP, name=f"Top {number}") for number in range(30)]
    look = Look(look.photo, look.parse, tuple(WornGarment(1, top) for top in tops))
    fits, parse = Fits(), parse_drawn(look.photo.pixels)
    before = dress(look, parse, paint_on).state.worn
    after = EditParse(STROKE).apply(look)
    assert after.parse is not None
    fits.put_earlier(after.parse, before)
    assert fits.has_all(after)


def test_layers_of_one_person_stay_when_the_parse_is_corrected(document: Document) -> None:
    look = document.history.look
    worn = (WornGarment(1, TOP), WornGarment(1, OTHER))
    after = EditParse(STROKE).apply(Look(look.photo, look.parse, worn))
    assert [each.garment.name for each in after.worn] == ["Red top", "Green top"]
