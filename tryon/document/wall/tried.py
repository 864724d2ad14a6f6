"""A person who tries a garment: which look that is, and what its picture follows from."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from tryon.document.look import Look, WornGarment, excluded_by
from tryon.garments.entry import WardrobeEntry
from tryon.garments.garment import Garment
from tryon.human_parse import HumanParse


@dataclass(frozen=True)
class TriedKey:
    """All that the picture of a person in a garment follows from, but the photo.

    Attributes:
        parse: who is where.
        person: who tries it, from 1.
        file: the garment's picture.
        stamp: changes with that picture.
        others: what is worn with it, lowest first, or all that is worn if it is among that.
    """

    parse: HumanParse
    person: int
    file: Path
    stamp: str
    others: tuple[WornGarment, ...]

    @classmethod
    def of(cls, look: Look, person: int, entry: WardrobeEntry) -> TriedKey:
        """Return the key of a garment of the wardrobe on a person of a parsed look."""
        assert look.parse is not None
        others = look.worn
        if _worn_already(look, person, entry.file) is None:
            excluded = excluded_by(entry.category.region)
            others = tuple(w for w in others if w.person != person or w.region not in excluded)
        return cls(look.parse, person, entry.file, entry.thumbnail, others)


def with_tried(look: Look, person: int, garment: Garment) -> tuple[Look, WornGarment]:
    """Return a look with a garment on, and how it is worn there: as it is if it is on already."""
    worn = None if garment.file is None else _worn_already(look, person, garment.file)
    if worn is not None:
        return look, worn
    tried = WornGarment(person, garment)
    return look.with_worn(tried), tried


def _worn_already(look: Look, person: int, file: Path) -> WornGarment | None:
    found = (w for w in look.worn if w.person == person and w.garment.file == file)
    return next(found, None)


class HasBytes(Protocol):
    """What knows how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """Bytes of memory."""
        ...


Kept = TypeVar("Kept", bound=HasBytes)


class KeptPictures(Generic[Kept]):
    """Pictures of garments tried, those that were looked at last for longest.

    Args:
        most_bytes: how much memory they may take.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[TriedKey, Kept] = OrderedDict()

    def get(self, key: TriedKey) -> Kept | None:
        """Return a picture, which counts as looked at; None if it is not there."""
        picture = self._kept.get(key)
        if picture is not None:
            self._kept.move_to_end(key)
        return picture

    def __contains__(self, key: TriedKey) -> bool:
        """Return whether a picture is there."""
        return key in self._kept

    def put(self, key: TriedKey, picture: Kept) -> None:
        """Keep a picture; others go if there is too little room."""
        self._drop(key)
        self._kept[key] = picture
        self._bytes += picture.nbytes
        while self._bytes > self._most_bytes and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def forget(self, file: Path) -> None:
        """Drop the pictures of a garment."""
        for key in [key for key in self._kept if key.file == file]:
            self._drop(key)

    def clear(self) -> None:
        """Drop all pictures."""
        self._kept.clear()
        self._bytes = 0

    def _drop(self, key: TriedKey) -> None:
        old = self._kept.pop(key, None)
        self._bytes -= 0 if old is None else old.nbytes
