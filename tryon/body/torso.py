"""The torso in a worn top or dress: shoulders, neck, armpits and both sides.

Where bare arms or the background lie beside the cloth, its edges are the torso's; where a sleeve
joins it or an arm hides it, the proportions of an upright body are used (the armhole is about
0.4 shoulder widths deep; NASA-STD-3000, anthropometry).
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

_ARMPIT_DISTANCE = 0.77
"""Distance of an armpit from the axis, in half shoulder widths."""
_DEEPEST_GAP = 0.85
"""Greatest depth below the shoulder, in half shoulder widths, of a gap that begins at the armpit; a
deeper one lies below a wide sleeve and shows no more than the torso's side."""
_SHOULDER_DISTANCE = 0.82
"""Distance from the axis at which a sleeve begins, in half shoulder widths."""
_BARE_SHOULDER_DISTANCES = (0.5, 1.0)
"""Least and greatest distance from the axis at which cloth without a sleeve ends, in half shoulder
widths."""
_SHOULDER_DEPTHS = (-0.7, 0.75)
"""Least and greatest depth of a shoulder below the region's top, in half shoulder widths."""
_STRAP_DROP = 0.2
"""Depth of the cloth's corner below the bare shoulder from which only a strap holds it, in half
shoulder widths."""
_SHOULDER_ROWS = (0.1, 0.3)
"""Depths below the shoulder between which the edge of sleeveless cloth is measured, in half
shoulder widths."""
_COLLAR_TOLERANCE = (0.3, 0.12)
"""How far above and below the expected base of the neck the cloth's edge is taken for a collar, and
not for a wide neckline, in half shoulder widths."""
_SKIN_TOLERANCE = (0.15, 0.15)
"""The same for the bare slope beside the neck."""
_ARMHOLE_ROWS = (0.2, 0.65)
"""Depths below the shoulder between which an armhole is open, in half shoulder widths."""
_SIDE_PROFILE = ((0.0, 0.8), (0.85, 0.78), (1.8, 0.74), (2.6, 0.84), (9.0, 0.95))
"""Depth below the shoulder and half the torso's width there, in half shoulder widths."""
_SLIMMEST_TORSO = 0.55
"""Least half width of a torso, in expected ones: with less, a hand or bag must hide it."""


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
        """Return its pixels (h, w) from the shoulders, raised by ``lift`` pixels, to the hem."""
        offset = np.array([0.0, lift])
        shoulders, necks = (
            marks.map(lambda mark: mark - offset) for marks in (self.shoulders, self.necks)
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
        """Measure all of the torso."""
        guesses = Pair.of(lambda side: self._shoulder(side, _SHOULDER_DISTANCE))
        self._is_bare = Pair.of(lambda side: self._is_sleeveless(side, guesses[side]))
        distances = Pair.of(lambda side: self._shoulder_distance(side, guesses[side]))
        shoulders = Pair.of(lambda side: self._shoulder(side, distances[side]))
        armpits = self._armpits(shoulders)
        necks = Pair.of(lambda side: self._neck(side, shoulders[side]))
        torso = self._torso_strip(shoulders, armpits, self._hem_y())
        return WornTorso(shoulders, armpits, necks, self._neckline(necks), torso)

    def _shoulder_distance(self, side: Side, shoulder: Vector) -> float:
        """Return the shoulder's distance from the axis, in half shoulder widths.

        Without a sleeve, it lies where the cloth ends.
        """
        if not self._is_bare[side]:
            return _SHOULDER_DISTANCE
        first, last = (int(shoulder[1] + depth * self._half_shoulder) for depth in _SHOULDER_ROWS)
        edges = [self._frame.outer_edge(side, y) for y in range(max(first, 0), last)]
        distances = [abs(x - self._axis[self._top]) for x in edges if x is not None]
        if not distances or self._is_strap(side, float(np.median(distances))):
            return _SHOULDER_DISTANCE
        return float(np.clip(np.median(distances) / self._half_shoulder, *_BARE_SHOULDER_DISTANCES))

    def _is_strap(self, side: Side, distance: float) -> bool:
        """Whether the cloth's corner, at a distance from the axis, lies well below the shoulder."""
        x = self._axis[self._top] + side.outward * (distance - 0.05 * self._half_shoulder)
        column = int(np.clip(x, 0, len(self._outline) - 1))
        cloth_y = top_outline(self._region)[column]
        return bool(cloth_y - self._outline[column] > _STRAP_DROP * self._half_shoulder)

    def _shoulder(self, side: Side, distance: float) -> Vector:
        """Return the upper outline's point at ``distance`` half shoulder widths from the axis."""
        x = self._frame.x(self._top, side, distance)
        columns = np.arange(int(x) - 2, int(x) + 3)
        ys = self._outline[np.clip(columns, 0, len(self._outline) - 1)]
        ys = ys[np.isfinite(ys)]
        low, high = (self._top + depth * self._half_shoulder for depth in _SHOULDER_DEPTHS)
        y = float(np.median(ys)) if len(ys) else self._top + 0.25 * self._half_shoulder
        if not low <= y <= high:
            y = self._top + 0.25 * self._half_shoulder
        return np.array([x, y])

    def _is_sleeveless(self, side: Side, shoulder: Vector) -> bool:
        """Whether bare arm lies right beside the cloth from the shoulder to the armpit."""
        first, last = (int(shoulder[1] + depth * self._half_shoulder) for depth in _ARMHOLE_ROWS)
        width = max(2, round(0.06 * self._half_shoulder))
        is_arm_beside = []
        for y in range(max(first, 0), min(last, self._region.shape[0])):
            edge = self._frame.outer_edge(side, y)
            if edge is not None:
                beyond = slice(edge + 1, edge + 1 + width)
                if side is Side.LEFT:
                    beyond = slice(max(edge - width, 0), edge)
                is_arm_beside.append(bool(self._arms[y, beyond].any()))
        return bool(is_arm_beside and np.mean(is_arm_beside) > 0.6)

    def _armpits(self, shoulders: Pair[Vector]) -> Pair[Vector]:
        """Find both armpits, at one depth below the shoulders so that stripes stay level."""
        found = Pair.of(lambda side: self._armpit(side, shoulders[side]))
        depth = float(np.mean([found[side][1] - shoulders[side][1] for side in Side]))
        return Pair.of(lambda side: np.array([found[side][0], shoulders[side][1] + depth]))

    def _armpit(self, side: Side, shoulder: Vector) -> Vector:
        """Find the top of the gap between arm and torso; without one, go by proportion."""
        half_shoulder = self._half_shoulder
        deepest = shoulder[1] + _DEEPEST_GAP * half_shoulder
        y = min(shoulder[1] + ARMPIT_DEPTH * half_shoulder, 0.6 * self._bottom + 0.4 * self._top)
        x = self._frame.x(y, side, _ARMPIT_DISTANCE)
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
                distance = sign * (edge - self._axis[y]) / self._half_shoulder
                beyond = (
                    self._body[y, : int(start)] if side is Side.LEFT else self._body[y, int(end) :]
                )
                if 0.6 < distance < 1.0 and beyond.any():
                    return np.array([edge, y])
        return None

    def _neck(self, side: Side, shoulder: Vector) -> Vector:
        """Find the base of the neck by skin or collar, else by the typical slope of shoulders."""
        x = self._frame.x(self._top, side, 0.4) + self._neck_x - self._axis[self._top]
        column = int(np.clip(x, 0, len(self._outline) - 1))
        expected_y = shoulder[1] - 0.42 * abs(x - shoulder[0])
        collar = top_outline(self._region)[column], _COLLAR_TOLERANCE
        skin = self._outline[column], _SKIN_TOLERANCE
        for seen_y, tolerance in (skin, collar):
            above, below = (limit * self._half_shoulder for limit in tolerance)
            if np.isfinite(seen_y) and expected_y - above < seen_y < expected_y + below:
                return np.array([x, float(seen_y)])
        return np.array([x, expected_y])

    def _neckline(self, necks: Pair[Vector]) -> Vector:
        """Find the lowest point of the worn neckline: the region's upper edge below the face."""
        middle = (necks.left + necks.right) / 2
        column = int(np.clip(middle[0], 2, self._region.shape[1] - 3))
        ys = top_outline(self._region[:, column - 2 : column + 3])
        y = float(np.nanmedian(ys)) if np.isfinite(ys).any() else float(middle[1])
        return np.array([middle[0], y])

    def _hem_y(self) -> float:
        """Return the y just below the hem, measured around the axis."""
        middle = int(self._axis[self._bottom])
        half_band = max(2, int(0.55 * self._half_shoulder))
        columns = self._region[:, max(0, middle - half_band) : middle + half_band + 1]
        bottoms = columns.shape[0] - 1 - np.argmax(columns[::-1], axis=0)
        bottoms = bottoms[columns.any(axis=0)]
        return float(np.percentile(bottoms, 80)) + 1.0 if len(bottoms) else float(self._bottom)

    def _torso_strip(
        self,
        shoulders: Pair[Vector],
        armpits: Pair[Vector],
        hem: float,
    ) -> Strip:
        """Sample both sides from the armpits to the hem."""
        edges = []
        for side in Side:
            end_y = max(hem, armpits[side][1] + 0.2 * self._half_shoulder)
            ys = np.linspace(armpits[side][1], end_y, STATIONS)
            last = min(int(end_y), self._region.shape[0] - 1)
            rows = np.arange(int(armpits[side][1]), last + 1)
            xs = self._side_edge(side, rows, shoulders[side][1])
            edge_xs = np.interp(ys, rows, xs)
            edge_xs[0] = armpits[side][0]
            edges.append(np.stack([edge_xs, ys], axis=1))
        return Strip(edges[0], edges[1])

    def _side_edge(self, side: Side, rows: NDArray[np.intp], shoulder_y: float) -> Points:
        """Return the x (N,) of the torso's side; where an arm hides or joins it, by proportions."""
        profile_depths, profile_widths = np.array(_SIDE_PROFILE).T
        expected = self._half_shoulder * np.interp(
            (rows - shoulder_y) / self._half_shoulder, profile_depths, profile_widths
        )
        sign = side.outward
        distances = np.full(len(rows), np.nan)
        for i, y in enumerate(rows):
            torso_runs = [
                run
                for run in row_runs(self._region[y])
                if run[1] > self._axis[y] - 0.7 * expected[i]
                and run[0] < self._axis[y] + 0.7 * expected[i]
            ]
            if not torso_runs:
                continue
            edge = float(
                min(run[0] for run in torso_runs)
                if side is Side.LEFT
                else max(run[1] for run in torso_runs)
            )
            distance = sign * (edge - self._axis[y])
            column = int(np.clip(edge + 2 * sign, 0, self._region.shape[1] - 1))
            is_bare = self._is_bare[side]
            is_seen = is_bare or distance >= 0.8 * expected[i] or not self._arms[y, column]
            if not is_seen or distance < _SLIMMEST_TORSO * expected[i]:
                continue
            is_torso_edge = is_bare or self._frame.is_apart(y, side, edge)
            limit = (
                1.25 if (y - shoulder_y) < 2.4 * self._half_shoulder and not is_torso_edge else 2.2
            )
            is_sleeve = not is_torso_edge and self._is_sleeve(y, side, distance, expected[i])
            if distance <= limit * expected[i] and not is_sleeve:
                distances[i] = distance
        known = np.isfinite(distances)
        known[len(known) - len(known) // 12 :] = False  # a hem rounds off at its corners
        if known.sum() >= 3:
            depths = (rows - rows[0]) / self._half_shoulder
            distances = expected * _smooth_ratio(distances / expected, depths, known)
        else:
            distances = expected
        return np.asarray(self._axis[rows] + sign * distances)

    def _is_sleeve(self, y: int, side: Side, distance: float, expected: float) -> bool:
        """Whether what lies beyond the expected side is a sleeve: a bare arm comes out below it."""
        if distance < 1.06 * expected:
            return False
        ends = sorted(
            self._axis[y] + side.outward * half_width for half_width in (expected, distance)
        )
        first, last = (int(np.clip(x, 0, self._arms.shape[1] - 1)) for x in ends)
        below = self._arms[y : y + int(1.2 * self._half_shoulder), first : last + 1]
        return bool(below.any(axis=0).mean() > 0.5)


def _smooth_ratio(
    ratio: NDArray[np.float64], depths: NDArray[np.float64], known: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Fit a smooth curve to the known ratios; far from all of them it returns to 1.

    Cloth hangs in smooth lines and a label map's edge is ragged; a side that follows every notch
    would bend stripes.
    """
    filtered = median_filter(ratio[known], size=9, mode="nearest")
    degree = 2 if np.ptp(depths[known]) > 0.6 else 0
    curve = np.polyval(np.polyfit(depths[known], filtered, degree), depths)
    smooth = np.clip(np.asarray(curve, dtype=np.float64), filtered.min(), filtered.max())
    depth_to_known = np.min(np.abs(depths[:, None] - depths[known][None]), axis=1)
    return np.asarray(1.0 + (smooth - 1.0) * np.exp(-depth_to_known))
