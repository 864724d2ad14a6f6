"""Ways from pixel to pixel inside a mask: what is near on such a way is connected by cloth.

Distances are those of Dijkstra's algorithm on a grid in which a pixel has eight neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, RgbImage
from tryon.late import csgraph, cv2, sparse

_STEPS = ((0, 1), (1, 0), (1, 1), (1, -1))
"""Steps to neighbours, down and right; the others are these backwards."""


@dataclass(frozen=True, eq=False)
class PixelGraph:
    """Pixels as nodes, with the lengths of the ways between neighbours.

    Attributes:
        inside: the pixels (h, w) that are nodes, numbered row by row.
        lengths: a sparse (N, N) array of lengths, each way once.
    """

    inside: HardMask
    lengths: object

    @classmethod
    def of(cls, kind: NDArray[np.integer], *, image: RgbImage | None = None) -> PixelGraph:
        """Connect neighbours of one kind.

        Args:
            kind: the kind (h, w) of each pixel; 0 is none.
            image: a picture (h, w, 3) in which a change of colour as large as the mean one between
                neighbours makes a way twice as long; without it distance alone counts.
        """
        inside = np.asarray(kind > 0)
        count = int(np.count_nonzero(inside))
        node = np.zeros(inside.shape, np.intp)
        node[inside] = np.arange(count)
        ways, lengths = _ways(kind, node, image)
        return cls(inside, sparse.coo_array((lengths, ways), shape=(count, count)).tocsr())

    def distances(self, start: HardMask) -> NDArray[np.float64]:
        """Return how far each pixel (h, w) is from the nearest start; infinite if cut off."""
        result = np.full(self.inside.shape, np.inf)
        starts = np.flatnonzero(start[self.inside])
        if len(starts):
            result[self.inside] = csgraph.dijkstra(
                self.lengths, directed=False, indices=starts, min_only=True
            )
        return result

    def owners(self, owner: NDArray[np.int8]) -> NDArray[np.int8]:
        """Return the owner (h, w) of the nearest pixel that has one; -1 for none."""
        result = np.full(self.inside.shape, -1, np.int8)
        inside = owner[self.inside]
        starts = np.flatnonzero(inside >= 0)
        if len(starts):
            _, _, nearest = csgraph.dijkstra(
                self.lengths,
                directed=False,
                indices=starts,
                min_only=True,
                return_predecessors=True,
            )
            inside = np.append(inside, np.int8(-1))
            result[self.inside] = inside[np.where(nearest < 0, len(inside) - 1, nearest)]
        return result


def _ways(
    kind: NDArray[np.integer], node: NDArray[np.intp], image: RgbImage | None
) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], NDArray[np.float64]]:
    """Return which nodes (N,), (N,) are neighbours, and how long the way (N,) between them is."""
    lab = None
    if image is not None:
        lab = cv2.cvtColor(image.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    height, width = kind.shape
    first, second, steps, changes = [], [], [], []
    for down, right in _STEPS:
        here = slice(0, height - down), slice(max(0, -right), width - max(0, right))
        there = slice(down, height), slice(max(0, right), width + min(0, right))
        both = (kind[here] > 0) & (kind[here] == kind[there])
        first.append(node[here][both])
        second.append(node[there][both])
        steps.append(np.full(len(first[-1]), np.hypot(down, right)))
        if lab is not None:
            changes.append(np.linalg.norm(lab[here][both] - lab[there][both], axis=1))
    lengths = np.concatenate(steps)
    if changes:
        change = np.concatenate(changes)
        typical = max(float(change.mean()), 1e-6) if len(change) else 1.0
        lengths = lengths * (1 + change / typical)
    return (np.concatenate(first), np.concatenate(second)), lengths
