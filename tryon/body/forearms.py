"""Arms that lie in front of the torso: what shows of them, and forearms in sleeves."""

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
"""Least and largest distance from an elbow to its hand, in half shoulder breadths."""
_HAND_AREA = (0.05, 1.2)
"""Area of a hand, and of two hands in one another, in squared half shoulder breadths."""
_IN_SLEEVE = 0.7
"""Share of the way from elbow to hand that must be cloth."""
_HALF = (0.17, 0.13)
"""Half the breadth of a forearm at the elbow and at the wrist, in half shoulder breadths."""
_FOREARM_STATIONS = 5
_SPECK = 0.12
"""Area below which an arm on the torso is a slip of the parser, in squared half breadths."""
_ONE_HAND = 0.6
"""Area of a hand, in squared half breadths, at most."""


def arms_in_front(view: RegionView, figure: TopFigure, half_shoulder: float) -> HardMask:
    """Return bare arms and hands (h, w) that lie on the torso: no specks, no shoulders."""
    belly = _large(view.mask(Label.TORSO_SKIN), _ONE_HAND * half_shoulder**2)
    arms = view.arms | (view.mask(Label.TORSO_SKIN) & ~belly & grown(view.arms, 2))
    count, ids, stats, _ = cv2.connectedComponentsWithStats(arms.astype(np.uint8))
    sizes = stats[:, cv2.CC_STAT_AREA]
    speck = (sizes < _SPECK * half_shoulder**2) & (np.arange(count) > 0)
    marks = figure.landmarks
    armpit = max(marks.armpits.left.y, marks.armpits.right.y) + 0.15 * half_shoulder
    left, right = marks.shoulders.left.x, marks.shoulders.right.x
    reach = 0.2 * half_shoulder
    columns, rows = np.arange(view.shape[1]), np.arange(view.shape[0])[:, None]
    shoulder = (rows < armpit) & (columns > left - reach) & (columns < right + reach)
    belly = grown(belly, 2)
    for i in np.flatnonzero(~speck & (sizes < _ONE_HAND * half_shoulder**2)):
        rim = grown(ids == i, 2) & (ids != i)
        speck[i] = np.count_nonzero(rim & belly) > 0.12 * np.count_nonzero(rim)
    return np.asarray(arms & ~speck[ids] & ~shoulder)


def _large(mask: HardMask, area: float) -> HardMask:
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
        half_shoulder: half the shoulder breadth.

    Returns:
        The forearm from the elbow to the wrist, or None where no hand tells of one.
    """
    elbow = arm.middle[-1]
    wrist = _nearest_hand(elbow, hands & torso, half_shoulder)
    if wrist is None:
        return None
    steps = np.linspace(elbow, wrist, 24)
    if _share(cloth, steps) < _IN_SLEEVE or _share(torso, steps[len(steps) // 3 :]) < _IN_SLEEVE:
        return None
    along = (wrist - elbow) / max(float(np.linalg.norm(wrist - elbow)), 1e-6)
    aside = np.array([-along[1], along[0]])
    if aside @ (arm.left[-1] - arm.right[-1]) < 0:
        aside = -aside
    share = np.linspace(0.0, 1.0, _FOREARM_STATIONS)[1:, None]
    middle = elbow + share * (wrist - elbow)
    half = half_shoulder * (_HALF[0] + share * (_HALF[1] - _HALF[0]))
    return Strip(middle + half * aside, middle - half * aside)


def _nearest_hand(
    elbow: Points, hands: HardMask, half_shoulder: float
) -> NDArray[np.float64] | None:
    """Return the pixel (2,) at which the nearest hand within reach begins."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(hands.astype(np.uint8))
    least, most = (share * half_shoulder**2 for share in _HAND_AREA)
    best, nearest = _FOREARM_LENGTH[1] * half_shoulder, None
    for i in range(1, count):
        if not least <= stats[i, cv2.CC_STAT_AREA] <= most:
            continue
        pixels = np.argwhere(ids == i)[:, ::-1].astype(np.float64)
        away = np.linalg.norm(pixels - elbow, axis=1)
        if _FOREARM_LENGTH[0] * half_shoulder <= away.min() < best:
            best, nearest = float(away.min()), pixels[np.argmin(away)]
    return nearest


def _share(mask: HardMask, points: Points) -> float:
    x, y = np.rint(points).astype(int).T
    x, y = np.clip(x, 0, mask.shape[1] - 1), np.clip(y, 0, mask.shape[0] - 1)
    return float(mask[y, x].mean())
