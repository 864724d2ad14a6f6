"""A worn garment gets another pattern in the panel, with the real fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.adjust.conftest import LEFT, shirt
from tests.gui.conftest import LIMIT_MS, OnePerson, open_in, save_person, wait_idle
from tests.unit.conftest import TSHIRT, draw
from tests.unit.fitting.cloth.test_dye import sample
from tryon.document.look_file import read_look
from tryon.fitting.cloth.pattern import Pattern
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import FitParameters
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.ui.adjust.recolour_rows import RecolourRows
from tryon.ui.shell.main_window import MainWindow

SHIRT = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt")
STRIPED = Garment(sample("tshirt-striped"), GarmentCategory.TOP, "Striped")


@pytest.fixture
def wardrobe(tmp_path: Path) -> GarmentLibrary:
    return GarmentLibrary(tmp_path / "wardrobe")


@pytest.fixture
def dressed(
    make_window: Callable[..., MainWindow],
    wardrobe: GarmentLibrary,
    tmp_path: Path,
    qtbot: QtBot,
) -> MainWindow:
    """A person in a red shirt, about to be adjusted."""
    window = make_window(
        parser=lambda choice: OnePerson("known 1"), wardrobe=wardrobe, fit=fit_garment
    )
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    window.room.put_on(SHIRT)
    wait_idle(window, qtbot)
    window.actions_.adjust.trigger()
    wait_idle(window, qtbot)
    return window


@pytest.fixture
def green_spots(tmp_path: Path) -> Path:
    path = tmp_path / "green spots.png"
    Image.new("RGB", (40, 40), (20, 160, 40)).save(path)
    return path


def rows(window: MainWindow) -> RecolourRows:
    return window.adjust_panel.recolour


def choose(
    window: MainWindow, picture: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """Click the button and choose a picture in the dialog."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(picture), ""))
    qtbot.mouseClick(rows(window).pattern_choice.button, LEFT)
    qtbot.waitUntil(lambda: shirt(window).parameters.pattern is not None, timeout=LIMIT_MS)
    wait_idle(window, qtbot)


def greenness(window: MainWindow) -> float:
    fit = shirt(window).fit
    picture = window.room.state.composite().astype(float)[fit.box.slices][fit.covered > 200]
    return float((picture[:, 1] - picture[:, 0]).mean())


def test_a_picture_becomes_the_pattern_in_one_step_of_undo(
    dressed: MainWindow, green_spots: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    before = dressed.room.state
    choice = rows(dressed).pattern_choice
    assert choice.button.text() == "Own"
    assert not rows(dressed).sliders["scale"].isVisible()
    choose(dressed, green_spots, monkeypatch, qtbot)
    assert greenness(dressed) > 40
    assert choice.button.text() == "green spots"
    assert rows(dressed).sliders["scale"].isVisible()
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    np.testing.assert_array_equal(dressed.room.state.composite(), before.composite())
    dressed.actions_.redo.trigger()
    wait_idle(dressed, qtbot)
    assert greenness(dressed) > 40
    qtbot.mouseClick(rows(dressed).pattern.reset, LEFT)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters()


def test_a_picture_is_dropped_on_the_button(
    dressed: MainWindow, green_spots: Path, qtbot: QtBot
) -> None:
    choice = rows(dressed).pattern_choice
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(green_spots))])
    at, action = QPoint(5, 5), Qt.DropAction.CopyAction
    no_key = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(at, action, data, LEFT, no_key)
    QApplication.sendEvent(choice, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(choice, QDropEvent(at.toPointF(), action, data, LEFT, no_key))
    qtbot.waitUntil(lambda: shirt(dressed).parameters.pattern is not None, timeout=LIMIT_MS)
    wait_idle(dressed, qtbot)
    assert greenness(dressed) > 40


def test_size_and_angle_are_slid_and_each_is_a_step(
    dressed: MainWindow, green_spots: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    choose(dressed, green_spots, monkeypatch, qtbot)
    slider = rows(dressed).sliders["angle_degrees"]
    dressed.adjust_panel.area.ensureWidgetVisible(slider)
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.place_of(36.0))
    slider.setSliderDown(False)
    wait_idle(dressed, qtbot)
    assert rows(dressed).numbers["angle_degrees"].value.text() == "36°"
    QTest.keyClick(rows(dressed).sliders["scale"], Qt.Key.Key_PageUp)
    dressed.adjuster.commit()
    wait_idle(dressed, qtbot)
    pattern = shirt(dressed).parameters.pattern
    assert pattern is not None
    assert pattern.angle_degrees == 36.0
    assert pattern.scale > 0.4
    for expected in (Pattern(pattern.picture, angle_degrees=36.0), Pattern(pattern.picture)):
        dressed.actions_.undo.trigger()
        wait_idle(dressed, qtbot)
        assert shirt(dressed).parameters.pattern == expected


def test_a_look_keeps_the_pattern_and_it_can_be_kept_as_a_garment(
    dressed: MainWindow,
    wardrobe: GarmentLibrary,
    green_spots: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    choose(dressed, green_spots, monkeypatch, qtbot)
    qtbot.mouseClick(rows(dressed).pattern_choice.prints, LEFT)
    wait_idle(dressed, qtbot)
    path = tmp_path / "green.tryon"
    dressed.room.save(path, links_photo=False)
    wait_idle(dressed, qtbot)
    (worn,) = read_look(path).look.worn
    assert worn.parameters == shirt(dressed).parameters
    assert worn.parameters.pattern is not None
    assert worn.parameters.pattern.keeps_prints
    qtbot.mouseClick(rows(dressed).keep, LEFT)
    wait_idle(dressed, qtbot)
    own = [each for each in wardrobe.entries() if isinstance(each, WardrobeEntry) and each.is_own]
    (kept,) = own
    assert kept.name == "Shirt green spots"
    rgba = wardrobe.load(kept.file).rgba
    middle = np.median(rgba[rgba[..., 3] > 245][:, :3], axis=0)
    assert np.abs(middle - (20, 160, 40)).max() <= 14


def test_what_is_no_picture_says_so_and_changes_nothing(
    dressed: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    text = tmp_path / "notes.png"
    text.write_text("no picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(text), ""))
    qtbot.mouseClick(rows(dressed).pattern_choice.button, LEFT)
    qtbot.waitUntil(dressed.messages.isVisible, timeout=LIMIT_MS)
    assert shirt(dressed).parameters == FitParameters()


def test_a_striped_garment_offers_its_colours_and_the_one_picked_is_dyed(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    mains = rows(dressed).dye_choice.mains
    assert not mains.isVisible()  # the red shirt has one colour
    dressed.room.put_on(STRIPED)
    wait_idle(dressed, qtbot)
    assert mains.isVisible()
    assert [button.isVisible() for button in mains.buttons] == [True, True, False, False]
    qtbot.mouseClick(mains.buttons[1], LEFT)
    choice = rows(dressed).dye_choice
    qtbot.mouseClick(choice.button, LEFT)
    qtbot.mouseClick(choice.swatches.buttons[14], LEFT)
    wait_idle(dressed, qtbot)
    dye = shirt(dressed).parameters.dye
    assert dye is not None
    assert dye.instead_of is not None
    assert max(dye.instead_of) < 90  # the navy of the stripes
    qtbot.mouseClick(mains.buttons[0], LEFT)
    wait_idle(dressed, qtbot)
    dye = shirt(dressed).parameters.dye
    assert dye is not None
    assert dye.instead_of is None
