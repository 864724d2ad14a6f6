"""A run that is killed leaves no half-written file, and the next one goes through."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.attack.kills import (
    OLD,
    Fit,
    Journal,
    Parse,
    Task,
    Wardrobe,
    duration_s,
    kill_once,
    moment_s,
)


@pytest.mark.slow
@pytest.mark.parametrize("make", [Fit, Parse, Wardrobe, Journal])
def test_a_kill_at_a_random_moment_leaves_nothing_half_written(make: type[Task]) -> None:
    task = make()
    after_s = moment_s(Random(make.name), duration_s(task))
    _, problems = kill_once(task, after_s)
    assert problems == []


def test_half_of_a_file_would_be_noticed(tmp_path: Path) -> None:
    parse = Parse()
    parse.prepare(tmp_path)
    assert parse.wrong(tmp_path, is_done=False) == []
    whole = OLD + b" and what came after it"
    (tmp_path / "labels.png").write_bytes(whole)
    assert parse.wrong(tmp_path, is_done=False) == []
    (tmp_path / "labels.png").write_bytes(whole[:-4])
    assert len(parse.wrong(tmp_path, is_done=False)) == 1
    (tmp_path / "labels.png").write_bytes(whole)
    assert parse.wrong(tmp_path, is_done=True) == []  # the first run's files are the measure


def test_an_action_that_does_not_come_back_would_be_noticed(tmp_path: Path) -> None:
    journal = Journal()
    journal.prepare(tmp_path)
    (tmp_path / "open" / "acknowledged").write_bytes(b"..")
    assert journal.wrong(tmp_path, is_done=False) == ["0 of 2 actions came back"]


def test_a_garment_without_its_picture_would_be_noticed(tmp_path: Path) -> None:
    garments = tmp_path / "garments"
    garments.mkdir()
    (garments / "a.json").write_text('{"file": "a.png"}')
    assert len(Wardrobe().wrong(tmp_path, is_done=False)) == 1
