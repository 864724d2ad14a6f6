"""From the network's logits to instances: which (query, class) pairs to keep, and their masks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tryon.geometry import SoftMask
from tryon.parsing.instances import Instance
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.layers import Report, ignore_report

KEPT_PAIRS = 100
MIN_SCORE = 0.1
BACKGROUND = 0
"""The class that is neither a part nor a person."""
MAX_SCORED_PIXELS = 6_250_000
"""Photos beyond this are scored on every second pixel each way, which moves a score by 1e-4."""


@dataclass(frozen=True)
class Candidate:
    """A (query, class) pair that may become an instance.

    Attributes:
        query: its number.
        category: the class.
        probability: of the class, in [0, 1].
    """

    query: int
    category: int
    probability: float


def choose_candidates(class_logits: Tensor, mask_logits: Tensor) -> tuple[Candidate, ...]:
    """Drop at the network's resolution what need not be enlarged; give the rest by query.

    A score is the class probability times the mean mask probability inside the mask, so it is
    below the class probability, and of an empty mask there is none.

    Args:
        class_logits: (1, Q, classes + 1).
        mask_logits: (1, Q, h, w).
    """
    probabilities = class_logits[0].float().softmax(dim=1)[:, :-1]  # (Q, classes)
    best = probabilities.flatten().topk(min(KEPT_PAIRS, probabilities.numel()))
    has_mask = (mask_logits[0] > 0).flatten(1).any(dim=1).tolist()
    candidates = []
    for probability, pair in zip(best.values.tolist(), best.indices.tolist(), strict=True):
        query, category = divmod(pair, probabilities.shape[1])
        if probability > MIN_SCORE and category != BACKGROUND and has_mask[query]:
            candidates.append(Candidate(query, category, probability))
    return tuple(sorted(candidates, key=lambda candidate: candidate.query))


def find_instances(
    class_logits: Tensor,
    mask_logits: Tensor,
    frame: Frame,
    report: Report = ignore_report,
) -> tuple[Instance, ...]:
    """Give the instances of a photo, best first.

    Args:
        class_logits: (1, Q, classes + 1).
        mask_logits: (1, Q, h, w), a quarter of the input's size.
        frame: how the photo lies in the input.
        report: called before each mask with the finished fraction; raise there to stop.
    """
    candidates = choose_candidates(class_logits, mask_logits)
    found = list(_measure(candidates, mask_logits, frame, report))
    return tuple(sorted(found, key=lambda instance: -instance.score))


def _measure(
    candidates: tuple[Candidate, ...], mask_logits: Tensor, frame: Frame, report: Report
) -> Iterator[Instance]:
    plane: SoftMask = np.empty((frame.photo.height, frame.photo.width), dtype=np.float32)
    bits: NDArray[np.uint8] = np.empty((0, 0), dtype=np.uint8)
    query, inside = -1, 0.0
    for number, candidate in enumerate(candidates):
        report(number / len(candidates))
        if candidate.query != query:  # one query may come with several classes
            query = candidate.query
            # Half the logits, because sigmoid(x) = (1 + tanh(x / 2)) / 2.
            cells = (mask_logits[0, query].float() / 2).cpu().numpy()
            plane = frame.enlarge(cells, out=plane)
            bits = np.packbits(plane > 0, axis=1)
            inside = _mean_inside(plane)
        score = candidate.probability * inside
        if score > MIN_SCORE:
            yield Instance(candidate.category, score, bits, frame.photo)


def _mean_inside(half_logits: SoftMask) -> float:
    """Give the mean probability where it exceeds one half; 0 if it never does."""
    step = 1 if half_logits.size <= MAX_SCORED_PIXELS else 2
    sample = torch.from_numpy(half_logits)[::step, ::step].clamp(min=0)
    count = int(torch.count_nonzero(sample))
    return 0.5 + 0.5 * float(sample.tanh_().sum()) / count if count else 0.0
