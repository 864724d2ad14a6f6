"""Adds one picture to the wardrobe, or says what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from tryon.errors import GarmentError, TryOnError
from tryon.garments.adding.outcome import (
    Added,
    Duplicate,
    Failed,
    Outcome,
    Piece,
    Refused,
    Several,
    Unsure,
)
from tryon.garments.adding.source import AddedPicture
from tryon.garments.garment import Garment
from tryon.garments.loading import as_corrected_beside
from tryon.garments.reader.reading import SURE, Reading
from tryon.garments.see import (
    SeenGarment,
    SeenOther,
    SeenSeveral,
    notes_of,
    read_picture,
    see_garment,
    see_picture,
)
from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import RgbaImage
from tryon.progress import CancelToken
from tryon.shape.category import GarmentCategory


class Shelf(Protocol):
    """Where garments are kept, as `tryon.garments.wardrobe.GarmentLibrary` does."""

    def find(self, picture_key: str) -> WardrobeEntry | None:
        """Return the garment that was cut out of a picture; None if none is kept."""
        ...

    def keep(
        self, garment: Garment, *, original: Path | bytes | None = None, picture_key: str = ""
    ) -> Path:
        """Keep a garment and the picture that it was cut out of; return its cut-out there.

        Raises:
            ExportError: if it cannot be written.
        """
        ...

    def entry_of(self, garment: Garment) -> WardrobeEntry:
        """Return how a kept garment is shown."""
        ...


def add_picture(
    picture: AddedPicture,
    shelf: Shelf,
    category: GarmentCategory | None = None,
    *,
    cancel: CancelToken | None = None,
) -> Outcome:
    """Cut the garment out of a picture and keep it.

    Args:
        picture: what was read.
        shelf: where the garment is kept, unless it is there already.
        category: what the user says that it is; nothing is asked or refused then.
        cancel: nothing is kept once it is set.

    Raises:
        Cancelled: if it was cancelled.
    """
    cancel = cancel or CancelToken()
    try:
        known = shelf.find(picture.key)
        if known is not None:
            return Duplicate(known)
        seen = see_picture(picture.rgba) if category is None else None
        cancel.check()
        if isinstance(seen, SeenSeveral):
            return Several(tuple(map(_piece, seen.pieces)))
        if isinstance(seen, SeenOther):
            if seen.reading.kind.category is not None:
                return Failed(GarmentError.of(seen.problem))
            return Refused(seen.reading.kind, likely_categories(seen.reading))
        if isinstance(seen, SeenGarment) and seen.reading.confidence < SURE:
            first, second, *_ = likely_categories(seen.reading)
            return Unsure((first, second))
        seen = seen or see_garment(picture.rgba, category)
        return _keep(seen, picture, shelf, category, cancel)
    except TryOnError as error:
        return Failed(error)


def likely_categories(reading: Reading) -> tuple[GarmentCategory, ...]:
    """Return every category, what it would most likely be worn as first."""
    shares = dict.fromkeys(GarmentCategory, 0.0)
    for kind, share in reading.shares.items():
        if kind.category is not None:
            shares[kind.category] += share
    return tuple(sorted(shares, key=shares.__getitem__, reverse=True))


def _piece(rgba: RgbaImage) -> Piece:
    reading = read_picture(rgba)
    return Piece(rgba, reading.kind, reading.category)


def _keep(
    seen: SeenGarment,
    picture: AddedPicture,
    shelf: Shelf,
    category: GarmentCategory | None,
    cancel: CancelToken,
) -> Added:
    source = picture.source
    garment = Garment(seen.rgba, seen.category, source.title, file=source.path)
    garment = as_corrected_beside(garment, category)
    cancel.check()
    as_found = replace(garment, rgba=seen.rgba)  # an outline is drawn on it again when it is loaded
    file = shelf.keep(as_found, original=source.original, picture_key=picture.key)
    notes = () if category is not None else notes_of(seen)
    return Added(shelf.entry_of(replace(garment, file=file)), notes)
