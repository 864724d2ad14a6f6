"""Things in front of hips and legs that are no part of the person: a bag, a table, a dog."""

from __future__ import annotations

import numpy as np

from tryon.body.legs import WornLegs
from tryon.body.view import RegionView
from tryon.geometry import HardMask, RgbImage
from tryon.labels import TROUSERS_AND_SKIRTS
from tryon.late import cv2
from tryon.pixels.masks import disc, grown, nearest_in, part_at

_BODY_ERROR = 0.12
"""How far hips and legs may lie from where they are drawn, in half shoulder breadths."""
_ALIKE = 14.0
"""Difference of colours, in CIELAB, up to which neighbours are one thing."""
_REACH = 1.5
"""How far beside the body a thing in front of it is followed, in half shoulder breadths."""
_THIN = 0.06
"""Half the width of what is an error of an edge, in half shoulder breadths."""
_LEAST = 0.02
"""Least area of a thing, in squared half shoulder breadths."""


def things_in_front(view: RegionView, image: RgbImage, legs: WornLegs) -> HardMask:
    """Find what (h, w) hides hips or legs: where those must be and something else is seen.

    From there it is followed over pixels of like colours. If the body is not where it was believed
    to be, that is the background, over which a garment then does not spread.

    Args:
        view: the person.
        image: the view's pixels (h, w, 3).
        legs: hips and legs.
    """
    is_unsaid = (view.labels == 0) | view.mask(*TROUSERS_AND_SKIRTS)  # a bag may be read as cloth
    ground = is_unsaid & ~view.region & ~view.others
    body = legs.drawn(view.shape)
    radius = max(1, round(_BODY_ERROR * legs.unit))
    hidden = ground & (cv2.erode(body.astype(np.uint8), disc(radius)) > 0)
    kernel = disc(max(1, round(_THIN * legs.unit)))
    seeds = cv2.morphologyEx(hidden.astype(np.uint8), cv2.MORPH_OPEN, kernel) > 0
    if np.count_nonzero(seeds) < _LEAST * legs.unit**2:
        return np.zeros(view.shape, np.bool_)
    near = ground & grown(body, round(_REACH * legs.unit))
    lab = cv2.cvtColor(image, cv2.COLOR_RGB2LAB).astype(np.float32)
    lab[..., 0] *= 100 / 255
    weight = seeds.astype(np.float32)
    smooth = cv2.blur(lab * weight[..., None], (5, 5))
    colours = smooth[seeds] / cv2.blur(weight, (5, 5))[seeds][:, None]
    is_alike = np.linalg.norm(lab - colours[nearest_in(seeds)], axis=2) < _ALIKE
    thing = grown(part_at(near & (is_alike | seeds), seeds), 1)
    rim = view.mask(*TROUSERS_AND_SKIRTS) & ~view.region  # its shaded side, read as cloth
    rim &= grown(thing, radius)
    return np.asarray((thing | part_at(rim, thing)) & ~view.region)
