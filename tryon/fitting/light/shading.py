"""Light on clothes, read without their pattern and laid on the new garment.

Colour Retinex (Grosse et al., "Ground truth dataset and baseline evaluations for intrinsic image
algorithms", ICCV 2009): steep steps of lightness and steps of colour belong to the cloth, gentle
ones to the light. The gentle steps are integrated by least squares over the clothes only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.fitting.light.factors import Factors
from tryon.geometry import HardMask
from tryon.late import cv2, sparse
from tryon.pixels.resize import blurred, blurred_within

_WORK_SIDE = 200
"""Longest side of the reduced picture on which light is read, in pixels."""
_FEWEST_PIXELS = 24
"""Pixels of the clothes at work size without which no light is read."""
_DARKEST, _LIGHTEST = 0.5, 1.4
"""Smallest and largest factor by which light changes the colour of cloth."""
_OFFSET = 20.0
"""Added to 8-bit values before the logarithm, so that noise in the dark counts for little."""
_STEEP_STEP = 0.24
_COLOURFUL = 0.045
"""Steps (of the logarithm, per work pixel) of lightness and of colour that belong to the cloth."""
_STEP_PENALTY = 25.0
"""How fast the steepest step of the light shrinks as the mean step around it grows."""
_GAIN = 1.3
"""Factor that makes up for the light lost with the steps that are left out."""
_PATTERN_OF_PLAIN = 0.1
"""Fraction of the steps that is left out even on plain clothes: seams, hems."""
_THREAD_SIZE = (5, 5)
"""Dark lines narrower than these pixels are seams and pocket edges, not folds."""
_FLATTENED = 0.5
"""Fraction of the folds in a garment's own picture that makes room for the photo's."""
_LEAST_POWER = 1e-6
"""Sum of squared light below which a picture has none."""
_REACHES = 24.0, 12.0, 6.0, 3.0
"""Blurs by which light goes on beyond the clothes, in pixels at work size."""
_FAINT = 0.05
"""Share of clothes under a blur from which it counts for half."""
_STRIP = 64
"""Rows that are lit at a time, so that what is computed stays in the processor's cache."""
_TETHER = 1e-4
"""Weight that ties each pixel to 0, so that separate parts have a solution."""

Log = NDArray[np.float32]
"""Logarithm of a factor, (h, w) at work size; 0 outside the clothes."""


@dataclass(frozen=True, eq=False)
class ShadingReader:
    """Reads shading on one mask; what depends on the mask alone is computed once.

    Attributes:
        inside: the clothes (h, w) at work size.
        half_width: half the width of the shoulders in work pixels.
    """

    inside: HardMask
    half_width: float
    _steps: sparse.csr_matrix
    _system: Factors | None
    _near: tuple[Log, ...]

    @classmethod
    def of(cls, mask: HardMask, *, half_width: float) -> ShadingReader:
        """Prepare for clothes (H, W); ``half_width`` is half the shoulders' width in pixels."""
        scale = min(1.0, _WORK_SIDE / max(mask.shape))
        size = max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale))
        coverage = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        solid = (coverage > 0.95).astype(np.uint8)
        eroded = cv2.erode(solid, np.ones((3, 3), np.uint8), borderValue=1)
        inside = np.asarray(eroded > 0)
        steps = _step_matrix(inside)
        system = None
        if inside.sum() >= _FEWEST_PIXELS:
            normal = steps.T @ steps + _TETHER * sparse.identity(steps.shape[1])
            system = Factors(normal.tocsc())
        near = tuple(blurred(inside.astype(np.float32), sigma) for sigma in _REACHES)
        return cls(inside, half_width * scale, steps, system, near)

    def read(self, image: NDArray[np.uint8] | NDArray[np.float32]) -> Log:
        """Return the logarithm of the light on the clothes in ``image`` (H, W, 3), mean 0."""
        result = np.zeros(self.inside.shape, np.float32)
        if self._system is None:
            return result
        size = self.inside.shape[1], self.inside.shape[0]
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        values = np.log(small + _OFFSET)
        light = values.mean(axis=2)
        weights = _light_weights(light, values - light[..., None], self.inside)
        across, down = weights
        slope = np.concatenate(
            [
                (np.diff(light, axis=1) * across)[self.inside[:, 1:] & self.inside[:, :-1]],
                (np.diff(light, axis=0) * down)[self.inside[1:] & self.inside[:-1]],
            ]
        )
        result[self.inside] = self._system.solve(self._steps.T @ slope)
        return self._without_drift(result, _pattern_fraction(across, down, self.inside))

    def spread(self, light: Log, shape: tuple[int, ...]) -> Log:
        """Bring light to the size (H, W) of the picture, continued beyond the clothes' edge."""
        if not self.inside.any():
            return np.zeros(shape[:2], np.float32)
        size = shape[1], shape[0]
        extended = np.where(self.inside, light, self._continued(light))
        return np.asarray(cv2.resize(extended, size, interpolation=cv2.INTER_CUBIC), np.float32)

    def _continued(self, light: Log) -> Log:
        """Continue light beyond the clothes: as it is near them, ever more evenly farther away."""
        weighted, result = light * self.inside.astype(np.float32), np.zeros_like(light)
        for sigma, near in zip(_REACHES, self._near, strict=True):
            result += (blurred(weighted, sigma) - near * result) / (near + _FAINT)
        return result

    def _without_drift(self, light: Log, pattern: float) -> Log:
        """Smooth light a little and subtract its slow drift, by as much as pattern was left out."""
        weight = self.inside.astype(np.float32)
        thread = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, _THREAD_SIZE)
        closed = np.asarray(cv2.morphologyEx(light, cv2.MORPH_CLOSE, thread), dtype=np.float32)
        smooth = blurred_within(closed, weight, max(0.6, (0.012 + 0.1 * pattern) * self.half_width))
        drift = blurred_within(closed, weight, max(8.0, 1.2 * self.half_width))
        folds = (smooth - min(1.0, 2 * pattern) * drift) * (_GAIN - pattern)
        mean = float(folds[self.inside].mean())
        return np.asarray(np.where(self.inside, folds - mean, 0), dtype=np.float32)


def to_factor(light: Log) -> NDArray[np.float32]:
    """Turn the logarithm of a factor into the factor, within what cloth can show."""
    return np.asarray(np.clip(np.exp(light), _DARKEST, _LIGHTEST), dtype=np.float32)


def agreement(light: Log, garment_light: Log) -> float:
    """Return the fraction of the photo's light that a garment's own picture already shows.

    Found by projection: a garment taken off this very person shows all of it, a flat product photo
    next to nothing.
    """
    power = float((garment_light * garment_light).sum())
    return (
        float(np.clip((light * garment_light).sum() / power, 0.0, 1.0))
        if power > _LEAST_POWER
        else 0.0
    )


def unexplained(light: Log, garment_light: Log) -> Log:
    """Subtract from the photo's light what the garment's own picture already shows of it.

    Half of the folds in that picture are taken out in any case, as far as the photo has folds to
    put there.
    """
    power = float((garment_light * garment_light).sum())
    relative_power = min(1.0, float((light * light).sum()) / power) if power > _LEAST_POWER else 0.0
    weight = max(agreement(light, garment_light), _FLATTENED * relative_power)
    return np.asarray(light - weight * garment_light, dtype=np.float32)


def relit(pixels: NDArray[np.float32], factor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Multiply colours (H, W, 3) in [0, 255] by a factor (H, W); white is darkened, never burnt."""
    result = np.empty_like(pixels)
    for top in range(0, len(pixels), _STRIP):
        rows = slice(top, top + _STRIP)
        part, light = pixels[rows], factor[rows][..., None]
        headroom = np.clip(2.0 - part / np.float32(127.5), 0.0, 1.0)
        headroom *= np.maximum(light - 1, 0)
        headroom += np.minimum(light, 1)
        np.multiply(part, headroom, out=result[rows])
    return result


def _step_matrix(inside: HardMask) -> sparse.csr_matrix:
    """Return the operator from pixels inside to the steps between neighbours: across, then down."""
    number = np.full(inside.shape, -1, np.int32)
    number[inside] = np.arange(int(inside.sum()))
    across = inside[:, 1:] & inside[:, :-1]
    down = inside[1:] & inside[:-1]
    first = np.concatenate([number[:, :-1][across], number[:-1][down]])
    second = np.concatenate([number[:, 1:][across], number[1:][down]])
    rows = np.arange(len(first))
    ones = np.ones(len(first))
    return sparse.csr_matrix(
        (
            np.concatenate([ones, -ones]),
            (np.concatenate([rows, rows]), np.concatenate([second, first])),
        ),
        shape=(len(first), int(inside.sum())),
    )


def _light_weights(light: Log, colour: Log, inside: HardMask) -> tuple[Log, Log]:
    """Return the weight in [0, 1] of each step, across and down, as one of the light."""
    steps = [np.abs(np.diff(light, axis=axis)) for axis in (1, 0)]
    limit = _STEEP_STEP / (1.0 + _STEP_PENALTY * _mean_step(steps[0], steps[1], inside))
    limits = (np.minimum(limit[:, 1:], limit[:, :-1]), np.minimum(limit[1:], limit[:-1]))
    weights = []
    for axis, step, steepest in zip((1, 0), steps, limits, strict=True):
        colourful = np.linalg.norm(np.diff(colour, axis=axis), axis=2) / _COLOURFUL
        weights.append(1.0 / (1.0 + (step / steepest) ** 4 + colourful**4))
    # The foot of a steep step is gentle but belongs to it, so a step's neighbours count less too.
    edges = np.ones(inside.shape, np.float32)
    edges[:, 1:] = np.minimum(edges[:, 1:], weights[0])
    edges[1:] = np.minimum(edges[1:], weights[1])
    kept = cv2.erode(np.where(inside, edges, 1.0).astype(np.float32), np.ones((3, 3), np.uint8))
    return (
        np.asarray(np.minimum(kept[:, 1:], kept[:, :-1]), dtype=np.float32),
        np.asarray(np.minimum(kept[1:], kept[:-1]), dtype=np.float32),
    )


def _mean_step(across: Log, down: Log, inside: HardMask) -> Log:
    """Return the mean step around each pixel: among steep steps gentler ones are pattern too."""
    total = np.zeros(inside.shape, np.float32)
    total[:, 1:] += across * (inside[:, 1:] & inside[:, :-1])
    total[1:] += down * (inside[1:] & inside[:-1])
    weight = inside.astype(np.float32)
    steps = np.asarray(np.minimum(total, 0.5) / 2, dtype=np.float32)
    return blurred_within(steps, weight, 6.0)


def _pattern_fraction(across: Log, down: Log, inside: HardMask) -> float:
    """Return the fraction of the steps inside that were taken for pattern."""
    first = across[inside[:, 1:] & inside[:, :-1]]
    second = down[inside[1:] & inside[:-1]]
    left_out = 1.0 - float(np.concatenate([first, second]).mean())
    return max(0.0, left_out - _PATTERN_OF_PLAIN) / (1.0 - _PATTERN_OF_PLAIN)
