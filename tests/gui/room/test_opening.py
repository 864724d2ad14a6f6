"""A photo comes in: by menu, drop, paste and from the samples."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QClipboard, QGuiApplication, QImage, QTransform
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.drawn import NobodyParser, draw_photo
from tests.gui.conftest import GREEN_TROUSERS, RED_TOP, drop, open_in, save_picture, wait_idle
from tryon.imaging import read_photo
from tryon.labels import Region
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.shell.main_window import MainWindow


def files(*paths: Path) -> QMimeData:
    """Return what a file manager drags."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def people_found(window: MainWindow) -> int:
    parse = window.room.state.parse
    return len(parse.people) if parse is not None else 0


def test_the_window_welcomes_before_the_first_photo(window: MainWindow) -> None:
    assert window.welcome.isVisible()
    assert not window.workspace.isVisible()
    assert not window.actions_.export.isEnabled()


def test_the_menu_opens_the_photo_that_the_dialog_gives(
    window: MainWindow, photo_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(photo_file), ""))
    with qtbot.waitSignal(window.room.opened):
        qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert people_found(window) == 2
    assert window.workspace.isVisible()
    assert "people.png" in window.windowTitle()


def test_a_dialog_that_is_dismissed_opens_nothing(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert window.jobs.is_idle
    assert window.room.state.photo is None


def test_a_dropped_file_opens(window: MainWindow, photo_file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.room.opened):
        drop(window, files(photo_file))
    assert people_found(window) == 2


def test_a_pasted_picture_opens_with_its_colours(window: MainWindow, qtbot: QtBot) -> None:
    photo = draw_photo()
    rgba = np.dstack([photo, np.full(photo.shape[:2], 255, np.uint8)])
    QGuiApplication.clipboard().setImage(rgba_to_qimage(rgba))
    with qtbot.waitSignal(window.room.opened):
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    opened = window.room.state.photo
    assert opened is not None
    np.testing.assert_array_equal(opened.pixels, photo)
    assert people_found(window) == 2


def paste(window: MainWindow, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    window.actions_.paste.trigger()


def test_a_pasted_photo_is_the_same_as_its_file(window: MainWindow, qtbot: QtBot) -> None:
    file = Path(__file__).parent / "exif6.jpg"
    data = QMimeData()
    data.setImageData(QImage(str(file)).transformed(QTransform().rotate(90)))
    data.setData("image/jpeg", QByteArray(file.read_bytes()))
    with qtbot.waitSignal(window.room.opened):
        paste(window, data)
    opened = window.room.state.photo
    assert opened is not None
    np.testing.assert_array_equal(opened.pixels, read_photo(file).pixels)


def test_of_a_picture_made_for_the_clipboard_the_exact_file_is_taken(
    window: MainWindow, photo_file: Path, qtbot: QtBot
) -> None:
    lossy = io.BytesIO()
    Image.fromarray(draw_photo()).save(lossy, "JPEG", quality=5)
    data = QMimeData()
    data.setData("image/jpeg", QByteArray(lossy.getvalue()))
    data.setData("image/png", QByteArray(photo_file.read_bytes()))
    with qtbot.waitSignal(window.room.opened):
        paste(window, data)
    opened = window.room.state.photo
    assert opened is not None
    np.testing.assert_array_equal(opened.pixels, draw_photo())


@pytest.mark.parametrize("is_file", [False, True])
def test_a_pasted_picture_that_is_transparent_everywhere_is_said(
    window: MainWindow, qtbot: QtBot, is_file: bool
) -> None:
    empty = np.zeros((64, 64, 4), np.uint8)
    data = QMimeData()
    if is_file:
        content = io.BytesIO()
        Image.fromarray(empty).save(content, "PNG")
        data.setData("image/png", QByteArray(content.getvalue()))
    else:
        data.setImageData(rgba_to_qimage(empty))
    paste(window, data)
    wait_idle(window, qtbot)
    assert "transparent everywhere" in window.messages.text


def test_a_photo_without_its_last_bytes_opens_and_says_so(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "cut.jpg"
    path.write_bytes((Path(__file__).parent / "exif6.jpg").read_bytes()[:-1])
    open_in(window, path, qtbot)
    assert "lacks its last bytes" in window.messages.text


def test_a_pasted_file_opens(window: MainWindow, photo_file: Path, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setMimeData(files(photo_file))
    with qtbot.waitSignal(window.room.opened):
        window.actions_.paste.trigger()
    assert people_found(window) == 2


def test_pasting_text_says_that_there_is_no_picture(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("hello")
    window.actions_.paste.trigger()
    assert window.messages.isVisible()
    assert "clipboard" in window.messages.text


def test_pasting_nothing_says_that_there_is_no_picture(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    window.actions_.paste.trigger()
    assert "clipboard" in window.messages.text


def test_an_opened_photo_stands_first_among_the_recent_ones(
    window: MainWindow, photo_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = save_picture(tmp_path / "other.png", draw_photo())
    open_in(window, photo_file, qtbot)
    open_in(window, other, qtbot)
    window.menus.recent_shown.emit()
    names = [action.text() for action in recent_menu(window).actions() if action.data()]
    assert names == ["other.png", "people.png"]


def test_a_recent_photo_opens_again(window: MainWindow, photo_file: Path, qtbot: QtBot) -> None:
    open_in(window, photo_file, qtbot)
    window.menus.recent_shown.emit()
    with qtbot.waitSignal(window.room.opened):
        recent_menu(window).actions()[0].trigger()
    assert people_found(window) == 2


def recent_menu(window: MainWindow) -> QMenu:
    return window.menus.recent


def test_a_photo_without_people_opens_and_says_so(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = save_picture(tmp_path / "wall.png", np.full((80, 90, 3), 128, np.uint8))
    open_in(window, empty, qtbot)
    assert window.room.state.photo is not None
    assert people_found(window) == 0
    assert "Nobody" in window.messages.text


def test_a_large_photo_is_drawn_from_a_small_level(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    """60 megapixels must not be touched to paint half a megapixel."""
    window = make_window(parser=lambda choice: NobodyParser())
    large = save_picture(tmp_path / "large.bmp", np.full((6000, 10000, 3), 90, np.uint8))
    open_in(window, large, qtbot)
    scene = window.workspace.scene
    assert scene is not None
    level = scene.before.level_for(window.workspace.link.viewport.scale)
    assert level.pixels.shape[1] <= 2 * window.workspace.result.width()


def test_closing_while_a_photo_is_parsed_waits_for_the_thread(
    window: MainWindow, photo_file: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.room.staged):
        window.room.open_file(photo_file)
    window.close()
    assert window.jobs.is_idle


def test_a_file_dropped_on_the_photo_opens_too(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = save_picture(tmp_path / "other.png", draw_photo(width=400))
    with qtbot.waitSignal(opened.room.opened):
        drop(opened.workspace.result, files(other))
    assert "other.png" in opened.windowTitle()


def test_a_session_opens_dressed_and_each_garment_is_a_step_of_undo(
    window: MainWindow, photo_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = save_picture(tmp_path / "top.png", RED_TOP.rgba)
    second = save_picture(tmp_path / "trousers.png", GREEN_TROUSERS.rgba)
    window.room.open_file(photo_file, ((Region.UPPER, first), (Region.LOWER, second)))
    qtbot.waitUntil(lambda: len(window.room.state.worn) == 2)
    wait_idle(window, qtbot)
    assert [worn.region for worn in window.room.state.worn] == [Region.UPPER, Region.LOWER]
    assert all(worn.person == 2 for worn in window.room.state.worn)
    window.actions_.undo.trigger()
    wait_idle(window, qtbot)
    assert [worn.region for worn in window.room.state.worn] == [Region.UPPER]
