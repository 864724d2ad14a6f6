"""Outfits in the real window: kept, worn, renamed, deleted; clothes copied, pasted and swapped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnWardrobe, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    Gate,
    click,
    open_in,
    pick_garment,
    wait_idle,
)
from tests.gui.outfits.test_layers import button, click_row, names
from tests.gui.room.test_wearing import RED, shown_at, worn
from tryon.errors import FitError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.composite import FitResult, LayerState
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.labels import Label, Region
from tryon.messages import FitProblem
from tryon.ui.kit.language import Language
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.browse.label_dialog import LabelDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
DYED = FitParameters(dye=Dye((170, 51, 85)), scale_x=1.1)


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which person 1 wears a dyed top and trousers."""
    opened.room.put_on(GREEN_TROUSERS, person=1)
    wait_idle(opened, qtbot)
    opened.room.put_on(RED_TOP, person=1)
    wait_idle(opened, qtbot)
    opened.room.refitter.start(opened.room.state.worn[-1], DYED)
    wait_idle(opened, qtbot)
    opened.workspace.result.setFocus()
    return opened


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    """Press Shift and a letter."""
    window.workspace.result.setFocus()
    qtbot.keyClick(window.workspace.result, key, SHIFT)
    wait_idle(window, qtbot)


def choose(menu: QMenu, text: str) -> None:
    """Choose from a menu."""
    next(a for a in menu.actions() if a.text().replace("&", "") == text).trigger()


def dialog_of(window: MainWindow) -> LabelDialog:
    return next(d for d in window.findChildren(LabelDialog) if d.isVisible())


def keep(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Keep what the chosen person wears as an outfit."""
    qtbot.keyClick(window.workspace.result, Qt.Key.Key_S, SHIFT)
    dialog = dialog_of(window)
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, name)
    qtbot.mouseClick(dialog.keep_button, LEFT)
    qtbot.waitUntil(lambda: name in listed(window))
    wait_idle(window, qtbot)
    window.activateWindow()


def listed(window: MainWindow) -> list[str]:
    """Return the names of the outfits in the list."""
    shown = window.outfits.outfits.list
    return [shown.item(row).text().partition("\n")[0] for row in range(shown.count())]


def show_outfits(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.side.outfits_button, LEFT)
    window.outfits.outfits.list.setCurrentRow(0)


def test_an_outfit_is_kept_and_worn_by_somebody_else_in_one_step(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    keep(qtbot, dressed, "Sunday")
    assert "Sunday" in dressed.messages.text
    click(qtbot, dressed.workspace.result, 2, Label.UPPER_CLOTHES)
    show_outfits(qtbot, dressed)
    assert dressed.outfits.outfits.list.item(0).text() == "Sunday\nGreen trousers, Red top"
    assert not dressed.outfits.outfits.list.item(0).icon().isNull()
    steps = len(names(dressed))
    qtbot.mouseClick(dressed.outfits.outfits.wear_button, LEFT)
    wait_idle(dressed, qtbot)
    assert worn(dressed)[2:] == [(2, Region.LOWER, "Green trousers"), (2, Region.UPPER, "Red top")]
    assert dressed.room.state.worn[3].parameters == DYED
    assert names(dressed)[steps:] == ["Wear Sunday on person 2"]
    qtbot.keyClick(dressed, Qt.Key.Key_Z, CONTROL)
    wait_idle(dressed, qtbot)
    assert len(worn(dressed)) == 2


def test_an_outfit_outlives_the_window_and_the_wardrobe(
    dressed: MainWindow,
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    qtbot: QtBot,
) -> None:
    """What the wardrobe has lost is worn from the outfit's own copy, and that is said."""
    keep(qtbot, dressed, "Sunday")
    other = open_in(make_window(wardrobe=DrawnWardrobe(GREEN_TROUSERS)), photo_file, qtbot)
    show_outfits(qtbot, other)
    qtbot.keyClick(other.outfits.outfits.list, Qt.Key.Key_Return)
    wait_idle(other, qtbot)
    assert worn(other) == [(2, Region.LOWER, "Green trousers"), (2, Region.UPPER, "Red top")]
    assert "Red top is not in the wardrobe any more" in other.messages.text
    assert "Green trousers is not" not in other.messages.text


def test_an_outfit_is_renamed_and_deleted_and_comes_back(dressed: MainWindow, qtbot: QtBot) -> None:
    keep(qtbot, dressed, "Sunday")
    show_outfits(qtbot, dressed)
    outfits = dressed.outfits.outfits.list
    outfits.setFocus()
    qtbot.keyClick(outfits, Qt.Key.Key_F2)
    dialog = dialog_of(dressed)
    qtbot.keyClicks(dialog.line, "Monday")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: outfits.item(0).text().startswith("Monday\n"))
    outfits.setCurrentRow(0)
    qtbot.keyClick(outfits, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: outfits.count() == 0)
    assert worn(dressed), "what is worn is not taken off by that"
    assert "Monday was deleted" in dressed.messages.text
    qtbot.mouseClick(dressed.messages.offer_button, LEFT)
    qtbot.waitUntil(lambda: outfits.count() == 1)
    wait_idle(dressed, qtbot)


def test_a_damaged_outfit_is_shown_as_such_and_can_be_deleted(
    opened: MainWindow, dependencies: Dependencies, qtbot: QtBot
) -> None:
    folder = dependencies.outfits.folder
    folder.mkdir(parents=True)
    (folder / "broken.outfit").write_bytes(b"no outfit")
    opened.room.outfits.list_all()
    wait_idle(opened, qtbot)
    show_outfits(qtbot, opened)
    panel = opened.outfits.outfits
    assert "is not an outfit" in panel.list.item(0).text()
    assert not panel.wear_button.isEnabled()
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.list.count() == 0)


def test_everyone_is_dressed_alike_in_one_step(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed.room.select(Selection(1, None))
    steps = len(names(dressed))
    press(qtbot, dressed, Qt.Key.Key_D)
    assert worn(dressed)[2:] == [(2, Region.LOWER, "Green trousers"), (2, Region.UPPER, "Red top")]
    assert {w.parameters for w in dressed.room.state.worn if w.region is Region.UPPER} == {DYED}
    assert names(dressed)[steps:] == ["Copy the clothes of person 1 to person 2"]


def test_what_somebody_has_no_region_for_is_told_and_the_rest_is_worn(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    def fit(request: FitRequest, **how: object) -> FitResult:
        if (request.person, request.region) == (2, Region.LOWER):
            raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
        return paint_on(request, **how)

    window = open_in(make_window(fit=fit), photo_file, qtbot)
    for garment in (GREEN_TROUSERS, RED_TOP):
        window.room.put_on(garment, person=1)
        wait_idle(window, qtbot)
    choose(window.outfits.copy_to, "Person 2")
    wait_idle(window, qtbot)
    assert worn(window)[2:] == [(2, Region.UPPER, "Red top")]
    assert "Green trousers is left out for person 2" in window.messages.text


def test_clothes_are_copied_to_another_window(
    dressed: MainWindow,
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    qtbot: QtBot,
) -> None:
    dressed.room.select(Selection(1, None))
    press(qtbot, dressed, Qt.Key.Key_C)
    assert dressed.messages.text == ("The clothes of person 1 are copied: Green trousers, Red top.")
    other = open_in(make_window(), photo_file, qtbot)
    other.room.select(Selection(2, Region.UPPER))
    press(qtbot, other, Qt.Key.Key_V)
    assert worn(other) == [(2, Region.LOWER, "Green trousers"), (2, Region.UPPER, "Red top")]
    assert other.room.state.worn[1].parameters == DYED


def test_nothing_to_paste_or_to_copy_is_said(opened: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, opened, Qt.Key.Key_V)
    assert "no clothes were copied yet" in opened.messages.text.lower()
    pick_garment(qtbot, opened, RED_TOP)
    opened.room.select(Selection(1, None))
    press(qtbot, opened, Qt.Key.Key_C)
    assert "nothing was put on person 1" in opened.messages.text.lower()


def test_a_swap_takes_what_was_put_on_and_what_is_really_worn(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.room.select(Selection(1, None))
    steps = len(names(dressed))
    before = dressed.room.state.composite()
    press(qtbot, dressed, Qt.Key.Key_X)
    assert sorted(worn(dressed), key=str) == [
        (1, Region.LOWER, "Trousers or shorts of person 2"),
        (1, Region.UPPER, "Top of person 2"),
        (2, Region.LOWER, "Green trousers"),
        (2, Region.UPPER, "Red top"),
    ]
    red = next(w for w in dressed.room.state.worn if w.garment.name == "Red top")
    assert red.parameters == DYED
    assert names(dressed)[steps:] == ["Swap the clothes of persons 1 and 2"]
    dressed.workspace.set_hovered_part(None)
    assert shown_at(dressed, 2, Label.UPPER_CLOTHES) == RED
    qtbot.keyClick(dressed, Qt.Key.Key_Z, CONTROL)
    wait_idle(dressed, qtbot)
    assert (dressed.room.state.composite() == before).all()


def test_a_locked_garment_does_not_take_part_in_a_swap(dressed: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(dressed.side.layers_button, LEFT)
    qtbot.mouseClick(button(dressed, 0, "lock"), LEFT)
    click_row(qtbot, dressed, 0)
    press(qtbot, dressed, Qt.Key.Key_X)
    assert (1, Region.UPPER, "Red top") in worn(dressed)
    assert (2, Region.LOWER, "Green trousers") in worn(dressed)
    assert (1, Region.LOWER, "Trousers or shorts of person 2") in worn(dressed)
    assert "Red top on person 1 is locked" in dressed.messages.text


def test_a_swap_that_is_cancelled_changes_nothing(
    make_window: Callable[..., MainWindow], photo_file: Path, gate: Gate, qtbot: QtBot
) -> None:
    is_held = False

    def fit(request: FitRequest, **how: object) -> FitResult:
        if is_held:
            gate()
        return paint_on(request, **how)

    window = open_in(make_window(fit=fit), photo_file, qtbot)
    window.room.put_on(RED_TOP, person=1)
    wait_idle(window, qtbot)
    before, is_held = worn(window), True
    window.workspace.result.setFocus()
    qtbot.keyClick(window.workspace.result, Qt.Key.Key_X, SHIFT)
    qtbot.waitUntil(gate.is_reached.is_set)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert worn(window) == before


def test_hidden_layers_keep_hidden_when_they_are_copied(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed.room.outfitter.change_layer(1, LayerState(is_visible=False))
    choose(dressed.outfits.copy_to, "Person 2")
    wait_idle(dressed, qtbot)
    shown = {(w.person, w.garment.name): w.layer.is_visible for w in dressed.room.state.worn}
    assert shown[2, "Red top"] is False
    assert shown[2, "Green trousers"] is True


def test_a_dress_that_is_copied_takes_the_place_of_top_and_trousers(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.room.put_on(BLUE_DRESS, person=2)
    wait_idle(dressed, qtbot)
    dressed.room.select(Selection(2, Region.DRESS))
    press(qtbot, dressed, Qt.Key.Key_D)
    assert [(p, n) for p, _, n in worn(dressed)] == [(2, "Blue dress"), (1, "Blue dress")]


def test_the_photo_has_the_clothes_menu_and_speaks_the_users_language(
    dressed: MainWindow, dependencies: Dependencies, qtbot: QtBot
) -> None:
    assert dressed.outfits.menu.title() == "C&lothes"
    dependencies.language.choose(Language("zh_CN"))
    qtbot.waitUntil(lambda: dressed.side.layers_button.text() == "图层")
    texts = [action.text() for action in dressed.outfits.menu.actions() if action.text()]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in texts)
