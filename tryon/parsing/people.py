"""From label map and instances to a `HumanParse`: people are numbered from left to right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, LabelMap
from tryon.human_parse import MAX_PEOPLE, HumanParse, PartArea, Person
from tryon.joints import Joints
from tryon.labels import LABEL_COUNT, Label
from tryon.late import cv2, ndimage
from tryon.progress import StageTime

_ONE_BY_ONE = 16
"""Up to this many people, measuring boxes one by one is faster."""


def build_parse(
    labels: LabelMap,
    instances: NDArray[np.integer],
    scores: Mapping[int, float],
    joints: Mapping[int, Joints | None] | None = None,
    *,
    engine: str,
    times: tuple[StageTime, ...] = (),
) -> HumanParse:
    """Number people from left to right and list their parts.

    Args:
        labels: CIHP ids (H, W) uint8.
        instances: any positive integer per instance (H, W); 0 where there is nobody. Pixels of an
            instance without a label, and labels outside all instances, are dropped.
        scores: confidence in [0, 1] of each instance; if there are more than 255 instances the most
            certain are kept.
        joints: of each instance, where they are known.
        engine: name and version of the parser.
        times: how long each stage took.
    """
    kept = sorted(scores, key=lambda instance: -scores[instance])[:MAX_PEOPLE]
    ranks = np.zeros(max([int(instances.max(initial=0)), *scores]) + 1, dtype=np.uint8)
    ranks[kept] = np.arange(1, len(kept) + 1, dtype=np.uint8)
    all_ranks = look_up(ranks, instances)
    shown = _box_shown(all_ranks)  # most photos show nobody near their edges
    inside = np.ascontiguousarray(labels[shown.slices])
    rank_map = _masked(inside, np.ascontiguousarray(all_ranks[shown.slices]))
    boxes = {kept[rank - 1]: box for rank, box in _boxes(rank_map, len(kept)).items()}
    middles = {instance: box.left + box.right for instance, box in boxes.items()}  # doubled
    ordered = sorted(boxes, key=lambda instance: (middles[instance], instance))

    numbers = np.zeros(len(kept) + 1, dtype=np.uint8)
    numbers[ranks[ordered]] = np.arange(1, len(ordered) + 1, dtype=np.uint8)
    person_map = look_up(numbers, rank_map)
    people = tuple(
        Person(
            number=number,
            box=boxes[instance].moved(shown.left, shown.top),
            score=float(scores[instance]),
            parts=list_parts(inside, person_map, number, boxes[instance]),
            joints=(joints or {}).get(instance),
        )
        for number, instance in enumerate(ordered, start=1)
    )
    return HumanParse(
        labels=_placed(_masked(person_map, inside), shown, labels.shape),
        person_map=_placed(person_map, shown, labels.shape),
        people=people,
        engine=engine,
        times=times,
    )


def look_up(table: NDArray[np.uint8], keys: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Return ``table[keys]``, by OpenCV where a byte holds the keys: several times faster.

    Where the table changes nothing that may be ``keys`` itself.
    """
    if len(table) > 256:
        return np.asarray(table[keys])
    byte_keys = np.asarray(keys, np.uint8)
    if np.array_equal(table, np.arange(len(table))):
        return byte_keys
    return np.asarray(cv2.LUT(byte_keys, np.resize(table, 256)), dtype=np.uint8)


def _box_shown(mask: NDArray[np.uint8]) -> Box:
    """Return the box around all that is not 0 in a mask (H, W); one pixel if all is."""
    left, top, width, height = cv2.boundingRect(mask)
    return Box(left, top, left + max(1, width), top + max(1, height))


def _placed(values: NDArray[np.uint8], box: Box, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return a map (H, W) that holds some values (h, w) in a box and 0 elsewhere."""
    placed = np.zeros(shape, np.uint8)
    placed[box.slices] = values
    return placed


def _masked(mask: NDArray[np.uint8], values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the values (H, W) where a mask is not 0, else 0."""
    return np.asarray(cv2.bitwise_and(values, values, mask=mask), dtype=np.uint8)


def _boxes(rank_map: NDArray[np.uint8], count: int) -> dict[int, Box]:
    """Return the boxes of the ranks 1 to ``count`` that have pixels."""
    if count > _ONE_BY_ONE:  # one pass for all of them
        slices = enumerate(ndimage.find_objects(rank_map), start=1)
        return {
            rank: Box(found[1].start, found[0].start, found[1].stop, found[0].stop)
            for rank, found in slices
            if found is not None
        }
    boxes = {}
    for rank in range(1, count + 1):
        left, top, width, height = cv2.boundingRect(cv2.inRange(rank_map, rank, rank))
        if width:
            boxes[rank] = Box(left, top, left + width, top + height)
    return boxes


def list_parts(
    labels: LabelMap, person_map: LabelMap, number: int, box: Box
) -> tuple[PartArea, ...]:
    """Return the parts of a person who lies in a box of the maps (H, W), largest first."""
    person_mask = cv2.inRange(np.ascontiguousarray(person_map[box.slices]), number, number)
    inside = np.ascontiguousarray(labels[box.slices])
    counts = cv2.calcHist([inside], [0], person_mask, [LABEL_COUNT], [0, LABEL_COUNT]).ravel()
    found = [PartArea(Label(i), int(n)) for i, n in enumerate(counts) if n and i > 0]
    return tuple(sorted(found, key=lambda part: -part.pixels))
