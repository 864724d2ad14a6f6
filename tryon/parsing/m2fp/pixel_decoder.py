"""The pixel decoder: attention across scales, then the finest is added (arXiv 2112.01527)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from tryon.parsing.m2fp.config import EncoderConfig
from tryon.parsing.m2fp.deformable import DeformableAttention, LevelGrid
from tryon.parsing.m2fp.layers import (
    GROUPS,
    CellLinear,
    ConvNorm,
    Report,
    ignore_report,
    run_rounded,
    sine_positions,
)

POINTS = 4
"""Sampling points of a head in each level."""


class EncoderLayer(nn.Module):
    """Deformable attention and two linear layers, each with a residual connection and a norm."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        channels = config.conv_dim
        self.self_attn = DeformableAttention(
            channels,
            heads=config.transformer_nheads,
            levels=len(config.transformer_in_features),
            points=POINTS,
        )
        self.norm1 = nn.LayerNorm(channels)
        self.linear1 = CellLinear(channels, config.transformer_dim_feedforward)
        self.linear2 = CellLinear(config.transformer_dim_feedforward, channels)
        self.norm2 = nn.LayerNorm(channels)

    def forward(self, cells: Tensor, places: Tensor, grid: LevelGrid) -> Tensor:
        """Map cells (S, C) with position codes ``places`` (S, C) to new cells."""
        new = torch.empty_like(cells)
        start = 0
        for attended in self.self_attn(places, cells, grid):
            part = slice(start, start + len(attended))
            normed = self.norm1(attended.add_(cells[part]))
            inner = functional.relu_(self.linear1(normed.to(self.linear1.weight.dtype)))
            new[part] = self.norm2(normed + self.linear2(inner))
            start = part.stop
        return new


class Encoder(nn.Module):
    """The stack of layers."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        count = config.transformer_enc_layers
        self.layers = nn.ModuleList(EncoderLayer(config) for _ in range(count))


class ScaleTransformer(nn.Module):
    """The layers, and the code of each level that is added to its cells' position codes."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.heads = config.transformer_nheads
        self.encoder = Encoder(config)
        levels = len(config.transformer_in_features)
        self.level_embed = nn.Parameter(torch.empty(levels, config.conv_dim))

    def forward(self, levels: Sequence[Tensor], report: Report) -> list[Tensor]:
        """Map levels (1, C, h, w) of several sizes to levels of the same sizes."""
        shapes = [(level.shape[2], level.shape[3]) for level in levels]
        cells = torch.cat([level[0].flatten(1).T for level in levels])  # (S, C)
        places = torch.cat(
            [
                sine_positions(*shape, cells.shape[1], like=cells) + level_code
                for shape, level_code in zip(shapes, self.level_embed, strict=True)
            ]
        )
        grid = LevelGrid.of(shapes, heads=self.heads, points=POINTS, like=cells)
        for number, layer in enumerate(self.encoder.layers, start=1):
            cells = layer(cells, places, grid)
            report(number / len(self.encoder.layers))
        parts = torch.split(cells, [height * width for height, width in shapes])
        return [
            part.view(1, *shape, -1).permute(0, 3, 1, 2)
            for part, shape in zip(parts, shapes, strict=True)
        ]


class PixelDecoder(nn.Module):
    """Turns the backbone's features into mask features and three levels to attend to."""

    def __init__(self, config: EncoderConfig, channels: Sequence[int]) -> None:
        super().__init__()
        width = config.conv_dim
        self.input_proj = nn.ModuleList(
            nn.Sequential(nn.Conv2d(level_channels, width, 1), nn.GroupNorm(GROUPS, width))
            for level_channels in reversed(channels[1:])
        )
        self.transformer = ScaleTransformer(config)
        norm = nn.GroupNorm(GROUPS, width)
        self.adapter_1 = ConvNorm(channels[0], width, 1, norm, relu=False)
        self.layer_1 = ConvNorm(width, width, 3, nn.GroupNorm(GROUPS, width))
        self.mask_features = nn.Conv2d(width, config.mask_dim, 1)

    def forward(
        self, features: Sequence[Tensor], report: Report = ignore_report
    ) -> tuple[Tensor, list[Tensor]]:
        """Map the backbone's features of one picture, finest first.

        Returns:
            Mask features (1, C, H / 4, W / 4), and levels (1, C, h, w) of strides 32, 16 and 8.
        """
        finest, *coarser = features
        projected = [
            project(level)
            for project, level in zip(self.input_proj, reversed(coarser), strict=True)
        ]
        levels = self.transformer(projected, report)
        lateral = run_rounded(self.adapter_1, finest)
        lateral += functional.interpolate(levels[-1], size=lateral.shape[2:], mode="bilinear")
        return run_rounded(self.mask_features, run_rounded(self.layer_1, lateral)), levels
