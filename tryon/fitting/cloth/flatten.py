"""Light without the pattern that a cloth has in shades of one colour, as checks and marl have.

Retinex (Land and McCann, "Lightness and retinex theory", JOSA 61(1), 1971): light changes slowly,
and what changes in a step is the cloth. Steps are taken out of the light's gradient, and the light
is what has the gradient that is left (Horn, "Determining lightness from an image", CGIP 3(4),
1974). On plain cloth few places look like steps, and they are seams: it keeps its light as it is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask
from tryon.late import cv2

Floats = NDArray[np.float32]

_REACH = 0.0025
"""Half the width of a step, as a fraction of the picture's longer side."""
_STEP = 0.45
"""Least shift of the logit in a step."""
_SHARP = 0.7
"""Share of the shift nearby that a step makes at once."""
_NEARBY = 3
"""How far nearby is, in half widths of a step."""
_PATTERNED = 0.05
"""Share of the garment that steps take, from which they are a pattern."""


def without_pattern(light: Floats, inside: HardMask) -> Floats:
    """Return the light (h, w) on a garment without the steps of a pattern; itself if it has none.

    Args:
        light: shifts of the logit.
        inside: where the garment is (h, w).
    """
    reach = max(1, round(_REACH * max(light.shape)))
    width = 2 * _NEARBY * reach + 1
    core = cv2.erode(inside.astype(np.uint8), np.ones((width, width), np.uint8)) > 0
    smooth = np.asarray(cv2.blur(light, (3, 3)), np.float32)
    is_step = [_steps(smooth, axis, reach) for axis in (0, 1)]
    if np.count_nonzero((is_step[0] | is_step[1]) & core) < _PATTERNED * np.count_nonzero(core):
        return light
    around = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    slopes = []
    for axis in (0, 1):
        slope = np.diff(light, axis=axis, append=np.take(light, [-1], axis=axis))
        is_cloth = cv2.dilate(is_step[axis].astype(np.uint8), around) > 0
        is_cloth |= ~inside | ~np.roll(inside, -1, axis)
        slopes.append(np.where(is_cloth, 0, slope).astype(np.float32))
    flat = _with_slopes(slopes[0], slopes[1])
    return flat - np.float32(np.median(flat[inside]))


def _steps(light: Floats, axis: int, reach: int) -> HardMask:
    """Return where the light (h, w) changes in a step along an axis."""

    def change(distance: int) -> Floats:
        return np.asarray(np.abs(np.roll(light, -distance, axis) - np.roll(light, distance, axis)))

    nearby = change(_NEARBY * reach)
    return np.asarray((nearby > _STEP) & (change(reach) > _SHARP * nearby))


def _with_slopes(down: Floats, across: Floats) -> Floats:
    """Return what differs (h, w) from pixel to pixel, down and across, by about these (h, w).

    The least squares solution: Poisson's equation, whose cosine transform is diagonal.
    """
    height, width = down.shape
    divergence = np.zeros((height + height % 2, width + width % 2), np.float32)
    divergence[:height, :width] = down + across
    divergence[1:height, :width] -= down[:-1]
    divergence[:height, 1:width] -= across[:, :-1]
    y, x = (2 * np.cos(np.pi * np.arange(count) / count) - 2 for count in divergence.shape)
    scale = y[:, None] + x
    scale[0, 0] = 1.0
    spectrum = cv2.dct(divergence) / scale.astype(np.float32)
    spectrum[0, 0] = 0.0
    return np.asarray(cv2.idct(spectrum)[:height, :width], np.float32)
