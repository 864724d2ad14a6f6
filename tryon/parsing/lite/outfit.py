"""One person, one outfit: a garment is read as one label on both sides of the body.

The network judges each cell by itself, so a shirt may be a coat to the left and a top to the right.
An open coat shows as much of the top beneath on either side.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import SoftMask
from tryon.joints import JointName, Joints
from tryon.labels import Label

_CLEAR = 0.2
"""Confidence from which shoulders and hips tell where the middle of the body is."""
_LOPSIDED = 0.6
"""Difference between the sides' shares of coat from which coat and top are one garment."""
_CORNERS = (
    JointName.LEFT_SHOULDER,
    JointName.RIGHT_SHOULDER,
    JointName.LEFT_HIP,
    JointName.RIGHT_HIP,
)


def as_one_outfit(
    labels: NDArray[np.float32],
    membership: SoftMask,
    joints: Joints,
    cells: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Return label probabilities (20, h, w) in which coat and top are one garment if they must be.

    Args:
        labels: probability of each label.
        membership: probability (h, w) that a cell is the person's.
        joints: of the person.
        cells: middle (h, w, 2) of each cell in pixels of the photo.
    """
    if joints.confidence[list(_CORNERS)].min() < _CLEAR:
        return labels
    left_shoulder, right_shoulder, left_hip, right_hip = joints.points[list(_CORNERS)]
    top, bottom = (left_shoulder + right_shoulder) / 2, (left_hip + right_hip) / 2
    along, across = bottom - top, left_shoulder - right_shoulder
    from_top = cells - top
    side = along[0] * from_top[..., 1] - along[1] * from_top[..., 0]
    is_left = side * (along[0] * across[1] - along[1] * across[0]) > 0
    best = np.where(membership >= 0.5, labels.argmax(axis=0), Label.BACKGROUND)
    shares, totals = [], np.zeros(2)
    for half in (is_left, ~is_left):
        counts = np.array(
            [np.count_nonzero(best[half] == one) for one in (Label.COAT, Label.UPPER_CLOTHES)]
        )
        if counts.sum() == 0:
            return labels
        shares.append(counts[0] / counts.sum())
        totals += counts
    if abs(shares[0] - shares[1]) < _LOPSIDED:
        return labels
    result = labels.copy()
    result[Label.UPPER_CLOTHES if totals[0] > totals[1] else Label.COAT] = 0
    return result
