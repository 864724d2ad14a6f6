"""Which point of the garment lies where on the body: pairs of points for each moving part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.garments.figure import (
    Figure,
    Point,
    SkirtFigure,
    TopFigure,
    TopLandmarks,
    TrousersFigure,
    Tube,
)
from tryon.geometry import Points

MOST_SQUEEZE = 0.85
MOST_STRETCH = 1.25
"""A garment is shortened or lengthened by this much at most before its end is cut off or drawn
out instead, so that prints keep their shape."""


@dataclass(frozen=True, eq=False)
class PartMatch:
    """Pairs of points for one part that moves by itself.

    Attributes:
        name: the limb's name in `WornRegion.limbs`, or ``"trunk"``.
        body: positions (N, 2) on the body.
        garment: the same positions (N, 2) on the garment.
    """

    name: str
    body: Points
    garment: Points


@dataclass(frozen=True, eq=False)
class Match:
    """How a garment lies on a body.

    Attributes:
        parts: the trunk first, then the limbs.
        scale: body pixels per garment pixel.
        notes: what did not fit.
    """

    parts: tuple[PartMatch, ...]
    scale: float
    notes: tuple[str, ...]


def match_figures(body: Figure, garment: Figure) -> Match:
    """Pair the points of a worn figure with those of a garment of the same kind.

    Raises:
        ValueError: if the two are of different kinds.
    """
    if isinstance(body, TopFigure) and isinstance(garment, TopFigure):
        return _match_tops(body, garment)
    if isinstance(body, TrousersFigure) and isinstance(garment, TrousersFigure):
        return _match_trousers(body, garment)
    if isinstance(body, SkirtFigure) and isinstance(garment, SkirtFigure):
        return _match_skirts(body, garment)
    raise ValueError(f"cannot put a {type(garment).__name__} on a {type(body).__name__}")


def _array(point: Point) -> NDArray[np.float64]:
    return np.array([point.x, point.y])


def _match_tops(body: TopFigure, garment: TopFigure) -> Match:
    scale = _chest(body) / max(_chest(garment), 1.0)
    trunk = _match_tube(body.torso, garment.torso, scale)
    shoulders = _shoulder_pairs(body.landmarks, garment.landmarks, scale)
    pairs = [trunk, shoulders]
    parts = [PartMatch("trunk", *_joined(pairs))]
    notes = []
    for name, own, new in (
        ("sleeve_left", body.sleeve_left, garment.sleeve_left),
        ("sleeve_right", body.sleeve_right, garment.sleeve_right),
    ):
        if own is None:
            continue
        if new is None:
            notes.append("the new garment has no sleeves: the worn ones are filled by estimate")
            continue
        if own.length > 1.5 * new.length * scale:
            notes.append("the worn sleeves are longer than the new garment's: filled by estimate")
        elif new.length * scale > 1.5 * own.length:
            notes.append("the new garment's sleeves are longer than the worn ones: cut off there")
        parts.append(PartMatch(name, *_match_tube(own, new, scale)))
    return Match(tuple(parts), scale, tuple(dict.fromkeys(notes)))


def _chest(figure: TopFigure) -> float:
    """Give the breadth of the torso: at the armpits and a little below them."""
    return float(np.linalg.norm(figure.torso.left[:4] - figure.torso.right[:4], axis=1).mean())


def _shoulder_pairs(
    body: TopLandmarks, garment: TopLandmarks, scale: float
) -> tuple[Points, Points]:
    """Pair the shoulder seams; the garment's neck keeps its own width along them."""
    own, new = [], []
    for side in ("left", "right"):
        shoulder, neck = (_array(getattr(body, f"{name}_{side}")) for name in ("shoulder", "neck"))
        new_shoulder = _array(getattr(garment, f"shoulder_{side}"))
        new_neck = _array(getattr(garment, f"neck_{side}"))
        seam = float(np.linalg.norm(neck - shoulder))
        wanted = float(np.linalg.norm(new_neck - new_shoulder)) * scale
        reach = np.clip(wanted / max(seam, 1e-6), 0.5, 1.4)
        own += [shoulder, shoulder + (neck - shoulder) * reach]
        new += [new_shoulder, new_neck]
    new.append(_array(garment.neck_centre))
    own.append(_neckline_place(body, own, new, scale))
    return np.array(own), np.array(new)


def _neckline_place(
    body: TopLandmarks, own: list[Points], new: list[Points], scale: float
) -> NDArray[np.float64]:
    """Lay the neckline's lowest point on that of the worn one, unless the two are too unlike."""
    middle, new_middle = (own[1] + own[3]) / 2, (new[1] + new[3]) / 2
    usual = middle + np.array([0.0, (new[-1] - new_middle)[1] * scale])
    worn = np.array([middle[0], body.neck_centre.y])
    reach = 0.18 * float(np.linalg.norm(own[1] - own[3]))
    return np.asarray(usual + np.clip(worn - usual, -reach, reach))


def _match_trousers(body: TrousersFigure, garment: TrousersFigure) -> Match:
    scale = _hips(body) / max(_hips(garment), 1.0)
    parts, notes = [], []
    crotch = _crotch_place(body), _crotch_place(garment)
    for name, own, new in (
        ("trunk", body.leg_left, garment.leg_left),
        ("leg_right", body.leg_right, garment.leg_right),
    ):
        if own.length > 1.5 * new.length * scale:
            notes.append("the worn legs are longer than the new garment's: filled by estimate")
        elif new.length * scale > 1.5 * own.length:
            notes.append("the new garment's legs are longer than the worn ones: cut off there")
        parts.append(PartMatch(name, *_match_tube(own, new, scale, anchor=crotch)))
    return Match(tuple(parts), scale, tuple(dict.fromkeys(notes)))


def _hips(figure: TrousersFigure) -> float:
    return float(
        np.linalg.norm(figure.leg_left.left[:4] - figure.leg_right.left[:4], axis=1).mean()
    )


def _crotch_place(figure: TrousersFigure) -> float:
    return float(figure.landmarks.crotch.y - figure.leg_left.middle[0, 1])


def _match_skirts(body: SkirtFigure, garment: SkirtFigure) -> Match:
    scale = body.body.width / max(garment.body.width, 1.0)
    part = PartMatch("trunk", *_match_tube(body.body, garment.body, scale))
    return Match((part,), scale, ())


def _match_tube(
    body: Tube, garment: Tube, scale: float, *, anchor: tuple[float, float] | None = None
) -> tuple[Points, Points]:
    """Pair edges and middle of two tubes at places that keep the garment's proportions.

    ``anchor`` is a place along each (the crotch) that must meet.
    """
    own_places = np.asarray(np.linspace(0.0, body.length, len(body.left)), dtype=np.float64)
    if anchor is None or not 0 < anchor[0] < body.length or not 0 < anchor[1] < garment.length:
        new_places = _lengthwise(own_places, body.length, garment.length, scale)
    else:
        below = _lengthwise(
            np.maximum(own_places - anchor[0], 0.0),
            body.length - anchor[0],
            garment.length - anchor[1],
            scale,
        )
        above = own_places * anchor[1] / anchor[0]
        new_places = np.where(own_places <= anchor[0], above, anchor[1] + below)
    own, new = body.at(own_places), garment.at(new_places)
    return (
        np.concatenate([own.left, own.middle, own.right]),
        np.concatenate([new.left, new.middle, new.right]),
    )


def _lengthwise(places: Points, own: float, new: float, scale: float) -> Points:
    """Take places along the body to places along the garment.

    Ends meet where the lengths are alike; a garment much too long runs out of the region, one
    much too short is drawn out towards its end.
    """
    stretch = own / max(new * scale, 1e-6)
    if stretch < MOST_SQUEEZE:
        return np.asarray(places / (scale * MOST_SQUEEZE))
    if stretch <= MOST_STRETCH:
        return np.asarray(places * new / own)
    start = min(1.0 / (scale * MOST_STRETCH), 1.8 * new / own)
    bend = (new - start * own) / own**2
    return np.asarray(start * places + bend * places**2)


def _joined(pairs: list[tuple[Points, Points]]) -> tuple[Points, Points]:
    return np.concatenate([own for own, _ in pairs]), np.concatenate([new for _, new in pairs])
