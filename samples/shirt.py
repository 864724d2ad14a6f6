"""A checked flannel shirt, laid flat: collar, placket, buttons, pocket, cuffs."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samples.drape import Handling, drape, smooth_noise
from samples.fabric import Grain, Rgb, Weave, plain
from samples.outline import Curve, Field, curve, fill, join, mirror, offset, shift, wobble
from samples.piece import Piece, Table
from samples.top import Cloth, TopCut, front_piece, lay_back, silhouettes, sleeve_piece

CUT = TopCut(
    shape=(1130, 1500),
    neck=(92, 84),
    neck_depth=172,
    back_depth=92,
    tip=(304, 138),
    armpit=(322, 420),
    waist=(312, 700),
    side=(318, 990),
    hem_y=1094,
    sleeve_length=760,
    sleeve_angle=61,
    sleeve_opening=140,
    hollow=22,
    vee=True,
)
_CUFF = 66.0
_BUTTONS = (268, 400, 532, 664, 796, 928)


def shirt(cloth: Cloth, thread: Rgb, *, seed: int) -> NDArray[np.uint8]:
    """Return the picture (H, W, 4) of a shirt.

    Args:
        cloth: what it is cut from.
        thread: colour of the stitches.
        seed: of everything random.
    """
    rng = np.random.default_rng(seed)
    table = Table(CUT.shape)
    body, right, left = silhouettes(CUT, rng)
    folds = drape(np.maximum(body, np.maximum(right, left)), Handling(looseness=6.5), rng)
    flat = np.zeros(CUT.shape, np.float32)
    level = cloth(*Grain((CUT.centre, 40)).coordinates(CUT.shape, flat), rng)
    lay_back(table, CUT, cloth, level, rng, width=24)
    for mask, side in ((right, 1), (left, -1)):
        sleeve, end = sleeve_piece(CUT, mask, side, cloth, folds, rng)
        sleeve.pucker(end, rng, depth=2.6, width=34, period=15)
        table.lay(sleeve, shadow=0.22, reach=4)
        _lay_cuff(table, cloth, end, side, thread, rng)
    front = front_piece(CUT, body, cloth, folds, rng)
    _sew_front(front, thread, rng)
    table.lay(front, shadow=0.28, reach=4)
    _lay_pocket(table, cloth, folds, thread, rng)
    _lay_placket(table, cloth, folds, thread, rng)
    _lay_collar(table, cloth, level, thread, rng)
    return table.rgba()


def _sew_front(front: Piece, thread: Rgb, rng: np.random.Generator) -> None:
    """Sew the armholes, the yoke's seam and the narrow hem."""
    front.stitch(offset(CUT.hem, 12), thread, thickness=1.0)
    front.pucker(CUT.hem, rng, depth=0.9, width=14, period=12)
    (neck_x, neck_y), (tip_x, tip_y) = CUT.neck, CUT.tip
    yoke = curve(CUT.at(neck_x, neck_y + 34), CUT.at(tip_x - 14, tip_y + 30))
    for seam in (yoke, mirror(yoke, CUT.centre)):
        front.dent(seam, depth=1.6, width=3)
        front.stitch(shift(seam, 0, 5), thread, thickness=1.0)
    for seam, inward in ((CUT.armhole, 1), (mirror(CUT.armhole, CUT.centre), -1)):
        front.stitch(offset(seam, 6 * inward), thread, thickness=1.0)


def _lay_cuff(
    table: Table, cloth: Cloth, end: Curve, side: int, thread: Rgb, rng: np.random.Generator
) -> None:
    """Lay the cuff beyond the sleeve's end, cut across the grain, with its button."""
    outer = offset(end, -_CUFF)
    edge = join(offset(end, 6), outer[::-1])
    flat = np.zeros(CUT.shape, np.float32)
    grain = Grain((float(end[0, 0]), float(end[0, 1])), angle=61.0 * side)
    weave = cloth(*grain.coordinates(CUT.shape, flat), rng)
    relief = weave.relief + 0.9 * smooth_noise(CUT.shape, 26, rng)
    cuff = Piece(fill(wobble(edge, 0.6, rng), CUT.shape), weave.colour, relief, 4.5, 8)
    for row in (1, -_CUFF + 6):
        cuff.stitch(offset(end, row), thread, thickness=1.0)
    table.lay(cuff, shadow=0.35, reach=4)
    middle = offset(end, -_CUFF / 2)
    _lay_button(table, middle[round((0.82 if side > 0 else 0.18) * len(middle))])


def _lay_placket(
    table: Table, cloth: Cloth, folds: Field, thread: Rgb, rng: np.random.Generator
) -> None:
    """Lay the button strip down the middle, a little off the pattern of the front."""
    top, bottom = CUT.neck_depth - 6, CUT.hem_y
    left, right = CUT.centre - 22, CUT.centre + 22
    outline = np.array([(left, top), (right, top), (right, bottom - 1), (left, bottom - 1)])
    grain = Grain((CUT.centre + 9, CUT.neck[1] + 5))
    weave = cloth(*grain.coordinates(CUT.shape, folds), rng)
    strip = Piece(fill(wobble(outline, 0.7, rng), CUT.shape), weave.colour, folds + weave.relief)
    for x in (left + 7, right - 7):
        strip.stitch(curve((x, top), (x, bottom)), thread, thickness=1.0)
    strip.pucker(curve((left, top), (left, bottom)), rng, depth=0.8, width=14, period=12)
    table.lay(strip, shadow=0.3, reach=4)
    for y in _BUTTONS:
        _lay_button(table, np.array([CUT.centre, y]))


def _lay_pocket(
    table: Table, cloth: Cloth, folds: Field, thread: Rgb, rng: np.random.Generator
) -> None:
    """Lay the chest pocket on the wearer's left."""
    x, y, w, h = CUT.centre + 92, 330.0, 150.0, 168.0
    outline = np.array(
        [(x, y), (x + w, y), (x + w, y + h - 26), (x + w / 2, y + h), (x, y + h - 26)]
    )
    weave = cloth(*Grain((CUT.centre, CUT.neck[1])).coordinates(CUT.shape, folds), rng)
    pocket = Piece(fill(wobble(outline, 0.5, rng), CUT.shape), weave.colour, folds + weave.relief)
    sides = curve((x + 5, y), (x + 5, y + h - 29), steps=40)
    pocket.stitch(sides, thread, thickness=1.0)
    pocket.stitch(shift(sides, w - 10, 0), thread, thickness=1.0)
    pocket.stitch(curve((x, y + 26), (x + w, y + 26)), thread, thickness=1.0)
    table.lay(pocket, shadow=0.32, reach=4)


def _lay_collar(
    table: Table, cloth: Cloth, level: Weave, thread: Rgb, rng: np.random.Generator
) -> None:
    """Lay the folded collar: its stand behind, and the two leaves in front."""
    flat = np.zeros(CUT.shape, np.float32)
    neck_x, neck_y = CUT.neck
    back = join(
        curve(CUT.at(-neck_x + 4, neck_y - 2), CUT.at(-60, 50), CUT.at(0, 44), CUT.at(60, 50),
              CUT.at(neck_x - 4, neck_y - 2)),
        curve(CUT.at(neck_x - 8, neck_y + 24), CUT.at(0, 98), CUT.at(-neck_x + 8, neck_y + 24)),
    )  # fmt: skip
    fold = Piece(fill(back, CUT.shape), level.colour * np.float32(0.92), level.relief, 5.0, 12)
    table.lay(fold, shadow=0.35, reach=5)
    for side in (-1, 1):
        leaf = join(
            curve(CUT.at(66, 54), CUT.at(94, 70), CUT.at(122, 100)),
            curve(CUT.at(128, 120), CUT.at(138, 168), CUT.at(142, 214)),
            curve(CUT.at(142, 214), CUT.at(76, 196), CUT.at(3, 178)),
            curve(CUT.at(3, 178), CUT.at(34, 150), CUT.at(64, 100), CUT.at(66, 54)),
        )
        if side < 0:
            leaf = mirror(leaf, CUT.centre)
        grain = Grain((CUT.centre + side * 60, 90), angle=-24.0 * side)
        weave = cloth(*grain.coordinates(CUT.shape, flat), rng)
        relief = weave.relief + 0.6 * smooth_noise(CUT.shape, 40, rng)
        piece = Piece(fill(wobble(leaf, 0.5, rng), CUT.shape), weave.colour, relief, 6.0, 9)
        edge = [CUT.at(130 * side, 130), CUT.at(135 * side, 206), CUT.at(16 * side, 174)]
        for start, end in pairwise(edge):
            piece.stitch(curve(start, end), thread, thickness=1.0)
        table.lay(piece, shadow=0.45, reach=6)
    _lay_button(table, np.array(CUT.at(0, 190)))


def _lay_button(table: Table, at: NDArray[np.float64]) -> None:
    """Sew on a small four-hole button."""
    turn = np.linspace(0, 2 * np.pi, 40)
    ring = np.column_stack([np.cos(turn), np.sin(turn)])
    flat = np.zeros(CUT.shape, np.float32)
    horn = plain(CUT.shape, (0.86, 0.83, 0.76))
    table.lay(Piece(fill(at + 8.5 * ring, CUT.shape), horn, flat, 3.0, 3), shadow=0.5, reach=3)
    table.lay(Piece(fill(at + 5.5 * ring, CUT.shape), horn, flat, -1.5, 2), shadow=0, reach=1)
    for dx, dy in ((-2, -2), (2, -2), (-2, 2), (2, 2)):
        hole = plain(CUT.shape, (0.30, 0.27, 0.24))
        table.lay(
            Piece(fill(shift(at + 1.1 * ring, dx, dy), CUT.shape), hole, flat, 0, 2), shadow=0
        )
