"""Moves a mask's edge to the picture's own: GrabCut in a band along it.

What lies farther from the edge than the band is believed. Within it, colours decide (Rother et al.,
"GrabCut", SIGGRAPH 2004), and a cut prefers the picture's own edges. Where a garment's cloth looks
like what is behind it, such a cut takes straps and patches of print away; so each change counts
only if colours that know their place (`ColourModel`) say so as well, of all its pixels together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.colour_model import ColouredPlaces, ColourModel
from tryon.geometry import Box, HardMask, RgbImage
from tryon.late import cv2

EDGE_BAND = 0.025
"""Distance from an edge within which it is moved, in longest sides of what it is the edge of."""
_LEAST_BAND = 2.0
"""Least such distance, in pixels."""
_ROUNDS = 1
"""How often colours are learned and the picture is cut."""
_INSIDE_COMPONENTS, _OUTSIDE_COMPONENTS = 12, 24
"""Gaussians of the colours on both sides."""
_MOST_EVIDENCE = 5.0
"""Largest difference of log densities that a pixel counts with."""
_LEAST_EVIDENCE = 1.0
"""Mean difference of log densities from which a change is made."""


@dataclass(frozen=True, eq=False)
class EdgeBand:
    """Where a mask's edge is moved.

    Attributes:
        pixels: the band along the edge (h, w).
        reach: how far from the edge it goes, in pixels.
    """

    pixels: HardMask
    reach: float


def edge_band(mask: HardMask) -> EdgeBand | None:
    """Return the band along a mask's edge (h, w) in which it is moved.

    None where there is nothing beyond the band to learn one of the sides from.
    """
    box = Box.around(mask)
    if box is None:
        return None
    reach = max(_LEAST_BAND, EDGE_BAND * max(box.width, box.height))
    distance = _distance_to_edge(mask)
    band = distance <= reach
    if band[mask].all() or band[~mask].all():
        return None
    return EdgeBand(band, float(distance[band].max()))


def cut_at_edges(rgb: RgbImage, mask: HardMask, band: EdgeBand) -> HardMask:
    """Return a mask (h, w) whose edge follows that of a picture (h, w, 3) within a band."""
    found = _cut(rgb, mask, band.pixels)
    least = band.reach**2  # half as wide as the band
    found = ~_without_small(~_without_small(found, least), least)
    return np.asarray(np.where(_agreed(rgb, mask, band.pixels, found), found, mask))


def _cut(rgb: RgbImage, mask: HardMask, band: HardMask) -> HardMask:
    """Return the inside (h, w) by colour where it is near the mask's edge."""
    states = np.where(mask, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    states[mask & ~band] = cv2.GC_FGD
    states[~mask & ~band] = cv2.GC_BGD
    cv2.setRNGSeed(0)  # its colour clusters start at random
    bgr = np.ascontiguousarray(rgb[..., ::-1])
    inside, outside = np.zeros((1, 65)), np.zeros((1, 65))
    everywhere = (0, 0, rgb.shape[1], rgb.shape[0])  # not looked at, as the states say where
    cv2.grabCut(bgr, states, everywhere, inside, outside, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.asarray((states == cv2.GC_FGD) | (states == cv2.GC_PR_FGD))


def _agreed(rgb: RgbImage, mask: HardMask, band: HardMask, found: HardMask) -> HardMask:
    """Return the parts (h, w) of the changes that colours at their places bear out."""
    is_changed = mask ^ found
    places = ColouredPlaces.of(rgb)
    inside = ColourModel.fit(places.at(mask & ~band), components=_INSIDE_COMPONENTS)
    outside = ColourModel.fit(places.at(~mask & ~band), components=_OUTSIDE_COMPONENTS)
    if inside is None or outside is None or not is_changed.any():
        return np.zeros_like(mask)
    pixels = places.at(is_changed)
    evidence = inside.log_densities(pixels) - outside.log_densities(pixels)
    evidence = np.clip(evidence, -_MOST_EVIDENCE, _MOST_EVIDENCE)
    for_change = np.where(found[is_changed], evidence, -evidence)
    count, ids = cv2.connectedComponents(is_changed.astype(np.uint8), connectivity=4)
    sums = np.bincount(ids[is_changed], weights=for_change, minlength=count)
    is_agreed = sums >= _LEAST_EVIDENCE * np.bincount(ids.ravel(), minlength=count)
    is_agreed[0] = False
    return np.asarray(is_agreed[ids])


def _without_small(mask: HardMask, least: float) -> HardMask:
    """Return a mask (h, w) without the specks that have less than an area in pixels."""
    _, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    is_kept = stats[:, cv2.CC_STAT_AREA] >= least
    is_kept[0] = False
    return np.asarray(is_kept[ids])


def _distance_to_edge(mask: HardMask) -> NDArray[np.float32]:
    """Return how far each pixel (h, w) is from the mask's edge, in pixels."""
    inner, outer = (
        cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5) for side in (mask, ~mask)
    )
    return np.asarray(inner + outer, np.float32)
