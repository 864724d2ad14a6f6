"""Checks of what is here already, with and without the hub."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.hub import CONFIGURATION, WEIGHTS, Hub, checkpoint
from tryon.errors import Cancelled, DownloadError, WeightsError
from tryon.models.adopt import adopt
from tryon.models.catalogue import M2FP
from tryon.models.download import download, plan_download
from tryon.models.store import CHECKSUMS_NAME, installed_folder, model_folder, remove
from tryon.models.verify import Proof, Verified, verify
from tryon.progress import CancelToken, Progress, Stage, ignore_progress


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address at which nobody answers, asked once only."""
    pytest.importorskip("modelscope_hub")
    monkeypatch.setattr("modelscope_hub._legacy_api.REPO_TREE_PAGE_MAX_ATTEMPTS", 1)
    return "http://127.0.0.1:9"


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    """A folder with the published weights."""
    folder = tmp_path / "brought"
    folder.mkdir()
    (folder / "configuration.json").write_bytes(CONFIGURATION)
    (folder / "pytorch_model.pt").write_bytes(WEIGHTS)
    return folder


def check(mirror: str, progress: Progress = ignore_progress) -> Verified:
    return verify(M2FP, mirror, progress, CancelToken())


def take(source: Path, mirror: str) -> Verified:
    return adopt(M2FP, source, mirror, ignore_progress, CancelToken())


def test_a_model_is_compared_with_the_hub(hub: Hub) -> None:
    download(plan_download(M2FP, hub.url, CancelToken()), ignore_progress, CancelToken())
    stages: set[Stage] = set()
    assert check(hub.url, lambda stage, _: stages.add(stage)).proof is Proof.HUB
    assert stages == {Stage.ASK_HUB, Stage.VERIFY}


def test_offline_it_is_compared_with_what_the_hub_said_then(hub: Hub, offline: str) -> None:
    folder = download(plan_download(M2FP, hub.url, CancelToken()), ignore_progress, CancelToken())
    assert check(offline).proof is Proof.RECORD
    damage(folder / "pytorch_model.pt")
    with pytest.raises(WeightsError, match="not the published file"):
        check(offline)


def test_without_any_list_the_archives_own_checksums_tell(brought: Path, offline: str) -> None:
    take(brought, offline)
    assert check(offline).proof is Proof.ARCHIVE
    folder = installed_folder(M2FP)
    assert folder is not None
    damage(folder / "pytorch_model.pt")
    with pytest.raises(WeightsError, match="damaged or cut off"):
        check(offline)


def test_what_is_not_here_cannot_be_verified() -> None:
    with pytest.raises(WeightsError, match="tryon models download m2fp"):
        verify(M2FP, None, ignore_progress, CancelToken())


@pytest.mark.parametrize("name", ["", "pytorch_model.pt"])
def test_weights_that_are_here_are_put_into_place(hub: Hub, brought: Path, name: str) -> None:
    assert take(brought / name, hub.url).proof is Proof.HUB
    folder = installed_folder(M2FP)
    assert folder is not None
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS
    assert (folder / "configuration.json").read_bytes() == CONFIGURATION
    assert (brought / "pytorch_model.pt").read_bytes() == WEIGHTS
    assert hub.ranges_of("pytorch_model.pt") == []


def test_weights_are_copied_where_they_cannot_be_linked(
    hub: Hub, brought: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    folder = take(brought, hub.url).folder
    assert (folder / "pytorch_model.pt").read_bytes() == WEIGHTS
    assert not (folder / "pytorch_model.pt").samefile(brought / "pytorch_model.pt")
    assert not list(folder.glob("*.incomplete"))


def test_a_copy_that_does_not_fit_on_the_disk_leaves_nothing(
    hub: Hub, brought: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(DownloadError, match="has no room"):
        take(brought, hub.url)
    assert {path.name for path in model_cache.iterdir()} <= {".lock"}


def test_removing_linked_weights_frees_nothing_and_leaves_the_users_own(
    hub: Hub, brought: Path
) -> None:
    take(brought, hub.url)
    record = len((model_folder(M2FP) / CHECKSUMS_NAME).read_bytes())
    assert remove(M2FP) == record
    assert (brought / "pytorch_model.pt").read_bytes() == WEIGHTS


def test_other_weights_than_the_published_are_refused(hub: Hub, brought: Path) -> None:
    (brought / "pytorch_model.pt").write_bytes(checkpoint(seed=7))
    with pytest.raises(WeightsError, match="not the published file") as caught:
        take(brought, hub.url)
    assert "--weights" in str(caught.value)
    assert installed_folder(M2FP) is None


@pytest.mark.parametrize("kind", ["text", "truncated", "other archive", "empty", "missing"])
def test_what_is_no_checkpoint_is_refused_offline_too(
    brought: Path, offline: str, kind: str
) -> None:
    path = brought / "pytorch_model.pt"
    if kind == "missing":
        path.unlink()
    elif kind == "other archive":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("letter.txt", "hello")
    else:
        path.write_bytes({"text": b"hello", "truncated": WEIGHTS[:-9999], "empty": b""}[kind])
    with pytest.raises(WeightsError, match=r"pytorch_model\.pt"):
        take(brought, offline)
    assert installed_folder(M2FP) is None


def test_cancelling_leaves_nothing(hub: Hub, brought: Path) -> None:
    token = CancelToken()

    def cancel_at(stage: Stage, _: float) -> None:
        if stage is Stage.VERIFY:
            token.cancel()

    (brought / "pytorch_model.pt").write_bytes(WEIGHTS)
    hub.files["pytorch_model.pt"] = WEIGHTS
    with pytest.raises(Cancelled):
        adopt(M2FP, brought, hub.url, cancel_at, token)
    assert installed_folder(M2FP) is None


def damage(path: Path) -> None:
    """Change a byte in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()  # it may be a link to the file that was brought
    path.write_bytes(data)
