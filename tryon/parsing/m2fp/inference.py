"""From the network's logits to instances: which (query, class) pairs to keep, and their masks."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tryon.geometry import SoftMask
from tryon.parsing.instances import Instance
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.layers import Report, ignore_report

KEPT_PAIRS = 100
"""Most probable (query, class) pairs that are looked at."""
MIN_SCORE = 0.1
"""An instance must score more than this."""
BACKGROUND = 0
"""The class that is neither a part nor a person."""
MAX_SCORED_PIXELS = 6_250_000
"""Photos beyond this are scored on every second pixel each way, which moves a score by 1e-4."""
STRIP_PIXELS = 32_000
"""Pixels scored at once: few enough for the cache and for torch to stay on one thread."""
MAX_WORKERS = 4
"""Masks drawn at once; each needs memory of the photo's size."""


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
    """Return the pairs whose masks are worth enlarging, by query.

    A score is the class probability times the mean mask probability inside the mask, so it is
    below the class probability, and an empty mask has none.

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
    """Return the instances of a photo, best first.

    Args:
        class_logits: (1, Q, classes + 1).
        mask_logits: (1, Q, h, w), a quarter of the input's size.
        frame: how the photo lies in the input.
        report: called after each mask with the finished fraction; raise there to stop.
    """
    candidates = choose_candidates(class_logits, mask_logits)
    drawings = _draw({candidate.query for candidate in candidates}, mask_logits, frame, report)
    found = []
    for candidate in candidates:
        drawing = drawings[candidate.query]
        score = candidate.probability * drawing.mean_inside
        if score > MIN_SCORE:
            found.append(Instance(candidate.category, score, drawing.bits, frame.photo))
    return tuple(sorted(found, key=lambda instance: -instance.score))


@dataclass(frozen=True, eq=False)
class _Drawing:
    """A query's mask at the photo's size; one query may come with several classes.

    Attributes:
        bits: its pixels, packed along x.
        mean_inside: mean mask probability of these pixels.
    """

    bits: NDArray[np.uint8]
    mean_inside: float


def _draw(
    queries: Iterable[int], mask_logits: Tensor, frame: Frame, report: Report
) -> dict[int, _Drawing]:
    """Bring masks to the photo's size, several at a time: numpy and OpenCV let threads run."""
    workers = min(torch.get_num_threads(), MAX_WORKERS)
    planes: SimpleQueue[SoftMask] = SimpleQueue()
    for _ in range(workers):  # reused: new memory for each mask takes longer than drawing it
        planes.put(np.empty((frame.photo.height, frame.photo.width), dtype=np.float32))

    def draw(cells: SoftMask) -> _Drawing:
        plane = planes.get()
        logits = frame.enlarge(cells, out=plane)
        drawing = _Drawing(np.packbits(logits > 0, axis=1), _mean_inside(logits))
        planes.put(plane)
        return drawing

    cells = {query: mask_logits[0, query].float().cpu().numpy() for query in sorted(queries)}
    drawings: dict[int, _Drawing] = {}
    with ThreadPoolExecutor(workers) as pool:
        try:
            for query, drawing in zip(cells, pool.map(draw, cells.values()), strict=True):
                drawings[query] = drawing
                report(len(drawings) / len(cells))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return drawings


def _mean_inside(logits: SoftMask) -> float:
    """Return the mean probability where it exceeds one half; 0 if it never does."""
    step = 1 if logits.size <= MAX_SCORED_PIXELS else 2
    sample = torch.from_numpy(logits)[::step, ::step]
    total, count = 0.0, 0
    for strip in torch.split(sample, max(1, STRIP_PIXELS // sample.shape[1])):
        excess = strip.clamp(min=0).sigmoid_().sub_(0.5)  # exactly 0 outside
        total += float(excess.sum())
        count += int(excess.count_nonzero())
    return 0.5 + total / count if count else 0.0
