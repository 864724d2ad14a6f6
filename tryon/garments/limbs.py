"""Bare arms and legs inside clothes: smooth outlines that continue what shows of the same limb."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, map_coordinates

from tryon.garments.figure import Tube
from tryon.geometry import HardMask, Points

_STATIONS = 41
_REACH = 1.4
"""How far past a tube's edge skin is looked for, in half breadths of the tube."""
_LEAST_SHOWN = 3
"""Stations at which skin must show before its breadth is believed."""
_OWN_SHARE = 0.15
"""Along the limb, how slowly a hidden stretch forgets the breadth of the visible one."""
_LEAST, _MOST = 0.75, 1.3
"""How slim and how stout a limb may be, as measured against the usual one."""


class LimbKind(Enum):
    """An arm from the shoulder to the wrist, or a leg from the waist to the ankle."""

    ARM = "arm"
    LEG = "leg"


_PROFILES = {
    LimbKind.ARM: ((0.0, 1.12), (0.2, 1.1), (0.45, 0.95), (0.6, 0.95), (0.8, 0.75), (1.0, 0.6)),
    LimbKind.LEG: ((0.0, 1.05), (0.25, 1.0), (0.45, 0.78), (0.55, 0.64), (0.62, 0.62),
                   (0.72, 0.66), (0.85, 0.5), (0.94, 0.38), (1.0, 0.4)),
}  # fmt: skip
"""Place along the limb and its radius, in radii of a thigh or of the middle of an upper arm."""


@dataclass(frozen=True, eq=False)
class Limb:
    """A limb as a bent, tapering rod.

    Attributes:
        middle: samples (N, 2) of the middle line, from the root to the end.
        half: half the breadth (N,) at each.
        shown: samples (N,) at which skin shows.
    """

    middle: Points
    half: NDArray[np.float64]
    shown: NDArray[np.bool_]

    def places(self, points: Points) -> tuple[Points, Points, Points]:
        """Give for points (M, 2) the place along the limb, across it, and the depth in it.

        Returns:
            Along (M,): 0 at the root, 1 at the end. Across (M,): -1 at one edge, 1 at the other,
            whichever lies further right or, on level limbs, further down. Depth (M,): pixels to
            the nearer edge, negative outside.
        """
        nearest = ((points[:, None] - self.middle[None]) ** 2).sum(axis=2).argmin(axis=1)
        ahead = np.gradient(self.middle, axis=0)
        ahead /= np.maximum(np.linalg.norm(ahead, axis=1), 1e-6)[:, None]
        normal = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
        if normal.sum(axis=0) @ (1.0, 0.3) < 0:
            normal = -normal
        offset = points - self.middle[nearest]
        side = (offset * normal[nearest]).sum(axis=1)
        past = (offset * ahead[nearest]).sum(axis=1)
        step = np.linalg.norm(np.diff(self.middle, axis=0), axis=1).mean()
        station = np.clip(nearest + past / max(step, 1e-6), 0, len(self.middle) - 1)
        half = np.interp(station, np.arange(len(self.half)), self.half)
        beyond = np.maximum(np.abs(past) - 0.75 * step, 0.0)
        inner = (nearest > 0) & (nearest < len(self.middle) - 1)
        depth = half - np.hypot(side, np.where(inner, 0.0, beyond))
        return station / (len(self.middle) - 1), side / np.maximum(half, 1e-6), depth


def limb_in(tube: Tube, skin: HardMask, kind: LimbKind, *, usual: float) -> Limb:
    """Find the limb in a sleeve or trouser leg, and below its end.

    Args:
        tube: outlines of cloth and skin from the limb's root to its end.
        skin: where the limb's skin shows (h, w).
        kind: what it is.
        usual: radius of such a limb's thickest part in pixels, where none of it shows.
    """
    places = np.linspace(0.0, tube.length, _STATIONS)
    fine = tube.at(np.asarray(places, dtype=np.float64))
    middle = np.asarray(gaussian_filter1d(fine.middle, 1.5, axis=0, mode="nearest"))
    room = np.linalg.norm(fine.left - fine.right, axis=1) / 2
    profile = _profile(kind)
    low, high = _skin_edges(middle, room, skin)
    shown = np.isfinite(low)
    if shown.sum() < _LEAST_SHOWN:
        widest = float(np.percentile((room / profile)[2:], 25))
        return Limb(middle, profile * min(usual, widest), np.zeros(_STATIONS, np.bool_))
    shift = np.where(shown, (high + low) / 2, np.nan)
    ratio = np.where(shown, (high - low) / 2, np.nan) / profile
    typical = float(np.clip(np.nanmedian(ratio), _LEAST * usual, _MOST * usual))
    ratio = typical * _continued(ratio / typical, 1.0)
    shift = _continued(shift, 0.0)
    normal = _normals(middle)
    return replace(
        Limb(middle + shift[:, None] * normal, ratio * profile, shown),
        half=np.asarray(gaussian_filter1d(ratio * profile, 1.2, mode="nearest")),
    )


def _profile(kind: LimbKind) -> NDArray[np.float64]:
    places, radii = np.array(_PROFILES[kind]).T
    steps = np.interp(np.linspace(0.0, 1.0, _STATIONS), places, radii)
    return np.asarray(gaussian_filter1d(steps, 1.5, mode="nearest"))


def _continued(values: NDArray[np.float64], rest: float) -> NDArray[np.float64]:
    """Smooth the known values (N,); away from them, let them fall back to ``rest``."""
    known = np.flatnonzero(np.isfinite(values))
    station = np.arange(len(values))
    filled = np.interp(station, known, values[known])
    smooth = gaussian_filter1d(filled, 2.0, mode="nearest")
    gap = np.abs(station[:, None] - known[None]).min(axis=1) / len(values)
    return np.asarray(rest + (smooth - rest) * np.exp(-gap / _OWN_SHARE))


def _normals(middle: Points) -> Points:
    ahead = np.gradient(middle, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1), 1e-6)[:, None]
    return np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)


def _skin_edges(
    middle: Points, room: NDArray[np.float64], skin: HardMask
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give where skin begins and ends across each station (N,), NaN where the limb is hidden."""
    normal = _normals(middle)
    low, high = np.full(len(middle), np.nan), np.full(len(middle), np.nan)
    for i, half in enumerate(room):
        offsets = np.arange(-_REACH * half, _REACH * half + 0.5, 0.5)
        x, y = (middle[i] + offsets[:, None] * normal[i]).T
        seen = map_coordinates(skin.astype(np.uint8), [y, x], order=0, mode="constant") > 0
        central = np.abs(offsets) < 0.5 * half
        if not central.any() or seen[central].mean() < 0.6:
            continue
        outer = offsets[~seen]
        start = int(np.flatnonzero(seen & central)[0])
        below, above = outer[outer < offsets[start]], outer[outer > offsets[start]]
        if len(below) and len(above):
            low[i], high[i] = below.max() + 0.25, above.min() - 0.25
    return low, high
