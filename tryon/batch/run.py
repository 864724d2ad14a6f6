"""A batch from beginning to end: what is there stays, what is missing is made, all is reported."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tryon.batch.order import Executor, Order, Step
from tryon.batch.plan import BatchPlan, PhotoWork, known_results, missing_work
from tryon.batch.records import FolderRecords, Records
from tryon.batch.rows import Row
from tryon.errors import Cancelled
from tryon.progress import CancelToken

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class BatchState:
    """Where a batch stands.

    Attributes:
        pairs: how many photos in garments there are to be.
        over: how many of them nothing is to be done about any more.
        done: results that are there, of this run and earlier ones.
        failed: what failed in this run.
        seconds_left: how long the rest will take; None until that can be told.
        news: what became known since the state before.
    """

    pairs: int
    over: int
    done: int
    failed: int
    seconds_left: float | None = None
    news: tuple[Row, ...] = ()


@dataclass(frozen=True)
class BatchOutcome:
    """What a batch has come to.

    Attributes:
        rows: of every result and of all that failed.
        earlier: results that were there already.
        left: photos in garments that were not come to, as the batch was cancelled.
    """

    rows: tuple[Row, ...]
    earlier: int
    left: int

    @property
    def failures(self) -> tuple[Row, ...]:
        """What there is no result of."""
        return tuple(row for row in self.rows if row.is_failure)

    @property
    def made(self) -> int:
        """How many results this run has made."""
        return len(self.rows) - len(self.failures) - self.earlier


Tell = Callable[[BatchState], None]
"""Called with where a batch stands."""


def run_batch(
    plan: BatchPlan,
    order: Order,
    executor: Executor,
    *,
    tell: Tell,
    cancel: CancelToken,
    records: Records | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> BatchOutcome:
    """Make what is missing of a plan, and write the report, also if it is cancelled.

    Args:
        plan: all that there is to be.
        order: how, and where.
        executor: who does it.
        tell: called at the beginning and at every step.
        cancel: ends it once nothing half-done is left by that; the outcome says what is left.
        records: what is known of results, and where it is kept; beside them if not said otherwise.
        clock: tells the time in seconds.

    Raises:
        BatchError: if another batch writes into the folder, a report there is of something else, or
            no process can start.
        TryOnError: if nothing can be done, for want of a parser or of space on the disk.
    """
    records = records or FolderRecords(order.out)
    with records.alone():
        known, there = records.known(plan), records.there(plan)
        work, earlier = missing_work(plan, there, known), known_results(plan, there, known)
        ledger = _Ledger(plan, earlier, work, clock)
        tell(ledger.state())
        try:
            with suppress(Cancelled):
                for step in _steps(executor, order, work, cancel):
                    news = ledger.enter(step)
                    records.note(news)
                    tell(ledger.state(news))
        finally:
            records.finish(plan, ledger.rows, ledger.left)
    return BatchOutcome(ledger.rows, len(earlier), ledger.left)


class _Ledger:
    """What is known of a plan's results, and how fast they are made.

    Args:
        plan: all that there is to be.
        earlier: results that are there already.
        work: what is to be made.
        clock: tells the time in seconds.
    """

    def __init__(
        self,
        plan: BatchPlan,
        earlier: Sequence[Row],
        work: Sequence[PhotoWork],
        clock: Callable[[], float],
    ) -> None:
        self._rows = {row.identity: row for row in earlier}
        self._pairs, self._failed, self._made = plan.pairs, 0, 0
        self.left = sum(len(each.garments) for each in work)
        self._clock, self._start = clock, clock()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Of all that is known."""
        return tuple(self._rows.values())

    def enter(self, step: Step) -> tuple[Row, ...]:
        """Take what is over; return what was not known: parts of one photo may fail alike."""
        news = tuple(row for row in step.rows if row.identity not in self._rows)
        self._rows.update((row.identity, row) for row in news)
        self._failed += sum(row.is_failure for row in news)
        self.left -= step.settled
        if not any(row.is_failure for row in step.rows):
            self._made += step.settled
        return news

    def state(self, news: tuple[Row, ...] = ()) -> BatchState:
        """Return where the batch stands; what fails at once says nothing about the others' time."""
        elapsed_s = self._clock() - self._start
        seconds_left = elapsed_s / self._made * self.left if self._made else None
        done, over = len(self._rows) - self._failed, self._pairs - self.left
        return BatchState(self._pairs, over, done, self._failed, seconds_left, news)


def _steps(
    executor: Executor, order: Order, work: Sequence[PhotoWork], cancel: CancelToken
) -> Iterator[Step]:
    """Let the executor work, and log what nobody foresaw."""
    if not work:
        return
    for step in executor.steps(order, work, cancel):
        if step.trace:
            _LOG.info("a part of a batch failed: %s\n%s", step.rows, step.trace)
        yield step
