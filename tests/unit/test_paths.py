"""Questions about absurd paths are answered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tryon.paths import is_file, is_folder, resolved


@pytest.mark.parametrize("name", ["a\0b", "n" * 300, "\ud800"])
def test_names_that_no_file_can_have_are_neither_file_nor_folder(tmp_path: Path, name: str) -> None:
    assert not is_file(tmp_path / name)
    assert not is_folder(tmp_path / name)
    assert resolved(tmp_path / name).name == name


@pytest.mark.skipif(os.name != "posix", reason="links of this kind are POSIX")
def test_a_loop_of_links_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert not is_file(tmp_path / "a")
    assert not is_folder(tmp_path / "a")
    assert resolved(tmp_path / "a").parent == tmp_path


def test_files_and_folders_are_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert is_file(tmp_path / "a")
    assert is_folder(tmp_path)
    assert not is_file(tmp_path)
    assert not is_folder(tmp_path / "a")
