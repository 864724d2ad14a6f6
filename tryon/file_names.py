"""Names for results that no two files share, on any system."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from tryon.paths import resolved

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_DIGEST_LENGTH = 8


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
