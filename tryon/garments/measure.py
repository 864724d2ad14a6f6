"""A garment as the fit needs it: its corrected figure and its front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from tryon.garments.corrected import correct_figure
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.landmarks import Silhouette, figure_of
from tryon.garments.neckline import above_neckline, neckline_below, neckline_through
from tryon.garments.read_figure import is_alike, read_figure
from tryon.garments.reader.cutouts import inside_of_back, read_cutout
from tryon.garments.reader.reading import Reading
from tryon.geometry import HardMask, RgbaImage, Size
from tryon.pixels.masks import smoothed
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import (
    Figure,
    Point,
    SkirtFigure,
    TopFigure,
    TrousersFigure,
    to_point,
)
from tryon.shape.point_names import WAISTS, PointName, named_points

_FAR = 0.12
"""Distance of two places of a landmark from which they disagree, in longest sides."""
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
        rgba: the garment (H, W, 4).
        figure: landmarks and outline samples in pixels of it.
        is_flat: whether it is of a product photo, not taken off a person.
        inside: where it shows the inside of its back (H, W); None if it does not.
        overruled: landmarks that the network was surer of than the outline, and far from there.
    """

    rgba: RgbaImage
    figure: Figure
    is_flat: bool
    inside: HardMask | None = None
    overruled: tuple[PointName, ...] = ()

    @property
    def front(self) -> RgbaImage:
        """The garment (H, W, 4) without the inside of its back."""
        if self.inside is None:
            return self.rgba
        front = self.rgba.copy()
        front[..., 3] = np.rint(front[..., 3] * (1 - smoothed(self.inside)))
        return front


def measure_garment(garment: Garment) -> MeasuredGarment:
    """Measure a garment, once: what was measured is known for as long as the garment is in use.

    Raises:
        GarmentError: if there is nothing to measure, or a landmark was moved where it cannot be.
    """
    measured = measured_before(garment)
    if measured is None:
        remember(garment, measured := _measured(garment))
    return measured


def measured_before(garment: Garment) -> MeasuredGarment | None:
    """Return what was measured of a garment; None if it was not."""
    return _MEASURED.get(garment)


def remember(garment: Garment, measured: MeasuredGarment) -> None:
    """Have `measure_garment` return what was measured of an equal garment earlier."""
    _MEASURED[garment] = measured


def keep_measured(garment: Garment, measured: MeasuredGarment) -> None:
    """Keep what was measured of a garment before, perhaps in another process."""
    _MEASURED.get(garment, lambda: measured)


def _measured(garment: Garment) -> MeasuredGarment:
    figure = _worn_figure(garment)
    reading = silhouette = None
    overruled: tuple[PointName, ...] = ()
    if figure is None:
        reading, silhouette = _READINGS.get(garment.rgba), Silhouette.of(garment.rgba[..., 3])
        outlined = figure_of(silhouette, garment.category)
        figure = read_figure(outlined, garment.category, reading, silhouette)
        overruled = _far_apart(outlined, figure, silhouette.size)
    measured = _with_correction(garment, figure, reading, silhouette)
    return replace(measured, overruled=overruled)


def _with_correction(
    garment: Garment, figure: Figure, reading: Reading | None, silhouette: Silhouette | None
) -> MeasuredGarment:
    """Correct a garment's figure as the user did, and find its front."""
    is_flat = reading is not None
    correction = garment.correction
    if correction is not None:
        correction = correction.of_category(garment.category)
        silhouette = silhouette or Silhouette.of(garment.rgba[..., 3])
        figure = correct_figure(figure, correction, silhouette, is_flat=is_flat)
    rgba = garment.rgba
    if isinstance(figure, TopFigure):
        if correction is not None and PointName.NECK_CENTRE in correction.places:
            neckline = neckline_through(rgba, figure.landmarks)
            return MeasuredGarment(rgba, figure, is_flat, above_neckline(rgba.shape[:2], neckline))
        if reading is not None and is_alike(reading.category, garment.category):
            return _without_inside(rgba, figure, reading)
    return MeasuredGarment(rgba, figure, is_flat)


def measured_points(garment: Garment) -> dict[PointName, Point]:
    """Return a garment's landmarks by name, in fractions of its picture.

    Raises:
        GarmentError: as `measure_garment`.
    """
    return points_of(garment, measure_garment(garment))


def points_of(garment: Garment, measured: MeasuredGarment) -> dict[PointName, Point]:
    """Return the landmarks of a garment that was measured by name, in fractions of its picture."""
    size = Size.of(garment.rgba)
    points = named_points(measured.figure.landmarks)
    return {name: Point(p.x / size.width, p.y / size.height) for name, p in points.items()}


Measure = Callable[[Garment], MeasuredGarment]
"""`measure_garment`, or what returns the same from what is kept."""


def corrected_garment(
    garment: Garment, correction: Correction | None, measure: Measure = measure_garment
) -> Garment:
    """Return the garment with a correction instead of its own; None: as it was measured.

    Args:
        garment: cut out along the correction's outline already, see
            `tryon.garments.outline.cut.redrawn`.
        correction: what the user says about it.
        measure: refuses what cannot be measured.

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
    measure(corrected)
    return corrected


def _far_apart(first: Figure, second: Figure, size: Size) -> tuple[PointName, ...]:
    """Return the landmarks of both figures that lie far apart; the waist of a top has no corner."""
    points = named_points(first.landmarks), named_points(second.landmarks)
    limit = _FAR * max(size.width, size.height)
    return tuple(
        name
        for name in points[0]
        if name in points[1]
        and not (name in WAISTS and isinstance(first, TopFigure))
        and np.linalg.norm(points[0][name].position - points[1][name].position) > limit
    )


def _worn_figure(garment: Garment) -> Figure | None:
    """Return the figure that was measured on a person, if it suits the garment's category."""
    if garment.figure is None:
        return None
    return garment.figure if isinstance(garment.figure, _FIGURE_OF[garment.category]) else None


def _without_inside(rgba: RgbaImage, figure: TopFigure, reading: Reading) -> MeasuredGarment:
    """Remove the inside of the back, where the network sees it."""
    neckline = neckline_below(rgba, figure.landmarks, reading.inside)
    if neckline is None:
        return MeasuredGarment(rgba, figure, is_flat=True, inside=inside_of_back(rgba, reading))
    lowest = to_point(neckline[np.argmax(neckline[:, 1])])
    figure = replace(figure, landmarks=replace(figure.landmarks, neck_centre=lowest))
    above = above_neckline(rgba.shape[:2], neckline)
    return MeasuredGarment(rgba, figure, is_flat=True, inside=above)


class _Readings:
    """Keeps the reading of the latest picture, which a hand that moves points asks for again."""

    def __init__(self) -> None:
        self._kept: tuple[RgbaImage, Reading] | None = None

    def get(self, rgba: RgbaImage) -> Reading:
        """Read a cut-out (H, W, 4), unless it is the very one that was read last."""
        kept = self._kept
        if kept is None or kept[0] is not rgba:
            self._kept = kept = rgba, read_cutout(rgba)
        return kept[1]


_READINGS = _Readings()
_MEASURED: WeakKeyDictionary[Garment, MeasuredGarment] = WeakKeyDictionary()
