"""What a killed window did is offered by the next one: real processes, killed for real."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.drawn import draw_photo, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    Gate,
    close_unsaved,
    open_in,
    pick_garment,
    wait_idle,
)
from tests.limits import LIMIT_S
from tryon.document.journal import left_behind
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.messages import FitProblem
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.kit.picking import Selection
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")

KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QElapsedTimer, QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from tests.drawn import DrawnParser, DrawnWardrobe, paint_on
from tests.gui.conftest import close_unsaved, BLUE_DRESS, GREEN_TROUSERS, RED_TOP, view_point
from tests.limits import wait_until
from tryon.labels import Label
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.messages import FitProblem
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.shell.app import create_application
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

photo, folder = map(Path, sys.argv[1:])
app = create_application()
settings = QSettings(str(folder.parent / "killed.ini"), QSettings.Format.IniFormat)
window = MainWindow.whole(Dependencies(
    parser=lambda choice: DrawnParser(),
    wardrobe=DrawnWardrobe(RED_TOP, GREEN_TROUSERS, BLUE_DRESS),
    fit=paint_on,
    jobs=JobRunner(),
    settings=settings,
    language=LanguageSwitch(settings),
    appearance=AppearanceSwitch(app, settings),
    model_jobs=JobRunner(),
    journals=Journals(folder, JobRunner()),
))
window.resize(1200, 760)
window.show()
assert QTest.qWaitForWindowExposed(window)

def wait_for(is_so):
    wait_until(lambda: (app.processEvents(), is_so())[1])

def pick(row):
    cards = window.garments.list
    at = cards.visualRect(cards.model().index(row, 0)).center()
    count = len(window.room.document.history.names)
    QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=at)
    wait_for(lambda: len(window.room.document.history.names) > count)

wait_for(lambda: window.jobs.is_idle)
window.room.open_file(photo)
wait_for(lambda: window.room.document is not None and window.jobs.is_idle)
wait_for(lambda: window.room.journal.is_written)
view = window.workspace.result
QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view_point(view, 1, Label.UPPER_CLOTHES))
pick(0)
pick(1)
pick(2)
wait_for(lambda: window.jobs.is_idle)
since = QElapsedTimer()
since.start()
QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
wait_for(lambda: window.room.journal.is_written)
print("written after", since.elapsed(), flush=True)
app.exec()
"""


@pytest.fixture
def journals(dependencies: Dependencies) -> Path:
    """The folder of journals of windows that `make_window` makes."""
    assert dependencies.journals is not None
    return dependencies.journals.folder


@pytest.fixture
def killed(photo_file: Path, journals: Path) -> int:
    """Put three garments on in another process, undo the last, and kill it.

    Returns:
        how long it took to write the undo down, in milliseconds.
    """
    words = [sys.executable, "-W", "ignore", "-c", KILLED, str(photo_file), str(journals)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said.startswith("written after"), said
    assert left_behind(journals) == (), "while it lives it is nobody else's"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=LIMIT_S)
    return int(said.split()[-1])


def worn(window: MainWindow) -> list[tuple[int, str]]:
    return [(w.person, w.garment.name) for w in window.room.state.worn]


def steps(window: MainWindow) -> list[str]:
    items = window.history.list
    return [items.item(row).text() for row in range(items.count())]


def offers(window: MainWindow, name: str = "continue") -> list[QPushButton]:
    buttons = window.welcome.left_behind.findChildren(QPushButton, name)
    return [button for button in buttons if button.isVisible()]


def go_on(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Click what the welcome page offers, and wait until it is open."""
    qtbot.waitUntil(lambda: len(offers(window)) == 1)
    with qtbot.waitSignal(window.room.opened):
        qtbot.mouseClick(offers(window)[0], Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    return window


def test_what_a_killed_window_did_is_offered_and_comes_back_with_its_history(
    killed: int, make_window: MakeWindow, journals: Path, photo_file: Path, qtbot: QtBot
) -> None:
    assert killed < 1000, "an action is on the disk within a second"
    window = make_window()
    qtbot.waitUntil(lambda: len(offers(window)) == 1)
    assert "people.png" in offers(window)[0].text()
    go_on(window, qtbot)
    assert worn(window) == [(1, "Red top"), (1, "Green trousers")]
    assert steps(window) == [
        "Open people.png",
        "Put Red top on person 1",
        "Put Green trousers on person 1",
        "Put Blue dress on person 1",
    ]
    assert window.history.list.currentRow() == 2
    assert window.isWindowModified()
    assert window.room.state.photo is not None
    assert window.room.state.photo.path == photo_file
    expected = open_in(make_window(journals=None), photo_file, qtbot)
    for garment in (RED_TOP, GREEN_TROUSERS):
        expected.room.put_on(garment, person=1)
        wait_idle(expected, qtbot)
    np.testing.assert_array_equal(window.room.state.composite(), expected.room.state.composite())
    window.actions_.redo.trigger()
    wait_idle(window, qtbot)
    assert worn(window) == [(1, "Blue dress")]
    assert left_behind(journals) == (), "this window has it now"


def test_a_recovered_document_can_be_lost_again_and_comes_back_again(
    killed: int,
    make_window: MakeWindow,
    dependencies: Dependencies,
    journals: Path,
    qtbot: QtBot,
) -> None:
    window = go_on(make_window(), qtbot)
    pick_garment(qtbot, window, GREEN_TROUSERS)
    window.actions_.undo.trigger()
    window.actions_.undo.trigger()
    qtbot.waitUntil(lambda: window.room.journal.is_written)
    book = window.room.journal._book
    assert book is not None
    assert book.journal is not None
    book.journal.leave()  # as the system does for a process that is killed
    runner = JobRunner()
    again = go_on(make_window(journals=Journals(journals, runner)), qtbot)
    assert steps(again) == steps(window)
    assert worn(again) == worn(window) == [(1, "Red top")]
    close_unsaved(again)
    qtbot.waitUntil(lambda: not again.isVisible())
    runner.shutdown()


def test_what_cannot_be_fitted_any_more_is_left_out_and_work_goes_on(
    killed: int, make_window: MakeWindow, qtbot: QtBot
) -> None:
    def fit(request: FitRequest, **report: object) -> FitResult:
        if request.garment.name == "Red top":
            raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
        return paint_on(request, **report)

    window = go_on(make_window(fit=fit), qtbot)
    assert worn(window) == [(1, "Green trousers")]
    assert "Red top is left out" in window.messages.text
    window.room.select(Selection(2, None))
    pick_garment(qtbot, window, BLUE_DRESS)
    assert worn(window) == [(1, "Green trousers"), (2, "Blue dress")]
    window.actions_.undo.trigger()
    window.actions_.undo.trigger()
    wait_idle(window, qtbot)
    assert worn(window) == []
    assert window.history.list.currentRow() == 1
    window.actions_.redo.trigger()
    wait_idle(window, qtbot)
    assert worn(window) == [(1, "Green trousers")]


def test_a_damaged_last_line_loses_the_last_action_and_says_so(
    killed: int, make_window: MakeWindow, journals: Path, qtbot: QtBot
) -> None:
    (own,) = journals.iterdir()
    actions = own / "actions.jsonl"
    actions.write_bytes(actions.read_bytes()[:-5])
    window = go_on(make_window(), qtbot)
    assert worn(window) == [(1, "Blue dress")]
    assert "is lost" in window.messages.text
    assert len(steps(window)) == 4


def test_a_journal_whose_beginning_is_damaged_is_said_and_can_be_discarded(
    killed: int, make_window: MakeWindow, journals: Path, qtbot: QtBot
) -> None:
    (own,) = journals.iterdir()
    (own / "base.tryon").write_bytes(b"nothing")
    window = make_window()
    qtbot.waitUntil(lambda: len(offers(window)) == 1)
    qtbot.mouseClick(offers(window)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.messages.isVisible)
    wait_idle(window, qtbot)
    assert "is not a look" in window.messages.text
    assert window.room.document is None
    qtbot.mouseClick(offers(window, "discard")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: offers(window) == [])
    assert list(journals.iterdir()) == []


def test_a_window_that_closes_while_it_writes_leaves_nothing(
    make_window: MakeWindow,
    photo_file: Path,
    journals: Path,
    gate: Gate,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_in(make_window(), photo_file, qtbot)
    qtbot.waitUntil(lambda: window.room.journal.is_written)
    monkeypatch.setattr("tryon.document.journal.os.fsync", lambda _: gate())
    pick_garment(qtbot, window, RED_TOP)
    qtbot.waitUntil(gate.is_reached.is_set)
    close_unsaved(window)
    gate.may_pass.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert list(journals.iterdir()) == []


def test_work_goes_on_where_no_journal_can_be_written(
    make_window: MakeWindow,
    dependencies: Dependencies,
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    assert dependencies.journals is not None
    (tmp_path / "file").write_text("no folder")
    journals = replace(dependencies.journals, folder=tmp_path / "file" / "open")
    window = open_in(make_window(journals=journals), photo_file, qtbot)
    qtbot.waitUntil(lambda: "unexpectedly" in window.messages.text)
    window.messages.dismiss()
    pick_garment(qtbot, window, RED_TOP)
    pick_garment(qtbot, window, GREEN_TROUSERS)
    assert len(worn(window)) == 2
    assert "unexpectedly" not in window.messages.text, "it is told once"
    window.actions_.reset.trigger()
    np.testing.assert_array_equal(window.room.state.composite(), draw_photo())
