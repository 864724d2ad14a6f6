"""Clothes are taken from another photo, and stay in the wardrobe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.conftest import LIMIT_MS, OnePerson, save_person, save_picture, wait_idle
from tryon.garments.wardrobe import GarmentLibrary
from tryon.human_parse import HumanParse
from tryon.shape.category import GarmentCategory
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.take_dialog import TakeDialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "wardrobe"


@pytest.fixture
def window(make_window: Callable[..., MainWindow], folder: Path) -> MainWindow:
    """A window that keeps garments in an empty folder."""
    return make_window(parser=lambda choice: OnePerson(), wardrobe=GarmentLibrary(folder))


def own_names(window: MainWindow, folder: Path) -> tuple[str, ...]:
    """Name the user's garments, as the panel shows them and as the next start will."""
    samples = len(GarmentLibrary(folder / "none").garments())
    model = window.garments.model
    shown = tuple(str(model.index(row, 0).data()) for row in range(samples, model.rowCount()))
    kept = tuple(garment.name for garment in GarmentLibrary(folder).garments()[samples:])
    assert sorted(shown) == sorted(kept)
    return shown


def ask(window: MainWindow, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose File > Take from another photo, and a photo."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(photo), ""))
    window.actions_.take_garment.trigger()


def dialog_of(window: MainWindow, qtbot: QtBot) -> TakeDialog:
    """Wait for the question."""
    qtbot.waitUntil(lambda: window.findChild(TakeDialog) is not None, timeout=LIMIT_MS)
    dialog = window.findChild(TakeDialog)
    assert isinstance(dialog, TakeDialog)
    return dialog


def test_what_a_person_wears_is_offered_and_kept(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(window, save_person(tmp_path / "anna.png"), monkeypatch)
    dialog = dialog_of(window, qtbot)
    assert [garment.category for garment in dialog.garments] == [
        GarmentCategory.TOP,
        GarmentCategory.TROUSERS,
    ]
    qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    assert own_names(window, folder) == ("Top · anna", "Bottom · anna")
    top = GarmentLibrary(folder).garments()[-2:][0]
    assert top.figure is not None
    assert np.ptp(top.rgba[..., 3]) == 255


def test_only_what_is_marked_is_kept(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(window, save_person(tmp_path / "anna.png"), monkeypatch)
    dialog = dialog_of(window, qtbot)
    cards = dialog.list
    first = cards.visualItemRect(cards.item(0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert [garment.category for garment in dialog.garments] == [GarmentCategory.TROUSERS]
    cards.setCurrentRow(1)
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    assert not dialog.keep_button.isEnabled()
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    dialog.accept()
    wait_idle(window, qtbot)
    assert own_names(window, folder) == ("Bottom · anna",)


def test_nothing_is_kept_after_cancel(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(window, save_person(tmp_path / "anna.png"), monkeypatch)
    dialog_of(window, qtbot).reject()
    wait_idle(window, qtbot)
    assert own_names(window, folder) == ()


def test_a_photo_without_anybody_says_so(
    make_window: Callable[..., MainWindow],
    folder: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Nobody(OnePerson):
        def parse(self, image: np.ndarray, **_: object) -> HumanParse:
            nothing = np.zeros(image.shape[:2], np.uint8)
            return HumanParse(nothing, nothing, (), self.engine)

    window = make_window(parser=lambda choice: Nobody(), wardrobe=GarmentLibrary(folder))
    empty = save_picture(tmp_path / "wall.png", np.full((90, 60, 3), 128, np.uint8))
    ask(window, empty, monkeypatch)
    wait_idle(window, qtbot)
    assert "wall.png" in window.messages.text
    assert window.findChild(TakeDialog) is None
