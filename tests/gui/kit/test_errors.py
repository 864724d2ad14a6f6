"""Errors show in one place, and the session is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from samples.varied.cuts import LowerKind
from tests.drawn import paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    drop,
    open_in,
    pick_garment,
    save_picture,
    wait_idle,
)
from tests.gui.room.test_opening import files
from tests.unit.garments.test_see import opaque
from tryon.errors import FitError, WeightsError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.garments.wardrobe import GarmentLibrary
from tryon.messages import FitNote, FitProblem, NotWorn, WeightsProblem
from tryon.parsing.choice import ParserChoice
from tryon.ui.kit.message_bar import MessageKind
from tryon.ui.shell.app import ExceptionRelay
from tryon.ui.shell.main_window import MainWindow


def bad_file(tmp_path: Path, kind: str) -> Path:
    """Write a file that is not a photo."""
    path = tmp_path / f"{kind}.jpg"
    if kind == "folder":
        path.mkdir()
    elif kind == "tiny":
        save_picture(path, np.zeros((1, 1, 3), np.uint8))
    elif kind == "truncated":
        save_picture(path, np.random.default_rng(0).integers(0, 255, (99, 99, 3), np.uint8))
        path.write_bytes(path.read_bytes()[:900])
    elif kind != "missing":
        path.write_bytes({"empty": b"", "text": b"not a picture at all"}[kind])
    return path


@pytest.mark.parametrize("kind", ["empty", "text", "tiny", "truncated", "folder", "missing"])
def test_a_bad_file_is_named_and_the_session_stays(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, kind: str
) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    before, scene = opened.room.state, opened.workspace.scene
    drop(opened, files(bad_file(tmp_path, kind)))
    wait_idle(opened, qtbot)
    assert opened.documents.question is None, "nothing is to be replaced"
    assert opened.messages.isVisible()
    assert opened.messages.kind is MessageKind.ERROR
    assert f"{kind}.jpg" in opened.messages.text
    assert opened.room.state is before
    assert opened.workspace.scene is scene
    assert opened.isWindowModified(), "it is still open, and not saved"


def test_a_bad_first_file_leaves_the_welcome(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(window, files(bad_file(tmp_path, "text")))
    wait_idle(window, qtbot)
    assert window.messages.isVisible()
    assert window.welcome.isVisible()


def test_the_bar_can_be_dismissed_and_its_text_copied(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    drop(opened, files(bad_file(tmp_path, "empty")))
    wait_idle(opened, qtbot)
    text = opened.messages.text
    qtbot.mouseClick(opened.messages.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    qtbot.mouseClick(opened.messages.close_button, Qt.MouseButton.LeftButton)
    assert not opened.messages.isVisible()


def test_escape_dismisses_the_bar(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    drop(opened, files(bad_file(tmp_path, "empty")))
    wait_idle(opened, qtbot)
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.messages.isVisible()


def test_a_parser_that_cannot_load_leaves_the_earlier_photo(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    def fail(choice: ParserChoice) -> None:
        raise WeightsError(WeightsProblem.BUNDLED_MISSING, path=Path("lite.onnx"))

    window = make_window(parser=fail)
    window.room.open_file(photo_file)
    wait_idle(window, qtbot)
    qtbot.waitUntil(window.messages.isVisible)
    assert "The parser's weights lite.onnx are missing" in window.messages.text
    assert window.room.state.photo is None
    assert window.welcome.isVisible()


def test_a_fit_that_fails_keeps_what_is_worn(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise FitError(FitProblem.NOTHING_WORN, person=2, nothing=NotWorn.HAT)

    window = open_in(make_window(fit=fail), photo_file, qtbot)
    before = window.room.state
    pick_garment(qtbot, window, RED_TOP)
    assert "Person 2 wears no hat" in window.messages.text
    assert window.room.state is before


def test_what_nobody_foresaw_is_shown_with_its_traceback_in_the_copy(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    window = open_in(make_window(fit=fail), photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    assert "ZeroDivisionError: a bug" in window.messages.text
    window.messages.copy()
    assert "Traceback" in QGuiApplication.clipboard().text()


def test_an_exception_in_a_slot_reaches_the_bar(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("threading.excepthook", lambda arguments: None)
    relay = ExceptionRelay()
    relay.caught.connect(opened.messages.show_error)
    relay.install()
    sys.excepthook(KeyError, KeyError("lost"), None)
    assert "KeyError" in opened.messages.text
    assert "lost" in caplog.text


def test_notes_of_a_fit_are_shown_quietly_and_never_hide_an_error(opened: MainWindow) -> None:
    opened.room.noted.emit("The sleeves were longer")
    assert opened.messages.kind is MessageKind.NOTE
    opened.room.failed.emit(FitError(FitProblem.TOO_LITTLE_VISIBLE))
    opened.room.noted.emit("The hem was longer")
    assert opened.messages.kind is MessageKind.ERROR
    assert "Too little of the region" in opened.messages.text


def test_what_works_replaces_the_message_of_what_did_not(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    outcomes = iter([(), (FitNote.LONGER,), ()])

    def fit(request: FitRequest, **report: object) -> FitResult:
        return replace(paint_on(request, **report), notes=next(outcomes))

    window = open_in(make_window(fit=fit), photo_file, qtbot)
    window.room.failed.emit(FitError(FitProblem.TOO_LITTLE_VISIBLE))
    pick_garment(qtbot, window, RED_TOP)
    assert not window.messages.isVisible()
    pick_garment(qtbot, window, GREEN_TROUSERS)
    assert window.messages.text == "The garment is longer than the worn one"
    pick_garment(qtbot, window, BLUE_DRESS)
    assert not window.messages.isVisible()


def test_an_added_garment_that_is_empty_says_so_and_the_others_stay(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(wardrobe=GarmentLibrary(tmp_path / "wardrobe"))
    before = window.garments.model.rowCount()
    empty = save_picture(tmp_path / "nothing.png", np.zeros((60, 60, 4), np.uint8))
    good = save_picture(tmp_path / "good.png", opaque(LowerKind.TROUSERS, 5))
    drop(window.garments, files(empty, good))
    wait_idle(window, qtbot)
    (question,) = window.garments.tray.questions
    assert question.text.startswith("The picture is fully transparent.")
    model = window.garments.model
    names = [model.index(row, 0).data() for row in range(before, model.rowCount())]
    assert names == ["Good"]
