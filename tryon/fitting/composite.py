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
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.resize import blurred_within

_MOSTLY_COVERED = 128
"""Least coverage, of 255, from which a garment counts in place of what lies below it."""

_EVENED = 0.02
"""Blur of what changes at the sources of an echo, in widths of it: they lie in pieces."""

LEAST_OPACITY = 0.05
"""A garment of which less shows would be taken for one that is lost; it is hidden instead."""


@dataclass(frozen=True, eq=False)
class Echo:
    """Clothes of the photo that a fit continues under it: what is worn in their place goes on, too.

    Attributes:
        box: where, in pixels of the photo.
        weight: how much (h, w) uint8 of each pixel they are, 255 for all of it.
        sources: x and y (h, w, 2) int32 of the photo's pixel whose colour each one takes.
    """

    box: Box
    weight: NDArray[np.uint8]
    sources: NDArray[np.int32]

    @property
    def nbytes(self) -> int:
        """Bytes that its arrays take."""
        return self.weight.nbytes + self.sources.nbytes

    def within(self, box: Box, size: Size) -> Echo:
        """Return it in pixels of a part of the photo that was brought to another size."""
        factors = np.array([size.width / box.width, size.height / box.height])
        corner = np.array([box.left, box.top])
        places = []
        for axis, (first, last) in enumerate(
            ((self.box.left, self.box.right), (self.box.top, self.box.bottom))
        ):
            ends = np.array([first, last]) - corner[axis]
            low, high = np.clip(np.rint(ends * factors[axis]), 0, (size.width, size.height)[axis])
            centres = (np.arange(int(low), int(high)) + 0.5) / factors[axis] + corner[axis]
            places.append((int(low), int(high), np.clip(centres.astype(int), first, last - 1)))
        (left, right, x), (top, bottom, y) = places
        seen = np.ix_(y - self.box.top, x - self.box.left)
        sources = ((self.sources[seen] + 0.5 - corner) * factors).astype(np.int32)
        sources = np.clip(sources, 0, (size.width - 1, size.height - 1)).astype(np.int32)
        return Echo(Box(left, top, right, bottom), self.weight[seen], sources)


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
        echoes: what of the change continues other clothes of the photo.
    """

    box: Box
    change: NDArray[np.int16]
    covered: NDArray[np.uint8]
    origins: OriginMap
    notes: tuple[FitNote, ...] = ()
    echoes: tuple[Echo, ...] = ()

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
        echoes: tuple[Echo, ...] = (),
    ) -> FitResult:
        """Return what changes from the photo to the dressed picture, both (h, w, 3) of the box."""
        change = cv2.subtract(dressed, photo, dtype=cv2.CV_16S)
        return cls(box, np.asarray(change, dtype=np.int16), covered, origins, notes, echoes)


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
        echoes=tuple(replace(echo, weight=eight_bit(opacity * echo.weight)) for echo in fit.echoes),
    )


def compose(image: RgbImage, fits: Sequence[FitResult]) -> RgbImage:
    """Lay garments over a photo (H, W, 3) in order, lowest first; the photo stays as it is.

    Changes add up, except that a garment hides what lies below it as far as it covers it. Where a
    fit continues other clothes of the photo, what changes those goes on. Pixels that no garment
    changes keep their exact values.
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
    if len(fits) > 1:
        for layer, fit in enumerate(fits):
            for echo in fit.echoes:
                _go_on(result, image, fit, echo, fits[layer + 1 :])
    return result


def _go_on(
    result: RgbImage, image: RgbImage, fit: FitResult, echo: Echo, above: Sequence[FitResult]
) -> None:
    """Let what other fits change where an echo comes from change it likewise.

    Args:
        result: the photo with all fits on it (H, W, 3), changed in place.
        image: the photo.
        fit: whose echo it is.
        echo: a part of its change.
        above: the fits that lie over that one.
    """
    place = fit.box.overlap(echo.box)
    if place is None:
        return
    inside = place.moved(-echo.box.left, -echo.box.top).slices
    x, y = (echo.sources[inside][..., axis] for axis in (0, 1))
    at_source = result[y, x].astype(np.int16) - image[y, x]
    if not at_source.any():
        return
    weight = np.asarray(echo.weight[inside] / np.float32(255), np.float32)
    for other in above:
        both = other.box.overlap(place)
        if both is not None and not _changes(other, x, y):
            covered = other.covered[both.moved(-other.box.left, -other.box.top).slices]
            weight[both.moved(-place.left, -place.top).slices] *= 1 - covered / np.float32(255)
    sigma = _EVENED * place.width + 0.5
    goes_on = blurred_within(at_source.astype(np.float32), weight, sigma)
    own = fit.change[place.moved(-fit.box.left, -fit.box.top).slices]
    of_others = result[place.slices].astype(np.int16) - image[place.slices] - own
    changed = result[place.slices] + weight[..., None] * (goes_on - of_others)
    result[place.slices] = eight_bit(changed)


def _changes(fit: FitResult, x: NDArray[np.int32], y: NDArray[np.int32]) -> bool:
    """Tell whether a fit changes most of some pixels (h, w), so that it is what goes on."""
    box = fit.box
    inside = (x >= box.left) & (x < box.right) & (y >= box.top) & (y < box.bottom)
    changed = fit.change[y[inside] - box.top, x[inside] - box.left].any(axis=-1)
    return bool(2 * np.count_nonzero(changed) > x.size)


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
