"""Answers that are kept: bounded, for a while, and never a reason to fail."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.limits import LIMIT_S, wait_until
from tryon.errors import ServeError
from tryon.serve.queue.store import Kept, SqliteStore, Store, open_store


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    place = ":memory:" if request.param == "memory" else str(tmp_path / "answers.sqlite")
    opened = SqliteStore(place, limit_bytes=1000, keep_s=100)
    yield opened
    opened.close()


def test_what_is_kept_is_found_and_the_rest_is_not(store: SqliteStore) -> None:
    store.put("a", "image/png", b"1")
    assert store.get("a") == Kept("image/png", b"1")
    assert store.get("b") is None
    store.put("a", "text/plain", b"22")
    assert store.get("a") == Kept("text/plain", b"22")
    assert store.size_bytes == 2


def test_what_was_used_least_recently_makes_room(store: SqliteStore) -> None:
    for key in "abcd":
        store.put(key, "", bytes(250))
    store.get("a")
    store.put("e", "", bytes(200))
    assert [key for key in "abcde" if store.get(key)] == ["a", "c", "d", "e"]
    assert store.size_bytes <= 1000


def test_one_answer_never_takes_all_the_room(store: SqliteStore) -> None:
    store.put("a", "", b"1")
    store.put("b", "", bytes(251))
    assert store.get("b") is None
    assert store.get("a") is not None


def test_nothing_is_kept_for_longer_than_is_said(store: SqliteStore) -> None:
    store.put("a", "", b"secret")
    store._keep_s = -1.0
    assert store.get("a") is None
    store.clear_old()
    assert store.size_bytes == 0


def test_a_file_is_the_user_s_own_lasts_and_forgets_what_is_deleted(tmp_path: Path) -> None:
    place = tmp_path / "answers.sqlite"
    first = SqliteStore(str(place), limit_bytes=10_000, keep_s=100)
    first.put("a", "", b"a face that is nobody's business")
    first.close()
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    second = SqliteStore(str(place), limit_bytes=10_000, keep_s=100)
    assert second.get("a") is not None
    second._keep_s = -1.0
    second.clear_old()
    second.close()
    assert b"nobody's business" not in place.read_bytes()


def test_a_file_that_another_server_uses_or_that_is_none_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "answers.sqlite"
    first = open_store(str(place), limit_mb=1, keep_s=100)
    with pytest.raises(ServeError, match="database is locked"):
        open_store(str(place), limit_mb=1, keep_s=100)
    first.close()
    (tmp_path / "notes.txt").write_text("no database\n" * 100)
    for other in (tmp_path / "notes.txt", tmp_path, tmp_path / "no" / "folder"):
        with pytest.raises(ServeError, match="cannot keep answers"):
            open_store(str(other), limit_mb=1, keep_s=100)


def test_a_redis_that_does_not_answer_costs_nothing_but_what_it_would_have_kept() -> None:
    pytest.importorskip("redis")
    store = open_store("redis://127.0.0.1:1/0", limit_mb=1, keep_s=100)
    store.put("a", "", b"1")
    assert store.get("a") is None
    store.close()


@pytest.fixture
def redis_store(tmp_path: Path) -> Iterator[Store]:
    """A store in a Redis of its own."""
    pytest.importorskip("redis")
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("needs redis-server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(tmp_path),
    ]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        opened = open_store(f"redis://127.0.0.1:{port}/0", limit_mb=1, keep_s=1)
        wait_until(lambda: bool(opened.put("up", "", b"1") or opened.get("up")))
        yield opened
        opened.close()
    finally:
        process.terminate()
        process.wait(LIMIT_S)


def test_several_servers_share_a_redis(redis_store: Store) -> None:
    redis_store.put("a", "image/png", b"1\n2")
    assert redis_store.get("a") == Kept("image/png", b"1\n2")
    assert redis_store.get("b") is None
    wait_until(lambda: redis_store.get("a") is None)  # after its time
