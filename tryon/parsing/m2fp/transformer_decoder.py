"""The transformer decoder: queries find parts and people by masked attention (arXiv 2112.01527)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from tryon.parsing.m2fp.config import DecoderConfig
from tryon.parsing.m2fp.layers import Attention, Report, ignore_report, sine_positions


class SelfAttentionLayer(nn.Module):
    """Self-attention among the queries."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        self.self_attn = Attention(config.hidden_dim, config.nheads)
        self.norm = nn.LayerNorm(config.hidden_dim)

    def forward(self, queries: Tensor, query_codes: Tensor) -> Tensor:
        """Map queries (Q, C) with their learned codes (Q, C) to new queries."""
        coded = queries + query_codes
        attended = self.self_attn(coded, coded, queries)
        return self.norm(queries + attended)  # type: ignore[no-any-return]


class CrossAttentionLayer(nn.Module):
    """Attention of each query to one level of the picture, inside the query's mask."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        self.multihead_attn = Attention(config.hidden_dim, config.nheads)
        self.norm = nn.LayerNorm(config.hidden_dim)

    def forward(
        self, queries: Tensor, query_codes: Tensor, level: Level, allowed: Tensor
    ) -> Tensor:
        """Map queries (Q, C) to new ones; ``allowed`` (Q, h * w) is where each may attend."""
        attended = self.multihead_attn(queries + query_codes, level.keys, level.cells, allowed)
        return self.norm(queries + attended)  # type: ignore[no-any-return]


class FeedForwardLayer(nn.Module):
    """Two linear layers with a residual connection."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        self.linear1 = nn.Linear(config.hidden_dim, config.dim_feedforward)
        self.linear2 = nn.Linear(config.dim_feedforward, config.hidden_dim)
        self.norm = nn.LayerNorm(config.hidden_dim)

    def forward(self, queries: Tensor) -> Tensor:
        """Map queries (Q, C) to new ones."""
        inner = functional.relu_(self.linear1(queries))
        return self.norm(queries + self.linear2(inner))  # type: ignore[no-any-return]


class MaskEmbedding(nn.Module):
    """Maps a query to the filter that yields its mask."""

    def __init__(self, config: DecoderConfig) -> None:
        super().__init__()
        widths = (config.hidden_dim, config.hidden_dim, config.mask_dim)
        self.layers = nn.ModuleList(nn.Linear(config.hidden_dim, width) for width in widths)

    def forward(self, queries: Tensor) -> Tensor:
        """Map queries (Q, C) to filters (Q, mask channels)."""
        first, second, last = self.layers
        x = functional.relu_(first(queries))
        return last(functional.relu_(second(x)))  # type: ignore[no-any-return]


class Table(nn.Module):
    """Learned rows; `nn.Embedding` would initialise them, which loads much more of torch."""

    def __init__(self, rows: int, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(rows, channels))


@dataclass(frozen=True, eq=False)
class Level:
    """One scale of the picture that the queries attend to; M = h * w cells.

    Attributes:
        cells: features (M, C).
        keys: the same with position codes added (M, C).
        mask_features: the mask features, resized to this scale (mask channels, M).
    """

    cells: Tensor
    keys: Tensor
    mask_features: Tensor


class TransformerDecoder(nn.Module):
    """Computes each query's class and mask."""

    def __init__(self, config: DecoderConfig, levels: int) -> None:
        super().__init__()
        count, width = config.dec_layers, config.hidden_dim
        self.transformer_self_attention_layers = nn.ModuleList(
            SelfAttentionLayer(config) for _ in range(count)
        )
        self.transformer_cross_attention_layers = nn.ModuleList(
            CrossAttentionLayer(config) for _ in range(count)
        )
        self.transformer_ffn_layers = nn.ModuleList(FeedForwardLayer(config) for _ in range(count))
        self.decoder_norm = nn.LayerNorm(width)
        self.query_feat = Table(config.num_queries, width)
        self.query_embed = Table(config.num_queries, width)
        self.level_embed = Table(levels, width)
        self.class_embed = nn.Linear(width, config.num_classes + 1)
        self.mask_embed = MaskEmbedding(config)

    def forward(
        self, mask_features: Tensor, levels: Sequence[Tensor], report: Report = ignore_report
    ) -> tuple[Tensor, Tensor]:
        """Decode one picture.

        Args:
            mask_features: (1, mask channels, H / 4, W / 4).
            levels: (1, C, h, w) of strides 32, 16 and 8; the layers take turns with them.
            report: called after each layer.

        Returns:
            Class logits (1, Q, classes + 1), the last for no object, and mask logits
            (1, Q, H / 4, W / 4).
        """
        scales = [
            self._level(level, level_code, mask_features)
            for level, level_code in zip(levels, self.level_embed.weight, strict=True)
        ]
        queries, query_codes = self.query_feat.weight, self.query_embed.weight
        layers = zip(
            self.transformer_cross_attention_layers,
            self.transformer_self_attention_layers,
            self.transformer_ffn_layers,
            strict=True,
        )
        for number, (cross_attention, self_attention, feed_forward) in enumerate(layers):
            scale = scales[number % len(scales)]
            allowed = self._allowed(queries, scale)
            queries = cross_attention(queries, query_codes, scale, allowed)
            queries = feed_forward(self_attention(queries, query_codes))
            report((number + 1) / len(self.transformer_ffn_layers))
        normed = self.decoder_norm(queries)
        masks = self.mask_embed(normed) @ mask_features[0].flatten(1)
        return self.class_embed(normed)[None], masks.unflatten(1, mask_features.shape[2:])[None]

    def _level(self, level: Tensor, level_code: Tensor, mask_features: Tensor) -> Level:
        height, width = level.shape[2:]
        cells = level[0].flatten(1).T + level_code  # (h * w, C)
        return Level(
            cells=cells,
            keys=cells + sine_positions(height, width, cells.shape[1], like=cells),
            # Masks are linear in the features: resizing these once resizes every layer's masks.
            mask_features=functional.interpolate(
                mask_features, size=(height, width), mode="bilinear"
            )[0].flatten(1),
        )

    def _allowed(self, queries: Tensor, scale: Level) -> Tensor:
        """Return where each query may attend (Q, M): in its mask, or anywhere if that is empty."""
        inside: Tensor = self.mask_embed(self.decoder_norm(queries)) @ scale.mask_features >= 0
        return inside | ~inside.any(dim=1, keepdim=True)
