"""What every command does with the terminal; free of anything that takes time to load."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def accept_any_text() -> None:
    """Let both streams replace what their encoding lacks: no file's name stops a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def complaint(message: str) -> str:
    """Return a message as the one line that a command says on stderr."""
    return f"tryon: {' '.join(message.split())}"
