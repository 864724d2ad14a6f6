"""Layers that backbone and decoders share: convolutions with norm, attention, position codes."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

Report = Callable[[float], None]
"""Called between layers with the finished fraction in [0, 1]; may raise to stop the network."""

GROUPS = 32
"""Groups of every GroupNorm."""


def ignore_report(fraction: float) -> None:
    """Ignore a report."""


def run_rounded(module: nn.Conv2d | nn.Linear, x: Tensor) -> Tensor:
    """Run a layer in its own data type, which may be shorter, and convert back to that of ``x``."""
    return module(x.to(module.weight.dtype)).to(x.dtype)  # type: ignore[no-any-return]


class ConvNorm(nn.Conv2d):
    """A convolution without bias, its norm, and optionally ReLU."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel: int,
        norm: nn.Module,
        *,
        stride: int = 1,
        groups: int = 1,
        relu: bool = True,
    ) -> None:
        super().__init__(
            in_channels,
            out_channels,
            kernel,
            stride=stride,
            padding=kernel // 2,
            groups=groups,
            bias=False,
        )
        self.norm = norm
        self.relu = relu

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, C, H, W) to (B, C', H', W')."""
        x = self.norm(super().forward(x))
        return functional.relu_(x) if self.relu else x


class CellLinear(nn.Linear):
    """A linear layer for thousands of cells, run as a convolution of 1x1.

    PyTorch gives convolutions to oneDNN and linear layers to MKL, which is up to a third slower
    on processors that are not Intel's.
    """

    def forward(self, x: Tensor) -> Tensor:
        """Map (S, C) to (S, C')."""
        picture = x[None, None].permute(0, 3, 1, 2)  # (1, C, 1, S), a view
        # The dilation changes nothing at 1x1, but without it one thread would not use oneDNN.
        out = functional.conv2d(picture, self.weight[..., None, None], self.bias, dilation=2)
        return out.permute(0, 2, 3, 1).reshape(len(x), -1)


class Attention(nn.Module):
    """Scaled dot-product attention with several heads (arXiv 1706.03762), for one picture."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * channels, channels))
        self.in_proj_bias = nn.Parameter(torch.empty(3 * channels))
        self.out_proj = nn.Linear(channels, channels)

    def forward(
        self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """Let N queries (N, C) attend to M keys (M, C) with values (M, C).

        Args:
            query: the queries.
            key: the keys.
            value: the values.
            mask: bool (N, M), True where a query may attend; None for everywhere.
        """
        queries, keys, values = self._project(query, key, value)
        attended = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask)
        return self.out_proj(attended[0].transpose(0, 1).flatten(1))  # type: ignore[no-any-return]

    def weights(self, query: Tensor, key: Tensor, mask: Tensor) -> Tensor:
        """Return how much each query attends to each key (N, M), the mean of all heads."""
        queries, keys = self._project(query, key)
        scale: float = queries.shape[-1] ** -0.5
        logits: Tensor = queries[0] @ keys[0].mT * scale  # (heads, N, M)
        return logits.masked_fill(~mask, -math.inf).softmax(dim=2).mean(dim=0)

    def _project(self, *inputs: Tensor) -> list[Tensor]:
        """Return each input's heads (1, heads, N or M, C / heads)."""
        projections = zip(self.in_proj_weight.chunk(3), self.in_proj_bias.chunk(3), strict=True)
        return [
            functional.linear(x, weight, bias).view(len(x), self.heads, -1).transpose(0, 1)[None]
            for x, (weight, bias) in zip(inputs, projections, strict=False)
        ]


def sine_positions(height: int, width: int, channels: int, like: Tensor) -> Tensor:
    """Return the sine position code (height * width, channels) of each cell, row by row.

    The first half of the channels encodes y, the second x, each scaled to (0, 2 pi] and in pairs of
    sine and cosine whose wavelengths grow to 10000 times 2 pi (arXiv 2005.12872).
    """
    pairs = channels // 4
    frequency = 10000.0 ** -(torch.arange(pairs, device=like.device) / pairs)
    codes = []
    for length in (height, width):
        place = torch.arange(1, length + 1, device=like.device) / (length + 1e-6) * (2 * math.pi)
        angle = place[:, None] * frequency  # (length, pairs)
        codes.append(torch.stack((angle.sin(), angle.cos()), dim=2).flatten(1))
    y, x = codes
    both = (y[:, None].expand(-1, width, -1), x[None].expand(height, -1, -1))
    return torch.cat(both, dim=2).flatten(0, 1).to(like.dtype)
