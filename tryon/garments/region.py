"""What the old clothes really cover: the parser's region, corrected by the photo's colours.

A parser misses bits of hems and collars and takes gaps between arm and body for cloth. Both show
as colours that belong to the other side of the region's edge.
"""

from __future__ import annotations

import cv2
import numpy as np

from tryon.garments.matte import edge_matte
from tryon.garments.view import RegionView
from tryon.geometry import HardMask, RgbImage
from tryon.labels import Label

_REACH = 0.014
"""Half the band around the edge that is looked at, as a share of the view's longest side."""

_CLOTH, _NOT_CLOTH = 0.75, 0.2
"""Coverage, read from colours, above which a pixel joins the region and below which it leaves."""

_LEAST_CONTRAST = 30.0
"""Colour distance (RGB units) between the two sides below which the label map keeps its word."""


def correct_region(view: RegionView, image: RgbImage) -> HardMask:
    """Correct the view's region (h, w) along its edge.

    Args:
        view: the region and the body around it.
        image: the view's part of the photo (h, w, 3).

    Returns:
        The region without specks, with hems that the parser missed, and without gaps that it
        took for cloth. Face, hair and hands never join it.
    """
    region = _without_specks(view.region)
    radius = max(2, round(_REACH * max(view.shape)))
    calm = np.asarray(cv2.bilateralFilter(image, 5, 30, 3), dtype=np.uint8)
    matte = edge_matte(calm, region, radius=radius)
    contrast = np.linalg.norm(matte.inside - matte.outside, axis=2)
    clear = contrast > _LEAST_CONTRAST
    fixed = view.mask(Label.FACE, Label.HAIR, Label.HAT, Label.SUNGLASSES, Label.SCARF)
    fixed |= view.others
    joins = clear & (matte.alpha > _CLOTH) & ~region & ~fixed
    leaves = clear & (matte.alpha < _NOT_CLOTH) & region
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    joins, leaves = (
        np.asarray(cv2.morphologyEx(m.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0)
        for m in (joins, leaves)
    )
    corrected = (region | joins) & ~leaves
    return _without_specks(_without_holes(corrected, fixed | view.arms))


def _without_specks(region: HardMask) -> HardMask:
    count, ids, stats, _ = cv2.connectedComponentsWithStats(region.astype(np.uint8))
    if count < 3:
        return region
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return np.asarray((areas >= 0.02 * areas.max())[ids] & region)


def _without_holes(region: HardMask, front: HardMask) -> HardMask:
    """Fill small holes, unless something lies in front of the cloth there."""
    holes = ~region
    count, ids, stats, _ = cv2.connectedComponentsWithStats(holes.astype(np.uint8), connectivity=4)
    small = stats[:, cv2.CC_STAT_AREA] < 0.004 * region.sum()
    small[0] = False
    if count > 1:
        hidden = np.bincount(ids[front & holes], minlength=count)
        small &= hidden == 0
    return np.asarray(region | small[ids])
