"""The work itself: a garment is cut out, a photo is parsed, and the one is put on the other."""

from __future__ import annotations

import errno
import pickle
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tryon.batch.order import Order, Step
from tryon.batch.plan import BatchPlan, Item, People, PhotoWork
from tryon.batch.rows import Row
from tryon.batch.shelf import place_of
from tryon.errors import Cancelled, ExportError, MessageError, TryOnError, UsageError, WeightsError
from tryon.fitting.composite import compose, compose_origins
from tryon.fitting.fit import FitCache
from tryon.fitting.origin import OriginShares
from tryon.fitting.request import FitRequest, choose_person
from tryon.garments.garment import Garment
from tryon.garments.measure import MeasuredGarment, keep_measured, measure_garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.human_parse import HumanParse
from tryon.imaging import Photo, make_folder, read_photo, write_atomically, write_image
from tryon.messages import BatchProblem, Text
from tryon.parsing.parser_source import ParserSource, return_freed_memory
from tryon.progress import CancelToken
from tryon.shape.category import GarmentCategory

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""What the system says when no further file can be written."""

Began = Callable[[Item, int], None]
"""Called with the garment and the person whose result is made next."""


@dataclass(frozen=True, eq=False)
class _ParsedPhoto:
    """A photo that can be dressed.

    Attributes:
        photo: it.
        parse: its labels and people.
        numbers: of the people who are dressed.
        seconds: in which it was read and parsed.
    """

    photo: Photo
    parse: HumanParse
    numbers: tuple[int, ...]
    seconds: float


class Dresser:
    """Makes results, one photo at a time; garments that any of them has cut out are for all.

    Args:
        order: how, and where.
        shelf: the folder in which garments lie once they are cut out and measured.
    """

    def __init__(self, order: Order, shelf: Path) -> None:
        self._order, self._shelf = order, shelf
        self._library = GarmentLibrary(order.wardrobe)
        self._parsers, self._fits = ParserSource(), FitCache()

    def prepare(self, garment: Item) -> GarmentCategory:
        """Cut a garment out, measure it and lay it on the shelf; return what it is.

        Raises:
            TryOnError: if there is no garment in the picture, or it cannot be read.
        """
        loaded = self._library.load(garment.file)
        content = pickle.dumps((loaded, measure_garment(loaded)), protocol=5)
        write_atomically(self._place(garment), lambda file: file.write(content))
        return loaded.category

    def dress(self, work: PhotoWork, cancel: CancelToken, began: Began) -> Iterator[Step]:
        """Make the results of a photo; what fails is a row.

        Raises:
            WeightsError: if the parser cannot be loaded.
            ExportError: if there is no space on the disk.
            Cancelled: if ``cancel`` was set.
        """
        try:
            parsed = self._parsed(work.photo, cancel)
        except (TryOnError, MemoryError) as error:
            raise_if_hopeless(error)
            row = Row(work.photo.address, None, problem=problem_of(error))
            yield Step((row,), len(work.garments))
            return
        for number in parsed.numbers:
            for garment in work.garments:
                cancel.check()
                began(garment, number)
                is_last = number == parsed.numbers[-1]
                yield replace(
                    self._step(work.photo, parsed, number, garment, cancel), settled=int(is_last)
                )
        return_freed_memory()

    def _step(
        self, photo: Item, parsed: _ParsedPhoto, number: int, garment: Item, cancel: CancelToken
    ) -> Step:
        """Make one result, unless it is there."""
        row = Row(
            photo.address,
            garment.address,
            number,
            people=len(parsed.parse.people),
            photo_seconds=parsed.seconds,
        )
        file = BatchPlan((), (), self._order.people).result(photo, garment, number)
        if (self._order.out / file).exists():
            return Step((replace(row, file=file),))
        try:
            return Step((self._made(replace(row, file=file), parsed, garment, cancel),))
        except Cancelled:
            raise
        except Exception as error:  # a mistake of tryon's, too, ends no batch
            raise_if_hopeless(error)
            trace = "" if isinstance(error, MessageError | MemoryError) else traceback.format_exc()
            return Step((replace(row, problem=problem_of(error)),), trace=trace)

    def _made(self, row: Row, parsed: _ParsedPhoto, item: Item, cancel: CancelToken) -> Row:
        assert row.file is not None
        assert row.person is not None
        start = time.perf_counter()
        garment, photo = self._from_shelf(item), parsed.photo
        region = garment.category.region
        request = FitRequest(photo.pixels, parsed.parse, row.person, region, garment)
        fit = self._fits.fit(request, cancel=cancel)
        target = self._order.out / row.file
        make_folder(target.parent)
        write_image(
            target, compose(photo.pixels, [fit]), exif=photo.exif, metadata=self._order.metadata
        )
        shares = OriginShares.of(compose_origins(photo.size, [fit]))
        warning = () if garment.warning is None else (garment.warning,)
        of_photo = () if photo.note is None else (photo.note,)
        return replace(
            row,
            seconds=round(time.perf_counter() - start, 3),
            moved=round(shares.moved, 4),
            guessed=round(shares.guessed, 4),
            notes=tuple(map(str, (*of_photo, *warning, *garment.notes, *fit.notes))),
        )

    def _parsed(self, item: Item, cancel: CancelToken) -> _ParsedPhoto:
        start = time.perf_counter()
        photo = read_photo(item.file)
        parse = self._parsers.parse(self._order.choice, photo.pixels, cancel=cancel)
        largest = choose_person(parse, None, photo.name).number
        everybody = tuple(person.number for person in parse.people)
        numbers = (largest,) if self._order.people is People.LARGEST else everybody
        return _ParsedPhoto(photo, parse, numbers, round(time.perf_counter() - start, 3))

    def _from_shelf(self, item: Item) -> Garment:
        garment: Garment
        measured: MeasuredGarment
        garment, measured = pickle.loads(self._place(item).read_bytes())
        keep_measured(garment, measured)
        return garment

    def _place(self, garment: Item) -> Path:
        return place_of(self._shelf, garment.name)


def problem_of(error: BaseException) -> Text:
    """Return what to say of an error."""
    if isinstance(error, MessageError):
        return error.text
    if isinstance(error, MemoryError):
        return Text(BatchProblem.NO_MEMORY)
    return BatchProblem.UNFORESEEN.with_values(reason=f"{type(error).__name__}: {error}")


def raise_if_hopeless(error: Exception) -> None:
    """Raise an error again that every other photo would end in, too."""
    cause = error.__cause__
    is_full = isinstance(cause, OSError) and cause.errno in _NO_SPACE
    if isinstance(error, WeightsError | UsageError) or (isinstance(error, ExportError) and is_full):
        raise error
