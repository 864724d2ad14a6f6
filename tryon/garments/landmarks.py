"""Landmarks of a flat garment, read from its silhouette."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.flat_top import measure_flat_top
from tryon.geometry import HardMask, Size
from tryon.late import cv2
from tryon.messages import GarmentProblem
from tryon.pixels.masks import largest_part
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Vector
from tryon.shape.lower_garments import EmptyLegError, measure_skirt, measure_trousers

WORK_SIDE = 360
"""Longest side in pixels at which silhouettes are measured: fine enough for landmarks."""
_MASK_MARGIN = 2
"""Empty pixels around a mask."""


@dataclass(frozen=True, eq=False)
class Silhouette:
    """A garment's mask, at the size at which it is measured.

    Attributes:
        mask: its largest connected part (h, w), with a margin around it.
        size: size of the picture.
        ratio: pixels of the picture per pixel of the mask, across and down.
    """

    mask: HardMask
    size: Size
    ratio: NDArray[np.float64]

    @classmethod
    def of(cls, alpha: NDArray[np.uint8]) -> Silhouette:
        """Reduce the coverage (H, W) of a picture.

        Raises:
            GarmentError: if there is nothing to measure.
        """
        scale = min(1.0, WORK_SIDE / max(alpha.shape))
        size = max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale))
        small = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
        mask = largest_part(np.pad(small >= 128, _MASK_MARGIN))
        if mask.sum() < 60:
            raise GarmentError(GarmentProblem.TOO_SMALL)
        ratio = np.array([alpha.shape[1] / size[0], alpha.shape[0] / size[1]])
        return cls(mask, Size.of(alpha), ratio)

    @property
    def to_picture(self) -> tuple[Vector, Vector]:
        """Scale and offset from pixels of the mask to those of the picture."""
        return self.ratio, -_MASK_MARGIN * self.ratio

    @property
    def from_picture(self) -> tuple[Vector, Vector]:
        """Scale and offset from pixels of the picture to those of the mask."""
        return 1 / self.ratio, np.full(2, float(_MASK_MARGIN))


def find_figure(alpha: NDArray[np.uint8], category: GarmentCategory) -> Figure:
    """Measure a garment.

    Args:
        alpha: coverage (H, W) uint8 of the cut-out garment, upright and front view.
        category: decides which landmarks it has.

    Returns:
        Landmarks and outline samples in pixels of ``alpha``.

    Raises:
        GarmentError: if there is nothing to measure, or only one leg of trousers.
    """
    return figure_of(Silhouette.of(alpha), category)


def figure_of(silhouette: Silhouette, category: GarmentCategory) -> Figure:
    """Measure a garment's silhouette; see `find_figure`."""
    mask = silhouette.mask
    match category:
        case GarmentCategory.TOP | GarmentCategory.DRESS:
            return measure_flat_top(mask).moved(*silhouette.to_picture)
        case GarmentCategory.TROUSERS:
            try:
                return measure_trousers(mask).moved(*silhouette.to_picture)
            except EmptyLegError as error:
                raise GarmentError(GarmentProblem.ONE_LEG) from error
        case GarmentCategory.SKIRT:
            return measure_skirt(mask).moved(*silhouette.to_picture)
