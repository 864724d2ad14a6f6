"""Help > Privacy: the real folders, and what empties them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.drawn import draw_photo, parse_drawn
from tryon.logs import log_file
from tryon.parsing.cache import ParseCache
from tryon.ui.kit.language import Language
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.help import kept_files
from tryon.ui.shell.help.kept_files import Kept, KeptKind, empty
from tryon.ui.shell.help.privacy_dialog import PrivacyDialog
from tryon.ui.shell.main_window import MainWindow


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds a parse."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(kept_files, "user_cache_path", lambda *_, **__: folder)
    ParseCache(folder / "parses").put("key", parse_drawn(draw_photo()))
    return folder


def open_dialog(window: MainWindow, qtbot: QtBot) -> PrivacyDialog:
    """Choose Help > Privacy."""
    window.actions_.privacy.trigger()
    (dialog,) = window.findChildren(PrivacyDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def words(dialog: PrivacyDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_real_places_are_named(
    window: MainWindow, cache: Path, own_garments: Path, model_cache: Path, qtbot: QtBot
) -> None:
    said = words(open_dialog(window, qtbot))
    for place in (own_garments, cache, log_file().parent, model_cache):
        assert str(place) in said
    assert "settings.ini" in said
    assert "is sent anywhere" in said


def test_the_cache_is_emptied_and_serves_again(
    window: MainWindow, cache: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(window, qtbot)
    button = dialog.empty_buttons[KeptKind.CACHE]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not list(cache.rglob("*.parse"))
    assert dialog.sizes[KeptKind.CACHE].text() == "0.0 MB"
    assert not button.isEnabled()
    assert dialog.outcome.text() == "It is empty now."
    parses = ParseCache(cache / "parses")
    parses.put("key", parse_drawn(draw_photo()))
    assert parses.get("key") is not None


def test_the_log_is_emptied_with_what_came_before(window: MainWindow, qtbot: QtBot) -> None:
    log_file().parent.mkdir(parents=True)
    files = [log_file(), log_file().with_name("tryon.log.1")]
    for file in files:
        file.write_text("a warning")
    with log_file().open("a") as still_open:
        dialog = open_dialog(window, qtbot)
        qtbot.mouseClick(dialog.empty_buttons[KeptKind.LOG], Qt.MouseButton.LeftButton)
        assert [file.read_text() for file in files] == ["", ""]
        still_open.write("another")
    assert log_file().read_text() == "another"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are closed otherwise there")
def test_what_cannot_be_deleted_is_said(
    window: MainWindow, cache: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(window, qtbot)

    def refuse(*_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr("shutil.rmtree", refuse)
    qtbot.mouseClick(dialog.empty_buttons[KeptKind.CACHE], Qt.MouseButton.LeftButton)
    assert dialog.outcome.text() == "Not everything could be deleted: Permission denied."
    assert list(cache.rglob("*.parse"))


def test_a_folder_opens_if_there_is_one(
    window: MainWindow, cache: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = open_dialog(window, qtbot)
    assert not dialog.open_buttons[KeptKind.GARMENTS].isEnabled()
    qtbot.mouseClick(dialog.open_buttons[KeptKind.CACHE], Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(cache))]


def test_it_speaks_chinese(window: MainWindow, dependencies: Dependencies, qtbot: QtBot) -> None:
    dependencies.language.choose(Language("zh_CN"))
    qtbot.waitUntil(lambda: window.actions_.privacy.text() == "隐私(&P)…")
    dialog = open_dialog(window, qtbot)
    assert dialog.windowTitle() == "隐私"
    assert "不会发送到任何地方" in words(dialog)


def test_garments_are_never_deleted_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="garments"):
        empty(Kept(KeptKind.GARMENTS, str(tmp_path)))
    assert tmp_path.is_dir()
