"""Where a sleeve lies: along the bones of the arm, as long and as wide as it is cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_path import Armhole, ArmPath
from tryon.fitting.warp.correspondences import Pairs, edges_and_middle
from tryon.shape.figure import Strip, lengths_along

_FORESHORTENED = 0.85
"""Length of a bone, in typical ones, below which it points towards the camera or away."""
_BONES = 1.85, 1.6
"""Typical lengths of upper arm and forearm, in half shoulder breadths."""
_LONG = 0.88
"""Length of a sleeve that is meant to reach the wrist, in lengths of the arm."""
_LONG_SLEEVE = 2.9
"""The same in widths of its cuff: sleeves of flat tops that reach the wrist have 3.1 to 12, those
that end at the elbow at most 2.7."""
_CAP = 0.25
"""Length of the inner edge of a cap sleeve, at most, in half shoulder breadths; any other covers
the armpit."""
_PAST_ARMPIT = 0.08
"""How far past the armpit a sleeve reaches at least, in lengths of the arm."""
_ALIKE = 0.13
"""Difference from the worn sleeve's end up to which a sleeve ends where that does, in lengths of
the arm."""
_WORN_WIDTH = 0.7
"""Width of a worn sleeve in the photo, in widths of the same sleeve spread flat."""
_LEAST_WIDTH, _MOST_WIDTH = 1.1, 1.5
"""Half the width of a sleeve, in radii of the arm."""


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


def sleeve_end(sleeve: GarmentSleeve, path: ArmPath, armhole: Armhole, factor: float) -> float:
    """Return where a sleeve ends, in lengths of the arm as the photo shows it.

    Args:
        sleeve: the sleeve.
        path: the arm.
        armhole: where it begins on the body.
        factor: its wanted length, in lengths by measure.
    """
    outer, inner = (length * sleeve.scale for length in sleeve.strip.edge_lengths)
    outside = path.middle[0] + _LEAST_WIDTH * path.radius[0] * path.outward[0]
    over = path.over_shoulder(armhole, outside)
    way = np.concatenate([armhole.shoulder[None], over, outside[None]])
    length = outer - float(lengths_along(way)[-1])
    lengths = path.lengths
    elbow = len(lengths) // 2
    shown = np.array([lengths[elbow], lengths[-1] - lengths[elbow]])
    typical = path.unit * np.array(_BONES)
    is_turned = (shown < _FORESHORTENED * typical) & sleeve.is_flat
    real = np.where(is_turned, typical, shown)
    share = length / max(float(real.sum()), 1e-6)
    cuff = float(np.linalg.norm(sleeve.strip.left[-1] - sleeve.strip.right[-1]))
    is_long = sleeve.is_flat and sleeve.strip.length > _LONG_SLEEVE * cuff
    if share > _LONG or is_long:
        share = 1.0
    places = np.array([0.0, real[0], real.sum()]) / real.sum()
    in_photo = float(np.interp(share, places, np.array([0.0, shown[0], shown.sum()]) / lengths[-1]))
    if inner > _CAP * path.unit:
        in_photo = max(in_photo, path.place_of(armhole.armpit) / lengths[-1] + _PAST_ARMPIT)
    if path.sleeve_end is not None and abs(in_photo - path.sleeve_end) < _ALIKE:
        in_photo = path.sleeve_end
    return float(np.clip(in_photo * factor, 0.02, 1.15))


def lay_sleeve(sleeve: GarmentSleeve, path: ArmPath, armhole: Armhole, end: float) -> Strip:
    """Return the strip of the view on which a sleeve lies.

    Args:
        sleeve: the sleeve.
        path: the arm.
        armhole: where it begins on the body.
        end: where it ends, in lengths of the arm.
    """
    lengths = path.lengths
    share = lengths / max(end * float(lengths[-1]), 1e-6)
    flat = np.linalg.norm(sleeve.strip.left - sleeve.strip.right, axis=1) / 2 * sleeve.scale
    half = np.interp(share, np.linspace(0.0, 1.0, len(flat)), flat)
    inner = sleeve.strip.edge_lengths[1] * sleeve.scale
    if sleeve.is_flat:
        most = _MOST_WIDTH * path.radius[len(lengths) // 4]
        half = np.clip(_WORN_WIDTH * half, _LEAST_WIDTH * path.radius, most)
        half = _near_root(half, path, lengths)
    return path.strip(armhole, half, end=end, inner_length=inner)


def pair_sleeve(sleeve: Strip, garment_sleeve: Strip) -> Pairs:
    """Pair a sleeve with the strip on which it lies, edge by edge: it turns about the armpit."""
    count = len(garment_sleeve.left) + 4
    sampled = sleeve.by_edges(*sleeve.edge_lengths, count)
    return edges_and_middle(sampled, garment_sleeve.by_edges(*garment_sleeve.edge_lengths, count))


def _near_root(
    half: NDArray[np.float64], path: ArmPath, lengths: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Let a sleeve (N,) lie on the shoulder, as close as cloth sewn to an armhole does."""
    loose = np.clip(lengths / (0.9 * path.unit), 0.0, 1.0)
    close = _LEAST_WIDTH * path.radius
    return np.asarray(close + (half - close) * loose)
