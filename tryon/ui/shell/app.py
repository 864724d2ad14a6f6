"""Starts the program and its first window."""

from __future__ import annotations

import logging
import os
import platform
import sys
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal, qVersion
from PySide6.QtWidgets import QApplication

from tryon import __version__
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.icons import app_icon
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.shell.garbage import GarbageCollector
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.shell.windows import Windows

if TYPE_CHECKING:
    from tryon.labels import Region
    from tryon.parsing.choice import ParserChoice
    from tryon.ui.shell.dependencies import UsualDependencies

_LOG = logging.getLogger(__name__)


class ExceptionRelay(QObject):
    """Hands exceptions that nobody caught, from any thread, to the log and to the window."""

    caught = Signal(object)

    def install(self) -> None:
        """Take the place of the hooks that only print."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _LOG.error("nobody caught this", exc_info=(kind, error, trace))
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
        else:
            self.caught.emit(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def create_application(arguments: Sequence[str] = ()) -> QApplication:
    """Create the application object with its name and icon."""
    app = QApplication(["tryon", *arguments])
    app.setApplicationName("tryon")
    app.setOrganizationName("tryon")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("tryon")
    app.setStyle("Fusion")
    app.setWindowIcon(app_icon())
    GarbageCollector(app)
    return app


def create_windows(app: QApplication, parser: ParserChoice | None = None) -> Windows:
    """Return what opens windows as users get them.

    Args:
        app: the application.
        parser: what to parse with this time; the one chosen in the window if None.
    """
    settings = QSettings()
    language, appearance = LanguageSwitch(settings, app), AppearanceSwitch(app, settings)

    @cache
    def usual() -> UsualDependencies:
        from tryon.ui.shell.dependencies import UsualDependencies  # the window shows without

        return UsualDependencies(settings, language, appearance, parser)

    return Windows(lambda: MainWindow(settings, lambda: usual().make()), app)


def run_app(
    file: Path | None = None,
    *,
    wear: Sequence[tuple[Region, Path]] = (),
    parser: ParserChoice | None = None,
) -> int:
    """Open the window, on a photo if one is given, and return the exit code once it is closed.

    Args:
        file: the photo or look to open first.
        wear: garments that its largest person then puts on, lowest first.
        parser: what to parse with this time; the one chosen in the window if None.
    """
    _LOG.info("tryon %s, Python %s, Qt %s", __version__, platform.python_version(), qVersion())
    app = create_application()
    windows = create_windows(app, parser)
    relay = ExceptionRelay(windows)
    relay.caught.connect(windows.show_error)
    relay.install()
    window = windows.open()
    if file is not None:
        window.room.open_file(file, tuple(wear))
    code = app.exec()
    if windows.running:
        _end_at_once(windows.running, code)
    return code


def _end_at_once(running: Sequence[str], code: int) -> None:
    """End without waiting for threads, as Python would: all that they write appears whole."""
    _LOG.warning("ended while this was running: %s", ", ".join(running))
    logging.shutdown()
    os._exit(code)
