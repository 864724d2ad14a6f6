"""Many looks: how fast they are made, in how much memory, and whether kills do harm.

    python -m bench.looks [wall] [batch] [--photos 8] [--garments 4] [--kills 3]
    python -m bench.looks batch --whole

*Wall* draws the pictures of the wall of looks as the window does, in two threads: one person of two
megapixels in 12 and in 24 garments that are loaded, after a first one of each category.

*Batch* runs ``tryon batch`` on different photos of one megapixel in sample garments, as a program
of its own: with one process and with two, in turns, for the time by the clock and of the processor;
then over all photos, with the memory of all its processes together in each quarter of the run; and
again with SIGKILL to all of them at random moments, after which the results must be those of the
run that was left alone, to the byte. ``--whole`` is 100 photos in 10 garments; ``--runs 0`` leaves
out the comparison of one process with two.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from tryon.document.look import Look
from tryon.document.sketch import Sketcher
from tryon.document.wall.tried import with_tried
from tryon.fitting.fit import FitCache
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment
from tryon.garments.measure import measure_garment
from tryon.imaging import Photo, read_photo
from tryon.parsing import Engine, create_parser
from tryon.progress import CancelToken
from tryon.resources import sample_garments_folder, sample_photos

MEGAPIXELS = 1.0
WALL_MEGAPIXELS = 2.0
WALL_GOALS_S = {3.0: 12, 6.0: 24}
"""Numbers of pictures, by the seconds in which they are to be drawn."""
_WALL_THREADS = 2
_REDUCED_PEOPLE = 6
"""Of how many people the window keeps what is measured on reduced photos."""
_WHOLE = 100, 10
"""Photos and garments of ``--whole``."""
_SPEED_PHOTOS = 8
_LOOK_S = 0.2
_QUARTERS = 4
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Pictures:
    """What goes into a batch."""

    photos: Path
    garments: Path
    pairs: int


@dataclass(frozen=True)
class Ran:
    """How one run went.

    Attributes:
        seconds: by the clock.
        cpu_s: of the processor, in all its processes.
        busiest_s: of the processor, in the program and the busiest of the processes it started,
            which the others wait for: what it takes where every process has a core of its own.
        memory: (results that are there, MB of all processes together), every moment.
    """

    seconds: float
    cpu_s: float
    busiest_s: float
    memory: tuple[tuple[int, float], ...]


def main() -> int:
    """Measure and print."""
    parts: dict[str, Callable[[argparse.Namespace], None]] = {
        "wall": print_wall,
        "batch": print_batch,
    }
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*parts, []])
    parser.add_argument("--photos", type=int, default=8)
    parser.add_argument("--garments", type=int, default=4)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--runs", type=int, default=2, help="of each number of processes")
    parser.add_argument("--whole", action="store_true", help="100 photos in 10 garments")
    arguments = parser.parse_args()
    if arguments.whole:
        arguments.photos, arguments.garments = _WHOLE
    for part in arguments.parts or parts:
        parts[part](arguments)
    return 0


def print_wall(arguments: argparse.Namespace) -> None:
    """Measure the pictures of the wall of looks."""
    photo = wall_photo()
    parse = create_parser(Engine.BUNDLED).parse(photo.pixels)
    for goal_s, count in WALL_GOALS_S.items():
        print_pictures(Look(photo, parse), wall_garments(count), goal_s)


def print_pictures(look: Look, garments: list[Garment], goal_s: float) -> None:
    """Measure the pictures of the largest person in garments, after the first of each category."""
    sketcher = Sketcher(FitCache(_REDUCED_PEOPLE).fit)
    assert look.parse is not None
    assert look.parse.largest_person is not None
    person = look.parse.largest_person.number

    def draw(garment: Garment) -> None:
        tried, worn = with_tried(look, person, garment)
        sketcher.portrait(tried, {}, worn, CancelToken())

    first, *others = garments
    first_s = seconds_of(lambda: draw(first))
    for each in {garment.category: garment for garment in garments}.values():
        draw(each)  # the window does so while it idles
    with ThreadPoolExecutor(_WALL_THREADS) as threads:
        cpu_before = time.process_time()
        all_s = seconds_of(lambda: list(threads.map(draw, others)))
        cpu_s = time.process_time() - cpu_before
    print(f"wall: {len(others)} pictures in {all_s:.1f} s (goal {goal_s:.0f} s)", end=", ")
    print(f"CPU {cpu_s:.1f} s; the very first took {first_s:.1f} s", flush=True)


def wall_photo() -> Photo:
    """Return the first sample photo at two megapixels."""
    photo = read_photo(sample_photos()[0])
    scale = (WALL_MEGAPIXELS * 1e6 / (photo.size.width * photo.size.height)) ** 0.5
    size = round(photo.size.width * scale), round(photo.size.height * scale)
    return Photo(np.asarray(Image.fromarray(photo.pixels).resize(size), np.uint8), photo.name)


def wall_garments(count: int) -> list[Garment]:
    """Return one garment more: the samples, and the same in other colours, measured."""
    loaded = [load_garment(file) for file in sorted(sample_garments_folder().glob("*.png"))]
    made = [
        replace(garment, rgba=np.concatenate([np.roll(rgb, turn, axis=2), alpha], axis=2))
        for turn in range(count // len(loaded) + 1)
        for garment in loaded
        for rgb, alpha in [np.split(garment.rgba, [3], axis=2)]
    ]
    for garment in made[: count + 1]:
        measure_garment(garment)
    return made[: count + 1]


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def print_batch(arguments: argparse.Namespace) -> None:
    """Measure ``tryon batch``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.runs:
            few = make_pictures(folder / "few", _SPEED_PHOTOS, arguments.garments)
            print_speed(few, folder, arguments.runs)
        pictures = make_pictures(folder / "all", arguments.photos, arguments.garments)
        alone = folder / "alone"
        print_memory(run(pictures, alone, jobs=2), pictures)
        print_kills(pictures, folder / "killed", alone, arguments.kills)


def make_pictures(folder: Path, photos: int, garments: int) -> Pictures:
    """Write photos that all differ, and sample garments."""
    made = Pictures(folder / "photos", folder / "garments", photos * garments)
    made.photos.mkdir(parents=True)
    made.garments.mkdir()
    samples = sample_photos()
    for number in range(photos):
        with Image.open(samples[number % len(samples)]) as image:
            photo = image.convert("RGB")
        if number // len(samples) % 2:
            photo = ImageOps.mirror(photo)
        scale = (MEGAPIXELS * 1e6 / (photo.width * photo.height)) ** 0.5
        size = round(photo.width * scale), round(photo.height * scale)
        pixels = np.asarray(photo.resize(size), np.int16)
        noise = np.random.default_rng(number).integers(-3, 4, pixels.shape)
        noisy = np.clip(pixels + noise, 0, 255).astype(np.uint8)
        Image.fromarray(noisy).save(made.photos / f"{number:03}.jpg", quality=92)
    for file in sorted(sample_garments_folder().glob("*.png"))[:garments]:
        (made.garments / file.name).write_bytes(file.read_bytes())
    return made


def print_speed(pictures: Pictures, folder: Path, runs: int) -> None:
    """Compare one process with two, in turns, so that other programs disturb both alike."""
    ran: dict[int, list[Ran]] = {1: [], 2: []}
    for number in range(runs):
        for jobs, of_jobs in ran.items():
            of_jobs.append(run(pictures, folder / f"speed-{jobs}-{number}", jobs=jobs))
    best = {jobs: min(each.seconds for each in of_jobs) for jobs, of_jobs in ran.items()}
    cpu = {jobs: min(each.cpu_s for each in of_jobs) for jobs, of_jobs in ran.items()}
    busiest = {jobs: min(each.busiest_s for each in of_jobs) for jobs, of_jobs in ran.items()}
    for jobs in ran:
        each_s = best[jobs] / pictures.pairs
        print(f"--jobs {jobs}: {best[jobs]:.1f} s, {each_s:.2f} s a result, CPU {cpu[jobs]:.1f} s")
    gain, alone = best[1] / best[2], busiest[1] / busiest[2]
    print(f"two are {gain:.2f} times one by the clock", end=", ")
    print(f"{alone:.2f} times by the CPU of the busiest process, were both cores free", flush=True)


def print_memory(ran: Ran, pictures: Pictures) -> None:
    """Print the most memory in each quarter of a run."""
    print(f"{pictures.pairs} pairs in {ran.seconds:.0f} s")
    for quarter in range(_QUARTERS):
        low, high = (pictures.pairs * each / _QUARTERS for each in (quarter, quarter + 1))
        most = max((mb for count, mb in ran.memory if low <= count < high), default=0.0)
        print(f"memory of all processes, quarter {quarter + 1}: at most {most:.0f} MB")
    sys.stdout.flush()


def print_kills(pictures: Pictures, out: Path, expected: Path, kills: int) -> None:
    """Kill runs at random moments, finish, and compare.

    Raises:
        AssertionError: if the results are not those of the run that was left alone.
    """
    chance = random.Random(3)
    for number in range(1, kills + 1):
        before = len(results(out))
        wanted = round(pictures.pairs * (number - 0.5 * chance.random()) / (kills + 1))
        with running(pictures, out, jobs=2) as program:
            while program.poll() is None and len(results(out)) < wanted:
                time.sleep(_LOOK_S)
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        print(f"kill {number}: {before} results before it began, {len(results(out))} after")
    run(pictures, out, jobs=2)
    wanted_files, found = results(expected), results(out)
    assert found.keys() == wanted_files.keys(), found.keys() ^ wanted_files.keys()
    assert all(found[name].read_bytes() == wanted_files[name].read_bytes() for name in found)
    assert not list(out.rglob("*.tmp")), "something half-written is left"
    reports = [json.loads((each / "report.json").read_bytes()) for each in (out, expected)]
    for key in ("done", "failed", "left"):
        assert reports[0][key] == reports[1][key], key
    said = f"{reports[0]['done']} results, {reports[0]['failed']} failures"
    print(f"finished right after {kills} kills: {said}, all as without kills", flush=True)


def results(out: Path) -> dict[str, Path]:
    """Return the results that are there, by their places."""
    return {path.relative_to(out).as_posix(): path for path in out.glob("*/[!.]*.png")}


def run(pictures: Pictures, out: Path, *, jobs: int) -> Ran:
    """Run a batch to its end."""
    memory: list[tuple[int, float]] = []
    used: dict[int, float] = {}
    start, cpu_before = time.perf_counter(), _cpu_of_children()
    with running(pictures, out, jobs=jobs) as program:
        while program.poll() is None:
            group = processes_of_group(program.pid)
            memory.append((len(results(out)), sum(mb for _, mb in group.values())))
            used |= {number: cpu_s for number, (cpu_s, _) in group.items()}
            time.sleep(_LOOK_S)
    own_s = used.pop(program.pid)
    return Ran(
        time.perf_counter() - start,
        _cpu_of_children() - cpu_before,
        own_s + max(used.values(), default=0.0),
        tuple(memory),
    )


@contextmanager
def running(pictures: Pictures, out: Path, *, jobs: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start ``tryon batch`` with a process group of its own."""
    words = ["batch", pictures.photos, "--garments", pictures.garments, "-o", out]
    program = subprocess.Popen(
        [sys.executable, "-m", "tryon", *map(str, words), "--jobs", str(jobs), "--quiet"],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield program
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def processes_of_group(group: int) -> dict[int, tuple[float, float]]:
    """Return processor time in seconds, and resident memory in MB, of each process of a group."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                cpu_s = (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
                pages = int((folder / "statm").read_text().split()[1])
                found[int(folder.name)] = cpu_s, pages * _PAGE_MB
        except (OSError, ValueError, IndexError):
            continue  # it has just ended
    return found


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
