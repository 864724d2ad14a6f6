"""Which garments a list shows, and in which order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from tryon.garments.details.details import same_label
from tryon.garments.entry import WardrobeEntry
from tryon.labels import Region
from tryon.shape.category import GarmentCategory


class Order(Enum):
    """By what garments are sorted; the value is the name in the settings."""

    NEWEST = "newest"
    NAME = "name"
    KIND = "kind"
    WORN = "worn"


@dataclass(frozen=True)
class Query:
    """What is looked for.

    Attributes:
        text: words that must all be found; one with ``#`` before it begins a tag, without spaces.
        category: the kind, if it is chosen.
        is_mine: whether only the user's own are wanted.
        is_favourite: whether only favourites are wanted.
        collection: the name of the collection, if one is chosen.
        order: by what they are sorted.
        first: those that are worn on this region come first; None to prefer none.
    """

    text: str = ""
    category: GarmentCategory | None = None
    is_mine: bool = False
    is_favourite: bool = False
    collection: str | None = None
    order: Order = Order.NEWEST
    first: Region | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether some garments may be left out."""
        return bool(
            self.text.split()
            or self.category
            or self.is_mine
            or self.is_favourite
            or self.collection is not None
        )


Words = Callable[[WardrobeEntry], Sequence[str]]
"""Returns the texts of a garment that can be searched, in the user's language; its name first."""


def found(entries: Sequence[WardrobeEntry], query: Query, words: Words) -> list[int]:
    """Return the places of the garments that a query finds, in its order."""
    wanted = [folded(word) for word in query.text.split()]
    places = [
        place
        for place, entry in enumerate(entries)
        if _is_chosen(entry, query) and _has_words(entry, wanted, words)
    ]
    names = {}
    if query.order in (Order.NAME, Order.KIND):
        names = {place: name_key(words(entries[place])[0]) for place in places}
    kinds = list(GarmentCategory)

    def key(place: int) -> tuple[object, ...]:
        entry = entries[place]
        newest = (not entry.is_own, -entry.added_at, -place if entry.is_own else place)
        if query.order is Order.NAME:
            return (not entry.is_own, names[place], place)
        if query.order is Order.KIND:
            return (not entry.is_own, kinds.index(entry.category), names[place], place)
        if query.order is Order.WORN:
            return (-entry.details.worn_at, *newest)
        return newest

    places.sort(key=key)
    if query.first is not None:
        places.sort(key=lambda place: entries[place].category.region is not query.first)
    return places


def folded(text: str) -> str:
    """Return a text as it is compared: without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def name_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return what names are sorted by: numbers in them by their value, letters without case."""
    runs: list[tuple[int, int, str]] = []
    digits = letters = ""
    for letter in [*folded(name), ""]:
        if letter.isdecimal() and len(digits) < 18:
            digits += letter
            if letters:
                runs.append((1, 0, letters))
                letters = ""
            continue
        if digits:
            runs.append((0, int(digits), ""))
            digits = ""
        letters += letter
    return (*runs, (1, 0, letters)) if letters else tuple(runs)


def _is_chosen(entry: WardrobeEntry, query: Query) -> bool:
    if query.is_mine and not entry.is_own:
        return False
    if query.is_favourite and not entry.details.is_favourite:
        return False
    if query.category is not None and entry.category is not query.category:
        return False
    wanted = query.collection
    return wanted is None or any(same_label(wanted, each) for each in entry.details.collections)


def _has_words(entry: WardrobeEntry, wanted: Sequence[str], words: Words) -> bool:
    if not wanted:
        return True
    text = folded("\n".join(words(entry)))
    tags = [folded(tag).replace(" ", "") for tag in entry.details.tags]
    return all(
        any(tag.startswith(word[1:]) for tag in tags)
        if word.startswith("#") and len(word) > 1
        else word in text
        for word in wanted
    )
