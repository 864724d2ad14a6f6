"""``tryon batch``: every photo in every garment, by several processes, as often as it takes."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from tryon.batch.cluster.store import Store, is_url
from tryon.batch.inputs import plan_of_inputs
from tryon.batch.order import Executor, Order
from tryon.batch.plan import REPORT_CSV, BatchPlan, People
from tryon.batch.pool import ProcessPool, usual_jobs
from tryon.batch.records import FolderRecords, Records
from tryon.batch.report import report_of
from tryon.batch.rows import Row
from tryon.batch.run import BatchOutcome, BatchState, run_batch
from tryon.commands.engine_options import parser_choice
from tryon.commands.progress_bar import ProgressBar
from tryon.commands.terminal import complaint
from tryon.errors import Cancelled, UsageError
from tryon.garments.loading import wardrobe_folder
from tryon.imaging import Metadata
from tryon.messages import UsageProblem
from tryon.models.rate import minutes
from tryon.parsing.choice import ParserChoice
from tryon.progress import CancelToken


def run_batch_command(arguments: argparse.Namespace) -> int:
    """Make what is missing; return 0, or 1 if something failed.

    Raises:
        TryOnError: if a folder holds no pictures, or nothing can be done.
        Cancelled: if Ctrl-C was pressed; what was finished stays, and the report is written.
    """
    if arguments.ray is None:
        _refuse_urls(*arguments.photos, *arguments.garments, arguments.output)
    plan = plan_of_inputs(arguments.photos, arguments.garments, People(arguments.people))
    order = Order(
        out=Path(arguments.output),
        wardrobe=wardrobe_folder(),
        people=plan.people,
        choice=parser_choice(arguments) or ParserChoice(),
        metadata=Metadata(arguments.metadata),
    )
    executor, records = _way(arguments)
    with ExitStack() as stack:
        cancel = stack.enter_context(_cancelled_by_signals())
        shown = _Shown(None if arguments.quiet else stack.enter_context(_bar(plan)))
        outcome = run_batch(plan, order, executor, tell=shown.tell, cancel=cancel, records=records)
    if arguments.json:
        sys.stdout.write(report_of(plan, outcome.rows, outcome.left).decode())
    elif not arguments.quiet:
        print(_summary(arguments.output, outcome))
    if outcome.failures:
        report = f"{arguments.output}/{REPORT_CSV}"
        print(complaint(f"{len(outcome.failures)} failed; see {report}"), file=sys.stderr)
    if cancel.is_cancelled:
        raise Cancelled
    return 1 if outcome.failures else 0


def _way(arguments: argparse.Namespace) -> tuple[Executor, Records]:
    """Return who does the work, and where it is kept what is known of it.

    Raises:
        UsageError: if that takes packages that are not installed.
    """
    if arguments.ray is None:
        return ProcessPool(arguments.jobs or usual_jobs()), FolderRecords(Path(arguments.output))
    try:
        from tryon.batch.cluster.executor import RayCluster
    except ImportError as error:
        raise UsageError(UsageProblem.NEEDS_RAY, what="--ray", reason=str(error)) from error
    from tryon.batch.cluster.records import StoreRecords

    out = arguments.output
    place = out if is_url(out) else str(Path(out).absolute())
    return RayCluster(arguments.ray, place, arguments.jobs), StoreRecords(Store(place))


def _refuse_urls(*named: str) -> None:
    for name in named:
        if is_url(name):
            raise UsageError(UsageProblem.URL_NEEDS_RAY, url=name)


class _Shown:
    """Shows where a batch stands: failures as they come, the rest as a bar."""

    def __init__(self, bar: ProgressBar | None) -> None:
        self._bar, self._over = bar, 0

    def tell(self, state: BatchState) -> None:
        """Take where the batch stands."""
        for row in state.news:
            if row.is_failure:
                self._log(complaint(describe_failure(row)))
        if self._bar is None or state.over == self._over:
            return
        left = "" if state.seconds_left is None else f"{minutes(state.seconds_left)} left, "
        latest = state.news[-1].file if state.news else None
        self._bar.advance(f"{left}{latest or ''}".removesuffix(", "), state.over - self._over)
        self._over = state.over

    def _log(self, line: str) -> None:
        if self._bar is None:
            print(line, file=sys.stderr, flush=True)
        else:
            self._bar.log(line, sys.stderr)


def describe_failure(row: Row) -> str:
    """Return which photo and garment have no result, and why."""
    files = [Path(file).name for file in (row.photo, row.garment) if file is not None]
    person = "" if row.person is None else f", person {row.person}"
    problem = str(row.problem)
    if len(files) == 1 and files[0] in problem:
        return problem
    return f"{' in '.join(files)}{person}: {problem}"


def _summary(out: str, outcome: BatchOutcome) -> str:
    noun = "result" if outcome.made == 1 else "results"
    earlier = f", {outcome.earlier} were there already" if outcome.earlier else ""
    left = f", {outcome.left} left to do" if outcome.left else ""
    return f"{out}: {outcome.made} {noun}{earlier}{left}; {out}/{REPORT_CSV} has all of it"


def _bar(plan: BatchPlan) -> ProgressBar:
    return ProgressBar(plan.pairs, sys.stderr)


@contextmanager
def _cancelled_by_signals() -> Iterator[CancelToken]:
    """Return a token that Ctrl-C and the wish that the program end set; at the second time they do.

    Whoever waits for the token finishes what is half-done first.
    """
    cancel = CancelToken()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.getsignal(number) for number in numbers}

    def restore() -> None:
        for number in numbers:
            signal.signal(number, before[number])

    def stop(number: int, frame: FrameType | None) -> None:
        cancel.cancel()
        restore()

    for number in numbers:
        signal.signal(number, stop)
    try:
        yield cancel
    finally:
        restore()
