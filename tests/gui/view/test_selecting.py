"""Hover names a part, a click chooses its region, the keyboard does both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.conftest import click, color_at, photo_point, view_point
from tryon.labels import Label, Region
from tryon.ui.kit.picking import Part, Selection
from tryon.ui.shell.main_window import MainWindow


def test_hovering_names_the_part_and_its_person(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.overlay
    qtbot.mouseMove(view, view_point(view, 2, Label.UPPER_CLOTHES))
    assert opened.workspace.hovered_part == Part(2, Label.UPPER_CLOTHES)
    assert opened.status.info == "Person 2 · Upper clothes"


def test_hovering_marks_the_part_in_both_views(opened: MainWindow, qtbot: QtBot) -> None:
    result, overlay = opened.workspace.result, opened.workspace.overlay
    inside = view_point(overlay, 1, Label.PANTS)
    plain = [color_at(view, inside) for view in (result, overlay)]
    qtbot.mouseMove(result, view_point(result, 1, Label.PANTS))
    beside = inside - type(inside)(8, 8)  # away from the name beside the mouse
    marked = [color_at(view, beside) for view in (result, overlay)]
    assert all(sum(after) > sum(before) for before, after in zip(plain, marked, strict=True))


def test_hovering_the_background_names_nothing(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    qtbot.mouseMove(view, view_point(view, 1, Label.PANTS))
    qtbot.mouseMove(view, photo_point(view, 135, 5))
    assert opened.workspace.hovered_part is None
    assert opened.workspace.link.hovered is None
    assert opened.status.info.startswith("people.png")


def test_a_click_chooses_the_region_of_that_person(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.result, 1, Label.PANTS)
    assert opened.room.selection == Selection(1, Region.LOWER)
    assert opened.workspace.link.selected is not None


def test_a_click_in_the_overlay_does_the_same(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.overlay, 2, Label.UPPER_CLOTHES)
    assert opened.room.selection == Selection(2, Region.UPPER)


def test_a_click_on_a_face_chooses_the_whole_person(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.result, 2, Label.FACE)
    assert opened.room.selection == Selection(2, None)


def test_a_click_on_the_background_clears_the_choice(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    click(qtbot, view, 1, Label.PANTS)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=photo_point(view, 135, 5))
    assert opened.room.selection is None
    assert opened.workspace.link.selected is None


def test_the_choice_stays_marked_when_the_mouse_leaves(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.overlay, 1, Label.UPPER_CLOTHES)
    qtbot.mouseMove(opened.garments)
    assert opened.workspace.link.selected is not None


def test_tab_walks_through_everyones_regions_and_then_leaves(
    opened: MainWindow, qtbot: QtBot
) -> None:
    view = opened.workspace.result
    view.setFocus()
    seen = []
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        seen.append(opened.room.selection)
    regions = (Region.UPPER, Region.LOWER)  # shoes cannot be put on
    assert seen == [Selection(person, region) for person in (1, 2) for region in regions]
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()


def test_shift_tab_walks_back(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    view.setFocus()
    opened.room.select(Selection(2, Region.UPPER))
    qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert opened.room.selection == Selection(1, Region.LOWER)


def test_escape_clears_the_choice(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.result, 1, Label.PANTS)
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.room.selection is None


def test_the_panel_says_whom_the_next_garment_is_for(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.result, 1, Label.PANTS)
    assert "Person 1 · Bottom" in opened.garments.target
