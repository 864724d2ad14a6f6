"""``tryon garment describe``: what pictures of garments show, without keeping anything."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tryon.commands.outputs import check_apart
from tryon.commands.parse import find_photos
from tryon.commands.terminal import complaint
from tryon.errors import TryOnError
from tryon.garments.cutout import check_picture
from tryon.garments.garment import Garment
from tryon.garments.measure import measured_points
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import Reading
from tryon.garments.see import SeenGarment, garment_of, read_picture, refusal
from tryon.imaging import read_rgba, write_atomically
from tryon.messages import GarmentNote

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
    category = reading.kind.category
    kind = reading.kind if category is None else PictureKind(category.value)  # a coat is a top
    notes = _notes(reading)
    landmarks: dict[str, list[float]] = {}
    problem: object = refusal(reading)
    if problem is None:
        try:
            seen = garment_of(rgba, reading)
            category = seen.category
            landmarks = _landmarks(seen, file.stem)
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


def _landmarks(seen: SeenGarment, name: str) -> dict[str, list[float]]:
    landmarks = {}
    for point_name, point in measured_points(Garment(seen.rgba, seen.category, name)).items():
        place = seen.cutout.in_picture(point)
        sureness = seen.reading.heats[point_name].near(place)
        landmarks[point_name.value] = [round(float(value), 4) for value in (*place, sureness)]
    return landmarks


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
