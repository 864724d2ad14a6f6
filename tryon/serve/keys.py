"""Keys: who may ask a server, and how often.

A key is 256 random bits, so nobody finds it by trying, and a plain SHA-256 of it is enough to know
it again. The file of keys holds nothing that could be used as one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from tryon.errors import ServeError, reason_of
from tryon.imaging import make_folder, write_atomically
from tryon.json_file import quoted, read_json
from tryon.messages import ServeProblem

_VERSION = 1
_MARK = "tryon_"
"""What every key begins with, so that scanners of published code find a leaked one."""
_NAME = re.compile(r"[\w.-]{1,40}", re.ASCII)
PER_MINUTE, UPLOAD_MB = 120, 30
"""What a key may ask unless something else is said when it is made."""


@dataclass(frozen=True)
class Key:
    """Somebody who may ask.

    Attributes:
        name: what to call it.
        digest: of the key itself, SHA-256 in hexadecimal digits.
        made_at: when it was made, in seconds since 1970.
        per_minute: how often it may ask.
        upload_mb: how large a request may be.
    """

    name: str
    digest: str
    made_at: int
    per_minute: int = PER_MINUTE
    upload_mb: int = UPLOAD_MB


def usual_keys_file() -> Path:
    """Return the file of keys unless another one is named."""
    return user_data_path("tryon", appauthor=False) / "serve-keys.json"


class KeyFile:
    """The keys of a file, read again whenever it has changed.

    Args:
        path: of the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[object, tuple[Key, ...]] = (None, ())

    def all(self) -> tuple[Key, ...]:
        """Return all keys, in the order in which they were made.

        Raises:
            ServeError: if the file cannot be read or is damaged.
        """
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unusable(error) from error
        stamp = status.st_mtime_ns, status.st_size, status.st_ino
        if self._known[0] != stamp:
            try:
                stored: Any = read_json(self._path)
                if stored["version"] != _VERSION:
                    raise ValueError(f"version {quoted(stored['version'])}")
                found = tuple(Key(**each) for each in stored["keys"])
            except (OSError, ValueError, LookupError, TypeError) as error:
                raise self._unusable(error) from error
            self._known = stamp, found
        return self._known[1]

    def find(self, presented: str) -> Key | None:
        """Return the key that somebody presents; None if it is none of them.

        It takes as long for a key that is nearly right as for any other.

        Raises:
            ServeError: if the file cannot be read or is damaged.
        """
        digest, found = _digest(presented), None
        for key in self.all():
            if hmac.compare_digest(key.digest.encode(), digest.encode()):
                found = key
        return found

    def create(self, name: str, *, per_minute: int, upload_mb: int) -> str:
        """Make a key and return it: it is shown once, and kept nowhere.

        Raises:
            ServeError: if the name is taken or none, or the file cannot be read.
            ExportError: if it cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise ServeError(ServeProblem.KEY_NAME_WRONG, found=quoted(name))
        keys = self.all()
        if any(key.name == name for key in keys):
            raise ServeError(ServeProblem.KEY_NAME_TAKEN, name=name)
        made = _MARK + secrets.token_urlsafe(32)
        key = Key(name, _digest(made), int(time.time()), per_minute, upload_mb)
        self._write((*keys, key))
        return made

    def revoke(self, name: str) -> None:
        """Forget a key; a server that runs refuses it from its next request on.

        Raises:
            ServeError: if there is none of this name, or the file cannot be read.
            ExportError: if it cannot be written.
        """
        keys = self.all()
        staying = tuple(key for key in keys if key.name != name)
        if len(staying) == len(keys):
            raise ServeError(ServeProblem.NO_SUCH_KEY, name=name)
        self._write(staying)

    def _write(self, keys: tuple[Key, ...]) -> None:
        stored = {"version": _VERSION, "keys": [asdict(key) for key in keys]}
        text = json.dumps(stored, indent=2) + "\n"
        make_folder(self._path.parent)
        write_atomically(self._path, lambda file: file.write(text.encode("utf-8")))
        self._path.chmod(0o600)

    def _unusable(self, error: Exception) -> ServeError:
        return ServeError(ServeProblem.KEYS_UNUSABLE, path=self._path, reason=reason_of(error))


@dataclass(frozen=True)
class _Bucket:
    """How many requests somebody may still make at a moment."""

    left: float
    at_s: float


class Rates:
    """Counts how often each key asks: as a bucket that fills up again, as much as a minute's."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def wait_s(self, key: Key, now_s: float) -> float:
        """Count a request; return after how long it may be made, 0 for now.

        Args:
            key: who asks.
            now_s: the moment, see `time.monotonic`.
        """
        full, per_s = float(key.per_minute), key.per_minute / 60
        bucket = self._buckets.get(key.name, _Bucket(full, now_s))
        left = min(full, bucket.left + per_s * (now_s - bucket.at_s))
        if left < 1:
            self._buckets[key.name] = replace(bucket, left=left, at_s=now_s)
            return (1 - left) / per_s
        self._buckets[key.name] = _Bucket(left - 1, now_s)
        return 0.0


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
