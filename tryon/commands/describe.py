"""``tryon garment describe``: what pictures of garments show, without keeping anything."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tryon.commands.outputs import check_apart
from tryon.commands.parse import find_photos
from tryon.commands.terminal import complaint
from tryon.errors import TryOnError
from tryon.garments.cutout import check_picture
from tryon.garments.garment import Garment
from tryon.garments.measure import measured_points
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import Reading
from tryon.garments.see import read_picture, refusal, see_garment
from tryon.imaging import read_rgba, write_atomically
from tryon.messages import GarmentNote
from tryon.shape.point_names import PointName

_REPORTED_AS = {
    PictureKind.COAT: PictureKind.TOP,
    PictureKind.SHORTS: PictureKind.TROUSERS,
    PictureKind.JUMPSUIT: PictureKind.DRESS,
}
"""What finer kinds are reported as; the finer one is the entry's ``detail``."""

_SURE = 0.8
"""Confidence below which the second likeliest kind is noted too."""

Entry = dict[str, object]


def run_describe(arguments: argparse.Namespace) -> int:
    """Describe every picture named; return 0, or 1 if one could not be read.

    Raises:
        TryOnError: if a folder holds no picture, or the list cannot be written.
        UsageError: if the list would overwrite a picture.
    """
    files = find_photos(arguments.files)
    if arguments.json is not None:
        check_apart([arguments.json], files)
    entries = [_entry(file) for file in files]
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    if arguments.json is None:
        print(text)
    else:
        encoded = f"{text}\n".encode()
        write_atomically(arguments.json, lambda stream: stream.write(encoded))
    for entry in entries:
        if "error" in entry:
            print(complaint(str(entry["error"])), file=sys.stderr)
    return 1 if any("error" in entry for entry in entries) else 0


def _entry(file: Path) -> Entry:
    """Describe one picture; what cannot be read is an entry with ``error``."""
    try:
        return {"file": str(file), **describe(file)}
    except TryOnError as error:
        return {"file": str(file), "error": str(error)}


def describe(file: Path) -> Entry:
    """Return what a picture shows.

    Landmarks are x, y and confidence; x and y are shares of the picture's width and height after it
    was turned upright.

    Raises:
        ImageReadError: if it cannot be read as a picture.
        GarmentError: if it is tiny or transparent, or the network fails.
        WeightsError: if the network's file is missing or damaged.
    """
    rgba = read_rgba(file)
    check_picture(rgba)
    reading = read_picture(rgba)
    kind = _REPORTED_AS.get(reading.kind, reading.kind)
    notes = _notes(reading)
    landmarks: dict[str, list[float]] = {}
    category = reading.kind.category
    problem: object = refusal(reading)
    if problem is None:
        try:
            seen = see_garment(rgba)
            category = seen.category
            garment = Garment(seen.rgba, seen.category, file.stem)
            shares = {
                name: np.array([point.x, point.y]) * seen.cutout.extent + seen.cutout.offset
                for name, point in measured_points(garment).items()
            }
            landmarks = _landmarks(shares, seen.reading)
        except TryOnError as error:
            problem, category = error.text, None
    if problem is not None:
        notes.append(str(problem))
    entry: Entry = {
        "kind": kind.value,
        "confidence": round(reading.confidence, 4),
        "category": None if category is None else category.value,
        "turned_degrees": reading.turned_degrees,
        "landmarks": landmarks,
        "notes": notes,
    }
    return entry if kind is reading.kind else {**entry, "detail": reading.kind.value}


def _landmarks(
    shares: dict[PointName, np.ndarray[tuple[int], np.dtype[np.float64]]], reading: Reading
) -> dict[str, list[float]]:
    return {
        name.value: [
            round(float(place[0]), 4),
            round(float(place[1]), 4),
            round(reading.heats[name].near(place), 4),
        ]
        for name, place in shares.items()
    }


def _notes(reading: Reading) -> list[str]:
    notes: Sequence[object] = ()
    if reading.turned_degrees:
        notes = (GarmentNote.TURNED.with_values(degrees=reading.turned_degrees),)
    if reading.confidence < _SURE:
        others = {k: share for k, share in reading.shares.items() if not _same(k, reading.kind)}
        other = max(others, key=others.__getitem__)
        notes = (*notes, GarmentNote.MAYBE.with_values(kind=reading.kind, other=other))
    return [str(note) for note in notes]


def _same(first: PictureKind, second: PictureKind) -> bool:
    """Whether two kinds are worn as the same thing."""
    return first is second or (first.category is not None and first.category is second.category)
