"""Soft coverage along the edge of a mask, and replacing the covered colours by others."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, SoftMask
from tryon.late import cv2


@dataclass(frozen=True, eq=False)
class Matte:
    """Coverage of a picture by a mask, soft in a band along the mask's edge.

    Attributes:
        box: the part (H, W) of the picture that it describes; the rest is not covered.
        alpha: coverage (H, W) float32; beside the band 1 on the mask's side, else 0.
        band: pixels (H, W) of the band, of which there are N.
        inside: colours (N, 3) float32 of the mask's side near each band pixel, row by row.
        outside: colours of the other side likewise.
    """

    box: Box
    alpha: SoftMask
    band: HardMask
    inside: NDArray[np.float32]
    outside: NDArray[np.float32]

    @classmethod
    def empty(cls) -> Matte:
        """Return a matte that covers nothing."""
        alpha, colours = np.zeros((0, 0), np.float32), np.zeros((0, 3), np.float32)
        return cls(Box(0, 0, 0, 0), alpha, alpha > 0, colours, colours)

    def moved(self, x: int, y: int) -> Matte:
        """Return the matte for a larger picture, in which this one's begins at ``x``, ``y``."""
        return replace(self, box=self.box.moved(x, y))

    def in_rows(self, rows: slice) -> Matte:
        """Return the matte for some rows of the picture."""
        top, bottom = (
            min(max(row - self.box.top, 0), self.box.height) for row in (rows.start, rows.stop)
        )
        first, last = (np.count_nonzero(self.band[:row]) for row in (top, bottom))
        box = Box(self.box.left, self.box.top + top, self.box.right, self.box.top + bottom)
        return Matte(
            box.moved(0, -rows.start),
            self.alpha[top:bottom],
            self.band[top:bottom],
            self.inside[first:last],
            self.outside[first:last],
        )


def replace_colours(
    image: NDArray[np.float32], matte: Matte, replacement: NDArray[np.float32]
) -> None:
    """Replace what the mask covers of a picture (H, W, 3), without a rim of the old colours.

    A band pixel is ``alpha * old + (1 - alpha) * behind``. Adding ``alpha * (new - old)`` keeps
    every detail of ``behind``, but lets the old side's pattern shine through where much is covered:
    the greater ``alpha``, the more ``behind`` is taken from its surroundings instead.

    Args:
        image: the picture, changed in place.
        matte: where the mask is, and the colours on both sides of its edge.
        replacement: the other colours (H, W, 3) in [0, 255].
    """
    if not matte.alpha.size:
        return
    band = matte.band
    alpha, new, old = matte.alpha[band][:, None], replacement[band], image[band]
    cv2.copyTo(replacement, (matte.alpha >= 1).view(np.uint8), image)
    shifted = old + alpha * (new - matte.inside)
    mixed = alpha * new + (1 - alpha) * matte.outside
    mixed_weight = alpha**2
    image[band] = np.clip(mixed_weight * mixed + (1 - mixed_weight) * shifted, 0, 255)


def laid_over(
    below: NDArray[np.float32], above: NDArray[np.float32], alpha: SoftMask
) -> NDArray[np.float32]:
    """Return colours (H, W, 3) with others laid over them by a coverage (H, W) in [0, 1]."""
    return np.asarray(cv2.blendLinear(above, below, alpha, 1 - alpha), np.float32)
