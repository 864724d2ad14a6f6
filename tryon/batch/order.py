"""What every worker of a batch is told, and what it tells in return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tryon.batch.plan import Item, People, PhotoWork
from tryon.batch.rows import Row
from tryon.imaging import Metadata
from tryon.parsing.choice import ParserChoice
from tryon.progress import CancelToken


@dataclass(frozen=True)
class Order:
    """How results are to be made, and where.

    Attributes:
        out: the folder of all results.
        wardrobe: the folder of the user's garments, where corrections of samples are, too.
        people: who of a photo is dressed.
        choice: the parser that reads photos.
        metadata: what a result keeps of its photo's EXIF.
    """

    out: Path
    wardrobe: Path
    people: People
    choice: ParserChoice
    metadata: Metadata = Metadata.WITHOUT_PLACE


@dataclass(frozen=True)
class Step:
    """Something that is over.

    Attributes:
        rows: what became of it.
        settled: how many photos in garments that settles.
        trace: where an unforeseen error came from, for the log.
    """

    rows: tuple[Row, ...]
    settled: int = 0
    trace: str = ""


class Executor(Protocol):
    """A way of getting work done: the processes of `tryon.batch.pool`, or other machines."""

    def steps(self, order: Order, work: Sequence[PhotoWork], cancel: CancelToken) -> Iterator[Step]:
        """Do the work; return what is over as soon as it is.

        Every garment is cut out once, and every photo parsed once for all its garments. What fails
        is a row, and ends nothing.

        Raises:
            TryOnError: if nothing can be done, for want of a parser or of space on the disk.
            Cancelled: once ``cancel`` is set and nobody works any more.
        """
        ...


def garments_of(work: Sequence[PhotoWork]) -> tuple[Item, ...]:
    """Return every garment that work needs, once."""
    return tuple(dict.fromkeys(garment for each in work for garment in each.garments))
