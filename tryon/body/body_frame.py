"""Where an upper body is: its middle, its scale, and where its outlines run.

Where the silhouette does not show them, the proportions of an upright body are used: shoulders are
about three faces wide (NASA-STD-3000, anthropometry).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from tryon.body.view import RegionView
from tryon.geometry import HardMask
from tryon.labels import TROUSERS_AND_SKIRTS, Label
from tryon.pixels.masks import row_runs
from tryon.shape.sides import Side
from tryon.shape.silhouette import top_outline

ARMPIT_DEPTH = 0.65
"""Typical depth of the armpits below the shoulders, in half shoulder widths."""
_GREATEST_OFFSET = 0.12
"""Greatest offset of the shoulders' middle from the axis, in half shoulder widths: more is a raised
arm."""
_LEAST_HEIGHT_SEEN = 0.25
"""Least height over which both sides of the torso must be seen, in half shoulder widths."""
_HALF_TORSO = 0.78
"""Half the width of the torso below the armpits, in half shoulder widths."""


class BodyFrame:
    """The frame in which a worn top or dress is measured, all in pixels of the view.

    Args:
        view: the person.
        region: the clothes (h, w) to measure: what is worn on the torso and the arms.

    Attributes:
        view, region: as given.
        arms: bare arms, hands and gloves (h, w).
        body: clothes and arms (h, w).
        outline: topmost pixel (w,) of body and bare skin per column; NaN for none.
        top, bottom: first row beside the neck, and last row, of the clothes.
        neck_x: x of the neck's middle.
        axis: x of the body's middle per row (h,).
        half_shoulder: half the shoulder width, the scale of everything else.
    """

    def __init__(self, view: RegionView, region: HardMask) -> None:
        self.view = view
        self.region = region
        self.arms = view.arms
        self.body = self.region | self.arms
        rows = np.flatnonzero(self.region.any(axis=1))
        self.top, self.bottom = int(rows[0]), int(rows[-1])
        self.neck_x = self._find_neck_x()
        rough = self._guess_half_shoulder()
        self.outline = top_outline(self.body | self.view.mask(Label.TORSO_SKIN))
        self.top = self._find_top(rough)
        self.axis = self._find_axis(rough)
        self.half_shoulder, offset = self._find_half_shoulder(rough)
        self.axis, self.half_shoulder = self._corrected(offset)

    def x(self, y: float, side: Side, distance: float) -> float:
        """Return the x at ``distance`` half shoulder widths from the axis on a side."""
        row = int(np.clip(y, 0, len(self.axis) - 1))
        return float(self.axis[row] + side.outward * distance * self.half_shoulder)

    def outer_edge(self, side: Side, y: int) -> int | None:
        """Return the outermost x of the region on one side of the body in row ``y``."""
        columns = np.flatnonzero(self.region[y])
        if side is Side.LEFT:
            columns = columns[columns < self.axis[y]]
            return int(columns[0]) if len(columns) else None
        columns = columns[columns > self.axis[y]]
        return int(columns[-1]) if len(columns) else None

    def is_apart(self, y: int, side: Side, edge: float) -> bool:
        """Whether background lies between the torso's edge in a row and an arm further out."""
        gap_width, arm_range = round(0.05 * self.half_shoulder), round(1.5 * self.half_shoulder)
        row = self.body[y] if side is Side.RIGHT else self.body[y, ::-1]
        start = int(edge) if side is Side.RIGHT else self.body.shape[1] - int(edge)
        return bool(not row[start : start + gap_width + 1].any() and row[start:][:arm_range].any())

    def _find_neck_x(self) -> float:
        """Place the neck under the face, or over the bare skin at the neckline."""
        height = self.bottom - self.top + 1
        near_top = np.zeros_like(self.region)
        near_top[max(0, self.top - height // 4) : self.top + height // 5 + 1] = True
        for mask in (self.view.mask(Label.TORSO_SKIN) & near_top, self.view.face):
            if mask.sum() > 0.002 * self.region.sum() + 4:
                return float(np.median(np.nonzero(mask)[1]))
        upper = self.region[self.top : self.top + max(2, height // 8)]
        return float(np.median(np.nonzero(upper)[1]))

    def _guess_half_shoulder(self) -> float:
        """Guess half the shoulder width from the face, the top of the trousers and the region."""
        guesses = []
        face = self.view.face.sum(axis=1)
        if face.max(initial=0) >= 4:
            guesses.append(1.5 * float(np.percentile(face[face > 0], 90)))
        lower = self.view.mask(*TROUSERS_AND_SKIRTS).sum(axis=1)
        if lower.max(initial=0) >= 6:
            rows = np.flatnonzero(lower)
            guesses.append(0.6 * float(np.percentile(lower[rows[: max(3, len(rows) // 4)]], 80)))
        widths = self.region.sum(axis=1)
        guesses.append(0.5 * float(np.median(widths[widths > 0])))
        if len(guesses) == 1:
            return max(4.0, guesses[0])
        half_region = 0.5 * float(np.percentile(widths[widths > 0], 90))
        return max(4.0, float(np.clip(np.mean(guesses[:-1]), 0.6 * half_region, 1.3 * half_region)))

    def _find_top(self, rough: float) -> int:
        """Find the row where the region begins beside the neck, without raised sleeves."""
        columns = slice(
            max(0, int(self.neck_x - 0.75 * rough)), int(self.neck_x + 0.75 * rough) + 1
        )
        rows = np.flatnonzero(self.region[:, columns].any(axis=1))
        return int(rows[0]) if len(rows) else self.top

    def _find_axis(self, rough: float) -> NDArray[np.float64]:
        """Return the x of the body's middle per row (h,): from the neck to the hem or waist."""
        lower = self.view.mask(*TROUSERS_AND_SKIRTS)
        rows = np.arange(self.region.shape[0])
        end_y, end_x = float(self.bottom), self.neck_x
        waist_rows = np.flatnonzero(lower.sum(axis=1) > 0.5 * rough)
        if len(waist_rows) and waist_rows[0] < self.bottom + rough:
            band = lower[waist_rows[0] : waist_rows[0] + max(3, int(0.5 * rough))]
            end_y, end_x = float(waist_rows[0]), float(np.median(np.nonzero(band)[1]))
        else:
            band = self.region[max(self.top, self.bottom - int(0.8 * rough)) : self.bottom + 1]
            end_x = float(np.median(np.nonzero(band)[1]))
        lean = np.clip(end_x - self.neck_x, -1.2 * rough, 1.2 * rough)
        span = max(end_y - self.top, 1.2 * rough)
        return np.asarray(self.neck_x + lean * np.clip((rows - self.top) / span, 0.0, 1.1))

    def _find_half_shoulder(self, rough: float) -> tuple[float, float]:
        """Measure half the shoulder width where the arms hang; keep the guess elsewhere.

        Returns:
            Half the width, and how far to the right of the axis the shoulders' middle lies, 0
            where no bare arms show it.
        """
        first, last = self.top + int(0.45 * rough), self.top + int(0.9 * rough)
        halves, offsets = [], []
        for y in range(first, min(last, self.body.shape[0] - 1) + 1):
            for start, end in row_runs(self.body[y]):
                if start <= self.axis[y] <= end:
                    halves.append(min(end - self.axis[y], self.axis[y] - start))
                    if self.arms[y, start] and self.arms[y, end - 1]:
                        offsets.append((start + end) / 2 - self.axis[y])
        if not halves:
            return rough, 0.0
        half_shoulder = float(np.clip(np.median(halves), 0.8 * rough, 1.3 * rough))
        offset = float(np.median(offsets)) if 2 * len(offsets) > len(halves) else 0.0
        return half_shoulder, offset if abs(offset) < _GREATEST_OFFSET * rough else 0.0

    def _corrected(self, offset: float) -> tuple[NDArray[np.float64], float]:
        """Correct the axis by the middle of shoulders and torso, and half the shoulder width.

        The torso counts where both its sides are seen apart from the arms.
        """
        rows, middles, halves = [], [], []
        first = self.top + int(ARMPIT_DEPTH * self.half_shoulder)
        for y in range(first, self.bottom):
            for start, end in row_runs(self.region[y]):
                if not start <= self.axis[y] <= end:
                    continue
                if self.is_apart(y, Side.LEFT, start) and self.is_apart(y, Side.RIGHT, end):
                    rows.append(y)
                    middles.append((start + end) / 2)
                    halves.append((end - start) / 2)
        shoulder_y = self.top + 0.6 * self.half_shoulder
        ys, shifts = [shoulder_y], [offset]
        is_seen = len(rows) >= _LEAST_HEIGHT_SEEN * self.half_shoulder
        if is_seen:
            ys += rows
            shifts += list(uniform_filter1d(np.array(middles) - self.axis[rows], 15))
        ys.append(max(self.bottom, shoulder_y) + self.half_shoulder)
        shift = np.interp(np.arange(len(self.axis)), ys, [*shifts, 0.0])
        if not is_seen:
            return self.axis + shift, self.half_shoulder
        shown_half_shoulder = float(np.median(halves)) / _HALF_TORSO
        half_shoulder = float(
            np.clip(shown_half_shoulder, 0.95 * self.half_shoulder, 1.3 * self.half_shoulder)
        )
        return self.axis + shift, half_shoulder
