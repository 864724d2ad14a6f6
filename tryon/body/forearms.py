"""Arms in front of the torso: their bare parts, and forearms in sleeves."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.geometry import HardMask, Points
from tryon.labels import Label
from tryon.pixels.masks import grown
from tryon.shape.figure import Strip, TopFigure

_FOREARM_LENGTH = (0.35, 1.9)
"""Least and largest distance from an elbow to its hand, in half shoulder widths."""
_HAND_AREA = (0.05, 1.2)
"""Least area of one hand, and greatest of two clasped ones, in squared half shoulder widths."""
_LEAST_CLOTH = 0.7
"""Fraction of the way from elbow to hand that must be cloth."""
_HALF_WIDTHS = (0.17, 0.13)
"""Half the width of a forearm at the elbow and at the wrist, in half shoulder widths."""
_FOREARM_STATIONS = 5
"""Samples along a forearm, the elbow included."""
_SPECK = 0.12
"""Area below which an arm on the torso is a mistake of the parser, in squared half shoulder
widths."""
_ONE_HAND = 0.6
"""Greatest area of a single hand, in squared half shoulder widths."""


def arms_in_front(view: RegionView, figure: TopFigure, half_shoulder: float) -> HardMask:
    """Return the bare arms and hands (h, w) in front of the torso, without specks and shoulders."""
    belly = _large_parts(view.mask(Label.TORSO_SKIN), _ONE_HAND * half_shoulder**2)
    arms = view.arms | (view.mask(Label.TORSO_SKIN) & ~belly & grown(view.arms, 2))
    count, ids, stats, _ = cv2.connectedComponentsWithStats(arms.astype(np.uint8))
    sizes = stats[:, cv2.CC_STAT_AREA]
    is_dropped = (sizes < _SPECK * half_shoulder**2) & (np.arange(count) > 0)
    marks = figure.landmarks
    armpit_y = max(marks.armpits.left.y, marks.armpits.right.y) + 0.15 * half_shoulder
    left, right = marks.shoulders.left.x, marks.shoulders.right.x
    margin = 0.2 * half_shoulder
    columns, rows = np.arange(view.shape[1]), np.arange(view.shape[0])[:, None]
    is_shoulder = (rows < armpit_y) & (columns > left - margin) & (columns < right + margin)
    belly = grown(belly, 2)
    for i in np.flatnonzero(~is_dropped & (sizes < _ONE_HAND * half_shoulder**2)):
        rim = grown(ids == i, 2) & (ids != i)
        is_dropped[i] = np.count_nonzero(rim & belly) > 0.12 * np.count_nonzero(rim)
    return np.asarray(arms & ~is_dropped[ids] & ~is_shoulder)


def _large_parts(mask: HardMask, area: float) -> HardMask:
    """Keep the connected parts (h, w) of at least ``area`` pixels."""
    _, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    return np.asarray(mask & (stats[:, cv2.CC_STAT_AREA] >= area)[ids])


def forearm_strip(
    arm: Strip, hands: HardMask, cloth: HardMask, torso: HardMask, half_shoulder: float
) -> Strip | None:
    """Find the forearm that leads from the end of an arm to a hand in front of the torso.

    Args:
        arm: the arm outside the torso, from the shoulder on.
        hands: bare skin (h, w) of arms and hands.
        cloth: the clothes (h, w) that hide arms.
        torso: the torso's pixels (h, w).
        half_shoulder: half the shoulder width.

    Returns:
        The forearm from the elbow to the wrist, or None where no hand shows that there is one.
    """
    elbow = arm.middle[-1]
    wrist = _nearest_hand(elbow, hands & torso, half_shoulder)
    if wrist is None:
        return None
    steps = np.linspace(elbow, wrist, 24)
    if (
        _fraction_inside(cloth, steps) < _LEAST_CLOTH
        or _fraction_inside(torso, steps[len(steps) // 3 :]) < _LEAST_CLOTH
    ):
        return None
    direction = (wrist - elbow) / max(float(np.linalg.norm(wrist - elbow)), 1e-6)
    normal = np.array([-direction[1], direction[0]])
    if normal @ (arm.left[-1] - arm.right[-1]) < 0:
        normal = -normal
    fraction = np.linspace(0.0, 1.0, _FOREARM_STATIONS)[1:, None]
    middle = elbow + fraction * (wrist - elbow)
    half_width = half_shoulder * (_HALF_WIDTHS[0] + fraction * (_HALF_WIDTHS[1] - _HALF_WIDTHS[0]))
    return Strip(middle + half_width * normal, middle - half_width * normal)


def _nearest_hand(
    elbow: Points, hands: HardMask, half_shoulder: float
) -> NDArray[np.float64] | None:
    """Return the closest pixel (2,) of the nearest hand; None where no forearm is that long."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(hands.astype(np.uint8))
    least, most = (area * half_shoulder**2 for area in _HAND_AREA)
    shortest, nearest = _FOREARM_LENGTH[1] * half_shoulder, None
    for i in range(1, count):
        if not least <= stats[i, cv2.CC_STAT_AREA] <= most:
            continue
        pixels = np.argwhere(ids == i)[:, ::-1].astype(np.float64)
        distances = np.linalg.norm(pixels - elbow, axis=1)
        if _FOREARM_LENGTH[0] * half_shoulder <= distances.min() < shortest:
            shortest, nearest = float(distances.min()), pixels[np.argmin(distances)]
    return nearest


def _fraction_inside(mask: HardMask, points: Points) -> float:
    """Return the fraction of points (N, 2) that lie in a mask (h, w)."""
    x, y = np.rint(points).astype(int).T
    x, y = np.clip(x, 0, mask.shape[1] - 1), np.clip(y, 0, mask.shape[0] - 1)
    return float(mask[y, x].mean())
