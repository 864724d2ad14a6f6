"""Diagnostics hold what a report needs, load nothing for it, and keep the user's name out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from tests.unit.test_architecture import HEAVY, run_python
from tryon import diagnostics as module
from tryon.diagnostics import diagnostics, without_home


def test_versions_platform_and_what_the_caller_knows_are_lines() -> None:
    lines = diagnostics({"Screen": "1920x1080 at scale 2"}).splitlines()
    names = [line.split()[0] for line in lines]
    assert names[:4] == ["tryon", "Python", "Platform:", "Locale:"]
    assert "Screen: 1920x1080 at scale 2" in lines
    assert {"PySide6-Essentials", "numpy", "onnxruntime", "torch"} <= set(names)
    assert lines[-1] == "(empty)"


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PACKAGES", ("no-such-package",))
    assert "no-such-package is not installed" in diagnostics().splitlines()


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = (
        "import sys; from tryon.diagnostics import diagnostics; diagnostics(); print(*sys.modules)"
    )
    assert HEAVY.isdisjoint(run_python(code).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/home/ann/photos/a.jpg", "~/photos/a.jpg"),
        ('File "/home/ann/x.py", line 3', 'File "~/x.py", line 3'),
        ("/home/anna/a.jpg", "/home/anna/a.jpg"),
        ("/mnt/home/ann/a.jpg", "/mnt/home/ann/a.jpg"),
        ("at home", "at home"),
    ],
)
def test_the_home_folder_is_a_tilde_and_others_stay(text: str, expected: str) -> None:
    assert without_home(text, PurePosixPath("/home/ann")) == expected


@pytest.mark.parametrize("text", ["C:\\Users\\Ann\\a", "C:/Users/Ann/a", "C:\\\\Users\\\\Ann\\\\a"])
def test_on_windows_it_is_one_too_however_it_is_written(text: str) -> None:
    assert "Ann" not in without_home(text, PureWindowsPath("C:\\Users\\Ann"))


def test_a_home_that_is_the_root_hides_nothing() -> None:
    assert without_home("/usr/lib", Path("/")) == "/usr/lib"
