"""The crew: a thread for each worker, which gives it tasks and watches how it gets on with them.

A worker that ends unexpectedly is replaced, and what it worked on is tried once more. One that
takes too long or too much memory is ended, and what it worked on is not tried again.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from tryon.batch.worker import signals_ignored
from tryon.messages import RequestProblem, Text
from tryon.serve.queue.board import Board, Computation
from tryon.serve.queue.store import Store
from tryon.serve.work.talk import (
    Hopeless,
    Orders,
    Progressed,
    Ready,
    Reply,
    Stop,
    Stopped,
    Taken,
)
from tryon.serve.work.tasks import (
    Answer,
    Blame,
    Failure,
    FitTask,
    Outcome,
    ParseTask,
    parse_key_of,
)
from tryon.serve.work.worker import run_worker

_LOOK_S = 0.05
"""How often it is looked whether a worker takes too long or too much, or nobody waits any more."""
_IDLE_LOOK_S = 0.5
_START_S = 300.0
"""How long a worker has to load its engines."""
_STOP_S = 5.0
"""How long a worker has to end a task that nobody wants any more."""
_END_S = 10.0
"""How long a worker has to end itself."""
_MOST_TRIES = 2
_BACK_S = 5
"""After how long a server that stops may be there again."""
_MOST_STARTS = 5
"""In a row that come to nothing: then nobody waits for another one."""
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """What one task may take.

    Attributes:
        seconds: of time.
        megabytes: of memory, with the engines that are loaded anyway; Linux only.
    """

    seconds: float
    megabytes: int


@dataclass
class Counts:
    """What has happened in the crew since it started."""

    restarts: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0


@dataclass(eq=False)
class _Worker:
    """A process that has loaded its engines.

    Attributes:
        process: it.
        connection: to it.
        has_begun: whether it has taken up the task that it was sent last.
    """

    process: BaseProcess
    connection: Connection
    has_begun: bool = False

    def end(self) -> None:
        """End the process, if it has not ended by itself."""
        self.connection.close()
        self.process.kill()
        self.process.join(_END_S)


@dataclass(eq=False)
class Crew:
    """Workers and the threads that look after them.

    Attributes:
        board: what is to be worked on.
        store: where answers are kept.
        orders: how workers do their work.
        limits: what one task may take.
        threads: how many each worker computes on.
        on_hopeless: called once if nothing can ever be done, with the reason.
        fingerprint: of the workers' code and weights; "" before the first is ready.
    """

    board: Board
    store: Store
    orders: Orders
    limits: Limits
    threads: int
    on_hopeless: Callable[[Text | None], None]
    fingerprint: str = ""
    counts: Counts = field(default_factory=Counts)
    _ready: set[int] = field(default_factory=set)
    _threads: list[threading.Thread] = field(default_factory=list)
    _is_stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def ready(self) -> int:
        """How many workers have loaded their engines."""
        return len(self._ready)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """Of the workers that have loaded their engines."""
        return tuple(sorted(self._ready))

    def start(self, workers: int) -> None:
        """Start so many workers; they load their engines while this returns."""
        for number in range(workers):
            thread = threading.Thread(target=self._look_after, name=f"worker-{number}")
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """End all workers, and what they work on."""
        self._is_stopping.set()
        self.board.close(Failure(RequestProblem.STOPPING.with_values(seconds=_BACK_S)))
        for thread in self._threads:
            thread.join()

    def _look_after(self) -> None:
        """Keep a worker at work; start another one whenever it has ended."""
        in_vain = 0
        while not self._is_stopping.is_set():
            worker = self._start()
            if worker is None:
                in_vain += 1
                if in_vain == _MOST_STARTS and not self._ready:
                    self.on_hopeless(None)
                self._is_stopping.wait(2.0**in_vain / 10)
                continue
            in_vain = 0
            process_id = worker.process.pid or 0
            self._ready.add(process_id)
            try:
                self._feed(worker)
            finally:
                self._ready.discard(process_id)
                worker.end()
            if not self._is_stopping.is_set():
                self.counts.restarts += 1
                _LOG.warning("worker %s has ended; another one starts", process_id)

    def _start(self) -> _Worker | None:
        """Start a worker and wait until it is ready; None if it ends before that."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run_worker, args=(theirs, self.threads), daemon=True)
        with signals_ignored():
            process.start()
        theirs.close()  # else it would not be seen that the process ended
        worker = _Worker(process, ours)
        try:
            ours.send(self.orders)
            end = time.monotonic() + _START_S
            while not self._is_stopping.is_set() and time.monotonic() < end:
                if ours.poll(_IDLE_LOOK_S):
                    reply = ours.recv()
                    if isinstance(reply, Ready):
                        self.fingerprint = reply.fingerprint
                        return worker
                    assert isinstance(reply, Hopeless)
                    self.on_hopeless(reply.problem)
                    self._is_stopping.set()
        except (EOFError, OSError):
            _LOG.warning("a worker has ended before it was ready")
        worker.end()
        return None

    def _feed(self, worker: _Worker) -> None:
        """Give a worker one task after the other, until it has ended."""
        while not self._is_stopping.is_set() and worker.process.is_alive():
            computation = self.board.take(_IDLE_LOOK_S)
            if computation is None:
                continue
            if not worker.process.is_alive():  # it ended while it had nothing to do
                self.board.put_back(computation, was_tried=False)
            elif not self._is_done(worker, computation):
                return

    def _is_done(self, worker: _Worker, computation: Computation) -> bool:
        """Have a worker answer; return whether it lives on."""
        worker.has_begun = False
        try:
            self._send(worker, computation)
            outcome, lives_on = self._watch(worker, computation)
        except (EOFError, OSError):
            self._after_death(computation, was_tried=worker.has_begun)
            return False
        self._finish(computation, outcome)
        return lives_on

    def _send(self, worker: _Worker, computation: Computation) -> None:
        """Send a worker its task; one that does not take it in time is ended.

        Raises:
            OSError: if the worker has ended.
        """
        patience = threading.Timer(self.limits.seconds, worker.process.kill)
        patience.start()
        try:
            worker.connection.send(computation.task)
        finally:
            patience.cancel()

    def _watch(self, worker: _Worker, computation: Computation) -> tuple[Outcome | None, bool]:
        """Return what a task came to, None if it was given up, and whether the worker lives on.

        Raises:
            EOFError: if the worker has ended.
            OSError: likewise.
        """
        end = time.monotonic() + self.limits.seconds
        stop_end: float | None = None
        while True:
            if worker.connection.poll(_LOOK_S):
                reply: Reply = worker.connection.recv()
                if isinstance(reply, Stopped):
                    return None, True
                if isinstance(reply, Answer | Failure):
                    return reply, True
                if isinstance(reply, Taken):
                    worker.has_begun = True
                    continue
                assert isinstance(reply, Progressed)
                self.board.progress(computation, reply.stage, reply.fraction)
            now = time.monotonic()
            if stop_end is None and (not computation.is_wanted or self._is_stopping.is_set()):
                stop_end = now + _STOP_S
                worker.connection.send(Stop())
            if stop_end is not None and now > stop_end:
                return None, False
            if now > end:
                seconds = round(self.limits.seconds)
                problem = RequestProblem.TOOK_TOO_LONG.with_values(seconds=seconds)
                return Failure(problem), False
            if _memory_mb(worker.process) > self.limits.megabytes:
                megabytes = self.limits.megabytes
                return Failure(RequestProblem.TOOK_TOO_MUCH.with_values(megabytes=megabytes)), False

    def _after_death(self, computation: Computation, *, was_tried: bool) -> None:
        if computation.is_wanted and (computation.tries < _MOST_TRIES or not was_tried):
            self.board.put_back(computation, was_tried=was_tried)
        elif computation.is_wanted:
            self._finish(computation, Failure(Text(RequestProblem.WORKER_ENDED), Blame.SERVER))
        else:
            self._finish(computation, None)

    def _finish(self, computation: Computation, outcome: Outcome | None) -> None:
        if isinstance(outcome, Answer):
            self.counts.done += 1
            self._keep(computation, outcome)
        elif isinstance(outcome, Failure):
            self.counts.failed += 1
            if outcome.trace:
                _LOG.error("a task failed\n%s", outcome.trace)
        else:
            self.counts.cancelled += 1
        self.board.finish(computation, outcome)

    def _keep(self, computation: Computation, answer: Answer) -> None:
        """Keep an answer, and what was found in its photo, for who asks next."""
        task = computation.task
        self.store.put(computation.key, answer.kind, answer.content)
        if answer.parse is not None and isinstance(task, ParseTask | FitTask):
            self.store.put(parse_key_of(task.photo, self.fingerprint), "", answer.parse)


def _memory_mb(process: BaseProcess) -> int:
    """Return how much memory a process takes, in MB; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError), open(f"/proc/{process.pid}/statm") as file:
        return int(file.read().split()[1]) * _PAGE_BYTES // 1_000_000
    return 0
