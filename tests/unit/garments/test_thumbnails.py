"""Lists read small pictures that are kept; the garments' own pictures only when they changed."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tryon.garments.garment import Garment
from tryon.garments.thumbnails import THUMBNAIL_SIDE, ThumbnailCache, thumbnail_png
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.geometry import RgbaImage
from tryon.imaging import read_rgba
from tryon.messages import Text


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the pictures that the wardrobe reads."""
    names: list[str] = []

    def read(path: Path) -> RgbaImage:
        names.append(path.name)
        return read_rgba(path)

    for module in ("loading", "wardrobe"):
        monkeypatch.setattr(f"tryon.garments.{module}.read_rgba", read)
    return names


def library(folder: Path) -> GarmentLibrary:
    return GarmentLibrary(folder / "garments", thumbnails=ThumbnailCache(folder / "thumbnails"))


def test_a_second_list_reads_no_picture_and_shows_the_same(
    tmp_path: Path, tshirt: Garment, reads: list[str]
) -> None:
    library(tmp_path).keep(tshirt)
    first = list(library(tmp_path).entries())
    assert len(reads) == len(first)
    reads.clear()
    again = list(library(tmp_path).entries())
    assert reads == []
    assert [e.thumbnail for e in again if isinstance(e, WardrobeEntry)] == [
        e.thumbnail for e in first if isinstance(e, WardrobeEntry)
    ]


def test_a_picture_that_changed_is_read_again(
    tmp_path: Path, tshirt: Garment, reads: list[str]
) -> None:
    picture = library(tmp_path).keep(tshirt)
    list(library(tmp_path).entries())
    reads.clear()
    picture.write_bytes(b"damaged")
    damaged = list(library(tmp_path).entries())[-1]
    assert reads == [picture.name]
    assert isinstance(damaged, Text)
    assert picture.with_suffix(".json").name in str(damaged)


def test_a_damaged_thumbnail_is_made_again(tmp_path: Path, tshirt: Garment) -> None:
    library(tmp_path).keep(tshirt)
    before = list(library(tmp_path).entries())[-1]
    for thumbnail in (tmp_path / "thumbnails").iterdir():
        thumbnail.write_bytes(thumbnail.read_bytes()[:-20])
    after = list(library(tmp_path).entries())[-1]
    assert isinstance(before, WardrobeEntry)
    assert isinstance(after, WardrobeEntry)
    assert before.thumbnail == after.thumbnail


def test_a_cache_that_cannot_be_written_hides_nothing(tmp_path: Path, tshirt: Garment) -> None:
    (tmp_path / "thumbnails").write_text("a file where a folder should be")
    library(tmp_path).keep(tshirt)
    entry = list(library(tmp_path).entries())[-1]
    assert isinstance(entry, WardrobeEntry)
    assert entry.name == tshirt.name


def test_thumbnails_that_nobody_looks_at_are_deleted(tmp_path: Path, tshirt: Garment) -> None:
    library(tmp_path).keep(tshirt)
    shown = len(list(library(tmp_path).entries()))
    stale = tmp_path / "thumbnails" / "stale.png"
    stale.write_bytes(b"")
    long_ago = time.time() - 90 * 24 * 3600
    for path in (tmp_path / "thumbnails").iterdir():
        os.utime(path, (long_ago, long_ago))
    list(library(tmp_path).entries())
    assert not stale.exists()
    assert len(list((tmp_path / "thumbnails").iterdir())) == shown


def test_a_thumbnail_keeps_colours_clearness_and_shape() -> None:
    rgba = np.zeros((1200, 600, 4), np.uint8)
    rgba[300:900] = (200, 30, 40, 255)
    with Image.open(io.BytesIO(thumbnail_png(rgba))) as image:
        small = np.asarray(image)
    assert small.shape == (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 2, 4)
    assert tuple(small[THUMBNAIL_SIDE // 2, 10]) == (200, 30, 40, 255)
    assert small[10, 10, 3] == 0


def test_a_garment_in_use_is_loaded_once_until_it_changes(tmp_path: Path, tshirt: Garment) -> None:
    wardrobe = library(tmp_path)
    picture = wardrobe.keep(tshirt)
    first = wardrobe.load(picture)
    assert wardrobe.load(picture) is first
    picture.write_bytes(picture.read_bytes())
    os.utime(picture, (1, 1))
    assert wardrobe.load(picture) is not first
