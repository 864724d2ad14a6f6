"""A progress bar for the terminal; in a log file it writes one plain line a step instead."""

from __future__ import annotations

from types import TracebackType
from typing import TextIO

WIDTH = 30
"""Of the bar, in characters."""


class ProgressBar:
    """Counts finished steps on a stream, as a context manager."""

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._done = 0
        self._name = ""

    def __enter__(self) -> ProgressBar:
        self._draw()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream.isatty():
            self._stream.write("\n")

    def advance(self, name: str, steps: int = 1) -> None:
        """Count more finished steps, the last of them called ``name``."""
        self._done += steps
        self._name = name
        self._draw()

    def log(self, line: str, stream: TextIO) -> None:
        """Write a line to ``stream`` without tearing the bar."""
        if self._stream.isatty():
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        print(line, file=stream, flush=True)

    def _draw(self) -> None:
        filled = WIDTH * self._done // self._total
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {self._done}/{self._total} {self._name}"
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[K{bar[:78]}")
        else:
            self._stream.write(f"{bar}\n")
        self._stream.flush()
