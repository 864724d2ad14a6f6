"""A photo comes in: by menu, drop and paste."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.gui.conftest import open_in
from tryon.ui.main_window import MainWindow


def test_an_opened_photo_shows_with_its_people(
    window: MainWindow, photo_file: Path, qtbot: QtBot
) -> None:
    open_in(window, photo_file, qtbot)
    assert window.workspace.isVisible()
    assert window.room.state.parse is not None
    assert len(window.room.state.parse.people) == 2
    assert "people.png" in window.windowTitle()
