"""A server under load: how long it takes, how much memory, and whether anything is lost.

    python -m bench.serve [--minutes 10] [--workers 2] [--json FILE]

It starts a server in a process of its own, asks it over loopback from this one, and prints a table
beside the goals. No two photos are the same, but where that is what is measured.
"""

from __future__ import annotations

import argparse
import http.client
import io
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image

from tryon.resources import sample_garments_folder, sample_photos

SIZE = (720, 1280)
_TIMEOUT_S = 120.0
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Reply:
    """One answer: its status, how long it took, and after how long to come back."""

    status: int
    seconds: float
    retry_after: int | None = None


@dataclass(frozen=True)
class Load:
    """What a load came to.

    Attributes:
        name: what was asked.
        goal: what it should come to, in words.
        count: how many were asked.
        answered: how many of them were answered with 200.
        refused: how many were told to come back.
        mean_s: mean of those that were answered.
        p95_s: 19 of 20 of them were quicker.
        longest_s: the slowest answer, refusals too.
        megabytes: of all processes together, afterwards.
    """

    name: str
    goal: str
    count: int
    answered: int
    refused: int
    mean_s: float
    p95_s: float
    longest_s: float
    megabytes: int

    @property
    def row(self) -> str:
        """The load as a row of the table."""
        lost = self.count - self.answered - self.refused
        return (
            f"| {self.name} | {self.goal} | {self.mean_s:.3f} | {self.p95_s:.3f} "
            f"| {self.longest_s:.2f} | {self.answered} | {self.refused} | {lost} "
            f"| {self.megabytes} |"
        )


class Target:
    """A server that is asked.

    Args:
        port: where it answers on this computer.
        process_id: of it, to look at its memory.
    """

    def __init__(self, port: int, process_id: int) -> None:
        self._port, self._process_id = port, process_id
        stream = io.BytesIO()
        photo = Image.open(sample_photos()[0]).convert("RGB").resize(SIZE)
        photo.save(stream, "JPEG", quality=92)
        self._photo = stream.getvalue()

    def new_photo(self) -> bytes:
        """Return a photo that was never asked for: bytes after its end make it another file."""
        return self._photo + b"%d" % next(_NUMBERS)

    def parse(self, photo: bytes) -> Reply:
        """Ask for a parse."""
        return self.ask("/v1/parse", [("photo", photo)])

    def fit(self, photo: bytes, garment: str) -> Reply:
        """Ask for a fit."""
        picture = (sample_garments_folder() / f"{garment}.png").read_bytes()
        return self.ask("/v1/fit", [("photo", photo), ("garment", picture)])

    def ask(self, path: str, fields: Sequence[tuple[str, bytes]]) -> Reply:
        """Send a form and read the answer."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="a.jpg"\r\n\r\n'.encode()
            + content
            + b"\r\n"
            for name, content in fields
        ]
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT_S)
        try:
            connection.request("POST", path, body, {"Content-Type": kind})
            response = connection.getresponse()
            response.read()
            wait = response.getheader("Retry-After")
            status, retry_after = response.status, None if wait is None else int(wait)
        except OSError:
            status, retry_after = 0, None
        finally:
            connection.close()
        return Reply(status, time.perf_counter() - start, retry_after)

    def is_ready(self, workers: int) -> bool:
        """Return whether all workers have loaded their engines."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT_S)
        try:
            connection.request("GET", "/metrics")
            lines = connection.getresponse().read().decode().splitlines()
            return f"tryon_workers_ready {workers}" in lines
        finally:
            connection.close()

    @property
    def address(self) -> str:
        """Of its page."""
        return f"http://127.0.0.1:{self._port}/"

    @property
    def megabytes(self) -> int:
        """How much memory the server and its workers take, pages that they share counted once."""
        return sum(_proportional_mb(each) for each in _family_of(self._process_id))


def _proportional_mb(process_id: int) -> int:
    for line in Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) // 1000
    return 0


def _family_of(process_id: int) -> list[int]:
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    for thread in Path(f"/proc/{process_id}/task").iterdir():
        children += (thread / "children").read_text().split()
    return [process_id, *{int(child) for child in children}]


def measure(name: str, goal: str, replies: Sequence[Reply], target: Target) -> Load:
    """Return what replies come to."""
    answered = [reply.seconds for reply in replies if reply.status == 200]
    refused = [reply for reply in replies if reply.status == 429 and reply.retry_after]
    ordered = sorted(answered) or [float("nan")]
    return Load(
        name,
        goal,
        len(replies),
        len(answered),
        len(refused),
        statistics.fmean(ordered),
        ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))],
        max(reply.seconds for reply in replies),
        target.megabytes,
    )


def at_once(count: int, target: Target) -> list[Reply]:
    """Ask for so many parses at the same time."""
    photos = [target.new_photo() for _ in range(count)]
    with ThreadPoolExecutor(count) as askers:
        return list(askers.map(target.parse, photos))


def in_a_row(count: int, target: Target) -> list[Reply]:
    """Ask for so many parses, one after the other."""
    return [target.parse(target.new_photo()) for _ in range(count)]


def run_loads(target: Target, minutes: float) -> Iterator[Load]:
    """Put a server under one load after the other."""
    at_once(8, target)  # warm, and every worker's caches filled
    one = in_a_row(30, target)
    yield measure("one parse, 720x1280", "0.25 s", one, target)
    known = target.new_photo()
    target.parse(known)
    again = [target.parse(known) for _ in range(100)]
    yield measure("the same photo again", "0.010 s", again, target)
    photo = target.new_photo()
    target.fit(photo, "tshirt-white")
    fits = [target.fit(target.new_photo(), "tshirt-striped") for _ in range(10)]
    yield measure("one fit of a new photo", "-", fits, target)
    five = [reply for _ in range(20) for reply in at_once(5, target)]
    yield measure("5 at once, 20 times", "mean 0.8 s", five, target)
    fifty = at_once(50, target)
    yield measure("50 at once", "all within 5 s, none lost", fifty, target)
    after = in_a_row(10, target)
    yield measure("one parse after that", "as before", after, target)
    for name, ten in (("10 in a row", in_a_row), ("10 at once", at_once)):
        before_mb, end = target.megabytes, time.monotonic() + 30 * minutes
        replies: list[Reply] = []
        while time.monotonic() < end:
            replies += ten(10, target)
        goal = f"p95 1.5 s, memory flat (was {before_mb} MB)"
        yield measure(f"{name}, {minutes / 2:g} minutes", goal, replies, target)


@contextmanager
def running_server(workers: int) -> Iterator[Target]:
    """Start a server with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [sys.executable, "-m", "tryon", "serve", "--port", "0", "--workers", str(workers)],
            env={**os.environ, "HOME": home},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            port = int(line.partition("127.0.0.1:")[2].partition("/")[0])
            target = Target(port, process.pid)
            while not target.is_ready(workers):
                time.sleep(0.1)
            yield target
        finally:
            process.terminate()
            process.wait()


def main() -> None:
    """Measure a server and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="of the long loads together")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    arguments = parser.parse_args()
    loads = []
    print("| load | goal | mean, s | p95, s | longest, s | answered | told to wait | lost | MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    with running_server(arguments.workers) as target:
        for load in run_loads(target, arguments.minutes):
            loads.append(load)
            print(load.row, flush=True)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps([asdict(load) for load in loads], indent=2))


if __name__ == "__main__":
    main()
