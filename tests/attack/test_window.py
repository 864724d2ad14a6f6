"""Whatever a user does to the window, and in whatever order, nothing is raised and it closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication

from tests.attack import window as attack
from tests.attack.window import STEPS, User, run_batch, run_once


@pytest.mark.slow
def test_random_use_of_the_window_raises_nothing_and_it_closes() -> None:
    runs = run_batch(1, range(10))
    problems = [f"run {run.number}: {text}" for run in runs for text in run.problems]
    assert problems == [], "\n".join(problems)
    assert [run.number for run in runs] == list(range(10))
    assert max(len(run.steps) for run in runs) == STEPS


@pytest.mark.parametrize(
    ("misdeed", "told"),
    [
        (lambda: 1 / 0, "ZeroDivisionError"),
        (lambda: qWarning("something is wrong"), "Qt: something is wrong"),
    ],
)
def test_what_is_raised_and_what_qt_warns_of_is_told(
    misdeed: Callable[[], object],
    told: str,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(attack, "STEPS", 1)
    monkeypatch.setattr(User, "act", lambda self: misdeed())
    (problem,) = run_once(qapp, 1, 0, tmp_path).problems
    assert told in problem
