"""The background behind removed clothes: plain walls stay plain, patterns and edges go on.

Where the surroundings have structure, it is assembled from patches of them, from coarse to fine
(Wexler, Shechtman and Irani, "Space-time completion of video", PAMI 29(3), 2007).
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tryon.fitting.light.grain import roughened
from tryon.geometry import Box, HardMask, Size
from tryon.late import cv2, ndimage
from tryon.pixels.fill import membrane

_CONTEXT = 0.6
"""Width of the surroundings that are looked at, in sizes of the hole."""
_PATCH_SIDES = 40, 80
"""Longest side of the picture in which patches are sought, coarse and fine."""
_PATCH_ROUNDS = 2
"""How often patches are searched for at each size."""
_PATCH = 5
"""Side of a patch, in pixels."""
_MOST_SOURCE_PATCHES = 1200
"""More patches than this are thinned out."""
_MOST_NOISE = 4.0
"""Roughness of the surroundings, in 8-bit units, up to which it is noise and not structure."""
_SEAM_BLUR = 1.2
"""Blur (sigma) of a seam between pieces of background, in pixels of the fine picture."""
_SEAM_GAIN = 2.5
"""Factor by which seams are weighted: the larger, the more pieces are blended at them."""

Colours = NDArray[np.float32]


class Background:
    """A picture's background, which is painted where something in front of it is taken away.

    Args:
        colours: the picture (H, W, 3).
        known: its pixels (H, W) that show background.

    Attributes:
        known: as given.
    """

    def __init__(self, colours: Colours, known: HardMask) -> None:
        self._colours, self.known = colours, known
        self._smooth = _coarse_membrane(colours, known)
        self._smooth[known] = colours[known]

    def continued(self, hole: HardMask) -> Colours:
        """Paint the background where it was hidden.

        Args:
            hole: where background will be seen (H, W) that is not known.

        Returns:
            Colours (H, W, 3): the picture itself where it is known.
        """
        result = self._smooth.copy()
        missing = Box.around(hole)
        if missing is None:
            return result
        margin = round(_CONTEXT * max(missing.width, missing.height)) + _PATCH
        box = missing.grown(margin, limit=Size.of(hole))
        colours, seen = self._colours[box.slices], self.known[box.slices]
        smooth = self._smooth[box.slices]
        if np.count_nonzero(seen) < _PATCH**4 or _roughness(colours, seen) < _MOST_NOISE:
            filled = roughened(smooth, like=colours, where=seen)
        else:
            filled = _filled_from_offsets(colours, seen, smooth)
        result[box.slices] = np.where(seen[..., None], colours, filled)
        return result


def _coarse_membrane(colours: Colours, known: HardMask) -> Colours:
    """Fill what is hidden smoothly, at half the size, which is fine enough for that."""
    size = max(1, known.shape[1] // 2), max(1, known.shape[0] // 2)
    known_fraction = cv2.resize(known.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small = cv2.resize(colours, size, interpolation=cv2.INTER_AREA)
    spanned = membrane(np.asarray(small, np.float32), np.asarray(known_fraction > 0.99))
    full = cv2.resize(spanned, (known.shape[1], known.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)


def _filled_from_offsets(colours: Colours, seen: HardMask, smooth: Colours) -> Colours:
    offsets, blend = _find_sources(colours, seen, smooth)
    rows, columns = np.indices(seen.shape)
    y = np.clip(rows + offsets[0], 0, seen.shape[0] - 1).astype(np.intp)
    x = np.clip(columns + offsets[1], 0, seen.shape[1] - 1).astype(np.intp)
    seam_weight = _seam_weight(offsets, seen.shape)[..., None]
    return np.asarray(colours[y, x] + (blend - colours[y, x]) * seam_weight, dtype=np.float32)


def _seam_weight(offsets: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return the weight (h, w) in [0, 1] of the blend: high where neighbours have other sources."""
    seams = np.zeros(shape, np.float32)
    for axis in (1, 2):
        seams += np.abs(np.diff(offsets, axis=axis, append=0)).sum(axis=0) > 0
    sigma = _SEAM_BLUR * max(shape) / _PATCH_SIDES[-1]
    weight = np.minimum(_SEAM_GAIN * cv2.GaussianBlur(seams, (0, 0), sigma), 1.0)
    return np.asarray(weight, dtype=np.float32)


def _roughness(colours: Colours, seen: HardMask) -> float:
    """Return the mean difference of the known surroundings from a blur of them, in 8-bit units."""
    scale = min(1.0, _PATCH_SIDES[-1] / max(seen.shape))
    size = max(1, round(seen.shape[1] * scale)), max(1, round(seen.shape[0] * scale))
    small = cv2.resize(colours, size, interpolation=cv2.INTER_AREA)
    weight = cv2.resize(seen.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    weight = np.floor(weight + 0.01)
    sigma = max(2.0, 0.08 * max(size))
    total = cv2.GaussianBlur(small * weight[..., None], (0, 0), sigma)
    mean = total / np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)[..., None]
    return float(np.abs(small - mean)[weight > 0].mean()) if weight.any() else 0.0


def _find_sources(
    colours: Colours, seen: HardMask, smooth: Colours
) -> tuple[NDArray[np.float64], Colours]:
    """Find what the hidden pixels look like.

    Returns:
        Offsets (2, h, w), down and across, from each hidden pixel to the one whose colour it
        takes; and the mean (h, w, 3) of all patches that overlap it, which is less sharp.
    """
    guess = smooth
    for side in _PATCH_SIDES:
        scale = min(1.0, side / max(seen.shape))
        size = max(_PATCH, round(seen.shape[1] * scale)), max(_PATCH, round(seen.shape[0] * scale))
        small = cv2.resize(guess, size, interpolation=cv2.INTER_AREA)
        seen_fraction = cv2.resize(seen.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        filled, sources = _filled_from_patches(
            np.asarray(small, np.float32), np.asarray(seen_fraction > 0.98)
        )
        full = cv2.resize(filled, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_LINEAR)
        guess = np.where(seen[..., None], colours, full).astype(np.float32)
    enlargement = seen.shape[0] / size[1], seen.shape[1] / size[0]
    pixels = np.indices((size[1], size[0]))
    offsets = (sources - pixels) * np.array(enlargement)[:, None, None]
    offsets = np.rint(offsets).astype(np.float32)
    layers = [
        cv2.resize(layer, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_NEAREST)
        for layer in offsets
    ]
    return np.where(seen, 0.0, np.stack(layers)), guess


def _filled_from_patches(picture: Colours, seen: HardMask) -> tuple[Colours, NDArray[np.intp]]:
    """Fill a small picture from its own patches.

    Returns:
        The picture (h, w, 3), and from where (2, h, w) each of its pixels is taken.
    """
    places = np.asarray(
        ndimage.distance_transform_edt(~seen, return_distances=False, return_indices=True)
    )
    half = _PATCH // 2
    kernel = np.ones((_PATCH, _PATCH), np.uint8)
    is_source = cv2.erode(seen.astype(np.uint8), kernel, borderValue=0) > 0
    sources = np.argwhere(is_source)
    if not len(sources):
        return picture, places
    sources = sources[:: -(-len(sources) // _MOST_SOURCE_PATCHES)]
    targets = np.argwhere(~seen)
    result = picture.copy()
    for _ in range(_PATCH_ROUNDS):
        padded = np.pad(result, ((half, half), (half, half), (0, 0)), mode="edge")
        windows = sliding_window_view(padded, (_PATCH, _PATCH, 3))
        target_patches, source_patches = (
            windows[centres[:, 0], centres[:, 1]].reshape(len(centres), -1)
            for centres in (targets, sources)
        )
        distances = (source_patches**2).sum(axis=1)[None] - 2 * target_patches @ source_patches.T
        nearest = sources[distances.argmin(axis=1)]
        places[:, targets[:, 0], targets[:, 1]] = nearest.T
        result = _mean_of_patches(picture, seen, places, half)
    return result, places


def _mean_of_patches(
    picture: Colours, seen: HardMask, places: NDArray[np.intp], half: int
) -> Colours:
    """Return the picture with each hidden pixel as the mean of the patches that overlap it."""
    height, width = seen.shape
    rows, columns = np.nonzero(~seen)
    total = np.zeros((len(rows), 3), np.float32)
    for dy in range(-half, half + 1):
        for dx in range(-half, half + 1):
            y, x = np.clip(rows + dy, 0, height - 1), np.clip(columns + dx, 0, width - 1)
            source_y = np.clip(places[0, y, x] - dy, 0, height - 1)
            total += picture[source_y, np.clip(places[1, y, x] - dx, 0, width - 1)]
    result = picture.copy()
    result[rows, columns] = total / _PATCH**2
    return result
