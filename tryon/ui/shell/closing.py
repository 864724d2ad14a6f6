"""Closing the window while something runs: it is cancelled, and waited for, but not for ever."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from tryon.ui.kit.jobs import Jobs
from tryon.ui.kit.names import job_name

MOMENT_S = 0.3
"""How long closing waits without a word."""
LONGEST_S = 10.0
"""How long it waits at all; what still runs then ends with the program, and leaves nothing half."""
_LOOK_MS = 30


class Closing(QObject):
    """Says when a window may close.

    Args:
        runners: what must have stopped.
        parent: the window.
    """

    waits_for = Signal(tuple)
    """(names of jobs) that have not stopped within a moment"""
    may_close = Signal()
    """What was waited for has stopped, or takes too long"""

    def __init__(self, runners: Sequence[Jobs], parent: QObject) -> None:
        super().__init__(parent)
        self._runners = tuple(runners)
        self._since = QElapsedTimer()
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._on_look)

    def stop(self) -> bool:
        """Stop everything; return whether the window may close now. If not, `may_close` follows."""
        if not self._since.isValid():
            self._since.start()
            for runner in self._runners:
                runner.stop()
            for runner in self._runners:
                runner.wait(MOMENT_S / len(self._runners))
        if self._is_over:
            self._look.stop()
            return True
        if not self._look.isActive():
            self._look.start()
            self.waits_for.emit(self.running)
        return False

    @property
    def running(self) -> tuple[str, ...]:
        """Names of the jobs that still run."""
        kinds = [job.kind for runner in self._runners for job in runner.running]
        return tuple(dict.fromkeys(map(job_name, kinds)))

    @property
    def _is_over(self) -> bool:
        has_waited_long = self._since.elapsed() > LONGEST_S * 1000
        return has_waited_long or all(runner.is_idle for runner in self._runners)

    @Slot()
    def _on_look(self) -> None:
        if self._is_over:
            self._look.stop()
            self.may_close.emit()
