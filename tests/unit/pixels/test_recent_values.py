"""A value is made once, whoever asks; the ones asked for last stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from tests.limits import LIMIT_S
from tryon.pixels.recent_values import RecentValues


class Maker:
    """Counts what it makes."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, key: str) -> str:
        self.made.append(key)
        return key.upper()


def test_those_asked_for_last_are_kept() -> None:
    values, maker = RecentValues[str, str](2), Maker()
    for key in ("a", "b", "a", "c", "a", "b"):
        assert values.get(key, lambda key=key: maker.make(key)) == key.upper()
    assert maker.made == ["a", "b", "c", "b"], "b was asked for longest ago when c came"


def test_threads_that_ask_at_a_time_wait_for_the_first() -> None:
    values, maker = RecentValues[str, str](2), Maker()
    together, may_end = Barrier(3), Event()

    def slowly() -> str:
        assert may_end.wait(LIMIT_S)
        return maker.make("a")

    def ask() -> str:
        together.wait(LIMIT_S)
        return values.get("a", slowly)

    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(ask) for _ in range(2)]
        together.wait(LIMIT_S)
        assert values.get("b", lambda: maker.make("b")) == "B", "others need not wait"
        may_end.set()
        assert [each.result(LIMIT_S) for each in asked] == ["A", "A"]
    assert maker.made == ["b", "a"]


def test_what_cannot_be_made_is_tried_again() -> None:
    values = RecentValues[str, int](1)
    with pytest.raises(ZeroDivisionError):
        values.get("a", lambda: 1 // 0)
    assert values.get("a", lambda: 7) == 7
