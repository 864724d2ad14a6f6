"""Multi-scale deformable attention (Deformable DETR, arXiv 2010.04159, section 4.1).

Each cell of every level looks at a few places of every level, chosen by itself, instead of at all
cells. A look is a bilinear reading of four neighbouring cells, zero outside the level, times a
weight. So a head's answer is a weighted sum over rows of the value table, and all answers together
are embedding bags, one for each of the four neighbours: no sampled values are ever stored, which
is where grid sampling loses its time.

The table has an edge of zero rows around each level. Places are clamped into that edge, where they
read exactly nothing, so that no reading needs to be tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from tryon.parsing.m2fp.layers import CellLinear, run_rounded

EDGE = 3
"""Zero rows and columns of a level's table: one before, two after."""
CHUNK = 512
"""Cells whose readings are worked out at once; small enough for the processor's cache."""


@dataclass(frozen=True, eq=False)
class LevelGrid:
    """Where the cells of all levels lie; S cells in L levels, the levels one after the other.

    A look is numbered (head, level, point); there are K = heads * L * points for each cell.

    Attributes:
        shapes: height and width of each level.
        places: each cell's middle (2, S, K), x then y, in the table's pixels of the look's level.
        limits: the last place (2, 1, K) that a look can be clamped to; the first is 0.
        starts: what a look adds to its row: first row of its level, and its head (K,).
        strides: rows of the table (K,) from one picture row to the next.
    """

    shapes: tuple[tuple[int, int], ...]
    places: Tensor
    limits: Tensor
    starts: Tensor
    strides: Tensor

    @classmethod
    def of(
        cls, shapes: Sequence[tuple[int, int]], *, heads: int, points: int, device: torch.device
    ) -> LevelGrid:
        """Describe levels of the given (height, width)."""
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
        )

    def pad(self, cells: Tensor) -> Tensor:
        """Give the table: cells (S, C) with zero edges around each level."""
        levels = torch.split(cells, [height * width for height, width in self.shapes])
        edge = (0, 0, 1, EDGE - 1, 1, EDGE - 1)
        return torch.cat(
            [
                functional.pad(level.view(*shape, -1), edge).flatten(0, 1)
                for level, shape in zip(levels, self.shapes, strict=True)
            ]
        )


def _middles(height: int, width: int, device: torch.device) -> Tensor:
    """Give the middles (2, height * width) of a level's cells, x then y, in (0, 1)."""
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

    def forward(self, query: Tensor, cells: Tensor, grid: LevelGrid) -> Tensor:
        """Let every cell look around.

        Args:
            query: the cells with their places added (S, C).
            cells: the cells themselves (S, C).
            grid: where they lie.
        """
        offsets = self.sampling_offsets(query).view(len(query), -1, 2)  # x, y in level's pixels
        attention = self.attention_weights(query)
        table = grid.pad(run_rounded(self.value_proj, cells)).view(-1, cells.shape[1] // self.heads)
        seen = torch.empty_like(cells)
        for start in range(0, len(query), CHUNK):
            part = slice(start, start + CHUNK)
            seen[part] = self._look(table, offsets[part], attention[part], grid, part)
        return run_rounded(self.output_proj, seen)

    def _look(
        self, table: Tensor, offsets: Tensor, attention: Tensor, grid: LevelGrid, part: slice
    ) -> Tensor:
        """Give what n cells see (n, C).

        Args:
            table: values (rows * heads, C / heads).
            offsets: from the cells' middles (n, K, 2).
            attention: logits of the looks' weights (n, K).
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
        seen = [
            functional.embedding_bag(
                corner.view(-1, weights.shape[1] // self.heads),
                table,
                mode="sum",
                per_sample_weights=share.view(-1, weights.shape[1] // self.heads),
            )
            for corner, share in corners
        ]
        return (seen[0] + seen[1] + seen[2] + seen[3]).view(len(weights), -1)


def _split(place: Tensor, limit: Tensor) -> tuple[Tensor, Tensor]:
    """Clamp places to [0, limit] and split them into a whole number and a fraction."""
    place = place.clamp(torch.zeros_like(limit), limit)
    whole = place.floor()
    return whole, place - whole


def _softmax(logits: Tensor) -> Tensor:
    """Give the softmax over the last dimension; torch's own is slow where that is short."""
    shares = (logits - logits.amax(dim=-1, keepdim=True)).exp_()
    return shares / shares.sum(dim=-1, keepdim=True)
