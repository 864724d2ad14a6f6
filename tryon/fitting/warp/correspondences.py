"""Pairs of points on a body and on a garment, for strips whose lengths or widths differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import GarmentPoints, HardMask, Points, ViewPoints
from tryon.messages import FitNote
from tryon.shape.figure import Strip
from tryon.shape.sides import GarmentPart

Pairs = tuple[ViewPoints, GarmentPoints]
"""Positions (N, 2) on the body, and the same positions (N, 2) on the garment."""

ALIKE = (0.78, 1.3)
"""Least and greatest worn length, in lengths of the garment, at which the garment ends where the
worn clothes do."""
SAME_END = 0.13
"""Difference from the end of what is worn up to which a sleeve or leg ends where that does, in
lengths of the limb."""
_LEAST_STRETCHED = 0.6
"""Least garment length per body length below the stiff part, as a fraction of that in it: how far
cloth may be stretched there."""
_PAIRED_ACROSS = (1 / 3, 2 / 3)
"""Where a torso is paired between its middle and its edges, as fractions of half its width."""
_STIFF_FRACTION = 0.75
"""Fraction of a strip, from its root, that keeps the garment's proportions exactly."""
_HANGING_WIDTH = 0.8
"""Width of a hanging skirt, in widths of the same skirt spread flat."""


@dataclass(frozen=True, eq=False)
class PartMatch:
    """Pairs of points for one garment part.

    Attributes:
        part: which one.
        body: positions (N, 2) on the body.
        garment: the same positions (N, 2) on the garment.
        zone: the pixels of the view (h, w) in which it may lie; None for anywhere.
    """

    part: GarmentPart
    body: ViewPoints
    garment: GarmentPoints
    zone: HardMask | None = None

    @property
    def strips(self) -> tuple[Strip, Strip]:
        """The body's and the garment's strip that `edges_and_middle` paired."""
        body, garment = (np.split(points, 3) for points in (self.body, self.garment))
        return Strip(body[0], body[2]), Strip(garment[0], garment[2])


@dataclass(frozen=True, eq=False)
class Match:
    """How a garment lies on a body.

    Attributes:
        parts: the lowest layer first: the torso, then the sleeves.
        scale: body pixels per garment pixel.
        ends_open: whether the garment's lower end lies below that of the worn clothes.
        notes: what did not fit.
        reveals: the parts that end before the worn clothes do; None if nothing is known of
            where the garment ends.
        keeps_edges: whether it was worn like the old clothes, so that where the two differ by
            little the photo's own edge is kept before the background too.
        hem: the point (1, 2) at which the middle of a top disappears under other clothes or leaves
            the photo; None if the garment's end shows.
    """

    parts: tuple[PartMatch, ...]
    scale: float
    ends_open: bool = False
    notes: tuple[FitNote, ...] = ()
    reveals: frozenset[GarmentPart] | None = None
    keeps_edges: bool = False
    hem: ViewPoints | None = None


def as_worn(end: float, worn_end: float | None) -> float:
    """Return where a sleeve or leg ends: where the worn one does, if that is about there.

    Both are in lengths of the limb; ``worn_end`` is None if nothing is worn there.
    """
    return end if worn_end is None or abs(end - worn_end) >= SAME_END else worn_end


def stations(length: float, count: int) -> NDArray[np.float64]:
    """Return evenly spaced places (count,) along a strip."""
    return np.asarray(np.linspace(0.0, length, count), dtype=np.float64)


def lengthened(part: Strip, factor: float, body: Strip | None) -> Strip:
    """Lengthen or shorten a part at its end.

    Args:
        part: the part.
        factor: the new length, in lengths of the part.
        body: the strip of the body along which a longer part continues; None to go straight on.
    """
    if factor == 1.0:
        return part
    length = part.length * factor
    if factor < 1.0 or body is None:
        return part.at(stations(length, len(part.left)))
    return body.at(stations(min(length, body.length), len(part.left) + 4))


def end_to_end_places(
    places: Points,
    body_length: float,
    garment_length: float,
    scale: float,
    stiff_fraction: float = _STIFF_FRACTION,
) -> NDArray[np.float64]:
    """Take places along the body to places along the garment, so that the ends meet.

    The first ``stiff_fraction`` keeps the garment's scale as far as the rest can make up for it.
    """
    mean_ratio = garment_length / max(body_length, 1e-6)
    stiff_ratio = float(np.clip(1 / max(scale, 1e-6), 0.75 * mean_ratio, 3.0 * mean_ratio))
    stiff_length = min(
        stiff_fraction * body_length,
        (garment_length / stiff_ratio - _LEAST_STRETCHED * body_length) / (1 - _LEAST_STRETCHED),
    )
    if stiff_length <= 0:
        return np.asarray(places * mean_ratio)
    lower_ratio = (garment_length - stiff_ratio * stiff_length) / max(
        body_length - stiff_length, 1e-6
    )
    return np.asarray(
        np.where(
            places <= stiff_length,
            stiff_ratio * places,
            stiff_ratio * stiff_length + lower_ratio * (places - stiff_length),
        )
    )


def edges_and_middle(body: Strip, garment: Strip) -> Pairs:
    """Pair the samples of two strips, one by one: both edges, and the line between them."""
    return (
        ViewPoints(np.concatenate([body.left, body.middle, body.right])),
        GarmentPoints(np.concatenate([garment.left, garment.middle, garment.right])),
    )


@dataclass(frozen=True, eq=False)
class MiddleLine:
    """Where the middle of a garment's torso lies on a body.

    Attributes:
        start: its first sample (2,).
        down: unit vector (2,) along it.
        scale: pixels of the view per pixel of the garment around it.
    """

    start: Points
    down: Points
    scale: float

    def at_rows(self, rows: Points) -> Points:
        """Return its points (N, 2) in rows (N,) of the view."""
        return np.asarray(self.start + ((rows - self.start[1]) / self._steep)[:, None] * self.down)

    def along(self, distances: Points) -> Points:
        """Return its points (N, 2) at distances (N,) from the start."""
        return np.asarray(self.start + distances[:, None] * self.down)

    def distance(self, point: Points) -> float:
        """Return how far along it a point (2,) lies."""
        return float((point - self.start) @ self.down)

    @property
    def _steep(self) -> float:
        return max(float(self.down[1]), 0.2)


def pair_on_torso(
    body: Strip,
    garment: Strip,
    places: tuple[Points, Points],
    scale: float,
    middle_of: Callable[[Strip], Points],
) -> Pairs:
    """Pair a torso across: its middle keeps the garment's scale, its edges meet the body's.

    Cloth that is wider than the body shows goes round it like round a cylinder, which shows an arc
    of half width ``a`` as ``r sin(a / r)``; cloth that is narrower stretches, most at the sides.

    Args:
        body: the body's edges.
        garment: the flat torso's edges.
        places: matching places (N,) along both, the body's first.
        scale: pixels of the view per pixel of the garment around its middle.
        middle_of: tells where (N, 2) that lies in a strip of the body.
    """
    shown, flat = body.at(places[0]), garment.at(places[1])
    pairs = [
        (ViewPoints(shown.left), GarmentPoints(flat.left)),
        (ViewPoints(shown.right), GarmentPoints(flat.right)),
    ]
    line = middle_of(shown)
    for edge, flat_edge in ((shown.left, flat.left), (shown.right, flat.right)):
        half_shown = np.linalg.norm(edge - line, axis=1)
        half_flat = np.linalg.norm(flat_edge - flat.middle, axis=1) * scale
        for fraction in _PAIRED_ACROSS:
            place = _across_half(fraction, half_shown, half_flat) / np.maximum(half_shown, 1e-6)
            pairs.append(
                (
                    ViewPoints(line + place[:, None] * (edge - line)),
                    GarmentPoints(flat.middle + fraction * (flat_edge - flat.middle)),
                )
            )
    pairs.append((ViewPoints(line), GarmentPoints(flat.middle)))
    return joined_pairs(pairs)


def _across_half(
    fraction: float, shown: NDArray[np.float64], flat: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how far (N,) from the middle a fraction of half the flat width comes to lie."""
    angle = _angle_of_arc(np.minimum(shown / np.maximum(flat, 1e-6), 1.0))
    around = shown * np.sin(angle * fraction) / np.sin(angle)
    stretched = fraction * flat + (shown - flat) * fraction**3
    return np.where(flat > shown, around, stretched)


def pair_hanging(
    body: Strip, garment: Strip, scale: float, *, fitted_fraction: float = 0.5, factor: float = 1.0
) -> Pairs:
    """Pair a garment that fits the body for a fraction of the strip and hangs ever freer below.

    ``factor`` is its wanted length, in lengths by measure.
    """
    length = factor * max(garment.length * scale, body.length * 1.05)
    places = stations(length, 14)
    flat = garment.at(places * (garment.length / length))
    half_flat = _HANGING_WIDTH * np.linalg.norm(flat.left - flat.right, axis=1) / 2 * scale
    followed = body.at(np.minimum(places, body.length))
    middle = followed.middle
    middle[:, 1] += np.maximum(places - body.length, 0.0)
    half_hips = float(np.linalg.norm(body.left[-1] - body.right[-1])) / 2
    is_free = places > fitted_fraction * body.length
    half_free = np.where(
        is_free, np.maximum(half_flat, np.minimum(half_hips, half_flat * 1.2)), 0.0
    )
    across = np.array([1.0, 0.0])
    half_body = np.linalg.norm(followed.left - followed.right, axis=1) / 2
    blend = np.clip((places / max(body.length, 1e-6) - fitted_fraction) / 0.5, 0.0, 1.0)
    half_width = ((1 - blend) * half_body + blend * np.maximum(half_free, half_body * 0.98))[
        :, None
    ]
    hanging = Strip(middle - across * half_width, middle + across * half_width)
    return edges_and_middle(hanging, flat)


def _angle_of_arc(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve ``sin(angle) / angle = ratio`` for angles up to a right one."""
    angles = np.linspace(1e-3, np.pi / 2, 200)
    sinc = np.sin(angles) / angles
    return np.asarray(np.interp(ratio, sinc[::-1], angles[::-1]))


def joined_pairs(pairs: Sequence[Pairs]) -> Pairs:
    """Put several sets of pairs together."""
    return (
        ViewPoints(np.concatenate([body for body, _ in pairs])),
        GarmentPoints(np.concatenate([garment for _, garment in pairs])),
    )
