"""The one way to ask for a fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse, Person
from tryon.labels import Region
from tryon.messages import FitProblem
from tryon.progress import CancelToken, Progress


@dataclass(frozen=True, eq=False)
class FitRequest:
    """One garment for one region of one person.

    Attributes:
        photo: the photo's pixels (H, W, 3) uint8.
        parse: its labels and people.
        person: the person's number, from 1.
        region: where the garment goes.
        garment: what to put on.
        parameters: how it is to lie there.

    Raises:
        FitError: if the garment is not made for the region.
    """

    photo: RgbImage
    parse: HumanParse
    person: int
    region: Region
    garment: Garment
    parameters: FitParameters = USUAL

    def __post_init__(self) -> None:
        garment, region = self.garment, self.region
        if garment.category.region is not region:
            raise FitError(
                FitProblem.OTHER_REGION,
                garment=garment.name,
                own=garment.category.region,
                region=region,
            )

    def differs_at_most_in_parameters(self, other: FitRequest) -> bool:
        """Tell whether ``other`` asks for the same garment on the same person of the same photo."""
        return (
            self.photo is other.photo
            and self.parse is other.parse
            and self.person == other.person
            and self.region is other.region
            and self.garment is other.garment
        )


class FitGarment(Protocol):
    """A function that answers a request: `tryon.fitting.fit.fit_garment`, or `FitCache.fit`."""

    def __call__(
        self, request: FitRequest, *, progress: Progress, cancel: CancelToken | None
    ) -> FitResult:
        """Fit a garment.

        Raises:
            FitError: if it cannot be fitted there.
            Cancelled: if ``cancel`` was set.
        """
        ...


def choose_person(parse: HumanParse, number: int | None, name: str) -> Person:
    """Return who a garment is for: person ``number``, or the largest if none is named.

    Args:
        parse: of the photo.
        number: counted from 1, left to right.
        name: of the photo, for messages.

    Raises:
        FitError: if there is no such person.
    """
    largest = parse.largest_person
    if largest is None:
        raise FitError(FitProblem.NOBODY_IN, photo=name)
    if number is None:
        return largest
    count = len(parse.people)
    if 1 <= number <= count:
        return parse.person(number)
    if count == 1:
        raise FitError(FitProblem.ONLY_ONE_PERSON, person=number, photo=name)
    raise FitError(FitProblem.ONLY_SOME_PEOPLE, person=number, count=count, photo=name)
