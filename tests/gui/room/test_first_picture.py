"""A reduced picture shows before the full one, and Esc cancels both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.drawn import BACKGROUND, TWO_PEOPLE, color_of, draw_photo, paint_on
from tests.gui.conftest import (
    GREEN_TROUSERS,
    RED_TOP,
    Gate,
    click_card,
    color_at,
    open_in,
    photo_point,
    pick_garment,
    save_picture,
    wait_idle,
)
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.reduced import REDUCED_PIXELS
from tryon.fitting.request import FitRequest
from tryon.imaging import Photo, read_photo
from tryon.labels import Label
from tryon.messages import FitProblem
from tryon.ui.room.opener import LoadRequest
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.scene import Patch, Scene

RED, GREEN = (220, 30, 40), (30, 160, 60)
ENLARGED = 16
"""How often the drawn photo is enlarged, so that its people are large enough to be reduced."""


class Fits:
    """Full fits that wait at a gate, and reduced ones that do not."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.full: list[FitRequest] = []
        self.reduced: list[FitRequest] = []
        self.fails = False

    def fit(self, request: FitRequest, **options: object) -> FitResult:
        self.full.append(request)
        self.gate()
        if self.fails:
            raise FitError(FitProblem.NOBODY)
        return paint_on(request)

    def fit_reduced(self, request: FitRequest, **options: object) -> FitResult:
        self.reduced.append(request)
        return paint_on(request)


@pytest.fixture
def fits(gate: Gate) -> Fits:
    return Fits(gate)


@pytest.fixture
def opened(
    make_window: Callable[..., MainWindow], fits: Fits, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    """A window with two people of many pixels."""
    window = make_window(fit=fits.fit, fit_reduced=fits.fit_reduced)
    large = cv2.resize(
        draw_photo(), None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_NEAREST
    )
    return open_in(window, save_picture(tmp_path / "large.png", large), qtbot)


def shown_at(window: MainWindow, person: int, label: Label) -> tuple[int, int, int]:
    """Return the colour that the result shows in the middle of a part of the enlarged photo."""
    x, y = TWO_PEOPLE[person - 1].center_of(label)
    view = window.workspace.result
    return color_at(view, photo_point(view, ENLARGED * x, ENLARGED * y))


def wait_first(window: MainWindow, qtbot: QtBot) -> Scene:
    """Wait until a reduced picture shows."""
    qtbot.waitUntil(lambda: bool(window.workspace.result.scene.patches))
    scene = window.workspace.result.scene
    assert scene is not None
    return scene


def test_a_garment_shows_reduced_before_it_is_fitted(
    opened: MainWindow, fits: Fits, qtbot: QtBot
) -> None:
    steps = opened.room.document.history.names
    click_card(qtbot, opened, RED_TOP)
    scene = wait_first(opened, qtbot)
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == RED
    assert shown_at(opened, 1, Label.UPPER_CLOTHES) == color_of(Label.UPPER_CLOTHES, 1)
    (request,) = fits.reduced
    assert request.photo.shape[0] * request.photo.shape[1] <= 1.01 * REDUCED_PIXELS
    assert scene.before.levels[0].pixels is opened.room.state.photo.pixels
    assert opened.room.document.history.names == steps, "it is no step yet"
    assert opened.room.state.worn == ()
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    qtbot.waitUntil(lambda: not opened.workspace.result.scene.patches)
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == RED
    (worn,) = opened.room.state.worn
    assert worn.fit.change.shape[0] * worn.fit.change.shape[1] > REDUCED_PIXELS


def test_escape_cancels_the_reduced_picture_and_the_full_one(
    opened: MainWindow, fits: Fits, qtbot: QtBot
) -> None:
    before = opened.room.state
    click_card(qtbot, opened, RED_TOP)
    wait_first(opened, qtbot)
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not opened.workspace.result.scene.patches)
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == color_of(Label.UPPER_CLOTHES, 2)
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    assert opened.room.state is before


def test_a_garment_that_cannot_be_fitted_shows_no_longer(
    opened: MainWindow, fits: Fits, qtbot: QtBot
) -> None:
    fits.fails = True
    click_card(qtbot, opened, RED_TOP)
    wait_first(opened, qtbot)
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    qtbot.waitUntil(lambda: not opened.workspace.result.scene.patches)
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == color_of(Label.UPPER_CLOTHES, 2)
    assert opened.messages.isVisible()


def test_what_is_worn_beside_a_new_garment_stays_as_sharp_as_it_was(
    opened: MainWindow, fits: Fits, qtbot: QtBot
) -> None:
    fits.gate.may_pass.set()
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    after = opened.workspace.result.scene.after
    fits.gate.may_pass.clear()
    opened.room.put_on(RED_TOP, person=2)
    scene = wait_first(opened, qtbot)
    assert scene.after is after, "the picture below is that which showed"
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == RED
    (patch,) = scene.patches
    x, y = _in_patch(patch, 2, Label.PANTS)
    assert patch.image.pixelColor(x, y).alpha() == 0, "nothing of the trousers is painted over"
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    assert shown_at(opened, 2, Label.PANTS) == GREEN


def _in_patch(patch: Patch, person: int, label: Label) -> tuple[int, int]:
    x, y = TWO_PEOPLE[person - 1].center_of(label)
    scale = patch.image.width() / patch.box.width
    return (
        round((ENLARGED * x - patch.box.left) * scale),
        round((ENLARGED * y - patch.box.top) * scale),
    )


def test_undo_to_a_step_whose_fits_are_gone_shows_it_reduced_first(
    opened: MainWindow, fits: Fits, qtbot: QtBot
) -> None:
    fits.gate.may_pass.set()
    pick_garment(qtbot, opened, RED_TOP)
    opened.room.take_off()
    wait_idle(opened, qtbot)
    opened.room.document.fits._fits.clear()  # as if there had been no room for them
    fits.gate.may_pass.clear()
    qtbot.keyClick(opened, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait_first(opened, qtbot)
    assert shown_at(opened, 2, Label.UPPER_CLOTHES) == RED
    assert opened.room.state.worn == (), "the step is there with its full fits only"
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    assert len(opened.room.state.worn) == 1


def test_two_people_are_dressed_at_a_time_and_both_show(
    opened: MainWindow, fits: Fits, qtbot: QtBot
) -> None:
    opened.room.put_on(RED_TOP, person=1)
    opened.room.put_on(GREEN_TROUSERS, person=2)
    qtbot.waitUntil(lambda: len(opened.workspace.result.scene.patches) == 2)
    assert shown_at(opened, 1, Label.UPPER_CLOTHES) == RED
    assert shown_at(opened, 2, Label.PANTS) == GREEN
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    qtbot.waitUntil(lambda: not opened.workspace.result.scene.patches)
    assert len(opened.room.state.worn) == 2


def test_an_export_waits_for_no_reduced_picture(
    opened: MainWindow, fits: Fits, tmp_path: Path, qtbot: QtBot
) -> None:
    click_card(qtbot, opened, RED_TOP)
    wait_first(opened, qtbot)
    opened.room.export(tmp_path / "out.png")
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    written = np.asarray(Image.open(tmp_path / "out.png"))
    photo = opened.room.state.photo.pixels
    changed = (written != photo).any(axis=2)
    assert not changed.any() or (written[changed] == RED).all(), "all of it or nothing, never soft"


def test_a_large_photo_shows_before_all_of_it_is_read(
    make_window: Callable[..., MainWindow],
    gate: Gate,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_late(path: Path) -> Photo:
        gate()
        return read_photo(path)

    monkeypatch.setattr("tryon.ui.room.opener.read_photo", read_late)
    window = make_window()
    path = tmp_path / "large.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright
    pixels = np.full((2600, 4000, 3), BACKGROUND, np.uint8)
    Image.fromarray(pixels).save(path, exif=exif)
    window.room.open_file(path)
    qtbot.waitUntil(lambda: window.workspace.scene is not None)
    scene = window.workspace.scene
    assert (scene.before.size.width, scene.before.size.height) == (2600, 4000)
    assert scene.before.levels[0].pixels.shape == (2000, 1300, 3)
    assert not window.garments.isEnabled(), "nothing is put on before it is open"
    gate.may_pass.set()
    with qtbot.waitSignal(window.room.opened):
        pass
    wait_idle(window, qtbot)
    assert window.workspace.scene.before.levels[0].pixels.shape == (4000, 2600, 3)


def test_escape_while_a_large_photo_is_read_brings_back_what_was_there(
    opened: MainWindow, fits: Fits, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tryon.ui.room.opener.read_photo", lambda path: fits.gate())
    scene, state = opened.workspace.scene, opened.room.state
    path = tmp_path / "large.jpg"
    Image.fromarray(np.full((2600, 4000, 3), BACKGROUND, np.uint8)).save(path)
    opened.room.open(LoadRequest(path=path))
    qtbot.waitUntil(lambda: opened.workspace.scene is not scene)
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: opened.workspace.scene is scene)
    assert opened.garments.isEnabled()
    fits.gate.may_pass.set()
    wait_idle(opened, qtbot)
    assert opened.room.state is state
