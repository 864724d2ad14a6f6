"""``tryon gui``: open the window."""

from __future__ import annotations

import argparse
import os
import sys

from tryon.errors import TryOnError


def run_gui(arguments: argparse.Namespace) -> int:
    """Open the window and give the exit code once it is closed.

    Raises:
        TryOnError: if there is no display.
    """
    if not has_display():
        raise TryOnError(
            "no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start a desktop session, or "
            "use 'tryon parse' and 'tryon fit', which need none."
        )
    from tryon.ui.app import run_app

    return run_app(arguments.photo)


def has_display() -> bool:
    """Whether a window can be shown (or Qt was told to draw without one)."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
