"""How fast a transfer is and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_WINDOW_S = 8.0
_LEAST_S = 0.5


@dataclass(frozen=True)
class Transfer:
    """Where a transfer stands; speed and time left are None until they can be told."""

    done_bytes: int
    total_bytes: int
    bytes_per_second: float | None
    seconds_left: float | None


class TransferMeter:
    """Measures the speed over the last few seconds, so that it follows the line.

    What an earlier run has fetched counts as done, but not for the speed.
    """

    def __init__(self, total_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total_bytes
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, fraction: float) -> Transfer:
        """Take note that a fraction is done, and say where that is."""
        now, done = self._clock(), round(fraction * self._total)
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()  # the server could not resume: it all starts again
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[1][0] >= _WINDOW_S:
            self._seen.popleft()
        seconds, gained = now - self._seen[0][0], done - self._seen[0][1]
        if seconds < _LEAST_S or gained <= 0:
            return Transfer(done, self._total, None, None)
        speed = gained / seconds
        return Transfer(done, self._total, speed, (self._total - done) / speed)


def megabytes(count: float) -> str:
    """Return a number of bytes in megabytes, or gigabytes where that reads better."""
    if count >= 1e9:
        return f"{count / 1e9:.1f} GB"
    return f"{count / 1e6:.1f} MB" if count < 10e6 else f"{count / 1e6:.0f} MB"


def minutes(seconds: float) -> str:
    """Return a time as ``m:ss`` or ``h:mm:ss``."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minute, second = divmod(rest, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
