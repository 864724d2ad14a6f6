"""An arm or a leg as a rod along its bones: bent, tapering, and lying where the photo shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points
from tryon.late import cv2, ndimage
from tryon.shape.figure import Vector, lengths_along

STATIONS = 25
"""Samples along a limb."""
_ROUNDED = 1.6
"""Sigma in samples by which the bend of an elbow or a knee is rounded."""
_SEARCHED = 2.4
"""How far from the bone a limb's outer edge is looked for, in radii."""
_MOST_SHIFTED = 0.6
"""How far a limb may be moved to its seen edge, in radii."""
_CLOTHED_EDGE = 1.05, 1.8
"""Distances of clothes' edge from the bone that say nothing of where the limb lies, in radii."""
_FORESHORTENED = 0.85
"""Length of a bone, in typical ones, below which it points towards the camera or away."""
_CLOTHED = 0.5
"""Share of a limb's cross-section that is cloth where clothes cover it."""


@dataclass(frozen=True, eq=False)
class LimbPath:
    """A limb as a rod.

    Attributes:
        middle: samples (N, 2) from its root to its end, in pixels of the view.
        radius: of the bare limb (N,) at each.
        outward: unit normals (N, 2) to its outer side: that of the shoulder's top, or of the hip.
        unit: the scale of the body: half the shoulder breadth.
    """

    middle: Points
    radius: NDArray[np.float64]
    outward: Points
    unit: float

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Distance (N,) of each sample from the root."""
        return lengths_along(self.middle)

    def drawn(
        self, shape: tuple[int, ...], *, factor: float, first: int = 0, last: int | None = None
    ) -> HardMask:
        """Return the pixels (h, w) within ``factor`` radii of the limb between two samples."""
        canvas = np.zeros(shape, np.uint8)
        for point, radius in zip(self.middle[first:last], self.radius[first:last], strict=True):
            x, y = np.rint(point).astype(int).tolist()
            cv2.circle(canvas, (x, y), max(1, round(factor * radius)), 1, -1)
        return np.asarray(canvas > 0)

    def beside(self, places: Points, offset: NDArray[np.float64]) -> Points:
        """Return points (N, 2) beside the limb at places (N,) along it."""
        lengths = self.lengths
        outward = at_places(self.outward, lengths, places)
        outward /= np.maximum(np.linalg.norm(outward, axis=1), 1e-6)[:, None]
        return np.asarray(at_places(self.middle, lengths, places) + outward * offset[:, None])


_Path = TypeVar("_Path", bound=LimbPath)


def along_bones(joints: Points) -> Points:
    """Return the middle line (N, 2) of a limb through its joints (J, 2), rounded at its bends."""
    lengths = lengths_along(joints)
    return _rounded(at_places(joints, lengths, np.linspace(0.0, lengths[-1], STATIONS)))


def bone_shares(joints: Points, shares: tuple[float, ...]) -> NDArray[np.float64]:
    """Return how far down the limb each sample (N,) lies if its joints (J, 2) lie at ``shares``.

    Radii follow the bones, however much of each the photo shows.
    """
    lengths = lengths_along(joints)
    return np.asarray(np.interp(np.linspace(0.0, lengths[-1], STATIONS), lengths, shares))


def moved_to_edge(path: _Path, body: HardMask, bare: HardMask) -> _Path:
    """Move a limb across itself to where the photo shows its outer edge.

    Args:
        path: the limb.
        body: clothes and skin (h, w).
        bare: the skin alone (h, w); the edge of cloth may lie farther from the bone.
    """
    shift = np.full(len(path.middle), np.nan)
    for i, (point, normal, radius) in enumerate(
        zip(path.middle, path.outward, path.radius, strict=True)
    ):
        offsets = np.arange(-0.5 * radius, _SEARCHED * radius, 0.5)
        inside = sampled(body, point + offsets[:, None] * normal)
        if not inside[: max(1, len(offsets) // 6)].any() or inside.all():
            continue
        edge = float(offsets[np.argmin(inside | (offsets < 0))])
        if not 0.3 * radius < edge < 2.0 * radius:
            continue
        is_bare = sampled(bare, point + offsets[:, None] * normal)[inside].mean() > 0.5
        closest, widest = (1.0, 1.0) if is_bare else _CLOTHED_EDGE
        shift[i] = edge - radius * float(np.clip(edge / radius, closest, widest))
    known = np.flatnonzero(np.isfinite(shift))
    if len(known) < 3:
        return path
    station = np.arange(len(shift))
    moved = np.interp(station, known, shift[known])
    away = np.abs(station[:, None] - known[None]).min(axis=1)
    moved *= np.exp(-away / 4.0)
    moved = np.clip(moved, -_MOST_SHIFTED * path.radius, _MOST_SHIFTED * path.radius)
    moved *= np.clip(station / 5.0, 0.0, 1.0)  # the root stays where the joint is
    smooth = ndimage.gaussian_filter1d(moved, 2.0, mode="nearest")
    middle = path.middle + smooth[:, None] * path.outward
    return replace(path, middle=middle, outward=normals(middle, path.outward[0]))


def real_bones(shown: NDArray[np.float64], typical: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lengths (N,) of bones that the photo may foreshorten: typical ones then."""
    return np.where(shown < _FORESHORTENED * typical, typical, shown)


def covered_share(path: LimbPath, cloth: HardMask, skin: HardMask) -> float:
    """Return how far cloth (h, w) covers a limb, in lengths of it; ``skin`` (h, w) shows the rest.

    The end splits the limb so that cloth lies before it and skin behind it, as far as possible.
    """
    shares = np.zeros(len(path.middle))
    for i, (point, normal, radius) in enumerate(
        zip(path.middle, path.outward, path.radius, strict=True)
    ):
        across = point + np.linspace(-0.7, 0.7, 9)[:, None] * radius * normal
        is_cloth, is_skin = sampled(cloth, across).sum(), sampled(skin, across).sum()
        shares[i] = is_cloth / (is_cloth + is_skin) if is_cloth + is_skin else np.nan
    known = np.isfinite(shares)
    if not known.any():
        return 0.0
    station = np.arange(len(shares))
    filled = np.interp(station, station[known], shares[known])
    clothed = ndimage.gaussian_filter1d(filled, 0.8, mode="nearest") > _CLOTHED
    before = np.concatenate([[0], np.cumsum(clothed)])
    after = np.concatenate([[0], np.cumsum(~clothed[::-1])])[::-1]
    return int(np.argmax(before + after)) / len(shares)


def directions(middle: Points) -> Points:
    """Return the unit direction (N, 2) of a line at each sample."""
    ahead = np.gradient(middle, axis=0)
    return np.asarray(ahead / np.maximum(np.linalg.norm(ahead, axis=1), 1e-6)[:, None])


def normals(middle: Points, towards: Vector) -> Points:
    """Return the unit normals (N, 2) of a line, on the side of ``towards`` at its start."""
    ahead = directions(middle)
    normals = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    return -normals if normals[:3].mean(axis=0) @ towards < 0 else normals


def at_places(samples: Points, lengths: NDArray[np.float64], places: float | Points) -> Points:
    """Return samples (N, 2) interpolated at places along a line."""
    return np.stack([np.interp(places, lengths, samples[:, axis]) for axis in (0, 1)], axis=-1)


def sampled(mask: HardMask, points: Points) -> NDArray[np.bool_]:
    """Return a mask's values (N,) at points (N, 2); False outside it."""
    x, y = points.T
    return np.asarray(ndimage.map_coordinates(mask.view(np.uint8), [y, x], order=0, cval=0) > 0)


def _rounded(middle: Points) -> Points:
    """Round the bends of a line (N, 2), which keeps its ends."""
    padding = 6
    before = 2 * middle[:1] - middle[padding:0:-1]
    after = 2 * middle[-1:] - middle[-2 : -2 - padding : -1]
    padded = np.concatenate([before, middle, after])
    return np.asarray(ndimage.gaussian_filter1d(padded, _ROUNDED, axis=0))[padding:-padding]
