"""Finding garments, and keeping them in order, in the real window by mouse and keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import OnePerson, card_menu, named, open_in, save_person, wait_idle
from tests.unit.conftest import TSHIRT, draw
from tryon.fitting.fit import fit_garment
from tryon.garments.details.details import Details, Notes
from tryon.garments.details.details_files import read_details
from tryon.garments.details.query import Order
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.language import Language
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.browse.details_dialog import DetailsDialog
from tryon.ui.wardrobe.browse.label_dialog import LabelDialog
from tryon.ui.wardrobe.garment_card import heart_place

COLOURS = {"Red shirt": (200, 30, 40), "Blue shirt": (30, 40, 200), "Old dress": (40, 160, 60)}
LEFT, CONTROL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A wardrobe of three garments of the user's."""
    library = GarmentLibrary(tmp_path / "wardrobe")
    for number, (name, colour) in enumerate(COLOURS.items()):
        category = GarmentCategory.DRESS if "dress" in name else GarmentCategory.TOP
        file = library.keep(Garment(draw(TSHIRT, colour), category, name))
        described = file.with_suffix(".json")
        content = json.loads(described.read_text()) | {"added_at": 1_700_000_000 + number}
        described.write_text(json.dumps(content))
    return tmp_path / "wardrobe"


@pytest.fixture
def window(make_window: Callable[..., MainWindow], folder: Path, qtbot: QtBot) -> MainWindow:
    """A window on that wardrobe, with the real fit."""
    window = make_window(
        parser=lambda choice: OnePerson(), wardrobe=GarmentLibrary(folder), fit=fit_garment
    )
    wait_idle(window, qtbot)
    return window


def shown(window: MainWindow) -> list[str]:
    """Return the names on the cards, from the first to the last."""
    cards = window.garments.shown
    return [str(cards.index(row, 0).data()) for row in range(cards.rowCount())]


def mine(window: MainWindow) -> list[str]:
    return [name for name in shown(window) if name in COLOURS]


def entry(window: MainWindow, name: str) -> WardrobeEntry:
    return next(each for each in window.garments.model.entries if each.name == name)


def kept(folder: Path, name: str) -> Details:
    """Return what is noted on the disk about a garment of the user's."""
    listed = GarmentLibrary(folder).entries()
    return next(e.details for e in listed if isinstance(e, WardrobeEntry) and e.name == name)


def place(window: MainWindow, name: str) -> QPoint:
    """Return where the middle of a card is, scrolled into sight."""
    cards = window.garments.list
    index = cards.model().index(shown(window).index(name), 0)
    cards.scrollTo(index)
    return cards.visualRect(index).center()


def click(window: MainWindow, name: str, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.mouseClick(window.garments.list.viewport(), LEFT, held, place(window, name))


def press(button: QWidget) -> None:
    QTest.mouseClick(button, LEFT)


def trigger(menu: QMenu, word: str) -> QAction:
    action = named(menu.actions(), word)
    action.trigger()
    return action


def answer(window: MainWindow, text: str, qtbot: QtBot) -> None:
    """Type into the dialog that asks for a word, and press Enter."""
    dialog = window.findChild(LabelDialog)
    assert isinstance(dialog, LabelDialog)
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, text)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    wait_idle(window, qtbot)


def test_own_garments_come_first_the_newest_before_the_others(window: MainWindow) -> None:
    assert shown(window)[:3] == ["Old dress", "Blue shirt", "Red shirt"]
    assert shown(window)[3] == "White T-shirt"


def test_the_search_finds_while_it_is_typed_and_esc_empties_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    search = window.garments.search
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "shirt b")
    assert shown(window) == ["Blue shirt"]
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert len(shown(window)) > 10
    qtbot.keyClicks(search, "zebra")
    assert shown(window) == []
    assert window.garments.list.grab().toImage() is not None
    search.clear()
    qtbot.keyClicks(search, "red")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.waitUntil(window.garments.list.hasFocus)
    assert window.garments.current == entry(window, "Red shirt")


def test_chips_combine_and_all_ends_them(window: MainWindow) -> None:
    chips = window.garments.chips
    press(chips.mine)
    assert set(shown(window)) == set(COLOURS)
    assert not chips.all.isChecked()
    press(chips.kinds[GarmentCategory.DRESS])
    assert shown(window) == ["Old dress"]
    press(chips.kinds[GarmentCategory.DRESS])
    assert set(shown(window)) == set(COLOURS)
    press(chips.all)
    assert len(shown(window)) > 10
    assert chips.all.isChecked()
    assert not chips.mine.isChecked()


def test_a_click_on_a_heart_makes_a_favourite_and_wears_nothing(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    cards = window.garments.list
    place(window, "Red shirt")
    index = cards.model().index(shown(window).index("Red shirt"), 0)
    at = heart_place(cards.visualRect(index)).center()
    with qtbot.assertNotEmitted(window.garments.picked):
        QTest.mouseClick(cards.viewport(), LEFT, pos=at)
        wait_idle(window, qtbot)
    assert kept(folder, "Red shirt").is_favourite
    press(window.garments.chips.favourites)
    assert shown(window) == ["Red shirt"]
    spoken = cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert spoken == "Favourite"
    at = heart_place(cards.visualRect(cards.model().index(0, 0))).center()
    QTest.mouseClick(cards.viewport(), LEFT, pos=at)
    wait_idle(window, qtbot)
    assert shown(window) == []
    assert not kept(folder, "Red shirt").is_favourite


def test_ctrl_d_makes_the_current_sample_a_favourite_that_stays(
    window: MainWindow, make_window: Callable[..., MainWindow], folder: Path, qtbot: QtBot
) -> None:
    cards = window.garments.list
    cards.setFocus()
    cards.setCurrentIndex(cards.model().index(shown(window).index("White T-shirt"), 0))
    QTest.keyClick(cards, Qt.Key.Key_D, CONTROL)
    wait_idle(window, qtbot)
    other = make_window(wardrobe=GarmentLibrary(folder))
    press(other.garments.chips.favourites)
    assert shown(other) == ["White T-shirt"]


def test_several_are_selected_by_ctrl_and_shift_and_none_of_them_is_worn(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.garments
    with qtbot.assertNotEmitted(panel.picked):
        click(window, "Old dress", CONTROL)
        click(window, "Red shirt", CONTROL)
    assert [each.name for each in panel.selected] == ["Old dress", "Red shirt"]
    assert panel.bar.isVisible()
    click(window, "Old dress", CONTROL)
    assert [each.name for each in panel.selected] == ["Red shirt"]
    with qtbot.waitSignal(panel.picked):
        click(window, "Blue shirt")
    assert panel.selected == ()
    assert not panel.bar.isVisible()
    click(window, "Red shirt", SHIFT)
    assert [each.name for each in panel.selected] == ["Blue shirt", "Red shirt"]


def test_several_are_selected_by_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    panel, cards = window.garments, window.garments.list
    cards.setFocus()
    cards.setCurrentIndex(cards.model().index(0, 0))
    QTest.keyClick(cards, Qt.Key.Key_Right)
    assert panel.selected == ()
    QTest.keyClick(cards, Qt.Key.Key_Space, CONTROL)
    assert [each.name for each in panel.selected] == [shown(window)[1]]
    QTest.keyClick(cards, Qt.Key.Key_A, CONTROL)
    assert len(panel.selected) == len(shown(window))
    QTest.keyClick(cards, Qt.Key.Key_Escape)
    assert panel.selected == ()


def test_tags_are_given_to_several_and_taken_back(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    for name in ("Red shirt", "Blue shirt"):
        click(window, name, CONTROL)
    window.garments.bar.tags.fill(window.garments.model.entries, window.garments.selected)
    trigger(window.garments.bar.tags, "New tag")
    answer(window, "#summer party", qtbot)
    assert {kept(folder, name).tags for name in ("Red shirt", "Blue shirt")} == {("summer party",)}
    assert "2 garments have the tag summer party now" in window.messages.text
    qtbot.keyClicks(window.garments.search, "#summerp")
    assert set(shown(window)) == {"Red shirt", "Blue shirt"}
    press(window.messages.offer_button)
    wait_idle(window, qtbot)
    assert kept(folder, "Red shirt").tags == ()
    assert shown(window) == []


def test_a_collection_is_made_shown_renamed_and_dissolved(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    panel = window.garments
    for name in ("Red shirt", "White T-shirt"):
        click(window, name, CONTROL)
    panel.bar.collections.fill(panel.model.entries, panel.selected)
    trigger(panel.bar.collections, "New")
    answer(window, "Holiday", qtbot)
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    panel.wardrobe_menu.fill()
    trigger(panel.wardrobe_menu, "Holiday (2)")
    assert shown(window) == ["Red shirt", "White T-shirt"]
    assert panel.chips.collection.isVisible()
    panel.wardrobe_menu.fill()
    trigger(panel.wardrobe_menu, "Rename")
    answer(window, "Rome", qtbot)
    assert shown(window) == ["Red shirt", "White T-shirt"]
    assert kept(folder, "Red shirt").collections == ("Rome",)
    panel.wardrobe_menu.fill()
    trigger(panel.wardrobe_menu, "Dissolve")
    wait_idle(window, qtbot)
    assert len(shown(window)) > 10
    assert kept(folder, "Red shirt").collections == ()
    press(window.messages.offer_button)
    wait_idle(window, qtbot)
    assert kept(folder, "Red shirt").collections == ("Rome",)


def test_several_are_removed_and_come_back(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    before = shown(window)
    for name in ("Red shirt", "Blue shirt", "White T-shirt"):
        click(window, name, CONTROL)
    press(window.garments.bar.remove)
    assert mine(window) == ["Old dress"]
    assert "White T-shirt" in shown(window)
    assert "2 garments were removed" in window.messages.text
    press(window.messages.offer_button)
    assert shown(window) == before


def test_the_menu_of_several_is_about_all_of_them(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("Red shirt", "Blue shirt"):
        click(window, name, CONTROL)
    row = window.garments.model.entries.index(entry(window, "Red shirt"))
    actions = card_menu(window, row, qtbot)
    assert len(window.garments.chosen) == 2
    assert not named(actions, "Put on").isVisible()
    assert named(actions, "Remove").isVisible()
    other = window.garments.model.entries.index(entry(window, "Old dress"))
    card_menu(window, other, qtbot)
    assert [each.name for each in window.garments.chosen] == ["Old dress"]


def details_of(window: MainWindow, name: str, qtbot: QtBot) -> DetailsDialog:
    cards = window.garments.list
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    cards.setFocus()
    cards.setCurrentIndex(cards.model().index(shown(window).index(name), 0))
    QTest.keyClick(cards, Qt.Key.Key_I, CONTROL)
    dialog = window.findChild(DetailsDialog)
    assert isinstance(dialog, DetailsDialog)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_details_are_written_by_keyboard_kept_and_found(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    dialog = details_of(window, "Blue shirt", qtbot)
    qtbot.waitUntil(dialog.tags.hasFocus)
    qtbot.keyClicks(dialog.tags, "office, blue")
    for field, text in (
        (dialog.collections, "Job"),
        (dialog.shop, "Corner shop"),
        (dialog.price, "29 EUR"),
        (dialog.size_line, "M"),
        (dialog.link, "https://example.org/shirt"),
        (dialog.text, "Wash cold"),
    ):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        if dialog.focusWidget() is dialog.open_button:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is field
        qtbot.keyClicks(field, text)
    press(dialog.save_button)
    wait_idle(window, qtbot)
    found = kept(folder, "Blue shirt")
    assert found.tags == ("office", "blue")
    assert found.collections == ("Job",)
    assert found.notes == Notes(
        "Corner shop", "29 EUR", "M", "https://example.org/shirt", "Wash cold"
    )
    qtbot.keyClicks(window.garments.search, "corner cold")
    assert shown(window) == ["Blue shirt"]
    again = details_of(window, "Blue shirt", qtbot)
    assert again.tags.text() == "office, blue"
    again.reject()


def test_what_is_written_and_not_saved_is_forgotten(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    dialog = details_of(window, "Blue shirt", qtbot)
    qtbot.keyClicks(dialog.shop, "x")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait_idle(window, qtbot)
    assert kept(folder, "Blue shirt") == Details()


def test_only_web_pages_are_opened(window: MainWindow, qtbot: QtBot) -> None:
    opened: list[str] = []

    def remember(url: QUrl) -> None:
        opened.append(url.toString())

    dialog = DetailsDialog(
        entry(window, "Blue shirt"), window.grab(), (), window, open_link=remember
    )
    qtbot.addWidget(dialog)
    for link in ("", "file:///etc/passwd", "javascript:alert(1)", "https:", "shirt", "smb://x/y"):
        dialog.link.setText(link)
        assert not dialog.open_button.isEnabled(), link
    dialog.link.setText(" https://example.org/a ")
    press(dialog.open_button)
    assert opened == ["https://example.org/a"]


def test_what_was_worn_last_comes_first_in_that_order_and_the_order_is_kept(
    window: MainWindow,
    make_window: Callable[..., MainWindow],
    folder: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    open_in(window, save_person(tmp_path / "anna.png"), qtbot)
    click(window, "Red shirt")
    qtbot.waitUntil(lambda: bool(window.room.state.worn))
    wait_idle(window, qtbot)
    assert kept(folder, "Red shirt").worn_at > 0
    window.garments.wardrobe_menu.fill()
    trigger(window.garments.wardrobe_menu, "Lately worn")
    assert shown(window)[0] == "Red shirt"
    other = make_window(wardrobe=GarmentLibrary(folder))
    assert other.garments.shown.query.order is Order.WORN
    assert shown(other)[0] == "Red shirt"


def test_a_new_garment_shows_though_something_else_is_looked_for(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.garments.search, "zebra")
    window.garments.point_at(entry(window, "Red shirt"))
    assert window.garments.current == entry(window, "Red shirt")
    assert window.garments.search.text() == ""


def test_every_button_has_a_name_and_everything_speaks_chinese(
    window: MainWindow, qtbot: QtBot
) -> None:
    click(window, "Red shirt", CONTROL)
    window.resize(940, 560)
    for code in ("en", "zh_CN"):
        window._dependencies.language.choose(Language(code))
        window.garments.wardrobe_menu.fill()
        for button in window.garments.findChildren(QToolButton):
            if button.isVisible() and button.parent() is not window.garments.search:
                assert button.accessibleName() or button.text(), button.objectName()
                assert button.width() >= 24
    qtbot.waitUntil(lambda: window.garments.chips.mine.text() == "我的")
    window.garments.wardrobe_menu.fill()
    assert window.garments.bar.findChildren(QWidget)
    texts = [action.text() for action in window.garments.wardrobe_menu.actions()]
    assert "排序方式" in texts
    assert window.garments.list.height() > 100


def test_details_that_cannot_be_kept_say_so_and_change_nothing(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    garment = entry(window, "Red shirt")
    (folder / f"{garment.file.stem}.details").mkdir()
    window.garments.hearts_asked.emit((garment,), True)
    wait_idle(window, qtbot)
    assert "Cannot write" in window.messages.text
    assert not entry(window, "Red shirt").details.is_favourite


def test_a_tag_of_another_computer_stays_when_a_heart_is_given(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    garment = entry(window, "Red shirt")
    GarmentLibrary(folder).change_details(garment, lambda d: replace(d, tags=("theirs",)))
    window.garments.hearts_asked.emit((garment,), True)
    wait_idle(window, qtbot)
    found = read_details([folder / f"{garment.file.stem}.details"])
    assert (found.is_favourite, found.tags) == (True, ("theirs",))
