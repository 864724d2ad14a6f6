"""Curves and masks: the cutting patterns from which the sample garments are laid out."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float64]
"""Points (N, 2), x then y, in pixels of the picture."""
Field = NDArray[np.float32]
"""One value for every pixel (H, W)."""

_SUPERSAMPLING = 4


def curve(*points: Sequence[float] | NDArray[np.float64], steps: int = 24) -> Curve:
    """Return a smooth curve (Catmull-Rom) through ``points``; two points give a straight line."""
    knots = np.asarray(points, dtype=np.float64)
    padded = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        parts.append(
            0.5
            * (
                2 * p1
                + (p2 - p0) * t
                + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            )
        )
    return np.vstack([*parts, knots[-1:]])


def join(*curves: Curve) -> Curve:
    """Put curves end to end."""
    return np.vstack(curves)


def mirror(points: Curve, centre_x: float) -> Curve:
    """Return the mirror image about the vertical line at ``centre_x``."""
    return np.column_stack([2 * centre_x - points[:, 0], points[:, 1]])


def both_sides(half: Curve, centre_x: float) -> Curve:
    """Close a right half, drawn from the top centre to the bottom centre, into an outline."""
    return join(half, mirror(half, centre_x)[::-1])


def offset(points: Curve, distance: float) -> Curve:
    """Shift a curve sideways by ``distance`` pixels, to the right of its direction if positive."""
    tangent = np.gradient(points, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    return points + distance * np.column_stack([-tangent[:, 1], tangent[:, 0]])


def resample(points: Curve, spacing: float) -> Curve:
    """Return points at equal ``spacing`` pixels along the curve."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.arange(0, lengths[-1], spacing)
    return np.column_stack([np.interp(at, lengths, points[:, axis]) for axis in (0, 1)])


def wobble(points: Curve, amount: float, rng: np.random.Generator) -> Curve:
    """Move an outline by a smooth random displacement, so that no edge is ruler-straight."""
    even = resample(points, 4.0)
    noise = rng.normal(size=even.shape)
    kernel = np.exp(-0.5 * (np.arange(-30, 31) / 12.0) ** 2)
    kernel /= np.sqrt((kernel**2).sum())
    wrapped = np.vstack([noise[-30:], noise, noise[:30]])
    smooth = np.column_stack([np.convolve(wrapped[:, axis], kernel, "valid") for axis in (0, 1)])
    return even + amount * smooth


def fill(points: Curve, shape: tuple[int, int]) -> Field:
    """Return the coverage in [0, 1] of a closed outline on a picture of ``shape`` (H, W)."""
    height, width = shape
    big = np.zeros((height * _SUPERSAMPLING, width * _SUPERSAMPLING), np.uint8)
    cv2.fillPoly(big, [np.round(points * _SUPERSAMPLING).astype(np.int32)], 255)
    small = cv2.resize(big, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small.astype(np.float32) / 255, np.float32)


def line(points: Curve, thickness: float, shape: tuple[int, int]) -> Field:
    """Return the coverage in [0, 1] of an open curve drawn ``thickness`` pixels wide."""
    height, width = shape
    big = np.zeros((height * _SUPERSAMPLING, width * _SUPERSAMPLING), np.uint8)
    pixels = np.round(points * _SUPERSAMPLING).astype(np.int32)
    cv2.polylines(big, [pixels], False, 255, max(1, round(thickness * _SUPERSAMPLING)))
    small = cv2.resize(big, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small.astype(np.float32) / 255, np.float32)


def distance_to(points: Curve, shape: tuple[int, int]) -> Field:
    """Return every pixel's distance to an open curve."""
    ink = np.full(shape, 255, np.uint8)
    cv2.polylines(ink, [np.round(points).astype(np.int32)], False, 0, 1)
    return cv2.distanceTransform(ink, cv2.DIST_L2, 5).astype(np.float32)


def depth_inside(mask: Field) -> Field:
    """Return every pixel's distance to the edge of ``mask``, 0 outside."""
    padded = np.pad((mask > 0.5).astype(np.uint8), 1)
    return cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1].astype(np.float32)


def shift(points: Curve, dx: float, dy: float) -> Curve:
    """Move a curve, or one point, by pixels to the right and down."""
    moved: Curve = points + np.array([dx, dy])
    return moved
