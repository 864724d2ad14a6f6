"""The collection: which garments there are, and what each is cut from."""

from __future__ import annotations

from functools import partial

import numpy as np

from samples.dress import dress
from samples.fabric import Rgb, Weave, brushed, check, jersey, plain, stripes, tiled
from samples.outline import Field
from samples.piece import Colour
from samples.prints import dots, emblem, flowers, ink, write
from samples.shirt import shirt
from samples.skirt import pleated_skirt
from samples.sweater import sweater
from samples.trousers import TrouserStyle, trousers
from samples.tshirt import CUT, tshirt

_WHITE: Rgb = (0.925, 0.925, 0.92)
_CREAM: Rgb = (0.92, 0.905, 0.875)
_NAVY: Rgb = (0.12, 0.16, 0.28)
_PETROL: Rgb = (0.14, 0.24, 0.26)


def _white(across: Field, along: Field, rng: np.random.Generator) -> Weave:
    return jersey(plain(across.shape, _WHITE), rng)


def _breton(across: Field, along: Field, rng: np.random.Generator) -> Weave:
    return jersey(stripes(along, (_CREAM, _NAVY), (34, 17)), rng)


def _petrol(across: Field, along: Field, rng: np.random.Generator) -> Weave:
    return jersey(plain(across.shape, _PETROL), rng, melange=0.02)


def _logo(colour: Colour, folds: Field) -> Colour:
    rng = np.random.default_rng(7)
    shape = folds.shape
    sun = ink(colour, emblem(250, (CUT.centre, 420), shape), (0.93, 0.76, 0.45), rng)
    return ink(sun, write("TRYON", 60, (CUT.centre, 592), shape), (0.92, 0.90, 0.85), rng)


_FLOWERS = flowers(
    (0.17, 0.20, 0.30),
    ((0.85, 0.45, 0.42), (0.93, 0.80, 0.74), (0.90, 0.62, 0.50)),
    (0.42, 0.53, 0.46),
    size=300,
    seed=21,
)


_DOTS = dots((0.66, 0.17, 0.15), (0.94, 0.91, 0.86), apart=44, radius=6.2)


def _dotted(across: Field, along: Field, rng: np.random.Generator) -> Weave:
    return jersey(tiled(_DOTS, across, along), rng, melange=0.02)


def _meadow(across: Field, along: Field, rng: np.random.Generator) -> Weave:
    return jersey(tiled(_FLOWERS, across, along), rng, melange=0.025)


def _flannel(across: Field, along: Field, rng: np.random.Generator) -> Weave:
    red, black, cream = (0.62, 0.13, 0.13), (0.11, 0.11, 0.13), (0.86, 0.80, 0.70)
    colours = (red, black, red, black, red, cream)
    return brushed(check(across, along, colours, (30, 22, 8, 22, 30, 5)), rng)


_JEANS = TrouserStyle((0.19, 0.27, 0.41), (0.74, 0.50, 0.24), contrast=0.15, fade=0.5, jeans=True)
_CHINOS = TrouserStyle((0.74, 0.66, 0.54), (0.64, 0.56, 0.44), contrast=0.04, fade=0, jeans=False)
_BLACK = TrouserStyle((0.13, 0.13, 0.14), (0.20, 0.20, 0.21), contrast=0.09, fade=0, jeans=False)

ROWS = (
    (
        "tshirt-white.png",
        "White T-shirt",
        "top",
        partial(tshirt, _white, _WHITE, (0.86, 0.86, 0.86), seed=3),
    ),
    (
        "tshirt-striped.png",
        "Striped T-shirt",
        "top",
        partial(tshirt, _breton, _CREAM, (0.86, 0.85, 0.82), seed=4),
    ),
    (
        "tshirt-logo.png",
        "T-shirt with print",
        "top",
        partial(tshirt, _petrol, _PETROL, (0.2, 0.3, 0.32), seed=5, printed=_logo),
    ),
    (
        "shirt-flannel.png",
        "Checked flannel shirt",
        "top",
        partial(shirt, _flannel, (0.30, 0.10, 0.11), seed=6),
    ),
    (
        "sweater-knitted.png",
        "Knitted sweater",
        "top",
        partial(sweater, (0.80, 0.75, 0.66), seed=7),
    ),
    ("jeans-blue.png", "Blue jeans", "蓝色牛仔裤", "trousers", partial(trousers, _JEANS, seed=11)),
    (
        "chinos-beige.png",
        "Beige chinos",
        "trousers",
        partial(trousers, _CHINOS, seed=12),
    ),
    (
        "trousers-black.png",
        "Black trousers",
        "trousers",
        partial(trousers, _BLACK, seed=16),
    ),
    (
        "skirt-pleated.png",
        "Pleated skirt",
        "skirt",
        partial(pleated_skirt, (0.42, 0.16, 0.20), (0.36, 0.13, 0.17), seed=13),
    ),
    (
        "dress-floral.png",
        "Floral dress",
        "dress",
        partial(dress, _meadow, (0.15, 0.18, 0.27), (0.28, 0.31, 0.42), seed=14),
    ),
    (
        "dress-dotted.png",
        "Dotted dress",
        "dress",
        partial(dress, _dotted, (0.60, 0.15, 0.13), (0.74, 0.30, 0.28), seed=15),
    ),
)
"""File, English name, Chinese name, category, and the function that makes the picture."""
