"""The wall of looks as a poster and as separate pictures, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.drawn import paint_on
from tests.gui.conftest import Gate, open_in, wait_idle
from tryon.errors import FitError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.geometry import RgbImage
from tryon.labels import Region
from tryon.messages import FitProblem
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.message_bar import MessageKind
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.main_window import MainWindow

RED, GREEN, BLUE = (220, 30, 40), (30, 160, 60), (40, 60, 200)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Choose a file or a folder in the dialog that opens next."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))

    return answer


@pytest.fixture
def walled(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window whose wall is open."""
    opened.actions_.wall.trigger()
    wait_idle(opened, qtbot)
    return opened


def said(window: MainWindow) -> str:
    return window.messages.text


def pixels_of(path: Path) -> RgbImage:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def has(pixels: RgbImage, colour: tuple[int, int, int]) -> bool:
    return bool((np.abs(pixels.astype(int) - colour).max(axis=2) <= 2).any())


def test_the_poster_shows_every_look(
    walled: MainWindow, answer: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    answer(tmp_path / "poster")
    walled.wall.page.poster_action.trigger()
    wait_idle(walled, qtbot)
    poster = pixels_of(tmp_path / "poster.png")
    assert poster.shape[1] > 900
    for colour in (RED, GREEN, BLUE):
        assert has(poster, colour)
    assert "3" in said(walled)
    assert "poster.png" in said(walled)


def test_only_the_looks_that_are_selected_are_exported(
    walled: MainWindow, answer: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    cards = walled.wall.page.list
    names = [entry.name for entry in walled.garments.shown.entries]
    index = walled.garments.shown.index(names.index("Red top"), 0)
    cards.selectionModel().select(index, cards.selectionModel().SelectionFlag.Select)
    answer(tmp_path / "one.png")
    walled.wall.page.poster_action.trigger()
    wait_idle(walled, qtbot)
    poster = pixels_of(tmp_path / "one.png")
    assert has(poster, RED)
    assert not has(poster, BLUE)


def test_a_poster_may_be_a_pdf_of_one_page(
    walled: MainWindow, answer: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    answer(tmp_path / "poster.pdf")
    walled.wall.page.poster_action.trigger()
    wait_idle(walled, qtbot)
    content = (tmp_path / "poster.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 1
    assert content.count(b"/Subtype /Image") >= 3
    assert [path.name for path in tmp_path.glob("poster*")] == ["poster.pdf"]


def test_separate_pictures_are_the_photo_at_full_size_in_a_new_folder(
    walled: MainWindow, answer: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    walled.room.select(Selection(2, None))
    photo, parse = walled.room.state.photo, walled.room.state.parse
    assert photo is not None
    assert parse is not None
    out = tmp_path / "out"
    out.mkdir()
    answer(out)
    for folder in ("people", "people 2"):
        walled.wall.page.pictures_action.trigger()
        wait_idle(walled, qtbot)
        assert sorted(path.name for path in (out / folder).iterdir()) == [
            "Blue dress.png",
            "Green trousers.png",
            "Red top.png",
        ]
    pixels = pixels_of(out / "people" / "Red top.png")
    mask = parse.region_mask(2, Region.UPPER)
    assert (pixels[mask] == RED).all()
    assert (pixels[~mask] == photo.pixels[~mask]).all()


def refuse_dresses(request: FitRequest, **told: object) -> FitResult:
    if request.garment.category is GarmentCategory.DRESS:
        raise FitError(FitProblem.NOBODY)
    return paint_on(request)


def test_what_cannot_be_fitted_is_left_out_and_named(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    answer: Callable[[Path], None],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    window = open_in(make_window(fit=refuse_dresses), photo_file, qtbot)
    window.actions_.wall.trigger()
    wait_idle(window, qtbot)
    out = tmp_path / "out"
    out.mkdir()
    answer(out)
    window.wall.page.pictures_action.trigger()
    wait_idle(window, qtbot)
    assert len(list((out / "people").iterdir())) == 2
    assert "Blue dress" in said(window)
    answer(tmp_path / "poster.png")
    window.wall.page.poster_action.trigger()
    wait_idle(window, qtbot)
    assert "Blue dress" in said(window)


def test_a_poster_of_nothing_says_what_to_do(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    answer: Callable[[Path], None],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    window = open_in(make_window(fit=refuse_dresses), photo_file, qtbot)
    window.garments.search.setText("Blue dress")
    window.actions_.wall.trigger()
    wait_idle(window, qtbot)
    answer(tmp_path / "poster.png")
    window.wall.page.poster_action.trigger()
    wait_idle(window, qtbot)
    assert window.messages.kind is MessageKind.ERROR
    assert "wall" in said(window)
    assert not (tmp_path / "poster.png").exists()


def test_an_export_is_cancelled_by_the_status_line(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    answer: Callable[[Path], None],
    gate: Gate,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    def wait_and_paint(request: FitRequest, **told: object) -> FitResult:
        gate()
        return paint_on(request)

    window = open_in(make_window(fit=wait_and_paint), photo_file, qtbot)
    window.actions_.wall.trigger()
    qtbot.waitUntil(gate.is_reached.is_set)
    window.wall.page.stop_button.click()
    out = tmp_path / "out"
    out.mkdir()
    answer(out)
    window.wall.page.pictures_action.trigger()
    qtbot.waitUntil(window.status.jobs.isVisible)
    window.status.jobs.cancel_button.click()
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert len(list(out.rglob("*.png"))) <= 1
    assert not list(out.rglob("*.tmp"))


def test_a_folder_that_cannot_be_written_is_an_error(
    walled: MainWindow, answer: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    answer(tmp_path / "is not there")
    walled.wall.page.pictures_action.trigger()
    wait_idle(walled, qtbot)
    assert walled.messages.kind is MessageKind.ERROR
