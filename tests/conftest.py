"""Options of the whole test suite, and its own cache folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import Hub, HubServer
from tryon.models.catalogue import M2FP


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show the windows that tests open")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session", autouse=True)
def parse_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from the parses, thumbnails and measures that are on this computer."""
    with pytest.MonkeyPatch.context() as patch:
        parses = tmp_path_factory.mktemp("parses")
        patch.setattr("tryon.parsing.cache.user_cache_path", lambda *_, **__: parses)
        patch.setattr("tryon.kept_files.user_cache_path", lambda *_, **__: parses)
        patch.setattr("tryon.ui.shell.help.kept_files.user_cache_path", lambda *_, **__: parses)
        yield


@pytest.fixture(autouse=True)
def own_garments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the garments on this computer; return where its own are."""
    monkeypatch.setattr("tryon.garments.loading.user_data_path", lambda *_, **__: tmp_path / "data")
    return tmp_path / "data" / "garments"


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test, and what it starts, away from this computer's log; return its own."""
    monkeypatch.setattr("tryon.logs.user_log_path", lambda *_, **__: tmp_path / "log")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "log" / "tryon.log"


@pytest.fixture(autouse=True)
def model_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the models that are on this computer."""
    for name in ("MODELSCOPE_ENDPOINT", "MODELSCOPE_DOMAIN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MODELSCOPE_HOME", str(tmp_path / "modelscope-home"))
    cache = tmp_path / "modelscope-cache"
    monkeypatch.setenv("MODELSCOPE_CACHE", str(cache))
    return cache


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub that has M2FP; tests change what it does."""
    pytest.importorskip("modelscope_hub")
    with HubServer(Hub(), M2FP) as running:
        yield running
