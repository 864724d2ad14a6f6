"""Multi-scale deformable attention (Deformable DETR, arXiv 2010.04159, section 4.1).

Each cell of every level looks at a few places of every level, chosen by itself, instead of at all
cells. A look is a bilinear reading of four neighbouring cells, zero outside the level, times a
weight. So a head's answer is one weighted sum over rows of the value table, and all of them
together are one embedding bag: no sampled values are ever stored, which is where grid sampling
loses its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, eq=False)
class LevelGrid:
    """Where the cells of all levels lie; S cells in L levels, the levels one after the other.

    Attributes:
        places: each cell's middle in pixels of every level (2, S, 1, L, 1), x then y.
        sizes: width and height of each level (2, L, 1).
        starts: number of the first cell of each level (L, 1).
    """

    places: Tensor
    sizes: Tensor
    starts: Tensor

    @classmethod
    def of(cls, shapes: Sequence[tuple[int, int]], device: torch.device) -> LevelGrid:
        """Describe levels of the given (height, width)."""
        middles = []
        for height, width in shapes:
            y, x = torch.meshgrid(
                (torch.arange(height, device=device) + 0.5) / height,
                (torch.arange(width, device=device) + 0.5) / width,
                indexing="ij",
            )
            middles.append(torch.stack((x.flatten(), y.flatten())))
        sizes = torch.tensor([[w for _, w in shapes], [h for h, _ in shapes]], device=device)
        cells = sizes[0] * sizes[1]
        places = torch.cat(middles, dim=1)[..., None] * sizes[:, None] - 0.5  # (2, S, L)
        return cls(
            places=places[:, :, None, :, None],
            sizes=sizes[..., None].float(),
            starts=(cells.cumsum(0) - cells)[:, None].float(),
        )


class DeformableAttention(nn.Module):
    """The attention of one layer, for one picture."""

    def __init__(self, channels: int, *, heads: int, levels: int, points: int) -> None:
        super().__init__()
        self.shape = (heads, levels, points)
        self.sampling_offsets = nn.Linear(channels, heads * levels * points * 2)
        self.attention_weights = nn.Linear(channels, heads * levels * points)
        self.value_proj = nn.Linear(channels, channels)
        self.output_proj = nn.Linear(channels, channels)

    def forward(self, query: Tensor, cells: Tensor, grid: LevelGrid) -> Tensor:
        """Let every cell look around.

        Args:
            query: the cells with their places added (S, C).
            cells: the cells themselves (S, C).
            grid: where they lie.
        """
        heads, levels, points = self.shape
        offsets = self.sampling_offsets(query).float().view(-1, heads, levels, points, 2)
        attention = self.attention_weights(query).float().view(-1, heads, levels * points)
        attention = attention.softmax(dim=2).view(-1, heads, levels, points)
        rows, weights = self._readings(offsets, attention, grid)
        table = self.value_proj(cells).view(-1, cells.shape[1] // heads)  # (S * heads, C / heads)
        seen = functional.embedding_bag(
            rows, table, mode="sum", per_sample_weights=weights.to(table.dtype)
        )
        return self.output_proj(seen.view_as(cells))  # type: ignore[no-any-return]

    def _readings(
        self, offsets: Tensor, attention: Tensor, grid: LevelGrid
    ) -> tuple[Tensor, Tensor]:
        """Give the rows of the value table that each head of each cell reads, and their weights.

        Args:
            offsets: from a cell's middle, in pixels of the level (S, heads, L, points, 2), x, y.
            attention: weight of each look (S, heads, L, points).
            grid: where the cells lie.

        Returns:
            Rows, int32, and weights, float32, both (S * heads, 4 * L * points).
        """
        near, far, near_weight, far_weight = [], [], [], []
        for axis in range(2):
            place = grid.places[axis] + offsets[..., axis]
            last = grid.sizes[axis] - 1
            before = place.floor()
            fraction = place - before
            near.append(before.clamp(min=0).minimum(last))
            far.append((before + 1).clamp(min=0).minimum(last))
            near_weight.append((1 - fraction) * (near[-1] == before))
            far_weight.append(fraction * (far[-1] == before + 1))
        heads = torch.arange(self.shape[0], device=offsets.device)[:, None, None]
        tops = [(grid.starts + y * grid.sizes[0]) for y in (near[1], far[1])]
        rows = torch.stack([top + x for top in tops for x in (near[0], far[0])], dim=1)
        weights = torch.stack(
            [
                attention * y * x
                for y in (near_weight[1], far_weight[1])
                for x in (near_weight[0], far_weight[0])
            ],
            dim=1,
        )  # (S, 4, heads, L, points)
        rows = rows.int() * self.shape[0] + heads.int()
        return _per_head(rows), _per_head(weights)


def _per_head(corners: Tensor) -> Tensor:
    """Turn (S, 4, heads, L, points) into (S * heads, 4 * L * points)."""
    return corners.flatten(3).transpose(1, 2).flatten(2).flatten(0, 1)
