"""Removes what one person cannot wear, and specks and holes.

The network judges each cell by itself, so a shirt may come with a patch of dress, or trousers with
a patch of skirt. A person wears one or the other: where two garments exclude each other and one has
only a small fraction of the cells, its probability is set to 0, and the next best label wins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import SoftMask
from tryon.labels import CLOTHES, Label
from tryon.late import cv2

_RIVALS = (
    (frozenset({Label.DRESS}), frozenset({Label.UPPER_CLOTHES, Label.PANTS, Label.SKIRT}), 0.35),
    (frozenset({Label.PANTS}), frozenset({Label.SKIRT}), 0.35),
    (frozenset({Label.PANTS, Label.SKIRT}), frozenset({Label.DRESS}), 0.2),
    (frozenset({Label.UPPER_CLOTHES}), frozenset({Label.COAT}), 0.06),
)
"""Labels that exclude each other, and the fraction below which the smaller side is an error."""
_MIN_ISLAND = 0.006
"""Fraction of a person's cells below which a separate patch of clothes is an error."""
_MAX_SPECK = 0.002
"""Fraction of a person's cells up to which a hole or a separate patch is always an error."""
_MAX_HOLE = 0.01
"""Fraction of a person's cells up to which a hole is an error if the network was in doubt there."""
_DOUBT = 0.2
"""Mean probability of a person from which the network was in doubt about a hole."""

_HARDLY = 0.05
"""Fraction of a garment that may lie above where it begins."""


def tidy_body(membership: SoftMask, person: SoftMask) -> SoftMask:
    """Return the probability (h, w) that a cell is this person's, without false holes and specks.

    Args:
        membership: the probability, 0 for cells of other people and of nobody.
        person: probability (h, w) that a cell is anybody's.
    """
    is_member = (membership >= 0.5).astype(np.uint8)
    cells = np.count_nonzero(is_member)
    result = membership.copy()
    result[_small_patches(is_member, _MAX_SPECK * cells)] = 0
    result[_small_patches(1 - is_member, _MAX_SPECK * cells)] = 1
    result[_small_patches(1 - is_member, _MAX_HOLE * cells, doubt=person)] = 1
    return result


def _small_patches(
    mask: NDArray[np.uint8], limit: float, *, doubt: SoftMask | None = None
) -> NDArray[np.bool_]:
    """Return the cells (h, w) of connected patches smaller than ``limit`` cells.

    With ``doubt``, the probability of a person (h, w), only of those in which it is not small.
    """
    count, patches, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    chosen = stats[:, cv2.CC_STAT_AREA] < limit
    if doubt is not None:
        sums = np.bincount(patches.ravel(), weights=doubt.ravel(), minlength=count)
        chosen &= sums > _DOUBT * stats[:, cv2.CC_STAT_AREA]
    chosen[0] = False
    return np.asarray(chosen[patches])


def tidy_labels(labels: NDArray[np.float32], membership: SoftMask) -> NDArray[np.float32]:
    """Return label probabilities (20, h, w) of one person without garments that are in error.

    Args:
        labels: probability of each label.
        membership: probability (h, w) that a cell is this person's.
    """
    result = labels.copy()
    result[Label.BACKGROUND] = 0
    is_member = membership >= 0.5
    for first, second, min_fraction in _RIVALS:
        areas = np.bincount(result.argmax(axis=0)[is_member], minlength=len(Label))
        totals = [sum(int(areas[label]) for label in side) for side in (first, second)]
        for side, area in zip((first, second), totals, strict=True):
            if 0 < area < min_fraction * sum(totals):
                result[list(side)] = 0
    best = np.where(is_member, result.argmax(axis=0), Label.BACKGROUND)
    if _mean_row(best == Label.PANTS) < _mean_row(best == Label.SKIRT):
        result[Label.PANTS] = 0  # trousers show below a skirt's hem, never above it
    lower = (best == Label.PANTS) | (best == Label.SKIRT)
    if _first_row(lower) < _first_row(best == Label.DRESS):
        result[Label.DRESS] = 0  # what begins below a waistband is no dress
    return _without_islands(result, is_member)


def _mean_row(mask: NDArray[np.bool_]) -> float:
    """Return the mean row of a mask; NaN, which compares as neither above nor below, if empty."""
    rows = np.nonzero(mask)[0]
    return float(rows.mean()) if len(rows) else float("nan")


def _first_row(mask: NDArray[np.bool_]) -> float:
    """Return the row above which hardly anything of a mask is; NaN if it is empty."""
    rows = np.nonzero(mask)[0]
    return float(np.quantile(rows, _HARDLY)) if len(rows) else float("nan")


def _without_islands(
    labels: NDArray[np.float32], is_member: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Remove small patches of clothes that are separate from the rest of their label, in place."""
    best = np.where(is_member, labels.argmax(axis=0), 0)
    smallest = _MIN_ISLAND * np.count_nonzero(is_member)
    for label in CLOTHES:
        is_label = (best == label).astype(np.uint8)
        largest = np.bincount(cv2.connectedComponents(is_label)[1].ravel())[1:].max(initial=0)
        labels[label][_small_patches(is_label, min(smallest, 0.2 * largest))] = 0
    return labels
