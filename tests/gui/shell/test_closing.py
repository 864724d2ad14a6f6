"""Closing is quick: what runs is cancelled, and named if it takes more than a moment to stop."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnWardrobe
from tests.gui.conftest import RED_TOP, Gate
from tests.limits import LIMIT_S
from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.jobs import JobKind
from tryon.ui.shell import closing
from tryon.ui.shell.main_window import MainWindow


def test_a_job_that_does_not_stop_is_named_and_the_window_closes_after_it(
    window: MainWindow, gate: Gate, qtbot: QtBot
) -> None:
    window.jobs.submit(JobKind.EXPORT, gate.work, None)
    qtbot.waitUntil(gate.is_reached.is_set)
    start = time.monotonic()
    window.close()
    assert time.monotonic() - start < LIMIT_S, "it does not wait for the job"
    assert window.isVisible()
    assert "Exporting" in window.messages.text
    assert not window.actions_.open.isEnabled()
    window.room.open_file(Path("photo.png"))  # nothing new begins
    assert window.jobs.active == ()
    gate.may_pass.set()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_window_closes_though_a_job_never_stops(
    window: MainWindow, gate: Gate, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "LONGEST_S", 0.5)
    window.jobs.submit(JobKind.EXPORT, gate.work, None)
    qtbot.waitUntil(gate.is_reached.is_set)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.closing.running == ("Exporting",)
    gate.may_pass.set()
    window.jobs.shutdown()


class LongWardrobe(DrawnWardrobe):
    """A wardrobe that has always one more."""

    def __init__(self, listed: Gate) -> None:
        super().__init__(RED_TOP)
        self._listed = listed

    def entries(self) -> Iterator[WardrobeEntry]:
        while True:
            yield from super().entries()
            self._listed.is_reached.set()


def test_closing_does_not_wait_for_the_wardrobe(
    make_window: Callable[..., MainWindow],
    gate: Gate,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tryon.ui.room.tasks._LIST_S", LIMIT_S)
    window = make_window()
    window.room.lister._wardrobe = LongWardrobe(gate)
    window.room.load_garments()
    qtbot.waitUntil(gate.is_reached.is_set)
    window.close()
    assert not window.isVisible()


ENDLESS = """
import sys, threading
from PySide6.QtCore import QTimer
from tryon.ui.kit.jobs import JobKind
from tryon.ui.shell import app, closing
closing.LONGEST_S = 0.2
create_windows = app.create_windows
begun = threading.Event()

def work(request, cancel, progress):
    begun.set()
    threading.Event().wait()

def create_busy_windows(*arguments):
    windows = create_windows(*arguments)
    open_window = windows.open

    def open_busy():
        window = open_window()
        window.jobs.submit(JobKind.EXPORT, work, None)
        begun.wait()
        QTimer.singleShot(0, window.close)
        return window

    windows.open = open_busy
    return windows

app.create_windows = create_busy_windows
sys.exit(app.run_app())
"""


def test_the_program_ends_though_a_thread_never_does(tmp_path: Path) -> None:
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    environment = os.environ | home | {"XDG_CACHE_HOME": str(tmp_path)}
    words = [sys.executable, "-c", ENDLESS]
    done = subprocess.run(words, env=environment, check=False, timeout=LIMIT_S)
    assert done.returncode == 0
