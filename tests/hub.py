"""A hub of one model on this computer, which can be as unreliable as the real network."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np

from tests.limits import LIMIT_S
from tryon.models.catalogue import Model


def checkpoint(seed: int = 0, size: int = 400_000) -> bytes:
    """Return a file that is an archive as torch writes it, of numbers that mean nothing."""
    numbers = np.random.default_rng(seed).integers(0, 256, size, np.uint8).tobytes()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("archive/data.pkl", b"pickle")
        archive.writestr("archive/data/0", numbers)
    return file.getvalue()


CONFIGURATION = b'{"model": {"type": "m2fp"}}'
WEIGHTS = checkpoint()


@dataclass
class Hub:
    """What the server has and how it behaves; tests change it while it runs.

    Attributes:
        files: what it has, by name.
        listed_sha256: what it says of a file instead of the truth.
        list_status: status of the file list.
        list_body: what it sends in place of the file list.
        file_status: status of every file, once the list is out.
        breaks_at: bytes after which each answer breaks off, one a request, then none any more.
        has_ranges: whether it can send a part of a file.
        gate: answers stop in the middle until it is set.
        requests: (file or "list", Range header) of everything asked for.
    """

    files: dict[str, bytes] = field(
        default_factory=lambda: {"configuration.json": CONFIGURATION, "pytorch_model.pt": WEIGHTS}
    )
    listed_sha256: dict[str, str] = field(default_factory=dict)
    list_status: int = 200
    list_body: bytes | None = None
    file_status: int = 200
    breaks_at: list[int] = field(default_factory=list)
    has_ranges: bool = True
    gate: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.gate.set()

    def listing(self) -> bytes:
        """Return the file list as ModelScope would."""
        entries = [
            {
                "Path": name,
                "Size": len(data),
                "Sha256": self.listed_sha256.get(name, hashlib.sha256(data).hexdigest()),
                "Type": "blob",
            }
            for name, data in self.files.items()
        ]
        return json.dumps({"Code": 200, "Success": True, "Data": {"Files": entries}}).encode()

    def ranges_of(self, name: str) -> list[str | None]:
        """Return the Range headers with which a file was asked for."""
        return [wanted for asked, wanted in self.requests if asked == name]


class HubServer:
    """Serves a hub in a thread, as a context manager."""

    def __init__(self, hub: Hub, model: Model) -> None:
        handler = type("Handler", (_Handler,), {"hub": hub, "prefix": f"/{model.repository}/repo"})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        hub.url = f"http://127.0.0.1:{self._server.server_port}"
        self._hub = hub

    def __enter__(self) -> Hub:
        threading.Thread(target=self._server.serve_forever, daemon=True, args=(0.02,)).start()
        return self._hub

    def __exit__(self, *_: object) -> None:
        self._hub.gate.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    prefix: str

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path.endswith(f"{self.prefix}/files"):
            self.hub.requests.append(("list", None))
            body = self.hub.listing() if self.hub.list_body is None else self.hub.list_body
            self._answer(self.hub.list_status, body)
        elif address.path.endswith(self.prefix):
            self._send_file(parse_qs(address.query)["FilePath"][0])
        else:
            self._answer(404, b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _send_file(self, name: str) -> None:
        hub, wanted = self.hub, self.headers["Range"]
        hub.requests.append((name, wanted))
        data = hub.files[name]
        if hub.file_status != 200:
            self._answer(hub.file_status, b"no")
        elif wanted is None or not hub.has_ranges:
            self._answer(200, data)
        else:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            place = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
            self._answer(206, data[start:], place)

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        is_large = len(body) > 10_000
        if is_large and self.hub.breaks_at:
            body = body[: self.hub.breaks_at.pop(0)]
            self.close_connection = True
        middle = len(body) // 2 if is_large else 0
        try:
            self.wfile.write(body[:middle])
            if is_large and not self.hub.gate.is_set():
                self.hub.paused.set()
                self.hub.gate.wait(LIMIT_S)
            self.wfile.write(body[middle:])
        except OSError:
            self.close_connection = True  # whoever asked has gone
