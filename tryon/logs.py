"""The program's log, set up once for the window and the commands.

Warnings go to the terminal, as they would without any setup. They and unforeseen errors also go
to a file in the user's own folder too, so that a window that was started without a terminal leaves
a trace. The file is small, is never sent anywhere, and holds messages and tracebacks only. Where
it cannot be written there is none: a log is no reason to fail.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

from tryon.errors import Cancelled, TryOnError

MOST_BYTES = 1_000_000
"""Largest size of one file; with the two before it the log takes three times as much."""
_EARLIER_FILES = 2
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LOG = logging.getLogger(__name__)


def log_file() -> Path:
    """Return where the log is, or would be."""
    return user_log_path("tryon", appauthor=False) / "tryon.log"


def log_end(lines: int = 60) -> str:
    """Return the last lines of the log; an empty text if there is none."""
    newest, end = log_file(), deque[str](maxlen=lines)
    for path in (newest.with_name(f"{newest.name}.1"), newest):
        with suppress(OSError), path.open(encoding="utf-8", errors="replace") as file:
            end.extend(file)
    return "".join(end).rstrip()


@contextmanager
def kept_log() -> Iterator[None]:
    """Keep a log for as long as the program runs; an unforeseen exception that ends it goes there.

    A `TryOnError`, `Cancelled` and a pipe that nobody reads are foreseen: whoever catches one tells
    the user.
    """
    root, tryon_logger = logging.getLogger(), logging.getLogger("tryon")
    terminal = logging.lastResort  # what logging falls back on while nothing is set up
    log_handler, level = _LogFile(), tryon_logger.level
    tryon_logger.setLevel(logging.INFO)
    root.addHandler(log_handler)
    if terminal is not None:
        root.addHandler(terminal)
    try:
        yield
    except (TryOnError, Cancelled, BrokenPipeError):
        raise
    except Exception:
        if terminal is not None:
            root.removeHandler(terminal)  # the interpreter prints it there
        _LOG.critical("the program ends", exc_info=True)
        raise
    finally:
        tryon_logger.setLevel(level)
        root.removeHandler(log_handler)
        log_handler.close()
        if terminal is not None:
            root.removeHandler(terminal)


class _LogFile(RotatingFileHandler):
    """Opens its file, and makes its folder, when there is something to write."""

    def __init__(self) -> None:
        super().__init__(
            log_file(),
            maxBytes=MOST_BYTES,
            backupCount=_EARLIER_FILES,
            encoding="utf-8",
            delay=True,
            errors="backslashreplace",
        )
        self.setFormatter(logging.Formatter(_FORMAT))
        self.setLevel(logging.INFO)

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Ignore that a record cannot be written."""
