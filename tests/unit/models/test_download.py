"""Downloads arrive whole or say why not, and go on where they stopped."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from tests.hub import CONFIGURATION, WEIGHTS, Hub, checkpoint
from tests.limits import LIMIT_S, wait_until
from tryon.errors import Cancelled, DownloadError
from tryon.models.catalogue import M2FP
from tryon.models.download import download, plan_download
from tryon.models.store import ModelState, installed_folder, kept_bytes, model_state
from tryon.progress import CancelToken, Progress, Stage, ignore_progress

pytestmark = pytest.mark.slow

PARTIAL = "pytorch_model.pt.incomplete"
APP = (
    "import signal, sys\n"
    "from tryon.cli import main\n"
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "sys.exit(main())"
)
"""The command line, which Ctrl+C interrupts even where the shell that runs the tests ignores it."""


def fetch_model(
    hub: Hub, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None
) -> Path:
    """Do what both faces of the app do."""
    cancel = cancel or CancelToken()
    return download(plan_download(M2FP, hub.url, cancel), progress, cancel)


def test_a_model_arrives_whole_where_parsers_look_for_it(hub: Hub, folder: Path) -> None:
    assert installed_folder(M2FP) is None
    assert fetch_model(hub) == folder
    assert installed_folder(M2FP) == folder
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS
    assert (folder / "configuration.json").read_bytes() == CONFIGURATION
    assert not list(folder.glob("*.incomplete"))


def test_progress_rises_to_the_end(hub: Hub) -> None:
    seen: dict[Stage, list[float]] = {}
    fetch_model(hub, progress=lambda stage, at: seen.setdefault(stage, []).append(at))
    fractions = seen[Stage.DOWNLOAD]
    assert fractions == sorted(fractions)
    assert len(fractions) > 5
    assert fractions[-1] == 1
    assert seen[Stage.VERIFY][-1] == 1


def test_what_is_here_is_not_fetched_again(hub: Hub) -> None:
    fetch_model(hub)
    hub.requests.clear()
    assert plan_download(M2FP, hub.url, CancelToken()).missing == ()
    fetch_model(hub)
    assert hub.ranges_of("pytorch_model.pt") == []


def test_a_broken_connection_goes_on_where_it_broke(hub: Hub, folder: Path) -> None:
    hub.breaks_at = [150_000, 100_000]
    fetch_model(hub)
    first, second, third = hub.ranges_of("pytorch_model.pt")
    assert first is None
    assert 0 < int(second.removeprefix("bytes=")[:-1]) <= 150_000
    assert int(third.removeprefix("bytes=")[:-1]) > int(second.removeprefix("bytes=")[:-1])
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


def test_a_connection_that_keeps_breaking_names_what_is_kept(
    hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tryon.models.transfer.TRIES", 2)
    hub.breaks_at = [200_000, 0, 0, 0]
    with pytest.raises(DownloadError, match="keeps breaking") as caught:
        fetch_model(hub)
    assert PARTIAL in str(caught.value)
    assert 0 < (folder / PARTIAL).stat().st_size <= 200_000
    assert model_state(M2FP) is ModelState.PARTIAL
    hub.breaks_at = []
    fetch_model(hub)
    assert hub.ranges_of("pytorch_model.pt")[-1] is not None
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


def test_cancelling_a_stalled_download_is_prompt_and_keeps_what_came(
    hub: Hub, folder: Path
) -> None:
    hub.gate.clear()
    token, ended = CancelToken(), threading.Event()

    def run() -> None:
        with pytest.raises(Cancelled):
            fetch_model(hub, cancel=token)
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    assert hub.paused.wait(LIMIT_S)
    wait_until(lambda: kept_bytes(M2FP) > 0)
    token.cancel()
    assert ended.wait(LIMIT_S / 4), "it waited for the answer"
    assert (folder / PARTIAL).read_bytes() == WEIGHTS[: (folder / PARTIAL).stat().st_size]
    assert not (folder / "pytorch_model.pt").exists()
    hub.gate.set()
    fetch_model(hub)
    assert hub.ranges_of("pytorch_model.pt")[-1] is not None


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent differently there")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_app_that_was_killed_goes_on_where_it_was(hub: Hub, folder: Path, how: int) -> None:
    hub.gate.clear()
    words = [sys.executable, "-c", APP, "models", "download", "--yes", "--mirror", hub.url]
    app = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert hub.paused.wait(LIMIT_S)
    wait_until(lambda: kept_bytes(M2FP) > 0)
    app.send_signal(how)
    try:
        _, said = app.communicate(timeout=LIMIT_S)
    finally:
        app.kill()
    if how == signal.SIGINT:
        assert app.returncode == 130
        assert "are kept" in said
        assert said.splitlines()[-1] == "tryon: cancelled"
    kept = (folder / PARTIAL).stat().st_size
    assert kept > 0
    hub.gate.set()
    again = subprocess.run(words, capture_output=True, check=False, timeout=LIMIT_S)
    assert again.returncode == 0
    assert hub.ranges_of("pytorch_model.pt")[-1] == f"bytes={kept}-"
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


def test_a_wrong_checksum_leaves_nothing(hub: Hub, folder: Path) -> None:
    hub.listed_sha256["pytorch_model.pt"] = "0" * 64
    with pytest.raises(DownloadError, match=r"damaged pytorch_model\.pt"):
        fetch_model(hub)
    assert not (folder / "pytorch_model.pt").exists()
    assert not (folder / PARTIAL).exists()


def test_a_damaged_rest_of_an_earlier_download_is_replaced(hub: Hub, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / PARTIAL).write_bytes(b"?" * 100_000)
    fetch_model(hub)
    assert hub.ranges_of("pytorch_model.pt") == ["bytes=100000-", None]
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


def test_a_rest_that_is_longer_than_the_file_is_thrown_away(hub: Hub, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / PARTIAL).write_bytes(WEIGHTS + b"more")
    fetch_model(hub)
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


def test_a_server_that_cannot_resume_starts_over(hub: Hub, folder: Path) -> None:
    hub.has_ranges = False
    hub.breaks_at = [150_000]
    fetch_model(hub)
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


@pytest.mark.parametrize(("status", "words"), [(403, "refuses"), (404, "does not have")])
@pytest.mark.parametrize("what", ["list_status", "file_status"])
def test_a_refusal_names_the_server_and_other_ways(
    hub: Hub, what: str, status: int, words: str
) -> None:
    setattr(hub, what, status)
    with pytest.raises(DownloadError, match=words) as caught:
        fetch_model(hub)
    assert "127.0.0.1" in str(caught.value)
    assert f"HTTP {status}" in str(caught.value)
    assert "mirror" in str(caught.value)
    assert installed_folder(M2FP) is None


def test_another_file_under_the_name_is_refused(hub: Hub, folder: Path) -> None:
    plan = plan_download(M2FP, hub.url, CancelToken())
    hub.files["pytorch_model.pt"] = b"<html>Please log in</html>"
    with pytest.raises(DownloadError, match="a login page or proxy"):
        download(plan, ignore_progress, CancelToken())
    assert installed_folder(M2FP) is None


def test_a_model_without_its_weights_is_named(hub: Hub) -> None:
    del hub.files["pytorch_model.pt"]
    with pytest.raises(DownloadError, match=r"has no pytorch_model\.pt"):
        fetch_model(hub)


def test_without_a_connection_the_message_says_so(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("modelscope_hub._legacy_api.REPO_TREE_PAGE_MAX_ATTEMPTS", 1)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        hub.url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    with pytest.raises(DownloadError, match="cannot be reached") as caught:
        fetch_model(hub)
    assert "(it refuses the connection). Check the connection" in str(caught.value)


def test_without_the_client_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "modelscope_hub", None)
    with pytest.raises(DownloadError, match=r"tryon\[m2fp\]"):
        plan_download(M2FP, None, CancelToken())


def test_a_disk_without_room_is_refused_before_the_start(
    hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(9e9, 9e9, 1000))
    with pytest.raises(DownloadError, match="has no room"):
        fetch_model(hub)
    assert hub.ranges_of("pytorch_model.pt") == []
    assert not folder.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="that system has no such limit")
def test_a_disk_that_fills_up_keeps_what_came(hub: Hub, folder: Path) -> None:
    """A limit on the size of files stands for the full disk: the same call fails as it does."""
    code = (
        "import resource, signal, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))\n"
        "from tryon.cli import main\n"
        f"sys.exit(main(['models', 'download', '--yes', '--mirror', {hub.url!r}]))"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=LIMIT_S)
    assert done.returncode == 1
    assert f"{PARTIAL} cannot be written" in done.stderr
    assert "Free some space" in done.stderr
    assert 0 < (folder / PARTIAL).stat().st_size <= 200_000
    fetch_model(hub)
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_names_the_way_out(hub: Hub, model_cache: Path) -> None:
    model_cache.mkdir()
    model_cache.chmod(0o500)
    with pytest.raises(DownloadError, match="MODELSCOPE_CACHE"):
        fetch_model(hub)
    model_cache.chmod(0o700)


def test_a_file_in_the_place_of_the_cache_is_named(hub: Hub, model_cache: Path) -> None:
    model_cache.write_text("not a folder")
    with pytest.raises(DownloadError, match=f"{model_cache.name}.* cannot be written"):
        fetch_model(hub)


def test_two_downloads_of_one_model_do_not_mix(hub: Hub) -> None:
    hub.gate.clear()
    token, ended = CancelToken(), threading.Event()

    def run() -> None:
        with pytest.raises(Cancelled):
            fetch_model(hub, cancel=token)
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    assert hub.paused.wait(LIMIT_S)
    with pytest.raises(DownloadError, match="downloading m2fp already"):
        fetch_model(hub)
    token.cancel()
    assert ended.wait(LIMIT_S)


def test_a_mirror_that_is_no_address_is_refused(hub: Hub) -> None:
    with pytest.raises(DownloadError, match="no address of a mirror"):
        plan_download(M2FP, "https://", CancelToken())


def test_new_weights_make_the_quick_copy_go(hub: Hub, folder: Path) -> None:
    fetch_model(hub)
    copy = folder / "pytorch_model.safetensors"
    copy.write_bytes(b"made from the old ones")
    hub.files["pytorch_model.pt"] = checkpoint(seed=1, size=300_000)
    fetch_model(hub)
    assert not copy.exists()


def download_with_modelscope(hub: Hub) -> Path:
    """Let ModelScope's own client download the model."""
    from modelscope_hub import HubApi, HubConfig

    config = HubConfig(endpoint=hub.url, token="")
    return Path(HubApi(config=config).download_repo(M2FP.repository, "model"))


def test_modelscopes_own_client_finds_the_model_and_fetches_nothing_large(hub: Hub) -> None:
    folder = fetch_model(hub)
    hub.requests.clear()
    assert download_with_modelscope(hub) == folder
    assert hub.ranges_of("pytorch_model.pt") == []


def test_what_modelscopes_client_has_fetched_is_used(hub: Hub) -> None:
    assert download_with_modelscope(hub) == installed_folder(M2FP)
