"""Questions about paths from users, settings and files, which may name anything.

A folder that may not be entered, a loop of links, a name that is too long or holds a null byte: for
all of them `pathlib` raises, each in its own way and not in every version of Python. Here they have
the answer that a caller can go on with; whoever then opens the file tells why it cannot be read.
"""

from __future__ import annotations

from pathlib import Path

_ODD = (OSError, ValueError, RuntimeError)
"""What a path raises that cannot be looked at; a RuntimeError for a loop before Python 3.13."""


def is_file(path: Path) -> bool:
    """Return whether there is such a file, as far as can be seen."""
    try:
        return path.is_file()
    except _ODD:
        return False


def is_folder(path: Path) -> bool:
    """Return whether there is such a folder, as far as can be seen."""
    try:
        return path.is_dir()
    except _ODD:
        return False


def is_there(path: Path) -> bool:
    """Return whether there is something of the name, as far as can be seen."""
    try:
        return path.exists()
    except _ODD:
        return False


def resolved(path: Path) -> Path:
    """Return the absolute path without links; with them where they lead nowhere."""
    try:
        return path.resolve()
    except _ODD:
        return path.absolute()


def home_expanded(path: Path) -> Path:
    """Return the path with ``~`` as the home folder; as it is where there is no such home."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def is_same_file(first: Path, second: Path) -> bool:
    """Return whether two paths lead to one file that is there."""
    try:
        return first.samefile(second)
    except _ODD:
        return False


def size_of(path: Path) -> int:
    """Return a file's size in bytes; 0 if it cannot be seen."""
    try:
        return path.stat().st_size
    except _ODD:
        return 0
