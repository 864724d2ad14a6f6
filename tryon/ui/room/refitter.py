"""Fits worn garments with other parameters; each change is one step of undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitGarment
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn, fit_each
from tryon.ui.kit.jobs import Job, JobKind, Jobs


@dataclass(frozen=True, eq=False)
class RefitRequest:
    """A worn garment, and the parameters of each step, in order."""

    photo: Photo
    parse: HumanParse
    worn: Worn
    steps: tuple[FitParameters, ...]
    fit: FitGarment


@dataclass(frozen=True, eq=False)
class Refitted:
    """A garment as it was worn, and as it is worn after each step."""

    before: Worn
    steps: tuple[Worn, ...]


def refit(request: RefitRequest, cancel: CancelToken, progress: Progress) -> Refitted:
    """Fit a garment once for each step."""
    fit_request = request.worn.request_on(request.photo.pixels, request.parse)
    wanted = (replace(fit_request, parameters=parameters) for parameters in request.steps)
    outcomes = fit_each(wanted, request.fit, progress=progress, cancel=cancel)
    return Refitted(request.worn, tuple(outcome.worn for outcome in outcomes))


class Refitter(QObject):
    """Changes one garment at a time; a change that comes while another is fitted follows it.

    Args:
        jobs: runs them.
        fit: fits a garment.
        done: called with a garment and its changes.
        failed: called when a change could not be fitted.
        cancelled: called when the user cancelled them.
    """

    changed = Signal()
    """Other parameters are wanted now"""

    def __init__(
        self,
        jobs: Jobs,
        *,
        fit: FitGarment,
        done: Callable[[Refitted], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._fit = jobs, fit
        self._done, self._failed, self._cancelled = done, failed, cancelled
        self._request: RefitRequest | None = None
        self._job: Job | None = None

    @property
    def is_active(self) -> bool:
        """Whether a garment is being fitted anew."""
        return self._job is not None and self._job in self._jobs.active

    def wanted(self, worn: Worn) -> FitParameters:
        """Return the parameters that a garment has, or will have once it is fitted."""
        if self.is_active and self._request is not None and self._request.worn is worn:
            return self._request.steps[-1]
        return worn.parameters

    def start(self, state: TryOnState, worn: Worn, parameters: FitParameters) -> None:
        """Fit a garment of ``state`` with these parameters, after the changes before it."""
        if state.photo is None or state.parse is None:
            raise ValueError("nothing is worn without a photo")
        earlier = self._request if self.is_active else None
        steps = earlier.steps if earlier is not None and earlier.worn is worn else ()
        self._submit(RefitRequest(state.photo, state.parse, worn, (*steps, parameters), self._fit))

    def take_back(self) -> bool:
        """Cancel the latest step that is not fitted yet; False if there is none."""
        if not self.is_active or self._request is None:
            return False
        steps = self._request.steps[:-1]
        if steps:
            self._submit(replace(self._request, steps=steps))
        else:
            self._jobs.cancel(JobKind.FIT)
        return True

    def _submit(self, request: RefitRequest) -> None:
        subject = (request.worn.person, frozenset({request.worn.region}))
        self._request = request
        self._job = self._jobs.submit(
            JobKind.FIT,
            refit,
            request,
            subject=subject,
            done=self._done,
            failed=self._failed,
            cancelled=self._cancelled,
        )
        self.changed.emit()
