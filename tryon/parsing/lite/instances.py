"""Separating people: each cell points at its person's middle (Panoptic-DeepLab, 1911.10194)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Points
from tryon.labels import HEAD
from tryon.late import cv2
from tryon.parsing.lite.network import STRIDE, NetworkOutput

PERSON_THRESHOLD = 0.5
"""Probability from which a cell is a person's."""
CENTER_THRESHOLD = 0.25
"""Least heat of a person's middle."""
CENTER_NEIGHBOURHOOD = 7
"""Cells; of two maxima closer than this only the higher counts."""
MIN_CELLS = 12
"""A smaller group is not a person."""
MIN_HEAD = 0.012
"""A group has a head if at least this fraction of its cells shows one."""
MIN_CONTACT = 3
"""Cells along which two groups must touch to be one person."""


@dataclass(frozen=True, eq=False)
class Instances:
    """People of one network output.

    Attributes:
        ids: 0 nobody, 1..N person (h, w) int32, in no special order.
        scores: confidence in [0, 1] of persons 1..N.
    """

    ids: NDArray[np.int32]
    scores: tuple[float, ...]


def find_instances(output: NetworkOutput) -> Instances:
    """Group the cells of people by the middle that each one points at.

    If the heat map has no maximum at all, each connected group is one person. A group without a
    head becomes part of the group it touches most.
    """
    is_person = output.person >= PERSON_THRESHOLD
    centers = _find_centers(output.center * is_person)
    ids = _nearest_center(output.offset, centers, is_person)
    ids = _add_unclaimed(ids, is_person)
    ids = _join_headless(ids, output)
    return _drop_small(ids, output)


def _find_centers(heat: NDArray[np.float32]) -> Points:
    """Return the local maxima (N, 2) of a heat map, in cells, strongest first."""
    kernel = np.ones((CENTER_NEIGHBOURHOOD, CENTER_NEIGHBOURHOOD), dtype=np.uint8)
    smooth = cv2.GaussianBlur(heat, (3, 3), 0)
    peaks = (smooth >= CENTER_THRESHOLD) & (smooth == cv2.dilate(smooth, kernel))
    rows, columns = np.nonzero(peaks)
    order = np.argsort(-smooth[rows, columns], kind="stable")
    return np.stack([columns[order], rows[order]], axis=1).astype(np.float64)


def _nearest_center(
    offset: NDArray[np.float32], centers: Points, is_person: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Number each cell of a person by the centre (from 1) it points at; 0 without one."""
    ids = np.zeros(is_person.shape, dtype=np.int32)
    if len(centers) == 0:
        return ids
    rows, columns = np.nonzero(is_person)
    pointed = np.stack([columns, rows], axis=1) + offset[:, rows, columns].T / STRIDE  # (P, 2)
    gaps = ((pointed[:, None] - centers[None]) ** 2).sum(axis=2)  # (P, N)
    ids[rows, columns] = gaps.argmin(axis=1) + 1
    return ids


def _add_unclaimed(ids: NDArray[np.int32], is_person: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Number connected groups if there is no centre at all."""
    if ids.any():
        return ids
    _, components = cv2.connectedComponents(is_person.astype(np.uint8), connectivity=8)
    return np.asarray(components, dtype=np.int32)


def _join_headless(ids: NDArray[np.int32], output: NetworkOutput) -> NDArray[np.int32]:
    """Join each group without a head, smallest first, to the group it touches along most cells."""
    count = int(ids.max(initial=0))
    if count < 2:
        return ids
    is_head = output.labels[sorted(HEAD)].sum(axis=0) > 0.5
    cells = np.bincount(ids.ravel(), minlength=count + 1)
    heads = np.bincount(ids[is_head], minlength=count + 1)
    contact = _contact(ids, count)
    joined = np.arange(count + 1)
    for group in np.argsort(cells[1:], kind="stable") + 1:
        if heads[group] >= max(2, MIN_HEAD * cells[group]):
            continue
        partner = int(contact[group].argmax())
        if contact[group, partner] < MIN_CONTACT:
            continue
        joined[joined == group] = partner
        for totals in (cells, heads):
            totals[partner] += totals[group]
        contact[partner] += contact[group]
        contact[:, partner] += contact[:, group]
        contact[group] = contact[:, group] = contact[partner, partner] = 0
    return np.asarray(joined[ids], dtype=np.int32)


def _contact(ids: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Count the neighbouring cells (count + 1, count + 1) of each pair of different groups."""
    contact = np.zeros((count + 1, count + 1), dtype=np.int64)
    for first, second in ((ids[:, 1:], ids[:, :-1]), (ids[1:], ids[:-1])):
        meets = (first > 0) & (second > 0) & (first != second)
        np.add.at(contact, (first[meets], second[meets]), 1)
    return contact + contact.T


def _drop_small(ids: NDArray[np.int32], output: NetworkOutput) -> Instances:
    """Renumber the groups that are large enough and score them by their mean probability."""
    result = np.zeros_like(ids)
    scores: list[float] = []
    for group in np.unique(ids[ids > 0]):
        cells = ids == group
        if np.count_nonzero(cells) < MIN_CELLS:
            continue
        scores.append(float(output.person[cells].mean()))
        result[cells] = len(scores)
    return Instances(ids=result, scores=tuple(scores))
