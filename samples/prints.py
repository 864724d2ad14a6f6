"""What is printed on cloth: letters, an emblem of our own, dots and flowers."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.fabric import Rgb
from samples.outline import Field
from samples.piece import Colour

_SUPERSAMPLING = 4


def write(text: str, size: float, centre: tuple[float, float], shape: tuple[int, int]) -> Field:
    """Return the coverage (H, W) of ``text``, centred at pixel (x, y)."""
    scale = _SUPERSAMPLING
    font = ImageFont.load_default(size * scale)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    pad = (-(right - left)) % scale, (-(bottom - top)) % scale
    stamp = Image.new("L", (right - left + pad[0], bottom - top + pad[1]), 0)
    ImageDraw.Draw(stamp).text((-left, -top), text, fill=255, font=font)
    return _place(stamp, centre, shape)


def emblem(size: float, centre: tuple[float, float], shape: tuple[int, int]) -> Field:
    """Return the coverage (H, W) of our emblem: a coat hanger before a rising sun."""
    s = round(size) * _SUPERSAMPLING
    stamp = Image.new("L", (s, s), 0)
    draw = ImageDraw.Draw(stamp)
    draw.ellipse((0.06 * s, 0.06 * s, 0.94 * s, 0.94 * s), fill=255)
    for k in range(6):
        top = (0.60 + 0.062 * k) * s
        draw.rectangle((0, top, s, top + (0.010 + 0.006 * k) * s), fill=0)
    pen = round(0.046 * s)
    bar = [(0.17 * s, 0.56 * s), (0.5 * s, 0.34 * s), (0.83 * s, 0.56 * s)]
    draw.line([*bar, bar[0], bar[1]], fill=0, width=pen, joint="curve")
    draw.line([(0.5 * s, 0.35 * s), (0.5 * s, 0.29 * s)], fill=0, width=pen)
    draw.arc((0.435 * s, 0.165 * s, 0.565 * s, 0.295 * s), 150, 90, fill=0, width=pen)
    return _place(stamp, centre, shape)


def _place(stamp: Image.Image, centre: tuple[float, float], shape: tuple[int, int]) -> Field:
    """Return an empty field with the stamp, drawn four times too large, reduced onto it."""
    size = (stamp.width // _SUPERSAMPLING, stamp.height // _SUPERSAMPLING)
    small = np.asarray(stamp.resize(size, Image.Resampling.BOX), np.float32) / 255
    field = np.zeros(shape, np.float32)
    x, y = round(centre[0] - size[0] / 2), round(centre[1] - size[1] / 2)
    field[y : y + size[1], x : x + size[0]] = small
    return field


def ink(cloth: Colour, where: Field, colour: Rgb, rng: np.random.Generator) -> Colour:
    """Print ``colour`` on the cloth, a little worn where its threads stick out."""
    wear = 1 - 0.10 * np.abs(rng.normal(size=where.shape)).astype(np.float32)
    cover = (0.93 * where * np.clip(wear, 0, 1))[..., None]
    printed = cloth * (1 - cover) + np.array(colour, np.float32) * cover
    return np.asarray(printed, np.float32)


def flowers(ground: Rgb, petals: tuple[Rgb, ...], leaf: Rgb, *, size: int, seed: int) -> Colour:
    """Return a square tile (size, size, 3), repeating seamlessly, of small scattered flowers."""
    rng = np.random.default_rng(seed)
    big = size * _SUPERSAMPLING
    tile = Image.new("RGB", (big, big), _ink_of(ground))
    draw = ImageDraw.Draw(tile)
    for x, y in _scatter(size, 25.0, rng):
        radius = rng.uniform(6.0, 11.5)
        colour = petals[rng.integers(len(petals))]
        turn = rng.uniform(0, 2 * np.pi)
        small = radius < 7.6
        for shift_x in (-size, 0, size):
            for shift_y in (-size, 0, size):
                at = np.array([x + shift_x, y + shift_y]) * _SUPERSAMPLING
                _flower(draw, at, radius * _SUPERSAMPLING, turn, leaf if small else colour, leaf,
                        small=small)  # fmt: skip
    return _colours_of(tile.resize((size, size), Image.Resampling.BOX))


def dots(ground: Rgb, colour: Rgb, *, apart: float, radius: float) -> Colour:
    """Return a tile, repeating seamlessly, of dots in a staggered grid ``apart`` pixels wide."""
    size = round(apart)
    big = size * _SUPERSAMPLING
    tile = Image.new("RGB", (big, big), _ink_of(ground))
    draw = ImageDraw.Draw(tile)
    r = radius * _SUPERSAMPLING
    for x, y in ((0, 0), (big, 0), (0, big), (big, big), (big / 2, big / 2)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=_ink_of(colour))
    return _colours_of(tile.resize((size, size), Image.Resampling.BOX))


def _colours_of(tile: Image.Image) -> Colour:
    return np.asarray(np.asarray(tile, np.float32) / 255, np.float32)


def _ink_of(colour: Rgb) -> tuple[int, int, int]:
    red, green, blue = (round(255 * part) for part in colour)
    return red, green, blue


def _scatter(size: int, apart: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """Return points of a repeating square that keep a distance from each other (dart throwing)."""
    points: list[tuple[float, float]] = []
    for x, y in rng.uniform(0, size, (6000, 2)):
        gaps = [
            np.hypot((x - px + size / 2) % size - size / 2, (y - py + size / 2) % size - size / 2)
            for px, py in points
        ]
        if not gaps or min(gaps) > apart:
            points.append((x, y))
    return points


def _flower(
    draw: ImageDraw.ImageDraw,
    at: np.ndarray,
    radius: float,
    turn: float,
    colour: Rgb,
    leaf: Rgb,
    *,
    small: bool,
) -> None:
    """Draw five petals around a heart, with two leaves; a small one is a sprig of leaves only."""

    def disc(middle: np.ndarray, r: float, fill: Rgb) -> None:
        draw.ellipse((*(middle - r), *(middle + r)), fill=_ink_of(fill))

    def spoke(angle: float, distance: float) -> np.ndarray:
        return at + distance * np.array([np.cos(angle), np.sin(angle)])

    for angle in (turn + 0.6, turn + 2.9, turn + 4.4)[: 3 if small else 2]:
        for step in np.linspace(0.55, 1.45, 9):
            disc(
                spoke(angle, step * radius),
                radius * 0.24 * np.sin(np.pi * (step - 0.4) / 1.2),
                leaf,
            )
    if small:
        return
    for k in range(5):
        disc(spoke(turn + k * 2 * np.pi / 5, 0.52 * radius), 0.42 * radius, colour)
    darker: Rgb = tuple(0.72 * part for part in colour)  # type: ignore[assignment]
    for k in range(5):
        disc(spoke(turn + (k + 0.5) * 2 * np.pi / 5, 0.30 * radius), 0.10 * radius, darker)
    disc(at, 0.22 * radius, (0.93, 0.78, 0.40))
