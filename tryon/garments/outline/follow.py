"""Points that a hand corrected, when the garment's outline changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.measure import corrected_garment
from tryon.garments.outline.cut import Frame
from tryon.geometry import Points
from tryon.late import cv2
from tryon.shape.figure import to_point

_VISIBLE = 128
"""Least alpha of a pixel that is the garment."""
_NEAR = 0.03
"""Distance from the garment within which a point still lies on it, in longest sides."""


def follow(correction: Correction, before: Frame, after: Frame, garment: Garment) -> Correction:
    """Return a correction for a garment that was cut out anew.

    Points stay on the cloth where they were put. Those that lie off the garment now are forgotten,
    and so are all of them if the garment cannot be measured with them, as after it was turned.

    Args:
        correction: of the garment as it was cut out before.
        before: where that cut-out lies in the picture.
        after: where the new one lies.
        garment: the new one, not corrected.
    """
    correction = replace(correction, outline=None)
    if not correction.points:
        return correction
    places = np.array([(point.x, point.y) for _, point in correction.points])
    places = after.from_picture(before.to_picture(places))
    is_on = _lie_on(garment, places)
    kept = tuple(
        (name, to_point(np.clip(place, 0.0, 1.0)))
        for (name, _), place, stays in zip(correction.points, places, is_on, strict=True)
        if stays
    )
    followed = replace(correction, points=kept)
    try:
        corrected_garment(garment, followed)
    except GarmentError:
        return replace(correction, points=())
    return followed


def _lie_on(garment: Garment, places: Points) -> list[bool]:
    """Return which places (N, 2), in shares of the garment's picture, are on it or near it."""
    is_visible = garment.rgba[..., 3] >= _VISIBLE
    distance = cv2.distanceTransform((~is_visible).astype(np.uint8), cv2.DIST_L2, 3)
    height, width = distance.shape
    limit = _NEAR * max(height, width)
    pixels = np.floor(places * (width, height)).astype(int)
    return [
        bool(
            -limit <= x < width + limit
            and -limit <= y < height + limit
            and distance[min(max(y, 0), height - 1), min(max(x, 0), width - 1)] <= limit
        )
        for x, y in pixels
    ]
