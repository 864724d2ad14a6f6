"""Finding from where in a picture its hidden pixels are best taken.

Patches are sought that fit together and to the rim of what is hidden, from coarse to fine (Wexler,
Shechtman and Irani, "Space-time completion of video", PAMI 29(3), 2007): at the coarsest size
among all, from the rim inwards; at finer ones where a neighbour found its own and beside that
(Barnes et al., "PatchMatch", SIGGRAPH 2009). Nothing is drawn by lot.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tryon.geometry import HardMask
from tryon.late import cv2
from tryon.pixels.fill import membrane
from tryon.pixels.masks import grown, nearest_in

_LEVELS = (32, 2), (64, 2), (128, 1)
"""Longest sides in pixels at which patches are sought, and how often at each."""
_HALF = 2
"""Half the side of a patch, in pixels."""
_DIRECTIONS = (0, 1), (0, -1), (1, 0), (-1, 0)
"""Where neighbours lie, down and across."""
_STRIDES = 4, 2, 1
"""How far off neighbours are asked, in pixels."""
_WHOLE = 0.99
"""Fraction of a reduced pixel that must be known for it to be."""

_MOST_SOURCES = 1200
"""More patches than this are thinned out where all of them are compared."""

Colours = NDArray[np.float32]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class PatchMatch:
    """A reduced picture, and from where what is hidden in it is taken.

    Attributes:
        picture: its colours (h, w, 3), a smooth guess where they are not known.
        known: where they are known (h, w).
        hidden: where they were sought (h, w).
        offsets: from how far off (h, w, 2), down and across, each hidden pixel is taken.
    """

    picture: Colours
    known: HardMask
    hidden: HardMask
    offsets: Places

    def taken(self, at: Places, offsets: Places) -> Colours:
        """Return the colours (M, 3) that lie some offsets (M, 2) from pixels (M, 2)."""
        rows, columns = np.clip(at + offsets, 0, np.array(self.known.shape) - 1).T
        return np.asarray(self.picture[rows, columns])


def match_patches(colours: Colours, known: HardMask, hidden: HardMask) -> PatchMatch | None:
    """Find from where hidden pixels are taken.

    Args:
        colours: the picture (H, W, 3).
        known: what may be taken (H, W).
        hidden: what is sought (H, W), as far as it is not known.

    Returns:
        The places; None if hardly anything is known.
    """
    level, places = None, None
    for side, rounds in _LEVELS:
        level = _Level.of(colours, known, hidden, side)
        if level.sources.any():
            places = level.searched(places, rounds)
    if level is None or places is None:
        return None
    offsets = np.where(level.hidden[..., None], places - _grid(level.known.shape), 0)
    return PatchMatch(level.picture, level.known, level.hidden, offsets)


@dataclass(frozen=True, eq=False)
class _Level:
    """A picture at one size.

    Attributes:
        picture: as in `PatchMatch`.
        known: as in `PatchMatch`.
        hidden: as in `PatchMatch`.
        targets: rows and columns (M, 2) of the middles of patches that hold something hidden.
        sources: middles (h, w) of patches that are known completely.
        trust: how sure a patch is (h, w), by its distance from what is known.
    """

    picture: Colours
    known: HardMask
    hidden: HardMask
    targets: Places
    sources: HardMask
    trust: NDArray[np.float32]

    @classmethod
    def of(cls, colours: Colours, known: HardMask, hidden: HardMask, side: int) -> _Level:
        """Reduce a picture to a longest side."""
        scale = min(1.0, side / max(known.shape))
        size = max(1, round(known.shape[1] * scale)), max(1, round(known.shape[0] * scale))
        total, share, wanted = (
            np.asarray(cv2.resize(layer, size, interpolation=cv2.INTER_AREA), np.float32)
            for layer in (
                colours * known[..., None].astype(np.float32),
                known.astype(np.float32),
                hidden.astype(np.float32),
            )
        )
        mean = total / np.maximum(share, 1e-3)[..., None]
        whole = share > _WHOLE
        sought = grown(wanted > 0, 1) & ~_eroded(whole, np.ones((3, 3), np.uint8))
        patch = np.ones((2 * _HALF + 1, 2 * _HALF + 1), np.uint8)
        distance = cv2.distanceTransform((~whole).view(np.uint8), cv2.DIST_L2, 3)
        return cls(
            membrane(np.asarray(mean, np.float32), whole),
            whole,
            sought,
            np.argwhere(cv2.dilate(sought.view(np.uint8), patch) > 0),
            _eroded(whole, patch),
            np.asarray(np.exp(-distance / (2 * _HALF)), np.float32),
        )

    def searched(self, coarse: Places | None, rounds: int) -> Places:
        """Return from where (h, w, 2) each pixel is taken, itself where nothing is hidden."""
        places = _grid(self.known.shape)
        rows, columns = self.targets.T
        seen = np.where(self.known | self.hidden, self.trust, 0)
        weights = self._weights(seen)[rows, columns]
        if coarse is None:
            picture = self._peeled()
        else:
            places[rows, columns] = self._enlarged(coarse)[rows, columns]
            picture = self._agreed(places)
        for _ in range(rounds):
            patches = self._patches(picture)
            if coarse is None:
                places[rows, columns] = self._nearest_of_all(patches, self.targets, weights)
            else:
                self._refine(places, patches, weights)
            picture = self._agreed(places)
        return places

    def _enlarged(self, coarse: Places) -> Places:
        """Bring places found at a coarser size to this one, each to the nearest source."""
        grid, shape = _grid(self.known.shape), np.array(self.known.shape)
        factor = shape / coarse.shape[:2]
        cells = np.minimum((grid / factor).astype(np.intp), np.array(coarse.shape[:2]) - 1)
        offsets = (coarse[cells[..., 0], cells[..., 1]] - cells) * factor
        rows, columns = np.moveaxis(
            np.clip(np.rint(grid + offsets).astype(np.intp), 0, shape - 1), -1, 0
        )
        return np.asarray(np.argwhere(self.sources)[nearest_in(self.sources)][rows, columns])

    def _patches(self, picture: Colours) -> Colours:
        """Return the patch around each pixel (h, w, D) of a picture (h, w, C)."""
        padded = np.pad(picture, ((_HALF, _HALF), (_HALF, _HALF), (0, 0)), mode="edge")
        windows = sliding_window_view(padded, (2 * _HALF + 1,) * 2, axis=(0, 1))
        windows = np.moveaxis(windows, 2, -1)
        return np.ascontiguousarray(windows.reshape(*self.known.shape, -1))

    def _weights(self, weight: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weight of each value of the patch around each pixel (h, w, D)."""
        return np.repeat(self._patches(weight[..., None]), 3, axis=2)

    def _peeled(self) -> Colours:
        """Fill the picture (h, w, 3) from the rim inwards, each pixel by what is filled by then."""
        picture, filled = self.picture.copy(), self.known.copy()
        while len(ring := np.argwhere(self.hidden & ~filled & grown(filled, 1))):
            rows, columns = ring.T
            weights = self._weights(np.where(filled, 1, self.trust))[rows, columns]
            y, x = self._nearest_of_all(self._patches(picture), ring, weights).T
            picture[rows, columns] = self.picture[y, x]
            filled[rows, columns] = True
        return picture

    def _nearest_of_all(
        self, patches: Colours, targets: Places, weights: NDArray[np.float32]
    ) -> Places:
        """Return the source (M, 2) whose patch is most like that of each target (M, 2)."""
        sources = np.argwhere(self.sources)
        sources = sources[:: -(-len(sources) // _MOST_SOURCES)]
        wanted, found = (patches[at[:, 0], at[:, 1]] for at in (targets, sources))
        distances = weights @ (found**2).T - 2 * (weights * wanted) @ found.T
        return np.asarray(sources[distances.argmin(axis=1)])

    def _refine(self, places: Places, patches: Colours, weights: NDArray[np.float32]) -> None:
        """Give each target the best of its own source, its neighbours' and those beside it."""
        rows, columns = self.targets.T
        limit = np.array(self.known.shape) - 1
        wanted, found = patches[rows, columns], places[rows, columns]
        distances = _distances(patches, found, wanted, weights)
        for away in (stride * np.array(way) for stride in _STRIDES for way in _DIRECTIONS):
            y, x = np.clip(self.targets + away, 0, limit).T
            for candidates in (places[y, x] - away, found + away):
                candidates = np.clip(candidates, 0, limit)
                usable = np.flatnonzero(self.sources[candidates[:, 0], candidates[:, 1]])
                distance = _distances(patches, candidates[usable], wanted[usable], weights[usable])
                is_better = distance < distances[usable]
                better = usable[is_better]
                distances[better] = distance[is_better]
                found[better] = candidates[better]
            places[rows, columns] = found

    def _agreed(self, places: Places) -> Colours:
        """Return the picture (h, w, 3), each hidden pixel the mean of all patches that hold it."""
        limit = np.array(self.known.shape) - 1
        hidden = np.argwhere(self.hidden)
        total, trust = np.zeros((len(hidden), 3), np.float32), np.zeros(len(hidden), np.float32)
        for away in np.argwhere(np.ones((2 * _HALF + 1,) * 2)) - _HALF:
            y, x = np.clip(hidden + away, 0, limit).T
            from_y, from_x = np.clip(places[y, x] - away, 0, limit).T
            total += self.trust[y, x, None] * self.picture[from_y, from_x]
            trust += self.trust[y, x]
        result = self.picture.copy()
        result[self.hidden] = total / trust[:, None]
        return result


def _grid(shape: tuple[int, ...]) -> Places:
    """Return row and column of each pixel (h, w, 2)."""
    return np.asarray(np.moveaxis(np.indices(shape), 0, -1), np.intp)


def _eroded(mask: HardMask, kernel: NDArray[np.uint8]) -> HardMask:
    return np.asarray(cv2.erode(mask.astype(np.uint8), kernel, borderValue=0) > 0)


def _distances(
    patches: Colours, places: Places, wanted: Colours, weights: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return how much (M,) patches at some places (M, 2) differ from those wanted (M, D)."""
    difference = patches[places[:, 0], places[:, 1]] - wanted
    return np.asarray(np.einsum("md,md,md->m", difference, difference, weights), np.float32)
