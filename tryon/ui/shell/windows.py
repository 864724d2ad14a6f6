"""The windows of the program, each with a document of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, Slot
from PySide6.QtWidgets import QApplication

from tryon.ui.kit.jobs import Jobs
from tryon.ui.shell.main_window import MainWindow

_LONGEST_MS = 300
"""How long a window that does not show is waited for."""
_SHIFT = 28
"""How far a new window lies right of and below the one before, in pixels."""


class Windows(QObject):
    """Opens windows and keeps them as long as they are open.

    Args:
        make: makes one.
    """

    def __init__(self, make: Callable[[], MainWindow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._windows: list[MainWindow] = []
        self._busy: list[Jobs] = []

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """Those that are open, oldest first."""
        return tuple(self._windows)

    @property
    def running(self) -> tuple[str, ...]:
        """Names of the jobs that still run, also of windows that did not wait for them."""
        runners = [*self._busy, *(runner for each in self._windows for runner in each.runners)]
        from tryon.ui.kit.names import job_name

        kinds = [job.kind for runner in runners for job in runner.running]
        return tuple(dict.fromkeys(map(job_name, kinds)))

    @Slot()
    def open(self) -> MainWindow:
        """Open another window, beside the present one.

        The first one shows while the libraries and modules behind it load.
        """
        window = self._make()
        window.window_asked.connect(self.open)
        window.quit_asked.connect(self.close_all)
        window.closed.connect(self._on_closed)
        if self._windows:
            window.move(self._windows[-1].pos().x() + _SHIFT, self._windows[-1].pos().y() + _SHIFT)
        else:
            _show_at_once(window)
        window.complete()
        self._windows.append(window)
        window.show()
        return window

    @Slot()
    def close_all(self) -> None:
        """Close every window; one whose document has changed asks, and may stay."""
        for window in self.windows:
            window.close()

    def show_error(self, error: BaseException) -> None:
        """Show an error in the window that the user looks at."""
        active = QApplication.activeWindow()
        if self._windows:
            window = active if isinstance(active, MainWindow) else self._windows[-1]
            window.messages.show_error(error)

    @Slot(object)
    def _on_closed(self, window: MainWindow) -> None:
        self._busy += [runner for runner in window.runners if not runner.is_idle]
        self._windows.remove(window)
        window.deleteLater()


def _show_at_once(window: MainWindow) -> None:
    """Show what there is of a window; what the user does meanwhile waits until it is whole."""
    window.show()
    latest = QDeadlineTimer(_LONGEST_MS)
    while not (window.is_painted or latest.hasExpired()):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
