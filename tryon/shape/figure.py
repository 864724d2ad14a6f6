"""Named landmarks and outline samples: one description for a flat garment and a worn one.

Left and right are those of the picture, for garment and body alike: ``left`` has the smaller x.
A garment is fitted by matching the figure of its product photo to the figure of the region.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Points
from tryon.shape.sides import Pair, Side

_CHEST_STATIONS = 4
"""Number of samples of a torso, from the armpits down, over which the chest is measured."""


@dataclass(frozen=True)
class Point:
    """A position in pixels, x then y."""

    x: float
    y: float

    @property
    def position(self) -> NDArray[np.float64]:
        """The position as an array (2,); `to_point` does the reverse."""
        return np.array([self.x, self.y])


def to_point(position: NDArray[np.float64]) -> Point:
    """Return a position (2,) as a point."""
    return Point(float(position[0]), float(position[1]))


@dataclass(frozen=True)
class LimbEnd:
    """The two corners at the end of a sleeve or leg.

    Attributes:
        outer: the corner on the shoulder's or hip's side.
        inner: the corner on the armpit's or crotch's side.
    """

    outer: Point
    inner: Point

    @classmethod
    def of(cls, limb: Strip) -> LimbEnd:
        """Return the corners at the end of a limb."""
        return cls(to_point(limb.left[-1]), to_point(limb.right[-1]))


@dataclass(frozen=True)
class TopLandmarks:
    """Landmarks of a top or a dress.

    Attributes:
        necks: where the shoulder seams meet the neckline.
        neck_centre: lowest point of the front neckline.
        shoulders: upper ends of the armholes.
        armpits: lower ends of the armholes.
        waists: narrowest place between armpit and hem.
        hems, hem_centre: corners and middle of the lower edge.
        sleeves: sleeve ends, None where there is no sleeve.
    """

    necks: Pair[Point]
    neck_centre: Point
    shoulders: Pair[Point]
    armpits: Pair[Point]
    waists: Pair[Point]
    hems: Pair[Point]
    hem_centre: Point
    sleeves: Pair[LimbEnd | None] = Pair(None, None)  # noqa: RUF009 - frozen, so it can be shared


@dataclass(frozen=True)
class TrousersLandmarks:
    """Landmarks of trousers or shorts."""

    waists: Pair[Point]
    crotch: Point
    cuffs: Pair[LimbEnd]


@dataclass(frozen=True)
class SkirtLandmarks:
    """Landmarks of a skirt."""

    waists: Pair[Point]
    hems: Pair[Point]


_T = TypeVar("_T", TopLandmarks, TrousersLandmarks, SkirtLandmarks)
Vector = NDArray[np.float64]
"""An x and a y (2,)."""
_Landmark = Point | LimbEnd | None


def _moved(marks: _T, scale: Vector, offset: Vector) -> _T:
    """Scale positions about the origin, then shift them; absent ones stay absent."""

    def move(mark: _Landmark) -> _Landmark:
        if isinstance(mark, LimbEnd):
            return LimbEnd(move_point(mark.outer), move_point(mark.inner))
        return None if mark is None else move_point(mark)

    def move_point(mark: Point) -> Point:
        return Point(float(mark.x * scale[0] + offset[0]), float(mark.y * scale[1] + offset[1]))

    def move_both(mark: _Landmark | Pair[_Landmark]) -> _Landmark | Pair[_Landmark]:
        return mark.map(move) if isinstance(mark, Pair) else move(mark)

    values: dict[str, Any] = {f.name: move_both(getattr(marks, f.name)) for f in fields(marks)}
    return replace(marks, **values)


Landmarks = TopLandmarks | TrousersLandmarks | SkirtLandmarks


@dataclass(frozen=True, eq=False)
class Strip:
    """Two facing edges of a limb-like part, sampled at equal steps from its root to its end.

    Attributes:
        left: samples (N, 2) on one edge; for sleeves and legs the outer one.
        right: samples (N, 2) on the other edge, ``right[i]`` across from ``left[i]``.
    """

    left: Points
    right: Points

    def __post_init__(self) -> None:
        if self.left.shape != self.right.shape or self.left.ndim != 2 or len(self.left) < 2:
            raise ValueError(
                f"edges must be alike (N, 2), got {self.left.shape} {self.right.shape}"
            )

    def moved(self, scale: Vector, offset: Vector) -> Strip:
        """Scale about the origin, then shift."""
        return Strip(self.left * scale + offset, self.right * scale + offset)

    def edge(self, side: Side) -> Points:
        """Samples (N, 2) on one edge."""
        return self.left if side is Side.LEFT else self.right

    @property
    def middle(self) -> Points:
        """Samples (N, 2) midway between the edges."""
        return np.asarray((self.left + self.right) / 2)

    @property
    def length(self) -> float:
        """Length of the middle line."""
        return float(np.linalg.norm(np.diff(self.middle, axis=0), axis=1).sum())

    @property
    def width(self) -> float:
        """Median distance between the edges."""
        return float(np.median(np.linalg.norm(self.left - self.right, axis=1)))

    def at(self, distances: Points) -> Strip:
        """Return the strip sampled at ``distances`` (M,) from its root, along its middle line.

        Past its end it continues straight, in the direction and width of its last samples.
        """
        lengths = lengths_along(self.middle)
        return Strip(
            points_at(self.left, lengths, distances), points_at(self.right, lengths, distances)
        )

    def by_edges(self, left_length: float, right_length: float, count: int) -> Strip:
        """Return the strip with ``count`` samples at equal steps along each edge, up to a length.

        Cross-sections then turn where one edge is longer than the other, as a sleeve's do around
        the armpit. Past its end an edge continues straight.
        """
        edges = (self.left, left_length), (self.right, right_length)
        left, right = (
            points_at(
                edge, lengths_along(edge), np.asarray(np.linspace(0.0, length, count), np.float64)
            )
            for edge, length in edges
        )
        return Strip(left, right)

    @property
    def edge_lengths(self) -> tuple[float, float]:
        """Length of the left and of the right edge."""
        return float(lengths_along(self.left)[-1]), float(lengths_along(self.right)[-1])


def lengths_along(line: Points) -> NDArray[np.float64]:
    """Return the distance (N,) of each sample of a line (N, 2) from its start, along the line."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-6))])


def points_at(edge: Points, lengths: Points, distances: Points) -> Points:
    """Return the points (M, 2) at distances along an edge; past its end it continues straight."""
    inside = np.stack([np.interp(distances, lengths, edge[:, axis]) for axis in (0, 1)], axis=1)
    start = max(0, len(edge) - 3)
    direction = (edge[-1] - edge[start]) / max(lengths[-1] - lengths[start], 1e-6)
    beyond = np.maximum(distances - lengths[-1], 0.0)
    return np.asarray(inside + beyond[:, None] * direction)


def narrowest_station(torso: Strip) -> int:
    """Return the index of a torso's narrowest sample but for its ends: the waist."""
    return 1 + int(np.argmin(np.linalg.norm(torso.left - torso.right, axis=1)[1:-1]))


def name_top(
    *,
    necks: Pair[Vector],
    neckline: Vector,
    shoulders: Pair[Vector],
    armpits: Pair[Vector],
    torso: Strip,
    hem_centre: Vector,
    sleeves: Pair[Strip | None],
) -> TopLandmarks:
    """Return the landmarks of a top, worn or flat, from what was measured of it."""
    waist_station = narrowest_station(torso)
    return TopLandmarks(
        necks=necks.map(to_point),
        neck_centre=to_point(neckline),
        shoulders=shoulders.map(to_point),
        armpits=armpits.map(to_point),
        waists=Pair.of(lambda side: to_point(torso.edge(side)[waist_station])),
        hems=Pair.of(lambda side: to_point(torso.edge(side)[-1])),
        hem_centre=to_point(hem_centre),
        sleeves=sleeve_ends(sleeves),
    )


def sleeve_ends(sleeves: Pair[Strip | None]) -> Pair[LimbEnd | None]:
    """Return the ends of the sleeves; None where there is no sleeve."""
    return sleeves.map(lambda sleeve: None if sleeve is None else LimbEnd.of(sleeve))


@dataclass(frozen=True, eq=False)
class TopFigure:
    """A top or dress: its landmarks, and samples of its outline.

    Attributes:
        landmarks: its named places.
        torso: both sides from the armpits to the hem.
        shoulders: both shoulder seams as one strip from the neck to the shoulders.
        sleeves: from the armholes to the sleeves' ends, None where there is none.
    """

    landmarks: TopLandmarks
    torso: Strip
    shoulders: Strip
    sleeves: Pair[Strip | None]

    @property
    def chest(self) -> float:
        """Mean width of the torso at the armpits and a little below."""
        across = self.torso.left[:_CHEST_STATIONS] - self.torso.right[:_CHEST_STATIONS]
        return float(np.linalg.norm(across, axis=1).mean())

    def moved(self, scale: Vector, offset: Vector) -> TopFigure:
        """Scale about the origin, then shift."""
        return TopFigure(
            landmarks=_moved(self.landmarks, scale, offset),
            torso=self.torso.moved(scale, offset),
            shoulders=self.shoulders.moved(scale, offset),
            sleeves=self.sleeves.map(
                lambda sleeve: None if sleeve is None else sleeve.moved(scale, offset)
            ),
        )


@dataclass(frozen=True, eq=False)
class TrousersFigure:
    """Trousers: each leg is a strip from the waist down; its ``left`` edge is the outer one."""

    landmarks: TrousersLandmarks
    legs: Pair[Strip]

    def moved(self, scale: Vector, offset: Vector) -> TrousersFigure:
        """Scale about the origin, then shift."""
        legs = self.legs.map(lambda leg: leg.moved(scale, offset))
        return TrousersFigure(_moved(self.landmarks, scale, offset), legs)


@dataclass(frozen=True, eq=False)
class SkirtFigure:
    """A skirt: one strip from waist to hem."""

    landmarks: SkirtLandmarks
    body: Strip

    @classmethod
    def of(cls, body: Strip) -> SkirtFigure:
        """Return the figure of a skirt with these edges."""
        waists, hems = (
            Pair(to_point(body.left[end]), to_point(body.right[end])) for end in (0, -1)
        )
        return cls(SkirtLandmarks(waists, hems), body)

    def moved(self, scale: Vector, offset: Vector) -> SkirtFigure:
        """Scale about the origin, then shift."""
        return SkirtFigure(_moved(self.landmarks, scale, offset), self.body.moved(scale, offset))


Figure = TopFigure | TrousersFigure | SkirtFigure
