"""Looks over the shoulder of the transformer decoder: where each query attends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from torch import Tensor, nn

from tryon.labels import Label
from tryon.late import cv2
from tryon.parsing.attention import QueryAttention, SeenPart
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.inference import choose_candidates
from tryon.parsing.m2fp.layers import Attention
from tryon.parsing.m2fp.transformer_decoder import TransformerDecoder

_FINEST = 8
"""Picture pixels a cell of the finest scale, each way."""


@contextmanager
def watched(decoder: TransformerDecoder) -> Iterator[dict[int, Tensor]]:
    """Let a decoder tell the weights (Q, M) of its last layer of each scale of M cells, by M.

    What it computes stays the same; it takes the time of one matrix product a layer more.
    """
    weights: dict[int, Tensor] = {}

    def note(module: nn.Module, inputs: tuple[Tensor, Tensor, Tensor, Tensor]) -> None:
        assert isinstance(module, Attention)
        query, key, _, allowed = inputs
        weights[len(key)] = module.weights(query, key, allowed).cpu()

    levels = len(decoder.level_embed.weight)
    layers = [*decoder.transformer_cross_attention_layers][-levels:]
    hooks = [layer.multihead_attn.register_forward_pre_hook(note) for layer in layers]
    try:
        yield weights
    finally:
        for hook in hooks:
            hook.remove()


def gather(
    class_logits: Tensor,
    mask_logits: Tensor,
    weights: dict[int, Tensor],
    frame: Frame,
    labels: Sequence[Label | None],
) -> QueryAttention:
    """Put together what was noted on a photo.

    Args:
        class_logits: (1, Q, classes + 1).
        mask_logits: (1, Q, h, w).
        weights: see `watched`.
        frame: how the photo lies in the input.
        labels: what each class is; None for a whole person.
    """
    seen = tuple(
        SeenPart(candidate.query, labels[candidate.category], candidate.probability)
        for candidate in choose_candidates(class_logits, mask_logits)
    )
    padded = frame.padded
    width, height = padded.width // _FINEST, padded.height // _FINEST
    total = np.zeros((class_logits.shape[1], height, width), np.float32)
    for cells, level in weights.items():
        factor = round((width * height / cells) ** 0.5)
        maps = level.float().numpy().reshape(-1, height // factor, width // factor)
        total += [cv2.resize(one, (width, height)) for one in maps]
    most = total.max(axis=(1, 2), keepdims=True)
    return QueryAttention(seen, total / np.maximum(most, 1e-12), padded, frame.content, frame.photo)
