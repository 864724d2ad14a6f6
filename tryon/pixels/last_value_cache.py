"""A cache of one: the latest value, for as long as what it was made from stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class LastValueCache(Generic[Key, Value]):
    """Keeps one value and the key that it was made for."""

    def __init__(self) -> None:
        self._kept: tuple[Key, Value] | None = None

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the kept value if it was made for an equal key, else make and keep a new one."""
        kept = self._kept
        if kept is None or kept[0] != key:
            self._kept = kept = None  # the old one is not needed while the new one is made
            self._kept = kept = (key, make())
        return kept[1]

    def forget(self) -> None:
        """Drop the kept value."""
        self._kept = None
