"""A look: all that a try-on consists of, without what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tryon.errors import FitError, GarmentError
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitGarment, FitRequest
from tryon.garments.garment import Garment
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.messages import LookNote, Text
from tryon.progress import CancelToken, Progress, ignore_progress
from tryon.session import TryOnState, Worn, fit_each


@dataclass(frozen=True, eq=False)
class WornGarment:
    """A garment that somebody wears; its category says on which region.

    Attributes:
        person: who wears it, counted from 1.
        garment: what is worn, with what the user corrected of it.
        parameters: how it lies there.
    """

    person: int
    garment: Garment
    parameters: FitParameters

    @classmethod
    def of(cls, worn: Worn) -> WornGarment:
        """Return what a fit was made of."""
        return cls(worn.person, worn.garment, worn.parameters)


@dataclass(frozen=True, eq=False)
class Look:
    """A photo, who is in it, and what they wear.

    Attributes:
        photo: the photo.
        parse: its parse; None if it must be parsed first.
        worn: garments in the order in which they lie over each other, lowest first.
    """

    photo: Photo
    parse: HumanParse | None
    worn: tuple[WornGarment, ...]

    @classmethod
    def of(cls, state: TryOnState) -> Look:
        """Return the look of a state.

        Raises:
            ValueError: if there is no photo.
        """
        if state.photo is None:
            raise ValueError("no photo to make a look of")
        return cls(state.photo, state.parse, tuple(map(WornGarment.of, state.worn)))

    def requests(self, parse: HumanParse) -> Iterator[FitRequest]:
        """Return the request for each garment, lowest first, on the photo with this parse."""
        for worn in self.worn:
            region = worn.garment.category.region
            yield FitRequest(
                self.photo.pixels, parse, worn.person, region, worn.garment, worn.parameters
            )


@dataclass(frozen=True, eq=False)
class Dressed:
    """A look with its garments fitted.

    Attributes:
        state: what it shows.
        notes: which garments are left out, and why.
    """

    state: TryOnState
    notes: tuple[Text, ...]


def dress(
    look: Look,
    parse: HumanParse,
    fit: FitGarment,
    *,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
) -> Dressed:
    """Fit all that is worn in a look; a garment that cannot be fitted is left out.

    Args:
        look: photo and garments.
        parse: the look's own, or a new one where it has none.
        fit: fits one garment.
        progress: told the stage and how far it is.
        cancel: checked between garments and stages.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    state, notes = TryOnState(photo=look.photo, parse=parse), []
    for request in look.requests(parse):
        try:
            worn = next(fit_each([request], fit, progress=progress, cancel=cancel)).worn
        except (FitError, GarmentError) as error:
            name = request.garment.name
            notes.append(LookNote.NOT_FITTED.with_values(garment=name, problem=error.text))
        else:
            state = state.with_layer(worn)
    return Dressed(state, tuple(notes))
