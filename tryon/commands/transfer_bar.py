"""A progress bar in bytes; in a log file it writes a line at every tenth instead."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

from tryon.models.rate import TransferMeter, megabytes, minutes
from tryon.progress import Stage

_WIDTH = 24
"""Of the bar, in characters."""
_REDRAW_S = 0.1
"""Least time between two drawings on a terminal."""
_VERBS = {
    Stage.ASK_HUB: "asking the hub",
    Stage.DOWNLOAD: "downloading",
    Stage.VERIFY: "checking",
}


class TransferBar:
    """Shows stages with their progress on a stream, as a context manager."""

    def __init__(
        self, total_bytes: int, stream: TextIO, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total = total_bytes
        self._meter = TransferMeter(total_bytes, clock)
        self._clock = clock
        self._stream = stream
        self._stage: Stage | None = None
        self._drawn_at = float("-inf")
        self._tenth = -1

    def __enter__(self) -> TransferBar:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream.isatty():
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, stage: Stage, fraction: float) -> None:
        """Take a progress report."""
        if stage is not self._stage:
            self._stage, self._tenth, self._drawn_at = stage, -1, float("-inf")
        line = self._describe(stage, fraction)
        if self._stream.isatty():
            now = self._clock()
            if now - self._drawn_at >= _REDRAW_S or fraction >= 1:
                self._drawn_at = now
                self._stream.write(f"\r\x1b[K{line[:78]}")
        elif int(10 * fraction) > self._tenth:
            self._tenth = int(10 * fraction)
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def _describe(self, stage: Stage, fraction: float) -> str:
        if stage is Stage.ASK_HUB:
            return f"{_VERBS[stage]}…"
        filled = int(_WIDTH * fraction)
        line = f"{_VERBS[stage]} [{'#' * filled}{'.' * (_WIDTH - filled)}] {fraction:4.0%}"
        if stage is not Stage.DOWNLOAD or not self._total:
            return line
        transfer = self._meter.at(fraction)
        line += f" of {megabytes(self._total)}"
        if transfer.bytes_per_second is None or transfer.seconds_left is None:
            return line
        speed, left = megabytes(transfer.bytes_per_second), minutes(transfer.seconds_left)
        return f"{line}, {speed}/s, {left} left"
