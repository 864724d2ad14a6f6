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


def shown(wardrobe: GarmentLibrary) -> list[WardrobeEntry]:
    """List a wardrobe and make the small pictures of what is listed."""
    entries = [entry for entry in wardrobe.entries() if isinstance(entry, WardrobeEntry)]
    for entry in entries:
        wardrobe.make_thumbnail(entry)
    return entries


def test_a_list_reads_no_picture_and_a_thumbnail_only_once(
    tmp_path: Path, tshirt: Garment, reads: list[str]
) -> None:
    library(tmp_path).keep(tshirt)
    entries = list(library(tmp_path).entries())
    assert reads == []
    assert len(shown(library(tmp_path))) == len(entries) == len(reads)
    reads.clear()
    again = library(tmp_path)
    assert all(again.find_thumbnail(entry) is not None for entry in shown(again))
    assert reads == []


def test_a_picture_that_changed_is_read_again(
    tmp_path: Path, tshirt: Garment, reads: list[str]
) -> None:
    wardrobe = library(tmp_path)
    picture = wardrobe.keep(tshirt)
    before = shown(wardrobe)[-1]
    reads.clear()
    Image.fromarray(tshirt.rgba[..., [1, 0, 2, 3]]).save(picture)
    after = shown(wardrobe)[-1]
    assert reads == [picture.name]
    assert wardrobe.find_thumbnail(after) != wardrobe.find_thumbnail(before)


def test_a_damaged_thumbnail_is_made_again(tmp_path: Path, tshirt: Garment) -> None:
    wardrobe = library(tmp_path)
    wardrobe.keep(tshirt)
    entry = shown(wardrobe)[-1]
    before = wardrobe.find_thumbnail(entry)
    for thumbnail in (tmp_path / "thumbnails").iterdir():
        thumbnail.write_bytes(thumbnail.read_bytes()[:-20])
    assert wardrobe.find_thumbnail(entry) is None
    assert wardrobe.make_thumbnail(entry) == before


def test_a_cache_that_cannot_be_written_hides_nothing(tmp_path: Path, tshirt: Garment) -> None:
    (tmp_path / "thumbnails").write_text("a file where a folder should be")
    library(tmp_path).keep(tshirt)
    wardrobe = library(tmp_path)
    entry = shown(wardrobe)[-1]
    assert entry.name == tshirt.name
    assert wardrobe.find_thumbnail(entry) is not None


def test_thumbnails_that_nobody_looks_at_are_deleted(tmp_path: Path, tshirt: Garment) -> None:
    library(tmp_path).keep(tshirt)
    count = len(shown(library(tmp_path)))
    stale = tmp_path / "thumbnails" / "stale.png"
    stale.write_bytes(b"")
    long_ago = time.time() - 90 * 24 * 3600
    for path in (tmp_path / "thumbnails").iterdir():
        os.utime(path, (long_ago, long_ago))
    list(library(tmp_path).entries())
    assert not stale.exists()
    assert len(list((tmp_path / "thumbnails").iterdir())) == count


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
