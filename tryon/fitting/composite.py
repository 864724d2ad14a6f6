"""What a fitted garment changes, and laying such changes over a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.fitting.origin import Origin, OriginMap
from tryon.geometry import Box, RgbImage, Size
from tryon.late import cv2
from tryon.messages import FitNote

_MOSTLY_COVERED = 128
"""Least coverage, of 255, from which a garment counts in place of what lies below it."""

LEAST_OPACITY = 0.05
"""A garment of which less shows would be taken for one that is lost; it is hidden instead."""


@dataclass(frozen=True, eq=False)
class FitResult:
    """A garment as it lies on the photo: what it changes there.

    An edge pixel shows a bit of the garment and a bit of what lies behind. Kept as a change to the
    photo rather than as finished colours, the edges of a top and of the trousers below it add up,
    in any order, and no rim of the old clothes stays between them.

    Attributes:
        box: where the change lies, in pixels of the photo.
        change: what to add to the photo (h, w, 3) int16; exactly 0 where it stays untouched.
        covered: how far (h, w) uint8 the garment hides other garments below it, 255 for fully; 0 at
            an edge that it shares with the old clothes, and so with their neighbours.
        origins: where each pixel (h, w) comes from; `Origin.PHOTO` only where the change is 0.
        notes: what the user should know, for example what had to be estimated.
    """

    box: Box
    change: NDArray[np.int16]
    covered: NDArray[np.uint8]
    origins: OriginMap
    notes: tuple[FitNote, ...] = ()

    def __post_init__(self) -> None:
        shape = (self.box.height, self.box.width)
        if self.change.shape != (*shape, 3) or self.change.dtype != np.int16:
            raise ValueError(f"change must be {(*shape, 3)} int16, got {self.change.shape}")
        if self.covered.shape != shape or self.covered.dtype != np.uint8:
            raise ValueError(f"covered must be {shape} uint8, got {self.covered.shape}")
        if self.origins.shape != shape or self.origins.dtype != np.uint8:
            raise ValueError(f"origins must be {shape} uint8, got {self.origins.shape}")

    @classmethod
    def between(
        cls,
        photo: RgbImage,
        dressed: RgbImage,
        box: Box,
        covered: NDArray[np.uint8],
        origins: OriginMap,
        notes: tuple[FitNote, ...] = (),
    ) -> FitResult:
        """Return what changes from the photo to the dressed picture, both (h, w, 3) of the box."""
        change = cv2.subtract(dressed, photo, dtype=cv2.CV_16S)
        return cls(box, np.asarray(change, dtype=np.int16), covered, origins, notes)


@dataclass(frozen=True)
class LayerState:
    """How a garment that is worn shows, whatever its fit.

    Attributes:
        is_visible: whether it shows at all.
        opacity: how much of it shows, in (0, 1].
        is_locked: whether it stays as it is, whatever else is put on, taken off or adjusted.

    Raises:
        ValueError: if the opacity is out of range.
    """

    is_visible: bool = True
    opacity: float = 1.0
    is_locked: bool = False

    def __post_init__(self) -> None:
        if not LEAST_OPACITY <= self.opacity <= 1:
            raise ValueError(f"an opacity of {self.opacity} is not in [{LEAST_OPACITY}, 1]")

    def seen(self, fit: FitResult) -> FitResult | None:
        """Return what shows of a fit: the very fit if it is all of it, None if it is nothing."""
        return faded(fit, self.opacity) if self.is_visible else None


PLAIN = LayerState()
"""How a garment shows unless the user changes something."""


def faded(fit: FitResult, opacity: float) -> FitResult:
    """Return a fit that shows in part: the photo with it, mixed with the photo without it.

    Laying a fit over what is below is linear in its change and its coverage, so both are scaled.
    """
    if opacity == 1:
        return fit
    change = cv2.addWeighted(fit.change, opacity, fit.change, 0, 0)
    covered = cv2.convertScaleAbs(fit.covered, alpha=opacity)
    return replace(
        fit,
        change=np.asarray(change, np.int16).reshape(fit.change.shape),
        covered=np.asarray(covered, np.uint8).reshape(fit.covered.shape),
    )


def compose(image: RgbImage, fits: Sequence[FitResult]) -> RgbImage:
    """Lay garments over a photo (H, W, 3) in order, lowest first; the photo stays as it is.

    Changes add up, except that a garment hides what lies below it as far as it covers it. Pixels
    that no garment changes keep their exact values.
    """
    result = image.copy()
    for layer, fit in enumerate(fits):
        if not fit.change.size:
            continue
        below = np.ascontiguousarray(result[fit.box.slices])
        if layer > 0:
            hidden = fit.covered.astype(np.float32) / np.float32(255)
            photo = np.ascontiguousarray(image[fit.box.slices])
            below = np.asarray(cv2.blendLinear(photo, below, hidden, 1 - hidden), np.uint8)
        result[fit.box.slices] = cv2.add(below, fit.change, dtype=cv2.CV_8U)
    return result


def compose_origins(size: Size, fits: Sequence[FitResult]) -> OriginMap:
    """Return where each pixel (H, W) of a composite of ``fits`` comes from, lowest first.

    A later garment counts over an earlier one where it covers it by half or more; elsewhere, as on
    an edge that both share, the less certain of the two counts.
    """
    result = np.full((size.height, size.width), Origin.PHOTO, np.uint8)
    for fit in fits:
        below = result[fit.box.slices]
        uncertain = np.maximum(below, fit.origins)
        below[:] = np.where(fit.covered >= _MOSTLY_COVERED, fit.origins, uncertain)
    return result
