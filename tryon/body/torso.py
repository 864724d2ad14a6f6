"""The torso in a worn top or dress: shoulders, neck, armpits and both sides.

Where bare arms or the background lie beside the cloth, its own edges are the torso's; where a
sleeve joins it or an arm hides it, the proportions of an upright body answer (the armhole is about
0.4 shoulder breadths deep; NASA-STD-3000, anthropometry).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from tryon.body.body_frame import ARMPIT_DEPTH, BodyFrame
from tryon.geometry import HardMask, Points
from tryon.pixels.masks import filled_polygon, row_runs
from tryon.shape.figure import Strip, Vector
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import STATIONS, top_outline

_ARMPIT_REACH = 0.77
_DEEPEST_GAP = 0.85
"""A gap that begins deeper is one below a wide sleeve: the torso's side, not the armpit."""
_SHOULDER = 0.82
"""Where a sleeve begins, in half shoulder breadths."""
_BARE_SHOULDER = (0.5, 1.0)
"""Where cloth without a sleeve may end, in half shoulder breadths."""
_SHOULDER_HEIGHTS = (-0.7, 0.75)
"""Between which depths below the region's top a shoulder may lie, in half shoulder breadths."""
_STRAP_DROP = 0.2
"""Depth of a corner of cloth below the bare shoulder, from which only a strap holds it."""
_SHOULDER_ROWS = (0.1, 0.3)
"""Depths below the shoulder at which cloth is looked at for that, in half shoulder breadths."""
_COLLAR_REACH = (0.3, 0.12)
"""How far above and below the usual place of the neck's base cloth is taken for a collar and not
for a wide neckline, in half shoulder breadths."""
_SKIN_REACH = (0.15, 0.15)
"""The same for the bare slope beside the neck."""
_ARMHOLE_ROWS = (0.2, 0.65)
"""Depths below the shoulder between which an armhole is open, in half shoulder breadths."""
_SIDE_PROFILE = ((0.0, 0.8), (0.85, 0.78), (1.8, 0.74), (2.6, 0.84), (9.0, 0.95))
"""Distance below the shoulder and half breadth of the torso, in half shoulder breadths."""
_SLIMMEST_TORSO = 0.55
"""Breadth of a torso, in breadths of the usual one, below which a hand or bag must hide it."""


@dataclass(frozen=True, eq=False)
class WornTorso:
    """Places (2,) on a worn torso, in pixels of the view.

    Attributes:
        shoulders: upper ends of the armholes.
        armpits: lower ends of the armholes.
        necks: where the shoulder seams meet the neck.
        neckline: lowest point of the worn neckline.
        strip: both sides from the armpits to the hem.
    """

    shoulders: Pair[Vector]
    armpits: Pair[Vector]
    necks: Pair[Vector]
    neckline: Vector
    strip: Strip

    def drawn(self, shape: tuple[int, ...], *, lift: float = 0.0) -> HardMask:
        """Return its pixels (h, w) from the shoulder line, raised by ``lift``, to the hem."""
        up = np.array([0.0, lift])
        shoulders, necks = (
            marks.map(lambda mark: mark - up) for marks in (self.shoulders, self.necks)
        )
        left = np.array([self.armpits.left, shoulders.left, necks.left])
        right = np.array([necks.right, shoulders.right, self.armpits.right])
        corners = [self.strip.left[::-1], left, right, self.strip.right]
        return filled_polygon(shape, np.concatenate(corners))


class TorsoMeasure:
    """Measures a torso step by step; each step needs those before it."""

    def __init__(self, frame: BodyFrame) -> None:
        self._frame = frame
        self._region = frame.region
        self._arms = frame.arms
        self._body = frame.body
        self._outline = frame.outline
        self._top = frame.top
        self._bottom = frame.bottom
        self._neck_x = frame.neck_x
        self._axis = frame.axis
        self._half_shoulder = frame.half_shoulder
        self._is_bare = Pair(False, False)

    def measure(self) -> WornTorso:
        """Measure everything."""
        usual = Pair.of(lambda side: self._shoulder(side, _SHOULDER))
        self._is_bare = Pair.of(lambda side: self._is_sleeveless(side, usual[side]))
        reaches = Pair.of(lambda side: self._shoulder_reach(side, usual[side]))
        shoulders = Pair.of(lambda side: self._shoulder(side, reaches[side]))
        armpits = self._armpits(shoulders)
        necks = Pair.of(lambda side: self._neck(side, shoulders[side]))
        torso = self._torso(shoulders, armpits, self._hem())
        return WornTorso(shoulders, armpits, necks, self._neckline(necks), torso)

    def _shoulder_reach(self, side: Side, shoulder: Vector) -> float:
        """Return how far from the axis the shoulder lies: where cloth without a sleeve ends."""
        if not self._is_bare[side]:
            return _SHOULDER
        first, last = (int(shoulder[1] + depth * self._half_shoulder) for depth in _SHOULDER_ROWS)
        edges = [self._frame.outer_edge(side, y) for y in range(max(first, 0), last)]
        seen = [abs(x - self._axis[self._top]) for x in edges if x is not None]
        if not seen or self._is_strap(side, float(np.median(seen))):
            return _SHOULDER
        return float(np.clip(np.median(seen) / self._half_shoulder, *_BARE_SHOULDER))

    def _is_strap(self, side: Side, half: float) -> bool:
        """Whether the cloth's corner at ``half`` the breadth lies well below the bare shoulder."""
        x = self._axis[self._top] + side.outward * (half - 0.05 * self._half_shoulder)
        column = int(np.clip(x, 0, len(self._outline) - 1))
        cloth = top_outline(self._region)[column]
        return bool(cloth - self._outline[column] > _STRAP_DROP * self._half_shoulder)

    def _shoulder(self, side: Side, reach: float) -> Vector:
        """Find the upper outline above the torso's side."""
        x = self._frame.x(self._top, side, reach)
        columns = np.arange(int(x) - 2, int(x) + 3)
        seen = self._outline[np.clip(columns, 0, len(self._outline) - 1)]
        seen = seen[np.isfinite(seen)]
        low, high = (self._top + depth * self._half_shoulder for depth in _SHOULDER_HEIGHTS)
        y = float(np.median(seen)) if len(seen) else self._top + 0.25 * self._half_shoulder
        if not low <= y <= high:
            y = self._top + 0.25 * self._half_shoulder
        return np.array([x, y])

    def _is_sleeveless(self, side: Side, shoulder: Vector) -> bool:
        """Whether bare arm lies right beside the cloth from the shoulder to the armpit."""
        first, last = (int(shoulder[1] + depth * self._half_shoulder) for depth in _ARMHOLE_ROWS)
        near = max(2, round(0.06 * self._half_shoulder))
        beside = []
        for y in range(max(first, 0), min(last, self._region.shape[0])):
            edge = self._frame.outer_edge(side, y)
            if edge is not None:
                beyond = slice(edge + 1, edge + 1 + near)
                if side is Side.LEFT:
                    beyond = slice(max(edge - near, 0), edge)
                beside.append(bool(self._arms[y, beyond].any()))
        return bool(beside and np.mean(beside) > 0.6)

    def _armpits(self, shoulders: Pair[Vector]) -> Pair[Vector]:
        """Find both armpits and let them lie alike deep, so that stripes stay level."""
        found = Pair.of(lambda side: self._armpit(side, shoulders[side]))
        depth = float(np.mean([found[side][1] - shoulders[side][1] for side in Side]))
        return Pair.of(lambda side: np.array([found[side][0], shoulders[side][1] + depth]))

    def _armpit(self, side: Side, shoulder: Vector) -> Vector:
        """Find the top of the gap between arm and torso; without one, go by proportion."""
        half_shoulder = self._half_shoulder
        deepest = shoulder[1] + _DEEPEST_GAP * half_shoulder
        y = min(shoulder[1] + ARMPIT_DEPTH * half_shoulder, 0.6 * self._bottom + 0.4 * self._top)
        x = self._frame.x(y, side, _ARMPIT_REACH)
        if self._is_bare[side]:
            last = min(int(y + 0.5 * half_shoulder), self._region.shape[0] - 1)
            edge = self._side_edge(side, np.arange(int(y), last + 1), shoulder[1])
            return np.array([edge[0], y])
        gap = self._gap(
            side, shoulder[1] + 0.55 * half_shoulder, shoulder[1] + 1.35 * half_shoulder
        )
        if gap is not None:
            if gap[1] <= deepest:
                return gap
            x = 0.3 * x + 0.7 * gap[0]
        return np.array([x, y])

    def _gap(self, side: Side, first: float, last: float) -> Vector | None:
        """Find the highest place between two rows at which an arm is apart from the torso."""
        sign = side.outward
        for y in range(max(0, int(first)), min(int(last), self._body.shape[0] - 1)):
            for start, end in row_runs(self._body[y]):
                if not start <= self._axis[y] <= end:
                    continue
                edge = float(start if side is Side.LEFT else end)
                reach = sign * (edge - self._axis[y]) / self._half_shoulder
                beyond = (
                    self._body[y, : int(start)] if side is Side.LEFT else self._body[y, int(end) :]
                )
                if 0.6 < reach < 1.0 and beyond.any():
                    return np.array([edge, y])
        return None

    def _neck(self, side: Side, shoulder: Vector) -> Vector:
        """Find the base of the neck on the shoulder line; bare shoulders rise by habit."""
        x = self._frame.x(self._top, side, 0.4) + self._neck_x - self._axis[self._top]
        column = int(np.clip(x, 0, len(self._outline) - 1))
        usual = shoulder[1] - 0.42 * abs(x - shoulder[0])
        collar = top_outline(self._region)[column], _COLLAR_REACH
        skin = self._outline[column], _SKIN_REACH
        for own, reach in (skin, collar):
            above, below = (share * self._half_shoulder for share in reach)
            if np.isfinite(own) and usual - above < own < usual + below:
                return np.array([x, float(own)])
        return np.array([x, usual])

    def _neckline(self, necks: Pair[Vector]) -> Vector:
        """Find the lowest point of the worn neckline: the region's upper edge below the face."""
        middle = (necks.left + necks.right) / 2
        column = int(np.clip(middle[0], 2, self._region.shape[1] - 3))
        seen = top_outline(self._region[:, column - 2 : column + 3])
        y = float(np.nanmedian(seen)) if np.isfinite(seen).any() else float(middle[1])
        return np.array([middle[0], y])

    def _hem(self) -> float:
        middle = int(self._axis[self._bottom])
        reach = max(2, int(0.55 * self._half_shoulder))
        columns = self._region[:, max(0, middle - reach) : middle + reach + 1]
        bottoms = columns.shape[0] - 1 - np.argmax(columns[::-1], axis=0)
        bottoms = bottoms[columns.any(axis=0)]
        return float(np.percentile(bottoms, 80)) + 1.0 if len(bottoms) else float(self._bottom)

    def _torso(
        self,
        shoulders: Pair[Vector],
        armpits: Pair[Vector],
        hem: float,
    ) -> Strip:
        edges = []
        for side in Side:
            low = max(hem, armpits[side][1] + 0.2 * self._half_shoulder)
            ys = np.linspace(armpits[side][1], low, STATIONS)
            last = min(int(low), self._region.shape[0] - 1)
            rows = np.arange(int(armpits[side][1]), last + 1)
            xs = self._side_edge(side, rows, shoulders[side][1])
            at = np.interp(ys, rows, xs)
            at[0] = armpits[side][0]
            edges.append(np.stack([at, ys], axis=1))
        return Strip(edges[0], edges[1])

    def _side_edge(self, side: Side, rows: NDArray[np.intp], shoulder_y: float) -> Points:
        """Follow the torso's side; where an arm hides or joins it, keep to the proportions."""
        depth, half = np.array(_SIDE_PROFILE).T
        expected = self._half_shoulder * np.interp(
            (rows - shoulder_y) / self._half_shoulder, depth, half
        )
        sign = side.outward
        reaches = np.full(len(rows), np.nan)
        for i, y in enumerate(rows):
            inner = [
                run
                for run in row_runs(self._region[y])
                if run[1] > self._axis[y] - 0.7 * expected[i]
                and run[0] < self._axis[y] + 0.7 * expected[i]
            ]
            if not inner:
                continue
            edge = float(
                min(r[0] for r in inner) if side is Side.LEFT else max(r[1] for r in inner)
            )
            reach = sign * (edge - self._axis[y])
            column = int(np.clip(edge + 2 * sign, 0, self._region.shape[1] - 1))
            is_bare = self._is_bare[side]
            is_seen = is_bare or reach >= 0.8 * expected[i] or not self._arms[y, column]
            if not is_seen or reach < _SLIMMEST_TORSO * expected[i]:
                continue
            is_own = is_bare or self._frame.is_apart(y, side, edge)
            loose = 1.25 if (y - shoulder_y) < 2.4 * self._half_shoulder and not is_own else 2.2
            is_sleeve = not is_own and self._is_sleeve(y, side, reach, expected[i])
            if reach <= loose * expected[i] and not is_sleeve:
                reaches[i] = reach
        known = np.isfinite(reaches)
        known[len(known) - len(known) // 12 :] = False  # a hem rounds off at its corners
        if known.sum() >= 3:
            depths = (rows - rows[0]) / self._half_shoulder
            reaches = expected * _smooth_share(reaches / expected, depths, known)
        else:
            reaches = expected
        return np.asarray(self._axis[rows] + sign * reaches)

    def _is_sleeve(self, y: int, side: Side, reach: float, expected: float) -> bool:
        """Whether what lies beyond the expected side is a sleeve: a bare arm comes out below it."""
        if reach < 1.06 * expected:
            return False
        ends = sorted(self._axis[y] + side.outward * distance for distance in (expected, reach))
        first, last = (int(np.clip(x, 0, self._arms.shape[1] - 1)) for x in ends)
        below = self._arms[y : y + int(1.2 * self._half_shoulder), first : last + 1]
        return bool(below.any(axis=0).mean() > 0.5)


def _smooth_share(
    share: NDArray[np.float64], depths: NDArray[np.float64], known: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Fit a smooth side to ragged measurements, and let it fall back to 1 far from any of them.

    Cloth hangs in smooth lines and a label map's edge is ragged; a side that follows every notch
    would bend stripes.
    """
    trusted = median_filter(share[known], size=9, mode="nearest")
    degree = 2 if np.ptp(depths[known]) > 0.6 else 0
    curve = np.polyval(np.polyfit(depths[known], trusted, degree), depths)
    smooth = np.clip(np.asarray(curve, dtype=np.float64), trusted.min(), trusted.max())
    gap = np.min(np.abs(depths[:, None] - depths[known][None]), axis=1)
    return np.asarray(1.0 + (smooth - 1.0) * np.exp(-gap))
