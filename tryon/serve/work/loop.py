"""What a worker does: it answers one task after the other, until nobody asks any more."""

from __future__ import annotations

import hashlib
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

import tryon
from tryon.batch.serve import AskedToStop
from tryon.errors import (
    Cancelled,
    ExportError,
    FitError,
    GarmentError,
    ImageReadError,
    MessageError,
    ParsingError,
    TryOnError,
)
from tryon.messages import RequestProblem, Text
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import return_freed_memory
from tryon.progress import Stage
from tryon.serve.work.engine import Engine
from tryon.serve.work.talk import Hopeless, Orders, Progressed, Ready, Reply, Stop, Stopped, Taken
from tryon.serve.work.tasks import Blame, Failure, Task

_TELL_S = 0.05
"""Least time between two reports of one stage."""
_OF_THE_REQUEST = (ImageReadError, GarmentError, FitError, ParsingError)


def work(connection: Connection) -> None:
    """Take orders, load engines, then answer tasks; see `tryon.serve.work.talk`.

    Raises:
        EOFError: once whoever asks is gone.
        OSError: likewise.
    """
    orders = connection.recv()
    assert isinstance(orders, Orders)
    try:
        engine = Engine(orders)
        engine.warm_up()
    except TryOnError as error:
        connection.send(Hopeless(error.text))
        return
    connection.send(Ready(_fingerprint(orders.choice)))
    while True:
        message: Task | Stop = connection.recv()
        if not isinstance(message, Stop):  # else it came after the end of what it was about
            connection.send(Taken())
            connection.send(_reply(message, engine, connection))
            return_freed_memory()


def _reply(task: Task, engine: Engine, connection: Connection) -> Reply:
    """Answer a task, and tell how far it is."""
    told: tuple[Stage | None, float] = (None, 0.0)

    def tell(stage: Stage, fraction: float) -> None:
        nonlocal told
        now = time.monotonic()
        if stage is not told[0] or now - told[1] > _TELL_S:
            told = stage, now
            connection.send(Progressed(stage, fraction))

    try:
        return engine.answer(task, tell, AskedToStop(connection))
    except Cancelled:
        return Stopped()
    except MessageError as error:
        return Failure(error.text, blame_for(error))
    except MemoryError:
        return Failure(Text(RequestProblem.NO_MEMORY), Blame.SERVER)
    except Exception:  # a mistake of tryon's ends no server
        return Failure(Text(RequestProblem.UNFORESEEN), Blame.SERVER, traceback.format_exc())


def blame_for(error: MessageError) -> Blame:
    """Return who can do something about an error."""
    if isinstance(error, ExportError):
        return Blame.STORAGE
    return Blame.REQUEST if isinstance(error, _OF_THE_REQUEST) else Blame.SERVER


def _fingerprint(choice: ParserChoice) -> str:
    """Return a text that changes with the code and the weights: they decide an answer, too."""
    digest = hashlib.sha256(f"{choice.stamp}\n".encode())
    for source in sorted(Path(tryon.__file__).parent.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()
