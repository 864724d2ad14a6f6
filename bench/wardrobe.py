"""How long a window takes to show a wardrobe of many garments, and to close.

    python -m bench.wardrobe [--garments 500]

Draws the garments, opens the real window on them offscreen, and prints how long it takes until the
first and all of them show: without kept thumbnails, then with them. At last a window is closed
while its wardrobe loads.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from tryon.fitting.fit import fit_garment
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary
from tryon.parsing.choice import ParserChoice
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.shell.app import create_application
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

_SIZE = 1000, 1400
"""Width and height of a drawn garment, in pixels."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--garments", type=int, default=500)
    count = parser.parse_args().garments
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = create_application()
    with tempfile.TemporaryDirectory() as folder:
        draw_wardrobe(Path(folder) / "garments", count)
        for state in ("no thumbnails", "thumbnails kept"):
            first_s, all_s, window = show(app, Path(folder))
            print(f"{state}: first after {first_s:.2f} s, all after {all_s:.2f} s", end=", ")
            print(f"closed in {close(window):.2f} s")
        (Path(folder) / "thumbnails").rename(Path(folder) / "thumbnails-kept")
        _, _, window = show(app, Path(folder), only_first=True)
        print(f"closed while thumbnails are made: {close(window):.2f} s")
    return 0


def draw_wardrobe(folder: Path, count: int) -> None:
    """Write a wardrobe of shirts in many colours."""
    folder.mkdir()
    width, height = _SIZE
    shirt = np.array([[25, 8], [75, 8], [98, 35], [82, 45], [78, 38], [78, 95], [22, 95], [22, 38]])
    outline = np.vstack([shirt, [[18, 45], [2, 35]]]) * [width / 100, height / 100]
    generator = np.random.default_rng(1)
    for number in range(count):
        rgba = np.zeros((height, width, 4), np.uint8)
        colour = generator.integers(40, 220, 3).tolist()
        cv2.fillPoly(rgba, [np.rint(outline).astype(np.int32)], (*colour, 255), cv2.LINE_AA)
        noise = generator.integers(-8, 8, (height, width, 1))
        rgba[..., :3] = np.clip(rgba[..., :3] + noise, 0, 255)
        cv2.imwrite(str(folder / f"shirt-{number}.png"), rgba)
        entry = {"file": f"shirt-{number}.png", "name": f"Shirt {number}", "category": "top"}
        (folder / f"shirt-{number}.json").write_text(json.dumps(entry), "utf-8")


def show(
    app: QApplication, folder: Path, *, only_first: bool = False
) -> tuple[float, float, MainWindow]:
    """Open a window; return after how many seconds it shows some garments, and all."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    start = time.perf_counter()
    window = MainWindow(
        Dependencies(
            parser=ParserChoice.load,
            wardrobe=GarmentLibrary(
                folder / "garments", thumbnails=ThumbnailCache(folder / "thumbnails")
            ),
            fit=fit_garment,
            jobs=JobRunner(),
            settings=settings,
            language=LanguageSwitch(settings, app),
            appearance=AppearanceSwitch(app, settings),
            model_jobs=JobRunner(),
        )
    )
    window.show()
    first_s = 0.0
    while not (window.jobs.is_idle or (only_first and first_s)):
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 10)
        if not first_s and window.garments.model.rowCount():
            first_s = time.perf_counter() - start
    window.grab()
    return first_s, time.perf_counter() - start, window


def close(window: MainWindow) -> float:
    """Close a window; return how many seconds that takes."""
    start = time.perf_counter()
    window.close()
    window.deleteLater()
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
