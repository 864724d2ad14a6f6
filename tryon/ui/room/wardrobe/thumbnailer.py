"""Makes small pictures of garments beside the window: first those that are looked at."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from tryon.errors import TryOnError
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import Text
from tryon.progress import CancelToken, Progress
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe

_BATCH_S = 0.1
"""After how many seconds those are shown that were made so far."""
_MODEST = (JobKind.MAKE_THUMBNAILS, JobKind.LIST_GARMENTS)
"""Jobs that nobody waits for."""


@dataclass(frozen=True, eq=False)
class ThumbnailRequest:
    """Garments whose small pictures are wanted."""

    wardrobe: Wardrobe
    entries: tuple[WardrobeEntry, ...]


@dataclass(frozen=True, eq=False)
class MadeThumbnails:
    """What became of a request.

    Attributes:
        made: garments whose small picture is there now.
        lost: garments that have no picture, and why.
        left: garments whose turn has not come.
    """

    made: tuple[WardrobeEntry, ...]
    lost: tuple[tuple[WardrobeEntry, Text], ...]
    left: tuple[WardrobeEntry, ...]


def make_thumbnails(
    request: ThumbnailRequest, cancel: CancelToken, progress: Progress
) -> MadeThumbnails:
    """Make as many small pictures as there are until a moment has passed; at least one."""
    until = time.monotonic() + _BATCH_S
    made: list[WardrobeEntry] = []
    lost: list[tuple[WardrobeEntry, Text]] = []
    for entry in request.entries:
        cancel.check()
        try:
            request.wardrobe.make_thumbnail(entry)
        except TryOnError as error:
            lost.append((entry, error.text))
        else:
            made.append(entry)
        if time.monotonic() > until:
            break
    return MadeThumbnails(tuple(made), tuple(lost), request.entries[len(made) + len(lost) :])


class Thumbnailer(QObject):
    """Small pictures of garments, by their entries.

    What is looked at comes first. The rest waits while something else runs.

    Args:
        jobs: runs what takes long.
        wardrobe: has the garments.
    """

    made = Signal(object)
    """(tuple of WardrobeEntry) whose small picture is there now"""
    lost = Signal(object, object)
    """(WardrobeEntry, Text) that has no picture, and why"""

    def __init__(self, jobs: Jobs, wardrobe: Wardrobe, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._wardrobe = jobs, wardrobe
        self._wanted: dict[WardrobeEntry, None] = {}
        self._later: dict[WardrobeEntry, None] = {}
        self._known: set[str] = set()
        self._is_running = False
        jobs.ended.connect(self._on_ended)

    def find(self, entry: WardrobeEntry) -> bytes | None:
        """Return a small picture, as a PNG; None if it is not there, and then it is made."""
        found = self._wardrobe.find_thumbnail(entry)
        if found is None and entry.lost is None:
            self._wanted[entry] = None
            self._go_on()
        return found

    def fill(self, entries: Iterable[WardrobeEntry]) -> None:
        """Make the small pictures of garments that nobody looks at yet."""
        for entry in entries:
            if entry.lost is None and entry.thumbnail not in self._known:
                self._known.add(entry.thumbnail)
                self._later[entry] = None
        self._go_on()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job.kind not in _MODEST:
            self._go_on()

    def _go_on(self) -> None:
        if self._is_running:
            return
        if self._wanted:
            entries = tuple(reversed(self._wanted))
            self._wanted.clear()
        elif self._later and all(job.kind in _MODEST for job in self._jobs.active):
            entries = tuple(self._later)
            self._later.clear()
        else:
            return
        self._is_running = True
        self._jobs.submit(
            JobKind.MAKE_THUMBNAILS,
            make_thumbnails,
            ThumbnailRequest(self._wardrobe, entries),
            subject=self,
            done=self._on_made,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def _on_made(self, made: MadeThumbnails) -> None:
        self._is_running = False
        self._later = dict.fromkeys((*made.left, *self._later))
        if made.made:
            self.made.emit(made.made)
        for entry, text in made.lost:
            self.lost.emit(entry, text)
        self._go_on()

    def _on_cancelled(self) -> None:
        """Leave it at that, until somebody looks at one of them."""
        self._is_running = False

    def _on_failed(self, error: Exception) -> None:
        """Go on with the others when somebody looks at them; the log has the error."""
        self._is_running = False
