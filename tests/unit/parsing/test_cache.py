"""Parses are kept by photo, parser and code; damage and lack of room are nobody's trouble."""

from __future__ import annotations

import os
import random
import stat
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.drawn import draw_photo, parse_drawn
from tests.limits import LIMIT_S
from tryon.human_parse import HumanParse
from tryon.parsing import Engine, Precision
from tryon.parsing.cache import ParseCache, parse_key
from tryon.parsing.choice import ParserChoice

PHOTO = draw_photo()
PARSE = parse_drawn(PHOTO)
KEY = "0123abcd"


@pytest.fixture
def cache(tmp_path: Path) -> ParseCache:
    return ParseCache(tmp_path / "parses")


@pytest.fixture
def m2fp(tmp_path: Path) -> ParserChoice:
    """M2FP on a folder of two small files."""
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "pytorch_model.pt").write_bytes(b"weights")
    (folder / "configuration.json").write_text("{}")
    return ParserChoice(Engine.M2FP, folder)


def entries(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "parses").iterdir())


def assert_same(one: HumanParse | None, other: HumanParse) -> None:
    assert one is not None
    np.testing.assert_array_equal(one.labels, other.labels)
    np.testing.assert_array_equal(one.person_map, other.person_map)
    assert (one.people, one.engine) == (other.people, other.engine)
    for mine, theirs in zip(one.people, other.people, strict=True):
        if theirs.joints is None:
            assert mine.joints is None
            continue
        assert mine.joints is not None
        np.testing.assert_array_equal(mine.joints.points, theirs.joints.points)
        np.testing.assert_array_equal(mine.joints.confidence, theirs.joints.confidence)


def test_what_is_kept_comes_back_the_same(cache: ParseCache) -> None:
    assert cache.get(KEY) is None
    cache.put(KEY, PARSE)
    assert_same(cache.get(KEY), PARSE)
    assert cache.get("another") is None


def test_people_without_a_skeleton_are_kept_too(cache: ParseCache) -> None:
    first, *others = PARSE.people
    parse = replace(PARSE, people=(replace(first, joints=None), *others))
    cache.put(KEY, parse)
    assert_same(cache.get(KEY), parse)


def test_a_photo_without_people_is_kept_too(cache: ParseCache) -> None:
    nobody = parse_drawn(np.full((40, 50, 3), 128, np.uint8))
    cache.put(KEY, nobody)
    assert_same(cache.get(KEY), nobody)


def test_an_entry_is_small(cache: ParseCache, tmp_path: Path) -> None:
    large = parse_drawn(PHOTO.repeat(10, axis=0).repeat(10, axis=1))
    cache.put(KEY, large)
    [file] = entries(tmp_path)
    assert file.stat().st_size < large.labels.size / 50


@pytest.mark.skipif(sys.platform == "win32", reason="has other permissions")
def test_only_the_user_may_look_into_the_folder(cache: ParseCache, tmp_path: Path) -> None:
    cache.put(KEY, PARSE)
    assert stat.S_IMODE((tmp_path / "parses").stat().st_mode) == 0o700


def test_every_damage_is_dropped_and_never_raised(cache: ParseCache, tmp_path: Path) -> None:
    cache.put(KEY, PARSE)
    [file] = entries(tmp_path)
    whole = file.read_bytes()
    chance = random.Random(0)
    for trial in range(400):
        damaged = bytearray(whole)
        if trial % 2:
            damaged = damaged[: chance.randrange(len(whole))]
        else:
            for _ in range(chance.randint(1, 8)):
                damaged[chance.randrange(len(whole))] = chance.randrange(256)
        file.write_bytes(damaged)
        found = cache.get(KEY)
        if found is None:
            assert not file.exists()
        else:
            np.testing.assert_array_equal(found.labels, PARSE.labels)  # an unused byte was hit


def test_what_is_no_entry_is_dropped(cache: ParseCache, tmp_path: Path) -> None:
    cache.put(KEY, PARSE)
    [file] = entries(tmp_path)
    file.write_bytes(b"hello")
    assert cache.get(KEY) is None
    assert not file.exists()
    cache.put(KEY, PARSE)
    assert_same(cache.get(KEY), PARSE)


def test_what_was_not_used_for_longest_makes_room(cache: ParseCache, tmp_path: Path) -> None:
    cache.put("first", PARSE)
    [file] = entries(tmp_path)
    small = ParseCache(tmp_path / "parses", limit_bytes=3 * file.stat().st_size)
    for age, key in enumerate(("second", "third"), start=1):
        small.put(key, PARSE)
        os.utime(tmp_path / "parses" / f"{key}.parse", (age, age))
    os.utime(file, (0, 0))
    assert small.get("first") is not None  # oldest no longer
    small.put("fourth", PARSE)
    names = {path.stem for path in entries(tmp_path)}
    assert names == {"first", "third", "fourth"}


def test_leftovers_of_a_killed_program_make_room_too(cache: ParseCache, tmp_path: Path) -> None:
    cache.put(KEY, PARSE)
    leftover = tmp_path / "parses" / ".half-written"
    leftover.write_bytes(bytes(5000))
    os.utime(leftover, (0, 0))
    limit = sum(path.stat().st_size for path in entries(tmp_path)) - 1
    ParseCache(tmp_path / "parses", limit_bytes=limit).put(KEY, PARSE)
    assert [path.stem for path in entries(tmp_path)] == [KEY]


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ParseCache(tmp_path / "file" / "parses")
    cache.put(KEY, PARSE)
    assert cache.get(KEY) is None


def test_threads_that_keep_the_same_parse_do_not_disturb_each_other(
    cache: ParseCache, tmp_path: Path
) -> None:
    threads = [threading.Thread(target=cache.put, args=(KEY, PARSE)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT_S)
    assert_same(cache.get(KEY), PARSE)
    assert len(entries(tmp_path)) == 1


def test_the_key_is_of_the_pixels_and_of_what_decides_the_parse(m2fp: ParserChoice) -> None:
    other = PHOTO.copy()
    other[0, 0, 0] ^= 1
    precise = ParserChoice(Engine.M2FP, m2fp.weights, Precision.FLOAT32)
    keys = {
        parse_key(PHOTO, m2fp),
        parse_key(other, m2fp),
        parse_key(PHOTO.reshape(PHOTO.shape[1], PHOTO.shape[0], 3), m2fp),
        parse_key(PHOTO, precise),
        parse_key(PHOTO, ParserChoice()),
    }
    assert len(keys) == 5
    assert None not in keys
    assert parse_key(PHOTO.copy(), m2fp) == parse_key(PHOTO, m2fp)


@pytest.mark.parametrize("name", ["pytorch_model.pt", "configuration.json"])
def test_other_weights_or_another_configuration_make_another_key(
    m2fp: ParserChoice, name: str
) -> None:
    before = parse_key(PHOTO, m2fp)
    assert m2fp.weights is not None
    (m2fp.weights / name).write_bytes(b"something else")
    assert parse_key(PHOTO, m2fp) != before


def test_without_weights_there_is_no_key(tmp_path: Path) -> None:
    assert parse_key(PHOTO, ParserChoice(Engine.M2FP, tmp_path)) is None
    assert parse_key(PHOTO, ParserChoice(Engine.M2FP, tmp_path / "nowhere")) is None
    assert not ParserChoice(Engine.M2FP, tmp_path).has_weights


def test_downloaded_weights_are_found_in_modelscopes_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_CACHE", str(tmp_path))
    assert not ParserChoice(Engine.M2FP).has_weights
    folder = tmp_path / "hub" / "models" / "damo" / "cv_resnet101_image-multiple-human-parsing"
    folder.mkdir(parents=True)
    (folder / "pytorch_model.pt").write_bytes(b"weights")
    assert ParserChoice(Engine.M2FP).has_weights
