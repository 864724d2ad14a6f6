"""A summer dress, laid flat: bodice with short sleeves, waist seam, gathered skirt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.drape import Handling, drape
from samples.fabric import Rgb, Weave, plain
from samples.outline import fill, join, mirror, offset, shift, wobble
from samples.piece import Piece, Table
from samples.skirt import gathered_skirt
from samples.top import (
    Cloth,
    TopCut,
    front_piece,
    hem_with_stitches,
    lay_back,
    silhouettes,
    sleeve_piece,
)

CUT = TopCut(
    shape=(1180, 940),
    neck=(92, 62),
    neck_depth=176,
    back_depth=82,
    tip=(186, 96),
    armpit=(208, 292),
    waist=(192, 390),
    side=(180, 478),
    hem_y=486,
    sleeve_length=160,
    sleeve_angle=46,
    sleeve_opening=176,
    hollow=22,
)
_HEM = (372.0, 1092.0)


def dress(cloth: Cloth, binding: Rgb, thread: Rgb, *, seed: int) -> NDArray[np.uint8]:
    """Return the picture (H, W, 4) of a dress.

    Args:
        cloth: what it is cut from.
        binding: colour of the band around the neck and the waist.
        thread: colour of the stitches.
        seed: of everything random.
    """
    rng = np.random.default_rng(seed)
    table = Table(CUT.shape)
    body, right, left = silhouettes(CUT, rng)
    handling = Handling(looseness=5.0, scale=110, spacing=10)
    folds = drape(np.maximum(body, np.maximum(right, left)), handling, rng)
    flat = np.zeros(CUT.shape, np.float32)
    band = Weave(plain(CUT.shape, binding), flat)
    lay_back(table, CUT, cloth, band, rng, width=12)
    for mask, side in ((right, 1), (left, -1)):
        sleeve, end = sleeve_piece(CUT, mask, side, cloth, folds, rng)
        hem_with_stitches(sleeve, end, thread, rng, rise=20)
        table.lay(sleeve, shadow=0.2, reach=4)
    top = (CUT.side[0] - 1, CUT.side[1])
    table.lay(gathered_skirt(CUT.shape, CUT.centre, top, _HEM, cloth, rng), shadow=0.2, reach=4)
    bodice = front_piece(CUT, body, cloth, folds, rng)
    _darts(bodice)
    bodice.pucker(CUT.hem, rng, depth=1.2, width=16, period=9)
    table.lay(bodice, shadow=0.3, reach=4)
    _lay_bands(table, band)
    return table.rgba()


def _darts(bodice: Piece) -> None:
    """Sew the two darts that shape the waist."""
    dart = np.linspace((CUT.centre + 92, CUT.side[1]), (CUT.centre + 104, 330), 60)
    for seam in (dart, mirror(dart, CUT.centre)):
        bodice.dent(seam, depth=1.6, width=3.5)


def _lay_bands(table: Table, band: Weave) -> None:
    """Lay the binding of the neckline and the narrow belt over the waist seam."""
    edge = CUT.neck_front[::-1]
    neck = fill(join(edge, offset(edge, 10)[::-1]), CUT.shape)
    table.lay(Piece(neck, band.colour, band.relief, 3.0, 4), shadow=0.25, reach=3)
    waist = CUT.hem
    belt = fill(wobble(join(shift(waist, 0, -11), shift(waist, 0, 9)[::-1]), 0.4,
                       np.random.default_rng(1)), CUT.shape)  # fmt: skip
    table.lay(Piece(belt, band.colour, band.relief, 4.0, 6), shadow=0.4, reach=4)
