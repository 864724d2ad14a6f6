"""Decides doubtful cells by the photo's own colours.

The network knows what a shirt is, not what this shirt looks like. The cells of which it is sure
show which colours this person's shirt, skin and surroundings have, and those decide the others.
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
_MIN_CELLS = 12
"""Sure cells that a label needs for a colour model."""
_PART_COMPONENTS = 8
_SURROUNDINGS_COMPONENTS = 24
"""Gaussians of a part's colour model, and of the surroundings'."""
_WEIGHT = 0.5
"""Weight of colour against the network; below 1, as neighbouring cells are not independent."""
_MAX_DIFFERENCE = 5.0
"""Largest difference of log densities that counts: colours can mislead, too."""
_UNSEEN = 0.6
"""Fraction of that difference by which a part without a colour model is less likely."""


def weigh_colours(
    image: RgbImage, labels: NDArray[np.float32], membership: SoftMask
) -> tuple[NDArray[np.float32], SoftMask]:
    """Weigh colours against the network where that is in doubt.

    Args:
        image: the photo (h, w, 3), a pixel for each cell.
        labels: probability (20, h, w) of each label, 0 of which is nobody.
        membership: probability (h, w) that a cell is this person's.

    Returns:
        Both again, after colours were weighed.
    """
    prior = _joint(labels, membership)
    doubtful = prior.max(axis=0) < _CERTAIN
    density = _densities(image, prior, doubtful)
    prior, weighed, weighed_membership = prior[:, doubtful], labels.copy(), membership.copy()
    known = np.isfinite(density)
    best = density.max(axis=0)
    person_evidence = np.where(known, np.maximum(density - best, -_MAX_DIFFERENCE), 0.0)
    weighed_membership[doubtful] = 1 - _normalised(prior, person_evidence)[0]
    part_density = np.where(known[1:], density[1:], -np.inf)
    top = part_density.max(axis=0)
    reference = np.where(np.isfinite(top), top, 0.0)
    part_evidence = np.where(
        known[1:],
        np.maximum(part_density - reference, -_MAX_DIFFERENCE),
        -_UNSEEN * _MAX_DIFFERENCE,
    )
    weighed[0, doubtful] = 0
    weighed[1:, doubtful] = _normalised(prior[1:], part_evidence)
    return weighed, weighed_membership


def _joint(labels: NDArray[np.float32], membership: SoftMask) -> NDArray[np.float32]:
    """Return the probability (20, h, w) of nobody and of each part of this person."""
    parts = labels[1:] * (membership / np.maximum(labels[1:].sum(axis=0), 1e-6))
    return np.concatenate([1 - membership[None], parts])


def _densities(
    image: RgbImage, prior: NDArray[np.float32], doubtful: HardMask
) -> NDArray[np.float32]:
    """Return the log density (20, N) of N cells' colours; -inf for labels without a model."""
    pixels = ColouredPlaces.of(image)
    doubtful_colours = pixels.at(doubtful)
    densities = np.full((LABEL_COUNT, len(doubtful_colours)), -np.inf, np.float32)
    for label in range(LABEL_COUNT):
        sure = prior[label] > _SURE_CELL
        if np.count_nonzero(sure) < _MIN_CELLS:
            continue
        components = _PART_COMPONENTS if label else _SURROUNDINGS_COMPONENTS
        model = ColourModel.fit(pixels.at(sure), components=components)
        if model is not None:
            densities[label] = model.log_densities(doubtful_colours)
    return densities


def _normalised(prior: NDArray[np.float32], evidence: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return posterior probabilities (C, N) from prior ones and log evidence, both (C, N)."""
    scores = np.log(prior + np.float32(1e-4)) + _WEIGHT * evidence
    scores = np.exp(scores - scores.max(axis=0))
    return np.asarray(scores / scores.sum(axis=0), dtype=np.float32)
