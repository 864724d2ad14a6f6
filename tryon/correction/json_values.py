"""Values of corrections in JSON, which anybody may have written: checked one by one."""

from __future__ import annotations

import base64
import binascii
import math
from typing import Any

from tryon.correction.drawn import Path
from tryon.errors import ImageReadError
from tryon.geometry import Box, LabelMap
from tryon.human_parse import MAX_PEOPLE
from tryon.imaging import decode_grey, png_of
from tryon.joints import JointName
from tryon.labels import LABEL_COUNT, Label

Json = dict[str, Any]
"""An object of a JSON file, whose values are checked where they are read."""
FARTHEST = 100_000
"""Largest coordinate that makes sense, in pixels."""
_LONGEST = 200_000
"""Most positions of a path."""


def path_to_json(path: Path) -> list[list[float]]:
    """Return what `read_path` reads."""
    return [[x, y] for x, y in path]


def read_path(stored: object, least: int) -> Path:
    """Read positions; there must be ``least``."""
    if not isinstance(stored, list):
        raise TypeError("expected a list of positions")
    if not least <= len(stored) <= _LONGEST:
        raise ValueError(f"expected from {least} to {_LONGEST} positions")
    positions = []
    for position in stored:
        if not isinstance(position, list) or len(position) != 2:
            raise TypeError("expected a position [x, y]")
        positions.append((read_number(position[0]), read_number(position[1])))
    return tuple(positions)


def read_whole(stored: object, low: int, high: int) -> int:
    """Read a whole number of a range, both ends included."""
    if type(stored) is not int:
        raise TypeError("expected a whole number")
    if not low <= stored <= high:
        raise ValueError(f"expected a number from {low} to {high}")
    return stored


def read_number(stored: object, low: float = -FARTHEST, high: float = FARTHEST) -> float:
    """Read a number of a range, both ends included."""
    if type(stored) is not int and type(stored) is not float:
        raise TypeError("expected a number")
    if not (low <= stored <= high and math.isfinite(stored)):
        raise ValueError(f"expected a number from {low} to {high}")
    return float(stored)


def read_radius(stored: object) -> float:
    """Read the radius of a brush."""
    return read_number(stored, low=0.0)


def read_person(stored: object, least: int = 1) -> int:
    """Read the number of a person."""
    return read_whole(stored, least, MAX_PEOPLE)


def part_to_json(label: Label, person: int) -> Json:
    """Return what `read_part` reads."""
    return {"label": int(label), "person": person}


def read_part(stored: Json) -> tuple[Label, int]:
    """Read a label, and whose it is; nobody's is the background only."""
    label = Label(read_whole(stored["label"], 0, LABEL_COUNT - 1))
    return label, read_person(stored["person"], least=label is not Label.BACKGROUND)


def read_joint(stored: object) -> JointName:
    """Read the name of a joint."""
    if not isinstance(stored, str):
        raise TypeError("expected the name of a joint")
    return {joint.key: joint for joint in JointName}[stored]


def read_box(stored: object) -> Box:
    """Read a box that is not empty."""
    if not isinstance(stored, list) or len(stored) != 4:
        raise TypeError("expected a box [left, top, right, bottom]")
    box = Box(*(read_whole(edge, 0, FARTHEST) for edge in stored))
    if not (box.left < box.right and box.top < box.bottom):
        raise ValueError("expected a box with something in it")
    return box


def labels_to_json(labels: LabelMap) -> str:
    """Return what `read_labels` reads: a PNG as text."""
    return base64.b64encode(png_of(labels)).decode("ascii")


def read_labels(stored: object, box: Box) -> LabelMap:
    """Read label ids (h, w) of a box."""
    if not isinstance(stored, str):
        raise TypeError("expected a picture as text")
    try:
        ids = decode_grey(base64.b64decode(stored, validate=True), "labels")
    except (binascii.Error, ImageReadError) as error:
        raise ValueError("expected a picture as text") from error
    if ids.shape != (box.height, box.width):
        raise ValueError("expected a picture as large as the box")
    if ids.max(initial=0) >= LABEL_COUNT:
        raise ValueError(f"expected label ids below {LABEL_COUNT}")
    return ids
