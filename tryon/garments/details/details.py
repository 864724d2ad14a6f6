"""What the user notes about one garment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from tryon.garments.sizes.size_table import SizeTable

LONGEST_LABEL = 60
"""Characters of a tag or of a collection's name; what is longer is cut off."""
MOST_LABELS = 100
"""Tags of a garment, and collections that it is in."""
LONGEST_LINE = 500
"""Characters of a shop, a price or a size; what is longer is cut off."""
LONGEST_LINK = 2000
LONGEST_TEXT = 20_000
"""Characters of the free text."""


@dataclass(frozen=True)
class Notes:
    """What is written down about a garment, in the user's words.

    Attributes:
        shop: where it is from.
        price: what it costs, with its currency.
        size: which one it is.
        link: its page.
        text: whatever else.
    """

    shop: str = ""
    price: str = ""
    size: str = ""
    link: str = ""
    text: str = ""

    def cleaned(self) -> Notes:
        """Return the notes with lines that are lines, and nothing longer than it may be."""
        return Notes(
            shop=_line(self.shop, LONGEST_LINE),
            price=_line(self.price, LONGEST_LINE),
            size=_line(self.size, LONGEST_LINE),
            link=_line(self.link, LONGEST_LINK),
            text=self.text.strip()[:LONGEST_TEXT],
        )

    def completed(self, other: Notes) -> Notes:
        """Return the notes with what they leave empty taken from others."""
        return Notes(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Details:
    """What is kept about a garment beside its picture.

    Attributes:
        is_favourite: whether it has a heart.
        tags: words that it is found by; each once, whatever their case.
        collections: names of the collections that it is in; each once.
        notes: what is written down about it.
        sizes: what it measures in each size; None if the user has not said it.
        worn_at: when it was last tried on, in seconds since 1970; 0 if never.
        changed_at: when any of this was last changed, in seconds since 1970.
    """

    is_favourite: bool = False
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    notes: Notes = Notes()
    sizes: SizeTable | None = None
    worn_at: int = 0
    changed_at: int = 0

    def with_favourite(self, is_favourite: bool) -> Details:
        """Return the details with or without a heart."""
        return replace(self, is_favourite=is_favourite)

    def with_tag(self, tag: str, is_there: bool = True) -> Details:
        """Return the details with a tag, or without it."""
        return replace(self, tags=with_label(self.tags, tag, is_there))

    def in_collection(self, name: str, is_there: bool = True) -> Details:
        """Return the details of the garment as one of a collection, or not of it."""
        return replace(self, collections=with_label(self.collections, name, is_there))

    def with_sizes(self, sizes: SizeTable | None) -> Details:
        """Return the details with another table of sizes, or without one."""
        return replace(self, sizes=sizes)

    def worn(self, at: int) -> Details:
        """Return the details after the garment was tried on."""
        return replace(self, worn_at=max(at, self.worn_at))

    def merged(self, other: Details) -> Details:
        """Return what two computers wrote about one garment at the same time.

        Nothing is lost: tags and collections of both, the heart of either, and of the notes those
        that were written last, with what they leave empty from the others.
        """
        newer, older = (self, other) if self.changed_at >= other.changed_at else (other, self)
        return Details(
            is_favourite=self.is_favourite or other.is_favourite,
            tags=labels((*self.tags, *other.tags)),
            collections=labels((*self.collections, *other.collections)),
            notes=newer.notes.completed(older.notes),
            sizes=newer.sizes or older.sizes,
            worn_at=max(self.worn_at, other.worn_at),
            changed_at=newer.changed_at,
        )


def label(text: str) -> str:
    """Return a tag or a collection's name as it is kept; empty if nothing is left of it."""
    return _line(text.replace(",", " ").lstrip("# \t"), LONGEST_LABEL)


def labels(texts: Iterable[str]) -> tuple[str, ...]:
    """Return tags, or names of collections, as they are kept: each once, whatever its case."""
    kept: dict[str, str] = {}
    for text in map(label, texts):
        if text:
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())[:MOST_LABELS]


def with_label(texts: tuple[str, ...], text: str, is_there: bool) -> tuple[str, ...]:
    """Return labels with one more, or without it."""
    if is_there:
        return labels((*texts, text))
    return tuple(each for each in texts if not same_label(each, text))


def same_label(first: str, second: str) -> bool:
    """Return whether two texts are the same tag or collection."""
    return label(first).casefold() == label(second).casefold()


def known_labels(used: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return each label that some garments have once, in alphabetical order."""
    kept: dict[str, str] = {}
    for texts in used:
        for text in texts:
            kept.setdefault(text.casefold(), text)
    return tuple(kept[key] for key in sorted(kept))


def _line(text: str, longest: int) -> str:
    return " ".join(text.split())[:longest].strip()
