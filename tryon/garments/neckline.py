"""The front neckline of a flat top, and what of the garment's back shows above it.

A product photo looks into the collar: the inside of the back lies above the front neckline. Worn,
that part is behind the neck, so it must not be drawn in front of it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points, RgbaImage, SoftMask
from tryon.late import cv2
from tryon.pixels.masks import filled_polygon
from tryon.pixels.resize import reduced
from tryon.shape.figure import TopLandmarks

_WORK_SIDE = 400
"""Longest side in pixels of the reduced picture in which the neckline is found."""
_EXPONENTS = (1.0, 1.5, 2.0, 2.5, 3.5, 5.0)
"""Exponents of the curve, from a V (1) over a round neck (2) to a boat (5)."""
_ROUND_NECK = 2.0
"""Exponent where no curve stands out."""
_SHALLOWEST_V = 0.4
"""Least depth of a neckline that is more pointed than round, in widths of the neck: those of 44
product photos are at least 0.42 deep; what looks like a shallower one is a round one's label."""
_DEPTHS = tuple(float(depth) for depth in np.arange(0.06, 0.96, 0.03))
"""Depths of the curves that are compared, in widths of the neck."""
_WIDTHS = (1.0, 1.12, 1.25)
"""Their widths: collars reach a little past the neck points."""
_CLEAR_EDGE = 3.2
"""Least colour difference (CIE76) across a neckline."""
_ENCLOSED = 0.35
"""Least overlap (IoU) of what a curve encloses with the inside of the back: of pictures that do not
show it, mock necks reach 0.33 and camisoles 0.2."""
_AS_GOOD = 0.8
"""Overlap from which edges decide between curves, in overlaps of the best one."""


def neckline_below(rgba: RgbaImage, landmarks: TopLandmarks, inside: SoftMask) -> Points | None:
    """Draw the front neckline along the lower edge of what shows of the inside of the back.

    Of the curves that hang between the two neck points, or a little past them, it is the one that
    encloses the likely inside best and has the clearest edge in the picture.

    Args:
        rgba: the garment (H, W, 4) uint8.
        landmarks: its neck points.
        inside: how likely each cell (h, w) of the picture shows the inside.

    Returns:
        The curve (N, 2) from left to right; None if no curve encloses the inside, as with an open
        collar or a hood.
    """
    lab, alpha, factor = _reduced(rgba)
    left, right = (point.position * factor for point in landmarks.necks)
    width = float(np.linalg.norm(right - left))
    if width < 12:
        return None
    visible = alpha >= 128
    shape = alpha.shape[:2]
    enlarged = np.asarray(cv2.resize(inside, shape[::-1]), np.float32)
    likely = _twice_seen(enlarged) * visible
    curves = [
        _curve(*ends, depth * width, exponent)
        for ends in (_widened(visible, left, right, wider) for wider in _WIDTHS)
        for depth in _DEPTHS
        for exponent in _EXPONENTS
        if exponent >= _ROUND_NECK or depth >= _SHALLOWEST_V
    ]
    deep = slice(0, 2 + int(max(curve[:, 1].max() for curve in curves)))  # no curve lies deeper
    seen, near, total = visible[deep], likely[deep], float(likely.sum())
    overlaps = np.array(
        [_overlap(above_neckline(seen.shape, curve) & seen, near, total) for curve in curves]
    )
    if overlaps.max() < _ENCLOSED:
        return None
    alike = np.flatnonzero(overlaps >= _AS_GOOD * overlaps.max())
    edges = np.array([_edge_strength(lab, alpha, curves[i], width) for i in alike])
    clear = overlaps[alike] * (1 + edges / max(float(edges.max()), 1e-6))
    best = alike[int(np.argmax(clear))]
    return np.asarray(curves[best] / factor) if overlaps[best] >= _ENCLOSED else None


def _twice_seen(likely: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return probabilities as if each pixel had been looked at twice: cells blur their edges."""
    seen, unseen = likely**2, (1 - likely) ** 2
    return np.asarray(seen / (seen + unseen), np.float32)


def _widened(
    visible: HardMask, left: Points, right: Points, factor: float
) -> tuple[Points, Points]:
    """Return the ends (2,) of a curve so much wider, on the garment's upper edge."""
    middle, ends = (left + right) / 2, []
    for end in (left, right):
        x, y = middle + (end - middle) * factor
        column = visible[:, int(np.clip(round(x), 0, visible.shape[1] - 1))]
        ends.append(np.array([x, max(y, float(column.argmax()))]) if factor > 1 else end)
    return ends[0], ends[1]


def _overlap(enclosed: HardMask, likely: NDArray[np.float32], total: float) -> float:
    """Return the overlap (IoU) of a mask with a soft one, of which ``total`` lies anywhere."""
    shared = float(likely[enclosed].sum())
    return shared / max(1.0, float(np.count_nonzero(enclosed)) + total - shared)


def neckline_through(rgba: RgbaImage, landmarks: TopLandmarks) -> Points:
    """Draw the front neckline through its lowest point, where that is known.

    Its shape is the one that stands out most from the garment, else round.

    Args:
        rgba: the garment (H, W, 4) uint8.
        landmarks: its neck points, the lowest one too.

    Returns:
        The curve (N, 2) from the left neck point to the right one.
    """
    left, centre, right = (
        point.position
        for point in (landmarks.necks.left, landmarks.neck_centre, landmarks.necks.right)
    )
    curves = {exponent: _curve_through(left, centre, right, exponent) for exponent in _EXPONENTS}
    lab, alpha, factor = _reduced(rgba)
    width = float(np.linalg.norm(right - left)) * factor
    edges = {
        exponent: _edge_strength(lab, alpha, curve * factor, width)
        for exponent, curve in curves.items()
    }
    best = max(edges, key=edges.__getitem__)
    return curves[best if edges[best] > _CLEAR_EDGE else _ROUND_NECK]


def above_neckline(shape: tuple[int, ...], neckline: Points) -> HardMask:
    """Return the pixels (H, W) above a neckline (N, 2): the inside of the garment's back."""
    top_corners = np.array([[neckline[-1, 0], -9.0], [neckline[0, 0], -9.0]])
    return filled_polygon(shape, np.concatenate([neckline, top_corners]))


def _reduced(rgba: RgbaImage) -> tuple[NDArray[np.float32], NDArray[np.uint8], float]:
    """Return a garment's colours (h, w, 3) in CIE Lab, its coverage, and their scale."""
    factor = min(1.0, _WORK_SIDE / max(rgba.shape[:2]))
    small = reduced(rgba, _WORK_SIDE)
    rgb = small[..., :3].astype(np.float32) / 255
    smooth = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), (0, 0), 0.8)
    return np.asarray(smooth, dtype=np.float32), small[..., 3], factor


def _curve(left: Points, right: Points, depth: float, exponent: float) -> Points:
    """Return a curve (41, 2) that hangs ``depth`` pixels below the line between two points."""
    along = np.linspace(-1.0, 1.0, 81)
    hang = depth * (1.0 - np.abs(along) ** exponent)
    base = left + (right - left) * ((along + 1) / 2)[:, None]
    curve = base + np.stack([np.zeros_like(hang), hang], axis=1)
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    even = np.linspace(0.0, lengths[-1], 41)
    return np.stack([np.interp(even, lengths, curve[:, axis]) for axis in (0, 1)], axis=1)


def _curve_through(left: Points, centre: Points, right: Points, exponent: float) -> Points:
    """Return a curve (41, 2) that hangs from two neck points to a lowest point between them."""
    along = np.linspace(1.0, 0.0, 21)[:, None]
    halves = [
        centre + (end - centre) * np.concatenate([along, along**exponent], axis=1)
        for end in (left, right)
    ]
    return np.concatenate([halves[0], halves[1][-2::-1]])


def _edge_strength(
    lab: NDArray[np.float32], alpha: NDArray[np.uint8], curve: Points, width: float
) -> float:
    """Return the colour difference across a curve, less where only part of the curve has it."""
    middle = curve[5:-5]
    tangent = curve[6:-4] - curve[4:-6]
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    step = max(1.5, 0.025 * width)
    above, below = (_sampled(lab, middle + side * step * normal) for side in (-1, 1))
    inside = _sampled(alpha, middle - step * normal) >= 128
    if inside.mean() < 0.6:
        return 0.0
    difference = (above - below)[inside]
    typical = np.median(difference, axis=0)
    strength = max(float(np.linalg.norm(typical)), 1e-6)
    agreement = difference @ typical / strength**2
    return strength * float((agreement > 0.4).mean()) ** 3


def _sampled(image: NDArray[np.generic], points: Points) -> NDArray[np.float32]:
    x = np.clip(np.rint(points[:, 0]).astype(int), 0, image.shape[1] - 1)
    y = np.clip(np.rint(points[:, 1]).astype(int), 0, image.shape[0] - 1)
    return np.asarray(image[y, x], dtype=np.float32)
