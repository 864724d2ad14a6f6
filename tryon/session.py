"""The state of the program, without Qt: photo, parse, garments worn, undo.

Window and command line share it. States are immutable, so history is a list of them and undo is a
step back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tryon.errors import FitError
from tryon.fitting.composite import FitResult, compose, compose_origins
from tryon.fitting.origin import OriginMap
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.request import FitGarment, FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.progress import CancelToken, Progress, ignore_progress

_EXCLUDES = {
    Region.UPPER: {Region.UPPER, Region.DRESS},
    Region.LOWER: {Region.LOWER, Region.DRESS},
    Region.DRESS: {Region.DRESS, Region.UPPER, Region.LOWER},
}
"""Regions that a garment takes the place of: a dress goes when a top or trousers come."""


@dataclass(frozen=True, eq=False)
class Worn:
    """One garment on one region of one person, and how it lies there.

    Photo, garment and parameters make the same fit again.

    Attributes:
        person: who wears it.
        region: what it is worn on.
        garment: what is worn.
        fit: how it changes the photo.
        parameters: how it was asked to lie.
        is_outdated: whether the parse that it was fitted to has been corrected since.
    """

    person: int
    region: Region
    garment: Garment
    fit: FitResult
    parameters: FitParameters = USUAL
    is_outdated: bool = False

    def as_it_lies(self) -> Worn:
        """Return the garment as it is, whatever the parse says now."""
        return replace(self, is_outdated=False)

    def request_on(self, photo: RgbImage, parse: HumanParse) -> FitRequest:
        """Return the request for the same fit on a photo (H, W, 3) with this parse."""
        return FitRequest(photo, parse, self.person, self.region, self.garment, self.parameters)


@dataclass(frozen=True, eq=False)
class FitOutcome:
    """The result of a request.

    Attributes:
        request: what was asked for.
        result: how the garment lies, or why it cannot be fitted.
    """

    request: FitRequest
    result: FitResult | FitError

    @property
    def failure(self) -> FitError | None:
        """Why the garment cannot be fitted; None if it was."""
        return self.result if isinstance(self.result, FitError) else None

    @property
    def worn(self) -> Worn:
        """The garment as it is worn now.

        Raises:
            FitError: if it cannot be fitted.
        """
        if isinstance(self.result, FitError):
            raise self.result
        request = self.request
        return Worn(
            request.person, request.region, request.garment, self.result, request.parameters
        )


def fit_each(
    requests: Iterable[FitRequest],
    fit: FitGarment,
    *,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
) -> Iterator[FitOutcome]:
    """Fit one garment after the other, each when its outcome is asked for.

    A failure does not stop the others: who reads `FitOutcome.worn` stops at the first one, who
    looks at `FitOutcome.failure` goes on.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    token = cancel or CancelToken()
    for request in requests:
        token.check()
        try:
            result: FitResult | FitError = fit(request, progress=progress, cancel=token)
        except FitError as error:
            result = error
        yield FitOutcome(request, result)


@dataclass(frozen=True, eq=False)
class TryOnState:
    """Everything that undo brings back.

    Attributes:
        photo: the opened photo, or None before the first.
        parse: its parse, or None while it is not known yet.
        worn: garments in the order in which they lie over each other, lowest first.
    """

    photo: Photo | None = None
    parse: HumanParse | None = None
    worn: tuple[Worn, ...] = ()

    def with_photo(self, photo: Photo, parse: HumanParse) -> TryOnState:
        """Start over on another photo."""
        return TryOnState(photo=photo, parse=parse)

    def with_worn(self, worn: Worn) -> TryOnState:
        """Put a garment on; it takes the place of what that person wore on the region."""
        replaced = _EXCLUDES.get(worn.region, {worn.region})
        kept = (w for w in self.worn if w.person != worn.person or w.region not in replaced)
        return replace(self, worn=tuple(kept)).with_layer(worn)

    def with_layer(self, worn: Worn) -> TryOnState:
        """Lay a garment over everything that is worn already."""
        return replace(self, worn=(*self.worn, worn))

    def with_refitted(self, before: Worn, after: Worn) -> TryOnState:
        """Replace a worn garment's fit by another one, in the same layer."""
        return replace(self, worn=tuple(after if w is before else w for w in self.worn))

    def with_parse(
        self, parse: HumanParse, numbers: Mapping[int, int | None], changed: frozenset[int]
    ) -> TryOnState:
        """Take a corrected parse; what is worn stays on who wears it, and is outdated there.

        Args:
            parse: the parse as it is now.
            numbers: of each person before, the number now; None for who is gone, and whose
                garments go too. Of two who are one now, the upper garment of a region stays.
            changed: numbers now of people about whom the parse says something else.
        """
        state = replace(self, parse=parse, worn=())
        for worn in self.worn:
            person = numbers.get(worn.person) if worn.person > 0 else worn.person
            if person is None:
                continue
            is_outdated = worn.is_outdated or person in changed
            if (person, is_outdated) != (worn.person, worn.is_outdated):
                worn = replace(worn, person=person, is_outdated=is_outdated)
            state = state.with_worn(worn)
        return state

    def with_fits(self, fitted: Mapping[Worn, Worn]) -> TryOnState:
        """Replace fits of worn garments by other ones, each in its layer."""
        return replace(self, worn=tuple(fitted.get(worn, worn) for worn in self.worn))

    def with_moved(self, before: Worn, after: Worn) -> TryOnState:
        """Replace a worn garment's fit by another one, which may be on another region."""
        if before.region is after.region:
            return self.with_refitted(before, after)
        return replace(self, worn=tuple(w for w in self.worn if w is not before)).with_worn(after)

    def without_worn(self, person: int, region: Region) -> TryOnState:
        """Take a garment off again."""
        kept = tuple(w for w in self.worn if (w.person, w.region) != (person, region))
        return replace(self, worn=kept)

    def composite(self) -> RgbImage:
        """Return the photo (H, W, 3) with every garment worn.

        Raises:
            ValueError: if there is no photo.
        """
        if self.photo is None:
            raise ValueError("no photo to composite")
        return compose(self.photo.pixels, [worn.fit for worn in self.worn])

    def origins(self) -> OriginMap:
        """Return where each pixel (H, W) of the composite comes from.

        Raises:
            ValueError: if there is no photo.
        """
        if self.photo is None:
            raise ValueError("no photo to composite")
        return compose_origins(self.photo.size, [worn.fit for worn in self.worn])


class Session:
    """The current state and its history."""

    def __init__(self, state: TryOnState | None = None, *, limit: int = 100) -> None:
        self._states = [state or TryOnState()]
        self._position = 0
        self._limit = limit

    @property
    def state(self) -> TryOnState:
        """What the user sees now."""
        return self._states[self._position]

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier state."""
        return self._position > 0

    @property
    def can_redo(self) -> bool:
        """Whether an undone state can come back."""
        return self._position < len(self._states) - 1

    def push(self, state: TryOnState) -> None:
        """Make ``state`` the current one; what had been undone is dropped."""
        self._states = [*self._states[: self._position + 1], state][-self._limit :]
        self._position = len(self._states) - 1

    def replace(self, before: TryOnState, after: TryOnState) -> None:
        """Put another state in the place of one that is in the history; it is the same step."""
        self._states = [after if state is before else state for state in self._states]

    def undo(self) -> TryOnState:
        """Step back if there is an earlier state; return the current one."""
        self._position = max(0, self._position - 1)
        return self.state

    def redo(self) -> TryOnState:
        """Step forward if there is a later state; return the current one."""
        self._position = min(len(self._states) - 1, self._position + 1)
        return self.state
