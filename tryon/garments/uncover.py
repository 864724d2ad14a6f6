"""What appears where the new garment leaves the old clothes uncovered: skin, clothes, background.

Nothing of it was photographed. Skin takes the person's own colour and the light on the old cloth;
the background and other clothes are continued from their nearest pixels.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.body import WornRegion
from tryon.garments.cover import Cover
from tryon.garments.figure import TopFigure
from tryon.garments.matte import spread_colours
from tryon.garments.shading import read_shading
from tryon.garments.view import RegionView
from tryon.geometry import HardMask, RgbImage
from tryon.labels import Label, Region

_CLEAR = 3
"""Pixels next to the old clothes' edge that still carry some of their colour."""
_LEAST_SKIN = 40
_LAB_WEIGHTS = (0.4, 1.0, 1.0)
_ALIKE = 16.0
"""Colour difference from most of the skin above which a pixel was taken for skin by mistake."""
_ROUND = 0.2
"""How much darker a limb is at its sides, where it turns away."""


def uncover(
    view: RegionView, worn: WornRegion, cover: Cover, image: RgbImage, region: Region
) -> NDArray[np.float32]:
    """Paint what the old clothes hide.

    Args:
        view: the photo's part.
        worn: the body.
        cover: what is bared.
        image: the view's pixels (h, w, 3).
        region: where the old clothes are worn.

    Returns:
        Colours (h, w, 3) float32, to be used where ``cover.bared`` is set and next to it.
    """
    colours = image.astype(np.float32)
    cloth = _grown(cover.region, _CLEAR)
    person = (view.labels > 0) | view.others
    ground = ~_grown(person, _CLEAR) & ~cloth
    result = spread_colours(colours, ground if ground.any() else ~cloth, sigma=2.0)
    lower = view.mask(Label.PANTS, Label.SKIRT) & ~cloth
    if region is Region.UPPER and lower.sum() > _LEAST_SKIN:
        below = cover.bared & _below_waist(worn, view)
        result[below] = spread_colours(colours, lower, sigma=2.0)[below]
        body = worn.bare & ~below
    else:
        body = worn.bare
    skin = _skin(view, cover, colours, worn.breadth)
    if skin is not None:
        light = read_shading(image, cover.region, breadth=worn.breadth, strength=0.5)
        skin *= (light * _roundness(body & cover.bared | view.bare, worn.breadth))[..., None]
        edge = cv2.GaussianBlur(body.astype(np.float32), (0, 0), 0.8)[..., None]
        result = np.asarray(result + (skin - result) * edge, dtype=np.float32)
    return np.asarray(np.clip(result, 0, 255), dtype=np.float32)


def _skin(
    view: RegionView, cover: Cover, colours: NDArray[np.float32], breadth: float
) -> NDArray[np.float32] | None:
    """Give the skin's colour (h, w, 3): like the nearest visible skin, further off like most."""
    inner = cv2.erode((view.bare & ~cover.region).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    limbs = inner & ~view.face
    known = np.asarray(limbs if limbs.sum() > 0.4 * inner.sum() else inner)
    if known.sum() <= _LEAST_SKIN:
        return None
    lab = cv2.cvtColor(colours / 255, cv2.COLOR_RGB2LAB)
    low, high = np.percentile(lab[known, 0], [35, 90])
    lit = known & (lab[..., 0] >= low) & (lab[..., 0] <= high)
    usual, middle = np.median(colours[lit], axis=0), np.median(lab[lit], axis=0)
    unlike = np.linalg.norm((lab - middle) * _LAB_WEIGHTS, axis=2)
    known &= unlike < _ALIKE
    near = spread_colours(colours, known, sigma=0.08 * breadth)
    far = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 3)
    share = np.exp(-np.asarray(far, np.float32) / (0.35 * breadth))[..., None]
    mixed = cv2.GaussianBlur(usual + (near - usual) * share, (0, 0), 0.04 * breadth + 0.5)
    return np.asarray(mixed, dtype=np.float32)


def _roundness(body: HardMask, breadth: float) -> NDArray[np.float32]:
    depth = cv2.distanceTransform(body.astype(np.uint8), cv2.DIST_L2, 3)
    side = 1 - np.clip(np.asarray(depth, np.float32) / (0.2 * breadth), 0.0, 1.0)
    return np.asarray(1 - _ROUND * side**2, dtype=np.float32)


def _below_waist(worn: WornRegion, view: RegionView) -> HardMask:
    """Give the torso's pixels (h, w) at which trousers or a skirt are worn under a top."""
    assert isinstance(worn.figure, TopFigure)
    marks = worn.figure.landmarks
    low = max(marks.waist_left.y, marks.armpit_left.y + 0.9 * worn.breadth)
    arms = np.zeros(view.shape, np.bool_)
    for zone in worn.zones.values():
        arms |= zone
    return np.asarray((np.arange(view.shape[0])[:, None] > low) & worn.bare & ~arms)


def _grown(mask: HardMask, radius: int) -> HardMask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)
