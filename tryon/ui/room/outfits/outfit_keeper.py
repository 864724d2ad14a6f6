"""Keeps outfits, and reads those that are kept, in jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from tryon.document.outfits.outfit import Outfit, Piece
from tryon.document.outfits.outfit_store import OutfitEntry, OutfitStore
from tryon.document.sketch import portrait_box
from tryon.garments.thumbnails import thumbnail_png
from tryon.messages import OutfitNote, Text
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class KeepRequest:
    """An outfit to keep, and who wears it where."""

    store: OutfitStore
    outfit: Outfit
    state: TryOnState
    person: int


def keep_outfit(request: KeepRequest, cancel: CancelToken, progress: Progress) -> OutfitEntry:
    """Write an outfit with a small picture of who wears it.

    Raises:
        ExportError: if it cannot be written.
    """
    assert request.state.parse is not None
    box = portrait_box(request.state.parse, request.person)
    seen = request.state.composite()[box.slices]
    opaque = np.full((*seen.shape[:2], 1), 255, np.uint8)
    picture = thumbnail_png(np.concatenate([seen, opaque], axis=2))
    return request.store.keep(request.outfit, picture)


@dataclass(frozen=True, eq=False)
class ReadRequest:
    """An outfit that somebody is to wear.

    Attributes:
        store: has it.
        entry: which one.
        files: the wardrobe's garments by the names of their files.
        wardrobe: loads them.
    """

    store: OutfitStore
    entry: OutfitEntry
    files: Mapping[str, Path]
    wardrobe: Wardrobe


@dataclass(frozen=True, eq=False)
class ReadOutfit:
    """An outfit, and what is to be known of it."""

    outfit: Outfit
    notes: tuple[Text, ...]


def read_for_wearing(request: ReadRequest, cancel: CancelToken, progress: Progress) -> ReadOutfit:
    """Read an outfit; garments that the wardrobe has are as they are there now.

    Raises:
        OutfitError: if it cannot be read.
    """
    kept = request.store.load(request.entry)
    pieces, notes = list[Piece](), list(kept.notes)
    for piece, name in zip(kept.outfit.pieces, kept.files, strict=True):
        cancel.check()
        file = request.files.get(name)
        if file is not None:
            piece = replace(piece, garment=request.wardrobe.load(file))
        elif name:
            notes.append(OutfitNote.OWN_COPY.with_values(garment=piece.garment.name))
        pieces.append(piece)
    return ReadOutfit(replace(kept.outfit, pieces=tuple(pieces)), tuple(notes))


def list_outfits(
    store: OutfitStore, cancel: CancelToken, progress: Progress
) -> tuple[OutfitEntry, ...]:
    """List all outfits; those that were deleted long ago are deleted for good."""
    store.clear_removed()
    return store.entries()


@dataclass(frozen=True, eq=False)
class ChangeRequest:
    """Something to do to the outfits that are kept."""

    change: Callable[[OutfitStore], object]
    store: OutfitStore


def change_outfits(
    request: ChangeRequest, cancel: CancelToken, progress: Progress
) -> tuple[OutfitEntry, ...]:
    """Change what is kept; return what is there then.

    Raises:
        OutfitError: if an outfit cannot be read or moved.
        ExportError: if it cannot be written.
    """
    request.change(request.store)
    return request.store.entries()


class OutfitKeeper(QObject):
    """Knows which outfits are kept.

    Args:
        jobs: runs what takes long.
        store: where they are.
        wardrobe: has the garments.
    """

    listed = Signal(object)
    """(tuple of OutfitEntry)"""

    def __init__(self, jobs: Jobs, store: OutfitStore, wardrobe: Wardrobe, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._store, self._wardrobe = jobs, store, wardrobe

    def list_all(self) -> None:
        """List what is kept; `listed` tells."""
        self._jobs.submit(JobKind.LIST_OUTFITS, list_outfits, self._store, done=self.listed.emit)

    def keep(
        self, outfit: Outfit, state: TryOnState, person: int, done: Callable[[OutfitEntry], None]
    ) -> None:
        """Keep what somebody wears in a state; ``done`` is called with it."""

        def on_kept(entry: OutfitEntry) -> None:
            done(entry)
            self.list_all()

        request = KeepRequest(self._store, outfit, state, person)
        self._jobs.submit(JobKind.KEEP_OUTFIT, keep_outfit, request, subject=request, done=on_kept)

    def read(
        self, entry: OutfitEntry, files: Mapping[str, Path], done: Callable[[ReadOutfit], None]
    ) -> None:
        """Read an outfit to be worn; ``done`` is called with it."""
        request = ReadRequest(self._store, entry, files, self._wardrobe)
        self._jobs.submit(JobKind.LOAD_OUTFIT, read_for_wearing, request, done=done)

    def rename(self, entry: OutfitEntry, name: str) -> None:
        """Call an outfit something else."""
        self._change(lambda store: store.rename(entry, name))

    def remove(self, entry: OutfitEntry, done: Callable[[], None]) -> None:
        """Delete an outfit; ``done`` is called when it is gone."""
        self._change(lambda store: store.remove(entry), done)

    def restore(self, entry: OutfitEntry) -> None:
        """Bring a deleted outfit back."""
        self._change(lambda store: store.restore(entry))

    def _change(
        self, change: Callable[[OutfitStore], object], done: Callable[[], None] | None = None
    ) -> None:
        def on_changed(entries: tuple[OutfitEntry, ...]) -> None:
            if done is not None:
                done()
            self.listed.emit(entries)

        request = ChangeRequest(change, self._store)
        self._jobs.submit(
            JobKind.KEEP_OUTFIT, change_outfits, request, subject=request, done=on_changed
        )
