"""Waiting for the network in a way that can be cancelled at once.

A call into the network can hang for its whole time limit, and neither a token nor Ctrl-C can
stop it. It therefore runs on a thread of its own; whoever waits looks at the token ten times
a second, and a call that nobody waits for any more ends by itself, at the latest with the app.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from typing import TypeVar

from tryon.progress import CancelToken

_T = TypeVar("_T")
_POLL_S = 0.1
"""Seconds between two looks at the token."""
_QUEUED = 64
"""Items that may wait to be taken."""


def wait_for(call: Callable[[], _T], cancel: CancelToken) -> _T:
    """Return what ``call`` returns, or raise what it raises.

    Raises:
        Cancelled: at once when the token is cancelled; the call is not waited for.
    """
    return next(iterate(lambda: iter((call(),)), cancel))


def iterate(start: Callable[[], Iterator[_T]], cancel: CancelToken) -> Iterator[_T]:
    """Return the items of an iterator that runs ahead on another thread.

    Raises:
        Cancelled: at once when the token is cancelled; the iterator is not waited for.
    """
    queue: Queue[_T | _End] = Queue(_QUEUED)
    given_up = threading.Event()

    def put(item: _T | _End) -> bool:
        while not given_up.is_set():
            try:
                queue.put(item, timeout=_POLL_S)
            except Full:
                continue
            return True
        return False

    def run() -> None:
        try:
            for item in start():
                if not put(item):
                    return
        except Exception as error:
            put(_End(error))
        else:
            put(_End())

    threading.Thread(target=run, name="tryon-network", daemon=True).start()
    try:
        while True:
            cancel.check()
            try:
                item = queue.get(timeout=_POLL_S)
            except Empty:
                continue
            if not isinstance(item, _End):
                yield item
            elif item.error is not None:
                raise item.error
            else:
                return
    finally:
        given_up.set()


class _End:
    """Follows the last item, with the error if one ended the iterator."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
