"""View > Wall of looks: the photo in every garment, by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.drawn import draw_photo, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    RED_TOP,
    Gate,
    open_in,
    save_picture,
    turn_wheel,
    wait_idle,
)
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.labels import Region
from tryon.messages import FitProblem, Text
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.qimage import qimage_to_rgb
from tryon.ui.room.wall.wall_pictures import WallPicture
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wall.wall_list import WallList
from tryon.ui.wardrobe.garment_card import heart_place
from tryon.ui.wardrobe.points_dialog import PointsDialog

LEFT, CONTROL, NONE = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)

COLOURS = {
    "Red top": (220, 30, 40),
    "Green trousers": (30, 160, 60),
    "Blue dress": (40, 60, 200),
}


def shown(window: MainWindow) -> list[WallPicture | Text | None]:
    """Return what is known of each card, in their order."""
    return [window.room.wall.find(entry) for entry in window.garments.shown.entries]


def wait_drawn(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: None not in shown(window) and window.jobs.is_idle)


def open_wall(window: MainWindow, qtbot: QtBot) -> WallList:
    """Press W, and wait until all looks are drawn."""
    QTest.keyClick(window.workspace.result, Qt.Key.Key_W)
    qtbot.waitUntil(window.wall.page.list.isVisible)
    wait_drawn(window, qtbot)
    return window.wall.page.list


def place(window: MainWindow, name: str) -> QPoint:
    """Return where the middle of a card is, scrolled into sight."""
    cards, model = window.wall.page.list, window.garments.shown
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
    cards.scrollTo(model.index(row, 0))
    return cards.visualRect(model.index(row, 0)).center()


def click(window: MainWindow, name: str, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(window.wall.page.list.viewport(), LEFT, held, place(window, name))


def is_marked(window: MainWindow, name: str) -> bool:
    model = window.garments.shown
    rows = map(model.index, range(model.rowCount()), [0] * model.rowCount())
    return next(window.wall.is_worn(index) for index in rows if index.data() == name)


def worn(window: MainWindow) -> list[tuple[int, str]]:
    return [(each.person, each.garment.name) for each in window.room.state.worn]


def test_the_wall_shows_the_chosen_person_in_every_garment_of_the_list(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.room.select(Selection(2, Region.UPPER))
    open_wall(opened, qtbot)
    parse = opened.room.state.parse
    assert parse is not None
    for entry, picture in zip(opened.garments.shown.entries, shown(opened), strict=True):
        assert isinstance(picture, WallPicture)
        box = picture.portrait.box
        mask = parse.region_mask(2, entry.category.region)[box.slices]
        assert (picture.portrait.pixels[mask] == COLOURS[entry.name]).all()
    card = opened.wall.page.list.visualRect(opened.garments.shown.index(0, 0))
    painted = qimage_to_rgb(opened.wall.page.list.viewport().grab(card).toImage())
    share = (painted == COLOURS[opened.garments.shown.entries[0].name]).all(axis=2).mean()
    assert share > 0.05, "the card does not show the picture"
    assert not opened.wall.page.bar.isVisible()


def test_a_click_puts_a_garment_on_as_a_step_and_the_wall_stays(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.room.select(Selection(2, None))
    open_wall(opened, qtbot)
    click(opened, RED_TOP.name)
    wait_drawn(opened, qtbot)
    assert worn(opened) == [(2, RED_TOP.name)]
    assert opened.wall.is_open
    assert is_marked(opened, RED_TOP.name)
    opened.room.select(Selection(1, None))
    assert not is_marked(opened, RED_TOP.name), "somebody else wears it"
    opened.room.select(Selection(2, None))
    click(opened, "Green trousers")
    wait_drawn(opened, qtbot)
    trousers = shown(opened)[
        [entry.name for entry in opened.garments.shown.entries].index("Green trousers")
    ]
    assert isinstance(trousers, WallPicture)
    reds = (trousers.portrait.pixels == (220, 30, 40)).all(axis=2)
    assert reds.any(), "the look with trousers does not show the top that is worn by now"
    opened.actions_.undo.trigger()
    opened.actions_.undo.trigger()
    wait_drawn(opened, qtbot)
    assert worn(opened) == []
    assert not is_marked(opened, RED_TOP.name)


def test_enter_puts_the_current_garment_on_and_escape_leads_back_to_the_photo(
    opened: MainWindow, qtbot: QtBot
) -> None:
    cards = open_wall(opened, qtbot)
    assert QApplication.focusWidget() is cards
    QTest.keyClick(cards, Qt.Key.Key_Right)
    current = opened.garments.current
    assert current is not None
    QTest.keyClick(cards, Qt.Key.Key_Return)
    wait_drawn(opened, qtbot)
    assert [name for _, name in worn(opened)] == [current.name]
    QTest.keyClick(cards, Qt.Key.Key_Escape)
    assert not opened.wall.is_open
    assert opened.workspace.isVisible()
    assert opened.room.selection is not None, "the first Esc only closes the wall"


def test_a_heart_on_the_wall_is_one_of_the_wardrobe(opened: MainWindow, qtbot: QtBot) -> None:
    cards = open_wall(opened, qtbot)
    index = opened.garments.shown.index(1, 0)
    name = str(index.data())
    QTest.mouseClick(cards.viewport(), LEFT, NONE, heart_place(cards.visualRect(index)).center())
    wait_idle(opened, qtbot)
    entry = next(each for each in opened.garments.model.entries if each.name == name)
    assert entry.details.is_favourite
    assert worn(opened) == []
    assert None not in shown(opened), "a heart changes no picture"


def test_keys_are_about_the_current_card_of_the_wall(opened: MainWindow, qtbot: QtBot) -> None:
    open_wall(opened, qtbot)
    click(opened, RED_TOP.name)
    wait_drawn(opened, qtbot)
    cards = opened.wall.page.list
    QTest.keyClick(cards, Qt.Key.Key_Right)
    current = opened.garments.current
    assert current is not None
    assert current.name != RED_TOP.name
    QTest.keyClick(cards, Qt.Key.Key_D, CONTROL)
    QTest.keyClick(cards, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: opened.findChild(PointsDialog) is not None)
    dialog = opened.findChild(PointsDialog)
    assert dialog is not None
    assert dialog.garment.name == current.name
    dialog.reject()
    wait_idle(opened, qtbot)
    assert opened.garments.current is not None
    assert opened.garments.current.details.is_favourite


def test_the_wall_follows_the_search(opened: MainWindow, qtbot: QtBot) -> None:
    open_wall(opened, qtbot)
    opened.garments.search.setText("trousers")
    wait_drawn(opened, qtbot)
    assert opened.wall.page.list.model().rowCount() == 1
    assert len(shown(opened)) == 1


def test_garments_of_the_chosen_region_come_first_while_the_wall_is_open(
    opened: MainWindow, qtbot: QtBot
) -> None:
    before = opened.garments.shown.entries
    opened.room.select(Selection(1, Region.DRESS))
    open_wall(opened, qtbot)
    assert opened.garments.shown.entries[0].name == BLUE_DRESS.name
    click(opened, RED_TOP.name)
    wait_drawn(opened, qtbot)
    assert opened.garments.shown.entries[0].name == BLUE_DRESS.name, "cards must not jump"
    opened.wall.close()
    assert [e.name for e in opened.garments.shown.entries] == [e.name for e in before]


def refuse_dresses(request: FitRequest, **told: object) -> FitResult:
    if request.garment.category is GarmentCategory.DRESS:
        raise FitError(FitProblem.NOBODY)
    return paint_on(request)


def test_a_garment_that_cannot_be_fitted_says_why_on_its_card(
    make_window: Callable[..., MainWindow], photo_file: object, qtbot: QtBot
) -> None:
    window = open_in(make_window(fit=refuse_dresses), photo_file, qtbot)  # type: ignore[arg-type]
    open_wall(window, qtbot)
    found = dict(
        zip((e.category for e in window.garments.shown.entries), shown(window), strict=True)
    )
    assert found[GarmentCategory.DRESS] == FitError(FitProblem.NOBODY).text
    assert isinstance(found[GarmentCategory.TOP], WallPicture)
    cards = window.wall.page.list
    names = [entry.category for entry in window.garments.shown.entries]
    for category, is_explained in ((GarmentCategory.DRESS, True), (GarmentCategory.TOP, False)):
        index = window.garments.shown.index(names.index(category), 0)
        cards.selectionModel().setCurrentIndex(index, cards.selectionModel().SelectionFlag.NoUpdate)
        assert bool(cards.accessibleDescription()) is is_explained


def test_drawing_is_stopped_and_goes_on(
    make_window: Callable[..., MainWindow], photo_file: object, gate: Gate, qtbot: QtBot
) -> None:
    def wait_and_paint(request: FitRequest, **told: object) -> FitResult:
        gate()
        return paint_on(request)

    window = open_in(make_window(fit=wait_and_paint), photo_file, qtbot)  # type: ignore[arg-type]
    window.actions_.wall.trigger()
    qtbot.waitUntil(gate.is_reached.is_set)
    page = window.wall.page
    assert page.count.isVisible()
    QTest.mouseClick(page.stop_button, LEFT)
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert shown(window) == [None] * 3
    QTest.mouseClick(page.stop_button, LEFT)
    wait_drawn(window, qtbot)
    assert not page.stop_button.isVisible()


def test_another_person_and_another_photo_are_drawn_anew(
    opened: MainWindow, photo_file: object, qtbot: QtBot
) -> None:
    open_wall(opened, qtbot)
    opened.wall.page.people.buttons[1].click()
    wait_drawn(opened, qtbot)
    assert opened.room.wall.person == 2
    open_in(opened, photo_file, qtbot)  # type: ignore[arg-type]
    wait_drawn(opened, qtbot)
    opened.room.close_document()
    assert not opened.wall.is_open
    assert opened.welcome.isVisible()


def select(window: MainWindow, *names: str) -> None:
    for name in names:
        click(window, name, CONTROL)


def test_two_to_four_looks_are_compared_with_one_zoom(opened: MainWindow, qtbot: QtBot) -> None:
    cards = open_wall(opened, qtbot)
    page = opened.wall.page
    select(opened, "Red top")
    assert not page.compare_button.isEnabled()
    select(opened, "Green trousers")
    QTest.keyClick(cards, Qt.Key.Key_C)
    qtbot.waitUntil(page.compare.isVisible)
    wait_idle(opened, qtbot)
    assert [view.accessibleName() for view in page.compare.views] == [
        entry.name for entry in opened.garments.selected
    ]
    for view in page.compare.views:
        painted = qimage_to_rgb(view.grab().toImage())
        assert (painted == COLOURS[view.accessibleName()]).all(axis=2).any()
    left, right = page.compare.views
    before = right.grab().toImage()
    turn_wheel(left, left.rect().center(), 3)
    assert right.grab().toImage() != before, "the other look is not zoomed along"
    QTest.keyClick(left, Qt.Key.Key_Escape)
    assert cards.isVisible()
    assert opened.wall.is_open


def test_a_look_that_is_compared_is_worn_by_its_button(opened: MainWindow, qtbot: QtBot) -> None:
    open_wall(opened, qtbot)
    select(opened, "Red top", "Blue dress")
    opened.actions_.compare_looks.trigger()
    button = next(
        button
        for button, entry in zip(
            opened.wall.page.compare.buttons, opened.wall.page.compare.entries, strict=True
        )
        if entry.name == "Red top"
    )
    QTest.mouseClick(button, LEFT)
    wait_idle(opened, qtbot)
    assert [name for _, name in worn(opened)] == ["Red top"]
    assert not button.isEnabled()
    opened.actions_.undo.trigger()
    wait_idle(opened, qtbot)
    assert button.isEnabled()


def test_looks_that_are_compared_are_drawn_at_full_size(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    large = np.repeat(np.repeat(draw_photo(), 6, axis=0), 6, axis=1)
    photo = save_picture(tmp_path / "large.png", large)
    window = open_in(make_window(), photo, qtbot)
    open_wall(window, qtbot)
    reduced = shown(window)[0]
    assert isinstance(reduced, WallPicture)
    assert reduced.portrait.is_reduced
    select(window, "Red top", "Blue dress")
    window.actions_.compare_looks.trigger()
    wait_idle(window, qtbot)
    box = reduced.portrait.box
    for view in window.wall.page.compare.views:
        assert view.scene is not None
        pixels = view.scene.before.levels[0].pixels
        assert pixels.shape[:2] == (box.height, box.width)
        assert (pixels == COLOURS[view.accessibleName()]).all(axis=2).any()


def test_a_look_that_cannot_be_drawn_at_full_size_says_so(
    make_window: Callable[..., MainWindow],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large = np.repeat(np.repeat(draw_photo(), 6, axis=0), 6, axis=1)
    window = open_in(make_window(), save_picture(tmp_path / "large.png", large), qtbot)
    open_wall(window, qtbot)
    select(window, "Red top", "Blue dress")

    def fail(*_: object, **__: object) -> FitResult:
        raise FitError(FitProblem.NO_SUCH_PERSON, person=1, count=0)

    monkeypatch.setattr(window.room.full_looks, "_fit", fail)
    window.actions_.compare_looks.trigger()
    wait_idle(window, qtbot)
    for view in window.wall.page.compare.views:
        assert view.scene is not None, "the reduced picture stays"
        assert view.reason.startswith(f"{view.accessibleName()} is left out")


def test_a_tool_of_the_photo_closes_the_wall(opened: MainWindow, qtbot: QtBot) -> None:
    open_wall(opened, qtbot)
    opened.actions_.view_one.trigger()
    assert not opened.wall.is_open
    assert opened.workspace.isVisible()
