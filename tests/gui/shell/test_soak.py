"""Opening one photo after the other leaves nothing of the earlier ones behind."""

from __future__ import annotations

import gc
import os
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.drawn import draw_photo, paint_on
from tests.gui.conftest import (
    RED_TOP,
    open_in,
    photo_point,
    pick_garment,
    save_picture,
    wait_idle,
)
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.tools.toolbox import ToolName

LEFT = Qt.MouseButton.LeftButton
ENLARGED = 8
WARM, ROUNDS = 3, 8
MOST_BYTES = 60e6
"""By which memory may grow over all rounds; one photo with what belongs to it takes that."""


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def work_on(window: MainWindow, photo: Path, qtbot: QtBot) -> None:
    """Open a photo, dress somebody, correct the parse, undo and redo."""
    open_in(window, photo, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    window.actions_.correct_parse.setChecked(True)
    window.correcting.bar.choose(ToolName.BRUSH)
    view = window.workspace.overlay
    at = [photo_point(view, ENLARGED * x, ENLARGED * y) for x, y in ((125, 110), (130, 130))]
    qtbot.mousePress(view, LEFT, pos=at[0])
    qtbot.mouseMove(view, at[1])
    qtbot.mouseRelease(view, LEFT, pos=at[1])
    wait_idle(window, qtbot)
    window.actions_.correct_parse.setChecked(False)
    for action in (window.actions_.undo, window.actions_.undo, window.actions_.redo):
        action.trigger()
        wait_idle(window, qtbot)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_one_photo_after_the_other_leaves_memory_flat(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(fit_reduced=paint_on)
    large = cv2.resize(
        draw_photo(), None, fx=ENLARGED, fy=ENLARGED, interpolation=cv2.INTER_NEAREST
    )
    photo = save_picture(tmp_path / "large.png", np.asarray(large))
    gone: list[weakref.ref[object]] = []
    sizes: list[int] = []
    for _ in range(WARM + ROUNDS):
        work_on(window, photo, qtbot)
        assert window.room.document is not None
        assert len(window.room.document.history.names) == 3
        gone += [weakref.ref(window.room.document), weakref.ref(window.room.state.parse)]
        gc.collect()
        sizes.append(resident_bytes())
    assert [each() for each in gone[:-2]] == [None] * (len(gone) - 2), "of earlier photos"
    # what the allocator keeps goes up and down by as much as a photo, what is left behind adds up
    earlier, later = (float(np.median(half)) for half in np.split(np.array(sizes[WARM:]), 2))
    assert later - earlier < MOST_BYTES / 2, "of half the rounds"
