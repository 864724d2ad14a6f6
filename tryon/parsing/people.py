"""From a label map and a map of bodies to a `HumanParse`: who is who, from left to right."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tryon.geometry import Box, LabelMap
from tryon.human_parse import MAX_PEOPLE, HumanParse, PartArea, Person
from tryon.labels import LABEL_COUNT, Label
from tryon.progress import StageTime

_FEW = 16
"""People up to whom boxes are measured one by one, which is faster."""


def build_parse(
    labels: LabelMap,
    bodies: NDArray[np.integer],
    scores: Mapping[int, float],
    *,
    engine: str,
    times: tuple[StageTime, ...] = (),
) -> HumanParse:
    """Number people from left to right and list their parts.

    Args:
        labels: CIHP ids (H, W) uint8.
        bodies: any non-negative integer per body (H, W); 0 where there is nobody. Pixels of a
            body that carry no label, and labels that belong to no body, are dropped.
        scores: confidence in [0, 1] of each body in ``bodies``; if there are more than
            255 bodies the most certain are kept.
        engine: name and version of the parser.
        times: how long each stage took.
    """
    kept = sorted(scores, key=lambda body: -scores[body])[:MAX_PEOPLE]
    ranks = np.zeros(max([int(bodies.max(initial=0)), *scores]) + 1, dtype=np.uint8)
    ranks[kept] = np.arange(1, len(kept) + 1, dtype=np.uint8)
    rank_map = _where(labels, look_up(ranks, bodies))
    boxes = {kept[rank - 1]: box for rank, box in _boxes(rank_map, len(kept)).items()}
    ordered = sorted(boxes, key=lambda body: (boxes[body].left + boxes[body].right, body))

    numbers = np.zeros(len(kept) + 1, dtype=np.uint8)
    numbers[ranks[ordered]] = np.arange(1, len(ordered) + 1, dtype=np.uint8)
    person_map = look_up(numbers, rank_map)
    people = tuple(
        Person(
            number=number,
            box=boxes[body],
            score=float(scores[body]),
            parts=_parts(labels, person_map, number, boxes[body]),
        )
        for number, body in enumerate(ordered, start=1)
    )
    return HumanParse(
        labels=_where(person_map, labels),
        person_map=person_map,
        people=people,
        engine=engine,
        times=times,
    )


def look_up(table: NDArray[np.uint8], keys: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Return ``table[keys]``; OpenCV's is several times faster where a byte can hold the keys."""
    if len(table) > 256:
        return np.asarray(table[keys])
    return np.asarray(cv2.LUT(keys.astype(np.uint8), np.resize(table, 256)), dtype=np.uint8)


def _where(mask: NDArray[np.uint8], values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the values (H, W) where a mask is not 0, else 0."""
    return np.asarray(cv2.bitwise_and(values, values, mask=mask), dtype=np.uint8)


def _boxes(rank_map: NDArray[np.uint8], count: int) -> dict[int, Box]:
    if count > _FEW:  # one pass for all of them
        places = enumerate(ndimage.find_objects(rank_map), start=1)
        return {
            rank: Box(place[1].start, place[0].start, place[1].stop, place[0].stop)
            for rank, place in places
            if place is not None
        }
    boxes = {}
    for rank in range(1, count + 1):
        left, top, width, height = cv2.boundingRect(cv2.inRange(rank_map, rank, rank))
        if width:
            boxes[rank] = Box(left, top, left + width, top + height)
    return boxes


def _parts(labels: LabelMap, person_map: LabelMap, number: int, box: Box) -> tuple[PartArea, ...]:
    own = cv2.inRange(np.ascontiguousarray(person_map[box.slices]), number, number)
    inside = np.ascontiguousarray(labels[box.slices])
    counts = cv2.calcHist([inside], [0], own, [LABEL_COUNT], [0, LABEL_COUNT]).ravel()
    found = [PartArea(Label(i), int(n)) for i, n in enumerate(counts) if n and i > 0]
    return tuple(sorted(found, key=lambda part: -part.pixels))
