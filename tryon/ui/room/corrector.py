"""Keeps what the user corrects about a garment, and fits it anew where it is worn."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from tryon.errors import FitError
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.room.tasks import FitGarment, Wardrobe


@dataclass(frozen=True, eq=False)
class CorrectRequest:
    """A garment and what the user says about it; None to forget all of it."""

    garment: Garment
    correction: Correction | None
    wardrobe: Wardrobe


@dataclass(frozen=True, eq=False)
class CorrectedGarment:
    """A garment as it was, and as it is now."""

    before: Garment
    after: Garment


def keep_correction(
    request: CorrectRequest, cancel: CancelToken, progress: Progress
) -> CorrectedGarment:
    """Keep a correction beside the garment."""
    after = request.wardrobe.correct(request.garment, request.correction)
    return CorrectedGarment(request.garment, after)


@dataclass(frozen=True, eq=False)
class RewearRequest:
    """A corrected garment that is worn in a state."""

    state: TryOnState
    corrected: CorrectedGarment
    fit: FitGarment


@dataclass(frozen=True, eq=False)
class Reworn:
    """What was worn, and how it lies now.

    Attributes:
        steps: a garment before and after.
        failure: why one lies as it did; None if all were fitted.
    """

    steps: tuple[tuple[Worn, Worn], ...]
    failure: FitError | None = None


def wear_corrected(request: RewearRequest, cancel: CancelToken, progress: Progress) -> Reworn:
    """Fit a corrected garment on everybody who wears it; on another region if it goes there now."""
    state, garment = request.state, request.corrected.after
    steps, failure = [], None
    for worn in worn_of(state, request.corrected.before):
        cancel.check()
        if state.photo is None or state.parse is None or worn.person == 0:
            continue
        try:
            fit = request.fit(
                state.photo.pixels,
                state.parse,
                person=worn.person,
                region=garment.category.region,
                garment=garment,
                parameters=worn.parameters,
                progress=progress,
                cancel=cancel,
            )
        except FitError as error:
            failure = error
            continue
        region = garment.category.region
        steps.append((worn, replace(worn, region=region, garment=garment, fit=fit)))
    return Reworn(tuple(steps), failure)


def worn_of(state: TryOnState, garment: Garment) -> tuple[Worn, ...]:
    """Find where a garment is worn, in whichever version of it."""
    return tuple(worn for worn in state.worn if worn.garment.is_version_of(garment))


class Corrector(QObject):
    """Two jobs: one keeps the correction, the other fits what is worn."""

    kept = Signal(object)
    """(CorrectedGarment)"""
    reworn = Signal(object)
    """(Reworn)"""

    def __init__(
        self, jobs: Jobs, *, wardrobe: Wardrobe, fit: FitGarment, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._wardrobe, self._fit = jobs, wardrobe, fit
        jobs.finished.connect(self._on_finished)

    def correct(self, garment: Garment, correction: Correction | None) -> None:
        """Keep what the user says about a garment."""
        request = CorrectRequest(garment, correction, self._wardrobe)
        self._jobs.submit(JobKind.CORRECT_GARMENT, keep_correction, request, subject=garment.file)

    def wear(self, state: TryOnState, corrected: CorrectedGarment) -> None:
        """Fit a corrected garment where it is worn."""
        if worn_of(state, corrected.before):
            request = RewearRequest(state, corrected, self._fit)
            subject = corrected.after.file
            self._jobs.submit(JobKind.FIT, wear_corrected, request, subject=subject)

    @Slot(object, object)
    def _on_finished(self, job: Job, result: object) -> None:
        if isinstance(result, CorrectedGarment):
            self.kept.emit(result)
        elif isinstance(result, Reworn):
            self.reworn.emit(result)
