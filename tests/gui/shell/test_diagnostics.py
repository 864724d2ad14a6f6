"""Help > Copy diagnostics, and the log of a window that breaks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.gui.conftest import RED_TOP, open_in, pick_garment
from tests.limits import LIMIT_S
from tryon import __version__
from tryon.errors import FitError
from tryon.logs import kept_log
from tryon.messages import FitProblem
from tryon.ui.kit.language import Language
from tryon.ui.kit.message_bar import MessageKind
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow


def copy(window: MainWindow) -> str:
    """Choose Help > Copy diagnostics and return what is then on the clipboard."""
    (action,) = (
        action
        for menu in window.menuBar().findChildren(QMenu)
        if menu.title() in ("&Help", "帮助(&H)")
        for action in menu.actions()
        if isinstance(action, QAction) and action is window.actions_.copy_diagnostics
    )
    QGuiApplication.clipboard().clear()
    action.trigger()
    return QGuiApplication.clipboard().text()


def test_versions_and_what_the_window_knows_are_copied(window: MainWindow) -> None:
    lines = copy(window).splitlines()
    assert lines[0] == f"tryon {__version__}"
    assert any(line.startswith("Qt: 6.") for line in lines)
    assert "Parser: bundled" in lines
    assert any(line.startswith("Language: en ") for line in lines)
    assert any(line.startswith("Screen: ") and "at scale 1" in line for line in lines)
    assert window.messages.isVisible()
    assert window.messages.kind is MessageKind.NOTE
    assert window.messages.text == "Diagnostics were copied; paste them into your report."


def test_an_error_stays_above_the_word_that_they_were_copied(window: MainWindow) -> None:
    window.room.failed.emit(FitError(FitProblem.NO_PHOTO))
    copy(window)
    assert window.messages.kind is MessageKind.ERROR
    assert window.messages.text.splitlines()[-2:] == [
        "Open a photo of a person first.",
        "Diagnostics were copied; paste them into your report.",
    ]
    window.messages.dismiss()
    window.room.failed.emit(FitError(FitProblem.NO_PHOTO))
    assert "copied" not in window.messages.text


def test_the_word_is_chinese_where_the_window_is(
    window: MainWindow, dependencies: Dependencies, qtbot: QtBot
) -> None:
    dependencies.language.choose(Language("zh_CN"))
    qtbot.waitUntil(lambda: window.actions_.copy_diagnostics.text() == "复制诊断信息(&D)")
    assert "Language: zh_CN" in copy(window)
    assert window.messages.text.startswith("诊断信息已复制")


def test_what_nobody_foresaw_in_a_job_is_in_the_log_that_is_copied(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    with kept_log():
        window = open_in(make_window(fit=fail), photo_file, qtbot)
        pick_garment(qtbot, window, RED_TOP)
        text = copy(window)
    assert "a job failed: fit" in text
    assert text.splitlines()[-1] == "ZeroDivisionError: a bug"


@pytest.mark.skipif(sys.platform != "linux", reason="the log's folder is set by its variable")
@pytest.mark.parametrize("where", ["slot", "thread", "start"])
def test_a_window_that_breaks_leaves_a_traceback_in_the_users_folder(
    tmp_path: Path, where: str
) -> None:
    code = f"""
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tryon.ui.shell import app, main_window

def fail(*_):
    raise LookupError("a bug")

def fail_then_quit():
    QTimer.singleShot(0, QApplication.quit)
    if {where!r} == "slot":
        fail()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

show = main_window.MainWindow.show
def show_and_fail(window):
    show(window)
    QTimer.singleShot(0, fail_then_quit)
main_window.MainWindow.show = show_and_fail
if {where!r} == "start":
    main_window.MainWindow.__init__ = fail
sys.stderr = None
from tryon.cli import main
sys.exit(main(["gui"]))
"""
    environment = {
        "PATH": "",
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(Path(__file__).resolve().parents[3]),
    }
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, env=environment, check=False, timeout=LIMIT_S)
    assert done.returncode == (1 if where == "start" else 0)
    (file,) = (tmp_path / "state").rglob("tryon.log")
    lines = file.read_text("utf-8").splitlines()
    assert f"INFO tryon.ui.shell.app: tryon {__version__}" in lines[0]
    assert lines[-1] == "LookupError: a bug"
