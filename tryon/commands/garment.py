"""``tryon garment points``: a garment's category and landmarks, shown and corrected."""

from __future__ import annotations

import argparse
import json

from tryon.errors import EntryError, UsageError
from tryon.garments.corrections import Correction, point_names
from tryon.garments.garment import Garment
from tryon.garments.measure import measured_points
from tryon.garments.wardrobe import GarmentLibrary
from tryon.messages import EntryProblem, UsageProblem
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.point_names import PointName
from tryon.shape.sides import Side


def run_points(arguments: argparse.Namespace) -> int:
    """Apply the corrections that the options name, then print the garment's points.

    Raises:
        TryOnError: if the garment cannot be read, or a point cannot lie there.
        UsageError: if such a garment has no such point or no sleeves.
    """
    library = GarmentLibrary()
    says_what = arguments.category is not None
    garment = library.load(arguments.file, is_surely_garment=says_what)
    correction = _requested_correction(arguments, garment)
    if arguments.reset or correction != _current_correction(garment):
        garment = library.correct(garment, correction)
    print(_json(garment) if arguments.json else _table(garment))
    return 0


def _current_correction(garment: Garment) -> Correction:
    return garment.correction or Correction(garment.category)


def _requested_correction(arguments: argparse.Namespace, garment: Garment) -> Correction:
    correction = _current_correction(garment.uncorrected if arguments.reset else garment)
    if arguments.category is not None:
        correction = correction.of_category(GarmentCategory(arguments.category))
    known = point_names(correction.category)
    unknown = {name for name, _, _ in arguments.points} - {name.value for name in known}
    try:
        if unknown:
            raise EntryError(
                EntryProblem.UNKNOWN_POINT,
                category=correction.category,
                name=tuple(sorted(unknown)),
                known=known,
            )
        if arguments.sleeves is not None:
            for side in Side:
                has_sleeve = arguments.sleeves in (side.value, "both")
                correction = correction.with_sleeve(side, has_sleeve)
        return correction.with_points(
            {PointName(name): Point(x, y) for name, x, y in arguments.points}
        )
    except EntryError as error:
        raise UsageError(UsageProblem.POINTS, problem=error) from error


def _table(garment: Garment) -> str:
    correction = _current_correction(garment)
    category = correction.category.value
    if garment.found_category not in (None, correction.category):
        category += f" (corrected; its picture says {garment.uncorrected.category.value})"
    lines = [f"{garment.name}: {category}"]
    for name, point in measured_points(garment).items():
        mark = "  moved" if name in correction.places else ""
        lines.append(f"  {name.value:<20} {point.x:.4f},{point.y:.4f}{mark}")
    absent = [side.value for side in Side if correction.sleeves[side] is False]
    if absent:
        lines.append(f"  no sleeve: {', '.join(absent)}")
    if correction.outline is not None:
        lines.append("  outline: drawn by hand")
    return "\n".join(lines)


def _json(garment: Garment) -> str:
    correction = _current_correction(garment)
    points = measured_points(garment)
    shown = {
        "name": garment.name,
        "category": garment.category.value,
        "found_category": garment.uncorrected.category.value,
        "points": {name.value: [point.x, point.y] for name, point in points.items()},
        "moved": [
            name.value for name in point_names(garment.category) if name in correction.places
        ],
        "has_drawn_outline": correction.outline is not None,
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)
