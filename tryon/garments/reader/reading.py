"""What the network says of a garment's picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.garments.reader.kinds import PictureKind
from tryon.geometry import SoftMask
from tryon.late import cv2
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Vector
from tryon.shape.point_names import PointName

SURE = 0.8
"""Probability from which what is read is taken for granted. What is less surely a garment is none:
a shoe that is worn harms more than a garment that has to be confirmed."""
_REACH = 0.03
"""Distance within which a landmark counts as found, in longest sides of the picture."""


@dataclass(frozen=True, eq=False)
class Heat:
    """Where one landmark probably is.

    Attributes:
        shares: probability (h, w) float32 of each cell; what is missing to 1 is that it is nowhere.
        step: size of a cell in shares of the picture's width and height (2,).
        origin: where the first cell begins, in the same shares (2,).
    """

    shares: NDArray[np.float32]
    step: Vector
    origin: Vector

    def __post_init__(self) -> None:
        if self.shares.ndim != 2:
            raise ValueError(f"shares must be (h, w), got {self.shares.shape}")

    @property
    def presence(self) -> float:
        """Probability in [0, 1] that the picture shows the landmark."""
        return float(self.shares.sum())

    @property
    def place(self) -> Vector:
        """Where it most likely is (2,), in shares of the picture's width and height."""
        reach = self._reach_cells
        gathered = cv2.blur(self.shares, (2 * reach + 1,) * 2, borderType=cv2.BORDER_CONSTANT)
        row, column = divmod(int(np.argmax(gathered)), gathered.shape[1])
        top, left = max(0, row - reach), max(0, column - reach)
        window = self.shares[top : row + reach + 1, left : column + reach + 1]
        total = max(float(window.sum()), 1e-9)
        x = float((window.sum(axis=0) * np.arange(left, left + window.shape[1])).sum()) / total
        y = float((window.sum(axis=1) * np.arange(top, top + window.shape[0])).sum()) / total
        return (np.array([x, y]) + 0.5) * self.step + self.origin

    def near(self, place: Vector) -> float:
        """Return the probability in [0, 1] that it is within a small distance of a place (2,)."""
        reach = self._reach_cells
        column, row = (int(v) for v in np.floor((place - self.origin) / self.step))
        rows = slice(max(0, row - reach), max(0, row + reach + 1))
        return float(self.shares[rows, max(0, column - reach) : max(0, column + reach + 1)].sum())

    @property
    def _reach_cells(self) -> int:
        return max(1, round(_REACH * float(max(self.shares.shape))))


@dataclass(frozen=True, eq=False)
class Reading:
    """What a picture shows, read upright.

    Attributes:
        shares: probability of each kind; they sum to 1.
        turned_degrees: by how much the picture lies turned, clockwise: 0, 90, 180 or 270. All else
            describes the picture after it was turned back.
        coverage: probability (h, w) float32 in [0, 1] that the garment covers a cell; the cells
            divide the picture evenly.
        inside: the same of the inside of its back.
        heats: where each landmark is.
    """

    shares: Mapping[PictureKind, float]
    turned_degrees: int
    coverage: SoftMask
    inside: SoftMask
    heats: Mapping[PointName, Heat]

    def part(self, offset: Vector, extent: Vector) -> Reading:
        """Return the same of a part of the picture, of which all shares then are.

        Args:
            offset: the part's upper left corner, in shares of the picture (2,).
            extent: its width and height in the same shares (2,).
        """
        heats = {
            name: Heat(heat.shares, heat.step / extent, (heat.origin - offset) / extent)
            for name, heat in self.heats.items()
        }
        coverage, inside = (_part(mask, offset, extent) for mask in (self.coverage, self.inside))
        return replace(self, coverage=coverage, inside=inside, heats=heats)

    @property
    def kind(self) -> PictureKind:
        """What it shows: the likeliest of what is worn alike, or what it is instead."""
        is_garment, category = self.garment_share >= SURE, self.category
        wanted = category if is_garment else None
        candidates = {k: share for k, share in self.shares.items() if k.category is wanted}
        return max(candidates, key=candidates.__getitem__)

    @property
    def confidence(self) -> float:
        """Probability in [0, 1] of that kind, its near relations included.

        A coat is worn as a top, so being unsure between the two is no doubt.
        """
        return self.confidence_of(self.kind)

    def confidence_of(self, kind: PictureKind) -> float:
        """Return the probability in [0, 1] of a kind, its near relations included."""
        if kind.category is None:
            return self.shares[kind]
        return sum(share for k, share in self.shares.items() if k.category is kind.category)

    @property
    def garment_share(self) -> float:
        """Probability in [0, 1] that it shows one garment that can be worn."""
        return sum(share for kind, share in self.shares.items() if kind.category is not None)

    @property
    def category(self) -> GarmentCategory:
        """What it would be worn as, whether or not it is a garment at all."""
        totals = dict.fromkeys(GarmentCategory, 0.0)
        for kind, share in self.shares.items():
            if kind.category is not None:
                totals[kind.category] += share
        return max(totals, key=totals.__getitem__)


def _part(mask: SoftMask, offset: Vector, extent: Vector) -> SoftMask:
    """Return a part of a mask (h, w), resampled to about its own cells."""
    size = np.array(mask.shape[1::-1])
    width, height = (max(1, round(float(v))) for v in size * extent)
    scale = size * extent / (width, height)
    shift = offset * size + 0.5 * scale - 0.5
    matrix = np.array([[scale[0], 0, shift[0]], [0, scale[1], shift[1]]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(mask, matrix, (width, height), flags=flags), np.float32)
