"""Once a photo is closed, nothing in the window speaks of it any more."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.conftest import RED_TOP, open_in, pick_garment, wait_idle
from tryon.errors import FitError, ImageReadError
from tryon.labels import Label
from tryon.messages import FitProblem, GarmentChange, ImageProblem
from tryon.ui.kit.message_bar import Done
from tryon.ui.kit.picking import Part
from tryon.ui.shell.main_window import MainWindow


def visible_texts(window: MainWindow) -> str:
    """Return what the window's labels say."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def close(window: MainWindow, qtbot: QtBot) -> None:
    """Close the photo without saving."""
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    question = window.documents.question
    if question is not None:
        qtbot.mouseClick(question.discard_button, Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)


def test_hover_and_zoom_go_with_the_photo(
    opened: MainWindow, photo_file: Path, qtbot: QtBot
) -> None:
    opened.workspace.set_hovered_part(Part(2, Label.UPPER_CLOTHES))
    assert opened.status.info == "Person 2 · Upper clothes"
    zoom = f"{opened.workspace.link.zoom:.0%}"
    assert zoom in visible_texts(opened)
    close(opened, qtbot)
    assert opened.welcome.isVisible()
    assert opened.status.info == "No photo"
    assert zoom not in visible_texts(opened)
    assert opened.windowTitle() == "tryon[*]"
    open_in(opened, photo_file, qtbot)
    assert zoom in visible_texts(opened)
    assert opened.status.info.startswith("people.png")


def test_what_failed_on_the_photo_goes_with_it(opened: MainWindow, qtbot: QtBot) -> None:
    pick_garment(qtbot, opened, RED_TOP)
    opened.messages.show_error(FitError(FitProblem.TOO_LITTLE_VISIBLE))
    close(opened, qtbot)
    assert opened.welcome.isVisible()
    assert not opened.messages.isVisible()


def test_a_removed_garment_can_still_be_had_back(opened: MainWindow, qtbot: QtBot) -> None:
    text = GarmentChange.REMOVED.with_values(garment="Red top")
    opened.messages.show_done(Done(text, lambda: None))
    close(opened, qtbot)
    assert opened.messages.offer_button.isVisible()


def test_a_garment_that_cannot_be_opened_is_not_called_a_photo(
    opened: MainWindow, tmp_path: Path
) -> None:
    garment = tmp_path / "shirt.png"
    opened.messages.show_error(ImageReadError(ImageProblem.MISSING, path=garment))
    assert opened.messages.text.startswith("The picture cannot be opened\n")
