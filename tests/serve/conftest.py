"""Servers that tests share, and pictures to send."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from PIL import Image

from tests.serve.running import Server
from tryon.resources import sample_garments_folder, sample_photos

HAS_PACKAGES = all(find_spec(name) for name in ("fastapi", "uvicorn", "python_multipart"))
collect_ignore_glob = [] if HAS_PACKAGES else ["test_*.py"]
"""Without the extra ``serve`` there is nothing to test."""

UPLOAD_MB, MEGAPIXELS, QUEUE = 3, 4, 6


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that is ready, with narrow limits."""
    options = ["--workers", "2", "--queue", str(QUEUE), "--upload-time", "2"]
    options += ["--max-upload", str(UPLOAD_MB), "--max-megapixels", str(MEGAPIXELS)]
    with Server(tmp_path_factory.mktemp("serve") / "home", options) as running:
        running.wait_until_ready()
        yield running


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A small photo of one person."""
    return jpeg_of_width(240)


@pytest.fixture(scope="session")
def shirt() -> bytes:
    return (sample_garments_folder() / "tshirt-striped.png").read_bytes()


def jpeg_of_width(width: int, *, quality: int = 90) -> bytes:
    """Return the sample photo in a width; another one for each width."""
    image = Image.open(sample_photos()[0]).convert("RGB")
    stream = io.BytesIO()
    height = round(width * image.height / image.width)
    image.resize((width, height)).save(stream, "JPEG", quality=quality)
    return stream.getvalue()
