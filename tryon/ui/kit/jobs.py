"""Work beside the window: one runner on the GUI thread, plain functions on the others.

A job is a function of a frozen request, a `CancelToken` and a report of its progress. Its result,
and what it shows before that is there, goes to whoever asked for it and to nobody else, on the GUI
thread. The result of a job that was cancelled, that a newer one about the same thing has overtaken,
or whose asker is gone, is dropped.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import Enum
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from tryon.errors import Cancelled, TryOnError
from tryon.progress import CancelToken, Report, Stage

WORKERS = 3
"""Threads that run jobs."""
_LOG = logging.getLogger(__name__)


class JobKind(Enum):
    """What a job is for."""

    LOAD = "load"
    PARSE = "parse"
    PARSE_AGAIN = "parse_again"
    FIT = "fit"
    GET_READY = "get_ready"
    DRAW_LOOK = "draw_look"
    DRAW_FULL_LOOK = "draw_full_look"
    FIT_SIZES = "fit_sizes"
    PREVIEW = "preview"
    RENDER = "render"
    SAVE = "save"
    EXPORT = "export"
    JOURNAL = "journal"
    LIST_GARMENTS = "list_garments"
    MAKE_THUMBNAILS = "make_thumbnails"
    KEEP_DETAILS = "keep_details"
    EXPORT_GARMENTS = "export_garments"
    IMPORT_GARMENTS = "import_garments"
    COPY_GARMENTS = "copy_garments"
    LOAD_GARMENT = "load_garment"
    READ_PICTURE = "read_picture"
    ADD_GARMENT = "add_garment"
    TAKE_GARMENTS = "take_garments"
    CORRECT_GARMENT = "correct_garment"
    READ_ORIGINAL = "read_original"
    REFINE_EDGE = "refine_edge"
    CORRECT_PARSE = "correct_parse"
    WATCH_QUERIES = "watch_queries"
    MODEL = "model"
    BATCH = "batch"
    LIST_OUTFITS = "list_outfits"
    LOAD_OUTFIT = "load_outfit"
    KEEP_OUTFIT = "keep_outfit"


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


Request = TypeVar("Request")
Result = TypeVar("Result")

Work = Callable[[Request, CancelToken, Report], Result]
"""Called with a frozen request of its own type."""


@dataclass(frozen=True, eq=False)
class _JobReport:
    """What one job tells the runner, from whatever thread it is on."""

    job: Job
    progressed: Callable[[Job, Stage, float], None]
    showed: Callable[[Job, object], None]

    def __call__(self, stage: Stage, fraction: float, /) -> None:
        self.progressed(self.job, stage, fraction)

    def show(self, first: object, /) -> None:
        self.showed(self.job, first)


@dataclass(frozen=True, eq=False)
class _Asker:
    """Whom to call when a job ends, and how to stop it; what is None is not called."""

    token: CancelToken
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    cancelled: Callable[[], None] | None
    shown: Callable[[Job, Any], None] | None


class Jobs(QObject):
    """The interface of a runner. Every job that starts also ends, exactly once.

    Its signals say that something runs, and how far it is; no result travels by them.
    """

    started = Signal(object)
    """(Job)"""
    progressed = Signal(object, object, float)
    """(Job, Stage, fraction)"""
    ended = Signal(object)
    """(Job), however it went, before its asker is told"""
    failed = Signal(object)
    """(Exception) of a job whose asker did not say what to do about it"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = count(1)
        self._askers: dict[Job, _Asker] = {}
        self._is_stopped = False

    @property
    def active(self) -> tuple[Job, ...]:
        """Jobs whose outcome is still wanted."""
        return tuple(self._askers)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, not even a job whose outcome is no longer wanted."""
        return not self._askers

    def submit(
        self,
        kind: JobKind,
        work: Work[Request, Result],
        request: Request,
        *,
        subject: Hashable = None,
        done: Callable[[Result], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        shown: Callable[[Job, Any], None] | None = None,
    ) -> Job:
        """Start ``work``; it overtakes an older job of the same kind and subject.

        One of the three functions is called on the GUI thread when the job ends, unless a newer
        job overtakes it, the runner is stopped, or the function is a method of a QObject that is
        deleted by then.

        Args:
            kind: what the job is for.
            work: runs on another thread.
            request: what it is called with.
            subject: what the job is about.
            done: called with the result.
            failed: called with the exception; without it, the signal `failed` is emitted.
            cancelled: called when the user cancelled the job.
            shown: called with what the job shows before it is done.
        """
        job = Job(next(self._ids), kind, subject)
        if self._is_stopped:
            return job
        for older in self.active:
            if (older.kind, older.subject) == (kind, subject):
                self._drop(older)
        token = CancelToken()
        self._askers[job] = _Asker(token, done, failed, cancelled, shown)
        self.started.emit(job)
        self._start(job, work, request, token)
        return job

    def cancel(self, *kinds: JobKind) -> None:
        """Stop all jobs of these kinds, or all jobs if none is named."""
        for job in self.active:
            if job in self._askers and (not kinds or job.kind in kinds):
                _tell(self._drop(job).cancelled)

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs that a thread works on, wanted or not."""
        return self.active

    def stop(self) -> None:
        """Stop everything, for good; tell nobody, and do not wait."""
        self._is_stopped = True
        for job in self.active:
            self._drop(job)

    def wait(self, longest_s: float) -> None:
        """Wait until nothing runs, or so many seconds have passed."""

    def shutdown(self) -> None:
        """Stop everything and wait until no thread runs any more."""
        self.stop()

    def _start(
        self, job: Job, work: Work[Request, Result], request: Request, token: CancelToken
    ) -> None:
        raise NotImplementedError

    def _drop(self, job: Job) -> _Asker:
        """End a job before it is done; return who asked for it."""
        asker = self._askers.pop(job)
        asker.token.cancel()
        self.ended.emit(job)
        return asker

    def _close(self, job: Job) -> _Asker | None:
        """End a job that ran to its end; return who still waits for it."""
        asker = self._askers.pop(job, None)
        if asker is not None:
            self.ended.emit(job)
        return asker

    @Slot(object, object, float)
    def _on_reported(self, job: Job, stage: Stage, fraction: float) -> None:
        if job in self._askers:
            self.progressed.emit(job, stage, fraction)

    @Slot(object, object)
    def _on_showed(self, job: Job, first: object) -> None:
        if job in self._askers:
            _tell(self._askers[job].shown, job, first)

    @Slot(object, object)
    def _on_returned(self, job: Job, result: object) -> None:
        asker = self._close(job)
        if asker is not None:
            _tell(asker.done, result)

    @Slot(object, object)
    def _on_raised(self, job: Job, error: Exception) -> None:
        asker = self._close(job)
        if asker is None:
            return
        if isinstance(error, Cancelled):
            _tell(asker.cancelled)
        elif asker.failed is None:
            self.failed.emit(error)
        else:
            _tell(asker.failed, error)


class JobRunner(Jobs):
    """Runs jobs on a few threads."""

    _reported = Signal(object, object, float)
    _showed = Signal(object, object)
    _returned = Signal(object, object)
    _raised = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(WORKERS, thread_name_prefix="tryon-job")
        self._futures: dict[Future[None], Job] = {}
        self._reported.connect(self._on_reported)
        self._showed.connect(self._on_showed)
        self._returned.connect(self._on_returned)
        self._raised.connect(self._on_raised)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, not even a job whose outcome is no longer wanted."""
        return super().is_idle and not self.running

    @property
    def running(self) -> tuple[Job, ...]:
        """Jobs that a thread works on, wanted or not."""
        return tuple(job for future, job in self._futures.items() if not future.done())

    def stop(self) -> None:
        """Stop everything, for good; tell nobody, and do not wait."""
        super().stop()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def wait(self, longest_s: float) -> None:
        """Wait until nothing runs, or so many seconds have passed."""
        wait(self._futures, timeout=longest_s)

    def shutdown(self) -> None:
        """Stop everything and wait until no thread runs any more."""
        super().shutdown()
        self._executor.shutdown(wait=True)

    def _start(
        self, job: Job, work: Work[Request, Result], request: Request, token: CancelToken
    ) -> None:
        self._futures = {f: running for f, running in self._futures.items() if not f.done()}
        self._futures[self._executor.submit(self._run, job, work, request, token)] = job

    def _run(
        self, job: Job, work: Work[Request, Result], request: Request, token: CancelToken
    ) -> None:
        """Run on a worker thread; report by signals, which Qt delivers to the GUI thread."""
        report = _JobReport(job, self._reported.emit, self._showed.emit)
        try:
            token.check()
            self._returned.emit(job, work(request, token, report))
        except Exception as error:
            _clear_frames(error)
            if not isinstance(error, (TryOnError, Cancelled)):
                _LOG.error("a job failed: %s", job.kind.value, exc_info=error)
            self._raised.emit(job, error)


class SynchronousRunner(Jobs):
    """Runs each job inside `submit`: for tests, and wherever waiting does no harm."""

    def _start(
        self, job: Job, work: Work[Request, Result], request: Request, token: CancelToken
    ) -> None:
        report = _JobReport(job, self._on_reported, self._on_showed)
        try:
            result = work(request, token, report)
        except Exception as error:
            self._on_raised(job, error)
        else:
            self._on_returned(job, result)


def _tell(callback: Callable[..., None] | None, *outcome: object) -> None:
    """Call an asker, unless it is gone; an exception that it raises goes to the exception hook."""
    asker = getattr(getattr(callback, "func", callback), "__self__", None)  # also of a partial
    if callback is None or (isinstance(asker, QObject) and not isValid(asker)):
        return
    try:
        callback(*outcome)
    except Exception:
        sys.excepthook(*sys.exc_info())


def _clear_frames(error: BaseException | None) -> None:
    """Free what the frames of an error hold, such as networks: the error may be shown for long."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
