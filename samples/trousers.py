"""Trousers, laid flat: five-pocket jeans and chinos."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samples.drape import Handling, drape, smooth_noise
from samples.fabric import Grain, Rgb, Weave, plain, twill
from samples.outline import (
    Curve,
    Field,
    curve,
    distance_to,
    fill,
    join,
    mirror,
    offset,
    shift,
    wobble,
)
from samples.piece import Piece, Table

SHAPE = (1170, 780)
_CX = SHAPE[1] / 2
_WAIST, _BAND, _CROTCH, _HEM = 66.0, 44.0, 386.0, 1120.0


@dataclass(frozen=True)
class TrouserStyle:
    """What tells one pair from another.

    Attributes:
        colour: of the cloth.
        thread: colour of the visible stitches.
        contrast: how strongly the twill shows.
        fade: how much the thighs and seams are worn pale, 0 for none.
        jeans: round pockets, rivets and double orange seams; otherwise slanted pockets.
        spread: how far the feet stand out sideways, in pixels.
    """

    colour: Rgb
    thread: Rgb
    contrast: float
    fade: float
    jeans: bool
    spread: float = 96.0


def _at(dx: float, y: float) -> tuple[float, float]:
    return (_CX + dx, y)


def _on(side: int, points: Curve) -> Curve:
    """Return a curve of the right half on the side asked for: 1 right, -1 left in the picture."""
    return points if side > 0 else mirror(points, _CX)


def _outer(style: TrouserStyle) -> Curve:
    """The right side seam, from waist to ankle."""
    out = style.spread
    return curve(
        _at(202, _WAIST),
        _at(236, 190),
        _at(252, 320),
        _at(232 + 0.25 * out, 560),
        _at(200 + 0.66 * out, 840),
        _at(190 + out, _HEM),
    )


def _inner(style: TrouserStyle) -> Curve:
    """The right inseam, from crotch to ankle."""
    out = style.spread
    return curve(
        _at(0, _CROTCH),
        _at(14, _CROTCH + 60),
        _at(10 + 0.28 * out, 620),
        _at(2 + 0.6 * out, 850),
        _at(-8 + out, _HEM + 2),
    )


def _hem(style: TrouserStyle) -> Curve:
    """The right ankle, from outside to inside."""
    out = style.spread
    return curve(_at(190 + out, _HEM), _at(92 + out, _HEM + 8), _at(-8 + out, _HEM + 2))


def _waist(y: float, half: float) -> Curve:
    """A line across at the waist, left to right; it sags a little in the middle."""
    return curve(_at(-half, y), _at(-0.5 * half, y + 9), _at(0, y + 13), _at(0.5 * half, y + 9),
                 _at(half, y))  # fmt: skip


def trousers(style: TrouserStyle, *, seed: int) -> NDArray[np.uint8]:
    """Return the picture (H, W, 4) of a pair of trousers."""
    rng = np.random.default_rng(seed)
    table = Table(SHAPE)
    rise = curve(_at(-3, _WAIST + 12), _at(-4, 240), _at(-3, _CROTCH - 2))
    leg = join(_outer(style), _hem(style), _inner(style)[::-1], rise[::-1])
    masks = {side: fill(wobble(_on(side, leg), 1.0, rng), SHAPE) for side in (-1, 1)}
    handling = Handling(looseness=6.5, scale=120, spacing=12)
    folds = drape(np.maximum(*masks.values()), handling, rng) + _knees(style)
    _lay_inside(table, style, rng)
    for side, mask in masks.items():
        _lay_leg(table, style, mask, side, folds, rng)
    _lay_band(table, style, rng)
    return table.rgba()


def _knees(style: TrouserStyle) -> Field:
    """Return the creases that radiate from the crotch, where trousers bend when worn."""
    height = np.zeros(SHAPE, np.float32)
    for side in (1, -1):
        for k, (dx, dy) in enumerate(((200, 10), (190, -60), (170, 90), (150, 150))):
            start, end = _at(side * 12, _CROTCH - 6), _at(side * dx, _CROTCH + dy)
            bend = _at(side * 0.5 * dx, _CROTCH + 0.62 * dy)
            path = curve(start, bend, end)
            along = np.clip(distance_to(path[:1].repeat(2, 0), SHAPE) / 200, 0, 1)
            ridge = np.exp(-((distance_to(path, SHAPE) / (8 + 3 * k)) ** 2))
            height += (2.4 - 0.4 * k) * ridge * (1 - along) ** 0.7
    return height * (1.2 if style.jeans else 0.7)


def _weave(style: TrouserStyle, grain: Grain, folds: Field, rng: np.random.Generator) -> Weave:
    across, along = grain.coordinates(SHAPE, folds)
    return twill(plain(SHAPE, style.colour), across, along, rng, contrast=style.contrast)


def _wear(piece: Piece, style: TrouserStyle, seams: list[Curve], rng: np.random.Generator) -> None:
    """Bleach what rubs: thighs, knees, and the ridges along the seams."""
    if not style.fade:
        return
    y, x = np.mgrid[: SHAPE[0], : SHAPE[1]].astype(np.float32)
    pale = np.zeros(SHAPE, np.float32)
    for side in (1, -1):
        lean = _CX + side * (112 + 0.00011 * style.spread * (y - 300))
        pale += np.exp(-(((x - lean) / 62) ** 2) - ((y - 470) / 190) ** 2)
        pale += 0.5 * np.exp(-(((x - lean - side * 26) / 58) ** 2) - ((y - 760) / 130) ** 2)
    pale *= 0.8 + 0.12 * smooth_noise(SHAPE, 30, rng)
    for seam in seams:
        worn = np.exp(-((distance_to(seam, SHAPE) - 4) ** 2) / 20)
        pale += 0.3 * worn * np.clip(0.7 + 0.8 * smooth_noise(SHAPE, 7, rng), 0, 2)
    mix = np.clip(style.fade * pale, 0, 0.8)[..., None]
    bleached = np.array([0.70, 0.77, 0.84], np.float32)
    piece.colour = (piece.colour * (1 - mix) + bleached * mix).astype(np.float32)


def _lay_inside(table: Table, style: TrouserStyle, rng: np.random.Generator) -> None:
    """Lay what shows of the inside of the back of the waistband, with its label."""
    flat = np.zeros(SHAPE, np.float32)
    top = curve(_at(-200, _WAIST - 1), _at(-100, _WAIST - 9), _at(100, _WAIST - 9),
                _at(200, _WAIST - 1))  # fmt: skip
    mask = fill(join(top, (_waist(_WAIST + 12, 200))[::-1]), SHAPE)
    red, green, blue = style.colour
    faded = (0.45 * red + 0.38, 0.45 * green + 0.38, 0.45 * blue + 0.38)
    pale = faded if style.jeans else style.colour
    across, along = Grain((_CX, 0)).coordinates(SHAPE, flat)
    cloth = twill(plain(SHAPE, pale), across, along, rng, contrast=0.06)
    inside = Piece(mask, cloth.colour * np.float32(0.72), cloth.relief)
    inside.stitch(offset(top, 5), style.thread, thickness=1.1)
    table.lay(inside)


def _lay_leg(
    table: Table,
    style: TrouserStyle,
    mask: Field,
    side: int,
    folds: Field,
    rng: np.random.Generator,
) -> None:
    """Lay one leg: pocket facing, then the front with its seams and hem."""
    lean = 0.0 if style.jeans else -2.0
    weave = _weave(style, Grain((_CX, 0), angle=(lean - 3.0) * side), folds, rng)
    opening, pocket = _pocket(style, side)
    facing = Piece(mask * pocket, weave.colour * np.float32(0.9), weave.relief, thickness=2.0)
    outer, inner, hem = (_on(side, c(style)) for c in (_outer, _inner, _hem))
    front = Piece(mask * (1 - pocket), weave.colour, folds + weave.relief, thickness=3.0)
    _wear(front, style, [outer, inner, hem, opening], rng)
    for seam, inward in ((outer, 1), (inner, -1)):
        front.pucker(seam, rng, depth=0.8, width=12, period=12)
        for row in (5, 10) if style.jeans and inward < 0 else ():
            front.stitch(offset(seam, row * inward * side), style.thread)
    if style.jeans:
        front.stitch(offset(outer[: len(outer) // 3], 6 * side), style.thread)
    for row in (4, 10) if style.jeans else (6,):
        front.stitch(offset(opening, row * side), style.thread)
    lifted = shift(hem, 0, -25 if style.jeans else -40)
    front.pucker(lifted, rng, depth=1.1, width=14, period=14)
    front.dent(lifted, depth=1.4, width=2.5)
    front.stitch(shift(lifted, 0, 3), style.thread)
    if side > 0:
        _sew_fly(front, style)
    table.lay(facing, shadow=0.3, reach=4)
    table.lay(front, shadow=0.35, reach=4)
    if style.jeans:
        for at in (opening[2], opening[-12]):
            _rivet(table, shift(at, -8 * side, 4))


def _pocket(style: TrouserStyle, side: int) -> tuple[Curve, Field]:
    """Return the pocket's opening, from the waistband to the side seam, and what lies above it."""
    top = _WAIST + _BAND
    if style.jeans:
        half = curve(_at(112, top), _at(128, 168), _at(176, 206), _at(262, 214))
    else:
        half = curve(_at(150, top), _at(192, 196), _at(240, 290), _at(262, 330))
    corner = np.array([_at(330, 330), _at(330, _WAIST - 20), _at(112, _WAIST - 20)])
    return _on(side, half), fill(_on(side, join(half, corner)), SHAPE)


def _sew_fly(front: Piece, style: TrouserStyle) -> None:
    """Sew the J below the waistband that holds the fly."""
    top = _WAIST + _BAND
    seam = curve(_at(48, top), _at(46, 230), _at(36, 290), _at(3, 330))
    for inwards in (0, 6) if style.jeans else (0,):
        front.stitch(offset(seam, inwards), style.thread)
    front.dent(seam, depth=1.2, width=4)


def _lay_band(table: Table, style: TrouserStyle, rng: np.random.Generator) -> None:
    """Lay the waistband with its loops and button."""
    flat = np.zeros(SHAPE, np.float32)
    upper, lower = _waist(_WAIST, 203), _waist(_WAIST + _BAND, 212)
    across, along = Grain((_CX, 0), angle=90).coordinates(SHAPE, flat)
    weave = twill(plain(SHAPE, style.colour), across, along, rng, contrast=style.contrast)
    relief = weave.relief + 0.8 * smooth_noise(SHAPE, 26, rng)
    band = Piece(fill(join(upper, lower[::-1]), SHAPE), weave.colour, relief, 4.0)
    _wear(band, style, [upper, lower], rng)
    for edge, inwards in ((upper, 5), (lower, -5)):
        band.stitch(offset(edge, inwards), style.thread)
    table.lay(band, shadow=0.4, reach=4)
    lap = curve(_at(-16, _WAIST + 13), _at(-17, _WAIST + 13 + _BAND))
    table.groove(lap, width=2.5, strength=0.5)
    for dx in (-150, -72, 72, 150):
        _lay_loop(table, style, weave, dx)
    _button(table, style, _at(4, _WAIST + 13 + _BAND / 2))


def _lay_loop(table: Table, style: TrouserStyle, weave: Weave, dx: float) -> None:
    """Lay one belt loop over the waistband."""
    top = _WAIST + 7 - abs(dx) * 0.03
    box = np.array([_at(dx - 9, top - 4), _at(dx + 9, top - 4), _at(dx + 9, top + _BAND + 12),
                    _at(dx - 9, top + _BAND + 12)])  # fmt: skip
    loop = Piece(fill(box, SHAPE), weave.colour.copy(), weave.relief, 5.0, 5)
    for aside in (-5, 5):
        loop.stitch(curve(_at(dx + aside, top), _at(dx + aside, top + _BAND + 8)), style.thread)
    table.lay(loop, shadow=0.45, reach=4)


def _disc(at: tuple[float, float] | NDArray[np.float64], radius: float) -> Curve:
    turn = np.linspace(0, 2 * np.pi, 48)
    return np.asarray(at) + radius * np.column_stack([np.cos(turn), np.sin(turn)])


def _button(table: Table, style: TrouserStyle, at: tuple[float, float]) -> None:
    """Lay the button: a metal shank on jeans, horn with four holes on chinos."""
    flat = np.zeros(SHAPE, np.float32)
    metal = (0.55, 0.47, 0.37) if style.jeans else (0.38, 0.28, 0.20)
    table.lay(Piece(fill(_disc(at, 13), SHAPE), plain(SHAPE, metal), flat, 5.0, 5), shadow=0.5,
              reach=4)  # fmt: skip
    inner = Piece(fill(_disc(at, 8), SHAPE), plain(SHAPE, metal), flat, -2.0, 3)
    table.lay(inner, shadow=0, reach=2)


def _rivet(table: Table, at: NDArray[np.float64]) -> None:
    """Set a copper rivet at a corner of a pocket."""
    copper = plain(SHAPE, (0.66, 0.45, 0.30))
    table.lay(Piece(fill(_disc(at, 5), SHAPE), copper, np.zeros(SHAPE, np.float32), 3.0, 3),
              shadow=0.5, reach=2)  # fmt: skip
