"""What the photo's own colours say about a doubtful cell.

The network knows what a shirt is, not what this shirt looks like. Where it is sure it shows which
colours this person's shirt, skin and surroundings have, and those decide where it is not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.colour_model import ColouredPlaces, ColourModel
from tryon.geometry import HardMask, RgbImage, SoftMask
from tryon.labels import LABEL_COUNT

_SURE_CELL = 0.8
"""Probability from which a cell shows what its label looks like."""
_CERTAIN = 0.97
"""Probability above which a cell is left alone."""
_LEAST_CELLS = 12
_PART_COMPONENTS = 8
_SURROUNDINGS_COMPONENTS = 24
_WEIGHT = 0.5
"""How much colour counts against the network; neighbouring cells do not speak independently."""
_MOST = 5.0
"""Largest difference of log densities that is believed: colours lie too."""
_UNSEEN = 0.6
"""Share of that difference that a part is given whose colours nothing is known of."""


def weigh_colours(
    image: RgbImage, labels: NDArray[np.float32], own: SoftMask
) -> tuple[NDArray[np.float32], SoftMask]:
    """Let colours speak where the network is in doubt.

    Args:
        image: the photo (h, w, 3), a pixel for each cell.
        labels: probability (20, h, w) of each label, 0 of which is nobody.
        own: probability (h, w) that a cell is this person's.

    Returns:
        Both again, after colours were weighed.
    """
    prior = _joint(labels, own)
    doubtful = prior.max(axis=0) < _CERTAIN
    density = _densities(image, prior, doubtful)
    prior, weighed, weighed_own = prior[:, doubtful], labels.copy(), own.copy()
    known = np.isfinite(density)
    best = density.max(axis=0)
    is_person = np.where(known, np.maximum(density - best, -_MOST), 0.0)
    weighed_own[doubtful] = 1 - _normalised(prior, is_person)[0]
    worn = np.where(known[1:], density[1:], -np.inf)
    top = worn.max(axis=0)
    reference = np.where(np.isfinite(top), top, 0.0)
    which = np.where(known[1:], np.maximum(worn - reference, -_MOST), -_UNSEEN * _MOST)
    weighed[0, doubtful] = 0
    weighed[1:, doubtful] = _normalised(prior[1:], which)
    return weighed, weighed_own


def _joint(labels: NDArray[np.float32], own: SoftMask) -> NDArray[np.float32]:
    """Return the probability (20, h, w) of nobody and of each part of this person."""
    parts = labels[1:] * (own / np.maximum(labels[1:].sum(axis=0), 1e-6))
    return np.concatenate([1 - own[None], parts])


def _densities(
    image: RgbImage, prior: NDArray[np.float32], doubtful: HardMask
) -> NDArray[np.float32]:
    """Return the log density (20, N) of N cells' colours; -inf where a label is never sure."""
    pixels = ColouredPlaces.of(image)
    asked = pixels.at(doubtful)
    densities = np.full((LABEL_COUNT, len(asked)), -np.inf, np.float32)
    for label in range(LABEL_COUNT):
        sure = prior[label] > _SURE_CELL
        if np.count_nonzero(sure) < _LEAST_CELLS:
            continue
        components = _PART_COMPONENTS if label else _SURROUNDINGS_COMPONENTS
        model = ColourModel.fit(pixels.at(sure), components=components)
        if model is not None:
            densities[label] = model.log_densities(asked)
    return densities


def _normalised(prior: NDArray[np.float32], evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return posterior probabilities (C, N)."""
    scores = np.log(prior + np.float32(1e-4)) + _WEIGHT * evidence
    scores = np.exp(scores - scores.max(axis=0))
    return np.asarray(scores / scores.sum(axis=0), dtype=np.float32)
