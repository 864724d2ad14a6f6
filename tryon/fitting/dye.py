"""Dyeing a garment: its cloth gets another colour, its folds, seams and texture stay.

**What stays** is the light on the cloth, and it is the same light whatever the cloth's colour. In a
fold light goes from cloth to cloth, so that white cloth fills its own shadows and black cloth does
not. Where a share ``v`` of the light comes from outside and the rest from cloth around that looks
alike, a cloth that reflects a share ``a`` of light shows ``B = a v / (1 - a (1 - v))``, the sum of
all bounces as a geometric series (for interreflections in general: Koenderink and van Doorn,
"Geometrical modes as a general method to treat diffuse interreflections in radiometry", JOSA 73(6),
1983). Solved for the light, ``logit B = logit a + log v``: light is a shift of the logit of linear
reflectance. So cloth is dyed by shifting the logit of each channel from its own colour's to the
wanted one's. No result leaves the range of reflectances, black becomes bright without being
blown out, and the folds of white cloth get as deep as those of black cloth are.

**What is no cloth** differs from the cloth's colour in any light: in hue and chroma by OKLab
(Ottosson, "A perceptual color space for image processing", 2020), or in lightness by more than
folds explain. A deeper colour of the same hue is rather cloth that lies among cloth. Prints, logos
and stripes keep their colours unless they are to follow. Pixels at their edge are mixtures; how
much of each they show is solved for as in alpha matting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryon.errors import EntryError
from tryon.geometry import HardMask, RgbaImage, SoftMask
from tryon.json_file import quoted
from tryon.late import cv2
from tryon.messages import EntryProblem

Floats = NDArray[np.float32]

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_EXAMPLE = '{"colour": "#aa3355", "prints_too": false}'
_WHITE = np.float32(0.75)
"""Share of light that cloth reflects which a picture shows as its whitest white."""
_BRIGHTEST = np.float32(0.82)
"""Linear light of dyed cloth, so that folds of white cloth can be brighter still."""
_SHEEN = 0.004
"""Share of light that tells nothing: what surface and lens add, and the noise of dark pixels."""
_TINT = 0.055
"""Distance in OKLab's plane of hue and chroma from which a colour is clearly another one."""
_DEEPER = 3
"""How much farther a colour may be that has the cloth's hue and is deeper: light that went from
cloth to cloth is, by as much as the cloth's surroundings are of its colour."""
_FOLD = 3.0
"""Shift of the logit that folds hardly reach."""
_ALIKE = 0.6
"""Share of a clear difference that is enough beside a clear one, as in Canny's edges."""
_SOLID_ALPHA = 245
"""Least alpha of a pixel that shows nothing but the garment."""
_SAMPLES, _CANDIDATES = 6000, 150
"""Pixels by which the cloth's colour is found, and how many of them are tried for it."""
_EDGE = 0.002
"""Width of the edge of a print, as a fraction of the picture's longer side."""
_PURE = 0.85
"""Fraction of the greatest difference nearby from which a pixel shows a print alone."""
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Weights of linear sRGB (ITU-R BT.709)."""
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_AB = np.array(
    [
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
"""Linear sRGB to cones, and their cube roots to a and b of OKLab."""


@dataclass(frozen=True)
class Dye:
    """A colour for a garment's cloth.

    Attributes:
        colour: red, green and blue of sRGB, 0 to 255.
        prints_too: whether prints and stripes of other colours are dyed too.

    Raises:
        ValueError: if the colour is none.
    """

    colour: tuple[int, int, int]
    prints_too: bool = False

    def __post_init__(self) -> None:
        if len(self.colour) != 3 or any(
            type(value) is not int or not 0 <= value <= 255 for value in self.colour
        ):
            raise ValueError(f"colour must be three whole numbers 0 to 255, got {self.colour!r}")

    @classmethod
    def of_hex(cls, text: str, *, prints_too: bool = False) -> Dye:
        """Read a colour like ``#aa3355``.

        Raises:
            EntryError: if it is none.
        """
        if not _HEX.fullmatch(text):
            raise EntryError(EntryProblem.NO_COLOUR, name="dye", found=quoted(text))
        red, green, blue = bytes.fromhex(text[1:])
        return cls((red, green, blue), prints_too)

    @property
    def hex(self) -> str:
        """The colour like ``#aa3355``."""
        return "#" + bytes(self.colour).hex()

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return {"colour": self.hex, "prints_too": self.prints_too}

    @classmethod
    def from_json(cls, stored: object) -> Dye:
        """Read what `to_json` returned.

        Raises:
            EntryError: if it is no dye.
        """
        if not isinstance(stored, dict) or set(stored) != {"colour", "prints_too"}:
            raise EntryError(EntryProblem.NOT_THE_FORM, example=_EXAMPLE)
        if type(stored["colour"]) is not str:
            raise EntryError(EntryProblem.NO_COLOUR, name="dye", found=quoted(stored["colour"]))
        if type(stored["prints_too"]) is not bool:
            raise EntryError(EntryProblem.NOT_THE_FORM, example=_EXAMPLE)
        return cls.of_hex(stored["colour"], prints_too=stored["prints_too"])


@dataclass(frozen=True, eq=False)
class _Prints:
    """What is no cloth.

    Attributes:
        share: how much (h, w) of each pixel it is, in [0, 1].
        colours: its linear colours (h, w, 3) where it is.
        light: the light (h, w) on the cloth, at the edge of prints that of the cloth beside it.
    """

    share: SoftMask
    colours: Floats
    light: Floats

    def laid_over(self, cloth: Floats) -> Floats:
        """Return cloth (h, w, 3) with what is no cloth over it."""
        share = self.share[..., None]
        return np.asarray(cloth + share * (self.colours - cloth), np.float32)


@dataclass(frozen=True, eq=False)
class Cloth:
    """What a garment's picture shows of its cloth, whatever colour it gets.

    Attributes:
        picture: the garment (H, W, 4).
        light: the light (H, W) on it if all of it is cloth.
        prints: what is no cloth.
    """

    picture: RgbaImage
    light: Floats
    prints: _Prints

    @classmethod
    def of(cls, rgba: RgbaImage) -> Cloth:
        """Find the cloth of a garment (H, W, 4)."""
        linear = _WHITE * _to_linear(rgba[..., :3])
        own = _cloth_colour(linear, rgba[..., 3])
        light = _light(linear, own)
        return cls(rgba, light, _find_prints(linear, own, light, rgba[..., 3]))

    def dyed(self, dye: Dye) -> RgbaImage:
        """Return the garment (H, W, 4) in another colour, with the same alpha."""
        wanted = _WHITE * np.minimum(_to_linear(np.array(dye.colour, np.uint8)), _BRIGHTEST)
        if dye.prints_too:
            result = _lit(wanted, self.light)
        else:
            result = self.prints.laid_over(_lit(wanted, self.prints.light))
        picture = self.picture.copy()
        picture[..., :3] = _to_srgb(result / _WHITE)
        return picture


def _logit(share: Floats) -> Floats:
    share = np.clip(share, 1e-4, 0.995)
    return np.asarray(np.log(share / (1 - share)), np.float32)


def _light(linear: Floats, cloth: Floats) -> Floats:
    """Return the light (...) on colours (..., 3) of a cloth (3,): 0 where it shows its colour."""
    luminance = linear @ _LUMINANCE + _SHEEN
    return _logit(luminance) - _logit(cloth @ _LUMINANCE + _SHEEN)


def _lit(cloth: Floats, light: Floats) -> Floats:
    """Return how a cloth (3,) looks in light (...): linear colours (..., 3)."""
    odds = _logit(cloth) + light[..., None]
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _difference(linear: Floats, cloth: Floats, light: Floats) -> Floats:
    """Return how clearly colours (..., 3) differ from the cloth in their light; 1 is clearly."""
    expected = _to_ab(cloth)
    other = _to_ab(linear) - expected
    hue = expected / (np.linalg.norm(expected, axis=-1, keepdims=True) + np.float32(1e-6))
    deeper = np.maximum(np.einsum("...c,...c->...", other, hue), 0)[..., None] * hue
    tint = np.linalg.norm(other - (1 - 1 / _DEEPER) * deeper, axis=-1)
    return np.asarray(np.hypot(tint / _TINT, light / _FOLD), np.float32)


def _cloth_colour(linear: Floats, alpha: NDArray[np.uint8]) -> Floats:
    """Return the linear colour (3,) of a garment's cloth: the one that most of it agrees with."""
    solid = linear[alpha >= min(_SOLID_ALPHA, int(alpha.max()))]
    solid = solid[:: max(1, len(solid) // _SAMPLES)]
    order = np.argsort(solid @ _LUMINANCE, kind="stable")
    candidates = solid[order[:: max(1, len(order) // _CANDIDATES)]]

    def agreeing(colour: Floats) -> HardMask:
        light = _light(solid, colour)
        return np.asarray(_difference(solid, _lit(colour, light), light) < 0.5)

    best = max((agreeing(colour) for colour in candidates), key=np.count_nonzero)
    return np.asarray(np.median(solid[best], axis=0), np.float32)


def _find_prints(linear: Floats, own: Floats, light: Floats, alpha: NDArray[np.uint8]) -> _Prints:
    """Find what clearly differs from the cloth, and unmix its edge.

    Args:
        linear: colours (h, w, 3).
        own: the cloth's colour (3,).
        light: the light (h, w) on it if all were cloth.
        alpha: coverage (h, w) of the garment.
    """
    difference = _difference(linear, _lit(own, light), light)
    is_print = _connected(difference > _ALIKE, difference > 1) & (alpha > 0)
    if not is_print.any():
        return _Prints(np.zeros_like(light), linear, light)
    size = 2 * max(1, round(_EDGE * max(light.shape))) + 1
    around = np.ones((size, size), np.uint8)
    mask = is_print.astype(np.uint8)
    is_pure = is_print & (difference >= _PURE * cv2.dilate(difference, around))
    is_edge = (cv2.dilate(mask, around) - cv2.erode(mask, around)) > 0
    is_edge |= is_print & (difference <= 1) & ~is_pure
    pure_print = _mean_around(linear, is_pure, size)
    near_light = _mean_around(light, ~is_print & ~is_edge & (alpha >= _SOLID_ALPHA), size)
    light = np.where(is_edge, near_light, np.where(is_print, 0, light)).astype(np.float32)
    cloth = _lit(own, light)
    across = pure_print - cloth
    length = np.maximum(np.einsum("hwc,hwc->hw", across, across), 1e-9)
    mixed = np.clip(np.einsum("hwc,hwc->hw", linear - cloth, across) / length, 0, 1)
    share = np.where(is_edge, mixed, is_print).astype(np.float32)
    rest = linear - cloth - share[..., None] * across
    colours = np.where(is_edge[..., None], pure_print + rest, linear)
    return _Prints(share, colours.astype(np.float32), light)


def _connected(mask: HardMask, seeds: HardMask) -> HardMask:
    """Return the connected parts of a mask (h, w) that hold a seed (h, w)."""
    count, parts = cv2.connectedComponents(mask.astype(np.uint8))
    is_kept = np.zeros(count, bool)
    is_kept[parts[seeds]] = True
    return np.asarray(is_kept[parts])


def _mean_around(values: Floats, mask: HardMask, size: int) -> Floats:
    """Return the mean around each pixel of values (h, w, ...) on a mask (h, w)."""
    weight, window = mask.astype(np.float32), (2 * size + 1, 2 * size + 1)
    shares = weight if values.ndim == 2 else weight[..., None]
    near = cv2.blur(weight, window) + np.float32(1e-6)
    mean = cv2.blur(values * shares, window)
    return np.asarray(mean / (near if values.ndim == 2 else near[..., None]), np.float32)


def _to_ab(linear: Floats) -> Floats:
    """Return a and b of OKLab (..., 2) of linear colours (..., 3)."""
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_AB.T, np.float32)


@cache
def _linear_of_byte() -> Floats:
    value = np.arange(256) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


def _to_linear(rgb: NDArray[np.uint8]) -> Floats:
    """Return sRGB (..., 3) uint8 as linear light in [0, 1] (IEC 61966-2-1)."""
    return _linear_of_byte()[rgb]


def _to_srgb(linear: Floats) -> NDArray[np.uint8]:
    linear = np.clip(linear, 0, 1)
    value = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * value), np.uint8)
