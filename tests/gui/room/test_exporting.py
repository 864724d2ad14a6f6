"""The result is exported at full size, in the wanted format, and never over the photo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from tests.drawn import draw_photo
from tests.gui.conftest import RED_TOP, open_in, pick_garment, wait_idle
from tryon.ui.kit.dialogs.question import Question
from tryon.ui.shell.main_window import MainWindow


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which the second person wears the red top."""
    pick_garment(qtbot, opened, RED_TOP)
    return opened


def export_as(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str = ""
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), kind))
    monkeypatch.setattr(Question, "exec", lambda _: QDialog.DialogCode.Accepted)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_idle(window, qtbot)


@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_lossless_formats_hold_exactly_what_is_shown(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    path = tmp_path / f"result{suffix}"
    export_as(dressed, path, qtbot, monkeypatch)
    with Image.open(path) as saved:
        np.testing.assert_array_equal(np.asarray(saved), dressed.room.state.composite())
    assert str(path) in dressed.status.currentMessage()


def test_jpeg_keeps_size_and_colours_closely(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "result.jpg"
    export_as(dressed, path, qtbot, monkeypatch)
    with Image.open(path) as saved:
        assert saved.format == "JPEG"
        difference = np.asarray(saved).astype(int) - dressed.room.state.composite()
    assert np.abs(difference).mean() < 2


def test_the_photos_exif_goes_along_without_its_place(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 14.0)}
    Image.fromarray(draw_photo()).save(tmp_path / "photo.png", exif=exif)
    open_in(window, tmp_path / "photo.png", qtbot)
    export_as(window, tmp_path / "result.tif", qtbot, monkeypatch)
    with Image.open(tmp_path / "result.tif") as saved:
        assert saved.getexif()[0x010F] == "Camera"
        assert not saved.getexif().get_ifd(0x8825)


def test_a_name_without_a_suffix_gets_the_chosen_formats(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_as(dressed, tmp_path / "result", qtbot, monkeypatch, kind="WebP (*.webp)")
    with Image.open(tmp_path / "result.webp") as saved:
        assert saved.format == "WEBP"


def test_the_photo_itself_is_never_overwritten(
    dressed: MainWindow, photo_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = photo_file.read_bytes()
    export_as(dressed, photo_file, qtbot, monkeypatch)
    assert photo_file.read_bytes() == before
    assert "never overwrites" in dressed.messages.text


def test_a_folder_that_does_not_exist_is_said_and_nothing_is_lost(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dressed.room.state
    export_as(dressed, tmp_path / "nowhere" / "result.png", qtbot, monkeypatch)
    assert "Cannot write" in dressed.messages.text
    assert dressed.room.state is before


def test_the_suggested_name_is_not_the_photos(
    dressed: MainWindow, photo_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggestions: list[str] = []

    def ask(parent: object, title: str, suggestion: str, *_: str, **__: object) -> tuple[str, str]:
        suggestions.append(suggestion)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    dressed.actions_.export.trigger()
    assert suggestions == [str(photo_file.with_name("people-tryon.png"))]


@pytest.mark.parametrize("answer", [QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected])
def test_the_name_that_will_be_written_is_asked_about(
    dressed: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: QDialog.DialogCode,
) -> None:
    there = tmp_path / "result.webp"
    there.write_bytes(b"mine")
    names = iter([str(tmp_path / "result"), ""])
    kind = "WebP (*.webp)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (next(names), kind))
    questions: list[str] = []
    monkeypatch.setattr(Question, "exec", lambda self: (questions.append(self.text()), answer)[1])
    dressed.actions_.export.trigger()
    wait_idle(dressed, qtbot)
    assert len(questions) == 1
    assert "result.webp is already there" in questions[0]
    assert (there.read_bytes() == b"mine") == (answer is QDialog.DialogCode.Rejected)


def test_the_real_dialog_asks_nothing_itself(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "result.jpg").write_bytes(b"mine")
    monkeypatch.setattr(Question, "exec", lambda _: QDialog.DialogCode.Accepted)

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.selectNameFilter("JPEG (*.jpg *.jpeg)")
        dialog.selectFile("result")
        dialog.accept()

    QTimer.singleShot(0, accept)
    dressed.actions_.export.trigger()
    wait_idle(dressed, qtbot)
    with Image.open(tmp_path / "result.jpg") as saved:
        assert saved.format == "JPEG"


def test_folder_and_format_are_remembered_by_the_next_window(
    dressed: MainWindow,
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "results").mkdir()
    export_as(dressed, tmp_path / "results" / "first.WEBP", qtbot, monkeypatch)
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *words, **_: (asked.append(words[2]), ("", ""))[1]
    )
    other = open_in(make_window(), photo_file, qtbot)
    other.actions_.export.trigger()
    (tmp_path / "results" / "first.WEBP").unlink()
    (tmp_path / "results").rmdir()
    other.actions_.export.trigger()
    assert asked == [
        str(tmp_path / "results" / "people-tryon.webp"),
        str(tmp_path / "people-tryon.webp"),
    ]
