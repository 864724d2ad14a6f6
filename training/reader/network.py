"""The reader's network: EfficientNet-Lite0, a light top-down decoder and five heads."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.network import EfficientNetLite0, EncodedNetwork, dense, projection, separable
from tryon.garments.reader.kinds import PictureKind
from tryon.shape.point_names import PointName

KIND_COUNT = len(PictureKind)
POINT_COUNT = len(PointName)
TURN_COUNT = 4
_TAPS = {0: 16, 2: 24, 4: 40, 10: 112, 15: 320}
"""Channels of the blocks that the decoder reads, at strides 2, 4, 8, 16 and 32."""


class Heads(NamedTuple):
    """Raw outputs, all float32 logits.

    Attributes:
        kind: (N, 13), in the order of `PictureKind`.
        turn: (N, 4): by how many quarter turns clockwise the picture lies turned.
        cover: (N, 1, H/2, W/2), coverage of the garment.
        inside: (N, 1, H/2, W/2), the inside of the garment's back.
        points: (N, 20, H/4, W/4), where each landmark of `PointName` is.
        absent: (N, 20), that a landmark is nowhere; in one softmax with its places.
    """

    kind: Tensor
    turn: Tensor
    cover: Tensor
    inside: Tensor
    points: Tensor
    absent: Tensor


def _doubled(features: Tensor) -> Tensor:
    return functional.interpolate(features, scale_factor=2.0, mode="nearest")


class GarmentReader(EncodedNetwork):
    """Reads an RGB picture with values 0-255."""

    def __init__(self, width: int = 96, fine_width: int = 48, finest_width: int = 24) -> None:
        super().__init__()
        self.encoder = EfficientNetLite0(tuple(_TAPS))
        self.lateral = nn.ModuleList(projection(_TAPS[index], width) for index in (4, 10, 15))
        self.context = nn.Sequential(separable(width, width), separable(width, width))
        self.smooth = nn.ModuleList(separable(width, width) for _ in range(2))
        self.fine_reduce = projection(width, fine_width)
        self.fine_lateral = projection(_TAPS[2], fine_width)
        self.fine_smooth = dense(fine_width, fine_width)
        self.finest_reduce = projection(fine_width, finest_width)
        self.finest_lateral = projection(_TAPS[0], finest_width)
        self.mask_head = nn.Sequential(
            dense(finest_width, finest_width), nn.Conv2d(finest_width, 2, 1)
        )
        self.point_head = nn.Sequential(dense(fine_width, 64), nn.Conv2d(64, POINT_COUNT, 1))
        self.answers = nn.Sequential(
            nn.Linear(_TAPS[15] + width, 192), nn.ReLU(inplace=True), nn.Dropout(0.2)
        )
        self.answer_head = nn.Linear(192, KIND_COUNT + TURN_COUNT + POINT_COUNT)

    def forward(self, image: Tensor) -> Heads:
        """Run on float32 (N, 3, H, W), values 0-255, H and W multiples of 32."""
        finest, fine, middle, coarse, deepest = self.encoder((image - 127.0) / 128.0)
        features = self.lateral[2](deepest)
        features = features + self.context(features)
        pooled = torch.cat([deepest.mean(dim=(2, 3)), features.amax(dim=(2, 3))], dim=1)
        features = self.smooth[1](_doubled(features) + self.lateral[1](coarse))
        features = self.smooth[0](_doubled(features) + self.lateral[0](middle))
        features = self.fine_smooth(_doubled(self.fine_reduce(features)) + self.fine_lateral(fine))
        points = self.point_head(features).float()
        features = _doubled(self.finest_reduce(features)) + self.finest_lateral(finest)
        masks = self.mask_head(functional.relu(features)).float()
        answers = self.answer_head(self.answers(pooled)).float()
        kind, turn, absent = answers.split([KIND_COUNT, TURN_COUNT, POINT_COUNT], dim=1)
        return Heads(kind, turn, masks[:, :1], masks[:, 1:], points, absent)
