"""Maps a photo to the network's input, and the network's masks back to the photo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tryon.geometry import Box, RgbImage, Size, SoftMask
from tryon.late import cv2

SHORT_SIDE = 640
LONG_SIDE = 1333
"""Pixels to which a photo's short side is resized, and the most its long side may get."""
MULTIPLE = 32
"""Input sides are multiples of this."""
SURROUND = 128
"""Grey around a photo in the middle of a canvas, 0-255."""
PIXEL_MEAN = np.array([123.675, 116.28, 103.53], dtype=np.float32)
PIXEL_STD = np.array([58.395, 57.12, 57.375], dtype=np.float32)
"""Mean and standard deviation of ImageNet, RGB in 0..255."""


@dataclass(frozen=True)
class Frame:
    """How a photo lies in the network's input.

    Attributes:
        photo: the photo's size.
        content: where the resized photo lies.
        canvas: the photo and the grey around it, at the top left of the input; the rest is
            padding with zeros.
    """

    photo: Size
    content: Box
    canvas: Size

    @classmethod
    def of(cls, photo: Size) -> Frame:
        """Place a photo at the top left: short side 640, unless the long one would exceed 1333."""
        short, long = sorted((photo.width, photo.height))
        scale = SHORT_SIDE / short
        if long * scale > LONG_SIDE:
            scale = LONG_SIDE / long
        width, height = (max(1, int(n * scale + 0.5)) for n in (photo.width, photo.height))
        return cls(photo, content=Box(0, 0, width, height), canvas=Size(width, height))

    @classmethod
    def centred(cls, photo: Size, canvas: Size) -> Frame:
        """Place a photo in the middle of a canvas, reduced if it does not fit."""
        scale = min(1.0, canvas.width / photo.width, canvas.height / photo.height)
        width, height = (max(1, int(n * scale + 1e-6)) for n in (photo.width, photo.height))
        left, top = (canvas.width - width) // 2, (canvas.height - height) // 2
        return cls(photo, content=Box(left, top, left + width, top + height), canvas=canvas)

    @property
    def padded(self) -> Size:
        """The input's size."""
        width, height = (
            -(-n // MULTIPLE) * MULTIPLE for n in (self.canvas.width, self.canvas.height)
        )
        return Size(width, height)

    def cut(self, image: RgbImage) -> Tensor:
        """Return the network's input (1, 3, H', W'): resized, normalised, padded with zeros."""
        size = (self.content.width, self.content.height)
        canvas = np.full((self.canvas.height, self.canvas.width, 3), SURROUND, dtype=np.uint8)
        canvas[self.content.slices] = np.asarray(
            Image.fromarray(image).resize(size, Image.Resampling.BILINEAR)
        )
        normalised = (canvas - PIXEL_MEAN) / PIXEL_STD
        result = torch.zeros(1, 3, self.padded.height, self.padded.width)
        result[0, :, : self.canvas.height, : self.canvas.width] = torch.from_numpy(
            normalised.transpose(2, 0, 1)
        )
        return result

    def content_of(self, cells: SoftMask) -> SoftMask:
        """Bring a map (H' / 4, W' / 4) float32 of the input's cells to the resized photo's size."""
        pixels = cv2.resize(cells, (self.padded.width, self.padded.height))
        return np.asarray(pixels[self.content.slices], dtype=np.float32)

    def enlarge(self, cells: SoftMask, out: SoftMask | None = None) -> SoftMask:
        """Bring a map (H' / 4, W' / 4) float32 of the input's cells to the photo's size (H, W).

        Bilinear in two steps, cells to input, then input without padding to photo: only this puts a
        mask's edge where M2FP's published post-processing puts it.

        Args:
            cells: the map.
            out: an array (H, W) float32 to write to, which saves allocating one.
        """
        size = (self.photo.width, self.photo.height)
        return np.asarray(cv2.resize(self.content_of(cells), size, dst=out), dtype=np.float32)
