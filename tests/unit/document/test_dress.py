"""Fits follow from looks: made where something changed, used again where nothing did."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from tests.drawn import draw_garment, draw_photo, paint_on, parse_drawn
from tests.unit.document.test_commands import SwapPeople
from tryon.document.commands import Adjust, Command, Correct, EditParse, PutOn, ReplaceParse
from tryon.document.dress import Done, carry_out, dress
from tryon.document.fits import Fits, bytes_of
from tryon.document.look import Look
from tryon.errors import Cancelled, FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.joints import Joints
from tryon.labels import Label, Region
from tryon.messages import FitProblem, LookNote
from tryon.progress import CancelToken
from tryon.shape.category import GarmentCategory

TOP = draw_garment((200, 30, 40), GarmentCategory.TOP, "Red top")
TROUSERS = draw_garment((20, 60, 160), GarmentCategory.TROUSERS, "Trousers")
WIDER = FitParameters(scale_x=1.25)


@dataclass
class Room:
    """A look, its fits, and a record of what was fitted."""

    look: Look
    fits: Fits = field(default_factory=Fits)
    fitted: list[tuple[int, str]] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)

    @classmethod
    def opened(cls) -> Room:
        photo = Photo(draw_photo(), "people.png")
        return cls(Look(photo, parse_drawn(photo.pixels)))

    def fit(self, request: FitRequest, **options: object) -> FitResult:
        if request.person in self.refused:
            raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
        self.fitted.append((request.person, request.garment.name))
        return paint_on(request)

    def do(self, command: Command) -> Done:
        done = carry_out(command, self.look, self.fit, known=self.fits.known)
        self.look = done.look
        assert done.look.parse is not None
        self.fits.put(done.look.parse, done.worn)
        self.fits.put(done.look.parse, done.kept, lasts=True)
        self.fits.use(self.look)
        return done

    def newly_fitted(self) -> list[tuple[int, str]]:
        found = self.fitted[:]
        self.fitted.clear()
        return found

    @property
    def parse(self) -> HumanParse:
        assert self.look.parse is not None
        return self.look.parse


@pytest.fixture
def room() -> Room:
    """Both people wear the top, the second trousers too."""
    room = Room.opened()
    for command in (PutOn(1, TOP), PutOn(2, TOP), PutOn(2, TROUSERS)):
        room.do(command)
    assert room.newly_fitted() == [(1, "Red top"), (2, "Red top"), (2, "Trousers")]
    return room


def test_only_what_a_command_changes_is_fitted(room: Room) -> None:
    before = room.fits.state_of(room.look).worn
    room.do(Adjust(2, Region.UPPER, WIDER))
    assert room.newly_fitted() == [(2, "Red top")]
    after = room.fits.state_of(room.look).worn
    assert [after[0], after[2]] == [before[0], before[2]]
    assert after[1].parameters == WIDER


def test_what_was_fitted_before_is_there_again_at_once(room: Room) -> None:
    earlier = room.look
    room.do(Adjust(2, Region.UPPER, WIDER))
    room.newly_fitted()
    assert room.fits.has_all(earlier)
    room.do(Adjust(2, Region.UPPER, FitParameters()))
    assert room.newly_fitted() == []


def test_a_correction_of_one_person_leaves_the_fits_of_others(room: Room) -> None:
    labels = room.parse.labels.copy()
    labels[70:80, 60:70] = Label.COAT  # on the first person
    room.do(ReplaceParse(replace(room.parse, labels=labels), (1, 2, 2)))
    assert room.newly_fitted() == [(1, "Red top")]


def test_another_joint_makes_another_fit(room: Room) -> None:
    person = room.parse.person(2)
    assert person.joints is not None
    moved = Joints(person.joints.points + 1, person.joints.confidence)
    people = (room.parse.person(1), replace(person, joints=moved))
    room.do(ReplaceParse(replace(room.parse, people=people), (1, 2, 2)))
    assert room.newly_fitted() == [(2, "Red top"), (2, "Trousers")]


def test_people_who_change_their_numbers_keep_their_fits(room: Room) -> None:
    before = room.fits.state_of(room.look).composite()
    room.do(EditParse(SwapPeople({1: 2, 2: 1})))
    assert room.newly_fitted() == []
    state = room.fits.state_of(room.look)
    assert [worn.person for worn in state.worn] == [2, 1, 1]
    np.testing.assert_array_equal(state.composite(), before)


def test_what_cannot_be_fitted_is_not_put_on(room: Room) -> None:
    room.refused = {1}
    with pytest.raises(FitError):
        carry_out(PutOn(1, TROUSERS), room.look, room.fit, known=room.fits.known)


def test_a_correction_that_fits_one_of_two_is_worn_by_that_one(room: Room) -> None:
    room.refused = {1}
    corrected = replace(TOP, name="Corrected")
    done = room.do(Correct((TOP,), corrected))
    assert [failure.worn.person for failure in done.failures] == [1]
    assert [worn.garment.name for worn in done.worn] == ["Red top", "Corrected", "Trousers"]
    assert room.newly_fitted() == [(2, "Corrected")], "and is not fitted twice"


def test_a_correction_that_fits_nobody_changes_nothing(room: Room) -> None:
    room.refused = {1, 2}
    look = room.look
    done = room.do(Correct((TOP,), replace(TOP, name="Corrected")))
    assert [failure.worn.person for failure in done.failures] == [1, 2]
    assert done.look is look


def test_what_cannot_be_fitted_to_a_new_parse_stays_as_it_lay(room: Room) -> None:
    room.refused, before = {1}, room.fits.state_of(room.look)
    shifted = replace(room.parse, labels=np.roll(room.parse.labels, 1, axis=1))
    done = room.do(ReplaceParse(shifted, (1, -2, 2)))
    assert [worn.person for worn in done.kept] == [1, -2]
    state = room.fits.state_of(room.look)
    assert [worn.fit for worn in state.worn[:2]] == [worn.fit for worn in before.worn[:2]]
    assert state.worn[2].fit is not before.worn[2].fit


def test_only_so_many_fits_are_kept_but_those_in_use_and_those_that_cannot_be_made(
    room: Room,
) -> None:
    room.fits._most_bytes = 0
    first = room.look
    shifted = replace(room.parse, labels=np.roll(room.parse.labels, 1, axis=1))
    room.do(ReplaceParse(shifted, (1, 2, -2)))
    assert not room.fits.has_all(first)
    assert room.fits.has_all(room.look)
    room.do(Adjust(1, Region.UPPER, WIDER))
    assert len(room.fits.known) == 3


def test_of_fits_that_are_not_in_use_the_latest_stay(room: Room) -> None:
    (size,) = {bytes_of(worn) for worn in room.fits.state_of(room.look).worn if worn.person == 1}
    room.fits._most_bytes = 2 * size
    looks = []
    for scale in (1.1, 1.2, 1.3, 1.4):
        room.do(Adjust(1, Region.UPPER, FitParameters(scale_x=scale)))
        looks.append(room.look)
    assert [room.fits.has_all(look) for look in looks] == [False, True, True, True]


def test_a_look_is_dressed_with_what_is_known_and_leaves_out_what_does_not_fit(room: Room) -> None:
    assert dress(room.look, room.parse, room.fit, known=room.fits.known).notes == ()
    assert room.newly_fitted() == []
    room.refused = {1}
    dressed = dress(room.look, room.parse, room.fit)
    assert [note.message for note in dressed.notes] == [LookNote.NOT_FITTED]
    assert [worn.person for worn in dressed.state.worn] == [2, 2]


def test_a_cancelled_command_changes_nothing(room: Room) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        carry_out(PutOn(1, TROUSERS), room.look, room.fit, known=room.fits.known, cancel=token)
