"""Where a process of a batch begins: each computes on one thread, so that they share the cores.

Libraries read how many threads they may have when they load, so nothing is imported before that
is said.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

THREAD_COUNTS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""What libraries read when they load."""

STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What a terminal or a service manager sends to all processes: whoever started them hears it, and
says when they are to end."""


def run_worker(connection: Connection) -> None:
    """Take an order and a folder for garments, then work on tasks; see `tryon.batch.serve`."""
    compute_on_threads(1)
    from tryon.batch.serve import serve

    try:
        order, shelf = connection.recv()
    except (EOFError, OSError):
        return
    serve(connection, order, shelf)


def compute_on_threads(count: int) -> None:
    """Let this process, which has just started, compute on so many threads and no more."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(THREAD_COUNTS, str(count)))
    import cv2

    cv2.setNumThreads(count)


@contextmanager
def signals_ignored() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach, from their first moment on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
