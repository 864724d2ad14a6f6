"""Parses come from the cache or from one parser, which is loaded once and let go in time."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

import numpy as np
import pytest

from tests.drawn import DrawnParser, draw_photo
from tests.limits import LIMIT_S
from tryon.errors import Cancelled, WeightsError
from tryon.messages import WeightsProblem
from tryon.parsing import Engine
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Stage

PHOTO = draw_photo()
BUNDLED = ParserChoice()
HELD_S = 0.01
"""Long enough for another thread to come by."""


@pytest.fixture
def m2fp(tmp_path: Path) -> ParserChoice:
    (tmp_path / "pytorch_model.pt").write_bytes(b"weights")
    return ParserChoice(Engine.M2FP, tmp_path)


class Loads:
    """Loads drawn parsers and knows which of them are still alive."""

    def __init__(self) -> None:
        self.choices: list[ParserChoice] = []
        self._parsers: list[weakref.ref[DrawnParser]] = []

    def __call__(self, choice: ParserChoice) -> DrawnParser:
        parser = DrawnParser()
        self.choices.append(choice)
        self._parsers.append(weakref.ref(parser))
        return parser

    @property
    def alive(self) -> list[bool]:
        gc.collect()
        return [parser() is not None for parser in self._parsers]


def test_a_parser_is_loaded_once_and_only_when_needed() -> None:
    loads = Loads()
    source = ParserSource(loads)
    source.keep_only(BUNDLED)
    assert loads.choices == []
    for _ in range(3):
        source.parse(BUNDLED, PHOTO)
    assert loads.choices == [BUNDLED]


def test_another_choice_lets_the_first_parser_go(m2fp: ParserChoice) -> None:
    loads = Loads()
    source = ParserSource(loads)
    source.parse(m2fp, PHOTO)
    assert loads.alive == [True]
    source.keep_only(BUNDLED)
    assert loads.alive == [False]


def test_freed_memory_goes_back_when_the_last_job_has_left_the_parser(
    m2fp: ParserChoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads, left = Loads(), []
    monkeypatch.setattr(
        "tryon.parsing.parser_source.return_freed_memory", lambda: left.append(loads.alive)
    )

    def switch(stage: Stage, fraction: float) -> None:
        if stage is Stage.PARSE_PEOPLE:
            assert left == [[True]], "what threads freed that loaded it"
            source.keep_only(BUNDLED)
            assert len(left) == 1, "the job still uses it"

    source = ParserSource(loads)
    source.parse(m2fp, PHOTO, progress=switch)
    assert left == [[True], [False]]


def test_a_parse_from_the_cache_needs_no_parser_and_says_so(
    m2fp: ParserChoice, tmp_path: Path
) -> None:
    cache = ParseCache(tmp_path / "parses")
    first = ParserSource(Loads(), cache).parse(m2fp, PHOTO)
    assert [time.stage for time in first.times] == []
    loads = Loads()
    again = ParserSource(loads, cache).parse(m2fp, PHOTO)
    np.testing.assert_array_equal(again.labels, first.labels)
    assert [time.stage for time in again.times] == [Stage.READ_CACHE]
    assert loads.choices == []


def test_a_parse_from_the_cache_lets_the_other_parser_go_all_the_same(
    m2fp: ParserChoice, tmp_path: Path
) -> None:
    loads = Loads()
    source = ParserSource(loads, ParseCache(tmp_path / "parses"))
    source.parse(BUNDLED, PHOTO)
    source.parse(m2fp, PHOTO)
    source.parse(BUNDLED, PHOTO)
    assert loads.choices == [BUNDLED, m2fp]
    assert loads.alive == [False, False]


def test_a_parser_that_cannot_be_loaded_is_tried_again_the_next_time() -> None:
    outcomes = iter([WeightsError(WeightsProblem.NO_PYTORCH, reason="no module"), None])

    def load(choice: ParserChoice) -> DrawnParser:
        error = next(outcomes)
        if error is not None:
            raise error
        return DrawnParser()

    source = ParserSource(load)
    with pytest.raises(WeightsError):
        source.parse(BUNDLED, PHOTO)
    assert source.parse(BUNDLED, PHOTO).people


def test_a_cancelled_request_neither_loads_nor_keeps_anything(tmp_path: Path) -> None:
    loads, token = Loads(), CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        ParserSource(loads, ParseCache(tmp_path / "parses")).parse(BUNDLED, PHOTO, cancel=token)
    assert loads.choices == []
    assert not (tmp_path / "parses").exists()


def test_nobody_waits_for_a_parser_that_was_left(m2fp: ParserChoice) -> None:
    is_parsing, may_end = threading.Event(), threading.Event()

    def wait() -> None:
        is_parsing.set()
        assert may_end.wait(LIMIT_S)

    def load(choice: ParserChoice) -> DrawnParser:
        return DrawnParser(wait if choice == m2fp else None)

    source = ParserSource(load)
    slow = threading.Thread(target=source.parse, args=(m2fp, PHOTO))
    slow.start()
    assert is_parsing.wait(LIMIT_S)
    assert source.parse(BUNDLED, PHOTO).people
    may_end.set()
    slow.join(LIMIT_S)


def test_one_job_at_a_time_uses_the_parser() -> None:
    running, most = [0], [0]
    lock = threading.Lock()

    def count() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        threading.Event().wait(HELD_S)
        with lock:
            running[0] -= 1

    source = ParserSource(lambda choice: DrawnParser(count))
    threads = [threading.Thread(target=source.parse, args=(BUNDLED, PHOTO)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT_S)
    assert most == [1]
