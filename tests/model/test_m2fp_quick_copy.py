"""The copy of M2FP's weights that opens fast is used when it is right, and never when it is not."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

torch = pytest.importorskip("torch")
from tests.model.m2fp_weights import write_tiny_weights_folder  # noqa: E402
from tryon.errors import WeightsError  # noqa: E402
from tryon.parsing.m2fp import load_network  # noqa: E402
from tryon.parsing.m2fp.quick_copy import quick_copies, read_quick_copy  # noqa: E402

QUERIES = "sem_seg_head.predictor.query_feat.weight"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with small weights; the user's cache lies beside it."""
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return write_tiny_weights_folder(tmp_path / "weights")


def queries_of(folder: Path) -> torch.Tensor:
    return load_network(folder).state_dict()[QUERIES].clone()  # of a mapped file


def test_the_first_start_leaves_a_copy_and_the_second_reads_it(folder: Path) -> None:
    checkpoint = folder / "pytorch_model.pt"
    assert read_quick_copy(checkpoint) is None
    first = queries_of(folder)
    copy = read_quick_copy(checkpoint)
    assert copy is not None
    assert torch.equal(copy[QUERIES], first)
    written = (folder / "pytorch_model.safetensors").stat().st_mtime_ns
    assert torch.equal(queries_of(folder), first)
    assert (folder / "pytorch_model.safetensors").stat().st_mtime_ns == written
    assert sorted(path.name for path in folder.iterdir()) == [
        "configuration.json",
        "pytorch_model.pt",
        "pytorch_model.safetensors",
    ]


def test_a_copy_of_an_older_checkpoint_is_replaced(folder: Path) -> None:
    old = queries_of(folder)
    checkpoint = torch.load(folder / "pytorch_model.pt", weights_only=True)
    checkpoint["model"][QUERIES] = old + 1
    torch.save(checkpoint, folder / "pytorch_model.pt")
    os.utime(folder / "pytorch_model.pt", ns=(1, 1))
    for _ in range(2):
        assert torch.equal(queries_of(folder), old + 1)


@pytest.mark.parametrize("kept", [0, 100, 5000])
def test_a_damaged_copy_is_passed_over_and_written_again(folder: Path, kept: int) -> None:
    before = queries_of(folder)
    copy = folder / "pytorch_model.safetensors"
    size = copy.stat().st_size
    os.truncate(copy, kept)
    assert torch.equal(queries_of(folder), before)
    assert copy.stat().st_size == size


def test_a_folder_that_cannot_be_written_to_has_its_copy_in_the_cache(folder: Path) -> None:
    beside, cached = quick_copies(folder / "pytorch_model.pt")
    beside.mkdir()  # in the way of the file; a read-only folder does not stop the superuser
    (beside / "kept").touch()
    first = queries_of(folder)
    assert cached.is_file()
    assert torch.equal(queries_of(folder), first)


def test_weights_load_where_no_copy_can_be_written(folder: Path) -> None:
    for path in quick_copies(folder / "pytorch_model.pt"):
        path.mkdir(parents=True)
        (path / "kept").touch()
    assert queries_of(folder).shape == (20, 32)
    assert not [path for path in folder.iterdir() if path.name.endswith(".part")]


def test_the_copy_alone_is_enough(folder: Path) -> None:
    first = queries_of(folder)
    (folder / "pytorch_model.pt").unlink()
    assert torch.equal(queries_of(folder), first)
    assert torch.equal(queries_of(folder / "pytorch_model.safetensors"), first)
    os.truncate(folder / "pytorch_model.safetensors", 5000)
    with pytest.raises(WeightsError, match=r"pytorch_model\.safetensors.*damaged or cut off"):
        load_network(folder)
