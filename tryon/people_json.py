"""People of a parse to JSON and back, for parses that are kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from tryon.geometry import Box, PhotoPoints, Size
from tryon.human_parse import PartArea, Person
from tryon.joints import Joints
from tryon.labels import Label

_FARTHEST = 1_000_000
"""Largest coordinate of a joint that makes sense, in pixels."""


def people_to_json(people: tuple[Person, ...]) -> list[dict[str, Any]]:
    """Return what `people_from_json` reads."""
    return [
        {
            "box": person.box.edges,
            "score": person.score,
            "parts": [[int(part.label), part.pixels] for part in person.parts],
            "joints": _to_rows(person.joints),
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
            joints=_to_joints(person["joints"]),
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


def _to_rows(joints: Joints | None) -> list[list[float]] | None:
    """Return x, y and confidence of each joint."""
    if joints is None:
        return None
    rows: list[list[float]] = np.column_stack([joints.points, joints.confidence]).tolist()
    return rows


def _to_joints(rows: list[list[float]] | None) -> Joints | None:
    if rows is None:
        return None
    numbers = np.array(rows, dtype=np.float64)
    if not (np.abs(numbers) <= _FARTHEST).all():
        raise ValueError(f"joints must lie within {_FARTHEST} pixels")
    return Joints(PhotoPoints(numbers[:, :2]), numbers[:, 2])
