"""The views are arranged in four ways; comparing and correcting are in reach in each of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.drawn import color_of, draw_photo
from tests.gui.conftest import (
    RED_TOP,
    click,
    color_at,
    open_in,
    photo_point,
    pick_garment,
    save_picture,
    turn_wheel,
    view_point,
)
from tryon.geometry import Size
from tryon.labels import Label
from tryon.ui.kit.qimage import qimage_to_rgb
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.arrangement import Arrangement, arrangement_for, views_of
from tryon.ui.view.compare_view import Comparison

ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
RED = (220, 30, 40)
KEYS = {
    Arrangement.ONE: Qt.Key.Key_1,
    Arrangement.BESIDE: Qt.Key.Key_2,
    Arrangement.STACKED: Qt.Key.Key_3,
    Arrangement.RESULT: Qt.Key.Key_4,
}


def shown(window: MainWindow) -> tuple[bool, bool]:
    return window.workspace.result.isVisible(), window.workspace.overlay.isVisible()


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which the second person wears the red top."""
    click(qtbot, opened.workspace.result, 2, Label.UPPER_CLOTHES)
    pick_garment(qtbot, opened, RED_TOP)
    return opened


def test_a_portrait_is_shown_beside_and_a_landscape_below() -> None:
    room = Size(1000, 800)
    assert arrangement_for(Size(600, 900), room) is Arrangement.BESIDE
    assert arrangement_for(Size(1600, 900), room) is Arrangement.STACKED
    assert arrangement_for(Size(1600, 900), Size(1400, 420)) is Arrangement.BESIDE


@pytest.mark.parametrize("needs", [False, True])
def test_there_is_always_a_view(needs: bool) -> None:
    for arrangement in Arrangement:
        for wants in (False, True):
            views = views_of(arrangement, wants_overlay=wants, needs_overlay=needs)
            assert views.result or views.overlay
            assert views.overlay or not needs


def test_the_photos_shape_decides_until_the_user_does(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    panes = window.workspace.panes
    wide = save_picture(tmp_path / "wide.png", np.tile(draw_photo(), (1, 2, 1)))
    high = save_picture(tmp_path / "high.png", np.tile(draw_photo(), (3, 1, 1)))
    open_in(window, wide, qtbot)
    assert panes.arrangement is Arrangement.STACKED
    above, below = (view.mapTo(window, QPoint()) for view in (panes.widget(0), panes.widget(1)))
    assert (above.x(), above.y() < below.y()) == (below.x(), True)
    open_in(window, high, qtbot)
    assert panes.arrangement is Arrangement.BESIDE
    qtbot.keyClick(window, KEYS[Arrangement.STACKED], ALT)
    assert panes.arrangement is Arrangement.STACKED
    open_in(window, high, qtbot)
    assert panes.arrangement is Arrangement.STACKED
    qtbot.keyClick(window, Qt.Key.Key_0, ALT)
    assert panes.arrangement is Arrangement.BESIDE


def test_a_choice_is_kept_for_the_next_start(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    first = open_in(make_window(), photo_file, qtbot)
    qtbot.keyClick(first, KEYS[Arrangement.RESULT], ALT)
    assert not first.side.isVisible()
    second = make_window()
    assert second.side.isVisible(), "there is no photo yet that could be alone"
    open_in(second, photo_file, qtbot)
    assert second.workspace.panes.arrangement is Arrangement.RESULT
    assert not second.side.isVisible()


def test_one_view_shows_the_overlay_on_demand_at_the_same_place(
    opened: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(opened, KEYS[Arrangement.ONE], ALT)
    assert shown(opened) == (True, False)
    result, overlay = opened.workspace.result, opened.workspace.overlay
    qtbot.waitUntil(lambda: result.width() == opened.workspace.panes.width())
    before = photo_point(result, 100, 60)
    qtbot.keyClick(opened, Qt.Key.Key_T)
    assert shown(opened) == (False, True)
    assert photo_point(overlay, 100, 60) == before
    click(qtbot, overlay, 2, Label.PANTS)
    assert opened.room.selection is not None
    qtbot.keyClick(opened, Qt.Key.Key_T)
    assert shown(opened) == (True, False)


def test_a_photo_alone_is_larger_than_one_of_two(opened: MainWindow, qtbot: QtBot) -> None:
    link = opened.workspace.link
    qtbot.keyClick(opened, KEYS[Arrangement.BESIDE], ALT)
    two = link.viewport.scale
    qtbot.keyClick(opened, KEYS[Arrangement.RESULT], ALT)
    qtbot.waitUntil(lambda: link.viewport.scale > 1.3 * two)
    qtbot.keyClick(opened, KEYS[Arrangement.BESIDE], ALT)
    qtbot.waitUntil(lambda: link.viewport.scale == pytest.approx(two))


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize("has_overlay", [False, True])
def test_before_is_a_key_away_in_every_arrangement(
    dressed: MainWindow, qtbot: QtBot, arrangement: Arrangement, has_overlay: bool
) -> None:
    qtbot.keyClick(dressed, KEYS[arrangement], ALT)
    dressed.actions_.overlay.setChecked(has_overlay)
    is_overlay = arrangement is Arrangement.ONE and has_overlay
    view = dressed.workspace.overlay if is_overlay else dressed.workspace.result
    at = view_point(view, 2, Label.UPPER_CLOTHES)
    before = color_of(Label.UPPER_CLOTHES, 2)
    assert color_at(view, at) != before
    qtbot.keyPress(dressed, Qt.Key.Key_B)
    assert color_at(view, at) == before
    qtbot.keyRelease(dressed, Qt.Key.Key_B)
    assert color_at(view, at) != before


@pytest.mark.parametrize("arrangement", Arrangement)
def test_the_line_is_a_key_away_in_every_arrangement(
    dressed: MainWindow, qtbot: QtBot, arrangement: Arrangement
) -> None:
    qtbot.keyClick(dressed, KEYS[arrangement], ALT)
    dressed.actions_.overlay.setChecked(True)
    qtbot.keyClick(dressed, Qt.Key.Key_S)
    result = dressed.workspace.result
    assert result.isVisible()
    assert result.comparison is Comparison.SPLIT
    at = view_point(result, 2, Label.UPPER_CLOTHES)
    line = QPoint(round(result.divider_x), result.height() // 3)
    qtbot.mousePress(result, LEFT, pos=line)
    qtbot.mouseMove(result, QPoint(at.x() + 30, line.y()))
    assert color_at(result, at) == color_of(Label.UPPER_CLOTHES, 2)
    qtbot.mouseMove(result, QPoint(max(at.x() - 60, 2), line.y()))
    qtbot.mouseRelease(result, LEFT, pos=QPoint(max(at.x() - 60, 2), line.y()))
    assert color_at(result, at) == RED


def test_the_buttons_that_compare_go_with_a_view_that_is_alone(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    panes = dressed.workspace.panes
    qtbot.keyClick(dressed, KEYS[Arrangement.ONE], ALT)
    assert panes.hold_button.isVisible()
    dressed.actions_.overlay.setChecked(True)
    assert panes.hold_overlay_button.isVisible()
    view = dressed.workspace.overlay
    qtbot.waitUntil(lambda: view.width() == dressed.workspace.panes.width())
    at = view_point(view, 2, Label.PANTS)
    qtbot.mousePress(panes.hold_overlay_button, LEFT)
    assert color_at(view, at) == color_of(Label.PANTS, 2)
    qtbot.mouseRelease(panes.hold_overlay_button, LEFT)
    assert color_at(view, at) != color_of(Label.PANTS, 2)


@pytest.mark.parametrize("arrangement", [Arrangement.ONE, Arrangement.RESULT])
def test_correcting_brings_the_overlay_and_adjusting_the_result(
    dressed: MainWindow, qtbot: QtBot, arrangement: Arrangement
) -> None:
    qtbot.keyClick(dressed, KEYS[arrangement], ALT)
    qtbot.keyClick(dressed, Qt.Key.Key_E)
    assert shown(dressed) == (False, True)
    assert dressed.correcting.bar.isVisible()
    qtbot.keyClick(dressed, Qt.Key.Key_A)
    assert shown(dressed) == (True, False)
    assert dressed.adjuster.is_open
    assert not dressed.correcting.bar.isVisible()


def test_full_screen_hides_all_but_the_photo_and_escape_leaves_it(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    around = (dressed.menuBar(), dressed.toolbar, dressed.side, dressed.status)
    size = dressed.size()
    qtbot.keyClick(dressed, Qt.Key.Key_F11)
    qtbot.waitUntil(dressed.isFullScreen)
    assert not any(part.isVisible() for part in around)
    qtbot.keyPress(dressed, Qt.Key.Key_B)
    assert dressed.workspace.result.comparison is Comparison.BEFORE
    qtbot.keyRelease(dressed, Qt.Key.Key_B)
    chosen = dressed.room.selection
    qtbot.keyClick(dressed, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dressed.isFullScreen())
    assert all(part.isVisible() for part in around)
    assert not dressed.actions_.full_screen.isChecked()
    assert dressed.room.selection == chosen, "the first Esc only leaves the full screen"
    qtbot.waitUntil(lambda: dressed.size() == size)


def test_space_moves_the_photo_wherever_the_mouse_is(dressed: MainWindow, qtbot: QtBot) -> None:
    """Even over the frame of a garment that is adjusted, and over the line."""
    view = dressed.workspace.result
    qtbot.keyClick(dressed, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: dressed.adjuster.frame is not None)
    turn_wheel(view, view_point(view, 2, Label.UPPER_CLOTHES), 6)
    at = view_point(view, 2, Label.UPPER_CLOTHES)
    under = view.position_in_photo(QPointF(at))
    parameters = dressed.adjuster.parameters
    qtbot.keyPress(dressed, Qt.Key.Key_Space)
    assert view.cursor().shape() is Qt.CursorShape.OpenHandCursor
    qtbot.mousePress(dressed.handles, LEFT, pos=at)
    for step in (8, 16):
        qtbot.mouseMove(dressed.handles, at + QPoint(step, step))
    qtbot.mouseRelease(dressed.handles, LEFT, pos=at + QPoint(16, 16))
    qtbot.keyRelease(dressed, Qt.Key.Key_Space)
    moved = view.position_in_photo(QPointF(at + QPoint(16, 16)))
    assert (moved.x, moved.y) == pytest.approx((under.x, under.y), abs=1e-6)
    assert dressed.adjuster.parameters == parameters
    assert view.cursor().shape() is not Qt.CursorShape.OpenHandCursor


def test_space_no_longer_compares(dressed: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyPress(dressed, Qt.Key.Key_Space)
    assert dressed.workspace.result.comparison is Comparison.AFTER
    qtbot.keyRelease(dressed, Qt.Key.Key_Space)


def test_a_photo_that_is_moved_looks_as_if_painted_anew(dressed: MainWindow, qtbot: QtBot) -> None:
    """What was painted is moved along, and only what comes into sight is painted."""
    view = dressed.workspace.overlay
    turn_wheel(view, view.rect().center(), 2)
    for step in (QPoint(-37, 0), QPoint(13, 22), QPoint(0, -41)):
        view.grab()
        dressed.workspace.link.pan(step.x(), step.y(), view.view_size)
        moved = qimage_to_rgb(view.grab().toImage()).astype(int)
        view._layer.__init__()  # forget what was painted
        anew = qimage_to_rgb(view.grab().toImage())
        assert np.abs(moved - anew).max() <= 2
