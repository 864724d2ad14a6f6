"""A lattice of nodes over a garment: pulling them bends it smoothly and never folds it over.

Free-form deformation (Sederberg and Parry, SIGGRAPH 1986) with cubic splines that pass through
the nodes' shifts. They are level at the lattice's rim, where the rim's own shift goes on outwards,
so that what holds for the Jacobian determinant inside holds everywhere. Places and shifts are
fractions of the lattice's width and height, so the determinant does not depend on its size.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from tryon.errors import EntryError
from tryon.geometry import Points
from tryon.messages import EntryProblem

COLUMNS, ROWS = 4, 5
"""How many nodes there are across and down."""

Shift = tuple[float, float]
Mesh = tuple[Shift, ...]
"""How far each node is pulled, to the viewer's right and down, row by row from the top left."""
FLAT: Mesh = ()
"""The mesh without any pulled node."""

MOST_SHIFT = 1.0
"""Largest shift of a node, as a fraction of the lattice's width or height."""
LEAST_DETERMINANT = 0.1
"""Smallest Jacobian determinant of a mesh where it is checked; in between it is hardly smaller."""
_CHECKS = 16
"""Places along a cell's side at which the determinant is checked."""
_BISECTIONS = 12
"""Steps of the search for how far a node can be pulled."""
_ITERATIONS = 40
"""Most steps of Newton's method."""
_LONGEST_STEP = 0.08
"""Longest step of Newton's method, as a fraction of the lattice."""
_EXACT = 1e-7
"""Error at which Newton's method ends, as a fraction of the lattice."""


def node_places() -> Points:
    """Return where the nodes (N, 2) lie unpulled, as fractions of the lattice."""
    across, down = np.linspace(0, 1, COLUMNS), np.linspace(0, 1, ROWS)
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)


def check_mesh(mesh: object) -> None:
    """Raise an error unless a value is a mesh that does not fold over.

    Raises:
        ValueError: if it is neither `FLAT` nor a shift for each node, or a shift is too large, or
            the Jacobian determinant falls below `LEAST_DETERMINANT` somewhere.
    """
    if mesh == FLAT:
        return
    count = COLUMNS * ROWS
    if not isinstance(mesh, tuple) or len(mesh) != count or not all(map(_is_shift, mesh)):
        raise EntryError(
            EntryProblem.NO_MESH,
            count=count,
            rows=ROWS,
            columns=COLUMNS,
            low=f"{-MOST_SHIFT:g}",
            high=f"{MOST_SHIFT:g}",
            found=_shortened(mesh),
        )
    least = smallest_determinant(mesh)
    if least < LEAST_DETERMINANT:
        raise EntryError(
            EntryProblem.MESH_FOLDS, found=f"{least:.2f}", least=f"{LEAST_DETERMINANT:g}"
        )


def bent(places: Points, mesh: Mesh) -> Points:
    """Return where the mesh takes places (N, 2), all as fractions of the lattice."""
    return places if mesh == FLAT else places + _shifts(mesh, places)


def unbent(places: Points, mesh: Mesh) -> Points:
    """Invert `bent` by Newton's method, with steps short enough not to diverge."""
    if mesh == FLAT:
        return places
    found = places - _shifts(mesh, places)
    for _ in range(_ITERATIONS):
        missing = found + _shifts(mesh, found) - places
        if float(np.abs(missing).max(initial=0.0)) < _EXACT:
            break
        step = np.linalg.solve(_jacobians(mesh, found), missing[..., None])[..., 0]
        length = np.linalg.norm(step, axis=1, keepdims=True)
        found -= step * np.minimum(1.0, _LONGEST_STEP / np.maximum(length, 1e-12))
    return np.asarray(found)


def smallest_determinant(mesh: Mesh) -> float:
    """Return the smallest Jacobian determinant of `bent`; 1 for a mesh that is not pulled."""
    if mesh == FLAT:
        return 1.0
    (across, across_slopes), (down, down_slopes) = _CHECKED
    shifts = np.array(mesh).reshape(ROWS, COLUMNS, 2).transpose(2, 0, 1)
    by_x = down @ shifts @ across_slopes.T
    by_y = down_slopes @ shifts @ across.T
    return float(((1 + by_x[0]) * (1 + by_y[1]) - by_x[1] * by_y[0]).min())


def pulled(mesh: Mesh, node: int, shift: Shift) -> Mesh:
    """Return the mesh with one node at a shift, or as far towards it as nothing folds over."""
    start = np.array(mesh or ((0.0, 0.0),) * (COLUMNS * ROWS))
    away = np.clip(shift, -MOST_SHIFT, MOST_SHIFT) - start[node]

    def at(fraction: float) -> Mesh:
        shifts = start.copy()
        shifts[node] += fraction * away
        return tuple((float(x), float(y)) for x, y in shifts)

    fraction = 1.0
    if smallest_determinant(at(1.0)) < LEAST_DETERMINANT:
        fraction, folds = 0.0, 1.0
        for _ in range(_BISECTIONS):
            middle = (fraction + folds) / 2
            if smallest_determinant(at(middle)) < LEAST_DETERMINANT:
                folds = middle
            else:
                fraction = middle
    result = at(fraction)
    return result if np.any(np.array(result)) else FLAT


def _is_shift(shift: object) -> bool:
    return isinstance(shift, tuple) and len(shift) == 2 and all(map(_is_offset, shift))


def _is_offset(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and abs(value) <= MOST_SHIFT


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _shifts(mesh: Mesh, places: Points) -> Points:
    """Return how far places (N, 2) are shifted."""
    across, _ = _weights(places[:, 0], COLUMNS)
    down, _ = _weights(places[:, 1], ROWS)
    return _summed(mesh, across, down)


def _jacobians(mesh: Mesh, places: Points) -> NDArray[np.float64]:
    """Return the Jacobian matrices (N, 2, 2) of `bent`: by row x and y, by column their slopes."""
    across, across_slopes = _weights(places[:, 0], COLUMNS)
    down, down_slopes = _weights(places[:, 1], ROWS)
    by_x, by_y = _summed(mesh, across_slopes, down), _summed(mesh, across, down_slopes)
    return np.asarray(np.stack([by_x, by_y], axis=-1) + np.eye(2))


def _summed(mesh: Mesh, across: NDArray[np.float64], down: NDArray[np.float64]) -> Points:
    """Add up the nodes' shifts, weighted (N, columns) and (N, rows)."""
    by_row = down @ np.array(mesh).reshape(ROWS, 2 * COLUMNS)
    return np.asarray(np.einsum("nc,ncs->ns", across, by_row.reshape(-1, COLUMNS, 2)))


def _node_slopes(count: int) -> NDArray[np.float64]:
    """Return the slope (count, count) at each node for a shift of each.

    At inner nodes the spline's second derivative is continuous; the outer ones are level.
    """
    system, right = np.eye(count), np.zeros((count, count))
    for i in range(1, count - 1):
        system[i, i - 1 : i + 2] = 1.0, 4.0, 1.0
        right[i, i - 1], right[i, i + 1] = -3.0, 3.0
    return np.asarray(np.linalg.solve(system, right))


_NODE_SLOPES = {count: _node_slopes(count) for count in (COLUMNS, ROWS)}


def _weights(
    places: NDArray[np.float64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights (N, count) of nodes on a line at places (N,), and their slopes."""
    along = np.clip(places, 0.0, 1.0) * (count - 1)
    cell = np.minimum(along.astype(np.intp), count - 2)
    t = (along - cell)[:, None]
    node_values, node_slopes = np.eye(count), _NODE_SLOPES[count]
    here, there = node_values[cell], node_values[cell + 1]
    rise, fall = node_slopes[cell], node_slopes[cell + 1]
    blend = t * t * (3 - 2 * t)
    values = here + blend * (there - here) + t * (1 - t) ** 2 * rise - t * t * (1 - t) * fall
    steepness = 6 * t * (1 - t) * (there - here)
    steepness = steepness + (1 - t) * (1 - 3 * t) * rise + t * (3 * t - 2) * fall
    return values, steepness * (count - 1)


_CHECKED = tuple(
    _weights(np.linspace(0, 1, _CHECKS * (count - 1) + 1, dtype=np.float64), count)
    for count in (COLUMNS, ROWS)
)
"""Weights and slopes of columns and of rows at the places that are checked for folds."""
