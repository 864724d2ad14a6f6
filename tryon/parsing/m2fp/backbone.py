"""The backbone: a residual network (arXiv 1512.03385) with a stem of three convolutions."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional

from tryon.parsing.m2fp.config import BackboneConfig
from tryon.parsing.m2fp.layers import ConvNorm, Report, ignore_report


def _conv(
    in_channels: int,
    out_channels: int,
    kernel: int,
    *,
    stride: int = 1,
    groups: int = 1,
    relu: bool = True,
) -> ConvNorm:
    return ConvNorm(
        in_channels,
        out_channels,
        kernel,
        nn.BatchNorm2d(out_channels),
        stride=stride,
        groups=groups,
        relu=relu,
    )


class Stem(nn.Module):
    """Three 3x3 convolutions in place of the usual 7x7 one (arXiv 1706.05587)."""

    def __init__(self, out_channels: int) -> None:
        super().__init__()
        self.conv1 = _conv(3, out_channels // 2, 3, stride=2)
        self.conv2 = _conv(out_channels // 2, out_channels // 2, 3)
        self.conv3 = _conv(out_channels // 2, out_channels, 3)

    def forward(self, x: Tensor) -> Tensor:
        """Map a picture (B, 3, H, W) to (B, C, H / 4, W / 4)."""
        x = self.conv3(self.conv2(self.conv1(x)))
        return functional.max_pool2d(x, kernel_size=3, stride=2, padding=1)


class Bottleneck(nn.Module):
    """One residual block: a 1x1, a 3x3 and a 1x1 convolution; the 3x3 one has the stride."""

    def __init__(
        self, in_channels: int, inner: int, out_channels: int, *, stride: int, groups: int
    ) -> None:
        super().__init__()
        self.shortcut = (
            None
            if in_channels == out_channels
            else _conv(in_channels, out_channels, 1, stride=stride, relu=False)
        )
        self.conv1 = _conv(in_channels, inner, 1)
        self.conv2 = _conv(inner, inner, 3, stride=stride, groups=groups)
        self.conv3 = _conv(inner, out_channels, 1, relu=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map (B, C, H, W) to (B, C', H / stride, W / stride)."""
        out = self.conv3(self.conv2(self.conv1(x)))
        out += x if self.shortcut is None else self.shortcut(x)
        return functional.relu_(out)


class Backbone(nn.Module):
    """Computes features at four scales."""

    def __init__(self, config: BackboneConfig) -> None:
        super().__init__()
        self.stem = Stem(config.stem_out_channels)
        widths = pairwise((config.stem_out_channels, *config.channels))
        inner = config.num_groups * config.width_per_group
        levels = []
        for level, ((before, after), count) in enumerate(zip(widths, config.blocks, strict=True)):
            blocks = [
                Bottleneck(
                    after if block else before,
                    inner << level,
                    after,
                    stride=2 if level and not block else 1,
                    groups=config.num_groups,
                )
                for block in range(count)
            ]
            levels.append(nn.Sequential(*blocks))
        self.res2, self.res3, self.res4, self.res5 = levels

    def forward(self, image: Tensor, report: Report = ignore_report) -> tuple[Tensor, ...]:
        """Map a picture (B, 3, H, W) to features of strides 4, 8, 16, 32, finest first.

        Args:
            image: normalised RGB; H and W are multiples of 4.
            report: called after each level.
        """
        x = self.stem(image)
        features = []
        for number, level in enumerate((self.res2, self.res3, self.res4, self.res5), start=1):
            x = level(x)
            features.append(x)
            report(number / 4)
        return tuple(features)
