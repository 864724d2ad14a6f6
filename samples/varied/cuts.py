"""Random cutting patterns: outlines of a garment's parts, and its landmarks among them.

Lengths are in half widths of the chest or waist, y down from the neck or waist; ``left`` is that of
the picture. What is drawn later of a pattern covers what is drawn before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from samples.outline import Curve, curve, join, mirror
from tryon.shape.point_names import (
    ARMPITS,
    CUFFS_INNER,
    CUFFS_OUTER,
    HEMS,
    NECKS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    WAISTS,
    PointName,
)
from tryon.shape.sides import Pair

Place = NDArray[np.float64]
"""An x and a y (2,)."""


class Role(Enum):
    """What a part of a garment is."""

    INSIDE = "inside"
    CLOTH = "cloth"
    TRIM = "trim"


@dataclass(frozen=True, eq=False)
class Part:
    """One piece of cloth.

    Attributes:
        outline: closed, (N, 2).
        role: whether it is cloth, trim of another colour, or the inside of the back.
        grain: degrees by which its threads are turned.
    """

    outline: Curve
    role: Role = Role.CLOTH
    grain: float = 0.0


@dataclass(frozen=True, eq=False)
class Pattern:
    """A garment's parts from back to front.

    Attributes:
        parts: what covers what, the last on top.
        seams: lines (N, 2) sewn on the front.
        middle: a place (2,) on the front where a print may be, and half the print's size.
        points: landmarks (2,) by name.
    """

    parts: tuple[Part, ...]
    seams: tuple[Curve, ...]
    middle: tuple[Place, float]
    points: Mapping[PointName, Place]


@dataclass(frozen=True)
class _Measures:
    """Measures of a top's body; see the names of `samples.top.TopCut`."""

    neck: float
    tip: tuple[float, float]
    armpit_y: float
    waist: tuple[float, float]
    hem: tuple[float, float]
    hem_rise: float
    depth: float
    back_depth: float
    sharpness: float
    """Exponent of the neckline: 1 is a V, 2 round, above 4 square."""


class UpperKind(Enum):
    """Garments that hang from the shoulders."""

    TOP = "top"
    COAT = "coat"
    DRESS = "dress"
    JUMPSUIT = "jumpsuit"


class LowerKind(Enum):
    """Garments that hang from the waist."""

    TROUSERS = "trousers"
    SHORTS = "shorts"
    SKIRT = "skirt"


def _place(x: float, y: float) -> Place:
    return np.array([x, y], np.float64)


def _both(names: Pair[PointName], right: Place) -> dict[PointName, Place]:
    return {names.left: right * [-1, 1], names.right: right}


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


_SLEEVELESS = {
    UpperKind.TOP: 0.2,
    UpperKind.COAT: 0.06,
    UpperKind.DRESS: 0.45,
    UpperKind.JUMPSUIT: 0.5,
}
_BODYSUITS = 0.07
"""Share of tops that end in a crotch."""
_LENGTHS = {
    UpperKind.TOP: (1.75, 3.0),
    UpperKind.COAT: (2.1, 4.5),
    UpperKind.DRESS: (3.5, 6.2),
    UpperKind.JUMPSUIT: (2.1, 2.5),
}


def upper_pattern(kind: UpperKind, rng: np.random.Generator) -> Pattern:
    """Cut a random top, coat, dress or jumpsuit."""
    is_sleeveless = rng.random() < _SLEEVELESS[kind]
    measures = _upper_measures(kind, rng, is_sleeveless=is_sleeveless)
    neckline = _neckline(measures)
    parts: list[Part] = []
    points = _body_points(measures)
    over: list[Part] = []
    if not is_sleeveless:
        sleeves, over, ends = _sleeves(kind, measures, rng)
        parts += sleeves
        points.update(ends)
    collar = _collar(kind, measures, neckline, rng)
    points.update(collar.points)
    is_open = kind is UpperKind.COAT and rng.random() < 0.12
    body = _open_front(measures, neckline, rng) if is_open else [_body(measures, neckline)]
    is_bodysuit = kind is UpperKind.TOP and rng.random() < _BODYSUITS
    if is_bodysuit:
        body = [_bodysuit(measures, neckline, rng)]
    seams = list(collar.seams)
    if is_open:
        parts.append(Part(_body(measures, _neck_back(measures)).outline, Role.INSIDE))
        points.pop(PointName.NECK_CENTRE)
    elif kind is UpperKind.COAT or rng.random() < 0.25:
        seams.append(np.array([[0, measures.depth], [0, measures.hem[1]]], np.float64))
    if kind is UpperKind.JUMPSUIT:
        legs = _jumpsuit_legs(measures, rng)
        body, points = [*body, *legs.parts], {**points, **legs.points}
    middle = _place(0, measures.depth + _between(rng, 0.35, 0.8)), _between(rng, 0.15, 0.75)
    return Pattern(
        (*collar.behind, *parts, *body, *collar.front, *over), tuple(seams), middle, points
    )


def _upper_measures(kind: UpperKind, rng: np.random.Generator, *, is_sleeveless: bool) -> _Measures:
    neck = _between(rng, 0.27, 0.5) if rng.random() < 0.85 else _between(rng, 0.5, 0.75)
    slope = _between(rng, 0.06, 0.3)
    tip_x = max(neck + 0.12, _between(rng, 0.82, 1.04))
    if is_sleeveless:
        tip_x = neck + _between(rng, 0.05, 0.5)
    armpit_y = slope + _between(rng, 0.5, 0.95)
    length = _between(rng, *_LENGTHS[kind])
    if kind is UpperKind.TOP and rng.random() < 0.3:  # cropped, or long and slim
        length = _between(rng, 1.35, 1.8) if rng.random() < 0.3 else _between(rng, 3.0, 4.2)
    waist_y = armpit_y + (min(length, 2.6) - armpit_y) * _between(rng, 0.4, 0.7)
    waist_x = _between(rng, 0.75, 1.0)
    hem_x = _between(rng, 0.85, 1.15)
    if kind is UpperKind.DRESS:
        hem_x = _between(rng, 0.85, 2.3) if rng.random() < 0.75 else _between(rng, 0.75, 1.0)
    elif kind is UpperKind.COAT:
        hem_x = _between(rng, 0.9, 1.4)
    elif rng.random() < 0.15:
        hem_x = _between(rng, 1.1, 1.5)
    sharpness = float(rng.choice([1.0, 1.2, 1.6, 2.0, 2.0, 2.5, 3.0, 7.0]))
    depth = _between(rng, 0.12, 0.6) if sharpness > 1.2 else _between(rng, 0.35, 1.2)
    depth = min(depth, armpit_y + 0.45)
    back = _between(rng, 0.02, 0.16)
    if is_sleeveless and rng.random() < 0.4:  # cut as low at the back
        back = _between(rng, 0.1, 0.9) * depth
    rise = _between(rng, -0.05, 0.06) if rng.random() < 0.7 else _between(rng, 0.05, 0.35)
    if kind is UpperKind.JUMPSUIT:
        hem_x = max(waist_x, 1.0)
    return _Measures(
        neck,
        (tip_x, slope * tip_x),
        armpit_y,
        (waist_x, waist_y),
        (hem_x, length),
        rise,
        depth,
        min(back, 0.8 * depth),
        sharpness,
    )


def _neckline(m: _Measures) -> Curve:
    """Return the front neckline, right to left."""
    along = np.linspace(1, -1, 41)
    return np.stack([m.neck * along, m.depth * (1 - np.abs(along) ** m.sharpness)], axis=1)


def _neck_back(m: _Measures) -> Curve:
    along = np.linspace(1, -1, 21)
    return np.stack([m.neck * along, m.back_depth * (1 - along**2)], axis=1)


def _side(m: _Measures) -> Curve:
    return curve((1.0, m.armpit_y), m.waist, m.hem)


def _armhole(m: _Measures) -> Curve:
    (x, y), low = m.tip, m.armpit_y
    hollow = min(x, 1.0) - 0.05
    return curve((x, y), (hollow, y + 0.5 * (low - y)), (hollow + 0.03, y + 0.78 * (low - y)),
                 (1.0, low), steps=8)  # fmt: skip


def _hem(m: _Measures) -> Curve:
    x, y = m.hem
    return curve((x, y), (0.55 * x, y + 0.8 * m.hem_rise), (0, y + m.hem_rise),
                 (-0.55 * x, y + 0.8 * m.hem_rise), (-x, y), steps=6)  # fmt: skip


def _half_outline(m: _Measures) -> Curve:
    return join(np.array([[m.neck, 0.0]]), _armhole(m), _side(m))


def _bodysuit(m: _Measures, neckline: Curve, rng: np.random.Generator) -> Part:
    """Return a body that ends in a crotch."""
    x, y = m.hem
    half, low = _between(rng, 0.1, 0.25), y + _between(rng, 0.35, 0.8)
    leg = curve((x, y), (0.5 * x, y + 0.45 * (low - y)), (half, low), (half, low + 0.06), steps=6)
    right = join(_half_outline(m), leg)
    return Part(join(right, mirror(right, 0.0)[::-1], neckline[::-1]))


def _body(m: _Measures, neckline: Curve) -> Part:
    right = _half_outline(m)
    return Part(join(right, _hem(m), mirror(right, 0.0)[::-1], neckline[::-1]))


def _body_points(m: _Measures) -> dict[PointName, Place]:
    side = _side(m)
    heights = np.linspace(m.armpit_y, m.hem[1], 9)[1:-1]
    widths = np.interp(heights, side[:, 1], side[:, 0])
    narrowest = int(np.argmin(widths))
    return {
        **_both(NECKS, _place(m.neck, 0)),
        PointName.NECK_CENTRE: _place(0, m.depth),
        **_both(SHOULDERS, _place(*m.tip)),
        **_both(ARMPITS, _place(1, m.armpit_y)),
        **_both(WAISTS, _place(widths[narrowest], heights[narrowest])),
        **_both(HEMS, _place(*m.hem)),
    }


def _open_front(m: _Measures, neckline: Curve, rng: np.random.Generator) -> list[Part]:
    """Return the two fronts of an open coat, of which each hangs beside the middle."""
    right = _half_outline(m)
    gaps = _between(rng, 0.05, 0.35), _between(rng, 0.1, 0.5)
    edge = np.array([[gaps[1], m.hem[1]], [gaps[0], min(m.depth + 0.2, m.armpit_y)]])
    half = join(right, edge, neckline[:10][::-1])
    return [Part(half), Part(mirror(half, 0.0))]


def _sleeves(
    kind: UpperKind, m: _Measures, rng: np.random.Generator
) -> tuple[list[Part], list[Part], dict[PointName, Place]]:
    """Return sleeves that lie below the body, those folded over it, and where they end."""
    choice = rng.random()
    is_short = choice < (0.05 if kind is UpperKind.COAT else 0.45)
    inner = _between(rng, 0.1, 0.55) if is_short else _between(rng, 1.2, 2.1)
    if not is_short and choice < (0.1 if kind is UpperKind.COAT else 0.55):
        inner = _between(rng, 0.55, 1.1)
    pose = rng.random()
    angle = _between(rng, 15, 55) if pose < 0.5 else _between(rng, 60, 92)
    if pose > 0.94:
        angle = _between(rng, -15, 15)
    armhole = m.armpit_y - m.tip[1]
    root = armhole * _between(rng, 0.65, 0.95)
    end = root * (_between(rng, 0.75, 1.25) if is_short else _between(rng, 0.5, 0.85))
    puff = 0.5 * (root + end) * (1.0 if rng.random() < 0.75 else _between(rng, 1.1, 1.6))
    bend = 0.0 if is_short else float(rng.normal(0, 14))
    is_folded = not is_short and inner > 1.2 and rng.random() < 0.1
    if is_folded:
        bend = _between(rng, 70, 150)
    below: list[Part] = []
    over: list[Part] = []
    points: dict[PointName, Place] = {}
    for sign, outer_name, inner_name in (
        (-1.0, SLEEVES_OUTER.left, SLEEVES_INNER.left),
        (1.0, SLEEVES_OUTER.right, SLEEVES_INNER.right),
    ):
        own = angle + float(rng.normal(0, 4)), bend + float(rng.normal(0, 5))
        outline, ends = _sleeve(m, inner, own, (root, puff, end))
        flip = np.array([sign, 1.0])
        part = Part(outline * flip, grain=sign * (own[0] - 90))
        (over if is_folded else below).append(part)
        points[outer_name], points[inner_name] = ends[0] * flip, ends[1] * flip
    return below, over, points


def _sleeve(
    m: _Measures, length: float, angles: tuple[float, float], widths: tuple[float, float, float]
) -> tuple[Curve, tuple[Place, Place]]:
    """Return the right sleeve's outline, and the outer and inner corner of its end.

    Args:
        m: measures of the body.
        length: of its inner edge.
        angles: degrees below the horizontal at the root, and by which the elbow bends further.
        widths: at the root, at the elbow and at the end.
    """
    armpit, tip = _place(1.0, m.armpit_y), _place(*m.tip)
    first, second = np.deg2rad(angles[0]), np.deg2rad(angles[0] + angles[1])
    along = [_place(float(np.cos(a)), float(np.sin(a))) for a in (first, second)]
    across = [_place(float(np.sin(a)), -float(np.cos(a))) for a in (first, second)]
    elbow = armpit + along[0] * 0.5 * length
    inner = elbow + along[1] * 0.5 * length
    outer_elbow = elbow + (across[0] + across[1]) * 0.5 * widths[1]
    outer = inner + across[1] * widths[2]
    shoulder = armpit + across[0] * widths[0]
    upper = curve(tip, 0.5 * (tip + shoulder) + 0.12 * along[0], outer_elbow, outer, steps=8)
    lower = curve(inner, elbow, armpit, steps=8)
    below_body = np.array([[0.7, m.armpit_y - 0.05], [min(tip[0], 1.0) - 0.2, tip[1] + 0.1]])
    return join(upper, lower, below_body), (outer, inner)


@dataclass(frozen=True, eq=False)
class _Collar:
    behind: tuple[Part, ...]
    front: tuple[Part, ...]
    seams: tuple[Curve, ...]
    points: Mapping[PointName, Place]


def _collar(kind: UpperKind, m: _Measures, neckline: Curve, rng: np.random.Generator) -> _Collar:
    """Return what is sewn to the neck, and the inside of the back that shows."""
    inside = Part(join(neckline, _neck_back(m)[::-1]), Role.INSIDE)
    label = _label(m, rng)
    behind = (inside, *label)
    choice = rng.random()
    shirt, high, hood = (0.5, 0.65, 0.85) if kind is UpperKind.COAT else (0.15, 0.24, 0.31)
    if kind in (UpperKind.DRESS, UpperKind.JUMPSUIT):
        shirt, high, hood = 0.1, 0.15, 0.15
    if choice < shirt:
        leaf = _leaf(m, rng)
        return _Collar(behind, (Part(leaf, Role.CLOTH, 40), Part(mirror(leaf, 0), Role.CLOTH, -40)),
                       (), {})  # fmt: skip
    if choice < high:
        return _high_collar(m, neckline, rng)
    if choice < hood:
        return _hood(m, neckline, rng)
    if rng.random() < 0.6:
        width = _between(rng, 0.05, 0.14)
        outer = np.stack([neckline[:, 0] * (1 + width / m.neck), neckline[:, 1] + width], axis=1)
        outer[[0, -1], 1] = neckline[[0, -1], 1] + 0.02
        role = Role.TRIM if rng.random() < 0.35 else Role.CLOTH
        return _Collar(behind, (Part(join(neckline, outer[::-1]), role),), (outer,), {})
    return _Collar(behind, (), (), {})


def _label(m: _Measures, rng: np.random.Generator) -> tuple[Part, ...]:
    if rng.random() < 0.4:
        return ()
    half, high = _between(rng, 0.05, 0.14), _between(rng, 0.05, 0.16)
    top = m.back_depth + _between(rng, 0.01, 0.06)
    corners = np.array([[-half, top], [half, top], [half, top + high], [-half, top + high]])
    return (Part(corners, Role.INSIDE, grain=1.0),)


def _leaf(m: _Measures, rng: np.random.Generator) -> Curve:
    """Return the right leaf of a shirt's collar or of a lapel."""
    out, low = _between(rng, 0.05, 0.3), _between(rng, 0.15, 0.5)
    return np.array(
        [
            [0.9 * m.neck, 0.0],
            [m.neck + 0.06, 0.02],
            [m.neck + out, 0.5 * m.depth + 0.3 * low],
            [0.5 * m.neck + 0.4 * out, m.depth + low],
            [0.02, m.depth],
            [0.55 * m.neck, 0.45 * m.depth],
        ]
    )


def _high_collar(m: _Measures, neckline: Curve, rng: np.random.Generator) -> _Collar:
    """Return a roll neck or stand-up collar, whose upper edge is the neckline."""
    high, narrow = _between(rng, 0.12, 0.5), _between(rng, 0.82, 1.0)
    dip, along = _between(rng, 0.0, 0.1), np.linspace(1, -1, 21)
    top = np.stack([m.neck * narrow * along, -high + dip * (1 - along**2)], axis=1)
    band = Part(join(top, neckline[::-1]), Role.TRIM if rng.random() < 0.2 else Role.CLOTH)
    back = top * [1, 0] + [0, -high] - dip * 0.4 * np.stack([0 * along, 1 - along**2], axis=1)
    inside = Part(join(top, back[::-1]), Role.INSIDE)
    points = {
        **_both(NECKS, _place(m.neck * narrow, -high)),
        PointName.NECK_CENTRE: _place(0, -high + dip),
    }
    return _Collar((inside,), (band,), (neckline,), points)


def _hood(m: _Measures, neckline: Curve, rng: np.random.Generator) -> _Collar:
    """Return a hood that lies above the neck, open to the front."""
    high, wide = _between(rng, 0.6, 1.1), _between(rng, 1.0, 1.45) * m.neck + 0.1
    turn = np.linspace(0, np.pi, 25)
    arc = np.stack([wide * np.cos(turn), 0.15 - high * np.sin(turn) ** 0.8], axis=1)
    rim = _between(rng, 0.12, 0.3)
    opening = np.stack(
        [(wide - rim) * np.cos(turn), 0.1 - (high - rim) * np.sin(turn) ** 0.9], axis=1
    )
    inside = Part(join(opening, neckline[::-1]), Role.INSIDE)
    return _Collar((Part(arc), inside), (), (), {})


def _jumpsuit_legs(m: _Measures, rng: np.random.Generator) -> Pattern:
    """Return two legs from the hips down, and their landmarks."""
    legs = _legs(rng, half=m.hem[0], is_short=rng.random() < 0.3)
    down = np.array([0.0, m.hem[1] - 0.25])
    parts = tuple(Part(part.outline + down) for part in legs.parts if part.role is Role.CLOTH)
    points = {name: place + down for name, place in legs.points.items() if name not in _WAISTS}
    points.update({h: points[c] for h, c in zip(HEMS, CUFFS_OUTER, strict=True)})
    return Pattern(parts, (), legs.middle, points)


_WAISTS = tuple(WAISTS)


def lower_pattern(kind: LowerKind, rng: np.random.Generator) -> Pattern:
    """Cut random trousers, shorts or a skirt."""
    if kind is LowerKind.SKIRT:
        return _skirt(rng)
    return _legs(rng, half=1.0, is_short=kind is LowerKind.SHORTS)


def _waist_parts(half: float, rng: np.random.Generator) -> tuple[Curve, Part, Part]:
    """Return the front's upper edge, right to left, the inside of the back above it, and a band."""
    along = np.linspace(1, -1, 15)
    dip = _between(rng, 0.0, 0.14)
    front = np.stack([half * along, dip * (1 - along**2)], axis=1)
    rise = _between(rng, 0.0, 0.08)
    back = np.stack([half * along, -rise * (1 - along**2)], axis=1)
    inside = Part(join(front, back[::-1]), Role.INSIDE)
    width = _between(rng, 0.06, 0.2)
    band = join(front, (front + np.array([0, width]))[::-1])
    return front, inside, Part(band, Role.TRIM if rng.random() < 0.15 else Role.CLOTH)


def _legs(rng: np.random.Generator, *, half: float, is_short: bool) -> Pattern:
    hip = half * _between(rng, 1.02, 1.3), _between(rng, 0.6, 1.0)
    crotch_y = _between(rng, 1.05, 1.6)
    cuff_y = crotch_y + (_between(rng, 0.25, 1.1) if is_short else _between(rng, 2.2, 4.3))
    width = _between(rng, 0.7, 1.25) if is_short else _between(rng, 0.38, 1.1)
    apart = _between(rng, 0.0, 0.5) * (0.6 if is_short else 1.0)
    inner_x = apart
    points: dict[PointName, Place] = {
        **_both(WAISTS, _place(half, 0)),
        PointName.CROTCH: _place(0, crotch_y),
    }
    front, inside, band = _waist_parts(half, rng)
    legs = []
    for sign, outer_name, inner_name in (
        (-1.0, CUFFS_OUTER.left, CUFFS_INNER.left),
        (1.0, CUFFS_OUTER.right, CUFFS_INNER.right),
    ):
        own = inner_x + float(rng.normal(0, 0.06))
        tilt = 0.15 * own * width
        outer = _place(own + width, cuff_y - tilt)
        inner = _place(own, cuff_y + 0.2 * tilt)
        knee_y = crotch_y + 0.5 * (cuff_y - crotch_y)
        side = curve((half, 0), hip, (0.5 * (hip[0] + outer[0]), knee_y), outer, steps=8)
        inseam = curve(inner, (0.5 * own, knee_y), (0.0, crotch_y), steps=8)
        outline = join(side, inseam, np.array([[-0.01, 0.0]]), front[:8][::-1])
        legs.append(Part(outline * [sign, 1]))
        points[outer_name], points[inner_name] = outer * [sign, 1], inner * [sign, 1]
    if rng.random() < 0.5:
        legs.reverse()
    fly = np.array([[0.0, 0.1], [0.0, crotch_y]])
    pocket = curve((0.55 * half, 0.12), (0.75 * half, 0.4), (hip[0] * 0.97, 0.55), steps=6)
    seams = (fly, pocket, mirror(pocket, 0.0))
    middle = _place(0.5 * half, 0.6 * crotch_y), _between(rng, 0.1, 0.3)
    return Pattern((inside, *legs, band), seams, middle, points)


def _skirt(rng: np.random.Generator) -> Pattern:
    length = _between(rng, 1.1, 4.0)
    hem_x = _between(rng, 0.85, 1.4) if rng.random() < 0.5 else _between(rng, 1.3, 2.6)
    hem = _place(hem_x, length)
    front, inside, band = _waist_parts(1.0, rng)
    bulge = _between(rng, 0.0, 0.25)
    side = curve((1.0, 0.0), (1 + 0.35 * (hem_x - 1) + bulge, 0.35 * length), hem, steps=10)
    rise = _between(rng, -0.05, 0.35) * (0.4 + 0.4 * max(hem_x - 1, 0))
    lower = curve(hem, (0.5 * hem_x, length + 0.8 * rise), (0, length + rise),
                  (-0.5 * hem_x, length + 0.8 * rise), hem * [-1, 1], steps=6)  # fmt: skip
    body = Part(join(front[:8][::-1], side, lower, mirror(side, 0.0)[::-1], front[8:][::-1]))
    pleats = tuple(
        np.array([[x, 0.15], [x * hem_x, length]])
        for x in rng.uniform(-0.9, 0.9, rng.integers(0, 9))
    )
    points = {**_both(WAISTS, _place(1, 0)), **_both(HEMS, hem)}
    return Pattern((inside, body, band), pleats, (_place(0, 0.5 * length), 0.3), points)


def bag_pattern(rng: np.random.Generator) -> Pattern:
    """Cut a random bag with its handle; it has no landmarks."""
    high, lower, upper = (_between(rng, *r) for r in ((0.9, 2.2), (0.8, 1.2), (0.6, 1.2)))
    body = np.array([[upper, 0], [lower, high], [-lower, high], [-upper, 0]])
    turn = np.linspace(0, np.pi, 21)
    wide, tall = _between(rng, 0.3, 0.9) * upper, _between(rng, 0.4, 2.0)
    outer = np.stack([wide * np.cos(turn), 0.05 - tall * np.sin(turn)], axis=1)
    thick = _between(rng, 0.05, 0.14)
    inner = np.stack([(wide - thick) * np.cos(turn), 0.05 - (tall - thick) * np.sin(turn)], axis=1)
    handle = Part(join(outer, inner[::-1]), Role.TRIM if rng.random() < 0.4 else Role.CLOTH)
    flap_low = _between(rng, 0.2, 0.7) * high
    flap = Part(np.array([[upper, 0], [lower, flap_low], [-lower, flap_low], [-upper, 0]]))
    clasp = np.array([[-0.08, flap_low], [0.08, flap_low]])
    middle = _place(0, 0.7 * high), 0.2
    return Pattern((handle, Part(body), flap), (flap.outline[1:3], clasp), middle, {})
