"""A hub on this computer and an empty cache."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub import Hub, HubServer
from tryon.models.catalogue import M2FP
from tryon.models.store import model_folder


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub that has M2FP; tests change what it does."""
    pytest.importorskip("modelscope_hub")
    with HubServer(Hub(), M2FP) as running:
        yield running


@pytest.fixture
def folder(model_cache: Path) -> Path:
    """Where M2FP will lie."""
    folder = model_folder(M2FP)
    assert model_cache in folder.parents
    return folder
