"""The longest that a test waits for anything, stated once.

Waiting ends as soon as what is waited for is there, so a generous limit costs a passing test
nothing; it only has to be longer than a machine takes that is busy with other work.
`test_time_limits.py` finds what waits by a limit of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

LIMIT_S = 60
LIMIT_MS = 1000 * LIMIT_S

_BETWEEN_LOOKS_S = 0.01


def wait_until(is_reached: Callable[[], bool]) -> None:
    """Wait without Qt until something is so; with Qt it is ``qtbot.waitUntil``."""
    end = time.monotonic() + LIMIT_S
    while not is_reached():
        assert time.monotonic() < end, f"nothing happened for {LIMIT_S} seconds"
        time.sleep(_BETWEEN_LOOKS_S)
