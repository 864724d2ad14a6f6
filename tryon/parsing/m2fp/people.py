"""Assigns parts to people: M2FP finds both, but not which part belongs to whom.

A part belongs to the person whose mask contains most of it. One part mask may lie on two people,
for example the arms of a couple; it is then divided pixel by pixel by the people's masks. Parts in
nobody's mask make a person of their own if they touch and are of several kinds, because M2FP
sometimes finds the parts of a person and misses the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, LabelMap, Size
from tryon.human_parse import HumanParse
from tryon.late import cv2
from tryon.parsing.instances import Instance
from tryon.parsing.people import build_parse
from tryon.progress import StageTime

SAME_MASK = 0.8
"""Intersection over union from which two masks are one thing found twice."""
MIN_INSIDE = 0.3
"""Fraction of a part that must lie in a person's mask for the part to be that person's."""
MIN_DIVIDED = 0.2
"""Fraction of a part in a second person's mask from which the part is divided."""
MIN_KINDS = 3
"""Different labels that unclaimed parts must have to make a person."""
_SKETCH_SIDE = 256
"""Overlaps are measured on about this many rows and columns."""


@dataclass(frozen=True)
class _Assignment:
    """Who each part belongs to.

    Attributes:
        owners: person of each part, from 1; 0 for a part that is dropped.
        is_divided: whether the part is divided pixel by pixel.
        scores: confidence of each person.
    """

    owners: NDArray[np.intp]
    is_divided: HardMask
    scores: dict[int, float]


def assemble_people(
    instances: Sequence[Instance],
    size: Size,
    *,
    human: int,
    min_score: float,
    engine: str,
    times: tuple[StageTime, ...] = (),
) -> HumanParse:
    """Assign parts to people.

    Args:
        instances: what M2FP found.
        size: extent of the photo.
        human: the category of a whole person; lower ones are labels.
        min_score: instances below it are ignored.
        engine: name and version of the parser.
        times: how long each stage took.
    """
    certain = sorted(
        (instance for instance in instances if instance.score >= min_score),
        key=lambda instance: -instance.score,
    )
    parts = _without_duplicates([i for i in certain if 0 < i.category < human])
    people = _without_duplicates([i for i in certain if i.category == human])
    assignment = _assign(parts, people)
    winners = _rank_map(parts, size)
    labels = np.array([0, *(part.category for part in parts)], dtype=np.uint8)[winners]
    return build_parse(
        labels,
        _owner_map(winners, assignment, people, size),
        assignment.scores,
        engine=engine,
        times=times,
    )


def _rank_map(instances: Sequence[Instance], size: Size) -> LabelMap:
    """Return which instance has each pixel (H, W): counted from 1, 0 for none; the first wins."""
    best = np.zeros((size.height, size.width), dtype=np.uint8)
    ranks = np.arange(len(instances), 0, -1, dtype=np.uint8)
    for rank, instance in zip(ranks, instances, strict=True):
        np.maximum(best, instance.mask.view(np.uint8) * rank, out=best)
    return np.where(best > 0, np.uint8(len(instances) + 1) - best, np.uint8(0))


def _owner_map(
    winners: LabelMap, assignment: _Assignment, people: Sequence[Instance], size: Size
) -> NDArray[np.uint8]:
    """Return the person (H, W) to whom each pixel belongs."""
    owner_map = np.array([0, *assignment.owners], dtype=np.uint8)[winners]
    divided = np.array([False, *assignment.is_divided])
    if divided.any():
        claimed = _rank_map(people, size)  # ranks are person numbers
        owner_map = np.where(divided[winners] & (claimed > 0), claimed, owner_map)
    return owner_map


def _assign(parts: Sequence[Instance], people: Sequence[Instance]) -> _Assignment:
    """Return who each part belongs to."""
    scores = {number: person.score for number, person in enumerate(people, start=1)}
    owners: NDArray[np.intp] = np.zeros(len(parts), dtype=np.intp)
    is_divided: HardMask = np.zeros(len(parts), dtype=np.bool_)
    if parts and people:
        part_cells, people_cells = _sketches(parts), _sketches(people)
        areas = np.maximum(part_cells.sum(axis=1), 1)[:, None]
        inside = (part_cells @ people_cells.T) / areas  # (parts, people)
        owners = np.where(inside.max(axis=1) >= MIN_INSIDE, inside.argmax(axis=1) + 1, 0)
        # Only what lies outside the first person's mask can be the second one's.
        first = people_cells[np.maximum(owners - 1, 0)]
        left_over = (part_cells * (1 - first)) @ people_cells.T / areas
        is_divided = (owners > 0) & (left_over.max(axis=1) >= MIN_DIVIDED)
    _gather_unclaimed(parts, owners, scores)
    return _Assignment(owners, is_divided, scores)


def _gather_unclaimed(
    parts: Sequence[Instance], owners: NDArray[np.intp], scores: dict[int, float]
) -> None:
    """Make people of touching parts without an owner; changes ``owners`` and ``scores``."""
    unclaimed = np.flatnonzero(owners == 0)
    if unclaimed.size == 0:
        return
    sketches = [_sketch(parts[int(i)]) for i in unclaimed]
    union = np.any(sketches, axis=0).astype(np.uint8)
    _, components = cv2.connectedComponents(cv2.dilate(union, np.ones((3, 3), np.uint8)))
    groups = np.array(
        [np.bincount(components[sketch], minlength=1).argmax() for sketch in sketches]
    )
    for group in np.unique(groups[groups > 0]):  # 0 is for parts too small to have a cell
        members = unclaimed[groups == group]
        if len({parts[i].category for i in members}) >= MIN_KINDS:
            number = max(scores, default=0) + 1
            owners[members] = number
            scores[number] = float(np.mean([parts[i].score for i in members]))


def _without_duplicates(instances: Sequence[Instance]) -> tuple[Instance, ...]:
    """Drop instances with nearly the same mask as a more certain one; the best come first."""
    cells = _sketches(instances)
    overlap = cells @ cells.T
    areas = cells.sum(axis=1)
    union = np.maximum(areas[:, None] + areas[None] - overlap, 1)
    is_same = overlap / union >= SAME_MASK
    kept: list[int] = []
    for number in range(len(instances)):
        if not is_same[number, kept].any():
            kept.append(number)
    return tuple(instances[number] for number in kept)


def _sketches(instances: Sequence[Instance]) -> NDArray[np.float32]:
    """Return the reduced masks, flattened (N, cells)."""
    rows = [_sketch(instance).ravel() for instance in instances]
    return np.array(rows, dtype=np.float32).reshape(len(rows), -1 if rows else 0)


def _sketch(instance: Instance) -> HardMask:
    """Return every k-th row and column (h, w) of a mask."""
    size = instance.size
    step = max(1, min(size.width, size.height) // _SKETCH_SIDE)
    bits = instance.mask_bits[step // 2 :: step]
    rows = np.unpackbits(bits, axis=1, count=size.width)
    return rows[:, step // 2 :: step].view(np.bool_)
