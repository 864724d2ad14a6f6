"""The pixels of the old clothes: the parser's region, corrected by the photo.

A parser misses bits of hems and collars and takes gaps between arm and body for cloth. The pixels
that it is sure of teach the colours of the cloth and of what surrounds it; in a band along the
region's edge, colours and distance decide, and a graph cut puts the edge where the photo has one
("GrabCut", Rother et al., SIGGRAPH 2004).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.colour_model import ColouredPlaces, ColourModel
from tryon.geometry import Box, HardMask, RgbImage, Size, SoftMask
from tryon.labels import IN_FRONT, TROUSERS_AND_SKIRTS
from tryon.late import cv2
from tryon.pixels.masks import nearest_in, opened, voted, without_specks

_HALF_BAND = 0.09
"""Half the width of the band that is decided anew, as a fraction of the view's longest side."""
_INNER = 0.02
"""Distance from the edge from which pixels teach their side's colours, as a fraction of the view's
longest side; half the depth of a thin region."""
_SURROUNDINGS = 5
"""How far around the region colours are learnt, in widths of half the band."""
_CLOTH_COMPONENTS, _OTHER_COMPONENTS = 24, 48
"""Gaussians in the colour models of the cloth and of all else."""
_CONTRADICTING = 2.0
"""Log odds from which a pixel looks like the other side, so that it teaches neither."""
_MOST_BELIEVED = 6.0
"""Largest difference of log densities that counts."""
_LOGIT_DEPTH = 0.012
"""Distance from the edge over which the parser's odds grow by a factor of e, as a fraction of the
view's longest side."""
_MOST_ODDS = 5.0
"""Largest log odds by distance from the edge."""
_LEAST_KEPT = 0.5
"""Fraction of the region that must be left, or the colours were misread."""
_SURE_ODDS = 4.0
"""Log odds from which the graph cut may not change a pixel."""
_EVEN = 1.5
"""Blur of the votes by which a pixel's surroundings decide at last, in pixels of the view."""
_LEAST_LOWER = 3
"""Half the width of the smallest piece of trousers that was taken for a top, in view pixels."""
_SILENT = 0.5
"""Log odds of the colours below which they decide nothing, and the parser's edge stays."""


def correct_view(view: RegionView, image: RgbImage) -> RegionView:
    """Return the view with its region corrected, and labels of what that leaves out.

    Trousers or a skirt that the parser took for a top get the label of those beside them.

    Args:
        view: the region and the body around it.
        image: the view's part of the photo (h, w, 3).
    """
    region = correct_region(view, image)
    lower = view.mask(*TROUSERS_AND_SKIRTS) & ~view.region
    left_out = view.region & ~region & (np.cumsum(lower.any(axis=1))[:, None] > 0)
    if not opened(left_out, _LEAST_LOWER).any():
        return view.with_region(region)
    pixels = ColouredPlaces.denoised(image)
    models = _fitted_models(pixels, lower, ~(lower | left_out))
    if models is None:
        return view.with_region(region)
    lower_model, other_model = models
    features = pixels.at(left_out)
    left_out[left_out] = lower_model.log_densities(features) > other_model.log_densities(features)
    rows, columns = np.nonzero(opened(left_out, _LEAST_LOWER))
    labels = view.labels.copy()
    labels[rows, columns] = view.labels[lower][nearest_in(lower, (rows, columns))]
    return replace(view, region=region, labels=labels)


def correct_region(view: RegionView, image: RgbImage) -> HardMask:
    """Correct the view's region (h, w) along its edge.

    Args:
        view: the region and the body around it.
        image: the view's part of the photo (h, w, 3).

    Returns:
        The region without specks, with hems that the parser missed, and without gaps that it
        took for cloth. Face, hair, arms and other people never join it.
    """
    region = without_specks(view.region)
    excluded = view.mask(*IN_FRONT) | view.arms
    excluded = cv2.erode(excluded.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    excluded = np.asarray(excluded | view.others)
    odds = _log_odds(image, region, excluded)
    if odds is None:
        return region
    is_cloth = np.where(odds.is_silent, odds.total > 0, _graph_cut(image, odds.total))
    is_cloth = voted(is_cloth.astype(np.uint8), _EVEN).view(np.bool_) & ~excluded
    corrected = _without_holes(without_specks(is_cloth), excluded | view.arms)
    return corrected if corrected.sum() > _LEAST_KEPT * region.sum() else region


@dataclass(frozen=True, eq=False)
class _Odds:
    """How likely each pixel is cloth.

    Attributes:
        total: log odds (h, w) by the parser and by colour.
        is_silent: pixels (h, w) at which colour decides nothing.
    """

    total: NDArray[np.float32]
    is_silent: HardMask


def _log_odds(image: RgbImage, region: HardMask, excluded: HardMask) -> _Odds | None:
    """Weigh the parser's edge and the colours; None if one side shows no colour at all."""
    side = max(region.shape)
    inner, band = max(2.0, _INNER * side), max(4.0, _HALF_BAND * side)
    depth, distance = _distance(region), _distance(~region)
    pixels = ColouredPlaces.denoised(image)
    models = _models(pixels, depth, distance, excluded, inner=inner, band=band)
    if models is None:
        return None
    cloth, other = models
    signed = depth - distance
    odds = np.where(region, 2 * _SURE_ODDS, -2 * _SURE_ODDS).astype(np.float32)
    in_band = (np.abs(signed) <= band) & ~excluded
    features = pixels.at(in_band)
    colour_odds = np.clip(
        cloth.log_densities(features) - other.log_densities(features),
        -_MOST_BELIEVED,
        _MOST_BELIEVED,
    )
    odds[in_band] = colour_odds + np.clip(
        signed[in_band] / (_LOGIT_DEPTH * side), -_MOST_ODDS, _MOST_ODDS
    )
    odds[excluded] = -2 * _SURE_ODDS
    is_silent = np.ones_like(region)
    is_silent[in_band] = np.abs(colour_odds) < _SILENT
    return _Odds(odds, is_silent)


def _models(
    pixels: ColouredPlaces,
    depth: SoftMask,
    distance: SoftMask,
    excluded: HardMask,
    *,
    inner: float,
    band: float,
) -> tuple[ColourModel, ColourModel] | None:
    """Learn the colours of cloth and of all else; None if one side shows no colour at all.

    Pixels beyond the band are sure; nearer to the edge, a pixel that looks like the other side
    was mistaken by the parser and must not teach this one.
    """
    around = distance < _SURROUNDINGS * band
    sure = depth > min(band, 0.5 * float(depth.max())), (distance > band) & around | excluded
    models = _fitted_models(pixels, *sure)
    if models is None:
        return None
    likely = depth > min(inner, 0.5 * float(depth.max())), (distance > inner) & around
    learnt_from = []
    for i, (sure_mask, likely_mask) in enumerate(zip(sure, likely, strict=True)):
        doubtful = likely_mask & ~sure_mask
        features = pixels.at(doubtful)
        contradiction = models[1 - i].log_densities(features) - models[i].log_densities(features)
        accepted = sure_mask.copy()
        accepted[doubtful] = contradiction < _CONTRADICTING
        learnt_from.append(accepted)
    return _fitted_models(pixels, *learnt_from)


def _fitted_models(
    pixels: ColouredPlaces, is_cloth: HardMask, is_other: HardMask
) -> tuple[ColourModel, ColourModel] | None:
    cloth = ColourModel.fit(pixels.at(is_cloth), components=_CLOTH_COMPONENTS)
    other = ColourModel.fit(pixels.at(is_other), components=_OTHER_COMPONENTS)
    return None if cloth is None or other is None else (cloth, other)


def _distance(mask: HardMask) -> SoftMask:
    """Return how deep in the mask (h, w) each pixel lies."""
    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3), np.float32)


def _graph_cut(image: RgbImage, odds: NDArray[np.float32]) -> HardMask:
    """Separate cloth from the rest along the photo's edges where the odds are not sure."""
    is_cloth = odds > 0
    marks = np.where(is_cloth, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    marks[odds > _SURE_ODDS] = cv2.GC_FGD
    marks[odds < -_SURE_ODDS] = cv2.GC_BGD
    around = Box.around(np.asarray(odds > -2 * _SURE_ODDS))
    if around is None or not ((odds > _SURE_ODDS).any() and (odds < -_SURE_ODDS).any()):
        return np.asarray(is_cloth)
    inside = around.grown(2, limit=Size.of(odds)).slices
    marks_inside = np.ascontiguousarray(marks[inside])
    rectangle = 0, 0, marks_inside.shape[1], marks_inside.shape[0]
    cloth, other = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(1)
    pixels = np.ascontiguousarray(image[inside])
    cv2.grabCut(pixels, marks_inside, rectangle, other, cloth, 1, cv2.GC_INIT_WITH_MASK)
    is_cloth[inside] = (marks_inside == cv2.GC_FGD) | (marks_inside == cv2.GC_PR_FGD)
    return np.asarray(is_cloth)


def _without_holes(region: HardMask, in_front: HardMask) -> HardMask:
    """Fill small holes, unless something lies in front of the cloth there."""
    holes = ~region
    count, ids, stats, _ = cv2.connectedComponentsWithStats(holes.astype(np.uint8), connectivity=4)
    small = stats[:, cv2.CC_STAT_AREA] < 0.004 * region.sum()
    small[0] = False
    if count > 1:
        front_counts = np.bincount(ids[in_front & holes], minlength=count)
        small &= front_counts == 0
    return np.asarray(region | small[ids])
