"""Processes that work on a batch: each has engines of its own, and one thread.

They are started afresh (spawned), which every system and a program with a window can do. One that
ends unexpectedly costs the result that it worked on, and another takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from tryon.batch.order import Order, Step, garments_of
from tryon.batch.plan import BatchPlan, Item, PhotoWork, shared_out
from tryon.batch.rows import Row
from tryon.batch.shelf import new_shelf
from tryon.batch.talk import (
    Began,
    Hopeless,
    NotPrepared,
    Prepared,
    Ready,
    Reply,
    Stop,
    Task,
    TaskDone,
)
from tryon.batch.worker import run_worker, signals_ignored
from tryon.errors import BatchError, Cancelled, ExportError, TryOnError, UsageError, WeightsError
from tryon.messages import BatchProblem, ExportProblem, Text, UsageProblem, WeightsProblem
from tryon.progress import CancelToken
from tryon.shape.category import GarmentCategory

MOST_BY_ITSELF = 8
"""Processes that are started unless another number is asked for; each takes about 0.5 GB."""
_LOOK_S = 0.1
"""How often it is looked whether the user cancels."""
_END_S = 30.0
"""How long processes have to finish what they write."""


def usual_jobs() -> int:
    """Return how many processes work unless another number is asked for: one for each core."""
    return min(core_count(), MOST_BY_ITSELF)


def core_count() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class ProcessPool:
    """Works on a batch with some processes; a `tryon.batch.order.Executor`."""

    jobs: int

    def steps(self, order: Order, work: Sequence[PhotoWork], cancel: CancelToken) -> Iterator[Step]:
        """Do the work; see `tryon.batch.order.Executor.steps`."""
        parts = shared_out(work, self.jobs)
        count = min(self.jobs, max(len(garments_of(work)), len(parts)))
        categories: dict[Item, GarmentCategory] = {}
        with new_shelf() as shelf, _crew(order, shelf, count) as crew:
            yield from _prepare(crew, work, categories, cancel)
            yield from self._dress(order, crew, in_a_row(parts, categories), cancel)

    def _dress(
        self,
        order: Order,
        crew: _Crew,
        parts: Sequence[PhotoWork],
        cancel: CancelToken,
    ) -> Iterator[Step]:
        """Dress photos in garments that are cut out."""
        tasks: deque[Task] = deque(parts)
        begun: dict[Task, Began] = {}
        over: dict[Task, set[Item]] = {}
        for task, reply in crew.work(tasks, cancel):
            assert isinstance(task, PhotoWork)
            if isinstance(reply, Began):
                begun[task] = reply
            elif isinstance(reply, Step):
                if reply.settled and task in begun:
                    over.setdefault(task, set()).add(begun[task].garment)
                yield reply
            elif isinstance(reply, _Died):
                last = begun.get(task)
                file = None if last is None else _file_of(order, task, last)
                step, rest = after_death(task, last, over.get(task, set()), file)
                if rest.garments:
                    tasks.append(rest)
                yield step
            if isinstance(reply, TaskDone | _Died):
                begun.pop(task, None)
                over.pop(task, None)


def prepare_garments(
    order: Order,
    work: Sequence[PhotoWork],
    shelf: Path,
    categories: dict[Item, GarmentCategory],
    cancel: CancelToken,
) -> Iterator[Step]:
    """Cut out every garment of some work, with as many processes here as usual.

    Args:
        order: how.
        work: what needs them.
        shelf: the folder in which they lie afterwards; see `tryon.batch.shelf.place_of`.
        categories: takes what each is that can be used.
        cancel: ends it.

    Raises:
        TryOnError: if nothing can be done.
        Cancelled: once ``cancel`` is set and nobody works any more.
    """
    with _crew(order, shelf, min(usual_jobs(), len(garments_of(work)))) as crew:
        yield from _prepare(crew, work, categories, cancel)


def in_a_row(
    work: Sequence[PhotoWork], categories: Mapping[Item, GarmentCategory]
) -> tuple[PhotoWork, ...]:
    """Return work with the garments that could be cut out, those of one category in a row."""
    rows = []
    for each in work:
        usable = (garment for garment in each.garments if garment in categories)
        garments = tuple(sorted(usable, key=lambda garment: categories[garment].value))
        if garments:
            rows.append(replace(each, garments=garments))
    return tuple(rows)


def _prepare(
    crew: _Crew,
    work: Sequence[PhotoWork],
    categories: dict[Item, GarmentCategory],
    cancel: CancelToken,
) -> Iterator[Step]:
    for garment, reply in crew.work(deque(garments_of(work)), cancel):
        assert isinstance(garment, Item)
        if isinstance(reply, Prepared):
            categories[garment] = reply.category
        elif isinstance(reply, NotPrepared | _Died):
            yield _without(garment, reply, work)


@dataclass(frozen=True)
class _Died:
    """The process that worked on a task is gone."""


@dataclass(eq=False)
class _Worker:
    """A process, and what it works on."""

    process: BaseProcess
    connection: Connection
    task: Task | None = None
    is_ready: bool = False


@dataclass(eq=False)
class _Crew:
    """The processes of one run."""

    order: Order
    shelf: Path
    workers: list[_Worker] = field(default_factory=list)

    def start_one(self) -> None:
        """Start a process, and tell it how things are to be made."""
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=run_worker, args=(theirs,), daemon=True)
        with signals_ignored():
            process.start()
        theirs.close()  # else it would not be seen that the process ended
        self.workers.append(_Worker(process, ours))
        with suppress(OSError):
            ours.send((self.order, self.shelf))

    def work(self, tasks: deque[Task], cancel: CancelToken) -> Iterator[tuple[Task, Reply | _Died]]:
        """Let processes work on tasks, to which the caller may add; return their replies.

        Raises:
            TryOnError: if nothing will come of any task.
            Cancelled: once ``cancel`` is set and no process works any more.
        """
        while tasks or any(worker.task is not None for worker in self.workers):
            if cancel.is_cancelled:
                yield from self.stop()
                raise Cancelled
            for worker in self.workers:
                if tasks and worker.is_ready and worker.task is None:
                    worker.task = tasks.popleft()
                    with suppress(OSError):  # it is gone, which is seen below
                        worker.connection.send(worker.task)
            yield from self._replies(_LOOK_S)

    def stop(self) -> Iterator[tuple[Task, Reply | _Died]]:
        """Let processes end; return what they have still finished."""
        for worker in self.workers:
            with suppress(OSError):
                worker.connection.send(Stop())
        end = time.monotonic() + _END_S
        while self.workers and time.monotonic() < end:
            for worker, reply in self._received(_LOOK_S):
                if isinstance(reply, _Died):
                    self._let_go(worker)
                elif isinstance(reply, Step) and worker.task is not None:
                    yield worker.task, reply

    def close(self) -> None:
        """End all processes; one that does not end by itself is killed."""
        for worker in self.workers:
            worker.connection.close()
        for worker in [*self.workers]:
            self._let_go(worker)

    def _let_go(self, worker: _Worker) -> None:
        """Wait until a process has ended that nobody needs any more."""
        self.workers.remove(worker)
        worker.connection.close()
        worker.process.join(_END_S)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()

    def _replies(self, longest_s: float) -> Iterator[tuple[Task, Reply | _Died]]:
        for worker, reply in self._received(longest_s):
            task = worker.task
            if isinstance(reply, Hopeless):
                raise error_of(reply.problem)
            if isinstance(reply, Ready):
                worker.is_ready = True
            elif isinstance(reply, TaskDone):
                worker.task = None
            elif isinstance(reply, _Died):
                self._let_go(worker)
                if not worker.is_ready:
                    raise BatchError(BatchProblem.NOT_STARTED)
                self.start_one()
            if task is not None:
                yield task, reply

    def _received(self, longest_s: float) -> Iterator[tuple[_Worker, Reply | _Died]]:
        """Return a reply of each process that has one."""
        ready = set(wait([worker.connection for worker in self.workers], longest_s))
        for worker in [each for each in self.workers if each.connection in ready]:
            reply: Reply | _Died
            try:
                reply = worker.connection.recv()
            except (EOFError, OSError):
                reply = _Died()
            yield worker, reply


@contextmanager
def _crew(order: Order, shelf: Path, count: int) -> Iterator[_Crew]:
    crew = _Crew(order, shelf)
    try:
        for _ in range(count):
            crew.start_one()
        yield crew
    finally:
        crew.close()


def _without(garment: Item, reply: NotPrepared | _Died, work: Sequence[PhotoWork]) -> Step:
    """Return what it means that a garment cannot be used."""
    if isinstance(reply, NotPrepared):
        problem, trace = reply.problem, reply.trace
    else:
        problem, trace = Text(BatchProblem.PROCESS_ENDED), ""
    settled = sum(garment in each.garments for each in work)
    return Step((Row(None, garment.address, problem=problem),), settled, trace)


def after_death(
    task: PhotoWork, begun: Began | None, over: set[Item], file: str | None = None
) -> tuple[Step, PhotoWork]:
    """Return what it means that a process ended, and what of its task is left to others.

    Args:
        task: what it worked on.
        begun: the result that it began last; None if it did not get as far as the first.
        over: the garments of its task that it had told the end of.
        file: that result, if it is there: it had no time to tell.
    """
    problem, photo = Text(BatchProblem.PROCESS_ENDED), task.photo.address
    if begun is None:
        row = Row(photo, None, problem=problem)
        return Step((row,), len(task.garments)), replace(task, garments=())
    rest = tuple(g for g in task.garments if g not in over and g != begun.garment)
    if begun.garment in over:  # it ended between two garments
        return Step(()), replace(task, garments=rest)
    made = Row(photo, begun.garment.address, begun.person, file=file)
    row = made if file is not None else replace(made, problem=problem)
    return Step((row,), 1), replace(task, garments=rest)


def _file_of(order: Order, task: PhotoWork, begun: Began) -> str | None:
    """Return the result that was begun last, if it is there."""
    file = BatchPlan((), (), order.people).result(task.photo, begun.garment, begun.person)
    return file if (order.out / file).exists() else None


def error_of(problem: Text) -> TryOnError:
    """Return the error of another process."""
    message = problem.message
    if isinstance(message, WeightsProblem):
        return WeightsError(message, **problem.values)
    if isinstance(message, UsageProblem):
        return UsageError(message, **problem.values)
    assert isinstance(message, ExportProblem)
    return ExportError(message, **problem.values)
