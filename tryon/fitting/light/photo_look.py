"""The look of a photo around one region: its light, its colour and its grain, for a garment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, photo_to_view, view_to_photo
from tryon.fitting.light.contact_shadow import contact_shadow
from tryon.fitting.light.grain import Grain, grained, measure_grain
from tryon.fitting.light.illuminant import Gains, find_illuminant, softened
from tryon.fitting.light.shading import Log, ShadingReader, agreement, relit, to_factor, unexplained
from tryon.fitting.parameters import FitParameters
from tryon.geometry import Box, HardMask, RgbImage

_LEAST_TINT = 0.005
"""Departure of a gain from 1 below which colours are not changed."""


@dataclass(frozen=True, eq=False)
class GarmentLook:
    """Light (h, w) at work size and grain of a garment's own picture."""

    shading: Log
    grain: Grain


@dataclass(frozen=True, eq=False)
class PhotoLook:
    """Light, colour and grain around one region of a photo, measured once for every garment.

    Attributes:
        view: the place in the photo.
        reader: reads the light on the worn clothes, in the view.
        shading: the light on them.
        shadow: the light (h, w) that is left beside what lies in front, in the view.
        gains: colour and brightness of the photo's light.
        grain: noise and sharpness of the photo.
    """

    view: RegionView
    reader: ShadingReader
    shading: Log
    shadow: Log
    gains: Gains
    grain: Grain

    @classmethod
    def measure(
        cls,
        view_image: RgbImage,
        view: RegionView,
        front: HardMask,
        grain: Grain,
        *,
        half_width: float,
    ) -> PhotoLook:
        """Measure the light of a view.

        Args:
            view_image: the view's part of the photo (h, w, 3) at the view's size.
            view: where the clothes are.
            front: what lies in front of the garment or above it (h, w): arms, hair, a hem.
            grain: noise and sharpness of the photo at its own size.
            half_width: half the width of the person's shoulders in pixels of the view.
        """
        reader = ShadingReader.of(view.region, half_width=half_width)
        return cls(
            view,
            reader,
            reader.read(view_image),
            contact_shadow(front, half_width=half_width),
            find_illuminant(view_image, view.region, view.bare),
            grain,
        )

    def look_of(self, pixels: NDArray[np.float32], box: Box) -> GarmentLook:
        """Measure a warped garment's own colours (H, W, 3) in a box of the photo."""
        small = photo_to_view(pixels, self.view, box)
        return GarmentLook(self.reader.read(small), measure_grain(pixels))

    def apply(
        self,
        pixels: NDArray[np.float32],
        garment: GarmentLook,
        box: Box,
        parameters: FitParameters,
    ) -> NDArray[np.float32]:
        """Apply the photo's look to a warped garment's colours (H, W, 3) in a box of the photo."""
        gains = softened(self.gains, parameters.colour_match)
        if np.abs(gains - 1).max() > _LEAST_TINT:
            pixels = pixels * gains
        light = self.reader.spread(
            parameters.shading * unexplained(self.shading, garment.shading), self.view.shape
        )
        missing_light = 1.0 - agreement(self.shading, garment.shading)
        light += parameters.contact_shadow * missing_light * self.shadow
        if light.any():
            pixels = relit(pixels, view_to_photo(to_factor(light), self.view, box))
        if parameters.grain > 0:
            pixels = grained(pixels, garment.grain, self.grain, strength=parameters.grain)
        return np.clip(pixels, 0, 255)
