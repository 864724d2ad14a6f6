"""The jobs of the Models window: one at a time, each about one model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from tryon.models.adopt import adopt
from tryon.models.catalogue import Model
from tryon.models.download import DownloadPlan, check_space, download, plan_download
from tryon.models.lock import only_one
from tryon.models.store import remove
from tryon.models.verify import Verified, verify
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.kit.jobs import Job, JobKind, Jobs, Request, Result, Work


@dataclass(frozen=True)
class ModelRequest:
    """A model, and where other programs or servers have it.

    Attributes:
        model: what it is about.
        mirror: server to ask instead of ModelScope's own.
        source: file or folder with the weights.
    """

    model: Model
    mirror: str | None = None
    source: Path | None = None


class ModelJobs(QObject):
    """Runs one job at a time and emits how it went."""

    started = Signal(object)
    """(Model)"""
    progressed = Signal(object, float)
    """(Stage, fraction)"""
    ended = Signal(object)
    """(Model), however it went; its state may have changed"""
    planned = Signal(object)
    """(DownloadPlan)"""
    verified = Signal(object)
    """(Verified)"""
    failed = Signal(object)
    """(Exception)"""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return bool(self._jobs.active)

    def plan(self, request: ModelRequest) -> None:
        """Ask the hub what there is to download."""
        self._start(request.model, _plan, request, self._on_planned)

    def download(self, plan: DownloadPlan) -> None:
        """Download what was planned."""
        self._start(plan.model, _download, plan)

    def verify(self, request: ModelRequest) -> None:
        """Compare a model with its published checksums."""
        self._start(request.model, _verify, request, self._on_verified)

    def adopt(self, request: ModelRequest) -> None:
        """Take weights that are here already."""
        self._start(request.model, _adopt, request, self._on_verified)

    def remove(self, request: ModelRequest) -> None:
        """Delete a model."""
        self._start(request.model, _remove, request)

    @Slot()
    def cancel(self) -> None:
        """Stop what runs."""
        self._jobs.cancel()

    def _start(
        self,
        model: Model,
        work: Work[Request, Result],
        request: Request,
        done: Callable[[Result], None] | None = None,
    ) -> None:
        if not self.is_busy:
            self.started.emit(model)
            self._jobs.submit(
                JobKind.MODEL, work, request, subject=model, done=done, failed=self._on_failed
            )

    @Slot(object, object, float)
    def _on_progressed(self, job: Job, stage: Stage, fraction: float) -> None:
        self.progressed.emit(stage, fraction)

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self.ended.emit(job.subject)

    def _on_planned(self, plan: DownloadPlan) -> None:
        self.planned.emit(plan)

    def _on_verified(self, verified: Verified) -> None:
        self.verified.emit(verified)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)


def _plan(request: ModelRequest, cancel: CancelToken, progress: Progress) -> DownloadPlan:
    progress(Stage.ASK_HUB, 0.0)
    plan = plan_download(request.model, request.mirror, cancel)
    check_space(plan.folder, plan.total_bytes - plan.kept_bytes)
    return plan


def _download(plan: DownloadPlan, cancel: CancelToken, progress: Progress) -> Path:
    return download(plan, progress, cancel)


def _verify(request: ModelRequest, cancel: CancelToken, progress: Progress) -> Verified:
    return verify(request.model, request.mirror, progress, cancel)


def _adopt(request: ModelRequest, cancel: CancelToken, progress: Progress) -> Verified:
    if request.source is None:
        raise ValueError("there is no file or folder to take the weights from")
    return adopt(request.model, request.source, request.mirror, progress, cancel)


def _remove(request: ModelRequest, cancel: CancelToken, progress: Progress) -> int:
    with only_one(request.model):
        return remove(request.model)
