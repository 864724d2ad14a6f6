"""File > Many photos at once, in the real window, with its real processes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tryon.garments.wardrobe import GarmentLibrary
from tryon.resources import sample_garments_folder, sample_photos
from tryon.shape.category import GarmentCategory
from tryon.ui.batch.batch_dialog import BatchDialog
from tryon.ui.kit.language import Language
from tryon.ui.kit.message_bar import MessageKind
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

GARMENTS = ("tshirt-striped.png", "jeans-blue.png")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with photos and one with garments."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "clothes").mkdir()
    with Image.open(sample_photos()[0]) as image:
        small = image.convert("RGB").resize((300, 450))
    small.save(tmp_path / "photos" / "first.jpg")
    small.save(tmp_path / "photos" / "second.jpg")
    for name in GARMENTS:
        shutil.copy(sample_garments_folder() / name, tmp_path / "clothes")
    return tmp_path


def open_dialog(window: MainWindow, qtbot: QtBot) -> BatchDialog:
    window.actions_.batch.trigger()
    dialog = window.batch.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    return dialog


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[BatchDialog]:
    opened = open_dialog(window, qtbot)
    yield opened
    opened.close()


def press(qtbot: QtBot, button: QWidget) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Callable[[QWidget, Path], None]:
    """Press a button and choose a folder in the dialog that it opens."""

    def choose(button: QWidget, folder: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
        press(qtbot, button)

    return choose


Choose = Callable[[QWidget, Path], None]


@pytest.fixture
def filled(dialog: BatchDialog, folder: Path, choose: Choose) -> BatchDialog:
    """The dialog with photos and garments of folders."""
    choose(dialog.folder_button, folder / "photos")
    choose(dialog.garments_button, folder / "clothes")
    return dialog


@pytest.mark.slow
def test_photos_and_garments_of_folders_become_pictures(
    window: MainWindow,
    filled: BatchDialog,
    folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "photos" / "broken.jpg").write_bytes(b"no picture")
    assert filled.photos.text() == "2 photos: first.jpg, …"
    filled.take_photos([folder / "photos"])
    assert filled.photos.text() == "3 photos: broken.jpg, …"
    assert filled.garments.text() == "clothes: 2"
    assert filled.standing.text().startswith("Pictures to make: 6")
    assert filled.out.text() == str(folder / "photos" / "tryon")
    press(qtbot, filled.start_button)
    assert not filled.start_button.isVisible()
    assert not filled.photos_button.isEnabled()
    qtbot.waitUntil(lambda: " left" in filled.standing.text())
    assert filled.progress.isVisible()
    assert filled.progress.maximum() == 6
    qtbot.waitUntil(lambda: filled.start_button.isVisible())
    assert filled.standing.text() == "4 made"
    assert not filled.progress.isVisible()
    assert filled.failed.text() == "Without a result: 1"
    assert [filled.failures.item(row).text() for row in range(filled.failures.count())] == [
        "broken.jpg is not a picture that tryon can read; use one of .jpg, .jpeg, .png, .webp, "
        ".bmp, .tif, .tiff, .gif, .avif, .heic, .heif."
    ]
    out = folder / "photos" / "tryon"
    made = {path.relative_to(out).as_posix() for path in out.rglob("*.png")}
    assert made == {f"{photo}/{name}" for photo in ("first", "second") for name in GARMENTS}
    assert (out / "report.csv").exists()
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    press(qtbot, filled.show_button)
    assert shown == [QUrl.fromLocalFile(str(out))]
    press(qtbot, filled.start_button)
    qtbot.waitUntil(lambda: filled.standing.text() == "0 made, 4 were there already")
    assert filled.failures.count() == 1


@pytest.mark.slow
def test_the_garments_that_the_window_lists_are_called_by_their_names(
    make_window: Callable[..., MainWindow],
    folder: Path,
    choose: Choose,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = make_window(wardrobe=GarmentLibrary(folder / "wardrobe"))
    window.garments.set_category(GarmentCategory.SKIRT)
    dialog = open_dialog(window, qtbot)
    assert dialog.garments.text() == "those that the window lists: 1"
    names = [str(folder / "photos" / "second.jpg")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    press(qtbot, dialog.photos_button)
    choose(dialog.out_button, folder / "results")
    dialog.people.setCurrentIndex(1)
    press(qtbot, dialog.start_button)
    press(qtbot, dialog.close_button)
    qtbot.waitUntil(lambda: "The photos are done: 1 results" in window.messages.text)
    made = [path.relative_to(folder / "results") for path in (folder / "results").rglob("*.png")]
    assert made == [Path("second/Pleated skirt-person-1.png")]
    assert window.messages.offer_button.text() == "Show in folder"
    again = open_dialog(window, qtbot)
    assert again is dialog
    assert again.standing.text() == "1 made"


@pytest.mark.slow
def test_cancelled_it_keeps_what_is_finished_and_says_what_is_left(
    filled: BatchDialog, folder: Path, qtbot: QtBot
) -> None:
    press(qtbot, filled.start_button)
    qtbot.waitUntil(lambda: filled.show_button.isVisible())
    press(qtbot, filled.cancel_button)
    assert filled.standing.text() == "Finishing what is begun…"
    assert not filled.cancel_button.isEnabled()
    qtbot.waitUntil(lambda: filled.start_button.isVisible())
    made = list((folder / "photos" / "tryon").rglob("*.png"))
    assert filled.standing.text() == f"{len(made)} made, {4 - len(made)} left to do"
    assert not list((folder / "photos" / "tryon").rglob("*.tmp"))


@pytest.mark.slow
def test_a_window_that_closes_ends_its_batch(
    window: MainWindow, filled: BatchDialog, folder: Path, qtbot: QtBot
) -> None:
    press(qtbot, filled.start_button)
    qtbot.waitUntil(lambda: filled.show_button.isVisible())
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    runner = window.batch._jobs
    qtbot.waitUntil(lambda: runner.is_idle)
    assert (folder / "photos" / "tryon" / "report.json").exists()


def test_what_cannot_be_used_is_said_in_words(
    dialog: BatchDialog, folder: Path, choose: Choose
) -> None:
    assert not dialog.start_button.isEnabled()
    assert dialog.standing.text() == "Choose photos of people, and garments."
    assert dialog.photos.text() == "none yet"
    (folder / "empty").mkdir()
    for button in (dialog.folder_button, dialog.garments_button):
        choose(button, folder / "empty")
        assert dialog.messages.kind is MessageKind.ERROR
        assert "holds no pictures" in dialog.messages.text
    choose(dialog.folder_button, folder / "photos")
    assert dialog.messages.isHidden()
    assert dialog.start_button.isEnabled()


def test_another_batch_in_the_folder_is_an_error_of_the_dialog(
    filled: BatchDialog, folder: Path, qtbot: QtBot
) -> None:
    (folder / "photos" / "tryon").mkdir()
    (folder / "photos" / "tryon" / "report.csv").write_text("date;turnover")
    press(qtbot, filled.start_button)
    qtbot.waitUntil(lambda: filled.messages.isVisible())
    assert "report.csv is no report of a batch" in filled.messages.text
    assert filled.start_button.isEnabled()


def test_it_speaks_chinese(dependencies: Dependencies, filled: BatchDialog, qtbot: QtBot) -> None:
    dependencies.language.choose(Language("zh_CN"))
    qtbot.waitUntil(lambda: filled.windowTitle() == "批量处理照片")
    assert filled.start_button.text() == "开始"
    assert "2" in filled.garments.text()
