"""An arm as a rod along its bones, and the edges of a sleeve on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.limb_path import STATIONS, LimbPath, at_places, directions
from tryon.geometry import HardMask, Points
from tryon.shape.figure import Strip, Vector, lengths_along

SLEEVE_ROOM = 1.2
"""Half the width of a close sleeve, in radii of the arm."""
_FINE = 150
"""Samples along the edge of a sleeve."""
_ROUND = 0.35
"""Length of arm over which an edge comes to it from the armhole, in half shoulder breadths."""
_ARC_STEPS = 24
"""Samples of an edge on that way."""
_BENT = 0.6
"""How far an edge keeps its first direction on that way; 1 is a round bend."""
_LEAST_SLEEVE = 0.1
"""Least length of a worn sleeve, in lengths of the arm; less is the edge of an armhole."""


@dataclass(frozen=True, eq=False)
class Armhole:
    """Where a sleeve begins.

    Attributes:
        neck: where the shoulder seam begins (2,).
        shoulder, armpit: the armhole's upper and lower end (2,).
    """

    neck: Vector
    shoulder: Vector
    armpit: Vector


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

    def beyond(self, shape: tuple[int, ...], distance: float) -> HardMask:
        """Return what (h, w) lies farther past the wrist than so many half shoulder breadths."""
        rows, columns = np.arange(shape[0])[:, None], np.arange(shape[1])
        wrist, (along_x, along_y) = self.middle[-1], directions(self.middle)[-1]
        past = (columns - wrist[0]) * along_x + (rows - wrist[1]) * along_y
        return np.asarray(past > distance * self.unit)

    @property
    def rod(self) -> Strip:
        """Both edges of the bare arm, the outer one first."""
        aside = self.outward * self.radius[:, None]
        return Strip(self.middle + aside, self.middle - aside)


@dataclass(frozen=True, eq=False)
class SleevePath:
    """The way of both edges of a sleeve along an arm, whatever its length.

    The outer edge goes from the shoulder seam round the shoulder, the inner one from the armpit;
    both then follow the arm.

    Attributes:
        arm: the arm.
        outer, inner: samples (N, 2) of the edges, to the wrist.
        outer_places, inner_places: how far along the arm (N,) each sample lies, in pixels.
    """

    arm: ArmPath
    outer: Points
    inner: Points
    outer_places: NDArray[np.float64]
    inner_places: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        arm: ArmPath,
        armhole: Armhole,
        outside: NDArray[np.float64],
        inside: NDArray[np.float64],
    ) -> SleevePath:
        """Lead a sleeve from an armhole that reaches so far (N,) beside the arm's samples."""
        start = arm.place_of(armhole.armpit)
        seam = armhole.shoulder - armhole.neck
        down = at_places(directions(arm.middle), arm.lengths, start)
        outer, outer_places = _led(arm, armhole.shoulder, seam, 0.0, outside)
        inner, inner_places = _led(arm, armhole.armpit, down, start, -inside)
        return cls(arm, outer, inner, outer_places, inner_places)

    def strip(self, outer_end: float, inner_end: float, count: int = STATIONS) -> Strip:
        """Return ``count`` samples of the edges up to two places along the arm, in pixels."""
        edges = []
        for edge, places, end in (
            (self.outer, self.outer_places, outer_end),
            (self.inner, self.inner_places, inner_end),
        ):
            lengths = lengths_along(edge)
            length = float(np.interp(end, places, lengths))
            edges.append(at_places(edge, lengths, np.linspace(0.0, length, count)))
        return Strip(edges[0], edges[1])


def _led(
    arm: ArmPath, first: Vector, direction: Vector, start: float, aside: NDArray[np.float64]
) -> tuple[Points, NDArray[np.float64]]:
    """Lead an edge from a point of the armhole, in a direction there, to the side of the arm.

    Args:
        arm: the arm.
        first: the point (2,).
        direction: a vector (2,).
        start: how far along the arm that point lies.
        aside: how far from the arm's middle the edge lies (N,) at each of its samples.

    Returns:
        Samples (M, 2), and how far along the arm (M,) each lies.
    """
    lengths = arm.lengths
    places = np.linspace(0.0, lengths[-1], _FINE)
    beside = arm.beside(places, np.interp(places, lengths, aside))
    joined = int(np.searchsorted(places, min(start + _ROUND * arm.unit, 0.9 * lengths[-1])))
    distance = float(np.linalg.norm(beside[joined] - first))
    leaving = _BENT * distance * direction / max(float(np.linalg.norm(direction)), 1e-6)
    arriving = distance * directions(beside)[joined]
    t = np.linspace(0.0, 1.0, _ARC_STEPS)[:-1, None]
    curve = (  # a cubic through both ends, with these directions there
        (2 * t**3 - 3 * t**2 + 1) * first
        + (t**3 - 2 * t**2 + t) * leaving
        + (3 * t**2 - 2 * t**3) * beside[joined]
        + (t**3 - t**2) * arriving
    )
    along = start + t[:, 0] * (places[joined] - start)
    return np.concatenate([curve, beside[joined:]]), np.concatenate([along, places[joined:]])
