"""Figures to JSON and back, for garments that are kept with their landmarks."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from tryon.shape.figure import (
    Figure,
    Point,
    SkirtFigure,
    SkirtLandmarks,
    SleeveLandmarks,
    Strip,
    TopFigure,
    TopLandmarks,
    TrousersFigure,
    TrousersLandmarks,
)

_KINDS = {
    "top": (TopFigure, TopLandmarks),
    "trousers": (TrousersFigure, TrousersLandmarks),
    "skirt": (SkirtFigure, SkirtLandmarks),
}


def figure_to_json(figure: Figure) -> dict[str, Any]:
    """Return what `figure_from_json` takes."""
    kind = next(name for name, (kind, _) in _KINDS.items() if isinstance(figure, kind))
    return {"kind": kind, **_to_json(figure)}


def figure_from_json(stored: dict[str, Any]) -> Figure:
    """Read a figure.

    Raises:
        KeyError: if something is missing.
        ValueError: if something is not what it should be.
        TypeError: likewise.
    """
    figure, landmarks = _KINDS[stored["kind"]]
    marks = {field.name: _mark(stored["landmarks"][field.name]) for field in fields(landmarks)}
    strips = {
        field.name: _strip(stored[field.name])
        for field in fields(figure)
        if field.name != "landmarks"
    }
    result: Figure = figure(landmarks=landmarks(**marks), **strips)
    return result


def _to_json(value: Any) -> Any:  # noqa: ANN401 - any field of a figure
    if isinstance(value, Point):
        return [value.x, value.y]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if value is None:
        return None
    return {field.name: _to_json(getattr(value, field.name)) for field in fields(value)}


def _mark(stored: Any) -> Any:  # noqa: ANN401
    if isinstance(stored, dict):
        return SleeveLandmarks(_mark(stored["outer"]), _mark(stored["inner"]))
    return None if stored is None else Point(float(stored[0]), float(stored[1]))


def _strip(stored: Any) -> Strip | None:  # noqa: ANN401
    if stored is None:
        return None
    return Strip(np.array(stored["left"], np.float64), np.array(stored["right"], np.float64))
