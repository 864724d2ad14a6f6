"""Separating people: each cell points at its person's middle (Panoptic-DeepLab, 1911.10194)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Points
from tryon.labels import HEAD
from tryon.parsing.lite.network import STRIDE, NetworkOutput

PERSON_THRESHOLD = 0.5
CENTER_THRESHOLD = 0.25
CENTER_NEIGHBOURHOOD = 7
"""Cells; of two maxima closer than this only the higher counts."""
MIN_CELLS = 12
HEAD_SHARE = 0.012
"""A group has a head if at least this share of its cells shows one."""
MIN_CONTACT = 3
"""Cells along which two groups must touch to be one person."""


@dataclass(frozen=True, eq=False)
class Instances:
    """People of one network output.

    Attributes:
        bodies: 0 nobody, 1..N person (h, w) int32, in no special order.
        scores: confidence in [0, 1] of persons 1..N.
    """

    bodies: NDArray[np.int32]
    scores: tuple[float, ...]


def find_instances(output: NetworkOutput) -> Instances:
    """Group the cells of people by the middle that each one points at.

    A body without a maximum of its own in the heat map still counts as one person, and a group
    without a head is part of the group it touches most.
    """
    is_person = output.person >= PERSON_THRESHOLD
    centers = _find_centers(output.center * is_person)
    bodies = _nearest_center(output.offset, centers, is_person)
    bodies = _add_unclaimed(bodies, is_person)
    bodies = _join_headless(bodies, output)
    return _drop_small(bodies, output)


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
    bodies = np.zeros(is_person.shape, dtype=np.int32)
    if len(centers) == 0:
        return bodies
    rows, columns = np.nonzero(is_person)
    pointed = np.stack([columns, rows], axis=1) + offset[:, rows, columns].T / STRIDE  # (P, 2)
    gaps = ((pointed[:, None] - centers[None]) ** 2).sum(axis=2)  # (P, N)
    bodies[rows, columns] = gaps.argmin(axis=1) + 1
    return bodies


def _add_unclaimed(bodies: NDArray[np.int32], is_person: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Number connected bodies that no centre claimed (only where there is no centre at all)."""
    if bodies.any():
        return bodies
    _, components = cv2.connectedComponents(is_person.astype(np.uint8), connectivity=8)
    return np.asarray(components, dtype=np.int32)


def _join_headless(bodies: NDArray[np.int32], output: NetworkOutput) -> NDArray[np.int32]:
    """Return groups without a head, smallest first, to the group they touch along most cells."""
    count = int(bodies.max(initial=0))
    if count < 2:
        return bodies
    is_head = output.labels[sorted(HEAD)].sum(axis=0) > 0.5
    cells = np.bincount(bodies.ravel(), minlength=count + 1)
    heads = np.bincount(bodies[is_head], minlength=count + 1)
    contact = _contact(bodies, count)
    joined = np.arange(count + 1)
    for body in np.argsort(cells[1:], kind="stable") + 1:
        if heads[body] >= max(2, HEAD_SHARE * cells[body]):
            continue
        partner = int(contact[body].argmax())
        if contact[body, partner] < MIN_CONTACT:
            continue
        joined[joined == body] = partner
        for totals in (cells, heads):
            totals[partner] += totals[body]
        contact[partner] += contact[body]
        contact[:, partner] += contact[:, body]
        contact[body] = contact[:, body] = contact[partner, partner] = 0
    return np.asarray(joined[bodies], dtype=np.int32)


def _contact(bodies: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Count the neighbouring cells (count + 1, count + 1) of each pair of different groups."""
    contact = np.zeros((count + 1, count + 1), dtype=np.int64)
    for first, second in ((bodies[:, 1:], bodies[:, :-1]), (bodies[1:], bodies[:-1])):
        meets = (first > 0) & (second > 0) & (first != second)
        np.add.at(contact, (first[meets], second[meets]), 1)
    return contact + contact.T


def _drop_small(bodies: NDArray[np.int32], output: NetworkOutput) -> Instances:
    """Renumber the bodies that are large enough and score them by their mean probability."""
    result = np.zeros_like(bodies)
    scores: list[float] = []
    for body in np.unique(bodies[bodies > 0]):
        cells = bodies == body
        if np.count_nonzero(cells) < MIN_CELLS:
            continue
        scores.append(float(output.person[cells].mean()))
        result[cells] = len(scores)
    return Instances(bodies=result, scores=tuple(scores))
