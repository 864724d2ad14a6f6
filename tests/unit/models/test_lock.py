"""While one program changes a model, no other does: with real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.limits import LIMIT_S
from tryon.errors import DownloadError
from tryon.models.catalogue import M2FP
from tryon.models.lock import only_one

pytest.importorskip("filelock")

HOLDER = """
import sys
from tryon.models.catalogue import M2FP
from tryon.models.lock import only_one
with only_one(M2FP):
    print("holds it", flush=True)
    sys.stdin.readline()
"""


def test_a_second_program_is_told_and_waits_for_nothing(model_cache: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holds it\n"
    with pytest.raises(DownloadError, match="another"), only_one(M2FP):
        pass
    holder.communicate("\n", timeout=LIMIT_S)
    with only_one(M2FP):
        assert list((model_cache / ".lock").iterdir())
