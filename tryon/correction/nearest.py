"""Who is meant by a place in a photo."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tryon.geometry import Box
from tryon.human_parse import HumanParse

_FIRST_REACH = 24
"""Pixels around a place in which a person is looked for first."""


def person_near(parse: HumanParse, x: float, y: float) -> int:
    """Return the number of who is at a place or nearest to it; 0 if there is nobody."""
    size = parse.size
    column = min(max(int(np.floor(x)), 0), size.width - 1)
    row = min(max(int(np.floor(y)), 0), size.height - 1)
    if not parse.people or parse.person_map[row, column]:
        return int(parse.person_map[row, column])
    reach = _FIRST_REACH
    while True:  # ends at the latest where the box holds the whole photo, and thus somebody
        box = Box(column, row, column + 1, row + 1).grown(reach, limit=size)
        owners = parse.person_map[box.slices]
        rows, columns = np.nonzero(owners)
        distances = np.hypot(rows + box.top - row, columns + box.left - column)
        if distances.size:
            nearest = int(distances.argmin())
            is_sure = distances[nearest] <= reach  # a corner of the box is farther than its sides
            if is_sure or reach >= max(size.width, size.height):
                return int(owners[rows[nearest], columns[nearest]])
        reach *= 2


def person_along(parse: HumanParse, path: Sequence[tuple[float, float]]) -> int:
    """Return the number of the person whom a line parts; 0 if it is about nobody.

    That is whom it crosses most; if it crosses nobody, who lies on both sides of its middle.
    """
    points = np.asarray(path, np.float64)
    steps = int(np.abs(np.diff(points, axis=0)).sum()) + len(points)
    at = np.linspace(0, len(points) - 1, steps)
    columns, rows = (
        np.floor(np.interp(at, np.arange(len(points)), points[:, axis])).astype(np.intp)
        for axis in (0, 1)
    )
    size = parse.size
    inside = (columns >= 0) & (columns < size.width) & (rows >= 0) & (rows < size.height)
    counts = np.bincount(parse.person_map[rows[inside], columns[inside]], minlength=2)
    person = 1 + int(counts[1:].argmax())
    if counts[person]:
        return person
    x, y = points.mean(axis=0)
    around = [
        each
        for each in parse.people
        if each.box.left <= x < each.box.right and each.box.top <= y < each.box.bottom
    ]
    least = min(around, key=lambda each: each.box.width * each.box.height, default=None)
    return 0 if least is None else least.number
