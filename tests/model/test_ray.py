"""``tryon batch --ray`` on a cluster of two nodes, of which one is killed at work."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from tests.limits import LIMIT_S, wait_until
from tryon.cli import main
from tryon.messages import BatchProblem
from tryon.resources import sample_garments_folder, sample_photos

pytest.importorskip("ray", exc_type=ImportError)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Ray has no clusters of Windows"),
]

GARMENTS = ("tshirt-striped", "dress-floral")
PHOTOS = ("a", "b", "c")
QUICK_TO_NOTICE = json.dumps({"health_check_period_ms": 500, "health_check_failure_threshold": 2})
"""How soon a node counts as lost; otherwise half a minute."""
DEADLY = """
import os, signal, sys
from pathlib import Path
from tryon.batch.cluster.executor import RayCluster
from tryon.batch.cluster.records import StoreRecords
from tryon.batch.cluster.store import Store
from tryon.batch.inputs import plan_of_inputs
from tryon.batch.order import Order
from tryon.batch.plan import People
from tryon.batch.run import run_batch
from tryon.batch.work import Dresser
from tryon.garments.loading import wardrobe_folder
from tryon.parsing.choice import ParserChoice
from tryon.progress import CancelToken

class Deadly(Dresser):
    def dress(self, work, cancel, began):
        if work.photo.name == "b":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().dress(work, cancel, began)

address, photos, garments, out = sys.argv[1:]
plan = plan_of_inputs([photos], [garments], People.LARGEST)
order = Order(Path(out), wardrobe_folder(), People.LARGEST, ParserChoice())
cluster = RayCluster(address, out, 1, Deadly)
run_batch(
    plan, order, cluster, tell=lambda state: None, cancel=CancelToken(),
    records=StoreRecords(Store(out)),
)
"""


@dataclass(frozen=True)
class Folders:
    """What goes into a batch, as a table in it says, and a folder for results."""

    root: Path

    @property
    def photos(self) -> Path:
        return self.root / "photos"

    @property
    def garments(self) -> Path:
        return self.root / "garments"

    def results(self, out: str) -> dict[str, bytes]:
        folder = self.root / out
        return {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.png")
        }

    def rows(self, out: str) -> list[dict[str, object]]:
        report = json.loads((self.root / out / "report.json").read_bytes())
        assert report["left"] == 0
        rows: list[dict[str, object]] = report["results"]
        return rows


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    made = Folders(tmp_path_factory.mktemp("shop"))
    made.photos.mkdir()
    made.garments.mkdir()
    with Image.open(sample_photos()[0]) as image:
        for place, name in enumerate(PHOTOS):
            image.convert("RGB").resize((200 + place, 300)).save(made.photos / f"{name}.png")
    for name in GARMENTS:
        source = sample_garments_folder() / f"{name}.png"
        (made.garments / source.name).write_bytes(source.read_bytes())
    return made


@dataclass(frozen=True)
class Cluster:
    """Two nodes of one core each."""

    address: str
    environment: dict[str, str]
    second: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Nodes of this computer; what they keep is short-lived and of their own."""
    environment = {**os.environ, "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": "for-this-test"}
    environment |= {"RAY_USAGE_STATS_ENABLED": "0", "PYTHONPATH": str(Path.cwd())}
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    head = (
        "--head",
        f"--port={address.partition(':')[2]}",
        "--include-dashboard=false",
        f"--system-config={QUICK_TO_NOTICE}",
    )
    with _node(environment, *head), _node(environment, f"--address={address}") as second:
        yield Cluster(address, environment, second)


@contextmanager
def _node(environment: dict[str, str], *how: str) -> Iterator[subprocess.Popen[bytes]]:
    words = ("start", "--block", "--num-cpus=1", "--object-store-memory=100000000", *how)
    code = "import sys; from ray.scripts.scripts import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if b"will now block" in line or b"--block" in line:
                break
        else:
            pytest.fail(f"no node with {how}")
        yield process
    finally:
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a node with all that it has started, at once."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=LIMIT_S)
    if process.stdout is not None:
        process.stdout.close()


def test_a_node_that_is_killed_at_work_changes_no_result(
    folders: Folders, cluster: Cluster
) -> None:
    photos, garments, out = (folders.root / name for name in ("photos", "garments", "out"))
    plain = ["batch", str(photos), "--garments", str(garments), "--quiet"]
    assert main([*plain, "-o", str(folders.root / "plain")]) == 0
    with subprocess.Popen(
        [sys.executable, "-m", "tryon", *plain, "-o", out.as_uri(), "--ray", cluster.address],
        env=cluster.environment,
    ) as batch:
        wait_until(lambda: len({file[0] for file in folders.results("out")}) == 2)  # one a node
        _kill(cluster.second)
        assert batch.wait(timeout=LIMIT_S) == 0
    assert folders.results("out") == folders.results("plain")
    assert len(folders.results("out")) == len(PHOTOS) * len(GARMENTS)
    for row in folders.rows("out"):
        assert row["status"] == "done"
        assert isinstance(row["moved"], float)


def test_a_photo_that_kills_its_process_costs_no_other(folders: Folders, tmp_path: Path) -> None:
    """On a cluster that is started for it, and leaves nothing."""
    garment = str(folders.garments / f"{GARMENTS[0]}.png")
    photos = folders.root / "table.csv"
    photos.write_text("photo\nphotos/b.png\nphotos/c.png\n")
    out = str(folders.root / "deadly")
    environment = {name: value for name, value in os.environ.items() if "RAY" not in name}
    done = subprocess.run(
        [sys.executable, "-c", DEADLY, "local", str(photos), garment, out],
        env=environment | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / ".ray").exists()
    assert not [*Path("/tmp").glob("tryon-ray-*")]
    assert folders.results("deadly").keys() == {f"c/{GARMENTS[0]}.png"}
    failed, made = folders.rows("deadly")
    assert (failed["status"], Path(str(failed["photo"])).name) == ("failed", "b.png")
    assert failed["problem"] == str(BatchProblem.PROCESS_ENDED)
    assert made["status"] == "done"
