"""The outline of an arm, bare or sleeved: over the shoulder first, then along the arm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.pixels.masks import part_at
from tryon.shape.figure import Strip
from tryon.shape.silhouette import limb_strip

_RAYS = 5
"""Samples of the shoulder's round, between the shoulder and the outside of the arm."""
_UPPER_ARM = (0.8, 2.0)
"""Between which distances from the armhole the arm's direction is measured, in its lengths."""
_ROUNDEST = 1.25
"""How far the shoulder's round may reach from the armpit, in the longer of its two ends."""
_LEAST_GAP = 8
"""Half pixels without arm that end a ray."""
_SLICE = 1.5
"""Half the breadth in pixels of a cross-section."""


def arm_strip(mask: HardMask, root: Points, *, count: int) -> Strip | None:
    """Sample an arm that hangs, bends or is raised.

    From the shoulder to where the arm is crossed at a right angle from the armpit, the cross-
    sections turn about the armpit, as cloth does that is sewn to an armhole; from there on they
    follow the arm.

    Args:
        mask: the arm (H, W), outside the torso.
        root: shoulder and armpit (2, 2); edge ``left`` starts at the shoulder.
        count: number of samples beyond the shoulder's round.

    Returns:
        The tube, or None if the arm is too short to follow.
    """
    rough = limb_strip(mask, root, count=count)
    if rough is None:
        return None
    shoulder, armpit = root
    places = np.array(_UPPER_ARM) * float(np.linalg.norm(shoulder - armpit))
    upper = rough.at(np.minimum(places, rough.length))
    along = _direction(upper)
    outside = _across(mask, root, along, outward=upper.left[0] - upper.right[0])
    if outside is None:
        return rough
    below = _beyond(mask, armpit, along)
    lower = limb_strip(below, np.stack([outside, armpit]), count=count)
    if lower is None:
        return rough
    fan = _fan(mask, armpit, shoulder, outside)
    left = np.concatenate([shoulder[None], fan, lower.left])
    right = np.concatenate([np.repeat(armpit[None], 1 + len(fan), axis=0), lower.right])
    return Strip(left, right)


def _direction(upper: Strip) -> NDArray[np.float64]:
    """Return the unit vector (2,) along the upper arm, away from the shoulder."""
    along = upper.middle[-1] - upper.middle[0]
    return np.asarray(along / max(float(np.linalg.norm(along)), 1e-6))


def _across(
    mask: HardMask, root: Points, along: NDArray[np.float64], *, outward: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return the arm's outside right across from the armpit; None where the arm cannot be seen."""
    normal = np.array([-along[1], along[0]])
    if normal @ outward < 0:
        normal = -normal
    return _farthest(mask, root[1], normal, 2 * float(np.linalg.norm(root[0] - root[1])))


def _farthest(
    mask: HardMask, start: Points, direction: Points, reach: float
) -> NDArray[np.float64] | None:
    """Return the last set pixel of a ray, up to the first gap; None where it meets none."""
    steps = np.arange(0.0, reach, 0.5)
    points = start + steps[:, None] * direction
    x, y = np.rint(points).astype(int).T
    inside = (x >= 0) & (y >= 0) & (x < mask.shape[1]) & (y < mask.shape[0])
    seen = np.zeros(len(steps), np.bool_)
    seen[inside] = mask[y[inside], x[inside]]
    if not seen.any():
        return None
    places = np.flatnonzero(seen)
    ends = np.flatnonzero(np.diff(places) > _LEAST_GAP)
    last = int(places[ends[0]] if len(ends) else places[-1])
    return np.asarray(points[last] + 0.5 * direction)


def _beyond(mask: HardMask, armpit: Points, along: Points) -> HardMask:
    """Keep the part of an arm (H, W) past the cross-section at the armpit."""
    rows, columns = np.indices(mask.shape)
    past = (columns - armpit[0]) * along[0] + (rows - armpit[1]) * along[1]
    return part_at(mask & (past > -0.5), mask & (np.abs(past) < _SLICE))


def _fan(mask: HardMask, armpit: Points, shoulder: Points, outside: Points) -> Points:
    """Follow the shoulder's round (N, 2) between its two ends, seen from the armpit."""
    first, last = shoulder - armpit, outside - armpit
    start = np.arctan2(first[1], first[0])
    turn = np.arctan2(first[0] * last[1] - first[1] * last[0], first @ last)
    reaches = np.array([np.linalg.norm(first), np.linalg.norm(last)])
    points = []
    for share in np.linspace(0.0, 1.0, _RAYS + 2)[1:-1]:
        angle = start + share * turn
        ray = np.array([np.cos(angle), np.sin(angle)])
        usual = (1 - share) * reaches[0] + share * reaches[1]
        seen = _farthest(mask, armpit, ray, _ROUNDEST * float(reaches.max()))
        reach = usual if seen is None else max(float(np.linalg.norm(seen - armpit)), 0.9 * usual)
        points.append(armpit + reach * ray)
    return np.array(points)
