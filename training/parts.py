"""Splits skin, shoes and suits of the street photos into the label set's parts, by body pose.

Every part has a skeleton of line segments with a radius in units of the body's size; a pixel goes
to the part whose skeleton is nearest in radii. Left and right come from the pose alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from training.classes import PERSON_ANY, SHOES, SKIN, SUIT
from tryon.labels import Label

_EYES, _MOUTH, _SHOULDERS, _HIPS = (2, 5), (9, 10), (11, 12), (23, 24)
_ARMS = {Label.LEFT_ARM: (11, 13, 15, 19), Label.RIGHT_ARM: (12, 14, 16, 20)}
_LEGS = {Label.LEFT_LEG: (23, 25, 27, 31), Label.RIGHT_LEG: (24, 26, 28, 32)}
_FEET = {Label.LEFT_SHOE: (25, 27, 29, 31), Label.RIGHT_SHOE: (26, 28, 30, 32)}


@dataclass(frozen=True, eq=False)
class _Skeleton:
    label: Label
    points: NDArray[np.float64]
    radius_px: float


def split_by_pose(
    codes: NDArray[np.uint8], landmarks: NDArray[np.float64] | None
) -> NDArray[np.uint8]:
    """Resolve ``SKIN``, ``SHOES`` and ``SUIT``.

    Args:
        codes: uint8 (H, W) from ``classes.tag_codes``.
        landmarks: float64 (33, 3), x, y in pixels and visibility; None where no body was found,
            which leaves those pixels at ``PERSON_ANY``.

    Returns:
        uint8 (H, W) without the three intermediate codes.
    """
    parts = codes.copy()
    if landmarks is None:
        parts[np.isin(codes, (SKIN, SHOES, SUIT))] = PERSON_ANY
        return parts
    points = landmarks[:, :2]
    size = _body_size_px(points)
    _assign(parts, codes == SKIN, _skin_skeletons(points, size))
    feet = [_Skeleton(label, points[list(joints)][1:], size) for label, joints in _FEET.items()]
    for blob in _blobs(codes == SHOES):
        _assign(parts, blob, feet, majority=0.8)
    _split_suit(parts, codes == SUIT, points)
    return parts


def _body_size_px(points: NDArray[np.float64]) -> float:
    """Half the trunk's length, about a shoulder's width from the side too."""
    trunk = points[list(_SHOULDERS)].mean(0) - points[list(_HIPS)].mean(0)
    shoulders = points[_SHOULDERS[0]] - points[_SHOULDERS[1]]
    return max(float(np.linalg.norm(trunk)) / 1.6, float(np.linalg.norm(shoulders)), 8.0)


def _skin_skeletons(points: NDArray[np.float64], size: float) -> list[_Skeleton]:
    eyes, mouth = points[list(_EYES)].mean(0), points[list(_MOUTH)].mean(0)
    down = mouth - eyes
    chin = mouth + 0.55 * down
    neck = points[list(_SHOULDERS)].mean(0)
    hips = points[list(_HIPS)].mean(0)
    inset = neck + (points[list(_SHOULDERS)] - neck) * 0.62
    face_radius = max(0.9 * float(np.linalg.norm(down)), 0.15 * size)
    skeletons = [
        _Skeleton(Label.FACE, np.stack((eyes - 0.9 * down, chin - 0.1 * down)), face_radius),
        _Skeleton(Label.TORSO_SKIN, np.stack((chin + 0.75 * down, neck)), 0.20 * size),
        _Skeleton(Label.TORSO_SKIN, np.stack((inset[0], neck, inset[1])), 0.20 * size),
        _Skeleton(Label.TORSO_SKIN, np.stack((neck, 0.3 * neck + 0.7 * hips)), 0.30 * size),
    ]
    for label, joints in _ARMS.items():
        skeletons.append(_Skeleton(label, points[list(joints)], 0.20 * size))
    for label, joints in _LEGS.items():
        leg = points[list(joints)]
        leg[0] = 0.7 * leg[0] + 0.3 * leg[1]  # thighs only begin below the hip joint
        skeletons.append(_Skeleton(label, leg, 0.28 * size))
    return skeletons


def _assign(
    parts: NDArray[np.uint8],
    region: NDArray[np.bool_],
    skeletons: list[_Skeleton],
    majority: float = 1.1,
) -> None:
    """Write the nearest skeleton's label into ``parts`` where ``region``, one label if a majority.

    ``parts`` is the caller's own copy.
    """
    rows, columns = np.nonzero(region)
    if len(rows) == 0:
        return
    pixels = np.stack((columns, rows), axis=1).astype(np.float64)
    radii = np.stack([_distance_px(pixels, s.points) / s.radius_px for s in skeletons])
    labels = np.array([s.label for s in skeletons], np.uint8)[radii.argmin(0)]
    values, counts = np.unique(labels, return_counts=True)
    if counts.max() >= majority * len(labels):
        labels[:] = values[counts.argmax()]
    parts[rows, columns] = labels


def _distance_px(pixels: NDArray[np.float64], line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance (P,) of pixels (P, 2) to a polyline (K, 2)."""
    nearest = np.full(len(pixels), np.inf)
    for start, end in pairwise(line):
        along = end - start
        length_squared = max(float(along @ along), 1e-6)
        position = np.clip((pixels - start) @ along / length_squared, 0.0, 1.0)
        gap = pixels - start - position[:, None] * along
        nearest = np.minimum(nearest, np.hypot(gap[:, 0], gap[:, 1]))
    return nearest


def _blobs(mask: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    count, blobs = cv2.connectedComponents(mask.astype(np.uint8))
    return [blobs == index for index in range(1, count)]


def _split_suit(
    parts: NDArray[np.uint8], region: NDArray[np.bool_], points: NDArray[np.float64]
) -> None:
    """Call a suit a coat; below the hips trousers, unless another garment covers the legs."""
    parts[region] = Label.COAT
    lower = np.isin(parts, (Label.PANTS, Label.SKIRT, Label.DRESS))
    if lower.sum() > 0.2 * region.sum():
        return
    hips, knees = points[list(_HIPS)].mean(0), points[[25, 26]].mean(0)
    split_row = int(0.75 * hips[1] + 0.25 * knees[1])
    below = region.copy()
    below[: max(split_row, 0)] = False
    parts[below] = Label.PANTS
