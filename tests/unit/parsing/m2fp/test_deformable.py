"""Deformable attention as an embedding bag equals its definition by bilinear sampling."""

from __future__ import annotations

from dataclasses import replace

import pytest

torch = pytest.importorskip("torch")
from torch.nn import functional  # noqa: E402

from tryon.parsing.m2fp.deformable import (  # noqa: E402
    DeformableAttention,
    LevelGrid,
    gather_and_sum,
    sum_bags,
)

SHAPES = [(3, 4), (6, 8), (11, 15)]


def test_it_equals_bilinear_sampling_with_zeros_outside() -> None:
    torch.manual_seed(0)
    heads, levels, points, channels = 4, len(SHAPES), 2, 16
    layer = DeformableAttention(channels, heads=heads, levels=levels, points=points).eval()
    count = sum(height * width for height, width in SHAPES)
    places, cells = torch.randn(count, channels), torch.randn(count, channels)
    query = cells + places
    with torch.inference_mode():
        layer.sampling_offsets.weight *= 8  # far enough to leave the picture
        grid = LevelGrid.of(SHAPES, heads=heads, points=points, like=cells)
        grid = replace(grid, chunk=100)  # the last chunk is shorter
        got = torch.cat(list(layer(places, cells, grid)))

        offsets = layer.sampling_offsets(query).view(count, heads, levels, points, 2)
        weights = layer.attention_weights(query).view(count, heads, -1).softmax(dim=2)
        middles = torch.cat(
            [
                torch.tensor(
                    [((x + 0.5) / width, (y + 0.5) / height) for y in range(height)
                     for x in range(width)]
                )
                for height, width in SHAPES
            ]
        )  # fmt: skip
        values = layer.value_proj(cells).split([height * width for height, width in SHAPES])
        seen = torch.zeros(count, heads, channels // heads)
        for level, (height, width) in enumerate(SHAPES):
            table = values[level].view(height, width, heads, -1).permute(2, 3, 0, 1)
            looks = middles[:, None, None] + offsets[:, :, level] / torch.tensor([width, height])
            read = functional.grid_sample(
                table, looks.transpose(0, 1) * 2 - 1, align_corners=False
            )  # (heads, channels / heads, cells, points)
            own = weights.view(count, heads, levels, points)[:, :, level]
            seen += torch.einsum("hcnp,nhp->nhc", read, own)
        expected = layer.output_proj(seen.flatten(1))
    torch.testing.assert_close(got, expected, rtol=1e-4, atol=1e-5)


def test_gathered_rows_add_up_to_what_bags_give() -> None:
    torch.manual_seed(0)
    table, weights = torch.randn(50, 8), torch.rand(20, 5)
    rows = torch.randint(50, (20, 5), dtype=torch.int32)
    torch.testing.assert_close(
        gather_and_sum(table, rows, weights), sum_bags(table, rows, weights), rtol=1e-5, atol=1e-6
    )
