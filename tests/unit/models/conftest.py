"""A hub on this computer and an empty cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from tryon.models.catalogue import M2FP
from tryon.models.store import model_folder


@pytest.fixture
def folder(model_cache: Path) -> Path:
    """Where M2FP will lie."""
    folder = model_folder(M2FP)
    assert model_cache in folder.parents
    return folder
