"""The tools that correct people and clothes, used by mouse and keys in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.drawn import BACKGROUND, TWO_PEOPLE, paint_on
from tests.gui.conftest import (
    RED_TOP,
    Gate,
    click,
    color_at,
    open_in,
    photo_point,
    pick_garment,
    view_point,
    wait_idle,
)
from tests.unit.correction.conftest import check_invariants, same_parse
from tryon.human_parse import HumanParse
from tryon.imaging import read_photo
from tryon.joints import JointName
from tryon.labels import Label
from tryon.ui.kit.jobs import JobKind
from tryon.ui.kit.texts import text_of
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.tools.name_part import NamePartTool
from tryon.ui.tools.toolbox import ToolName
from tryon.ui.view.overlay_view import OverlayView

LEFT = Qt.MouseButton.LeftButton
FREE = (135.0, 120.0)
"""Background between the two people."""


@pytest.fixture
def correcting(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with two people whose bar of tools is open."""
    qtbot.keyClick(opened, Qt.Key.Key_E)
    assert opened.correcting.bar.isVisible()
    return opened


def overlay(window: MainWindow) -> OverlayView:
    return window.workspace.overlay


def parse_of(window: MainWindow) -> HumanParse:
    parse = window.room.state.parse
    assert parse is not None
    return parse


def choose(window: MainWindow, qtbot: QtBot, name: ToolName) -> None:
    qtbot.mouseClick(window.correcting.bar.buttons[name], LEFT)


def begin(window: MainWindow, qtbot: QtBot, *path: tuple[float, float]) -> None:
    """Press at the first place of the photo and move to the others."""
    view = overlay(window)
    at = [photo_point(view, *place) for place in path]
    qtbot.mouseMove(view, at[0])
    qtbot.mousePress(view, LEFT, pos=at[0])
    for point in at[1:]:
        qtbot.mouseMove(view, point)


def drag(window: MainWindow, qtbot: QtBot, *path: tuple[float, float]) -> None:
    """Press, move and let go, and wait until it shows."""
    begin(window, qtbot, *path)
    qtbot.mouseRelease(overlay(window), LEFT, pos=photo_point(overlay(window), *path[-1]))
    wait_idle(window, qtbot)


def turn_ctrl_wheel(view: OverlayView, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_a_stroke_of_the_brush_is_one_step_that_undo_takes_back(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    before = parse_of(correcting)
    drag(correcting, qtbot, (125, 110), (130, 130), (128, 150))
    after = parse_of(correcting)
    painted = (after.labels == Label.UPPER_CLOTHES) & (before.labels == 0)
    assert painted[130, 130]
    assert after.person_map[130, 130] == 1, "the nearest person's"
    check_invariants(after)
    assert correcting.room.document is not None
    step = correcting.room.document.history.names[-1]
    assert text_of(step) == "Paint Upper clothes on person 1"
    qtbot.keyClick(correcting, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_idle(correcting, qtbot)
    assert same_parse(parse_of(correcting), before)
    assert correcting.workspace.scene is not None
    assert correcting.workspace.scene.parse is parse_of(correcting)


def test_a_stroke_shows_while_it_is_drawn_as_the_overlay_will_show_it(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    view = overlay(correcting)
    begin(correcting, qtbot, (130, 80), (130, 170), (134, 240))
    at = photo_point(view, 130, 110)
    shown = color_at(view, at)
    assert shown != BACKGROUND
    qtbot.mouseRelease(view, LEFT, pos=photo_point(view, 134, 240))
    assert np.abs(np.subtract(color_at(view, at), shown)).max() <= 3, "it does not flicker"
    wait_idle(correcting, qtbot)
    assert np.abs(np.subtract(color_at(view, at), shown)).max() <= 3


def test_escape_cancels_a_stroke_then_puts_the_tool_down(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    before, view = parse_of(correcting), overlay(correcting)
    begin(correcting, qtbot, (130, 80), (130, 170))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view, LEFT, pos=photo_point(view, 130, 170))
    wait_idle(correcting, qtbot)
    assert parse_of(correcting) is before
    assert view.tool is not None
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.tool is None
    click(qtbot, view, 2, Label.UPPER_CLOTHES)
    assert correcting.room.selection is not None


def test_brackets_and_the_wheel_change_the_size_of_the_brush(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    bench, view = correcting.correcting.bench, overlay(correcting)
    qtbot.mouseMove(view, photo_point(view, *FREE))
    sizes = [bench.radius]
    for key in (Qt.Key.Key_BracketRight, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketLeft):
        qtbot.keyClick(view, key)
        sizes.append(bench.radius)
    assert sizes[1] > sizes[0]
    assert sizes[2] == pytest.approx(sizes[0])
    assert sizes[3] < sizes[0]
    zoom = view.link.viewport.scale
    turn_ctrl_wheel(view, photo_point(view, *FREE), 6)
    assert bench.radius > 2 * sizes[3]
    assert view.link.viewport.scale == zoom


def test_a_brush_is_finer_where_the_photo_is_enlarged(correcting: MainWindow, qtbot: QtBot) -> None:
    before = parse_of(correcting)
    drag(correcting, qtbot, FREE, FREE)
    coarse = (parse_of(correcting).labels != before.labels).sum()
    correcting.room.undo()
    wait_idle(correcting, qtbot)
    view = overlay(correcting)
    for _ in range(5):
        qtbot.keyClick(correcting, Qt.Key.Key_Plus)
    at = view.position_in_photo(QPointF(view.rect().center()))
    was = parse_of(correcting)
    correcting.correcting.bench.set_label(Label.SCARF)
    drag(correcting, qtbot, (at.x, at.y), (at.x, at.y))
    assert 0 < (parse_of(correcting).labels != was.labels).sum() < coarse


def test_the_eraser_leaves_background(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.ERASER)
    x, y = TWO_PEOPLE[1].center_of(Label.UPPER_CLOTHES)
    drag(correcting, qtbot, (x - 10, y), (x + 10, y))
    after = parse_of(correcting)
    assert after.person_map[round(y), round(x)] == 0
    check_invariants(after)


def test_a_polygon_ends_at_its_first_corner(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.POLYGON)
    correcting.correcting.bench.set_label(Label.SCARF)
    view = overlay(correcting)
    for place in ((124, 60), (146, 60), (146, 200), (124, 200), (124, 60)):
        qtbot.mouseClick(view, LEFT, pos=photo_point(view, *place))
    wait_idle(correcting, qtbot)
    scarf = parse_of(correcting).labels == Label.SCARF
    assert scarf[62:198, 126:144].all()
    assert not scarf[:, :122].any()
    assert correcting.room.editor.can_undo


def test_enter_ends_a_polygon_and_backspace_takes_a_corner_back(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    choose(correcting, qtbot, ToolName.POLYGON)
    view, before = overlay(correcting), parse_of(correcting)
    for place in ((124, 60), (146, 60), (146, 100), (124, 200)):
        qtbot.mouseClick(view, LEFT, pos=photo_point(view, *place))
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    wait_idle(correcting, qtbot)
    painted = parse_of(correcting).labels != before.labels
    assert painted[65, 143]
    assert not painted[120, 126], "the corner that was taken back"


def test_escape_forgets_the_corners_of_a_polygon(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.POLYGON)
    view, before = overlay(correcting), parse_of(correcting)
    for place in ((124, 60), (146, 60), (146, 100)):
        qtbot.mouseClick(view, LEFT, pos=photo_point(view, *place))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    wait_idle(correcting, qtbot)
    assert parse_of(correcting) is before


def test_undo_takes_back_what_is_being_drawn_before_any_step(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    drag(correcting, qtbot, FREE, FREE)
    painted, view = parse_of(correcting), overlay(correcting)
    undo = (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    begin(correcting, qtbot, (135, 30), (135, 60))
    qtbot.keyClick(view, *undo)
    qtbot.mouseRelease(view, LEFT, pos=photo_point(view, 135, 60))
    choose(correcting, qtbot, ToolName.POLYGON)
    for place in ((124, 60), (146, 60), (146, 100)):
        qtbot.mouseClick(view, LEFT, pos=photo_point(view, *place))
    for _ in range(3):
        qtbot.keyClick(view, *undo)
    wait_idle(correcting, qtbot)
    assert parse_of(correcting) is painted
    qtbot.keyClick(view, *undo)
    wait_idle(correcting, qtbot)
    assert parse_of(correcting) is not painted


def test_a_rough_line_grows_to_the_edges_of_what_it_is_in(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    choose(correcting, qtbot, ToolName.GROW)
    bench = correcting.correcting.bench
    bench.set_label(Label.COAT)
    bench.set_radius(6)
    before = parse_of(correcting)
    x, y = TWO_PEOPLE[1].center_of(Label.RIGHT_ARM)
    drag(correcting, qtbot, (x, y - 20), (x, y + 20))
    after = parse_of(correcting)
    arm = (before.labels == Label.RIGHT_ARM) & (before.person_map == 2)
    coat = after.labels == Label.COAT
    assert (coat & arm).sum() / (coat | arm).sum() > 0.85
    check_invariants(after)


def open_menu(window: MainWindow, qtbot: QtBot, person: int, label: Label) -> QMenu:
    choose(window, qtbot, ToolName.NAME_PART)
    view = overlay(window)
    click(qtbot, view, person, label)
    tool = view.tool
    assert isinstance(tool, NamePartTool)
    assert tool.menu is not None
    qtbot.waitUntil(tool.menu.isVisible)
    return tool.menu


def test_a_part_is_named_by_a_click_and_a_menu(correcting: MainWindow, qtbot: QtBot) -> None:
    before = parse_of(correcting)
    menu = open_menu(correcting, qtbot, 2, Label.UPPER_CLOTHES)
    assert menu.actions()[0].text() == "Person 2 · Upper clothes"
    qtbot.keyClick(menu, Qt.Key.Key_Down)  # from the part as it is to the next one
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    wait_idle(correcting, qtbot)
    was_top = (before.labels == Label.UPPER_CLOTHES) & (before.person_map == 2)
    assert (parse_of(correcting).labels[was_top] == Label.COAT).all()
    top_of_1 = (before.labels == Label.UPPER_CLOTHES) & (before.person_map == 1)
    assert (parse_of(correcting).labels[top_of_1] == Label.UPPER_CLOTHES).all()


def test_a_part_gets_another_owner_or_none(correcting: MainWindow, qtbot: QtBot) -> None:
    menu = open_menu(correcting, qtbot, 2, Label.RIGHT_ARM)
    people = next(each.menu() for each in menu.actions() if each.menu() is not None)
    people.actions()[0].trigger()
    menu.close()
    wait_idle(correcting, qtbot)
    x, y = (round(v) for v in TWO_PEOPLE[1].center_of(Label.RIGHT_ARM))
    assert parse_of(correcting).person_map[y, x] == 1
    menu = open_menu(correcting, qtbot, 1, Label.FACE)
    menu.actions()[-1].trigger()
    menu.close()
    wait_idle(correcting, qtbot)
    x, y = (round(v) for v in TWO_PEOPLE[0].center_of(Label.FACE))
    assert parse_of(correcting).labels[y, x] == Label.BACKGROUND


def test_who_was_removed_is_found_again_in_a_box(correcting: MainWindow, qtbot: QtBot) -> None:
    before = parse_of(correcting)
    choose(correcting, qtbot, ToolName.REMOVE_PERSON)
    click(qtbot, overlay(correcting), 1, Label.UPPER_CLOTHES)
    wait_idle(correcting, qtbot)
    assert len(parse_of(correcting).people) == 1
    choose(correcting, qtbot, ToolName.ADD_PERSON)
    drag(correcting, qtbot, (12, 22), (60, 100), (128, 238))
    assert same_parse(parse_of(correcting), before)


def test_an_empty_box_says_that_nobody_is_there(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.ADD_PERSON)
    before = parse_of(correcting)
    drag(correcting, qtbot, (124, 2), (140, 20))
    assert parse_of(correcting) is before
    assert "Nobody was found in the box" in correcting.messages.text
    assert not correcting.correcting.bench.is_busy


def test_two_people_are_made_one_and_split_by_a_line(correcting: MainWindow, qtbot: QtBot) -> None:
    before = parse_of(correcting)
    choose(correcting, qtbot, ToolName.MERGE_PEOPLE)
    for person in (1, 2):
        click(qtbot, overlay(correcting), person, Label.UPPER_CLOTHES)
    wait_idle(correcting, qtbot)
    assert len(parse_of(correcting).people) == 1
    choose(correcting, qtbot, ToolName.SPLIT_PERSON)
    x, y = TWO_PEOPLE[1].center_of(Label.UPPER_CLOTHES)
    drag(correcting, qtbot, (152, 20), (152, 60), (154, 100), (154, 230))
    split = parse_of(correcting)
    assert len(split.people) == 2
    assert split.person_map[round(y), round(x)] == 2
    assert (split.person_map == 1).sum() >= (before.person_map == 1).sum()
    check_invariants(split)


def test_a_line_over_nobody_says_so(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.SPLIT_PERSON)
    drag(correcting, qtbot, (135, 30), (135, 100))
    assert "crosses nobody" in correcting.messages.text


def test_left_and_right_are_swapped_by_a_click(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.SWAP_SIDES)
    click(qtbot, overlay(correcting), 2, Label.UPPER_CLOTHES)
    wait_idle(correcting, qtbot)
    x, y = (round(v) for v in TWO_PEOPLE[1].center_of(Label.LEFT_ARM))
    assert parse_of(correcting).labels[y, x] == Label.RIGHT_ARM


def test_a_joint_is_dragged_and_a_click_leaves_it(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.JOINTS)
    joints = parse_of(correcting).person(2).joints
    assert joints is not None
    x, y = (float(v) + 0.5 for v in joints.points[JointName.LEFT_ELBOW])
    before = parse_of(correcting)
    drag(correcting, qtbot, (x, y))
    assert parse_of(correcting) is before
    drag(correcting, qtbot, (x, y), (x - 10, y + 5), (x - 20, y + 10))
    moved = parse_of(correcting).person(2).joints
    assert moved is not None
    np.testing.assert_allclose(moved.points[JointName.LEFT_ELBOW], (x - 20.5, y + 9.5), atol=0.6)
    assert moved.confidence[JointName.LEFT_ELBOW] == 1.0


def test_alt_and_a_click_take_part_and_person_from_the_photo(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    view, bar = overlay(correcting), correcting.correcting.bar
    at = view_point(view, 2, Label.PANTS)
    qtbot.mouseClick(view, LEFT, Qt.KeyboardModifier.AltModifier, at)
    assert (bar.label_button.text(), bar.person_button.text()) == ("Trousers", "Person 2")
    drag(correcting, qtbot, (135, 100), (135, 120))
    after = parse_of(correcting)
    assert (after.labels[110, 135], after.person_map[110, 135]) == (Label.PANTS, 2)


def test_part_and_person_are_chosen_in_the_bar(correcting: MainWindow, qtbot: QtBot) -> None:
    bar = correcting.correcting.bar
    bar.label_menu.action_of(Label.SKIRT).trigger()
    bar.person_menu.actions()[-1].trigger()
    assert (bar.label_button.text(), bar.person_button.text()) == ("Skirt", "New person")
    drag(correcting, qtbot, (135, 100), (135, 120))
    after = parse_of(correcting)
    assert len(after.people) == 3
    assert after.labels[110, 135] == Label.SKIRT
    assert bar.person_button.text() == "Person 2", "the next stroke is for the same one"
    drag(correcting, qtbot, (135, 130), (135, 140))
    assert len(parse_of(correcting).people) == 3


def test_what_is_worn_follows_and_undo_takes_back_all_of_it(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    choose(correcting, qtbot, ToolName.SELECT)
    click(qtbot, overlay(correcting), 1, Label.UPPER_CLOTHES)
    pick_garment(qtbot, correcting, RED_TOP)
    dressed = correcting.room.state.composite()
    choose(correcting, qtbot, ToolName.BRUSH)
    drag(correcting, qtbot, (128, 110), (128, 130))
    after = correcting.room.state.composite()
    red = dressed[90, 70]
    assert (dressed[120, 128] == BACKGROUND).all()
    assert (after[120, 128] == red).all()
    correcting.room.undo()
    wait_idle(correcting, qtbot)
    np.testing.assert_array_equal(correcting.room.state.composite(), dressed)
    correcting.room.redo()
    wait_idle(correcting, qtbot)
    np.testing.assert_array_equal(correcting.room.state.composite(), after)


def test_an_export_waits_until_what_is_worn_has_followed(
    correcting: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(correcting, qtbot, ToolName.SELECT)
    click(qtbot, overlay(correcting), 1, Label.UPPER_CLOTHES)
    pick_garment(qtbot, correcting, RED_TOP)
    choose(correcting, qtbot, ToolName.BRUSH)
    begin(correcting, qtbot, (128, 110), (128, 130))
    qtbot.mouseRelease(overlay(correcting), LEFT, pos=photo_point(overlay(correcting), 128, 130))
    assert correcting.room.editor.is_settling
    with qtbot.waitSignal(correcting.room.exported):
        correcting.room.export(tmp_path / "out.png")
    wait_idle(correcting, qtbot)
    exported = read_photo(tmp_path / "out.png").pixels
    assert (exported[120, 128] == exported[90, 70]).all()
    np.testing.assert_array_equal(exported, correcting.room.state.composite())


def test_cancelling_what_follows_leaves_it_as_it_lay(correcting: MainWindow, qtbot: QtBot) -> None:
    choose(correcting, qtbot, ToolName.SELECT)
    click(qtbot, overlay(correcting), 1, Label.UPPER_CLOTHES)
    pick_garment(qtbot, correcting, RED_TOP)
    dressed = correcting.room.state.composite()
    choose(correcting, qtbot, ToolName.BRUSH)
    begin(correcting, qtbot, (128, 110), (128, 130))
    qtbot.mouseRelease(overlay(correcting), LEFT, pos=photo_point(overlay(correcting), 128, 130))
    with qtbot.waitSignal(correcting.room.fit_given_up):
        correcting.jobs.cancel(JobKind.FIT)
    wait_idle(correcting, qtbot)
    assert parse_of(correcting).labels[120, 128] == Label.UPPER_CLOTHES
    np.testing.assert_array_equal(correcting.room.state.composite(), dressed)


def test_an_undone_correction_that_was_not_worn_yet_is_when_it_comes_back(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    qtbot: QtBot,
    gate: Gate,
) -> None:
    waits: list[int] = []

    def fit(request: object, **options: object) -> object:
        if waits:
            waits.pop()
            gate()
        return paint_on(request, **options)

    window = open_in(make_window(fit=fit), photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    qtbot.keyClick(window, Qt.Key.Key_E)
    waits.append(1)
    begin(window, qtbot, (160, 20), (170, 24))
    qtbot.mouseRelease(overlay(window), LEFT, pos=photo_point(overlay(window), 170, 24))
    qtbot.waitUntil(gate.is_reached.is_set)
    window.room.undo()
    gate.may_pass.set()
    wait_idle(window, qtbot)
    window.room.redo()
    wait_idle(window, qtbot)
    assert window.room.state.worn
    painted = parse_of(window).labels[22, 165]
    assert painted == Label.UPPER_CLOTHES
    assert (window.room.state.composite()[22, 165] == window.room.state.composite()[90, 215]).all()


def test_who_is_removed_takes_the_garments_along_and_others_keep_theirs(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    choose(correcting, qtbot, ToolName.SELECT)
    for person in (1, 2):
        click(qtbot, overlay(correcting), person, Label.UPPER_CLOTHES)
        pick_garment(qtbot, correcting, RED_TOP)
    dressed, box = correcting.room.state.composite(), TWO_PEOPLE[1].box.slices
    choose(correcting, qtbot, ToolName.REMOVE_PERSON)
    click(qtbot, overlay(correcting), 1, Label.UPPER_CLOTHES)
    wait_idle(correcting, qtbot)
    worn = correcting.room.state.worn
    assert [each.person for each in worn] == [1]
    np.testing.assert_array_equal(correcting.room.state.composite()[box], dressed[box])


def test_a_garment_that_is_being_fitted_while_the_parse_is_corrected_lands_on_its_person(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot, gate: Gate
) -> None:
    waits = [1]

    def fit(request: object, **options: object) -> object:
        if waits:
            waits.pop()
            gate()
        return paint_on(request, **options)

    window = open_in(make_window(fit=fit), photo_file, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_E)
    window.room.put_on(RED_TOP, person=2)
    qtbot.waitUntil(gate.is_reached.is_set)
    choose(window, qtbot, ToolName.REMOVE_PERSON)
    click(qtbot, overlay(window), 1, Label.UPPER_CLOTHES)
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert [worn.person for worn in window.room.state.worn] == [1]
    assert len(parse_of(window).people) == 1


def test_with_a_tool_the_middle_button_and_space_pan(correcting: MainWindow, qtbot: QtBot) -> None:
    view, before = overlay(correcting), parse_of(correcting)
    for _ in range(4):
        qtbot.keyClick(correcting, Qt.Key.Key_Plus)
    middle = view.rect().center()
    places = [view.link.viewport.center]
    qtbot.mousePress(view, Qt.MouseButton.MiddleButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(30, 20))
    qtbot.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=middle + QPoint(30, 20))
    places.append(view.link.viewport.center)
    qtbot.keyPress(view, Qt.Key.Key_Space)
    qtbot.mousePress(view, LEFT, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(30, 20))
    qtbot.mouseRelease(view, LEFT, pos=middle + QPoint(30, 20))
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    places.append(view.link.viewport.center)
    assert places[0] != places[1] != places[2]
    wait_idle(correcting, qtbot)
    assert parse_of(correcting) is before
    drag(correcting, qtbot, FREE, FREE)
    assert parse_of(correcting) is not before, "Space was let go"


def test_the_bar_goes_with_its_key_and_clicks_select_again(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    assert overlay(correcting).tool is not None
    qtbot.keyClick(correcting, Qt.Key.Key_E)
    assert not correcting.correcting.bar.isVisible()
    assert overlay(correcting).tool is None


def test_tools_say_what_they_are_and_how_they_are_used(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    bar = correcting.correcting.bar
    names = {bar.buttons[name].accessibleName() for name in ToolName}
    assert len(names) == len(ToolName)
    assert "" not in names
    for name in ToolName:
        assert len(bar.buttons[name].toolTip().splitlines()) > 1


def test_people_have_their_numbers_above_them_while_they_are_corrected(
    correcting: MainWindow, qtbot: QtBot
) -> None:
    view = overlay(correcting)
    box = TWO_PEOPLE[0].box
    above = photo_point(view, (box.left + box.right) / 2, box.top) - QPoint(0, 16)
    around = [above + QPoint(x, y) for x in range(-6, 7) for y in range(-3, 4)]
    shown = {color_at(view, at) for at in around}
    choose(correcting, qtbot, ToolName.SELECT)
    qtbot.waitUntil(lambda: view.tool is None)
    plain = {color_at(view, at) for at in around}
    assert len(shown) > len(plain)
