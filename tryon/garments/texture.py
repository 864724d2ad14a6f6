"""A garment's colours, continued past its outline so that no gap can open under a warp."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from tryon.garments.matte import spread_colours
from tryon.garments.resampling import resize_rgba, scaled
from tryon.geometry import Points, RgbaImage, RgbImage, Size

_MARGIN = 0.12
_SOLID = 245


@dataclass(frozen=True, eq=False)
class Texture:
    """Opaque colours to sample a garment from.

    Attributes:
        pixels: RGB (h, w, 3) uint8, garment colours everywhere.
        scale: pixels of the texture per pixel of the garment.
        margin: pixels of the texture added on each side.
    """

    pixels: RgbImage
    scale: float
    margin: int

    def places(self, garment_points: Points) -> Points:
        """Take positions (N, 2) of the garment to the texture."""
        return np.asarray((garment_points + 0.5) * self.scale - 0.5 + self.margin)


def build_texture(rgba: RgbaImage, *, scale: float) -> Texture:
    """Reduce a garment (H, W, 4) by ``scale`` (at most 1) and continue its colours outwards.

    Reducing first keeps the later warp free of aliasing.
    """
    small = rgba if scale == 1.0 else resize_rgba(rgba, scaled(Size.of(rgba), scale))
    alpha = small[..., 3]
    margin = max(4, round(_MARGIN * max(alpha.shape)))
    solid = np.pad(cv2.erode((alpha >= _SOLID).astype(np.uint8), np.ones((3, 3))) > 0, margin)
    if not solid.any():
        solid = np.pad(alpha >= 128, margin)
    colours = np.pad(
        small[..., :3].astype(np.float32), ((margin, margin), (margin, margin), (0, 0))
    )
    result = np.where(solid[..., None], colours, spread_colours(colours, solid, sigma=1.2))
    pixels = np.clip(np.rint(result), 0, 255).astype(np.uint8)
    return Texture(pixels, small.shape[1] / rgba.shape[1], margin)
