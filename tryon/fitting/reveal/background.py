"""The background behind removed clothes: plain walls stay plain, patterns and edges go on.

Where the surroundings have structure, it is put together from patches of them, from coarse to fine
(Wexler, Shechtman and Irani, "Space-time completion of video", PAMI 29(3), 2007).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from tryon.fitting.light.grain import roughened
from tryon.geometry import Box, HardMask, Size
from tryon.pixels.fill import membrane

_CONTEXT = 0.6
"""Surroundings that are looked at, in sizes of the hole."""
_PATCH_SIDES = 40, 80
"""Longest side of the picture in which patches are sought, coarse and fine."""
_PATCH_ROUNDS = 2
_PATCH = 5
_MOST_SOURCES = 1200
_SMOOTH_GROUND = 4.0
"""Departure of the surroundings from smoothness, in 8-bit units, that is noise at most."""
_FEATHER = 1.2
"""Reach of a seam between pieces of background, in pixels of the fine picture."""
_BREAK = 2.5
"""How readily pieces give way to a blend of all that fits."""

Colours = NDArray[np.float32]


class Background:
    """A picture's background, to be painted where one thing or another is taken away.

    Args:
        colours: the picture (H, W, 3).
        known: its pixels (H, W) that show background.

    Attributes:
        known: the same.
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
        smooth = self._smooth.copy()
        missing = Box.around(hole)
        if missing is None:
            return smooth
        margin = round(_CONTEXT * max(missing.width, missing.height)) + _PATCH
        box = missing.grown(margin, limit=Size.of(hole))
        near, seen = self._colours[box.slices], self.known[box.slices]
        guess = self._smooth[box.slices]
        if np.count_nonzero(seen) < _PATCH**4 or _unrest(near, seen) < _SMOOTH_GROUND:
            filled = roughened(guess, like=near, where=seen)
        else:
            filled = _from_pieces(near, seen, guess)
        smooth[box.slices] = np.where(seen[..., None], near, filled)
        return smooth


def _coarse_membrane(colours: Colours, known: HardMask) -> Colours:
    """Span the hidden part at half the size, which is fine enough for what is smooth."""
    size = max(1, known.shape[1] // 2), max(1, known.shape[0] // 2)
    share = cv2.resize(known.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    small = cv2.resize(colours, size, interpolation=cv2.INTER_AREA)
    spanned = membrane(np.asarray(small, np.float32), np.asarray(share > 0.99))
    full = cv2.resize(spanned, (known.shape[1], known.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)


def _from_pieces(near: Colours, seen: HardMask, guess: Colours) -> Colours:
    offsets, blended = _sources(near, seen, guess)
    rows, columns = np.indices(seen.shape)
    y = np.clip(rows + offsets[0], 0, seen.shape[0] - 1).astype(np.intp)
    x = np.clip(columns + offsets[1], 0, seen.shape[1] - 1).astype(np.intp)
    share = _broken(offsets, seen.shape)[..., None]
    return np.asarray(near[y, x] + (blended - near[y, x]) * share, dtype=np.float32)


def _broken(offsets: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Tell how far (h, w) in [0, 1] neighbours take their colours from places apart."""
    seams = np.zeros(shape, np.float32)
    for axis in (1, 2):
        seams += np.abs(np.diff(offsets, axis=axis, append=0)).sum(axis=0) > 0
    sigma = _FEATHER * max(shape) / _PATCH_SIDES[-1]
    share = np.minimum(_BREAK * cv2.GaussianBlur(seams, (0, 0), sigma), 1.0)
    return np.asarray(share, dtype=np.float32)


def _unrest(near: Colours, seen: HardMask) -> float:
    """Measure how far the known surroundings are from a smooth slope."""
    scale = min(1.0, _PATCH_SIDES[-1] / max(seen.shape))
    size = max(1, round(seen.shape[1] * scale)), max(1, round(seen.shape[0] * scale))
    small = cv2.resize(near, size, interpolation=cv2.INTER_AREA)
    weight = cv2.resize(seen.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    weight = np.floor(weight + 0.01)
    sigma = max(2.0, 0.08 * max(size))
    total = cv2.GaussianBlur(small * weight[..., None], (0, 0), sigma)
    mean = total / np.maximum(cv2.GaussianBlur(weight, (0, 0), sigma), 1e-3)[..., None]
    return float(np.abs(small - mean)[weight > 0].mean()) if weight.any() else 0.0


def _sources(near: Colours, seen: HardMask, smooth: Colours) -> tuple[NDArray[np.float64], Colours]:
    """Find what the hidden pixels look like.

    Returns:
        How far away (2, h, w), down and across, each hidden pixel takes its colour; and the
        colours (h, w, 3) that all pieces around it agree on, which is less sharp.
    """
    guess = smooth
    for side in _PATCH_SIDES:
        scale = min(1.0, side / max(seen.shape))
        size = max(_PATCH, round(seen.shape[1] * scale)), max(_PATCH, round(seen.shape[0] * scale))
        small = cv2.resize(guess, size, interpolation=cv2.INTER_AREA)
        share = cv2.resize(seen.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        filled, places = _pieced(np.asarray(small, np.float32), np.asarray(share > 0.98))
        full = cv2.resize(filled, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_LINEAR)
        guess = np.where(seen[..., None], near, full).astype(np.float32)
    back = seen.shape[0] / size[1], seen.shape[1] / size[0]
    own = np.indices((size[1], size[0]))
    shift = (places - own) * np.array(back)[:, None, None]
    shift = np.rint(shift).astype(np.float32)
    layers = [
        cv2.resize(layer, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_NEAREST)
        for layer in shift
    ]
    return np.where(seen, 0.0, np.stack(layers)), guess


def _pieced(picture: Colours, seen: HardMask) -> tuple[Colours, NDArray[np.intp]]:
    """Fill a small picture from its own patches.

    Returns:
        The picture (h, w, 3), and from where (2, h, w) each of its pixels is taken.
    """
    places = np.asarray(distance_transform_edt(~seen, return_distances=False, return_indices=True))
    half = _PATCH // 2
    kernel = np.ones((_PATCH, _PATCH), np.uint8)
    whole = cv2.erode(seen.astype(np.uint8), kernel, borderValue=0) > 0
    sources = np.argwhere(whole)
    if not len(sources):
        return picture, places
    sources = sources[:: -(-len(sources) // _MOST_SOURCES)]
    targets = np.argwhere(~seen)
    result = picture.copy()
    for _ in range(_PATCH_ROUNDS):
        padded = np.pad(result, ((half, half), (half, half), (0, 0)), mode="edge")
        windows = sliding_window_view(padded, (_PATCH, _PATCH, 3))
        wanted, offered = (
            windows[spots[:, 0], spots[:, 1]].reshape(len(spots), -1)
            for spots in (targets, sources)
        )
        apart = (offered**2).sum(axis=1)[None] - 2 * wanted @ offered.T
        found = sources[apart.argmin(axis=1)]
        places[:, targets[:, 0], targets[:, 1]] = found.T
        result = _voted(picture, seen, places, half)
    return result, places


def _voted(picture: Colours, seen: HardMask, places: NDArray[np.intp], half: int) -> Colours:
    """Let each hidden pixel be the mean of what the patches around it would make of it."""
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
