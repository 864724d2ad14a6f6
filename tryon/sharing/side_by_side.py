"""Before and after as one picture."""

from __future__ import annotations

import numpy as np

from tryon.geometry import RgbImage

_GAP_SHARE = 0.01
"""Of the width of one picture, at least `_LEAST_GAP` pixels."""
_LEAST_GAP = 2


def side_by_side(before: RgbImage, after: RgbImage) -> RgbImage:
    """Return two pictures (H, W, 3) beside each other, every pixel kept: (H, 2 W + gap, 3).

    Between them is a thin white gap.
    """
    height, width = before.shape[:2]
    gap = max(_LEAST_GAP, round(_GAP_SHARE * width))
    picture = np.full((height, 2 * width + gap, 3), 255, np.uint8)
    picture[:, :width] = before
    picture[:, width + gap :] = after
    return picture
