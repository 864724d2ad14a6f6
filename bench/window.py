"""The real window for the benches: offscreen, on folders of its own, driven as by a hand."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QSettings, QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tryon.geometry import Size
from tryon.imaging import read_photo
from tryon.ui.kit.viewport import Position
from tryon.ui.shell.app import create_application, create_windows
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.canvas import Canvas

LONGEST_S = 300.0
"""The longest that a bench waits for anything."""
_READY_S = 0.3
"""How long nothing must run for all to be prepared."""
_QUALITY = 90


@contextmanager
def private_window() -> Iterator[tuple[MainWindow, Path]]:
    """Open the window as users get it, on an empty home; close it at the end."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder) / kind)
        QStandardPaths.setTestModeEnabled(False)
        app = QApplication.instance() or create_application()
        assert isinstance(app, QApplication)
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
        windows = create_windows(app)
        window = windows.open()
        window.resize(1366, 768)
        wait_idle(window)
        yield window, Path(folder)
        window.room.close_document()  # what is not saved is not asked about then
        window.close()
        wait_for(lambda: not windows.windows)
        windows.deleteLater()


def wait_for(is_reached: Callable[[], bool]) -> float:
    """Handle events until something is so; return how many seconds that took.

    Raises:
        TimeoutError: if it does not happen.
    """
    start = time.perf_counter()
    while not is_reached():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        if time.perf_counter() - start > LONGEST_S:
            raise TimeoutError
    return time.perf_counter() - start


def wait_ready(window: MainWindow) -> float:
    """Wait until the window has prepared all it can; return how many seconds that took."""
    start = idle_since = time.perf_counter()
    while time.perf_counter() - idle_since < _READY_S:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        if not all(runner.is_idle for runner in window.runners):
            idle_since = time.perf_counter()
    return idle_since - start


def wait_idle(window: MainWindow) -> None:
    """Wait until nothing runs and all is painted."""
    wait_for(lambda: all(runner.is_idle for runner in window.runners))
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def open_photo(window: MainWindow, path: Path) -> tuple[float, float]:
    """Open a photo; return after how many seconds it shows, and its people are known."""
    start, opened = time.perf_counter(), list[object]()
    before = window.workspace.scene
    window.room.opened.connect(opened.append)
    window.room.open_file(path)
    wait_for(lambda: window.workspace.scene is not before)
    window.repaint()
    shown_s = time.perf_counter() - start
    wait_for(lambda: bool(opened))
    window.repaint()
    known_s = time.perf_counter() - start
    window.room.opened.disconnect(opened.append)
    return shown_s, known_s


def click_card(window: MainWindow, row: int) -> None:
    """Click a garment's card."""
    cards = window.garments.list
    index = cards.model().index(row, 0)
    cards.scrollTo(index)
    QTest.mouseClick(
        cards.viewport(), Qt.MouseButton.LeftButton, pos=cards.visualRect(index).center()
    )


@dataclass(frozen=True)
class Waited:
    """How long something took to show, first in any form and then in full.

    Attributes:
        first_s, full_s: seconds by the clock.
        first_cpu_s, full_cpu_s: processor time of all cores until then, for busy machines.
    """

    first_s: float
    full_s: float
    first_cpu_s: float
    full_cpu_s: float


def wear(window: MainWindow, row: int) -> Waited:
    """Click a garment's card and wait until it shows at full size."""
    view = window.workspace.result
    before, scene = window.room.state, view.scene
    start, start_cpu = time.perf_counter(), time.process_time()
    click_card(window, row)
    wait_for(lambda: view.scene is not scene and view.scene is not None)
    window.repaint()
    first_s, first_cpu_s = time.perf_counter() - start, time.process_time() - start_cpu
    wait_for(lambda: window.room.state is not before and not is_reduced(window))
    window.repaint()
    full_s, full_cpu_s = time.perf_counter() - start, time.process_time() - start_cpu
    wait_idle(window)
    return Waited(first_s, full_s, first_cpu_s, full_cpu_s)


def is_reduced(window: MainWindow) -> bool:
    """Return whether the result is not shown at full size yet."""
    scene = window.workspace.result.scene
    is_rendered = scene is not None and (scene.after is not None) == bool(window.room.state.worn)
    return not is_rendered or (scene is not None and bool(scene.patches))


def place_in(view: Canvas, x: float, y: float) -> QPoint:
    """Return where a place of the photo is in a view."""
    at = view.link.viewport.to_view(Position(x, y), view.view_size)
    return QPoint(round(at.x), round(at.y))


def enlarged(path: Path, megapixels: float, to: Path) -> Path:
    """Write a photo at another size, with the grain that a real one of that size has."""
    pixels = read_photo(path).pixels
    size = Size.of(pixels)
    factor = (megapixels * 1e6 / (size.width * size.height)) ** 0.5
    size_wh = round(size.width * factor), round(size.height * factor)
    large = cv2.resize(pixels, size_wh, interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(1).normal(0, 3, (*large.shape[:2], 1)).astype(np.float32)
    Image.fromarray(np.clip(large + noise, 0, 255).astype(np.uint8)).save(to, quality=_QUALITY)
    return to


def resident_mb() -> float:
    """Return how much memory this process takes now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
