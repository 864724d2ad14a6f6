"""What is seen is shared with others in several forms, and exported again to the same place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.conftest import GREEN_TROUSERS, RED_TOP, Gate, open_in, pick_garment, wait_idle
from tryon.ui.kit.dialogs.question import Question
from tryon.ui.kit.jobs import JobKind
from tryon.ui.kit.language import Language
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

AGAIN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which the second person wears the red top."""
    pick_garment(qtbot, opened, RED_TOP)
    return opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """Answer with the suggested name whenever a file is asked for; hold names and filters."""
    questions: list[tuple[Path, str]] = []

    def answer(
        parent: object, title: str, suggestion: str, filters: str, *_: str, **__: object
    ) -> tuple[str, str]:
        questions.append((Path(suggestion), filters))
        return suggestion, ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    monkeypatch.setattr(Question, "exec", lambda _: QDialog.DialogCode.Accepted)
    return questions


def share_menu(window: MainWindow) -> list[QAction]:
    (menu,) = (
        menu for menu in window.findChildren(QMenu) if menu.title() in ("S&hare", "分享(&H)")
    )
    return [action for action in menu.actions() if not action.isSeparator()]


def share(window: MainWindow, number: int, qtbot: QtBot) -> None:
    share_menu(window)[number].trigger()
    wait_idle(window, qtbot)


def test_every_form_is_written_beside_the_photo_under_a_name_of_its_own(
    dressed: MainWindow, photo_file: Path, asked: list[tuple[Path, str]], qtbot: QtBot
) -> None:
    for number in range(5):
        share(dressed, number, qtbot)
    names = ["before-after.png", "slider.html", "animation.webp", "guessed.png", "map.png"]
    assert [path for path, _ in asked] == [photo_file.with_name(f"people-{name}") for name in names]
    pictures = [".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".avif"]
    assert [re.findall(r"\*(\.\w+)", filters) for _, filters in asked] == [
        pictures,
        [".html"],
        [".webp", ".gif"],
        pictures,
        [".png"],
    ]
    before_after, page, animation, tinted, greys = (path for path, _ in asked)
    composite = dressed.room.state.composite()
    with Image.open(before_after) as both:
        np.testing.assert_array_equal(np.asarray(both)[:, -composite.shape[1] :], composite)
    assert b"The photo as it was" in page.read_bytes()
    with Image.open(animation) as frames:
        assert frames.n_frames > 2
    with Image.open(tinted) as colours, Image.open(greys) as map_:
        is_moved = np.asarray(map_) == 128
        assert 0 < is_moved.sum() == (np.asarray(colours) != composite).any(axis=2).sum()
    assert "Exported people-map.png" in dressed.messages.text


def test_a_page_speaks_the_windows_language(
    dressed: MainWindow,
    dependencies: Dependencies,
    asked: list[tuple[Path, str]],
    qtbot: QtBot,
) -> None:
    dependencies.language.choose(Language("zh_CN"))
    qtbot.waitUntil(lambda: dressed.actions_.share_slider.text().startswith("带"))
    share(dressed, 1, qtbot)
    page = asked[0][0].read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in page
    assert "<title>试穿前后对比</title>" in page


def test_there_is_nothing_to_share_before_something_is_worn(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert not any(action.isEnabled() for action in share_menu(opened))
    pick_garment(qtbot, opened, RED_TOP)
    assert all(action.isEnabled() for action in share_menu(opened))
    opened.room.take_off_all()
    wait_idle(opened, qtbot)
    assert not any(action.isEnabled() for action in share_menu(opened))


def test_a_name_with_another_suffix_is_refused_and_nothing_is_written(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    share(dressed, 1, qtbot)
    assert ".html" in dressed.messages.text
    assert not path.exists()


def test_the_key_exports_again_to_the_same_file_without_asking(
    dressed: MainWindow, asked: list[tuple[Path, str]], qtbot: QtBot
) -> None:
    qtbot.keyClick(dressed, Qt.Key.Key_E, AGAIN)
    wait_idle(dressed, qtbot)
    assert len(asked) == 1, "the first time it has to be asked"
    path = asked[0][0]
    first = path.read_bytes()
    pick_garment(qtbot, dressed, GREEN_TROUSERS)
    qtbot.keyClick(dressed, Qt.Key.Key_E, AGAIN)
    wait_idle(dressed, qtbot)
    assert len(asked) == 1
    assert path.read_bytes() != first
    with Image.open(path) as saved:
        np.testing.assert_array_equal(np.asarray(saved), dressed.room.state.composite())


def test_the_form_is_the_same_again_too_and_the_message_shows_the_folder(
    dressed: MainWindow,
    asked: list[tuple[Path, str]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    share(dressed, 1, qtbot)
    page = asked[0][0]
    page.unlink()
    dressed.messages.dismiss()
    dressed.actions_.export_again.trigger()
    wait_idle(dressed, qtbot)
    assert page.read_bytes().startswith(b"<!DOCTYPE html>")
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    assert dressed.messages.offer_button.text() == "Show in folder"
    dressed.messages.offer_button.click()
    assert [Path(url.toLocalFile()) for url in shown] == [page.parent]


def test_another_photo_never_goes_over_the_export_of_the_one_before(
    dressed: MainWindow,
    photo_file: Path,
    tmp_path: Path,
    asked: list[tuple[Path, str]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dressed.actions_.export.trigger()
    wait_idle(dressed, qtbot)
    first = asked[0][0].read_bytes()
    other = tmp_path / "other.png"
    other.write_bytes(photo_file.read_bytes())
    open_in(dressed, other, qtbot)
    dressed.actions_.export_again.trigger()
    wait_idle(dressed, qtbot)
    assert [path.name for path, _ in asked] == ["people-tryon.png", "other-tryon.png"]
    assert asked[0][0].read_bytes() == first


def test_what_failed_is_asked_about_again(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    nowhere = tmp_path / "nowhere" / "a.png"
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *words, **_: (asked.append(words[2]), (str(nowhere), ""))[1],
    )
    for _ in range(2):
        dressed.actions_.export_again.trigger()
        wait_idle(dressed, qtbot)
    assert len(asked) == 2


def test_an_export_can_be_cancelled_where_its_progress_shows(
    dressed: MainWindow,
    asked: list[tuple[Path, str]],
    gate: Gate,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def held(file: object, before: object, after: object, tell: Callable[[float], None]) -> None:
        tell(0.5)
        gate()
        tell(0.6)
        raise AssertionError("it went on")

    monkeypatch.setattr("tryon.sharing.animation._write_webp", held)
    share_menu(dressed)[2].trigger()
    qtbot.waitUntil(gate.is_reached.is_set)
    assert [job.kind for job in dressed.jobs.active] == [JobKind.EXPORT]
    qtbot.waitUntil(dressed.status.jobs.cancel_button.isVisible)
    dressed.status.jobs.cancel_button.click()
    gate.may_pass.set()
    wait_idle(dressed, qtbot)
    assert not asked[0][0].exists()
    assert dressed.room.exporter.latest is None
    assert [path.name for path in asked[0][0].parent.glob(".tryon-*")] == []
