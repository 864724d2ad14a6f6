"""Trousers and skirts that the photo's lower edge cuts off, continued below it.

Somebody else, who is seen further down, would else wear them as shorts.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, RgbaImage
from tryon.late import cv2
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.fill import spread_colours
from tryon.pixels.masks import filled_polygon
from tryon.shape.figure import (
    Figure,
    LimbEnd,
    SkirtFigure,
    Strip,
    TopFigure,
    TrousersFigure,
)

_LEG_LENGTH = 2.7
"""Of trousers from waist to cuff, in widths of the waist: what reaches an edge is a long pair."""
_SKIRT_FACTOR = 1.4
"""How much longer than what is seen of it a skirt is taken to be."""
_REPEATED = 0.15
"""Fraction of what is seen, its lowest rows, whose pattern is repeated below."""
_SPREAD = 3.0
"""Blur in pixels with which colours reach cloth that no repeated row has."""


def continued(rgba: RgbaImage, figure: Figure) -> tuple[RgbaImage, Figure]:
    """Return the picture and figure of a garment whose lowest row is at the photo's edge.

    Below it the garment goes on straight, in the pattern of its lowest rows to and fro. A top or a
    dress stays as it is, and so do trousers that are long enough.

    Args:
        rgba: picture (H, W, 4) uint8.
        figure: its landmarks in that picture.
    """
    if isinstance(figure, TopFigure) or (longer := _longer(figure)) is figure:
        return rgba, figure
    strips = (longer.body,) if isinstance(longer, SkirtFigure) else tuple(longer.legs)
    lowest = max(float(edge[-1, 1]) for strip in strips for edge in (strip.left, strip.right))
    height, width = rgba.shape[:2]
    added = max(1, int(np.ceil(lowest)) + 1 - height)
    cloth = np.zeros((height + added, width), np.bool_)
    for strip in strips:
        cloth |= filled_polygon(cloth.shape, np.concatenate([strip.left, strip.right[::-1]]))
    return np.vstack([rgba, _repeated(rgba, cloth[height:])]), longer


def _longer(figure: TrousersFigure | SkirtFigure) -> TrousersFigure | SkirtFigure:
    """Return the figure of the whole garment; the figure itself if that is what it is."""
    if isinstance(figure, SkirtFigure):
        return SkirtFigure.of(_lengthened(figure.body, _SKIRT_FACTOR * figure.body.length))
    waists = figure.landmarks.waists
    wanted = _LEG_LENGTH * abs(waists.right.x - waists.left.x)
    if min(leg.length for leg in figure.legs) >= wanted:
        return figure
    legs = figure.legs.map(lambda leg: _lengthened(leg, wanted))
    return TrousersFigure(replace(figure.landmarks, cuffs=legs.map(LimbEnd.of)), legs)


def _lengthened(strip: Strip, length: float) -> Strip:
    """Return a strip that is at least so long, in as many samples."""
    if length <= strip.length:
        return strip
    return strip.at(np.linspace(0.0, length, len(strip.left)))


def _repeated(rgba: RgbaImage, cloth: HardMask) -> RgbaImage:
    """Return what lies below a picture (h, W, 4) where there is cloth (h, W)."""
    height = len(rgba)
    band = max(2, min(height - 1, round(_REPEATED * height)))
    steps = np.arange(1, len(cloth) + 1) % (2 * band)
    rows = height - 1 - np.minimum(steps, 2 * band - steps)
    lowest = rgba[rows]
    known = lowest[..., 3] == 255
    colours: NDArray[np.float32] = lowest[..., :3].astype(np.float32)
    if known.any():
        spread = spread_colours(colours, known, sigma=_SPREAD)
        colours = np.where(known[..., None], colours, spread)
    alpha = cv2.GaussianBlur(cloth.astype(np.float32), (0, 0), 1.0)
    alpha[0] = np.maximum(alpha[0], cloth[0])  # no seam below the last row
    return np.dstack([eight_bit(colours), eight_bit(255 * alpha)])
