"""How fast a transfer is and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_WINDOW_S = 8.0
"""Seconds over which the speed is averaged."""
_LEAST_S = 0.5
"""Seconds that have to pass before a speed is told."""


@dataclass(frozen=True)
class Transfer:
    """Where a transfer stands; speed and time left are None until they can be told."""

    done_bytes: int
    total_bytes: int
    bytes_per_second: float | None
    seconds_left: float | None


class TransferMeter:
    """Measures the speed over the last few seconds, so that it follows the connection.

    What an earlier run has fetched counts as done, but not for the speed.
    """

    def __init__(self, total_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total_bytes
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()

    def at(self, fraction: float) -> Transfer:
        """Record that a fraction is done, and return where the transfer stands."""
        now, done = self._clock(), round(fraction * self._total)
        if self._samples and done < self._samples[-1][1]:
            self._samples.clear()  # the server could not resume: the transfer starts again
        self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[1][0] >= _WINDOW_S:
            self._samples.popleft()
        seconds, gained = now - self._samples[0][0], done - self._samples[0][1]
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
    hours, below_an_hour = divmod(round(seconds), 3600)
    minute, second = divmod(below_an_hour, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
