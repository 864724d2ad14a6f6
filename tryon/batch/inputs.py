"""What goes into a batch: pictures, folders, URLs, and tables that name them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

from tryon.batch.cluster.store import find_pictures, is_url, read_url
from tryon.batch.plan import BatchPlan, People
from tryon.errors import ImageReadError, UsageError, reason_of
from tryon.garments.loading import find_garments
from tryon.imaging import find_photos
from tryon.messages import ImageProblem, UsageProblem

TABLE_SUFFIXES = ".csv", ".parquet"
_PHOTO, _GARMENT = "photo", "garment"
"""Columns of a table; without the second its photos come in the garments named beside it."""


def plan_of_inputs(photos: Sequence[str], garments: Sequence[str], people: People) -> BatchPlan:
    """Plan the results of what was named.

    Args:
        photos: pictures, folders of them, and tables of them in CSV or Parquet, by path or URL.
        garments: pictures and folders of them, by path or URL; for photos whose table names none.
        people: who is dressed.

    Raises:
        TryOnError: if a folder holds no pictures, a table cannot be read, or garments are missing.
    """
    urls: dict[Path, str] = {}
    wearers: dict[Path, None] = {}
    pairs: dict[tuple[Path, Path], None] = {}
    for name in photos:
        if _suffix(name) not in TABLE_SUFFIXES:
            wearers |= dict.fromkeys(_found(name, find_photos, urls))
            continue
        for photo, garment in _read_table(name):
            file = _place(photo, urls)
            if garment is None:
                wearers[file] = None
            else:
                pairs[file, _place(garment, urls)] = None
    named = dict.fromkeys(file for name in garments for file in _found(name, find_garments, urls))
    if wearers and not named:
        raise UsageError(UsageProblem.NO_GARMENTS)
    all_photos = [*dict.fromkeys((*wearers, *(photo for photo, _ in pairs)))]
    all_garments = [*dict.fromkeys((*named, *(garment for _, garment in pairs)))]
    if pairs:
        pairs |= dict.fromkeys((photo, garment) for photo in wearers for garment in named)
    return BatchPlan.of(all_photos, all_garments, people, urls=urls, pairs=pairs or None)


def _found(
    name: str, find: Callable[[Sequence[Path]], tuple[Path, ...]], urls: dict[Path, str]
) -> tuple[Path, ...]:
    if is_url(name):
        return tuple(_place(url, urls) for url in find_pictures(name))
    return find([Path(name)])


def _place(address: str, urls: dict[Path, str]) -> Path:
    """Return what stands for an address in a plan, and note which of them are URLs."""
    if not is_url(address):
        return Path(address)
    place = Path("/", *address.split("://", 1))
    urls[place] = address
    return place


def _read_table(name: str) -> Iterator[tuple[str, str | None]]:
    """Return the addresses of a photo and of a garment in each line of a table.

    Raises:
        UsageError: if it is no such table, or Parquet cannot be read here.
        ImageReadError: if it cannot be read.
    """
    content = read_url(name) if is_url(name) else _content(Path(name))
    read = _csv_lines if _suffix(name) == ".csv" else _parquet_lines
    try:
        lines = read(content, name)
    except (ValueError, csv.Error) as error:
        raise ImageReadError(ImageProblem.UNREADABLE, path=name, reason=str(error)) from error
    for line in lines:
        photo, garment = line.get(_PHOTO), line.get(_GARMENT)
        if not photo:
            raise UsageError(UsageProblem.NO_TABLE, path=name, column=_PHOTO)
        yield _beside(name, photo), _beside(name, garment) if garment else None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ImageReadError(ImageProblem.UNREADABLE, path=path, reason=reason_of(error)) from error


def _csv_lines(content: bytes, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _parquet_lines(content: bytes, name: str) -> list[dict[str, str]]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(UsageProblem.NEEDS_RAY, what=name, reason=str(error)) from error
    table = parquet.read_table(io.BytesIO(content))
    wanted = [column for column in table.column_names if column in (_PHOTO, _GARMENT)]
    lines: list[dict[str, str]] = table.select(wanted).to_pylist()
    return lines


def _beside(table: str, address: str) -> str:
    """Return an address in a table seen from here: a relative one starts where the table is."""
    if is_url(address) or PurePath(address).is_absolute():
        return address
    if is_url(table):
        return f"{table.rpartition('/')[0]}/{address}"
    return str(Path(table).parent / address)


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
