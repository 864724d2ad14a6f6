"""The colours of one part of a picture, as a mixture of Gaussians over colour and position.

A shirt is rarely one colour and a background never is, but near any one spot both consist of a few.
Each component of the mixture is a blob in five dimensions: CIELAB and position. Clustering by
colour and place is that of SLIC superpixels (Achanta et al., IEEE PAMI 34(11), 2012); comparing the
likelihoods of two such models is the data term of GrabCut (Rother et al., SIGGRAPH 2004).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, RgbImage
from tryon.late import cv2

_POSITION_SIGMA = 0.15
"""Standard deviation of a component's position, in longest sides of the picture."""
_LAB_PER_SIGMA = 10.0
"""Colour difference (CIE76) that counts as much as that distance when pixels are grouped."""
_NOISE = 7.0
"""Variance of each colour channel that even a uniform part has."""
_ORDER = np.array([1, 0.37, 0.11, 0.013, 0.0071], np.float32)
"""Weights of the values by which samples are sorted: the same order in a mirrored picture."""
_SAMPLES_PER_COMPONENT = 100
"""Pixels per component that are clustered."""
_LEAST_SAMPLES = 4
"""Pixels per component that are needed."""
_KMEANS_ROUNDS = 6
"""Most rounds of k-means."""
_KMEANS_STILL = 0.5
"""It ends before once centres move by less than this."""


@dataclass(frozen=True, eq=False)
class ColouredPlaces:
    """Colour and position of every pixel of a picture.

    Attributes:
        values: (h, w, 5) float32: L, a, b, then x from the middle and y, in units of
            `_POSITION_SIGMA`.
    """

    values: NDArray[np.float32]

    @classmethod
    def of(cls, image: RgbImage) -> ColouredPlaces:
        """Describe a picture (h, w, 3)."""
        height, width = image.shape[:2]
        lab = cv2.cvtColor(np.divide(image, 255, dtype=np.float32), cv2.COLOR_RGB2LAB)
        unit = _POSITION_SIGMA * max(height, width)
        across = np.arange(width) - (width - 1) / 2
        x, y = np.meshgrid(across / unit, np.arange(height) / unit)
        return cls(np.dstack([lab, x, y]).astype(np.float32))

    @classmethod
    def denoised(cls, image: RgbImage) -> ColouredPlaces:
        """Describe a picture (h, w, 3) without its grain."""
        return cls.of(np.asarray(cv2.bilateralFilter(image, 5, 30, 3), np.uint8))

    def at(self, mask: HardMask) -> NDArray[np.float32]:
        """Return the description (N, 5) of the pixels of a mask (h, w), row by row."""
        return np.asarray(self.values[mask])


@dataclass(frozen=True, eq=False)
class ColourModel:
    """A mixture of K Gaussians over colour and place.

    Attributes:
        terms: coefficients (K, 7) float32 of each component's log density, for what `_terms`
            returns.
    """

    terms: NDArray[np.float32]

    @classmethod
    def fit(cls, pixels: NDArray[np.float32], *, components: int) -> ColourModel | None:
        """Fit a mixture to pixels (N, 5) by k-means.

        Returns:
            The mixture; None if there are too few pixels for one.
        """
        if len(pixels) < _LEAST_SAMPLES:
            return None
        order = np.argsort(_product(np.abs(pixels), _ORDER))
        pixels = pixels[order[:: max(1, len(pixels) // (_SAMPLES_PER_COMPONENT * components))]]
        count = min(components, len(pixels) // _LEAST_SAMPLES)
        weights = np.array([1, 1, 1, _LAB_PER_SIGMA, _LAB_PER_SIGMA], np.float32)
        cv2.setRNGSeed(1)
        no_labels = np.empty((len(pixels), 1), np.int32)
        end = cv2.TERM_CRITERIA_COUNT + cv2.TERM_CRITERIA_EPS, _KMEANS_ROUNDS, _KMEANS_STILL
        _, labels, centres = cv2.kmeans(
            pixels * weights, count, no_labels, end, 1, cv2.KMEANS_PP_CENTERS
        )
        component_of, centres = labels[:, 0], centres / weights
        sizes = np.bincount(component_of, minlength=count)
        errors = ((pixels[:, :3] - centres[component_of, :3]) ** 2).mean(axis=1)
        spread = np.bincount(component_of, weights=errors, minlength=count) / np.maximum(sizes, 1)
        return cls(_coefficients(centres[sizes > 1], spread[sizes > 1]))

    def log_densities(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the log density (N,) of pixels (N, 5) in their likeliest component.

        Up to a term that depends on the pixel's place alone, so that several models can be
        compared at one pixel, but not one model at several.
        """
        return np.asarray(_product(self.terms, _terms(pixels)).max(axis=0))


def _coefficients(centres: NDArray[np.float32], spread: NDArray[np.float64]) -> NDArray[np.float32]:
    """Expand ``-|c - m|^2 / 2v - 3/2 log v - |p - q|^2 / 2`` into the terms of a pixel."""
    variance = spread + _NOISE
    colour, place = centres[:, :3].T, centres[:, 3:].T  # (3, K), (2, K)
    constant = (
        -(colour**2).sum(axis=0) / (2 * variance)
        - 1.5 * np.log(variance)
        - (place**2).sum(axis=0) / 2
    )
    rows = [-0.5 / variance, *(colour / variance), *place, constant]
    return np.stack(rows, axis=1).astype(np.float32)


def _product(left: NDArray[np.float32], right: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``left @ right`` of finite numbers without a warning about its rounding.

    A BLAS may compute on what lies beside the numbers in its buffers and drop the result; the
    processor then reports an overflow or an invalid number that nobody sees (NumPy's issue 24067).
    """
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        return np.asarray(left @ right)


def _terms(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``|c|^2, c, p, 1`` (7, N); ``|p|^2`` is the same for every component and left out."""
    squared = np.einsum("nc,nc->n", pixels[:, :3], pixels[:, :3])
    return np.stack([squared, *pixels.T, np.ones_like(squared)])
