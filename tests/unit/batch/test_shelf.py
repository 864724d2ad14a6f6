"""Garments of a batch lie in a folder that goes with it, or with the next one."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tryon.batch.shelf import new_shelf
from tryon.document.file_lock import FileLock

_HOUR_S = 3600


def make_old(folder: Path) -> Path:
    folder.mkdir()
    (folder / "garment").write_bytes(b"x")
    earlier = time.time() - _HOUR_S
    os.utime(folder, (earlier, earlier))
    return folder


def test_a_shelf_is_the_users_alone_and_goes_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with new_shelf() as shelf:
        assert shelf.parent == tmp_path
        if sys.platform != "win32":
            assert shelf.stat().st_mode & 0o077 == 0
        (shelf / "garment").write_bytes(b"x")
        with new_shelf() as other:
            assert other != shelf
        assert (shelf / "garment").exists()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_batch_left_goes_and_what_another_uses_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, used = make_old(tmp_path / "tryon-batch-left"), make_old(tmp_path / "tryon-batch-used")
    stranger = make_old(tmp_path / "tryon-other")
    young = tmp_path / "tryon-batch-young"
    young.mkdir()
    lock = FileLock.take(used / "lock")
    assert lock is not None
    os.utime(used, (0, 0))
    with new_shelf():
        assert not left.exists()
        assert used.exists()
        assert young.exists()
        assert stranger.exists()
    lock.release()
