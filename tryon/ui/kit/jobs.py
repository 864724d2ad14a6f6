"""Work beside the window: one runner on the GUI thread, plain functions on the others.

A job is a function of a frozen request, a `CancelToken` and a progress callback. Its result
comes back as a signal on the GUI thread; a job that was cancelled or overtaken by a newer one
about the same thing stays silent, whatever it still does.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from tryon.errors import Cancelled, TryOnError
from tryon.progress import CancelToken, Progress, Stage

WORKERS = 3
_LOG = logging.getLogger(__name__)


class JobKind(Enum):
    """What a job is for."""

    LOAD = "load"
    PARSE = "parse"
    PARSE_AGAIN = "parse_again"
    FIT = "fit"
    PREVIEW = "preview"
    RENDER = "render"
    EXPORT = "export"
    LIST_GARMENTS = "list_garments"
    ADD_GARMENT = "add_garment"
    TAKE_GARMENTS = "take_garments"
    CORRECT_GARMENT = "correct_garment"
    MODEL = "model"


@dataclass(frozen=True)
class Job:
    """A submitted job.

    Attributes:
        id: rises with every job.
        kind: what it is for.
        subject: what it is about; a newer job of the same kind and subject overtakes it.
    """

    id: int
    kind: JobKind
    subject: Hashable = None


Work = Callable[[Any, CancelToken, Progress], object]
"""Called with a frozen request of its own type."""


class Jobs(QObject):
    """What the window knows of a runner. Every job that starts also ends, exactly once."""

    started = Signal(object)
    """(Job)"""
    progressed = Signal(object, object, float)
    """(Job, Stage, fraction)"""
    ended = Signal(object)
    """(Job), before its outcome is told"""
    finished = Signal(object, object)
    """(Job, result)"""
    failed = Signal(object, object)
    """(Job, exception)"""
    cancelled = Signal(object)
    """(Job), asked for by the user; being overtaken tells only `ended`"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = count(1)
        self._tokens: dict[Job, CancelToken] = {}

    @property
    def active(self) -> tuple[Job, ...]:
        """Jobs whose outcome is still wanted."""
        return tuple(self._tokens)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, not even a job whose outcome is no longer wanted."""
        return not self._tokens

    def submit(
        self, kind: JobKind, work: Work, request: object, *, subject: Hashable = None
    ) -> Job:
        """Start ``work``; it overtakes an older job of the same kind and subject."""
        job = Job(next(self._ids), kind, subject)
        for older in self.active:
            if (older.kind, older.subject) == (kind, subject):
                self._drop(older)
        token = CancelToken()
        self._tokens[job] = token
        self.started.emit(job)
        self._start(job, work, request, token)
        return job

    def cancel(self, *kinds: JobKind) -> None:
        """Stop all jobs of these kinds, or all jobs if none is named."""
        for job in self.active:
            if job in self._tokens and (not kinds or job.kind in kinds):
                self._drop(job)
                self.cancelled.emit(job)

    def shutdown(self) -> None:
        """Stop everything and wait until no thread runs any more."""
        for job in self.active:
            self._drop(job)

    def _start(self, job: Job, work: Work, request: object, token: CancelToken) -> None:
        raise NotImplementedError

    def _drop(self, job: Job) -> None:
        self._tokens.pop(job).cancel()
        self.ended.emit(job)

    def _close(self, job: Job) -> bool:
        """End a job that ran to its end; False if nobody waits for it any more."""
        if self._tokens.pop(job, None) is None:
            return False
        self.ended.emit(job)
        return True


class JobRunner(Jobs):
    """Runs jobs on a few threads."""

    _reported = Signal(object, object, float)
    _returned = Signal(object, object)
    _raised = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="tryon-job")
        self._futures: set[Future[None]] = set()
        self._reported.connect(self._on_reported)
        self._returned.connect(self._on_returned)
        self._raised.connect(self._on_raised)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, not even a job whose outcome is no longer wanted."""
        return super().is_idle and all(future.done() for future in self._futures)

    def shutdown(self) -> None:
        """Stop everything and wait until no thread runs any more."""
        super().shutdown()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _start(self, job: Job, work: Work, request: object, token: CancelToken) -> None:
        self._futures = {future for future in self._futures if not future.done()}
        self._futures.add(self._executor.submit(self._run, job, work, request, token))

    def _run(self, job: Job, work: Work, request: object, token: CancelToken) -> None:
        """On a worker thread: say everything by signals, which Qt hands to the GUI thread."""

        def report(stage: Stage, fraction: float) -> None:
            self._reported.emit(job, stage, fraction)

        try:
            token.check()
            self._returned.emit(job, work(request, token, report))
        except Exception as error:
            _let_go(error)
            if not isinstance(error, (TryOnError, Cancelled)):
                _LOG.error("a job failed: %s", job.kind.value, exc_info=error)
            self._raised.emit(job, error)

    @Slot(object, object, float)
    def _on_reported(self, job: Job, stage: Stage, fraction: float) -> None:
        if job in self._tokens:
            self.progressed.emit(job, stage, fraction)

    @Slot(object, object)
    def _on_returned(self, job: Job, result: object) -> None:
        if self._close(job):
            self.finished.emit(job, result)

    @Slot(object, object)
    def _on_raised(self, job: Job, error: Exception) -> None:
        if self._close(job):
            _tell_failure(self, job, error)


class SynchronousRunner(Jobs):
    """Runs each job inside `submit`: for tests, and wherever there is nobody to keep waiting."""

    def _start(self, job: Job, work: Work, request: object, token: CancelToken) -> None:
        def report(stage: Stage, fraction: float) -> None:
            self.progressed.emit(job, stage, fraction)

        try:
            result = work(request, token, report)
        except Exception as error:
            if self._close(job):
                _tell_failure(self, job, error)
        else:
            if self._close(job):
                self.finished.emit(job, result)


def _let_go(error: BaseException | None) -> None:
    """Clear what the frames of an error hold: it may be shown for long, and they hold networks."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _tell_failure(jobs: Jobs, job: Job, error: Exception) -> None:
    if isinstance(error, Cancelled):
        jobs.cancelled.emit(job)
    else:
        jobs.failed.emit(job, error)
