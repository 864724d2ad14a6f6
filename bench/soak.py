"""Whether the window's memory stays flat over a long day.

    python -m bench.soak [--photos 200] [--large 6] [--each 20]

Opens photos of 2 megapixels in the real window, offscreen, one after the other. In each it puts on
two garments, draws a stroke of the brush, undoes all of it and redoes a step, waits for everything
to be fitted, and now and then exports. Every 20 photos it prints the memory of the process. At last
it opens photos of 40 megapixels and wears a garment in each, and prints the memory after every one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bench.window import (
    click_card,
    enlarged,
    open_photo,
    place_in,
    private_window,
    resident_mb,
    wait_idle,
)
from tryon.resources import sample_photos
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.tools.toolbox import ToolName

_LEFT = Qt.MouseButton.LeftButton
_STEPS_BACK = 2


def main() -> int:
    """Open photos and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--large", type=int, default=6)
    parser.add_argument("--each", type=int, default=20, help="after how many photos to print")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, private_window() as (window, home):
        samples = sample_photos()
        small = [enlarged(each, 2, Path(folder) / f"small-{each.stem}.jpg") for each in samples]
        large = enlarged(samples[0], 40, Path(folder) / "large.jpg")
        start = time.monotonic()
        for number, photo in enumerate(islice(cycle(small), arguments.photos), start=1):
            work_on(window, photo, number)
            if number % 10 == 0:
                window.room.export(home / "out.png")
                wait_idle(window)
            if number % arguments.each == 0:
                _print(f"{number} photos", start)
        for number in range(1, arguments.large + 1):
            open_photo(window, large)
            wait_idle(window)
            click_card(window, number % 4)
            wait_idle(window)
            _print(f"{number} photos of 40 megapixels", start)
    return 0


def work_on(window: MainWindow, photo: Path, number: int) -> None:
    """Open a photo, dress somebody, correct the parse, and go back and forth."""
    open_photo(window, photo)
    wait_idle(window)
    rows = window.garments.list.model().rowCount()
    for row in (number % rows, (number + 5) % rows):
        click_card(window, row)
        wait_idle(window)
    paint_stroke(window)
    for action in (*[window.actions_.undo] * _STEPS_BACK, window.actions_.redo):
        action.trigger()
        wait_idle(window)


def paint_stroke(window: MainWindow) -> None:
    """Draw beside the largest person with the brush."""
    overlay, parse = window.workspace.overlay, window.room.state.parse
    if parse is None or parse.largest_person is None:
        return
    window.actions_.correct_parse.setChecked(True)
    window.correcting.bar.choose(ToolName.BRUSH)
    box = parse.largest_person.box
    left, top = box.left + 0.3 * box.width, box.top + 0.4 * box.height
    path = [place_in(overlay, left + 8 * step, top + 6 * step) for step in range(8)]
    QTest.mousePress(overlay, _LEFT, pos=path[0])
    for at in path[1:]:
        QTest.mouseMove(overlay, at)
    QTest.mouseRelease(overlay, _LEFT, pos=path[-1])
    wait_idle(window)
    window.actions_.correct_parse.setChecked(False)


def _print(what: str, start: float) -> None:
    print(f"{what}: {resident_mb():.0f} MB, {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
