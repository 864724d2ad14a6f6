"""A knitted sweater, laid flat: stocking stitch with ribbed collar, cuffs and waistband."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.drape import Handling, drape, smooth_noise
from samples.fabric import Grain, Rgb, Weave, knitted, plain, ribbed
from samples.outline import Curve, Field, curve, fill, join, offset, wobble
from samples.piece import Piece, Table
from samples.top import TopCut, front_piece, lay_back, lay_collar, silhouettes, sleeve_piece

CUT = TopCut(
    shape=(1090, 1500),
    neck=(118, 66),
    neck_depth=176,
    back_depth=94,
    tip=(306, 122),
    armpit=(336, 412),
    waist=(332, 700),
    side=(322, 990),
    hem_y=1000,
    sleeve_length=770,
    sleeve_angle=61,
    sleeve_opening=136,
    hollow=20,
)
_WALE = 9.0
_COLLAR, _RIB = 36.0, 72.0


def sweater(wool: Rgb, *, seed: int) -> NDArray[np.uint8]:
    """Return the picture (H, W, 4) of a sweater knitted of one wool."""
    rng = np.random.default_rng(seed)

    def cloth(across: Field, along: Field, rng: np.random.Generator) -> Weave:
        weave = knitted(plain(across.shape, wool), across, along, rng, wale=_WALE)
        melange = 1 + 0.018 * smooth_noise(across.shape, 5.0, rng)
        return Weave((weave.colour * melange[..., None]).astype(np.float32), weave.relief)

    table = Table(CUT.shape)
    body, right, left = silhouettes(CUT, rng)
    handling = Handling(looseness=6.0, scale=150, spacing=13)
    folds = drape(np.maximum(body, np.maximum(right, left)), handling, rng)
    flat = np.zeros(CUT.shape, np.float32)
    across, along = Grain((CUT.centre, 20)).coordinates(CUT.shape, flat)
    around = (np.arctan2(across, along + 30) * 190).astype(np.float32)
    neckband = ribbed(plain(CUT.shape, wool), around, rng, rib=8.0)
    lay_back(table, CUT, cloth, neckband, rng, width=_COLLAR)
    for mask, side in ((right, 1), (left, -1)):
        sleeve, end = sleeve_piece(CUT, mask, side, cloth, folds, rng)
        _lay_rib(table, wool, end, folds, rng, pinch=0.07, angle=-29.0 * side)
        table.lay(sleeve, shadow=0.22, reach=5)
        table.groove(offset(end, 1), width=5, strength=0.35)
    _lay_rib(table, wool, CUT.hem, folds, rng, pinch=0.02, angle=0)
    front = front_piece(CUT, body, cloth, folds, rng)
    front.pucker(CUT.hem, rng, depth=1.8, width=26, period=18)
    front.thickness = 5.0
    table.lay(front, shadow=0.28, reach=5)
    lay_collar(table, CUT, neckband, width=_COLLAR, thickness=6.0)
    return table.rgba()


def _lay_rib(
    table: Table,
    wool: Rgb,
    end: Curve,
    folds: Field,
    rng: np.random.Generator,
    *,
    pinch: float,
    angle: float,
) -> None:
    """Lay a cuff or waistband that continues beyond ``end``, drawn together by ``pinch``."""
    outer = offset(end, -_RIB)
    outer = outer.mean(axis=0) + (outer - outer.mean(axis=0)) * (1 - pinch)
    inner = offset(end, 10)
    outline = join(curve(inner[0], end[0], outer[0]), outer, curve(outer[-1], end[-1], inner[-1]))
    mask = fill(wobble(outline, 0.8, rng), CUT.shape)
    across, _ = Grain((CUT.centre, 0), angle=angle).coordinates(CUT.shape, folds)
    weave = ribbed(plain(CUT.shape, wool), across, rng, rib=9.0)
    table.lay(Piece(mask, weave.colour, 0.6 * folds + weave.relief, 5.0, 10), shadow=0.2, reach=4)
