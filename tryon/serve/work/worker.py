"""Where a worker begins: like a process of a batch it computes on one thread.

That is said before any library loads, so nothing else is imported here.
"""

from __future__ import annotations

from multiprocessing.connection import Connection

from tryon.batch.worker import compute_on_one_thread


def run_worker(connection: Connection) -> None:
    """Take orders, then answer tasks; see `tryon.serve.work.loop`."""
    compute_on_one_thread()
    from tryon.serve.work.loop import work

    try:
        work(connection)
    except (EOFError, OSError):  # whoever asks is gone
        return
