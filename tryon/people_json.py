"""People of a parse to JSON and back, for parses that are kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from tryon.geometry import Box, PhotoPoints, Size
from tryon.human_parse import PartArea, Person
from tryon.joints import Joints
from tryon.labels import Label

_FARTHEST = 2
"""How far outside the photo a joint may be believed to lie, in longest sides of the photo."""


def people_to_json(people: tuple[Person, ...]) -> list[dict[str, Any]]:
    """Return what `people_from_json` reads."""
    return [
        {
            "box": person.box.edges,
            "score": person.score,
            "parts": [[int(part.label), part.pixels] for part in person.parts],
            "joints": joints_to_json(person.joints),
        }
        for person in people
    ]


def people_from_json(stored: Any, size: Size) -> tuple[Person, ...]:  # noqa: ANN401 - any JSON value
    """Read people.

    Args:
        stored: what `people_to_json` returned.
        size: of their photo.

    Raises:
        LookupError: if something is missing.
        ValueError: if a value makes no sense.
        TypeError: if a value is of the wrong type.
    """
    return tuple(
        Person(
            number=number,
            box=_to_box(person["box"], size),
            score=float(person["score"]),
            parts=tuple(PartArea(Label(label), int(pixels)) for label, pixels in person["parts"]),
            joints=joints_from_json(person["joints"], size),
        )
        for number, person in enumerate(stored, start=1)
    )


def _to_box(edges: list[int], size: Size) -> Box:
    left, top, right, bottom = edges
    if any(type(edge) is not int for edge in edges):
        raise TypeError(f"a box has whole numbers, got {edges}")
    if not (0 <= left < right <= size.width and 0 <= top < bottom <= size.height):
        raise ValueError(f"the box {edges} does not lie in the photo")
    return Box(left, top, right, bottom)


def joints_to_json(joints: Joints | None) -> list[list[float]] | None:
    """Return x, y and confidence of each joint."""
    if joints is None:
        return None
    rows: list[list[float]] = np.column_stack([joints.points, joints.confidence]).tolist()
    return rows


def joints_from_json(rows: list[list[float]] | None, size: Size) -> Joints | None:
    """Read the joints of somebody on a photo of a size; raises as `people_from_json` does."""
    if rows is None:
        return None
    numbers = np.array(rows, dtype=np.float64)
    points, confidence = numbers[:, :2], numbers[:, 2]
    reach = _FARTHEST * max(size.width, size.height)
    if not ((points >= -reach) & (points <= np.array([size.width, size.height]) + reach)).all():
        raise ValueError(f"joints must lie within {reach} pixels of the photo")
    if not ((confidence >= 0) & (confidence <= 1)).all():
        raise ValueError("confidence must lie between 0 and 1")
    return Joints(PhotoPoints(points), confidence)
