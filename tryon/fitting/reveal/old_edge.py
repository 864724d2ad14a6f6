"""The soft edge of what was worn, read from the photo once for all garments that take its place."""

from __future__ import annotations

import numpy as np

from tryon.body.view import RegionView
from tryon.geometry import Box, HardMask, RgbImage, Size
from tryon.pixels.matte import Matte
from tryon.pixels.matting import band_towards, sampled_matte
from tryon.pixels.recent_values import RecentValues

_RADIUS = 0.007
"""Radius of the soft edge, as a fraction of the region's longest side."""
_HAIR_FACTOR = 2
"""Radius of the edge at hair, whose strands stick out, in radii of the soft edge."""
_AROUND = 5
"""How much farther around the region the photo is looked at, in such radii."""


class OldEdge:
    """Reads mattes of the old clothes, and keeps the latest one.

    Args:
        photo: the photo (H, W, 3).
        view: where the old clothes are.
        hair: the person's hair, in the pixels of the photo that the view covers.
    """

    def __init__(self, photo: RgbImage, view: RegionView, hair: HardMask) -> None:
        self._photo, self._view, self._hair = photo, view, hair
        self._mattes: RecentValues[tuple[float, Box, bytes], Matte] = RecentValues(1)

    @property
    def radius(self) -> int:
        """The radius of the soft edge in pixels of the photo."""
        region = Box.around(self._view.region)
        assert region is not None
        return max(1, round(_RADIUS * max(region.width, region.height) / self._view.scale))

    def matte(self, region: HardMask, box: Box, softness: float) -> Matte:
        """Return the matte of old clothes, in pixels of ``box``.

        Args:
            region: their pixels (h, w) in the box.
            box: a part of the photo.
            softness: the edge's radius, in typical ones.
        """
        radius = max(1, round(softness * self.radius))
        around = Box.around(region)
        if around is None:
            return Matte.empty()
        around = around.grown((_HAIR_FACTOR + _AROUND) * radius, limit=Size.of(region))
        mask = np.ascontiguousarray(region[around.slices])
        in_photo = around.moved(box.left, box.top)

        def unmix() -> Matte:
            in_view = in_photo.moved(-self._view.box.left, -self._view.box.top)
            hair = self._hair[in_view.slices]
            hair_band = band_towards(mask, hair, radius=_HAIR_FACTOR * radius)
            pixels = np.ascontiguousarray(self._photo[in_photo.slices])
            return sampled_matte(pixels, mask, radius=radius, wide=hair_band)

        matte = self._mattes.get((softness, in_photo, mask.tobytes()), unmix)
        return matte.moved(around.left, around.top)
