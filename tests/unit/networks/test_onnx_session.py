"""How many threads a network takes is for the program around it to say."""

from __future__ import annotations

import os

import pytest

from tryon.networks.onnx_session import open_session, thread_count
from tryon.resources import joints_file


@pytest.mark.parametrize(("asked", "count"), [("1", 1), ("3,2", 3), (" 2 ", 2)])
def test_a_network_uses_as_many_threads_as_the_environment_says(
    asked: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert thread_count() == count
    assert open_session(joints_file()).get_session_options().intra_op_num_threads == count


@pytest.mark.parametrize("asked", [None, "", "0", "many", "-1"])
def test_it_uses_all_cores_otherwise(asked: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if asked is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert thread_count() == os.cpu_count()
