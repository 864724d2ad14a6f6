"""What a garment's picture shows of its cloth: its main colours, and the light on it.

**What stays** when cloth gets another colour is the light on it, and it is the same light whatever
the cloth's colour. In a fold light goes from cloth to cloth, so that white cloth fills its own
shadows and black cloth does not. Where a share ``v`` of the light comes from outside and the rest
from cloth around that looks alike, a cloth that reflects a share ``a`` of light shows
``B = a v / (1 - a (1 - v))``, the sum of all bounces as a geometric series (for interreflections in
general: Koenderink and van Doorn, "Geometrical modes as a general method to treat diffuse
interreflections in radiometry", JOSA 73(6), 1983). Solved for the light,
``logit B = logit a + log v``: light is a shift of the logit of linear reflectance. So cloth gets
another colour by shifting the logit of each channel from its own colour's to the wanted one's. No
result leaves the range of reflectances, black becomes bright without being blown out, and the folds
of white cloth get as deep as those of black cloth are.

**What is no cloth** differs from the cloth's colour in any light: in hue and chroma by OKLab
(Ottosson, "A perceptual color space for image processing", 2020), or in lightness by more than
folds explain. A deeper colour of the same hue is rather cloth that lies among cloth. Prints, logos
and stripes keep their colours unless they are to follow. Pixels at their edge are mixtures; how
much of each they show is solved for as in alpha matting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.fitting.cloth.colours import LUMINANCE, WHITE, Floats, logit, to_ab, to_linear, to_srgb
from tryon.fitting.cloth.flatten import without_pattern
from tryon.geometry import HardMask, RgbaImage, SoftMask
from tryon.late import cv2
from tryon.pixels.fill import membrane
from tryon.pixels.resize import reduced

Colour = tuple[int, int, int]
"""Red, green and blue of sRGB, 0 to 255."""

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
_NAMED_SIDE = 160
"""Longest side in pixels of a picture that tells main colours well enough to name them."""
_EDGE = 0.002
"""Width of the edge of a print, as a fraction of the picture's longer side."""
_RIM = 0.005
"""Distance from other colours at which the light is believed, likewise."""
_PURE = 0.85
"""Fraction of the greatest difference nearby from which a pixel shows a print alone."""
MOST_COLOURS = 4
"""Main colours that a garment has at most."""
_MAIN_SHARE = 0.04
"""Least share of a garment that a main colour has."""


@dataclass(frozen=True, eq=False)
class Prints:
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
    """One colour of a garment as its cloth; all others are prints.

    Attributes:
        light: the light (H, W) on the garment if all of it is cloth.
        prints: what is no cloth.
    """

    light: Floats
    prints: Prints

    @classmethod
    def of(cls, rgba: RgbaImage, colour: Colour | None = None) -> Cloth:
        """Find the cloth of a garment (H, W, 4).

        Args:
            rgba: the garment.
            colour: about which of its colours the cloth has; None for the commonest.
        """
        linear = linear_of(rgba)
        solid = _solid_sample(linear, rgba[..., 3])
        if colour is None:
            own = _commonest(solid)
        else:
            own = _settled(WHITE * to_linear(np.array(colour, np.uint8)), solid)
        light = light_on(linear, own)
        return cls(light, _find_prints(linear, own, light, rgba[..., 3]))


def main_colours(rgba: RgbaImage) -> tuple[Colour, ...]:
    """Return the main colours of a garment (H, W, 4), at most `MOST_COLOURS`, commonest first."""
    small = reduced(rgba, _NAMED_SIDE)
    solid = _solid_sample(linear_of(small), small[..., 3])[::4]
    colours = (to_srgb(colour / WHITE) for colour in _main_colours(solid))
    return tuple((int(red), int(green), int(blue)) for red, green, blue in colours)


def light_without_prints(rgba: RgbaImage) -> Floats:
    """Return the light (H, W) on a garment (H, W, 4) of whatever colours, as on a plain one.

    Each main colour tells the light where it is, relative to its own; edges between colours and
    what has none of them take the light of what is around.
    """
    linear = linear_of(rgba)
    mains = _main_colours(_solid_sample(linear, rgba[..., 3]))
    lights = np.stack([light_on(linear, own) for own in mains])
    differences = np.stack(
        [
            _difference(linear, lit(own, light), light)
            for own, light in zip(mains, lights, strict=True)
        ]
    )
    nearest = differences.argmin(axis=0)
    light = np.take_along_axis(lights, nearest[None], axis=0)[0]
    is_known = (differences.min(axis=0) <= 1) & (rgba[..., 3] > 0)
    if len(mains) > 1 or not is_known.all():
        size = 2 * max(1, round(_RIM * max(light.shape))) + 1
        area = np.where(is_known, nearest + 1, 0).astype(np.uint8)
        around = np.ones((size, size), np.uint8)
        is_known &= cv2.dilate(area, around) == cv2.erode(area, around)
        light = membrane(light[..., None], is_known)[..., 0]
    return without_pattern(np.asarray(light, np.float32), rgba[..., 3] >= _SOLID_ALPHA)


def linear_of(rgba: RgbaImage) -> Floats:
    """Return the share of light (h, w, 3) that each pixel of a garment (h, w, 4) reflects."""
    return np.asarray(WHITE * to_linear(rgba[..., :3]), np.float32)


def light_on(linear: Floats, cloth: Floats) -> Floats:
    """Return the light (...) on colours (..., 3) of a cloth (3,): 0 where it shows its colour."""
    luminance = linear @ LUMINANCE + _SHEEN
    return logit(luminance) - logit(cloth @ LUMINANCE + _SHEEN)


def lit(cloth: Floats, light: Floats) -> Floats:
    """Return how a cloth (3,) or (..., 3) looks in light (...): linear colours (..., 3)."""
    odds = logit(cloth) + light[..., None]
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _difference(linear: Floats, cloth: Floats, light: Floats) -> Floats:
    """Return how clearly colours (..., 3) differ from the cloth in their light; 1 is clearly."""
    expected = to_ab(cloth)
    other = to_ab(linear) - expected
    hue = expected / (np.linalg.norm(expected, axis=-1, keepdims=True) + np.float32(1e-6))
    deeper = np.maximum(np.einsum("...c,...c->...", other, hue), 0)[..., None] * hue
    tint = np.linalg.norm(other - (1 - 1 / _DEEPER) * deeper, axis=-1)
    return np.asarray(np.hypot(tint / _TINT, light / _FOLD), np.float32)


def _solid_sample(linear: Floats, alpha: NDArray[np.uint8]) -> Floats:
    """Return colours (N, 3) of pixels all over a garment, darkest first."""
    solid = linear[alpha >= min(_SOLID_ALPHA, int(alpha.max()))]
    solid = solid[:: max(1, len(solid) // _SAMPLES)]
    return np.asarray(solid[np.argsort(solid @ LUMINANCE, kind="stable")])


def _agreeing(solid: Floats, colour: Floats, limit: float) -> HardMask:
    """Return which of some colours (N, 3) a cloth (3,) may show in some light."""
    light = light_on(solid, colour)
    return np.asarray(_difference(solid, lit(colour, light), light) < limit)


def _commonest(solid: Floats) -> Floats:
    """Return the linear colour (3,) that most of some colours (N, 3) agree with."""
    candidates = solid[:: max(1, len(solid) // _CANDIDATES)]
    masks = (_agreeing(solid, colour, 0.5) for colour in candidates)
    best = max(masks, key=np.count_nonzero)
    return np.asarray(np.median(solid[best], axis=0), np.float32)


def _settled(colour: Floats, solid: Floats) -> Floats:
    """Return the middle (3,) of those colours (N, 3) that agree with one; itself if none does."""
    alike = solid[_agreeing(solid, colour, 0.5)]
    return np.asarray(np.median(alike, axis=0) if len(alike) else colour, np.float32)


def _main_colours(solid: Floats) -> Floats:
    """Return the main ones (K, 3) of some colours (N, 3), commonest first."""
    found = list[Floats]()
    rest, least = solid, _MAIN_SHARE * len(solid)
    while len(found) < MOST_COLOURS and (not found or len(rest) >= max(1, least)):
        colour = _commonest(rest)
        is_alike = _agreeing(rest, colour, 1.0)
        if found and np.count_nonzero(is_alike) < least:
            break
        found.append(colour)
        rest = rest[~is_alike]
    return np.stack(found)


def _find_prints(linear: Floats, own: Floats, light: Floats, alpha: NDArray[np.uint8]) -> Prints:
    """Find what clearly differs from the cloth, and unmix its edge.

    Args:
        linear: colours (h, w, 3).
        own: the cloth's colour (3,).
        light: the light (h, w) on it if all were cloth.
        alpha: coverage (h, w) of the garment.
    """
    difference = _difference(linear, lit(own, light), light)
    is_print = _connected(difference > _ALIKE, difference > 1) & (alpha > 0)
    if not is_print.any():
        return Prints(np.zeros_like(light), linear, light)
    size = 2 * max(1, round(_EDGE * max(light.shape))) + 1
    around = np.ones((size, size), np.uint8)
    mask = is_print.astype(np.uint8)
    is_pure = is_print & (difference >= _PURE * cv2.dilate(difference, around))
    is_edge = (cv2.dilate(mask, around) - cv2.erode(mask, around)) > 0
    is_edge |= is_print & (difference <= 1) & ~is_pure
    pure_print = _mean_around(linear, is_pure, size)
    near_light = _mean_around(light, ~is_print & ~is_edge & (alpha >= _SOLID_ALPHA), size)
    light = np.where(is_edge, near_light, np.where(is_print, 0, light)).astype(np.float32)
    cloth = lit(own, light)
    across = pure_print - cloth
    length = np.maximum(np.einsum("hwc,hwc->hw", across, across), 1e-9)
    mixed = np.clip(np.einsum("hwc,hwc->hw", linear - cloth, across) / length, 0, 1)
    share = np.where(is_edge, mixed, is_print).astype(np.float32)
    rest = linear - cloth - share[..., None] * across
    colours = np.where(is_edge[..., None], pure_print + rest, linear)
    return Prints(share, colours.astype(np.float32), light)


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
