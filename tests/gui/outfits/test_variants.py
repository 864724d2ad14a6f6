"""Variants of one look in the real window: added, gone between, compared, saved, recovered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.drawn import color_of
from tests.gui.conftest import (
    BLUE_DRESS,
    RED_TOP,
    click,
    close_unsaved,
    color_at,
    open_in,
    pick_garment,
    view_point,
    wait_idle,
)
from tests.gui.outfits.test_layers import names
from tests.gui.outfits.test_outfits import choose, dialog_of
from tests.gui.room.test_wearing import RED, worn
from tryon.correction.people import RemovePerson
from tryon.document.journal import left_behind
from tryon.document.look_file import read_look
from tryon.labels import Label, Region
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
TOP, DRESS = [(1, Region.UPPER, "Red top")], [(1, Region.DRESS, "Blue dress")]


@pytest.fixture
def varied(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with two variants: in the first person 1 wears a top, in the second a dress."""
    opened.room.select(Selection(1, Region.UPPER))
    pick_garment(qtbot, opened, RED_TOP)
    qtbot.mouseClick(opened.side.layers_button, LEFT)
    qtbot.mouseClick(opened.outfits.layers.variants.add_button, LEFT)
    opened.room.put_on(BLUE_DRESS, person=1)
    wait_idle(opened, qtbot)
    return opened


def test_a_variant_is_added_and_gone_back_from(varied: MainWindow, qtbot: QtBot) -> None:
    bar = varied.outfits.layers.variants
    assert bar.button.text() == "Variant 2"
    assert worn(varied) == DRESS
    choose(bar.menu, "Variant 1")
    wait_idle(varied, qtbot)
    assert worn(varied) == TOP
    assert names(varied)[-3:] == ["Add Variant 2", "Put Blue dress on person 1", "Go to Variant 1"]
    qtbot.keyClick(varied, Qt.Key.Key_Z, CONTROL)
    wait_idle(varied, qtbot)
    assert (bar.button.text(), worn(varied)) == ("Variant 2", DRESS)


def test_variants_stand_side_by_side_and_one_is_gone_on_with(
    varied: MainWindow, qtbot: QtBot
) -> None:
    varied.workspace.result.setFocus()
    qtbot.keyClick(varied.workspace.result, Qt.Key.Key_V)
    page = varied.outfits.page
    qtbot.waitUntil(page.isVisible)
    wait_idle(varied, qtbot)
    assert [view.accessibleName() for view in page.looks.views] == ["Variant 1", "Variant 2"]
    first, second = page.looks.views

    def colours() -> list[tuple[int, int, int]]:
        at = [view_point(view, 1, Label.UPPER_CLOTHES) for view in (first, second)]
        return [color_at(view, place) for view, place in zip((first, second), at, strict=True)]

    qtbot.waitUntil(lambda: colours() == [RED, (40, 60, 200)])
    qtbot.keyClick(first, Qt.Key.Key_Plus)
    assert first.link is second.link, "they are zoomed together"
    qtbot.mouseClick(page.looks.buttons[0], LEFT)
    wait_idle(varied, qtbot)
    assert worn(varied) == TOP
    assert page.isVisible()
    assert page.looks.buttons[0].text() == "Shown"
    qtbot.keyClick(varied, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.isVisible())
    assert varied.area.is_photo_shown


def test_the_wall_takes_the_place_of_the_comparison(varied: MainWindow, qtbot: QtBot) -> None:
    varied.actions_.compare_variants.trigger()
    qtbot.waitUntil(varied.outfits.page.isVisible)
    varied.actions_.wall.trigger()
    qtbot.waitUntil(varied.wall.page.isVisible)
    assert not varied.actions_.compare_variants.isChecked()
    varied.actions_.wall.trigger()
    wait_idle(varied, qtbot)
    assert varied.area.is_photo_shown


def test_a_variant_is_renamed_and_deleted(varied: MainWindow, qtbot: QtBot) -> None:
    bar = varied.outfits.layers.variants
    choose(bar.menu, "Rename variant…")
    dialog = dialog_of(varied)
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, "Evening")
    qtbot.mouseClick(dialog.keep_button, LEFT)
    assert bar.button.text() == "Evening"
    choose(bar.menu, "Delete variant")
    wait_idle(varied, qtbot)
    assert (bar.button.text(), worn(varied)) == ("Variant 1", TOP)
    assert "Evening was deleted" in varied.messages.text
    assert not varied.actions_.compare_variants.isEnabled()
    qtbot.mouseClick(varied.messages.offer_button, LEFT)
    wait_idle(varied, qtbot)
    assert (bar.button.text(), worn(varied)) == ("Evening", DRESS)


def test_variants_are_saved_and_opened(varied: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "varied.tryon"
    varied.room.save(file, links_photo=False)
    wait_idle(varied, qtbot)
    saved = read_look(file).look
    assert [[w.garment.name for w in v.worn] for v in saved.variants] == [
        ["Red top"],
        ["Blue dress"],
    ]
    open_in(varied, file, qtbot)
    bar = varied.outfits.layers.variants
    assert (bar.button.text(), worn(varied)) == ("Variant 2", DRESS)
    choose(bar.menu, "Variant 1")
    wait_idle(varied, qtbot)
    assert worn(varied) == TOP


def test_a_crash_loses_no_variant(
    varied: MainWindow,
    make_window: Callable[..., MainWindow],
    dependencies: Dependencies,
    qtbot: QtBot,
) -> None:
    assert dependencies.journals is not None
    varied.room.outfitter.move_layer(0, 1)
    qtbot.waitUntil(lambda: varied.room.journal.is_written)
    book = varied.room.journal._book
    assert book is not None
    assert book.journal is not None
    book.journal.leave()
    (left,) = left_behind(dependencies.journals.folder)
    other = make_window()
    other.documents.go_on_with(left)
    qtbot.waitUntil(lambda: other.room.document is not None)
    wait_idle(other, qtbot)
    assert worn(other) == DRESS
    choose(other.outfits.layers.variants.menu, "Variant 1")
    wait_idle(other, qtbot)
    assert worn(other) == TOP
    close_unsaved(other)


def test_a_corrected_parse_is_that_of_all_variants(varied: MainWindow, qtbot: QtBot) -> None:
    varied.room.parse_corrector.correct(RemovePerson(1))
    wait_idle(varied, qtbot)
    assert worn(varied) == []
    choose(varied.outfits.layers.variants.menu, "Variant 1")
    wait_idle(varied, qtbot)
    assert worn(varied) == []
    for _ in range(2):
        qtbot.keyClick(varied, Qt.Key.Key_Z, CONTROL)
        wait_idle(varied, qtbot)
    assert worn(varied) == DRESS


def test_closing_the_look_leaves_the_comparison(varied: MainWindow, qtbot: QtBot) -> None:
    varied.actions_.compare_variants.trigger()
    qtbot.waitUntil(varied.outfits.page.isVisible)
    varied.room.close_document()
    wait_idle(varied, qtbot)
    assert varied.area.is_welcome_shown
    assert not varied.actions_.compare_variants.isChecked()
    assert not varied.actions_.add_variant.isEnabled()


def test_a_click_on_the_photo_still_chooses_after_the_comparison(
    varied: MainWindow, qtbot: QtBot
) -> None:
    varied.actions_.compare_variants.trigger()
    varied.actions_.compare_variants.trigger()
    wait_idle(varied, qtbot)
    click(qtbot, varied.workspace.result, 2, Label.PANTS)
    assert varied.room.selection == Selection(2, Region.LOWER)
    composite = varied.room.state.composite()
    assert (composite == np.array(color_of(Label.FACE, 2))).all(axis=2).any()
