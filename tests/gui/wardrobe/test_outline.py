"""A garment's outline is drawn in the real dialog; garment, card and what is worn follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import (
    LIMIT_MS,
    save_picture,
    turn_wheel,
    wait_idle,
)
from tests.gui.wardrobe.shirts import entry_of, put_on_shirt, shirt_of, window_on
from tests.unit.conftest import TSHIRT, add_file, draw
from tryon.garments.outline.outline import Coverage, Drawing
from tryon.garments.wardrobe import GarmentLibrary
from tryon.resources import sample_garments_folder
from tryon.shape.category import GarmentCategory
from tryon.shape.point_names import PointName
from tryon.ui.kit.theme import LIGHT
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.outline_page import OutlineTools
from tryon.ui.wardrobe.outline_view import Tool
from tryon.ui.wardrobe.points_dialog import PointsDialog

pytestmark = pytest.mark.slow

TABLE = (210, 200, 180)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A wardrobe to which the user added a photo of a T-shirt on a table."""
    rgba = cv2.resize(draw(TSHIRT, (200, 30, 40)), None, fx=3, fy=3)
    rgba[::24, :, :3] = rgba[1::24, :, :3] = 250
    rgba = np.pad(rgba, [(40, 60), (50, 50), (0, 0)])
    alpha = rgba[..., 3:].astype(np.float32) / 255
    picture = np.rint(rgba[..., :3] * alpha + TABLE * (1 - alpha)).astype(np.uint8)
    shirt = save_picture(tmp_path / "my shirt.png", picture)
    add_file(GarmentLibrary(tmp_path / "wardrobe"), shirt, GarmentCategory.TOP)
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
    """Correct the last garment of the panel."""
    window.garment_actions.correct(entry_of(window))
    qtbot.waitUntil(lambda: window.findChild(PointsDialog) is not None)
    dialog = window.findChild(PointsDialog)
    assert isinstance(dialog, PointsDialog)
    with qtbot.waitExposed(dialog):
        return dialog


def outline_of(dialog: PointsDialog, qtbot: QtBot) -> OutlineTools:
    """Go to the page with the outline, and wait for the picture."""
    qtbot.mouseClick(dialog.outline_chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.outline.tools is not None)
    assert dialog.outline.tools is not None
    return dialog.outline.tools


def open_outline(window: MainWindow, qtbot: QtBot) -> tuple[PointsDialog, OutlineTools]:
    dialog = ask(window, qtbot)
    return dialog, outline_of(dialog, qtbot)


def draw_line(qtbot: QtBot, tools: OutlineTools, *places: tuple[float, float]) -> None:
    """Draw through places in shares of the picture, with the mouse."""
    at = [view_place(tools, *place) for place in places]
    qtbot.mousePress(tools.view, Qt.MouseButton.LeftButton, pos=at[0])
    for place in at[1:]:
        qtbot.mouseMove(tools.view, place)
    qtbot.mouseRelease(tools.view, Qt.MouseButton.LeftButton, pos=at[-1])


def view_place(tools: OutlineTools, x: float, y: float) -> QPoint:
    size = tools.editor.size
    return tools.view.place_of(x * size.width, y * size.height).toPoint()


def click(qtbot: QtBot, button: QToolButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def save(qtbot: QtBot, window: MainWindow, dialog: PointsDialog) -> None:
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(PointsDialog) is None, timeout=LIMIT_MS)
    wait_idle(window, qtbot)


def coverage_at(tools: OutlineTools, x: float, y: float) -> int:
    coverage = tools.editor.drawing.coverage
    return int(coverage[int(y * coverage.shape[0]), int(x * coverage.shape[1])])


def erase_lower_half(qtbot: QtBot, tools: OutlineTools) -> None:
    click(qtbot, tools.buttons[Tool.ERASER])
    tools.view.set_radius(60)
    for y in (0.62, 0.75, 0.88, 0.98):
        draw_line(qtbot, tools, (0.1, y), (0.5, y), (0.9, y))


def test_the_eraser_takes_away_and_the_brush_adds_again(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    assert coverage_at(tools, 0.5, 0.5) == 255
    assert coverage_at(tools, 0.02, 0.02) == 0
    click(qtbot, tools.buttons[Tool.ERASER])
    draw_line(qtbot, tools, (0.45, 0.5), (0.55, 0.5))
    assert coverage_at(tools, 0.5, 0.5) == 0
    click(qtbot, tools.buttons[Tool.BRUSH])
    draw_line(qtbot, tools, (0.5, 0.5), (0.5, 0.5))
    assert coverage_at(tools, 0.5, 0.5) == 255
    dialog.reject()


def test_the_view_shows_what_is_covered_while_the_stroke_goes_on(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog, tools = open_outline(window, qtbot)
    view = tools.view
    beside, inside = view_place(tools, 0.04, 0.5), view_place(tools, 0.5, 0.52)

    def shown(at: QPoint) -> tuple[int, int, int]:
        colour = view.grab().toImage().pixelColor(at * view.devicePixelRatioF())
        return colour.red(), colour.green(), colour.blue()

    dimmed = shown(beside)
    assert abs(dimmed[2] - (0.4 * TABLE[2] + 0.6 * int(LIGHT.accent[5:7], 16))) < 6
    red = shown(inside)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=beside - QPoint(10, 0))
    qtbot.mouseMove(view, beside + QPoint(12, 0))
    painted = shown(beside)
    assert np.abs(np.subtract(painted, TABLE)).max() < 12
    assert tools.editor.is_stroking
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=beside + QPoint(12, 0))
    tools.checkerboard.click()
    assert shown(inside) == red
    assert shown(view_place(tools, 0.04, 0.9)) in {(205,) * 3, (235,) * 3}
    dialog.reject()


def test_only_what_a_stroke_touched_is_painted_anew(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    view = tools.view
    tools.view.set_radius(10)
    click(qtbot, tools.buttons[Tool.ERASER])
    draw_line(qtbot, tools, (0.3, 0.4), (0.6, 0.7), (0.7, 0.3))
    qtbot.mouseMove(view, QPoint(1, 1))
    in_parts = view.grab().toImage()
    tools.view._levels.forget()
    assert view.grab().toImage() == in_parts
    dialog.reject()


def test_each_stroke_is_a_step_that_undo_takes_back_exactly(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog, tools = open_outline(window, qtbot)
    states: list[Drawing] = [tools.editor.drawing]
    click(qtbot, tools.buttons[Tool.ERASER])
    draw_line(qtbot, tools, (0.4, 0.4), (0.6, 0.6))
    states.append(tools.editor.drawing)
    click(qtbot, tools.right_button)
    states.append(tools.editor.drawing)
    click(qtbot, tools.buttons[Tool.CROP])
    draw_line(qtbot, tools, (0.2, 0.2), (0.5, 0.6), (0.8, 0.8))
    states.append(tools.editor.drawing)
    assert tools.buttons[Tool.BRUSH].isChecked(), "a crop is drawn once"
    draw_line(qtbot, tools, (0.3, 0.9), (0.6, 0.9))
    states.append(tools.editor.drawing)
    click(qtbot, tools.again_button)
    states.append(tools.editor.drawing)
    assert len({id(state) for state in states}) == 5, "the last is the first again"
    for state in states[-2::-1]:
        qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert tools.editor.drawing.is_like(state)
    assert not tools.undo_button.isEnabled()
    for state in states[1:]:
        click(qtbot, tools.redo_button)
        assert tools.editor.drawing.is_like(state)
    assert not tools.redo_button.isEnabled()
    dialog.reject()


def test_escape_cancels_a_stroke_and_only_then_the_dialog(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    before = tools.editor.drawing
    click(qtbot, tools.buttons[Tool.ERASER])
    qtbot.mousePress(tools.view, Qt.MouseButton.LeftButton, pos=view_place(tools, 0.5, 0.5))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.mouseRelease(tools.view, Qt.MouseButton.LeftButton, pos=view_place(tools, 0.5, 0.5))
    assert tools.editor.drawing is before
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_saved_outline_is_kept_worn_and_shown_and_undone_with_the_fit(
    dressed: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    before, card = dressed.room.state.worn, entry_of(dressed).thumbnail
    found = shirt_of(dressed)
    dialog, tools = open_outline(dressed, qtbot)
    erase_lower_half(qtbot, tools)
    save(qtbot, dressed, dialog)
    shirt = shirt_of(dressed)
    assert shirt.rgba.shape[0] < 0.75 * found.rgba.shape[0]
    assert dressed.room.state.worn[0].garment is shirt
    assert not np.array_equal(dressed.room.state.worn[0].fit.change, before[0].fit.change)
    assert entry_of(dressed).thumbnail != card
    assert np.array_equal(GarmentLibrary(folder).garments()[-1].rgba, shirt.rgba)
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn == before
    dressed.actions_.redo.trigger()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn[0].garment is shirt


def test_a_saved_outline_shows_again_and_can_be_given_up(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    found, files = shirt_of(window), sorted(path.name for path in folder.iterdir())
    dialog, tools = open_outline(window, qtbot)
    erase_lower_half(qtbot, tools)
    drawn = tools.editor.drawing
    save(qtbot, window, dialog)
    dialog, tools = open_outline(window, qtbot)
    assert tools.editor.drawing.is_like(drawn)
    assert not dialog.is_changed
    click(qtbot, tools.again_button)
    assert dialog.is_changed
    save(qtbot, window, dialog)
    assert np.array_equal(shirt_of(window).rgba, found.rgba)
    assert shirt_of(window).correction is None
    assert sorted(path.name for path in folder.iterdir()) == files


def test_cancelling_changes_nothing(dressed: MainWindow, folder: Path, qtbot: QtBot) -> None:
    state = dressed.room.state
    contents = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    dialog, tools = open_outline(dressed, qtbot)
    erase_lower_half(qtbot, tools)
    dialog.reject()
    wait_idle(dressed, qtbot)
    assert dressed.room.state is state
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == contents


def test_looking_at_the_outline_is_no_change(dressed: MainWindow, qtbot: QtBot) -> None:
    state = dressed.room.state
    dialog, tools = open_outline(dressed, qtbot)
    click(qtbot, tools.buttons[Tool.ERASER])
    draw_line(qtbot, tools, (0.5, 0.5), (0.5, 0.5))
    click(qtbot, tools.undo_button)
    save(qtbot, dressed, dialog)
    assert dressed.room.state is state


def test_the_points_follow_the_outline_and_moved_ones_stay_on_the_cloth(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = ask(window, qtbot)
    view = dialog.points.view
    place = view.place_of(PointName.ARMPIT_LEFT).toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(view, place + QPoint(6, 12))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place + QPoint(6, 12))
    editor = dialog.points.editor
    colours = editor.garment.rgba
    moved = editor.points[PointName.ARMPIT_LEFT]
    hem = editor.points[PointName.HEM_LEFT]
    seen = colours[int(moved.y), int(moved.x)].astype(int)
    tools = outline_of(dialog, qtbot)
    erase_lower_half(qtbot, tools)
    click(qtbot, dialog.points_chip)
    after = dialog.points.editor
    assert after is not editor
    assert after.garment.rgba.shape[0] < 0.75 * colours.shape[0]
    stays = after.points[PointName.ARMPIT_LEFT]
    assert after.is_moved(PointName.ARMPIT_LEFT)
    shown = after.garment.rgba[int(stays.y), int(stays.x)].astype(int)
    assert np.abs(shown - seen).max() < 30
    assert after.points[PointName.HEM_LEFT].y < hem.y - 50
    save(qtbot, window, dialog)
    correction = shirt_of(window).correction
    assert correction is not None
    assert PointName.ARMPIT_LEFT in correction.places


def test_nothing_left_is_told_and_not_saved(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    editor = tools.editor
    editor.set_cropped(np.zeros_like(editor.drawing.coverage))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "leaves nothing of the garment" in dialog.problem
    click(qtbot, dialog.points_chip)
    assert dialog.outline_chip.isChecked()
    assert tools.isVisible()
    click(qtbot, tools.undo_button)
    save(qtbot, window, dialog)
    assert shirt_of(window).correction is None


def roughened(coverage: Coverage, qtbot: QtBot, tools: OutlineTools) -> None:
    """Dab along the edge of the shirt, as an unsteady hand does."""
    tools.view.set_radius(7)
    contours, _ = cv2.findContours(
        (coverage >= 128).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    edge = max(contours, key=len)[:, 0]
    for number, (x, y) in enumerate(edge[:: len(edge) // 40]):
        click(qtbot, tools.buttons[Tool.BRUSH if number % 2 else Tool.ERASER])
        at = tools.view.place_of(float(x), float(y)).toPoint()
        qtbot.mouseClick(tools.view, Qt.MouseButton.LeftButton, pos=at)


def test_refining_brings_a_roughened_outline_back(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    true = tools.editor.drawing.coverage >= 128

    def iou() -> float:
        now = tools.editor.drawing.coverage >= 128
        return float((now & true).sum() / (now | true).sum())

    roughened(tools.editor.drawing.coverage, qtbot, tools)
    assert iou() < 0.98
    click(qtbot, tools.refine_button)
    assert not tools.isEnabled()
    assert not dialog.save_button.isEnabled()
    qtbot.waitUntil(tools.isEnabled)
    assert iou() > 0.99
    rough = tools.editor.drawing
    click(qtbot, tools.undo_button)
    assert not tools.editor.drawing.is_like(rough)
    dialog.reject()


def test_a_dialog_that_is_closed_while_an_edge_is_refined_is_left_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog, tools = open_outline(window, qtbot)
    click(qtbot, tools.refine_button)
    dialog.reject()
    wait_idle(window, qtbot)
    assert window.messages.text == ""


def test_a_crop_leaves_nothing_outside_and_a_click_removes_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog, tools = open_outline(window, qtbot)
    click(qtbot, tools.buttons[Tool.CROP])
    draw_line(qtbot, tools, (0.0, 0.0), (0.2, 0.2), (1.0, 0.5))
    drawing = tools.editor.drawing
    assert drawing.crop is not None
    assert not drawing.cropped[int(0.51 * drawing.cropped.shape[0]) :].any()
    assert drawing.coverage[int(0.6 * drawing.coverage.shape[0])].any()
    click(qtbot, tools.buttons[Tool.CROP])
    draw_line(qtbot, tools, (0.5, 0.5))
    assert tools.editor.drawing.crop is None
    dialog.reject()


def test_the_picture_turns_with_its_outline(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    picture, coverage = tools.editor.picture, tools.editor.drawing.coverage
    click(qtbot, tools.left_button)
    assert np.array_equal(tools.editor.picture, np.rot90(picture))
    assert np.array_equal(tools.editor.drawing.coverage, np.rot90(coverage))
    click(qtbot, tools.right_button)
    assert np.array_equal(tools.editor.picture, picture)
    dialog.reject()


def test_an_upside_down_garment_is_worn_the_right_way_up(dressed: MainWindow, qtbot: QtBot) -> None:
    found = shirt_of(dressed)
    dialog, tools = open_outline(dressed, qtbot)
    click(qtbot, tools.right_button)
    click(qtbot, tools.right_button)
    save(qtbot, dressed, dialog)
    turned = shirt_of(dressed)
    assert turned.outline is not None
    assert turned.outline.turned_degrees == 180
    upright = np.rot90(turned.rgba, 2)[..., 3]
    size = (found.rgba.shape[1], found.rgba.shape[0])
    share = cv2.resize(np.ascontiguousarray(upright), size) >= 128
    other = found.rgba[..., 3] >= 128
    assert (share & other).sum() / (share | other).sum() > 0.97


def test_keys_choose_tools_and_draw(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    view = tools.view
    dialog.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_E)
    assert tools.buttons[Tool.ERASER].isChecked()
    assert view.accessibleDescription() == "Eraser"
    radius = view.radius
    qtbot.keyClick(view, Qt.Key.Key_BracketRight)
    assert view.radius > radius == tools.size_slider.value() - (view.radius - radius)
    qtbot.keyClick(view, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert dialog.isVisible()
    middle = view.rect().center() + QPoint(0, 40)
    size, corner = tools.editor.size, view.place_of(0, 0)
    x = (middle.x() - corner.x()) / view.scale / size.width
    y = (middle.y() - corner.y()) / view.scale / size.height
    assert coverage_at(tools, x, y) == 0
    qtbot.keyClick(view, Qt.Key.Key_C)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    crop = tools.editor.drawing.crop
    assert crop is not None
    assert crop.width == pytest.approx(160 / view.scale, abs=3)
    dialog.reject()


def test_the_wheel_zooms_and_with_ctrl_changes_the_brush(window: MainWindow, qtbot: QtBot) -> None:
    dialog, tools = open_outline(window, qtbot)
    view = tools.view
    fitted = view.scale
    at = view_place(tools, 0.3, 0.3)
    turn_wheel(view, at, 4)
    assert view.scale == pytest.approx(2 * fitted)
    assert (view_place(tools, 0.3, 0.3) - at).manhattanLength() <= 1
    qtbot.keyPress(view, Qt.Key.Key_Space)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(view, at + QPoint(-30, -20))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at + QPoint(-30, -20))
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    assert (view_place(tools, 0.3, 0.3) - at - QPoint(-30, -20)).manhattanLength() <= 1
    assert not tools.undo_button.isEnabled(), "moving the picture is no stroke"
    click(qtbot, tools.actual_button)
    assert view.scale == pytest.approx(1 / view.devicePixelRatioF())
    click(qtbot, tools.fit_button)
    assert view.scale == pytest.approx(fitted)
    radius = view.radius
    event = QWheelEvent(
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    assert (view.radius > radius, view.scale) == (True, pytest.approx(fitted))
    dialog.reject()


def test_a_sample_with_transparency_can_be_drawn_on(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    library = GarmentLibrary(tmp_path / "empty")
    window = make_window(wardrobe=library)
    before = library.load(sample_garments_folder() / entry_of(window).file.name)
    dialog, tools = open_outline(window, qtbot)
    assert np.array_equal(tools.editor.drawing.cropped >= 128, before.rgba[..., 3] >= 128) or (
        tools.editor.size.width != before.rgba.shape[1]
    )
    click(qtbot, tools.buttons[Tool.ERASER])
    tools.view.set_radius(40)
    draw_line(qtbot, tools, (0.1, 0.95), (0.9, 0.95))
    save(qtbot, window, dialog)
    again = GarmentLibrary(tmp_path / "empty").load(before.file)
    assert again.outline is not None
    assert again.rgba.shape[0] < before.rgba.shape[0]


def test_a_picture_that_is_gone_is_told(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    dialog = ask(window, qtbot)
    (original,) = folder.glob("*.original.png")
    original.write_bytes(b"no picture")
    click(qtbot, dialog.outline_chip)
    wait_idle(window, qtbot)
    assert dialog.outline.tools is None
    assert "not a picture" in dialog.outline.note or "cannot be read" in dialog.outline.note
    click(qtbot, dialog.points_chip)
    save(qtbot, window, dialog)
