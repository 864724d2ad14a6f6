"""Sleeves, legs, hem and mesh are dragged on the picture, with the real fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnWardrobe
from tests.gui.adjust.conftest import LEFT, NO_KEY, SHIFT, drag, press, shirt, shown
from tests.gui.conftest import LIMIT_MS, OnePerson, open_in, save_person, wait_idle
from tests.unit.conftest import DRESS, TROUSERS, TSHIRT, draw
from tryon.fitting.adjust.handles import End
from tryon.fitting.fit import fit_garment
from tryon.fitting.mesh import FLAT, LEAST_DETERMINANT, smallest_determinant
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.garments.garment import Garment
from tryon.labels import Region
from tryon.shape.category import GarmentCategory
from tryon.ui.adjust.handles import Vector
from tryon.ui.adjust.mesh_handles import Node
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.main_window import MainWindow

SHIRT = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt")
JEANS = Garment(draw(TROUSERS, (20, 60, 160)), GarmentCategory.TROUSERS, "Jeans")
GOWN = Garment(draw(DRESS, (90, 20, 90)), GarmentCategory.DRESS, "Gown")
MIDDLE = Node(9)


@pytest.fixture
def dressed(make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A person in a shirt, about to be adjusted."""
    window = make_window(
        parser=lambda choice: OnePerson(),
        wardrobe=DrawnWardrobe(SHIRT, JEANS, GOWN),
        fit=fit_garment,
    )
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    window.room.put_on(SHIRT)
    wait_idle(window, qtbot)
    window.actions_.adjust.trigger()
    wait_idle(window, qtbot)
    return window


@pytest.fixture
def meshed(dressed: MainWindow, qtbot: QtBot) -> MainWindow:
    """The same, with the mesh over the shirt."""
    qtbot.mouseClick(dressed.adjust_panel.mesh_button, LEFT)
    return dressed


def pixel(at: Vector) -> QPoint:
    return QPointF(float(at[0]), float(at[1])).toPoint()


def test_a_sleeve_is_pulled_to_another_length_with_a_preview_and_one_step_of_undo(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    before, picture = dressed.room.state, shown(dressed)
    ends = dressed.handles.ends
    assert ends.keys() == {End.SLEEVE_LEFT, End.SLEEVE_RIGHT, End.HEM}
    scale, adjuster = dressed.workspace.link.viewport.scale, dressed.adjuster
    wanted = adjuster.ends_with(FitParameters(sleeve_length=0.6))[End.SLEEVE_LEFT]
    up = pixel((wanted - adjuster.ends[End.SLEEVE_LEFT]) * scale)
    at = press(qtbot, dressed, pixel(ends[End.SLEEVE_LEFT]), up / 2, up)
    qtbot.waitUntil(lambda: dressed.adjuster.is_preview_shown, timeout=LIMIT_MS)
    assert shown(dressed) != picture
    assert dressed.room.state.worn == before.worn
    qtbot.mouseRelease(dressed.handles, LEFT, NO_KEY, at)
    wait_idle(dressed, qtbot)
    short = shirt(dressed).parameters.sleeve_length
    assert short == pytest.approx(0.6, abs=0.05)
    assert shirt(dressed).parameters == FitParameters(sleeve_length=short)
    assert np.linalg.norm(dressed.handles.ends[End.SLEEVE_LEFT] - (at.x(), at.y())) < 2
    slider = dressed.adjust_panel.sliders["sleeve_length"]
    assert slider.value() == slider.place_of(short)
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert dressed.room.state.worn == before.worn


def test_the_hem_is_pulled_up_and_follows_the_mouse(dressed: MainWindow, qtbot: QtBot) -> None:
    start = dressed.handles.ends[End.HEM]
    drag(qtbot, dressed, pixel(start), QPoint(0, -20), QPoint(0, -40))
    assert 0.5 < shirt(dressed).parameters.hem_length < 0.95
    assert shirt(dressed).parameters.sleeve_length == USUAL.sleeve_length
    away = dressed.handles.ends[End.HEM] - start
    assert away == pytest.approx((0, -40), abs=2.5)


def test_diamonds_stay_on_the_cloth_that_is_moved(dressed: MainWindow, qtbot: QtBot) -> None:
    before = dressed.handles.ends
    middle = dressed.handles.corners.mean(axis=0)
    drag(qtbot, dressed, pixel(middle), QPoint(15, 5), QPoint(30, 10))
    for end, place in dressed.handles.ends.items():
        assert place - before[end] == pytest.approx((30, 10), abs=1)


def test_legs_have_diamonds_and_what_has_no_sleeves_none_for_them(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.room.put_on(JEANS)
    wait_idle(dressed, qtbot)
    legs = dressed.handles.ends
    assert legs.keys() == {End.LEG_LEFT, End.LEG_RIGHT}
    drag(qtbot, dressed, pixel(legs[End.LEG_RIGHT]), QPoint(0, -30), QPoint(0, -60))
    assert dressed.adjuster.parameters.sleeve_length < 0.95
    dressed.room.put_on(GOWN)
    wait_idle(dressed, qtbot)
    assert dressed.handles.ends.keys() == {End.HEM}


def test_a_diamond_says_what_it_is_for_and_a_handle_of_the_frame_does_not(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    layer = dressed.handles
    qtbot.mouseMove(layer, pixel(layer.ends[End.HEM]))
    assert "longer or shorter" in layer.toolTip()
    qtbot.mouseMove(layer, pixel(layer.ends[End.SLEEVE_RIGHT]))
    assert "sleeves" in layer.toolTip()
    qtbot.mouseMove(layer, pixel(layer.corners[0]))
    assert layer.toolTip() == ""


def test_the_mesh_takes_the_frames_place_and_esc_brings_it_back(
    meshed: MainWindow, qtbot: QtBot
) -> None:
    layer = meshed.handles
    assert layer.corners is None
    assert layer.ends == {}
    assert len(layer.nodes) == 20
    qtbot.keyClick(meshed, Qt.Key.Key_Escape)
    assert layer.corners is not None
    assert not meshed.adjust_panel.mesh_button.isChecked()
    assert meshed.room.selection == Selection(1, Region.UPPER)


def test_a_node_follows_the_mouse_and_is_one_step(meshed: MainWindow, qtbot: QtBot) -> None:
    before, nodes, picture = meshed.room.state, meshed.handles.nodes, shown(meshed)
    at = press(qtbot, meshed, pixel(nodes[MIDDLE]), QPoint(8, 4), QPoint(16, 8), QPoint(20, 12))
    qtbot.waitUntil(lambda: meshed.adjuster.is_preview_shown, timeout=LIMIT_MS)
    assert shown(meshed) != picture
    for node, place in meshed.handles.nodes.items():
        way = (20, 12) if node == MIDDLE else (0, 0)
        assert place - nodes[node] == pytest.approx(way, abs=0.01)
    qtbot.mouseRelease(meshed.handles, LEFT, NO_KEY, at)
    wait_idle(meshed, qtbot)
    mesh = shirt(meshed).parameters.mesh
    assert shirt(meshed).parameters == FitParameters(mesh=mesh)
    assert mesh != FLAT
    assert (meshed.room.state.composite() != before.composite()).any()
    meshed.actions_.undo.trigger()
    wait_idle(meshed, qtbot)
    assert meshed.room.state.worn == before.worn
    meshed.actions_.redo.trigger()
    wait_idle(meshed, qtbot)
    assert shirt(meshed).parameters.mesh == mesh


def test_a_node_stays_under_the_mouse_of_a_garment_that_is_turned_and_scaled(
    meshed: MainWindow, qtbot: QtBot
) -> None:
    meshed.adjuster.change(FitParameters(rotate_degrees=35, scale_x=1.4, move_y=0.1))
    meshed.adjuster.commit()
    wait_idle(meshed, qtbot)
    before = meshed.handles.nodes[MIDDLE]
    drag(qtbot, meshed, pixel(before), QPoint(8, 4), QPoint(-12, 10))
    assert meshed.handles.nodes[MIDDLE] - before == pytest.approx((-12, 10), abs=0.01)


def test_a_node_pulled_across_the_others_stops_before_the_cloth_folds(
    meshed: MainWindow, qtbot: QtBot
) -> None:
    drag(qtbot, meshed, pixel(meshed.handles.nodes[MIDDLE]), QPoint(50, 0), QPoint(300, 0))
    mesh = shirt(meshed).parameters.mesh
    assert mesh != FLAT
    assert smallest_determinant(mesh) >= LEAST_DETERMINANT


def test_arrows_move_the_node_that_was_chosen_and_a_run_is_one_step(
    meshed: MainWindow, qtbot: QtBot
) -> None:
    before, view, nodes = meshed.room.state, meshed.workspace.result, meshed.handles.nodes
    chosen = meshed.room.selection
    qtbot.mouseClick(meshed.handles, LEFT, pos=pixel(nodes[MIDDLE]))
    assert meshed.room.selection == chosen
    view.setFocus()
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert meshed.handles.nodes[MIDDLE] - nodes[MIDDLE] == pytest.approx((3, 10), abs=0.01)
    qtbot.waitUntil(lambda: meshed.room.state is not before, timeout=LIMIT_MS)
    wait_idle(meshed, qtbot)
    assert not shirt(meshed).parameters.is_placed
    meshed.actions_.undo.trigger()
    assert meshed.room.state.worn == before.worn


def test_reset_takes_the_mesh_away_and_leaves_the_position(
    meshed: MainWindow, qtbot: QtBot
) -> None:
    panel = meshed.adjust_panel
    assert not panel.mesh.reset.isVisible()
    meshed.adjuster.change(FitParameters(move_x=0.05))
    drag(qtbot, meshed, pixel(meshed.handles.nodes[MIDDLE]), QPoint(10, 0), QPoint(15, 0))
    assert shirt(meshed).parameters.mesh != FLAT
    qtbot.mouseClick(panel.position.reset, LEFT)
    wait_idle(meshed, qtbot)
    assert not shirt(meshed).parameters.is_placed
    assert shirt(meshed).parameters.mesh != FLAT
    qtbot.mouseClick(panel.mesh.reset, LEFT)
    wait_idle(meshed, qtbot)
    assert shirt(meshed).parameters == USUAL


def test_folding_the_panel_ends_the_mesh(meshed: MainWindow, qtbot: QtBot) -> None:
    meshed.actions_.adjust.trigger()
    assert not meshed.adjuster.is_meshing
    meshed.actions_.adjust.trigger()
    wait_idle(meshed, qtbot)
    assert meshed.handles.corners is not None
