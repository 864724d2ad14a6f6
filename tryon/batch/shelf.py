"""The folder in which the garments of a batch lie, cut out and measured, for all its processes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tryon.document.file_lock import FileLock

_PREFIX = "tryon-batch-"
_LOCK = "lock"
_LEAST_AGE_S = 600
"""A younger folder may be one that is just made, and not locked yet."""


@contextmanager
def new_shelf() -> Iterator[Path]:
    """Make a folder that only this user can read; it goes with its user, or at the next batch."""
    _clear_left_behind(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
        lock = FileLock.take(Path(folder) / _LOCK)
        try:
            yield Path(folder)
        finally:
            if lock is not None:
                lock.release()


def place_of(shelf: Path, name: str) -> Path:
    """Return where a garment of that name lies on a shelf."""
    return shelf / hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()


def _clear_left_behind(parent: Path) -> None:
    """Delete the folders of batches that were killed."""
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime < _LEAST_AGE_S:
                continue
            lock = FileLock.take(folder / _LOCK)
            if lock is not None:
                lock.release()
                shutil.rmtree(folder, ignore_errors=True)
