"""The garments of a look: cut-outs as pictures, what is known and corrected of them as JSON."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import Any

from tryon.archive import Archive, sense_of, write_member
from tryon.garments.corrections import correction_from_json, correction_to_json
from tryon.garments.garment import Garment
from tryon.imaging import decode_rgba, png_of
from tryon.shape.category import GarmentCategory
from tryon.shape.figure_json import Json, figure_from_json, figure_to_json


def write_garment(archive: zipfile.ZipFile, number: int, garment: Garment) -> Json:
    """Write the pictures of a garment into a look; return what `read_garment` reads."""
    write_member(archive, _picture(number), png_of(garment.rgba))
    if garment.outline is not None:
        write_member(archive, _coverage(number), garment.outline.coverage_png)
    return _to_json(garment, _coverage(number))


def garment_digest(garment: Garment) -> str:
    """Return a text that differs between garments; not by where they are kept."""
    about = json.dumps(_to_json(garment, ""), sort_keys=True)
    digest = hashlib.sha256(f"{about} {garment.rgba.shape}".encode("utf-8", "replace"))
    digest.update(garment.rgba.tobytes())
    if garment.outline is not None:
        digest.update(garment.outline.coverage_png)
    return digest.hexdigest()


def _to_json(garment: Garment, coverage_name: str) -> Json:
    found, figure, correction = garment.found_category, garment.figure, garment.correction
    return {
        "name": garment.name,
        "category": garment.category.value,
        "found_category": None if found is None else found.value,
        "figure": None if figure is None else figure_to_json(figure),
        "correction": None if correction is None else correction_to_json(correction, coverage_name),
    }


def read_garment(archive: Archive, number: int, stored: Any) -> Garment:  # noqa: ANN401 - JSON
    """Read a garment.

    Raises:
        MemberError: if any of it is damaged.
    """
    picture = _picture(number)
    with sense_of(picture):
        rgba = decode_rgba(archive.read_png(picture), picture)
        found, figure, correction = (
            stored[name] for name in ("found_category", "figure", "correction")
        )
        if not isinstance(stored["name"], str):
            raise TypeError("the name must be a text")
        return Garment(
            rgba,
            GarmentCategory(stored["category"]),
            stored["name"],
            None if figure is None else figure_from_json(figure),
            None
            if correction is None
            else correction_from_json(correction, lambda _: archive.read_png(_coverage(number))),
            None if found is None else GarmentCategory(found),
        )


def _picture(number: int) -> str:
    return f"garment-{number}.png"


def _coverage(number: int) -> str:
    return f"garment-{number}-outline.png"
