"""How long people wait for the window: start, first and full picture, frames.

    python -m bench.ui [start] [pictures] [frames] [--runs 5]

Drives the real window offscreen. *Start* begins processes in turns: a bare PySide6 window, and
tryon's; printed are medians of the time from the start of the process until the window is painted,
of the processor time for that, of both until all of it is there, and of the memory once it is idle.
*Pictures* opens photos of 1, 12 and 40 megapixels and clicks garments: until something of the
result shows, and until it shows at full size; in parentheses the processor time for that, of all
cores. The first garment is clicked once as soon as the people are known, and once when the window
has prepared for it. *Frames* moves, zooms and paints in photos of 12 and 40 megapixels.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.window import (
    enlarged,
    open_photo,
    place_in,
    private_window,
    wait_idle,
    wait_ready,
    wear,
)
from tryon.geometry import Size
from tryon.resources import sample_photos
from tryon.ui.kit.viewport import Position
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.tools.toolbox import ToolName

PICTURE_SIZES = (1, 12, 40)
FRAME_SIZES = (12, 40)
"""Megapixels."""
FRAMES = 60
_TOP_ROWS = (0, 1, 2, 3)
"""Cards that are clicked: the first garment on a person, then others in its place."""
_LEFT = Qt.MouseButton.LeftButton

_MEASURED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QMainWindow

def now():
    return time.monotonic() - float(sys.argv[1]), time.process_time()

class Painted(QObject):
    at = None
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self.at = self.at or now()
        return False

def report(app, open_window):
    painted = Painted()
    app.installEventFilter(painted)
    window = open_window()
    while not painted.at:
        app.processEvents()
    app.processEvents()
    whole_s, whole_used_s = now()
    app.removeEventFilter(painted)
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
    pages = int(open("/proc/self/statm").read().split()[1])
    print(*painted.at, whole_s, whole_used_s, pages * os.sysconf("SC_PAGE_SIZE") / 1e6, flush=True)
    os._exit(0)
"""
_BARE = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
def open_window():
    window = QMainWindow()
    window.show()
    return window
report(app, open_window)
"""
_TRYON = """
import tryon.cli
from tryon.commands.gui import expect_no_garbage
expect_no_garbage()
from tryon.ui.shell.app import create_application, create_windows
app = create_application()
report(app, create_windows(app).open)
"""


@dataclass(frozen=True)
class Start:
    """How one process started."""

    shown_s: float
    used_s: float
    whole_s: float
    whole_used_s: float
    memory_mb: float


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=["start", "pictures", "frames", []])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    parts = arguments.parts or ["start", "pictures", "frames"]
    if "start" in parts:
        print_start(arguments.runs)
    with tempfile.TemporaryDirectory() as folder:
        photos = {
            megapixels: enlarged(sample_photos()[0], megapixels, Path(folder) / f"{megapixels}.jpg")
            for megapixels in PICTURE_SIZES
        }
        if "pictures" in parts:
            for megapixels in PICTURE_SIZES:
                print_pictures(photos[megapixels], megapixels, arguments.runs)
        if "frames" in parts:
            for megapixels in FRAME_SIZES:
                print_frames(photos[megapixels], megapixels)
    return 0


def print_start(runs: int) -> None:
    """Start both windows in turns."""
    with tempfile.TemporaryDirectory() as home:
        started_process(_TRYON, home)  # thumbnails and compiled modules are there from now on
        started_process(_BARE, home)
        pairs = [(started_process(_BARE, home), started_process(_TRYON, home)) for _ in range(runs)]
    for name, which in (("bare window", 0), ("tryon", 1)):
        starts = [pair[which] for pair in pairs]
        shown_s = statistics.median(each.shown_s for each in starts)
        used_s = statistics.median(each.used_s for each in starts)
        memory_mb = statistics.median(each.memory_mb for each in starts)
        print(f"start, {name}: {shown_s:.2f} s, {used_s:.2f} s of CPU, {memory_mb:.0f} MB idle")
    whole_s = statistics.median(ours.whole_s for _, ours in pairs)
    whole_used_s = statistics.median(ours.whole_used_s for _, ours in pairs)
    print(f"start, tryon, all of it: {whole_s:.2f} s, {whole_used_s:.2f} s of CPU")
    by_clock = statistics.median(ours.shown_s / bare.shown_s for bare, ours in pairs)
    by_processor = statistics.median(ours.used_s / bare.used_s for bare, ours in pairs)
    print(f"start, ratio: {by_clock:.2f} by the clock, {by_processor:.2f} by CPU", flush=True)


def started_process(code: str, home: str) -> Start:
    """Start a window in a process of its own and wait until it is idle."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{home}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else all is compiled anew at each start
    environment |= {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED + code, str(time.monotonic())],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return Start(*map(float, done.stdout.split()[-5:]))


def print_pictures(photo: Path, megapixels: int, runs: int) -> None:
    """Open a photo and wear garments, in a new window each time."""
    opened, hurried, prepared, first, others = [], [], [], [], []
    for _ in range(runs):
        with private_window() as (window, _folder):
            open_photo(window, photo)
            hurried.append(wear(window, _TOP_ROWS[0]))
        with private_window() as (window, _folder):
            opened.append(open_photo(window, photo))
            prepared.append((wait_ready(window),))
            first.append(wear(window, _TOP_ROWS[0]))
            others += [wear(window, row) for row in _TOP_ROWS[1:]]
    photo_s, people_s = _medians(opened)
    (prepared_s,) = _medians(prepared)
    print(
        f"{megapixels} MP: photo shows after {photo_s:.2f} s, its people after {people_s:.2f} s, "
        f"prepared {prepared_s:.2f} s later"
    )
    for name, times in (
        ("garment clicked at once", hurried),
        ("first garment", first),
        ("next garment", others),
    ):
        first_s, full_s, first_cpu_s, full_cpu_s = _medians([astuple(each) for each in times])
        print(
            f"{megapixels} MP, {name}: something shows after {first_s:.2f} s ({first_cpu_s:.2f}), "
            f"all after {full_s:.2f} s ({full_cpu_s:.2f})"
        )
    sys.stdout.flush()


def print_frames(photo: Path, megapixels: int) -> None:
    """Pan, zoom and paint, with a garment worn."""
    with private_window() as (window, _folder):
        open_photo(window, photo)
        wait_idle(window)
        wear(window, _TOP_ROWS[0])
        view, link = window.workspace.result, window.workspace.link
        size = Size(view.width(), view.height())
        middle = Position(size.width / 2, size.height / 2)
        turns = {
            "zoom": lambda frame: link.zoom_at(1.1 if frame % 30 < 15 else 1 / 1.1, middle, size),
            "pan": lambda frame: link.pan(8 if frame % 30 < 15 else -8, 5, size),
        }
        link.show_actual_size()
        for name, move in turns.items():
            _print_times(f"{megapixels} MP, {name}", _frame_times(window, move))
        link.fit()
        _print_times(f"{megapixels} MP, brush", _brush_times(window))


def _frame_times(window: MainWindow, move: Callable[[int], None]) -> list[float]:
    """Move and paint once for each frame; return seconds."""
    times = []
    for frame in range(FRAMES):
        start = time.perf_counter()
        move(frame)
        QApplication.processEvents()
        times.append(time.perf_counter() - start)
    return times


def _brush_times(window: MainWindow) -> list[float]:
    """Draw one stroke of the brush over the largest person."""
    overlay, parse = window.workspace.overlay, window.room.state.parse
    assert parse is not None
    assert parse.largest_person is not None
    window.actions_.correct_parse.trigger()
    window.correcting.bar.choose(ToolName.BRUSH)
    wait_idle(window)
    box = parse.largest_person.box
    path = [
        place_in(
            overlay,
            box.left + box.width * (0.3 + 0.4 * frame / FRAMES),
            box.top + box.height * (0.3 + 0.2 * frame / FRAMES),
        )
        for frame in range(FRAMES)
    ]
    QTest.mousePress(overlay, _LEFT, pos=path[0])
    times = []
    for at in path[1:]:
        start = time.perf_counter()
        QTest.mouseMove(overlay, at)
        QApplication.processEvents()
        times.append(time.perf_counter() - start)
    QTest.mouseRelease(overlay, _LEFT, pos=path[-1])
    wait_idle(window)
    return times


def _print_times(name: str, times: Sequence[float]) -> None:
    ordered = sorted(times)
    late = ordered[int(0.95 * len(ordered))]
    print(
        f"{name}: median {1e3 * statistics.median(ordered):.1f} ms, 95 % within {1e3 * late:.1f} ms"
    )
    sys.stdout.flush()


def _medians(times: Sequence[Sequence[float]]) -> tuple[float, ...]:
    return tuple(statistics.median(column) for column in zip(*times, strict=True))


if __name__ == "__main__":
    raise SystemExit(main())
