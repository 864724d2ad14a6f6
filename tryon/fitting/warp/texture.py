"""A garment's colours, continued past its outline so that no gap can open under a warp."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import GarmentPoints, HardMask, Points, RgbaImage, RgbImage, Size
from tryon.pixels.fill import spread_colours
from tryon.pixels.masks import disc
from tryon.pixels.resize import resize_rgba, scaled

_TEXTURE_MARGIN = 0.12
_SOLID_ALPHA = 245
_STRAP_SIDE = 320
_NARROW_CLOTH = 0.03
_UNTRUSTED_RIM = 0.004
"""Share of the garment's size by which its rim is not trusted: lens blur, compression."""


_MIRRORED = 0.04
"""Distance, as a share of the texture's size, up to which the pattern goes on past the outline."""
_ROUGH = 0.15
"""Share of that distance over which the outline is smoothed before it mirrors."""


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

    def places(self, garment_points: GarmentPoints) -> Points:
        """Take positions (N, 2) of the garment to the texture."""
        return np.asarray((garment_points + 0.5) * self.scale - 0.5 + self.margin)


def build_texture(rgba: RgbaImage, *, scale: float) -> Texture:
    """Reduce a garment (H, W, 4) by ``scale`` (at most 1) and continue its colours outwards.

    Reducing first keeps the later warp free of aliasing.
    """
    small = rgba if scale == 1.0 else resize_rgba(rgba, scaled(Size.of(rgba), scale))
    alpha = small[..., 3]
    margin = max(4, round(_TEXTURE_MARGIN * max(alpha.shape)))
    solid = np.pad(_solid(rgba[..., 3], alpha), margin)
    if not solid.any():
        solid = np.pad(alpha >= 128, margin)
    colours = np.pad(
        small[..., :3].astype(np.float32), ((margin, margin), (margin, margin), (0, 0))
    )
    source = _without_straps(solid)
    pixels = np.clip(np.rint(_continued(colours, source)), 0, 255).astype(np.uint8)
    return Texture(pixels, small.shape[1] / rgba.shape[1], margin)


def _continued(colours: NDArray[np.float32], source: HardMask) -> NDArray[np.float32]:
    """Continue colours (h, w, 3) past a mask (h, w).

    They are mirrored at its edge, so that a pattern goes on for a while, then ever smoother.
    """
    around = spread_colours(colours, source, sigma=1.2)
    reach = _MIRRORED * max(source.shape)
    far = cv2.distanceTransform((~source).astype(np.uint8), cv2.DIST_L2, 5)
    deep = cv2.distanceTransform(source.astype(np.uint8), cv2.DIST_L2, 5)
    rise = np.asarray(far - deep, dtype=np.float32)
    height = cv2.GaussianBlur(rise, (0, 0), max(1.0, _ROUGH * reach))
    dy, dx = np.gradient(height)
    steep = np.maximum(np.hypot(dx, dy), 0.1)
    y, x = np.mgrid[: source.shape[0], : source.shape[1]].astype(np.float32)
    back = (2 * np.maximum(height, 0) + 1) / steep
    mirrored = cv2.remap(
        np.where(source[..., None], colours, around),
        (x - back * dx).astype(np.float32),
        (y - back * dy).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    share = np.clip(2 - far / reach, 0, 1)[..., None]
    outside = around + share * (mirrored - around)
    return np.asarray(np.where(source[..., None], colours, outside), dtype=np.float32)


def _without_straps(solid: HardMask) -> HardMask:
    """Drop what is too narrow to show cloth: straps, and slivers of background between them."""
    reduce = min(1.0, _STRAP_SIDE / max(solid.shape))
    size = max(1, round(solid.shape[1] * reduce)), max(1, round(solid.shape[0] * reduce))
    small = cv2.resize(solid.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    radius = max(1, round(_NARROW_CLOTH * max(size) / 2))
    kernel = disc(radius)
    opened = cv2.morphologyEx(small, cv2.MORPH_OPEN, kernel)
    with_corners = np.minimum(cv2.dilate(opened, kernel), small)
    full = cv2.resize(
        np.asarray(with_corners, np.uint8), solid.shape[::-1], interpolation=cv2.INTER_NEAREST
    )
    wide = solid & np.asarray(full > 0)
    return wide if wide.any() else solid


def _solid(alpha: NDArray[np.uint8], small: NDArray[np.uint8]) -> HardMask:
    """Find the reduced pixels whose colour is the garment's own, clear of its rim."""
    rim = max(1, round(_UNTRUSTED_RIM * max(alpha.shape)))
    core = cv2.erode((alpha >= _SOLID_ALPHA).astype(np.uint8), np.ones((2 * rim + 1, 2 * rim + 1)))
    size = small.shape[1], small.shape[0]
    share = cv2.resize(core * 255, size, interpolation=cv2.INTER_AREA)
    return np.asarray(share >= _SOLID_ALPHA)
