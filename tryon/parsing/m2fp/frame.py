"""From a photo to the network's input and, for its masks, the way back."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tryon.geometry import RgbImage, Size, SoftMask

SHORT_SIDE = 640
LONG_SIDE = 1333
MULTIPLE = 32
"""Input sides are multiples of this."""
PIXEL_MEAN = np.array([123.675, 116.28, 103.53], dtype=np.float32)
PIXEL_STD = np.array([58.395, 57.12, 57.375], dtype=np.float32)
"""RGB in 0..255, of ImageNet."""


@dataclass(frozen=True)
class Frame:
    """How a photo lies in the network's input.

    Attributes:
        photo: the photo's size.
        content: the size it is given there, top left; the rest is padding.
    """

    photo: Size
    content: Size

    @classmethod
    def of(cls, photo: Size) -> Frame:
        """Choose the input's size: short side 640, unless the long one would exceed 1333."""
        short, long = sorted((photo.width, photo.height))
        scale = SHORT_SIDE / short
        if long * scale > LONG_SIDE:
            scale = LONG_SIDE / long
        width, height = (max(1, int(n * scale + 0.5)) for n in (photo.width, photo.height))
        return cls(photo=photo, content=Size(width, height))

    @property
    def padded(self) -> Size:
        """The input's size."""
        width, height = (-(-n // MULTIPLE) * MULTIPLE for n in self._content)
        return Size(width, height)

    @property
    def _content(self) -> tuple[int, int]:
        return self.content.width, self.content.height

    def cut(self, image: RgbImage) -> Tensor:
        """Give the network's input (1, 3, H', W'): resized, normalised, padded with zeros."""
        small = np.asarray(
            Image.fromarray(image).resize(self._content, Image.Resampling.BILINEAR),
            dtype=np.float32,
        )
        normal = (small - PIXEL_MEAN) / PIXEL_STD
        result = torch.zeros(1, 3, self.padded.height, self.padded.width)
        result[0, :, : self.content.height, : self.content.width] = torch.from_numpy(
            normal.transpose(2, 0, 1)
        )
        return result

    def enlarge(self, cells: SoftMask, out: SoftMask | None = None) -> SoftMask:
        """Bring a map (H' / 4, W' / 4) float32 of the input's cells to the photo's size (H, W).

        Bilinear in two steps, cells to input and input without padding to photo: only so does a
        mask's edge lie where M2FP's own post-processing puts it.

        Args:
            cells: the map.
            out: an array (H, W) float32 to write to, which saves making one.
        """
        pixels = cv2.resize(cells, (self.padded.width, self.padded.height))
        content = pixels[: self.content.height, : self.content.width]
        return np.asarray(
            cv2.resize(content, (self.photo.width, self.photo.height), dst=out), dtype=np.float32
        )
