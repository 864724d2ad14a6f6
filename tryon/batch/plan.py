"""What a batch is to make: every photo in every garment, and which of that is missing. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from tryon.batch.rows import Row
from tryon.paths import distinct_names, resolved

REPORT_JSON, REPORT_CSV, JOURNAL, LOCK = (
    "report.json",
    "report.csv",
    "report.jsonl",
    ".tryon-batch.lock",
)
"""What lies beside the photos' folders."""
_SUFFIX = ".png"


class People(Enum):
    """Who of a photo is dressed; the value is the name on the command line."""

    LARGEST = "largest"
    ALL = "all"


@dataclass(frozen=True)
class Item:
    """A photo or a garment of a batch.

    Attributes:
        file: its picture.
        name: what its results are called by.
    """

    file: Path
    name: str


@dataclass(frozen=True)
class PhotoWork:
    """One photo, and the garments in which it is still to be seen."""

    photo: Item
    garments: tuple[Item, ...]


@dataclass(frozen=True)
class BatchPlan:
    """Every photo in every garment.

    Attributes:
        photos: what their results are called by is the name of a folder.
        garments: what their results are called by is the name of a file in it.
        people: who is dressed.
    """

    photos: tuple[Item, ...]
    garments: tuple[Item, ...]
    people: People = People.LARGEST

    @classmethod
    def of(
        cls,
        photos: Sequence[Path],
        garments: Sequence[Path],
        people: People = People.LARGEST,
        *,
        titles: Sequence[str | None] | None = None,
    ) -> BatchPlan:
        """Plan the results of these files; one that is named twice counts once.

        Args:
            photos: photos of people.
            garments: pictures of garments.
            people: who is dressed.
            titles: what to call each garment's results; None for its file's stem.
        """
        called = dict(zip(garments, titles or [None] * len(garments), strict=True))
        reserved = (REPORT_JSON, REPORT_CSV, JOURNAL, LOCK)
        photo_files, garment_files = _different(photos), _different(garments)
        return cls(
            _items(photo_files, [None] * len(photo_files), reserved),
            _items(garment_files, [called[file] for file in garment_files], ()),
            people,
        )

    @property
    def pairs(self) -> int:
        """How many photos in garments that is."""
        return len(self.photos) * len(self.garments)

    def result(self, photo: Item, garment: Item, person: int) -> str:
        """Return the file of a result, seen from the folder of all of them."""
        of_person = "" if self.people is People.LARGEST else f"-person-{person}"
        return f"{photo.name}/{garment.name}{of_person}{_SUFFIX}"


def missing_work(
    plan: BatchPlan, there: Collection[str], known: Mapping[str, Row]
) -> tuple[PhotoWork, ...]:
    """Return what is to be made, photo by photo.

    Args:
        plan: all that there is to be.
        there: results that are there already, see `BatchPlan.result`.
        known: what an earlier run said of them: of several people, only that says how many.
    """
    work = []
    for photo in plan.photos:
        missing = tuple(g for g in plan.garments if not _is_there(plan, photo, g, there, known))
        if missing:
            work.append(PhotoWork(photo, missing))
    return tuple(work)


def known_results(
    plan: BatchPlan, there: Collection[str], known: Mapping[str, Row]
) -> tuple[Row, ...]:
    """Return a row for each result that is there already and that need not be looked for.

    Args:
        plan: all that there is to be.
        there: results that are there, see `BatchPlan.result`.
        known: what an earlier run said of them, perhaps by other paths to the same files.
    """
    rows = []
    for photo in plan.photos:
        for garment in plan.garments:
            file = plan.result(photo, garment, 1)
            people = known[file].people if file in known else None
            numbers = range(1, 2 if plan.people is People.LARGEST else 1 + (people or 0))
            for file in (plan.result(photo, garment, number) for number in numbers):
                if file in there:
                    row = known.get(file, Row(None, None, file=file))
                    rows.append(replace(row, photo=str(photo.file), garment=str(garment.file)))
    return tuple(rows)


def shared_out(work: Sequence[PhotoWork], jobs: int) -> tuple[PhotoWork, ...]:
    """Divide the last photos, which would leave some of so many workers without work.

    A photo that is divided is parsed by each worker that has a part of it.
    """
    whole = len(work) - len(work) % jobs
    parts = list(work[:whole])
    for each in work[whole:]:
        count = min(jobs, len(each.garments))
        parts += [replace(each, garments=each.garments[part::count]) for part in range(count)]
    return tuple(parts)


def in_order(plan: BatchPlan, rows: Collection[Row]) -> tuple[Row, ...]:
    """Return rows as the plan has photos, garments and people; what concerns all of them first."""
    photos, garments = (
        {str(item.file): place for place, item in enumerate(items, start=1)}
        for items in (plan.photos, plan.garments)
    )
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                photos.get(row.photo or "", 0),
                garments.get(row.garment or "", 0),
                row.person or 0,
            ),
        )
    )


def _is_there(
    plan: BatchPlan, photo: Item, garment: Item, there: Collection[str], known: Mapping[str, Row]
) -> bool:
    first = plan.result(photo, garment, 1)
    if plan.people is People.LARGEST:
        return first in there
    row = known.get(first)
    if row is None or not row.people:
        return False
    return all(plan.result(photo, garment, n) in there for n in range(1, row.people + 1))


def _different(files: Sequence[Path]) -> list[Path]:
    """Return files without those that are there before, perhaps by another path."""
    return list({resolved(file): file for file in reversed(files)}.values())[::-1]


def _items(
    files: Sequence[Path], titles: Sequence[str | None], reserved: Collection[str]
) -> tuple[Item, ...]:
    names = distinct_names(files, titles, reserved)
    return tuple(Item(file, name) for file, name in zip(files, names, strict=True))
