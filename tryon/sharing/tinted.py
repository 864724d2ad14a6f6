"""What of a result is guessed, as a picture in the view's own colours."""

from __future__ import annotations

import numpy as np

from tryon.fitting.origin import ORIGIN_COLORS, TINT_ALPHA, OriginMap
from tryon.geometry import RgbImage


def tinted(picture: RgbImage, origins: OriginMap) -> RgbImage:
    """Return a result (H, W, 3) with what was moved in blue and what is guessed in orange.

    Args:
        picture: the result; its own pixels shine through the tint.
        origins: where each of its pixels (H, W) comes from; the photo's are left as they are.
    """
    result = picture.copy()
    for origin, color in ORIGIN_COLORS.items():
        is_tinted = origins == origin
        for channel, tint in enumerate(color):
            mixed = np.rint(np.arange(256) * (1 - TINT_ALPHA) + tint * TINT_ALPHA)
            result[is_tinted, channel] = mixed.astype(np.uint8)[picture[is_tinted, channel]]
    return result
