"""Finds a garment that came with a look in the wardrobe, or puts it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tryon.document.kept.garments import garment_digest
from tryon.errors import TryOnError
from tryon.garments.garment import Garment
from tryon.garments.thumbnails import thumbnail_png
from tryon.garments.wardrobe import WardrobeEntry
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class ShelveRequest:
    """A garment that is in memory only."""

    garment: Garment
    wardrobe: Wardrobe


@dataclass(frozen=True, eq=False)
class ShelvedGarment:
    """The garment as it is in the wardrobe.

    Attributes:
        garment: with its file.
        entry: how it is shown.
        is_new: whether it was not there before.
    """

    garment: Garment
    entry: WardrobeEntry
    is_new: bool


def shelve(request: ShelveRequest, cancel: CancelToken, progress: Progress) -> ShelvedGarment:
    """Find a garment by its content, whatever it is called by now, else keep it."""
    progress(Stage.CUT_OUT, 0.0)
    garment, wardrobe = request.garment, request.wardrobe
    wanted = _content(garment)
    for entry in _likely(garment, wardrobe):
        cancel.check()
        try:
            found = wardrobe.load(entry.file)
        except TryOnError:
            continue  # it is damaged, and not the one
        if _content(found) == wanted:
            return ShelvedGarment(found, entry, is_new=False)
    kept = garment.without_outline  # a look does not hold the picture that it belongs to
    kept = replace(kept, file=wardrobe.keep(kept))
    return ShelvedGarment(kept, wardrobe.entry_of(kept), is_new=True)


def _likely(garment: Garment, wardrobe: Wardrobe) -> Iterator[WardrobeEntry]:
    """Return the entries that look the same, those of the same name first."""
    thumbnail = thumbnail_png(garment.rgba)
    entries = [entry for entry in wardrobe.entries() if isinstance(entry, WardrobeEntry)]
    yield from (entry for entry in entries if entry.name == garment.name)
    for entry in entries:
        if entry.name != garment.name and wardrobe.find_thumbnail(entry) == thumbnail:
            yield entry


def _content(garment: Garment) -> str:
    return garment_digest(replace(garment, name=""))
