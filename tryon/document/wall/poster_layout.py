"""Where pictures lie on a poster: rows of equal tiles with a line of text below each."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log, sqrt

from tryon.geometry import Box, Size

_TILE_WIDTH = 480
"""Pixels of a tile, where the poster does not get too large by that."""
_LEAST_TILE_WIDTH = 60
_MOST_PIXELS = 48_000_000
_GAP, _MARGIN, _CAPTION, _HEADING = 0.06, 0.16, 0.15, 0.34
"""Shares of a tile's width: between tiles, around them, below each, above all."""
_SHEET = sqrt(2)
"""The longer side of paper over the shorter one."""
_EMPTY_COST = 0.6
"""How bad it is if all places of the last row are empty, against a wrong shape by a factor of e."""


@dataclass(frozen=True)
class PosterLayout:
    """A poster in pixels.

    Attributes:
        size: of all of it.
        heading: the line above all.
        tiles: where pictures lie, row by row.
        captions: the line below each tile.
    """

    size: Size
    heading: Box
    tiles: tuple[Box, ...]
    captions: tuple[Box, ...]

    @classmethod
    def of(cls, count: int, aspect: float) -> PosterLayout:
        """Lay pictures out on a poster in about the shape of paper, upright or not.

        Args:
            count: number of pictures, at least 1.
            aspect: their height over their width.
        """
        shapes = [_Shape(count, columns, aspect) for columns in range(1, count + 1)]
        shape = min(shapes, key=lambda each: each.cost)
        fitting = sqrt(_MOST_PIXELS / (shape.width * shape.height))
        return shape.laid_out(max(_LEAST_TILE_WIDTH, int(min(_TILE_WIDTH, fitting))))


@dataclass(frozen=True)
class _Shape:
    """A poster in widths of a tile."""

    count: int
    columns: int
    aspect: float

    @property
    def rows(self) -> int:
        return ceil(self.count / self.columns)

    @property
    def width(self) -> float:
        return self.columns + (self.columns - 1) * _GAP + 2 * _MARGIN

    @property
    def height(self) -> float:
        row = self.aspect + _CAPTION
        return self.rows * row + (self.rows - 1) * _GAP + 2 * _MARGIN + _HEADING

    @property
    def cost(self) -> float:
        shape = abs(log(self.width / self.height))
        empty = (self.rows * self.columns - self.count) / self.columns
        return abs(shape - log(_SHEET)) + _EMPTY_COST * empty

    def laid_out(self, tile: int) -> PosterLayout:
        """Return it with tiles of a width in pixels."""
        gap, margin, caption, heading = (
            round(share * tile) for share in (_GAP, _MARGIN, _CAPTION, _HEADING)
        )
        height = round(tile * self.aspect)
        tiles = []
        for number in range(self.count):
            row, column = divmod(number, self.columns)
            left = margin + column * (tile + gap)
            top = margin + heading + row * (height + caption + gap)
            tiles.append(Box(left, top, left + tile, top + height))
        width = 2 * margin + self.columns * (tile + gap) - gap
        return PosterLayout(
            Size(width, tiles[-1].bottom + caption + margin),
            Box(margin, margin, width - margin, margin + heading),
            tuple(tiles),
            tuple(Box(t.left, t.bottom, t.right, t.bottom + caption) for t in tiles),
        )
