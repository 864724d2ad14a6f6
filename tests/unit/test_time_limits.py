"""Every test waits by the one limit of `tests/limits.py`, so that a busy machine fails none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

LIMITS = {"LIMIT_S", "LIMIT_MS"}
HOME = TESTS / "limits.py"
PROCESS_CALLS = {"run", "call", "check_call", "check_output", "communicate"}
CONTEXTS = {"waitExposed", "waitActive"}
"""Of pytest-qt: they wait at the end of a ``with``, and not at all without one."""


def offences(source: str) -> Iterator[str]:
    """Return the lines that wait otherwise than by the common limit, and why."""
    tree = ast.parse(source)
    entered = {
        id(item.context_expr)
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for why in (*_limit_of_its_own(node), *_no_limit(node)):
                yield f"{node.lineno}: {why}"
            if _name(node) in CONTEXTS and id(node) not in entered:
                yield f"{node.lineno}: {_name(node)} waits only in a with statement"
        elif isinstance(node, ast.Assign) and set().union(*map(_names, node.targets)) & LIMITS:
            yield f"{node.lineno}: a limit of its own"


def _limit_of_its_own(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg == "timeout" and not _names(keyword.value) & LIMITS:
            yield "a timeout that is not the common limit"
    if _name(call) in {"wait", "join"} and call.args and _is_number(call.args[0]):
        yield f"{_name(call)} by a number of its own"
    if _name(call) in {"sleep", "qWait"}:
        yield f"{_name(call)} waits longer than needed, or not long enough"


def _no_limit(call: ast.Call) -> Iterator[str]:
    name = _name(call)
    has_timeout = any(keyword.arg == "timeout" for keyword in call.keywords)
    is_method = isinstance(call.func, ast.Attribute)
    if is_method and name in {"wait", "join"} and not call.args and not has_timeout:
        yield f"{name} without a limit"
    is_process = name == "communicate" or (is_method and "subprocess" in _names(call.func))
    if is_process and name in PROCESS_CALLS and not has_timeout:
        yield f"{name} without a limit"


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


@pytest.mark.parametrize(
    "source",
    [
        "qtbot.waitUntil(f, timeout=500)",
        "qtbot.wait(100)",
        "event.wait()",
        "event.wait(0.1)",
        "thread.join()",
        "time.sleep(1)",
        "subprocess.run(words)",
        "subprocess.run(words, timeout=10)",
        "app.communicate()",
        "qtbot.waitExposed(window)",
        "LIMIT_S = 10",
    ],
)
def test_a_wait_of_its_own_is_found(source: str) -> None:
    assert len(list(offences(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "qtbot.waitUntil(f)",
        "qtbot.waitUntil(f, timeout=LIMIT_MS)",
        "event.wait(LIMIT_S / 2)",
        "thread.join(LIMIT_S)",
        "', '.join(words)",
        "subprocess.run(words, timeout=LIMIT_S)",
        "with qtbot.waitExposed(window):\n    window.show()",
    ],
)
def test_a_wait_by_the_common_limit_is_fine(source: str) -> None:
    assert list(offences(source)) == []


def test_no_test_waits_by_a_limit_of_its_own() -> None:
    found = [
        f"{path.relative_to(TESTS)}:{offence}"
        for path in sorted(TESTS.rglob("*.py"))
        if path not in (HOME, Path(__file__))
        for offence in offences(path.read_text(encoding="utf-8"))
    ]
    assert found == []
