"""Reads garments, as the user corrected them: from any picture, and from what is kept.

What looks into pictures is imported where it is used: a list of garments needs none of it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from tryon.errors import GarmentError, ImageReadError
from tryon.garments.corrections import (
    correction_file,
    is_coverage_file,
    read_correction,
)
from tryon.garments.folder.place import chosen_folder
from tryon.garments.garment import Garment
from tryon.garments.outline.kept import is_original, original_file
from tryon.garments.outline.outline import Outline
from tryon.garments.stored import (
    StoredGarment,
    stored_samples,
)
from tryon.geometry import RgbaImage
from tryon.imaging import find_photos, read_rgba
from tryon.labels import Region
from tryon.messages import GarmentProblem
from tryon.paths import is_there, resolved
from tryon.shape.category import GarmentCategory

if TYPE_CHECKING:
    from tryon.garments.measure import Measure
    from tryon.garments.outline.original import Original

_LOG = logging.getLogger(__name__)


def data_folder() -> Path:
    """Return the folder of what the user must not lose."""
    return user_data_path("tryon", appauthor=False)


def usual_folder() -> Path:
    """Return the folder in which garments are kept unless the user chose another one."""
    return data_folder() / "garments"


def wardrobe_folder() -> Path:
    """Return the folder in which the user's garments are kept."""
    return chosen_folder(data_folder()) or usual_folder()


def points_file(picture: Path, folder: Path | None = None) -> Path:
    """Return the file of the user's correction of a garment.

    Args:
        picture: the garment's picture.
        folder: of the user's garments, and of corrections of garments that ship with the app.
    """
    if resolved(picture) in stored_samples():
        return correction_file((folder or wardrobe_folder()) / picture.name)
    return correction_file(picture)


def correction_in_use(picture: Path, folder: Path | None) -> Path:
    """Return the file whose correction applies: the user's if there is one, else the picture's."""
    users_file = points_file(picture, folder)
    return users_file if is_there(users_file) else correction_file(picture)


def find_garments(named: Sequence[Path]) -> tuple[Path, ...]:
    """Return the named pictures, and for each named folder the garments' pictures in it, sorted.

    What is kept beside a garment is left out: the picture that it was cut out of, and its outline.

    Raises:
        ImageReadError: if a folder holds no picture, or may not be read.
    """
    found = find_photos(named)
    return tuple(
        file for file in found if file in named or not (is_original(file) or is_coverage_file(file))
    )


def load_garment(
    path: Path,
    category: GarmentCategory | None = None,
    *,
    region: Region | None = None,
    folder: Path | None = None,
    is_surely_garment: bool = False,
    pick: int | None = None,
) -> Garment:
    """Read a garment's picture, cut the garment out and find its category.

    The user's correction is applied; if it cannot be, `Garment.warning` says why.

    Args:
        path: a PNG with alpha, or a product photo.
        category: its category, if known; read from the picture otherwise. That of garments that
            ship with the app is known.
        region: what it is to be worn on, whatever its picture says; nothing is refused then.
        folder: of the user's garments, if not `wardrobe_folder`.
        is_surely_garment: whether the user says that it is one, as who corrected it did before;
            what looks like shoes, a hat, a bag, a person or nothing is refused otherwise.
        pick: which of several garments in the picture, counted from 1, left to right.

    Raises:
        ImageReadError: if the file cannot be read as a picture.
        GarmentError: if there is no garment on it.
    """
    file = correction_in_use(path, folder)
    is_sure = is_surely_garment or region is not None or file.exists()
    original = original_of_file(path, category, is_surely_garment=is_sure, pick=pick)
    return as_corrected(original.garment, file, category).worn_on(region)


def garment_of_pixels(
    rgba: RgbaImage,
    name: str,
    category: GarmentCategory | None = None,
    *,
    region: Region | None = None,
    pick: int | None = None,
) -> Garment:
    """Cut a garment out of a picture (H, W, 4) that lies in no file; see `load_garment`.

    Raises:
        GarmentError: if there is no garment on it.
    """
    from tryon.garments.see import notes_of, see_garment

    try:
        seen = see_garment(rgba, category, is_surely_garment=region is not None, pick=pick)
        garment = Garment(seen.rgba, seen.category, name, notes=notes_of(seen))
    except GarmentError as error:
        raise GarmentError(GarmentProblem.IN_FILE, file=name, problem=error) from error
    return garment.worn_on(region)


def original_of_file(
    path: Path,
    category: GarmentCategory | None = None,
    *,
    is_surely_garment: bool = False,
    pick: int | None = None,
) -> Original:
    """Read a garment's picture and find the garment in it; see `load_garment`."""
    from tryon.garments.outline.original import Original
    from tryon.garments.see import notes_of, see_garment

    rgba = read_rgba(path)
    sample = stored_samples().get(resolved(path))
    try:
        known = category or (sample.category if sample else None)
        seen = see_garment(rgba, known, is_surely_garment=is_surely_garment, pick=pick)
        garment = Garment(
            seen.rgba,
            seen.category,
            sample.name if sample else title_of(path),
            file=path,
            notes=notes_of(seen),
        )
    except GarmentError as error:
        if error.text.values.get("garment") == path.name:
            raise
        raise GarmentError(GarmentProblem.IN_FILE, file=path.name, problem=error) from error
    if pick is not None:  # a piece of the picture is all that there is
        return Original.whole(garment)
    return Original.cut_out(rgba, garment, seen.cutout, turned_back=seen.reading.turned_degrees)


def as_corrected_beside(garment: Garment, category: GarmentCategory | None = None) -> Garment:
    """Return a garment with the correction that lies beside its picture, if there is one.

    Args:
        garment: one that was just cut out of a file.
        category: what it is if that is known; overrules the correction's.
    """
    if garment.file is None:
        return garment
    return as_corrected(garment, correction_file(garment.file), category)


def as_corrected(
    found: Garment,
    file: Path,
    category: GarmentCategory | None = None,
    measure: Measure | None = None,
) -> Garment:
    """Apply the correction kept for a garment.

    Args:
        found: the garment as it was found.
        file: of the correction.
        category: what it is if that is known; overrules the correction's.
        measure: measures it with the correction; `measure_garment` by default.
    """
    from tryon.garments.measure import corrected_garment, measure_garment

    garment = found
    try:
        correction = read_correction(file)
        if correction is None:
            return found
        if category is not None:
            correction = correction.of_category(category)
        if correction.outline is not None:
            garment = along_outline(found, correction.outline)
        return corrected_garment(garment, correction, measure or measure_garment)
    except (GarmentError, ImageReadError) as error:
        warning = GarmentProblem.AS_MEASURED.with_values(problem=error.text, garment=garment.name)
        _LOG.warning("%s", warning)
        return replace(found, warning=warning)


def cut_out_of(stored: StoredGarment) -> Garment:
    """Read a stored garment, as it was measured."""
    rgba = read_rgba(stored.picture)
    if stored.figure is None:  # else it is cut out, and its landmarks fit this picture only
        from tryon.garments.see import cut_out

        rgba = cut_out(rgba)
    return Garment(rgba, stored.category, stored.name, stored.figure, file=stored.picture)


def along_outline(garment: Garment, outline: Outline) -> Garment:
    """Cut a garment out of the picture that it came from, along a drawn outline."""
    from tryon.garments.outline.original import redrawn_along

    if garment.file is None:
        raise ValueError(f"{garment.name} is in memory only")
    return redrawn_along(garment, read_rgba(original_file(garment.file)), outline)


def title_of(path: Path) -> str:
    """Return what to call the garment of a picture file."""
    words = re.sub(r"[_-]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:] if words else path.name
