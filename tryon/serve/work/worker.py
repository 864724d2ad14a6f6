"""Where a worker begins: like a process of a batch it computes on the threads that it may have.

That is said before any library loads, so nothing else is imported here.
"""

from __future__ import annotations

from multiprocessing.connection import Connection

from tryon.batch.worker import compute_on_threads


def run_worker(connection: Connection, threads: int) -> None:
    """Take orders, then answer tasks; see `tryon.serve.work.loop`.

    Args:
        connection: to whoever asks.
        threads: how many this process computes on.
    """
    compute_on_threads(threads)
    from tryon.serve.work.loop import work

    try:
        work(connection)
    except (EOFError, OSError):  # whoever asks is gone
        return
