"""The wardrobe: garments that ship with the app, and those that the user added.

Added garments are kept in the user's data folder, each as ``<key>.png`` (cut out, with alpha) and
``<key>.json`` (name, category, and landmarks if it was taken off a person) beside it. The user's
correction of a garment is ``<key>.points.json`` (see `tryon.garments.corrections`), beside its
picture too; of a garment that ships with the app it lies in the user's data folder. The files of
a removed garment lie in ``removed`` until the wardrobe is read again.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_data_path

from tryon.errors import ExportError, GarmentError, TryOnError
from tryon.garments.corrections import (
    Correction,
    correction_file,
    is_correction_file,
    read_correction,
    remove_correction,
    write_correction,
)
from tryon.garments.cutout import cut_out
from tryon.garments.garment import Garment
from tryon.garments.guess_category import guess_category
from tryon.garments.measure import corrected_garment
from tryon.geometry import RgbaImage, Size
from tryon.imaging import read_rgba, write_atomically, write_image
from tryon.messages import ExportProblem, GarmentProblem
from tryon.paths import resolved
from tryon.pixels.resize import resize_rgba, scaled
from tryon.resources import sample_garments_folder
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure
from tryon.shape.figure_json import figure_from_json, figure_to_json

_LOG = logging.getLogger(__name__)

_REMOVED_FOLDER = "removed"
"""Where the files of removed garments lie, inside the user's folder."""


def wardrobe_folder() -> Path:
    """Return the folder in which the user's garments are kept."""
    return user_data_path("tryon", appauthor=False) / "garments"


def points_file(picture: Path, folder: Path | None = None) -> Path:
    """Return the file of the user's correction of a garment.

    Args:
        picture: the garment's picture.
        folder: of the user's garments, and of corrections of garments that ship with the app.
    """
    if picture.resolve() in _sample_entries():
        return correction_file((folder or wardrobe_folder()) / picture.name)
    return correction_file(picture)


def _correction_in_use(picture: Path, folder: Path | None) -> Path:
    """Return the file whose correction applies: the user's if there is one, else the picture's."""
    users_file = points_file(picture, folder)
    return users_file if users_file.exists() else correction_file(picture)


def load_garment(
    path: Path, category: GarmentCategory | None = None, *, folder: Path | None = None
) -> Garment:
    """Read a garment's picture, cut the garment out and find its category.

    The user's correction is applied; if it cannot be, `Garment.warning` says why.

    Args:
        path: a PNG with alpha, or a product photo.
        category: its category, if known; guessed from the silhouette otherwise. That of garments
            that ship with the app is known.
        folder: of the user's garments, if not `wardrobe_folder`.

    Raises:
        ImageReadError: if the file cannot be read as a picture.
        GarmentError: if there is no garment on it.
    """
    rgba = read_rgba(path)
    sample = _sample_entries().get(path.resolve())
    try:
        cutout = cut_out(rgba)
        found_category = category or (sample.category if sample else guess_category(cutout[..., 3]))
        garment = Garment(
            cutout, found_category, sample.name if sample else _title(path), file=path
        )
    except GarmentError as error:
        if error.text.values.get("garment") == path.name:
            raise
        raise GarmentError(GarmentProblem.IN_FILE, file=path.name, problem=error) from error
    return _corrected(garment, _correction_in_use(path, folder), category)


def _corrected(garment: Garment, file: Path, category: GarmentCategory | None = None) -> Garment:
    """Apply the correction kept for a garment; ``category`` overrules the file's."""
    try:
        correction = read_correction(file)
        if correction is not None and category is not None:
            correction = correction.of_category(category)
        return garment if correction is None else corrected_garment(garment, correction)
    except GarmentError as error:
        warning = GarmentProblem.AS_MEASURED.with_values(problem=error.text, garment=garment.name)
        _LOG.warning("%s", warning)
        return replace(garment, warning=warning)


def thumbnail(garment: Garment, *, side: int) -> RgbaImage:
    """Return the garment centred on a transparent square (side, side, 4) with straight alpha."""
    full_size = Size.of(garment.rgba)
    size = scaled(full_size, side / max(full_size.width, full_size.height))
    result = np.zeros((side, side, 4), np.uint8)
    top, left = (side - size.height) // 2, (side - size.width) // 2
    result[top : top + size.height, left : left + size.width] = resize_rgba(garment.rgba, size)
    return result


class GarmentLibrary:
    """Sample garments first, then the user's own in the order in which they were added.

    Args:
        folder: where the user's garments are kept; the platform's data folder by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or wardrobe_folder()

    def garments(self) -> tuple[Garment, ...]:
        """Load every garment; a damaged one is left out and logged, removed ones are forgotten."""
        shutil.rmtree(self._folder / _REMOVED_FOLDER, ignore_errors=True)
        samples = [self._load_or_log(path, entry) for path, entry in _sample_entries().items()]
        added = [self._load_or_log(path, entry) for path, entry in self._added_entries()]
        return tuple(garment for garment in (*samples, *added) if garment is not None)

    def load(self, path: Path) -> Garment:
        """Load a garment without keeping it, see `load_garment`; a kept one as it is kept."""
        for picture, entry in self._added_entries():
            if resolved(picture) == resolved(path):
                return self._load_entry(picture, entry)
        return load_garment(path, folder=self._folder)

    def add(self, path: Path, category: GarmentCategory | None = None) -> Garment:
        """Cut a garment out of a picture and keep it.

        Raises:
            ImageReadError: if the file cannot be read as a picture.
            GarmentError: if there is no garment on it.
            ExportError: if it cannot be kept.
        """
        garment = load_garment(path, category, folder=self._folder)
        return replace(garment, file=self.keep(garment))

    def keep(self, garment: Garment) -> Path:
        """Store a garment and return its PNG.

        Raises:
            ExportError: if it cannot be written; nothing half-written stays behind.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        slug = re.sub(r"[^\w-]+", "-", garment.name.lower()).strip("-")[:40] or "garment"
        picture = self._folder / f"{slug}-{uuid.uuid4().hex[:8]}.png"
        entry: dict[str, Any] = {
            "file": picture.name,
            "name": garment.name,
            "category": garment.uncorrected.category.value,
        }
        if garment.figure is not None:
            entry["figure"] = figure_to_json(garment.figure)
        write_image(picture, garment.rgba)
        text = json.dumps(entry, ensure_ascii=False, indent=2)
        try:
            if garment.correction is not None:
                write_correction(correction_file(picture), garment.correction)
            write_atomically(
                picture.with_suffix(".json"), lambda file: file.write(text.encode("utf-8"))
            )
        except TryOnError:
            picture.unlink(missing_ok=True)
            correction_file(picture).unlink(missing_ok=True)
            raise
        return picture

    def correct(self, garment: Garment, correction: Correction | None) -> Garment:
        """Keep the user's correction of a garment and return the corrected garment.

        Args:
            garment: one that was loaded from a file or is kept.
            correction: None deletes the kept one, and the garment is as it was measured.

        Raises:
            GarmentError: if a landmark was moved where it cannot be; nothing is kept then.
            ExportError: if it cannot be kept.
        """
        if garment.file is None:
            raise ValueError(f"{garment.name} is in memory only")
        corrected = corrected_garment(garment, correction)
        file = points_file(garment.file, self._folder)
        if corrected.correction is None:
            remove_correction(file)
        else:
            write_correction(file, corrected.correction)
        return corrected

    def is_own(self, garment: Garment) -> bool:
        """Return whether the user added a garment, so that it can be removed."""
        return garment.file is not None and garment.file.parent == self._folder

    def remove(self, garment: Garment) -> None:
        """Take a garment of the user's out of the wardrobe; `restore` brings it back.

        Raises:
            ValueError: if the user did not add it.
            ExportError: if its files cannot be moved; all of them stay then.
        """
        names = self._file_names(garment)
        _move(names, self._folder, self._folder / _REMOVED_FOLDER, garment.name)

    def restore(self, garment: Garment) -> None:
        """Bring back a garment that was removed since the wardrobe was read.

        Raises:
            ValueError: if the user did not add it.
            ExportError: if its files cannot be moved, or are gone.
        """
        names = self._file_names(garment)
        _move(names[::-1], self._folder / _REMOVED_FOLDER, self._folder, garment.name)

    def _file_names(self, garment: Garment) -> list[str]:
        """Return the names of a garment's files; the first makes it part of the wardrobe."""
        if garment.file is None or not self.is_own(garment):
            raise ValueError(f"{garment.name} was not added by the user")
        picture = garment.file
        return [picture.with_suffix(".json").name, picture.name, correction_file(picture).name]

    def _added_entries(self) -> list[tuple[Path, _Entry]]:
        if not self._folder.is_dir():
            return []
        found = (file for file in self._folder.glob("*.json") if not is_correction_file(file))
        files = sorted(found, key=lambda file: (file.stat().st_mtime, file))
        entries = []
        for file in files:
            try:
                entries.append(_read_entry(self._folder, json.loads(file.read_text("utf-8"))))
            except (OSError, ValueError, KeyError, TypeError) as error:
                _LOG.warning("left out the garment %s: %s", file, error)
        return entries

    def _load_or_log(self, path: Path, entry: _Entry) -> Garment | None:
        try:
            return self._load_entry(path, entry)
        except TryOnError as error:
            _LOG.warning("left out the garment %s: %s", path, error)
            return None

    def _load_entry(self, path: Path, entry: _Entry) -> Garment:
        rgba = read_rgba(path)
        if entry.figure is None:  # else it is cut out, and its landmarks fit this picture only
            rgba = cut_out(rgba)
        garment = Garment(rgba, entry.category, entry.name, entry.figure, file=path)
        return _corrected(garment, _correction_in_use(path, self._folder))


def _move(names: list[str], source: Path, target: Path, garment: str) -> None:
    """Move files in this order, or none of them; the correction's file may be missing."""
    moved: list[str] = []
    try:
        target.mkdir(exist_ok=True)
        for name in names:
            if not is_correction_file(source / name) or (source / name).exists():
                os.replace(source / name, target / name)
                moved.append(name)
    except OSError as error:
        for name in reversed(moved):
            os.replace(target / name, source / name)
        raise ExportError(
            ExportProblem.NOT_MOVED, garment=garment, source=source, target=target, reason=error
        ) from error


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
        TypeError: if something is of the wrong type.
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
