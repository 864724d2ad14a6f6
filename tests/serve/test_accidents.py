"""What happens to servers: workers die, disks fill up, tasks never end, keys leak."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.limits import LIMIT_S, wait_until
from tests.serve.conftest import jpeg_of_width
from tests.serve.running import Reply, Server

pytestmark = pytest.mark.slow


def tryon(server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as the user whom the server belongs to."""
    return subprocess.run(
        [sys.executable, "-m", "tryon", *words],
        env=server.environment(),
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with keys, little time for a task, and a disk that is full."""
    home = tmp_path_factory.mktemp("keyed") / "home"
    running = Server(
        home,
        ["--workers", "1", "--time-limit", "10", "--store", str(home / "answers.sqlite")],
        most_file_bytes=30_000,
    )
    home.mkdir()
    (home / "tmp").mkdir()
    key = tryon(running, "keys", "create", "shop", "--max-upload", "1").stdout.strip()
    with running:
        running.key = key
        yield running


class _Asker(threading.Thread):
    """Asks for something in the background."""

    def __init__(self, server: Server, *fields: tuple[str, str | bytes]) -> None:
        super().__init__(daemon=True)
        self._server, self._fields = server, fields
        self.reply: Reply | None = None
        self.start()

    def run(self) -> None:
        self.reply = self._server.post("/v1/fit", *self._fields)


def kill_the_busy_worker(server: Server, known: set[int]) -> None:
    """Kill the workers that there are, once one of them works on something."""
    wait_until(lambda: server.figure("running") == 1)
    for process_id in set(server.worker_ids) - known:
        os.kill(process_id, signal.SIGKILL)
        known.add(process_id)


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc to find the workers")
def test_a_worker_that_dies_costs_nothing_the_first_time(server: Server) -> None:
    restarts = server.figure("worker_restarts_total")
    asker = _Asker(server, ("photo", jpeg_of_width(1400)), ("garment", "dress-dotted"))
    kill_the_busy_worker(server, set())
    asker.join(LIMIT_S)
    assert asker.reply is not None
    assert asker.reply.status == 200
    assert server.figure("worker_restarts_total") > restarts
    wait_until(lambda: server.figure("workers_ready") == 2)


def test_nobody_is_let_in_without_a_key(keyed: Server, photo: bytes) -> None:
    key = keyed.key
    assert key is not None
    assert key not in (keyed.home / ".local/share/tryon/serve-keys.json").read_text()
    for given in ("", "Bearer", "Bearer x", f"Bearer {key[:-1]}", f"Basic {key}"):
        reply = keyed.get("/v1/garments", Authorization=given)
        assert reply.status == 401
        assert reply.headers["www-authenticate"] == "Bearer"
    assert keyed.get("/metrics", Authorization="").status == 401
    assert keyed.get("/v1/garments").status == 200
    for path in ("/", "/healthz", "/docs", "/openapi.json"):
        assert keyed.get(path, Authorization="").status == 200


def test_a_key_has_limits_of_its_own_and_can_be_revoked_at_once(keyed: Server) -> None:
    assert keyed.post("/v1/parse", ("photo", bytes(1_000_000))).problem == "TOO_MANY_BYTES"
    other = tryon(keyed, "keys", "create", "guest", "--per-minute", "2").stdout.strip()
    own = {"Authorization": f"Bearer {other}"}
    statuses = [keyed.get("/v1/garments", **own).status for _ in range(3)]
    assert statuses == [200, 200, 429]
    limited = keyed.get("/v1/garments", **own)
    assert limited.problem == "TOO_OFTEN"
    assert 1 <= int(limited.headers["retry-after"]) <= 30
    assert "guest: made" in tryon(keyed, "keys", "list").stdout
    assert tryon(keyed, "keys", "revoke", "guest").returncode == 0
    assert keyed.get("/v1/garments", **own).problem == "KEY_UNKNOWN"
    assert tryon(keyed, "keys", "revoke", "guest").returncode == 1


def test_a_job_is_its_own_key_s_only(keyed: Server, photo: bytes) -> None:
    keyed.wait_until_ready()
    other = tryon(keyed, "keys", "create", "spy").stdout.strip()
    begun = keyed.post("/v1/parse", ("photo", photo), Prefer="respond-async")
    place = begun.headers["location"]
    assert keyed.get(place, Authorization=f"Bearer {other}").problem == "NO_SUCH_JOB"
    assert keyed.get(place).status == 200
    wait_until(lambda: keyed.get(place).json["status"] == "done")


def test_a_full_disk_costs_what_is_kept_and_no_answer(
    keyed: Server, photo: bytes, shirt: bytes
) -> None:
    keyed.wait_until_ready()
    assert keyed.post("/v1/parse", ("photo", photo)).status == 200
    fields = (("photo", photo), ("garment", "tshirt-white"))
    assert keyed.post("/v1/fit", *fields, Accept="image/png").status == 200
    refused = keyed.post("/v1/garments", ("picture", shirt))
    assert (refused.status, refused.problem) == (507, "NOT_WRITTEN")
    assert "an answer is not kept" in keyed.errors
    listed = keyed.get("/v1/garments").json["garments"]
    assert all(garment["is_sample"] for garment in listed), "nothing is left half-written"


def test_what_takes_too_long_is_ended_and_the_next_one_is_worked_on(
    keyed: Server, photo: bytes
) -> None:
    keyed.wait_until_ready()
    (worker,) = keyed.worker_ids
    os.kill(worker, signal.SIGSTOP)  # it hangs
    reply = keyed.post("/v1/parse", ("photo", photo), ("include", "overlay"))
    assert (reply.status, reply.problem) == (422, "TOOK_TOO_LONG")
    wait_until(lambda: worker not in keyed.worker_ids)
    keyed.wait_until_ready()
    assert keyed.post("/v1/parse", ("photo", photo), ("include", "labels")).status == 200


def test_what_takes_too_much_memory_is_ended_and_said(tmp_path: Path, photo: bytes) -> None:
    """Less is allowed here than a worker takes that has loaded its engines."""
    with Server(tmp_path / "home", ["--workers", "1", "--memory-limit", "200"]) as small:
        small.wait_until_ready()
        reply = small.post("/v1/parse", ("photo", photo))
        assert (reply.status, reply.problem) == (422, "TOOK_TOO_MUCH")
        assert small.figure("tasks_failed_total") == 1, "it was not tried again"


def test_a_server_without_keys_is_for_this_computer_only(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    done = tryon(Server(tmp_path), "serve", "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 1
    assert "other computers can reach 0.0.0.0" in done.stderr


def test_a_server_that_cannot_start_says_why(tmp_path: Path, server: Server) -> None:
    (tmp_path / "tmp").mkdir()
    stranger = Server(tmp_path)
    taken = tryon(stranger, "serve", "--port", str(server.port))
    assert (taken.returncode, taken.stderr.count("\n")) == (1, 1)
    assert "Address already in use" in taken.stderr
    missing = ["--parser", "m2fp", "--weights", str(tmp_path), "--workers", "1"]
    weights = tryon(stranger, "serve", "--port", "0", *missing)
    assert weights.returncode == 1
    assert weights.stderr.count("\n") == 1
