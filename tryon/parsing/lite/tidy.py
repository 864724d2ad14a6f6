"""What one person can wear: resolves doubts that look at single cells cannot.

The network judges each cell by itself, so a shirt may come with a patch of dress, or trousers with
a patch of skirt. A person wears one or the other: where two garments exclude each other and one has
only a small share, its probability is taken away, and the next best label of each cell shows.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import SoftMask
from tryon.labels import CLOTHES, Label

_RIVALS = (
    (frozenset({Label.DRESS}), frozenset({Label.UPPER_CLOTHES, Label.PANTS, Label.SKIRT}), 0.35),
    (frozenset({Label.PANTS}), frozenset({Label.SKIRT}), 0.35),
    (frozenset({Label.PANTS, Label.SKIRT}), frozenset({Label.DRESS}), 0.2),
    (frozenset({Label.UPPER_CLOTHES}), frozenset({Label.COAT}), 0.06),
)
"""Labels that exclude each other, and the share below which the smaller side is an error."""
_MIN_ISLAND = 0.006
"""Share of a person's cells below which a patch of clothes apart from the rest is an error."""
_MAX_SPECK = 0.002
"""Share of a person's cells up to which a hole or a patch apart is an error in any case."""
_MAX_HOLE = 0.01
_DOUBT = 0.2
"""A hole up to the larger share is an error, not a gap to see through, if the network was in doubt:
if the mean probability of a person in it is above this."""


def tidy_body(own: SoftMask, person: SoftMask) -> SoftMask:
    """Return the probability (h, w) that a cell is this person's, without false holes and specks.

    Args:
        own: the probability, 0 where the cell is not taken for this person's.
        person: probability (h, w) that a cell is anybody's.
    """
    is_own = (own >= 0.5).astype(np.uint8)
    cells = np.count_nonzero(is_own)
    result = own.copy()
    result[_small_patches(is_own, _MAX_SPECK * cells)] = 0
    result[_small_patches(1 - is_own, _MAX_SPECK * cells)] = 1
    result[_small_patches(1 - is_own, _MAX_HOLE * cells, doubt=person)] = 1
    return result


def _small_patches(
    mask: NDArray[np.uint8], limit: float, *, doubt: SoftMask | None = None
) -> NDArray[np.bool_]:
    """Return the cells (h, w) of connected patches smaller than ``limit``, if any in doubt only."""
    count, patches, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    chosen = stats[:, cv2.CC_STAT_AREA] < limit
    if doubt is not None:
        sums = np.bincount(patches.ravel(), weights=doubt.ravel(), minlength=count)
        chosen &= sums > _DOUBT * stats[:, cv2.CC_STAT_AREA]
    chosen[0] = False
    return np.asarray(chosen[patches])


def tidy_labels(labels: NDArray[np.float32], own: SoftMask) -> NDArray[np.float32]:
    """Return label probabilities (20, h, w) of one person without garments that are in error.

    Args:
        labels: probability of each label.
        own: probability (h, w) that a cell is this person's.
    """
    result = labels.copy()
    result[Label.BACKGROUND] = 0
    is_own = own >= 0.5
    for first, second, share in _RIVALS:
        areas = np.bincount(result.argmax(axis=0)[is_own], minlength=len(Label))
        totals = [sum(int(areas[label]) for label in side) for side in (first, second)]
        for side, area in zip((first, second), totals, strict=True):
            if 0 < area < share * sum(totals):
                result[list(side)] = 0
    best = np.where(is_own, result.argmax(axis=0), Label.BACKGROUND)
    if _mean_row(best == Label.PANTS) < _mean_row(best == Label.SKIRT):
        result[Label.PANTS] = 0  # trousers may show below a skirt, not above: the hem tells
    return _without_islands(result, is_own)


def _mean_row(mask: NDArray[np.bool_]) -> float:
    """Return the middle row of a mask; NaN, which is neither above nor below, if it is empty."""
    rows = np.nonzero(mask)[0]
    return float(rows.mean()) if len(rows) else float("nan")


def _without_islands(labels: NDArray[np.float32], is_own: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Take away small patches of clothes that are apart from the rest of their label."""
    best = np.where(is_own, labels.argmax(axis=0), 0)
    smallest = _MIN_ISLAND * np.count_nonzero(is_own)
    for label in CLOTHES:
        is_label = (best == label).astype(np.uint8)
        largest = np.bincount(cv2.connectedComponents(is_label)[1].ravel())[1:].max(initial=0)
        labels[label][_small_patches(is_label, min(smallest, 0.2 * largest))] = 0
    return labels
