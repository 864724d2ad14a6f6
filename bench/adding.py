"""How long it takes from dropping a picture on the window to its garment's card.

    python -m bench.adding PICTURES

Opens the real window offscreen with an empty wardrobe, drops one picture after the other on the
garments, and prints when each card showed, when the picture showed on it, and when it was the
garment's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QUrl

from bench.wardrobe import close, show
from tryon.imaging import find_photos
from tryon.resources import sample_garments_folder
from tryon.ui.shell.app import create_application
from tryon.ui.shell.main_window import MainWindow


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path, nargs="+", metavar="PICTURE")
    pictures = find_photos(parser.parse_args().pictures)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = create_application()
    with tempfile.TemporaryDirectory() as folder:
        _, window = show(app, Path(folder), count=0)
        _drop(window, next(sample_garments_folder().glob("*.png")))  # loads the network
        measure(window, pictures)
        close(window)
    return 0


def measure(window: MainWindow, pictures: Sequence[Path]) -> None:
    """Print the times of some pictures, and their medians."""
    times = [_drop(window, picture) for picture in pictures]
    for picture, each in zip(pictures, times, strict=True):
        print(f"  {picture.name:<44.44} {_in_ms(each)}")
    medians = [statistics.median(column) for column in zip(*times, strict=True)]
    print(f"median of {len(pictures):<35} {_in_ms(medians)}")


def _drop(window: MainWindow, picture: Path) -> tuple[float, float, float]:
    """Drop a picture; return after how many seconds card, picture and outcome showed."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture.resolve()))])
    queue, loop = window.room.adding, QEventLoop()
    shown: list[float] = []

    def note_picture(*_: object) -> None:
        shown.append(time.perf_counter() - start)

    def stop(_: int, count: int) -> None:
        if not count:
            loop.quit()

    queue.shown.connect(note_picture)
    queue.advanced.connect(stop)
    start = time.perf_counter()
    window.garments.pictures_dropped.emit(data)
    card = time.perf_counter() - start
    loop.exec()
    window.garments.grab()
    took = time.perf_counter() - start
    queue.shown.disconnect(note_picture)
    queue.advanced.disconnect(stop)
    return card, shown[0] if shown else card, took


def _in_ms(times: Sequence[float]) -> str:
    card, picture, garment = (round(1000 * each) for each in times)
    return f"card {card:>3} ms, picture {picture:>4} ms, garment {garment:>5} ms"


if __name__ == "__main__":
    raise SystemExit(main())
