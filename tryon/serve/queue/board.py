"""What is asked for: who waits for it, how far it is, and what became of it.

Several threads use the board: that of the server, and one for each worker.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from tryon.errors import RequestError
from tryon.messages import RequestProblem
from tryon.progress import Stage
from tryon.serve.work.tasks import Answer, Failure, Outcome, Task

_MOST_DONE, _MOST_DONE_BYTES = 500, 100_000_000
"""Jobs that are over and still known, whatever their age, and their answers together."""
_FIRST_GUESS_S = 1.0
"""How long a task is thought to take before the first is done."""
_NEW_SHARE = 0.2
"""Weight of the latest task in the mean of how long they take."""


class Status(Enum):
    """Where a job stands; the value is its name in answers."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing will change any more."""
        return self in (Status.DONE, Status.FAILED, Status.CANCELLED)


@dataclass(eq=False)
class Computation:
    """A task that is worked on for all who asked for it.

    Attributes:
        key: what its answer is known by.
        task: what is asked for; None once it is over, as it holds the photo.
        status: where it stands.
        stage: what is being done; None before that.
        fraction: of the stage, in [0, 1].
        tries: how often a worker began it.
        outcome: what it came to.
        jobs: who waits for it.
        listeners: called when anything of it changes, on any thread.
        began_s: when a worker began it, see `time.monotonic`.
    """

    key: str
    task: Task | None
    status: Status = Status.WAITING
    stage: Stage | None = None
    fraction: float = 0.0
    tries: int = 0
    outcome: Outcome | None = None
    jobs: set[Job] = field(default_factory=set)
    listeners: set[Callable[[], None]] = field(default_factory=set)
    began_s: float = 0.0

    @property
    def is_wanted(self) -> bool:
        """Whether anybody still waits for it."""
        return bool(self.jobs)


@dataclass(eq=False)
class Job:
    """What one request asked for.

    Attributes:
        id: what only who asked knows.
        owner: the name of the key that asked; None without keys.
        computation: what is done for it; jobs that ask for the same share one.
        is_cancelled: whether who asked does not want it any more.
        ended_s: when it was over, see `time.monotonic`; None before that.
    """

    id: str
    owner: str | None
    computation: Computation
    is_cancelled: bool = False
    ended_s: float | None = None

    @property
    def status(self) -> Status:
        """Where it stands."""
        return Status.CANCELLED if self.is_cancelled else self.computation.status


class Board:
    """All jobs, and the queue of what nobody works on yet.

    Args:
        most_waiting: how many computations may wait.
        workers: how many work, to tell who does not fit in when to come back.
        keep_s: how long jobs that are over are known.
    """

    def __init__(self, *, most_waiting: int, workers: int, keep_s: float) -> None:
        self._most_waiting, self._workers, self._keep_s = most_waiting, workers, keep_s
        self._changed = threading.Condition()
        self._waiting: deque[Computation] = deque()
        self._running: set[Computation] = set()
        self._live: dict[str, Computation] = {}
        self._jobs: dict[str, Job] = {}
        self._mean_s = _FIRST_GUESS_S
        self._is_closed = False

    @property
    def waiting(self) -> int:
        """How many computations wait for a worker."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """How many computations are worked on."""
        return len(self._running)

    def submit(self, key: str, task: Task, owner: str | None) -> Job:
        """Ask for a task; what is asked for already is not computed twice.

        Raises:
            RequestError: if too much waits already, or the server is stopping.
        """
        with self._changed:
            if self._is_closed:
                raise RequestError(RequestProblem.STOPPING, seconds=round(self._wait_s()))
            computation = self._live.get(key)
            if computation is None:
                if len(self._waiting) >= self._most_waiting:
                    raise RequestError(
                        RequestProblem.QUEUE_FULL,
                        count=len(self._waiting),
                        seconds=round(self._wait_s()),
                    )
                computation = Computation(key, task)
                self._live[key] = computation
                self._waiting.append(computation)
                self._changed.notify()
            return self._add(computation, owner)

    def add_done(self, key: str, owner: str | None, outcome: Outcome) -> Job:
        """Return a job that is done already, because its answer was kept."""
        with self._changed:
            computation = Computation(key, None, Status.DONE, outcome=outcome)
            job = self._add(computation, owner)
            job.ended_s = time.monotonic()
            return job

    def find(self, job_id: str, owner: str | None) -> Job:
        """Return a job of whoever asks.

        Raises:
            RequestError: if there is none, or it is somebody else's.
        """
        with self._changed:
            self._forget_old()
            job = self._jobs.get(job_id)
            if job is None or job.owner != owner:
                raise RequestError(RequestProblem.NO_SUCH_JOB, id=job_id)
            return job

    def cancel(self, job: Job) -> None:
        """Give a job up; its computation ends if nobody else waits for it."""
        with self._changed:
            if job.status.is_over:
                return
            job.is_cancelled, job.ended_s = True, time.monotonic()
            computation = job.computation
            computation.jobs.discard(job)
            if not computation.jobs:
                self._live.pop(computation.key, None)  # who asks for it now begins anew
                if computation in self._waiting:
                    self._waiting.remove(computation)
                    self._end(computation, Status.CANCELLED, None)
            self._tell(computation)

    def forget(self, job: Job) -> None:
        """Give a job up that nobody will ask for any more."""
        self.cancel(job)
        with self._changed:
            self._jobs.pop(job.id, None)

    def take(self, longest_s: float) -> Computation | None:
        """Return what is to be worked on next; None if there is nothing for so long."""
        with self._changed:
            if not self._waiting:
                self._changed.wait(longest_s)
            if not self._waiting:
                return None
            computation = self._waiting.popleft()
            computation.status, computation.began_s = Status.RUNNING, time.monotonic()
            computation.tries += 1
            self._running.add(computation)
            self._tell(computation)
            return computation

    def put_back(self, computation: Computation, *, was_tried: bool = True) -> None:
        """Have a computation begun once more, as the next one.

        Args:
            computation: what was taken.
            was_tried: whether that counts as a try.
        """
        with self._changed:
            computation.tries -= 0 if was_tried else 1
            computation.status, computation.stage = Status.WAITING, None
            self._running.discard(computation)
            self._waiting.appendleft(computation)
            self._changed.notify()
            self._tell(computation)

    def progress(self, computation: Computation, stage: Stage, fraction: float) -> None:
        """Note how far a computation is."""
        with self._changed:
            computation.stage, computation.fraction = stage, fraction
            self._tell(computation)

    def finish(self, computation: Computation, outcome: Outcome | None) -> None:
        """Note what a computation came to; None if it was given up."""
        with self._changed:
            self._running.discard(computation)
            if isinstance(outcome, Answer):
                took_s = time.monotonic() - computation.began_s
                self._mean_s += _NEW_SHARE * (took_s - self._mean_s)
                self._end(computation, Status.DONE, outcome)
            else:
                status = Status.CANCELLED if outcome is None else Status.FAILED
                self._end(computation, status, outcome)

    def close(self, outcome: Failure) -> None:
        """Take nothing any more; what waits has this outcome."""
        with self._changed:
            self._is_closed = True
            while self._waiting:
                self._end(self._waiting.popleft(), Status.FAILED, outcome)
            self._changed.notify_all()

    @contextmanager
    def heard(self, job: Job, listener: Callable[[], None]) -> Iterator[None]:
        """Call a listener whenever something about a job changes; it may be on any thread."""
        with self._changed:
            job.computation.listeners.add(listener)
        try:
            yield
        finally:
            with self._changed:
                job.computation.listeners.discard(listener)

    def _add(self, computation: Computation, owner: str | None) -> Job:
        self._forget_old()
        job = Job(secrets.token_urlsafe(16), owner, computation)
        computation.jobs.add(job)
        self._jobs[job.id] = job
        return job

    def _end(self, computation: Computation, status: Status, outcome: Outcome | None) -> None:
        computation.status, computation.outcome, computation.task = status, outcome, None
        if self._live.get(computation.key) is computation:
            del self._live[computation.key]
        for job in computation.jobs:
            job.ended_s = time.monotonic()
        self._tell(computation)

    def forget_old(self) -> None:
        """Forget jobs that were over long ago, and the oldest of very many."""
        with self._changed:
            self._forget_old()

    def _forget_old(self) -> None:
        oldest = time.monotonic() - self._keep_s
        over = [(job.ended_s, job) for job in self._jobs.values() if job.ended_s is not None]
        total_bytes = 0
        for count, (ended_s, job) in enumerate(sorted(over, key=lambda each: -each[0])):
            is_one_too_many = count >= _MOST_DONE or total_bytes > _MOST_DONE_BYTES
            if ended_s < oldest or is_one_too_many:
                del self._jobs[job.id]
            elif isinstance(job.computation.outcome, Answer):
                total_bytes += len(job.computation.outcome.content)

    def _wait_s(self) -> float:
        """Return after how long somebody who does not fit in may try again."""
        return max(1.0, self._mean_s * (len(self._waiting) + 1) / self._workers)

    @staticmethod
    def _tell(computation: Computation) -> None:
        for listener in tuple(computation.listeners):
            listener()
