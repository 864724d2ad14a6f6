"""Forearms that lie in front of the torso, where a sleeve has no outline of its own."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.figure import Tube
from tryon.geometry import HardMask, Points

_REACH = (0.35, 1.9)
"""Least and largest distance from an elbow to its hand, in half shoulder breadths."""
_HAND = (0.05, 1.2)
"""Area of a hand, and of two hands in one another, in squared half shoulder breadths."""
_IN_SLEEVE = 0.7
"""Share of the way from elbow to hand that must be cloth."""
_HALF = (0.17, 0.13)
"""Half the breadth of a forearm at the elbow and at the wrist, in half shoulder breadths."""
_STATIONS = 5


def forearm_tube(
    arm: Tube, hands: HardMask, cloth: HardMask, torso: HardMask, breadth: float
) -> Tube | None:
    """Find the forearm that leads from the end of an arm to a hand in front of the torso.

    Args:
        arm: the arm outside the torso, from the shoulder on.
        hands: bare skin (h, w) of arms and hands.
        cloth: the clothes (h, w) that hide arms.
        torso: the torso's pixels (h, w).
        breadth: half the shoulder breadth.

    Returns:
        The forearm from the elbow to the wrist, or None where no hand tells of one.
    """
    elbow = arm.middle[-1]
    wrist = _nearest_hand(elbow, hands & torso, breadth)
    if wrist is None:
        return None
    steps = np.linspace(elbow, wrist, 24)
    if _share(cloth, steps) < _IN_SLEEVE or _share(torso, steps[len(steps) // 3 :]) < _IN_SLEEVE:
        return None
    along = (wrist - elbow) / max(float(np.linalg.norm(wrist - elbow)), 1e-6)
    aside = np.array([-along[1], along[0]])
    if aside @ (arm.left[-1] - arm.right[-1]) < 0:
        aside = -aside
    share = np.linspace(0.0, 1.0, _STATIONS)[1:, None]
    middle = elbow + share * (wrist - elbow)
    half = breadth * (_HALF[0] + share * (_HALF[1] - _HALF[0]))
    return Tube(middle + half * aside, middle - half * aside)


def _nearest_hand(elbow: Points, hands: HardMask, breadth: float) -> NDArray[np.float64] | None:
    """Give the pixel (2,) at which the nearest hand within reach begins."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(hands.astype(np.uint8))
    least, most = (share * breadth**2 for share in _HAND)
    best, nearest = _REACH[1] * breadth, None
    for i in range(1, count):
        if not least <= stats[i, cv2.CC_STAT_AREA] <= most:
            continue
        pixels = np.argwhere(ids == i)[:, ::-1].astype(np.float64)
        away = np.linalg.norm(pixels - elbow, axis=1)
        if _REACH[0] * breadth <= away.min() < best:
            best, nearest = float(away.min()), pixels[np.argmin(away)]
    return nearest


def _share(mask: HardMask, points: Points) -> float:
    x, y = np.rint(points).astype(int).T
    x, y = np.clip(x, 0, mask.shape[1] - 1), np.clip(y, 0, mask.shape[0] - 1)
    return float(mask[y, x].mean())
