"""The wardrobe: garments that ship with the app, and those that the user added.

Added garments are kept in the user's data folder, each as ``<key>.png`` (cut out, with alpha) and
``<key>.json`` (name, category, and landmarks if it was taken off a person) beside it.
"""

from __future__ import annotations

import json
import logging
import re
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_data_path

from tryon.errors import GarmentError, TryOnError
from tryon.garments.category import guess_category
from tryon.garments.cutout import cut_out
from tryon.garments.figure import Figure
from tryon.garments.figure_json import figure_from_json, figure_to_json
from tryon.garments.garment import Garment, GarmentCategory
from tryon.garments.resampling import resize_rgba, scaled
from tryon.geometry import RgbaImage, Size
from tryon.imaging import read_rgba, write_atomically, write_image
from tryon.resources import sample_garments_folder

_LOG = logging.getLogger(__name__)


def load_garment(path: Path, category: GarmentCategory | None = None) -> Garment:
    """Read a garment's picture, cut the garment out and tell what it is.

    Args:
        path: a PNG with alpha, or a product photo.
        category: what it is, if that is known; guessed from the silhouette otherwise. Garments
            that ship with the app are known by their file.

    Raises:
        ImageReadError: if the file cannot be read as a picture.
        GarmentError: if there is no garment on it.
    """
    known = _sample_entries().get(path.resolve())
    rgba = read_rgba(path)
    try:
        cut = cut_out(rgba)
        category = category or (known.category if known else guess_category(cut[..., 3]))
        return Garment(cut, category, known.name if known else _title(path))
    except GarmentError as error:
        if str(error).startswith(path.name):
            raise
        raise GarmentError(f"{path.name}: {error}") from error


def thumbnail(garment: Garment, *, side: int) -> RgbaImage:
    """Give the garment centred on a clear square (side, side, 4) with straight alpha."""
    whole = Size.of(garment.rgba)
    size = scaled(whole, side / max(whole.width, whole.height))
    result = np.zeros((side, side, 4), np.uint8)
    top, left = (side - size.height) // 2, (side - size.width) // 2
    result[top : top + size.height, left : left + size.width] = resize_rgba(garment.rgba, size)
    return result


class GarmentLibrary:
    """Sample garments first, then the user's own in the order in which they came.

    Args:
        folder: where the user's garments are kept; the platform's data folder by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_data_path("tryon", appauthor=False) / "garments"

    def garments(self) -> tuple[Garment, ...]:
        """Load every garment; a damaged one is left out and logged."""
        samples = [self._load_quietly(path, entry) for path, entry in _sample_entries().items()]
        own = [self._load_quietly(path, entry) for path, entry in self._own_entries()]
        return tuple(garment for garment in (*samples, *own) if garment is not None)

    def load(self, path: Path) -> Garment:
        """Load a garment without keeping it, see `load_garment`."""
        return load_garment(path)

    def add(self, path: Path, category: GarmentCategory | None = None) -> Garment:
        """Cut a garment out of a picture and keep it.

        Raises:
            ImageReadError: if the file cannot be read as a picture.
            GarmentError: if there is no garment on it.
            ExportError: if it cannot be kept.
        """
        garment = load_garment(path, category)
        self.keep(garment)
        return garment

    def keep(self, garment: Garment) -> Path:
        """Store a garment; give its PNG.

        Raises:
            ExportError: if it cannot be written; nothing half-written stays behind.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        slug = re.sub(r"[^\w-]+", "-", garment.name.lower()).strip("-")[:40] or "garment"
        picture = self._folder / f"{slug}-{uuid.uuid4().hex[:8]}.png"
        entry: dict[str, Any] = {
            "file": picture.name,
            "name": garment.name,
            "category": garment.category.value,
        }
        if garment.figure is not None:
            entry["figure"] = figure_to_json(garment.figure)
        write_image(picture, garment.rgba)
        text = json.dumps(entry, ensure_ascii=False, indent=2)
        try:
            write_atomically(
                picture.with_suffix(".json"), lambda file: file.write(text.encode("utf-8"))
            )
        except TryOnError:
            picture.unlink(missing_ok=True)
            raise
        return picture

    def _own_entries(self) -> list[tuple[Path, _Entry]]:
        if not self._folder.is_dir():
            return []
        files = sorted(self._folder.glob("*.json"), key=lambda file: (file.stat().st_mtime, file))
        entries = []
        for file in files:
            try:
                entries.append(_read_entry(self._folder, json.loads(file.read_text("utf-8"))))
            except (OSError, ValueError, KeyError, TypeError) as error:
                _LOG.warning("left out the garment %s: %s", file, error)
        return entries

    def _load_quietly(self, path: Path, entry: _Entry) -> Garment | None:
        try:
            rgba = read_rgba(path)
            if (
                entry.figure is not None
            ):  # cut already, and its landmarks are places of this picture
                return Garment(rgba, entry.category, entry.name, entry.figure)
            return Garment(cut_out(rgba), entry.category, entry.name)
        except TryOnError as error:
            _LOG.warning("left out the garment %s: %s", path, error)
            return None


@dataclass(frozen=True)
class _Entry:
    """What is stored about a garment beside its picture."""

    name: str
    category: GarmentCategory
    figure: Figure | None = None


def _read_entry(folder: Path, stored: dict[str, Any]) -> tuple[Path, _Entry]:
    """Read one stored entry.

    Raises:
        KeyError: if something is missing.
        TypeError: if something is of another kind.
        ValueError: if the category is unknown or the file is not in the folder itself.
    """
    path = folder / stored["file"]
    if path.parent != folder:
        raise ValueError(f"{stored['file']} is not a file of {folder}")
    figure = figure_from_json(stored["figure"]) if "figure" in stored else None
    return path, _Entry(stored["name"], GarmentCategory(stored["category"]), figure)


def _sample_entries() -> dict[Path, _Entry]:
    try:
        folder = sample_garments_folder().resolve()
        stored = json.loads((folder / "garments.json").read_text("utf-8"))
        return dict(_read_entry(folder, item) for item in stored)
    except FileNotFoundError:
        return {}


def _title(path: Path) -> str:
    words = re.sub(r"[_-]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:] if words else path.name
