"""Figures to JSON and back, for garments that are kept with their landmarks."""

from __future__ import annotations

from typing import Any

import numpy as np

from tryon.geometry import Points
from tryon.shape.figure import (
    Figure,
    Landmarks,
    LimbEnd,
    Point,
    SkirtFigure,
    SkirtLandmarks,
    Strip,
    TopFigure,
    TopLandmarks,
    TrousersFigure,
    TrousersLandmarks,
)
from tryon.shape.sides import Pair, Side

Json = dict[str, Any]
"""An object of a JSON file, whose values are checked where they are read."""
_FARTHEST = 100_000
"""Largest coordinate that makes sense, in pixels."""


def figure_to_json(figure: Figure) -> Json:
    """Return what `figure_from_json` reads."""
    match figure:
        case TopFigure():
            strips = {
                "torso": figure.torso,
                "shoulders": figure.shoulders,
                **{f"sleeve_{side.value}": figure.sleeves[side] for side in Side},
            }
            kind = "top"
        case TrousersFigure():
            strips = {f"leg_{side.value}": figure.legs[side] for side in Side}
            kind = "trousers"
        case SkirtFigure():
            strips = {"body": figure.body}
            kind = "skirt"
    return {
        "kind": kind,
        "landmarks": _landmarks_to_json(figure.landmarks),
        **{name: _strip_to_json(strip) for name, strip in strips.items()},
    }


def figure_from_json(stored: Json) -> Figure:
    """Read a figure.

    Raises:
        KeyError: if something is missing.
        ValueError: if a value makes no sense.
        OverflowError: if a number is too large.
        TypeError: if a value is of the wrong type.
    """
    marks = stored["landmarks"]
    match stored["kind"]:
        case "top":
            return TopFigure(
                _top_landmarks(marks),
                torso=_strip(stored["torso"]),
                shoulders=_strip(stored["shoulders"]),
                sleeves=Pair.of(lambda side: _strip_or_none(stored[f"sleeve_{side.value}"])),
            )
        case "trousers":
            legs = Pair.of(lambda side: _strip(stored[f"leg_{side.value}"]))
            return TrousersFigure(_trousers_landmarks(marks), legs)
        case "skirt":
            landmarks = SkirtLandmarks(_both(marks, "waist"), _both(marks, "hem"))
            return SkirtFigure(landmarks, _strip(stored["body"]))
        case kind:
            raise ValueError(f"there is no figure of the kind {kind!r}")


def _landmarks_to_json(marks: Landmarks) -> Json:
    match marks:
        case TopLandmarks():
            return {
                **_both_to_json("neck", marks.necks),
                "neck_centre": _point_to_json(marks.neck_centre),
                **_both_to_json("shoulder", marks.shoulders),
                **_both_to_json("armpit", marks.armpits),
                **_both_to_json("waist", marks.waists),
                **_both_to_json("hem", marks.hems),
                "hem_centre": _point_to_json(marks.hem_centre),
                **{f"sleeve_{side.value}": _end_to_json(marks.sleeves[side]) for side in Side},
            }
        case TrousersLandmarks():
            return {
                **_both_to_json("waist", marks.waists),
                "crotch": _point_to_json(marks.crotch),
                **_both_to_json("cuff_outer", marks.cuffs.map(lambda cuff: cuff.outer)),
                **_both_to_json("cuff_inner", marks.cuffs.map(lambda cuff: cuff.inner)),
            }
        case SkirtLandmarks():
            return {**_both_to_json("waist", marks.waists), **_both_to_json("hem", marks.hems)}


def _top_landmarks(marks: Json) -> TopLandmarks:
    return TopLandmarks(
        necks=_both(marks, "neck"),
        neck_centre=_point(marks["neck_centre"]),
        shoulders=_both(marks, "shoulder"),
        armpits=_both(marks, "armpit"),
        waists=_both(marks, "waist"),
        hems=_both(marks, "hem"),
        hem_centre=_point(marks["hem_centre"]),
        sleeves=Pair.of(lambda side: _end_or_none(marks[f"sleeve_{side.value}"])),
    )


def _trousers_landmarks(marks: Json) -> TrousersLandmarks:
    outer, inner = _both(marks, "cuff_outer"), _both(marks, "cuff_inner")
    cuffs = Pair.of(lambda side: LimbEnd(outer[side], inner[side]))
    return TrousersLandmarks(_both(marks, "waist"), _point(marks["crotch"]), cuffs)


def _both_to_json(name: str, points: Pair[Point]) -> Json:
    return {f"{name}_{side.value}": _point_to_json(points[side]) for side in Side}


def _both(marks: Json, name: str) -> Pair[Point]:
    return Pair.of(lambda side: _point(marks[f"{name}_{side.value}"]))


def _point_to_json(point: Point) -> list[float]:
    return [point.x, point.y]


def _point(stored: list[float]) -> Point:
    return Point(*_positions([stored]).tolist()[0])


def _positions(stored: list[list[float]]) -> Points:
    """Read positions (N, 2); refuse what no picture can hold."""
    positions = np.array(stored, np.float64)
    if positions.ndim != 2 or positions.shape[1] != 2:
        raise ValueError(f"positions must be pairs of numbers, got the shape {positions.shape}")
    if not (np.abs(positions) <= _FARTHEST).all():
        raise ValueError(f"positions must lie within {_FARTHEST} pixels")
    return positions


def _end_to_json(end: LimbEnd | None) -> Json | None:
    if end is None:
        return None
    return {"outer": _point_to_json(end.outer), "inner": _point_to_json(end.inner)}


def _end_or_none(stored: Json | None) -> LimbEnd | None:
    return None if stored is None else LimbEnd(_point(stored["outer"]), _point(stored["inner"]))


def _strip_to_json(strip: Strip | None) -> Json | None:
    if strip is None:
        return None
    return {"left": strip.left.tolist(), "right": strip.right.tolist()}


def _strip(stored: Json) -> Strip:
    return Strip(_positions(stored["left"]), _positions(stored["right"]))


def _strip_or_none(stored: Json | None) -> Strip | None:
    return None if stored is None else _strip(stored)
