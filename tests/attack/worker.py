"""A process that makes inputs and reads them, in bounds of processor time and of memory."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.attack.kinds import HANG_S, MOST_BYTES, Input, Outcome, Verdict

_ROOM_BYTES = 4_000_000_000
"""What a worker may take of the address space beyond what it has loaded."""
_STATUS = Path("/proc/self/status")


def work(seed: int, folder: str, connection: Connection) -> None:
    """Answer each number that comes with the outcome of that input, until None comes."""
    _move_to(Path(folder))
    from tests.attack.originals import make_input
    from tests.attack.readers import prepare

    prepare()
    _limit_memory()
    connection.send(None)
    while (number := connection.recv()) is not None:
        connection.send(attempt(make_input(seed, number)))


def _move_to(folder: Path) -> None:
    """Keep away from this user's own files, and to one thread, whose time can be told."""
    names = ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME")
    os.environ |= {f"XDG_{name}": str(folder / name) for name in names}
    os.environ |= {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"}
    os.environ["QT_LOGGING_RULES"] = "*=false"
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)  # libraries in C complain here about every file


def attempt(given: Input) -> Outcome:
    """Read one input and return how it ended; a hang ends the process."""
    from tests.attack.readers import FILE_NAMES, read

    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE_NAMES.get(given.kind, given.name)
        file.write_bytes(given.data)
        _forget_peak()
        held = _peak_bytes()
        start = time.process_time()
        with time_limit():
            verdict, place, trace = _try(given, file, read)
        peak = _peak_bytes() - held
    if peak > MOST_BYTES:
        verdict = Verdict.OVER_MEMORY
    return Outcome(
        given.kind, given.number, verdict, place, trace, time.process_time() - start, peak
    )


def _try(given: Input, file: Path, read: object) -> tuple[Verdict, str, str]:
    from tryon.errors import EntryError, TryOnError

    try:
        assert callable(read)
        return (Verdict.ACCEPTED if read(given.kind, file) else Verdict.REFUSED), "", ""
    except (TryOnError, EntryError):
        return Verdict.REFUSED, "", ""
    except MemoryError as error:
        return Verdict.OVER_MEMORY, _place_of(error), traceback.format_exc(limit=-20)
    except Exception as error:
        return Verdict.CRASHED, _place_of(error), traceback.format_exc(limit=-20)


def _place_of(error: BaseException) -> str:
    """Return the error's type, and the last line of tryon's that it came through."""
    lines = traceback.extract_tb(error.__traceback__)
    own = [line for line in lines if f"{os.sep}tryon{os.sep}" in line.filename]
    if not own:
        return type(error).__name__
    last = own[-1]
    file = last.filename.rpartition(f"{os.sep}tryon{os.sep}")[2].replace(os.sep, "/")
    return f"{type(error).__name__} in {file}, {last.name}"


@contextmanager
def time_limit(cpu_s: float = HANG_S) -> Iterator[None]:
    """Have the system end this process when it has used this much processor time."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory() -> None:
    """Refuse to this process what would leave the machine without memory."""
    if sys.platform == "linux":
        import resource

        limit = _status_bytes("VmSize") + _ROOM_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _forget_peak() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def _peak_bytes() -> int:
    return _status_bytes("VmHWM") if sys.platform == "linux" else 0


def _status_bytes(name: str) -> int:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
