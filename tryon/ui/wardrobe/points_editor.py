"""Changes of a garment's points before they are saved, with undo. Free of Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.measure import corrected_garment, measure_garment
from tryon.geometry import Size
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, Point
from tryon.shape.point_names import SLEEVES_OUTER, PointName, named_points
from tryon.shape.sides import Side


class PointsEditor:
    """The correction of a garment while it is edited; places are pixels of its picture.

    Its outline is that of the garment, and edited elsewhere.

    `drag` as often as the hand moves, then `commit`, or `give_up`; other changes are steps at once.
    """

    def __init__(self, garment: Garment) -> None:
        self.garment = garment.uncorrected
        self.moves_both_sides = True
        kept = garment.correction or Correction(garment.category)
        self._start = replace(kept, outline=None)
        self._steps = [self._start]
        self._position = 0
        self._draft: dict[PointName, Point] = {}
        self._measure()

    @property
    def correction(self) -> Correction:
        """The correction as it is now."""
        return self._steps[self._position]

    @property
    def points(self) -> dict[PointName, Point]:
        """Where every landmark is now."""
        return {**self._points, **self._draft}

    @property
    def figure(self) -> Figure | None:
        """The garment's shape; None while a landmark is dragged or where it cannot be."""
        return None if self._draft or self.problem is not None else self._figure

    @property
    def problem(self) -> GarmentError | None:
        """Why it cannot be saved as it is."""
        return self._problem

    @property
    def is_corrected(self) -> bool:
        """Whether anything differs from what was measured."""
        return self.correction != Correction(self.garment.category)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._draft) or self._position > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back can come again."""
        return not self._draft and self._position < len(self._steps) - 1

    def is_moved(self, name: PointName) -> bool:
        """Whether a landmark is where the user put it."""
        return name in self.correction.places or name in self._draft

    def has_sleeve(self, side: Side) -> bool:
        """Whether there is a sleeve on a side of the picture."""
        return SLEEVES_OUTER[side] in self._points

    def drag(self, name: PointName, to: Point) -> None:
        """Move a landmark, and the one across from it if both sides move."""
        self._draft[name] = self._inside(to)
        other = name.across
        if self.moves_both_sides and other is not None and other in self._points:
            self._draft[other] = self._inside(self._mirrored(to))

    def commit(self) -> None:
        """Make the drag a step."""
        if self._draft:
            size = self._size
            fractions = {
                name: Point(point.x / size.width, point.y / size.height)
                for name, point in self._draft.items()
            }
            self._push(self.correction.with_points(fractions))

    def give_up(self) -> bool:
        """Put back what is being dragged; False if nothing is."""
        is_dragging = bool(self._draft)
        self._draft = {}
        return is_dragging

    def put_back(self, name: PointName) -> None:
        """Move a landmark back to where it was measured, with the one across if both sides move."""
        self.give_up()
        names = {name, name.across} if self.moves_both_sides else {name}
        kept = {key: point for key, point in self.correction.points if key not in names}
        self._push(self._with_places(kept))

    def set_category(self, category: GarmentCategory) -> None:
        """Set what the garment is."""
        self.commit()
        self._push(self.correction.of_category(category))

    def set_sleeve(self, side: Side, has_sleeve: bool) -> None:
        """Set whether there is a sleeve on a side of the picture."""
        self.commit()
        self._push(self.correction.with_sleeve(side, has_sleeve))

    def reset(self) -> None:
        """Go back to what was measured."""
        self.give_up()
        self._push(Correction(self.garment.category))

    def undo(self) -> None:
        """Take a step back; a drag that is going on counts as one."""
        if not self.give_up() and self._position > 0:
            self._position -= 1
            self._measure()

    def redo(self) -> None:
        """Take a step forward again."""
        if self.can_redo:
            self._position += 1
            self._measure()

    @property
    def _size(self) -> Size:
        return Size.of(self.garment.rgba)

    def _push(self, correction: Correction) -> None:
        self._draft = {}
        if correction != self.correction:
            self._steps = [*self._steps[: self._position + 1], correction]
            self._position += 1
            self._measure()

    def _with_places(self, places: Mapping[PointName, Point]) -> Correction:
        now = self.correction
        return Correction(now.category, tuple(places.items()), now.sleeves)

    def _measure(self) -> None:
        """Measure the figure; if that fails, landmarks that were moved show where they were put."""
        self._draft = {}
        self._problem: GarmentError | None = None
        try:
            measured = measure_garment(corrected_garment(self.garment, self.correction))
            self._figure = measured.figure
            self._is_flat = measured.is_flat
            self._points = named_points(measured.figure.landmarks)
        except GarmentError as error:
            self._problem = error
            size = self._size
            for name, point in self.correction.points:
                self._points[name] = Point(point.x * size.width, point.y * size.height)

    def _inside(self, point: Point) -> Point:
        size = self._size
        return Point(min(max(point.x, 0.0), size.width), min(max(point.y, 0.0), size.height))

    def _mirrored(self, point: Point) -> Point:
        """Return the place across the garment's middle line, which is upright if it lies flat."""
        middles = self._middles()
        if self._is_flat:
            return Point(2 * float(np.median(middles[:, 0])) - point.x, point.y)
        top, bottom = middles[np.argmin(middles[:, 1])], middles[np.argmax(middles[:, 1])]
        along = (bottom - top) / max(float(np.linalg.norm(bottom - top)), 1e-6)
        offset = np.array([point.x, point.y]) - top
        x, y = top + 2 * (offset @ along) * along - offset
        return Point(float(x), float(y))

    def _middles(self) -> NDArray[np.float64]:
        """Return the places (N, 2) half-way between landmarks and those across from them."""
        pairs = {
            name: (point, self._points[name.across])
            for name, point in self._points.items()
            if name.across is not None and name.across in self._points
        }
        measured = [pair for name, pair in pairs.items() if not self.is_moved(name)]
        used = measured or pairs.values()
        return np.array([((a.x + b.x) / 2, (a.y + b.y) / 2) for a, b in used])
