"""Two programs at once: real processes on one wardrobe, one cache and one file of settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QSettings

from tests.drawn import draw_garment
from tests.limits import LIMIT_S
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.messages import Text
from tryon.shape.category import GarmentCategory

COMMON = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from tests.drawn import draw_garment
from tryon.garments.corrections import Correction
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.messages import Text
from tryon.shape.category import GarmentCategory

folder, name = Path(sys.argv[1]), sys.argv[2]
library = GarmentLibrary(folder / "garments", thumbnails=ThumbnailCache(folder / "thumbnails"))
print("ready", flush=True)
sys.stdin.readline()
"""
WARDROBE = """
garment = draw_garment((200, 30, 40), GarmentCategory.TOP, name)
for number in range(12):
    kept = replace(garment, name=f"{name} {number}")
    kept = replace(kept, file=library.keep(kept))
    library.correct(kept, Correction(GarmentCategory.DRESS))
    if number % 2:
        library.remove(library.entry_of(kept))
    texts = [str(entry) for entry in library.entries() if isinstance(entry, Text)]
    assert texts == [], texts
print(sum(1 for entry in library.entries() if entry.is_own), flush=True)
"""
ONE_GARMENT = """
picture = next((folder / "garments").glob("*.png"))
entry = WardrobeEntry("Shirt", GarmentCategory.TOP, picture, is_own=True)
for _ in range(60):
    library.remove(entry)
    texts = [str(e) for e in library.entries() if isinstance(e, Text)]
    assert texts == [], texts
    library.restore(entry)
"""
SETTINGS = """
from PySide6.QtCore import QSettings
from tryon.ui.kit.recent import RecentDocuments
recent = RecentDocuments(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
for number in range(4):
    path = folder / f"{name}-{number}.png"
    path.write_bytes(b"photo")
    recent.add(path)
    assert path in recent.paths
"""
PARSES = """
from tests.unit.conftest import as_parse, person_labels
from tryon.parsing.cache import ParseCache
cache = ParseCache(folder / "parses", limit_bytes=20_000)
parse = as_parse(person_labels())
for number in range(150):
    key = f"{number % 7}"
    cache.put(key, parse)
    found = cache.get(key)
    assert found is None or (found.labels == parse.labels).all()
print(sum(path.stat().st_size for path in (folder / "parses").iterdir()))
"""


def run_two(work: str, folder: Path) -> list[str]:
    """Run two processes at the same time; return what they printed, and fail if one did."""
    environment = os.environ | {"XDG_CACHE_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    both = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", COMMON + work, str(folder), name],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("anna", "ben")
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    outcomes = [process.communicate(timeout=LIMIT_S) for process in both]
    for process, (_, errors) in zip(both, outcomes, strict=True):
        assert process.returncode == 0, errors
        assert "WARNING" not in errors
        assert "left out" not in errors
    return [printed for printed, _ in outcomes]


def own_entries(folder: Path) -> list[WardrobeEntry]:
    entries = list(GarmentLibrary(folder / "garments").entries())
    assert not [str(entry) for entry in entries if isinstance(entry, Text)]
    return [entry for entry in entries if isinstance(entry, WardrobeEntry) and entry.is_own]


def test_both_add_correct_and_remove_garments_while_the_other_reads(tmp_path: Path) -> None:
    run_two(WARDROBE, tmp_path)
    names = {entry.name for entry in own_entries(tmp_path)}
    assert names == {f"{who} {number}" for who in ("anna", "ben") for number in range(0, 12, 2)}
    assert len(list((tmp_path / "garments" / "removed").iterdir())) == 12


def test_both_remove_and_restore_the_same_garment(tmp_path: Path) -> None:
    library = GarmentLibrary(tmp_path / "garments")
    library.keep(draw_garment((9, 9, 200), GarmentCategory.TOP, "Shirt"))
    run_two(ONE_GARMENT, tmp_path)
    assert [entry.name for entry in own_entries(tmp_path)] == ["Shirt"]


def test_both_remember_the_photos_that_they_opened(tmp_path: Path) -> None:
    run_two(SETTINGS, tmp_path)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    kept = settings.value("recent_photos")
    assert isinstance(kept, list)
    assert len(kept) == 8


def test_both_keep_parses_in_a_cache_that_is_full(tmp_path: Path) -> None:
    for size in run_two(PARSES, tmp_path):
        assert int(size) < 40_000
