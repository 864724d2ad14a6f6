"""The torso in a worn top or dress: shoulders, neck, armpits and both sides.

Its frame are the joints; where the photo shows its edge, that edge counts, and where an arm, hair
or a bag hides it, the proportions of a torso.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.division import CORE
from tryon.body.skeleton import Skeleton
from tryon.body.under_hem import lower_side
from tryon.body.view import RegionView
from tryon.geometry import Box, HardMask, Points
from tryon.labels import IN_FRONT, Label
from tryon.late import ndimage
from tryon.pixels.masks import filled_polygon, row_runs
from tryon.shape.figure import Strip, Vector
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import SEAM_STATIONS, STATIONS, top_outline

RISE = ((0.4, 0.42), (0.6, 0.3), (0.82, 0.225), (1.0, 0.16), (1.1, 0.1), (1.2, 0.0))
"""Distance from the neck's middle and height of the body's outline above the shoulders' line there,
in half shoulder breadths: medians over 55 people."""
_SHOULDER = 0.85
"""Distance of the armhole's upper end from the neck's middle, in half shoulder breadths."""
_NECK = 0.42
"""The same of the place where a shoulder seam meets the neck."""
_RIDGE = [distance for distance, _ in RISE]
_SEAM = np.linspace(_NECK, _SHOULDER, SEAM_STATIONS).tolist()
_ARMPIT = 0.86, 0.5
"""Distance of an armpit from the axis, and its depth below the shoulders' line."""
_RAISED = 0.34
"""How far an armpit moves up with an arm that is raised overhead."""
_HIGHEST_GAP, _DEEPEST_GAP = 0.3, 0.75
"""Depths between which the top of a gap beside the torso is the armpit."""
_OUTLINE_TOLERANCE = 0.12, 0.25
"""How far above and below where it is expected the outline on the shoulders is believed: above lies
the neck."""
_PROFILE = ((-0.2, 0.9), (0.4, 0.88), (0.9, 0.85), (1.9, 0.82), (2.9, 0.95), (5.0, 1.08))
"""Depth below the shoulders' line and half the torso's width there."""
_SLIMMEST, _WIDEST = 0.6, 2.1
"""Half widths between which a seen edge is believed, in expected ones."""
_HEM_BAND = 0.6
"""How far from the axis a hem is measured."""
_OPEN = 0.35
"""How much farther down both fronts of a jacket reach that hangs open."""
_DEPTH_OF_CHEST = 0.65
"""Half the depth of a torso, in half widths: what a body turned aside shows of it."""


@dataclass(frozen=True, eq=False)
class WornTorso:
    """Places (2,) on a worn torso, in pixels of the view.

    Attributes:
        shoulders: upper ends of the armholes.
        armpits: lower ends of the armholes.
        necks: where the shoulder seams meet the neck.
        neckline: lowest point of the worn neckline.
        strip: both sides from the armpits to the hem.
        seams: shoulder seams, from the neck to the shoulders.
        ridge: the body's outline (N, 2) over each shoulder, from the neck to the arm.
        body: the same of the body in it, no wider than a body is or than the clothes are.
        neck_x: the middle of the neck where both its sides show; None if they do nowhere.
    """

    shoulders: Pair[Vector]
    armpits: Pair[Vector]
    necks: Pair[Vector]
    neckline: Vector
    strip: Strip
    seams: Strip
    ridge: Pair[Points]
    body: Strip
    neck_x: float | None

    def drawn(
        self, shape: tuple[int, ...], *, lift: float = 0.0, is_bare: bool = False
    ) -> HardMask:
        """Return its pixels (h, w) from the shoulders, raised by ``lift`` pixels, to the hem.

        With ``is_bare``, those of the body in it.
        """
        strip = self.body if is_bare else self.strip
        offset = np.array([0.0, lift])
        shoulders, necks = (
            marks.map(lambda mark: mark - offset) for marks in (self.shoulders, self.necks)
        )
        left = np.array([self.armpits.left, shoulders.left, necks.left])
        right = np.array([necks.right, shoulders.right, self.armpits.right])
        corners = [strip.left[::-1], left, right, strip.right]
        return filled_polygon(shape, np.concatenate(corners))


def torso_core(skeleton: Skeleton, shape: tuple[int, int]) -> HardMask:
    """Return the middle of a torso (h, w), which is torso whatever the photo shows there."""
    rows = np.arange(int(skeleton.middle[1]), int(skeleton.pelvis[1]) + 1)
    axis = np.interp(rows, np.arange(shape[0]), skeleton.axis(shape[0]))
    half = CORE * _half_widths(skeleton, rows)
    left, right = (np.stack([axis + sign * half, rows], axis=1) for sign in (-1.0, 1.0))
    return filled_polygon(shape, np.concatenate([left, right[::-1]]))


def raised(skeleton: Skeleton, side: Side) -> float:
    """Return how far an arm is raised: 0 up to 60 degrees from hanging down, 1 overhead."""
    arm = skeleton.elbows[side] - skeleton.shoulders[side]
    down = float(arm[1]) / max(float(np.linalg.norm(arm)), 1e-6)
    return max(0.0, (0.5 - down) / 1.5)


def _shown_width(skeleton: Skeleton) -> float:
    """Return the width that a body turned aside shows, in widths of one turned to the front."""
    shown = min(1.0, skeleton.breadth / skeleton.unit)
    return float(np.hypot(shown, _DEPTH_OF_CHEST * np.sqrt(1 - shown**2)))


def _half_widths(skeleton: Skeleton, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return half the width (N,) of a torso in some rows."""
    depths, halves = np.array(_PROFILE).T
    depth = (rows - skeleton.middle[1]) / skeleton.unit
    return np.asarray(skeleton.unit * _shown_width(skeleton) * np.interp(depth, depths, halves))


class TorsoMeasure:
    """Measures a torso step by step.

    Args:
        view: the person.
        region: the clothes (h, w) on torso and arms.
        skeleton: the person's bones.
        torso: what of them (h, w) belongs to the torso.
        before: sleeved forearms (h, w) in front of it.
    """

    def __init__(
        self,
        view: RegionView,
        region: HardMask,
        skeleton: Skeleton,
        torso: HardMask,
        before: HardMask,
    ) -> None:
        self._view, self._region, self._skeleton, self._torso = view, region, skeleton, torso
        self._axis = skeleton.axis(region.shape[0])
        self._unit = skeleton.unit
        self._outline = top_outline(region | view.arms | view.mask(Label.TORSO_SKIN))
        self._hides, self._before = view.mask(*IN_FRONT) | view.others, before
        self._turned = _shown_width(skeleton)

    def measure(self) -> WornTorso:
        """Measure all of the torso."""
        shoulders = Pair.of(lambda side: self._on_shoulders(side, _SHOULDER))
        necks = Pair.of(lambda side: self._on_shoulders(side, _NECK))
        armpits = Pair.of(self._armpit)
        strip = self._strip(armpits, self._hem_y())
        ridge, seams = (self._along_shoulders(distances) for distances in (_RIDGE, _SEAM))
        return WornTorso(
            shoulders=shoulders,
            armpits=armpits,
            necks=necks,
            neckline=self._neckline(necks),
            strip=strip,
            seams=Strip(*seams),
            ridge=ridge,
            body=self._without_ease(strip),
            neck_x=self._neck_x(necks),
        )

    def expected(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return half the width (N,) of a torso in some rows."""
        return _half_widths(self._skeleton, rows)

    def _along_shoulders(self, distances: Sequence[float]) -> Pair[Points]:
        """Return the body's outline (N, 2) at distances from the neck's middle, on both sides."""
        return Pair.of(
            lambda side: np.array([self._on_shoulders(side, distance) for distance in distances])
        )

    def _on_shoulders(self, side: Side, distance: float) -> Vector:
        """Return the body's outline at a distance from the neck's middle."""
        skeleton = self._skeleton
        across = skeleton.shoulders[side] - skeleton.middle
        place = skeleton.middle + distance * across
        distances, rises = np.array(RISE).T
        expected = place[1] - self._unit * float(np.interp(distance, distances, rises))
        columns = np.arange(int(place[0]) - 2, int(place[0]) + 3)
        inside = columns[(columns >= 0) & (columns < len(self._outline))]
        ys = self._outline[inside]
        above, below = (tolerance * self._unit for tolerance in _OUTLINE_TOLERANCE)
        ys = ys[(ys > expected - above) & (ys < expected + below)]  # False for NaN
        y = float(np.median(ys)) if len(ys) else expected
        return np.array([place[0], y])

    def _armpit(self, side: Side) -> Vector:
        """Return the top of the gap between arm and torso; without one, go by proportion."""
        skeleton, unit = self._skeleton, self._unit
        shoulder = skeleton.shoulders[side]
        aside, depth = _ARMPIT
        y = shoulder[1] + unit * (depth - _RAISED * raised(skeleton, side))
        row = int(np.clip(y, 0, len(self._axis) - 1))
        x = self._axis[row] + side.outward * unit * self._turned * aside
        gap = self._gap(side)
        if gap is not None:
            limit = _DEEPEST_GAP * unit + shoulder[1]
            if gap[1] <= limit:
                return gap
            x = 0.5 * x + 0.5 * gap[0]
        return np.array([x, y])

    def _gap(self, side: Side) -> Vector | None:
        """Find the highest place at which neither cloth nor skin joins an arm to the torso."""
        shoulder, unit = self._skeleton.shoulders[side], self._unit
        body, skin = self._region | self._view.arms, self._view.mask(Label.TORSO_SKIN)
        first, last = (int(shoulder[1] + depth * unit) for depth in (_HIGHEST_GAP, 2.0))
        sign = side.outward
        for y in range(max(0, first), min(last, body.shape[0] - 1)):
            expected = float(self.expected(np.array([y]))[0])
            for start, end in row_runs(body[y]):
                if not start <= self._axis[y] <= end:
                    continue
                edge = float(start if side is Side.LEFT else end)
                distance = sign * (edge - self._axis[y]) / expected
                beyond = body[y, : int(start)] if side is Side.LEFT else body[y, int(end) :]
                column = int(np.clip(edge + sign, 0, body.shape[1] - 1))
                if (
                    0.7 < distance < 1.3
                    and beyond.any()
                    and not self._hides[y, column]
                    and not skin[y, column]
                ):
                    return np.array([edge, float(y)])
        return None

    def _neckline(self, necks: Pair[Vector]) -> Vector:
        """Find the lowest point of the worn neckline: the region's upper edge below the face."""
        middle = (necks.left + necks.right) / 2
        column = int(np.clip(middle[0], 2, self._region.shape[1] - 3))
        ys = top_outline(self._region[:, column - 2 : column + 3])
        y = float(np.nanmedian(ys)) if np.isfinite(ys).any() else float(middle[1])
        return np.array([middle[0], y])

    def _neck_x(self, necks: Pair[Vector]) -> float | None:
        """Find the middle of the neck between chin and collar; hair and a scarf hide its sides."""
        face, hides = Box.around(self._view.face), self._hides
        if face is None:
            return None
        neck = self._view.mask(Label.TORSO_SKIN) & ~hides
        middles = []
        for y in range(max(0, face.bottom), int(min(necks.left[1], necks.right[1]))):
            for start, end in row_runs(neck[y]):
                if (
                    start <= face.right
                    and end >= face.left
                    and start > 0
                    and end < neck.shape[1]
                    and not (hides[y, start - 1] or hides[y, end])
                ):
                    middles.append((start + end) / 2)
        return float(np.median(middles)) if len(middles) > 2 else None

    def _hem_y(self) -> float:
        """Return the y just below the hem, around the axis or at the fronts of an open jacket."""
        bottom = int(np.flatnonzero(self._region.any(axis=1))[-1])
        across = (np.arange(self._region.shape[1]) - self._axis[bottom]) / self._unit
        middle = _lower_end(self._region[:, np.abs(across) <= _HEM_BAND])
        if middle is None:
            return float(bottom)
        fronts = []
        for side in Side:
            beside = side.outward * across
            fronts.append(_lower_end(self._torso[:, (beside > _HEM_BAND / 2) & (beside < 1)]))
        lower = min(middle if front is None else front for front in fronts)
        return 1.0 + (lower if lower > middle + _OPEN * self._unit else middle)

    def _strip(self, armpits: Pair[Vector], hem: float) -> Strip:
        """Sample both sides from the armpits to the hem."""
        edges = []
        for side in Side:
            end_y = max(hem, armpits[side][1] + 0.25 * self._unit)
            ys = np.linspace(armpits[side][1], end_y, STATIONS)
            first = int(np.clip(armpits[side][1], 0, self._region.shape[0] - 1))
            rows = np.arange(first, max(first + 1, min(int(end_y), self._region.shape[0] - 1) + 1))
            xs = np.interp(ys, rows, self._side_edge(side, rows))
            edges.append(np.stack([xs, ys], axis=1))
        return Strip(edges[0], edges[1])

    def _without_ease(self, strip: Strip) -> Strip:
        """Return the sides of the body in a worn torso."""
        edges = []
        for side in Side:
            edge = strip.edge(side).copy()
            rows = np.clip(edge[:, 1].astype(int), 0, len(self._axis) - 1)
            distance = side.outward * (edge[:, 0] - self._axis[rows])
            edge[:, 0] = self._axis[rows] + side.outward * np.minimum(distance, self.expected(rows))
            edges.append(edge)
        return Strip(edges[0], edges[1])

    def _side_edge(self, side: Side, rows: NDArray[np.intp]) -> Points:
        """Return the x (N,) of the torso's side."""
        sign, expected = side.outward, self.expected(rows)
        torso, width = self._torso, self._torso.shape[1]
        distances = np.full(len(rows), np.nan)
        for i, y in enumerate(rows):
            runs = row_runs(torso[y])
            runs = runs[
                (runs[:, 1] > self._axis[y] - 0.6 * expected[i])
                & (runs[:, 0] < self._axis[y] + 0.6 * expected[i])
            ]
            if not len(runs):
                continue
            edge = int(runs[:, 0].min() if side is Side.LEFT else runs[:, 1].max() - 1)
            distance = sign * (edge + 0.5 - self._axis[y])
            beside = int(np.clip(edge + 2 * sign, 0, width - 1))
            is_hidden = self._hides[y, beside] or not 1 < edge < width - 2
            if self._before[y, beside]:  # it goes on behind the forearm
                distance = max(distance, float(expected[i]))
            if not is_hidden and _SLIMMEST * expected[i] < distance < _WIDEST * expected[i]:
                distances[i] = distance
        known = np.isfinite(distances)
        known[len(known) - len(known) // 12 :] = False  # a hem rounds off at its corners
        if not known[len(known) // 2 :].any():
            waist = lower_side(self._view, side, int(rows[-1]), self._unit)
            if waist is not None:
                distances[-1], known[-1] = sign * (waist - self._axis[rows[-1]]), True
        if known.sum() >= 3:
            depths = (rows - rows[0]) / self._unit
            distances = expected * _smooth_ratio(distances / expected, depths, known)
        else:
            distances = expected
        return np.asarray(self._axis[rows] + sign * distances)


def _lower_end(columns: HardMask) -> float | None:
    """Return the row above which four of five columns (h, w) of a mask end; None if it is empty."""
    bottoms = columns.shape[0] - 1 - np.argmax(columns[::-1], axis=0)
    bottoms = bottoms[columns.any(axis=0)]
    return float(np.percentile(bottoms, 80)) if len(bottoms) else None


def _smooth_ratio(
    ratio: NDArray[np.float64], depths: NDArray[np.float64], known: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Fit a smooth curve to the known ratios; far from all of them it returns to 1.

    Cloth hangs in smooth lines and a label map's edge is ragged; a side that follows every notch
    would bend stripes.
    """
    filtered = ndimage.median_filter(ratio[known], size=9, mode="nearest")
    degree = 2 if np.ptp(depths[known]) > 0.6 else 0
    curve = np.polyval(np.polyfit(depths[known], filtered, degree), depths)
    smooth = np.clip(np.asarray(curve, dtype=np.float64), filtered.min(), filtered.max())
    depth_to_known = np.min(np.abs(depths[:, None] - depths[known][None]), axis=1)
    return np.asarray(1.0 + (smooth - 1.0) * np.exp(-depth_to_known))
