"""Questions about paths that a user or a settings file names: they answer, and never raise.

Null bytes, lone surrogates, names that are too long, loops of links and folders that may not be
entered make the methods of `pathlib.Path` raise, each another error.
"""

from __future__ import annotations

from pathlib import Path

_UNUSABLE = (OSError, ValueError, RuntimeError)  # RuntimeError: a loop of links before Python 3.13


def is_folder(path: Path) -> bool:
    """Return whether there is a folder at ``path``, as far as can be seen."""
    try:
        return path.is_dir()
    except _UNUSABLE:
        return False


def is_file(path: Path) -> bool:
    """Return whether there is a regular file at ``path``, as far as can be seen."""
    try:
        return path.is_file()
    except _UNUSABLE:
        return False


def resolved(path: Path) -> Path:
    """Return ``path`` without links, or as it is where they cannot be followed."""
    try:
        return path.resolve()
    except _UNUSABLE:
        return path
