"""Corrections of a parse to JSON and back, for what is kept of them."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable
from typing import Any

from tryon.correction.add_person import AddPerson
from tryon.correction.drawn import Path
from tryon.correction.edit import ParseEdit
from tryon.correction.grow import GrowToEdge
from tryon.correction.paint import Brush, Polygon
from tryon.correction.people import (
    MergePeople,
    MoveJoint,
    RemovePerson,
    SplitPerson,
    SwapSides,
)
from tryon.correction.relabel import Relabel
from tryon.errors import ImageReadError
from tryon.geometry import Box, LabelMap, Size
from tryon.human_parse import MAX_PEOPLE
from tryon.imaging import decode_grey, png_of
from tryon.joints import JointName
from tryon.labels import LABEL_COUNT, Label
from tryon.people_json import joints_from_json, joints_to_json

Json = dict[str, Any]
"""An object of a JSON file, whose values are checked where they are read."""
_FARTHEST = 100_000
"""Largest coordinate that makes sense, in pixels."""
_LONGEST = 200_000
"""Most positions of a path."""


def edit_to_json(edit: ParseEdit) -> Json:
    """Return what `edit_from_json` reads."""
    match edit:
        case Brush() | GrowToEdge():
            kind = "brush" if isinstance(edit, Brush) else "grow_to_edge"
            return {"kind": kind, "path": _rows(edit.path), "radius": edit.radius, **_part(edit)}
        case Polygon():
            return {"kind": "polygon", "corners": _rows(edit.corners), **_part(edit)}
        case Relabel():
            return {"kind": "relabel", "x": edit.x, "y": edit.y, **_part(edit)}
        case AddPerson():
            return {
                "kind": "add_person",
                "box": edit.box.edges,
                "labels": base64.b64encode(png_of(edit.labels)).decode("ascii"),
                "score": edit.score,
                "joints": joints_to_json(edit.joints),
            }
        case SplitPerson():
            return {"kind": "split_person", "person": edit.person, "line": _rows(edit.line)}
        case MergePeople():
            return {"kind": "merge_people", "person": edit.person, "other": edit.other}
        case RemovePerson():
            return {"kind": "remove_person", "person": edit.person}
        case SwapSides():
            return {"kind": "swap_sides", "person": edit.person}
        case MoveJoint():
            return {
                "kind": "move_joint",
                "person": edit.person,
                "joint": edit.joint.key,
                "x": edit.x,
                "y": edit.y,
            }
    raise TypeError(f"{type(edit).__name__} is no correction that can be kept")


def edit_from_json(stored: object) -> ParseEdit:
    """Read a correction.

    Raises:
        LookupError: if something is missing.
        ValueError: if a value makes no sense.
        TypeError: if a value is of the wrong type.
    """
    if not isinstance(stored, dict):
        raise TypeError("a correction is an object")
    kind = stored["kind"]
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise ValueError("there is no correction of this kind")
    edit = read(stored)
    unknown = stored.keys() - edit_to_json(edit).keys()
    if unknown:
        raise ValueError(f"a correction has {len(unknown)} values too many")
    return edit


def _rows(path: Path) -> list[list[float]]:
    return [[x, y] for x, y in path]


def _part(edit: Brush | Polygon | GrowToEdge | Relabel) -> Json:
    return {"label": int(edit.label), "person": edit.person}


def _whole(value: Any, low: int, high: int) -> int:  # noqa: ANN401 - any JSON value
    if type(value) is not int:
        raise TypeError("expected a whole number")
    if not low <= value <= high:
        raise ValueError(f"expected a number from {low} to {high}")
    return value


def _number(value: Any, low: float = -_FARTHEST, high: float = _FARTHEST) -> float:  # noqa: ANN401
    if type(value) not in (int, float):
        raise TypeError("expected a number")
    if not (low <= value <= high and math.isfinite(value)):
        raise ValueError(f"expected a number from {low} to {high}")
    return float(value)


def _path(value: Any, least: int) -> Path:  # noqa: ANN401
    if not isinstance(value, list):
        raise TypeError("expected a list of positions")
    if not least <= len(value) <= _LONGEST:
        raise ValueError(f"expected from {least} to {_LONGEST} positions")
    positions = []
    for position in value:
        if not isinstance(position, list) or len(position) != 2:
            raise TypeError("expected a position [x, y]")
        positions.append((_number(position[0]), _number(position[1])))
    return tuple(positions)


def _person(value: Any, least: int = 1) -> int:  # noqa: ANN401
    return _whole(value, least, MAX_PEOPLE)


def _label(value: Any) -> Label:  # noqa: ANN401
    return Label(_whole(value, 0, LABEL_COUNT - 1))


def _painted(stored: Json) -> tuple[Label, int]:
    return _label(stored["label"]), _person(stored["person"], least=0)


def _radius(stored: Json) -> float:
    return _number(stored["radius"], low=0.0)


def _joint(value: Any) -> JointName:  # noqa: ANN401
    if not isinstance(value, str):
        raise TypeError("expected the name of a joint")
    return {joint.key: joint for joint in JointName}[value]


def _add_person(stored: Json) -> AddPerson:
    edges = stored["box"]
    if not isinstance(edges, list) or len(edges) != 4:
        raise TypeError("expected a box [left, top, right, bottom]")
    box = Box(*(_whole(edge, 0, _FARTHEST) for edge in edges))
    if not (box.left < box.right and box.top < box.bottom):
        raise ValueError("expected a box with something in it")
    labels = _labels(stored["labels"], box)
    limit = Size(_FARTHEST, _FARTHEST)
    joints = joints_from_json(stored["joints"], limit)
    return AddPerson(box, labels, _number(stored["score"], 0.0, 1.0), joints)


def _labels(value: Any, box: Box) -> LabelMap:  # noqa: ANN401
    if not isinstance(value, str):
        raise TypeError("expected a picture as text")
    try:
        ids = decode_grey(base64.b64decode(value, validate=True), "labels")
    except (binascii.Error, ImageReadError) as error:
        raise ValueError("expected a picture as text") from error
    if ids.shape != (box.height, box.width):
        raise ValueError("expected a picture as large as the box")
    if ids.max(initial=0) >= LABEL_COUNT:
        raise ValueError(f"expected label ids below {LABEL_COUNT}")
    return ids


_READERS: dict[str, Callable[[Json], ParseEdit]] = {
    "brush": lambda stored: Brush(_path(stored["path"], 1), _radius(stored), *_painted(stored)),
    "grow_to_edge": lambda stored: GrowToEdge(
        _path(stored["path"], 1), _radius(stored), *_painted(stored)
    ),
    "polygon": lambda stored: Polygon(_path(stored["corners"], 3), *_painted(stored)),
    "relabel": lambda stored: Relabel(
        _whole(stored["x"], 0, _FARTHEST), _whole(stored["y"], 0, _FARTHEST), *_painted(stored)
    ),
    "add_person": _add_person,
    "split_person": lambda stored: SplitPerson(_person(stored["person"]), _path(stored["line"], 2)),
    "merge_people": lambda stored: MergePeople(_person(stored["person"]), _person(stored["other"])),
    "remove_person": lambda stored: RemovePerson(_person(stored["person"])),
    "swap_sides": lambda stored: SwapSides(_person(stored["person"])),
    "move_joint": lambda stored: MoveJoint(
        _person(stored["person"]),
        _joint(stored["joint"]),
        _number(stored["x"]),
        _number(stored["y"]),
    ),
}
