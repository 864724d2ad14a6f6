"""Questions about paths have answers, whatever the path is."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path

import pytest

import tryon
from tryon.models.catalogue import M2FP
from tryon.models.store import ModelState, cache_folder, kept_bytes, model_state
from tryon.parsing import Engine
from tryon.parsing.choice import ParserChoice
from tryon.paths import (
    home_expanded,
    is_file,
    is_folder,
    is_same_file,
    is_there,
    resolved,
    size_of,
)

ASKED_HERE_ONLY = {"is_file", "is_dir", "exists", "resolve", "samefile", "expanduser"}
"""Methods of paths that raise for odd ones."""
PLACES = ("commands/", "models/", "parsing/", "ui/kit/", "ui/room/")
"""Where paths come from a command line, settings or files."""
ELSEWHERE = {"models/transfer.py"}  # inside a folder that was made just before


@pytest.fixture(params=["loop", "long", "null", "below a file", "surrogate", "missing"])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "loop":
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
        return tmp_path / "loop" / "a.jpg"
    (tmp_path / "file").write_bytes(b"x")
    return {
        "long": tmp_path / ("x" * 5000),
        "null": tmp_path / "a\0b",
        "below a file": tmp_path / "file" / "a.jpg",
        "surrogate": tmp_path / "\ud800.jpg",
        "missing": tmp_path / "none",
    }[request.param]


def test_nothing_is_seen_at_an_odd_path(odd: Path) -> None:
    assert not is_file(odd)
    assert not is_folder(odd)
    assert not is_there(odd)
    assert not is_same_file(odd, odd)
    assert size_of(odd) == 0
    assert resolved(odd).is_absolute()
    assert resolved(odd) == resolved(odd)


def test_what_is_there_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"12345")
    (tmp_path / "link").symlink_to(file)
    assert is_file(file)
    assert is_folder(tmp_path)
    assert is_there(file)
    assert is_same_file(file, tmp_path / "link")
    assert size_of(file) == 5
    assert resolved(tmp_path / "link") == file.resolve()


def test_a_folder_that_may_not_be_entered_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "stat", refuse)
    assert not is_file(tmp_path)
    assert not is_folder(tmp_path)
    assert not is_there(tmp_path)
    assert size_of(tmp_path) == 0


def test_a_home_that_nobody_has_stays_as_it_is() -> None:
    assert home_expanded(Path("~nobody-of-this-name/x")) == Path("~nobody-of-this-name/x")


def test_weights_at_an_odd_path_are_not_there(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in Engine:
        assert not ParserChoice(engine, odd).has_weights
    if odd.name.isascii() and "\0" not in odd.name:  # else no environment can hold it
        monkeypatch.setenv("MODELSCOPE_CACHE", str(odd))
        assert cache_folder() == odd
        assert model_state(M2FP) is ModelState.ABSENT
        assert kept_bytes(M2FP) == 0


def test_paths_are_asked_in_one_place() -> None:
    package = Path(tryon.__file__).parent
    strays = [
        f"{file}:{node.lineno}: {node.func.attr}"
        for path in sorted(package.rglob("*.py"))
        if (file := path.relative_to(package).as_posix()).startswith(PLACES)
        and file not in ELSEWHERE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ASKED_HERE_ONLY
    ]
    assert strays == []
