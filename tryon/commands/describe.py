"""``tryon garment describe``: what pictures of garments show, without keeping anything."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tryon.commands.outputs import check_apart
from tryon.commands.terminal import complaint
from tryon.errors import GarmentError, TryOnError
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment, points_of
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.see import SeenGarment, SeenOther, SeenSeveral, notes_of, see_picture
from tryon.imaging import find_photos, read_rgba, write_atomically
from tryon.messages import GarmentNote, GarmentProblem
from tryon.shape.category import GarmentCategory

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
    seen = see_picture(read_rgba(file))
    notes: list[object] = [*notes_of(seen)]
    category: GarmentCategory | None = None
    landmarks: dict[str, list[float]] = {}
    match seen:
        case SeenGarment():
            try:
                landmarks, further = _landmarks(seen, file.stem)
                category = seen.category
                notes += further
            except GarmentError as error:
                notes.append(error.text)
        case SeenSeveral():
            notes.append(GarmentProblem.SEVERAL.with_values(count=len(seen.pieces)))
        case SeenOther():
            notes.append(seen.problem)
    detail = PictureKind.SEVERAL if isinstance(seen, SeenSeveral) else seen.reading.kind
    kind = detail if detail.category is None else PictureKind(detail.category.value)
    entry: Entry = {
        "kind": kind.value,
        "confidence": round(seen.reading.confidence_of(detail), 4),
        "category": None if category is None else category.value,
        "turned_degrees": seen.reading.turned_degrees,
        "landmarks": landmarks,
        "notes": [str(note) for note in notes],
    }
    return entry if kind is detail else {**entry, "detail": detail.value}


def _landmarks(seen: SeenGarment, name: str) -> tuple[dict[str, list[float]], list[object]]:
    """Return where the landmarks are in the picture, and what is to be noted of them."""
    landmarks = {}
    garment = Garment(seen.rgba, seen.category, name)
    measured = measure_garment(garment)
    for point_name, point in points_of(garment, measured).items():
        place = seen.cutout.in_picture(point)
        sureness = seen.reading.heats[point_name].near(place)
        landmarks[point_name.value] = [round(float(value), 4) for value in (*place, sureness)]
    if not measured.overruled:
        return landmarks, []
    return landmarks, [GarmentNote.POINTS_AS_SEEN.with_values(points=measured.overruled)]
