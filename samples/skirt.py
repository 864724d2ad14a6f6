"""Skirts, laid flat: pleats and gathers, alone or as the lower half of a dress."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samples.drape import Handling, drape, smooth_noise
from samples.fabric import Grain, Rgb, brushed, plain
from samples.outline import Curve, Field, curve, fill, join, offset
from samples.piece import Piece, Table
from samples.top import Cloth

SHAPE = (860, 1060)
_CX = SHAPE[1] / 2
_WAIST, _BAND, _HEM, _DROP = 60.0, 44.0, 770.0, 46.0
_TOP_HALF, _HEM_HALF = 206.0, 440.0
_PLEATS = 22


def fan(
    shape: tuple[int, int], centre: float, top: tuple[float, float], hem: tuple[float, float]
) -> tuple[Field, Field]:
    """Return coordinates of a fan of cloth, both from 0 to 1 or -1 to 1 inside it.

    Args:
        shape: (H, W).
        centre: x of its middle.
        top: (half width, y) of its upper edge.
        hem: (half width, y) of its lower edge.
    """
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    down = (y - top[1]) / (hem[1] - top[1])
    half = top[0] + (hem[0] - top[0]) * np.clip(down, 0, 1.2)
    return (x - centre) / half, down


def knife_pleats(across: Field, down: Field, count: int) -> tuple[Field, Field]:
    """Return the relief of pleats pressed to one side, and how deep each pixel is in shade."""
    place = across * count / 2
    inside = np.mod(place, 1.0)
    opening = 0.5 + 1.0 * np.clip(down, 0, 1)
    relief = 9.0 * opening * (1 - inside) ** 1.3
    shade = np.exp(-inside / 0.10) * 0.34 * opening
    return relief.astype(np.float32), shade.astype(np.float32)


def gathers(across: Field, down: Field, rng: np.random.Generator) -> Field:
    """Return the relief of cloth gathered at the top, falling in a few wide folds at the hem."""
    at = np.linspace(-1.3, 1.3, 2600)
    relief = np.zeros(across.shape, np.float32)
    for width, start, end in ((0.018, 3.6, 0.0), (0.05, 6.5, 5.0), (0.13, 0.0, 42.0)):
        kernel = np.exp(-0.5 * (at / width) ** 2)
        noise = np.convolve(rng.normal(size=at.size), kernel, "same")
        noise /= noise.std()
        weight = start + (end - start) * np.clip(down, 0, 1)
        relief += np.interp(across + 0.02 * down, at, noise).astype(np.float32) * weight
    return relief


def hem_line(half: float, y: float, drop: float, centre: float, wave: Curve | None = None) -> Curve:
    """Return the round hem of a flared skirt, right to left, with an optional wave along it."""
    t = np.linspace(1, -1, 400)
    points = np.column_stack([centre + half * t, y + drop * np.sqrt(np.maximum(1 - t**2, 0))])
    if wave is not None:
        points[:, 1] += np.interp(t, wave[:, 0], wave[:, 1])
    return points


def pleated_skirt(colour: Rgb, thread: Rgb, *, seed: int) -> NDArray[np.uint8]:
    """Return the picture (H, W, 4) of a pleated skirt."""
    rng = np.random.default_rng(seed)
    table = Table(SHAPE)
    across, down = fan(SHAPE, _CX, (_TOP_HALF, _WAIST + _BAND), (_HEM_HALF, _HEM))
    across = across + 0.006 * smooth_noise(SHAPE, 60, rng, stretch=3.0) * np.clip(down, 0, 1)
    relief, shade = knife_pleats(across, down, _PLEATS)
    t = np.linspace(-1, 1, 800)
    wave = np.column_stack([t, -7.0 * np.mod(t * _PLEATS / 2, 1.0)])
    hem = hem_line(_HEM_HALF, _HEM, _DROP, _CX, wave)
    side = curve((_CX + _TOP_HALF, _WAIST + _BAND - 6), (_CX + 300, 330), (_CX + _HEM_HALF, _HEM))
    outline = join(side, hem, (side * [-1, 1] + [2 * _CX, 0])[::-1])
    mask = fill(outline, SHAPE)
    folds = drape(mask, Handling(looseness=3.5, scale=160, spacing=12), rng)
    weave = brushed(plain(SHAPE, colour), rng)
    dyed = weave.colour * (1 - shade)[..., None]
    skirt = Piece(mask, dyed.astype(np.float32), relief + 0.7 * folds + weave.relief)
    skirt.stitch(offset(hem, 26), thread, thickness=1.0)
    table.lay(skirt)
    _lay_band(table, colour, thread, rng)
    return table.rgba()


def _lay_band(table: Table, colour: Rgb, thread: Rgb, rng: np.random.Generator) -> None:
    """Lay the waistband, and above it the inside of its back."""

    def level(y: float, half: float, sag: float) -> Curve:
        return curve((_CX - half, y), (_CX - half / 2, y + 0.75 * sag), (_CX, y + sag),
                     (_CX + half / 2, y + 0.75 * sag), (_CX + half, y))  # fmt: skip

    weave = brushed(plain(SHAPE, colour), rng)
    upper, lower = level(_WAIST, 200, 10), level(_WAIST + _BAND, 207, 12)
    inside = join(level(_WAIST - 1, 199, -9), level(_WAIST + 14, 199, 10)[::-1])
    table.lay(Piece(fill(inside, SHAPE), weave.colour * np.float32(0.6), weave.relief), shadow=0.2)
    ripple = weave.relief + 0.8 * smooth_noise(SHAPE, 24, rng)
    band = Piece(fill(join(upper, lower[::-1]), SHAPE), weave.colour, ripple, 4.0)
    for edge, inwards in ((upper, 5), (lower, -5)):
        band.stitch(offset(edge, inwards), thread, thickness=1.0)
    table.lay(band, shadow=0.4, reach=4)


def gathered_skirt(
    shape: tuple[int, int],
    centre: float,
    top: tuple[float, float],
    hem: tuple[float, float],
    cloth: Cloth,
    rng: np.random.Generator,
) -> Piece:
    """Return the lower half of a dress, gathered into the waist seam at ``top``."""
    across, down = fan(shape, centre, top, hem)
    across = across + 0.012 * smooth_noise(shape, 80, rng, stretch=3.0) * np.clip(down, 0, 1)
    relief = gathers(across, down, rng)
    row = round(hem[1])
    t = np.linspace(-1, 1, 200)
    columns = np.clip(np.round(centre + t * hem[0]).astype(int), 0, shape[1] - 1)
    wave = np.column_stack([t, 0.15 * (relief[row, columns] - relief[row, columns].mean())])
    edge = hem_line(hem[0], hem[1], 34, centre, wave)
    side = curve(
        (centre + top[0], top[1]),
        (centre + 0.55 * top[0] + 0.45 * hem[0] + 10, 0.6 * top[1] + 0.4 * hem[1]),
        (centre + hem[0], hem[1]),
    )
    mask = fill(join(side, edge, (side * [-1, 1] + [2 * centre, 0])[::-1]), shape)
    folds = drape(mask, Handling(looseness=4, scale=150, spacing=11), rng)
    flare = (hem[0] / top[0] - 1) / (hem[1] - top[1])
    grain = Grain((centre, top[1]), flare=0.1 * flare)
    weave = cloth(*grain.coordinates(shape, folds + 0.5 * relief), rng)
    piece = Piece(mask, weave.colour, relief + folds + weave.relief, thickness=3.0)
    piece.dent(offset(edge, 16), depth=1.0, width=2.5)
    return piece
