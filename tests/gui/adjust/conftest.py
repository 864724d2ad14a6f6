"""What every test of adjusting does: look at the result, take what lies over it, drag it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.gui.conftest import wait_idle
from tryon.labels import Region
from tryon.session import Worn
from tryon.ui.shell.main_window import MainWindow

NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def shirt(window: MainWindow) -> Worn:
    """Return what is worn above."""
    return next(w for w in window.room.state.worn if w.region is Region.UPPER)


def shown(window: MainWindow) -> QImage:
    """Return what the view of the result shows, without what lies over it."""
    window.handles.hide()
    image = window.workspace.result.grab().toImage()
    window.handles.setVisible(window.adjuster.frame is not None)
    return image


def press(qtbot: QtBot, window: MainWindow, start: QPoint, *ways: QPoint) -> QPoint:
    """Take what is at a place of the view and move it along; return where the mouse is then."""
    at = start
    qtbot.mouseMove(window.handles, start)
    qtbot.mousePress(window.handles, LEFT, NO_KEY, start)
    for way in ways:
        at = start + way
        qtbot.mouseMove(window.handles, at)
    return at


def drag(qtbot: QtBot, window: MainWindow, start: QPoint, *ways: QPoint) -> None:
    """Drag what is at a place, and wait until the garment lies there."""
    at = press(qtbot, window, start, *ways)
    qtbot.mouseRelease(window.handles, LEFT, NO_KEY, at)
    wait_idle(window, qtbot)
