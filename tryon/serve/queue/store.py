"""Answers that are kept for a while: whoever asks for the same gets the same, at once.

They are pictures of people, so they stay in memory unless a file or a Redis is named. Keeping is
never needed: what fails is logged, and worked out again.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tryon.errors import ServeError, reason_of
from tryon.messages import ServeProblem

_LARGEST_SHARE = 4
"""One answer takes at most this part of all the room: a fourth."""
_PAGE_BYTES = 4096
_LOCK_S = 0.5
"""How long it is waited for another server to let go of the file."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """Something that was kept: its content, and its media type."""

    kind: str
    content: bytes


class Store(Protocol):
    """Where answers are kept; for several threads, and never failing."""

    def get(self, key: str) -> Kept | None:
        """Return what is kept; None if there is nothing, or no longer."""
        ...

    def put(self, key: str, kind: str, content: bytes) -> None:
        """Keep something for a while, if there is room."""
        ...

    def clear_old(self) -> None:
        """Delete what has been kept for long enough."""
        ...

    @property
    def size_bytes(self) -> int:
        """How much room is taken, if that is known."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


def open_store(place: str, *, limit_mb: int, keep_s: float) -> Store:
    """Return where answers are kept.

    Args:
        place: a file, the URL of a Redis, or "" for memory.
        limit_mb: how much; a Redis has a limit of its own.
        keep_s: for how long.

    Raises:
        ServeError: if the file cannot be used, or the package for a Redis is missing.
    """
    if place.startswith(("redis://", "rediss://", "unix://")):
        from tryon.serve.queue.redis_store import RedisStore

        return RedisStore(place, keep_s=keep_s)
    try:
        return SqliteStore(place or ":memory:", limit_bytes=limit_mb * 1_000_000, keep_s=keep_s)
    except (sqlite3.Error, OSError) as error:
        raise ServeError(
            ServeProblem.STORE_UNUSABLE, place=place, reason=reason_of(error)
        ) from error


class SqliteStore:
    """Keeps answers in SQLite, in memory or in a file that only this user can read.

    What was used least recently goes first. The file can be deleted whenever no server runs.

    Args:
        place: the file, or ``:memory:``.
        limit_bytes: how much may be kept.
        keep_s: for how long.

    Raises:
        sqlite3.Error: if the file is something else.
        OSError: if it cannot be made.
    """

    def __init__(self, place: str, *, limit_bytes: int, keep_s: float) -> None:
        self._limit_bytes, self._keep_s = limit_bytes, keep_s
        self._lock = threading.Lock()
        if place != ":memory:":
            Path(place).touch(mode=0o600)
            Path(place).chmod(0o600)
        self._database = sqlite3.connect(
            place, timeout=_LOCK_S, check_same_thread=False, isolation_level=None
        )
        run = self._database.execute
        run("PRAGMA locking_mode = EXCLUSIVE")  # another server would not know what is kept
        run("PRAGMA auto_vacuum = FULL")
        run(f"PRAGMA page_size = {_PAGE_BYTES}")
        run(f"PRAGMA max_page_count = {2 * limit_bytes // _PAGE_BYTES + 64}")
        run("PRAGMA synchronous = OFF")  # what a crash damages is made again
        run("PRAGMA secure_delete = ON")  # pictures of people are gone when they are deleted
        run("PRAGMA temp_store = MEMORY")
        run("PRAGMA journal_mode = MEMORY")
        run("BEGIN EXCLUSIVE")
        run(
            "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, kind TEXT NOT NULL, "
            "content BLOB NOT NULL, made REAL NOT NULL, used REAL NOT NULL)"
        )
        run("CREATE INDEX IF NOT EXISTS by_use ON answers (used)")
        run("COMMIT")
        (total,) = run("SELECT coalesce(sum(length(content)), 0) FROM answers").fetchone()
        self._total = int(total)

    @property
    def size_bytes(self) -> int:
        """How much room is taken."""
        return self._total

    def get(self, key: str) -> Kept | None:
        """Return what is kept; None if there is nothing, or no longer."""
        now = time.time()
        with self._lock, suppress(sqlite3.Error):
            row = self._database.execute(
                "SELECT kind, content FROM answers WHERE key = ? AND made > ?",
                (key, now - self._keep_s),
            ).fetchone()
            if row is not None:
                self._database.execute("UPDATE answers SET used = ? WHERE key = ?", (now, key))
                return Kept(*row)
        return None

    def put(self, key: str, kind: str, content: bytes) -> None:
        """Keep something for a while, if there is room."""
        if len(content) > self._limit_bytes // _LARGEST_SHARE:
            return
        with self._lock:
            try:
                self._put(key, kind, content)
            except sqlite3.Error as error:
                _LOG.warning("an answer is not kept: %s", error)

    def clear_old(self) -> None:
        """Delete what has been kept for long enough."""
        with self._lock, suppress(sqlite3.Error):
            self._delete("made <= ?", (time.time() - self._keep_s,))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _put(self, key: str, kind: str, content: bytes) -> None:
        now = time.time()
        self._delete("made <= ? OR key = ?", (now - self._keep_s, key))
        while self._total + len(content) > self._limit_bytes:
            self._delete("key = (SELECT key FROM answers ORDER BY used LIMIT 1)", ())
        self._database.execute(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?)", (key, kind, content, now, now)
        )
        self._total += len(content)

    def _delete(self, which: str, values: tuple[object, ...]) -> None:
        rows = self._database.execute(
            f"DELETE FROM answers WHERE {which} RETURNING length(content)",
            values,
        ).fetchall()
        self._total -= sum(size for (size,) in rows)
