"""The nodes of the mesh over a garment, and what dragging one does. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.fitting.adjust.placement import Frame
from tryon.fitting.mesh import COLUMNS, ROWS, node_places, pulled
from tryon.fitting.parameters import FitParameters
from tryon.geometry import Points
from tryon.ui.adjust.handles import Vector
from tryon.ui.kit.viewport import Position

_SAMPLES = 8
"""Points with which a line of the mesh is drawn from one node to the next."""


@dataclass(frozen=True)
class Node:
    """A node of the mesh, counted row by row from the top left."""

    number: int


@dataclass(frozen=True)
class NodePull:
    """A drag of a node.

    Attributes:
        handle: which.
        frame: the frame before it is moved by hand.
        start: the parameters when the drag began.
        origin: where it began, in the photo.
    """

    handle: Node
    frame: Frame
    start: FitParameters
    origin: Position

    def to(self, at: Position, *, is_free: bool = False) -> FitParameters:
        """Return the parameters once the node is dragged to a photo position."""
        dx, dy = at.x - self.origin.x, at.y - self.origin.y
        return node_moved(self.start, self.frame, self.handle, dx, dy)


def node_moved(
    parameters: FitParameters, frame: Frame, node: Node, dx: float, dy: float
) -> FitParameters:
    """Move a node by photo pixels, or as far as it can go without folding the mesh."""
    place = node_places()[node.number][None]
    wanted = frame.to_place(place, parameters) + np.array([dx, dy])
    x, y = (frame.to_bent(wanted, parameters) - place)[0]
    return replace(parameters, mesh=pulled(parameters.mesh, node.number, (float(x), float(y))))


def node_points(frame: Frame, parameters: FitParameters) -> dict[Node, Vector]:
    """Return where each node lies in the photo."""
    points = frame.to_place(node_places(), parameters)
    return {Node(number): point for number, point in enumerate(points)}


def mesh_lines(frame: Frame, parameters: FitParameters) -> tuple[Points, ...]:
    """Return the mesh's rows, then its columns, as lines (N, 2) in the photo."""
    across = np.linspace(0, 1, _SAMPLES * (COLUMNS - 1) + 1)
    down = np.linspace(0, 1, _SAMPLES * (ROWS - 1) + 1)
    rows = [np.stack([across, np.full_like(across, y)], 1) for y in np.linspace(0, 1, ROWS)]
    columns = [np.stack([np.full_like(down, x), down], 1) for x in np.linspace(0, 1, COLUMNS)]
    return tuple(frame.to_place(line, parameters) for line in (*rows, *columns))
