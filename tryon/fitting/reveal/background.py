"""The background behind removed clothes, assembled from pieces of what shows of it.

The pieces go over into each other and into what shows, as their gradients and no colours are taken
over (Pérez et al., "Poisson image editing", SIGGRAPH 2003): structures go on, and a plain wall
stays plain and keeps its grain. Only where they lie is kept, so they are as sharp at any size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, Points, RgbImage, Size
from tryon.late import cv2, sparse, sparse_linalg
from tryon.pixels.patch_match import PatchMatch, match_patches

_CONTEXT = 0.6
"""Width of the surroundings that are looked at, in sizes of the hole."""
_PULL, _PULL_OF_CLOTH = 1e-6, 1e-2
"""Weight with which pieces keep their colours. Walls and skies get lighter over any distance; cloth
does so over ten pixels of the copy, or a piece of it that is laid side by side many times would
change its colour each time."""

Colours = NDArray[np.float32]
_Axes = tuple[NDArray[np.floating], NDArray[np.floating]]
"""Something down (h, 1) and across (1, w)."""


@dataclass(frozen=True, eq=False)
class Background:
    """Where what is hidden of a background is taken from.

    Attributes:
        box: the part of the picture that was looked at.
        offsets: how far off what is seen at each pixel (h, w) of a reduced copy of that part is,
            down and across (h, w, 2), in pixels of the copy; 0 where background shows.
        light: what is added (h, w, 3) to what is found there.
    """

    box: Box
    offsets: NDArray[np.intp]
    light: Colours

    @classmethod
    def find(
        cls, colours: Colours, known: HardMask, hole: HardMask, *, is_cloth: bool = False
    ) -> Background | None:
        """Find what a picture shows where it is hidden.

        Args:
            colours: the picture (H, W, 3).
            known: its pixels (H, W) that show background.
            hole: where background is wanted (H, W).
            is_cloth: whether it is cloth, of one colour or pattern all over.

        Returns:
            The background; None if nothing is wanted, or too little of it shows.
        """
        missing = Box.around(hole)
        if missing is None:
            return None
        margin = round(_CONTEXT * max(missing.width, missing.height))
        box = missing.grown(margin, limit=Size.of(hole))
        match = match_patches(colours[box.slices], known[box.slices], hole[box.slices])
        if match is None:
            return None
        pull = _PULL_OF_CLOTH if is_cloth else _PULL
        return cls(box, match.offsets, _find_light(match, pull))

    def painted(self, picture: Colours | RgbImage, place: Box, *, scale: float = 1.0) -> Colours:
        """Return the background (h, w, 3) in a part of the picture.

        Between pixels of the copy, the pieces of both are mixed.

        Args:
            picture: the picture (H, W, 3) that it was found in, at any size.
            place: the part, in pixels of ``picture``.
            scale: pixels of ``picture`` per pixel of the one that it was found in.
        """
        shape = self.offsets.shape
        unit, (rows, columns), (y, x) = self._places(place, scale)
        steps_y, steps_x = np.moveaxis(np.rint(self.offsets * unit).astype(np.float32), -1, 0)
        top, left = y.astype(np.intp), x.astype(np.intp)
        at_y, at_x = np.broadcast_arrays(y.astype(np.float32), x.astype(np.float32))
        light = cv2.remap(self.light, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        result: Colours = np.asarray(light, np.float32)
        for row, down in ((top, 1 - (y - top)), (np.minimum(top + 1, shape[0] - 1), y - top)):
            for column, across in (
                (left, 1 - (x - left)),
                (np.minimum(left + 1, shape[1] - 1), x - left),
            ):
                piece = cv2.remap(
                    picture,
                    columns + _cells(steps_x, row, column),
                    rows + _cells(steps_y, row, column),
                    cv2.INTER_NEAREST,
                    borderMode=cv2.BORDER_REFLECT_101,
                )
                result += np.asarray(down * across, np.float32)[..., None] * piece
        return result

    def sources(self, place: Box, *, scale: float = 1.0) -> NDArray[np.int32]:
        """Return x and y (h, w, 2) of the picture's pixel that each one is mostly taken from.

        Args:
            place: a part of the picture.
            scale: pixels of the picture per pixel of the one that it was found in.
        """
        unit, (rows, columns), (y, x) = self._places(place, scale)
        steps = np.rint(self.offsets * unit)[(y + 0.5).astype(np.intp), (x + 0.5).astype(np.intp)]
        sources = np.stack([columns + steps[..., 1], rows + steps[..., 0]], axis=-1)
        return sources.astype(np.int32)

    def _places(self, place: Box, scale: float) -> tuple[Points, _Axes, _Axes]:
        """Return where a part of the picture lies in the copy.

        Returns:
            Pixels of the picture per one of the copy, down and across; rows (h, 1) and columns
            (1, w) of the part; and how far down and across in the copy they lie.
        """
        shape = self.offsets.shape
        unit = scale * np.array([self.box.height / shape[0], self.box.width / shape[1]])
        rows = np.arange(place.top, place.bottom, dtype=np.float32)[:, None]
        columns = np.arange(place.left, place.right, dtype=np.float32)[None]
        y = np.clip((rows + 0.5 - scale * self.box.top) / unit[0] - 0.5, 0, shape[0] - 1)
        x = np.clip((columns + 0.5 - scale * self.box.left) / unit[1] - 0.5, 0, shape[1] - 1)
        return unit, (rows, columns), (y, x)


def _cells(
    values: NDArray[np.float32], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Return a rectangle (h, w) of values by its rows (h, 1) and columns (1, w)."""
    return values.take(rows.ravel(), axis=0).take(columns.ravel(), axis=1)


def _find_light(match: PatchMatch, pull: float) -> Colours:
    """Return what is to be added to the pieces (h, w, 3), so that no step is left between them.

    Two neighbours that are taken from two pieces differ as both pieces do there in the mean.

    Args:
        match: the pieces.
        pull: weight with which they keep their colours.
    """
    usable, hidden = match.hidden | match.known, match.hidden
    number = np.full(usable.shape, -1)
    number[hidden] = np.arange(np.count_nonzero(hidden))
    pairs, steps = [], []
    for away in ((0, 1), (1, 0)):
        first = np.argwhere(usable)
        first = first[(first + away < usable.shape).all(axis=1)]
        is_pair = usable[tuple((first + away).T)] & (
            hidden[tuple(first.T)] | hidden[tuple((first + away).T)]
        )
        ends = first[is_pair], first[is_pair] + away
        offsets = [match.offsets[tuple(end.T)] for end in ends]
        seen = [match.taken(end, offsets[0]) - match.taken(end, offsets[1]) for end in ends]
        steps.append((seen[0] + seen[1]) / 2)
        pairs.append(np.stack([number[tuple(end.T)] for end in ends], axis=1))
    light = np.zeros_like(match.picture)
    light[match.hidden] = _integrated(np.concatenate(pairs), np.concatenate(steps), pull)
    return light


def _integrated(pairs: NDArray[np.intp], steps: Colours, pull: float) -> Colours:
    """Return the values (N, 3) whose differences are nearest to some steps.

    A step counts the less the larger it is: a wall gets lighter by little from piece to piece, and
    what is much darker is another thing before it.

    Args:
        pairs: numbers (M, 2) of two pixels each, -1 for one whose value is 0.
        steps: by how much (M, 3) the second one's value is larger.
        pull: weight with which values are 0.
    """
    numbers, signs = np.arange(len(pairs)).repeat(2), np.tile([-1.0, 1.0], len(pairs))
    inner = pairs.ravel() >= 0
    shape = len(pairs), int(pairs.max()) + 1
    differences = sparse.csr_array((signs[inner], (numbers[inner], pairs.ravel()[inner])), shape)
    weight = 1 / np.maximum(np.linalg.norm(steps, axis=1), 1.0)
    weighted = differences.multiply(weight[:, None]).T.tocsr()
    normal = weighted @ differences + pull * sparse.eye_array(shape[1])
    return np.asarray(sparse_linalg.splu(normal.tocsc()).solve(weighted @ steps), np.float32)
