"""Where the torso of a top lies on a body: by measure, or as what is worn there lies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from tryon.body.skeleton import Skeleton
from tryon.fitting.warp.correspondences import MiddleLine, stations
from tryon.fitting.warp.placed import Placement
from tryon.geometry import GarmentPoints, Points
from tryon.shape.figure import Strip, TopFigure
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import STATIONS

_ARMHOLE_STATIONS = 3
"""Samples from shoulder to armpit."""
_SET_IN, _DROPPED = 0.92, 1.04
"""Least and greatest distance of a sleeve's seam from the middle, in those of the shoulder's joint:
farther out it hangs on the arm."""
_MOST_DROPPED = 1.1
"""How much farther out the seam of a garment lies that is much too wide."""
_SHOWN_EASE = 0.6
"""How much of what a garment is wider than the worn clothes shows at its sides; the rest falls into
folds and goes to the depth."""


@dataclass(frozen=True, eq=False)
class Laid(ABC):
    """Where a garment's torso lies on a body.

    Attributes:
        line: its middle on the body, from the shoulders on.
        armpit_depth: distance from the shoulders to the armpits along the middle.
        width: how much wider than the worn clothes it lies.
    """

    line: MiddleLine
    armpit_depth: float
    width: float

    @abstractmethod
    def strip(self, torso: Strip) -> Strip:
        """Return the body from the garment's shoulders to the end of a worn torso."""

    @abstractmethod
    def middle_of(self, strip: Strip) -> Points:
        """Return where the garment's middle lies (N, 2) in a strip of the body."""

    @abstractmethod
    def seam(self, laid: Points, outline: Points, side: Side) -> Points:
        """Return where a shoulder seam (N, 2) comes to lie, from the neck on.

        Args:
            laid: where the placement lays it.
            outline: the body's (M, 2) there.
            side: which shoulder.
        """

    def armpit(self, target: Strip, side: Side, body_y: float, lift: float) -> Points:
        """Return the lower end (2,) of an armhole where the garment lies.

        Args:
            target: the part of the body that the torso covers.
            side: which armhole.
            body_y: y of the body's own armpit.
            lift: how far it is pulled up to that, from 0 to 1.
        """
        edge = target.edge(side)
        y = self.line.along(np.array([self.armpit_depth]))[0, 1]
        y += lift * min(0.0, body_y - y)
        return np.array([np.interp(y, edge[:, 1], edge[:, 0]), y])


@dataclass(frozen=True, eq=False)
class LaidByMeasure(Laid):
    """The torso of a flat garment, where its placement lays it.

    Attributes:
        shoulders: how far from the middle the armholes begin on the body.
        collar_shift: how far aside the collar is moved.
    """

    shoulders: Pair[float]
    collar_shift: float

    @classmethod
    def of(
        cls,
        placement: Placement,
        torso: Strip,
        sleeves: Pair[Strip | None],
        skeleton: Skeleton,
        width: float,
        collar_shift: float,
    ) -> LaidByMeasure:
        """Lay a flat torso that begins at the shoulders."""
        ends = placement.laid(GarmentPoints(np.stack([torso.left[0], torso.right[0]])))
        start, cut = ends.mean(axis=0), float(np.linalg.norm(ends[1] - ends[0])) / 2

        def shoulder(side: Side) -> float:
            joint = max(0.5 * cut, float(side.outward * (skeleton.shoulders[side] - start)[0]))
            least = _SET_IN * joint if sleeves[side] is not None else 0.0
            low, high = least * min(1.0, width), _DROPPED * joint
            return float(np.clip(cut, low, high * float(np.clip(width, 1.0, _MOST_DROPPED))))

        line = MiddleLine(start, placement.down, placement.scale)
        depth = _armpit_depth(torso, placement)
        return cls(line, depth, width, Pair.of(shoulder), collar_shift)

    def strip(self, torso: Strip) -> Strip:
        """Return the body from the garment's shoulders to the end of a worn torso."""
        length = self.line.distance(torso.middle[-1])
        places = stations(max(length, self.armpit_depth * 1.2), STATIONS + _ARMHOLE_STATIONS)
        middle = self.line.along(places)
        edges = []
        for side in Side:
            edge = torso.edge(side)
            x = np.interp(middle[:, 1], edge[:, 1], edge[:, 0])
            looser = max(0.0, self.width - 1)  # tight cloth stretches over the body
            x += _SHOWN_EASE * looser * (x - middle[:, 0])
            at_armpit = float(np.interp(self.armpit_depth, places, x))
            shoulder = self._shoulder_x(side)
            share = np.clip(places / self.armpit_depth, 0.0, 1.0)
            x = np.where(share < 1, shoulder + share * (at_armpit - shoulder), x)
            edges.append(np.stack([x, middle[:, 1]], axis=1))
        return Strip(edges[0], edges[1])

    def middle_of(self, strip: Strip) -> Points:
        """Return where the garment's middle lies (N, 2) in a strip of the body: it is straight."""
        return self.line.at_rows(strip.middle[:, 1])

    def seam(self, laid: Points, outline: Points, side: Side) -> Points:
        """Let a shoulder seam (N, 2) down or lift it onto the body's outline."""
        seam = laid.copy()
        reach, room = seam[-1, 0] - seam[0, 0], self._shoulder_x(side) - seam[0, 0]
        if 0 < side.outward * room < side.outward * reach or (self.width > 1 and reach != 0):
            seam[:, 0] = seam[0, 0] + (seam[:, 0] - seam[0, 0]) * room / reach
        seam[:, 0] += self.collar_shift * np.linspace(1.0, 0.0, len(seam))
        order = np.argsort(outline[:, 0])
        seam[:, 1] = np.interp(seam[:, 0], outline[order, 0], outline[order, 1])
        return seam

    def _shoulder_x(self, side: Side) -> float:
        """Return the x at which an armhole begins."""
        return float(self.line.start[0] + side.outward * self.shoulders[side])


@dataclass(frozen=True, eq=False)
class LaidAsWorn(Laid):
    """The torso of a garment that was taken off somebody, where what is worn lies.

    Attributes:
        body: the body in its clothes.
    """

    body: TopFigure

    @classmethod
    def on(cls, body: TopFigure, placement: Placement, torso: Strip, width: float) -> LaidAsWorn:
        """Lay it from the shoulders of what is worn on."""
        left, right = body.landmarks.shoulders
        line = MiddleLine((left.position + right.position) / 2, placement.down, placement.scale)
        return cls(line, _armpit_depth(torso, placement), width, body)

    def strip(self, torso: Strip) -> Strip:
        """Return the body from the shoulders to the end of a worn torso, in level rows."""
        strip = level(from_shoulders(torso, self.body))
        ease = 1 + _SHOWN_EASE * max(0.0, self.width - 1)
        middle = strip.middle
        return Strip(middle + ease * (strip.left - middle), middle + ease * (strip.right - middle))

    def middle_of(self, strip: Strip) -> Points:
        """Return where the garment's middle lies (N, 2) in a strip of the body: in its middle."""
        return strip.middle

    def seam(self, laid: Points, outline: Points, side: Side) -> Points:
        """Return where a shoulder seam (N, 2) comes to lie: on the worn one."""
        return self.body.shoulders.edge(side)

    def armpit(self, target: Strip, side: Side, body_y: float, lift: float) -> Points:
        """Return the lower end (2,) of an armhole, no lower than the body's own."""
        return super().armpit(target, side, body_y, lift=1.0)


def _armpit_depth(torso: Strip, placement: Placement) -> float:
    """Return how deep on the body the armpits of a torso from the shoulders on come to lie."""
    depth = float((torso.middle[_ARMHOLE_STATIONS - 1] - torso.middle[0])[1])
    return max(depth * placement.scale, 1.0)


def from_shoulders(torso: Strip, figure: TopFigure) -> Strip:
    """Return a torso from a figure's shoulders on, along the armholes first."""
    edges = []
    for side in Side:
        edge, shoulder = torso.edge(side), figure.landmarks.shoulders[side]
        shoulder_point = np.array([shoulder.x, min(shoulder.y, edge[0, 1] - 1.0)])
        armhole = shoulder_point + np.linspace(0, 1, _ARMHOLE_STATIONS)[:-1, None] * (
            edge[0] - shoulder_point
        )
        edges.append(np.concatenate([armhole, edge]))
    return Strip(edges[0], edges[1])


def level(strip: Strip) -> Strip:
    """Return a strip sampled in level rows, however its ends slant: stripes stay level."""
    rows = strip.middle[:, 1]
    edges = (
        np.stack([np.interp(rows, edge[:, 1], edge[:, 0]), rows], axis=1)
        for edge in (strip.left, strip.right)
    )
    return Strip(*edges)
