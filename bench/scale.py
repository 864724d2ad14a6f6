"""What a catalogue costs, and what keeps more machines from being faster; see docs/SCALE.md.

    python -m bench.scale core [--garments 12]
    python -m bench.scale simulate [--actors 1 2 4 8 16 32 64] [--task 4]
    python -m bench.scale driver
    python -m bench.scale plan

The first measures what a picture takes on one core, in its own time, so other work on the machine
changes little, and prints what a million pictures would take. The others let a Ray cluster that
is started here work with an engine that only sleeps: many processes fit on few cores then, and what
is lost is lost by giving out the work. They need the extra ray. The last one plans and reports a
million results without making them.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="tryon-bench-")  # no parse is known there

from tryon.batch.order import Order, Step
from tryon.batch.plan import MOST_GARMENTS, BatchPlan, People, PhotoWork, missing_work
from tryon.batch.report import report_of
from tryon.batch.rows import Row
from tryon.batch.shelf import place_of
from tryon.batch.work import Began, Dresser
from tryon.garments.loading import find_garments, wardrobe_folder
from tryon.imaging import Metadata, make_folder
from tryon.late import cv2
from tryon.parsing.choice import ParserChoice
from tryon.progress import CancelToken
from tryon.resources import sample_garments_folder, sample_photos

_PICTURES = 1_000_000
_MB = 1e6
_FAKE_BYTES = 50 * 2**20


@dataclass(frozen=True)
class CoreCost:
    """What work takes on one core.

    Attributes:
        garment_s: a garment is cut out and measured, once a batch.
        first_s: a photo is read and parsed, and comes in its first garment.
        next_s: it comes in a further one.
        photo_bytes: of a photo's file.
        result_bytes: of a result's file.
        shelf_bytes: of a garment that goes to each machine.
        memory_bytes: of the process at most.
    """

    garment_s: float
    first_s: float
    next_s: float
    photo_bytes: float
    result_bytes: float
    shelf_bytes: float
    memory_bytes: int

    def photo_s(self, garments: int) -> float:
        """Return how long a photo takes in so many garments; each share begins anew."""
        shares = -(-garments // MOST_GARMENTS)
        return shares * self.first_s + (garments - shares) * self.next_s


def measure_core(garment_count: int) -> CoreCost:
    """Dress the sample photos in the sample garments, one after the other."""
    cv2.setNumThreads(1)
    garment_s: list[float] = []
    first_s: list[float] = []
    next_s: list[float] = []
    shelf: list[float] = []
    photos = sample_photos()
    with tempfile.TemporaryDirectory() as folder:
        out, place = Path(folder) / "out", Path(folder) / "shelf"
        make_folder(place)
        plan = BatchPlan.of(photos, find_garments([sample_garments_folder()])[:garment_count])
        dresser = Dresser(_order(out), place)
        for garment in plan.garments:
            start = time.process_time()
            dresser.prepare(garment)
            garment_s.append(time.process_time() - start)
            shelf.append(place_of(place, garment.name).stat().st_size)
        for each in plan.work:
            start = time.process_time()
            for number, _ in enumerate(dresser.dress(each, CancelToken(), lambda *_: None)):
                end = time.process_time()
                (next_s if number else first_s).append(end - start)
                start = end
        results = [float(path.stat().st_size) for path in out.rglob("*.png")]
    print(f"{len(photos)} photos, {len(plan.garments)} garments, {len(results)} results")
    return CoreCost(
        garment_s=statistics.mean(garment_s),
        first_s=statistics.mean(first_s),
        next_s=statistics.mean(next_s),
        photo_bytes=statistics.mean(photo.stat().st_size for photo in photos),
        result_bytes=statistics.mean(results),
        shelf_bytes=statistics.mean(shelf),
        memory_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    )


def print_core(cost: CoreCost) -> None:
    """Print what was measured, and what a million pictures would take."""
    print(
        f"garment cut out {cost.garment_s:.2f} s, {cost.shelf_bytes / _MB:.1f} MB to each machine"
    )
    print(f"photo in its first garment {cost.first_s:.2f} s, in each further {cost.next_s:.2f} s")
    print(f"photo {cost.photo_bytes / _MB:.2f} MB, result {cost.result_bytes / _MB:.2f} MB")
    print(f"memory {cost.memory_bytes / _MB:.0f} MB")
    print("\n| garments a photo | photos | core-hours | pictures a core-hour | read | written |")
    print("|---|---|---|---|---|---|")
    for garments in (1, 10, 100):
        photos = _PICTURES // garments
        hours = photos * cost.photo_s(garments) / 3600
        print(
            f"| {garments} | {photos:,} | {hours:,.0f} | {_PICTURES / hours:,.0f} "
            f"| {photos * cost.photo_bytes / 1e9:,.0f} GB "
            f"| {_PICTURES * cost.result_bytes / 1e12:.2f} TB |"
        )
    print("\n| cores | hours for 10 garments a photo | memory | MB/s written |")
    print("|---|---|---|---|")
    core_hours = _PICTURES / 10 * cost.photo_s(10) / 3600
    for cores in (1, 8, 64, 512):
        hours = core_hours / cores
        rate = _PICTURES * cost.result_bytes / (hours * 3600) / _MB
        memory = cores * cost.memory_bytes / 1e9
        print(f"| {cores} | {hours:,.1f} | {memory:,.0f} GB | {rate:,.1f} |")


@dataclass(frozen=True)
class Sleeper:
    """An engine that takes as long as it is told, and makes a file of a few bytes."""

    order: Order
    shelf: Path
    task_s: float

    def dress(self, work: PhotoWork, cancel: CancelToken, began: Began) -> Iterator[Step]:
        """See `tryon.batch.work.Dresser.dress`; a row tells its process, beginning and end."""
        start = time.time()
        time.sleep(self.task_s)
        (garment,) = work.garments
        file = BatchPlan((), ()).result(work.photo, garment, 1)
        make_folder((self.order.out / file).parent)
        (self.order.out / file).write_bytes(b"made")
        told = (str(os.getpid()), str(start), str(time.time()))
        yield Step((Row(work.photo.address, garment.address, 1, file=file, notes=told),), 1)


@dataclass(frozen=True)
class Simulated:
    """What sleeping processes came to.

    Attributes:
        actors: how many there were.
        tasks: how much they did.
        whole_s: from the start of the batch to its end.
        full_s: in which all of them were there and none had run out of work.
        busy: fraction of that time in which they did.
        rate: tasks a second, in that time.
    """

    actors: int
    tasks: int
    whole_s: float
    full_s: float
    busy: float
    rate: float


def simulate(actors: int, tasks: int, task_s: float) -> Simulated:
    """Let so many processes sleep through so many tasks."""
    from tryon.batch.cluster.executor import LOCAL, RayCluster

    with tempfile.TemporaryDirectory() as folder:
        garment = find_garments([sample_garments_folder()])[0]
        photos = [Path(folder) / f"{number}.jpg" for number in range(tasks)]
        plan, out = BatchPlan.of(photos, [garment]), Path(folder) / "out"
        cluster = RayCluster(
            LOCAL, str(out), actors, partial(Sleeper, task_s=task_s), actor_bytes=_FAKE_BYTES
        )
        start = time.time()
        steps = list(cluster.steps(_order(out), plan.work, CancelToken()))
        whole_s = time.time() - start
    spans = [
        (int(process), float(begin), float(end))
        for step in steps
        for row in step.rows
        for process, begin, end in [row.notes]
    ]
    assert len(spans) == tasks
    processes = {process for process, _, _ in spans}
    first = max(min(b for p, b, _ in spans if p == process) for process in processes)
    last = min(max(e for p, _, e in spans if p == process) for process in processes)
    full_s = max(last - first, 1e-9)
    worked = sum(max(0.0, min(end, last) - max(begin, first)) for _, begin, end in spans)
    done = sum(first < end <= last for _, _, end in spans)
    return Simulated(
        len(processes), tasks, whole_s, full_s, worked / full_s / len(processes), done / full_s
    )


def print_simulated(rows: Sequence[Simulated]) -> None:
    """Print a table of simulations."""
    print("| processes | tasks | whole batch | all at work for | busy | tasks a second |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        print(
            f"| {row.actors} | {row.tasks} | {row.whole_s:.0f} s | {row.full_s:.0f} s "
            f"| {row.busy:.1%} | {row.rate:.2f} |"
        )


def print_plan() -> None:
    """Plan a million results of which half are there, report all, and print what that takes."""
    start = time.process_time()
    photos = [Path(f"photos/{number}.jpg") for number in range(_PICTURES // 100)]
    plan = BatchPlan.of(photos, [Path(f"garments/{number}.png") for number in range(100)])
    rows = [
        Row(each.photo.address, item.address, 1, 1, plan.result(each.photo, item, 1), 0.7, 1.0)
        for each in plan.work
        for item in each.garments
    ]
    known = {row.file: row for row in rows[::2] if row.file is not None}
    left = sum(len(each.garments) for each in missing_work(plan, known, known))
    planned = time.process_time() - start
    report = report_of(plan, rows, left)
    reported = time.process_time() - start - planned
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{plan.pairs:,} results planned and {left:,} missing found in {planned:.0f} s,")
    print(
        f"a report of {len(report) / _MB:.0f} MB in {reported:.0f} s, {memory / 1e9:.1f} GB in all"
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("core").add_argument("--garments", type=int, default=12)
    slow = what.add_parser("simulate")
    slow.add_argument("--actors", type=int, nargs="+", default=[1, 2, 4, 8, 16, 32, 64])
    slow.add_argument("--task", type=float, default=4.0, help="seconds")
    slow.add_argument("--each", type=int, default=12, help="tasks a process")
    what.add_parser("plan")
    what.add_parser("driver").add_argument("--tasks", type=int, default=2000)
    arguments = parser.parse_args()
    if arguments.what == "core":
        print_core(measure_core(arguments.garments))
    elif arguments.what == "plan":
        print_plan()
    elif arguments.what == "simulate":
        print_simulated([simulate(n, arguments.each * n, arguments.task) for n in arguments.actors])
    else:
        print_simulated([simulate(2, arguments.tasks, 0.0)])


def _order(out: Path) -> Order:
    choice, metadata = ParserChoice(), Metadata.WITHOUT_PLACE
    return Order(out, wardrobe_folder(), People.LARGEST, choice, metadata)


if __name__ == "__main__":
    main()
