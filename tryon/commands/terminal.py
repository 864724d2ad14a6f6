"""What every command does with the terminal; free of anything that takes time to load."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper


def accept_any_text() -> None:
    """Let both streams replace what their encoding lacks: no file's name stops a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def stop_printing() -> None:
    """Let what is still to be printed go nowhere: the pipe it would go into is closed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complaint(message: str) -> str:
    """Return a message as the one line that a command says on stderr."""
    return f"tryon: {' '.join(message.split())}"
