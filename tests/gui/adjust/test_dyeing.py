"""A worn garment is dyed in the panel: by swatches and by the dialog, with the real fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog
from pytestqt.qtbot import QtBot

from tests.gui.adjust.conftest import LEFT, shirt, shown
from tests.gui.conftest import LIMIT_MS, OnePerson, open_in, save_person, wait_idle
from tests.unit.conftest import TSHIRT, draw
from tryon.document.look_file import read_look
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import FitParameters
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.ui.adjust.adjust_panel import AdjustPanel
from tryon.ui.adjust.swatches import USUAL_COLOURS
from tryon.ui.shell.main_window import MainWindow

SHIRT = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt")
NAVY = Dye.of_hex("#1b2a5e")


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


def panel(window: MainWindow) -> AdjustPanel:
    return window.adjust_panel


def pick(window: MainWindow, colour: str, qtbot: QtBot) -> None:
    """Click a swatch, and wait until the garment has its colour."""
    choice = panel(window).recolour.dye_choice
    qtbot.mouseClick(choice.button, LEFT)
    assert choice.swatches.isVisible()
    qtbot.mouseClick(choice.swatches.buttons[USUAL_COLOURS.index(colour)], LEFT)
    assert not choice.swatches.isVisible()
    wait_idle(window, qtbot)


def blue_over_red(window: MainWindow) -> float:
    """Return how much more blue than red the result shows where the garment changes it."""
    fit = shirt(window).fit
    picture = window.room.state.composite().astype(float)[fit.box.slices][fit.covered > 200]
    return float((picture[:, 2] - picture[:, 0]).mean())


def test_a_swatch_dyes_the_garment_in_one_step_of_undo(dressed: MainWindow, qtbot: QtBot) -> None:
    before = dressed.room.state
    assert panel(dressed).recolour.dye_choice.button.text() == "Own"
    assert not panel(dressed).recolour.dye.reset.isVisible()
    pick(dressed, "#1b2a5e", qtbot)
    assert shirt(dressed).parameters == FitParameters(dye=NAVY)
    assert blue_over_red(dressed) > 20
    assert panel(dressed).recolour.dye_choice.button.text() == "#1b2a5e"
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    np.testing.assert_array_equal(dressed.room.state.composite(), before.composite())
    dressed.actions_.redo.trigger()
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters.dye == NAVY
    qtbot.mouseClick(panel(dressed).recolour.dye.reset, LEFT)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters()
    np.testing.assert_array_equal(dressed.room.state.composite(), before.composite())


def test_what_the_window_shows_is_the_fit_of_the_command_line(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    pick(dressed, "#1b2a5e", qtbot)
    worn, state = shirt(dressed), dressed.room.state
    assert state.photo is not None
    assert state.parse is not None
    afresh = fit_garment(worn.request_on(state.photo.pixels, state.parse))
    np.testing.assert_array_equal(worn.fit.change, afresh.change)


def test_the_keyboard_picks_a_swatch(dressed: MainWindow, qtbot: QtBot) -> None:
    choice = panel(dressed).recolour.dye_choice
    qtbot.mouseClick(choice.button, LEFT)
    swatches = choice.swatches
    qtbot.waitUntil(lambda: swatches.focusWidget() is swatches.buttons[0], timeout=LIMIT_MS)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(swatches, key)
    assert swatches.focusWidget() is swatches.buttons[6]
    QTest.keyClick(swatches.buttons[6], Qt.Key.Key_Space)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters.dye == Dye.of_hex(USUAL_COLOURS[6])
    assert {button.accessibleName() for button in swatches.buttons} >= {"White", "Navy", "Red"}


def colour_dialog(window: MainWindow, qtbot: QtBot) -> QColorDialog:
    choice = panel(window).recolour.dye_choice
    qtbot.mouseClick(choice.button, LEFT)
    qtbot.mouseClick(choice.swatches.more, LEFT)
    dialog = choice.dialog
    assert dialog is not None
    return dialog


def test_colours_in_the_dialog_show_at_once_and_cancel_takes_them_back(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    before = shown(dressed)
    dialog = colour_dialog(dressed, qtbot)
    dialog.setCurrentColor(QColor("#20a040"))
    qtbot.waitUntil(lambda: dressed.adjuster.is_preview_shown, timeout=LIMIT_MS)
    assert shown(dressed) != before
    dialog.reject()
    wait_idle(dressed, qtbot)
    assert shown(dressed) == before
    assert shirt(dressed).parameters == FitParameters()
    assert panel(dressed).recolour.dye_choice.dialog is None
    dialog = colour_dialog(dressed, qtbot)
    for colour in ("#20a040", "#4020a0"):
        dialog.setCurrentColor(QColor(colour))
    dialog.accept()
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters(dye=Dye.of_hex("#4020a0"))
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters()


def test_prints_follow_if_they_are_to(dressed: MainWindow, qtbot: QtBot) -> None:
    choice = panel(dressed).recolour.dye_choice
    assert not choice.prints.isVisible()
    pick(dressed, "#1b2a5e", qtbot)
    qtbot.mouseClick(choice.prints, LEFT)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters.dye == Dye(NAVY.colour, prints_too=True)
    pick(dressed, "#c8202f", qtbot)
    assert shirt(dressed).parameters.dye == Dye.of_hex("#c8202f", prints_too=True)


def test_a_look_keeps_the_colour(dressed: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    pick(dressed, "#1b2a5e", qtbot)
    path = tmp_path / "navy.tryon"
    dressed.room.save(path, links_photo=False)
    wait_idle(dressed, qtbot)
    (worn,) = read_look(path).look.worn
    assert worn.parameters == FitParameters(dye=NAVY)


def test_the_dyed_garment_can_be_kept_as_one_of_its_own(
    dressed: MainWindow, wardrobe: GarmentLibrary, qtbot: QtBot
) -> None:
    pick(dressed, "#1b2a5e", qtbot)
    qtbot.mouseClick(panel(dressed).recolour.keep, LEFT)
    wait_idle(dressed, qtbot)
    own = [each for each in wardrobe.entries() if isinstance(each, WardrobeEntry) and each.is_own]
    (kept,) = own
    assert kept.name == "Shirt #1b2a5e"
    rgba = wardrobe.load(kept.file).rgba
    middle = np.median(rgba[rgba[..., 3] > 245][:, :3], axis=0)
    assert np.abs(middle - NAVY.colour).max() <= 12
    assert dressed.garments.model.entry_of(wardrobe.load(kept.file)) is not None
