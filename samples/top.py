"""What all tops have in common: how they are cut, their sleeves, and the back of the neck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from samples.fabric import Grain, Rgb, Weave, plain
from samples.outline import Curve, Field, curve, fill, join, mirror, offset, shift, wobble
from samples.piece import Piece, Table
from samples.prints import write

Cloth = Callable[[Field, Field, np.random.Generator], Weave]
"""Weaves cloth for the given across and along coordinates."""
Point = tuple[float, float]


@dataclass(frozen=True)
class TopCut:
    """Measures of a top in pixels; points are (distance from the middle, y) of the right half.

    Attributes:
        shape: (H, W) of the picture.
        neck: where collar and shoulder meet.
        neck_depth: y of the lowest point of the neckline in front.
        back_depth: y of the lowest point of the neckline at the back.
        tip: end of the shoulder.
        armpit: where sleeve and side meet.
        waist: a point on the side.
        side: lower end of the side.
        hem_y: y of the hem in the middle.
        sleeve_length: from the shoulder's end to the wrist or hem.
        sleeve_angle: degrees by which the sleeve hangs below the horizontal.
        sleeve_opening: width of the sleeve's end.
        hollow: how far the armhole curves inwards.
        vee: whether the neckline is pointed.
    """

    shape: tuple[int, int]
    neck: Point
    neck_depth: float
    back_depth: float
    tip: Point
    armpit: Point
    waist: Point
    side: Point
    hem_y: float
    sleeve_length: float
    sleeve_angle: float
    sleeve_opening: float
    hollow: float = 24.0
    vee: bool = False
    centre: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "centre", self.shape[1] / 2)

    def at(self, dx: float, y: float) -> Point:
        """Return the pixel of a point of the right half."""
        return (self.centre + dx, y)

    def whole(self, *half: Point) -> Curve:
        """Return a smooth curve through points of the right half, right to left across."""
        right = [self.at(*point) for point in half]
        left = [self.at(-dx, y) for dx, y in half[::-1] if dx > 0]
        return curve(*right, *left)

    @property
    def neck_front(self) -> Curve:
        """The neckline in front, right to left."""
        x, y = self.neck
        deep = self.neck_depth - y
        if self.vee:
            right = curve(self.at(x, y), self.at(0.62 * x, y + 0.5 * deep), self.at(0, y + deep))
            return join(right, mirror(right, self.centre)[::-1])
        return self.whole(
            (x, y), (0.87 * x, y + 0.5 * deep), (0.52 * x, y + 0.87 * deep), (0, y + deep)
        )

    @property
    def neck_back(self) -> Curve:
        """The neckline at the back, right to left."""
        x, y = self.neck
        deep = self.back_depth - y
        return self.whole((x, y + 2), (0.72 * x, y + 0.72 * deep), (0, y + deep))

    @property
    def armhole(self) -> Curve:
        """The right armhole, from the shoulder to the armpit."""
        (tip_x, tip_y), (pit_x, pit_y) = self.tip, self.armpit
        deep = pit_y - tip_y
        return curve(
            self.at(tip_x, tip_y),
            self.at(tip_x - self.hollow, tip_y + 0.42 * deep),
            self.at(tip_x - 0.8 * self.hollow, tip_y + 0.72 * deep),
            self.at(pit_x, pit_y),
        )

    @property
    def hem(self) -> Curve:
        """The hem, right to left."""
        x, y = self.side
        return self.whole((x, y), (0.5 * x, y + 0.72 * (self.hem_y - y)), (0, self.hem_y))

    @property
    def body(self) -> Curve:
        """Outline of the front."""
        (neck_x, neck_y), (tip_x, tip_y) = self.neck, self.tip
        shoulder = curve(
            self.at(neck_x, neck_y),
            self.at((neck_x + tip_x) / 2, (neck_y + tip_y) / 2 - 4),
            self.at(tip_x, tip_y),
        )
        side = curve(self.at(*self.armpit), self.at(*self.waist), self.at(*self.side))
        right = join(shoulder, self.armhole, side)
        return join(right, self.hem, mirror(right, self.centre)[::-1], self.neck_front[::-1])

    @property
    def sleeve_end(self) -> Curve:
        """The right sleeve's hem, from the outer to the inner edge."""
        turn = np.deg2rad(self.sleeve_angle)
        down = np.array([np.cos(turn), np.sin(turn)])
        aside = np.array([-np.sin(turn), np.cos(turn)])
        outer = np.array(self.at(*self.tip)) + down * self.sleeve_length
        inner = outer + aside * self.sleeve_opening
        return curve(outer, (outer + inner) / 2 + 5 * down, inner)

    @property
    def sleeve(self) -> Curve:
        """Outline of the right sleeve; it reaches a little under the body."""
        end, armhole = self.sleeve_end, self.armhole
        bow = np.array([0.05, -0.05]) * self.sleeve_length
        upper = curve(armhole[0], (armhole[0] * 0.55 + end[0] * 0.45) + 0.6 * bow, end[0])
        lower = curve(end[-1], (armhole[-1] + end[-1]) / 2 + 0.15 * bow, armhole[-1])
        return join(upper, end, lower, shift(armhole[::-1], -14, 0))


def silhouettes(cut: TopCut, rng: np.random.Generator) -> tuple[Field, Field, Field]:
    """Return the coverage of the body, the right and the left sleeve."""
    outlines = (cut.body, cut.sleeve, mirror(cut.sleeve, cut.centre))
    body, right, left = (fill(wobble(outline, 1.0, rng), cut.shape) for outline in outlines)
    return body, right, left


def sleeve_piece(
    cut: TopCut, mask: Field, side: int, cloth: Cloth, folds: Field, rng: np.random.Generator
) -> tuple[Piece, Curve]:
    """Cut one sleeve, threads along the arm; return it and its end, inwards to the curve's right.

    Args:
        cut: measures.
        mask: coverage of this sleeve.
        side: 1 for the sleeve on the right of the picture, -1 for the left.
        cloth: what to cut it from.
        folds: relief of the garment.
        rng: source of randomness.
    """
    origin = (cut.centre + side * cut.tip[0], cut.tip[1])
    grain = Grain(origin, angle=-(90.0 - cut.sleeve_angle) * side)
    weave = cloth(*grain.coordinates(cut.shape, folds), rng)
    piece = Piece(mask, weave.colour, folds + weave.relief, thickness=3.0)
    end = cut.sleeve_end if side > 0 else mirror(cut.sleeve_end, cut.centre)[::-1]
    return piece, end


def front_piece(
    cut: TopCut, mask: Field, cloth: Cloth, folds: Field, rng: np.random.Generator
) -> Piece:
    """Cut the front, threads straight down, gathered a little along the armholes."""
    grain = Grain((cut.centre, cut.neck[1]))
    weave = cloth(*grain.coordinates(cut.shape, folds), rng)
    piece = Piece(mask, weave.colour, folds + weave.relief, thickness=3.0)
    for armhole in (cut.armhole, mirror(cut.armhole, cut.centre)):
        piece.pucker(armhole, rng, depth=0.6, width=12, period=11)
    return piece


def hem_with_stitches(
    piece: Piece, hem: Curve, thread: Rgb, rng: np.random.Generator, *, rise: float = 30.0
) -> None:
    """Turn up a hem, inwards to the curve's right, and sew it with two rows of stitches."""
    piece.pucker(offset(hem, rise), rng, depth=0.55, width=12, period=13)
    piece.dent(offset(hem, rise + 1), depth=1.5, width=2.6)
    for row in (rise - 7, rise - 1):
        piece.stitch(offset(hem, row), thread, thickness=1.1)


def lay_back(
    table: Table, cut: TopCut, cloth: Cloth, band: Weave, rng: np.random.Generator, *, width: float
) -> None:
    """Lay what shows of the inside of the back: cloth, neck band, tape and label."""
    shape = cut.shape
    flat = np.zeros(shape, np.float32)
    opening = join(cut.neck_front, cut.neck_back[::-1])
    middle = opening.mean(axis=0)
    opening = middle + (opening - middle) * [1.04, 1.12]
    opening[:, 1] = np.maximum(opening[:, 1], cut.neck[1] + 3)
    inside = cloth(*Grain((cut.centre, cut.neck[1])).coordinates(shape, flat), rng)
    table.lay(Piece(fill(opening, shape), inside.colour * np.float32(0.6), inside.relief))
    edge = cut.neck_back
    lower = shift(edge, 0, width)
    collar = fill(join(edge, lower[::-1]), shape)
    table.lay(Piece(collar, band.colour * np.float32(0.84), band.relief, roll=6), reach=4)
    tape = fill(join(lower, shift(lower, 0, 10)[::-1]), shape)
    table.lay(Piece(tape, band.colour * np.float32(0.78), flat, thickness=1.5), reach=2)
    _lay_label(table, cut, cut.back_depth + width + 4)


def _lay_label(table: Table, cut: TopCut, top: float) -> None:
    """Sew in the woven label, as wide as a quarter of the neck."""
    size = cut.neck[0] / 112
    corners = size * np.array([[-28, 0], [28, 0], [28, 26], [-28, 26]]) + [cut.centre, top]
    satin = plain(cut.shape, (0.88, 0.87, 0.84))
    ink = write("tryon", 14 * size, (cut.centre, top + 13 * size), cut.shape)[..., None]
    satin = (satin * (1 - ink) + ink * np.float32(0.25)).astype(np.float32)
    flat = np.zeros(cut.shape, np.float32)
    label = Piece(fill(corners, cut.shape), satin, flat, thickness=1.0, roll=2.5)
    table.lay(label, shadow=0.25, reach=2)


def lay_collar(
    table: Table, cut: TopCut, band: Weave, *, width: float, thickness: float = 3.5
) -> None:
    """Lay a collar band along the front of the neck, and the seam below it."""
    edge = cut.neck_front[::-1]
    outer = offset(edge, width)
    mask = fill(join(edge, outer[::-1]), cut.shape)
    table.groove(outer, width=4, strength=0.22)
    table.lay(Piece(mask, band.colour, band.relief, thickness, 8), shadow=0.28)
