"""The menu of what is under the mouse in the photo does what it says, by mouse and by keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.conftest import RED_TOP, click, pick_garment, view_point, wait_idle
from tryon.labels import Label, Region
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.qimage import qimage_to_rgb
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.canvas import Canvas


def right_click(window: MainWindow, view: Canvas, at: QPoint, qtbot: QtBot) -> QMenu:
    """Open the menu at a point of a view."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    return opened_menu(window, qtbot)


def opened_menu(window: MainWindow, qtbot: QtBot) -> QMenu:
    menu = window.photo_menu.menu
    assert menu is not None
    qtbot.waitUntil(menu.isVisible)
    return menu


def entry(menu: QMenu, text: str) -> QAction:
    """Return an entry by what it is called."""
    names = {action.text().replace("&", ""): action for action in menu.actions()}
    assert text in names, list(names)
    return names[text]


def choose(menu: QMenu, text: str) -> None:
    """Choose an entry, as a click would, and close the menu."""
    action = entry(menu, text)
    assert action.isEnabled()
    menu.close()
    action.trigger()


def submenu(menu: QMenu, text: str) -> QMenu:
    found = entry(menu, text).menu()
    assert isinstance(found, QMenu)
    return found


@pytest.mark.parametrize("name", ["result", "overlay"])
def test_it_names_and_chooses_what_was_clicked(opened: MainWindow, qtbot: QtBot, name: str) -> None:
    view = getattr(opened.workspace, name)
    menu = right_click(opened, view, view_point(view, 2, Label.PANTS), qtbot)
    assert menu.actions()[0].text() == "Person 2 · Trousers"
    assert opened.room.selection == Selection(2, Region.LOWER)
    menu.close()


def test_put_on_offers_what_goes_there(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    at = view_point(view, 2, Label.UPPER_CLOTHES)
    menu = right_click(opened, view, at, qtbot)
    choices = submenu(menu, "Put on")
    assert [each.text() for each in choices.actions()][:1] == ["Red top"]
    assert not entry(choices, "Red top").icon().isNull()
    choose(choices, "Red top")
    menu.close()
    wait_idle(opened, qtbot)
    (worn,) = opened.room.state.worn
    assert (worn.person, worn.garment.name) == (2, "Red top")


def test_all_garments_leads_to_the_panel(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    menu = right_click(opened, view, view_point(view, 1, Label.UPPER_CLOTHES), qtbot)
    choose(submenu(menu, "Put on"), "All garments")
    menu.close()
    assert opened.garments.list.hasFocus()


def test_what_is_worn_is_taken_off_and_adjusted(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    at = view_point(view, 2, Label.UPPER_CLOTHES)
    click(qtbot, view, 2, Label.UPPER_CLOTHES)
    pick_garment(qtbot, opened, RED_TOP)
    choose(right_click(opened, view, at, qtbot), "Adjust")
    assert opened.adjuster.is_open
    choose(right_click(opened, view, at, qtbot), "Take off: Red top")
    assert not opened.room.state.worn


def test_a_part_is_called_something_else(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    at = view_point(view, 2, Label.UPPER_CLOTHES)
    menu = right_click(opened, view, at, qtbot)
    names = submenu(menu, "This is")
    choose(names, "Coat")
    menu.close()
    wait_idle(opened, qtbot)
    parse = opened.room.state.parse
    assert parse is not None
    assert Label.COAT in {part.label for part in parse.person(2).parts}
    assert Label.UPPER_CLOTHES in {part.label for part in parse.person(1).parts}


def test_the_picture_is_copied_as_it_is_exported(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    view = opened.workspace.result
    choose(right_click(opened, view, QPoint(3, 3), qtbot), "Copy picture")
    wait_idle(opened, qtbot)
    copied = qimage_to_rgb(QGuiApplication.clipboard().image())
    np.testing.assert_array_equal(copied, opened.room.state.composite())
    assert opened.messages.text == "The picture was copied."


def test_ctrl_c_copies_too(opened: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(opened, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    wait_idle(opened, qtbot)
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_menu_key_is_about_what_is_chosen(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.overlay
    opened.room.select(Selection(1, Region.LOWER))
    view.setFocus()
    at = view.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, event)
    menu = opened_menu(opened, qtbot)
    assert menu.actions()[0].text() == "Person 1 · Bottom"
    choices = submenu(menu, "Put on")
    assert entry(choices, "Green trousers")
    menu.close()
