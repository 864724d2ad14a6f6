"""Progress and cancelling of long work, without Qt."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from tryon.errors import Cancelled


class Stage(Enum):
    """A named step of a job; the value is its key in JSON reports."""

    LOAD_PHOTO = "load_photo"
    READ_CACHE = "read_cache"
    LOAD_ENGINE = "load_engine"
    FIND_PEOPLE = "find_people"
    PARSE_PEOPLE = "parse_people"
    REFINE_EDGES = "refine_edges"
    FIND_JOINTS = "find_joints"
    CUT_OUT = "cut_out"
    WARP = "warp"
    COMPOSITE = "composite"
    SAVE = "save"
    EXPORT = "export"
    ASK_HUB = "ask_hub"
    DOWNLOAD = "download"
    VERIFY = "verify"


Progress = Callable[[Stage, float], None]
"""Called with the stage that runs and its finished fraction in [0, 1]."""


class Report(Protocol):
    """What a job tells while it runs: its progress, and something to be seen before it is done."""

    def __call__(self, stage: Stage, fraction: float, /) -> None:
        """Tell the stage that runs and its finished fraction in [0, 1]."""
        ...

    def show(self, first: object, /) -> None:
        """Show something that the result will take the place of."""
        ...


def ignore_progress(stage: Stage, fraction: float) -> None:
    """Do nothing with a report."""


class CancelToken:
    """Set on one thread, checked between stages on another."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the job has been asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the job has been asked to stop."""
        if self.is_cancelled:
            raise Cancelled

    def sleep(self, seconds: float) -> None:
        """Wait, but raise `Cancelled` at once when the job is asked to stop."""
        if self._event.wait(seconds):
            raise Cancelled


@dataclass(frozen=True)
class StageTime:
    """How long one stage took."""

    stage: Stage
    ms: float


class StageClock:
    """Times the stages of one job, reports them as progress and checks for cancelling."""

    def __init__(
        self, progress: Progress = ignore_progress, cancel: CancelToken | None = None
    ) -> None:
        self._progress = progress
        self._cancel = cancel or CancelToken()
        self._ms: dict[Stage, float] = {}

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[Callable[[float], None]]:
        """Time the block as ``stage``; the block may call the yielded function with a fraction.

        Raises:
            Cancelled: if the job was cancelled before the block or at one of its reports.
        """

        def report(fraction: float) -> None:
            self._cancel.check()
            self._progress(stage, fraction)

        report(0.0)
        started = time.perf_counter()
        yield report
        self._ms[stage] = self._ms.get(stage, 0.0) + (time.perf_counter() - started) * 1e3
        self._progress(stage, 1.0)

    @property
    def times(self) -> tuple[StageTime, ...]:
        """Finished stages in the order in which they first ran."""
        return tuple(StageTime(stage, ms) for stage, ms in self._ms.items())
