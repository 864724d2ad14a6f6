"""What the old clothes really cover: the parser's region, corrected by the photo.

A parser misses bits of hems and collars and takes gaps between arm and body for cloth. What it is
sure of shows the cloth's colours and those around it; in a band along the region's edge, colours
and distance decide, and a graph cut puts the edge where the photo has one ("GrabCut", Rother et
al., SIGGRAPH 2004).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.colour_model import ColouredPlaces, ColourModel
from tryon.geometry import Box, HardMask, RgbImage, Size, SoftMask
from tryon.labels import IN_FRONT

_OPEN_BAND = 0.09
"""Half the breadth of the band that may change sides, as a share of the view's longest side."""
_INNER = 0.02
"""Depth from which a pixel shows what its side looks like; half of a thin region's depth."""
_SURROUNDINGS = 5
"""How far around the region colours are looked at, in breadths of the half band."""
_CLOTH_COMPONENTS, _OTHER_COMPONENTS = 24, 48
_ALIEN = 2.0
"""Log odds from which a pixel looks like the other side, so that it teaches neither."""
_MOST_BELIEVED = 6.0
"""Largest difference of log densities that is believed."""
_LOGIT_DEPTH = 0.012
"""Distance from the edge over which the parser's odds grow by e, as a share of the side."""
_MOST_ODDS = 5.0
_LEAST_KEPT = 0.5
"""Share of the region that must be left, or the colours were misread."""
_SURE_ODDS = 4.0
"""Log odds from which the graph cut may not change a pixel."""
_SILENT = 0.5
"""Log odds of colours below which they say nothing, and the parser's edge is kept."""


def correct_region(view: RegionView, image: RgbImage) -> HardMask:
    """Correct the view's region (h, w) along its edge.

    Args:
        view: the region and the body around it.
        image: the view's part of the photo (h, w, 3).

    Returns:
        The region without specks, with hems that the parser missed, and without gaps that it
        took for cloth. Face, hair and other people never join it.
    """
    region = _without_specks(view.region)
    fixed = view.mask(*IN_FRONT)
    fixed = cv2.erode(fixed.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    fixed = np.asarray(fixed | view.others)
    odds = _log_odds(image, region, fixed)
    if odds is None:
        return region
    cut = np.where(odds.is_silent, odds.total > 0, _cut(image, odds.total))
    corrected = _without_holes(_without_specks(cut), fixed | view.arms)
    return corrected if corrected.sum() > _LEAST_KEPT * region.sum() else region


@dataclass(frozen=True, eq=False)
class _Odds:
    """How sure each pixel is cloth.

    Attributes:
        total: log odds (h, w) by the parser and by colour.
        is_silent: pixels (h, w) at which colour says nothing.
    """

    total: NDArray[np.float32]
    is_silent: HardMask


def _log_odds(image: RgbImage, region: HardMask, fixed: HardMask) -> _Odds | None:
    """Weigh the parser's edge and the colours; None if one side shows no colour at all."""
    side = max(region.shape)
    inner, band = max(2.0, _INNER * side), max(4.0, _OPEN_BAND * side)
    depth, height = _distance(region), _distance(~region)
    calm = np.asarray(cv2.bilateralFilter(image, 5, 30, 3), dtype=np.uint8)
    pixels = ColouredPlaces.of(calm)
    models = _models(pixels, depth, height, fixed, inner=inner, band=band)
    if models is None:
        return None
    cloth, other = models
    signed = depth - height
    odds = np.where(region, 2 * _SURE_ODDS, -2 * _SURE_ODDS).astype(np.float32)
    near = (np.abs(signed) <= band) & ~fixed
    asked = pixels.at(near)
    colour = np.clip(
        cloth.log_densities(asked) - other.log_densities(asked), -_MOST_BELIEVED, _MOST_BELIEVED
    )
    odds[near] = colour + np.clip(signed[near] / (_LOGIT_DEPTH * side), -_MOST_ODDS, _MOST_ODDS)
    odds[fixed] = -2 * _SURE_ODDS
    is_silent = np.ones_like(region)
    is_silent[near] = np.abs(colour) < _SILENT
    return _Odds(odds, is_silent)


def _models(
    pixels: ColouredPlaces,
    depth: SoftMask,
    height: SoftMask,
    fixed: HardMask,
    *,
    inner: float,
    band: float,
) -> tuple[ColourModel, ColourModel] | None:
    """Learn the colours of cloth and of all else; None if one side shows no colour at all.

    What lies beyond the band is sure; nearer to the edge, what looks like the other side was
    mistaken for this one and must not teach it.
    """
    around = height < _SURROUNDINGS * band
    sure = depth > min(band, 0.5 * float(depth.max())), (height > band) & around | fixed
    first = _fitted(pixels, *sure)
    if first is None:
        return None
    likely = depth > min(inner, 0.5 * float(depth.max())), (height > inner) & around
    taught = []
    for own, (rest, more) in enumerate(zip(sure, likely, strict=True)):
        asked = more & ~rest
        colours = pixels.at(asked)
        doubt = first[1 - own].log_densities(colours) - first[own].log_densities(colours)
        whole = rest.copy()
        whole[asked] = doubt < _ALIEN
        taught.append(whole)
    return _fitted(pixels, *taught)


def _fitted(
    pixels: ColouredPlaces, is_cloth: HardMask, is_other: HardMask
) -> tuple[ColourModel, ColourModel] | None:
    cloth = ColourModel.fit(pixels.at(is_cloth), components=_CLOTH_COMPONENTS)
    other = ColourModel.fit(pixels.at(is_other), components=_OTHER_COMPONENTS)
    return None if cloth is None or other is None else (cloth, other)


def _distance(mask: HardMask) -> SoftMask:
    """Return how deep in the mask (h, w) each pixel lies."""
    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3), np.float32)


def _cut(image: RgbImage, odds: NDArray[np.float32]) -> HardMask:
    """Part cloth from the rest along the photo's edges, where the odds leave it open."""
    is_cloth = odds > 0
    marks = np.where(is_cloth, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[odds > _SURE_ODDS] = cv2.GC_FGD
    marks[odds < -_SURE_ODDS] = cv2.GC_BGD
    around = Box.around(np.asarray(odds > -2 * _SURE_ODDS))
    if around is None or not ((odds > _SURE_ODDS).any() and (odds < -_SURE_ODDS).any()):
        return np.asarray(is_cloth)
    part = around.grown(2, limit=Size.of(odds)).slices
    taken = np.ascontiguousarray(marks[part])
    whole = 0, 0, taken.shape[1], taken.shape[0]
    cloth, other = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(1)
    pixels = np.ascontiguousarray(image[part])
    cv2.grabCut(pixels, taken, whole, other, cloth, 1, cv2.GC_INIT_WITH_MASK)
    is_cloth[part] = (taken == cv2.GC_FGD) | (taken == cv2.GC_PR_FGD)
    return np.asarray(is_cloth)


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
