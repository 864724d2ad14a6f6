"""Keeps what is noted about garments, beside the window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from tryon.errors import TryOnError
from tryon.garments.details.details import Details
from tryon.garments.details.details_files import Change
from tryon.garments.wardrobe import WardrobeEntry
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class DetailsRequest:
    """Garments about which something is to be noted.

    Attributes:
        wardrobe: keeps it.
        changes: each garment, and what becomes of its details.
    """

    wardrobe: Wardrobe
    changes: tuple[tuple[WardrobeEntry, Change], ...]


@dataclass(frozen=True, eq=False)
class KeptDetails:
    """What became of a request.

    Attributes:
        before: the garments as they were shown.
        after: the same garments, as they are now.
        error: why the others are as they were; None if all are kept.
    """

    before: tuple[WardrobeEntry, ...]
    after: tuple[WardrobeEntry, ...]
    error: TryOnError | None = None


def keep_details(request: DetailsRequest, cancel: CancelToken, progress: Progress) -> KeptDetails:
    """Keep what is noted about garments, one after the other, until one cannot be kept."""
    before: list[WardrobeEntry] = []
    after: list[WardrobeEntry] = []
    for number, (entry, change) in enumerate(request.changes):
        progress(Stage.SAVE, number / len(request.changes))
        try:
            after.append(request.wardrobe.change_details(entry, change))
        except TryOnError as error:
            return KeptDetails(tuple(before), tuple(after), error)
        before.append(entry)
    return KeptDetails(tuple(before), tuple(after))


class DetailsKeeper(QObject):
    """Notes what the user says about garments, and takes it back.

    Args:
        jobs: runs what takes long.
        wardrobe: keeps it.
    """

    changed = Signal(object)
    """(tuple of WardrobeEntry) as they are now"""
    failed = Signal(object)
    """(TryOnError)"""

    def __init__(self, jobs: Jobs, wardrobe: Wardrobe, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._wardrobe = jobs, wardrobe

    def change(
        self,
        entries: Sequence[WardrobeEntry],
        change: Change,
        done: Callable[[KeptDetails], None] | None = None,
        *,
        is_by_user: bool = True,
    ) -> None:
        """Change what is noted about garments.

        Args:
            entries: which.
            change: returns their details as they are to be.
            done: called with what became of it, if all are kept.
            is_by_user: whether the user asked for it, and is told if it cannot be kept.
        """
        self._keep(tuple((entry, change) for entry in entries), done, is_by_user)

    def put_back(
        self, kept: KeptDetails, done: Callable[[KeptDetails], None] | None = None
    ) -> None:
        """Note what was noted before."""
        self._keep(tuple((entry, _always(entry.details)) for entry in kept.before), done)

    def _keep(
        self,
        changes: tuple[tuple[WardrobeEntry, Change], ...],
        done: Callable[[KeptDetails], None] | None,
        is_by_user: bool = True,
    ) -> None:
        if not changes:
            return
        request = DetailsRequest(self._wardrobe, changes)

        def tell(kept: KeptDetails) -> None:
            self.changed.emit(kept.after)
            if kept.error is not None:
                _LOG.warning("details are not kept: %s", kept.error)
                if is_by_user:
                    self.failed.emit(kept.error)
            elif done is not None:
                done(kept)

        self._jobs.submit(JobKind.KEEP_DETAILS, keep_details, request, subject=request, done=tell)


def _always(details: Details) -> Change:
    return lambda _: details
