"""An arm as a rod along its bones, and the edges of a sleeve on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.limb_path import STATIONS, LimbPath, at_places, directions
from tryon.geometry import HardMask, Points
from tryon.shape.figure import Strip, Vector

SLEEVE_ROOM = 1.2
"""Half the width of a close sleeve, in radii of the arm."""
_HANGING = 0.3
"""Least share of the way that an arm goes down whose shoulder keeps its outline."""
_ARC_STEPS = 5
"""Samples of the round edge over the shoulder."""
_BLENDED = 0.5
"""Distance over which a sleeve comes from the armhole's width to its own, in half shoulder
breadths."""
_SHORT_INNER = 0.4
"""Length of the inner edge of a sleeve that ends above the armpit, at most, in half shoulder
breadths."""
_LEAST_SLEEVE = 0.1
"""Least length of a worn sleeve, in lengths of the arm; less is the edge of an armhole."""


@dataclass(frozen=True, eq=False)
class Armhole:
    """Where a sleeve begins.

    Attributes:
        shoulder, armpit: its upper and lower end (2,).
        ridge: the body's outline (N, 2) over the shoulder, from the neck to the arm.
    """

    shoulder: Vector
    armpit: Vector
    ridge: Points


@dataclass(frozen=True, eq=False)
class ArmPath(LimbPath):
    """An arm from the shoulder joint to the wrist.

    Attributes:
        covered: how far cloth covers it, in lengths of it.
    """

    covered: float = 0.0

    @property
    def sleeve_end(self) -> float | None:
        """Where the worn sleeve ends, in lengths of the arm; None without a sleeve."""
        return self.covered if self.covered > _LEAST_SLEEVE else None

    def sleeved(self, shape: tuple[int, ...]) -> HardMask:
        """Return where (h, w) its sleeved part lies."""
        last = round(self.covered * len(self.middle))
        return self.drawn(shape, factor=SLEEVE_ROOM, last=last)

    def place_of(self, armpit: Vector) -> float:
        """Return how far along the arm its armpit (2,) lies, in pixels."""
        away = float((armpit - self.middle[0]) @ directions(self.middle)[0])
        return float(np.clip(away, 0.0, 0.6 * self.lengths[-1]))

    def over_shoulder(self, armhole: Armhole, outer: Vector) -> Points:
        """Return the edge (N, 2) from an armhole's upper end to the outside (2,) of the arm.

        Over a hanging arm it is the shoulder's outline, over a raised one it turns about the joint.
        """
        shoulder, ridge = armhole.shoulder, armhole.ridge
        joint = self.middle[0]
        if directions(self.middle)[:3].mean(axis=0)[1] < _HANGING:
            return _arc(joint, shoulder, outer)
        sign = np.sign(ridge[-1, 0] - ridge[0, 0])
        is_between = (sign * (ridge[:, 0] - shoulder[0]) > 0.02 * self.unit) & (
            sign * (outer[0] - ridge[:, 0]) > 0.02 * self.unit
        )
        between = ridge[is_between]
        return between if len(between) else (shoulder + outer)[None] / 2

    def strip(
        self,
        armhole: Armhole,
        half: NDArray[np.float64],
        *,
        end: float = 1.0,
        inner_length: float = 0.0,
    ) -> Strip:
        """Return both edges of a sleeve on this arm, the outer one first.

        From the shoulder to where the arm leaves the armpit, the cross-sections turn about the
        armpit, like cloth sewn to an armhole; from there on they follow the arm.

        Args:
            armhole: where it begins.
            half: half the sleeve's width (N,) at each sample.
            end: where its outer edge ends, in lengths of the arm.
            inner_length: least length of its inner edge, in pixels, for one that ends high up.
        """
        armpit, lengths = armhole.armpit, self.lengths
        total = max(float(lengths[-1]), 1e-6)
        start = self.place_of(armpit)
        from_arm = armpit - at_places(self.middle, lengths, start)
        half_armhole = abs(float(from_arm @ self.outward[0]))
        outer_end = end * total
        inner_end = max(outer_end, start + min(inner_length, _SHORT_INNER * self.unit))
        outer_places, inner_places = (
            np.linspace(0.0, place, STATIONS) for place in (outer_end, inner_end)
        )
        outer_edge = self.beside(outer_places, np.interp(outer_places, lengths, half))
        width = np.interp(inner_places, lengths, half)
        past = inner_places - start
        blend = np.exp(-past / max(_BLENDED * self.unit, 1e-6))
        inner = width + (half_armhole - width) * np.minimum(blend, 1.0)
        inner_edge = np.where(past[:, None] > 0, self.beside(inner_places, -inner), armpit)
        arc = self.over_shoulder(armhole, outer_edge[0])
        left = np.concatenate([armhole.shoulder[None], arc, outer_edge])
        right = np.concatenate([np.repeat(armpit[None], 1 + len(arc), axis=0), inner_edge])
        return Strip(left, right)


def _arc(centre: Vector, first: Vector, last: Vector) -> Points:
    """Sample the round edge (N, 2) between two points around a centre, both ends left out."""
    start, end = first - centre, last - centre
    angle = np.arctan2(start[1], start[0])
    turn = np.arctan2(start[0] * end[1] - start[1] * end[0], start @ end)
    shares = np.linspace(0.0, 1.0, _ARC_STEPS + 2)[1:-1]
    radii = (1 - shares) * np.linalg.norm(start) + shares * np.linalg.norm(end)
    angles = angle + shares * turn
    return np.asarray(centre + radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1))
