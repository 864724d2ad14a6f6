"""A garment as the fit needs it: its corrected figure and its front."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.garments.corrected import correct_figure
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.landmarks import Silhouette, find_figure
from tryon.garments.neckline import above_neckline, find_neckline, neckline_through
from tryon.geometry import RgbaImage, Size
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Point, SkirtFigure, TopFigure, TrousersFigure
from tryon.shape.point_names import PointName, named_points

_FIGURE_OF = {
    GarmentCategory.TOP: TopFigure,
    GarmentCategory.DRESS: TopFigure,
    GarmentCategory.TROUSERS: TrousersFigure,
    GarmentCategory.SKIRT: SkirtFigure,
}


@dataclass(frozen=True, eq=False)
class MeasuredGarment:
    """A garment's figure and front.

    Attributes:
        figure: landmarks and outline samples in pixels of the garment's picture.
        front: the garment (H, W, 4) without the inside of its back.
        is_flat: whether it is of a product photo, not taken off a person.
    """

    figure: Figure
    front: RgbaImage
    is_flat: bool


def measure_garment(garment: Garment) -> MeasuredGarment:
    """Measure a garment.

    Raises:
        GarmentError: if there is nothing to measure, or a landmark was moved where it cannot be.
    """
    alpha = garment.rgba[..., 3]
    figure = _worn_figure(garment)
    is_flat = figure is None
    figure = figure or find_figure(alpha, garment.category)
    correction = garment.correction
    if correction is not None:
        correction = correction.of_category(garment.category)
        figure = correct_figure(figure, correction, Silhouette.of(alpha), is_flat=is_flat)
    if not isinstance(figure, TopFigure):
        return MeasuredGarment(figure, garment.rgba, is_flat)
    is_centre_moved = correction is not None and PointName.NECK_CENTRE in correction.places
    if not is_flat and not is_centre_moved:
        return MeasuredGarment(figure, garment.rgba, is_flat)
    return _without_back(garment.rgba, figure, is_flat=is_flat, is_centre_moved=is_centre_moved)


def measured_points(garment: Garment) -> dict[PointName, Point]:
    """Return a garment's landmarks by name, in fractions of its picture.

    Raises:
        GarmentError: as `measure_garment`.
    """
    size = Size.of(garment.rgba)
    points = named_points(measure_garment(garment).figure.landmarks)
    return {name: Point(p.x / size.width, p.y / size.height) for name, p in points.items()}


def corrected_garment(garment: Garment, correction: Correction | None) -> Garment:
    """Return the garment with a correction instead of its own; None: as it was measured.

    Raises:
        GarmentError: if a landmark was moved where it cannot be.
    """
    uncorrected = replace(garment.uncorrected, warning=None)
    if correction is None or correction == Correction(uncorrected.category):
        return uncorrected
    corrected = replace(
        uncorrected,
        category=correction.category,
        correction=correction,
        found_category=uncorrected.category,
    )
    measure_garment(corrected)
    return corrected


def _worn_figure(garment: Garment) -> Figure | None:
    """Return the figure that was measured on a person, if it suits the garment's category."""
    if garment.figure is None:
        return None
    return garment.figure if isinstance(garment.figure, _FIGURE_OF[garment.category]) else None


def _without_back(
    rgba: RgbaImage, figure: TopFigure, *, is_flat: bool, is_centre_moved: bool
) -> MeasuredGarment:
    """Remove the inside of the back, above the front neckline."""
    landmarks = figure.landmarks
    neckline = (
        neckline_through(rgba, landmarks) if is_centre_moved else find_neckline(rgba, landmarks)
    )
    if neckline is None:
        return MeasuredGarment(figure, rgba, is_flat)
    if not is_centre_moved:
        lowest = neckline[np.argmax(neckline[:, 1])]
        landmarks = replace(landmarks, neck_centre=Point(float(lowest[0]), float(lowest[1])))
    front = rgba.copy()
    front[above_neckline(front.shape[:2], neckline), 3] = 0
    return MeasuredGarment(replace(figure, landmarks=landmarks), front, is_flat)
