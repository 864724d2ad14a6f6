"""Arms and legs inside clothes, as smooth outlines that continue what shows of the limb."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.late import cv2, ndimage
from tryon.pixels.masks import filled_polygon, row_runs
from tryon.shape.figure import Strip

_LIMB_STATIONS = 41
"""Samples along a limb."""
_SEARCH_WIDTH = 3.0
"""How far from a strip's middle skin is searched for, in half widths of the strip."""
_LIMB_ROUNDS = 2
"""The limb's middle is first taken from the strip, then moved onto the skin and refined."""
_SLIMMEST_SKIN = 0.35
"""Least half width of skin that can be a limb, in half widths of the strip."""
_SEEN_SAMPLES = 6
"""Samples, half a pixel apart, beside skin that must be visible for its edge to be the limb's."""
_ENVELOPE, _ENVELOPE_WINDOW = 70, 9
"""Percentile of an edge's places that counts, and the samples it is taken over: shadows, sleeves
and bracelets make skin look slimmer, and hardly anything wider."""
_ELBOW = 0.55
"""Place of elbow or knee, in lengths of the limb: hidden parts above it are straight."""
_EXTREMITY = 0.85
"""Place where hands and feet may begin, whose width says nothing, in lengths of the limb."""
_AT_CUFF, _STOUTEST_WRIST = 0.1, 1.2
"""Length below a cuff in which a hand tells where the arm ends, in lengths of the limb, and the
most that its width counts, in typical ones."""
_MIDDLE_SIGMA, _HALF_SIGMA = 2.0, 1.2
"""Sigmas by which a middle line and its half width are smoothed, in samples."""
_LEAST_SHOWN = 3
"""Samples at which skin must show before its width is believed."""
_FADE = 0.15
"""Distance at which a hidden part keeps 1/e of a visible one's deviation, in limb lengths."""
_SLIMMEST, _STOUTEST = 0.65, 1.7
"""Smallest and largest radius of a limb, in typical radii."""


class LimbKind(Enum):
    """An arm from the shoulder to the wrist, or a leg from the waist to the ankle."""

    ARM = "arm"
    LEG = "leg"


_PROFILES = {
    LimbKind.ARM: ((0.0, 1.12), (0.2, 1.1), (0.45, 0.95), (0.6, 0.95), (0.8, 0.75), (1.0, 0.6)),
    LimbKind.LEG: ((0.0, 1.05), (0.25, 1.0), (0.45, 0.78), (0.55, 0.64), (0.62, 0.62),
                   (0.72, 0.66), (0.85, 0.5), (0.94, 0.38), (1.0, 0.4)),
}  # fmt: skip
"""Places along the limb, and the radius there in radii of a thigh or of a mid upper arm."""


@dataclass(frozen=True, eq=False)
class Limb:
    """A limb as a bent, tapering rod.

    Attributes:
        middle: samples (N, 2) of the middle line, from the root to the end.
        half: half the width (N,) at each.
        shown: samples (N,) at which skin shows.
    """

    middle: Points
    half: NDArray[np.float64]
    shown: NDArray[np.bool_]

    def drawn(self, shape: tuple[int, ...], *, margin: float = 0.0) -> HardMask:
        """Return its pixels (h, w), and those within ``margin`` of them."""
        aside = _normals(self.middle) * (self.half + margin)[:, None]
        rod = np.concatenate([self.middle + aside, (self.middle - aside)[::-1]])
        drawn = filled_polygon(shape, rod).astype(np.uint8)
        for end in (0, -1):
            x, y = np.rint(self.middle[end]).astype(int).tolist()
            cv2.circle(drawn, (x, y), int(self.half[end] + margin), 1, -1)
        return np.asarray(drawn > 0)

    def places(self, points: Points) -> tuple[Points, Points, Points]:
        """Return where points (M, 2) lie along the limb, across it, and how deep inside it.

        Returns:
            Along (M,): 0 at the root, 1 at the end. Across (M,): -1 at one edge, 1 at the other,
            which is the right one or, on level limbs, the lower one. Depth (M,): pixels to
            the nearer edge, negative outside.
        """
        nearest = ((points[:, None] - self.middle[None]) ** 2).sum(axis=2).argmin(axis=1)
        normal = _normals(self.middle)
        ahead = np.stack([normal[:, 1], -normal[:, 0]], axis=1)
        if normal.sum(axis=0) @ (1.0, 0.3) < 0:
            normal = -normal
        offset = points - self.middle[nearest]
        side = (offset * normal[nearest]).sum(axis=1)
        ahead_offset = (offset * ahead[nearest]).sum(axis=1)
        step = np.linalg.norm(np.diff(self.middle, axis=0), axis=1).mean()
        station = np.clip(nearest + ahead_offset / max(step, 1e-6), 0, len(self.middle) - 1)
        half = np.interp(station, np.arange(len(self.half)), self.half)
        beyond = np.maximum(np.abs(ahead_offset) - 0.75 * step, 0.0)
        inner = (nearest > 0) & (nearest < len(self.middle) - 1)
        depth = half - np.hypot(side, np.where(inner, 0.0, beyond))
        return station / (len(self.middle) - 1), side / np.maximum(half, 1e-6), depth


def find_limb(
    strip: Strip, skin: HardMask, hidden: HardMask, kind: LimbKind, *, typical_radius: float
) -> Limb:
    """Find the limb in a sleeve or trouser leg, and below its end.

    Args:
        strip: outlines of cloth and skin from the limb's root to its end.
        skin: where the limb's skin shows (h, w).
        hidden: where it cannot be seen (h, w).
        kind: arm or leg.
        typical_radius: radius of such a limb's thickest part, in pixels.
    """
    places: Points = np.asarray(np.linspace(0.0, strip.length, _LIMB_STATIONS), dtype=np.float64)
    fine = strip.at(places)
    middle = _smooth(fine.middle, _MIDDLE_SIGMA)
    half_strip = np.linalg.norm(fine.left - fine.right, axis=1) / 2
    profile = _profile(kind)
    searched = np.maximum(half_strip, 0.7 * typical_radius * profile)
    in_cloth = min(typical_radius, float(np.percentile((half_strip / profile)[2:], 25)))
    half, shown = profile * in_cloth, np.zeros(_LIMB_STATIONS, np.bool_)
    for _ in range(_LIMB_ROUNDS):
        low, high = _skin_edges(middle, searched, skin, hidden)
        low, high = _enveloped(low, 100 - _ENVELOPE), _enveloped(high, _ENVELOPE)
        is_hand = places > _EXTREMITY * strip.length
        is_seen = np.isfinite(low) | np.isfinite(high)
        if not is_seen.any():
            break
        first = int(np.argmax(is_seen))
        if np.count_nonzero(is_seen & ~is_hand) >= _LEAST_SHOWN:
            low[is_hand], high[is_hand] = np.nan, np.nan
            radius = _radius(low, high, profile, typical_radius)
        else:  # only a hand, whose place counts more than its width
            is_beyond = places > places[first] + _AT_CUFF * strip.length
            low[is_beyond], high[is_beyond] = np.nan, np.nan
            radius = in_cloth
            low, high = _slimmed(low, high, _STOUTEST_WRIST * radius * profile)
        shown = np.isfinite(low) & np.isfinite(high) & ~is_hand
        below, above = (
            radius * profile * _continued(edge / (radius * profile), 1.0) for edge in (-low, high)
        )
        half = _smooth((below + above) / 2, _HALF_SIGMA)
        middle = np.asarray(middle + ((above - below) / 2)[:, None] * _normals(middle))
        if first < _ELBOW * _LIMB_STATIONS:
            fraction = np.linspace(0.0, 1.0, first + 1)[:, None]
            middle[: first + 1] = middle[0] + fraction * (middle[first] - middle[0])
        middle = _smooth(middle, _MIDDLE_SIGMA)
    return Limb(middle, half, shown)


def _slimmed(
    low: NDArray[np.float64], high: NDArray[np.float64], most: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Move edges (N,) that lie too far apart towards their middle, to ``most`` (N,) from it."""
    middle, half = (low + high) / 2, np.minimum((high - low) / 2, most)
    return middle - half, middle + half


def _radius(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    profile: NDArray[np.float64],
    typical_radius: float,
) -> float:
    """Return the radius of a limb's thickest part by its seen edges (N,), NaN where none is."""
    ratios = (high - low) / 2 / profile
    if np.isfinite(ratios).sum() < _LEAST_SHOWN:
        ratios = np.concatenate([-low, high]) / np.tile(profile, 2)
    least, greatest = _SLIMMEST * typical_radius, _STOUTEST * typical_radius
    return float(np.clip(np.nanmedian(ratios), least, greatest))


def _smooth(samples: Points, sigma: float) -> Points:
    """Smooth samples (N,) or (N, 2) along a line, which keeps its ends and their directions."""
    first, last = samples[:1], samples[-1:]
    padding = min(len(samples) - 1, int(3 * sigma))
    before, after = 2 * first - samples[padding:0:-1], 2 * last - samples[-2 : -2 - padding : -1]
    padded = np.concatenate([before, samples, after])
    return np.asarray(ndimage.gaussian_filter1d(padded, sigma, axis=0))[
        padding : padding + len(samples)
    ]


def _profile(kind: LimbKind) -> NDArray[np.float64]:
    """Return the typical radius (N,) along a limb, in radii of its thickest part."""
    places, radii = np.array(_PROFILES[kind]).T
    steps = np.interp(np.linspace(0.0, 1.0, _LIMB_STATIONS), places, radii)
    return np.asarray(ndimage.gaussian_filter1d(steps, 1.5, mode="nearest"))


def _continued(values: NDArray[np.float64], fallback: float) -> NDArray[np.float64]:
    """Smooth values (N,); where they are unknown, let them go back to ``fallback``."""
    known = np.flatnonzero(np.isfinite(values))
    if not len(known):
        return np.full(len(values), fallback)
    station = np.arange(len(values))
    filled = np.interp(station, known, values[known])
    smooth = ndimage.gaussian_filter1d(filled, 2.0, mode="nearest")
    gap = np.abs(station[:, None] - known[None]).min(axis=1) / len(values)
    return np.asarray(fallback + (smooth - fallback) * np.exp(-gap / _FADE))


def _enveloped(edge: NDArray[np.float64], percentile: float) -> NDArray[np.float64]:
    """Return a percentile of an edge's places (N,) around each that is known."""
    known = np.isfinite(edge)
    result = edge.copy()
    result[known] = ndimage.percentile_filter(
        edge[known], percentile, size=_ENVELOPE_WINDOW, mode="nearest"
    )
    return result


def _normals(middle: Points) -> Points:
    """Return the unit normal (N, 2) at each sample of a line."""
    ahead = np.gradient(middle, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1), 1e-6)[:, None]
    return np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)


def _skin_edges(
    middle: Points, half_strip: NDArray[np.float64], skin: HardMask, hidden: HardMask
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where skin begins and ends across each station (N,), NaN where that is hidden."""
    normal = _normals(middle)
    low, high = np.full(len(middle), np.nan), np.full(len(middle), np.nan)
    for i, half in enumerate(half_strip):
        offsets = np.arange(-_SEARCH_WIDTH * half, _SEARCH_WIDTH * half + 0.5, 0.5)
        x, y = (middle[i] + offsets[:, None] * normal[i]).T
        seen, unknown = (
            ndimage.map_coordinates(mask.astype(np.uint8), [y, x], order=0, mode="constant") > 0
            for mask in (skin, hidden)
        )
        runs = row_runs(seen)
        runs = runs[(runs[:, 0] > 0) & (runs[:, 1] < len(seen))]
        centres = (offsets[0] + runs.sum(axis=1) / 4) - 0.25
        runs = runs[np.abs(centres) < 1.5 * half]
        if not len(runs):
            continue
        start, end = runs[np.argmax(runs[:, 1] - runs[:, 0])]
        if (end - start) / 2 < _SLIMMEST_SKIN * half:
            continue
        if not unknown[max(0, start - _SEEN_SAMPLES) : start].any():
            low[i] = offsets[start] - 1.25
        if not unknown[end : end + _SEEN_SAMPLES].any():
            high[i] = offsets[end - 1] + 1.25
    return low, high
