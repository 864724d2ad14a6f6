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
MOST_GARMENTS = 32
"""In a share: what a machine takes with it when it dies, and how often a photo is parsed anew."""
_SUFFIX = ".png"


class People(Enum):
    """Who of a photo is dressed; the value is the name on the command line."""

    LARGEST = "largest"
    ALL = "all"


@dataclass(frozen=True)
class Item:
    """A photo or a garment of a batch.

    Attributes:
        file: its picture; of one that a URL names, only its place there.
        name: what its results are called by.
        url: where it is, if it is in no folder of this computer.
    """

    file: Path
    name: str
    url: str | None = None

    @property
    def address(self) -> str:
        """What a report calls it."""
        return self.url or str(self.file)


@dataclass(frozen=True)
class PhotoWork:
    """One photo, and the garments in which it is still to be seen."""

    photo: Item
    garments: tuple[Item, ...]


@dataclass(frozen=True)
class BatchPlan:
    """Every photo in every garment, or in those that are chosen for it.

    Attributes:
        photos: what their results are called by is the name of a folder.
        garments: what their results are called by is the name of a file in it.
        people: who is dressed.
        chosen: which garments each photo comes in; None for all of them.
    """

    photos: tuple[Item, ...]
    garments: tuple[Item, ...]
    people: People = People.LARGEST
    chosen: tuple[PhotoWork, ...] | None = None

    @classmethod
    def of(
        cls,
        photos: Sequence[Path],
        garments: Sequence[Path],
        people: People = People.LARGEST,
        *,
        titles: Sequence[str | None] | None = None,
        urls: Mapping[Path, str] | None = None,
        pairs: Collection[tuple[Path, Path]] | None = None,
    ) -> BatchPlan:
        """Plan the results of these files; one that is named twice counts once.

        Args:
            photos: photos of people.
            garments: pictures of garments.
            people: who is dressed.
            titles: what to call each garment's results; None for its file's stem.
            urls: of files that are not on this computer.
            pairs: which photo comes in which garment; None for all in all.
        """
        called = dict(zip(garments, titles or [None] * len(garments), strict=True))
        reserved = (REPORT_JSON, REPORT_CSV, JOURNAL, LOCK)
        photo_files, garment_files = _different(photos), _different(garments)
        plan = cls(
            _items(photo_files, [None] * len(photo_files), reserved, urls or {}),
            _items(garment_files, [called[file] for file in garment_files], (), urls or {}),
            people,
        )
        return plan if pairs is None else replace(plan, chosen=_chosen(plan, pairs))

    @property
    def work(self) -> tuple[PhotoWork, ...]:
        """All that there is to be, photo by photo."""
        if self.chosen is not None:
            return self.chosen
        return tuple(PhotoWork(photo, self.garments) for photo in self.photos)

    @property
    def pairs(self) -> int:
        """How many photos in garments that is."""
        return sum(len(each.garments) for each in self.work)

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
    for each in plan.work:
        photo = each.photo
        missing = tuple(g for g in each.garments if not _is_there(plan, photo, g, there, known))
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
    for each in plan.work:
        photo = each.photo
        for garment in each.garments:
            file = plan.result(photo, garment, 1)
            people = known[file].people if file in known else None
            numbers = range(1, 2 if plan.people is People.LARGEST else 1 + (people or 0))
            for file in (plan.result(photo, garment, number) for number in numbers):
                if file in there:
                    row = known.get(file, Row(None, None, file=file))
                    rows.append(replace(row, photo=photo.address, garment=garment.address))
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


def in_shares(work: Sequence[PhotoWork]) -> tuple[PhotoWork, ...]:
    """Divide photos that come in more than `MOST_GARMENTS`."""
    return tuple(
        replace(each, garments=each.garments[first : first + MOST_GARMENTS])
        for each in work
        for first in range(0, len(each.garments), MOST_GARMENTS)
    )


def in_order(plan: BatchPlan, rows: Collection[Row]) -> tuple[Row, ...]:
    """Return rows as the plan has photos, garments and people; what concerns all of them first."""
    photos, garments = (
        {item.address: place for place, item in enumerate(items, start=1)}
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
    files: Sequence[Path],
    titles: Sequence[str | None],
    reserved: Collection[str],
    urls: Mapping[Path, str],
) -> tuple[Item, ...]:
    names = distinct_names(files, titles, reserved)
    return tuple(Item(file, name, urls.get(file)) for file, name in zip(files, names, strict=True))


def _chosen(plan: BatchPlan, pairs: Collection[tuple[Path, Path]]) -> tuple[PhotoWork, ...]:
    """Return which garments each photo comes in, in the order of the plan."""
    real = {file: resolved(file) for file in {file for pair in pairs for file in pair}}
    worn: dict[Path, set[Path]] = {}
    for photo, garment in pairs:
        worn.setdefault(real[photo], set()).add(real[garment])
    order = {resolved(item.file): place for place, item in enumerate(plan.garments)}
    work = []
    for item in plan.photos:
        places = sorted(order[file] for file in worn.get(resolved(item.file), ()))
        work.append(PhotoWork(item, tuple(plan.garments[place] for place in places)))
    return tuple(work)
