"""Adds pictures to the wardrobe, one after the other, beside the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from tryon.errors import TryOnError
from tryon.garments.adding.outcome import Failed, Outcome
from tryon.garments.adding.source import AddedPicture, PictureSource
from tryon.garments.thumbnails import thumbnail_png
from tryon.progress import CancelToken, Progress
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class Addition:
    """A picture that is to be added, and each time it is asked for another one.

    Attributes:
        source: where the picture comes from.
        category: what the user says that it is; None if nothing.
    """

    source: PictureSource
    category: GarmentCategory | None = None


@dataclass(frozen=True, eq=False)
class ShownPicture:
    """A picture that was read, and what a card shows of it: a PNG."""

    picture: AddedPicture
    thumbnail: bytes


@dataclass(frozen=True, eq=False)
class AddRequest:
    """A picture whose garment is wanted."""

    picture: AddedPicture
    category: GarmentCategory | None
    wardrobe: Wardrobe


def show_picture(source: PictureSource, cancel: CancelToken, progress: Progress) -> ShownPicture:
    """Read a picture and make it small."""
    picture = source.read()
    cancel.check()
    return ShownPicture(picture, thumbnail_png(picture.rgba))


def add_shown(request: AddRequest, cancel: CancelToken, progress: Progress) -> Outcome:
    """Add a picture that was read."""
    from tryon.garments.adding.add import add_picture

    return add_picture(request.picture, request.wardrobe, request.category, cancel=cancel)


class AddingQueue(QObject):
    """Pictures in the order in which they came; what was added when it is cancelled stays.

    Every addition that is queued either ends or is given up.
    """

    queued = Signal(object)
    """(tuple of Addition), together"""
    shown = Signal(object, object)
    """(Addition, PNG as bytes): what it looks like, before it is known what it is"""
    ended = Signal(object, object)
    """(Addition, Outcome)"""
    given_up = Signal(object)
    """(Addition) because of a cancel"""
    advanced = Signal(int, int)
    """(number of the picture that is read, how many there are); zeros when all is done"""
    failed = Signal(object)
    """(Exception) that nobody foresaw"""

    def __init__(self, jobs: Jobs, wardrobe: Wardrobe, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._wardrobe = jobs, wardrobe
        self._waiting: deque[Addition] = deque()
        self._current: Addition | None = None
        self._started = 0

    @property
    def count(self) -> int:
        """How many pictures there are to read, those that were read before the last included."""
        return self._started + len(self._waiting)

    def add(self, additions: Sequence[Addition]) -> None:
        """Add pictures after those that wait."""
        self._waiting += additions
        self.queued.emit(tuple(additions))
        if self._current is None:
            self._go_on()
        else:
            self._tell()

    def cancel(self) -> None:
        """Give up what is not added yet."""
        self._jobs.cancel(JobKind.READ_PICTURE)
        if self._current is not None:  # it was between two jobs
            self._on_cancelled()

    def _go_on(self) -> None:
        """Read the next picture."""
        if not self._waiting:
            self._current, self._started = None, 0
            self._tell()
            return
        self._current = self._waiting.popleft()
        self._started += 1
        self._tell()
        self._jobs.submit(
            JobKind.READ_PICTURE,
            show_picture,
            self._current.source,
            done=self._on_shown,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def _on_shown(self, shown: ShownPicture) -> None:
        current = self._current
        assert current is not None
        self.shown.emit(current, shown.thumbnail)
        if self._current is not current:  # whoever was told has cancelled
            return
        self._jobs.submit(
            JobKind.READ_PICTURE,
            add_shown,
            AddRequest(shown.picture, current.category, self._wardrobe),
            done=self._on_outcome,
            failed=self._on_failed,
            cancelled=self._on_cancelled,
        )

    def _on_outcome(self, outcome: Outcome) -> None:
        current, self._current = self._current, None
        self.ended.emit(current, outcome)
        if self._current is None:  # whoever was told may have added more
            self._go_on()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, TryOnError):
            self._on_outcome(Failed(error))
            return
        current, self._current = self._current, None
        self.given_up.emit(current)
        self.failed.emit(error)
        self._go_on()

    def _on_cancelled(self) -> None:
        given_up = [each for each in (self._current, *self._waiting) if each is not None]
        self._waiting.clear()
        self._current, self._started = None, 0
        for addition in given_up:
            self.given_up.emit(addition)
        self._tell()

    def _tell(self) -> None:
        self.advanced.emit(self._started, self.count)
