"""``tryon gui``: open the window."""

from __future__ import annotations

import argparse
import gc
import os
import sys

from tryon.commands.engine_options import parser_choice
from tryon.errors import DisplayError
from tryon.messages import DisplayProblem

_UNSEEN_PLATFORMS = ("offscreen", "minimal")
"""Qt platforms that draw into memory only."""


def run_gui(arguments: argparse.Namespace) -> int:
    """Open the window and return the exit code once it is closed.

    Raises:
        DisplayError: if there is no display.
        UsageError: if the options describe a parser without naming it.
    """
    parser = parser_choice(arguments)
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise DisplayError(DisplayProblem.NO_DISPLAY)
    expect_no_garbage()
    from tryon.ui.shell.app import run_app

    return run_app(arguments.file, parser=parser)


def expect_no_garbage() -> None:
    """Load the window without looking for garbage: what loads stays.

    The window has a collector of its own as soon as it is there.
    """
    gc.disable()


def has_display() -> bool:
    """Return whether a window would be visible."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in _UNSEEN_PLATFORMS:
        return False
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
