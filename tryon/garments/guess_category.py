"""What a garment is, guessed from its silhouette."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.landmarks import find_figure
from tryon.geometry import Box, HardMask
from tryon.messages import GarmentProblem
from tryon.pixels.masks import row_runs
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import TopFigure
from tryon.shape.silhouette import top_outline

_SHOULDER_SLOPE = 1.8
"""Gain in width per drop in height that tells a shoulder from the side of a skirt."""

_LONGEST_TOP = 2.48
"""Greatest height of a top on which no two sleeves were found, in widths of its body."""
_LONGEST_SLEEVED_TOP = 2.6
"""Greatest length of a top with sleeves from shoulder to hem, in widths of its chest."""
_LONGEST_SLEEVED_DRESS = 4.0
"""The same of a dress; the sleeves of anything longer are legs."""
_MEASURED_SIDE = 500
"""Longest side in pixels at which sleeves are looked for."""


def guess_category(alpha: NDArray[np.uint8]) -> GarmentCategory:
    """Guess what a garment is from its silhouette (H, W) uint8; the user can correct it.

    Two sleeves make a top, or a dress if it is long for its chest. Without them, trousers divide
    into two legs; tops and dresses have a neck between two shoulders; what remains is a skirt.

    Raises:
        GarmentError: if the picture is fully transparent.
    """
    box = Box.around(np.asarray(alpha >= 128))
    if box is None:
        raise GarmentError(GarmentProblem.NOTHING_VISIBLE)
    mask = alpha[box.slices] >= 128
    small = cv2.resize(mask.astype(np.uint8), (200, 200), interpolation=cv2.INTER_AREA) > 0
    aspect = box.height / box.width
    length = _sleeved_length(alpha[box.slices])
    if length is not None and length <= _LONGEST_SLEEVED_TOP:
        return GarmentCategory.TOP
    if _has_legs(small):
        return GarmentCategory.TROUSERS
    if length is not None and length < _LONGEST_SLEEVED_DRESS:
        return GarmentCategory.DRESS
    outline = top_outline(small)
    if _has_shoulders(small, aspect) or _dips_between_straps(outline):
        return GarmentCategory.DRESS if _is_long(small, aspect) else GarmentCategory.TOP
    return GarmentCategory.SKIRT


def _sleeved_length(alpha: NDArray[np.uint8]) -> float | None:
    """Return the length of a garment with two sleeves in widths of its chest, else None."""
    factor = min(1.0, _MEASURED_SIDE / max(alpha.shape))
    size = round(alpha.shape[1] * factor), round(alpha.shape[0] * factor)
    small = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), np.uint8)
    try:
        figure = find_figure(small, GarmentCategory.TOP)
    except GarmentError:
        return None
    assert isinstance(figure, TopFigure)
    if None in figure.sleeves:
        return None
    armhole = figure.landmarks.armpits.left.y - figure.landmarks.shoulders.left.y
    return float((figure.torso.length + max(armhole, 0.0)) / max(figure.chest, 1.0))


def _has_legs(small: HardMask) -> bool:
    """Whether most lower rows have two runs of similar width with a gap in the middle."""
    votes = 0
    for y in range(120, 190, 5):
        runs = row_runs(small[y])
        runs = runs[(runs[:, 1] - runs[:, 0]) > 12]
        if len(runs) == 2 and runs[0, 1] < 125 and runs[1, 0] > 75:
            first, second = runs[0, 1] - runs[0, 0], runs[1, 1] - runs[1, 0]
            votes += bool(0.5 < first / second < 2.0)
    return votes >= 6


def _has_shoulders(small: HardMask, aspect: float) -> bool:
    """Whether the silhouette widens at a shoulder's low slope just below its upper edge."""
    columns = [np.flatnonzero(small[y]) for y in (6, 14, 24)]
    spans = [float(np.ptp(xs)) / 200 if len(xs) else 0.0 for xs in columns]
    steepest = max(spans[1] - spans[0], spans[2] - spans[1])
    return bool(steepest / (0.045 * aspect) > _SHOULDER_SLOPE)


def _dips_between_straps(outline: NDArray[np.float64]) -> bool:
    """Whether the upper edge is lower in the middle than on both sides of it."""
    parts = [outline[90:110], outline[10:85], outline[115:190]]
    middle, left, right = (part[np.isfinite(part)] for part in parts)
    if not (len(middle) and len(left) and len(right)):  # a shape in pieces
        return False
    return bool(np.median(middle) - max(left.min(), right.min()) > 5)


def _is_long(small: HardMask, aspect: float) -> bool:
    """Whether the garment is long for the width of its body, sleeves not counted."""
    body_width = float(np.median(small[90:130].sum(axis=1))) / 200
    for y in range(90, 130, 4):
        runs = row_runs(small[y])
        if not len(runs):  # a shape in pieces
            continue
        body_width = min(body_width, float((runs[:, 1] - runs[:, 0]).max()) / 200)
    return aspect / max(body_width, 0.1) > _LONGEST_TOP
