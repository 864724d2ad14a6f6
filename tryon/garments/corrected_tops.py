"""Reshaping a top or dress to landmarks that were moved: torso, shoulders and sleeves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.garments.corrections import Correction
from tryon.garments.flat_top import measure_sleeves
from tryon.garments.reshape import nearest_on_edge, reshape_edge, side_between
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

_ON_SIDE = 0.02
"""Greatest distance of a measured waist from a side on which it lies, in heights of the side."""
_SAME_END = 0.5
"""Greatest distance between two ends of a sleeve that count as one, in widths of the end."""
_TORSO_MARGIN = 0.03
"""Distance from the torso within which no sleeve is looked for, in widths of the torso."""
_NEW_SLEEVE = 0.6
"""Length of a sleeve that the silhouette does not show, in heights of the armhole."""


@dataclass(frozen=True, eq=False)
class CorrectedTop:
    """A top whose landmarks were moved, in pixels of its mask.

    Attributes:
        measured: its figure as measured.
        correction: says which sleeves there are.
        moved: landmarks that were moved, by name.
        mask: the garment (H, W).
        is_flat: whether it is of a product photo, not taken off a person.
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
        torso = Strip(self._torso_edge(Side.LEFT), self._torso_edge(Side.RIGHT))
        sleeves = Pair.of(lambda side: self._sleeve(side, torso))
        landmarks = replace(
            landmarks,
            sleeves=sleeve_ends(sleeves),
            waists=Pair.of(lambda side: self._waist(side, torso) or landmarks.waists[side]),
        )
        return TopFigure(landmarks, torso, self._seams(), sleeves)

    def _place_of(self, name: PointName) -> Vector:
        return self.moved.get(name, named_points(self.measured.landmarks)[name].position)

    def _is_moved(self, *names: PointName) -> bool:
        return not self.moved.keys().isdisjoint(names)

    def _torso_edge(self, side: Side) -> Points:
        """Reshape one side of the torso, from armpit to hem through the waist."""
        edge = self.measured.torso.edge(side)
        armpit, waist, hem = ARMPITS[side], WAISTS[side], HEMS[side]
        if not self._is_moved(armpit, waist, hem):
            return edge
        names = (armpit, waist, hem) if self._is_moved(waist) else (armpit, hem)
        stops = np.stack([self._place_of(name) for name in names])
        via = (
            self._place_of(waist) if self._is_moved(waist) or self._has_waist(side, edge) else None
        )
        if self.is_flat and (np.diff(stops[:, 1]) > 0).all():
            edge = side_between(edge, self.mask, stops, side=side)
            via = stops[1] if self._is_moved(waist) else None
        return reshape_edge(edge, count=STATIONS, root=stops[0], via=via, end=stops[-1])

    def _has_waist(self, side: Side, edge: Points) -> bool:
        """Whether the waist that was measured still lies on a side (N, 2) of the torso."""
        armpit, waist, hem = (self._place_of(names[side]) for names in (ARMPITS, WAISTS, HEMS))
        distance = np.linalg.norm(nearest_on_edge(edge, waist) - waist)
        return bool(armpit[1] < waist[1] < hem[1] and distance < _ON_SIDE * (hem[1] - armpit[1]))

    def _waist(self, side: Side, torso: Strip) -> Point | None:
        """Measure the waist again if the side was moved away from it; None if it can stay."""
        edge = torso.edge(side)
        is_side_moved = self._is_moved(ARMPITS[side], HEMS[side])
        if not is_side_moved or self._is_moved(WAISTS[side]) or self._has_waist(side, edge):
            return None
        return to_point(edge[narrowest_station(torso)])

    def _seams(self) -> Strip:
        if not self._is_moved(*NECKS, *SHOULDERS):
            return self.measured.shoulders
        return shoulder_seams(
            top_outline(self.mask), NECKS.map(self._place_of), SHOULDERS.map(self._place_of)
        )

    def _sleeve(self, side: Side, torso: Strip) -> Strip | None:
        """Reshape a sleeve from its armhole to its end; None if there is none."""
        has_sleeve = self.correction.sleeves[side]
        if has_sleeve is False:
            return None
        root = np.stack([self._place_of(SHOULDERS[side]), self._place_of(ARMPITS[side])])
        strip = self.measured.sleeves[side]
        if self._is_moved(SHOULDERS[side], ARMPITS[side]):
            reshaped = _with_root(strip, root)
            strip = self._sleeves_measured_again(torso)[side] if self.is_flat else reshaped
            if strip is not None and reshaped is not None and _have_same_end(strip, reshaped):
                strip = reshaped  # its end was not moved
        outer, inner = (self.moved.get(names[side]) for names in (SLEEVES_OUTER, SLEEVES_INNER))
        if strip is None:
            if not has_sleeve and outer is None and inner is None:
                return None
            strip = _new_sleeve(root, outward=side.outward)
        if outer is None and inner is None:
            return strip
        return Strip(_with_end(strip.left, outer), _with_end(strip.right, inner))

    def _sleeves_measured_again(self, torso: Strip) -> Pair[Strip | None]:
        shoulders, armpits = SHOULDERS.map(self._place_of), ARMPITS.map(self._place_of)
        axis = float(np.mean([armpit[0] for armpit in armpits]))
        # Parts of the body outside a side that the user moved must not become sleeves.
        margin = np.array([_TORSO_MARGIN * torso.width, 0.0]) * (np.arange(STATIONS) > 0)[:, None]
        body = Strip(torso.left - margin, torso.right + margin)
        return measure_sleeves(self.mask, body, shoulders, armpits, axis=axis)


def _have_same_end(first: Strip, second: Strip) -> bool:
    """Whether two sleeves end at about the same place."""
    offsets = [a[-1] - b[-1] for a, b in ((first.left, second.left), (first.right, second.right))]
    width = float(np.linalg.norm(second.left[-1] - second.right[-1]))
    return bool(np.linalg.norm(offsets, axis=1).max() < _SAME_END * width)


def _with_root(strip: Strip | None, root: NDArray[np.float64]) -> Strip | None:
    if strip is None:
        return None
    count = len(strip.left)
    return Strip(
        reshape_edge(strip.left, count=count, root=root[0]),
        reshape_edge(strip.right, count=count, root=root[1]),
    )


def _with_end(edge: NDArray[np.float64], end: Vector | None) -> NDArray[np.float64]:
    return edge if end is None else reshape_edge(edge, count=len(edge), end=end)


def _new_sleeve(root: NDArray[np.float64], *, outward: float) -> Strip:
    """Return a sleeve that the silhouette does not show: straight from the armhole (2, 2)."""
    armhole = root[1] - root[0]
    direction = _NEW_SLEEVE * np.array([outward * abs(armhole[1]), 0.5 * abs(armhole[1])])
    fractions = np.linspace(0.0, 1.0, STATIONS)[:, None]
    return Strip(root[0] + fractions * direction, root[1] + fractions * (direction - 0.2 * armhole))
