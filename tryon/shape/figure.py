"""Named landmarks and outline samples: one description for a flat garment and a worn one.

Left and right are those of the picture, for garment and body alike: ``left`` has the smaller x.
A garment is fitted by matching the figure of its product photo to the figure of the region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Points

_CHEST = 4
"""Samples of a torso, from the armpits on, at which the chest is measured."""


@dataclass(frozen=True)
class Point:
    """A position in pixels, x then y."""

    x: float
    y: float

    @property
    def position(self) -> NDArray[np.float64]:
        """The same as an array (2,), see `to_point`."""
        return np.array([self.x, self.y])


def to_point(position: NDArray[np.float64]) -> Point:
    """Name a position (2,)."""
    return Point(float(position[0]), float(position[1]))


@dataclass(frozen=True)
class SleeveLandmarks:
    """End of one sleeve: ``outer`` on the shoulder's side, ``inner`` on the armpit's."""

    outer: Point
    inner: Point


@dataclass(frozen=True)
class TopLandmarks:
    """Landmarks of a top or a dress.

    Attributes:
        neck_left, neck_right: where the shoulder seam meets the neckline.
        neck_centre: lowest point of the front neckline.
        shoulder_left, shoulder_right: upper end of the armhole.
        armpit_left, armpit_right: lower end of the armhole.
        waist_left, waist_right: narrowest place between armpit and hem.
        hem_left, hem_right, hem_centre: corners and middle of the lower edge.
        sleeve_left, sleeve_right: sleeve ends, None where there is no sleeve.
    """

    neck_left: Point
    neck_right: Point
    neck_centre: Point
    shoulder_left: Point
    shoulder_right: Point
    armpit_left: Point
    armpit_right: Point
    waist_left: Point
    waist_right: Point
    hem_left: Point
    hem_right: Point
    hem_centre: Point
    sleeve_left: SleeveLandmarks | None = None
    sleeve_right: SleeveLandmarks | None = None


@dataclass(frozen=True)
class TrousersLandmarks:
    """Landmarks of trousers or shorts; ``outer`` and ``inner`` are the two sides of a leg's end."""

    waist_left: Point
    waist_right: Point
    crotch: Point
    cuff_outer_left: Point
    cuff_inner_left: Point
    cuff_outer_right: Point
    cuff_inner_right: Point


@dataclass(frozen=True)
class SkirtLandmarks:
    """Landmarks of a skirt."""

    waist_left: Point
    waist_right: Point
    hem_left: Point
    hem_right: Point


_T = TypeVar("_T", TopLandmarks, TrousersLandmarks, SkirtLandmarks)
Vector = NDArray[np.float64]
"""An x and a y (2,)."""


def _moved(marks: _T, scale: Vector, offset: Vector) -> _T:
    """Scale positions about the origin, then shift them; absent ones stay absent."""

    def move(mark: Point | SleeveLandmarks | None) -> Point | SleeveLandmarks | None:
        if isinstance(mark, SleeveLandmarks):
            return SleeveLandmarks(move_point(mark.outer), move_point(mark.inner))
        return None if mark is None else move_point(mark)

    def move_point(mark: Point) -> Point:
        return Point(float(mark.x * scale[0] + offset[0]), float(mark.y * scale[1] + offset[1]))

    values: dict[str, Any] = {f.name: move(getattr(marks, f.name)) for f in fields(marks)}
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

    @property
    def middle(self) -> Points:
        """Samples (N, 2) half-way between the edges."""
        return np.asarray((self.left + self.right) / 2)

    @property
    def length(self) -> float:
        """Length of the middle line."""
        return float(np.linalg.norm(np.diff(self.middle, axis=0), axis=1).sum())

    @property
    def width(self) -> float:
        """Median distance between the edges."""
        return float(np.median(np.linalg.norm(self.left - self.right, axis=1)))

    def at(self, places: Points) -> Strip:
        """Sample the tube at ``places`` (M,), measured along the middle line from the root.

        Places past the end continue straight on, in the direction and width of the last stretch.
        """
        along = _ways(self.middle)
        return Strip(_along(self.left, along, places), _along(self.right, along, places))

    def by_edges(self, left_length: float, right_length: float, count: int) -> Strip:
        """Sample each edge evenly along itself, ``count`` times up to its own length.

        Cross-sections then turn as they must where one edge is longer than the other, as a
        sleeve's do around the armpit. An edge continues straight on past its end.
        """
        edges = (self.left, left_length), (self.right, right_length)
        left, right = (
            _along(edge, _ways(edge), np.asarray(np.linspace(0.0, length, count), np.float64))
            for edge, length in edges
        )
        return Strip(left, right)

    @property
    def edge_lengths(self) -> tuple[float, float]:
        """Lengths of the left and the right edge."""
        return float(_ways(self.left)[-1]), float(_ways(self.right)[-1])


def _ways(line: Points) -> NDArray[np.float64]:
    """Return how far each sample of a line (N, 2) lies along it."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    return np.concatenate([[0.0], np.cumsum(np.maximum(steps, 1e-6))])


def _along(edge: Points, along: Points, places: Points) -> Points:
    inside = np.stack([np.interp(places, along, edge[:, axis]) for axis in (0, 1)], axis=1)
    start = max(0, len(edge) - 3)
    direction = (edge[-1] - edge[start]) / max(along[-1] - along[start], 1e-6)
    beyond = np.maximum(places - along[-1], 0.0)
    return np.asarray(inside + beyond[:, None] * direction)


def narrowest_station(torso: Strip) -> int:
    """Return which sample of a torso, not one of its ends, lies at its waist."""
    return 1 + int(np.argmin(np.linalg.norm(torso.left - torso.right, axis=1)[1:-1]))


def name_top(
    *,
    necks: Sequence[Vector],
    neckline: Vector,
    shoulders: Sequence[Vector],
    armpits: Sequence[Vector],
    torso: Strip,
    hem_centre: Vector,
    sleeves: Sequence[Strip | None],
) -> TopLandmarks:
    """Name what was measured of a top, worn or flat; pairs are given left one first."""
    ends = [
        None
        if sleeve is None
        else SleeveLandmarks(to_point(sleeve.left[-1]), to_point(sleeve.right[-1]))
        for sleeve in sleeves
    ]
    waist = narrowest_station(torso)
    return TopLandmarks(
        neck_left=to_point(necks[0]),
        neck_right=to_point(necks[1]),
        neck_centre=to_point(neckline),
        shoulder_left=to_point(shoulders[0]),
        shoulder_right=to_point(shoulders[1]),
        armpit_left=to_point(armpits[0]),
        armpit_right=to_point(armpits[1]),
        waist_left=to_point(torso.left[waist]),
        waist_right=to_point(torso.right[waist]),
        hem_left=to_point(torso.left[-1]),
        hem_right=to_point(torso.right[-1]),
        hem_centre=to_point(hem_centre),
        sleeve_left=ends[0],
        sleeve_right=ends[1],
    )


@dataclass(frozen=True, eq=False)
class TopFigure:
    """A top or dress: its landmarks, and samples of its outline.

    Attributes:
        landmarks: its named places.
        torso: both sides from the armpits to the hem.
        shoulders: both shoulder seams as one tube from the neck to the shoulders.
        sleeve_left, sleeve_right: the sleeves, None where there is none.
    """

    landmarks: TopLandmarks
    torso: Strip
    shoulders: Strip
    sleeve_left: Strip | None
    sleeve_right: Strip | None

    @property
    def chest(self) -> float:
        """Breadth of the torso: at the armpits and a little below them."""
        across = self.torso.left[:_CHEST] - self.torso.right[:_CHEST]
        return float(np.linalg.norm(across, axis=1).mean())

    def moved(self, scale: Vector, offset: Vector) -> TopFigure:
        """Scale about the origin, then shift."""
        left, right = (
            None if sleeve is None else sleeve.moved(scale, offset)
            for sleeve in (self.sleeve_left, self.sleeve_right)
        )
        torso, shoulders = (strip.moved(scale, offset) for strip in (self.torso, self.shoulders))
        return TopFigure(_moved(self.landmarks, scale, offset), torso, shoulders, left, right)


@dataclass(frozen=True, eq=False)
class TrousersFigure:
    """Trousers: each leg is a tube from the waist down; its ``left`` edge is the outer one."""

    landmarks: TrousersLandmarks
    leg_left: Strip
    leg_right: Strip

    def moved(self, scale: Vector, offset: Vector) -> TrousersFigure:
        """Scale about the origin, then shift."""
        legs = self.leg_left.moved(scale, offset), self.leg_right.moved(scale, offset)
        return TrousersFigure(_moved(self.landmarks, scale, offset), *legs)


@dataclass(frozen=True, eq=False)
class SkirtFigure:
    """A skirt: one tube from waist to hem."""

    landmarks: SkirtLandmarks
    body: Strip

    def moved(self, scale: Vector, offset: Vector) -> SkirtFigure:
        """Scale about the origin, then shift."""
        return SkirtFigure(_moved(self.landmarks, scale, offset), self.body.moved(scale, offset))


Figure = TopFigure | TrousersFigure | SkirtFigure
