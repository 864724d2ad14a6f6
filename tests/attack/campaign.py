"""Hands inputs to worker processes, replaces those that hang or die, and counts what happened."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.attack.kinds import Kind, Outcome, Verdict, kinds_here
from tests.attack.worker import work
from tests.limits import LIMIT_S

Target = Callable[[int, str, Connection], None]
"""What a process does with a seed, a folder of its own and the end of a pipe."""

BAD = (Verdict.CRASHED, Verdict.HUNG, Verdict.OVER_MEMORY)


@dataclass
class _Worker:
    """A process, and the number of the input that it reads."""

    process: BaseProcess
    connection: Connection
    number: int | None = None


@dataclass
class Summary:
    """What happened to each kind of input.

    Attributes:
        counts: how often each kind ended in each way.
        finds: one outcome for each place at which a kind crashed, and every hang.
        longest_s: the longest processor time of an input that ended.
        peak_bytes: the most memory that a worker had.
    """

    counts: Counter[tuple[Kind, Verdict]] = field(default_factory=Counter)
    finds: dict[tuple[Kind, str], Outcome] = field(default_factory=dict)
    longest_s: float = 0.0
    peak_bytes: int = 0

    def add(self, outcome: Outcome) -> bool:
        """Count an outcome; return whether it is the first bad one of its place."""
        self.counts[outcome.kind, outcome.verdict] += 1
        self.longest_s = max(self.longest_s, outcome.cpu_s)
        self.peak_bytes = max(self.peak_bytes, outcome.peak_bytes)
        key = (outcome.kind, outcome.place or outcome.verdict.value)
        if outcome.verdict not in BAD or key in self.finds:
            return False
        self.finds[key] = outcome
        return True

    @property
    def inputs(self) -> int:
        """How many inputs were read."""
        return sum(self.counts.values())

    @property
    def bad(self) -> int:
        """How many inputs crashed, hung or took too much memory."""
        return sum(count for (_, verdict), count in self.counts.items() if verdict in BAD)

    def __str__(self) -> str:
        head = f"{'kind':<14}{'inputs':>8}" + "".join(f"{v.value:>13}" for v in Verdict)
        lines = [head]
        for kind in Kind:
            lines.append(self._line(kind.value, [kind]))
        lines.append(self._line("all", list(Kind)))
        lines.append(
            f"longest {self.longest_s:.2f} s of processor time, "
            f"largest worker {self.peak_bytes / 1e6:.0f} MB"
        )
        for (kind, place), outcome in self.finds.items():
            lines.append(f"{outcome.verdict.value}: {kind.value}-{outcome.number}: {place}")
        return "\n".join(lines)

    def _line(self, name: str, kinds: Sequence[Kind]) -> str:
        numbers = [sum(self.counts[kind, verdict] for kind in kinds) for verdict in Verdict]
        return f"{name:<14}{sum(numbers):>8}" + "".join(f"{number:>13}" for number in numbers)


def outcomes(seed: int, numbers: range, workers: int, target: Target = work) -> Iterator[Outcome]:
    """Read inputs in worker processes; return the outcomes as they come.

    Args:
        seed: of the campaign.
        numbers: of the inputs.
        workers: how many processes.
        target: what a process does.

    Raises:
        RuntimeError: if a process ends before it was asked for anything.
    """
    waiting, context = iter(numbers), get_context("spawn")
    with TemporaryDirectory() as folder:
        running = [_start(context, target, seed, folder) for _ in range(min(workers, len(numbers)))]
        try:
            while running:
                ready = wait([worker.connection for worker in running], timeout=LIMIT_S)
                for worker in list(running):
                    is_ready = worker.connection in ready
                    if ready and not is_ready:
                        continue
                    outcome, is_alive = _hear(worker) if is_ready else (_lost(worker), False)
                    if outcome is not None:
                        yield outcome
                    if not is_alive:
                        running.remove(worker)
                        worker = _start(context, target, seed, folder)
                        running.append(worker)
                        continue
                    worker.number = next(waiting, None)
                    worker.connection.send(worker.number)
                    if worker.number is None:
                        running.remove(worker)
                        worker.process.join(LIMIT_S)
        finally:
            for worker in running:
                worker.process.kill()
                worker.process.join(LIMIT_S)


def _start(context: SpawnContext, target: Target, seed: int, folder: str) -> _Worker:
    ours, theirs = context.Pipe()
    process = context.Process(target=target, args=(seed, folder, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _hear(worker: _Worker) -> tuple[Outcome | None, bool]:
    """Return what a worker has to tell, and whether it lives."""
    try:
        return worker.connection.recv(), True
    except EOFError:
        return _lost(worker), False


def _lost(worker: _Worker) -> Outcome:
    """Return the outcome of the input that a worker died of, or on which it is stuck."""
    if worker.process.exitcode is None:
        worker.process.join(LIMIT_S / 60)
    code = worker.process.exitcode
    if code is None:
        worker.process.kill()
        worker.process.join(LIMIT_S)
    if worker.number is None:
        raise RuntimeError(f"a worker did not start: exit code {code}")
    kinds = kinds_here()
    kind = kinds[worker.number % len(kinds)]
    is_hung = code is None or code == -getattr(signal, "SIGPROF", 0)
    verdict = Verdict.HUNG if is_hung else Verdict.CRASHED
    place = "" if is_hung else f"the process ended with {code}"
    return Outcome(kind, worker.number, verdict, place)


def keep(outcome: Outcome, seed: int, folder: Path) -> Path:
    """Save the input of an outcome, with its traceback beside it, for a replay."""
    from tests.attack.originals import make_input

    given = make_input(seed, outcome.number)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / given.name
    file.write_bytes(given.data)
    if outcome.trace:
        file.with_name(f"{file.name}.txt").write_text(outcome.trace, "utf-8", "backslashreplace")
    return file
