"""Files of garments, lost pictures, the folder, and what another computer changes in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import OnePerson, card_menu, drop, named, save_picture, wait_idle
from tests.unit.conftest import TSHIRT, add_file, draw
from tryon.fitting.fit import fit_garment
from tryon.garments.garment import Garment
from tryon.garments.loading import wardrobe_folder
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.dialogs.question import Question
from tryon.ui.shell.main_window import MainWindow

FILES = "tryon.ui.wardrobe.browse.file_actions"
MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def folder(own_garments: Path, tmp_path: Path) -> Path:
    """The usual folder, with a shirt whose picture is kept and one that is a cut-out only."""
    library = GarmentLibrary()
    rgba = cv2.resize(draw(TSHIRT, (200, 30, 40)), None, fx=3, fy=3)
    add_file(library, save_picture(tmp_path / "red shirt.png", rgba))
    library.keep(Garment(draw(TSHIRT, (30, 40, 200)), GarmentCategory.TOP, "Blue shirt"))
    return own_garments


@pytest.fixture
def window(make_window: MakeWindow, folder: Path, qtbot: QtBot) -> MainWindow:
    return window_on(GarmentLibrary(), make_window, qtbot)


def window_on(library: GarmentLibrary, make_window: MakeWindow, qtbot: QtBot) -> MainWindow:
    window = make_window(parser=lambda choice: OnePerson(), wardrobe=library, fit=fit_garment)
    wait_idle(window, qtbot)
    return window


def entry(window: MainWindow, name: str) -> WardrobeEntry:
    return next(each for each in window.garments.model.entries if each.name == name)


def mine(window: MainWindow) -> set[str]:
    return {each.name for each in window.garments.model.entries if each.is_own}


def answer_with(monkeypatch: pytest.MonkeyPatch, name: str, path: Path | None) -> None:
    """Let the system's file dialog return a path."""
    monkeypatch.setattr(f"{FILES}.{name}", lambda *_: path)


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def exported(window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Path:
    """Export the user's garments."""
    answer_with(monkeypatch, "ask_new_collection", path)
    press(window.garments.chips.mine)
    window.garments.wardrobe_menu.fill()
    named(window.garments.wardrobe_menu.actions(), "Export").trigger()
    wait_idle(window, qtbot)
    return path


@pytest.mark.slow
def test_garments_go_into_a_file_and_into_another_wardrobe_by_a_drop(
    window: MainWindow,
    make_window: MakeWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path = exported(window, tmp_path / "mine.wardrobe", monkeypatch, qtbot)
    assert "2 garments were exported to mine.wardrobe" in window.messages.text
    other = window_on(GarmentLibrary(tmp_path / "other"), make_window, qtbot)
    for target in (other, other.garments):
        drop(target, dropped(path))
        wait_idle(other, qtbot)
        assert mine(other) == {"Red shirt", "Blue shirt"}
    assert "0 garments were added; 2 were there already" in other.messages.text


@pytest.mark.slow
def test_what_was_imported_is_taken_back(
    window: MainWindow,
    make_window: MakeWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path = exported(window, tmp_path / "mine.wardrobe", monkeypatch, qtbot)
    other = window_on(GarmentLibrary(tmp_path / "other"), make_window, qtbot)
    answer_with(monkeypatch, "ask_collection", path)
    other.garments.wardrobe_menu.fill()
    named(other.garments.wardrobe_menu.actions(), "Import").trigger()
    wait_idle(other, qtbot)
    assert "2 garments were added" in other.messages.text
    press(other.messages.offer_button)
    assert mine(other) == set()
    assert not [e for e in GarmentLibrary(tmp_path / "other").entries() if e.is_own]  # type: ignore[union-attr]


def test_a_file_that_is_none_is_refused_in_words(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "bad.wardrobe").write_text("no archive")
    drop(window.garments, dropped(tmp_path / "bad.wardrobe"))
    wait_idle(window, qtbot)
    assert "not a file of garments" in window.messages.text
    assert mine(window) == {"Red shirt", "Blue shirt"}


@pytest.mark.slow
def test_a_missing_picture_is_shown_and_made_again_from_its_original(
    window: MainWindow, qtbot: QtBot
) -> None:
    red = entry(window, "Red shirt")
    before = window._dependencies.wardrobe.load(red.file).rgba
    red.file.unlink()
    qtbot.waitUntil(lambda: entry(window, "Red shirt").lost is not None)
    row = window.garments.model.entries.index(entry(window, "Red shirt"))
    actions = card_menu(window, row, qtbot)
    assert not named(actions, "Put on").isVisible()
    named(actions, "Find").trigger()
    wait_idle(window, qtbot)
    qtbot.waitUntil(lambda: entry(window, "Red shirt").lost is None)
    assert window._dependencies.wardrobe.load(red.file).rgba.shape == before.shape


def test_a_missing_picture_is_found_where_it_is_now_or_removed(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    blue = entry(window, "Blue shirt")
    moved = shutil.move(blue.file, tmp_path / "elsewhere.png")
    QTest.mouseMove(window.garments)
    window.room.relister.list_again()  # as when the window is looked at again
    qtbot.waitUntil(lambda: entry(window, "Blue shirt").lost is not None)
    assert "is missing" in window.garments.model.index(
        window.garments.model.entries.index(entry(window, "Blue shirt")), 0
    ).data(Qt.ItemDataRole.ToolTipRole)
    answer_with(monkeypatch, "ask_garment_picture", None)
    window.garments.list.picked.emit(_key(window, "Blue shirt"))
    answer_with(monkeypatch, "ask_garment_picture", Path(moved))
    window.garments.list.picked.emit(_key(window, "Blue shirt"))  # a click on its card
    wait_idle(window, qtbot)
    qtbot.waitUntil(lambda: entry(window, "Blue shirt").lost is None)
    entry(window, "Blue shirt").file.unlink()
    qtbot.waitUntil(lambda: entry(window, "Blue shirt").lost is not None)
    row = window.garments.model.entries.index(entry(window, "Blue shirt"))
    named(card_menu(window, row, qtbot), "Remove").trigger()
    assert mine(window) == {"Red shirt"}


def _key(window: MainWindow, name: str) -> str:
    return str(window.garments.model.entries.index(entry(window, name)))


def test_a_damaged_picture_becomes_a_card_that_says_so(
    folder: Path, make_window: MakeWindow, qtbot: QtBot
) -> None:
    blue = next(file for file in folder.glob("blue-shirt-*.png"))
    blue.write_text("no picture")
    window = window_on(GarmentLibrary(), make_window, qtbot)
    assert entry(window, "Blue shirt").lost is not None
    assert entry(window, "Red shirt").lost is None


def test_what_another_computer_changes_is_noticed_and_the_selection_stays(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    panel = window.garments
    panel.list.setFocus()
    row = panel.model.entries.index(entry(window, "Blue shirt"))
    index = panel.shown.mapFromSource(panel.model.index(row, 0))
    panel.list.selectionModel().setCurrentIndex(
        index, panel.list.selectionModel().SelectionFlag.Select
    )
    there = GarmentLibrary(folder)
    there.keep(Garment(draw(TSHIRT, (40, 160, 60)), GarmentCategory.TOP, "Green shirt"))
    qtbot.waitUntil(lambda: "Green shirt" in mine(window))
    assert [each.name for each in panel.selected] == ["Blue shirt"]
    assert panel.current is not None
    assert panel.current.name == "Blue shirt"
    red = entry(window, "Red shirt")
    there.change_details(red, lambda d: d.with_tag("there"))
    qtbot.waitUntil(lambda: entry(window, "Red shirt").details.tags == ("there",))
    there.rename(red, "Crimson shirt")
    qtbot.waitUntil(lambda: "Crimson shirt" in mine(window))
    there.remove(red)
    qtbot.waitUntil(lambda: mine(window) == {"Blue shirt", "Green shirt"})
    assert [each.name for each in panel.selected] == ["Blue shirt"]


def choose(window: MainWindow, answer: str, qtbot: QtBot) -> None:
    """Ask about the folder, and give an answer."""
    window.garments.wardrobe_menu.fill()
    named(window.garments.wardrobe_menu.actions(), "Folder").trigger()
    question = window.findChild(Question)
    assert isinstance(question, Question)
    button = next(b for b in question.buttons.buttons() if answer in b.text())
    button.click()
    qtbot.waitUntil(lambda: window.findChild(Question) is None)
    wait_idle(window, qtbot)


def test_garments_move_to_a_synced_folder_and_join_what_is_there(
    window: MainWindow,
    make_window: MakeWindow,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    synced = tmp_path / "Dropbox" / "Garments"
    theirs = GarmentLibrary(synced)
    theirs.keep(Garment(draw(TSHIRT, (40, 160, 60)), GarmentCategory.TOP, "Green shirt"))
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    answer_with(monkeypatch, "ask_folder", synced)
    choose(window, "another", qtbot)
    assert mine(window) == {"Red shirt", "Blue shirt", "Green shirt"}
    assert wardrobe_folder() == synced
    assert "are kept in" in window.messages.text
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before
    other = window_on(GarmentLibrary(), make_window, qtbot)
    assert mine(other) == {"Red shirt", "Blue shirt", "Green shirt"}
    window._dependencies.wardrobe.keep(
        Garment(draw(TSHIRT, (90, 90, 90)), GarmentCategory.TOP, "Grey shirt")
    )
    assert list(synced.glob("grey-shirt-*.png"))
    choose(window, "usual", qtbot)
    assert wardrobe_folder() == folder
    assert mine(window) == {"Red shirt", "Blue shirt", "Green shirt", "Grey shirt"}


def test_a_folder_that_is_not_there_is_told_and_never_made(
    window: MainWindow,
    make_window: MakeWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    synced = tmp_path / "drive" / "Garments"
    answer_with(monkeypatch, "ask_folder", synced)
    choose(window, "another", qtbot)
    shutil.move(tmp_path / "drive", tmp_path / "unplugged")
    other = window_on(GarmentLibrary(), make_window, qtbot)
    assert "is not there. Connect its drive" in other.messages.text
    other.garments.hearts_asked.emit((other.garments.model.entries[0],), True)
    wait_idle(other, qtbot)
    assert "Nothing is kept while the folder" in other.messages.text
    assert not (tmp_path / "drive").exists()
    shutil.move(tmp_path / "unplugged", tmp_path / "drive")
    other.room.relister.list_again()
    qtbot.waitUntil(lambda: mine(other) == {"Red shirt", "Blue shirt"})
