"""The list of layers in the real window: order, eye, opacity, lock, reset, and the photo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QSlider, QStyle, QStyleOptionSlider, QToolButton
from pytestqt.qtbot import QtBot

from tests.drawn import TWO_PEOPLE, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    click,
    drop,
    open_in,
    pick_garment,
    wait_idle,
)
from tests.gui.room.test_wearing import GREEN, RED, worn
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.composite import FitResult, LayerState
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.geometry import Box
from tryon.labels import Label, Region
from tryon.ui.adjust.previewer import Subject
from tryon.ui.kit.picking import Selection
from tryon.ui.outfits.layer_list import LayerList
from tryon.ui.shell.main_window import MainWindow

CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
HANGS = 20
"""Pixels by which the tops of `hanging` hang over the trousers."""


def hanging(request: FitRequest, **how: object) -> FitResult:
    """Paint a garment on; a top hangs over what is worn below it."""
    fit = paint_on(request, **how)
    if request.region is not Region.UPPER:
        return fit
    box = fit.box
    longer = Box(box.left, box.top, box.right, box.bottom + HANGS)
    photo = request.photo[longer.slices]
    colour = request.photo[box.bottom - 1, (box.left + box.right) // 2] + fit.change[-1].max(axis=0)
    dressed = photo.copy()
    dressed[: box.height] = photo[: box.height] + fit.change
    dressed[box.height :] = colour
    covered = np.full(photo.shape[:2], 255, np.uint8)
    origins = np.pad(fit.origins, ((0, HANGS), (0, 0)), mode="edge")
    return FitResult.between(photo, dressed, longer, covered, origins)


@pytest.fixture
def dressed(make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot) -> MainWindow:
    """A window with the layers shown: person 1 wears a top over trousers, person 2 trousers."""
    window = open_in(make_window(fit=hanging), photo_file, qtbot)
    window.room.put_on(GREEN_TROUSERS, person=2)
    wait_idle(window, qtbot)
    for garment in (GREEN_TROUSERS, RED_TOP):
        window.room.put_on(garment, person=1)
        wait_idle(window, qtbot)
    qtbot.mouseClick(window.side.layers_button, LEFT)
    qtbot.waitUntil(window.outfits.layers.isVisible)
    return window


def layers(window: MainWindow) -> LayerList:
    return window.outfits.layers.list


def listed(window: MainWindow) -> list[tuple[int, str]]:
    return [(row.person, row.garment.name) for row in layers(window).rows]


def click_row(qtbot: QtBot, window: MainWindow, number: int) -> None:
    """Click the name of a row."""
    item = layers(window).item_of(layers(window).rows[number])
    qtbot.mouseClick(item.name, LEFT)


def button(window: MainWindow, number: int, which: str) -> QToolButton:
    return getattr(layers(window).item_of(layers(window).rows[number]), which)


def words(window: MainWindow, number: int) -> str:
    return layers(window).item_of(layers(window).rows[number]).about.text()


def overlap(window: MainWindow) -> tuple[int, int, int]:
    """Return the colour where person 1's top hangs over the trousers."""
    composite = window.room.state.composite()
    box = TWO_PEOPLE[0].part_box(Label.PANTS)
    return tuple(composite[box.top + HANGS // 2, (box.left + box.right) // 2].tolist())


def names(window: MainWindow) -> list[str]:
    assert window.room.document is not None
    return [str(name) for name in window.room.document.history.names]


def test_rows_stand_by_person_the_topmost_first(dressed: MainWindow) -> None:
    assert listed(dressed) == [(1, "Red top"), (1, "Green trousers"), (2, "Green trousers")]
    titles = [layers(dressed).item(i).text() for i in range(layers(dressed).count())]
    assert titles == ["Person 1", "", "", "Person 2", ""]
    assert words(dressed, 0) == "Top"


def test_a_row_chooses_its_garment_on_the_photo_and_the_photo_its_row(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    click_row(qtbot, dressed, 1)
    assert dressed.room.selection == Selection(1, Region.LOWER)
    qtbot.keyClick(layers(dressed), Qt.Key.Key_Down)
    assert dressed.room.selection == Selection(2, Region.LOWER)
    click(qtbot, dressed.workspace.result, 1, Label.UPPER_CLOTHES)
    current = layers(dressed).current
    assert current is not None
    assert (current.person, current.garment) == (1, RED_TOP)
    click(qtbot, dressed.workspace.result, 2, Label.UPPER_CLOTHES)
    assert layers(dressed).current is None, "nothing was put on there"


def test_the_eye_hides_and_shows_and_undo_takes_it_back(dressed: MainWindow, qtbot: QtBot) -> None:
    before = dressed.room.state.composite()
    qtbot.mouseClick(button(dressed, 0, "eye"), LEFT)
    wait_idle(dressed, qtbot)
    assert overlap(dressed) == GREEN
    assert names(dressed)[-1] == "Hide Red top on person 1"
    assert button(dressed, 0, "eye").toolTip() == "Show"
    click_row(qtbot, dressed, 0)
    qtbot.keyClick(layers(dressed), Qt.Key.Key_Space)
    wait_idle(dressed, qtbot)
    assert (dressed.room.state.composite() == before).all()
    qtbot.keyClick(dressed, Qt.Key.Key_Z, CONTROL)
    wait_idle(dressed, qtbot)
    assert overlap(dressed) == GREEN


def test_the_order_says_what_lies_over_what(dressed: MainWindow, qtbot: QtBot) -> None:
    assert overlap(dressed) == RED
    click_row(qtbot, dressed, 0)
    qtbot.keyClick(layers(dressed), Qt.Key.Key_Down, CONTROL)
    wait_idle(dressed, qtbot)
    assert overlap(dressed) == GREEN, "the top is tucked in"
    assert listed(dressed)[:2] == [(1, "Green trousers"), (1, "Red top")]
    assert layers(dressed).current is not None
    assert layers(dressed).current.garment is RED_TOP, "keys go on with the same garment"
    qtbot.keyClick(layers(dressed), Qt.Key.Key_Down, CONTROL)
    assert names(dressed)[-1] == "Move Red top down", "it is the lowest of person 1"
    assert len(names(dressed)) == 5
    qtbot.mouseClick(dressed.outfits.layers.up_button, LEFT)
    wait_idle(dressed, qtbot)
    assert overlap(dressed) == RED
    assert not dressed.outfits.layers.up_button.isEnabled()


def test_a_row_is_dragged_below_another(dressed: MainWindow, qtbot: QtBot) -> None:
    click_row(qtbot, dressed, 0)
    lower = layers(dressed).item_of(layers(dressed).rows[1]).geometry()
    at = QPoint(lower.center().x(), lower.bottom() - 3)
    data = layers(dressed).mimeData([layers(dressed).currentItem()])
    drop(layers(dressed).viewport(), data, at)
    wait_idle(dressed, qtbot)
    assert listed(dressed)[:2] == [(1, "Green trousers"), (1, "Red top")]
    assert overlap(dressed) == GREEN


def test_the_slider_fades_a_garment_in_one_step(dressed: MainWindow, qtbot: QtBot) -> None:
    click_row(qtbot, dressed, 0)
    slider = dressed.outfits.layers.opacity
    slider.setFocus()
    for _ in range(5):
        qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: names(dressed)[-1] == "Red top on person 1: opacity 50 %")
    wait_idle(dressed, qtbot)
    assert len(names(dressed)) == 5
    mixed = [(r + g) / 2 for r, g in zip(RED, GREEN, strict=True)]
    assert overlap(dressed) == pytest.approx(mixed, abs=1)
    assert words(dressed, 0) == "Top · 50 %"
    qtbot.keyClick(dressed, Qt.Key.Key_Z, CONTROL)
    wait_idle(dressed, qtbot)
    assert slider.value() == 100
    _drag_handle(qtbot, slider, 0.25)
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn[-1].layer.opacity == pytest.approx(0.25, abs=0.05)


def _drag_handle(qtbot: QtBot, slider: QSlider, to: float) -> None:
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    style = slider.style()
    handle = style.subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
    ).center()
    span = slider.width() - 14
    share = (100 * to - slider.minimum()) / (slider.maximum() - slider.minimum())
    end = QPoint(round(7 + share * span), handle.y())
    qtbot.mousePress(slider, LEFT, pos=handle)
    qtbot.mouseMove(slider, end)
    qtbot.mouseRelease(slider, LEFT, pos=end)


def test_a_locked_garment_stays_until_it_is_unlocked(dressed: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(dressed, 0, "lock"), LEFT)
    click_row(qtbot, dressed, 0)
    before = worn(dressed)
    assert dressed.adjuster.target is None
    assert not dressed.outfits.layers.opacity.isEnabled()
    qtbot.keyClick(dressed, Qt.Key.Key_Delete)
    assert "locked" in dressed.messages.text
    qtbot.mouseClick(dressed.side.garments_button, LEFT)
    pick_garment(qtbot, dressed, BLUE_DRESS)
    assert "Red top on person 1 is locked" in dressed.messages.text
    assert worn(dressed) == before
    dressed.actions_.reset.trigger()
    assert worn(dressed) == [(1, Region.UPPER, "Red top")]
    qtbot.mouseClick(dressed.side.layers_button, LEFT)
    qtbot.mouseClick(button(dressed, 0, "lock"), LEFT)
    click_row(qtbot, dressed, 0)
    qtbot.keyClick(dressed, Qt.Key.Key_Delete)
    assert worn(dressed) == []


def test_what_a_hand_changed_stands_in_the_row_and_is_reset(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    room = dressed.room
    changed = FitParameters(move_x=0.1, scale_y=1.2, grain=0.5, dye=Dye((10, 20, 30)))
    room.refitter.start(room.state.worn[-1], changed)
    wait_idle(dressed, qtbot)
    assert words(dressed, 0) == "Top · moved · resized · dyed · light"
    click_row(qtbot, dressed, 0)
    reset = dressed.outfits.layers.reset_button
    assert "moved, resized, dyed, light" in reset.toolTip()
    qtbot.mouseClick(reset, LEFT)
    wait_idle(dressed, qtbot)
    assert words(dressed, 0) == "Top"
    assert not reset.isEnabled()
    qtbot.keyClick(dressed, Qt.Key.Key_Z, CONTROL)
    wait_idle(dressed, qtbot)
    assert room.state.worn[-1].parameters == changed


def test_the_menu_does_all_of_it_without_a_mouse(dressed: MainWindow, qtbot: QtBot) -> None:
    click_row(qtbot, dressed, 1)
    place = layers(dressed).rect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, layers(dressed).mapToGlobal(place)
    )
    QApplication.sendEvent(layers(dressed), event)
    menu = dressed.outfits.layers.menu
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    menu.close()
    assert not actions["Move down"].isEnabled()
    assert actions["Move up"].isEnabled()
    actions["Take off"].trigger()
    wait_idle(dressed, qtbot)
    assert listed(dressed) == [(1, "Red top"), (2, "Green trousers")]


def test_an_adjusted_garment_is_previewed_as_it_shows(dressed: MainWindow, qtbot: QtBot) -> None:
    state = dressed.room.state
    hidden = replace(state.worn[-1], layer=LayerState(is_visible=False))
    state = replace(state, worn=(*state.worn[:-1], hidden))
    subject = Subject.of(state, state.worn[1])
    assert subject is not None
    assert [layer.is_visible for _, layer in subject.above] == [False]


def test_without_clothes_the_panel_says_how_to_begin(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(opened.side.layers_button, LEFT)
    assert layers(opened).rows == ()
    assert not opened.outfits.layers.reset_button.isEnabled()
    assert not opened.actions_.copy_clothes.isEnabled()


def test_everything_fits_into_the_smallest_window(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed.resize(dressed.minimumSize())
    qtbot.waitUntil(lambda: dressed.size() == dressed.minimumSize())
    for part in (dressed.outfits.layers.clothes_button, dressed.side.history_button):
        corner = part.mapTo(dressed, part.rect().bottomRight())
        assert dressed.rect().contains(corner)
    assert layers(dressed).height() >= 80
