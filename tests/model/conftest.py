"""What several tests of the engines share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def m2fp_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with M2FP's configuration and synthetic weights; 250 MB, so not kept."""
    pytest.importorskip("torch")
    from tests.model.m2fp_weights import write_weights_folder

    folder = write_weights_folder(tmp_path_factory.mktemp("m2fp"))
    yield folder
    shutil.rmtree(folder)
