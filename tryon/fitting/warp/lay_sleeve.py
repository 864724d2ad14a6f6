"""Where a sleeve lies: along the bones of the arm, as long and as wide as it is cut.

A cuff is as aslant as it is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_path import Armhole, ArmPath, SleevePath
from tryon.body.limb_path import real_bones
from tryon.fitting.warp.correspondences import Pairs, as_worn, edges_and_middle
from tryon.shape.figure import Strip, lengths_along

SAMPLES = 28
"""Samples along each edge of a sleeve."""
_BONES = 1.85, 1.6
"""Typical lengths of upper arm and forearm, in half shoulder breadths."""
_LONG = 0.88
"""Length of a sleeve that is meant to reach the wrist, in lengths of the arm."""
_LONG_SLEEVE, _ELBOW_SLEEVE = 2.9, 4.0
"""The same in widths of its cuff: sleeves of flat tops that reach the wrist have 3.1 to 12, short
ones at most 2.7, and those that end at the elbow 3.3 to 3.7; so between the two, the length of the
torso decides."""
_LONG_BY_TORSO = 0.68
"""Least length of the outer edge of a sleeve that reaches the wrist, in lengths of the torso: that
of one that ends at the elbow has 0.58 to 0.64."""
_WORN_WIDTH = 0.7
"""Width of a worn sleeve in the photo, in widths of the same sleeve spread flat."""
_LEAST_WIDTH, _MOST_WIDTH = 1.12, 2.0
"""Half the width of a sleeve, in radii of the arm."""
_LOOSE_FROM = 0.9
"""Distance from the shoulder from which a sleeve is as wide as it is cut, in half shoulder
breadths: cloth that is sewn to an armhole lies closer."""
_OUTER = ((0.0, 1.02), (0.5, 1.05), (0.9, 1.14))
"""Distance from the shoulder, in half shoulder breadths, and how far beside the bone the outer edge
of a sleeve lies on the upper arm, in radii of the arm, whatever its width (22 people in flat
garments that are known): cloth rests on the shoulder, and what it is wider hangs at the inside."""
_HANGS_FREE = 1.3, 2.2
"""Distances between which a sleeve comes to lie as far beside the arm at the outside too."""
_BELOW_ARMPIT = 0.5
"""How much of a sleeve's inner edge shows at least; the rest gathers in the armpit."""


@dataclass(frozen=True, eq=False)
class GarmentSleeve:
    """A sleeve as its picture shows it.

    Attributes:
        strip: its edges from the armhole to the cuff, in pixels of the garment.
        scale: pixels of the view per pixel of the garment.
        torso_length: from the shoulders to the hem, in pixels of the garment.
        is_flat: whether it was photographed flat; one that was taken off a person is as long and
            as wide as an arm showed it.
    """

    strip: Strip
    scale: float
    torso_length: float
    is_flat: bool

    @property
    def slant(self) -> float:
        """How much farther the cuff's outer corner reaches than its inner one, in the view."""
        middle, half = self.strip.middle, len(self.strip.left) // 2
        along = middle[-1] - middle[half]  # near the cuff, where the longer edge counts most
        along = along / max(float(np.linalg.norm(along)), 1e-6)
        return float((self.strip.left[-1] - self.strip.right[-1]) @ along) * self.scale

    @property
    def reaches_wrist(self) -> bool:
        """Whether it is cut to reach the wrist, of a person of whatever size."""
        cuff = float(np.linalg.norm(self.strip.left[-1] - self.strip.right[-1]))
        slender = self.strip.length / max(cuff, 1e-6)
        is_long = self.strip.edge_lengths[0] > _LONG_BY_TORSO * self.torso_length
        return slender > _ELBOW_SLEEVE or (slender > _LONG_SLEEVE and is_long)

    @property
    def half_widths(self) -> NDArray[np.float64]:
        """Half its width (N,) at equal steps from the armhole to the cuff, in the view."""
        return np.asarray(
            np.linalg.norm(self.strip.left - self.strip.right, axis=1) / 2 * self.scale
        )


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
    end = _end(sleeve, _path(sleeve, arm, armhole, 1.0), factor)
    start = arm.place_of(armhole.armpit)
    below = factor * _BELOW_ARMPIT * sleeve.strip.edge_lengths[1] * sleeve.scale
    inner = max(end * total - sleeve.slant, start + below)
    return _path(sleeve, arm, armhole, end).strip(end * total, inner, SAMPLES), end


def _path(sleeve: GarmentSleeve, arm: ArmPath, armhole: Armhole, end: float) -> SleevePath:
    """Lead a sleeve that ends at a place along the arm, in lengths of it."""
    share = arm.lengths / max(end * float(arm.lengths[-1]), 1e-6)
    half = np.interp(share, np.linspace(0.0, 1.0, len(sleeve.half_widths)), sleeve.half_widths)
    if sleeve.is_flat:
        close, place = _LEAST_WIDTH * arm.radius, arm.lengths / arm.unit
        half = np.clip(_WORN_WIDTH * half, close, _MOST_WIDTH * arm.radius)
        half = close + (half - close) * np.clip(place / _LOOSE_FROM, 0.0, 1.0)
        resting = arm.radius * np.interp(place, *np.array(_OUTER).T)
        free = np.interp(place, _HANGS_FREE, (0.0, 1.0))
        outer = resting + free * (half - resting)
        return SleevePath.of(arm, armhole, outer, 2 * half - outer)
    return SleevePath.of(arm, armhole, half, half)


def _end(sleeve: GarmentSleeve, path: SleevePath, factor: float) -> float:
    """Return where a sleeve ends, in lengths of the arm as the photo shows it."""
    lengths = path.arm.lengths
    outer = sleeve.strip.edge_lengths[0] * sleeve.scale
    length = float(np.interp(outer, lengths_along(path.outer), path.outer_places))
    length += max(0.0, outer - float(lengths_along(path.outer)[-1]))
    elbow = len(lengths) // 2
    shown = np.array([lengths[elbow], lengths[-1] - lengths[elbow]])
    real = real_bones(shown, path.arm.unit * np.array(_BONES)) if sleeve.is_flat else shown
    share = length / max(float(real.sum()), 1e-6)
    if share > _LONG or (sleeve.is_flat and sleeve.reaches_wrist):
        share = 1.0
    places = np.array([0.0, real[0], real.sum()]) / real.sum()
    in_photo = float(np.interp(share, places, np.array([0.0, shown[0], shown.sum()]) / lengths[-1]))
    in_photo = as_worn(in_photo, path.arm.sleeve_end)
    longer = (factor - 1) * outer / float(lengths[-1])
    return float(np.clip(in_photo + longer, 0.02, 1.0))


def pair_sleeve(sleeve: Strip, garment_sleeve: Strip) -> Pairs:
    """Pair a sleeve with the strip on which it lies, edge by edge."""
    sampled = garment_sleeve.by_edges(*garment_sleeve.edge_lengths, len(sleeve.left))
    return edges_and_middle(sleeve, sampled)
