"""What the old clothes really cover: the parser's region, corrected by the photo's colours.

A parser misses bits of hems and collars and takes gaps between arm and body for cloth. Both show
as colours that belong to the other side of the region's edge.
"""

from __future__ import annotations

import cv2
import numpy as np

from tryon.garments.matte import edge_matte, spread_colours
from tryon.garments.view import RegionView
from tryon.geometry import HardMask, RgbImage
from tryon.labels import Label

_REACH = 0.014
"""Half the band around the edge that is looked at, as a share of the view's longest side."""

_CLOTH, _NOT_CLOTH = 0.75, 0.2
"""Coverage, read from colours, above which a pixel joins the region and below which it leaves."""

_SAME = 9.0
"""Colour difference (CIE76) below which a pixel is taken for what lies beside it."""
_CLEARER, _APART = 1.6, 4.0
"""How much more it must differ from the side that it was taken for."""
_LEAST_CONTRAST = 24.0
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
    joins, leaves = _opened(joins), _opened(leaves)
    missed, gaps = _mistaken(view, calm, region, 3 * radius)
    corrected = (region | joins | (missed & ~fixed)) & ~leaves & ~gaps
    return _without_specks(_without_holes(corrected, fixed | view.arms))


def _mistaken(
    view: RegionView, calm: RgbImage, region: HardMask, reach: int
) -> tuple[HardMask, HardMask]:
    """Find cloth (h, w) that the parser missed and background that it took for cloth.

    Both lie within ``reach`` of the region's edge and are coloured like the other side of it.
    """
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    inner = np.asarray(cv2.erode(region.astype(np.uint8), kernel) > 0)
    outer = np.asarray(cv2.dilate(region.astype(np.uint8), kernel) == 0)
    ground = (view.labels == 0) & ~view.others & ~region
    if not (inner.any() and outer.any() and ground.any()):
        return np.zeros_like(region), np.zeros_like(region)
    lab = cv2.cvtColor(calm.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).astype(np.float32)
    to_cloth, to_ground, to_outer = (
        np.linalg.norm(lab - spread_colours(lab, known, sigma=0.5 * reach), axis=2)
        for known in (inner, ground, outer)
    )
    missed = (to_cloth < _SAME) & (to_outer > _CLEARER * to_cloth + _APART) & ~region & ~outer
    gaps = (to_ground < _SAME) & (to_cloth > _CLEARER * to_ground + _APART) & region & ~inner
    return _opened(missed), _opened(gaps)


def _opened(mask: HardMask) -> HardMask:
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(opened > 0)


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
