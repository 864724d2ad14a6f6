"""The job of a batch: one at a time, on a runner of its own."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from tryon.batch.order import Order
from tryon.batch.plan import BatchPlan
from tryon.batch.run import BatchOutcome, BatchState
from tryon.progress import CancelToken, Report
from tryon.ui.kit.jobs import Job, JobKind, Jobs


@dataclass(frozen=True, eq=False)
class BatchRequest:
    """A batch that is wanted.

    Attributes:
        plan: what there is to be.
        order: how, and where.
        cancel: set when the user has enough of it; what is half-done is still finished.
    """

    plan: BatchPlan
    order: Order
    cancel: CancelToken = field(default_factory=CancelToken)


class BatchJobs(QObject):
    """Runs a batch and emits where it stands."""

    started = Signal()
    stood = Signal(object)
    """(BatchState) after every result"""
    ended = Signal(object)
    """(BatchOutcome), also if it was cancelled"""
    failed = Signal(object)
    """(Exception) that ended it"""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._running: BatchRequest | None = None

    @property
    def running(self) -> BatchRequest | None:
        """The batch that runs; None if none does."""
        return self._running

    def start(self, request: BatchRequest) -> None:
        """Begin a batch, unless one runs."""
        if self._running is None:
            self._running = request
            self.started.emit()
            self._jobs.submit(
                JobKind.BATCH,
                _run,
                request,
                done=self._on_done,
                failed=self._on_failed,
                shown=self._on_shown,
            )

    def cancel(self) -> None:
        """Ask the batch to end; it does once nothing half-done is left by that."""
        if self._running is not None:
            self._running.cancel.cancel()

    def _on_shown(self, job: Job, state: BatchState) -> None:
        self.stood.emit(state)

    def _on_done(self, outcome: BatchOutcome) -> None:
        self._running = None
        self.ended.emit(outcome)

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        self.failed.emit(error)


class _Either(CancelToken):
    """Set as soon as one of two tokens is."""

    def __init__(self, first: CancelToken, second: CancelToken) -> None:
        super().__init__()
        self._tokens = first, second

    @property
    def is_cancelled(self) -> bool:
        return any(token.is_cancelled for token in self._tokens)


def _run(request: BatchRequest, cancel: CancelToken, report: Report) -> BatchOutcome:
    """Run a batch until it is done, the user has enough, or the window closes."""
    from tryon.batch.pool import ProcessPool, usual_jobs
    from tryon.batch.run import run_batch

    return run_batch(
        request.plan,
        request.order,
        ProcessPool(usual_jobs()),
        tell=report.show,
        cancel=_Either(cancel, request.cancel),
    )
