"""Cloth by the metre: weave, yarn and pattern, in the coordinates of the cloth itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from samples.drape import smooth_noise
from samples.outline import Field
from samples.piece import Colour

Rgb = tuple[float, float, float]


@dataclass(frozen=True, eq=False)
class Weave:
    """A length of cloth: its colour and the relief of its threads, both (H, W)."""

    colour: Colour
    relief: Field


@dataclass(frozen=True)
class Grain:
    """How a piece is cut: where on the picture its threads run.

    Attributes:
        origin: pixel (x, y) at which the cloth's coordinates are 0.
        angle: degrees by which the lengthwise threads lean away from vertical, clockwise.
        flare: how much wider the cloth gets per pixel downwards, for skirts.
    """

    origin: tuple[float, float]
    angle: float = 0.0
    flare: float = 0.0

    def coordinates(self, shape: tuple[int, int], folds: Field) -> tuple[Field, Field]:
        """Return coordinates across and along (H, W), shifted a little where cloth is folded."""
        y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
        slope_y, slope_x = np.gradient(cv2.GaussianBlur(folds, (0, 0), 3))
        x = x - self.origin[0] + 7 * slope_x
        y = y - self.origin[1] + 7 * slope_y
        turn = np.deg2rad(self.angle)
        across = x * np.cos(turn) + y * np.sin(turn)
        along = -x * np.sin(turn) + y * np.cos(turn)
        if self.flare:
            across = across / (1 + self.flare * np.maximum(along, 0))
        return across.astype(np.float32), along.astype(np.float32)


def plain(shape: tuple[int, int], colour: Rgb) -> Colour:
    """Return cloth of one colour."""
    return np.broadcast_to(np.array(colour, np.float32), (*shape, 3)).copy()


def stripes(along: Field, colours: Sequence[Rgb], widths: Sequence[float]) -> Colour:
    """Return stripes of the given widths in pixels, repeated, across the cloth."""
    period = float(sum(widths))
    cloth = np.zeros((*along.shape, 3), np.float32)
    total = np.zeros(along.shape, np.float32)
    start = 0.0
    for colour, width in zip(colours, widths, strict=True):
        away = np.abs(np.mod(along - start - width / 2 + period / 2, period) - period / 2)
        cover = np.clip(width / 2 - away + 0.5, 0, 1).astype(np.float32)
        cloth += cover[..., None] * np.array(colour, np.float32)
        total += cover
        start += width
    return np.asarray(cloth / np.maximum(total, 1e-3)[..., None], np.float32)


def check(across: Field, along: Field, colours: Sequence[Rgb], widths: Sequence[float]) -> Colour:
    """Return a woven check: the same stripes as warp and weft, mixed by a twill."""
    warp = stripes(across, colours, widths)
    weft = stripes(along, colours, widths)
    twill = np.mod(across + along, 4.0) < 2.0
    mixed = np.where(twill[..., None], 0.68 * warp + 0.32 * weft, 0.32 * warp + 0.68 * weft)
    return mixed.astype(np.float32)


def tiled(tile: Colour, across: Field, along: Field) -> Colour:
    """Return cloth printed with a repeating tile."""
    height, width = tile.shape[:2]
    wide = np.pad(tile, ((0, 2), (0, 2), (0, 0)), mode="wrap")
    printed = cv2.remap(wide, np.mod(across, width), np.mod(along, height), cv2.INTER_LINEAR)
    return np.asarray(printed, np.float32)


def jersey(colour: Colour, rng: np.random.Generator, *, melange: float = 0.006) -> Weave:
    """Return T-shirt cloth: fine knit, seen as soft vertical grain."""
    shape = colour.shape[:2]
    grain = smooth_noise(shape, 1.6, rng, stretch=2.2)
    cloudy = smooth_noise(shape, 26.0, rng)
    tinted = colour * (1 + melange * grain + 0.006 * cloudy)[..., None]
    return Weave(tinted.astype(np.float32), (0.05 * grain).astype(np.float32))


def twill(
    colour: Colour,
    across: Field,
    along: Field,
    rng: np.random.Generator,
    *,
    contrast: float,
) -> Weave:
    """Return woven trouser cloth: diagonal ribs, uneven yarn (slubs) lengthwise."""
    shape = colour.shape[:2]
    waver = smooth_noise(shape, 14.0, rng)
    ribs = np.sin((across * 0.9 + along * 0.62 + 0.8 * waver) * 2 * np.pi / 3.1)
    slubs = smooth_noise(shape, 1.3, rng, stretch=8.0)
    crumbs = rng.normal(size=shape)
    tone = contrast * (0.55 * ribs + 0.4 * slubs + 0.3 * crumbs)
    tinted = np.clip(colour * (1 + tone)[..., None], 0, 1)
    return Weave(tinted.astype(np.float32), (0.12 * ribs).astype(np.float32))


def brushed(colour: Colour, rng: np.random.Generator) -> Weave:
    """Return flannel: the nap blurs the pattern's edges a little and scatters the light."""
    shape = colour.shape[:2]
    fuzz = smooth_noise(shape, 2.2, rng)
    crumbs = rng.normal(size=shape).astype(np.float32)
    soft = cv2.GaussianBlur(colour, (0, 0), 0.8)
    tinted = np.clip(soft * (1 + 0.035 * fuzz + 0.03 * crumbs)[..., None], 0, 1)
    return Weave(tinted.astype(np.float32), (0.15 * fuzz).astype(np.float32))


def knitted(
    colour: Colour, across: Field, along: Field, rng: np.random.Generator, *, wale: float
) -> Weave:
    """Return hand-knit stocking stitch: columns of V-shaped loops ``wale`` pixels wide."""
    shape = colour.shape[:2]
    across = across + 0.6 * smooth_noise(shape, 30.0, rng)
    along = along + 0.6 * smooth_noise(shape, 30.0, rng)
    column = np.mod(across / wale, 1.0) - 0.5
    row = np.mod(along / (0.78 * wale) - 1.1 * np.abs(column), 1.0)
    leg = np.abs(np.abs(column) - 0.25) / 0.25
    loop = np.sqrt(np.clip(1 - leg**2, 0, 1)) * np.sqrt(np.clip(1 - (2 * row - 1) ** 2, 0, 1))
    loop = cv2.GaussianBlur(loop.astype(np.float32), (0, 0), 0.6)
    fibre = smooth_noise(shape, 2.0, rng)
    tinted = np.clip(colour * (0.80 + 0.24 * loop + 0.03 * fibre)[..., None], 0, 1)
    return Weave(tinted.astype(np.float32), (1.5 * loop).astype(np.float32))


def ribbed(colour: Colour, across: Field, rng: np.random.Generator, *, rib: float) -> Weave:
    """Return rib knit for collars, cuffs and waistbands: ridges ``rib`` pixels apart."""
    ridge = 0.5 + 0.5 * np.cos(across * 2 * np.pi / rib)
    grain = smooth_noise(colour.shape[:2], 1.6, rng)
    tinted = np.clip(colour * (0.93 + 0.08 * ridge + 0.012 * grain)[..., None], 0, 1)
    return Weave(tinted.astype(np.float32), (0.16 * rib * ridge).astype(np.float32))
