"""Keeps what the user corrects about a garment, and fits it anew where it is worn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tryon.errors import FitError
from tryon.fitting.request import FitGarment
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn, fit_each
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class CorrectRequest:
    """A garment and its correction; None to forget what was corrected."""

    garment: Garment
    correction: Correction | None
    wardrobe: Wardrobe


@dataclass(frozen=True, eq=False)
class CorrectedGarment:
    """A garment as it was, and as it is now.

    Attributes:
        before: as it was.
        after: as it is.
        entry: how the wardrobe shows it now.
    """

    before: Garment
    after: Garment
    entry: WardrobeEntry


def keep_correction(
    request: CorrectRequest, cancel: CancelToken, progress: Progress
) -> CorrectedGarment:
    """Keep a correction beside the garment."""
    after = request.wardrobe.correct(request.garment, request.correction)
    return CorrectedGarment(request.garment, after, request.wardrobe.entry_of(after))


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
        failure: why one could not be fitted and stays as it was; None if all were fitted.
    """

    steps: tuple[tuple[Worn, Worn], ...]
    failure: FitError | None = None


def wear_corrected(request: RewearRequest, cancel: CancelToken, progress: Progress) -> Reworn:
    """Fit a corrected garment on everybody who wears it; its region may have changed."""
    state, garment = request.state, request.corrected.after
    if state.photo is None or state.parse is None:
        return Reworn(())
    outdated = [worn for worn in worn_of(state, request.corrected.before) if worn.person > 0]
    requests = [worn.request_on(state.photo.pixels, state.parse) for worn in outdated]
    region = garment.category.region
    wanted = (replace(before, region=region, garment=garment) for before in requests)
    outcomes = tuple(fit_each(wanted, request.fit, progress=progress, cancel=cancel))
    failures = [outcome.failure for outcome in outcomes if outcome.failure is not None]
    steps = tuple(
        (worn, outcome.worn)
        for worn, outcome in zip(outdated, outcomes, strict=True)
        if outcome.failure is None
    )
    return Reworn(steps, failures[-1] if failures else None)


def worn_of(state: TryOnState, garment: Garment) -> tuple[Worn, ...]:
    """Return where a garment is worn, in any version of it."""
    return tuple(worn for worn in state.worn if worn.garment.is_version_of(garment))


class Corrector:
    """Two jobs: one keeps the correction, the other fits what is worn.

    Args:
        jobs: runs them.
        wardrobe: keeps corrections.
        fit: fits a garment.
        kept: called when a correction is kept.
        worn: called when a corrected garment is fitted wherever it is worn.
        failed: called when it could not be fitted.
        cancelled: called when the user cancelled fitting it.
    """

    def __init__(
        self,
        jobs: Jobs,
        *,
        wardrobe: Wardrobe,
        fit: FitGarment,
        kept: Callable[[CorrectedGarment], None],
        worn: Callable[[Reworn], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
    ) -> None:
        self._jobs, self._wardrobe, self._fit = jobs, wardrobe, fit
        self._kept, self._worn, self._failed, self._cancelled = kept, worn, failed, cancelled

    def correct(self, garment: Garment, correction: Correction | None) -> None:
        """Keep what the user says about a garment."""
        self._jobs.submit(
            JobKind.CORRECT_GARMENT,
            keep_correction,
            CorrectRequest(garment, correction, self._wardrobe),
            subject=garment.file,
            done=self._kept,
        )

    def wear(self, state: TryOnState, corrected: CorrectedGarment) -> None:
        """Fit a corrected garment where it is worn."""
        if worn_of(state, corrected.before):
            self._jobs.submit(
                JobKind.FIT,
                wear_corrected,
                RewearRequest(state, corrected, self._fit),
                subject=corrected.after.file,
                done=self._worn,
                failed=self._failed,
                cancelled=self._cancelled,
            )
