"""What a process of a batch does: one task after the other, until nobody asks any more."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tryon.batch.order import Order
from tryon.batch.plan import Item
from tryon.batch.talk import (
    Began,
    Hopeless,
    NotPrepared,
    Prepared,
    Ready,
    Reply,
    Task,
    TaskDone,
)
from tryon.batch.work import Dresser, problem_of
from tryon.errors import Cancelled, MessageError, TryOnError
from tryon.progress import CancelToken


class AskedToStop(CancelToken):
    """Is set once anything comes in while a task is worked on: a `Stop`, or the other's end."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    @property
    def is_cancelled(self) -> bool:
        """Whether something has come in."""
        return super().is_cancelled or self._connection.poll()


def serve(connection: Connection, order: Order, shelf: Path) -> None:
    """Work on the tasks that come in, and send what becomes of them.

    It ends when it is told to stop, when whoever asks is gone, or when all is hopeless.
    """
    try:
        dresser = Dresser(order, shelf)
        connection.send(Ready())
        while isinstance(task := connection.recv(), Task):
            _do(task, dresser, AskedToStop(connection), connection.send)
            connection.send(TaskDone())
    except TryOnError as error:
        connection.send(Hopeless(error.text))
    except (Cancelled, EOFError, OSError):
        return


def _do(task: Task, dresser: Dresser, cancel: CancelToken, send: Callable[[Reply], None]) -> None:
    if isinstance(task, Item):
        send(_prepared(task, dresser))
        return
    for step in dresser.dress(task, cancel, lambda garment, n: send(Began(garment, n))):
        send(step)


def _prepared(garment: Item, dresser: Dresser) -> Prepared | NotPrepared:
    try:
        return Prepared(dresser.prepare(garment))
    except Exception as error:  # a mistake of tryon's, too, ends no batch
        trace = "" if isinstance(error, MessageError | MemoryError) else traceback.format_exc()
        return NotPrepared(problem_of(error), trace)
