"""Finds M2FP's weights. Does not import torch, so that it works without it."""

from __future__ import annotations

from pathlib import Path

from tryon.models.store import SAFETENSORS_SUFFIX

WEIGHTS_NAME = "pytorch_model.pt"
"""File of the published checkpoint."""


def find_weights(place: Path) -> Path | None:
    """Return the weights' file of a folder, or the file itself; None if there is none."""
    published = place / WEIGHTS_NAME
    candidates = (place, published, published.with_suffix(SAFETENSORS_SUFFIX))
    return next((path for path in candidates if path.is_file()), None)
