"""Where a sleeve lies: along the bones of the arm, as long and as wide as it is cut.

Its outer edge goes from the shoulder seam round the shoulder, its inner edge from the armpit; both
then follow the arm at the sleeve's own width. A cuff is as aslant as it is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_path import ArmPath
from tryon.body.limb_path import at_places, directions
from tryon.fitting.warp.correspondences import Pairs, edges_and_middle
from tryon.geometry import Points
from tryon.shape.figure import Strip, Vector, lengths_along

SAMPLES = 28
"""Samples along each edge of a sleeve."""
_FORESHORTENED = 0.85
"""Length of a bone, in typical ones, below which it points towards the camera or away."""
_BONES = 1.85, 1.6
"""Typical lengths of upper arm and forearm, in half shoulder breadths."""
_LONG = 0.88
"""Length of a sleeve that is meant to reach the wrist, in lengths of the arm."""
_LONG_SLEEVE = 2.9
"""The same in widths of its cuff: sleeves of flat tops that reach the wrist have 3.1 to 12, those
that end at the elbow at most 2.7."""
_ALIKE = 0.13
"""Difference from the worn sleeve's end up to which a sleeve ends where that does, in lengths of
the arm."""
_WORN_WIDTH = 0.7
"""Width of a worn sleeve in the photo, in widths of the same sleeve spread flat."""
_LEAST_WIDTH, _MOST_WIDTH = 1.12, 2.0
"""Half the width of a sleeve, in radii of the arm."""
_BELOW_ARMPIT = 0.5
"""How much of a sleeve's inner edge shows at least; the rest gathers in the armpit."""
_ROUND = 0.35
"""Length of arm over which an edge comes to it from the armhole, in half shoulder breadths."""
_STEPS = 24
"""Samples of an edge on that way."""


@dataclass(frozen=True, eq=False)
class Armhole:
    """Where a sleeve begins on the body.

    Attributes:
        neck: where the shoulder seam begins (2,).
        shoulder, armpit: the armhole's upper and lower end (2,).
    """

    neck: Vector
    shoulder: Vector
    armpit: Vector


@dataclass(frozen=True, eq=False)
class GarmentSleeve:
    """A sleeve as its picture shows it.

    Attributes:
        strip: its edges from the armhole to the cuff, in pixels of the garment.
        scale: pixels of the view per pixel of the garment.
        is_flat: whether it was photographed flat; one that was taken off a person is as long and
            as wide as an arm showed it.
    """

    strip: Strip
    scale: float
    is_flat: bool

    @property
    def slant(self) -> float:
        """How much farther the cuff's outer corner reaches than its inner one, in the view."""
        middle, half = self.strip.middle, len(self.strip.left) // 2
        along = middle[-1] - middle[half]  # near the cuff, where the longer edge counts most
        along = along / max(float(np.linalg.norm(along)), 1e-6)
        return float((self.strip.left[-1] - self.strip.right[-1]) @ along) * self.scale

    @property
    def half_widths(self) -> NDArray[np.float64]:
        """Half its width (N,) at equal steps from the armhole to the cuff, in the view."""
        return np.asarray(
            np.linalg.norm(self.strip.left - self.strip.right, axis=1) / 2 * self.scale
        )


@dataclass(frozen=True, eq=False)
class SleevePath:
    """The way of both edges of a sleeve on one arm, whatever their length.

    Attributes:
        arm: the arm.
        outer, inner: samples (N, 2) of the edges, on past the wrist.
        outer_places, inner_places: how far along the arm (N,) each sample lies, in pixels.
    """

    arm: ArmPath
    outer: Points
    inner: Points
    outer_places: NDArray[np.float64]
    inner_places: NDArray[np.float64]

    @classmethod
    def of(cls, sleeve: GarmentSleeve, arm: ArmPath, armhole: Armhole, end: float) -> SleevePath:
        """Lead a sleeve that ends at a place along the arm, in pixels, round the shoulder."""
        lengths, round_length = arm.lengths, _ROUND * arm.unit
        places = np.linspace(0.0, lengths[-1], 6 * _STEPS)
        flat = np.interp(
            places, np.linspace(0.0, max(end, 1.0), len(sleeve.half_widths)), sleeve.half_widths
        )
        radius = np.interp(places, lengths, arm.radius)
        half = flat
        if sleeve.is_flat:
            half = np.clip(_WORN_WIDTH * flat, _LEAST_WIDTH * radius, _MOST_WIDTH * radius)
        start = arm.place_of(armhole.armpit)
        seam = armhole.shoulder - armhole.neck
        outer, outer_places = _led(arm, armhole.shoulder, seam, half, places, 0.0, round_length, 1)
        down = at_places(directions(arm.middle), lengths, start)
        inner, inner_places = _led(arm, armhole.armpit, down, half, places, start, round_length, -1)
        return cls(arm, outer, inner, outer_places, inner_places)

    def strip(self, outer_end: float, inner_end: float) -> Strip:
        """Return the edges up to two places along the arm, in pixels."""
        edges = []
        for edge, places, end in (
            (self.outer, self.outer_places, outer_end),
            (self.inner, self.inner_places, inner_end),
        ):
            lengths = lengths_along(edge)
            length = float(np.interp(end, places, lengths))
            edges.append(at_places(edge, lengths, np.linspace(0.0, length, SAMPLES)))
        return Strip(edges[0], edges[1])


def _led(
    arm: ArmPath,
    first: Vector,
    direction: Vector,
    half: NDArray[np.float64],
    places: NDArray[np.float64],
    start: float,
    round_length: float,
    sign: int,
) -> tuple[Points, NDArray[np.float64]]:
    """Lead an edge from a point of the armhole, in a direction there, to the side of the arm.

    Returns:
        Samples (N, 2), and how far along the arm (N,) each lies.
    """
    lengths = arm.lengths
    outward = at_places(arm.outward, lengths, places)
    outward /= np.maximum(np.linalg.norm(outward, axis=1), 1e-6)[:, None]
    beside = at_places(arm.middle, lengths, places) + sign * half[:, None] * outward
    joined = int(np.searchsorted(places, min(start + round_length, 0.9 * lengths[-1])))
    ahead = directions(beside)[joined]
    distance = float(np.linalg.norm(beside[joined] - first))
    unit = direction / max(float(np.linalg.norm(direction)), 1e-6)
    t = np.linspace(0.0, 1.0, _STEPS)[:-1, None]
    curve = (
        (2 * t**3 - 3 * t**2 + 1) * first
        + (t**3 - 2 * t**2 + t) * distance * unit
        + (3 * t**2 - 2 * t**3) * beside[joined]
        + (t**3 - t**2) * distance * ahead
    )
    ways = np.concatenate([curve, beside[joined:]])
    along = np.concatenate([start + t[:, 0] * (places[joined] - start), places[joined:]])
    return ways, along


def lay_sleeve(
    sleeve: GarmentSleeve, arm: ArmPath, armhole: Armhole, factor: float
) -> tuple[Strip, float]:
    """Return the strip of the view on which a sleeve lies, and where it ends in lengths of the arm.

    Args:
        sleeve: the sleeve.
        arm: the arm.
        armhole: where it begins.
        factor: its wanted length, in lengths by measure.
    """
    total = float(arm.lengths[-1])
    path = SleevePath.of(sleeve, arm, armhole, total)
    end = _end(sleeve, path, factor)
    path = SleevePath.of(sleeve, arm, armhole, end * total)
    start = arm.place_of(armhole.armpit)
    below = factor * _BELOW_ARMPIT * sleeve.strip.edge_lengths[1] * sleeve.scale
    inner = max(end * total - sleeve.slant, start + below)
    return path.strip(end * total, inner), end


def _end(sleeve: GarmentSleeve, path: SleevePath, factor: float) -> float:
    """Return where a sleeve ends, in lengths of the arm as the photo shows it."""
    lengths = path.arm.lengths
    outer = sleeve.strip.edge_lengths[0] * sleeve.scale
    length = float(np.interp(outer, lengths_along(path.outer), path.outer_places))
    length += max(0.0, outer - float(lengths_along(path.outer)[-1]))
    elbow = len(lengths) // 2
    shown = np.array([lengths[elbow], lengths[-1] - lengths[elbow]])
    typical = path.arm.unit * np.array(_BONES)
    is_turned = (shown < _FORESHORTENED * typical) & sleeve.is_flat
    real = np.where(is_turned, typical, shown)
    share = length / max(float(real.sum()), 1e-6)
    cuff = float(np.linalg.norm(sleeve.strip.left[-1] - sleeve.strip.right[-1]))
    is_long = sleeve.is_flat and sleeve.strip.length > _LONG_SLEEVE * cuff
    if share > _LONG or is_long:
        share = 1.0
    places = np.array([0.0, real[0], real.sum()]) / real.sum()
    in_photo = float(np.interp(share, places, np.array([0.0, shown[0], shown.sum()]) / lengths[-1]))
    worn_end = path.arm.sleeve_end
    if worn_end is not None and abs(in_photo - worn_end) < _ALIKE:
        in_photo = worn_end
    longer = (factor - 1) * outer / float(lengths[-1])
    return float(np.clip(in_photo + longer, 0.02, 1.0))


def pair_sleeve(sleeve: Strip, garment_sleeve: Strip) -> Pairs:
    """Pair a sleeve with the strip on which it lies, edge by edge."""
    sampled = garment_sleeve.by_edges(*garment_sleeve.edge_lengths, len(sleeve.left))
    return edges_and_middle(sleeve, sampled)
