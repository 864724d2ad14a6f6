"""Pairs of points on a body and on a garment, for tubes whose lengths or breadths differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import GarmentPoints, Points, ViewPoints
from tryon.messages import FitNote
from tryon.shape.figure import Strip
from tryon.shape.sides import GarmentPart

Pairs = tuple[ViewPoints, GarmentPoints]
"""Positions (N, 2) on the body, and the same positions (N, 2) on the garment."""

ALIKE = (0.78, 1.3)
"""Worn length in lengths of the garment between which the garment takes the worn end."""
_SLACK = 0.6
"""Share of the garment's scale to which what is below the stiff part may be drawn out."""
_HELD_ACROSS = (-2 / 3, -1 / 3, 0.0, 1 / 3, 2 / 3)
"""Where a torso is held between its edges, as shares of its half breadth."""
_STIFF = 0.75
"""Share of a torso, from the shoulders, that keeps the garment's proportions exactly."""
_DROOP = 0.8
"""Breadth of a hanging skirt, in breadths of the same skirt spread flat."""
_MOST_GIRTH = 1.0


@dataclass(frozen=True, eq=False)
class PartMatch:
    """Pairs of points for one part that moves by itself.

    Attributes:
        part: which one.
        body: positions (N, 2) on the body.
        garment: the same positions (N, 2) on the garment.
    """

    part: GarmentPart
    body: ViewPoints
    garment: GarmentPoints


@dataclass(frozen=True, eq=False)
class Match:
    """How a garment lies on a body.

    Attributes:
        parts: what lies below the others first: the torso, then the sleeves.
        scale: body pixels per garment pixel.
        ends_open: whether the garment's lower end lies below that of the worn clothes.
        notes: what did not fit.
        reveals: the parts that end before the worn clothes do; None if nothing is known of
            where the garment ends.
        hem: where (1, 2) the middle of a top vanishes below other clothes or past the photo; None
            if its own end shows.
    """

    parts: tuple[PartMatch, ...]
    scale: float
    ends_open: bool = False
    notes: tuple[FitNote, ...] = ()
    reveals: frozenset[GarmentPart] | None = None
    hem: ViewPoints | None = None


def true_scale(across: float, usual: float) -> float:
    """Return the scale of a garment's length.

    Flat, a garment shows half its girth; worn, its sides turn away, so that its breadth on the
    picture is too small a measure.
    """
    return float(np.clip(usual, across, _MOST_GIRTH * across))


def stations(length: float, count: int) -> NDArray[np.float64]:
    """Return evenly spaced places (count,) along a tube."""
    return np.asarray(np.linspace(0.0, length, count), dtype=np.float64)


def lengthened(own: Strip, factor: float, whole: Strip | None) -> Strip:
    """Draw a part out, or take some of it off at its end.

    Args:
        own: the part.
        factor: its new length, in lengths of its own.
        whole: the body that a longer part goes on along; None to go straight on.
    """
    if factor == 1.0:
        return own
    wanted = own.length * factor
    if factor < 1.0 or whole is None:
        return own.at(stations(wanted, len(own.left)))
    return whole.at(stations(min(wanted, whole.length), len(own.left) + 4))


def pair_end_to_end(own: Strip, new: Strip, scale: float) -> Pairs:
    """Pair two tubes so that their ends meet; the upper part keeps its proportions."""
    places = stations(own.length, len(own.left))
    return pair_edges(own, new, places, end_to_end_places(places, own.length, new.length, scale))


def end_to_end_places(
    places: Points, own: float, new: float, scale: float, stiff: float = _STIFF
) -> NDArray[np.float64]:
    """Take places along the body to places along the garment; ends meet.

    The first ``stiff`` share keeps the garment's scale as far as the rest can make up for it.
    """
    usual = new / max(own, 1e-6)
    start = float(np.clip(1 / max(scale, 1e-6), 0.75 * usual, 3.0 * usual))
    knee = min(stiff * own, (new / start - _SLACK * own) / (1 - _SLACK))
    if knee <= 0:
        return np.asarray(places * usual)
    rest = (new - start * knee) / max(own - knee, 1e-6)
    return np.asarray(
        np.where(places <= knee, start * places, start * knee + rest * (places - knee))
    )


def pair_edges(own: Strip, new: Strip, own_places: Points, new_places: Points) -> Pairs:
    """Pair edges and middle of two tubes at matching places."""
    body, flat = own.at(own_places), new.at(new_places)
    return edges_and_middle(body, flat)


def edges_and_middle(body: Strip, garment: Strip) -> Pairs:
    """Pair the samples of two strips, one by one: both edges, and the line between them."""
    return (
        ViewPoints(np.concatenate([body.left, body.middle, body.right])),
        GarmentPoints(np.concatenate([garment.left, garment.middle, garment.right])),
    )


def pair_around_cylinder(
    own: Strip, new: Strip, own_places: Points, new_places: Points, scale: float
) -> Pairs:
    """Pair two torsos across as cloth lies around a body, true in the middle, narrow at the sides.

    A cylinder shows an arc of half breadth ``a`` as ``r sin(a / r)``; its radius is chosen so that
    the garment's breadth shows as the body's.
    """
    body, flat = own.at(own_places), new.at(new_places)
    shown = np.linalg.norm(body.left - body.right, axis=1)
    spread = np.linalg.norm(flat.left - flat.right, axis=1) * scale
    angles = _angle_of_arc(shown / np.maximum(spread, 1e-6))
    pairs = [
        (ViewPoints(body.left), GarmentPoints(flat.left)),
        (ViewPoints(body.right), GarmentPoints(flat.right)),
    ]
    for share in _HELD_ACROSS:
        arc = np.arcsin(share * np.sin(angles)) / angles
        on_body, on_garment = _between(body, np.full_like(arc, share)), _between(flat, arc)
        pairs.append((ViewPoints(on_body), GarmentPoints(on_garment)))
    return joined_pairs(pairs)


def pair_hanging(
    own: Strip, new: Strip, scale: float, *, fitted_share: float = 0.5, factor: float = 1.0
) -> Pairs:
    """Let a garment follow the body for a share of the tube and hang ever freer from there.

    ``factor`` is its length, in lengths of its own.
    """
    wanted = factor * max(new.length * scale, own.length * 1.05)
    places = stations(wanted, 14)
    flat = new.at(places * (new.length / wanted))
    half = _DROOP * np.linalg.norm(flat.left - flat.right, axis=1) / 2 * scale
    body = own.at(np.minimum(places, own.length))
    middle = body.middle
    middle[:, 1] += np.maximum(places - own.length, 0.0)
    hips = float(np.linalg.norm(own.left[-1] - own.right[-1])) / 2
    is_free = places > fitted_share * own.length
    reach = np.where(is_free, np.maximum(half, np.minimum(hips, half * 1.2)), 0.0)
    side = np.array([1.0, 0.0])
    fitted = np.linalg.norm(body.left - body.right, axis=1) / 2
    blend = np.clip((places / max(own.length, 1e-6) - fitted_share) / 0.5, 0.0, 1.0)
    width = ((1 - blend) * fitted + blend * np.maximum(reach, fitted * 0.98))[:, None]
    hanging = Strip(middle - side * width, middle + side * width)
    return edges_and_middle(hanging, flat)


def _angle_of_arc(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve ``sin(angle) / angle = ratio`` for angles up to a right one."""
    angles = np.linspace(1e-3, np.pi / 2, 200)
    sinc = np.sin(angles) / angles
    return np.asarray(np.interp(ratio, sinc[::-1], angles[::-1]))


def _between(strip: Strip, shares: NDArray[np.float64]) -> Points:
    """Return the point of each station at a share (N,) of the half breadth, -1 on the left."""
    return np.asarray(strip.middle + (strip.right - strip.left) * (shares / 2)[:, None])


def joined_pairs(pairs: Sequence[Pairs]) -> Pairs:
    """Put several sets of pairs together."""
    return (
        ViewPoints(np.concatenate([own for own, _ in pairs])),
        GarmentPoints(np.concatenate([new for _, new in pairs])),
    )
