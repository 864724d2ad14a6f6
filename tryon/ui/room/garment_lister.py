"""Lists the wardrobe, some garments after the others, and loads one that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import Text
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import (
    GarmentRequest,
    ListRequest,
    LoadedGarments,
    Wardrobe,
    list_garments,
    load_garment,
)


class GarmentLister:
    """Jobs that read the wardrobe.

    Args:
        jobs: runs them.
        wardrobe: what is read.
        loaded: called with what was listed.
    """

    def __init__(
        self, jobs: Jobs, *, wardrobe: Wardrobe, loaded: Callable[[LoadedGarments], None]
    ) -> None:
        self._jobs, self._wardrobe, self._loaded = jobs, wardrobe, loaded
        self._listing: ListRequest | None = None
        self._missing: tuple[Text, ...] = ()

    def list_all(self) -> None:
        """List what the garment panel shows."""
        self._missing = ()
        self._listing = ListRequest(self._wardrobe.entries())
        self._list_more()

    def load(self, entry: WardrobeEntry, done: Callable[[Garment], None]) -> None:
        """Load the garment of an entry; ``done`` is called with it."""
        request = GarmentRequest(self._wardrobe, entry.file)
        self._jobs.submit(JobKind.LOAD_GARMENT, load_garment, request, done=done)

    def _list_more(self) -> None:
        if self._listing is not None:
            self._jobs.submit(
                JobKind.LIST_GARMENTS, list_garments, self._listing, done=self._on_listed
            )

    def _on_listed(self, loaded: LoadedGarments) -> None:
        """Tell of the next garments; what is missing is told at the end, all together."""
        self._missing += loaded.missing
        self._loaded(replace(loaded, missing=self._missing if loaded.is_last else ()))
        if not loaded.is_last:
            self._list_more()
