"""Questions about paths from users, settings and files, which may name anything, and new names.

A folder that may not be entered, a loop of links, a name that is too long or holds a null byte: for
all of them `pathlib` raises, each in its own way and not in every version of Python. Here they have
the answer that a caller can go on with; whoever then opens the file tells why it cannot be read.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_DIGEST_LENGTH = 8
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


def distinct_names(
    files: Sequence[Path], titles: Sequence[str | None], reserved: Collection[str] = ()
) -> tuple[str, ...]:
    """Return a name for each file: its title or stem, and as much more as tells it from the others.

    Files whose names would be the same, for a system that ignores case too, all take the next
    longer form: the file's full name, its folder before that, and at last a digest of its path. So
    a name follows from the set of files, not from their order.

    Args:
        files: different files.
        titles: what to call each instead of its stem; None for the stem.
        reserved: names that are taken already.
    """
    forms = [_forms(file, title) for file, title in zip(files, titles, strict=True)]
    taken = {_key(name) for name in reserved}
    levels = [0] * len(forms)
    while True:
        names = [form[level] for form, level in zip(forms, levels, strict=True)]
        counts = Counter(map(_key, names))
        clashing = [
            place
            for place, name in enumerate(names)
            if (counts[_key(name)] > 1 or _key(name) in taken)
            and levels[place] + 1 < len(forms[place])
        ]
        if not clashing:
            return tuple(names)
        for place in clashing:
            levels[place] += 1


def file_name(text: str) -> str:
    """Return a text as the name of a file that every system takes."""
    return _FORBIDDEN.sub("-", text).rstrip(". ") or "-"


def _forms(file: Path, title: str | None) -> tuple[str, ...]:
    """Return what a file may be called, from short to certain."""
    name, folder = file.name, resolved(file).parent.name
    digest = hashlib.sha256(str(resolved(file)).encode("utf-8", "surrogateescape")).hexdigest()
    longest = f"{folder}-{name}-{digest[:_DIGEST_LENGTH]}"
    return tuple(map(file_name, (title or file.stem, name, f"{folder}-{name}", longest)))


def _key(name: str) -> str:
    """Return what two names have in common that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()
