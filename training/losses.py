"""Losses of the four heads, with partial labels: a pixel may be known only as "some person"."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from training.classes import BACKGROUND_ANY, BAG, CLASS_COUNT, EITHER, IGNORED, PERSON_ANY
from training.network import OFFSET_UNIT_PX, Heads
from tryon.labels import Label

_PIXEL_SHARES_PERCENT = (
    76.94, 0.10, 1.26, 0.01, 0.07, 3.38, 2.97, 4.52, 0.31, 3.87, 0.28,
    0.23, 0.81, 0.81, 0.41, 0.41, 0.52, 0.51, 0.54, 0.55, 1.33,
)  # fmt: skip
"""How common each of the 21 classes is in the street photos."""

_WEIGHT_POWER = 0.3


class BatchTargets(NamedTuple):
    """``training.targets.Targets`` of a batch, codes as int64 (N, H/2, W/2)."""

    codes: Tensor
    center: Tensor
    center_weight: Tensor
    offset: Tensor
    offset_weight: Tensor


class Losses(NamedTuple):
    """Scalars that add up to the total, and are logged one by one."""

    parts: Tensor
    overlap: Tensor
    person: Tensor
    center: Tensor
    offset: Tensor


def class_weights() -> Tensor:
    """float32 (21,): rare classes count a few times more, none more than fourfold."""
    shares = torch.tensor(_PIXEL_SHARES_PERCENT)
    return (shares[Label.UPPER_CLOTHES] / shares).pow(_WEIGHT_POWER).clamp(0.5, 4.0)


def compute_losses(heads: Heads, targets: BatchTargets, weights: Tensor) -> Losses:
    """Compare raw heads with targets; the label heads are judged at half resolution."""
    logits = functional.interpolate(
        heads.labels, scale_factor=2.0, mode="bilinear", align_corners=False
    )
    person = functional.interpolate(
        heads.person, scale_factor=2.0, mode="bilinear", align_corners=False
    )
    log_probabilities = functional.log_softmax(logits, dim=1)
    return Losses(
        parts=_parts_loss(log_probabilities, targets.codes, weights),
        overlap=0.5 * _overlap_loss(log_probabilities[:, :, ::2, ::2].exp(), targets.codes),
        person=0.5 * _person_loss(person[:, 0], targets.codes),
        center=_center_loss(heads.center[:, 0], targets),
        offset=2.0 * _offset_loss(heads.offset, targets),
    )


def _parts_loss(log_probabilities: Tensor, codes: Tensor, weights: Tensor) -> Tensor:
    """Weighted cross-entropy; "some person" and "either of two" ask for sums of probabilities."""
    exact = codes < CLASS_COUNT
    chosen = log_probabilities.gather(1, codes.clamp(max=CLASS_COUNT - 1)[:, None])[:, 0]
    pixel_weights = torch.where(exact, weights[codes.clamp(max=CLASS_COUNT - 1)], 0.0)
    nobody = torch.logaddexp(
        log_probabilities[:, Label.BACKGROUND], log_probabilities[:, BAG]
    ).clamp(max=-1e-6)
    somebody = torch.log(-torch.expm1(nobody))
    chosen = torch.where(codes == PERSON_ANY, somebody.clamp(min=-12.0), chosen)
    pixel_weights = torch.where(codes == PERSON_ANY, 1.0, pixel_weights)
    for code, (first, second) in EITHER.items():
        is_either = codes == code
        either = torch.logaddexp(log_probabilities[:, first], log_probabilities[:, second])
        chosen = torch.where(is_either, either, chosen)
        pixel_weights = torch.where(is_either, weights[first], pixel_weights)
    return -(chosen * pixel_weights).sum() / pixel_weights.sum().clamp(min=1.0)


def _overlap_loss(probabilities: Tensor, codes: Tensor) -> Tensor:
    """Soft Dice over the classes present in the batch (V-Net, arXiv 1606.04797).

    It counts a small class as much as a large one; fully labelled pixels only.
    """
    codes = codes[:, ::2, ::2]
    known = codes < CLASS_COUNT
    truth = functional.one_hot(codes.clamp(max=CLASS_COUNT - 1), CLASS_COUNT)
    truth = truth.permute(0, 3, 1, 2) * known[:, None]
    probabilities = probabilities * known[:, None]
    dims = (0, 2, 3)
    common = (probabilities * truth).sum(dims)
    total = probabilities.sum(dims) + truth.sum(dims)
    present = truth.sum(dims) > 20
    dice = (2 * common + 1) / (total + 1)
    return ((1 - dice) * present).sum() / present.sum().clamp(min=1)


def _person_loss(logits: Tensor, codes: Tensor) -> Tensor:
    known = codes != IGNORED
    truth = (codes != Label.BACKGROUND) & (codes != BAG) & (codes != BACKGROUND_ANY) & known
    loss = functional.binary_cross_entropy_with_logits(
        logits, truth.float(), weight=known.float(), reduction="sum"
    )
    return loss / known.sum().clamp(min=1)


def _center_loss(logits: Tensor, targets: BatchTargets) -> Tensor:
    """Penalty-reduced focal loss per centre (CornerNet, arXiv 1808.01244, equation 1)."""
    probability = logits.sigmoid()
    is_peak = targets.center == 1.0
    positive = (1 - probability).pow(2) * functional.logsigmoid(logits)
    negative = (1 - targets.center).pow(4) * probability.pow(2) * functional.logsigmoid(-logits)
    loss = torch.where(is_peak, positive, negative) * targets.center_weight
    return -0.1 * loss.sum() / is_peak.sum().clamp(min=1)


def _offset_loss(offset: Tensor, targets: BatchTargets) -> Tensor:
    """L1 error in units of each person's size, averaged over people."""
    error = (offset * OFFSET_UNIT_PX - targets.offset).abs().sum(1) * targets.offset_weight
    return error.sum() / (targets.center == 1.0).sum().clamp(min=1)
