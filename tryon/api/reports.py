"""What is said of photos and of pictures of garments, as JSON has it."""

from __future__ import annotations

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment, points_of
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.see import SeenGarment, SeenOther, SeenPicture, SeenSeveral, notes_of
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.joints import JointName, Joints
from tryon.messages import GarmentNote, GarmentProblem
from tryon.progress import StageTime
from tryon.shape.category import GarmentCategory

Entry = dict[str, object]


def parse_report(
    photo: Photo, parse: HumanParse, times: tuple[StageTime, ...]
) -> dict[str, object]:
    """Return what there is to say of a photo, for JSON."""
    return {
        "photo": photo.name,
        "width": photo.size.width,
        "height": photo.size.height,
        "engine": parse.engine,
        "people": [
            {
                "person": person.number,
                "box": person.box.edges,
                "score": round(person.score, 4),
                "area": person.pixels,
                "parts": [
                    {"id": int(part.label), "label": part.label.title, "area": part.pixels}
                    for part in person.parts
                ],
                "joints": _joints_report(person.joints),
            }
            for person in parse.people
        ],
        "milliseconds": {time.stage.value: round(time.ms, 2) for time in times},
    }


def _joints_report(joints: Joints | None) -> dict[str, list[float]]:
    """Return x, y and confidence of each joint by its COCO name; empty where nothing fits."""
    if joints is None:
        return {}
    return {
        name.key: [*np.round(joints.points[name], 2).tolist(), round(joints.confidence[name], 4)]
        for name in JointName
    }


def garment_report(seen: SeenPicture, name: str) -> Entry:
    """Return what a picture of a garment shows, for JSON.

    Landmarks are x, y and confidence; x and y are shares of the picture's width and height after it
    was turned upright.
    """
    notes: list[object] = [*notes_of(seen)]
    category: GarmentCategory | None = None
    landmarks: dict[str, list[float]] = {}
    match seen:
        case SeenGarment():
            try:
                landmarks, further = _landmarks(seen, name)
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
