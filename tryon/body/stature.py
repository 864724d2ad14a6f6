"""How many pixels of a photo a centimetre of a person takes, by the height and the joints.

Between the joints of a body lie known shares of its height (Drillis and Contini, "Body segment
parameters", 1966, as in Winter, "Biomechanics and Motor Control of Human Movement", 4th ed., 2009,
figure 4.1: hip joints at 0.53 of the height, knees at 0.285, ankles at 0.039, shoulders at 0.818,
eyes at 0.936). COCO's annotators mark hips lower and ankles and shoulders higher than these joints,
so the shares here are theirs, of 49 labelled people who stand upright (`bench.stature`), with 0.87
of the height from the eyes to the ankles; those that MoveNet finds agree within 0.01.

A bone that points at the camera looks short. One that is much shorter than the others say is left
out; what lies between two that are left out is measured by itself. Joints are off by a share of the
height, so the longer the way between two of them the surer is its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tryon.errors import FitError
from tryon.joints import JointName, Joints
from tryon.json_file import checked_number
from tryon.messages import FitProblem

HEIGHT_LIMITS_CM = 50.0, 250.0

_J = JointName
_LEVELS = (
    (_J.LEFT_EYE, _J.RIGHT_EYE),
    (_J.LEFT_SHOULDER, _J.RIGHT_SHOULDER),
    (_J.LEFT_HIP, _J.RIGHT_HIP),
    (_J.LEFT_KNEE, _J.RIGHT_KNEE),
    (_J.LEFT_ANKLE, _J.RIGHT_ANKLE),
)
_SHARES = np.array([0.130, 0.306, 0.217, 0.215])
"""Of the height, from one level to the next."""
_JOINT_ERROR = 0.02
"""How far a joint is off along the body, in heights (one standard deviation)."""
_LEAST_ERROR = 0.03
"""What stays unknown whatever is seen: proportions differ, and a camera looks up or down."""
_SURE = 0.35
"""Least confidence of a joint that is measured by."""
_SHORTENED = 0.72
"""Length of a bone, in lengths by the others, below which it points at the camera."""
_LEAST_SHARE = 0.3
"""Of the height that must be seen without a break, at least from the shoulders to the hips."""


def read_height(stored: object) -> float:
    """Return a height in centimetres that was kept.

    Raises:
        EntryError: a ValueError, if nobody is so tall.
    """
    return float(checked_number("height_cm", stored, *HEIGHT_LIMITS_CM))


@dataclass(frozen=True)
class BodyScale:
    """How large a person is in the photo.

    Attributes:
        pixels_per_cm: pixels of the photo that a centimetre takes where the person stands.
        uncertainty: how far that may be off, as a fraction of it (one standard deviation).
        height_cm: the person's height that it follows from.
    """

    pixels_per_cm: float
    uncertainty: float
    height_cm: float

    @property
    def percent(self) -> int:
        """The uncertainty in whole percent, at least 1."""
        return max(1, round(100 * self.uncertainty))


def measure_scale(joints: Joints | None, height_cm: float, *, person: int) -> BodyScale:
    """Measure how large a person is in the photo.

    Args:
        joints: in pixels of the photo; None if there are none.
        height_cm: the person's height.
        person: the person's number, for messages.

    Raises:
        FitError: if too little of the person is seen, or nobody is so tall.
    """
    low, high = HEIGHT_LIMITS_CM
    if not low <= height_cm <= high:
        raise FitError(
            FitProblem.NO_HEIGHT, found=f"{height_cm:g}", low=f"{low:g}", high=f"{high:g}"
        )
    ways = np.full(len(_SHARES), np.nan) if joints is None else _lengths(joints)
    ratios = ways / (_SHARES * height_cm)  # pixels per cm by each way
    chains = _chains(ratios)
    if max((float(_SHARES[chain].sum()) for chain in chains), default=0.0) < _LEAST_SHARE:
        raise FitError(FitProblem.TOO_LITTLE_FOR_SCALE, person=person)
    shares = np.array([_SHARES[chain].sum() for chain in chains])
    scales = np.array([ways[chain].sum() for chain in chains]) / (shares * height_cm)
    errors = np.sqrt(2) * _JOINT_ERROR / shares
    weights = 1 / errors**2
    scale = float((weights * scales).sum() / weights.sum())
    kept = np.concatenate(chains)
    off = (ratios[kept] / scale - 1) * _SHARES[kept] / (np.sqrt(2) * _JOINT_ERROR)
    disagreement = max(1.0, float(np.sqrt((off**2).mean())))
    error = float(np.hypot(disagreement / np.sqrt(weights.sum()), _LEAST_ERROR))
    return BodyScale(scale, error, height_cm)


def _lengths(joints: Joints) -> NDArray[np.float64]:
    """Return the lengths (4,) from one level to the next in pixels; NaN if a joint is unsure."""
    sure = joints.confidence >= _SURE
    lengths = np.full(len(_SHARES), np.nan)
    for number, (upper, lower) in enumerate(pairwise(_LEVELS)):
        sides = [
            float(np.linalg.norm(joints.points[end] - joints.points[start]))
            for start, end in zip(upper, lower, strict=True)
            if sure[start] and sure[end]
        ]
        if number < 2 and len(sides) == 2:  # from middle to middle, whichever way they lean
            middles = (
                joints.points[list(lower)].mean(axis=0),
                joints.points[list(upper)].mean(axis=0),
            )
            lengths[number] = np.linalg.norm(middles[0] - middles[1])
        elif number >= 2 and sides:
            longest = max(sides)  # the other leg may be bent towards the camera
            alike = [side for side in sides if side > 0.85 * longest]
            lengths[number] = float(np.mean(alike))
    return lengths


def _chains(ratios: NDArray[np.float64]) -> list[NDArray[np.intp]]:
    """Return the ways, by number, that are seen at their length: each chain is without a break.

    Args:
        ratios: pixels per cm by each way (4,), NaN where it is not seen.
    """
    seen = np.flatnonzero(np.isfinite(ratios))
    kept = seen
    while len(kept) > 1:
        others = np.array(
            [
                np.average(np.delete(ratios[kept], n), weights=np.delete(_SHARES[kept], n))
                for n in range(len(kept))
            ]
        )
        short = ratios[kept] / others
        if short.min() >= _SHORTENED:
            break
        kept = np.delete(kept, int(short.argmin()))
    return [chain for chain in np.split(kept, np.flatnonzero(np.diff(kept) > 1) + 1) if len(chain)]
