"""Keys: what is kept of them, who is let in, and how often."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from tryon.errors import ServeError
from tryon.messages import ServeProblem
from tryon.serve.keys import Key, KeyFile, Rates
from tryon.serve.settings import is_local_host

USUAL = {"per_minute": 60, "upload_mb": 5}


def test_a_key_is_known_again_and_nothing_kept_can_be_used_as_one(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "data" / "keys.json")
    key = file.create("shop", **USUAL)
    assert len(key) > 40
    content = (tmp_path / "data" / "keys.json").read_text()
    assert key not in content
    found = file.find(key)
    assert found is not None
    assert (found.name, found.per_minute, found.upload_mb) == ("shop", 60, 5)
    assert file.find(found.digest) is None
    assert file.find("") is None
    assert file.find("tryon_\udcff") is None


def test_two_keys_differ_and_each_finds_its_own(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "keys.json")
    first, second = file.create("first", **USUAL), file.create("second", **USUAL)
    assert first != second
    assert [found.name for key in (second, first) if (found := file.find(key))] == [
        "second",
        "first",
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_only_the_user_can_read_the_file(tmp_path: Path) -> None:
    KeyFile(tmp_path / "keys.json").create("shop", **USUAL)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_a_key_that_is_revoked_elsewhere_is_useless_here_at_once(tmp_path: Path) -> None:
    running, command = KeyFile(tmp_path / "keys.json"), KeyFile(tmp_path / "keys.json")
    key = command.create("shop", **USUAL)
    assert running.find(key) is not None
    command.revoke("shop")
    assert running.find(key) is None


@pytest.mark.parametrize("name", ["", "a b", "x" * 41, "ä", "a/b"])
def test_a_name_that_cannot_be_typed_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ServeError) as raised:
        KeyFile(tmp_path / "keys.json").create(name, **USUAL)
    assert raised.value.problem is ServeProblem.KEY_NAME_WRONG


def test_a_name_is_taken_once(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "keys.json")
    file.create("shop", **USUAL)
    with pytest.raises(ServeError, match="there is a key shop already"):
        file.create("shop", **USUAL)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": 2, "keys": []}', '{"version": 1, "keys": [{"a": 1}]}']
)
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content)
    with pytest.raises(ServeError) as raised:
        KeyFile(path).find("tryon_x")
    assert raised.value.problem is ServeProblem.KEYS_UNUSABLE
    json.dumps(str(raised.value))


def test_a_key_may_ask_so_often_a_minute_and_then_one_by_one() -> None:
    rates, key = Rates(), Key("shop", "", 0, per_minute=3)
    assert [rates.wait_s(key, 0.0) for _ in range(3)] == [0, 0, 0]
    assert rates.wait_s(key, 0.0) == pytest.approx(20)
    assert rates.wait_s(key, 19.0) == pytest.approx(1)
    assert rates.wait_s(key, 20.0) == 0
    assert rates.wait_s(key, 20.0) > 0
    assert rates.wait_s(Key("other", "", 0, per_minute=3), 20.0) == 0
    assert [rates.wait_s(key, 1000.0) for _ in range(4)][:3] == [0, 0, 0], "no more than a minute's"


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "::1", "[::1]"]
)
def test_this_computer_has_many_names(host: str) -> None:
    assert is_local_host(host)


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "192.168.1.2", "localhost.evil.example", "1"]
)
def test_other_names_are_not_this_computer(host: str) -> None:
    assert not is_local_host(host)
