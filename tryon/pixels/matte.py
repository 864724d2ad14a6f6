"""Soft coverage along the edge of a mask, and exchanging what it covers for other colours."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, RgbImage, SoftMask


@dataclass(frozen=True, eq=False)
class Matte:
    """Coverage of a picture's edge band.

    Attributes:
        box: the part (H, W) of the picture it tells of; all else is not covered.
        alpha: coverage (H, W) float32; 1 inside the band, 0 outside it.
        band: pixels (H, W) of the band, of which there are N.
        inside: colours (N, 3) float32 that the mask's side has near them, row by row.
        outside: the same for the other side.
    """

    box: Box
    alpha: SoftMask
    band: HardMask
    inside: NDArray[np.float32]
    outside: NDArray[np.float32]

    @classmethod
    def empty(cls) -> Matte:
        """Return the matte of nothing."""
        nowhere, colours = np.zeros((0, 0), np.float32), np.zeros((0, 3), np.float32)
        return cls(Box(0, 0, 0, 0), nowhere, nowhere > 0, colours, colours)

    def moved(self, x: int, y: int) -> Matte:
        """Return the matte of a larger picture, in which this one's lies at ``x`` and ``y``."""
        return replace(self, box=self.box.moved(x, y))


def replace_colours(
    image: RgbImage, matte: Matte, replacement: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Exchange what the mask covers for other colours (H, W, 3), without a rim of the old ones.

    A band pixel is ``alpha * old + (1 - alpha) * behind``. Adding ``alpha * (new - old)`` keeps
    every detail of what lies behind; the more is covered, the more ``behind`` is taken from its
    surroundings instead, because there the pattern of the old side would shine through.
    """
    result = image.astype(np.float32)
    if not matte.alpha.size:
        return result
    whole = (matte.alpha >= 1).view(np.uint8)
    cv2.copyTo(replacement, whole, result)
    band = matte.band
    alpha, new = matte.alpha[band][:, None], replacement[band]
    shifted = image[band] + alpha * (new - matte.inside)
    mixed = alpha * new + (1 - alpha) * matte.outside
    share = alpha**2
    result[band] = share * mixed + (1 - share) * shifted
    return np.asarray(np.clip(result, 0, 255, out=result), dtype=np.float32)
