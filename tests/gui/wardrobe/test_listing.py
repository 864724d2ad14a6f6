"""The panel shows every garment that can be read, and says which cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.conftest import TSHIRT, draw
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.shape.category import GarmentCategory
from tryon.ui.shell.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def library(tmp_path: Path) -> GarmentLibrary:
    """A wardrobe with one shirt of the user's own."""
    library = GarmentLibrary(tmp_path / "wardrobe")
    library.keep(Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Red shirt"))
    return library


def damage(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"bad-{number}.json").write_text("[" * 99_999)


def test_a_damaged_entry_is_named_once_and_all_others_show(
    make_window: MakeWindow, library: GarmentLibrary, tmp_path: Path
) -> None:
    all_rows = make_window(wardrobe=library).garments.model.rowCount()
    damage(tmp_path / "wardrobe", 1)
    window = make_window(wardrobe=library)
    assert window.garments.model.rowCount() == all_rows
    assert window.messages.text.count("bad-0.json") >= 1
    assert len(window.messages.text.splitlines()) == 1


def test_many_damaged_entries_are_counted(
    make_window: MakeWindow, library: GarmentLibrary, tmp_path: Path
) -> None:
    damage(tmp_path / "wardrobe", 8)
    window = make_window(wardrobe=library)
    assert len(window.messages.text.splitlines()) == 4
    assert "5 more garments" in window.messages.text


def test_garments_show_as_they_come_and_each_once(
    make_window: MakeWindow, library: GarmentLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [garment.name for garment in library.garments()]
    monkeypatch.setattr("tryon.ui.room.tasks._LIST_S", 0.0)
    window = make_window(wardrobe=library)
    model = window.garments.model
    entries = [model.entry(str(row)) for row in range(model.rowCount())]
    assert [entry.name for entry in entries if entry is not None] == names
    assert all(model.index(row, 0).data(1).width() > 0 for row in range(model.rowCount()))
