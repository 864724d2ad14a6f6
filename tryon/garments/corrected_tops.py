"""A top or dress with its landmarks where they were moved: torso, shoulders and sleeves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.garments.corrections import Correction
from tryon.garments.flat_top import measure_sleeves
from tryon.garments.reshape import nearest_on, reshape_edge, side_between
from tryon.geometry import HardMask, Points
from tryon.shape.figure import (
    Point,
    Strip,
    TopFigure,
    TopLandmarks,
    Vector,
    narrowest_station,
    sleeve_ends,
    to_point,
)
from tryon.shape.point_names import (
    ARMPITS,
    HEMS,
    NECKS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
    PointName,
    named_points,
    with_named_points,
)
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import STATIONS, shoulder_seams, top_outline

_OFF = 0.02
"""Distance from a side up to which a measured waist lies on it, in lengths of the side."""
_SAME_END = 0.2
"""Distance of the ends of two sleeves that count as one, in lengths of the sleeve."""
_ROOM = 0.03
"""Distance from the torso within which no sleeve is looked for, in widths of the torso."""
_NEW_SLEEVE = 0.6
"""Length of a sleeve that is first said to be there, in lengths of the armhole."""


@dataclass(frozen=True, eq=False)
class CorrectedTop:
    """A top whose landmarks were moved, in pixels of its mask.

    Attributes:
        measured: its figure as measured.
        correction: which sleeves there are.
        moved: landmarks that were moved, by name.
        mask: the garment (H, W).
        is_flat: tells a product photo from a garment that was taken off a body.
    """

    measured: TopFigure
    correction: Correction
    moved: Mapping[PointName, Vector]
    mask: HardMask
    is_flat: bool

    def figure(self) -> TopFigure:
        """Return the figure with its landmarks where they were moved."""
        named = {name: to_point(place) for name, place in self.moved.items()}
        landmarks = with_named_points(self.measured.landmarks, named)
        assert isinstance(landmarks, TopLandmarks)
        torso = Strip(self._edge(Side.LEFT), self._edge(Side.RIGHT))
        sleeves = Pair.of(lambda side: self._sleeve(side, torso))
        landmarks = replace(
            landmarks,
            sleeves=sleeve_ends(sleeves),
            waists=Pair.of(lambda side: self._waist(side, torso) or landmarks.waists[side]),
        )
        return TopFigure(landmarks, torso, self._seams(), sleeves)

    def _at(self, name: PointName) -> Vector:
        return self.moved.get(name, named_points(self.measured.landmarks)[name].position)

    def _is_moved(self, *names: PointName) -> bool:
        return not self.moved.keys().isdisjoint(names)

    def _edge(self, side: Side) -> Points:
        """Reshape one side of the torso, from armpit to hem through the waist."""
        edge = self.measured.torso.edge(side)
        armpit, waist, hem = ARMPITS[side], WAISTS[side], HEMS[side]
        if not self._is_moved(armpit, waist, hem):
            return edge
        names = (armpit, waist, hem) if self._is_moved(waist) else (armpit, hem)
        stops = np.stack([self._at(name) for name in names])
        via = self._at(waist) if self._is_moved(waist) or self._has_waist(side, edge) else None
        if self.is_flat and (np.diff(stops[:, 1]) > 0).all():
            edge = side_between(edge, self.mask, stops, side=side)
            via = stops[1] if self._is_moved(waist) else None
        return reshape_edge(edge, count=STATIONS, root=stops[0], via=via, end=stops[-1])

    def _has_waist(self, side: Side, edge: Points) -> bool:
        """Whether the waist that was measured still lies on a side (N, 2) of the torso."""
        armpit, waist, hem = (self._at(names[side]) for names in (ARMPITS, WAISTS, HEMS))
        away = np.linalg.norm(nearest_on(edge, waist) - waist)
        return bool(armpit[1] < waist[1] < hem[1] and away < _OFF * (hem[1] - armpit[1]))

    def _waist(self, side: Side, torso: Strip) -> Point | None:
        """Find the waist again where nobody moved it, but the side does not pass it any more."""
        edge = torso.edge(side)
        is_side_moved = self._is_moved(ARMPITS[side], HEMS[side])
        if not is_side_moved or self._is_moved(WAISTS[side]) or self._has_waist(side, edge):
            return None
        return to_point(edge[narrowest_station(torso)])

    def _seams(self) -> Strip:
        if not self._is_moved(*NECKS, *SHOULDERS):
            return self.measured.shoulders
        return shoulder_seams(top_outline(self.mask), NECKS.map(self._at), SHOULDERS.map(self._at))

    def _sleeve(self, side: Side, torso: Strip) -> Strip | None:
        """Reshape a sleeve from its armhole to its end; None if there is none."""
        is_wanted = self.correction.sleeves[side]
        if is_wanted is False:
            return None
        root = np.stack([self._at(SHOULDERS[side]), self._at(ARMPITS[side])])
        strip = self.measured.sleeves[side]
        if self._is_moved(SHOULDERS[side], ARMPITS[side]):
            rooted = _rooted(strip, root)
            strip = self._measured_again(torso)[side] if self.is_flat else rooted
            if strip is not None and rooted is not None and _ends_alike(strip, rooted):
                strip = rooted  # nobody touched its end
        outer, inner = (self.moved.get(names[side]) for names in (SLEEVES_OUTER, SLEEVES_INNER))
        if strip is None:
            if not is_wanted and outer is None and inner is None:
                return None
            strip = _straight(root, outward=side.outward)
        if outer is None and inner is None:
            return strip
        return Strip(_ended(strip.left, outer), _ended(strip.right, inner))

    def _measured_again(self, torso: Strip) -> Pair[Strip | None]:
        shoulders, armpits = SHOULDERS.map(self._at), ARMPITS.map(self._at)
        axis = float(np.mean([armpit[0] for armpit in armpits]))
        # What remains of the body beside a side that was drawn by hand is no sleeve.
        room = np.array([_ROOM * torso.width, 0.0]) * (np.arange(STATIONS) > 0)[:, None]
        body = Strip(torso.left - room, torso.right + room)
        return measure_sleeves(self.mask, body, shoulders, armpits, axis=axis)


def _ends_alike(first: Strip, second: Strip) -> bool:
    """Whether two sleeves end at about the same place."""
    away = [a[-1] - b[-1] for a, b in ((first.left, second.left), (first.right, second.right))]
    return bool(np.linalg.norm(away, axis=1).max() < _SAME_END * second.length)


def _rooted(strip: Strip | None, root: NDArray[np.float64]) -> Strip | None:
    if strip is None:
        return None
    count = len(strip.left)
    return Strip(
        reshape_edge(strip.left, count=count, root=root[0]),
        reshape_edge(strip.right, count=count, root=root[1]),
    )


def _ended(edge: NDArray[np.float64], end: Vector | None) -> NDArray[np.float64]:
    return edge if end is None else reshape_edge(edge, count=len(edge), end=end)


def _straight(root: NDArray[np.float64], *, outward: float) -> Strip:
    """Begin a sleeve where the silhouette shows none: straight away from the armhole (2, 2)."""
    armhole = root[1] - root[0]
    away = _NEW_SLEEVE * np.array([outward * abs(armhole[1]), 0.5 * abs(armhole[1])])
    shares = np.linspace(0.0, 1.0, STATIONS)[:, None]
    return Strip(root[0] + shares * away, root[1] + shares * (away - 0.2 * armhole))
