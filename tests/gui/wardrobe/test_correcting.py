"""A garment's points are dragged in the real dialog; what is worn of it follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.conftest import (
    LIMIT_MS,
    card_menu,
    click_card,
    named,
    save_picture,
    turn_wheel,
    wait_idle,
)
from tests.gui.wardrobe.shirts import entry_of, put_on_shirt, shirt_of, window_on
from tests.unit.conftest import DRESS, SKIRT, TSHIRT, add_file, draw
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.labels import Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point, SkirtFigure, SkirtLandmarks, Strip, to_point
from tryon.shape.point_names import PointName
from tryon.shape.sides import Pair, Side
from tryon.ui.kit.language import Language
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.points_dialog import PointsDialog
from tryon.ui.wardrobe.points_editor import PointsEditor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A wardrobe to which the user added a T-shirt."""
    rgba = draw(TSHIRT, (200, 30, 40))
    rgba[::12, :, :3] = rgba[1::12, :, :3] = 255
    picture = save_picture(tmp_path / "my shirt.png", cv2.resize(rgba, None, fx=3, fy=3))
    add_file(GarmentLibrary(tmp_path / "wardrobe"), picture, GarmentCategory.TOP)
    return tmp_path / "wardrobe"


@pytest.fixture
def window(make_window: Callable[..., MainWindow], folder: Path) -> MainWindow:
    """A window on real garments and the real fit."""
    return window_on(folder, make_window)


@pytest.fixture
def dressed(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window whose person wears the T-shirt."""
    return put_on_shirt(window, tmp_path, qtbot)


def ask(window: MainWindow, qtbot: QtBot) -> PointsDialog:
    """Choose Edit > Correct points."""
    window.actions_.correct_points.trigger()
    return dialog_of(window, qtbot)


def dialog_of(window: MainWindow, qtbot: QtBot) -> PointsDialog:
    qtbot.waitUntil(lambda: window.findChild(PointsDialog) is not None, timeout=LIMIT_MS)
    dialog = window.findChild(PointsDialog)
    assert isinstance(dialog, PointsDialog)
    with qtbot.waitExposed(dialog):
        return dialog


def drag(qtbot: QtBot, dialog: PointsDialog, name: PointName, dx: int, dy: int) -> None:
    """Drag a point by view pixels."""
    start = dialog.points.view.place_of(name).toPoint()
    qtbot.mousePress(dialog.points.view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(dialog.points.view, start + QPoint(dx, dy) / 2)
    qtbot.mouseMove(dialog.points.view, start + QPoint(dx, dy))
    qtbot.mouseRelease(dialog.points.view, Qt.MouseButton.LeftButton, pos=start + QPoint(dx, dy))


def click_save(qtbot: QtBot, window: MainWindow, dialog: PointsDialog) -> None:
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(PointsDialog) is None, timeout=LIMIT_MS)
    wait_idle(window, qtbot)


def test_a_dragged_point_is_kept_and_the_worn_garment_follows(
    dressed: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    before = dressed.room.state.worn[0]
    dialog = ask(dressed, qtbot)
    drag(qtbot, dialog, PointName.ARMPIT_LEFT, -6, 60)
    assert dialog.points.editor.is_moved(PointName.ARMPIT_LEFT)
    assert dialog.points.editor.is_moved(PointName.ARMPIT_RIGHT)
    click_save(qtbot, dressed, dialog)
    after = dressed.room.state.worn[0]
    assert after.garment.correction is not None
    assert after.garment.correction.places.keys() == {PointName.ARMPIT_LEFT, PointName.ARMPIT_RIGHT}
    assert not np.array_equal(after.fit.change, before.fit.change)
    assert shirt_of(dressed) is after.garment
    assert GarmentLibrary(folder).garments()[-1].correction == after.garment.correction


def test_the_new_fit_is_one_step_of_undo(dressed: MainWindow, qtbot: QtBot) -> None:
    before = dressed.room.state.worn
    dialog = ask(dressed, qtbot)
    qtbot.mouseClick(dialog.points.sleeves[Side.LEFT], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.points.sleeves[Side.RIGHT], Qt.MouseButton.LeftButton)
    click_save(qtbot, dressed, dialog)
    assert FitNote.NO_SLEEVES in dressed.room.state.worn[0].fit.notes
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn == before
    dressed.actions_.redo.trigger()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn[0].garment is shirt_of(dressed)


def test_what_was_corrected_can_be_reset(dressed: MainWindow, folder: Path, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    drag(qtbot, dialog, PointName.HEM_LEFT, 0, -40)
    click_save(qtbot, dressed, dialog)
    assert list(folder.glob("*.points.json"))
    dialog = ask(dressed, qtbot)
    assert dialog.points.editor.is_moved(PointName.HEM_LEFT)
    qtbot.mouseClick(dialog.points.reset_button, Qt.MouseButton.LeftButton)
    assert not dialog.points.editor.is_moved(PointName.HEM_LEFT)
    click_save(qtbot, dressed, dialog)
    assert not list(folder.glob("*.points.json"))
    assert dressed.room.state.worn[0].garment.correction is None


def test_cancelling_changes_nothing(dressed: MainWindow, folder: Path, qtbot: QtBot) -> None:
    state = dressed.room.state
    dialog = ask(dressed, qtbot)
    drag(qtbot, dialog, PointName.NECK_CENTRE, 0, 30)
    dialog.reject()
    wait_idle(dressed, qtbot)
    assert dressed.room.state is state
    assert not list(folder.glob("*.points.json"))


def test_saving_without_a_change_fits_nothing_anew(dressed: MainWindow, qtbot: QtBot) -> None:
    state = dressed.room.state
    click_save(qtbot, dressed, ask(dressed, qtbot))
    assert dressed.room.state is state


def test_the_dialog_has_its_own_undo(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    start = dialog.points.view.place_of(PointName.SHOULDER_RIGHT)
    drag(qtbot, dialog, PointName.SHOULDER_RIGHT, 20, 10)
    moved = dialog.points.view.place_of(PointName.SHOULDER_RIGHT)
    assert moved != start
    qtbot.mouseClick(dialog.points.undo_button, Qt.MouseButton.LeftButton)
    assert dialog.points.view.place_of(PointName.SHOULDER_RIGHT) == start
    assert not dialog.points.undo_button.isEnabled()
    qtbot.mouseClick(dialog.points.redo_button, Qt.MouseButton.LeftButton)
    assert dialog.points.view.place_of(PointName.SHOULDER_RIGHT) == moved
    dialog.reject()


def test_one_side_alone_moves_without_the_other(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    dialog.points.both_sides.click()
    drag(qtbot, dialog, PointName.ARMPIT_LEFT, 0, 30)
    assert dialog.points.editor.is_moved(PointName.ARMPIT_LEFT)
    assert not dialog.points.editor.is_moved(PointName.ARMPIT_RIGHT)
    dialog.reject()


def test_keys_step_through_the_points_and_move_them(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    view = dialog.points.view
    dialog.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.selected is PointName.NECK_LEFT
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.selected is PointName.NECK_CENTRE
    assert "neckline" in view.accessibleDescription()
    start = view.place_of(PointName.NECK_CENTRE)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: PointName.NECK_CENTRE in dialog.points.editor.correction.places)
    assert view.place_of(PointName.NECK_CENTRE).y() == pytest.approx(start.y() + 13)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert view.place_of(PointName.NECK_CENTRE).y() == pytest.approx(start.y())
    for _ in range(20):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()
    dialog.reject()


def test_the_wheel_zooms_where_the_mouse_is(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    view = dialog.points.view
    armpit, hem = view.place_of(PointName.ARMPIT_LEFT), view.place_of(PointName.HEM_RIGHT)
    distance = hem - armpit
    turn_wheel(view, armpit, 3)
    assert view.place_of(PointName.ARMPIT_LEFT).x() == pytest.approx(armpit.x(), abs=1)
    assert view.place_of(PointName.ARMPIT_LEFT).y() == pytest.approx(armpit.y(), abs=1)
    zoomed = view.place_of(PointName.HEM_RIGHT) - armpit
    assert zoomed.y() > 1.4 * distance.y()
    drag(qtbot, dialog, PointName.ARMPIT_LEFT, 0, 30)
    assert view.place_of(PointName.ARMPIT_LEFT).y() == pytest.approx(armpit.y() + 30, abs=1)
    empty = QPoint(round(armpit.x()) + 90, round(armpit.y()))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=empty)
    qtbot.mouseMove(view, empty + QPoint(0, -40))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=empty + QPoint(0, -40))
    assert view.place_of(PointName.ARMPIT_LEFT).y() == pytest.approx(armpit.y() - 10, abs=1)
    turn_wheel(view, armpit, -20)
    assert view.place_of(PointName.HEM_RIGHT) == hem
    turn_wheel(view, armpit, 3)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=empty)
    assert view.place_of(PointName.HEM_RIGHT) == hem
    dialog.reject()


def test_escape_gives_up_a_drag_before_it_closes_the_dialog(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dialog = ask(dressed, qtbot)
    start = dialog.points.view.place_of(PointName.HEM_RIGHT)
    at = start.toPoint()
    qtbot.mousePress(dialog.points.view, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(dialog.points.view, at + QPoint(-30, -20))
    assert dialog.points.view.place_of(PointName.HEM_RIGHT) != start
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.points.view.place_of(PointName.HEM_RIGHT) == start
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_place_that_cannot_be_is_named_and_not_saved(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    drag(qtbot, dialog, PointName.ARMPIT_LEFT, 0, -240)
    assert dialog.problem == (
        "The point “Shoulder, left” must lie above “Armpit, left”; move one of them."
    )
    assert not dialog.save_button.isEnabled()
    qtbot.mouseClick(dialog.points.undo_button, Qt.MouseButton.LeftButton)
    assert dialog.problem == ""
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_another_category_goes_to_its_own_region(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(dressed, qtbot)
    dialog.points.kind.setCurrentIndex(dialog.points.kind.findData(GarmentCategory.SKIRT))
    dialog.points.kind.activated.emit(dialog.points.kind.currentIndex())
    assert not dialog.points.sleeves[Side.LEFT].isVisible()
    assert PointName.CROTCH not in dialog.points.editor.points
    click_save(qtbot, dressed, dialog)
    assert [worn.region for worn in dressed.room.state.worn] == [Region.LOWER]
    assert shirt_of(dressed).category is GarmentCategory.SKIRT
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert [worn.region for worn in dressed.room.state.worn] == [Region.UPPER]


def test_a_cards_menu_opens_the_dialog(window: MainWindow, qtbot: QtBot) -> None:
    actions = card_menu(window, window.garments.model.rowCount() - 1, qtbot)
    named(actions, "Correct").trigger()
    dialog = dialog_of(window, qtbot)
    assert dialog.garment is shirt_of(window)
    dialog.reject()


def test_a_clicked_garment_is_corrected_though_another_is_worn(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    white = next(g for g in GarmentLibrary().garments() if g.file and g.file.stem == "jeans-blue")
    dressed.garments.list.setFocus()
    click_card(qtbot, dressed, white)
    wait_idle(dressed, qtbot)
    qtbot.waitUntil(dressed.garments.list.hasFocus)
    dialog = ask(dressed, qtbot)
    assert dialog.garment.category is GarmentCategory.TROUSERS
    assert PointName.CROTCH in dialog.points.editor.points
    dialog.reject()


def test_without_a_garment_a_line_says_so(window: MainWindow) -> None:
    window.actions_.correct_points.trigger()
    assert "Choose a garment" in window.messages.text


def test_a_damaged_file_is_told_when_the_window_opens(
    make_window: Callable[..., MainWindow], folder: Path
) -> None:
    picture = next(folder.glob("*.json")).with_suffix(".png")
    picture.with_name(f"{picture.stem}.points.json").write_text("{")
    window = make_window(wardrobe=GarmentLibrary(folder))
    assert "holds no points of a garment" in window.messages.text
    assert shirt_of(window).correction is None


def test_points_that_cannot_be_kept_leave_everything_as_it_was(
    dressed: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, shirt, entry = dressed.room.state, shirt_of(dressed), entry_of(dressed)
    assert shirt.file is not None
    shirt.file.with_name(f"{shirt.file.stem}.points.json").mkdir()
    dialog = ask(dressed, qtbot)
    drag(qtbot, dialog, PointName.HEM_LEFT, 0, -40)
    click_save(qtbot, dressed, dialog)
    assert "cannot" in dressed.messages.text
    assert dressed.room.state is state
    assert entry_of(dressed).thumbnail == entry.thumbnail
    assert entry_of(dressed).category is entry.category


def test_the_dialog_speaks_chinese(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed._dependencies.language.choose(Language("zh_CN"))
    dialog = ask(dressed, qtbot)
    assert dialog.save_button.text() == "保存"
    drag(qtbot, dialog, PointName.ARMPIT_LEFT, 0, -240)
    assert "必须位于" in dialog.problem
    dialog.reject()


def test_a_garment_off_a_body_is_mirrored_across_its_own_middle() -> None:
    edges = np.array([[[20.0, 10.0], [60.0, 110.0]], [[60.0, 10.0], [100.0, 110.0]]])
    (left, hem_left), (right, hem_right) = (map(to_point, edge) for edge in edges)
    figure = SkirtFigure(
        SkirtLandmarks(Pair(left, right), Pair(hem_left, hem_right)), Strip(*edges)
    )
    rgba = draw(SKIRT, (20, 160, 60))
    editor = PointsEditor(Garment(rgba, GarmentCategory.SKIRT, "skirt", figure))
    along = np.array([40.0, 100.0]) / np.hypot(40, 100)
    across = np.array([along[1], -along[0]])
    middle = np.array([60.0, 60.0])
    at = middle - 25 * across + 12 * along
    editor.drag(PointName.HEM_LEFT, Point(*at))
    mirrored = editor.points[PointName.HEM_RIGHT]
    assert (mirrored.x, mirrored.y) == pytest.approx(tuple(middle + 25 * across + 12 * along))


def test_a_flat_garment_is_mirrored_left_to_right() -> None:
    rgba = draw(DRESS, (90, 20, 90))
    editor = PointsEditor(Garment(rgba, GarmentCategory.DRESS, "dress"))
    points = editor.points
    editor.drag(
        PointName.HEM_LEFT,
        Point(points[PointName.HEM_LEFT].x + 10, points[PointName.HEM_LEFT].y - 5),
    )
    middle = (points[PointName.ARMPIT_LEFT].x + points[PointName.ARMPIT_RIGHT].x) / 2
    mirrored = editor.points[PointName.HEM_RIGHT]
    assert mirrored.x == pytest.approx(2 * middle - points[PointName.HEM_LEFT].x - 10, abs=1)
    assert mirrored.y == pytest.approx(points[PointName.HEM_LEFT].y - 5)
    editor.commit()
    assert editor.correction.places.keys() == {PointName.HEM_LEFT, PointName.HEM_RIGHT}
    editor.put_back(PointName.HEM_LEFT)
    assert editor.correction == Correction(GarmentCategory.DRESS)
