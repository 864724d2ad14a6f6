"""Landmarks of a worn top or dress and of the body in it, read from the label map.

The full region is more than its visible pixels: arms, hair and bags hide some of it, and a sleeve
that touches the torso has no outline of its own. Where the silhouette is silent, the proportions
of an upright body answer (shoulder breadth is about three face breadths, the armhole is about
0.4 shoulder breadths deep; NASA-STD-3000, anthropometry).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter, uniform_filter1d

from tryon.garments.arm_tube import arm_tube
from tryon.garments.figure import TopFigure, Tube, name_top
from tryon.garments.forearms import forearm_tube
from tryon.garments.silhouette import (
    STATIONS,
    filled_polygon,
    line_mask,
    part_at,
    row_runs,
    shoulder_seams,
    straight_limb_tube,
    top_outline,
    way_from,
)
from tryon.garments.view import RegionView
from tryon.geometry import HardMask, Points
from tryon.labels import Label

_ARMPIT_DEPTH = 0.65
_ARMPIT_REACH = 0.77
_DEEPEST_ARMPIT = 0.85
"""A gap that begins deeper is one below a wide sleeve: the torso's side, not the armpit."""
_SHOULDER = 0.82
"""Where a sleeve begins, in half shoulder breadths."""
_BARE_SHOULDER = (0.5, 1.0)
"""Where cloth without a sleeve may end, in half shoulder breadths."""
_SHOULDER_HEIGHTS = (-0.7, 0.75)
"""Between which depths below the region's top a shoulder may lie, in half shoulder breadths."""
_STRAP = 0.2
"""Depth of a corner of cloth below the bare shoulder, from which only a strap holds it."""
_SHOULDER_ROWS = (0.1, 0.3)
"""Depths below the shoulder at which that is measured, in half shoulder breadths."""
_COLLAR_REACH = (0.3, 0.12)
"""How far above and below the usual place of the neck's base cloth is taken for a collar and not
for a wide neckline, in half shoulder breadths."""
_SKIN_REACH = (0.15, 0.15)
"""The same for the bare slope beside the neck."""
_ARMHOLE_ROWS = (0.2, 0.65)
"""Depths below the shoulder between which an armhole is open, in half shoulder breadths."""
_LEAN = 0.12
"""How far the shoulders' middle may lie from the neck, in half breadths: more is a raised arm."""
_LEAST_SEEN = 0.25
"""Height over which both sides of the torso must be seen to be believed, in half breadths."""
_TORSO = 0.78
"""Half the breadth of the torso below the armpits, in half shoulder breadths."""
_SIDE_PROFILE = ((0.0, 0.8), (0.85, 0.78), (1.8, 0.74), (2.6, 0.84), (9.0, 0.95))
"""Distance below the shoulder and half breadth of the torso, in half shoulder breadths."""
_HAND = 0.55
"""Length of a hand, a little bent, in half shoulder breadths."""
_LONGEST_ARM = 3.1
"""From the shoulder to the wrist, in half shoulder breadths."""
_LEAST_ARM = 0.03
"""Area of bare skin, in squared half breadths, that tells an arm from anything sleeve-like."""
_SLIMMEST = 0.55
"""Breadth of a torso, in breadths of the usual one, below which a hand or bag must hide it."""
_NARROWEST_SLEEVE = 0.25
_SLEEVE_CAP = 0.015
"""Breadth, and area beside the upper armhole in squared half breadths, that make a sleeve; what
has less is the torso's own side."""
_WIDEST_ARMHOLE = 1.5
"""Breadth of a straight sleeve in lengths of its armhole, at most: else its side is its end."""
_LONG = 1.5
"""Length of what can only be a sleeve, in half shoulder breadths."""
_WIDEST_SLEEVE = 0.85
"""Breadth of a sleeve in which an arm is believed without a hand to be seen."""
_CUT_LIMB = 0.35
_ARM_STATIONS = 11
_ONWARD = 4.5
"""How far below the old hem the body is followed, in half shoulder breadths."""


@dataclass(frozen=True, eq=False)
class WornTop:
    """A worn top, and the body in it.

    Attributes:
        figure: landmarks and outline samples in pixels of the view.
        arms: both arms (left, right of the picture) from the shoulder to the wrist, bare or
            sleeved; None for an arm that cannot be followed.
        forearms: the sleeved forearms (h, w) that lie in front of the torso.
        limbs: both arms' pixels (h, w) outside the torso, hands included.
        onward: the torso continued past the old hem.
        trunk: the torso's pixels (h, w).
        lifted: the same with room for what lies on the shoulders.
        axis: x of the body's middle per row (h,).
        breadth: half the shoulder breadth, the scale of everything else.
    """

    figure: TopFigure
    arms: tuple[Tube | None, Tube | None]
    forearms: tuple[HardMask, HardMask]
    limbs: tuple[HardMask, HardMask]
    onward: Tube
    trunk: HardMask
    lifted: HardMask
    axis: NDArray[np.float64]
    breadth: float


class TopMeasure:
    """Measures a worn top or dress step by step; each step needs those before it.

    Args:
        view: the person.
        region: the clothes (h, w) to measure: what is worn on the torso and the arms.
    """

    def __init__(self, view: RegionView, region: HardMask) -> None:
        self._view = view
        self._region = region
        self._arms = view.arms
        self._body = self._region | self._arms
        rows = np.flatnonzero(self._region.any(axis=1))
        self._top, self._bottom = int(rows[0]), int(rows[-1])
        self._neck_x = self._find_neck_x()
        rough = self._rough_breadth()
        self._outline = top_outline(self._body | self._view.mask(Label.TORSO_SKIN))
        self._top = self._find_top(rough)
        self._axis = self._find_axis(rough)
        self._breadth, offset = self._find_breadth(rough)
        self._axis, self._breadth = self._centred(offset)
        self._is_bare = [False, False]

    def measure(self) -> WornTop:
        """Measure everything."""
        breadth = self._breadth
        usual = [self._shoulder(side, _SHOULDER) for side in (0, 1)]
        self._is_bare = [self._is_sleeveless(side, usual[side]) for side in (0, 1)]
        reaches = [self._shoulder_reach(side, usual[side]) for side in (0, 1)]
        shoulders = [self._shoulder(side, reaches[side]) for side in (0, 1)]
        armpits = self._armpits(shoulders)
        necks = [self._neck(side, shoulders[side]) for side in (0, 1)]
        hem = self._hem()
        torso = self._torso(shoulders, armpits, hem)
        lift = np.array([0.0, 0.25 * breadth])
        lifted = self._trunk(
            torso, armpits, [s - lift for s in shoulders], [n - lift for n in necks]
        )
        sleeves = [self._sleeve(side, lifted, shoulders[side], armpits[side]) for side in (0, 1)]
        limbs, arms = zip(
            *(self._arm(side, lifted, shoulders[side], armpits[side]) for side in (0, 1)),
            strict=True,
        )
        sleeves = [
            None if sleeve is not None and self._is_bare_beside(sleeve, limb) else sleeve
            for sleeve, limb in zip(sleeves, limbs, strict=True)
        ]
        trunk = self._trunk(torso, armpits, shoulders, necks)
        arms, forearms = self._with_forearms(arms, sleeves, trunk)
        seams = shoulder_seams(self._outline, necks, shoulders)
        landmarks = name_top(
            necks=necks,
            neckline=self._neckline(necks),
            shoulders=shoulders,
            armpits=armpits,
            torso=torso,
            hem_centre=torso.middle[-1],
            sleeves=sleeves,
        )
        return WornTop(
            figure=TopFigure(landmarks, torso, seams, sleeves[0], sleeves[1]),
            arms=arms,
            forearms=forearms,
            limbs=(limbs[0], limbs[1]),
            onward=self._onward(torso),
            trunk=trunk,
            lifted=lifted,
            axis=self._axis,
            breadth=breadth,
        )

    def _with_forearms(
        self,
        arms: Sequence[Tube | None],
        sleeves: Sequence[Tube | None],
        trunk: HardMask,
    ) -> tuple[tuple[Tube | None, Tube | None], tuple[HardMask, HardMask]]:
        """Lengthen arms that go on in front of the torso; give what of them lies there (h, w)."""
        tubes, drawn = list(arms), []
        for side, (arm, sleeve) in enumerate(zip(arms, sleeves, strict=True)):
            drawn.append(np.zeros_like(trunk))
            upper = arm or sleeve
            if upper is None or sleeve is None:
                continue
            forearm = forearm_tube(upper, self._arms, self._body, trunk, self._breadth)
            if forearm is None:
                continue
            left = np.concatenate([upper.left, forearm.left])
            right = np.concatenate([upper.right, forearm.right])
            tubes[side] = Tube(left, right)
            outline = np.concatenate([upper.left[-1:], forearm.left, forearm.right[::-1]])
            outline = np.concatenate([outline, upper.right[-1:]])
            drawn[side] = filled_polygon(trunk.shape, outline) & trunk
        return (tubes[0], tubes[1]), (drawn[0], drawn[1])

    def _trunk(
        self,
        torso: Tube,
        armpits: list[NDArray[np.float64]],
        shoulders: list[NDArray[np.float64]],
        necks: list[NDArray[np.float64]],
    ) -> HardMask:
        """Give the torso's pixels (h, w) from the shoulder line to the hem."""
        upper = [armpits[0], shoulders[0], necks[0]], [necks[1], shoulders[1], armpits[1]]
        corners = np.concatenate([torso.left[::-1], *upper, torso.right])
        return filled_polygon(self._region.shape, corners)

    def _onward(self, torso: Tube) -> Tube:
        """Continue the torso down the body, as a longer hem would hang over hips and thighs."""
        hem_y = float(torso.left[-1, 1])
        last = self._region.shape[0] - 1
        end = min(float(last), hem_y + _ONWARD * self._breadth)
        ys = np.linspace(hem_y, end, STATIONS)[1:]
        below = self._view.mask(Label.PANTS, Label.SKIRT, Label.DRESS, Label.TORSO_SKIN)
        below |= self._view.legs | self._region
        half_hem = float(torso.right[-1, 0] - torso.left[-1, 0]) / 2
        middle = float(torso.middle[-1, 0])
        half = max(half_hem, 0.8 * self._breadth)
        lefts, rights = [], []
        for y in ys:
            runs = row_runs(below[int(y)])
            near = runs[(runs[:, 1] > middle - half) & (runs[:, 0] < middle + half)]
            left, right = middle - half, middle + half
            if len(near):
                left = float(np.clip(near[:, 0].min(), middle - 1.15 * half, middle - 0.85 * half))
                right = float(np.clip(near[:, 1].max(), middle + 0.85 * half, middle + 1.15 * half))
            lefts.append(left)
            rights.append(right)
        smooth = [np.asarray(uniform_filter1d(np.array(xs), 3)) for xs in (lefts, rights)]
        edges = [np.stack([xs, ys], axis=1) for xs in smooth]
        return Tube(np.concatenate([torso.left, edges[0]]), np.concatenate([torso.right, edges[1]]))

    def _find_neck_x(self) -> float:
        """Place the neck under the face, or over the bare skin at the neckline."""
        height = self._bottom - self._top + 1
        near = np.zeros_like(self._region)
        near[max(0, self._top - height // 4) : self._top + height // 5 + 1] = True
        for mask in (self._view.mask(Label.TORSO_SKIN) & near, self._view.face):
            if mask.sum() > 0.002 * self._region.sum() + 4:
                return float(np.median(np.nonzero(mask)[1]))
        upper = self._region[self._top : self._top + max(2, height // 8)]
        return float(np.median(np.nonzero(upper)[1]))

    def _rough_breadth(self) -> float:
        """Guess half the shoulder breadth from face, trousers' top and the region itself."""
        guesses = []
        face = self._view.face.sum(axis=1)
        if face.max(initial=0) >= 4:
            guesses.append(1.5 * float(np.percentile(face[face > 0], 90)))
        lower = self._view.mask(Label.PANTS, Label.SKIRT).sum(axis=1)
        if lower.max(initial=0) >= 6:
            rows = np.flatnonzero(lower)
            guesses.append(0.6 * float(np.percentile(lower[rows[: max(3, len(rows) // 4)]], 80)))
        widths = self._region.sum(axis=1)
        guesses.append(0.5 * float(np.median(widths[widths > 0])))
        if len(guesses) == 1:
            return max(4.0, guesses[0])
        seen = 0.5 * float(np.percentile(widths[widths > 0], 90))
        return max(4.0, float(np.clip(np.mean(guesses[:-1]), 0.6 * seen, 1.3 * seen)))

    def _find_top(self, rough: float) -> int:
        """Find the row where the region begins beside the neck, raised sleeves not counted."""
        columns = slice(
            max(0, int(self._neck_x - 0.75 * rough)), int(self._neck_x + 0.75 * rough) + 1
        )
        rows = np.flatnonzero(self._region[:, columns].any(axis=1))
        return int(rows[0]) if len(rows) else self._top

    def _find_axis(self, rough: float) -> NDArray[np.float64]:
        """Give the x of the body's middle per row (H,): from the neck to the hem or waist."""
        lower = self._view.mask(Label.PANTS, Label.SKIRT)
        rows = np.arange(self._region.shape[0])
        foot_y, foot_x = float(self._bottom), self._neck_x
        own = np.flatnonzero(lower.sum(axis=1) > 0.5 * rough)
        if len(own) and own[0] < self._bottom + rough:
            band = lower[own[0] : own[0] + max(3, int(0.5 * rough))]
            foot_y, foot_x = float(own[0]), float(np.median(np.nonzero(band)[1]))
        else:
            band = self._region[max(self._top, self._bottom - int(0.8 * rough)) : self._bottom + 1]
            foot_x = float(np.median(np.nonzero(band)[1]))
        lean = np.clip(foot_x - self._neck_x, -1.2 * rough, 1.2 * rough)
        span = max(foot_y - self._top, 1.2 * rough)
        return np.asarray(self._neck_x + lean * np.clip((rows - self._top) / span, 0.0, 1.1))

    def _find_breadth(self, rough: float) -> tuple[float, float]:
        """Measure half the shoulder breadth where the arms hang; keep the guess elsewhere.

        Returns:
            The breadth, and how far to the right of the axis the shoulders' middle lies, as far
            as bare arms show it.
        """
        first, last = self._top + int(0.45 * rough), self._top + int(0.9 * rough)
        halves, offsets = [], []
        for y in range(first, min(last, self._body.shape[0] - 1) + 1):
            for start, end in row_runs(self._body[y]):
                if start <= self._axis[y] <= end:
                    halves.append(min(end - self._axis[y], self._axis[y] - start))
                    if self._arms[y, start] and self._arms[y, end - 1]:
                        offsets.append((start + end) / 2 - self._axis[y])
        if not halves:
            return rough, 0.0
        half = float(np.clip(np.median(halves), 0.8 * rough, 1.3 * rough))
        offset = float(np.median(offsets)) if 2 * len(offsets) > len(halves) else 0.0
        return half, offset if abs(offset) < _LEAN * rough else 0.0

    def _centred(self, offset: float) -> tuple[NDArray[np.float64], float]:
        """Correct the axis by the shoulders' middle, and by the torso's where both sides are seen.

        Where both are seen apart from the arms, they tell the breadth too.
        """
        rows, middles, halves = [], [], []
        first = self._top + int(_ARMPIT_DEPTH * self._breadth)
        for y in range(first, self._bottom):
            for start, end in row_runs(self._region[y]):
                if not start <= self._axis[y] <= end:
                    continue
                if self._is_apart(y, 0, start) and self._is_apart(y, 1, end):
                    rows.append(y)
                    middles.append((start + end) / 2)
                    halves.append((end - start) / 2)
        shoulders = self._top + 0.6 * self._breadth
        places, shifts = [shoulders], [offset]
        is_seen = len(rows) >= _LEAST_SEEN * self._breadth
        if is_seen:
            places += rows
            shifts += list(uniform_filter1d(np.array(middles) - self._axis[rows], 15))
        places.append(max(self._bottom, shoulders) + self._breadth)
        shift = np.interp(np.arange(len(self._axis)), places, [*shifts, 0.0])
        if not is_seen:
            return self._axis + shift, self._breadth
        usual = float(np.median(halves)) / _TORSO
        breadth = float(np.clip(usual, 0.95 * self._breadth, 1.3 * self._breadth))
        return self._axis + shift, breadth

    def _x(self, y: float, side: int, reach: float) -> float:
        """Give the x at ``reach`` half breadths from the axis on a side."""
        row = int(np.clip(y, 0, len(self._axis) - 1))
        return float(self._axis[row] + (-1.0 if side == 0 else 1.0) * reach * self._breadth)

    def _shoulder_reach(self, side: int, shoulder: NDArray[np.float64]) -> float:
        """Give how far from the axis the shoulder lies: where cloth without a sleeve ends."""
        if not self._is_bare[side]:
            return _SHOULDER
        first, last = (int(shoulder[1] + depth * self._breadth) for depth in _SHOULDER_ROWS)
        edges = [self._outer_edge(side, y) for y in range(max(first, 0), last)]
        seen = [abs(x - self._axis[self._top]) for x in edges if x is not None]
        if not seen or self._is_strap(side, float(np.median(seen))):
            return _SHOULDER
        return float(np.clip(np.median(seen) / self._breadth, *_BARE_SHOULDER))

    def _is_strap(self, side: int, half: float) -> bool:
        """Whether the cloth's corner at ``half`` the breadth lies well below the bare shoulder."""
        x = self._axis[self._top] + (-1.0 if side == 0 else 1.0) * (half - 0.05 * self._breadth)
        column = int(np.clip(x, 0, len(self._outline) - 1))
        cloth = top_outline(self._region)[column]
        return bool(cloth - self._outline[column] > _STRAP * self._breadth)

    def _shoulder(self, side: int, reach: float) -> NDArray[np.float64]:
        """Find the upper outline above the torso's side."""
        x = self._x(self._top, side, reach)
        columns = np.arange(int(x) - 2, int(x) + 3)
        seen = self._outline[np.clip(columns, 0, len(self._outline) - 1)]
        seen = seen[np.isfinite(seen)]
        low, high = (self._top + depth * self._breadth for depth in _SHOULDER_HEIGHTS)
        y = float(np.median(seen)) if len(seen) else self._top + 0.25 * self._breadth
        if not low <= y <= high:
            y = self._top + 0.25 * self._breadth
        return np.array([x, y])

    def _is_sleeveless(self, side: int, shoulder: NDArray[np.float64]) -> bool:
        """Whether bare arm lies right beside the cloth from the shoulder to the armpit."""
        first, last = (int(shoulder[1] + depth * self._breadth) for depth in _ARMHOLE_ROWS)
        near = max(2, round(0.06 * self._breadth))
        beside = []
        for y in range(max(first, 0), min(last, self._region.shape[0])):
            edge = self._outer_edge(side, y)
            if edge is not None:
                beyond = slice(edge + 1, edge + 1 + near)
                if side == 0:
                    beyond = slice(max(edge - near, 0), edge)
                beside.append(bool(self._arms[y, beyond].any()))
        return bool(beside and np.mean(beside) > 0.6)

    def _outer_edge(self, side: int, y: int) -> int | None:
        """Give the outermost x of the region on one side of the body in row ``y``."""
        columns = np.flatnonzero(self._region[y])
        columns = columns[(columns < self._axis[y]) if side == 0 else (columns > self._axis[y])]
        return int(columns[0 if side == 0 else -1]) if len(columns) else None

    def _armpits(self, shoulders: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
        """Find both armpits and let them lie alike deep, so that stripes stay level."""
        found = [self._armpit(side, shoulders[side]) for side in (0, 1)]
        depth = float(np.mean([f[1] - s[1] for f, s in zip(found, shoulders, strict=True)]))
        return [np.array([f[0], s[1] + depth]) for f, s in zip(found, shoulders, strict=True)]

    def _armpit(self, side: int, shoulder: NDArray[np.float64]) -> NDArray[np.float64]:
        """Find the top of the gap between arm and torso; without one, go by proportion."""
        breadth = self._breadth
        deepest = shoulder[1] + _DEEPEST_ARMPIT * breadth
        y = shoulder[1] + _ARMPIT_DEPTH * breadth
        x = self._x(y, side, _ARMPIT_REACH)
        if self._is_bare[side]:
            edge = self._side_edge(side, np.arange(int(y), int(y + 0.5 * breadth)), shoulder[1])
            return np.array([edge[0], y])
        gap = self._gap(side, shoulder[1] + 0.55 * breadth, shoulder[1] + 1.35 * breadth)
        if gap is not None:
            if gap[1] <= deepest:
                return gap
            x = 0.3 * x + 0.7 * gap[0]
        return np.array([x, min(y, 0.6 * self._bottom + 0.4 * self._top)])

    def _gap(self, side: int, first: float, last: float) -> NDArray[np.float64] | None:
        """Find the highest place between two rows at which an arm is apart from the torso."""
        sign = -1.0 if side == 0 else 1.0
        for y in range(max(0, int(first)), min(int(last), self._body.shape[0] - 1)):
            for start, end in row_runs(self._body[y]):
                if not start <= self._axis[y] <= end:
                    continue
                edge = float(start if side == 0 else end)
                reach = sign * (edge - self._axis[y]) / self._breadth
                beyond = self._body[y, : int(start)] if side == 0 else self._body[y, int(end) :]
                if 0.6 < reach < 1.0 and beyond.any():
                    return np.array([edge, y])
        return None

    def _neck(self, side: int, shoulder: NDArray[np.float64]) -> NDArray[np.float64]:
        """Find the base of the neck on the shoulder line; bare shoulders rise by habit."""
        x = self._x(self._top, side, 0.4) + self._neck_x - self._axis[self._top]
        column = int(np.clip(x, 0, len(self._outline) - 1))
        usual = shoulder[1] - 0.42 * abs(x - shoulder[0])
        collar = top_outline(self._region)[column], _COLLAR_REACH
        skin = self._outline[column], _SKIN_REACH
        for own, reach in (skin, collar):
            above, below = (share * self._breadth for share in reach)
            if np.isfinite(own) and usual - above < own < usual + below:
                return np.array([x, float(own)])
        return np.array([x, usual])

    def _neckline(self, necks: list[NDArray[np.float64]]) -> NDArray[np.float64]:
        """Find the lowest point of the worn neckline: the region's upper edge below the face."""
        middle = (necks[0] + necks[1]) / 2
        column = int(np.clip(middle[0], 2, self._region.shape[1] - 3))
        seen = top_outline(self._region[:, column - 2 : column + 3])
        y = float(np.nanmedian(seen)) if np.isfinite(seen).any() else float(middle[1])
        return np.array([middle[0], y])

    def _hem(self) -> float:
        middle = int(self._axis[self._bottom])
        reach = max(2, int(0.55 * self._breadth))
        columns = self._region[:, max(0, middle - reach) : middle + reach + 1]
        bottoms = columns.shape[0] - 1 - np.argmax(columns[::-1], axis=0)
        bottoms = bottoms[columns.any(axis=0)]
        return float(np.percentile(bottoms, 80)) + 1.0 if len(bottoms) else float(self._bottom)

    def _torso(
        self,
        shoulders: list[NDArray[np.float64]],
        armpits: list[NDArray[np.float64]],
        hem: float,
    ) -> Tube:
        edges = []
        for side in (0, 1):
            low = max(hem, armpits[side][1] + 0.2 * self._breadth)
            ys = np.linspace(armpits[side][1], low, STATIONS)
            last = min(int(low), self._region.shape[0] - 1)
            rows = np.arange(int(armpits[side][1]), last + 1)
            xs = self._side_edge(side, rows, shoulders[side][1])
            at = np.interp(ys, rows, xs)
            at[0] = armpits[side][0]
            edges.append(np.stack([at, ys], axis=1))
        return Tube(edges[0], edges[1])

    def _side_edge(self, side: int, rows: NDArray[np.intp], shoulder_y: float) -> Points:
        """Follow the torso's side; where an arm hides or joins it, keep to the proportions."""
        depth, half = np.array(_SIDE_PROFILE).T
        expected = self._breadth * np.interp((rows - shoulder_y) / self._breadth, depth, half)
        sign = -1.0 if side == 0 else 1.0
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
            edge = float(min(r[0] for r in inner) if side == 0 else max(r[1] for r in inner))
            reach = sign * (edge - self._axis[y])
            column = int(np.clip(edge + 2 * sign, 0, self._region.shape[1] - 1))
            is_bare = self._is_bare[side]
            is_seen = is_bare or reach >= 0.8 * expected[i] or not self._arms[y, column]
            if not is_seen or reach < _SLIMMEST * expected[i]:
                continue
            is_own = is_bare or self._is_apart(y, side, edge)
            loose = 1.25 if (y - shoulder_y) < 2.4 * self._breadth and not is_own else 2.2
            is_sleeve = not is_own and self._is_sleeve(y, side, reach, expected[i])
            if reach <= loose * expected[i] and not is_sleeve:
                reaches[i] = reach
        known = np.isfinite(reaches)
        known[len(known) - len(known) // 12 :] = False  # a hem rounds off at its corners
        if known.sum() >= 3:
            depths = (rows - rows[0]) / self._breadth
            reaches = expected * _smooth_share(reaches / expected, depths, known)
        else:
            reaches = expected
        return np.asarray(self._axis[rows] + sign * reaches)

    def _is_apart(self, y: int, side: int, edge: float) -> bool:
        """Whether background lies between the torso's edge in a row and an arm further out."""
        near, far = round(0.05 * self._breadth), round(1.5 * self._breadth)
        row = self._body[y] if side == 1 else self._body[y, ::-1]
        start = int(edge) if side == 1 else self._body.shape[1] - int(edge)
        return bool(not row[start : start + near + 1].any() and row[start:][:far].any())

    def _is_sleeve(self, y: int, side: int, reach: float, expected: float) -> bool:
        """Whether what lies beyond the expected side is a sleeve: a bare arm comes out below it."""
        if reach < 1.06 * expected:
            return False
        ends = sorted(
            self._axis[y] + (-1.0 if side == 0 else 1.0) * distance
            for distance in (expected, reach)
        )
        first, last = (int(np.clip(x, 0, self._arms.shape[1] - 1)) for x in ends)
        below = self._arms[y : y + int(1.2 * self._breadth), first : last + 1]
        return bool(below.any(axis=0).mean() > 0.5)

    def _sleeve(
        self,
        side: int,
        trunk: HardMask,
        shoulder: NDArray[np.float64],
        armpit: NDArray[np.float64],
    ) -> Tube | None:
        root = np.stack([shoulder, armpit])
        limb, tube = self._limb(self._region, side, trunk, root)
        armhole = float(np.linalg.norm(shoulder - armpit))
        straight = straight_limb_tube(limb, root, count=_ARM_STATIONS)
        if straight is not None and straight.width < _WIDEST_ARMHOLE * armhole:
            tube = straight
        if tube is None or tube.length < 0.35 * armhole or limb.sum() < 0.15 * armhole**2:
            return None
        upper = limb[: int((shoulder[1] + armpit[1]) / 2)].sum()
        is_short = tube.length < _LONG * self._breadth
        is_side = is_short and upper < _SLEEVE_CAP * self._breadth**2
        is_thin = is_short and tube.width < _NARROWEST_SLEEVE * self._breadth
        return None if is_side or is_thin else tube

    def _is_bare_beside(self, sleeve: Tube, limb: HardMask) -> bool:
        """Whether more bare arm than cloth lies along a sleeve: then it is the torso's side."""
        rows = sleeve.middle[:, 1]
        beside = limb[max(0, int(rows.min())) : int(rows.max()) + 1]
        arms = self._arms[max(0, int(rows.min())) : int(rows.max()) + 1]
        bare = np.count_nonzero(beside & arms)
        return bool(bare > np.count_nonzero(beside & ~arms))

    def _arm(
        self,
        side: int,
        trunk: HardMask,
        shoulder: NDArray[np.float64],
        armpit: NDArray[np.float64],
    ) -> tuple[HardMask, Tube | None]:
        """Follow the whole arm from the shoulder to the wrist, sleeved or bare."""
        root = np.stack([shoulder, armpit])
        limb, tube = self._limb(self._body, side, trunk, root)
        limb &= self._arm_ends(limb, root)
        if tube is None or tube.length < 0.8 * self._breadth:
            return limb, None
        shows_skin = (self._arms & limb).sum() > _LEAST_ARM * self._breadth**2
        is_slim = tube.width < _WIDEST_SLEEVE * self._breadth
        if not shows_skin and not (is_slim and tube.length > _LONG * self._breadth):
            return limb, None
        end = self._arms & limb & _disc(limb.shape, tube.middle[-1], 0.35 * self._breadth)
        has_hand = end.sum() > 0.06 * self._breadth**2
        wrist = tube.length - (_HAND * self._breadth if has_hand else 0.0)
        wrist = min(max(wrist, 0.6 * self._breadth), _LONGEST_ARM * self._breadth)
        places = np.asarray(np.linspace(0.0, wrist, len(tube.left)), dtype=np.float64)
        return limb, tube.at(places)

    def _arm_ends(self, limb: HardMask, root: Points) -> HardMask:
        """Keep what an arm can reach (h, w); where a hand shows, the arm ends with it."""
        way = way_from(limb, root)
        reach = (_LONGEST_ARM + _HAND) * self._breadth
        hand = self._arms & (way > 1.5 * self._breadth) & (way < reach)
        if hand.sum() > 0.05 * self._breadth**2:
            reach = min(reach, float(np.median(way[hand])) + 0.6 * self._breadth)
        return np.asarray(way <= reach)

    def _limb(
        self, cloth: HardMask, side: int, trunk: HardMask, root: Points
    ) -> tuple[HardMask, Tube | None]:
        columns = np.arange(cloth.shape[1])
        on_side = (columns < self._axis[:, None]) if side == 0 else (columns > self._axis[:, None])
        near = line_mask(cloth.shape, root, thickness=max(3, int(0.12 * self._breadth)))
        limb = part_at(cloth & ~trunk & on_side, near)
        if limb.sum() < _CUT_LIMB * (cloth & ~trunk & on_side).sum():
            # an arm against the hip is cut in two by the torso's guessed side
            kernel = np.ones((1, 2 * round(0.1 * self._breadth) + 1), np.uint8)
            inner = np.asarray(cv2.erode(trunk.astype(np.uint8), kernel) > 0)
            limb = part_at(cloth & ~inner & on_side, near)
        return limb, arm_tube(limb, root, count=_ARM_STATIONS)


def _disc(shape: tuple[int, ...], centre: NDArray[np.float64], radius: float) -> HardMask:
    canvas = np.zeros(shape, np.uint8)
    x, y = np.rint(centre).astype(int).tolist()
    cv2.circle(canvas, (x, y), max(1, round(radius)), 1, -1)
    return np.asarray(canvas > 0)


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
