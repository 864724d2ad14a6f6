"""Messages float over the picture, never move it, and say what can be done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.conftest import RED_TOP, pick_garment, wait_idle
from tryon.errors import FitError
from tryon.messages import FitProblem
from tryon.ui.shell.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


def lies_over_the_photo(window: MainWindow) -> bool:
    panes = window.workspace.panes
    over = panes.rect().translated(panes.mapTo(window, QPoint()))
    message = window.messages.rect().translated(window.messages.mapTo(window, QPoint()))
    return over.contains(message)


@pytest.mark.parametrize("is_error", [False, True])
def test_a_message_moves_nothing(opened: MainWindow, is_error: bool) -> None:
    view = opened.workspace.result
    before = view.geometry(), view.mapTo(opened, QPoint()), view.link.viewport
    if is_error:
        opened.messages.show_error(FitError(FitProblem.TOO_LITTLE_VISIBLE))
    else:
        opened.messages.show_note("a note " * 40)
    assert opened.messages.isVisible()
    assert lies_over_the_photo(opened)
    assert (view.geometry(), view.mapTo(opened, QPoint()), view.link.viewport) == before


def test_a_long_message_shows_all_of_it_in_a_small_window(opened: MainWindow, qtbot: QtBot) -> None:
    opened.resize(940, 560)
    opened.messages.show_note("one two three four five six seven " * 9)
    qtbot.waitUntil(lambda: lies_over_the_photo(opened))
    label = opened.messages._text
    assert label.height() >= label.heightForWidth(label.width())


def test_notes_of_a_fit_offer_to_undo_it(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    opened.room.fitted.emit(("the arms are an estimate",))
    assert opened.messages.offer_button.text() == "Undo"
    qtbot.mouseClick(opened.messages.offer_button, LEFT)
    wait_idle(opened, qtbot)
    assert not opened.room.state.worn
    assert not opened.messages.isVisible(), "what it was about is gone"


def test_taking_everything_off_can_be_undone_where_it_is_said(
    opened: MainWindow, qtbot: QtBot
) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    opened.actions_.reset.trigger()
    assert not opened.room.state.worn
    assert opened.messages.text == "Everything was taken off."
    qtbot.mouseClick(opened.messages.offer_button, LEFT)
    wait_idle(opened, qtbot)
    assert opened.room.state.worn


def test_an_offer_to_undo_goes_with_the_next_step(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    opened.actions_.reset.trigger()
    assert opened.messages.isVisible()
    opened.room.undo()
    wait_idle(opened, qtbot)
    assert not opened.messages.isVisible()


def test_what_was_exported_is_shown_in_its_folder(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    path = folder / "new.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    qtbot.keyClick(opened, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_idle(opened, qtbot)
    assert opened.messages.text == "Exported new.png"
    assert opened.messages.offer_button.text() == "Show in folder"
    qtbot.mouseClick(opened.messages.offer_button, LEFT)
    assert shown == [str(folder)]


def test_a_note_goes_by_itself_and_an_error_stays(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tryon.ui.kit.message_bar._LEAST_MS", 1)
    monkeypatch.setattr("tryon.ui.kit.message_bar._MS_PER_LETTER", 0)
    opened.messages.show_note("a note")
    qtbot.waitUntil(lambda: not opened.messages.isVisible())
    opened.messages.show_error(FitError(FitProblem.TOO_LITTLE_VISIBLE))
    done: list[bool] = []
    QTimer.singleShot(50, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert opened.messages.isVisible()


def test_a_note_stays_while_somebody_is_about_to_use_it(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tryon.ui.kit.message_bar._LEAST_MS", 1)
    monkeypatch.setattr("tryon.ui.kit.message_bar._MS_PER_LETTER", 0)
    opened.messages.show_note("a note")
    opened.messages.close_button.setFocus()
    done: list[bool] = []
    QTimer.singleShot(50, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert opened.messages.isVisible()
    qtbot.keyClick(opened.messages.close_button, Qt.Key.Key_Space)
    assert not opened.messages.isVisible()
