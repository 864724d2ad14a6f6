"""T-shirts, laid flat: plain, striped and printed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from samples.drape import Handling, drape
from samples.fabric import Grain, Rgb, plain, ribbed
from samples.outline import Field
from samples.piece import Colour, Table
from samples.top import (
    Cloth,
    TopCut,
    front_piece,
    hem_with_stitches,
    lay_back,
    lay_collar,
    silhouettes,
    sleeve_piece,
)

CUT = TopCut(
    shape=(1090, 1180),
    neck=(112, 64),
    neck_depth=186,
    back_depth=92,
    tip=(316, 124),
    armpit=(330, 402),
    waist=(318, 700),
    side=(325, 1036),
    hem_y=1048,
    sleeve_length=304,
    sleeve_angle=36,
    sleeve_opening=236,
)
_COLLAR = 27.0

Print = Callable[[Colour, Field], Colour]
"""Prints on the front, given its colour and the folds that it follows."""


def tshirt(
    cloth: Cloth,
    rib: Rgb,
    thread: Rgb,
    *,
    seed: int,
    printed: Print | None = None,
    handling: Handling | None = None,
) -> NDArray[np.uint8]:
    """Return the picture (H, W, 4) of a T-shirt.

    Args:
        cloth: what it is cut from.
        rib: colour of the collar.
        thread: colour of the stitches.
        seed: of everything random.
        printed: what is printed on the front.
        handling: how it was put down.
    """
    rng = np.random.default_rng(seed)
    table = Table(CUT.shape)
    body, right, left = silhouettes(CUT, rng)
    folds = drape(np.maximum(body, np.maximum(right, left)), handling or Handling(), rng)
    across = _around_the_neck()
    band = ribbed(plain(CUT.shape, rib), across, rng, rib=5.0)
    lay_back(table, CUT, cloth, band, rng, width=_COLLAR)
    for mask, side in ((right, 1), (left, -1)):
        sleeve, end = sleeve_piece(CUT, mask, side, cloth, folds, rng)
        hem_with_stitches(sleeve, end, thread, rng, rise=28)
        table.lay(sleeve, shadow=0.2, reach=4)
    front = front_piece(CUT, body, cloth, folds, rng)
    if printed:
        front.colour = printed(front.colour, folds)
    hem_with_stitches(front, CUT.hem, thread, rng, rise=33)
    table.lay(front, shadow=0.22, reach=3)
    lay_collar(table, CUT, band, width=_COLLAR)
    return table.rgba()


def _around_the_neck() -> Field:
    """Return a coordinate that runs around the neck, for ribs that stand across the collar."""
    across, along = Grain((CUT.centre, 30)).coordinates(CUT.shape, np.zeros(CUT.shape, np.float32))
    return (np.arctan2(across, along + 40) * 150).astype(np.float32)
