"""Measuring silhouettes: runs of rows, upper outlines, limbs along their own length."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.late import cv2, ndimage
from tryon.pixels.geodesic import PixelGraph
from tryon.pixels.masks import largest_part, row_runs
from tryon.shape.figure import Strip, Vector, lengths_along, points_at
from tryon.shape.sides import Pair

STATIONS = 9
"""Samples along each edge of a limb or torso."""
SEAM_STATIONS = 5
"""Samples along each shoulder seam."""
_LEAST_OUTLINE = 12
"""Fewest outline pixels of a limb that can be measured."""
_STEPS = 60
"""Samples on the way round a limb, on as much of it as its root is wide."""
_APART = 9
"""Samples before and after a corner that tell how far the way turns there."""
_LEAST_TURN = np.radians(22)
"""Least turn of a corner."""
_LEAST_CORNERS = 1.2
"""Least sum of the sines of the turns at both corners of a limb's end."""
_LEAST_STRAIGHT = 0.85
"""Least distance between them, in lengths of the outline between them."""
_MOST_UPWARDS = 0.1
"""How far upwards the end of a hanging limb faces at most; 1 is straight up."""


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


def outlined_limb_strip(mask: HardMask, root: Points, *, count: int) -> Strip | None:
    """Sample a limb along its own outline, up to the two corners of its end.

    An oblique end keeps its slant, which cross-sections would cut off.

    Args:
        mask: the limb (H, W).
        root: its first cross-section (2, 2); edge ``left`` starts at ``root[0]``.
        count: number of samples, root and end included.

    Returns:
        The strip, or None if the outline has no two such corners.
    """
    way = _way_round(largest_part(mask), root)
    if way is None:
        return None
    corners = _end_corners(way)
    if corners is None:
        return None
    first, second = corners
    edges = [
        np.concatenate([start[None], _evenly(edge, count)[1:]])
        for start, edge in ((root[0], way[: first + 1]), (root[1], way[second:][::-1]))
    ]
    return Strip(edges[0], edges[1])


def _way_round(mask: HardMask, root: Points) -> Points | None:
    """Follow a limb's outline (N, 2) from one end of its root round to the other."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=len, default=np.zeros((0, 1, 2)))[:, 0].astype(np.float64)
    if len(outline) < _LEAST_OUTLINE:
        return None
    start, end = (int(np.argmin(np.linalg.norm(outline - corner, axis=1))) for corner in root)
    ahead = np.roll(outline, -start, axis=0)[: (end - start) % len(outline) + 1]
    back = np.roll(outline, -end, axis=0)[: (start - end) % len(outline) + 1][::-1]
    across = np.array([root[1, 1] - root[0, 1], root[0, 0] - root[1, 0]])
    ways = [way for way in (ahead, back) if len(way) > 2]
    if not ways:
        return None
    farther = max(ways, key=lambda way: float(np.abs((way - root[0]) @ across).max()))
    way = np.concatenate([root[:1], farther, root[1:]])
    step = max(float(np.linalg.norm(root[0] - root[1])), 10.0) / _STEPS
    samples = _evenly(way, max(3, round(lengths_along(way)[-1] / step)))
    smooth = ndimage.gaussian_filter1d(samples, 2.0, axis=0, mode="nearest")
    return np.concatenate([root[:1], smooth[1:-1], root[1:]])


def _end_corners(way: Points) -> tuple[int, int] | None:
    """Return where a way (N, 2) round a limb turns into its end and out of it again.

    Of all pairs of corners with a fairly straight side between them that does not face upwards, it
    is the one nearest to two right angles. Where there is none, the end reaches to the root: a
    sleeve without inner edge.
    """
    turns = _turns(way)
    peaks = [
        i
        for i, turn in enumerate(turns)
        if turn > _LEAST_TURN and turn == turns[max(0, i - _APART) : i + _APART + 1].max()
    ]
    corners = np.sin(turns)
    pairs = [
        pair
        for pair in combinations(peaks, 2)
        if corners[[*pair]].sum() > _LEAST_CORNERS
        and _upwards(way, *pair) < _MOST_UPWARDS
        and _straightness(way, *pair) > _LEAST_STRAIGHT
    ]
    if pairs:
        return max(pairs, key=lambda pair: float(corners[[*pair]].sum()))
    if not peaks:
        return None
    return max(peaks, key=lambda peak: float(corners[peak])), len(way) - 1


def _straightness(way: Points, first: int, second: int) -> float:
    """Return the distance between two points of a way, in lengths of the way between them."""
    length = float(lengths_along(way[first : second + 1])[-1])
    return float(np.linalg.norm(way[second] - way[first])) / length


def _upwards(way: Points, first: int, second: int) -> float:
    """Return how far upwards, from -1 to 1, the side between two points of a way faces."""
    along = way[second] - way[first]
    normal = np.array([along[1], -along[0]]) / max(float(np.linalg.norm(along)), 1e-6)
    outwards = np.sign(normal @ ((way[first] + way[second]) / 2 - (way[0] + way[-1]) / 2))
    return float(-outwards * normal[1])


def _turns(way: Points) -> NDArray[np.float64]:
    """Return by how much a way (N, 2) round a limb turns towards it at each point, in radians."""
    x, y = way.T
    area = float((x[:-1] * y[1:] - y[:-1] * x[1:]).sum() + x[-1] * y[0] - y[-1] * x[0])
    steps = np.diff(way, axis=0)
    turns = np.zeros(len(way))
    for i in range(_APART, len(way) - _APART):
        before = steps[i - _APART : i - _APART // 3].sum(axis=0)
        after = steps[i + _APART // 3 : i + _APART].sum(axis=0)
        cross = before[0] * after[1] - before[1] * after[0]
        turns[i] = np.arctan2(np.sign(area) * cross, before @ after)
    return turns


def _evenly(line: Points, count: int) -> Points:
    """Sample a line at ``count`` equal steps."""
    lengths = lengths_along(line)
    return points_at(line, lengths, np.linspace(0.0, lengths[-1], count))


def geodesic_distance(mask: HardMask, root: Points) -> NDArray[np.float64]:
    """Return the distance (H, W) inside a mask from the root's middle; infinite elsewhere."""
    pixels = np.argwhere(mask)
    if not len(pixels):
        return np.full(mask.shape, np.inf)
    middle = root.mean(axis=0)[::-1]
    start = pixels[np.argmin(((pixels - middle) ** 2).sum(axis=1))]
    at_start = np.zeros_like(mask)
    at_start[tuple(start)] = True
    return PixelGraph.of(mask.view(np.uint8)).distances(at_start)


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
