"""Draws the pictures of the wall of looks beside the window: first those that are looked at.

Two jobs at a time draw one picture each. A picture follows from the look, so after a step only
those are drawn again that the step changes. What the user waits for, a garment that is put on or a
photo that is opened, goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from tryon.document.document import Document
from tryon.document.fits import KnownFits
from tryon.document.look import Look
from tryon.document.sketch import Portrait, Sketcher
from tryon.document.wall.tried import KeptPictures, TriedKey, with_tried
from tryon.errors import TryOnError
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import Text
from tryon.progress import CancelToken, Report
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.kit.qimage import rgb_to_qimage
from tryon.ui.room.corrector import CorrectedGarment
from tryon.ui.room.editor import Editor
from tryon.ui.room.tasks import Wardrobe

_WORKERS = 2
_MOST_BYTES = 128_000_000
"""Of pictures that are kept: about a hundred."""
_AHEAD = 40
"""How many garments are drawn that come after those that are looked at."""
_URGENT = (
    JobKind.FIT,
    JobKind.RENDER,
    JobKind.LOAD,
    JobKind.PARSE,
    JobKind.PARSE_AGAIN,
    JobKind.EXPORT,
)
"""Jobs that somebody waits for."""


@dataclass(frozen=True, eq=False)
class DrawRequest:
    """One picture of the wall.

    Attributes:
        entry: the garment.
        person: who tries it.
        look: what is worn else.
        known: fits at full size that there are.
        wardrobe: loads the garment.
        sketcher: draws.
    """

    entry: WardrobeEntry
    person: int
    look: Look
    known: KnownFits
    wardrobe: Wardrobe
    sketcher: Sketcher


@dataclass(frozen=True, eq=False)
class WallPicture:
    """A person in a garment.

    Attributes:
        portrait: reduced pixels, and what of the photo they show.
        image: the same pixels for Qt.
    """

    portrait: Portrait
    image: QImage

    @property
    def nbytes(self) -> int:
        """Bytes of memory: both share the pixels."""
        return self.portrait.pixels.nbytes


def draw_tried(request: DrawRequest, cancel: CancelToken, report: Report) -> WallPicture:
    """Load a garment and draw a person in it.

    Raises:
        TryOnError: if it cannot be loaded or fitted.
        Cancelled: if ``cancel`` was set.
    """
    garment = request.wardrobe.load(request.entry.file)
    cancel.check()
    look, worn = with_tried(request.look, request.person, garment)
    portrait = request.sketcher.portrait(look, request.known, worn, cancel)
    return WallPicture(portrait, rgb_to_qimage(portrait.pixels))


class WallPictures(QObject):
    """Pictures of one person in garments of the wardrobe.

    Args:
        jobs: runs what takes long.
        editor: whose look it is.
        wardrobe: has the garments.
        sketcher: draws.
    """

    changed = Signal()
    """A picture is there, or all are others now"""
    progressed = Signal(int, int)
    """(pictures that are there, pictures that are wanted)"""

    def __init__(
        self, jobs: Jobs, editor: Editor, wardrobe: Wardrobe, sketcher: Sketcher, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._jobs, self._editor = jobs, editor
        self._wardrobe, self._sketcher = wardrobe, sketcher
        self._person: int | None = None
        self._is_stopped = False
        self._wanted: tuple[WardrobeEntry, ...] = ()
        self._pictures: KeptPictures[WallPicture] = KeptPictures(_MOST_BYTES)
        self._failures: dict[TriedKey, Text] = {}
        self._drawing: dict[int, tuple[Job, TriedKey]] = {}
        self._known: tuple[Look, KnownFits] | None = None
        self._document: Document | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        editor.state_changed.connect(self._on_state_changed)
        jobs.ended.connect(self._on_ended)

    @property
    def person(self) -> int | None:
        """Who tries garments on; None while the wall is closed."""
        return self._person

    @property
    def is_stopped(self) -> bool:
        """Whether the user has cancelled the drawing."""
        return self._is_stopped

    @property
    def look(self) -> Look | None:
        """What garments are tried with; None while there is nothing to try them on."""
        document = self._editor.document
        if document is None or self._person is None:
            return None
        look = document.history.look
        has_person = look.parse is not None and self._person <= len(look.parse.people)
        return look if has_person else None

    @property
    def known(self) -> KnownFits:
        """Fits of the look at full size that there are."""
        document, look = self._editor.document, self.look
        if document is None or look is None:
            return {}
        if self._known is None or self._known[0] is not look:
            self._known = look, document.fits.known
        return self._known[1]

    def set_person(self, person: int | None) -> None:
        """Draw somebody from now on; None to draw nothing."""
        self._person = person
        self._is_stopped = False
        if person is None:
            self._wanted = ()
            self._jobs.cancel(JobKind.DRAW_LOOK)
        self.restart()

    def look_at(self, seen: Sequence[WardrobeEntry], listed: Sequence[WardrobeEntry]) -> None:
        """Draw garments that are looked at, then those that come after them in the list."""
        last = listed.index(seen[-1]) + 1 if seen and seen[-1] in listed else 0
        self._wanted = tuple(dict.fromkeys((*seen, *islice(listed, last, last + _AHEAD))))
        self._tell_progress()
        self._go_on()

    def find(self, entry: WardrobeEntry) -> WallPicture | Text | None:
        """Return a garment's picture, or why there is none; None while it is not drawn."""
        look = self.look
        if look is None or self._person is None:
            return None
        key = TriedKey.of(look, self._person, entry)
        return self._pictures.get(key) or self._failures.get(key)

    def stop(self) -> None:
        """Draw no more until `restart`."""
        self._is_stopped = True
        self._jobs.cancel(JobKind.DRAW_LOOK)
        self._tell_progress()

    @Slot()
    def restart(self) -> None:
        """Draw what is wanted and not there; jobs for what is not wanted any more are dropped."""
        self._is_stopped = False
        look = self.look
        keys = set() if look is None else {key for _, key in self._keys(look)}
        for slot, (job, key) in list(self._drawing.items()):
            if key not in keys or job not in self._jobs.active:
                del self._drawing[slot]  # a newer job takes its place
        self.changed.emit()
        self._tell_progress()
        self._go_on()

    @Slot(object)
    def forget_corrected(self, corrected: CorrectedGarment) -> None:
        """Draw a garment again that was corrected."""
        self._pictures.forget(corrected.entry.file)
        self._failures = {
            key: why for key, why in self._failures.items() if key.file != corrected.entry.file
        }
        self.restart()

    @Slot(object)
    def _on_state_changed(self, state: object) -> None:
        if self._editor.document is not self._document:
            self._document, self._known = self._editor.document, None
            self._pictures.clear()
            self._failures.clear()
        if self._person is not None:
            self.restart()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        if job.kind in _URGENT and self._person is not None:
            self._soon.start()  # once whoever asked for it has told what has changed

    def _keys(self, look: Look) -> list[tuple[WardrobeEntry, TriedKey]]:
        assert self._person is not None
        return [(entry, TriedKey.of(look, self._person, entry)) for entry in self._wanted]

    @Slot()
    def _go_on(self) -> None:
        """Start as many jobs as there may be."""
        look = self.look
        if look is None or self._is_stopped or self._person is None:
            return
        if any(job.kind in _URGENT for job in self._jobs.active):
            return
        drawing = {key for _, key in self._drawing.values()}
        missing = (
            (entry, key)
            for entry, key in self._keys(look)
            if key not in self._pictures and key not in self._failures and key not in drawing
        )
        free = [slot for slot in range(_WORKERS) if slot not in self._drawing]
        for slot, (entry, key) in zip(free, missing, strict=False):
            self._draw(slot, entry, key, look)

    def _draw(self, slot: int, entry: WardrobeEntry, key: TriedKey, look: Look) -> None:
        request = DrawRequest(entry, key.person, look, self.known, self._wardrobe, self._sketcher)
        job = self._jobs.submit(
            JobKind.DRAW_LOOK,
            draw_tried,
            request,
            subject=slot,
            done=partial(self._on_drawn, slot, key),
            failed=partial(self._on_failed, slot, key),
            cancelled=partial(self._on_cancelled, slot),
        )
        if job in self._jobs.active:
            self._drawing[slot] = job, key

    def _on_drawn(self, slot: int, key: TriedKey, picture: WallPicture) -> None:
        self._pictures.put(key, picture)
        self._on_end(slot)

    def _on_failed(self, slot: int, key: TriedKey, error: Exception) -> None:
        if not isinstance(error, TryOnError):
            self._jobs.failed.emit(error)
            self.stop()
            return
        self._failures[key] = error.text
        self._on_end(slot)

    def _on_end(self, slot: int) -> None:
        self._drawing.pop(slot, None)
        self.changed.emit()
        self._tell_progress()
        self._go_on()

    def _on_cancelled(self, slot: int) -> None:
        """The user has cancelled all that runs, here or in the status line."""
        self._drawing.pop(slot, None)
        self._is_stopped = True
        self._tell_progress()

    def _tell_progress(self) -> None:
        look = self.look
        keys = () if look is None else [key for _, key in self._keys(look)]
        there = sum(key in self._pictures or key in self._failures for key in keys)
        self.progressed.emit(there, len(keys))
