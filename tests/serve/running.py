"""A server that really runs, and what asks it: both as a stranger would, over loopback."""

from __future__ import annotations

import http.client
import json
import os
import resource
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.limits import LIMIT_S, wait_until

Value = str | bytes | tuple[str, bytes]
"""Of a field: a text, a file's content, or its name and content."""


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON value
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """The name of the message that a problem carries."""
        assert self.headers["content-type"] == "application/problem+json", self.body[:200]
        said = self.json
        assert said["status"] == self.status
        return str(said["type"].rpartition(":")[2])


def form_of(fields: Sequence[tuple[str, Value]]) -> tuple[bytes, str]:
    """Return a form's body and its media type."""
    boundary, parts = uuid.uuid4().hex, []
    for name, value in fields:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, str):
            content = value.encode()
        else:
            file, content = value if isinstance(value, tuple) else (f"{name}.jpg", value)
            head += f'; filename="{file}"\r\nContent-Type: application/octet-stream'
        parts.append(head.encode() + b"\r\n\r\n" + content + b"\r\n")
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


@dataclass
class Server:
    """A server in a process of its own, with a home that nothing else uses."""

    home: Path
    options: Sequence[str] = ()
    most_file_bytes: int | None = None
    key: str | None = None
    process: subprocess.Popen[str] = field(init=False)
    port: int = field(init=False)

    def __enter__(self) -> Server:
        self.home.mkdir(parents=True, exist_ok=True)
        (self.home / "tmp").mkdir(exist_ok=True)
        with (self.home / "stderr.txt").open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tryon", "serve", "--port", "0", *self.options],
                env=self.environment(),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                preexec_fn=self._limit,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("tryon answers at http://127.0.0.1:"), (line, self.errors)
        self.port = int(line.partition("127.0.0.1:")[2].partition("/")[0])
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(LIMIT_S)
        assert self.process.stdout is not None
        self.process.stdout.close()

    @property
    def errors(self) -> str:
        """What it wrote to the terminal."""
        return (self.home / "stderr.txt").read_text()

    @property
    def worker_ids(self) -> tuple[int, ...]:
        """The processes of its workers."""
        found = []
        for status in Path("/proc").glob("[0-9]*/status"):
            with suppress(OSError):
                lines = dict(
                    line.split(":", 1) for line in status.read_text().splitlines() if ":" in line
                )
                words = (status.parent / "cmdline").read_bytes()
                if int(lines["PPid"]) == self.process.pid and b"spawn_main" in words:
                    found.append(int(status.parent.name))
        return tuple(sorted(found))

    def environment(self) -> dict[str, str]:
        """Return the environment of a user whose home is the server's."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "MODELSCOPE"))}
        return {**kept, "HOME": str(self.home), "TMPDIR": str(self.home / "tmp")}

    def wait_until_ready(self) -> None:
        """Wait until a worker has loaded its engines."""
        wait_until(lambda: self.get("/readyz").status == 200)

    def figure(self, name: str) -> float:
        """Return one of its figures."""
        for line in self.get("/metrics").body.decode().splitlines():
            if line.startswith(f"tryon_{name} "):
                return float(line.rpartition(" ")[2])
        raise LookupError(name)

    def get(self, path: str, **headers: str) -> Reply:
        """Ask for something that there is."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, *fields: tuple[str, Value], **headers: str) -> Reply:
        """Send a form."""
        body, kind = form_of(fields)
        return self.ask("POST", path, body, {"Content-Type": kind, **headers})

    def post_json(self, path: str, content: object, **headers: str) -> Reply:
        """Send JSON."""
        body = json.dumps(content).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/json", **headers})

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] = {}
    ) -> Reply:
        """Send a request; underscores in the names of headers stand for hyphens."""
        own = {} if self.key is None else {"Authorization": f"Bearer {self.key}"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT_S)
        try:
            connection.request(method, path, body, {**own, **given})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())
        finally:
            connection.close()

    def _limit(self) -> None:
        if self.most_file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.most_file_bytes,) * 2)
