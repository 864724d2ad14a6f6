"""From a label map and a map of bodies to a `HumanParse`: who is who, from left to right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tryon.geometry import Box, LabelMap
from tryon.human_parse import MAX_PEOPLE, HumanParse, PartArea, Person
from tryon.labels import LABEL_COUNT, Label
from tryon.progress import StageTime


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
    highest = max([int(bodies.max(initial=0)), *scores])
    is_kept = np.zeros(highest + 1, dtype=np.bool_)
    is_kept[kept] = True
    is_person = (labels > 0) & is_kept[bodies]
    boxes = _boxes(np.where(is_person, bodies, 0))
    ordered = sorted(boxes, key=lambda body: (boxes[body].left + boxes[body].right, body))

    numbers = np.zeros(len(is_kept), dtype=np.uint8)
    numbers[ordered] = np.arange(1, len(ordered) + 1, dtype=np.uint8)
    person_map = np.where(is_person, numbers[bodies], 0).astype(np.uint8)
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
        labels=np.where(is_person, labels, 0).astype(np.uint8),
        person_map=person_map,
        people=people,
        engine=engine,
        times=times,
    )


def _boxes(bodies: NDArray[np.integer]) -> dict[int, Box]:
    return {
        body: Box(place[1].start, place[0].start, place[1].stop, place[0].stop)
        for body, place in enumerate(ndimage.find_objects(bodies), start=1)
        if place is not None
    }


def _parts(labels: LabelMap, person_map: LabelMap, number: int, box: Box) -> tuple[PartArea, ...]:
    inside = labels[box.slices][person_map[box.slices] == number]
    counts = np.bincount(inside, minlength=LABEL_COUNT)
    found = [PartArea(Label(i), int(n)) for i, n in enumerate(counts) if n and i > 0]
    return tuple(sorted(found, key=lambda part: -part.pixels))
