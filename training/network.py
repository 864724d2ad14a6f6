"""The bundled parser's network: EfficientNet-Lite0, a light top-down decoder and four heads.

The encoder's attribute names are the keys of the published ImageNet weights (EfficientNet-Lite,
https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite), so they load as
they are. The instance heads follow Panoptic-DeepLab (arXiv 1911.10194).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.classes import CLASS_COUNT

OFFSET_UNIT_PX = 64.0
"""The offset head counts in this many input pixels, which keeps its activations near one."""


class Heads(NamedTuple):
    """Raw outputs at a quarter of the input's resolution, all float32 (N, C, H/4, W/4).

    Attributes:
        labels: C = 21, logits.
        person: C = 1, logit.
        center: C = 1, logit.
        offset: C = 2, (dx, dy) to the person's centre in units of ``OFFSET_UNIT_PX``.
    """

    labels: Tensor
    person: Tensor
    center: Tensor
    offset: Tensor


class SameConv(nn.Conv2d):
    """Convolution with TensorFlow's "same" padding, which is uneven at stride 2."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int) -> None:
        padding = kernel // 2 if stride == 1 else 0
        super().__init__(
            inputs, outputs, kernel, stride, padding=padding, groups=groups, bias=False
        )
        before = (kernel - 2) // 2
        self._uneven = (before, kernel - 2 - before) * 2 if stride == 2 else None
        self._in_float32 = groups > 1 and (kernel > 3 or stride > 1)

    def forward(self, features: Tensor) -> Tensor:
        """Convolve (N, inputs, H, W), H and W even at stride 2."""
        if self._uneven:
            features = functional.pad(features, self._uneven)
        if not (self._in_float32 and features.dtype == torch.bfloat16):
            return super().forward(features)
        # oneDNN's gradient of a large depthwise kernel is 3-6 times slower in bfloat16 than in
        # float32 with channels last, which outweighs both casts.
        with torch.autocast(features.device.type, enabled=False):
            return super().forward(features.float()).to(torch.bfloat16)


class InvertedResidual(nn.Module):
    """MBConv without squeeze-and-excitation, as the Lite variants have it."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expand: int) -> None:
        super().__init__()
        hidden = inputs * expand
        self._expand = expand != 1
        self._residual = stride == 1 and inputs == outputs
        if self._expand:
            self._expand_conv = nn.Conv2d(inputs, hidden, 1, bias=False)
            self._bn0 = nn.BatchNorm2d(hidden, eps=1e-3)
        self._depthwise_conv = SameConv(hidden, hidden, kernel, stride, groups=hidden)
        self._bn1 = nn.BatchNorm2d(hidden, eps=1e-3)
        self._project_conv = nn.Conv2d(hidden, outputs, 1, bias=False)
        self._bn2 = nn.BatchNorm2d(outputs, eps=1e-3)

    def forward(self, features: Tensor) -> Tensor:
        """Map (N, inputs, H, W) to (N, outputs, H/stride, W/stride)."""
        hidden = features
        if self._expand:
            hidden = functional.relu6(self._bn0(self._expand_conv(hidden)), inplace=True)
        hidden = functional.relu6(self._bn1(self._depthwise_conv(hidden)), inplace=True)
        hidden = self._bn2(self._project_conv(hidden))
        mapped: Tensor = features + hidden if self._residual else hidden
        return mapped


_STAGES = (  # repeats, kernel, stride, expand, outputs; the network of arXiv 1905.11946, table 1
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
_TAPS = {2: 24, 4: 40, 10: 112, 15: 320}
"""Channels of the blocks whose outputs the decoder reads, at strides 4, 8, 16 and 32."""


class EfficientNetLite0(nn.Module):
    """The ImageNet encoder without its classifier.

    Args:
        taps: the blocks whose outputs it returns.
    """

    def __init__(self, taps: Collection[int] = tuple(_TAPS)) -> None:
        super().__init__()
        self._taps = frozenset(taps)
        self._conv_stem = SameConv(3, 32, 3, 2, groups=1)
        self._bn0 = nn.BatchNorm2d(32, eps=1e-3)
        blocks: list[InvertedResidual] = []
        channels = 32
        for repeats, kernel, stride, expand, outputs in _STAGES:
            for repeat in range(repeats):
                step = stride if repeat == 0 else 1
                blocks.append(InvertedResidual(channels, outputs, kernel, step, expand))
                channels = outputs
        self._blocks = nn.ModuleList(blocks)

    def freeze(self, block_count: int) -> None:
        """Stop training the stem and the first blocks, their batch statistics included."""
        for module in (self._conv_stem, self._bn0, *self._blocks[:block_count]):
            module.eval().requires_grad_(False)

    def forward(self, image: Tensor) -> list[Tensor]:
        """Map a normalised image (N, 3, H, W) to features at strides 4, 8, 16 and 32, or others."""
        features = functional.relu6(self._bn0(self._conv_stem(image)), inplace=True)
        taps = []
        for index, block in enumerate(self._blocks):
            features = block(features)
            if index in self._taps:
                taps.append(features)
        return taps


def separable(inputs: int, outputs: int) -> nn.Sequential:
    """Return a depthwise 5x5 convolution and a 1x1, both normalised."""
    return nn.Sequential(
        SameConv(inputs, inputs, 5, 1, groups=inputs),
        nn.BatchNorm2d(inputs),
        nn.Conv2d(inputs, outputs, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def dense(inputs: int, outputs: int) -> nn.Sequential:
    """Return a normalised 3x3 convolution."""
    # On a CPU the gradient of a depthwise 5x5 at stride 4 costs more than that of a dense 3x3.
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def projection(inputs: int, outputs: int) -> nn.Sequential:
    """Return a normalised 1x1 convolution."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs))


class EncodedNetwork(nn.Module):
    """A network that begins with an encoder."""

    encoder: EfficientNetLite0


class TopDownDecoder(nn.Module):
    """Sums the encoder's strides from coarse to fine (FPN, arXiv 1612.03144)."""

    def __init__(self, width: int, fine_width: int) -> None:
        super().__init__()
        self.lateral = nn.ModuleList(projection(_TAPS[index], width) for index in (4, 10, 15))
        self.context = nn.Sequential(separable(width, width), separable(width, width))
        self.smooth = nn.ModuleList(separable(width, width) for _ in range(2))
        self.fine_lateral = projection(_TAPS[2], fine_width)
        self.fine_reduce = projection(width, fine_width)
        self.fine_smooth = dense(fine_width, fine_width)

    def forward(self, taps: list[Tensor]) -> tuple[Tensor, Tensor]:
        """Map the four taps, finest first.

        Returns:
            Features (N, fine_width, H/4, W/4) and (N, width, H/8, W/8).
        """
        features = self.lateral[2](taps[3])
        features = features + self.context(features)
        for level in (1, 0):
            upsampled = functional.interpolate(features, scale_factor=2.0, mode="nearest")
            features = self.smooth[level](upsampled + self.lateral[level](taps[level + 1]))
        upsampled = functional.interpolate(
            self.fine_reduce(features), scale_factor=2.0, mode="nearest"
        )
        return self.fine_smooth(upsampled + self.fine_lateral(taps[0])), features


class LiteParser(EncodedNetwork):
    """Labels, person, centres and offsets of an RGB image with values 0-255."""

    def __init__(self, width: int = 128, fine_width: int = 64) -> None:
        super().__init__()
        self.encoder = EfficientNetLite0()
        self.decoder = TopDownDecoder(width, fine_width)
        self.part_head = nn.Sequential(
            dense(fine_width, fine_width), nn.Conv2d(fine_width, CLASS_COUNT + 1, 1)
        )
        self.instance_head = nn.Sequential(
            separable(width, width), separable(width, 64), nn.Conv2d(64, 3, 1)
        )
        final = self.instance_head[-1]
        assert isinstance(final, nn.Conv2d)
        assert final.bias is not None
        nn.init.normal_(final.weight, std=0.01)
        with torch.no_grad():  # a rare positive: start at the focal loss's usual prior
            final.bias.copy_(torch.tensor([-4.0, 0.0, 0.0]))

    def forward(self, image: Tensor) -> Heads:
        """Run on float32 (N, 3, H, W), values 0-255, H and W multiples of 32."""
        fine, coarse = self.decoder(self.encoder((image - 127.0) / 128.0))
        parts = self.part_head(fine).float()
        # Centres and offsets vary slowly: computed at stride 8, which costs a quarter.
        instances = functional.interpolate(
            self.instance_head(coarse).float(),
            scale_factor=2.0,
            mode="bilinear",
            align_corners=False,
        )
        return Heads(
            labels=parts[:, :CLASS_COUNT],
            person=parts[:, CLASS_COUNT:],
            center=instances[:, :1],
            offset=instances[:, 1:],
        )
