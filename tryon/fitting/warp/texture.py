"""A garment's colours, continued past its outline so that a warp never shows a gap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import GarmentPoints, HardMask, Points, RgbaImage, RgbImage, Size
from tryon.late import cv2
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.fill import spread_colours
from tryon.pixels.masks import disc
from tryon.pixels.resize import blurred, enlarged, resize_rgba, resized, scaled

_TEXTURE_MARGIN = 0.12
"""Width of the margin around a garment, as a fraction of its longer side."""
_SOLID_ALPHA = 245
"""Least alpha, 0 to 255, of a pixel that shows nothing but the garment."""
_STRAP_SIDE = 320
"""Longer side, in pixels, of the mask in which straps are found."""
_STRAP_WIDTH = 0.03
"""Width of cloth that is too narrow to show its colours, as a fraction of the longer side."""
_UNTRUSTED_RIM = 0.004
"""Width of the rim that lens blur and compression spoil, as a fraction of the longer side."""
_MIRROR_DEPTH = 0.04
"""Distance over which the pattern is mirrored at the outline, as a fraction of the longer side;
over as much again it fades out."""
_CONTINUED_SIDE = 640
"""Longest side in pixels at which it is measured where colours are continued from."""
_EDGE_SMOOTHING = 0.15
"""Fraction of that distance over which the outline is smoothed before it mirrors."""


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


def as_it_is(garment: RgbaImage) -> RgbaImage:
    """Return a garment in its own colours."""
    return garment


def build_texture(
    rgba: RgbaImage, *, scale: float, recoloured: Callable[[RgbaImage], RgbaImage] = as_it_is
) -> Texture:
    """Reduce a garment (H, W, 4) by ``scale`` (at most 1) and continue its colours outwards.

    Reducing first keeps the later warp free of aliasing, and leaves less to recolour.

    Args:
        rgba: the garment.
        scale: pixels of the texture per pixel of the garment.
        recoloured: gives the reduced garment (h, w, 4) other colours.
    """
    small = rgba if scale == 1.0 else resize_rgba(rgba, scaled(Size.of(rgba), scale))
    small = recoloured(small)
    alpha = small[..., 3]
    margin = max(4, round(_TEXTURE_MARGIN * max(alpha.shape)))
    solid = np.pad(_solid(rgba[..., 3], alpha), margin)
    if not solid.any():
        solid = np.pad(alpha >= 128, margin)
    colours = np.pad(small[..., :3], ((margin, margin), (margin, margin), (0, 0)))
    pixels = _continued(colours, _without_straps(solid))
    return Texture(pixels, small.shape[1] / rgba.shape[1], margin)


def _continued(colours: RgbImage, source: HardMask) -> RgbImage:
    """Continue colours (h, w, 3) past a mask (h, w).

    They are mirrored at its edge, so that a pattern goes on, and get smoother farther out. Where a
    pixel takes its colour from changes slowly, so a reduced picture tells it.
    """
    shape = source.shape
    scale = max(1.0, max(shape) / _CONTINUED_SIDE)
    shown = cv2.bitwise_and(colours, colours, mask=source.view(np.uint8))
    weight = resized(source.astype(np.float32), shape, scale)
    known = weight >= 0.5
    mean = resized(np.asarray(shown, np.uint8), shape, scale) / np.maximum(weight, 0.5)[..., None]
    spread = spread_colours(mean.astype(np.float32), np.asarray(known), sigma=1.2 / scale)
    mirror_depth = _MIRROR_DEPTH * max(known.shape)
    outside_depth = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
    inside_depth = cv2.distanceTransform(known.astype(np.uint8), cv2.DIST_L2, 5)
    signed = np.asarray(outside_depth - inside_depth, dtype=np.float32)
    smooth_depth = blurred(signed, max(1.0, _EDGE_SMOOTHING * mirror_depth))
    dy, dx = np.gradient(smooth_depth)
    slope = np.maximum(np.hypot(dx, dy), 0.1)
    offset = -scale * (2 * np.maximum(smooth_depth, 0) + 1) / slope
    x, y = (enlarged((offset * axis).astype(np.float32), shape) for axis in (dx, dy))
    x += np.arange(shape[1], dtype=np.float32)
    y += np.arange(shape[0], dtype=np.float32)[:, None]
    around = cv2.resize(
        eight_bit(spread),
        shape[::-1],
        interpolation=cv2.INTER_LINEAR,
    )
    full = np.asarray(cv2.copyTo(colours, source.view(np.uint8), around.copy()), np.uint8)
    mirrored = cv2.remap(full, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    share = enlarged(np.clip(2 - outside_depth / mirror_depth, 0, 1).astype(np.float32), shape)
    outside = cv2.blendLinear(mirrored, around, share, 1 - share)
    return np.asarray(cv2.copyTo(colours, source.view(np.uint8), outside), np.uint8)


def _without_straps(solid: HardMask) -> HardMask:
    """Drop what is too narrow to show cloth: straps, and slivers of background between them."""
    factor = min(1.0, _STRAP_SIDE / max(solid.shape))
    size = max(1, round(solid.shape[1] * factor)), max(1, round(solid.shape[0] * factor))
    small = cv2.resize(solid.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    radius = max(1, round(_STRAP_WIDTH * max(size) / 2))
    kernel = disc(radius)
    opened = cv2.morphologyEx(small, cv2.MORPH_OPEN, kernel)
    with_corners = np.minimum(cv2.dilate(opened, kernel), small)
    full_size = cv2.resize(
        np.asarray(with_corners, np.uint8), solid.shape[::-1], interpolation=cv2.INTER_NEAREST
    )
    without_straps = solid & np.asarray(full_size > 0)
    return without_straps if without_straps.any() else solid


def _solid(alpha: NDArray[np.uint8], reduced_alpha: NDArray[np.uint8]) -> HardMask:
    """Find the reduced pixels that show nothing but the garment, away from its rim."""
    rim = max(3, round(_UNTRUSTED_RIM * max(alpha.shape)))
    core = cv2.erode((alpha >= _SOLID_ALPHA).astype(np.uint8), np.ones((2 * rim + 1, 2 * rim + 1)))
    size = reduced_alpha.shape[1], reduced_alpha.shape[0]
    coverage = cv2.resize(core * 255, size, interpolation=cv2.INTER_AREA)
    return np.asarray(coverage >= _SOLID_ALPHA)
