"""A worn garment is adjusted by hand: frame, arrows and sliders, with the real fit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnWardrobe
from tests.gui.adjust.conftest import LEFT, NO_KEY, SHIFT, drag, press, shirt, shown
from tests.gui.conftest import LIMIT_MS, Gate, OnePerson, open_in, save_person, wait_idle
from tests.unit.conftest import TROUSERS, TSHIRT, draw
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import USUAL, FitParameters, Tuck
from tryon.fitting.preview import Preview
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.imaging import read_photo
from tryon.labels import Region
from tryon.messages import FitProblem
from tryon.parsing import Engine
from tryon.parsing.choice import ParserChoice
from tryon.shape.category import GarmentCategory
from tryon.sharing.export import ExportKind
from tryon.ui.adjust.handles import FrameHandle, handle_points
from tryon.ui.kit.picking import Selection
from tryon.ui.room.sharing.exporter import Export
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.compare_view import Comparison

SHIRT = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt")
OTHER = Garment(draw(TSHIRT, (20, 30, 200)), GarmentCategory.TOP, "Other shirt")
JEANS = Garment(draw(TROUSERS, (20, 60, 160)), GarmentCategory.TROUSERS, "Jeans")
CONTROL = Qt.KeyboardModifier.ControlModifier


class SlowFit:
    """The real fit; a garment with changed parameters waits at a gate, or fails."""

    def __init__(self) -> None:
        self.gate: Gate | None = None
        self.error: FitError | None = None

    def __call__(self, request: FitRequest, **report: object) -> FitResult:
        if request.parameters != USUAL:
            if self.gate is not None:
                self.gate()
            if self.error is not None:
                raise self.error
        return fit_garment(request, **report)


@pytest.fixture
def fit() -> SlowFit:
    return SlowFit()


@pytest.fixture
def dressed(
    make_window: Callable[..., MainWindow], fit: SlowFit, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    """A person in a shirt, about to be adjusted."""
    window = make_window(
        parser=lambda choice: OnePerson("m2fp 1" if choice.engine is Engine.M2FP else "known 1"),
        wardrobe=DrawnWardrobe(SHIRT, OTHER, JEANS),
        fit=fit,
    )
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    window.room.put_on(SHIRT)
    wait_idle(window, qtbot)
    window.actions_.adjust.trigger()
    wait_idle(window, qtbot)
    return window


def handle(window: MainWindow, wanted: FrameHandle) -> QPoint:
    """Return where a handle is in the view."""
    corners = window.handles.corners
    assert corners is not None
    at = corners.mean(axis=0) if wanted is FrameHandle.MOVE else handle_points(corners)[wanted]
    return QPoint(*np.rint(at).astype(int).tolist())


def test_a_drag_moves_the_garment_and_is_one_step(dressed: MainWindow, qtbot: QtBot) -> None:
    before, scale = dressed.room.state, dressed.workspace.link.viewport.scale
    drag(
        qtbot,
        dressed,
        handle(dressed, FrameHandle.MOVE),
        QPoint(8, 4),
        QPoint(16, 8),
        QPoint(20, 12),
    )
    parameters = shirt(dressed).parameters
    frame = dressed.adjuster.frame
    assert frame is not None
    assert parameters.move_x * frame.region.width == pytest.approx(20 / scale, abs=0.01)
    assert parameters.move_y * frame.region.height == pytest.approx(12 / scale, abs=0.01)
    assert (dressed.room.state.composite() != before.composite()).any()
    assert not dressed.adjuster.is_preview_shown
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn == before.worn
    assert dressed.adjuster.parameters == USUAL


def test_the_other_handles_scale_and_turn(dressed: MainWindow, qtbot: QtBot) -> None:
    every = ("scale_x", "scale_y", "rotate_degrees")
    for wanted, names in (
        (FrameHandle.BOTTOM_RIGHT, {"scale_x", "scale_y"}),
        (FrameHandle.RIGHT, {"scale_x"}),
        (FrameHandle.BOTTOM, {"scale_y"}),
        (FrameHandle.ROTATE, {"rotate_degrees"}),
    ):
        press(qtbot, dressed, handle(dressed, wanted), QPoint(15, 15), QPoint(30, 30))
        now = dressed.adjuster.parameters
        assert {name for name in every if getattr(now, name) != getattr(USUAL, name)} == names
        dressed.handles.give_up()


def test_the_preview_shows_before_the_full_fit_is_there(
    dressed: MainWindow, fit: SlowFit, gate: Gate, qtbot: QtBot
) -> None:
    fit.gate = gate
    before = shown(dressed)
    at = press(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(12, 0), QPoint(25, 0))
    qtbot.waitUntil(lambda: dressed.adjuster.is_preview_shown, timeout=LIMIT_MS)
    assert shirt(dressed).parameters == USUAL
    assert shown(dressed) != before
    qtbot.mouseRelease(dressed.handles, LEFT, NO_KEY, at)
    qtbot.waitUntil(gate.is_reached.is_set, timeout=LIMIT_MS)
    assert dressed.adjuster.is_preview_shown
    gate.may_pass.set()
    wait_idle(dressed, qtbot)
    assert not dressed.adjuster.is_preview_shown
    assert shirt(dressed).parameters.move_x > 0
    assert shown(dressed) != before


def test_many_moves_draw_the_last_one_and_never_two_at_a_time(
    dressed: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, most, drawn = threading.Semaphore(1), [], []
    render = Preview.render

    def counted(self: Preview, parameters: FitParameters) -> np.ndarray:
        most.append(running.acquire(blocking=False))
        drawn.append(parameters)
        picture = render(self, parameters)
        running.release()
        return picture

    monkeypatch.setattr(Preview, "render", counted)
    press(
        qtbot,
        dressed,
        handle(dressed, FrameHandle.MOVE),
        *(QPoint(12 + step, 0) for step in range(20)),
    )
    wait_idle(dressed, qtbot)
    assert all(most)
    assert drawn[-1] == dressed.adjuster.parameters
    assert len(drawn) < 20
    assert dressed.handles.give_up()


def test_escape_gives_back_what_was_before_the_drag(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed.workspace.result.setFocus()
    before, picture = dressed.room.state, shown(dressed)
    at = press(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(15, 0), QPoint(30, 0))
    qtbot.waitUntil(lambda: dressed.adjuster.is_preview_shown, timeout=LIMIT_MS)
    qtbot.keyClick(dressed, Qt.Key.Key_Escape)
    wait_idle(dressed, qtbot)
    qtbot.mouseMove(dressed.handles, at + QPoint(9, 9))
    qtbot.mouseRelease(dressed.handles, LEFT, NO_KEY, at)
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn == before.worn
    assert dressed.adjuster.parameters == USUAL
    assert dressed.room.selection == Selection(1, Region.UPPER)
    dressed.workspace.result.leaveEvent(QEvent(QEvent.Type.Leave))
    assert shown(dressed) == picture


def test_arrows_nudge_and_a_run_of_them_is_one_step(dressed: MainWindow, qtbot: QtBot) -> None:
    before, view = dressed.room.state, dressed.workspace.result
    view.setFocus()
    viewport = view.link.viewport
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.waitUntil(lambda: dressed.room.state is not before, timeout=LIMIT_MS)
    wait_idle(dressed, qtbot)
    frame, now = dressed.adjuster.frame, shirt(dressed).parameters
    assert frame is not None
    assert now.move_x * frame.region.width * viewport.scale == pytest.approx(3)
    assert now.move_y * frame.region.height * viewport.scale == pytest.approx(10)
    assert view.link.viewport == viewport
    dressed.actions_.undo.trigger()
    assert dressed.room.state.worn == before.worn


def test_arrows_with_control_scale_and_turn(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Up, CONTROL)
    qtbot.keyClick(view, Qt.Key.Key_Right, CONTROL | SHIFT)
    now = dressed.adjuster.parameters
    assert now.scale_x == now.scale_y == pytest.approx(1.01)
    assert now.rotate_degrees == pytest.approx(10)
    dressed.actions_.undo.trigger()
    assert dressed.adjuster.parameters == USUAL
    assert shirt(dressed).parameters == USUAL


def test_a_slider_changes_the_picture_and_undo_restores_its_value(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    before = dressed.room.state
    slider = dressed.adjust_panel.sliders["edge_softness"]
    row = dressed.adjust_panel.rows["edge_softness"]
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.place_of(3.0))
    assert row.value.text() == "300 %"
    assert dressed.room.state.worn == before.worn
    slider.setSliderDown(False)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters(edge_softness=3.0)
    assert (dressed.room.state.composite() != before.composite()).any()
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert (slider.value(), row.value.text()) == (0, "100 %")
    dressed.actions_.redo.trigger()
    wait_idle(dressed, qtbot)
    assert (slider.value(), row.value.text()) == (slider.place_of(3.0), "300 %")


def test_escape_ends_a_slide_though_the_button_is_held(dressed: MainWindow, qtbot: QtBot) -> None:
    before, slider = dressed.room.state, dressed.adjust_panel.sliders["colour_match"]
    handle = slider.rect().center()
    qtbot.mousePress(slider, LEFT, NO_KEY, handle)
    qtbot.mouseMove(slider, handle + QPoint(20, 0))
    assert dressed.adjuster.parameters.colour_match > 0.5
    qtbot.keyClick(dressed, Qt.Key.Key_Escape)
    qtbot.mouseMove(slider, handle + QPoint(30, 0))
    qtbot.mouseRelease(slider, LEFT, NO_KEY, handle + QPoint(30, 0))
    wait_idle(dressed, qtbot)
    assert slider.value() == 0
    assert dressed.adjuster.parameters == USUAL
    assert dressed.room.state.worn == before.worn


def test_keys_on_a_slider_make_one_step(dressed: MainWindow, qtbot: QtBot) -> None:
    before = dressed.room.state
    slider = dressed.adjust_panel.sliders["shading"]
    slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: dressed.room.state is not before, timeout=LIMIT_MS)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters(shading=0.6)
    dressed.actions_.undo.trigger()
    assert dressed.room.state.worn == before.worn


def test_reset_by_button_by_double_click_and_for_all(dressed: MainWindow, qtbot: QtBot) -> None:
    panel = dressed.adjust_panel
    dressed.adjuster.change(FitParameters(shading=0.2, grain=0.0, move_x=0.05))
    qtbot.mouseClick(panel.tuck_button(Tuck.OVER), LEFT)
    wait_idle(dressed, qtbot)
    assert not panel.rows["edge_softness"].reset.isVisible()
    qtbot.mouseClick(panel.rows["shading"].reset, LEFT)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters(grain=0.0, move_x=0.05, tuck=Tuck.OVER)
    qtbot.mouseDClick(panel.rows["grain"].label, LEFT)
    qtbot.mouseClick(panel.position.reset, LEFT)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == FitParameters(tuck=Tuck.OVER)
    qtbot.mouseClick(panel.reset_all, LEFT)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == USUAL
    assert not panel.reset_all.isVisible()


def test_drags_that_come_before_the_fit_is_done_are_steps_of_their_own(
    dressed: MainWindow, fit: SlowFit, gate: Gate, qtbot: QtBot
) -> None:
    fit.gate = gate
    for distance in (15, 30):
        at = press(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(distance, 0))
        qtbot.mouseRelease(dressed.handles, LEFT, NO_KEY, at)
    last = dressed.adjuster.parameters
    gate.may_pass.set()
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == last
    dressed.actions_.undo.trigger()
    assert 0 < shirt(dressed).parameters.move_x < last.move_x
    dressed.actions_.undo.trigger()
    assert shirt(dressed).parameters == USUAL


def test_undo_while_the_fit_runs_takes_back_the_drag_only(
    dressed: MainWindow, fit: SlowFit, gate: Gate, qtbot: QtBot
) -> None:
    fit.gate, before = gate, dressed.room.state
    at = press(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(20, 0))
    qtbot.mouseRelease(dressed.handles, LEFT, NO_KEY, at)
    dressed.actions_.undo.trigger()
    gate.may_pass.set()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn == before.worn
    assert dressed.adjuster.parameters == USUAL
    assert not dressed.adjuster.is_preview_shown


def test_exports_wait_for_the_fit_each_in_its_form(
    dressed: MainWindow, fit: SlowFit, gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    fit.gate = gate
    at = press(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(20, 0))
    qtbot.mouseRelease(dressed.handles, LEFT, NO_KEY, at)
    both = Export(tmp_path / "both.png", ExportKind.BEFORE_AFTER)
    dressed.room.export(tmp_path / "result.png")
    dressed.room.exporter.export(both)
    gate.may_pass.set()
    qtbot.waitUntil(
        lambda: (tmp_path / "result.png").is_file() and both.path.is_file(), timeout=LIMIT_MS
    )
    wait_idle(dressed, qtbot)
    exported = read_photo(tmp_path / "result.png").pixels
    np.testing.assert_array_equal(exported, dressed.room.state.composite())
    beside = read_photo(both.path).pixels
    np.testing.assert_array_equal(beside[:, -exported.shape[1] :], exported)
    assert shirt(dressed).parameters.move_x > 0


def test_a_fit_that_fails_says_so_and_loses_nothing(
    dressed: MainWindow, fit: SlowFit, qtbot: QtBot
) -> None:
    before = dressed.room.state
    fit.error = FitError(FitProblem.TOO_LITTLE_VISIBLE)
    drag(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(20, 0))
    assert "Too little of the region can be seen" in dressed.messages.text
    assert dressed.room.state.worn == before.worn
    assert dressed.adjuster.parameters == USUAL
    assert not dressed.adjuster.is_preview_shown


def test_another_garment_starts_from_the_usual_values(dressed: MainWindow, qtbot: QtBot) -> None:
    drag(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(20, 0))
    dressed.room.put_on(OTHER)
    wait_idle(dressed, qtbot)
    assert shirt(dressed).parameters == USUAL
    assert dressed.adjuster.target is shirt(dressed)
    assert dressed.adjuster.frame is not None


def test_a_garment_below_another_one_stays_below(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed.room.put_on(JEANS)
    wait_idle(dressed, qtbot)
    dressed.room.select(Selection(1, Region.UPPER))
    wait_idle(dressed, qtbot)
    drag(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(0, 15))
    assert [worn.garment.name for worn in dressed.room.state.worn] == ["Shirt", "Jeans"]


def test_another_parser_keeps_the_values(dressed: MainWindow, qtbot: QtBot) -> None:
    drag(qtbot, dressed, handle(dressed, FrameHandle.MOVE), QPoint(20, 0))
    values, fitted = shirt(dressed).parameters, shirt(dressed).fit
    dressed.room.use_parser(ParserChoice(Engine.M2FP))
    wait_idle(dressed, qtbot)
    parse = dressed.room.state.parse
    assert parse is not None
    assert parse.engine == "m2fp 1"
    assert shirt(dressed).fit is fitted, "both parsers see the same, so it lies as it did"
    assert shirt(dressed).parameters == values
    assert dressed.adjuster.parameters == values


def test_the_panel_shows_what_applies_to_the_garment(dressed: MainWindow, qtbot: QtBot) -> None:
    panel = dressed.adjust_panel
    assert panel.tuck_button(Tuck.AUTO).isVisible()
    assert panel.rows["sleeve_length"].label.text() == "Sleeves"
    dressed.room.put_on(JEANS)
    wait_idle(dressed, qtbot)
    assert not panel.tuck_button(Tuck.AUTO).isVisible()
    assert not panel.sliders["hem_length"].isVisible()
    assert panel.rows["sleeve_length"].label.text() == "Legs"


def test_the_frame_goes_with_the_panel_and_both_with_the_garment(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    heights = dressed.adjust_panel.sizeHint().height()
    qtbot.mouseClick(dressed.adjust_panel.heading, LEFT)
    assert not dressed.handles.isVisible()
    assert not dressed.actions_.adjust.isChecked()
    assert dressed.adjust_panel.sizeHint().height() < heights / 3
    qtbot.keyClick(dressed, Qt.Key.Key_A)
    wait_idle(dressed, qtbot)
    assert dressed.handles.isVisible()
    dressed.room.take_off()
    assert not dressed.actions_.adjust.isEnabled()
    assert not dressed.adjust_panel.isVisible()
    assert not dressed.handles.isVisible()


def test_a_click_still_selects_and_outside_the_frame_the_photo_can_be_dragged(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    chosen = QSignalSpy(dressed.workspace.selected)
    qtbot.mouseClick(dressed.handles, LEFT, pos=handle(dressed, FrameHandle.MOVE))
    assert chosen.count() == 1
    link = dressed.workspace.link
    dressed.actions_.zoom_in.trigger()
    before, start = link.viewport, QPoint(6, dressed.handles.height() - 6)
    window = dressed.windowHandle()
    at = dressed.handles.mapTo(dressed, start)
    QTest.mousePress(window, LEFT, NO_KEY, at)
    QTest.mouseMove(window, at + QPoint(20, -20))
    QTest.mouseMove(window, at + QPoint(40, -40))
    QTest.mouseRelease(window, LEFT, NO_KEY, at + QPoint(40, -40))
    assert link.viewport != before
    assert shirt(dressed).parameters == USUAL


def test_before_hides_the_frame_with_the_garment(dressed: MainWindow, qtbot: QtBot) -> None:
    dressed.workspace.result.hold_before(True)
    held = dressed.workspace.result.grab().toImage()
    assert dressed.workspace.result.comparison is Comparison.BEFORE
    assert shown(dressed) == held
