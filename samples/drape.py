"""Lays a sheet of cloth on a table: a small mass-spring simulation that buckles into folds.

Wrinkles drawn by hand or by noise look like marble. A real sheet folds because it is pushed
together a little more than it can shrink, so that is what is simulated: the sheet is put down
with a smooth random in-plane displacement, its springs keep their length, and whatever is too
much escapes upwards. Position-based dynamics after Müller et al., "Position Based Dynamics"
(2007), solved by averaged (Jacobi) projection.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.outline import Field

_SPRINGS = (  # row step, column step, stiffness: the long ones resist bending
    (0, 1, 1.0),
    (1, 0, 1.0),
    (1, 1, 0.6),
    (1, -1, 0.6),
    (0, 2, 0.6),
    (2, 0, 0.6),
    (0, 4, 0.36),
    (4, 0, 0.36),
    (3, 3, 0.24),
    (3, -3, 0.24),
)
_GRAVITY = 0.0008
_FRICTION = 0.03
_OVERRELAXATION = 1.5
_SHRINK = 0.996  # the sheet lies slightly gathered everywhere


@dataclass(frozen=True)
class Handling:
    """How a garment was put down.

    Attributes:
        looseness: root mean square displacement in pixels; more gives deeper folds.
        scale: size in pixels of the areas that were pushed together.
        spacing: pixels between two nodes; the finest folds are about six nodes wide, so heavy
            cloth takes a larger spacing.
        steps: how long the cloth settles.
    """

    looseness: float = 6.0
    scale: float = 140.0
    spacing: int = 11
    steps: int = 300


def smooth_noise(
    shape: tuple[int, int], scale: float, rng: np.random.Generator, *, stretch: float = 1.0
) -> Field:
    """Return smooth random values of zero mean and unit variance.

    Args:
        shape: (H, W).
        scale: size in pixels of the horizontal features.
        rng: source of randomness.
        stretch: how many times longer vertical features are.
    """
    step = max(1, int(min(scale, scale * stretch) / 4))
    small = (shape[0] // step + 3, shape[1] // step + 3)
    grain = rng.normal(size=small).astype(np.float32)
    sigma = max(scale / 2.5 / step, 0.3)
    blurred = cv2.GaussianBlur(grain, (0, 0), sigma, sigmaY=sigma * stretch)
    noise = cv2.resize(blurred, (small[1] * step, small[0] * step), interpolation=cv2.INTER_CUBIC)
    noise = noise[: shape[0], : shape[1]]
    return np.asarray((noise - noise.mean()) / max(float(noise.std()), 1e-6), np.float32)


def drape(mask: Field, handling: Handling, rng: np.random.Generator) -> Field:
    """Return the height in pixels at which a sheet cut like ``mask`` comes to rest."""
    spacing = handling.spacing
    rows, columns = mask.shape[0] // spacing + 1, mask.shape[1] // spacing + 1
    size = (columns, rows)
    grown = cv2.dilate(mask, np.ones((2 * spacing + 1,) * 2, np.uint8))
    alive = cv2.resize(grown, size, interpolation=cv2.INTER_AREA) > 0.5
    grid = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), axis=-1).astype(np.float32)
    node_scale = handling.scale / spacing
    push = np.stack([smooth_noise((rows, columns), node_scale, rng) for _ in range(2)], axis=-1)
    middle = np.array([columns / 2, rows / 2], np.float32)
    target = middle + (grid - middle) * _SHRINK + push * (handling.looseness / spacing)
    lift = 0.5 * smooth_noise((rows, columns), 10.0, rng) + 0.5
    nodes = np.dstack([target, lift]).astype(np.float32)
    for _ in range(handling.steps):
        _settle(nodes, target, alive)
    height = cv2.resize(
        nodes[..., 2] * spacing,
        (columns * spacing, rows * spacing),
        interpolation=cv2.INTER_CUBIC,
    )[: mask.shape[0], : mask.shape[1]]
    return np.asarray(cv2.GaussianBlur(height, (0, 0), spacing * 0.5), np.float32)


def _settle(
    nodes: NDArray[np.float32], target: NDArray[np.float32], alive: NDArray[np.bool_]
) -> None:
    """Move all nodes one step: gravity, friction with the table, springs, table (in place)."""
    nodes[..., 2] -= _GRAVITY
    nodes[..., :2] += (target - nodes[..., :2]) * _FRICTION
    move = np.zeros_like(nodes)
    weight = np.zeros(alive.shape, np.float32)
    rows, columns = alive.shape
    for down, right, stiffness in _SPRINGS:
        first = np.s_[: rows - down, max(0, -right) : columns - max(0, right)]
        second = np.s_[down:, max(0, right) : columns - max(0, -right)]
        both = (alive[first] & alive[second]) * np.float32(stiffness)
        gap = nodes[second] - nodes[first]
        length = np.sqrt((gap**2).sum(axis=-1)) + 1e-6
        rest = np.hypot(down, right)
        change = ((length - rest) / length * 0.5 * both)[..., None] * gap
        move[first] += change
        move[second] -= change
        weight[first] += both
        weight[second] += both
    nodes += move * (_OVERRELAXATION / np.maximum(weight, 1.0))[..., None]
    np.maximum(nodes[..., 2], 0, out=nodes[..., 2])
