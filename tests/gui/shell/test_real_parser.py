"""The window with everything that ships: bundled parser, sample garments, sample photo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.gui.conftest import put_on_first_top, wait_idle
from tests.limits import LIMIT_MS
from tryon.fitting.fit import fit_garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.parsing.choice import ParserChoice
from tryon.resources import assets_folder, bundled_parser_file, sample_photos
from tryon.ui.shell.main_window import MainWindow

has_weights = (assets_folder() / "parser").is_dir() and bundled_parser_file().is_file()


@pytest.mark.skipif(not (has_weights and sample_photos()), reason="weights or sample are missing")
def test_the_sample_person_is_parsed_and_dressed(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(
        parser=ParserChoice.load,
        wardrobe=GarmentLibrary(tmp_path),
        fit=fit_garment,
    )
    with qtbot.waitSignal(window.room.opened, timeout=LIMIT_MS):
        window.welcome.sample_button.click()
    wait_idle(window, qtbot)
    state = window.room.state
    assert state.parse is not None
    assert len(state.parse.people) >= 1
    put_on_first_top(window, qtbot)
    assert state.photo is not None
    changed = (window.room.state.composite() != state.photo.pixels).any(axis=2)
    assert np.count_nonzero(changed) > 1000
