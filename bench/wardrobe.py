"""How long a window takes to show a wardrobe of many garments, to search it, and to close.

    python -m bench.wardrobe [--garments 2000]

Draws the garments, opens the real window on them offscreen, and prints how long it takes until the
first and all of them are listed, until those in sight have their pictures, and until every picture
is made: without kept thumbnails, then with them. Then letters are typed into the search, the order
is changed, the folder is listed again, and at last a window is closed while thumbnails are made.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tryon.fitting.fit import fit_garment
from tryon.garments.details.details import Details
from tryon.garments.details.details_json import details_to_json
from tryon.garments.details.query import Order
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.parsing.choice import ParserChoice
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.shell.app import create_application
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

_SIZE = 1000, 1400
"""Width and height of a drawn garment, in pixels."""
_PICTURES = 40
"""Drawn pictures; garments beyond share them."""
_IN_SIGHT = 12
"""Cards in a window of the usual size."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--garments", type=int, default=2000)
    count = parser.parse_args().garments
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = create_application()
    with tempfile.TemporaryDirectory() as folder:
        draw_wardrobe(Path(folder) / "garments", count)
        print_listing(Path(folder), count)
        for state in ("no thumbnails", "thumbnails kept"):
            shown, window = show(app, Path(folder), count)
            print(f"{state}: {shown}", end=", ")
            if state == "thumbnails kept":
                print()
                print_searching(app, window)
            print(f"closed in {close(window):.2f} s")
        (Path(folder) / "thumbnails").rename(Path(folder) / "thumbnails-kept")
        _, window = show(app, Path(folder), count, only_listed=True)
        print(f"closed while thumbnails are made: {close(window):.2f} s")
    return 0


def draw_wardrobe(folder: Path, count: int) -> None:
    """Write a wardrobe of shirts in many colours; those of one colour share their picture."""
    folder.mkdir()
    width, height = _SIZE
    shirt = np.array([[25, 8], [75, 8], [98, 35], [82, 45], [78, 38], [78, 95], [22, 95], [22, 38]])
    outline = np.vstack([shirt, [[18, 45], [2, 35]]]) * [width / 100, height / 100]
    generator = np.random.default_rng(1)
    for number in range(count):
        picture = folder / f"shirt-{number}.png"
        if number < _PICTURES:
            rgba = np.zeros((height, width, 4), np.uint8)
            colour = generator.integers(40, 220, 3).tolist()
            cv2.fillPoly(rgba, [np.rint(outline).astype(np.int32)], (*colour, 255), cv2.LINE_AA)
            noise = generator.integers(-8, 8, (height, width, 1))
            rgba[..., :3] = np.clip(rgba[..., :3] + noise, 0, 255)
            cv2.imwrite(str(picture), rgba)
        else:
            os.link(folder / f"shirt-{number % _PICTURES}.png", picture)
        entry = {"file": picture.name, "name": f"Shirt {number}", "category": "top"}
        picture.with_suffix(".json").write_text(json.dumps(entry), "utf-8")
        details = Details(is_favourite=number % 7 == 0, tags=(f"tag {number % 20}",))
        text = details_to_json(details, picture.name)
        picture.with_suffix(".details").write_text(text, "utf-8")


def print_listing(folder: Path, count: int) -> None:
    """Print how long a wardrobe takes to be listed, without a window: at first, and again."""
    wardrobe = _wardrobe(folder)
    for state in ("listed", "listed again"):
        start = time.perf_counter()
        found = sum(isinstance(entry, WardrobeEntry) for entry in wardrobe.entries())
        print(f"{state}: {time.perf_counter() - start:.2f} s for {found} garments")
        assert found >= count


@dataclass(frozen=True)
class Shown:
    """After how many seconds a window showed what.

    Attributes:
        first_s: some garments.
        listed_s: all of them, without their pictures.
        listed_core_s: the same in seconds of one core, which other programs do not lengthen.
        seen_s: the pictures of those that are in sight.
        made_s: all pictures, most of them out of sight.
    """

    first_s: float
    listed_s: float
    listed_core_s: float
    seen_s: float
    made_s: float

    def __str__(self) -> str:
        return (
            f"first after {self.first_s:.2f} s, all listed after {self.listed_s:.2f} s "
            f"({self.listed_core_s:.2f} s of one core), those in sight with pictures after "
            f"{self.seen_s:.2f} s, all pictures after {self.made_s:.2f} s"
        )


def show(
    app: QApplication, folder: Path, count: int, *, only_listed: bool = False
) -> tuple[Shown, MainWindow]:
    """Open a window and return when it showed what; with ``only_listed`` do not wait further."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    start, core_start = time.perf_counter(), time.process_time()
    window = MainWindow.whole(
        Dependencies(
            parser=ParserChoice.load,
            wardrobe=_wardrobe(folder),
            fit=fit_garment,
            jobs=JobRunner(),
            settings=settings,
            language=LanguageSwitch(settings, app),
            appearance=AppearanceSwitch(app, settings),
            model_jobs=JobRunner(),
        )
    )
    window.show()
    model = window.garments.model

    def wait_for(is_so: Callable[[], bool]) -> float:
        while not is_so():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)
        return time.perf_counter() - start

    first_s = wait_for(lambda: model.rowCount() > 0)
    listed_s = wait_for(lambda: model.rowCount() >= count)
    listed_core_s = time.process_time() - core_start
    if only_listed:
        return Shown(first_s, listed_s, listed_core_s, 0.0, 0.0), window
    seen_s = wait_for(lambda: _are_pictures_in_sight(window))
    made_s = wait_for(lambda: window.jobs.is_idle)
    window.grab()
    return Shown(first_s, listed_s, listed_core_s, seen_s, made_s), window


def print_searching(app: QApplication, window: MainWindow) -> None:
    """Print how long the window takes for a letter that is typed, and for another order."""
    panel = window.garments
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        *(
            (f"typing {letter!r}", partial(QTest.keyClicks, panel.search, letter))
            for letter in "19"
        ),
        ("showing all", panel.show_all),
        ("by name", partial(panel.set_order, Order.NAME)),
        ("favourites", panel.chips.favourites.click),
        ("showing all", panel.show_all),
    )
    for name, ask in steps:
        start = time.perf_counter()
        ask()
        app.processEvents()
        window.grab()
        print(f"{name}: {1000 * (time.perf_counter() - start):.0f} ms", end=", ")


def _are_pictures_in_sight(window: MainWindow) -> bool:
    """Whether the first cards, more than are in sight, have their pictures."""
    shown = window.garments.shown
    first = (shown.index(row, 0) for row in range(min(_IN_SIGHT, shown.rowCount())))
    return all(index.data(Qt.ItemDataRole.DecorationRole) is not None for index in first)


def _wardrobe(folder: Path) -> GarmentLibrary:
    return GarmentLibrary(folder / "garments", thumbnails=ThumbnailCache(folder / "thumbnails"))


def close(window: MainWindow) -> float:
    """Close a window; return how many seconds that takes."""
    start = time.perf_counter()
    window.close()
    window.deleteLater()
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
