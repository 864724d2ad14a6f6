"""Turns a view's codes and persons into the tensors that the losses compare with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.augment import View
from training.classes import BACKGROUND_ANY, BAG, IGNORED

_STRIDE = 4
_MIN_VISIBLE_CELLS = 4


class Targets(NamedTuple):
    """Targets of one view.

    Attributes:
        codes: uint8 (H/2, W/2).
        center: float32 (H/4, W/4), Gaussians with value 1 at each person's centre.
        center_weight: float32 (H/4, W/4), 0 where centres are unknown.
        offset: float32 (2, H/4, W/4), (dx, dy) to the centre in input pixels.
        offset_weight: float32 (H/4, W/4), sums to 1 / size over each person.
    """

    codes: NDArray[np.uint8]
    center: NDArray[np.float32]
    center_weight: NDArray[np.float32]
    offset: NDArray[np.float32]
    offset_weight: NDArray[np.float32]


def targets_of_view(view: View) -> Targets:
    """Compute centres of mass, heat map and offsets of the visible people."""
    codes = view.codes[::2, ::2]
    persons = view.persons[::2, ::2]
    is_person = (codes != 0) & (codes != BAG) & (codes != BACKGROUND_ANY) & (codes != IGNORED)
    known = (codes != IGNORED) & ~(is_person & (persons == 0))
    height, width = codes.shape
    columns = (np.arange(width) * _STRIDE + 1.5).astype(np.float32)[None, :]
    rows = (np.arange(height) * _STRIDE + 1.5).astype(np.float32)[:, None]
    center = np.zeros((height, width), np.float32)
    weight = known.astype(np.float32)
    offset = np.zeros((2, height, width), np.float32)
    offset_weight = np.zeros((height, width), np.float32)
    for number in np.unique(persons):
        if number == 0:
            continue
        y, x = np.nonzero(persons == number)
        if len(y) < _MIN_VISIBLE_CELLS:
            weight[y, x] = 0
            continue
        at_x, at_y = columns[0, x].mean(), rows[y, 0].mean()
        size = _STRIDE * float(np.sqrt((np.ptp(y) + 1) * (np.ptp(x) + 1)))
        sigma = np.clip(0.09 * size, 4.0, 20.0)
        bump = np.exp(-((columns - at_x) ** 2 + (rows - at_y) ** 2) / (2 * sigma**2))
        peak = (
            min(int(at_y / _STRIDE), height - 1),
            min(int(at_x / _STRIDE), width - 1),
        )
        bump[peak] = 1.0
        center = np.maximum(center, bump)
        weight[peak] = 1.0
        offset[0, y, x] = at_x - columns[0, x]
        offset[1, y, x] = at_y - rows[y, 0]
        offset_weight[y, x] = 1.0 / (len(y) * size)
    return Targets(view.codes, center, weight, offset, offset_weight)
