"""What is printed on cloth: letters, an emblem of our own, dots and flowers."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.fabric import Rgb
from samples.outline import Field
from samples.piece import Colour

_SUPERSAMPLING = 4


def write(
    text: str, size: float, centre: tuple[float, float], shape: tuple[int, int]
) -> Field:
    """Give the coverage (H, W) of ``text``, centred at pixel (x, y)."""
    scale = _SUPERSAMPLING
    font = ImageFont.load_default(size * scale)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    pad = (-(right - left)) % scale, (-(bottom - top)) % scale
    stamp = Image.new("L", (right - left + pad[0], bottom - top + pad[1]), 0)
    ImageDraw.Draw(stamp).text((-left, -top), text, fill=255, font=font)
    return _place(stamp, centre, shape)


def emblem(size: float, centre: tuple[float, float], shape: tuple[int, int]) -> Field:
    """Give the coverage (H, W) of our emblem: a coat hanger before a rising sun."""
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
    """Give an empty field with the stamp, drawn four times too large, reduced onto it."""
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
    return (cloth * (1 - cover) + np.array(colour, np.float32) * cover).astype(np.float32)
