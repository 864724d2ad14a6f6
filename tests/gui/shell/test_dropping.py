"""A picture that is dropped on the photo may be a photo or a garment; that is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.drawn import draw_photo
from tests.gui.conftest import drag_in, let_go, open_in, save_picture, wait_idle
from tests.gui.room.test_opening import files
from tryon.garments.wardrobe import GarmentLibrary
from tryon.imaging import read_rgba
from tryon.resources import sample_garments_folder
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.qimage import rgb_to_qimage
from tryon.ui.shell.main_window import MainWindow


def asked(window: MainWindow, qtbot: QtBot) -> QMenu:
    menu = window.picture_drop.menu
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    menu.close()
    return menu


def test_without_a_photo_nothing_is_asked(
    window: MainWindow, photo_file: Path, qtbot: QtBot
) -> None:
    let_go(window, files(photo_file))
    wait_idle(window, qtbot)
    assert window.picture_drop.menu is None
    assert window.room.document is not None


def test_a_photo_opens(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    other = save_picture(tmp_path / "other.png", draw_photo()[:, ::-1])
    let_go(opened, files(other))
    _, photo, _ = asked(opened, qtbot).actions()
    assert opened.windowTitle().startswith("people.png"), "nothing happens before the answer"
    photo.trigger()
    wait_idle(opened, qtbot)
    assert opened.windowTitle().startswith("other.png")


def test_a_garment_is_added_and_put_on_who_is_chosen(
    make_window: Callable[..., MainWindow], photo_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_in(make_window(wardrobe=GarmentLibrary(tmp_path / "own")), photo_file, qtbot)
    window.room.select(Selection(1, None))
    shirt = tmp_path / "Blue shirt.png"
    pixels = read_rgba(sample_garments_folder() / "tshirt-white.png").copy()
    pixels[..., 0] //= 2
    save_picture(shirt, pixels)
    let_go(window, files(shirt))
    *_, garment = asked(window, qtbot).actions()
    garment.trigger()
    wait_idle(window, qtbot)
    (worn,) = window.room.state.worn
    assert (worn.person, worn.garment.name) == (1, "Blue shirt")


def test_pixels_are_kept_until_the_answer(opened: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setImageData(rgb_to_qimage(draw_photo()[:200]))
    let_go(opened, data)
    data.clear()
    _, photo, _ = asked(opened, qtbot).actions()
    photo.trigger()
    wait_idle(opened, qtbot)
    assert opened.room.state.photo is not None
    assert opened.room.state.photo.size.height == 200


@pytest.mark.parametrize("fixture", ["window", "opened"])
def test_where_it_can_be_dropped_lights_up(
    fixture: str, request: pytest.FixtureRequest, photo_file: Path
) -> None:
    window = request.getfixturevalue(fixture)
    before = window.area.grab().toImage()
    drag_in(window, files(photo_file), window.rect().center())
    assert window.area.grab().toImage() != before
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.area.grab().toImage() == before


def test_what_cannot_be_opened_lights_nothing_up(window: MainWindow) -> None:
    before = window.area.grab().toImage()
    data = QMimeData()
    data.setText("only words")
    assert not drag_in(window, data, window.rect().center()).isAccepted()
    assert window.area.grab().toImage() == before
