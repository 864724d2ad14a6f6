"""Names of garments: long ones are elided, and the user's own can be changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.conftest import card_menu, named
from tests.unit.conftest import TSHIRT, draw
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.shape.category import GarmentCategory
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.garment_card import lines_of

LONG = "A shirt with a name that nobody would ever want to read to its very end"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = GarmentLibrary(tmp_path / "wardrobe")
    for name in ("Red shirt", LONG):
        library.keep(Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, name))
    return tmp_path / "wardrobe"


@pytest.fixture
def window(make_window: Callable[..., MainWindow], folder: Path) -> MainWindow:
    return make_window(wardrobe=GarmentLibrary(folder))


def names(window: MainWindow) -> list[str]:
    model = window.garments.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def kept_names(folder: Path) -> list[str]:
    return [garment.name for garment in GarmentLibrary(folder).garments()[-2:]]


def editor_of(window: MainWindow, qtbot: QtBot) -> QLineEdit:
    cards = window.garments.list
    qtbot.waitUntil(lambda: cards.findChild(QLineEdit) is not None)
    editor = cards.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    return editor


def finish(editor: QLineEdit, key: Qt.Key, qtbot: QtBot) -> None:
    """Press a key that ends editing, and wait until it has ended."""
    with qtbot.waitSignal(editor.destroyed):
        qtbot.keyClick(editor, key)


def begin(window: MainWindow, name: str, qtbot: QtBot) -> QLineEdit:
    """Make a card current and press F2."""
    cards = window.garments.list
    cards.setFocus()
    row = names(window).index(name)
    cards.setCurrentIndex(window.garments.shown.mapFromSource(window.garments.model.index(row, 0)))
    qtbot.keyClick(cards, Qt.Key.Key_F2)
    return editor_of(window, qtbot)


def test_a_typed_name_is_kept_and_can_be_taken_back(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    place = names(window).index("Red shirt")
    editor = begin(window, "Red shirt", qtbot)
    assert editor.text() == "Red shirt"
    editor.selectAll()
    qtbot.keyClicks(editor, "Summer  shirt")
    finish(editor, Qt.Key.Key_Return, qtbot)
    assert names(window)[place] == "Summer shirt"
    assert kept_names(folder) == ["Summer shirt", LONG]
    assert window.messages.text == "Red shirt is now called Summer shirt."
    qtbot.mouseClick(window.messages.offer_button, Qt.MouseButton.LeftButton)
    assert names(window)[place] == "Red shirt"
    assert kept_names(folder) == ["Red shirt", LONG]
    assert not window.messages.isVisible()


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_name_changes_nothing(
    typed: str, window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    editor = begin(window, "Red shirt", qtbot)
    editor.clear()
    qtbot.keyClicks(editor, typed)
    finish(editor, Qt.Key.Key_Return, qtbot)
    assert kept_names(folder) == ["Red shirt", LONG]
    assert not window.messages.isVisible()


def test_escape_leaves_the_name(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    editor = begin(window, "Red shirt", qtbot)
    qtbot.keyClicks(editor, "x")
    finish(editor, Qt.Key.Key_Escape, qtbot)
    assert "Red shirt" in names(window)
    assert kept_names(folder) == ["Red shirt", LONG]


def test_the_cards_menu_renames_the_users_own_only(window: MainWindow, qtbot: QtBot) -> None:
    assert not named(card_menu(window, 0, qtbot), "Rename").isEnabled()
    row = names(window).index("Red shirt")
    rename = named(card_menu(window, row, qtbot), "Rename")
    rename.trigger()
    assert editor_of(window, qtbot).text() == "Red shirt"


def test_a_garment_that_is_gone_keeps_its_name_and_says_so(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    entry = window.garments.model.entry(str(names(window).index("Red shirt")))
    assert entry is not None
    GarmentLibrary(folder).remove(entry)  # in another window
    editor = begin(window, "Red shirt", qtbot)
    editor.setText("Blue shirt")
    finish(editor, Qt.Key.Key_Return, qtbot)
    assert "was removed from your garments" in window.messages.text
    assert "Red shirt" in names(window)


def test_a_long_name_has_two_lines_and_is_whole_in_its_tool_tip(window: MainWindow) -> None:
    font, width = QFont(window.font()), 110.0
    first, second = lines_of(LONG, font, width, 2)
    assert LONG.startswith(first)
    assert second.endswith("…")
    assert max(QFontMetricsF(font).horizontalAdvance(line) for line in (first, second)) <= width
    assert lines_of("Red shirt", font, width, 2) == ("Red shirt",)
    model = window.garments.model
    index = model.index(names(window).index(LONG), 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == LONG
