"""A real window with the user's T-shirt in it, for dialogs that correct it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.gui.conftest import OnePerson, open_in, save_person, wait_idle
from tryon.fitting.fit import fit_garment
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.labels import Region
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.main_window import MainWindow


def window_on(folder: Path, make_window: Callable[..., MainWindow]) -> MainWindow:
    """Make a window on real garments and the real fit."""
    return make_window(
        parser=lambda choice: OnePerson(), wardrobe=GarmentLibrary(folder), fit=fit_garment
    )


def put_on_shirt(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """Open a person who then wears the T-shirt."""
    open_in(window, save_person(tmp_path / "anna.png"), qtbot)
    window.room.put_on(shirt_of(window))
    wait_idle(window, qtbot)
    window.room.select(Selection(1, Region.UPPER))
    return window


def shirt_of(window: MainWindow) -> Garment:
    """Return the last garment of the panel, as it is corrected now."""
    return window._dependencies.wardrobe.load(entry_of(window).file)


def entry_of(window: MainWindow) -> WardrobeEntry:
    """Return the last garment of the panel as it is listed."""
    entry = window.garments.model.entry(str(window.garments.model.rowCount() - 1))
    assert entry is not None
    return entry
