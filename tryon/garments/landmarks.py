"""Landmarks of a flat garment, read from its silhouette."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.bottoms import measure_skirt, measure_trousers
from tryon.garments.figure import Figure
from tryon.garments.garment import GarmentCategory
from tryon.garments.silhouette import largest_part
from tryon.garments.tops import measure_flat_top

WORK_SIDE = 360
"""Silhouettes are measured at this size at most; it is fine enough for landmarks."""


def find_figure(alpha: NDArray[np.uint8], category: GarmentCategory) -> Figure:
    """Measure a garment.

    Args:
        alpha: coverage (H, W) uint8 of the cut-out garment, upright and front view.
        category: what it is.

    Returns:
        Landmarks and outline samples in pixels of ``alpha``.

    Raises:
        GarmentError: if there is nothing to measure.
    """
    scale = min(1.0, WORK_SIDE / max(alpha.shape))
    size = max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale))
    small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    mask = largest_part(np.pad(small >= 128, 2))
    if mask.sum() < 60:
        raise GarmentError("the garment is too small to be measured; use a larger picture of it.")
    ratio = np.array([alpha.shape[1] / size[0], alpha.shape[0] / size[1]])
    offset = -2 * ratio  # the padding
    match category:
        case GarmentCategory.TOP | GarmentCategory.DRESS:
            return measure_flat_top(mask).moved(ratio, offset)
        case GarmentCategory.TROUSERS:
            return measure_trousers(mask)[0].moved(ratio, offset)
        case GarmentCategory.SKIRT:
            return measure_skirt(mask).moved(ratio, offset)
