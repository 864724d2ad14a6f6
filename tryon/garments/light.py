"""The look of a photo around one region: its light, its colour and its grain, for a garment."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.contact_shadow import contact_shadow
from tryon.garments.grain import Grain, grained, measure_grain
from tryon.garments.illuminant import Gains, softened
from tryon.garments.parameters import FitParameters
from tryon.garments.shading import Log, ShadingReader, relit, shading_factor, unexplained
from tryon.geometry import HardMask, RgbImage

_LEAST_TINT = 0.005


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a garment's place in a photo is like.

    Attributes:
        clothes: the worn clothes (H, W), whose light is read.
        front: what lies in front of the garment or above it (H, W): arms, hair, a hem.
        gains: colour and brightness of the photo's light.
        grain: noise and sharpness of the photo.
    """

    clothes: HardMask
    front: HardMask
    gains: Gains
    grain: Grain


@dataclass(frozen=True, eq=False)
class OwnLook:
    """What a garment's picture brings with it: light (h, w) at work size, and grain."""

    shading: Log
    grain: Grain


@dataclass(frozen=True, eq=False)
class PhotoLook:
    """Light, colour and grain of a window of a photo, measured once for every garment on it."""

    clothes: HardMask
    reader: ShadingReader
    shading: Log
    shadow: Log
    gains: Gains
    grain: Grain

    @classmethod
    def measure(cls, window: RgbImage, surroundings: Surroundings, *, breadth: float) -> PhotoLook:
        """Measure a window of a photo.

        Args:
            window: the photo (H, W, 3) where the garment goes.
            surroundings: what is known about it.
            breadth: half the person's shoulder breadth in pixels.
        """
        reader = ShadingReader.of(surroundings.clothes, breadth=breadth)
        size = reader.inside.shape[1], reader.inside.shape[0]
        coverage = surroundings.front.astype(np.float32)
        front = cv2.resize(coverage, size, interpolation=cv2.INTER_AREA)
        shadow = contact_shadow(
            np.asarray(front, np.float32), reader.inside, breadth=reader.breadth
        )
        return cls(
            surroundings.clothes,
            reader,
            reader.read(window),
            shadow,
            surroundings.gains,
            surroundings.grain,
        )

    def look_of(self, pixels: NDArray[np.float32]) -> OwnLook:
        """Measure a warped garment's own colours (H, W, 3) in the place of the clothes."""
        colours = np.clip(pixels, 0, 255)
        return OwnLook(self.reader.read(colours), measure_grain(colours, self.clothes))

    def on(
        self, pixels: NDArray[np.float32], own: OwnLook, parameters: FitParameters
    ) -> NDArray[np.float32]:
        """Lay the photo's look on a warped garment's colours (H, W, 3) float32."""
        gains = softened(self.gains, parameters.colour_match)
        if np.abs(gains - 1).max() > _LEAST_TINT:
            pixels = pixels * gains
        light = parameters.shading * unexplained(self.shading, own.shading)
        light = light + parameters.contact_shadow * self.shadow
        if light.any():
            factor = shading_factor(light, self.reader.inside, pixels.shape)
            pixels = relit(pixels, factor)
        if parameters.grain > 0:
            pixels = grained(pixels, own.grain, self.grain, strength=parameters.grain)
        return np.clip(pixels, 0, 255)
