"""Thin-plate splines from photo to garment that never fold over.

The spline is the interpolant of least bending energy through landmark pairs (Bookstein, IEEE
PAMI 11(6), 1989), smoothed as in Wahba, "Spline Models for Observational Data", 1990. It is
evaluated backwards, from pixels of the photo to pixels of the garment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, Points
from tryon.late import cv2

Mapping = Callable[[Points], Points]
"""Takes positions (N, 2) on the picture to positions (N, 2) on the garment."""

SMOOTHINGS = (0.02, 0.06, 0.2, 0.8, 3.0)
"""Tried one after the other until the warp does not fold; in units of the kernel."""

_RIM_CELLS = 1
"""Cells of the grid added on each side of the box."""
_SMALLEST_STRETCH = 0.05
"""Smallest Jacobian determinant allowed, relative to that of the similarity transform."""


@dataclass(frozen=True, eq=False)
class BackwardMap:
    """A backward map sampled on a coarse grid of a photo.

    Attributes:
        box: the pixels of the photo that the map covers.
        step: photo pixels per grid cell; nodes lie at the cells' centres.
        nodes: positions (gh, gw, 2) float32 on the garment, one cell more on each side than the
            box, so that its edges are refined like its middle.
        smoothing: smoothing of the spline, or infinity for a similarity transform.
    """

    box: Box
    step: int
    nodes: NDArray[np.float32]
    smoothing: float

    @property
    def determinants(self) -> NDArray[np.float64]:
        """Jacobian determinants (gh - 1, gw - 1) of the map; a fold makes one negative."""
        return jacobian_determinants(self.nodes, self.step)

    def maps(self, shape: tuple[int, int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Refine to every pixel of the box: x and y maps (h, w) float32 for ``cv2.remap``."""
        size = self.nodes.shape[1] * self.step, self.nodes.shape[0] * self.step
        dense = [
            cv2.resize(self.nodes[..., axis], size, interpolation=cv2.INTER_LINEAR)
            for axis in (0, 1)
        ]
        rim = _RIM_CELLS * self.step
        inside = slice(rim, rim + shape[0]), slice(rim, rim + shape[1])
        x, y = (np.asarray(axis[inside], dtype=np.float32) for axis in dense)
        return x, y


def fit_backward_map(
    points: Points,
    garment_points: Points,
    *,
    box: Box,
    step: int,
    inside: HardMask | None = None,
) -> BackwardMap:
    """Fit the least smoothed thin-plate spline that does not fold, else a similarity transform.

    Args:
        points: landmarks (N, 2) on the picture.
        garment_points: the same landmarks (N, 2) on the garment.
        box: pixels (H, W) of the picture to cover.
        step: grid spacing in pixels.
        inside: those of the box (H, W) at which it must not fold; all of them by default.
    """
    centres = _grid(box, step)
    positions = centres.reshape(-1, 2)
    similarity = fit_similarity(points, garment_points)
    similarity_determinant = abs(
        float(np.linalg.det(np.diff(similarity(np.array([[0, 0], [1, 0], [0, 1.0]])), axis=0)))
    )
    checked_nodes = np.ones(centres.shape[:2], np.bool_)
    if inside is not None:
        checked_nodes = _at_nodes(inside, centres - (box.left, box.top))
    checked_cells = (
        checked_nodes[:-1, :-1]
        | checked_nodes[1:, :-1]
        | checked_nodes[:-1, 1:]
        | checked_nodes[1:, 1:]
    )
    for smoothing in SMOOTHINGS:
        spline = fit_spline(points, garment_points, smoothing=smoothing)
        nodes = spline(positions).reshape(centres.shape).astype(np.float32)
        stretches = jacobian_determinants(nodes, step)[checked_cells]
        if (
            np.isfinite(nodes).all()
            and stretches.min(initial=np.inf) > _SMALLEST_STRETCH * similarity_determinant
        ):
            return BackwardMap(box, step, nodes, smoothing)
    nodes = similarity(positions).reshape(centres.shape).astype(np.float32)
    return BackwardMap(box, step, nodes, float("inf"))


def fit_spline(sources: Points, targets: Points, *, smoothing: float) -> Mapping:
    """Solve the smoothing thin-plate spline through pairs (N, 2)."""
    centre = sources.mean(axis=0)
    unit = max(float(np.sqrt(((sources - centre) ** 2).sum(axis=1).mean())), 1e-9)
    knots = (sources - centre) / unit
    count = len(knots)
    affine = np.concatenate([np.ones((count, 1)), knots], axis=1)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(knots, knots) + smoothing * np.eye(count)
    system[:count, count:], system[count:, :count] = affine, affine.T
    right_side = np.concatenate([targets, np.zeros((3, 2))])
    weights = _solved(system, right_side, is_unique=np.linalg.matrix_rank(affine) == 3)

    def evaluate(points: Points) -> Points:
        local = (points - centre) / unit
        bent = _kernel(local, knots) @ weights[:count]
        straight = weights[count] + local @ weights[count + 1 :]
        return np.asarray(bent + straight)

    return evaluate


def fit_similarity(sources: Points, targets: Points) -> Mapping:
    """Fit rotation, scale and shift by least squares (Umeyama, IEEE PAMI 13(4), 1991)."""
    source_centre, target_centre = sources.mean(axis=0), targets.mean(axis=0)
    source, target = sources - source_centre, targets - target_centre
    left, values, right = np.linalg.svd(target.T @ source)
    signs = np.array([1.0, np.sign(np.linalg.det(left @ right)) or 1.0])
    rotation = left @ np.diag(signs) @ right
    scale = (values * signs).sum() / max(float((source**2).sum()), 1e-9)
    return lambda points: np.asarray(
        (points - source_centre) @ (scale * rotation).T + target_centre
    )


def jacobian_determinants(nodes: NDArray[np.floating], step: float) -> NDArray[np.float64]:
    """Return the determinants (gh - 1, gw - 1) of a map sampled every ``step`` pixels."""
    fine = nodes.astype(np.float64)
    dx = (fine[:-1, 1:] - fine[:-1, :-1] + fine[1:, 1:] - fine[1:, :-1]) / (2 * step)
    dy = (fine[1:, :-1] - fine[:-1, :-1] + fine[1:, 1:] - fine[:-1, 1:]) / (2 * step)
    return np.asarray(dx[..., 0] * dy[..., 1] - dx[..., 1] * dy[..., 0])


def _solved(
    system: NDArray[np.float64], right_side: NDArray[np.float64], *, is_unique: bool
) -> NDArray[np.float64]:
    """Solve for the weights; where knots on one line leave a choice, take the smallest ones."""
    if is_unique:
        return np.asarray(np.linalg.solve(system, right_side))
    return np.asarray(np.linalg.lstsq(system, right_side, rcond=None)[0])


def _kernel(points: Points, knots: Points) -> NDArray[np.float64]:
    """Return ``r^2 log r`` (N, K), computed in place: it is most of what a warp costs."""
    squared = points[:, :1] - knots[:, 0]
    squared *= squared
    buffer = points[:, 1:] - knots[:, 1]
    buffer *= buffer
    squared += buffer
    np.maximum(squared, 1e-12, out=buffer)
    np.log(buffer, out=buffer)
    squared *= buffer
    squared *= 0.5
    return np.asarray(squared)


def _at_nodes(mask: HardMask, nodes: NDArray[np.float64]) -> HardMask:
    """Return whether nodes (gh, gw, 2) lie on a mask (H, W)."""
    height, width = mask.shape
    x, y = np.rint(nodes).astype(int).transpose(2, 0, 1)
    is_in = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    return np.asarray(is_in & mask[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)])


def _grid(box: Box, step: int) -> NDArray[np.float64]:
    """Return the centres (gh, gw, 2) of the grid's cells, those of the rim included."""
    columns = -(-box.width // step) + 2 * _RIM_CELLS
    rows = -(-box.height // step) + 2 * _RIM_CELLS
    x = box.left + (np.arange(columns) - _RIM_CELLS + 0.5) * step - 0.5
    y = box.top + (np.arange(rows) - _RIM_CELLS + 0.5) * step - 0.5
    return np.stack(np.meshgrid(x, y), axis=-1)
