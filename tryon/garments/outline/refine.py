"""Bringing a roughly drawn edge to the picture's own: a cut in a band along it, then a matte."""

from __future__ import annotations

import numpy as np

from tryon.garments.cutout import soft_edge
from tryon.garments.outline.outline import Coverage
from tryon.garments.reader.edge_cut import EDGE_BAND, cut_at_edges, edge_band
from tryon.geometry import Box, HardMask, RgbImage, Size
from tryon.late import cv2
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.resize import reduced

_CUT_SIDE = 512
"""Longest side in pixels of the reduced picture that is cut."""
_MATTE_SIDE = 1600
"""Longest side in pixels of that in which the soft edge is found."""
_COVERED = 128
"""Least coverage of a pixel that counts as the garment's."""


def refined(rgb: RgbImage, coverage: Coverage) -> Coverage:
    """Return a coverage (H, W) whose edge follows the picture (H, W, 3) near it.

    Where nothing is covered or all of it, the coverage comes back as it is.
    """
    box = Box.around(coverage >= _COVERED)
    if box is None:
        return coverage
    reach = EDGE_BAND * max(box.width, box.height)
    box = box.grown(round(4 * reach) + 2, limit=Size.of(coverage))
    part, drawn = np.ascontiguousarray(rgb[box.slices]), coverage[box.slices]
    small = reduced(part, _CUT_SIDE)
    size = small.shape[1::-1]
    mask = np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)) >= _COVERED
    band = edge_band(mask)
    if band is None:
        return coverage
    alpha = _soft(part, cut_at_edges(small, mask, band))
    shape = (drawn.shape[1], drawn.shape[0])
    is_near = cv2.resize(band.pixels.astype(np.uint8), shape, interpolation=cv2.INTER_LINEAR) > 0
    result = coverage.copy()
    result[box.slices][is_near] = alpha[is_near]
    return result


def _soft(rgb: RgbImage, mask: HardMask) -> Coverage:
    """Return the coverage of a mask (h, w) at the size of its picture (H, W, 3)."""
    middle = reduced(rgb, _MATTE_SIDE)
    size = middle.shape[1::-1]
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    alpha = soft_edge(middle, np.asarray(share >= 0.5)).alpha
    full = cv2.resize(alpha, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return eight_bit(255 * full)
