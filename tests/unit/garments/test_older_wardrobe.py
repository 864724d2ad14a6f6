"""A folder as version 0.1 wrote it opens as it was, and nothing in it is rewritten."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.conftest import TSHIRT, draw
from tryon.garments.details.details import Details
from tryon.garments.details.query import Query, found
from tryon.garments.outline.kept import original_file
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side

RED, BLUE, GONE = (
    "red-shirt-3388b6e5970a6d9b-4fac6e0c",
    "blue-shirt-01234567",
    "old-shirt-89abcdef",
)
DAY = 24 * 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two garments, one of them corrected and with its picture, and one removed a week ago."""
    folder = tmp_path / "garments"
    (folder / "removed").mkdir(parents=True)
    now = time.time()
    for days, (key, colour) in enumerate(
        {RED: (200, 30, 40), BLUE: (30, 40, 200), GONE: (9, 9, 9)}.items()
    ):
        Image.fromarray(draw(TSHIRT, colour)).save(folder / f"{key}.png")
        place = folder / "removed" if key == GONE else folder
        described = {"file": f"{key}.png", "name": key[:8], "category": "top"}
        file = place / f"{key}.json"
        file.write_text(json.dumps(described, indent=2), "utf-8")
        os.utime(file, (now - (50 - days) * DAY,) * 2)
    os.utime(folder / f"{GONE}.png", (now - 7 * DAY,) * 2)
    corrected = {"version": 1, "category": "dress", "sleeve_left": None, "points": {}}
    (folder / f"{RED}.points.json").write_text(json.dumps(corrected))
    top = {"version": 1, "category": "top", "sleeve_left": False, "sleeve_right": None}
    (folder / "tshirt-white.points.json").write_text(json.dumps(top | {"points": {}}))
    (folder / f"{RED}.original.jpg").write_bytes(b"the picture")
    return folder


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_older_wardrobe_opens_as_it_was_and_is_not_rewritten(folder: Path) -> None:
    before = contents(folder)
    library = GarmentLibrary(folder)
    entries = [entry for entry in library.entries() if isinstance(entry, WardrobeEntry)]
    own = [entry for entry in entries if entry.is_own]
    assert [entry.name for entry in own] == ["red-shir", "blue-shi"]
    assert [entry.category for entry in own] == [GarmentCategory.DRESS, GarmentCategory.TOP]
    assert all(entry.details == Details() and entry.lost is None for entry in own)
    places = found(entries, Query(), lambda entry: (entry.name,))
    assert [entries[place].name for place in places[:2]] == ["blue-shi", "red-shir"]
    for entry in entries:
        library.make_thumbnail(entry)
    assert np.array_equal(library.load(own[1].file).rgba[60, 60], [30, 40, 200, 255])
    assert original_file(own[0].file).name == f"{RED}.original.jpg"
    white = next(entry for entry in entries if entry.file.stem == "tshirt-white")
    correction = library.load(white.file).correction
    assert correction is not None
    assert correction.sleeves[Side.LEFT] is False
    assert contents(folder) == before


def test_what_an_older_version_removed_comes_back(folder: Path) -> None:
    library = GarmentLibrary(folder)
    list(library.entries())
    gone = WardrobeEntry("old-shir", GarmentCategory.TOP, folder / f"{GONE}.png", is_own=True)
    library.restore(gone)
    names = [entry.name for entry in library.entries() if isinstance(entry, WardrobeEntry)]
    assert "old-shir" in names


def test_what_is_noted_leaves_what_an_older_version_reads_as_it_is(folder: Path) -> None:
    library = GarmentLibrary(folder)
    before = contents(folder)
    for entry in library.entries():
        if isinstance(entry, WardrobeEntry):
            library.change_details(entry, lambda d: replace(d, tags=("new",)))
    after = contents(folder)
    assert {name: after[name] for name in before} == before
    assert all(name.endswith(".details") for name in after.keys() - before.keys())
