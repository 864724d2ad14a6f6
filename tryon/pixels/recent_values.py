"""A cache of a few: the values that were asked for last, for several threads at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Place(Generic[Value]):
    """Where one value is, or is being made."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.values: tuple[Value, ...] = ()


class RecentValues(Generic[Key, Value]):
    """Keeps a few values with the keys that they were made for, those asked for last.

    A value is made once, however many threads ask for it: the others wait for the first one.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._places: dict[Key, _Place[Value]] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value that was made for an equal key, else make and keep a new one."""
        with self._lock:
            place = self._places.pop(key, None) or _Place()
            self._places[key] = place  # the order of the dictionary is that of use
            for old in list(self._places)[: -self._most]:
                del self._places[old]  # not needed while the new one is made
        with place.lock:
            if not place.values:
                place.values = (self._made(key, place, make),)
            return place.values[0]

    def _made(self, key: Key, place: _Place[Value], make: Callable[[], Value]) -> Value:
        try:
            return make()
        except BaseException:
            with self._lock:
                if self._places.get(key) is place:
                    del self._places[key]
            raise
