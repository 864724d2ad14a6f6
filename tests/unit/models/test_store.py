"""Where models lie, in all layouts of ModelScope's cache, and how they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hub import CONFIGURATION, WEIGHTS
from tryon.models.catalogue import M2FP, M2FP_SINGLE, MODELS, find_model
from tryon.models.store import (
    ModelState,
    installed_folder,
    model_folder,
    model_state,
    quick_copies,
    remove,
    used_bytes,
)

OWNER, NAME = M2FP.repository.split("/")
LAYOUTS = [
    f"models/{OWNER}--{NAME}/snapshots/master",
    f"models/{OWNER}--{NAME}/snapshots/v1.0.1",
    f"models/{OWNER}/{NAME}",
    f"hub/models/{OWNER}/{NAME}",
    f"{OWNER}/{NAME}",
    f"hub/{OWNER}/{NAME}",
]


def put(folder: Path, **files: bytes) -> Path:
    """Write files whose names have no dots."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def test_models_are_found_by_name_and_by_id() -> None:
    for model in MODELS:
        assert find_model(model.name) is model
        assert find_model(model.repository) is model
        assert model.weights in model.files
    assert find_model("other") is None


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_the_cache_is_known(model_cache: Path, layout: str) -> None:
    folder = put(model_cache / layout, pytorch_model__pt=WEIGHTS)
    assert installed_folder(M2FP) == folder
    assert model_state(M2FP) is ModelState.READY
    assert installed_folder(M2FP_SINGLE) is None


def test_an_unfinished_download_is_gone_on_with_where_it_is(model_cache: Path) -> None:
    folder = put(model_cache / LAYOUTS[2], pytorch_model__pt__incomplete=b"some")
    assert model_folder(M2FP) == folder
    assert installed_folder(M2FP) is None
    assert model_state(M2FP) is ModelState.PARTIAL


def test_without_the_variable_the_cache_is_at_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MODELSCOPE_CACHE")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert model_folder(M2FP) == tmp_path / ".cache" / "modelscope" / LAYOUTS[0]


def test_removing_deletes_the_model_and_all_made_from_it(
    model_cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "tryon-cache")
    folder = put(
        model_cache / LAYOUTS[0],
        configuration__json=CONFIGURATION,
        pytorch_model__pt=WEIGHTS,
        pytorch_model__pt__incomplete=b"rest",
    )
    copies = quick_copies(folder / "pytorch_model.pt")
    assert copies[0] == folder / "pytorch_model.safetensors"
    for copy in copies:
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"copy")
    expected = len(CONFIGURATION) + len(WEIGHTS) + 12
    assert used_bytes(M2FP) == expected
    assert remove(M2FP) == expected
    assert model_state(M2FP) is ModelState.ABSENT
    assert not any(copy.exists() for copy in copies)
    assert not (model_cache / "models" / f"{OWNER}--{NAME}").exists()
    assert model_cache.is_dir()


def test_removing_leaves_other_files_alone(model_cache: Path) -> None:
    folder = put(model_cache / LAYOUTS[0], pytorch_model__pt=WEIGHTS, README__md=b"read me")
    remove(M2FP)
    assert [path.name for path in folder.iterdir()] == ["README.md"]
