"""What of a result is guessed can be seen, and is never exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.gui.conftest import (
    OnePerson,
    color_at,
    open_in,
    photo_point,
    put_on_first_top,
    save_person,
    view_point,
    wait_idle,
)
from tests.limits import LIMIT_MS
from tests.unit.fitting.test_layers import deep
from tryon.fitting.fit import fit_garment
from tryon.fitting.origin import ORIGIN_COLORS, Origin, OriginShares
from tryon.garments.wardrobe import GarmentLibrary
from tryon.geometry import Box
from tryon.imaging import read_photo
from tryon.labels import Label
from tryon.ui.kit.language import Language
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.scene import Patch

RED = (220, 30, 40)
"""The first top of the drawn wardrobe."""


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """The first of two people in a red top, every pixel of which is moved."""
    entry = opened.garments.model.entry("0")
    assert entry is not None
    opened.room.put_on(entry, person=1)
    wait_idle(opened, qtbot)
    opened.room.select(None)
    return opened


def chest(window: MainWindow, person: int = 1) -> QPoint:
    return view_point(window.workspace.result, person, Label.UPPER_CLOTHES)


def is_tinted(color: tuple[int, int, int], plain: tuple[int, int, int], origin: Origin) -> bool:
    """Return whether a colour lies between another and the tint of an origin."""
    tint = np.array(ORIGIN_COLORS[origin])
    expected = np.array(plain) + (tint - plain) * 140 / 255
    return bool(np.abs(expected - color).max() <= 2)


def test_the_tint_is_off_until_it_is_asked_for(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    assert color_at(view, chest(dressed)) == RED
    assert view.shown_shares is None
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    assert is_tinted(color_at(view, chest(dressed)), RED, Origin.MOVED)
    trousers = view_point(view, 1, Label.PANTS)
    tinted = color_at(view, trousers)
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    assert color_at(view, chest(dressed)) == RED
    assert color_at(view, trousers) == tinted, "what was not touched is never tinted"


def test_the_shares_are_told_to_those_who_cannot_see_them(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    view = dressed.workspace.result
    assert view.accessibleDescription() == ""
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    shares = OriginShares.of(dressed.room.state.origins())
    photo, moved, _ = shares.percentages
    assert 0 < moved < photo
    assert view.accessibleDescription() == f"Photo {photo} %, Garment {moved} %, Guessed 0.0 %"


def test_a_photo_without_garments_is_all_photo(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_G)
    assert opened.workspace.result.shown_shares == OriginShares()


def test_undo_and_redo_change_the_tint_with_the_picture(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    shares = view.shown_shares
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    assert view.shown_shares == OriginShares()
    dressed.actions_.redo.trigger()
    wait_idle(dressed, qtbot)
    assert view.shown_shares == shares
    assert is_tinted(color_at(view, chest(dressed)), RED, Origin.MOVED)


def test_the_photo_as_it_was_has_no_tint(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    view.hold_before(True)
    before = color_at(view, chest(dressed))
    view.hold_before(False)
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    view.hold_before(True)
    assert color_at(view, chest(dressed)) == before
    assert view.shown_shares is None
    view.hold_before(False)
    assert is_tinted(color_at(view, chest(dressed)), RED, Origin.MOVED)


def test_beside_the_line_only_the_result_is_tinted(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    qtbot.keyClick(dressed, Qt.Key.Key_S)
    before = color_at(view, chest(dressed))
    assert before != RED, "the first person stands left of the middle"
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    assert color_at(view, chest(dressed)) == before


def test_everyone_who_wears_something_new_is_tinted(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    one = view.shown_shares
    entry = dressed.garments.model.entry("0")
    assert entry is not None
    dressed.room.put_on(entry, person=2)
    wait_idle(dressed, qtbot)
    dressed.room.select(None)
    for person in (1, 2):
        assert is_tinted(color_at(view, chest(dressed, person)), RED, Origin.MOVED)
    both = view.shown_shares
    assert one is not None
    assert both is not None
    assert both.moved > 1.5 * one.moved


def test_a_preview_is_shown_without_a_tint(dressed: MainWindow, qtbot: QtBot) -> None:
    view = dressed.workspace.result
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    scene = dressed.workspace.scene
    assert scene is not None
    clear = np.zeros((2, 2, 4), np.uint8)
    view.set_scene(replace(scene, patches=(Patch(rgba_to_qimage(clear), Box(0, 0, 2, 2)),)))
    assert view.shown_shares is None
    assert color_at(view, chest(dressed)) == RED


def test_an_export_is_the_plain_result(dressed: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    path = tmp_path / "result.png"
    with qtbot.waitSignal(dressed.room.exported, timeout=LIMIT_MS):
        dressed.room.export(path)
    np.testing.assert_array_equal(read_photo(path).pixels, dressed.room.state.composite())


def test_the_key_follows_the_language(
    dressed: MainWindow, dependencies: Dependencies, qtbot: QtBot
) -> None:
    qtbot.keyClick(dressed, Qt.Key.Key_G)
    dependencies.language.choose(Language("zh_CN"))
    view = dressed.workspace.result
    qtbot.waitUntil(lambda: view.accessibleDescription().startswith("照片 "))
    assert dressed.actions_.guessed.text().startswith("推测")


def test_arms_that_come_to_light_are_tinted_as_guessed(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(
        parser=lambda choice: OnePerson(), wardrobe=GarmentLibrary(tmp_path), fit=fit_garment
    )
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    put_on_first_top(window, qtbot)
    window.room.select(None)
    view = window.workspace.result
    origins = window.room.state.origins()
    guessed = np.argwhere(deep(origins == Origin.GUESSED, 1))
    assert len(guessed) > 20
    plain = view.grab().toImage()
    qtbot.keyClick(window, Qt.Key.Key_G)
    tinted = view.grab().toImage()
    for row, column in guessed[:: len(guessed) // 20].tolist():
        at = photo_point(view, column + 0.5, row + 0.5)
        before, after = (
            (c.red(), c.green(), c.blue()) for c in (plain.pixelColor(at), tinted.pixelColor(at))
        )
        assert is_tinted(after, before, Origin.GUESSED)
