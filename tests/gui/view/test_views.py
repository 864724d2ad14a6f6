"""The two views look at the same place, and show the pixels that are there."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.drawn import TWO_PEOPLE, color_of
from tests.gui.conftest import color_at, photo_point, turn_wheel, view_point
from tests.skeletons import standing
from tryon.geometry import Size
from tryon.joints import JointName
from tryon.labels import Label
from tryon.parsing.overlay import label_color
from tryon.parsing.people import build_parse
from tryon.ui.kit.picking import Part
from tryon.ui.kit.qimage import labels_to_qimage, qimage_to_rgb, rgb_to_qimage, rgba_to_qimage
from tryon.ui.kit.viewport import Position, Viewport, fitted
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.outlines import part_map, trace
from tryon.ui.view.pyramid import label_pyramid, photo_pyramid


def test_the_wheel_zooms_both_views_around_the_mouse(opened: MainWindow) -> None:
    result, overlay = opened.workspace.result, opened.workspace.overlay
    at = view_point(result, 1, Label.PANTS)
    under = result.position_in_photo(QPointF(at))
    turn_wheel(result, at, 5)
    after = result.position_in_photo(QPointF(at))
    assert (after.x, after.y) == pytest.approx((under.x, under.y), abs=1e-6)
    assert overlay.position_in_photo(QPointF(at)) == after
    assert not opened.workspace.link.is_fitted


def test_a_drag_moves_both_views_and_is_no_click(opened: MainWindow, qtbot: QtBot) -> None:
    result, overlay = opened.workspace.result, opened.workspace.overlay
    middle = result.rect().center()
    turn_wheel(result, middle, 8)
    under = result.position_in_photo(QPointF(middle))
    qtbot.mousePress(result, Qt.MouseButton.LeftButton, pos=middle)
    for step in (10, 20, 30):
        qtbot.mouseMove(result, middle + QPoint(step, step))
    qtbot.mouseRelease(result, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 30))
    moved = overlay.position_in_photo(QPointF(middle + QPoint(30, 30)))
    assert (moved.x, moved.y) == pytest.approx((under.x, under.y), abs=1e-6)
    assert opened.room.selection is None


def test_the_middle_button_drags_too(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.result
    middle = view.rect().center()
    turn_wheel(view, middle, 8)
    before = view.link.viewport
    qtbot.mousePress(view, Qt.MouseButton.MiddleButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(-25, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.MiddleButton, pos=middle + QPoint(-25, 0))
    assert view.link.viewport.center.x > before.center.x


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_0])
def test_a_key_fits_the_photo(opened: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    link = opened.workspace.link
    fitted_view = link.viewport
    turn_wheel(opened.workspace.result, QPoint(50, 50), 4)
    qtbot.keyClick(opened, key)
    assert link.viewport == fitted_view


def test_one_shows_the_photos_own_pixels(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_1)
    assert opened.workspace.link.zoom == pytest.approx(1.0)


def test_a_fitted_photo_stays_fitted_when_the_window_grows(
    opened: MainWindow, qtbot: QtBot
) -> None:
    link = opened.workspace.link
    before = link.viewport.scale
    opened.resize(1500, 1000)
    qtbot.waitUntil(lambda: link.viewport.scale > before)
    assert link.is_fitted


def test_arrows_pan_a_zoomed_photo(opened: MainWindow, qtbot: QtBot) -> None:
    view = opened.workspace.overlay
    turn_wheel(view, view.rect().center(), 8)
    before = view.link.viewport.center.x
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.link.viewport.center.x > before


def test_the_result_shows_the_photos_colours_in_rgb_order(opened: MainWindow) -> None:
    view = opened.workspace.result
    assert color_at(view, view_point(view, 1, Label.PANTS)) == color_of(Label.PANTS, 1)


def test_the_overlay_shows_the_palettes_colours(opened: MainWindow) -> None:
    opened.workspace.panes.opacity.setValue(100)
    view = opened.workspace.overlay
    assert color_at(view, view_point(view, 2, Label.PANTS)) == label_color(Label.PANTS)


def test_the_slider_lets_the_photo_shine_through(opened: MainWindow) -> None:
    opened.workspace.panes.opacity.setValue(0)
    view = opened.workspace.overlay
    assert color_at(view, view_point(view, 2, Label.PANTS)) == color_of(Label.PANTS, 2)


def test_outlines_can_be_hidden(opened: MainWindow, qtbot: QtBot) -> None:
    opened.workspace.panes.opacity.setValue(100)
    view = opened.workspace.overlay
    edge = photo_point(view, 170, 150)  # well inside, for comparison
    left = photo_point(view, 157, 80)  # the outer edge of the second person's arm
    strip = [QPoint(left.x() + dx, left.y()) for dx in range(-6, 7)]
    bright = max(sum(color_at(view, at)) for at in strip)
    qtbot.keyClick(opened, Qt.Key.Key_O)
    assert max(sum(color_at(view, at)) for at in strip) < bright
    assert color_at(view, edge) is not None


def test_a_skeleton_can_be_shown(opened: MainWindow, qtbot: QtBot) -> None:
    opened.workspace.panes.opacity.setValue(100)
    view = opened.workspace.overlay
    box = TWO_PEOPLE[1].box
    hip = standing((box.left + box.right) / 2, box.height, top=box.top).points[JointName.LEFT_HIP]
    at = photo_point(view, *hip)
    before = color_at(view, at)
    qtbot.keyClick(opened, Qt.Key.Key_K)
    assert color_at(view, at) != before
    qtbot.keyClick(opened, Qt.Key.Key_K)
    assert color_at(view, at) == before


def test_the_legend_names_what_is_there_and_can_be_hidden(opened: MainWindow, qtbot: QtBot) -> None:
    legend = opened.workspace.legend
    assert set(legend.names) == {
        "Hair",
        "Upper clothes",
        "Trousers",
        "Face",
        "Left arm",
        "Right arm",
        "Left shoe",
        "Right shoe",
    }
    qtbot.keyClick(opened, Qt.Key.Key_L)
    assert not legend.isVisible()


def test_zooming_in_never_moves_the_photo_out_of_sight() -> None:
    photo, view = Size(300, 200), Size(600, 600)
    viewport = fitted(photo, view)
    for _ in range(30):
        viewport = viewport.zoomed(1.3, Position(0, 0), view, photo)
    corner = viewport.to_photo(Position(0, 0), view)
    assert 0 <= corner.x < 300
    assert 0 <= corner.y < 200


def test_view_and_photo_positions_are_inverse() -> None:
    viewport = Viewport(1.7, Position(40, 60))
    view = Size(320, 240)
    there = viewport.to_photo(Position(31, 200), view)
    back = viewport.to_view(there, view)
    assert (back.x, back.y) == pytest.approx((31, 200))


def test_rgb_goes_to_qimage_and_back_unchanged() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (7, 5, 3), np.uint8)
    image = rgb_to_qimage(pixels)
    first = image.pixelColor(0, 0)
    assert (first.red(), first.green(), first.blue()) == tuple(pixels[0, 0])
    np.testing.assert_array_equal(qimage_to_rgb(image), pixels)


def test_a_qimage_with_padded_rows_reads_right() -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB888)  # 9 bytes a row, padded to 12
    image.fill(QColor(10, 20, 30))
    image.setPixelColor(2, 1, QColor(1, 2, 3))
    pixels = qimage_to_rgb(image)
    assert pixels.shape == (2, 3, 3)
    assert tuple(pixels[1, 2]) == (1, 2, 3)
    assert tuple(pixels[0, 0]) == (10, 20, 30)


def test_clear_pixels_become_white() -> None:
    rgba = np.zeros((1, 2, 4), np.uint8)
    rgba[0, 1] = (200, 100, 50, 255)
    np.testing.assert_array_equal(
        qimage_to_rgb(rgba_to_qimage(rgba)), [[[255, 255, 255], [200, 100, 50]]]
    )


def test_labels_get_the_colours_of_their_table() -> None:
    table = np.array([[0, 0, 0, 0], [255, 0, 0, 255], [0, 0, 255, 255]], np.uint8)
    image = labels_to_qimage(np.array([[0, 1, 2]], np.uint8), table)
    assert [image.pixelColor(x, 0).alpha() for x in range(3)] == [0, 255, 255]
    assert image.pixelColor(1, 0).red() == 255
    assert image.pixelColor(2, 0).blue() == 255


def test_a_pyramid_halves_until_it_is_small_and_picks_the_sharp_level() -> None:
    pyramid = photo_pyramid(np.zeros((1000, 3000, 3), np.uint8))
    assert [level.pixels.shape[:2] for level in pyramid.levels] == [
        (1000, 3000),
        (500, 1500),
        (250, 750),
        (125, 375),
    ]
    assert pyramid.level_for(0.5).scale == 0.5
    assert pyramid.level_for(0.51).scale == 1.0
    assert pyramid.level_for(9.0).scale == 1.0
    assert pyramid.level_for(0.01).scale == 0.125


def test_halved_labels_are_picked_never_mixed() -> None:
    labels = np.random.default_rng(0).choice(np.array([0, 5, 19], np.uint8), (800, 900))
    pyramid = label_pyramid(labels, np.zeros((20, 4), np.uint8))
    assert set(np.unique(pyramid.levels[-1].pixels)) <= {0, 5, 19}


def test_an_outline_runs_around_the_mask_in_photo_pixels() -> None:
    mask = np.zeros((40, 60), np.bool_)
    mask[10:30, 20:50] = True
    points = np.concatenate(trace(mask).polygons)
    assert points.min(axis=0) == pytest.approx([20, 10], abs=0.6)
    assert points.max(axis=0) == pytest.approx([50, 30], abs=0.6)


def test_an_outline_of_a_thinned_mask_lies_on_the_photo() -> None:
    mask = np.zeros((400, 600), np.bool_)
    mask[100:300, 200:500] = True
    points = np.concatenate(trace(mask[::4, ::4], step=4).polygons)
    assert points.min(axis=0) == pytest.approx([200, 100], abs=2.5)
    assert points.max(axis=0) == pytest.approx([500, 300], abs=2.5)


def test_an_empty_mask_has_no_outline() -> None:
    assert trace(np.zeros((5, 5), np.bool_)).polygons == ()


def test_the_outline_of_a_part_is_all_of_it_on_a_photo_that_is_larger_than_it_is_traced() -> None:
    labels = np.zeros((400, 4000), np.uint8)
    labels[100:300, 3000:3900] = Label.COAT
    people = (labels > 0).astype(np.int32)
    parse = build_parse(labels, people, {1: 1.0}, engine="drawn")
    (polygon,) = part_map(parse).outline_of(Part(1, Label.COAT)).polygons
    corners = np.concatenate([polygon.min(axis=0), polygon.max(axis=0)])
    np.testing.assert_allclose(corners, (3000, 100, 3900, 300), atol=4)
