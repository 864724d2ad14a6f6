"""What is kept from one start to the next, read so that nothing of it can stop a start.

The file may have been edited, damaged, or written by another version: a value of another type than
the wanted one, or one that no path and no address can be, is as if it were not there.
"""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QByteArray, QSettings

_LONGEST = 4096
"""Characters of a text: as long as a path may be."""


def kept_text(settings: QSettings, name: str) -> str | None:
    """Return a text that is kept under a name; None if there is none."""
    value = settings.value(name)
    return value if _is_text(value) else None


def kept_texts(settings: QSettings, name: str) -> tuple[str, ...]:
    """Return the texts that are kept under a name."""
    value = settings.value(name)
    values = value if isinstance(value, list) else [value]  # a list of one is read as a text
    return tuple(text for text in values if _is_text(text))


def kept_bytes(settings: QSettings, name: str) -> QByteArray | None:
    """Return what Qt itself has packed and keeps under a name; None if there is none."""
    value = settings.value(name)
    return value if isinstance(value, QByteArray) else None


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and "\0" not in value
