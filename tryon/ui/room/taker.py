"""Takes what people wear in another photo, to be worn by somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tryon.errors import FitError, GarmentError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern
from tryon.fitting.cloth.recolour import recoloured
from tryon.garments.adding.source import PictureSource
from tryon.garments.garment import Garment
from tryon.imaging import Photo, decode_photo, photo_of_pixels, read_photo
from tryon.messages import GarmentProblem
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import LoadedGarments, Wardrobe


@dataclass(frozen=True, eq=False)
class TakeRequest:
    """A photo whose people's clothes are wanted."""

    photo: PictureSource
    source: ParserSource
    choice: ParserChoice


@dataclass(frozen=True, eq=False)
class TakenGarment:
    """A garment and the number of the person who wears it."""

    person: int
    garment: Garment


@dataclass(frozen=True, eq=False)
class TakenGarments:
    """What can be taken from a photo.

    Attributes:
        name: the photo's name.
        garments: at least one, by person and from top to bottom.
        person: the largest person from whom something can be taken.
    """

    name: str
    garments: tuple[TakenGarment, ...]
    person: int


def take_garments(request: TakeRequest, cancel: CancelToken, progress: Progress) -> TakenGarments:
    """Take everything that anybody wears in a photo.

    Raises:
        GarmentError: if nobody wears anything that can be taken.
    """
    from tryon.fitting.take import take_garment, worn_categories

    progress(Stage.LOAD_PHOTO, 0.0)
    photo = _read(request.photo)
    parse = request.source.parse(request.choice, photo.pixels, progress=progress, cancel=cancel)
    wanted = [(person, each) for person in parse.people for each in worn_categories(person)]
    garments = []
    for done, (person, category) in enumerate(wanted):
        cancel.check()
        progress(Stage.CUT_OUT, done / len(wanted))
        try:
            garment = take_garment(
                photo.pixels,
                parse,
                person=person.number,
                region=category.region,
                category=category,
                name=Path(photo.name).stem,
            )
        except (FitError, GarmentError):
            continue  # too little of this one can be seen; the others can still be taken
        garments.append(TakenGarment(person.number, garment))
    if not garments:
        raise GarmentError(GarmentProblem.NOBODY_TO_TAKE_FROM, photo=photo.name)
    people = {item.person for item in garments}
    largest = max(people, key=lambda number: parse.person(number).pixels)
    return TakenGarments(photo.name, tuple(garments), largest)


def _read(source: PictureSource) -> Photo:
    """Read a photo of people.

    Raises:
        ImageReadError: if it is none.
    """
    if source.path is not None:
        return read_photo(source.path)
    if source.data is not None:
        return decode_photo(source.data, source.name)
    assert source.pixels is not None
    return photo_of_pixels(source.pixels, source.name)


@dataclass(frozen=True, eq=False)
class KeepRequest:
    """Garments for the wardrobe."""

    garments: tuple[Garment, ...]
    wardrobe: Wardrobe


def keep_garments(request: KeepRequest, cancel: CancelToken, progress: Progress) -> LoadedGarments:
    """Keep garments for good."""
    kept = []
    for taken in request.garments:
        cancel.check()
        garment = replace(taken, file=request.wardrobe.keep(taken))
        kept.append(request.wardrobe.entry_of(garment))
    return LoadedGarments(tuple(kept), is_added=True)


@dataclass(frozen=True, eq=False)
class RecolouredRequest:
    """A garment that is wanted in another colour or pattern, as one of its own."""

    garment: Garment
    dye: Dye | None
    pattern: Pattern | None
    wardrobe: Wardrobe


def keep_recoloured(
    request: RecolouredRequest, cancel: CancelToken, progress: Progress
) -> LoadedGarments:
    """Keep a garment in another colour or pattern for good."""
    progress(Stage.CUT_OUT, 0.0)
    garment, dye, pattern = request.garment, request.dye, request.pattern
    added = ("" if dye is None else dye.hex, "" if pattern is None else pattern.picture.name)
    coloured = replace(
        garment.without_outline,  # it belongs to the picture in the first colour
        rgba=recoloured(garment.rgba, dye, pattern),
        name=" ".join(filter(None, (garment.name, *added))),
        file=None,
        warning=None,
        notes=(),
    )
    cancel.check()
    return keep_garments(KeepRequest((coloured,), request.wardrobe), cancel, progress)


class Taker:
    """Asks for the clothes of a photo, and keeps those that were chosen or recoloured.

    Args:
        jobs: runs both.
        parser: finds the people.
        wardrobe: where clothes are kept.
        kept: called with what was kept.
    """

    def __init__(
        self,
        jobs: Jobs,
        *,
        parser: ParserSource,
        wardrobe: Wardrobe,
        kept: Callable[[LoadedGarments], None],
    ) -> None:
        self._jobs, self._parser, self._wardrobe, self._kept = jobs, parser, wardrobe, kept

    def take(
        self, photo: PictureSource, choice: ParserChoice, *, taken: Callable[[TakenGarments], None]
    ) -> None:
        """Find what can be taken from a photo; ``taken`` is called with it."""
        request = TakeRequest(photo, self._parser, choice)
        self._jobs.submit(JobKind.TAKE_GARMENTS, take_garments, request, done=taken)

    def keep(self, garments: Sequence[Garment]) -> None:
        """Put garments into the wardrobe; ``kept`` is called with them."""
        if garments:
            request = KeepRequest(tuple(garments), self._wardrobe)
            self._jobs.submit(
                JobKind.ADD_GARMENT, keep_garments, request, subject=request, done=self._kept
            )

    def keep_recoloured(self, garment: Garment, dye: Dye | None, pattern: Pattern | None) -> None:
        """Put a garment in other colours into the wardrobe; ``kept`` is called with it."""
        request = RecolouredRequest(garment, dye, pattern, self._wardrobe)
        self._jobs.submit(
            JobKind.ADD_GARMENT, keep_recoloured, request, subject=request, done=self._kept
        )
