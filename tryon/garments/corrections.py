"""What the user corrects about a garment that was measured wrongly, and its file.

It is kept beside the garment's picture as ``<picture>.points.json``::

    {"version": 1, "category": "top", "sleeve_left": false, "sleeve_right": null,
     "points": {"armpit_left": [0.21, 0.35]}}

Points are fractions of the cut-out's width and height, so that they hold at any resolution. If the
garment's outline was drawn, there also is ``"outline": {"coverage": "<picture>.outline-….png",
"turned_degrees": 0, "crop": null}``, whose coverage is a grey picture beside the file.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeGuard

from tryon.errors import EntryError, ExportError, GarmentError, reason_of
from tryon.garments.outline.outline import Outline
from tryon.imaging import make_folder, write_atomically
from tryon.json_file import quoted, read_json, shortened
from tryon.messages import EntryProblem, ExportProblem, GarmentProblem
from tryon.paths import is_file
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.point_names import (
    NAMES_OF,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    TOP_NAMES,
    PointName,
)
from tryon.shape.sides import Pair, Side

VERSION = 1
_SUFFIX = ".points.json"
_OUTLINE_MARK = ".outline-"
_MOST_OUTLINE_BYTES = 64_000_000
"""Largest size of the file of an outline's coverage."""
_LOG = logging.getLogger(__name__)
_KNOWN_NAMES = frozenset(name.value for name in PointName)
_AS_MEASURED: Pair[bool | None] = Pair(None, None)

ReadCoverage = Callable[[str], bytes]
"""Returns the content of a file by its name."""


@dataclass(frozen=True)
class Correction:
    """A garment's category, landmarks and sleeves as the user corrected them.

    Attributes:
        category: what the garment is.
        points: the landmarks that were moved, in fractions of the picture in [0, 1]; each once.
        sleeves: whether there is a sleeve; None leaves it to the silhouette.
        outline: where the garment ends, if that was drawn; points are in fractions of what it
            cuts out.
    """

    category: GarmentCategory
    points: tuple[tuple[PointName, Point], ...] = ()
    sleeves: Pair[bool | None] = _AS_MEASURED
    outline: Outline | None = None

    def __post_init__(self) -> None:
        names = point_names(self.category)
        for name, point in self.points:
            if name not in names:
                raise EntryError(
                    EntryProblem.UNKNOWN_POINT, category=self.category, name=name, known=names
                )
            if not all(
                math.isfinite(coordinate) and 0 <= coordinate <= 1
                for coordinate in (point.x, point.y)
            ):
                raise EntryError(
                    EntryProblem.POINT_OUTSIDE, name=name, x=f"{point.x:g}", y=f"{point.y:g}"
                )
        if len({name for name, _ in self.points}) != len(self.points):
            raise EntryError(EntryProblem.POINT_TWICE)
        if TOP_NAMES is not names and self.sleeves != _AS_MEASURED:
            raise EntryError(EntryProblem.NO_SLEEVES, category=self.category)

    @property
    def places(self) -> dict[PointName, Point]:
        """The points by name."""
        return dict(self.points)

    @property
    def changes_points(self) -> bool:
        """Whether it corrects points or sleeves."""
        return bool(self.points) or self.sleeves != _AS_MEASURED

    def with_points(self, points: Mapping[PointName, Point]) -> Correction:
        """Return the correction with more points moved."""
        return replace(self, points=tuple({**self.places, **points}.items()))

    def with_sleeve(self, side: Side, has_sleeve: bool) -> Correction:
        """Return the correction with or without a sleeve on a side of the picture."""
        ends = () if has_sleeve else (SLEEVES_OUTER[side], SLEEVES_INNER[side])
        kept = tuple((name, point) for name, point in self.points if name not in ends)
        sleeves = Pair.of(lambda each: has_sleeve if each is side else self.sleeves[each])
        return replace(self, points=kept, sleeves=sleeves)

    def of_category(self, category: GarmentCategory) -> Correction:
        """Return the correction for another category; points stay if it has the same ones."""
        if point_names(category) is point_names(self.category):
            return replace(self, category=category)
        return Correction(category, outline=self.outline)


def point_names(category: GarmentCategory) -> tuple[PointName, ...]:
    """Return the names of a category's points, clockwise."""
    return NAMES_OF[category]


def correction_file(picture: Path) -> Path:
    """Return the file that belongs to a garment's picture."""
    return picture.with_name(f"{picture.stem}{_SUFFIX}")


def is_correction_file(path: Path) -> bool:
    """Return whether a file holds a correction, unlike a wardrobe's other JSON files."""
    return path.name.endswith(_SUFFIX)


def write_correction(path: Path, correction: Correction) -> None:
    """Write a correction; it appears complete or not at all.

    Raises:
        ExportError: if it cannot be written.
    """
    make_folder(path.parent)
    outline = correction.outline
    coverage = None if outline is None else _write_coverage(path, outline.coverage_png)
    stored = correction_to_json(correction, coverage.name if coverage is not None else "")
    text = json.dumps(stored, indent=2) + "\n"
    write_atomically(path, lambda file: file.write(text.encode("utf-8")))
    _remove_coverages(path, but=coverage)


def correction_to_json(correction: Correction, coverage_name: str) -> dict[str, object]:
    """Return what `correction_from_json` reads.

    Args:
        correction: what the user said.
        coverage_name: of the file that holds the outline's coverage, if an outline was drawn.
    """
    stored: dict[str, object] = {
        "version": VERSION,
        "category": correction.category.value,
        **{f"sleeve_{side.value}": correction.sleeves[side] for side in Side},
        "points": {name.value: [point.x, point.y] for name, point in correction.points},
    }
    outline = correction.outline
    if outline is not None:
        stored["outline"] = {
            "coverage": coverage_name,
            "turned_degrees": outline.turned_degrees,
            "crop": outline.crop,
        }
    return stored


def correction_from_json(stored: object, read_coverage: ReadCoverage) -> Correction:
    """Read a correction.

    Args:
        stored: what `correction_to_json` returned.
        read_coverage: returns the content of the file of an outline's coverage by its name.

    Raises:
        ValueError: if it is not a correction.
    """
    correction = _from_json(stored)
    outline = stored.get("outline") if isinstance(stored, dict) else None
    if outline is None:
        return correction
    return replace(correction, outline=_outline_from_json(outline, read_coverage))


def remove_correction(path: Path) -> None:
    """Delete a correction, if there is one.

    Raises:
        ExportError: if it cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(ExportProblem.NOT_DELETED, path=path, reason=reason_of(error)) from error
    _remove_coverages(path)


def read_correction(path: Path) -> Correction | None:
    """Read a correction; None if there is none.

    Raises:
        GarmentError: if the file cannot be read or is not a valid correction.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise GarmentError(
            GarmentProblem.POINTS_UNREADABLE, file=path.name, reason=reason_of(error)
        ) from error
    except ValueError as error:
        raise GarmentError(GarmentProblem.NO_POINTS, file=path.name, problem=error) from error


def _read(path: Path) -> Correction:
    """Read a correction with the coverage of its outline, which lies in another file."""
    stored = read_json(path)

    def read_coverage(name: str) -> bytes:
        return _read_coverage(path.parent, name)

    try:
        return correction_from_json(stored, read_coverage)
    except FileNotFoundError as error:
        again = read_json(path)
        if again == stored:
            raise EntryError(EntryProblem.NO_OUTLINE, found=quoted(stored)) from error
        # another window has just drawn a new outline
        return correction_from_json(again, read_coverage)


def _read_coverage(folder: Path, name: str) -> bytes:
    file = folder / name
    if not is_file(file):  # nor a pipe, which may never begin
        raise FileNotFoundError(errno.ENOENT, "no such file", str(file))
    with file.open("rb") as stream:
        return stream.read(_MOST_OUTLINE_BYTES)


def _outline_from_json(stored: object, read_coverage: ReadCoverage) -> Outline:
    """Return the outline that a correction's file names."""
    if not isinstance(stored, dict):
        raise EntryError(EntryProblem.NO_OUTLINE, found=quoted(stored))
    name, degrees = stored.get("coverage"), stored.get("turned_degrees")
    crop = stored.get("crop")
    if (
        not isinstance(name, str)
        or Path(name).name != name
        or "\0" in name
        or isinstance(degrees, bool)
        or not isinstance(degrees, int)
    ):
        raise EntryError(EntryProblem.NO_OUTLINE, found=quoted(stored))
    if crop is not None and not _is_numbers(crop, count=4):
        raise EntryError(EntryProblem.NO_CROP, found=quoted(crop))
    content = read_coverage(name)
    if crop is None:
        return Outline(content, degrees)
    left, top, right, bottom = map(float, crop)
    return Outline(content, degrees, (left, top, right, bottom))


def is_coverage_file(path: Path) -> bool:
    """Return whether a picture is the coverage of an outline, whose correction lies beside it."""
    name, mark, _ = path.name.rpartition(_OUTLINE_MARK)
    return bool(mark) and path.suffix == ".png" and path.with_name(f"{name}{_SUFFIX}").exists()


def _write_coverage(path: Path, png: bytes) -> Path:
    """Write an outline's coverage beside its correction, under a name of its own."""
    name = path.name.removesuffix(_SUFFIX)
    mark = hashlib.sha256(png).hexdigest()[:8]
    file = path.with_name(f"{name}{_OUTLINE_MARK}{mark}.png")
    write_atomically(file, lambda stream: stream.write(png))
    return file


def _remove_coverages(path: Path, *, but: Path | None = None) -> None:
    """Delete the coverages that belong to a correction's file."""
    name = glob.escape(path.name.removesuffix(_SUFFIX))
    for file in path.parent.glob(f"{name}{_OUTLINE_MARK}*.png"):
        if file != but:
            try:
                file.unlink(missing_ok=True)
            except OSError as error:  # nothing reads it any more
                _LOG.info("%s was not deleted: %s", file, error)


def _from_json(stored: object) -> Correction:
    if not isinstance(stored, dict) or "version" not in stored:
        raise EntryError(
            EntryProblem.NOT_THE_FORM, example='{"version": 1, "category": …, "points": …}'
        )
    if stored["version"] != VERSION:
        raise EntryError(
            EntryProblem.OTHER_VERSION, expected=VERSION, found=quoted(stored["version"])
        )
    points = stored.get("points", {})
    if not isinstance(points, dict):
        raise EntryError(EntryProblem.NO_POINTS)
    sleeves = Pair.of(lambda side: stored.get(f"sleeve_{side.value}"))
    if any(sleeve not in (None, True, False) for sleeve in sleeves):
        raise EntryError(EntryProblem.NO_SLEEVE_CHOICE)
    return Correction(
        _category_from_json(stored.get("category")),
        tuple(_point_from_json(name, place) for name, place in points.items()),
        sleeves,
    )


def _category_from_json(stored: object) -> GarmentCategory:
    try:
        return GarmentCategory(stored)
    except ValueError as error:
        choices = tuple(category.value for category in GarmentCategory)
        raise EntryError(
            EntryProblem.NO_CHOICE, name='"category"', choices=choices, found=quoted(stored)
        ) from error


def _point_from_json(name: str, stored: object) -> tuple[PointName, Point]:
    if name not in _KNOWN_NAMES or not _is_numbers(stored, count=2):
        raise EntryError(EntryProblem.NO_POINT, name=shortened(name), found=quoted(stored))
    return PointName(name), Point(float(stored[0]), float(stored[1]))


def _is_numbers(stored: object, *, count: int) -> TypeGuard[list[float]]:
    return (
        isinstance(stored, list)
        and len(stored) == count
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in stored)
    )
