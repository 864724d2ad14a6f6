"""Hips: their middle line, how wide they are, where legs part, and where clothes begin on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.limb_path import sampled
from tryon.body.skeleton import Skeleton
from tryon.body.view import RegionView
from tryon.geometry import HardMask, Points
from tryon.labels import ARMS, IN_FRONT
from tryon.late import ndimage
from tryon.pixels.masks import filled_polygon
from tryon.shape.figure import Vector
from tryon.shape.sides import Pair, Side

_HIPS = ((-1.6, 0.72), (-1.1, 0.74), (-0.6, 0.85), (0.0, 0.97), (0.4, 1.0), (0.9, 0.98))
"""Depth below the hip joints and half the width of the hips there, in half shoulder breadths."""
_HALF_JOINTS = 0.6
"""Half the distance of the hip joints of who faces the camera."""
_DEPTH_OF_HIPS = 0.75
"""Half the depth of the hips, in half widths: what a body turned aside shows of it."""
_SLIMMEST, _WIDEST = 0.75, 1.4
"""Half widths between which the seen edge of hips is believed, in expected ones."""
WAIST = -1.0
"""Depth of the waist below the hip joints."""
_HIGHEST = -1.5
"""Least depth of the waist of what is worn."""
_TOP = 0.5
"""Share of a row across the hips that clothes cover where they begin."""


@dataclass(frozen=True, eq=False)
class Hips:
    """Hips from the waist to the crotch, in pixels of the view.

    Attributes:
        unit: half the shoulder breadth.
        pelvis: the middle of the hip joints (2,), from which depths are measured.
        down: unit vector (2,) from the waist towards the crotch.
        crotch: where the legs part (2,).
        depths: samples (N,) below the pelvis.
        halves: half the width (N,) to each side there.
        top: depth at which what is worn begins.
    """

    unit: float
    pelvis: Vector
    down: Vector
    crotch: Vector
    depths: NDArray[np.float64]
    halves: Pair[NDArray[np.float64]]
    top: float

    @classmethod
    def measure(
        cls,
        view: RegionView,
        cloth: HardMask,
        skeleton: Skeleton,
        *,
        unit: float,
        crotch: Vector,
        is_skirt: bool,
    ) -> Hips:
        """Measure hips.

        Args:
            view: the person.
            cloth: what is worn on hips and legs (h, w).
            skeleton: the bones.
            unit: half the shoulder breadth.
            crotch: where the legs part (2,).
            is_skirt: whether the cloth is wider than the hips.
        """
        down = down_the_hips(skeleton)
        depths = unit * np.arange(-1.6, 0.95, 0.05)
        halves = _halves(view, cloth, skeleton, unit, down, depths, is_skirt=is_skirt)
        top = _top(cloth, skeleton, down, depths, unit)
        return cls(unit, skeleton.pelvis, down, crotch, depths, halves, top)

    @property
    def across(self) -> Vector:
        """Unit vector (2,) along the hips, to the right."""
        return np.array([self.down[1], -self.down[0]])

    @property
    def crotch_depth(self) -> float:
        """How far below the pelvis the crotch lies, at least a pixel."""
        return max(float((self.crotch - self.pelvis) @ self.down), 1.0)

    @property
    def half_width(self) -> float:
        """Half the width between the hip joints and the crotch."""
        at_hips = (self.depths >= 0) & (self.depths <= self.crotch_depth)
        return float(np.mean([half[at_hips].mean() for half in self.halves]))

    def middle(self, depths: NDArray[np.float64]) -> Points:
        """Return points (N, 2) on the middle line, which leads to the crotch."""
        aside = float((self.crotch - self.pelvis) @ self.across)
        share = np.clip(depths / self.crotch_depth, 0.0, 1.0) * aside
        return np.asarray(self.pelvis + depths[:, None] * self.down + share[:, None] * self.across)

    def edge(self, side: Side, depths: NDArray[np.float64]) -> Points:
        """Return the edge (N, 2) on one side."""
        half = np.interp(depths, self.depths, self.halves[side])
        line = self.pelvis + depths[:, None] * self.down
        return np.asarray(line + side.outward * half[:, None] * self.across)

    def drawn(self, shape: tuple[int, ...]) -> HardMask:
        """Return their pixels (h, w) from the waist to the crotch."""
        depths = np.asarray(np.linspace(WAIST * self.unit, 0.5 * self.crotch_depth, 8))
        left, right = (self.edge(side, depths) for side in Side)
        return filled_polygon(shape, np.concatenate([left, self.crotch[None], right[::-1]]))


def down_the_hips(skeleton: Skeleton) -> Vector:
    """Return the unit vector (2,) down the hips: square to their joints, as far as those tell."""
    across = skeleton.hips.right - skeleton.hips.left
    torso = skeleton.pelvis - skeleton.middle
    torso = torso / max(float(np.linalg.norm(torso)), 1e-6)
    square = np.array([-across[1], across[0]])
    length = float(np.linalg.norm(square))
    weight = float(np.clip(length / (2 * _HALF_JOINTS * skeleton.unit), 0.0, 1.0))
    down = weight * square / max(length, 1e-6) + (1.3 - weight) * torso
    return np.asarray(down / max(float(np.linalg.norm(down)), 1e-6))


def _halves(
    view: RegionView,
    cloth: HardMask,
    skeleton: Skeleton,
    unit: float,
    down: Vector,
    depths: NDArray[np.float64],
    *,
    is_skirt: bool,
) -> Pair[NDArray[np.float64]]:
    """Return half the width (N,) of the hips to each side, where the photo shows it."""
    across = np.array([down[1], -down[0]])
    places, widths = np.array(_HIPS).T
    joints = float(np.linalg.norm(skeleton.hips.right - skeleton.hips.left)) / 2
    shown = min(1.0, joints / (_HALF_JOINTS * unit))
    turned = float(np.hypot(shown, _DEPTH_OF_HIPS * np.sqrt(1 - shown**2)))
    expected = np.asarray(unit * turned * np.interp(depths / unit, places, widths))
    hides = view.mask(*IN_FRONT, *ARMS) | view.others

    def measure(side: Side) -> NDArray[np.float64]:
        ratio: NDArray[np.float64] = np.full(len(depths), np.nan)
        for i, depth in enumerate(depths):
            offsets = np.arange(0.0, _WIDEST * expected[i] + 1.0, 0.5)
            line = skeleton.pelvis + depth * down + side.outward * offsets[:, None] * across
            inside = np.flatnonzero(sampled(cloth, line))
            if len(inside) < 0.4 * len(offsets) / _WIDEST:
                continue
            edge = float(offsets[inside[-1]])
            beyond = line[min(inside[-1] + 3, len(line) - 1)][None]
            is_hidden = bool(sampled(hides, beyond)[0])
            if _SLIMMEST * expected[i] < edge < offsets[-2] and not is_hidden:
                ratio[i] = edge / expected[i]
        known = np.flatnonzero(np.isfinite(ratio))
        if len(known) < 3:
            return expected
        filled = np.interp(np.arange(len(ratio)), known, ratio[known])
        smooth = np.asarray(ndimage.gaussian_filter1d(filled, 4.0, mode="nearest"))
        return np.asarray(expected * (np.clip(smooth, 0.85, 1.2) if is_skirt else smooth))

    return Pair.of(measure)


def _top(
    cloth: HardMask, skeleton: Skeleton, down: Vector, depths: NDArray[np.float64], unit: float
) -> float:
    """Return the depth at which clothes begin, in pixels below the hip joints."""
    across = np.array([down[1], -down[0]])
    offsets = np.linspace(-0.6, 0.6, 25)[:, None] * unit * across
    longer = np.arange(_HIGHEST * unit, depths[-1] + 4 * unit, 0.02 * unit)
    for depth in longer:
        if sampled(cloth, skeleton.pelvis + depth * down + offsets).mean() > _TOP:
            is_lap = depth == longer[0]  # thighs lie before the belly
            return WAIST * unit if is_lap else float(depth)
    return WAIST * unit
