"""Tests of the window wait as long as a busy machine needs."""

from __future__ import annotations

from inspect import signature

from pytestqt.qtbot import QtBot

from tests.limits import LIMIT_MS


def test_whatever_the_bot_waits_for_has_the_common_limit(qtbot: QtBot) -> None:
    methods = {
        name: method
        for name in dir(qtbot)
        if name.startswith("wait")
        and callable(method := getattr(qtbot, name))
        and "timeout" in signature(method).parameters
    }
    assert "waitUntil" in methods
    assert "wait_until" in methods
    for name, method in methods.items():
        assert signature(method).parameters["timeout"].default == LIMIT_MS, name
