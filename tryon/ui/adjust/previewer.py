"""Draws previews of a garment in jobs, as fast as the hand moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tryon.fitting.adjust.handles import GarmentHandles
from tryon.fitting.composite import FitResult, LayerState, compose
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.pixels.last_value_cache import LastValueCache
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.view.pyramid import Pyramid, photo_pyramid
from tryon.ui.view.scene import Patch

if TYPE_CHECKING:
    from tryon.fitting.preview import Preview

Lying = tuple[FitResult, LayerState]
"""Another garment as it lies, and how much of it shows."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What a preview is prepared for: all but the parameters.

    Attributes:
        request: the garment, and where it is worn.
        below: what lies below it, lowest first.
        above: what lies above it, lowest first.
        layer: how much of it shows.
    """

    request: FitRequest
    below: tuple[Lying, ...]
    above: tuple[Lying, ...]
    layer: LayerState

    @classmethod
    def of(cls, state: TryOnState, worn: Worn) -> Subject | None:
        """Return what a worn garment's preview needs; None if ``state`` does not have it."""
        if state.photo is None or state.parse is None or worn not in state.worn:
            return None
        layer = state.worn.index(worn)
        return cls(
            worn.request_on(state.photo.pixels, state.parse),
            below=tuple((other.fit, other.layer) for other in state.worn[:layer]),
            above=tuple((other.fit, other.layer) for other in state.worn[layer + 1 :]),
            layer=worn.layer,
        )

    def is_same(self, other: Subject | None) -> bool:
        """Return whether a preview that was prepared for ``other`` can be used for this too."""
        return (
            other is not None
            and self.request.differs_at_most_in_parameters(other.request)
            and (self.below, self.above) == (other.below, other.above)
            and self.layer == other.layer
        )


@dataclass(frozen=True, eq=False)
class Prepared:
    """A preview, and the picture below it.

    Attributes:
        subject: what it was prepared for.
        preview: renders the garment.
        undressed: the photo with everything else that is worn; None if that is the photo itself.
    """

    subject: Subject
    preview: Preview
    undressed: Pyramid | None


def prepare(subject: Subject, cancel: CancelToken, progress: Progress) -> Prepared:
    """Measure the garment on a reduced photo."""
    from tryon.fitting.preview import Preview

    below, above = _seen(subject.below), _seen(subject.above)
    preview = Preview(subject.request, below=below, above=above, layer=subject.layer)
    cancel.check()
    others = (*below, *above)
    undressed = photo_pyramid(compose(subject.request.photo, others)) if others else None
    return Prepared(subject, preview, undressed)


def _seen(all_lying: Sequence[Lying]) -> list[FitResult]:
    return [seen for fit, layer in all_lying if (seen := layer.seen(fit)) is not None]


@dataclass(frozen=True, eq=False)
class DrawRequest:
    """A prepared garment, and the parameters with which to draw it."""

    prepared: Prepared
    parameters: FitParameters


@dataclass(frozen=True, eq=False)
class Drawn:
    """A drawn preview."""

    request: DrawRequest
    patch: Patch


def draw(request: DrawRequest, cancel: CancelToken, progress: Progress) -> Drawn:
    """Render a garment with other parameters."""
    preview = request.prepared.preview
    image = rgba_to_qimage(preview.render(request.parameters))
    return Drawn(request, Patch(image, preview.box))


class Previewer(QObject):
    """Prepares one garment and draws it; of several wanted parameters only the newest count.

    A picture that is being drawn is finished and shown; otherwise nothing would show while the
    hand moves.
    """

    prepared_changed = Signal()
    drawn = Signal(object)
    """(Patch)"""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._subject: Subject | None = None
        self._prepared: Prepared | None = None
        self._wanted: FitParameters | None = None
        self._shown: FitParameters | None = None
        self._drawing: Job | None = None
        self._handles: LastValueCache[tuple[Prepared, FitParameters], GarmentHandles] = (
            LastValueCache()
        )

    def handles(self, parameters: FitParameters) -> GarmentHandles | None:
        """Return the garment's handles; None until it is prepared."""
        prepared = self._prepared
        if prepared is None:
            return None
        key = prepared, parameters
        return self._handles.get(key, lambda: prepared.preview.handles(parameters))

    @property
    def undressed(self) -> Pyramid | None:
        """The photo with everything else that is worn; None if that is the photo itself."""
        return None if self._prepared is None else self._prepared.undressed

    def prepare(self, subject: Subject | None) -> None:
        """Prepare a garment, or forget the last one."""
        if subject is self._subject or (subject is not None and subject.is_same(self._subject)):
            return
        self._subject, self._prepared = subject, None
        self.clear()
        if subject is not None:
            self._jobs.submit(
                JobKind.PREVIEW, prepare, subject, subject="prepare", done=self._on_prepared
            )
        self.prepared_changed.emit()

    def show(self, parameters: FitParameters) -> None:
        """Draw the garment with these parameters as soon as possible."""
        self._wanted = parameters
        self._draw()

    def clear(self) -> None:
        """Draw nothing more."""
        self._wanted = self._shown = None

    def _draw(self) -> None:
        if self._prepared is None or self._wanted is None or self._drawing in self._jobs.active:
            return
        if self._wanted == self._shown:
            return
        request = DrawRequest(self._prepared, self._wanted)
        self._drawing = self._jobs.submit(
            JobKind.PREVIEW, draw, request, subject="draw", done=self._on_drawn
        )

    def _on_prepared(self, prepared: Prepared) -> None:
        if prepared.subject is self._subject:
            self._prepared = prepared
            self.prepared_changed.emit()
            self._draw()

    def _on_drawn(self, drawn: Drawn) -> None:
        if drawn.request.prepared is self._prepared and self._wanted is not None:
            self._shown = drawn.request.parameters
            self.drawn.emit(drawn.patch)
        self._draw()
