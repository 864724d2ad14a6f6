"""The outline of an arm, bare or sleeved: over the shoulder first, then along the arm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.pixels.masks import part_at
from tryon.shape.figure import Strip
from tryon.shape.silhouette import limb_strip

_RAYS = 5
"""Samples of the round edge between the shoulder and the outside of the arm."""
_UPPER_ARM_STRETCH = (0.8, 2.0)
"""First and last distance from the armhole that tell the arm's direction, in armhole lengths."""
_WIDEST_ROUND = 1.25
"""Greatest distance of the round edge from the armpit, in that of its farther end."""
_GAP_STEPS = 8
"""Steps of half a pixel outside the arm that end a ray."""
_HALF_SLICE = 1.5
"""Half the thickness of a cross-section, in pixels."""


def arm_strip(mask: HardMask, root: Points, *, count: int) -> Strip | None:
    """Sample an arm that hangs, bends or is raised.

    From the shoulder to where the arm is crossed at a right angle from the armpit, the cross-
    sections turn about the armpit, like cloth sewn to an armhole; from there on they follow the
    arm.

    Args:
        mask: the arm (H, W), outside the torso.
        root: shoulder and armpit (2, 2); edge ``left`` starts at the shoulder.
        count: number of samples beyond the round edge.

    Returns:
        The strip, or None if the arm is too short to follow.
    """
    rough = limb_strip(mask, root, count=count)
    if rough is None:
        return None
    shoulder, armpit = root
    distances = np.array(_UPPER_ARM_STRETCH) * float(np.linalg.norm(shoulder - armpit))
    upper = rough.at(np.minimum(distances, rough.length))
    direction = _direction(upper)
    outside = _outside_of_arm(mask, root, direction, outward=upper.left[0] - upper.right[0])
    if outside is None:
        return rough
    below = _past_armpit(mask, armpit, direction)
    lower = limb_strip(below, np.stack([outside, armpit]), count=count)
    if lower is None:
        return rough
    round_edge = _shoulder_round(mask, armpit, shoulder, outside)
    left = np.concatenate([shoulder[None], round_edge, lower.left])
    right = np.concatenate([np.repeat(armpit[None], 1 + len(round_edge), axis=0), lower.right])
    return Strip(left, right)


def _direction(upper: Strip) -> NDArray[np.float64]:
    """Return the unit vector (2,) along the upper arm, away from the shoulder."""
    direction = upper.middle[-1] - upper.middle[0]
    return np.asarray(direction / max(float(np.linalg.norm(direction)), 1e-6))


def _outside_of_arm(
    mask: HardMask, root: Points, direction: NDArray[np.float64], *, outward: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return the outside of the arm (2,) across from the armpit; None where no arm is seen."""
    normal = np.array([-direction[1], direction[0]])
    if normal @ outward < 0:
        normal = -normal
    return _end_of_ray(mask, root[1], normal, 2 * float(np.linalg.norm(root[0] - root[1])))


def _end_of_ray(
    mask: HardMask, start: Points, direction: Points, length: float
) -> NDArray[np.float64] | None:
    """Return where a ray (2,) leaves the mask, at its first gap; None where it never enters it."""
    steps = np.arange(0.0, length, 0.5)
    points = start + steps[:, None] * direction
    x, y = np.rint(points).astype(int).T
    inside = (x >= 0) & (y >= 0) & (x < mask.shape[1]) & (y < mask.shape[0])
    seen = np.zeros(len(steps), np.bool_)
    seen[inside] = mask[y[inside], x[inside]]
    if not seen.any():
        return None
    seen_steps = np.flatnonzero(seen)
    gaps = np.flatnonzero(np.diff(seen_steps) > _GAP_STEPS)
    last = int(seen_steps[gaps[0]] if len(gaps) else seen_steps[-1])
    return np.asarray(points[last] + 0.5 * direction)


def _past_armpit(mask: HardMask, armpit: Points, direction: Points) -> HardMask:
    """Keep the part of an arm (H, W) past the cross-section at the armpit."""
    rows, columns = np.indices(mask.shape)
    distance = (columns - armpit[0]) * direction[0] + (rows - armpit[1]) * direction[1]
    return part_at(mask & (distance > -0.5), mask & (np.abs(distance) < _HALF_SLICE))


def _shoulder_round(mask: HardMask, armpit: Points, shoulder: Points, outside: Points) -> Points:
    """Sample the round edge (N, 2) from the shoulder to the outside, on rays from the armpit."""
    first, last = shoulder - armpit, outside - armpit
    start = np.arctan2(first[1], first[0])
    turn = np.arctan2(first[0] * last[1] - first[1] * last[0], first @ last)
    radii = np.array([np.linalg.norm(first), np.linalg.norm(last)])
    points = []
    for fraction in np.linspace(0.0, 1.0, _RAYS + 2)[1:-1]:
        angle = start + fraction * turn
        ray = np.array([np.cos(angle), np.sin(angle)])
        expected_radius = (1 - fraction) * radii[0] + fraction * radii[1]
        edge = _end_of_ray(mask, armpit, ray, _WIDEST_ROUND * float(radii.max()))
        radius = (
            expected_radius
            if edge is None
            else max(float(np.linalg.norm(edge - armpit)), 0.9 * expected_radius)
        )
        points.append(armpit + radius * ray)
    return np.array(points)
