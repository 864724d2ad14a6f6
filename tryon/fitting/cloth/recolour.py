"""A garment in another colour or pattern."""

from __future__ import annotations

import numpy as np

from tryon.fitting.cloth.cloth import Cloth, Colour, light_without_prints, linear_of
from tryon.fitting.cloth.colours import WHITE, Floats, to_srgb
from tryon.fitting.cloth.dye import Dye, dyed
from tryon.fitting.cloth.pattern import Pattern, printed
from tryon.geometry import RgbaImage
from tryon.pixels.last_value_cache import LastValueCache


class Recolouring:
    """Recolours one garment again and again; what its picture shows of its cloth is found once.

    Args:
        rgba: the garment (H, W, 4).
    """

    def __init__(self, rgba: RgbaImage) -> None:
        self._rgba = rgba
        self._cloths: LastValueCache[Colour | None, Cloth] = LastValueCache()
        self._plain_light: LastValueCache[None, Floats] = LastValueCache()

    def recoloured(self, dye: Dye | None, pattern: Pattern | None) -> RgbaImage:
        """Return the garment (H, W, 4), with the same alpha; a pattern lies over a dye."""
        if dye is None and pattern is None:
            return self._rgba
        colours = linear_of(self._rgba) if dye is None else dyed(self._cloth(dye.instead_of), dye)
        if pattern is not None:
            colours = self._printed(pattern, colours)
        picture = self._rgba.copy()
        picture[..., :3] = to_srgb(colours / WHITE)
        return picture

    def _printed(self, pattern: Pattern, below: Floats) -> Floats:
        alpha = self._rgba[..., 3]
        if not pattern.keeps_prints:
            light = self._plain_light.get(None, lambda: light_without_prints(self._rgba))
            return printed(pattern, light, alpha, below)
        prints = self._cloth(None).prints
        return prints.laid_over(printed(pattern, prints.light, alpha, below))

    def _cloth(self, colour: Colour | None) -> Cloth:
        return self._cloths.get(colour, lambda: Cloth.of(self._rgba, colour))


def recoloured(rgba: RgbaImage, dye: Dye | None, pattern: Pattern | None) -> RgbaImage:
    """Return a garment (H, W, 4) in another colour or pattern, with the same alpha."""
    return np.asarray(Recolouring(rgba).recoloured(dye, pattern))
