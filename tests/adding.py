"""Adds pictures to a wardrobe as the window does, without a window."""

from __future__ import annotations

from pathlib import Path

from tryon.garments.adding.add import add_picture
from tryon.garments.adding.outcome import Added
from tryon.garments.adding.source import PictureSource
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.shape.category import GarmentCategory


def add(library: GarmentLibrary, path: Path) -> Garment:
    """Add a picture of a top."""
    picture = PictureSource.of_file(path).read()
    outcome = add_picture(picture, library, GarmentCategory.TOP)
    assert isinstance(outcome, Added), outcome
    return library.load(outcome.entry.file)
