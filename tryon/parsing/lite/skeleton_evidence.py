"""Where a bone is, somebody is: what a skeleton says about the cells that it crosses.

The networks that label cells take a raised sleeve beside a face for what lies behind. Joints come
from another network, which looks at the whole body, so what they say is weighed as evidence, like a
second opinion.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import SoftMask
from tryon.joints import JointName, Joints
from tryon.labels import LABEL_COUNT, Label
from tryon.parsing.lite.framing import squared_distance

_CLEAR = 0.4
"""Confidence of both ends from which a bone is where it is believed to be."""
_ENDS = 0.1, 0.9
"""The part of a bone, in lengths of it, on which this was measured."""
_BESIDE = (0.0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.3)
_ODDS = (0.12, 0.13, 0.21, 0.36, 0.57, 0.79, 1.0)
"""Distances from a bone, in lengths of it, and by which factor the odds that nobody is seen are
smaller there than far beside it. On 754 labelled street photos they are smaller by the square of
that, but the other networks saw the same: where they deny a person on a bone, one is there half of
the time."""
_ACROSS = 5
"""Lines down the trunk that stand for all of it."""
_J = JointName
_UPPER_ARMS = ((_J.LEFT_SHOULDER, _J.LEFT_ELBOW), (_J.RIGHT_SHOULDER, _J.RIGHT_ELBOW))
_SIDES = ((_J.LEFT_SHOULDER, _J.LEFT_HIP), (_J.RIGHT_SHOULDER, _J.RIGHT_HIP))
_BEYOND_HAIR = (
    (_J.LEFT_ELBOW, _J.LEFT_WRIST),
    (_J.RIGHT_ELBOW, _J.RIGHT_WRIST),
    (_J.LEFT_HIP, _J.LEFT_KNEE),
    (_J.RIGHT_HIP, _J.RIGHT_KNEE),
    (_J.LEFT_KNEE, _J.LEFT_ANKLE),
    (_J.RIGHT_KNEE, _J.RIGHT_ANKLE),
)
"""Bones before which hair is as rare as nobody."""


def skeleton_evidence(joints: Joints, cells: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return how well each label, and a bag, explains that a bone is there (21, h, w).

    Args:
        joints: of a person.
        cells: middle (h, w, 2) of each cell in pixels of the photo.
    """
    limbs = _odds_of_nobody(joints.bones(_CLEAR, _BEYOND_HAIR), cells)
    under_hair = joints.bones(_CLEAR, _UPPER_ARMS)
    sides = joints.bones(_CLEAR, _SIDES)
    if len(sides) == len(_SIDES):
        shares = np.linspace(0, 1, _ACROSS)[:, None, None]
        under_hair = np.concatenate([under_hair, sides[0] + shares * (sides[1] - sides[0])])
    evidence = np.ones((LABEL_COUNT + 1, *cells.shape[:2]), np.float32)
    evidence[Label.BACKGROUND] = np.minimum(limbs, _odds_of_nobody(under_hair, cells))
    evidence[Label.HAIR] = limbs
    return evidence


def _odds_of_nobody(bones: NDArray[np.float64], cells: NDArray[np.float64]) -> SoftMask:
    """Return by which factor (h, w) bones (B, 2, 2) lower the odds that nobody is seen."""
    nearest = np.full(cells.shape[:2], np.inf)
    for start, end in bones:
        length = max(float(np.linalg.norm(end - start)), 1e-6)
        beside = np.sqrt(squared_distance(cells, start, end, part=_ENDS)) / length
        nearest = np.minimum(nearest, beside)
    return np.asarray(np.interp(nearest, _BESIDE, _ODDS), np.float32)
