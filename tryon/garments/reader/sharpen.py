"""Brings a mask that the network gives in coarse cells to the picture's own edges.

Where the network is sure it is believed. Where it is not, which is near edges, the colours of what
is surely inside and surely outside decide with it: two mixtures of Gaussians over colour and place,
as the data term of GrabCut (Rother et al., SIGGRAPH 2004). Where both sides look alike, as with
white stripes on white, the colours say nothing and the network alone decides.
"""

from __future__ import annotations

import numpy as np

from tryon.colour_model import ColouredPlaces, ColourModel
from tryon.geometry import HardMask, RgbImage, SoftMask
from tryon.late import cv2

_SURE = 0.95
"""Probability from which a cell shows what its side looks like."""
_INSIDE_COMPONENTS, _OUTSIDE_COMPONENTS = 12, 24
"""Gaussians of the two colour models."""
_WEIGHT = 0.5
"""Weight of colour against the network; below 1, as neighbouring pixels are not independent."""
_MOST_EVIDENCE = 5.0
"""Largest difference of log densities that counts: colours can mislead, too."""
_WITNESS = 4.0, -2.0
"""Log odds by which the answer of the witness counts: inside, and outside."""
_SMOOTHNESS = 0.25
"""Deviation over which evidence is shared with neighbours, in cells."""
_BAND = 1.0
"""How far beyond doubtful cells colours are asked, in cells."""


def sharpened(
    rgb: RgbImage,
    share: SoftMask,
    *,
    within: HardMask | None = None,
    witness: HardMask | None = None,
) -> HardMask:
    """Return what a mask covers of a picture, at the picture's resolution.

    Args:
        rgb: the picture (H, W, 3).
        share: probability (h, w) of each cell; the cells divide the picture evenly.
        within: the pixels (H, W) that count at all; the others are neither inside nor outside.
        witness: what somebody else takes for the inside (H, W), believed where the network is not
            sure.
    """
    height, width = rgb.shape[:2]
    cell = max(1.0, max(height, width) / max(share.shape))
    chance = cv2.resize(share, (width, height), interpolation=cv2.INTER_LINEAR)
    odds = np.log(np.clip(chance, 1e-3, 1 - 1e-3) / np.clip(1 - chance, 1e-3, 1 - 1e-3))
    doubtful = ((chance > 1 - _SURE) & (chance < _SURE)).astype(np.uint8)
    reach = 2 * round(_BAND * cell) + 1
    band = cv2.dilate(doubtful, np.ones((reach, reach), np.uint8)) > 0
    inside, outside = (chance >= _SURE) & ~band, (chance <= 1 - _SURE) & ~band
    if within is not None:
        inside, outside, band = inside & within, outside & within, band & within
    places = ColouredPlaces.of(rgb)
    own = ColourModel.fit(places.at(inside), components=_INSIDE_COMPONENTS)
    others = ColourModel.fit(places.at(outside), components=_OUTSIDE_COMPONENTS)
    if own is not None and others is not None and band.any():
        pixels = places.at(band)
        evidence = own.log_densities(pixels) - others.log_densities(pixels)
        odds[band] += _WEIGHT * np.clip(evidence, -_MOST_EVIDENCE, _MOST_EVIDENCE)
    if witness is not None:
        odds += np.where(witness, *_WITNESS)
    smooth = cv2.GaussianBlur(odds.astype(np.float32), (0, 0), max(0.6, _SMOOTHNESS * cell))
    found = smooth > 0
    return np.asarray(found if within is None else found & within)
