"""Where a process of a batch begins: each computes on one thread, so that they share the cores.

Libraries read how many threads they may have when they load, so nothing is imported before that
is said.
"""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

_THREAD_COUNTS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def run_worker(connection: Connection) -> None:
    """Take an order and a folder for garments, then work on tasks; see `tryon.batch.serve`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it hears Ctrl-C, and says so
    os.environ.update(dict.fromkeys(_THREAD_COUNTS, "1"))
    import cv2

    cv2.setNumThreads(1)
    from tryon.batch.serve import serve

    try:
        order, shelf = connection.recv()
    except (EOFError, OSError):
        return
    serve(connection, order, shelf)
