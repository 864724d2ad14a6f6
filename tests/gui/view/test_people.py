"""Faces to choose a person from, and a legend that shows where its parts are."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.drawn import TWO_PEOPLE, color_of, draw_photo, parse_drawn
from tests.gui.conftest import click
from tryon.labels import Label
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.qimage import qimage_to_rgb
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.legend import Legend
from tryon.ui.view.outlines import Outline
from tryon.ui.view.pyramid import photo_pyramid
from tryon.ui.view.scene import parsed_scene

LEFT = Qt.MouseButton.LeftButton


def enter(widget: QWidget) -> None:
    """Move the mouse onto a widget."""
    at = QPointF(widget.rect().center())
    QApplication.sendEvent(widget, QEnterEvent(at, at, QPointF(widget.mapToGlobal(at))))


def leave(widget: QWidget) -> None:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))


def covers(outline: Outline | None, person: int, label: Label) -> bool:
    """Return whether an outline surrounds the middle of a part."""
    assert outline is not None
    x, y = TWO_PEOPLE[person - 1].center_of(label)
    boxes = outline.boxes
    return any(low[0] < x < high[0] and low[1] < y < high[1] for low, high in boxes)


def test_every_face_is_that_persons_own() -> None:
    photo = draw_photo()
    scene = parsed_scene(photo_pyramid(photo), parse_drawn(photo))
    assert len(scene.faces) == 2
    for number, face in enumerate(scene.faces, start=1):
        pixels = qimage_to_rgb(face)
        middle = pixels[len(pixels) // 2, len(pixels) // 2].astype(int)
        assert np.abs(middle - color_of(Label.FACE, number)).max() < 12


def test_a_click_on_a_face_chooses_the_person(opened: MainWindow, qtbot: QtBot) -> None:
    first, second = opened.workspace.people.buttons
    qtbot.mouseClick(second, LEFT)
    assert opened.room.selection == Selection(2, None)
    assert (first.isChecked(), second.isChecked()) == (False, True)
    assert opened.garments.target == "For Person 2"


def test_the_arrow_keys_go_from_face_to_face(opened: MainWindow, qtbot: QtBot) -> None:
    first, second = opened.workspace.people.buttons
    qtbot.mouseClick(second, LEFT)
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Left)
    assert opened.room.selection == Selection(1, None)
    assert first.hasFocus()


def test_the_face_of_who_is_chosen_elsewhere_is_marked(opened: MainWindow, qtbot: QtBot) -> None:
    click(qtbot, opened.workspace.overlay, 2, Label.PANTS)
    assert [b.isChecked() for b in opened.workspace.people.buttons] == [False, True]
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not any(b.isChecked() for b in opened.workspace.people.buttons)


def test_pointing_at_a_face_lights_the_person_up(opened: MainWindow) -> None:
    (_, second), link = opened.workspace.people.buttons, opened.workspace.link
    enter(second)
    assert covers(link.hovered, 2, Label.PANTS)
    assert not covers(link.hovered, 1, Label.PANTS)
    leave(second)
    assert link.hovered is None


def test_pointing_at_the_legend_lights_the_part_up_on_everybody(opened: MainWindow) -> None:
    legend, link = opened.workspace.legend, opened.workspace.link
    entry = entry_of(legend, "Trousers")
    enter(entry)
    for person in (1, 2):
        assert covers(link.hovered, person, Label.PANTS)
        assert not covers(link.hovered, person, Label.FACE)
    leave(entry)
    assert link.hovered is None


def entry_of(legend: Legend, name: str) -> QWidget:
    item = legend.layout().itemAt(legend.names.index(name))
    assert item is not None
    widget = item.widget()
    assert widget is not None
    return widget


def test_what_lights_up_is_seen_in_both_views(opened: MainWindow) -> None:
    views = (opened.workspace.result, opened.workspace.overlay)
    before = [view.grab().toImage() for view in views]
    enter(entry_of(opened.workspace.legend, "Trousers"))
    assert all(view.grab().toImage() != image for view, image in zip(views, before, strict=True))


def test_people_and_legend_make_room_for_a_result_alone(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert not opened.workspace.people.isVisible()
    assert not opened.workspace.legend.isVisible()
    qtbot.keyClick(opened, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert opened.workspace.people.isVisible()
    assert opened.workspace.people.mapTo(opened, QPoint()).y() > 0
