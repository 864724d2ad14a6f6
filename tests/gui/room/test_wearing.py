"""Garments are put on, taken off, compared, undone and redone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.drawn import BACKGROUND, color_of, draw_photo, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    Gate,
    click,
    click_card,
    color_at,
    drag_in,
    drop,
    open_in,
    pick_garment,
    save_picture,
    view_point,
    wait_idle,
)
from tests.limits import LIMIT_MS
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.labels import Label, Region
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.mime import garment_to_mime
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.compare_view import Comparison

RED, GREEN = (220, 30, 40), (30, 160, 60)


def worn(window: MainWindow) -> list[tuple[int, Region, str]]:
    return [(w.person, w.region, w.garment.name) for w in window.room.state.worn]


def shown_at(window: MainWindow, person: int, label: Label) -> tuple[int, int, int]:
    """Return the colour that the result view shows in the middle of a part."""
    view = window.workspace.result
    return color_at(view, view_point(view, person, label))


def test_a_click_on_a_card_puts_the_garment_on_the_chosen_person(
    opened: MainWindow, qtbot: QtBot
) -> None:
    click(qtbot, opened.workspace.overlay, 1, Label.UPPER_CLOTHES)
    pick_garment(qtbot, opened, RED_TOP)
    assert worn(opened) == [(1, Region.UPPER, "Red top")]
    qtbot.mouseMove(opened.garments)
    opened.workspace.set_hovered_part(None)
    assert shown_at(opened, 1, Label.UPPER_CLOTHES) == RED
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == color_of(Label.UPPER_CLOTHES, 2)


def test_without_a_choice_the_largest_person_wears_it(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    assert worn(opened) == [(2, Region.LOWER, "Green trousers")]
    assert shown_at(opened, 2, Label.PANTS) == GREEN


def test_trousers_go_on_the_legs_even_when_the_top_is_chosen(
    opened: MainWindow, qtbot: QtBot
) -> None:
    click(qtbot, opened.workspace.result, 1, Label.UPPER_CLOTHES)
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    assert worn(opened) == [(1, Region.LOWER, "Green trousers")]
    assert opened.room.selection == Selection(1, Region.LOWER)


def test_enter_puts_the_current_card_on(opened: MainWindow, qtbot: QtBot) -> None:
    cards = opened.garments.list
    cards.setCurrentIndex(cards.model().index(1, 0))
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    wait_idle(opened, qtbot)
    assert worn(opened) == [(2, Region.LOWER, "Green trousers")]


def test_a_card_dragged_onto_a_person_is_worn_by_that_person(
    opened: MainWindow, qtbot: QtBot
) -> None:
    view = opened.workspace.result
    at = view_point(view, 1, Label.HAIR)
    data = garment_to_mime("0")
    drag_in(view, data, at)
    assert opened.workspace.link.hovered is not None, "the drop target is not marked"
    drop(view, data, at)
    wait_idle(opened, qtbot)
    assert worn(opened) == [(1, Region.UPPER, "Red top")]


def test_a_dress_takes_the_place_of_top_and_trousers(opened: MainWindow, qtbot: QtBot) -> None:
    for garment in (RED_TOP, GREEN_TROUSERS, BLUE_DRESS):
        pick_garment(qtbot, opened, garment)
    assert worn(opened) == [(2, Region.DRESS, "Blue dress")]


def test_undo_and_redo_walk_through_every_garment(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(opened, Qt.Key.Key_Z, control)
    wait_idle(opened, qtbot)
    assert worn(opened) == [(2, Region.UPPER, "Red top")]
    assert shown_at(opened, 2, Label.PANTS) == color_of(Label.PANTS, 2)
    qtbot.keyClick(opened, Qt.Key.Key_Z, control | Qt.KeyboardModifier.ShiftModifier)
    wait_idle(opened, qtbot)
    assert shown_at(opened, 2, Label.PANTS) == GREEN
    assert not opened.actions_.redo.isEnabled()


def test_undo_goes_back_to_the_photo_and_no_further(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    other = save_picture(tmp_path / "other.png", draw_photo(width=400))
    open_in(opened, other, qtbot)
    assert not opened.actions_.undo.isEnabled(), "another photo is another document"
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    for _ in range(3):
        opened.room.undo()
    wait_idle(opened, qtbot)
    assert worn(opened) == []
    assert opened.room.state.composite().shape == (260, 400, 3)
    assert opened.workspace.isVisible()
    opened.actions_.redo.trigger()
    wait_idle(opened, qtbot)
    assert worn(opened) == [(2, Region.LOWER, "Green trousers")]


def test_delete_takes_the_chosen_garment_off(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    click(qtbot, opened.workspace.result, 2, Label.UPPER_CLOTHES)
    qtbot.keyClick(opened, Qt.Key.Key_Delete)
    wait_idle(opened, qtbot)
    assert worn(opened) == [(2, Region.LOWER, "Green trousers")]


def test_reset_takes_everything_off_and_can_be_undone(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    opened.actions_.reset.trigger()
    wait_idle(opened, qtbot)
    np.testing.assert_array_equal(opened.room.state.composite(), draw_photo())
    opened.actions_.undo.trigger()
    wait_idle(opened, qtbot)
    assert len(worn(opened)) == 2


def test_holding_b_shows_the_photo_as_it_was(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    qtbot.keyPress(opened, Qt.Key.Key_B)
    assert opened.workspace.result.comparison is Comparison.BEFORE
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == color_of(Label.UPPER_CLOTHES, 2)
    qtbot.keyRelease(opened, Qt.Key.Key_B)
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == RED


def test_holding_the_button_shows_the_photo_as_it_was(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    button = opened.workspace.panes.hold_button
    qtbot.mousePress(button, Qt.MouseButton.LeftButton)
    assert opened.workspace.result.comparison is Comparison.BEFORE
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert opened.workspace.result.comparison is Comparison.AFTER


def test_the_split_line_shows_before_on_its_left_and_can_be_dragged(
    opened: MainWindow, qtbot: QtBot
) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    qtbot.mouseMove(opened.garments)
    qtbot.keyClick(opened, Qt.Key.Key_S)
    view = opened.workspace.result
    at = view_point(view, 2, Label.UPPER_CLOTHES)
    line = type(at)(round(view.divider_x), 40)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=line)
    qtbot.mouseMove(view, type(at)(at.x() + 40, 40))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=type(at)(at.x() + 40, 40))
    assert color_at(view, at) == color_of(Label.UPPER_CLOTHES, 2)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=type(at)(at.x() + 40, 40))
    qtbot.mouseMove(view, type(at)(at.x() - 30, 40))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=type(at)(at.x() - 30, 40))
    assert color_at(view, at) == RED


def test_worn_garments_are_checked_in_the_panel(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    assert opened.garments.worn_names == ("Red top",)
    opened.actions_.undo.trigger()
    assert opened.garments.worn_names == ()


def test_a_garment_before_any_photo_says_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    click_card(qtbot, window, RED_TOP)
    assert "Open a photo" in window.messages.text
    assert window.jobs.is_idle


def test_the_filter_shows_one_category(opened: MainWindow, qtbot: QtBot) -> None:
    opened.garments.set_category(GarmentCategory.DRESS)
    model = opened.garments.list.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Blue dress"]
    pick_garment(qtbot, opened, BLUE_DRESS)
    assert worn(opened) == [(2, Region.DRESS, "Blue dress")]


def test_the_background_is_never_touched(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, BLUE_DRESS)
    composite = opened.room.state.composite()
    is_background = (draw_photo() == BACKGROUND).all(axis=2)
    assert (composite[is_background] == BACKGROUND).all()


def test_a_garment_dropped_while_another_photo_is_parsed_is_not_laid_on_that(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    gate: Gate,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    def fit_late(request: FitRequest, **options: object) -> FitResult:
        gate()
        return paint_on(request)

    window = open_in(make_window(fit=fit_late), photo_file, qtbot)
    smaller = save_picture(tmp_path / "nobody.png", draw_photo((), width=64, height=64))
    window.room.staged.connect(lambda photo: photo is not None and window.room.put_on(RED_TOP))
    with qtbot.waitSignal(window.room.opened, timeout=LIMIT_MS):
        window.room.open_file(smaller)
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert worn(window) == []
    assert window.room.state.composite().shape == (64, 64, 3)
