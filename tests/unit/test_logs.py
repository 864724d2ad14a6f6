"""What nobody foresaw is kept in a small file, and a file that cannot be written is no failure."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from tests.limits import LIMIT_S
from tryon import logs
from tryon.cli import main
from tryon.errors import FitError
from tryon.logs import kept_log, log_end
from tryon.messages import FitProblem

LOG = logging.getLogger("tryon.somewhere")


def test_a_warning_is_on_the_terminal_and_in_the_file(
    own_log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with kept_log():
        LOG.info("it starts")
        LOG.warning("it is damaged")
    assert capsys.readouterr().err == "it is damaged\n"
    assert [line.split(" ", 2)[2] for line in own_log.read_text("utf-8").splitlines()] == [
        "INFO tryon.somewhere: it starts",
        "WARNING tryon.somewhere: it is damaged",
    ]


def test_where_there_is_nothing_to_say_there_is_no_file(own_log: Path) -> None:
    with kept_log():
        pass
    assert not own_log.parent.exists()
    assert log_end() == ""


def test_what_ends_the_program_unforeseen_is_kept_with_its_traceback(
    own_log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ZeroDivisionError), kept_log():
        _ = 1 / 0
    text = own_log.read_text("utf-8")
    assert "Traceback" in text
    assert "ZeroDivisionError" in text
    assert capsys.readouterr().err == "", "the interpreter prints it, once"


def test_what_was_foreseen_is_told_and_not_kept(own_log: Path) -> None:
    with pytest.raises(FitError), kept_log():
        raise FitError(FitProblem.NO_PHOTO)
    assert not own_log.exists()


def test_a_folder_that_cannot_be_made_is_no_failure(
    own_log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_log.parent.write_text("in the way")
    with kept_log():
        LOG.warning("it is damaged")
    assert capsys.readouterr().err == "it is damaged\n"
    assert log_end() == ""


def test_the_file_makes_room_for_what_is_new(
    own_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 2000)
    with kept_log():
        for number in range(400):
            LOG.info("line %d", number)
    files = sorted(own_log.parent.iterdir())
    assert [file.name for file in files] == ["tryon.log", "tryon.log.1", "tryon.log.2"]
    assert all(file.stat().st_size <= 2000 for file in files)
    assert log_end(1).endswith("line 399")
    assert len(log_end(3).splitlines()) == 3


def test_afterwards_logging_is_as_it_was() -> None:
    before = list(logging.getLogger().handlers)
    with kept_log():
        assert logging.getLogger().handlers != before
    assert logging.getLogger().handlers == before
    assert not logging.getLogger("tryon").isEnabledFor(logging.INFO)


def test_a_command_that_breaks_leaves_its_traceback_in_the_users_folder(tmp_path: Path) -> None:
    code = (
        "import sys, tryon.cli\n"
        "tryon.cli._run = lambda arguments: [][1]\n"
        "sys.exit(tryon.cli.main(['models', 'list']))"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=LIMIT_S)
    assert done.returncode == 1
    assert done.stderr.count("IndexError") == 1
    if sys.platform == "linux":
        (file,) = (tmp_path / "state").rglob("tryon.log")
        assert "IndexError" in file.read_text("utf-8")


def test_the_diagnostics_can_be_printed(
    own_log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: own_log.parent.parent)
    with kept_log():
        LOG.warning("the last thing that happened in %s", own_log.parent)
    capsys.readouterr()
    assert main(["diagnostics"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("tryon ")
    assert any(line.startswith("numpy ") for line in lines)
    assert f"Log: {Path('~') / 'log' / 'tryon.log'}" in lines
    assert lines[-1].endswith(f"the last thing that happened in {Path('~') / 'log'}")
