"""Where a sleeve lies: along the bones of the arm, as long and as wide as it is cut."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.body.arms import ArmPath
from tryon.fitting.warp.correspondences import Pairs, edges_and_middle
from tryon.geometry import Points
from tryon.shape.figure import Strip, Vector, lengths_along

_FORESHORTENED = 0.85
"""Length of a bone, in typical ones, below which it points towards the camera or away."""
_BONES = 1.85, 1.6
"""Typical lengths of upper arm and forearm, in half shoulder breadths."""
_LONG = 0.88
"""Length of a sleeve that is meant to reach the wrist, in lengths of the arm."""
_LONG_SLEEVE = 1.5
"""The same in half widths of the flat chest."""
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
_LEAST_WIDTH, _MOST_WIDTH = 1.1, 2.6
"""Half the width of a sleeve, in radii of the arm."""


def sleeve_end(
    path: ArmPath,
    garment_sleeve: Strip,
    scale: float,
    *,
    half_chest: float,
    shoulder: Vector,
    armpit: Vector,
    ridge: Points,
    worn_end: float | None,
    factor: float,
    is_flat: bool,
) -> float:
    """Return where a sleeve ends, in lengths of the arm as the photo shows it.

    Args:
        path: the arm.
        garment_sleeve: the flat sleeve.
        scale: pixels of the view per pixel of the garment.
        half_chest: half the width of the flat chest.
        shoulder, armpit: the armhole's ends (2,) where the garment lies.
        ridge: the body's outline (M, 2) over the shoulder.
        worn_end: where the worn sleeve ends; None if there is none.
        factor: its wanted length, in lengths by measure.
        is_flat: whether the sleeve was photographed flat; one that was taken off a person is as
            long as an arm showed it.
    """
    outer, _ = garment_sleeve.edge_lengths
    outside = path.middle[0] + _LEAST_WIDTH * path.radius[0] * path.outward[0]
    over = path.over_shoulder(shoulder, outside, ridge)
    over_length = lengths_along(np.concatenate([shoulder[None], over, outside[None]]))[-1]
    length = outer * scale - float(over_length)
    lengths = path.lengths
    elbow = len(lengths) // 2
    shown = np.array([lengths[elbow], lengths[-1] - lengths[elbow]])
    typical = path.unit * np.array(_BONES)
    is_turned = (shown < _FORESHORTENED * typical) & is_flat
    real = np.where(is_turned, typical, shown)
    share = length / max(float(real.sum()), 1e-6)
    if share > _LONG or is_flat and garment_sleeve.length > _LONG_SLEEVE * half_chest:
        share = 1.0
    places = np.array([0.0, real[0], real.sum()]) / real.sum()
    in_photo = float(np.interp(share, places, np.array([0.0, shown[0], shown.sum()]) / lengths[-1]))
    if garment_sleeve.edge_lengths[1] * scale > _CAP * path.unit:
        in_photo = max(in_photo, path.place_of(armpit) / lengths[-1] + _PAST_ARMPIT)
    if worn_end is not None and abs(in_photo - worn_end) < _ALIKE:
        in_photo = worn_end
    return float(np.clip(in_photo * factor, 0.02, 1.15))


def lay_sleeve(
    path: ArmPath,
    garment_sleeve: Strip,
    scale: float,
    *,
    shoulder: Vector,
    armpit: Vector,
    ridge: Points,
    end: float,
    is_flat: bool,
) -> Strip:
    """Return the strip of the view on which a sleeve lies.

    Args:
        path: the arm.
        garment_sleeve: the flat sleeve.
        scale: pixels of the view per pixel of the garment.
        shoulder, armpit: the armhole (2,) of the garment where it lies.
        ridge: the body's outline (M, 2) over the shoulder.
        end: where the sleeve ends, in lengths of the arm.
        is_flat: whether the sleeve was photographed flat.
    """
    lengths = path.lengths
    share = lengths / max(end * float(lengths[-1]), 1e-6)
    count = len(garment_sleeve.left)
    flat = np.linalg.norm(garment_sleeve.left - garment_sleeve.right, axis=1) / 2 * scale
    half = np.interp(share, np.linspace(0.0, 1.0, count), flat)
    inner = garment_sleeve.edge_lengths[1] * scale
    if not is_flat:
        return path.strip(shoulder, armpit, half, ridge, end=end, inner_length=inner)
    half = _WORN_WIDTH * half
    half = np.clip(half, _LEAST_WIDTH * path.radius, _MOST_WIDTH * path.radius[len(lengths) // 4])
    half = _near_root(half, path, lengths)
    return path.strip(shoulder, armpit, half, ridge, end=end, inner_length=inner)


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
