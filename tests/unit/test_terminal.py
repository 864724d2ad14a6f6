"""A command says what happened in lines that every terminal can show, whatever a file is called."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.limits import LIMIT_S
from tryon.cli import main
from tryon.errors import ParsingError
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.messages import ParsingProblem
from tryon.parsing.choice import ParserChoice

pytestmark = pytest.mark.slow


def run(words: list[str | bytes], encoding: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command whose terminal has an encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, "-m", "tryon", *words],
        env=environment,
        capture_output=True,
        check=False,
        timeout=LIMIT_S,
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_names_that_the_terminal_lacks_stop_no_batch(encoding: str, tmp_path: Path) -> None:
    photo = tmp_path / "裙子.png"
    Image.new("RGB", (64, 64), "gray").save(photo)
    names = [str(photo)]
    if sys.platform == "linux":  # elsewhere every name is Unicode
        odd = os.fsencode(tmp_path) + b"/\xff.png"
        os.link(photo, odd)
        names.append(os.fsdecode(odd))
    done = run(["parse", *names], encoding)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    shown = "裙子" if encoding == "utf-8" else r"\u88d9\u5b50"
    assert f"{shown}.png: nobody found" in done.stdout.decode(encoding)
    if len(names) > 1:
        assert rb"\udcff.png: nobody found" in done.stdout
        assert rb"\udcff.png" in done.stderr, "the progress bar names it too"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_help_is_printed_on_every_terminal(encoding: str) -> None:
    for command in ("parse", "fit", "models", "sample"):
        done = run([command, "--help"], encoding)
        assert done.returncode == 0
        assert b"usage:" in done.stdout


def test_an_error_names_what_the_terminal_lacks(tmp_path: Path) -> None:
    done = run(["parse", str(tmp_path / "裙子.jpg")], "ascii")
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert rb"\u88d9\u5b50.jpg does not exist" in done.stderr


def test_a_reader_that_has_seen_enough_is_no_failure_to_tell() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tryon", "models", "list"],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=LIMIT_S,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 1


@dataclass
class FailingParser:
    """Finds nobody, and fails on photos that are 65 pixels wide."""

    error: Exception
    engine: str = "failing"

    def parse(self, image: RgbImage, **_: object) -> HumanParse:
        height, width = image.shape[:2]
        if width == 65:
            raise self.error
        empty = np.zeros((height, width), np.uint8)
        return HumanParse(empty, empty, (), engine=self.engine)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photos; the parser fails on the second."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, width in (("a", 64), ("b", 65), ("c", 64)):
        Image.new("RGB", (width, 64)).save(photos / f"{name}.png")
    return photos


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ZeroDivisionError("by zero"), "b.png: tryon made a mistake (ZeroDivisionError: by zero)"),
        (RecursionError("too deep"), "b.png: tryon made a mistake (RecursionError: too deep)"),
        (MemoryError(), "b.png: out of memory"),
        (
            ParsingError(ParsingProblem.BUNDLED_FAILED, reason="first\nsecond"),
            "b.png: the bundled parser failed (first second)",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_batch_goes_on_past_every_failure_of_one_photo(
    error: Exception,
    line: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ParserChoice, "load", lambda _: FailingParser(error))
    assert main(["parse", str(folder)]) == 1
    printed = capsys.readouterr()
    assert f"tryon: {line}" in printed.err
    assert "tryon: 1 of 3 photos failed; see above why" in printed.err
    assert "Traceback" not in printed.err
    assert [line.partition(":")[0] for line in printed.out.splitlines()] == ["a.png", "c.png"]


def test_the_log_keeps_where_a_mistake_was_made(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ParserChoice, "load", lambda _: FailingParser(ZeroDivisionError()))
    with caplog.at_level(logging.INFO):
        main(["parse", str(folder)])
    record = next(record for record in caplog.records if record.exc_info)
    assert "b.png failed" in record.getMessage()


def test_debugging_shows_where_a_mistake_was_made(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ParserChoice, "load", lambda _: FailingParser(ZeroDivisionError()))
    assert main(["parse", "--debug", str(folder)]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["loop/a.jpg", "loop", "x" * 5000, "file/a.jpg"], ids=["below", "loop", "long", "file"]
)
def test_a_path_that_leads_nowhere_is_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").write_bytes(b"x")
    place = str(tmp_path / name)
    assert main(["parse", place, "-o", str(tmp_path / "out.png")]) == 1
    assert main(["fit", place, "--garment", place, "-o", str(tmp_path / "out.png")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("tryon: ") for line in lines)


def test_a_folder_that_may_not_be_looked_into_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert main(["parse", str(folder)]) == 1
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "may not be read; change its permissions" in line


def test_a_photo_in_a_folder_that_may_not_be_entered_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        pytest.skip("root may enter any folder")
    locked = tmp_path / "locked"
    locked.mkdir()
    Image.new("RGB", (64, 64)).save(locked / "a.jpg")
    locked.chmod(0)
    try:
        assert main(["parse", str(locked / "a.jpg")]) == 1
    finally:
        locked.chmod(0o700)
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "may not be read" in line
