"""Multi-scale deformable attention (Deformable DETR, arXiv 2010.04159, section 4.1).

Each cell of every level attends to a few sampling points in every level, which it chooses itself,
instead of to all cells. A sample is a bilinear reading of four neighbouring cells, zero outside the
level, times a weight. So a head's output is a weighted sum over rows of the value table, and all
outputs together are embedding bags, one for each of the four neighbours: sampled values are never
stored, which is what makes grid sampling slow.

The table has an edge of zero rows around each level. Sampling points outside a level are clamped
into that edge, where they read zero, so that no point has to be tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from tryon.parsing.m2fp.layers import CellLinear, run_rounded

EDGE = 3
"""Zero rows and columns of a level's table: one before the level, two after it."""
CHUNK = 1024
"""Cells to take through a layer at once; few enough for a processor's cache."""


@dataclass(frozen=True, eq=False)
class LevelGrid:
    """Where the cells of all levels lie; S cells in L levels, the levels one after the other.

    Sampling points are numbered (head, level, point); each cell has K = heads * L * points.

    Attributes:
        shapes: height and width of each level.
        places: each cell's middle (2, S, K), x then y, in the table's pixels of the point's level.
        limits: the last place (2, 1, K) that a point is clamped to; the first is 0.
        starts: row offset of a point (K,): the first row of its level, plus its head.
        strides: rows of the table (K,) from one picture row to the next.
        table: values of the layer that runs (rows, C), zero at the levels' edges.
        chunk: cells to take through a layer at once.
    """

    shapes: tuple[tuple[int, int], ...]
    places: Tensor
    limits: Tensor
    starts: Tensor
    strides: Tensor
    table: Tensor
    chunk: int

    @classmethod
    def of(
        cls, shapes: Sequence[tuple[int, int]], *, heads: int, points: int, like: Tensor
    ) -> LevelGrid:
        """Describe levels of the given (height, width), to hold cells like these (S, C)."""
        device = like.device
        sizes = torch.tensor([[w for _, w in shapes], [h for h, _ in shapes]], device=device)
        middles = torch.cat([_middles(*shape, device) for shape in shapes], dim=1)  # (2, S)
        places = middles[..., None] * sizes[:, None] + 0.5  # (2, S, L); 0.5 = edge - half a pixel
        rows = (sizes + EDGE).prod(dim=0)
        starts = rows.cumsum(0) - rows
        level = torch.arange(len(shapes), device=device).repeat_interleave(points).repeat(heads)
        head = torch.arange(heads, device=device).repeat_interleave(len(shapes) * points)
        return cls(
            shapes=tuple(shapes),
            places=places[..., level],
            limits=(sizes[:, None, level] + 1).float(),
            starts=(starts[level] * heads + head).float(),
            strides=((sizes[0, level] + EDGE) * heads).float(),
            table=like.new_zeros(
                sum((height + EDGE) * (width + EDGE) for height, width in shapes), like.shape[1]
            ),
            chunk=len(like) if _wants_all_at_once(device) else CHUNK,
        )

    def fill(self, cells: Tensor) -> Tensor:
        """Write cells (S, C) into the table, whose edges stay zero, and return it."""
        cells_start = table_start = 0
        for height, width in self.shapes:
            rows, columns = height + EDGE, width + EDGE
            level = self.table[table_start : table_start + rows * columns].view(rows, columns, -1)
            inner = cells[cells_start : cells_start + height * width].view(height, width, -1)
            level[1 : 1 + height, 1 : 1 + width] = inner
            cells_start += height * width
            table_start += rows * columns
        return self.table


def _middles(height: int, width: int, device: torch.device) -> Tensor:
    """Return the middles (2, height * width) of a level's cells, x then y, in (0, 1)."""
    y, x = torch.meshgrid(
        (torch.arange(height, device=device) + 0.5) / height,
        (torch.arange(width, device=device) + 0.5) / width,
        indexing="ij",
    )
    return torch.stack((x.flatten(), y.flatten()))


class DeformableAttention(nn.Module):
    """The attention of one layer, for one picture."""

    def __init__(self, channels: int, *, heads: int, levels: int, points: int) -> None:
        super().__init__()
        self.heads = heads
        self.sampling_offsets = CellLinear(channels, heads * levels * points * 2)
        self.attention_weights = CellLinear(channels, heads * levels * points)
        self.value_proj = CellLinear(channels, channels)
        self.output_proj = CellLinear(channels, channels)

    def forward(self, query: Tensor, cells: Tensor, grid: LevelGrid) -> Iterator[Tensor]:
        """Let every cell attend to its sampling points, some cells at a time.

        What a layer does next with a cell needs no other cell, so it can be done while the output
        is still in the processor's cache.

        Args:
            query: position codes (S, C), added to the cells when they choose sampling points.
            cells: the cells (S, C).
            grid: where they lie; its table is overwritten.

        Yields:
            The output (n, C) for the next `grid.chunk` cells.
        """
        table = grid.fill(run_rounded(self.value_proj, cells))
        table = table.view(-1, cells.shape[1] // self.heads)
        for start in range(0, len(cells), grid.chunk):
            part = slice(start, start + grid.chunk)
            queries = cells[part] + query[part]
            offsets = self.sampling_offsets(queries).view(len(queries), -1, 2)  # x, y in cells
            sampled = self._sample(table, offsets, self.attention_weights(queries), grid, part)
            yield run_rounded(self.output_proj, sampled)

    def _sample(
        self, table: Tensor, offsets: Tensor, attention: Tensor, grid: LevelGrid, part: slice
    ) -> Tensor:
        """Return the weighted sums of n cells' samples (n, C).

        Args:
            table: values (rows * heads, C / heads).
            offsets: from the cells' middles (n, K, 2).
            attention: logits of the points' weights (n, K).
            grid: where all cells lie.
            part: which n of them these are.
        """
        (x, right), (y, below) = (
            _split(grid.places[axis, part] + offsets[..., axis], grid.limits[axis])
            for axis in range(2)
        )
        rows = torch.addcmul(grid.starts, y, grid.strides).add_(x, alpha=self.heads).int()
        strides = grid.strides.int()
        weights = _softmax(attention.view(len(attention), self.heads, -1)).flatten(1)
        lower = weights * below
        lower_right = lower * right
        upper = weights - lower
        upper_right = upper * right
        corners = (
            (rows, upper - upper_right),
            (rows + self.heads, upper_right),
            (rows + strides, lower - lower_right),
            (rows + (strides + self.heads), lower_right),
        )
        bags = (len(weights) * self.heads, -1)
        add_up = sum_bags if _has_bags(table.device) else gather_and_sum
        sums = [add_up(table, at.view(bags), weight.view(bags)) for at, weight in corners]
        return (sums[0] + sums[1] + sums[2] + sums[3]).view(len(weights), -1)


def sum_bags(table: Tensor, rows: Tensor, weights: Tensor) -> Tensor:
    """Return weighted sums (N, C) of rows (N, k) of a table (R, C)."""
    return functional.embedding_bag(rows, table, mode="sum", per_sample_weights=weights)


def gather_and_sum(table: Tensor, rows: Tensor, weights: Tensor) -> Tensor:
    """Return the same as `sum_bags`, by copying all rows first: slower, but of common operators."""
    return (table[rows.long()] * weights[..., None]).sum(dim=1)


def _has_bags(device: torch.device) -> bool:
    """Return whether there are weighted embedding bags: not on Apple's MPS, and not in ONNX."""
    return device.type in ("cpu", "cuda") and not torch.compiler.is_exporting()


def _wants_all_at_once(device: torch.device) -> bool:
    """Return whether to take all cells at once: a GPU and an exported graph are slow on pieces."""
    return device.type == "cuda" or torch.compiler.is_exporting()


def _split(place: Tensor, limit: Tensor) -> tuple[Tensor, Tensor]:
    """Clamp places to [0, limit] and split them into integer part and fraction."""
    place = place.clamp(torch.zeros_like(limit), limit)
    floor = place.floor()
    return floor, place - floor


def _softmax(logits: Tensor) -> Tensor:
    """Return the softmax over the last dimension; torch's own is slow where that is short."""
    exponentials = (logits - logits.amax(dim=-1, keepdim=True)).exp_()
    return exponentials / exponentials.sum(dim=-1, keepdim=True)
