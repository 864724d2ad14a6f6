"""Cutting a top or dress anew where its landmarks were moved: torso, shoulders and sleeves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryon.garments.corrections import Correction
from tryon.garments.flat_top import measure_sleeves
from tryon.garments.reshape import nearest_on, reshape_edge, side_between
from tryon.shape.figure import (
    SleeveLandmarks,
    Strip,
    TopFigure,
    TopLandmarks,
    Vector,
    narrowest_station,
    to_point,
)
from tryon.shape.point_names import SIDES, named_points, with_named_points
from tryon.shape.silhouette import STATIONS, shoulder_seams, top_outline

_OFF = 0.02
"""Distance from a side up to which a measured waist lies on it, in lengths of the side."""
_ALIKE = 0.2
"""Distance of the ends of two sleeves that count as one, in lengths of the sleeve."""
_ROOM = 0.03
"""Distance from the torso within which no sleeve is looked for, in widths of the torso."""
_NEW_SLEEVE = 0.6
"""Length of a sleeve that is first said to be there, in lengths of the armhole."""


@dataclass(frozen=True, eq=False)
class CorrectedTop:
    """A top that is cut anew, in pixels of its mask.

    Attributes:
        figure: as measured.
        correction: which sleeves there are.
        moved: landmarks that were moved, by name.
        mask: the garment (H, W).
        is_flat: tells a product photo from a garment that was taken off a body.
    """

    figure: TopFigure
    correction: Correction
    moved: Mapping[str, Vector]
    mask: NDArray[np.bool_]
    is_flat: bool

    def corrected(self) -> TopFigure:
        """Return the figure with its landmarks where they were moved."""
        named = {name: to_point(place) for name, place in self.moved.items()}
        landmarks = with_named_points(self.figure.landmarks, named)
        assert isinstance(landmarks, TopLandmarks)
        torso = Strip(self._side("left"), self._side("right"))
        left, right = (self._sleeve(side, torso) for side in SIDES)
        landmarks = replace(landmarks, sleeve_left=_ends(left), sleeve_right=_ends(right))
        landmarks = replace(landmarks, **self._waists(torso))
        return TopFigure(landmarks, torso, self._seams(), left, right)

    def _at(self, name: str) -> Vector:
        return self.moved.get(name, named_points(self.figure.landmarks)[name].position)

    def _is_moved(self, *names: str) -> bool:
        return not self.moved.keys().isdisjoint(names)

    def _side(self, side: str) -> NDArray[np.float64]:
        """Cut one side of the torso, from armpit to hem through the waist."""
        edge: NDArray[np.float64] = getattr(self.figure.torso, side)
        armpit, waist, hem = (f"{name}_{side}" for name in ("armpit", "waist", "hem"))
        if not self._is_moved(armpit, waist, hem):
            return edge
        names = (armpit, waist, hem) if self._is_moved(waist) else (armpit, hem)
        stops = np.stack([self._at(name) for name in names])
        via = self._at(waist) if self._is_moved(waist) or self._has_waist(side, edge) else None
        if self.is_flat and (np.diff(stops[:, 1]) > 0).all():
            edge = side_between(edge, self.mask, stops, is_left=side == "left")
            via = stops[1] if self._is_moved(waist) else None
        return reshape_edge(edge, count=STATIONS, root=stops[0], via=via, end=stops[-1])

    def _has_waist(self, side: str, edge: NDArray[np.float64]) -> bool:
        """Whether the waist that was measured still lies on a side (N, 2) of the torso."""
        armpit, waist, hem = (self._at(f"{name}_{side}") for name in ("armpit", "waist", "hem"))
        away = np.linalg.norm(nearest_on(edge, waist) - waist)
        return bool(armpit[1] < waist[1] < hem[1] and away < _OFF * (hem[1] - armpit[1]))

    def _waists(self, torso: Strip) -> dict[str, Any]:
        """Find the waist again where nobody moved it, but the side does not pass it any more."""
        narrowest = narrowest_station(torso)
        return {
            f"waist_{side}": to_point(getattr(torso, side)[narrowest])
            for side in SIDES
            if self._is_moved(f"armpit_{side}", f"hem_{side}")
            and not self._is_moved(f"waist_{side}")
            and not self._has_waist(side, getattr(torso, side))
        }

    def _seams(self) -> Strip:
        names = [f"{name}_{side}" for side in SIDES for name in ("neck", "shoulder")]
        if not self._is_moved(*names):
            return self.figure.shoulders
        necks = [self._at(f"neck_{side}") for side in SIDES]
        shoulders = [self._at(f"shoulder_{side}") for side in SIDES]
        return shoulder_seams(top_outline(self.mask), necks, shoulders)

    def _sleeve(self, side: str, torso: Strip) -> Strip | None:
        """Cut a sleeve from its armhole to its end; None if there is none."""
        is_wanted = getattr(self.correction, f"sleeve_{side}")
        if is_wanted is False:
            return None
        root = np.stack([self._at(f"shoulder_{side}"), self._at(f"armpit_{side}")])
        strip: Strip | None = getattr(self.figure, f"sleeve_{side}")
        if self._is_moved(f"shoulder_{side}", f"armpit_{side}"):
            rooted = _rooted(strip, root)
            strip = self._measured(torso)[side] if self.is_flat else rooted
            if strip is not None and rooted is not None and _ends_alike(strip, rooted):
                strip = rooted  # nobody touched its end
        outer, inner = (self.moved.get(f"sleeve_{edge}_{side}") for edge in ("outer", "inner"))
        if strip is None:
            if not is_wanted and outer is None and inner is None:
                return None
            strip = _straight(root, outward=-1.0 if side == "left" else 1.0)
        if outer is None and inner is None:
            return strip
        return Strip(_ended(strip.left, outer), _ended(strip.right, inner))

    def _measured(self, torso: Strip) -> dict[str, Strip | None]:
        places = [[self._at(f"{name}_{side}") for side in SIDES] for name in ("shoulder", "armpit")]
        axis = float(np.mean([armpit[0] for armpit in places[1]]))
        # What remains of the body beside a side that was drawn by hand is no sleeve.
        room = np.array([_ROOM * torso.width, 0.0]) * (np.arange(STATIONS) > 0)[:, None]
        body = Strip(torso.left - room, torso.right + room)
        return dict(zip(SIDES, measure_sleeves(self.mask, body, *places, axis=axis), strict=True))


def _ends(sleeve: Strip | None) -> SleeveLandmarks | None:
    if sleeve is None:
        return None
    return SleeveLandmarks(to_point(sleeve.left[-1]), to_point(sleeve.right[-1]))


def _ends_alike(first: Strip, second: Strip) -> bool:
    """Whether two sleeves end at about the same place."""
    away = [a[-1] - b[-1] for a, b in ((first.left, second.left), (first.right, second.right))]
    return bool(np.linalg.norm(away, axis=1).max() < _ALIKE * second.length)


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
