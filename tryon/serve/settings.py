"""How a server runs: all that its options say."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

from tryon.parsing.choice import ParserChoice

_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class ServeSettings:
    """How a server runs.

    Attributes:
        wardrobe: the folder of its garments.
        keys: the file of its keys.
        host: the address at which it can be reached.
        port: likewise; 0 for any that is free.
        workers: how many processes work.
        threads: how many each of them computes on.
        choice: the parser that reads photos.
        queue: how many requests may wait.
        time_limit_s: how long one of them may be worked on.
        memory_limit_mb: how much memory a worker may have, engines included.
        upload_mb: how large a request may be.
        upload_s: how long it may take to arrive.
        max_megapixels: how large a picture may be.
        store: where answers are kept: a file, the URL of a Redis, or "" for memory.
        store_mb: how much of them.
        keep_s: for how long, and how long a job that is done is known.
    """

    wardrobe: Path
    keys: Path
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 1
    choice: ParserChoice = field(default_factory=ParserChoice)
    queue: int = 32
    time_limit_s: float = 60.0
    memory_limit_mb: int = 3000
    upload_mb: int = 30
    upload_s: float = 60.0
    max_megapixels: int = 50
    store: str = ""
    store_mb: int = 64
    keep_s: float = 1800.0

    @property
    def max_pixels(self) -> int:
        """How many pixels a picture may have."""
        return self.max_megapixels * 1_000_000

    @property
    def is_local(self) -> bool:
        """Whether only this computer can reach it."""
        return is_local_host(self.host)


def is_local_host(host: str) -> bool:
    """Return whether an address or a name means this computer and no other can use it."""
    name = host.strip("[]").lower()
    if name in _LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
