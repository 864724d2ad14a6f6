"""Left and right of a garment agree: each side's landmark is looked for where the other's lies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.garments.reader.reading import Heat, Reading
from tryon.late import cv2
from tryon.shape.point_names import (
    ARMPITS,
    CUFFS_INNER,
    CUFFS_OUTER,
    HEMS,
    NECKS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
)
from tryon.shape.sides import Pair, Side

_BODY = (NECKS, SHOULDERS, ARMPITS, WAISTS, HEMS)
"""Landmarks of the body, by which the middle is found."""
_AGREEMENT = {
    **dict.fromkeys(_BODY, 0.9),
    **dict.fromkeys((SLEEVES_OUTER, SLEEVES_INNER, CUFFS_OUTER, CUFFS_INNER), 0.3),
}
"""Probability that both sides lie alike; 1 minus it that one was laid in another way."""
_TOLERANCE = 0.03
"""Deviation of a mirrored landmark from its other side's, in shares of the picture."""
_CLEAR = 0.5
"""Least confidence of two landmarks that show where the middle is."""


def symmetric(reading: Reading) -> Reading:
    """Return a reading of an upright garment whose two sides were weighed against each other."""
    middle = _middle(reading)
    heats = dict(reading.heats)
    for names, agreement in _AGREEMENT.items():
        pair = names.map(lambda name: reading.heats[name])
        for side in Side:
            heats[names[side]] = _weighed(pair, side, middle, agreement)
    return replace(reading, heats=heats)


def _middle(reading: Reading) -> float:
    """Return the x of the garment's middle, in shares of the picture."""
    middles = []
    for names in _BODY:
        places = names.map(lambda name: reading.heats[name].place)
        clear = min(reading.heats[names[side]].near(places[side]) for side in Side)
        if clear >= _CLEAR:
            middles.append(float(places.left[0] + places.right[0]) / 2)
    return float(np.median(middles)) if middles else 0.5


def _weighed(pair: Pair[Heat], side: Side, middle: float, agreement: float) -> Heat:
    """Return the heat of one side, by Bayes: it is likelier where the other's mirror image is."""
    own, other = pair[side], pair[side.other]
    likely = _mirrored(other, middle)
    total = float(likely.sum())
    if total <= 0:
        return own
    even = 1 / likely.size
    weighed = own.shares * (agreement * likely / total + (1 - agreement) * even)
    presence, found = own.presence, float(weighed.sum())
    return replace(own, shares=np.asarray(weighed * (presence / max(found, 1e-12)), np.float32))


def _mirrored(heat: Heat, middle: float) -> NDArray[np.float32]:
    """Return a heat's shares (h, w) mirrored about an x, and spread by the tolerance."""
    height, width = heat.shares.shape
    column = (middle - heat.origin[0]) / heat.step[0] - 0.5
    matrix = np.array([[-1.0, 0.0, 2 * column], [0.0, 1.0, 0.0]])
    flipped = cv2.warpAffine(heat.shares, matrix, (width, height), flags=cv2.INTER_LINEAR)
    across, down = _TOLERANCE / heat.step
    spread = cv2.GaussianBlur(
        flipped, (0, 0), sigmaX=float(across), sigmaY=float(down), borderType=cv2.BORDER_CONSTANT
    )
    return np.asarray(spread, np.float32)
