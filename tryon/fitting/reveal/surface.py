"""What old clothes hid, painted in the view, and at the photo's size where that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.light.grain import Grain, grained
from tryon.fitting.reveal.background import Background
from tryon.geometry import Box, HardMask, RgbImage, Size
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.masks import nearest_in

_DITHER = 0.6
"""Least noise on what is painted, in 8-bit units; without it gentle slopes show steps."""
_TILE = 128
"""Side of the tiles that are painted at the photo's size, in pixels."""

Colours = NDArray[np.float32]


class TiledPicture:
    """A picture painted tile by tile, each when it is first asked for, and kept.

    Several threads may ask: they paint the same.

    Args:
        size: its extent.
        paint: returns the colours (h, w, 3) of a box of it.
    """

    def __init__(self, size: Size, paint: Callable[[Box], Colours]) -> None:
        self._size, self._paint = size, paint
        grid = -(-size.height // _TILE), -(-size.width // _TILE)
        self._is_painted = np.zeros(grid, np.bool_)
        self._tiles = np.zeros((*grid, _TILE, _TILE, 3), np.uint8)  # no memory before it is painted

    def __call__(self, box: Box, wanted: HardMask) -> RgbImage:
        """Return the pixels (h, w, 3) of a box; those not ``wanted`` (h, w) may be black."""
        pixels = np.zeros((box.height, box.width, 3), np.uint8)
        for row in range(box.top // _TILE, -(-box.bottom // _TILE)):
            for column in range(box.left // _TILE, -(-box.right // _TILE)):
                tile = Box(0, 0, _TILE, _TILE).moved(column * _TILE, row * _TILE)
                shown = tile.overlap(box)
                assert shown is not None
                place = shown.moved(-box.left, -box.top).slices
                if wanted[place].any():
                    pixels[place] = self._painted(tile)[shown.moved(-tile.left, -tile.top).slices]
        return pixels

    def _painted(self, tile: Box) -> RgbImage:
        """Return a whole tile; at the picture's edge what lies beyond is black."""
        place = tile.top // _TILE, tile.left // _TILE
        if not self._is_painted[place]:
            inside = tile.grown(0, limit=self._size)
            self._tiles[place][: inside.height, : inside.width] = eight_bit(self._paint(inside))
            self._is_painted[place] = True
        return np.asarray(self._tiles[place])


@dataclass(frozen=True, eq=False)
class Surface:
    """Skin, clothes or background that old clothes hid.

    Attributes:
        colours: its colours (h, w, 3) in the view.
        full: returns it (h, w, 3) at the photo's size, in a box of the part of the photo that the
            view shows, for pixels (h, w) that are wanted; the others may be black.
        sources: returns for a box of that part x and y (h, w, 2) of its pixel whose colour each one
            takes; None where none is known.
    """

    colours: Colours
    full: Callable[[Box, HardMask], RgbImage]
    sources: Callable[[Box], NDArray[np.int32]] | None = None


@dataclass(frozen=True, eq=False)
class FullSize:
    """Brings what is painted in a view to the photo's size, sharpness and grain.

    Attributes:
        photo: the photo (H, W, 3).
        view: its part.
        grain: the photo's noise and blur.
    """

    photo: RgbImage
    view: RegionView
    grain: Grain

    def as_photographed(self, colours: Colours, known: HardMask | None = None) -> Surface:
        """Return what the photo shows.

        Args:
            colours: the view's (h, w, 3).
            known: pixels (h, w) of other clothes which it is a continuation of.
        """
        picture = self.photo[self.view.box.slices]
        return self._surface(colours, lambda box, wanted: picture[box.slices], known)

    def smooth(self, colours: Colours, known: HardMask | None = None) -> Surface:
        """Return a surface of smooth colours (h, w, 3), which go on from ``known`` (h, w)."""
        wanted = replace(self.grain, fine=max(self.grain.fine, _DITHER))
        without = Grain(0.0, 0.0, self.grain.blur)

        def paint(box: Box) -> Colours:
            in_photo = box.moved(self.view.box.left, self.view.box.top)
            return grained(
                view_to_photo(colours, self.view, in_photo), without, wanted, strength=1.0
            )

        return self._surface(colours, TiledPicture(self._size, paint), known)

    def _surface(
        self, colours: Colours, full: Callable[[Box, HardMask], RgbImage], known: HardMask | None
    ) -> Surface:
        return Surface(colours, full, None if known is None else self._nearest_in(known))

    def _nearest_in(self, known: HardMask) -> Callable[[Box], NDArray[np.int32]]:
        rows, columns = (axis[nearest_in(known)] for axis in np.nonzero(known))
        nearest = np.stack([columns, rows], axis=-1)

        def sources(box: Box) -> NDArray[np.int32]:
            y, x = (
                np.minimum((np.arange(first, last) * self.view.scale).astype(int), side - 1)
                for first, last, side in zip(
                    (box.top, box.left), (box.bottom, box.right), known.shape, strict=True
                )
            )
            limit = self._size.width - 1, self._size.height - 1
            taken = np.clip(nearest[y[:, None], x] / self.view.scale, 0, limit)
            return np.asarray(taken, np.int32)

        return sources

    @property
    def _size(self) -> Size:
        return Size(self.view.box.width, self.view.box.height)

    def pieced(self, pieces: Background, colours: Colours) -> Surface:
        """Return a surface that is assembled of pieces of the photo, whose view is ``colours``."""
        whole = Box(0, 0, self.view.shape[1], self.view.shape[0])
        picture = self.photo[self.view.box.slices]

        def paint(box: Box) -> Colours:
            return pieces.painted(picture, box, scale=1 / self.view.scale)

        def sources(box: Box) -> NDArray[np.int32]:
            taken = pieces.sources(box, scale=1 / self.view.scale)
            return np.asarray(
                np.clip(taken, 0, (self._size.width - 1, self._size.height - 1)), np.int32
            )

        full = TiledPicture(self._size, paint)
        return Surface(pieces.painted(colours, whole), full, sources)
