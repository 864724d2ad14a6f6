"""What a step of editing changes, small enough to keep many of them for undo."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tryon.garments.outline.outline import Coverage, Drawing
from tryon.geometry import Box, Size

TILE = 256
"""Side of the tiles in pixels of which those that changed are kept."""
_EFFORT = 1
"""Of zlib, from 0 to 9: flat masks shrink a hundredfold already."""


@dataclass(frozen=True)
class _Tile:
    """A tile of the coverage, before and after, packed."""

    box: Box
    before: bytes
    after: bytes


@dataclass(frozen=True)
class Change:
    """How one drawing becomes another: it is turned, tiles change, and the crop.

    Attributes:
        turn_degrees: how far it is turned clockwise, before its tiles change.
        tiles: what changes of the coverage.
        crops: before and after; that before is in the frame before turning.
    """

    turn_degrees: int
    tiles: tuple[_Tile, ...]
    crops: tuple[Box | None, Box | None]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not self.turn_degrees and not self.tiles and self.crops[0] == self.crops[1]

    @property
    def box(self) -> Box:
        """Where the coverage changes; empty if it does not."""
        boxes = [tile.box for tile in self.tiles]
        if not boxes:
            return Box(0, 0, 0, 0)
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    @property
    def size_bytes(self) -> int:
        """Memory that it takes, without what every object takes."""
        return sum(len(tile.before) + len(tile.after) for tile in self.tiles)

    def done(self, drawing: Drawing) -> Drawing:
        """Return a drawing with the change."""
        turned = drawing.turned(self.turn_degrees)
        coverage = turned.coverage.copy()
        for tile in self.tiles:
            coverage[tile.box.slices] = _unpacked(tile.after, tile.box)
        return Drawing(coverage, turned.turned_degrees, self.crops[1])

    def undone(self, drawing: Drawing) -> Drawing:
        """Return a drawing without the change."""
        coverage = drawing.coverage.copy()
        for tile in self.tiles:
            coverage[tile.box.slices] = _unpacked(tile.before, tile.box)
        turned = Drawing(coverage, drawing.turned_degrees).turned(-self.turn_degrees)
        return Drawing(turned.coverage, turned.turned_degrees, self.crops[0])


def change_between(before: Drawing, after: Drawing, within: Box | None = None) -> Change:
    """Return what changes from a drawing to another of the same picture.

    Args:
        before: the first.
        after: the second.
        within: where they differ at most, if that is known; saves looking for it.
    """
    turn = (after.turned_degrees - before.turned_degrees) % 360
    old, new = before.turned(turn).coverage if turn else before.coverage, after.coverage
    tiles = []
    for box in _tiles(Size.of(new), within):
        if not np.array_equal(old[box.slices], new[box.slices]):
            tiles.append(_Tile(box, _packed(old[box.slices]), _packed(new[box.slices])))
    return Change(turn, tuple(tiles), (before.crop, after.crop))


def _tiles(size: Size, within: Box | None) -> Iterator[Box]:
    region = within or Box(0, 0, size.width, size.height)
    for top in range(region.top // TILE * TILE, region.bottom, TILE):
        for left in range(region.left // TILE * TILE, region.right, TILE):
            yield Box(left, top, min(left + TILE, size.width), min(top + TILE, size.height))


def _packed(tile: Coverage) -> bytes:
    return zlib.compress(np.ascontiguousarray(tile).tobytes(), _EFFORT)


def _unpacked(packed: bytes, box: Box) -> Coverage:
    return np.frombuffer(zlib.decompress(packed), np.uint8).reshape(box.height, box.width)
