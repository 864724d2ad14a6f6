"""What starts a server elsewhere starts it with options that there are."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tryon
from tests.limits import LIMIT_S
from tryon.cli import build_argument_parser

ROOT = Path(tryon.__file__).parents[1]
SERVER = ROOT / "packaging" / "server"


def commands() -> dict[str, list[str]]:
    """Return the words after ``tryon`` in each file that starts it."""
    docker = found(r"^CMD (.+)$", ROOT / "Dockerfile")
    compose = found(r"command: \[(serve.+)\]$", SERVER / "compose.yaml")
    service = found(r"^ExecStart=\S+/tryon (.+)$", SERVER / "tryon.service")
    return {
        "Dockerfile": json.loads(docker),
        "compose.yaml": [word.strip(' "') for word in compose.split(",")],
        "tryon.service": service.split(),
    }


def found(pattern: str, file: Path) -> str:
    """Return what a pattern finds in a file."""
    place = re.search(pattern, file.read_text(), re.M)
    assert place is not None, file
    return place[1]


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", "tryon.service"])
def test_a_server_is_started_with_options_that_it_knows(file: str) -> None:
    arguments = build_argument_parser().parse_args(commands()[file])
    assert arguments.command == "serve"
    assert arguments.port == 8000


def test_everything_that_is_installed_gets_into_the_image() -> None:
    kept = [
        line.removeprefix("!/")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!/")
    ]
    assert all((ROOT / name).exists() for name in kept)
    copied = found(r'tar -C "\$here" -cf - ((?:.+\\\n)*.+?) \|', SERVER / "check-in-bare-debian")
    assert sorted(copied.replace("\\\n", "").split()) == sorted(kept), "both take the same steps"


@pytest.mark.parametrize("script", ["install", "check-in-bare-debian"])
def test_scripts_are_ones_that_a_shell_can_read(script: str) -> None:
    subprocess.run(["sh", "-n", str(SERVER / script)], check=True, timeout=LIMIT_S)


def test_the_health_check_ends_with_an_error_where_nobody_answers() -> None:
    done = subprocess.run(
        [sys.executable, str(SERVER / "healthy"), "1"],
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode != 0
