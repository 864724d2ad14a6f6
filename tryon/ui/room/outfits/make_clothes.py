"""Makes the commands that dress several people at once, in jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tryon.document.commands import Command
from tryon.document.look import excluded_by
from tryon.document.outfits.outfit import Piece
from tryon.document.outfits.wear import Clothes, Wear
from tryon.document.same_person import same_person
from tryon.errors import FitError, GarmentError, OutfitError
from tryon.human_parse import HumanParse
from tryon.labels import Region
from tryon.messages import OutfitProblem, StepName, Text
from tryon.progress import CancelToken, Progress, Stage
from tryon.shape.category import GarmentCategory
from tryon.ui.room.edit_jobs import EditRequest

NameTaken = Callable[[int, GarmentCategory], str]
"""Names what is taken from a person of the photo."""


@dataclass(frozen=True, eq=False)
class Dressing:
    """Garments that people are to wear, all in one step.

    Attributes:
        parse: in which they have these numbers; it may be corrected before the job begins.
        people: who.
        pieces: what each of them is to wear, lowest first.
        step: what to call the step.
    """

    parse: HumanParse
    people: tuple[int, ...]
    pieces: tuple[Piece, ...]
    step: Text

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Return the command."""
        people = (_now(person, self.parse, request) for person in self.people)
        return (
            Wear(tuple(Clothes(person, self.pieces) for person in people if person), self.step),
        )


@dataclass(frozen=True, eq=False)
class Swapping:
    """Two people who are to change clothes: what was put on them, else what they really wear.

    Attributes:
        parse: in which they have these numbers; it may be corrected before the job begins.
        person: one of them.
        other: the other one.
        name_taken: names what is taken from the photo.
    """

    parse: HumanParse
    person: int
    other: int
    name_taken: NameTaken

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Take what is seen of both; return the command, or none if one of them is gone.

        Raises:
            OutfitError: if neither shows anything that the other can wear.
        """
        person, other = (_now(who, self.parse, request) for who in (self.person, self.other))
        if not person or not other:
            return ()
        of_person = shown_pieces(request, person, self.name_taken, cancel, progress)
        of_other = shown_pieces(request, other, self.name_taken, cancel, progress)
        if not of_person and not of_other:
            raise OutfitError(OutfitProblem.NOTHING_TO_SWAP, person=person, other=other)
        clothes = (
            Clothes(person, of_other, takes_off=True),
            Clothes(other, of_person, takes_off=True),
        )
        return (Wear(clothes, StepName.SWAP_CLOTHES.with_values(person=person, other=other)),)


def shown_pieces(
    request: EditRequest,
    person: int,
    name_taken: NameTaken,
    cancel: CancelToken,
    progress: Progress,
) -> tuple[Piece, ...]:
    """Return what somebody shows, lowest first.

    That is what was put on, and where nothing was, what is taken out of the photo. What is locked
    stays with whoever wears it, and so does what is hidden below it.

    Args:
        request: has photo, parse and what is worn.
        person: who.
        name_taken: names what is taken from the photo.
        cancel: checked between garments.
        progress: told how far it is.
    """
    from tryon.fitting.take import take_garment, worn_categories

    own = [worn for worn in request.look.worn if worn.person == person]
    counted = [worn for worn in own if worn.layer.is_visible or worn.layer.is_locked]
    hidden = frozenset[Region]().union(*(excluded_by(worn.region) for worn in counted))
    wanted = [
        category
        for category in reversed(worn_categories(request.parse.person(person)))
        if category.region not in hidden
    ]
    taken = list[Piece]()
    for category in wanted:
        cancel.check()
        progress(Stage.CUT_OUT, len(taken) / len(wanted))
        try:
            garment = take_garment(
                request.look.photo.pixels,
                request.parse,
                person=person,
                region=category.region,
                category=category,
                name=name_taken(person, category),
            )
        except (FitError, GarmentError):
            continue  # too little of it can be seen; it stays where it is
        taken.append(Piece(garment))
    put_on = (Piece.of(worn) for worn in counted if not worn.layer.is_locked)
    return (*taken, *put_on)


def _now(person: int, parse: HumanParse, request: EditRequest) -> int:
    """Return the number that somebody has now; 0 for who is gone."""
    return person if request.parse is parse else same_person(person, parse, request.parse)
