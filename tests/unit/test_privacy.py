"""Nothing leaves this computer, and nothing but tryon's own files stays on it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.limits import LIMIT_S

GUARDED_SESSION = """
import json, sys
attempts = []
def watch(event, arguments):
    if event.startswith("socket."):
        attempts.append([event, repr(arguments[1:])])
sys.addaudithook(watch)
from tryon.cli import main
assert main(["sample", "--out", sys.argv[1]]) == 0
import tryon.models.hub, tryon.ui.shell.app
print(json.dumps(attempts))
"""
"""Parses, fits and composes the sample photo, and loads the window and the hub's client too."""
INTERNET = re.compile(r"sa_family=AF_INET6?\\b")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def run_session(home: Path, *command_prefix: str) -> subprocess.CompletedProcess[str]:
    """Run the guarded session as a user whose home folder is empty."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "ORT_", "MODELSCOPE"))
    }
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", GUARDED_SESSION, str(home / "out")]
    return subprocess.run(
        [*command_prefix, *command],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )


@pytest.mark.slow
def test_a_whole_session_opens_no_socket_and_leaves_only_files_of_its_own(home: Path) -> None:
    done = run_session(home)
    assert json.loads(done.stdout.splitlines()[-1]) == []
    left = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    strangers = {path for path in left if "tryon" not in path and not path.startswith("out/")}
    assert strangers == set()
    assert "out/composite.png" in left


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to watch native code")
def test_no_native_library_tries_to_connect_either(home: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls.txt"
    run_session(home, "strace", "-f", "-e", "trace=connect,sendto,sendmsg", "-o", str(calls))
    assert calls.exists()
    assert [line for line in calls.read_text().splitlines() if INTERNET.search(line)] == []
