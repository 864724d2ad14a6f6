"""From the hub to a parse, without naming a folder anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

pytest.importorskip("torch", reason="needs the extra m2fp")
pytest.importorskip("modelscope_hub", reason="needs the extra m2fp")

from tests.hub import Hub, HubServer
from tests.model.m2fp_weights import write_tiny_weights_folder
from tryon.cli import main
from tryon.models.catalogue import M2FP
from tryon.models.store import ModelState, installed_folder, model_state, quick_copies


def test_what_was_downloaded_parses_and_goes_with_all_that_was_made_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    source = write_tiny_weights_folder(tmp_path / "published")
    photo, report = tmp_path / "photo.png", tmp_path / "parse.json"
    Image.new("RGB", (96, 128), (90, 120, 150)).save(photo)
    hub = Hub(files={path.name: path.read_bytes() for path in source.iterdir()})
    with HubServer(hub, M2FP):
        assert main(["models", "download", "--yes", "--mirror", hub.url]) == 0
    assert main(["parse", str(photo), "--parser", "m2fp", "--json", str(report)]) == 0
    assert json.loads(report.read_text())["engine"].startswith("m2fp")

    folder = installed_folder(M2FP)
    assert folder is not None
    copies = quick_copies(folder / M2FP.weights)
    assert any(copy.exists() for copy in copies)
    assert main(["models", "remove", "--yes"]) == 0
    assert model_state(M2FP) is ModelState.ABSENT
    assert not any(copy.exists() for copy in copies)
