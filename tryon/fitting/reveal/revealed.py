"""What old clothes hid, painted in the view, and its pieces at the photo's size."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.light.grain import Grain, grained
from tryon.geometry import Box, RgbImage, SoftMask

_DITHER = 0.6
"""Least noise on what is painted, in 8-bit units: gentle slopes would show steps without."""
_LEAST_BLUR = 0.7

Colours = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Patch:
    """A piece of painting that takes the place of the photo.

    Attributes:
        box: its pixels.
        colours: (h, w, 3) float32.
        share: how much (h, w) of the result it is.
    """

    box: Box
    colours: Colours
    share: SoftMask


@dataclass(frozen=True, eq=False)
class Revealed:
    """What the old clothes hid, in pixels of the view.

    Attributes:
        ground: colours (h, w, 3) of what lies behind the person.
        body: colours (h, w, 3) of the person.
        depth: how far (h, w) in the person a pixel lies; negative outside.
        share: how much (h, w) of the photo this takes the place of.
        kept: how far (h, w) in what stays as it is a pixel lies, though it looked like old clothes.
    """

    ground: Colours
    body: Colours
    depth: SoftMask
    share: SoftMask
    kept: SoftMask

    def colours(self) -> Colours:
        """Return body and ground in one (h, w, 3), with the view's own soft outline."""
        mixed = self.body - self.ground
        mixed *= np.clip(self.depth + 0.5, 0.0, 1.0)[..., None]
        mixed += self.ground
        return mixed

    def patches(
        self, window: RgbImage, view: RegionView, box: Box, grain: Grain
    ) -> tuple[Patch, ...]:
        """Bring each piece to the photo's size, sharpness and grain.

        Args:
            window: the photo's pixels (H, W, 3) of the box.
            view: where it was painted.
            box: pixels of the photo.
            grain: the photo's noise and blur.

        Returns:
            The pieces, in pixels of ``window``.
        """
        count, ids, stats, _ = cv2.connectedComponentsWithStats((self.share > 0).astype(np.uint8))
        patches = []
        for number in range(1, count):
            left, top, width, height = (int(value) for value in stats[number][:4])
            piece = Box(left, top, left + width, top + height)
            place = view.box_in_photo(piece, margin=1, limit=box)
            if place is None:
                continue
            share = view_to_photo(np.where(ids == number, self.share, 0.0), view, place)
            own = place.moved(-box.left, -box.top)
            colours = self._crisp(window[own.slices], view, place, grain)
            patches.append(Patch(own, colours, share))
        return tuple(patches)

    def _crisp(self, window: RgbImage, view: RegionView, place: Box, grain: Grain) -> Colours:
        ground, body = (view_to_photo(layer, view, place) for layer in (self.ground, self.body))
        steep = 0.5 / (view.scale * max(grain.blur, _LEAST_BLUR))
        body -= ground
        body *= np.clip(steep * view_to_photo(self.depth, view, place) + 0.5, 0.0, 1.0)[..., None]
        body += ground
        photo = replace(grain, fine=max(grain.fine, _DITHER))
        crisp = grained(body, Grain(0.0, 0.0, grain.blur), photo, strength=1.0)
        kept = steep * view_to_photo(self.kept, view, place) + 0.5
        if kept.max() > 0:
            crisp = crisp + (window - crisp) * np.clip(kept, 0.0, 1.0)[..., None]
        return np.asarray(np.clip(crisp, 0, 255), dtype=np.float32)
