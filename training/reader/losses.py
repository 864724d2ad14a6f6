"""What the reader's network is trained by."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.network import POINT_COUNT, Heads
from training.reader.pictures import MASK_UNKNOWN, UNKNOWN

_POINT_DEVIATION = 1.0
"""Deviation of a landmark's target, in cells of the heat map."""
_KIND_SMOOTHING = 0.05


class Targets(NamedTuple):
    """What the network is to say of a batch.

    Attributes:
        kind: (N,) int64.
        turn: (N,) int64, `UNKNOWN` where nobody could say.
        cover: (N, H, W) uint8 percent, or `MASK_UNKNOWN`.
        inside: the same.
        points: (N, 20, 2) float32, NaN where there is none, in shares of the picture.
        are_points_known: (N, 20) bool.
    """

    kind: Tensor
    turn: Tensor
    cover: Tensor
    inside: Tensor
    points: Tensor
    are_points_known: Tensor


class Losses(NamedTuple):
    """One number for each head."""

    kind: Tensor
    turn: Tensor
    cover: Tensor
    inside: Tensor
    points: Tensor


def compute_losses(heads: Heads, targets: Targets) -> Losses:
    """Return the weighed losses of a batch."""
    kind = functional.cross_entropy(heads.kind, targets.kind, label_smoothing=_KIND_SMOOTHING)
    turn = functional.cross_entropy(
        heads.turn, targets.turn, ignore_index=UNKNOWN, label_smoothing=_KIND_SMOOTHING
    )
    return Losses(
        kind,
        0.5 * torch.nan_to_num(turn),
        2.0 * _mask_loss(heads.cover[:, 0], targets.cover),
        4.0 * _mask_loss(heads.inside[:, 0], targets.inside),
        0.25 * _point_loss(heads, targets),
    )


def _mask_loss(logits: Tensor, percent: Tensor) -> Tensor:
    """Binary cross entropy on what is known, with half the weight within 3 cells of an edge."""
    size = logits.shape[-2:]
    is_known = percent != MASK_UNKNOWN
    goal = functional.interpolate(
        (percent.float() / 100).clamp(max=1)[:, None], size=size, mode="area"
    )[:, 0]
    weight = functional.interpolate(is_known.float()[:, None], size=size, mode="nearest")[:, 0]
    loss = functional.binary_cross_entropy_with_logits(logits, goal, reduction="none")
    highest = functional.max_pool2d(goal[:, None], 5, 1, 2)[:, 0]
    lowest = -functional.max_pool2d(-goal[:, None], 5, 1, 2)[:, 0]
    near_edge = 1 + 2 * ((highest - lowest) > 0.1).float()
    weight = weight * near_edge
    return (loss * weight).sum() / weight.sum().clamp(min=1)


def _point_loss(heads: Heads, targets: Targets) -> Tensor:
    """Cross entropy over all cells and "absent", against a small hill about the landmark."""
    count, _, rows, columns = heads.points.shape
    logits = torch.cat([heads.points.flatten(2), heads.absent[..., None]], dim=2)
    log_shares = logits.log_softmax(dim=2)
    places = targets.points * torch.tensor([columns, rows]) - 0.5
    is_there = torch.isfinite(places[..., 0])
    x, y = torch.nan_to_num(places).unbind(-1)
    across = torch.exp(-0.5 * ((torch.arange(columns) - x[..., None]) / _POINT_DEVIATION) ** 2)
    down = torch.exp(-0.5 * ((torch.arange(rows) - y[..., None]) / _POINT_DEVIATION) ** 2)
    hill = (down[..., :, None] * across[..., None, :]).flatten(2)
    hill = hill / hill.sum(dim=2, keepdim=True).clamp(min=1e-6)
    goal = torch.cat([hill * is_there[..., None], (~is_there).float()[..., None]], dim=2)
    loss = -(goal * log_shares).sum(dim=2)
    known = targets.are_points_known.float()
    # A landmark that is missing says little; those that are there shape the features.
    known = known * torch.where(is_there, 1.0, 0.3)
    assert loss.shape == (count, POINT_COUNT)
    return (loss * known).sum() / known.sum().clamp(min=1)
