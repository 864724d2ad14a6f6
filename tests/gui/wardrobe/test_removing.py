"""Garments that the user added are removed by the card's menu, and come back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from tests.gui.conftest import (
    OnePerson,
    card_menu,
    named,
    open_in,
    save_person,
    save_picture,
    wait_idle,
)
from tests.unit.conftest import TSHIRT, add_file, draw
from tryon.fitting.fit import fit_garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.ui.shell.main_window import MainWindow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A wardrobe to which the user added two shirts."""
    wardrobe = GarmentLibrary(tmp_path / "wardrobe")
    for name, colour in (("red shirt", (200, 30, 40)), ("blue shirt", (30, 40, 200))):
        rgba = cv2.resize(draw(TSHIRT, colour), None, fx=3, fy=3)
        add_file(wardrobe, save_picture(tmp_path / f"{name}.png", rgba))
    return tmp_path / "wardrobe"


@pytest.fixture
def window(make_window: Callable[..., MainWindow], folder: Path, qtbot: QtBot) -> MainWindow:
    """A window on real garments and the real fit."""
    window = make_window(
        parser=lambda choice: OnePerson(), wardrobe=GarmentLibrary(folder), fit=fit_garment
    )
    wait_idle(window, qtbot)
    return window


def names_of(window: MainWindow) -> list[str]:
    model = window.garments.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def remove_action(window: MainWindow, row: int, qtbot: QtBot) -> QAction:
    """Open the menu of a garment's card; return what removes it."""
    return named(card_menu(window, row, qtbot), "Remove")


def test_a_removed_garment_is_gone_for_good_unless_undone(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    before = names_of(window)
    row = before.index("Red shirt")
    remove_action(window, row, qtbot).trigger()
    assert names_of(window) == before[:row] + before[row + 1 :]
    assert "Red shirt was removed" in window.messages.text
    qtbot.mouseClick(window.messages.offer_button, Qt.MouseButton.LeftButton)
    assert names_of(window) == before
    assert not window.messages.isVisible()
    remove_action(window, row, qtbot).trigger()
    assert {garment.name for garment in GarmentLibrary(folder).garments()} == set(before) - {
        "Red shirt"
    }


def test_who_wears_a_removed_garment_keeps_it(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    open_in(window, save_person(tmp_path / "anna.png"), qtbot)
    row = names_of(window).index("Blue shirt")
    window.room.put_on(window.garments.model.entry(str(row)))
    wait_idle(window, qtbot)
    garment = window.room.state.worn[0].garment
    remove_action(window, row, qtbot).trigger()
    assert [worn.garment for worn in window.room.state.worn] == [garment]
    window.actions_.undo.trigger()
    wait_idle(window, qtbot)
    window.actions_.redo.trigger()
    wait_idle(window, qtbot)
    assert [worn.garment for worn in window.room.state.worn] == [garment]


def test_what_ships_with_the_app_stays(window: MainWindow, qtbot: QtBot) -> None:
    assert not remove_action(window, 0, qtbot).isEnabled()
    assert remove_action(window, len(names_of(window)) - 1, qtbot).isEnabled()


def test_a_removed_garment_comes_back_though_another_window_starts(
    window: MainWindow, make_window: Callable[..., MainWindow], folder: Path, qtbot: QtBot
) -> None:
    before = names_of(window)
    remove_action(window, before.index("Red shirt"), qtbot).trigger()
    other = make_window(wardrobe=GarmentLibrary(folder))
    assert "Red shirt" not in names_of(other)
    qtbot.mouseClick(window.messages.offer_button, Qt.MouseButton.LeftButton)
    assert names_of(window) == before
    assert "Red shirt" in [garment.name for garment in GarmentLibrary(folder).garments()]


def test_a_garment_that_another_window_removed_is_told_and_goes(
    window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_in(window, save_person(tmp_path / "anna.png"), qtbot)
    row = names_of(window).index("Red shirt")
    entry = window.garments.model.entry(str(row))
    assert entry is not None
    GarmentLibrary(folder).remove(entry)  # in another window
    window.room.put_on(entry)
    wait_idle(window, qtbot)
    assert "was removed from your garments" in window.messages.text
    qtbot.waitUntil(lambda: "Red shirt" not in names_of(window))


def test_a_garment_whose_files_are_gone_is_not_brought_back(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    before = names_of(window)
    remove_action(window, before.index("Red shirt"), qtbot).trigger()
    shutil.rmtree(folder / "removed")
    qtbot.mouseClick(window.messages.offer_button, Qt.MouseButton.LeftButton)
    assert "cannot be moved" in window.messages.text
    assert names_of(window) == [name for name in before if name != "Red shirt"]
