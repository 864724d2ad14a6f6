"""Measuring silhouettes: runs of rows, upper outlines, limbs along their own length."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.graph import MCP_Geometric

from tryon.geometry import HardMask, Points
from tryon.pixels.masks import filled_polygon, largest_part, row_runs
from tryon.shape.figure import Strip, Vector
from tryon.shape.sides import Pair

STATIONS = 9
"""Samples along each edge of a limb or torso."""
SEAM_STATIONS = 5
"""Samples along each shoulder seam."""
_LEAST_OUTLINE = 12
"""Fewest outline pixels of a limb that can be measured."""
_STRAIGHT_QUAD, _SOLID_QUAD = 0.68, 0.85
"""Least fraction of a straight limb inside the quadrilateral of its corners, and the reverse."""


def central_runs(mask: HardMask, axis: NDArray[np.float64], *, slack: float) -> NDArray[np.float64]:
    """Return per row the edges (H, 2) of the run at the axis (H,); NaN where there is none.

    A run that ends up to ``slack`` pixels before the axis still counts as lying on it.
    """
    edges = np.full((mask.shape[0], 2), np.nan)
    for y in range(mask.shape[0]):
        runs = row_runs(mask[y])
        if not len(runs):
            continue
        distance = np.maximum(np.maximum(runs[:, 0] - axis[y], axis[y] - runs[:, 1] + 1), 0)
        nearest = int(np.argmin(distance))
        if distance[nearest] <= slack:
            edges[y] = runs[nearest]
    return edges


def strip_mask(
    strip: Strip, shape: tuple[int, ...], *, widened: float = 1.0, extra: float = 0.0
) -> HardMask:
    """Draw a strip (H, W), wider by a factor and ``extra`` pixels past its end."""
    if extra:
        step = strip.length / (len(strip.left) - 1)
        places = np.arange(len(strip.left)) * step
        strip = strip.at(np.append(places, strip.length + extra))
    middle = strip.middle
    left, right = (middle + (edge - middle) * widened for edge in (strip.left, strip.right))
    quads = np.stack([left[:-1], left[1:], right[1:], right[:-1]], axis=1)
    canvas = np.zeros(shape, np.uint8)
    for quad in np.rint(quads).astype(np.int32):
        cv2.fillConvexPoly(canvas, cv2.convexHull(quad), 1)
    return np.asarray(canvas > 0)


def top_outline(mask: HardMask) -> NDArray[np.float64]:
    """Return per column (W,) the y of its topmost set pixel; NaN for empty columns."""
    return np.where(mask.any(axis=0), np.argmax(mask, axis=0), np.nan)


def shoulder_seams(
    outline: NDArray[np.float64], necks: Pair[Vector], shoulders: Pair[Vector]
) -> Strip:
    """Follow an upper outline (W,) from both neck points to both shoulder points.

    Where it is further from the straight line than a quarter of the line's length, it is that of
    something else, a raised arm or hair, and the line is followed instead.
    """
    edges = []
    for neck, shoulder in zip(necks, shoulders, strict=True):
        fractions = np.linspace(0.0, 1.0, SEAM_STATIONS)[:, None]
        line = neck + fractions * (shoulder - neck)
        columns = np.clip(np.rint(line[:, 0]).astype(int), 0, len(outline) - 1)
        rise = outline[columns] - line[:, 1]
        is_seam = np.abs(rise) < 0.25 * np.linalg.norm(shoulder - neck)  # False for NaN
        line[1:-1, 1] += np.where(is_seam, rise, 0.0)[1:-1]
        edges.append(line)
    return Strip(edges[0], edges[1])


def limb_strip(mask: HardMask, root: Points, *, count: int) -> Strip | None:
    """Sample a limb at equal steps along it, however it bends.

    Steps are of the geodesic distance inside ``mask`` from the middle of ``root``; pixels at about
    the same distance form a cross-section, whose extent across the local direction gives the two
    edges. Near the root, within about half its width, the edges are straight.

    Args:
        mask: the limb (H, W).
        root: its first cross-section (2, 2); edge ``left`` starts at ``root[0]``.
        count: number of samples, root and end included.

    Returns:
        The strip, or None if the limb is shorter than 3 pixels.
    """
    distance = geodesic_distance(largest_part(mask), root)
    reached = np.isfinite(distance)
    if reached.sum() < 9:
        return None
    length = float(np.percentile(distance[reached], 98.5))
    if length < 3:
        return None
    ys, xs = np.nonzero(reached)
    points, distances = np.stack([xs, ys], axis=1).astype(np.float64), distance[reached]
    levels = np.linspace(0.0, length, count)
    window = max(1.5, 0.6 * length / (count - 1))
    sections = [np.abs(distances - level) <= window for level in levels[1:]]
    centres = np.stack(
        [root.mean(axis=0), *(_centre(points[section], root) for section in sections)]
    )
    strip = _edges(points, sections, centres, root)
    is_near_root = levels < min(0.6 * float(np.linalg.norm(root[0] - root[1])), 0.7 * length)
    first = int(np.argmin(is_near_root))
    fractions = (levels[:first] / levels[first])[:, None]
    for edge, start in ((strip.left, root[0]), (strip.right, root[1])):
        edge[:first] = start + fractions * (edge[first] - start)
    return strip


def straight_limb_strip(mask: HardMask, root: Points, *, count: int) -> Strip | None:
    """Sample a straight limb along its own outline, up to the two corners of its end.

    The corners are those outline points that, with the root, enclose the largest quadrilateral;
    an oblique end keeps its slant, which cross-sections would cut off.

    Args:
        mask: the limb (H, W).
        root: its first cross-section (2, 2); edge ``left`` starts at ``root[0]``.
        count: number of samples, root and end included.

    Returns:
        The strip, or None if the limb is too bent or ragged to be such a quadrilateral.
    """
    contours, _ = cv2.findContours(
        largest_part(mask).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    if not contours or len(contours[0]) < _LEAST_OUTLINE:
        return None
    outline = max(contours, key=len)[:, 0].astype(np.float64)
    corners = _end_corners(outline, root)
    if corners is None:
        return None
    quad = np.array([root[0], outline[corners[0]], outline[corners[1]], root[1]])
    inside = filled_polygon(mask.shape, quad)
    overlap = (mask & inside).sum()
    if overlap < _STRAIGHT_QUAD * mask.sum() or overlap < _SOLID_QUAD * inside.sum():
        return None
    root_indices = [int(np.argmin(np.linalg.norm(outline - corner, axis=1))) for corner in root]
    edges = [
        np.concatenate(
            [root[i : i + 1], _outline_between(outline, root_indices[i], corners[i], count)[1:]]
        )
        for i in (0, 1)
    ]
    return Strip(edges[0], edges[1])


def _end_corners(outline: Points, root: Points) -> tuple[int, int] | None:
    """Return the indices on an outline (N, 2) of a limb's two end corners, the left one first."""
    hull = np.unique(cv2.convexHull(outline.astype(np.float32), returnPoints=False))
    points = outline[hull]
    diagonals = points[:, None] - root[1], points[None] - root[0]
    area = 0.5 * (
        diagonals[0][..., 0] * diagonals[1][..., 1] - diagonals[0][..., 1] * diagonals[1][..., 0]
    )
    first, second = np.unravel_index(int(np.argmax(np.abs(area))), area.shape)
    if first == second:
        return None
    return int(hull[first]), int(hull[second])


def _outline_between(outline: Points, start: int, end: int, count: int) -> Points:
    """Sample the shorter path (count, 2) along a closed outline between two of its indices."""
    size = len(outline)
    forward = (end - start) % size
    steps = np.arange(forward + 1) if forward <= size - forward else -np.arange(size - forward + 1)
    path = outline[(start + steps) % size] + 0.5
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    even = np.linspace(0.0, lengths[-1], count)
    return np.stack([np.interp(even, lengths, path[:, axis]) for axis in (0, 1)], axis=1)


def geodesic_distance(mask: HardMask, root: Points) -> NDArray[np.float64]:
    """Return the distance (H, W) inside a mask from the root's middle; infinite elsewhere."""
    pixels = np.argwhere(mask)
    if not len(pixels):
        return np.full(mask.shape, np.inf)
    middle = root.mean(axis=0)[::-1]
    start = pixels[np.argmin(((pixels - middle) ** 2).sum(axis=1))]
    distance, _ = MCP_Geometric(np.where(mask, 1.0, -1.0)).find_costs([start.tolist()])
    return np.asarray(distance)


def _centre(points: Points, root: Points) -> NDArray[np.float64]:
    """Return a point (2,) midway between the mean and the bounding box's centre of points."""
    if not len(points):
        return np.asarray(root.mean(axis=0))
    return np.asarray((points.min(axis=0) + points.max(axis=0)) / 4 + points.mean(axis=0) / 2)


def _edges(
    points: Points, sections: list[NDArray[np.bool_]], centres: Points, root: Points
) -> Strip:
    """Measure each cross-section along the normal of the smoothed middle line."""
    smooth = centres.copy()
    smooth[1:-1] = (centres[:-2] + 2 * centres[1:-1] + centres[2:]) / 4
    left, right = [root[0]], [root[1]]
    previous_normal = root[0] - root[1]
    for i, section in enumerate(sections, start=1):
        direction = smooth[min(i + 1, len(smooth) - 1)] - smooth[max(i - 1, 0)]
        normal = np.array([-direction[1], direction[0]]) / max(
            float(np.linalg.norm(direction)), 1e-6
        )
        if normal @ previous_normal < 0:
            normal = -normal
        if section.sum() >= 2:
            offsets = (points[section] - smooth[i]) @ normal
            low, high = np.percentile(offsets, [3, 97])
        else:
            low = high = 0.0
        left.append(smooth[i] + (high + 0.5) * normal)
        right.append(smooth[i] + (low - 0.5) * normal)
        previous_normal = normal
    return Strip(np.array(left), np.array(right))
